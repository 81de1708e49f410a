"""What the clause models learn from: annotated releases, and judgements on other releases."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor import cleaning, segmentation
from extractor.events.model import columns, words
from extractor.events.undertakings import Candidate, Surroundings, features, manner, of_release
from extractor.records.context import Context
from extractor.types import DateSpan, Mention, Quantity, Release, Sentence

_ARTICLES = frozenset("the a an of s in to for and by on".split())

Spans = tuple[tuple[Mention, ...], tuple[Quantity, ...], tuple[DateSpan, ...]]
Finder = Callable[[Release, tuple[Sentence, ...], dict[str, Any]], Spans]


@dataclass(frozen=True)
class Annotated:
    """One release with its spans and its gold records."""

    view: Context
    records: list[dict[str, Any]]

    @property
    def around(self) -> Surroundings:
        """The release as the undertaking features see it."""
        v = self.view
        return Surroundings.of(v.release, v.sentences, v.mentions, v.quantities, v.dates)


def read(gold: Path, corpus: Path, ids: Iterable[str], find: Finder) -> Iterator[Annotated]:
    """Clean, split and search the releases of ``ids`` and put their gold records beside them."""
    for release_id in ids:
        path = corpus / f"{release_id}.json"
        if not path.exists():
            continue
        raw = json.loads(path.read_text(encoding="utf-8"))
        annotation = json.loads((gold / f"{release_id}.json").read_text(encoding="utf-8"))
        release, sentences = _cleaned(raw, release_id)
        spans = find(release, sentences, annotation)
        yield Annotated(Context(release, sentences, *spans, ()), annotation["records"])


def _cleaned(raw: dict[str, Any], release_id: str) -> tuple[Release, tuple[Sentence, ...]]:
    release = cleaning.clean(
        raw["body"],
        title=raw.get("title"),
        published=raw.get("date"),
        url=raw.get("url"),
        release_id=release_id,
    )
    return release, segmentation.split(release)


@dataclass
class Judged:
    """Rows from releases without gold: columns, whether each is a commitment, and its weight.

    ``kinds`` has columns and kind of those of which a reader gave the kind, ``manners`` the columns
    of their manner and whether they are promised.
    """

    columns: list[list[int]]
    labels: list[bool]
    weights: list[float]
    kinds: list[tuple[list[int], str]] = field(default_factory=list)
    manners: list[tuple[list[int], bool]] = field(default_factory=list)


UNCLEAR = 0.2  # weight, as a "no", of a candidate on which the reader would not commit himself


@dataclass(frozen=True)
class Verdict:
    """A candidate of a release that a reader judged: whether it is a commitment, and its weight;
    its kind and whether it is promised, if he said so."""

    sentence: int
    candidate: Candidate
    columns: list[int]
    label: bool
    weight: float
    kind: str | None
    promised: bool


def verdicts(
    judgements: Path, releases: Path, find: Finder
) -> Iterator[tuple[Surroundings, list[Verdict]]]:
    """Releases without gold, and the candidates that a reader judged, one release at a time.

    Each line of ``judgements`` names a release of ``releases`` (JSON lines, gzipped) and lists, as
    :func:`fingerprint`, the candidates that are commitments (``yes``) and those that are no clear
    case (``skip``: they count little); every other candidate of the release is none. Some lines
    give the ``kinds`` of the commitments, and which are ``promised``.
    """
    read = [json.loads(line) for line in judgements.read_text(encoding="utf-8").splitlines()]
    marks = {v["id"]: v for v in read}
    with gzip.open(releases, "rt", encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            if raw["id"] not in marks:
                continue
            verdict = marks[raw["id"]]
            yes, skip, promised = (set(verdict.get(k, ())) for k in ("yes", "skip", "promised"))
            kinds = verdict.get("kinds", {})
            release, sentences = _cleaned(raw, raw["id"])
            view = Context(release, sentences, *find(release, sentences, {}), ())
            around = Annotated(view, []).around
            found = []
            for sentence, c in of_release(around):
                mark = fingerprint(release.text, c)
                if seen := features(around, sentence, c):
                    weight = UNCLEAR if mark in skip else 1.0
                    kind, to_come = kinds.get(str(mark)), mark in promised
                    found.append(
                        Verdict(sentence, c, columns(seen), mark in yes, weight, kind, to_come)
                    )
            yield around, found


def judged(judgements: Path, releases: Path, find: Finder) -> Judged:
    """The rows of all :func:`verdicts`."""
    out = Judged([], [], [])
    for around, found in verdicts(judgements, releases, find):
        out.columns += [v.columns for v in found]
        out.labels += [v.label for v in found]
        out.weights += [v.weight for v in found]
        for v in found:
            if v.kind is not None:
                out.kinds.append((v.columns, v.kind))
                form = columns(manner(around, v.sentence, v.candidate))
                out.manners.append((form, v.promised))
    return out


def fingerprint(text: str, c: Candidate) -> int:
    """A candidate's first six words as a CRC-32: finds it again without keeping its words."""
    return zlib.crc32(" ".join(words(text[c.start : c.start + 70])[:6]).encode())


