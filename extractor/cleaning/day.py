"""The publication date in the ways that feeds and head lines write it."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = "january february march april may june july august september october november december"
_NUMBER = {m: n for n, m in enumerate(_MONTHS.split(), start=1)}
_NUMBER |= {m[:3]: n for m, n in _NUMBER.items()} | {"sept": 9}
_MONTH = r"(?P<month>(?:jan|febr?)(?:uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|(?:octo|nov|novem|dec|decem)(?:ber)?|oct)\.?"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<n>\d{1,2})[-/.](?P<day>\d{1,2})(?=$|[T\s])")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<n>\d\d)(?P<day>\d\d)$")
_US = re.compile(r"(?P<n>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})\b")
PROSE = re.compile(
    rf"\b{_WEEKDAY}(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.replace('month', 'month2')},?\s+(?P<year2>\d{{4}}))\b",
    re.I,
)
_EPOCH = re.compile(r"-?\d{9,16}(?:\.\d+)?$")


def parse(value: object) -> dt.date | None:
    """The day that a metadata field names, or ``None``.

    Takes a date, a datetime, epoch seconds or milliseconds (number or digits), ISO 8601, RFC 822, and
    prose ("Tuesday, March 4, 2025"). A moment with an offset gives the day in its own zone; an epoch,
    the day in UTC. Days outside 1900 to 2100 are refused.
    """
    if isinstance(value, dt.datetime):
        return _sane(value.date())
    if isinstance(value, dt.date):
        return _sane(value)
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()[:80]
    if _EPOCH.match(text):
        return _epoch(float(text))
    for pattern in (_ISO, _COMPACT, _US):
        if m := pattern.match(text):
            return _day(m["year"], int(m["n"]), m["day"])
    return in_prose(text)


def in_prose(text: str) -> dt.date | None:
    """The first full date in words ("4 March 2025", "March 4, 2025") in ``text``."""
    for m in PROSE.finditer(text):
        month = _NUMBER.get((m["month"] or m["month2"]).lower()[:3])
        if month and (day := _day(m["year"] or m["year2"], month, m["day"] or m["day2"])):
            return day
    return None


def _day(year: str, month: int, day: str) -> dt.date | None:
    try:
        return _sane(dt.date(int(year), month, int(day)))
    except ValueError:
        return None


def _epoch(seconds: float) -> dt.date | None:
    if abs(seconds) >= 1e11:  # milliseconds
        seconds /= 1000
    if abs(seconds) >= 1e11:  # microseconds
        seconds /= 1000
    try:
        return _sane((dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).date())
    except OverflowError:
        return None


def _sane(day: dt.date) -> dt.date | None:
    return day if 1900 <= day.year <= 2100 else None
