"""From tokens to quantities, with their links: part and whole, worth, change and scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.quantities.tokens import Tokens
from extractor.types import Quantity

if TYPE_CHECKING:
    from extractor.quantities.finder import Found


def link(t: Tokens, found: list[Found], base: int) -> list[Quantity]:
    """Quantities of one segment; ``base`` is the index of the first of them in the release."""
    out = []
    for f in found:
        start, end = t.starts[f.start], t.ends[f.end - 1]
        item = f.item
        unit = f.unit
        si = unit.si if unit else None
        out.append(
            Quantity(
                start,
                end,
                t.text[start:end],
                f.value,
                unit.name if unit else "count",
                high=f.high,
                bound=f.bound,
                item=t.surface(*item) if item else None,
                item_start=t.starts[item[0]] if item else None,
                item_end=t.ends[item[1] - 1] if item else None,
                per=f.per,
                dimension=unit.dimension if unit and si is not None else None,
                si_value=None if si is None or unit is None else f.value * si + unit.offset,
            )
        )
    return out
