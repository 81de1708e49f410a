"""Which value a row takes of those that the release states, and when it takes none.

A release says once what holds for many rows, and much that holds for none. Each value that could
fill a slot is a :class:`Candidate` with *cues*: how the sentences that state it stand to the
defendant, and the words beside it. A conditional logit (McFadden 1974) weighs the cues of all
candidates against one another and against none of them; the likeliest is taken. Weights are learnt
from annotated releases (``python -m pipelines.train links``, ``models/records/README.md``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from extractor.types import DateSpan

WEIGHTS = Path(__file__).resolve().parents[3] / "models" / "records" / "links.json"
Frame = Sequence[str]


@dataclass(slots=True)
class Candidate:
    """A value that could fill a slot, the characters that state it, and what speaks for it."""

    value: str | DateSpan
    start_char: int
    end_char: int
    cues: set[str] = field(default_factory=set)


def of_none(frame: Frame) -> list[str]:
    """The cues of taking no value, from what the row is."""
    return ["none", *(f"none&{f}" for f in frame)]


_in_use: ContextVar[Path] = ContextVar("links", default=WEIGHTS)


@contextmanager
def using(path: Path) -> Iterator[None]:
    """Other weights for the time of the block: what was learnt without the releases at hand."""
    token = _in_use.set(path)
    try:
        yield
    finally:
        _in_use.reset(token)


@cache
def _load(path: Path) -> dict[str, dict[str, float]]:
    slots: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))["slots"]
    return slots


def utility(weights: Mapping[str, float], cues: Iterable[str]) -> float:
    """The sum of the weights of the cues, whatever their order."""
    return math.fsum(weights.get(c, 0.0) for c in cues)


def best(slot: str, frame: Frame, candidates: Sequence[Candidate]) -> Candidate | None:
    """The likeliest candidate, the first of equals, ``None`` where none is likelier than it."""
    if not candidates:
        return None
    weights = _load(_in_use.get())[slot]
    found = max(candidates, key=lambda c: (utility(weights, c.cues), -c.start_char))
    return found if utility(weights, found.cues) > utility(weights, of_none(frame)) else None
