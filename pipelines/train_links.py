"""Learn which stated value a legal row takes: ``python -m pipelines.train links --gold DIR ...``.

For every row that the pipeline finds and annotators state too, each candidate of each slot
(:mod:`extractor.records.legal.candidates`) is right where the evaluation finds it the same as
theirs. One conditional logit a slot is fitted, in which every release weighs the same,
lest one long list decide. The F1 of ten folds held out by release is printed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.core import Extractor
from extractor.records.context import Context
from extractor.records.legal import defendants, linking, rows
from extractor.records.legal.candidates import Candidates
from extractor.records.legal.linking import Candidate
from extractor.records.legal.reading import read
from extractor.records.legal.totals import CONVICTION, Defendant
from extractor.types import DateSpan
from pipelines import evaluate, inputs
from pipelines.evaluate import Tally

FOLDS = 10
#: The inverse strength of the L2 penalty of each slot, chosen by cross-validation.
PENALTY = {
    "organization": 1.0,
    "district": 1.0,
    "offense": 0.3,
    "day": 0.3,
}
#: Which field of the gold each slot fills.
FIELDS = {
    "organization": "organization",
    "district": "district",
    "offense": "offense",
    "day": "start",
}


@dataclass(slots=True)
class Case:
    """The candidates of one slot of one row; ``right`` says which of them annotators state.

    ``stated`` is how many values the gold has for the slot.
    """

    release: str
    slot: str
    frame: tuple[str, ...]
    candidates: list[Candidate]
    right: list[bool]
    stated: bool


def cases(context: Context, gold: list[dict[str, Any]]) -> Iterator[Case]:
    """The cases of a release: of the rows that match one of the gold's records."""
    if not context.events_of("conviction", "charge"):
        return
    reading = read(context)
    found = defendants.bind(context, reading)
    candidates = Candidates(context, reading, found)
    by_kind: dict[str, list[tuple[Defendant, str]]] = defaultdict(list)
    for d in found:
        for stage in rows.stages(context.text, d):
            kind = "conviction" if stage in CONVICTION else "charge"
            by_kind[kind].append((d, stage))
    for kind, drafts in by_kind.items():
        want = [g for g in gold if g["type"] == kind]
        have = [{"defendant": d.text, "count": d.count, "stage": s} for d, s in drafts]
        for i, j in evaluate.matches(kind, want, have).items():
            d, stage = drafts[j]
            frame = candidates.relations.frame(d, stage)
            for slot, field in FIELDS.items():
                options = getattr(candidates, slot)(d, stage)
                right = [_same(kind, slot, want[i], c) for c in options]
                stated = not evaluate.empty(want[i].get(field))
                yield Case(context.release.release_id, slot, frame, options, right, stated)


def _same(kind: str, slot: str, gold: dict[str, Any], candidate: Candidate) -> bool:
    """Whether annotators state the candidate, as the evaluation compares the slot."""
    value = candidate.value
    if isinstance(value, DateSpan):
        stated = (gold.get("start"), gold.get("end"))
        return stated == (value.start.isoformat(), value.end.isoformat())
    truth: Any = gold.get(FIELDS[slot])
    if evaluate.empty(truth):
        return False
    return not evaluate.differences(kind, {slot: truth}, {slot: value})


