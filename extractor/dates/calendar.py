"""Arithmetic on the Gregorian calendar: stretches of days, shifts by a unit, days by a rule."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from functools import lru_cache

MIN_YEAR, MAX_YEAR = 1, 9998

Stretch = tuple[dt.date, dt.date]

# Meteorological seasons of the northern hemisphere by first month; winter ends in the next year.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def month(year: int, number: int, months: int = 1) -> Stretch:
    """The stretch of ``months`` whole months from month ``number`` of ``year``."""
    last = add_months(dt.date(year, number, 1), months - 1)
    return dt.date(year, number, 1), dt.date(
        last.year, last.month, monthrange(last.year, last.month)[1]
    )


def add_months(day: dt.date, count: int) -> dt.date:
    """The same day ``count`` months on, or the month's last day where it has no such day.

    Raises ``ValueError`` outside the years 1 to 9999.
    """
    index = day.year * 12 + day.month - 1 + count
    year, number = divmod(index, 12)
    return dt.date(year, number + 1, min(day.day, monthrange(year, number + 1)[1]))


def season(year: int, code: str) -> Stretch:
    """Spring, summer, fall or the winter that begins in December of ``year``."""
    return month(year, SEASONS[code], 3)


def fiscal_year(year: int) -> Stretch:
    """The United States federal fiscal year: October to September, named by the year it ends in."""
    return dt.date(year - 1, 10, 1), dt.date(year, 9, 30)


def fiscal_quarter(year: int, number: int) -> Stretch:
    """Quarter 1 to 4 of a federal fiscal year; the first begins in October."""
    first = add_months(dt.date(year - 1, 10, 1), 3 * (number - 1))
    return month(first.year, first.month, 3)


def decade(first_year: int) -> Stretch:
    """The ten years from ``first_year``."""
    return dt.date(max(first_year, 1), 1, 1), dt.date(first_year + 9, 12, 31)


def century(number: int) -> Stretch:
    """The 20th century as newspapers use it: 1900 to 1999."""
    return dt.date(max((number - 1) * 100, 1), 1, 1), dt.date(number * 100 - 1, 12, 31)


def shift(day: dt.date, unit: str, count: float) -> dt.date:
    """``day`` moved by ``count`` units; fractions go down to the next smaller unit.

    Raises ``ValueError`` or ``OverflowError`` where the calendar ends.
    """
    months = {"month": 1, "quarter": 3, "year": 12, "fiscal_year": 12, "decade": 120}
    months["century"] = 1200
    if unit in months:
        return add_months(day, round(months[unit] * count))
    days = {"day": 1, "night": 1, "weekend": 7, "week": 7, "fortnight": 14}
    return day + dt.timedelta(days=round(days.get(unit, 0) * count))


def containing(day: dt.date, unit: str) -> Stretch:
    """The calendar unit that ``day`` lies in; weeks run Monday to Sunday."""
    if unit in ("week", "fortnight"):
        first = day - dt.timedelta(days=day.weekday())
        return first, first + dt.timedelta(days=6)
    if unit == "weekend":
        first = day + dt.timedelta(days=5 - day.weekday())
        return first, first + dt.timedelta(days=1)
    if unit == "month":
        return month(day.year, day.month)
    if unit == "quarter":
        return month(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    if unit == "year":
        return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    if unit == "fiscal_year":
        return fiscal_year(day.year + (day.month >= 10))
    if unit == "decade":
        return decade(day.year // 10 * 10)
    if unit == "century":
        return century(day.year // 100 + 1)
    return day, day


def nth_weekday(year: int, number: int, weekday: int, n: int) -> dt.date:
    """The ``n``-th such weekday of a month (Monday is 0); ``n`` of -1 is the last."""
    if n > 0:
        first = dt.date(year, number, 1)
        return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = month(year, number)[1]
    return last - dt.timedelta(days=(last.weekday() - weekday) % 7)


@lru_cache(maxsize=512)
def easter(year: int) -> dt.date:
    """Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)


def by_rule(rule: str, year: int) -> Stretch:
    """The days that a holiday's rule gives in ``year``.

    Rules: ``12-25`` a fixed day; ``11-thu4`` the fourth Thursday of November; ``05-mon-1`` the last
    Monday of May; ``easter-2`` two days before Easter; ``02`` a whole month; ``12-25/12-31`` a
    stretch. ``+N`` or ``-N`` behind a weekday rule's ``@`` moves it: ``11-thu4@+1``.
    """
    if "/" in rule:
        first, last = rule.split("/")
        start, end = by_rule(first, year)[0], by_rule(last, year)[1]
        return start, end if end >= start else by_rule(last, year + 1)[1]
    if rule.startswith("easter"):
        day = easter(year) + dt.timedelta(days=int(rule[6:] or 0))
        return day, day
    base, _, move = rule.partition("@")
    number, _, which = base.partition("-")
    if not which:
        return month(year, int(number))
    if which.isdigit():
        day = dt.date(year, int(number), int(which))
    else:
        weekday = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].index(which[:3])
        day = nth_weekday(year, int(number), weekday, int(which[3:]))
    day += dt.timedelta(days=int(move or 0))
    return day, day
