"""Convictions and charges: the legal ladder of each defendant."""

from __future__ import annotations

from extractor.records.context import Context
from extractor.types import Charge, Conviction


def build(context: Context) -> list[Conviction | Charge]:
    """The release's rows of this kind."""
    return []
