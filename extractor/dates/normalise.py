"""The one door to ``dateparser``: spellings of a date that the lexer proposes but cannot read.

Military and log forms ("05JAN2019", "2019-Jan-05") come in too many orders to be worth rules. The
lexer proposes a token that holds a month's name between figures; ``dateparser`` reads that token
and nothing around it; the answer must give back the figures that the token holds, or it is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
PROPOSED = re.compile(
    rf"(?:\d{{1,2}}|\d{{4}})[-/.]?(?:{_MONTHS})[a-z]*[-/.]?(?:\d{{4}}|\d{{1,2}})", re.IGNORECASE
)


@lru_cache(maxsize=1024)
def read(token: str) -> dt.date | None:
    """The day that a proposed token names, or ``None``."""
    if not PROPOSED.fullmatch(token):
        return None
    import dateparser  # takes a second to load, and most texts never need it

    spaced = re.sub(r"(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d)|[-/.]", " ", token)
    settings = {"STRICT_PARSING": True, "DATE_ORDER": "DMY", "PREFER_LOCALE_DATE_ORDER": False}
    try:
        found = dateparser.parse(spaced, languages=["en"], settings=settings)
    except (ValueError, OverflowError):
        return None
    if found is None or not 1900 <= found.year <= 2100:
        return None
    figures = {int(n) for n in re.findall(r"\d+", token)}
    agrees = found.day in figures and figures & {found.year, found.year % 100}
    return found.date() if agrees else None
