"""Train the model of who gains by a commitment (:mod:`extractor.records.commitments.beneficiary`).

    python -m pipelines.train beneficiary --gold DIR --corpus DIR --split FILE \\
        --judgements models/records/beneficiaries.jsonl --releases FILE.jsonl.gz \\
        --out models/records

A conditional logistic model: of a clause's candidates and "nobody" one is right, and where several
candidates say the same the sum of their probabilities counts. GOLD, CORPUS and SPLIT are as for the
clause models; JUDGEMENTS adds clauses of releases without gold. The figures printed are from folds
held out by release. Needs SciPy, which the library does not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from extractor import cleaning, segmentation
from extractor.events.model import words
from extractor.events.undertakings import Candidate, Surroundings, of_release
from extractor.records.commitments.beneficiary import about, candidates, features, nobody, ranked
from extractor.records.context import Context
from extractor.types import DateSpan, Event, Mention, Quantity, Release, Sentence
from pipelines.evaluate import word_f1
from pipelines.train_events import align, read, stages

Spans = tuple[tuple[Mention, ...], tuple[Quantity, ...], tuple[DateSpan, ...]]
Finder = Callable[[Release, tuple[Sentence, ...], dict[str, Any]], Spans]

PENALTY = 1.5  # of the squared weights
FOLDS = 8
SEEN = 2  # clauses in which a feature must occur
SMALL = 0.02  # weights below this are left out
SAME = 0.5  # word F1 from which two phrases are the same


@dataclass(frozen=True)
class Clause:
    """A clause with its options, "nobody" first, and which of them are right."""

    release_id: str
    options: list[list[str]]
    right: list[bool]
    named: bool


def mark(text: str, c: Candidate) -> int:
    """A clause's first six words as a CRC-32: finds it again without keeping its words."""
    return zlib.crc32(" ".join(words(text[c.start : c.start + 70])[:6]).encode())


def event_of(c: Candidate, sentence: int, kind: str, promised: bool) -> Event:
    """The event that the pipeline makes of a candidate."""
    return Event(
        type="commitment",
        sentence=sentence,
        start_char=c.start,
        end_char=c.end,
        trigger_start=c.head,
        trigger_end=c.verb_end,
        modality="promised" if promised else "done",
        subtype=kind,
        source=f"model:undertakings/{c.construction}",
    )


def clauses(context: Context, judged: list[tuple[Event, str | None]]) -> Iterator[Clause]:
    """The clauses of one release, each with the name of who gains (``None`` for nobody)."""
    places = list(about(context))
    for event, name in judged:
        told = [e for e, _ in judged if e.sentence == event.sentence]
        found = candidates(context, event, told, places)
        options = [nobody(context, event, len(found))]
        right = [name is None]
        for p, rank in ranked(found):
            options.append(features(context, event, p, rank))
            right.append(name is not None and word_f1(name, context.text[p.start : p.end]) >= SAME)
        yield Clause(context.release.release_id, options, right, name is not None)


def from_gold(gold: Path, corpus: Path, ids: Iterable[str], find: Finder) -> Iterator[Clause]:
    """Clauses that state a gold commitment."""
    for item in read(gold, corpus, ids, find):
        found = of_release(item.around)
        judged = [
            (event_of(c, s, r["kind"], r["status"] == "promised"), r.get("beneficiary"))
            for (s, c), r in zip(found, align(item, found), strict=True)
            if r is not None
        ]
        yield from clauses(item.view, judged)


