"""Convictions and charges: the legal ladder of each defendant.

A defendant climbs from arrested over charged, pleaded guilty and convicted to sentenced; the
furthest stage that the release states makes the row, dated by that stage. An extradition keeps a
row of its own.
"""

from __future__ import annotations

from extractor.records.context import Context
from extractor.records.legal import identity, reading, rows
from extractor.types import Charge, Conviction

__all__ = ["build"]

# A poster of who is wanted may tell it by keys alone ("Name:", "Charge:").
_REGISTER = "Name:"


def build(context: Context) -> list[Conviction | Charge]:
    """The release's rows of this kind."""
    if not context.events_of("conviction", "charge") and _REGISTER not in context.text:
        return []
    context = identity.mended(context)
    return rows.build_rows(context, reading.read(context))
