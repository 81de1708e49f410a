"""The publication date in the ways that feeds, pages and head lines write it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NUMBER = {name[:3]: n for n, name in enumerate(_MONTHS, start=1)}
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_ANY_CASE = re.compile(
    rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?:of\s+)?(?P<month2>{_MONTH}),?"
    r"[\s-](?P<year2>\d{4})\b",
    re.I,
)
_MENTION = re.compile(rf"\b({_MONTH})\s+(?:(\d{{1,2}}),?\s+)?(\d{{4}})\b")
_ISO = re.compile(r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?=$|[T\s,;)])")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{6}Z?|T\d{4}Z?)?$")
_SLASHED = re.compile(r"\b(?P<month>\d{1,2})[/.](?P<day>\d{1,2})[/.](?P<year>\d{4})\b")
_EPOCH = re.compile(r"-?\d{9,17}(?:\.\d+)?$")
_FIRST, _LAST = 1900, 2100


def parse(value: object) -> dt.date | None:
    """The day that a metadata field or a line names from its first character on, or ``None``.

    Takes a date, a datetime, epoch seconds or milliseconds (number or digits), ISO 8601, RFC 822,
    US month/day/year, and prose ("Tuesday, March 4, 2025", "4 March 2025"). A moment gives the day
    in the zone that it is written in; an epoch, the day in UTC. Years outside 1900 to 2100 are
    refused.
    """
    if isinstance(value, dt.date):  # a datetime is a date, too
        return _make(value.year, value.month, value.day)
    if value is None or isinstance(value, bool):
        return None
    text = str(value).strip()[:80]
    if found := _COMPACT.match(text):
        return _from(found)
    if _EPOCH.match(text):
        return _epoch(float(text))
    for pattern in (_ISO, _SLASHED):
        if found := pattern.match(text):
            return _from(found)
    found = _ANY_CASE.search(text)
    if found is None or len(text[: found.start()].split()) > 1:
        return None  # more than a weekday before it
    return _from_prose(found)


def in_prose(text: str) -> dt.date | None:
    """The first full date in words in ``text``."""
    return next((d for m in _ANY_CASE.finditer(text) if (d := _from_prose(m))), None)


def in_line(line: str) -> dt.date | None:
    """The first full date in a head line, in words or figures ("Release date: 03/04/2025")."""
    if when := in_prose(line):
        return when
    for pattern in (_ISO, _SLASHED):
        if (found := pattern.search(line)) and (when := _from(found)):
            return when
    return None


def mentions(text: str) -> Iterator[tuple[int, dt.date, bool]]:
    """Months and days with a year in prose: offset, day (the first of a bare month), bare month?"""
    for found in _MENTION.finditer(text):
        name, number, year = found.groups()
        if when := _make(int(year), _NUMBER[name[:3].lower()], int(number or 1)):
            yield found.start(), when, number is None


def _from(found: re.Match[str] | None) -> dt.date | None:
    return found and _make(int(found["year"]), int(found["month"]), int(found["day"]))


def _from_prose(found: re.Match[str]) -> dt.date | None:
    month = _NUMBER[(found["month"] or found["month2"])[:3].lower()]
    return _make(int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))


def _epoch(seconds: float) -> dt.date | None:
    for _ in range(2):  # milliseconds, microseconds
        if abs(seconds) >= 1e11:
            seconds /= 1000
    try:
        when = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)
    except OverflowError:
        return None
    return _make(when.year, when.month, when.day)


def _make(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number) if _FIRST <= year <= _LAST else None
    except ValueError:
        return None