def from_judgements(judgements: Path, releases: Path, find: Finder) -> Iterator[Clause]:
    """Clauses that a reader judged in releases without gold.

    A line names a release and lists ``[mark, kind, promised, from, to]`` of each clause:
    offsets of who gains from the clause's first character, or nulls for nobody.
    """
    wanted: dict[str, dict[int, list[Any]]] = {}
    for line in judgements.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wanted[row["id"]] = {clause[0]: clause[1:] for clause in row["clauses"]}
    with gzip.open(releases, "rt", encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            if raw["id"] not in wanted:
                continue
            release = cleaning.clean(
                raw["body"],
                title=raw.get("title"),
                published=raw.get("date"),
                url=raw.get("url"),
                release_id=raw["id"],
            )
            sentences = segmentation.split(release)
            spans = find(release, sentences, {})
            around = Surroundings.of(release, sentences, *spans)
            judged = []
            for sentence, c in of_release(around):
                verdict = wanted[raw["id"]].pop(mark(release.text, c), None)
                if verdict is None:
                    continue
                kind, promised, start, end = verdict
                name = None if start is None else release.text[c.start + start : c.start + end]
                judged.append((event_of(c, sentence, kind, bool(promised)), name))
            yield from clauses(Context(release, sentences, *spans, ()), judged)


def fit(data: list[Clause]) -> dict[str, float]:
    """Weights that make the right options likely, under an L2 penalty."""
    usable = [c for c in data if any(c.right)]
    seen = Counter(f for c in usable for f in {f for option in c.options for f in option})
    columns = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= SEEN))}
    rows: list[int] = []
    cols: list[int] = []
    right: list[bool] = []
    first: list[int] = []
    for c in usable:
        first.append(len(right))
        for option, is_right in zip(c.options, c.right, strict=True):
            known = [columns[f] for f in option if f in columns]
            rows += [len(right)] * len(known)
            cols += known
            right.append(is_right)
    x = csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(len(right), len(columns)))
    starts, good = np.array(first), np.array(right)
    owner = np.repeat(np.arange(len(starts)), np.diff([*starts, len(good)]))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = x @ w
        likely = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        rightly = np.where(good, likely, 0.0)
        all_sum, right_sum = np.add.reduceat(likely, starts), np.add.reduceat(rightly, starts)
        value = float(np.sum(np.log(all_sum) - np.log(right_sum)) + PENALTY / 2 * (w @ w))
        return value, x.T @ (likely / all_sum[owner] - rightly / right_sum[owner]) + PENALTY * w

    start = np.zeros(len(columns))
    w = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {f: round(float(w[i]), 3) for f, i in columns.items() if abs(w[i]) >= SMALL}


def chosen(weights: dict[str, float], clause: Clause) -> int:
    """The index of the likeliest option; 0 is nobody."""
    return int(np.argmax([sum(weights.get(f, 0.0) for f in o) for o in clause.options]))


def held_out(data: list[Clause]) -> None:
    """Print precision, recall and F1 from folds held out by release."""
    ids = sorted({c.release_id for c in data})
    random.Random(3).shuffle(ids)
    right = given = named = 0
    for fold in range(FOLDS):
        unseen = set(ids[fold::FOLDS])
        weights = fit([c for c in data if c.release_id not in unseen])
        for c in data:
            if c.release_id in unseen:
                i = chosen(weights, c)
                named += c.named
                given += i > 0
                right += i > 0 and c.right[i]
    p, r = right / max(given, 1), right / max(named, 1)
    print(
        f"beneficiary, held out by release: P {p:.3f} R {r:.3f}"
        f" F1 {2 * p * r / max(p + r, 1e-9):.3f} ({len(data)} clauses, {named} name one)"
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Train and write ``OUT/beneficiary.json``."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--split", type=Path, help="JSON with a list `train` of ids; else all gold")
    parser.add_argument("--judgements", type=Path, help="verdicts on releases without gold")
    parser.add_argument("--releases", type=Path, help="those releases, as gzipped JSON lines")
    parser.add_argument("--out", type=Path, default=Path("models/records"))
    args = parser.parse_args(argv)
    if args.split:
        ids = json.loads(args.split.read_text(encoding="utf-8"))["train"]
    else:
        ids = sorted(p.stem for p in args.gold.glob("*.json"))
    find = stages()
    data = list(from_gold(args.gold, args.corpus, ids, find))
    if args.judgements:
        data += from_judgements(args.judgements, args.releases, find)
    held_out(data)
    weights = json.dumps(fit(data), ensure_ascii=False, indent=0, sort_keys=True)
    (args.out / "beneficiary.json").write_text(weights + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
