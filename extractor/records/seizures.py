"""Seizures: what was taken, how much, by whom, where and when."""

from __future__ import annotations

from extractor.records.context import Context
from extractor.types import Seizure


def build(context: Context) -> list[Seizure]:
    """The release's rows of this kind."""
    return []
