"""Fit the confidence of records: ``python -m pipelines.train confidence --gold DIR --corpus DIR``.

Runs the pipeline over the releases that have gold, marks each record right or wrong as the
evaluation matches it, and fits a logistic regression (scikit-learn, L2). Releases are cut into ten
folds, so that the calibration error that is printed is of folds that the fit did not see. The
clause model has learnt from the same releases; ``--held-out`` gives models that have not, lest it
look surer than it is (trained by ``pipelines.train_events`` with a ``--split`` for each fold).

The builders' rules were written with those releases in view, which no fold takes back. ``--unread``
gives releases with gold that nobody had read when the rules were written: the fit has a sign of its
own for each type in what was read, and leaves it out of the weights, so that the confidence is that
of new releases.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from extractor import records, schema
from extractor.core import Extractor
from extractor.events import model
from extractor.records import confidence
from extractor.records.context import Context
from extractor.types import Extraction
from pipelines import evaluate, inputs

FOLDS = 10


def main(argv: Sequence[str] | None = None) -> None:
    """Read, fit, report, write."""
    parser = argparse.ArgumentParser(
        prog="python -m pipelines.train confidence", description=__doc__
    )
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--only", help="comma-separated ids, or a file with one a line")
    parser.add_argument(
        "--held-out",
        type=Path,
        help="folder of K.npz and K.ids: clause models trained without the releases of each fold",
    )
    parser.add_argument("--unread", type=Path, help="gold of releases that nobody had read")
    parser.add_argument("--unread-corpus", type=Path, help="a folder or file with those releases")
    parser.add_argument("--out", type=Path, default=confidence.WEIGHTS)
    options = parser.parse_args(argv)
    if (options.unread is None) != (options.unread_corpus is None):
        parser.error("--unread and --unread-corpus go together")
    signs, right, groups = collect(
        options.gold, options.corpus, _ids(options.only), _models(options.held_out)
    )
    read = len(right)
    if options.unread is not None:
        signs = [_marked(s) for s in signs]
        more = collect(options.unread, options.unread_corpus, None, {})
        signs, right, groups = signs + more[0], np.concatenate([right, more[1]]), groups + more[2]
    weights, held_out = fit(signs, right, groups)
    report = {"read": _report(held_out[:read], right[:read])}
    if options.unread is not None:
        report["unread"] = _report(held_out[read:], right[read:])
    print(json.dumps(report, indent=1))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(
        json.dumps({"held_out": report, "weights": weights}, indent=1, sort_keys=True) + "\n",
        encoding="utf-8",
    )


def _report(held_out: np.ndarray, right: np.ndarray) -> dict[str, float]:
    return {
        "records": len(right),
        "right": round(float(np.mean(right)), 4),
        "expected_calibration_error": round(calibration_error(held_out, right), 4),
        "brier": round(float(np.mean((held_out - right) ** 2)), 4),
    }


_READ = "read:"


def _marked(signs: dict[str, float]) -> dict[str, float]:
    """The signs of a record in a release that had been read, marked as such for its type."""
    kinds = {cls.__name__.lower() for cls in schema.RECORD_TABLES.values()}
    return signs | {f"{_READ}{name}": 1.0 for name in kinds & signs.keys()}


def _ids(only: str | None) -> set[str] | None:
    if only is None:
        return None
    if Path(only).is_file():
        return set(Path(only).read_text(encoding="utf-8").split())
    return set(only.split(","))


def _models(folder: Path | None) -> dict[str, Path]:
    """By release id, the clause model that did not learn from it."""
    if folder is None:
        return {}
    return {
        release_id: ids.with_suffix(".npz")
        for ids in sorted(folder.glob("*.ids"))
        for release_id in ids.read_text(encoding="utf-8").split()
    }


def collect(
    gold: Path, corpus: Path, only: set[str] | None, models: dict[str, Path]
) -> tuple[list[dict[str, float]], np.ndarray, list[str]]:
    """Signs of every record found, whether it is right, and the release that it is of."""
    extractor = Extractor()
    signs: list[dict[str, float]] = []
    right: list[bool] = []
    groups: list[str] = []
    for raw in inputs.read([corpus]):
        if isinstance(raw, inputs.Fault) or raw.release_id is None:
            continue
        truth = gold / f"{raw.release_id}.json"
        if not truth.exists() or (only is not None and raw.release_id not in only):
            continue
        facts = json.loads(truth.read_text(encoding="utf-8"))["records"]
        with model.using(models.get(raw.release_id, model.WEIGHTS)):
            extraction = extractor.extract(inputs.to_release(raw))
            for record_signs, matched in judged(extraction, facts):
                signs.append(record_signs)
                right.append(matched)
                groups.append(raw.release_id)
    return signs, np.asarray(right, dtype=float), groups


def judged(
    extraction: Extraction, facts: list[dict[str, object]]
) -> list[tuple[dict[str, float], bool]]:
    """Each record's signs, and whether the evaluation matches it with one of ``facts``."""
    context = Context(
        extraction.release,
        extraction.sentences,
        extraction.mentions,
        extraction.quantities,
        extraction.dates,
        extraction.events,
    )
    extraction = dataclasses.replace(extraction, records=tuple(records.drafts(context)))
    row = schema.row(extraction)
    out = []
    for table, cls in schema.RECORD_TABLES.items():
        kind = cls.__name__.lower()
        rows = [r for r in extraction.records if isinstance(r, cls)]
        found = [
            {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in struct.items()}
            for struct in row[table]
        ]
        right = evaluate.matches(kind, [f for f in facts if f["type"] == kind], found).values()
        out += [(confidence.signs(r, context), i in right) for i, r in enumerate(rows)]
    return out


def fit(
    signs: list[dict[str, float]], right: np.ndarray, groups: list[str]
) -> tuple[dict[str, float], np.ndarray]:
    """Weights fitted on all, without those of the mark of what was read; and each record's
    probability, by all its signs, from the folds without its release."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    vectors = DictVectorizer(sparse=False)
    x = vectors.fit_transform(signs)
    held_out = np.zeros(len(right))
    for train, test in GroupKFold(FOLDS).split(x, right, groups):
        fold = LogisticRegression(C=0.5, max_iter=2000, fit_intercept=False)
        held_out[test] = fold.fit(x[train], right[train]).predict_proba(x[test])[:, 1]
    whole = LogisticRegression(C=0.5, max_iter=2000, fit_intercept=False).fit(x, right)
    names = vectors.get_feature_names_out()
    weights = {
        str(n): round(float(w), 4)
        for n, w in zip(names, whole.coef_[0], strict=True)
        if not str(n).startswith(_READ)
    }
    return weights, held_out


def calibration_error(probability: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over ``bins`` of equal width (Naeini et al. 2015, AAAI)."""
    place = np.minimum((probability * bins).astype(int), bins - 1)
    return float(
        sum(
            (place == b).mean() * abs(probability[place == b].mean() - right[place == b].mean())
            for b in range(bins)
            if (place == b).any()
        )
    )


if __name__ == "__main__":
    main()