def learn(data: Sequence[Case], penalty: float) -> dict[str, float]:
    """The weights of one slot's cues: the likelihood of what annotators state, with an L2 penalty.

    Where several candidates are right, their probabilities add up; where none is, taking none is.
    """
    import numpy as np
    from scipy.optimize import minimize  # type: ignore[import-untyped]
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    share = Counter(c.release for c in data)
    columns: dict[str, int] = {}
    at: list[int] = []
    cols: list[int] = []
    group: list[int] = []
    right: list[bool] = []  # for all options, the last of each case being none
    for n, case in enumerate(data):
        options = [c.cues for c in case.candidates] + [set(linking.of_none(case.frame))]
        for cues, fits in zip(options, [*case.right, not any(case.right)], strict=True):
            for cue in sorted(cues):
                at.append(len(right))
                cols.append(columns.setdefault(cue, len(columns)))
            group.append(n)
            right.append(fits)
    weight = np.array([1 / share[c.release] for c in data])
    x = csr_matrix((np.ones(len(at)), (at, cols)), shape=(len(right), len(columns)))
    of, good = np.array(group), np.array(right, dtype=float)
    transposed = x.T.tocsr()

    def loss(w: Any) -> tuple[float, Any]:
        score = x @ w
        top = np.full(len(data), -np.inf)
        np.maximum.at(top, of, score)
        power = np.exp(score - top[of])
        whole = np.bincount(of, power)
        part = np.maximum(np.bincount(of, power * good), 1e-300)
        slope = weight[of] * power * (1 / whole[of] - good / part[of])
        value = (weight * (np.log(whole) - np.log(part))).sum() + w @ w / (2 * penalty)
        return float(value), transposed @ slope + w / penalty

    found = minimize(
        loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    )
    weights = {cue: round(float(found.x[j]), 2) for cue, j in columns.items()}
    return {cue: w for cue, w in weights.items() if w}


def tally(data: Iterable[Case], weights: Mapping[str, float]) -> Tally:
    """Slot counts as the evaluation has them: a wrong value is a false one and a missed one."""
    out = Tally()
    for case in data:
        least = linking.utility(weights, linking.of_none(case.frame))
        judged = [
            (linking.utility(weights, c.cues), good)
            for c, good in zip(case.candidates, case.right, strict=True)
        ]
        utility, good = max(judged, key=lambda j: j[0], default=(least, False))
        taken = utility > least
        hit = taken and good
        out.add(int(hit), int(taken and not hit), int(case.stated and not hit))
    return out


def fit(data: Sequence[Case]) -> tuple[dict[str, dict[str, float]], dict[str, Any]]:
    """The weights of all slots, and what they reach on releases that they have not seen."""
    from sklearn.model_selection import GroupKFold

    weights: dict[str, dict[str, float]] = {}
    report: dict[str, Any] = {}
    for slot, penalty in PENALTY.items():
        own = [c for c in data if c.slot == slot]
        groups = [c.release for c in own]
        made = Tally()
        for train, test in GroupKFold(FOLDS).split(groups, groups=groups):
            learnt = learn([own[i] for i in train], penalty)
            fold = tally((own[i] for i in test), learnt)
            made.add(fold.right, fold.false, fold.missed)
        weights[slot] = learn(own, penalty)
        report[slot] = {
            "rows": len(own),
            "stated": sum(c.stated for c in own),
            "among the candidates": sum(any(c.right) for c in own),
            "f1": round(made.f1, 3),
            "f1 on what was learnt from": round(tally(own, weights[slot]).f1, 3),
        }
    return weights, report


def main(argv: Sequence[str] | None = None) -> None:
    """Read, fit, report, write."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.train links", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--only", help="comma-separated ids, or a file with one a line")
    parser.add_argument("--out", type=Path, default=linking.WEIGHTS)
    options = parser.parse_args(argv)
    only = None
    if options.only:
        given = Path(options.only)
        words = given.read_text(encoding="utf-8") if given.is_file() else options.only
        only = set(words.replace(",", " ").split())
    data: list[Case] = []
    extractor = Extractor()
    for raw in inputs.read([options.corpus]):
        if isinstance(raw, inputs.Fault) or raw.release_id is None:
            continue
        truth = options.gold / f"{raw.release_id}.json"
        if not truth.exists() or (only is not None and raw.release_id not in only):
            continue
        x = extractor.extract(inputs.to_release(raw))
        context = Context(x.release, x.sentences, x.mentions, x.quantities, x.dates, x.events)
        data += cases(context, json.loads(truth.read_text(encoding="utf-8"))["records"])
    weights, report = fit(data)
    print(json.dumps(report, indent=1))
    write(options.out, weights, report)


def write(path: Path, weights: dict[str, dict[str, float]], report: dict[str, Any]) -> None:
    """Store the weights as :mod:`extractor.records.legal.linking` reads them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    stored = {"held_out": report, "slots": weights}
    path.write_text(json.dumps(stored, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
