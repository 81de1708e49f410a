"""Learn how to decide between lexicons, rules and model (:mod:`extractor.names.merge`).

    python -m pipelines.train merge --gold DIR --corpus DIR --split FILE --model DIR --unseen FILE

MODEL is a name recogniser, UNSEEN a list of release ids (one a line) that it was not trained on:
what a model says of texts that it has seen is surer than what it says of new ones. Both may be
given several times, in pairs. The weights of rules alone are learnt from all ``train`` ids of
SPLIT. Prints the scores of a cross-validation by release first. Needs ``pip install .[train]``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from extractor.names.merge import DEFAULT_WEIGHTS, Candidate, Proposal, proposals, schedule
from extractor.names.model import NameTagger
from extractor.names.propose import propose
from extractor.names.resolve import complete
from pipelines.train_names_data import Labelled, read_gold, score, table

#: Inverse strength of the L2 penalty, and what is added to the bias so that recall is not behind
#: precision; both chosen by cross-validation.
PENALTY, SHIFT = 1.0, 0.3
FOLDS = 5

#: Log-odds added for rules that the annotated releases, mostly of drug trafficking, exercise too
#: seldom to weigh (fewer than 20 cases); from reading what each found in unannotated releases.
SELDOM = {
    "ORG:apposition": 1.6,
    "ORG:noun-before": 1.2,
    "ORG:officer-of": 1.2,
    "ORG:camel": 1.2,
    "ORG:company-form-first": 1.5,
    "ORG:designated": 0.6,
    "CARTEL:designated": 1.0,
    "CARTEL:armed-group-name": 1.5,
}


class Case(NamedTuple):
    """A release with what is proposed in it."""

    item: Labelled
    proposals: list[Proposal]


def cases(items: Iterable[Labelled], tagger: NameTagger | None) -> list[Case]:
    """What rules, and the model where there is one, propose in each release."""
    out = []
    for item in items:
        rules, titles = propose(item.text)
        model = None
        if tagger:
            spans = next(tagger.pipe([item.text]))
            model = [Candidate(s, e, label, "model", p) for s, e, label, p in spans]
        out.append(Case(item, proposals(item.text, rules, model, titles)))
    return out


def learn(data: Sequence[Case]) -> dict[str, float]:
    """Weights of a logistic regression over the features of proposals, with their ``bias``."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression

    columns: dict[str, int] = {}
    rows: list[int] = []
    cols: list[int] = []
    right: list[bool] = []
    for case in data:
        names = set(case.item.spans)
        for p in case.proposals:
            for feature in p.features:
                rows.append(len(right))
                cols.append(columns.setdefault(feature, len(columns)))
            right.append((p.start, p.end, p.label) in names)
    shape = (len(right), len(columns))
    matrix = csr_matrix((np.ones(len(rows)), (rows, cols)), shape=shape)
    model = LogisticRegression(C=PENALTY, solver="liblinear", max_iter=500).fit(matrix, right)
    weights = {f: round(float(model.coef_[0][j]), 3) for f, j in columns.items()}
    weights = {f: w for f, w in weights.items() if w}
    for feature, prior in SELDOM.items():
        weights[feature] = round(weights.get(feature, 0.0) + prior, 3)
    weights["bias"] = round(float(model.intercept_[0]) + SHIFT, 3)
    return weights


def decide(case: Case, weights: dict[str, float]) -> list[tuple[int, int, str, float]]:
    """The names that the weights choose, completed inside the release."""
    rated = []
    for p in case.proposals:
        weight = sum(weights.get(f, 0.0) for f in p.features) + weights["bias"]
        if weight > 0:
            rated.append((weight, p))
    kept = [Candidate(p.start, p.end, p.label, "rule") for _, p in schedule(rated)]
    return [(c.start, c.end, c.label, 1.0) for c in complete(case.item.text, kept)]


def cross_validate(data: Sequence[Case]) -> str:
    """The table of scores, each release decided by weights learnt without it."""
    order = sorted(data, key=lambda c: c.item.id)
    random.Random(1).shuffle(order)
    held, found = [], []
    for k in range(FOLDS):
        weights = learn([c for i, c in enumerate(order) if i % FOLDS != k])
        for case in order[k::FOLDS]:
            held.append(case.item)
            found.append(decide(case, weights))
    return table(score(held, found))


def main(argv: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.train merge", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--split", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, action="append")
    parser.add_argument("--unseen", type=Path, required=True, action="append")
    parser.add_argument("--out", type=Path, default=DEFAULT_WEIGHTS)
    args = parser.parse_args(argv)
    ids = json.loads(args.split.read_text("utf-8"))["train"]
    beside: list[Case] = []
    for model, unseen in zip(args.model, args.unseen, strict=True):
        chosen = [i for i in unseen.read_text("utf-8").split() if i in set(ids)]
        beside += cases(read_gold(args.gold, args.corpus, chosen), NameTagger(model))
    data = {"with_model": beside, "alone": cases(read_gold(args.gold, args.corpus, ids), None)}
    for name, own in data.items():
        print(f"{name}: {len(own)} releases\n{cross_validate(own)}")
    weights = {name: learn(own) for name, own in data.items()}
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
