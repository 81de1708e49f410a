"""How sure a record is: a logistic model of the signs that its builder left.

The model says how often a record with these signs matched a fact that annotators saw; it is fitted
by ``python -m pipelines.train confidence`` (figures in ``models/records/README.md``).
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

from extractor.events.model import score
from extractor.records.context import Context
from extractor.types import Commitment, Conviction, Designation, Record, RecordType, Seizure

WEIGHTS = Path(__file__).resolve().parents[2] / "models" / "records" / "confidence.json"

# The slots whose presence tells that the builder understood the clause.
_TELLING = {
    "seizure": ("value", "agencies", "location", "start"),
    "conviction": ("offense", "prison_months", "district", "start"),
    "charge": ("offense", "agencies", "district", "start"),
    "designation": ("authority", "program", "organization", "start"),
    "commitment": ("value", "beneficiary", "start", "actors"),
}


def kind_of(record: Record) -> RecordType:
    """The record's type, as the contract names it."""
    match record:
        case Seizure():
            return "seizure"
        case Conviction():
            return "conviction"
        case Designation():
            return "designation"
        case Commitment():
            return "commitment"
        case _:
            return "charge"


def signs(record: Record, context: Context) -> dict[str, float]:
    """The record's features by name; all but ``rule`` and ``model`` are 0 or 1.

    ``rule`` is the log-odds of what the builder thought, ``model`` those of the clause model for
    the record's type, both cut to [-4, 4].
    """
    kind = kind_of(record)
    sentence = context.sentence_index(record.start_char)
    probability = score(context, sentence, record.start_char, record.end_char)[kind]
    zone = context.sentences[sentence].zone
    out = {
        "bias": 1.0,
        f"{kind}": 1.0,
        f"{kind}:rule": _log_odds(record.confidence),
        f"{kind}:model": _log_odds(probability),
        f"zone={zone}": 1.0,
        "late": float(record.start_char > 0.8 * len(context.text)),
    }
    for slot in _TELLING[kind]:
        out[f"{kind}:{slot}"] = float(getattr(record, slot) not in (None, ()))
    if getattr(record, "count", 1) != 1:
        out[f"{kind}:group"] = 1.0
    return out


def _log_odds(probability: float) -> float:
    p = min(max(probability, 0.018), 0.982)
    return math.log(p / (1.0 - p))


@cache
def _weights(path: Path = WEIGHTS) -> dict[str, float]:
    table: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return table


def how_sure(record: Record, context: Context) -> float:
    """The probability in (0, 1) that the record is right, to three places."""
    weights = _weights()
    total = sum(weights.get(name, 0.0) * value for name, value in signs(record, context).items())
    return round(1.0 / (1.0 + math.exp(-max(-20.0, min(20.0, total)))), 3)
