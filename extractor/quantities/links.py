"""From amounts to quantities, with what ties them: part and whole, worth, change and scope."""

from __future__ import annotations

from dataclasses import replace

from extractor.quantities.amounts import Amount
from extractor.quantities.tokens import Tokens
from extractor.quantities.words import word_class
from extractor.types import Quantity


def quantities(t: Tokens, found: list[Amount], base: int) -> list[Quantity]:
    """The quantities of one stretch; ``base`` is the index of its first in the whole text."""
    return [_quantity(t, a) for a in found]


def relinked(q: Quantity, place: list[int]) -> Quantity:
    """The quantity with its links moved to where ``place`` says that their targets are."""
    if q.part_of is None and q.worth_of is None:
        return q
    return replace(
        q,
        part_of=None if q.part_of is None else place[q.part_of],
        worth_of=None if q.worth_of is None else place[q.worth_of],
    )


def _quantity(t: Tokens, a: Amount) -> Quantity:
    start, end = t.starts[a.start], t.ends[a.end - 1]
    unit = a.unit
    si = None
    if unit is not None and unit.si is not None:
        name_si = unit.si
        si = a.value * name_si + unit.offset
    return Quantity(
        start,
        end,
        t.text[start:end],
        a.value,
        unit.name if unit else "count",
        high=a.high,
        bound=a.bound,
        item=t.surface(*a.item) if a.item else None,
        item_start=t.starts[a.item[0]] if a.item else None,
        item_end=t.ends[a.item[1] - 1] if a.item else None,
        per=a.per,
        dimension=unit.dimension if unit and unit.dimension not in ("count", "currency") else None,
        si_value=si,
    )


_ = word_class
