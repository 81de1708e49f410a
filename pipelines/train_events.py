"""Train the clause models of :mod:`extractor.events` from annotated releases.

    python -m pipelines.train_events --gold DIR --corpus DIR --split FILE \\
        --judgements models/events/judgements.jsonl --releases FILE.jsonl.gz --out models/events

GOLD holds one annotation (``ID.json``) a release, CORPUS the releases themselves; SPLIT is a JSON
object whose ``train`` lists the ids to learn from. Every figure printed, and the thresholds,
come from folds held out by release; ``--by-source`` prints leave-one-source-out figures too. Needs
scikit-learn, which the library itself does not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from extractor import cleaning, segmentation
from extractor.events.model import BITS, TYPES, clause_features, columns, words
from extractor.events.undertakings import (
    Candidate,
    Surroundings,
    choose,
    features,
    manner,
    of_release,
)
from extractor.records.context import Context
from extractor.types import DateSpan, Mention, Quantity, Release, Sentence

KINDS = ("agreement", "assistance", "funding", "legislation", "program")
STRENGTH = {"undertakings": 0.2, "kinds": 0.3, "status": 0.3, "types": 0.1}
FOLDS = 8
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


@dataclass
class Examples:
    """Training rows: hashed columns, one label each, and the release that each comes from."""

    columns: list[list[int]]
    labels: list[Any]
    groups: list[str]

    def matrix(self, rows: Sequence[int] | None = None) -> csr_matrix:
        """The rows (all, or those given) as a sparse matrix of zeros and ones."""
        chosen = [self.columns[i] for i in (range(len(self.columns)) if rows is None else rows)]
        ends = np.cumsum([0] + [len(c) for c in chosen])
        flat = np.fromiter((i for c in chosen for i in c), dtype=np.int64, count=int(ends[-1]))
        ones = np.ones(len(flat), dtype=np.float32)
        return csr_matrix((ones, flat, ends), shape=(len(chosen), 1 << BITS))


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


def judged(judgements: Path, releases: Path, find: Finder) -> tuple[list[list[int]], list[bool]]:
    """Rows of releases without gold: the candidates that a reader judged, one release at a time.

    Each line of ``judgements`` names a release of ``releases`` (JSON lines, gzipped) and lists, as
    :func:`fingerprint`, the candidates that are commitments (``yes``) and those that are no clear
    case (``skip``, left out); every other candidate of the release is none.
    """
    verdicts = {}
    for line in judgements.read_text(encoding="utf-8").splitlines():
        verdict = json.loads(line)
        verdicts[verdict["id"]] = (set(verdict["yes"]), set(verdict["skip"]))
    rows: list[list[int]] = []
    labels: list[bool] = []
    with gzip.open(releases, "rt", encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            if raw["id"] not in verdicts:
                continue
            yes, skip = verdicts[raw["id"]]
            release, sentences = _cleaned(raw, raw["id"])
            view = Context(release, sentences, *find(release, sentences, {}), ())
            around = Annotated(view, []).around
            for sentence, c in of_release(around):
                mark = fingerprint(release.text, c)
                seen = features(around, sentence, c)
                if seen and mark not in skip:
                    rows.append(columns(seen))
                    labels.append(mark in yes)
    return rows, labels


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


# --- labels -----------------------------------------------------------------------------------


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


# --- fitting ----------------------------------------------------------------------------------


def fit(x: csr_matrix, y: np.ndarray, strength: float) -> LogisticRegression:
    """One logistic model with an L2 penalty; ``strength`` is scikit-learn's C."""
    return LogisticRegression(C=strength, solver="liblinear", random_state=0).fit(x, y)


def held_out(
    x: csr_matrix,
    y: np.ndarray,
    groups: Sequence[str],
    strength: float,
    more: tuple[csr_matrix, np.ndarray] | None = None,
) -> np.ndarray:
    """The probability of each row from a model that has not seen its group (``more`` it has)."""
    out = np.zeros(len(y))
    folds = min(FOLDS, len(set(groups)))
    for seen, unseen in GroupKFold(folds).split(x, y, groups):
        if len(set(y[seen])) < 2:
            out[unseen] = float(y[seen].mean())
            continue
        model = fit(*_with(x[seen], y[seen], more), strength)
        out[unseen] = model.predict_proba(x[unseen])[:, 1]
    return out


