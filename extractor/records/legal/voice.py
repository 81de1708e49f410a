"""Whether the defendant stands before a trigger ("was charged") or behind it ("charging")."""

from __future__ import annotations

import re

_PASSIVE_NEXT = re.compile(
    r"\s*(?:,|to\b|for\b|with\b|in\b|on\b|by\b|at\b|from\b|today\b|yesterday\b|after\b|before\b|"
    r"of\b|as\b|"
    r"following\b|late\b|last\b|early\b|this\b|separately\b|here\b|again\b|under\b|along\b|\.|;|"
    r"and\b|while\b|"
    r"during\b|near\b|(?:are|were|is|was|include[sd]?)\s|without\b|pursuant\b|based\b|thus\b|so\b|$)",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\b(?:was|were|been|being|is|are|be|get|got)\s+(?:\w+ly\s+|also\s+|each\s+|all\s+|both\s+)*"
    r"(?:\w+ed\s*,?\s*(?:and\s+)?(?:\w+ed\s*,?\s*and\s+)?)?$",
    re.IGNORECASE,
)


# "Sentenced Feb. 3, 2024: 70 months", "Indicted: May 4", below the name in a register
_REGISTER = re.compile(
    r"\s*:|,?\s+(?:on\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d|\s+\d{1,2}/\d"
)


def is_passive(
    voice: str, text: str, start: int, trigger_start: int, trigger_end: int, end: int
) -> bool:
    """Whether the defendant stands before the trigger ("was charged") and not behind it."""
    if voice == "either":
        if _AUXILIARY.search(text[max(start, trigger_start - 60) : trigger_start]):
            return True
        if trigger_start == start and _REGISTER.match(text, trigger_end, end):
            return True
        return bool(_PASSIVE_NEXT.match(text[trigger_end : min(end, trigger_end + 30)]))
    return voice == "passive"
