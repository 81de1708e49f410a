"""Designations: sanctions, listings, visa restrictions and rewards."""

from __future__ import annotations

from extractor.records.context import Context
from extractor.types import Designation


def build(context: Context) -> list[Designation]:
    """The release's rows of this kind."""
    return []