def _with(
    x: csr_matrix, y: np.ndarray, more: tuple[csr_matrix, np.ndarray] | None
) -> tuple[csr_matrix, np.ndarray]:
    return (x, y) if more is None else (vstack([x, more[0]]), np.concatenate([y, more[1]]))


def train(
    items: list[Annotated],
    by_source: bool = False,
    more: tuple[list[list[int]], list[bool]] | None = None,
) -> dict[str, np.ndarray]:
    """The arrays of the weights file; prints held-out figures. ``more``: see :func:`judged`."""
    stored: dict[str, np.ndarray] = {}
    _train_undertakings(items, stored, by_source, more)
    _train_types(items, stored)
    return stored


def _store(
    stored: dict[str, np.ndarray],
    name: str,
    models: dict[str, LogisticRegression],
    threshold: float = 0.5,
) -> None:
    stored[f"{name}.labels"] = np.array(list(models))
    weights = np.vstack([m.coef_[0] for m in models.values()])
    stored[f"{name}.weights"] = weights.astype(np.float16)
    stored[f"{name}.bias"] = np.array([m.intercept_[0] for m in models.values()])
    stored[f"{name}.threshold"] = np.array(threshold)


def _train_undertakings(
    items: list[Annotated],
    stored: dict[str, np.ndarray],
    by_source: bool,
    judgements: tuple[list[list[int]], list[bool]] | None = None,
) -> None:
    rows = Examples([], [], [])
    places: list[tuple[int, Candidate]] = []
    manners: list[list[int]] = []
    total = 0
    for item in items:
        around = item.around
        found = of_release(around)
        total += sum(r["type"] == "commitment" for r in item.records)
        for (sentence, c), label in zip(found, align(item, found), strict=True):
            seen = features(around, sentence, c)
            if not seen:
                continue
            rows.columns.append(columns(seen))
            rows.labels.append(label)
            rows.groups.append(item.view.release.release_id)
            places.append((sentence, c))
            manners.append(columns(manner(around, sentence, c)))
    x = rows.matrix()
    y = np.array([label is not None for label in rows.labels])
    more = None
    if judgements:
        more = Examples(judgements[0], [], []).matrix(), np.array(judgements[1])
    p = held_out(x, y, rows.groups, STRENGTH["undertakings"], more)
    threshold = _best_threshold(rows, places, p, total, "undertakings, held out by release")
    if by_source:
        sources = [g.split("-")[0] for g in rows.groups]
        q = np.zeros(len(y))
        for source in sorted(set(sources)):
            out = np.array([s == source for s in sources])
            model = fit(*_with(x[~out], y[~out], more), STRENGTH["undertakings"])
            q[out] = model.predict_proba(x[out])[:, 1]
        _best_threshold(rows, places, q, total, "undertakings, held out by source")
    model = fit(*_with(x, y, more), STRENGTH["undertakings"])
    _store(stored, "undertakings", {"commitment": model}, threshold)

    yes = [i for i, label in enumerate(rows.labels) if label is not None]
    x_yes = rows.matrix(yes)
    groups = [rows.groups[i] for i in yes]
    kinds = {}
    votes = []
    for kind in KINDS:
        is_kind = np.array([rows.labels[i]["kind"] == kind for i in yes])
        votes.append(held_out(x_yes, is_kind, groups, STRENGTH["kinds"]))
        kinds[kind] = fit(x_yes, is_kind, STRENGTH["kinds"])
    guessed = np.argmax(np.vstack(votes), axis=0)
    right = np.mean([KINDS[g] == rows.labels[i]["kind"] for g, i in zip(guessed, yes, strict=True)])
    print(f"kind, held out by release: {right:.3f} right of {len(yes)}")
    _store(stored, "kinds", kinds)
    x_yes = Examples([manners[i] for i in yes], [], []).matrix()
    promised = np.array([rows.labels[i]["status"] == "promised" for i in yes])
    q = held_out(x_yes, promised, groups, STRENGTH["status"])
    print(f"status, held out by release: {np.mean((q >= 0.5) == promised):.3f} right")
    _store(stored, "status", {"promised": fit(x_yes, promised, STRENGTH["status"])})


