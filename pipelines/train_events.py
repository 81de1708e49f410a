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
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from extractor.events.model import BITS, TYPES, clause_features, columns
from extractor.events.undertakings import (
    Candidate,
    Surroundings,
    choose,
    features,
    judge,
    manner,
    of_release,
)
from pipelines.train_events_data import (
    Annotated,
    Judged,
    align,
    judged,
    read,
    sentence_labels,
    stages,
)

KINDS = ("agreement", "assistance", "funding", "legislation", "program")
STRENGTH = {"undertakings": 0.2, "kinds": 0.3, "status": 0.3, "types": 0.1}
FOLDS = 8
_NEARLY = 0.01  # of F1; on further releases that nobody had read a lower threshold was better
_BOTH = 10.0  # scikit-learn's C for two inputs: hardly any penalty


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


@dataclass
class Rows:
    """A matrix of zeros and ones, what each row is, and how much it counts."""

    x: csr_matrix
    y: np.ndarray
    weights: np.ndarray

    @classmethod
    def of(cls, x: csr_matrix, y: np.ndarray) -> Rows:
        """Rows that all count the same."""
        return cls(x, y, np.ones(len(y)))

    def __add__(self, other: Rows | None) -> Rows:
        if other is None:
            return self
        return Rows(
            vstack([self.x, other.x]).tocsr(),
            np.concatenate([self.y, other.y]),
            np.concatenate([self.weights, other.weights]),
        )


def fit(rows: Rows, strength: float) -> LogisticRegression:
    """One logistic model with an L2 penalty; ``strength`` is scikit-learn's C."""
    model = LogisticRegression(C=strength, solver="liblinear", random_state=0)
    return model.fit(rows.x, rows.y, sample_weight=rows.weights)


def held_out(
    x: csr_matrix,
    y: np.ndarray,
    groups: Sequence[str],
    strength: float,
    more: Rows | None = None,
) -> np.ndarray:
    """The probability of each row from a model that has not seen its group (``more`` it has)."""
    out = np.zeros(len(y))
    folds = min(FOLDS, len(set(groups)))
    for seen, unseen in GroupKFold(folds).split(x, y, groups):
        if len(set(y[seen])) < 2:
            out[unseen] = float(y[seen].mean())
            continue
        model = fit(Rows.of(x[seen], y[seen]) + more, strength)
        out[unseen] = model.predict_proba(x[unseen])[:, 1]
    return out


def train(
    items: list[Annotated],
    by_source: bool = False,
    more: Judged | None = None,
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
    judgements: Judged | None = None,
) -> None:
    rows = Examples([], [], [])
    places: list[tuple[int, Candidate]] = []
    manners: list[list[int]] = []
    of_item: list[tuple[Surroundings, range]] = []
    total = 0
    for item in items:
        first = len(places)
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
        of_item.append((around, range(first, len(places))))
    x = rows.matrix()
    y = np.array([label is not None for label in rows.labels])
    more = None
    if judgements:
        more = Rows(
            Examples(judgements.columns, [], []).matrix(),
            np.array(judgements.labels),
            np.array(judgements.weights),
        )
    p = held_out(x, y, rows.groups, STRENGTH["undertakings"], more)
    _best_threshold(rows, places, p, total, "undertakings, linear, held out by release")
    weighed, model = _weigh(of_item, places, p, y, rows.groups)
    threshold = _best_threshold(rows, places, weighed, total, "undertakings, held out by release")
    _store(stored, "judge", {"commitment": model})
    if by_source:
        sources = [g.split("-")[0] for g in rows.groups]
        q = np.zeros(len(y))
        for source in sorted(set(sources)):
            out = np.array([s == source for s in sources])
            model = fit(Rows.of(x[~out], y[~out]) + more, STRENGTH["undertakings"])
            q[out] = model.predict_proba(x[out])[:, 1]
        _best_threshold(rows, places, q, total, "undertakings, linear, held out by source")
    model = fit(Rows.of(x, y) + more, STRENGTH["undertakings"])
    _store(stored, "undertakings", {"commitment": model}, threshold)

    yes = [i for i, label in enumerate(rows.labels) if label is not None]
    x_yes = rows.matrix(yes)
    groups = [rows.groups[i] for i in yes]
    told = judgements.kinds if judgements else []
    kinds = {}
    votes = []
    for kind in KINDS:
        is_kind = np.array([rows.labels[i]["kind"] == kind for i in yes])
        also = _more([c for c, _ in told], [k == kind for _, k in told])
        votes.append(held_out(x_yes, is_kind, groups, STRENGTH["kinds"], also))
        kinds[kind] = fit(Rows.of(x_yes, is_kind) + also, STRENGTH["kinds"])
    guessed = np.argmax(np.vstack(votes), axis=0)
    right = np.mean([KINDS[g] == rows.labels[i]["kind"] for g, i in zip(guessed, yes, strict=True)])
    print(f"kind, held out by release: {right:.3f} right of {len(yes)}")
    _store(stored, "kinds", kinds)
    x_yes = Examples([manners[i] for i in yes], [], []).matrix()
    promised = np.array([rows.labels[i]["status"] == "promised" for i in yes])
    forms = judgements.manners if judgements else []
    also = _more([c for c, _ in forms], [to_come for _, to_come in forms])
    q = held_out(x_yes, promised, groups, STRENGTH["status"], also)
    print(f"status, held out by release: {np.mean((q >= 0.5) == promised):.3f} right")
    model = fit(Rows.of(x_yes, promised) + also, STRENGTH["status"])
    _store(stored, "status", {"promised": model})


def _more(columns: list[list[int]], labels: list[bool]) -> Rows | None:
    """Rows that are learnt from in every fold."""
    return Rows.of(Examples(columns, [], []).matrix(), np.array(labels)) if columns else None


def _weigh(
    of_item: list[tuple[Surroundings, range]],
    places: list[tuple[int, Candidate]],
    p: np.ndarray,
    y: np.ndarray,
    groups: Sequence[str],
) -> tuple[np.ndarray, LogisticRegression]:
    """What the linear model and the encoder say together: probabilities held out by release as
    ``p`` are, and the model of both. The encoder has not learnt from any of these releases."""
    asked: dict[int, float] = {}
    for around, members in of_item:
        found = judge.ask(around, [places[n] for n in members], p[members].tolist())
        asked |= {members[n]: score for n, score in found.items()}
    chosen = np.array(sorted(asked))
    x = np.array([(judge.odds(p[n]), asked[n]) for n in chosen])
    out = p.copy()
    of = [groups[n] for n in chosen]
    for seen, unseen in GroupKFold(min(FOLDS, len(set(of)))).split(x, groups=of):
        model = LogisticRegression(C=_BOTH).fit(x[seen], y[chosen[seen]])
        out[chosen[unseen]] = model.predict_proba(x[unseen])[:, 1]
    return out, LogisticRegression(C=_BOTH).fit(x, y[chosen])


def _best_threshold(
    rows: Examples,
    places: list[tuple[int, Candidate]],
    p: np.ndarray,
    total: int,
    name: str,
) -> float:
    """The lowest probability at which F1 of the chosen is within a point of its best.

    What is compared is the mean of each with its neighbours: one alone is a matter of chance. Of
    equals the lowest is taken, since a user can leave out a false row by its confidence and cannot
    bring a missed one back.
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
    smooth = np.convolve([point[0] for point in curve], np.ones(5) / 5, mode="valid")
    chosen_one = curve[int(np.argmax(smooth >= smooth.max() - _NEARLY)) + 2]
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
        models[kind] = fit(Rows.of(x, y), STRENGTH["types"])
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
