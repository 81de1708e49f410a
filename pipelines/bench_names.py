"""Compare what finds names: stock spaCy, rules alone, model alone, rules and model.

    python -m pipelines.bench_names --gold DIR --corpus DIR --split FILE --part test

Prints F1 by label for each, over the ids that SPLIT lists under PART, and tokens a second of each
in the same run; set OMP_NUM_THREADS=1 to compare one core with one core. Stock ``en_core_web_sm``
is mapped to our labels: GPE, LOC and FAC are PLACE; ORG is AGENCY, which most of its organisations
are here; it has nothing for CARTEL, SUBSTANCE, WEAPON and PROGRAM.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import spacy

from extractor import cleaning, segmentation
from extractor.names import NameFinder
from extractor.names.model import NameTagger
from extractor.types import Release
from pipelines.train_names_data import LABELS, Labelled, occurrences, score

STOCK = "en_core_web_sm"
MAPPING = {
    "PERSON": "PERSON",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
    "ORG": "AGENCY",
    "LAW": "LAW",
}
ROUNDS = 3

Finder = Callable[[Sequence[Release]], list[list[tuple[int, int, str]]]]


def read(gold: Path, corpus: Path, ids: Sequence[str]) -> tuple[list[Release], list[Labelled]]:
    """Cleaned releases and the gold names in their texts."""
    releases, labelled = [], []
    for release_id in sorted(ids):
        raw = json.loads((corpus / f"{release_id}.json").read_text("utf-8"))
        names = json.loads((gold / f"{release_id}.json").read_text("utf-8"))["mentions"]
        release = cleaning.clean(raw["body"], title=raw["title"], published=raw["date"])
        releases.append(release)
        labelled.append(Labelled(release_id, release.text, occurrences(release.text, names)))
    return releases, labelled


def stock(package: str) -> Finder:
    """Stock spaCy with nothing but what its names need."""
    nlp = spacy.load(package, enable=["ner"])

    def find(releases: Sequence[Release]) -> list[list[tuple[int, int, str]]]:
        return [
            [(e.start_char, e.end_char, MAPPING[e.label_]) for e in doc.ents if e.label_ in MAPPING]
            for doc in nlp.pipe((r.text for r in releases), batch_size=64)
        ]

    return find


def model() -> Finder:
    """The trained recogniser alone."""
    tagger = NameTagger()
    return lambda releases: [
        [(s, e, label) for s, e, label, _ in spans]
        for spans in tagger.pipe(r.text for r in releases)
    ]


def stage(tagger: Any) -> Finder:
    """The whole stage, with or without the trained recogniser."""
    finder = NameFinder(tagger)

    def find(releases: Sequence[Release]) -> list[list[tuple[int, int, str]]]:
        sentences = [segmentation.split(r) for r in releases]
        return [
            [(m.start_char, m.end_char, m.label) for m in mentions]
            for mentions in finder.pipe(releases, sentences)
        ]

    return find


def main(argv: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.bench_names", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--split", type=Path, required=True)
    parser.add_argument("--part", default="test")
    parser.add_argument("--stock", default=STOCK, help="installed package with the stock pipeline")
    args = parser.parse_args(argv)

    ids = json.loads(args.split.read_text("utf-8"))[args.part]
    releases, gold = read(args.gold, args.corpus, ids)
    finders = {
        args.stock: stock(args.stock),
        "rules alone": stage(None),
        "model alone": model(),
        "rules and model": stage(NameTagger()),
    }
    blank = spacy.blank("en")
    tokens = sum(len(blank.make_doc(r.text)) for r in releases)
    speeds: dict[str, list[float]] = {name: [] for name in finders}
    scores = {}
    for name, find in finders.items():
        scores[name] = score(gold, find(releases))
    for _ in range(ROUNDS):  # in turn, so that a busy moment of the machine hits all alike
        for name, find in finders.items():
            began = time.process_time()
            find(releases)
            speeds[name].append(tokens / (time.process_time() - began))

    print(f"{len(releases)} releases, {tokens} tokens\n")
    print("| F1 | " + " | ".join(finders) + " |")
    print("| --- |" + " --- |" * len(finders))
    for label in ("all", *LABELS):
        cells = (f"{scores[name].get(label, (0, 0, 0))[2]:.3f}" for name in finders)
        print(f"| {label} | " + " | ".join(cells) + " |")
    cells = (f"{statistics.median(speeds[name]):,.0f}" for name in finders)
    print("| tokens/s | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