def _best_threshold(
    rows: Examples,
    places: list[tuple[int, Candidate]],
    p: np.ndarray,
    total: int,
    name: str,
) -> float:
    """The lowest probability at which F1 of the chosen candidates is within a point of its best.

    The best one alone is a matter of chance; of equals the lowest is taken, since a user can leave
    out a false row by its confidence and cannot bring a missed one back.
    """
    by_release: dict[str, list[int]] = defaultdict(list)
    for i, group in enumerate(rows.groups):
        by_release[group].append(i)
    curve: list[tuple[float, float, float, float]] = []
    for threshold in np.arange(0.06, 0.6, 0.02):
        hits = chosen = 0
        for members in by_release.values():
            index = {id(places[i][1]): i for i in members}
            kept = choose([(float(p[i]), *places[i]) for i in members], float(threshold))
            chosen += len(kept)
            hits += sum(rows.labels[index[id(c)]] is not None for _, _, c in kept)
        precision, recall = hits / max(chosen, 1), hits / total
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        curve.append((f1, float(threshold), precision, recall))
    chosen_one = next(point for point in curve if point[0] >= max(curve)[0] - 0.01)
    print(
        f"{name}: F1 {chosen_one[0]:.3f} (P {chosen_one[2]:.3f}, R {chosen_one[3]:.3f})"
        f" at {chosen_one[1]:.2f}"
    )
    return chosen_one[1]


def _train_types(items: list[Annotated], stored: dict[str, np.ndarray]) -> None:
    rows = Examples([], [], [])
    for item in items:
        view = item.view
        for i, (s, found) in enumerate(zip(view.sentences, sentence_labels(item), strict=True)):
            if s.zone == "boilerplate":
                continue
            rows.columns.append(columns(clause_features(view, i, s.start_char, s.end_char)))
            rows.labels.append(found)
            rows.groups.append(view.release.release_id)
    x = rows.matrix()
    models: dict[str, LogisticRegression] = {}
    for kind in TYPES:
        y = np.array([kind in found for found in rows.labels])
        p = held_out(x, y, rows.groups, STRENGTH["types"])
        best = max(
            (2 * np.sum(y & (p >= t)) / max(1, np.sum(y) + np.sum(p >= t)), t)
            for t in np.arange(0.1, 0.7, 0.02)
        )
        print(f"sentence type {kind}, held out: F1 {best[0]:.3f} at {best[1]:.2f} ({y.sum()})")
        models[kind] = fit(x, y, STRENGTH["types"])
    _store(stored, "types", models)


def main(argv: Sequence[str] | None = None) -> None:
    """Train and write ``OUT/weights.npz``."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--split", type=Path, help="JSON with a list `train` of ids; else all gold")
    parser.add_argument("--out", type=Path, default=Path("models/events"))
    parser.add_argument("--by-source", action="store_true")
    parser.add_argument("--judgements", type=Path, help="verdicts on releases without gold")
    parser.add_argument("--releases", type=Path, help="those releases, as gzipped JSON lines")
    args = parser.parse_args(argv)
    if args.split:
        ids = json.loads(args.split.read_text(encoding="utf-8"))["train"]
    else:
        ids = sorted(p.stem for p in args.gold.glob("*.json"))
    find = stages()
    more = judged(args.judgements, args.releases, find) if args.judgements else None
    stored = train(list(read(args.gold, args.corpus, ids, find)), args.by_source, more)
    args.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(args.out / "weights.npz", **stored)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