def stages() -> Finder:
    """The pipeline's own stages: what the models will meet is what they are trained on."""
    from extractor import dates, names, quantities

    finder = names.NameFinder()

    def find(release: Release, sentences: tuple[Sentence, ...], _: dict[str, Any]) -> Spans:
        mentions = next(iter(finder.pipe([release], [sentences])))
        when = dates.find(release.text, anchor=release.published, sentences=sentences)
        taken = [(d.start_char, d.end_char) for d in when]
        taken += [
            (m.start_char, m.end_char) for m in mentions if m.label not in ("SUBSTANCE", "WEAPON")
        ]
        return (
            mentions,
            quantities.find(release.text, taken=tuple(sorted(taken)), sentences=sentences),
            when,
        )

    return find


def _bag(text: str) -> Counter[str]:
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return Counter(w for w in re.sub(r"[^\w$%]+", " ", text).split() if w not in _ARTICLES)


def _overlap(a: Counter[str], b: Counter[str]) -> float:
    both = sum((a & b).values())
    return 2 * both / (sum(a.values()) + sum(b.values())) if both else 0.0


def align(item: Annotated, found: list[tuple[int, Candidate]]) -> list[dict[str, Any] | None]:
    """The gold commitment that each candidate states, or ``None``; each is given to one candidate.

    A candidate and a record go together when the evidence shares words with the sentence (F1 of
    0.4) and the action with the candidate; the same first word counts for more than a tie.
    """
    text = item.view.text
    golds = [r for r in item.records if r["type"] == "commitment"]
    evidence = [_bag(r["evidence"]) for r in golds]
    actions = [_bag(r["action"]) for r in golds]
    bags = {i: _bag(item.view.words(i)) for i, _ in found}
    pairs = []
    for j, (sentence, c) in enumerate(found):
        phrase = text[c.start : c.end]
        bag = _bag(phrase)
        for g, record in enumerate(golds):
            same = _overlap(evidence[g], bags[sentence])
            if same < 0.4 or (close := _overlap(actions[g], bag)) < 0.4:
                continue
            starts = record["action"].split()[0].casefold() == phrase.split()[0].casefold()
            pairs.append((close + 0.3 * starts + 0.2 * (same >= 0.9), -g, -j))
    out: list[dict[str, Any] | None] = [None] * len(found)
    used: set[int] = set()
    for _, g, j in sorted(pairs, reverse=True):
        if g not in used and out[-j] is None:
            used.add(g)
            out[-j] = golds[-g]
    return out


def sentence_labels(item: Annotated) -> list[set[str]]:
    """For each sentence the types of the gold records whose evidence it is (or is part of)."""
    evidence = [(r["type"], _bag(r["evidence"])) for r in item.records]
    out: list[set[str]] = []
    for i in range(len(item.view.sentences)):
        bag = _bag(item.view.words(i))
        size = sum(bag.values())
        found = set()
        for kind, wanted in evidence:
            both = sum((bag & wanted).values())
            smaller = min(size, sum(wanted.values()))
            if both >= 0.85 * smaller and both >= 4:
                found.add(kind)
        out.append(found)
    return out
