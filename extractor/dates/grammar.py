"""The grammar as a whole: the levels in the order in which they run over an island."""

from __future__ import annotations

from extractor.dates.calendar_rules import CALENDAR, NUMBERS
from extractor.dates.expressions import Node
from extractor.dates.range_rules import DAY_TIMES, DEFINITE, RANGES, STRETCHES
from extractor.dates.relative_rules import RELATIVE

LEVELS = (NUMBERS, CALENDAR, DAY_TIMES, RELATIVE, DAY_TIMES, STRETCHES, RANGES, DEFINITE)


def parse(island: list[Node]) -> list[Node]:
    """Rewrite an island level by level; what comes out are words and whole expressions."""
    for level in LEVELS:
        island = level(island)
    return island
