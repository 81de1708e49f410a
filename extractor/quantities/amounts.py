"""An amount in the making, as the steps of reading pass it on."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.quantities.numerals import Number
from extractor.quantities.phrases import noun_phrase
from extractor.quantities.tokens import Tokens
from extractor.quantities.units import Unit
from extractor.types import Bound


@dataclass(slots=True)
class Amount:
    """A quantity in the making; ``start``, ``end`` and ``item`` are token indices.

    ``bare`` amounts have neither unit nor noun of their own.
    """

    number: Number
    start: int
    end: int
    value: float
    unit: Unit | None = None
    high: float | None = None
    bound: Bound = "exact"
    item: tuple[int, int] | None = None
    per: str | None = None
    bare: bool = False
    partitive: bool = False


OF_WHOM = {
    "the", "these", "those", "its", "their", "his", "her", "our", "my", "your", "them", "whom",
    "which", "us",
}  # fmt: skip

DETERMINERS = OF_WHOM | {"a", "an", "all"}


def item_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """The noun phrase at ``i`` as what is measured, without its article."""
    while t.low[i] in DETERMINERS:
        i += 1
    np = noun_phrase(t, i, plural=True)
    return (np.start, np.end) if np else None
