"""How likely each candidate of a release is an undertaking: two models, and how they are weighed.

The linear model scores all candidates. In sentences where one of them is neither clearly none nor
clearly one the encoder is asked too, and a logistic model of two inputs weighs both.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from extractor.events import encoder
from extractor.events.model import load
from extractor.events.undertakings.candidates import Candidate
from extractor.events.undertakings.features import Surroundings

DOUBT, SURE = 0.12, 0.85
"""A sentence is doubtful where its likeliest candidate by the linear model lies in between: held
out by release, what lies outside gains nothing."""
_LEAST = 1e-6


def probabilities(
    around: Surroundings, found: Sequence[tuple[int, Candidate]], columns: Sequence[list[int]]
) -> list[float]:
    """The probability of each candidate; ``columns`` are those of its features."""
    linear = load("undertakings")
    out = [linear(c)["commitment"] for c in columns]
    weigh = load("judge")
    for n, second in ask(around, found, out).items():
        out[n] = weigh.weighed((odds(out[n]), second))
    return out


def ask(
    around: Surroundings, found: Sequence[tuple[int, Candidate]], linear: Sequence[float]
) -> dict[int, float]:
    """The encoder's log-odds, by position in ``found``, of the candidates in doubtful sentences."""
    members: dict[int, list[int]] = defaultdict(list)
    for n, (sentence, _) in enumerate(found):
        members[sentence].append(n)
    doubtful = [s for s, each in members.items() if DOUBT <= max(linear[n] for n in each) < SURE]
    if not doubtful:
        return {}
    questions = [asked(around, s, [found[n][1] for n in members[s]]) for s in doubtful]
    return {
        n: score
        for s, each in zip(doubtful, encoder.scores(questions), strict=True)
        for n, score in zip(members[s], each, strict=True)
    }


def asked(around: Surroundings, index: int, candidates: Sequence[Candidate]) -> encoder.Asked:
    """A sentence with these of its candidates, as the encoder is asked about them."""
    s = around.sentences[index]
    before = index - 1 if s.lead is None else s.lead
    return encoder.Asked(
        around.release.title or "",
        _text(around, before) if before >= 0 else "",
        s.lead is not None,
        _text(around, index),
        tuple(
            (
                c.start - s.start_char,
                c.end - s.start_char,
                c.verb_end - c.head + c.start - s.start_char,
            )
            for c in candidates
        ),
    )


def _text(around: Surroundings, index: int) -> str:
    s = around.sentences[index]
    return around.release.text[s.start_char : s.end_char]


def odds(probability: float) -> float:
    """The log-odds of a probability, within bounds."""
    p = min(1 - _LEAST, max(_LEAST, probability))
    return math.log(p / (1 - p))
