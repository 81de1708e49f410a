"""Commitments: what governments give, do together, or promise."""

from __future__ import annotations

from extractor.records.context import Context
from extractor.types import Commitment


def build(context: Context) -> list[Commitment]:
    """The release's rows of this kind."""
    return []
