"""Seizures told in a dollar that is not the US one."""

from __future__ import annotations

from dataclasses import replace

from extractor.records.context import Context
from extractor.records.dollars import local_dollar
from extractor.types import Seizure


def in_local_dollars(context: Context, rows: list[Seizure]) -> list[Seizure]:
    """The rows with sums in the dollar of the release's country where that is not the US one."""
    if not any(r.unit == "USD" or r.usd is not None for r in rows):
        return rows
    unit = local_dollar(context)
    if unit is None:
        return rows
    return [replace(r, unit=unit if r.unit == "USD" else r.unit, usd=None) for r in rows]
