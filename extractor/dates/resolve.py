"""From a meaning to days: which year, which direction, and how far a stretch reaches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from extractor.dates import calendar
from extractor.dates.calendar import Stretch
from extractor.dates.expressions import (
    Around,
    Calendar,
    Interval,
    Meaning,
    Node,
    Relation,
    Run,
    Shift,
    Window,
    Within,
)


@dataclass(slots=True)
class Context:
    """What a meaning is resolved against.

    ``anchor`` is the day on which the text speaks, ``last`` the last date that the text itself gave
    and its granularity, ``direction`` tells on demand whether the words around look back (-1),
    ahead (1), or neither (0). ``stand_in`` lets the anchor stand in where the text
    gave no date to count from.
    """

    anchor: dt.date | None
    last: tuple[dt.date, str] | None = None
    direction: Callable[[], int] = lambda: 0
    stand_in: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """Inclusive days, the finest unit that the words give, and whether an anchor was needed."""

    start: dt.date
    end: dt.date
    granularity: str
    anchored: bool


def resolve(meaning: Meaning, context: Context) -> Resolved | None:
    """The days that ``meaning`` names, or ``None`` where it names none or an anchor is lacking."""
    try:
        if isinstance(meaning, Calendar):
            found = _calendar(meaning, context)
        elif isinstance(meaning, Shift):
            found = _shift(meaning, context)
        elif isinstance(meaning, Window):
            found = _window(meaning, context)
        elif isinstance(meaning, Relation):
            found = _relation(meaning, context)
        elif isinstance(meaning, Run):
            found = _run(meaning, context)
        elif isinstance(meaning, Around):
            found = _around(meaning, context)
        elif isinstance(meaning, Within):
            found = _within(meaning, context)
        elif isinstance(meaning, Interval):
            found = _interval(meaning, context)
        else:
            return None
    except (ValueError, OverflowError):
        return None
    return found if found and found.start <= found.end else None


# --- calendar -----------------------------------------------------------------------------------


def granularity(meaning: Calendar) -> str:
    """The finest unit that the words give."""
    if meaning.day or meaning.weekday is not None or meaning.holiday:
        return "day"
    for name in ("month", "season", "quarter", "half"):
        if getattr(meaning, name):
            return name
    if meaning.decade is not None:
        return "decade"
    if meaning.century is not None:
        return "century"
    return "fiscal_year" if meaning.fiscal else "year"


def in_year(meaning: Calendar, year: int) -> Stretch:
    """The stretch that ``meaning`` names in ``year``; raises ``ValueError`` for no such day."""
    if meaning.holiday:
        return calendar.by_rule(meaning.holiday, year)
    if meaning.month and meaning.day:
        day = dt.date(year, meaning.month, meaning.day)
        return day, day
    if meaning.month:
        return calendar.month(year, meaning.month)
    if meaning.season:
        return calendar.season(year, meaning.season)
    if meaning.quarter:
        if meaning.fiscal:
            return calendar.fiscal_quarter(year, meaning.quarter)
        return calendar.month(year, 3 * meaning.quarter - 2, 3)
    if meaning.half:
        return calendar.month(year, 6 * meaning.half - 5, 6)
    if meaning.fiscal:
        return calendar.fiscal_year(year)
    return calendar.month(year, 1, 12)


def _calendar(meaning: Calendar, context: Context) -> Resolved | None:
    unit = granularity(meaning)
    if meaning.decade is not None:
        return Resolved(
            *part(calendar.decade(meaning.decade), meaning.part, "decade", context), unit, False
        )
    if meaning.century is not None:
        whole = calendar.century(meaning.century)
        return Resolved(*part(whole, meaning.part, "century", context), unit, False)
    year = meaning.year
    if meaning.holiday and ":" in meaning.holiday:
        first, rule = meaning.holiday.split(":")
        year, meaning = int(first), replace(meaning, holiday=rule)
    if year is not None:
        return Resolved(*part(in_year(meaning, year), meaning.part, unit, context), unit, False)
    anchor = context.anchor
    if anchor is None:
        return None
    if meaning.weekday is not None and not meaning.day:
        whole = _weekday(meaning, anchor, context)
    else:
        whole = _nearest(meaning, anchor, context)
    return Resolved(*part(whole, meaning.part, unit, context), unit, True)


def _weekday(meaning: Calendar, anchor: dt.date, context: Context) -> Stretch:
    assert meaning.weekday is not None
    back = (anchor.weekday() - meaning.weekday) % 7
    ahead = (meaning.weekday - anchor.weekday()) % 7
    direction = context.direction() if meaning.relative in (None, 0) else meaning.relative
    if meaning.relative == -1:
        move = -(back or 7)
    elif meaning.relative == 1:
        move = ahead or 7
    else:
        move = ahead if direction > 0 else -back
    day = anchor + dt.timedelta(days=move)
    return day, day


# Without a verb that tells, a date ahead is taken only where it is this many times nearer.
AHEAD_NEARER = 2.0


def _nearest(meaning: Calendar, anchor: dt.date, context: Context) -> Stretch:
    """Choose the year of a date without one, by "last" or "next", by tense, or by nearness."""
    found: list[Stretch] = []
    span = 4 if meaning.month == 2 and meaning.day == 29 else 1
    for year in range(anchor.year - span, anchor.year + span + 1):
        try:
            found.append(in_year(meaning, year))
        except ValueError:
            continue
    if meaning.weekday is not None:
        found = [s for s in found if s[0].weekday() == meaning.weekday] or found
    if meaning.relative == 0:
        return next((s for s in found if s[0].year == anchor.year), found[0])
    if meaning.relative == -1:
        return next(s for s in reversed(found) if s[1] < anchor)
    if meaning.relative == 1:
        return next(s for s in found if s[0] > anchor)
    past = next((s for s in reversed(found) if s[0] <= anchor), None)
    ahead = next((s for s in found if s[1] >= anchor), None)
    if past is None or ahead is None or past == ahead:
        return past or ahead or found[0]
    direction = context.direction()
    if direction:
        return past if direction < 0 else ahead
    behind = (anchor - past[1]).days
    return ahead if (ahead[0] - anchor).days * AHEAD_NEARER < behind else past


# --- parts --------------------------------------------------------------------------------------


def part(whole: Stretch, name: str | None, unit: str, context: Context) -> Stretch:
    """Early, mid or late: a third of a month or year, years 0-3, 4-6, 7-9 of a decade.

    "The end of 2030" is its last day, "the beginning" its first; "earlier this year" ends now.
    """
    start, end = whole
    if name is None:
        return whole
    if name == "start":
        return start, start
    if name == "end":
        return end, end
    if name == "so_far":
        return (
            (start, context.anchor) if context.anchor and start <= context.anchor <= end else whole
        )
    if name == "later":
        return (context.anchor, end) if context.anchor and start <= context.anchor <= end else whole
    if unit == "day":
        return whole
    which = ("early", "mid", "late").index(name)
    if unit == "decade":
        first, last = ((0, 3), (4, 6), (7, 9))[which]
        return dt.date(start.year + first, 1, 1), dt.date(start.year + last, 12, 31)
    if unit == "century":
        first, last = ((0, 33), (34, 66), (67, 99))[which]
        return dt.date(start.year + first, 1, 1), dt.date(start.year + last, 12, 31)
    if unit == "month":
        return (
            (start, start.replace(day=10)),
            (start.replace(day=11), start.replace(day=20)),
            (start.replace(day=21), end),
        )[which]
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months >= 3:
        first_month = calendar.add_months(start, which * months // 3)
        return calendar.month(first_month.year, first_month.month, months // 3)
    return whole


# --- relative -----------------------------------------------------------------------------------


_FINENESS = {
    "day": 0,
    "night": 0,
    "week": 1,
    "weekend": 1,
    "fortnight": 1,
    "month": 2,
    "quarter": 3,
}
_FINENESS |= {"season": 3, "half": 3, "year": 4, "fiscal_year": 4, "decade": 5, "century": 6}


def _base(meaning: Shift | Window, context: Context) -> dt.date | None:
    """The day to count from: now, or the text's last date if that is no coarser than the unit."""
    if meaning.base == "now":
        return context.anchor
    unit = meaning.unit if isinstance(meaning, Shift) else meaning.length.unit
    if context.last is None or _FINENESS[context.last[1]] > _FINENESS.get(unit, 0):
        return context.anchor if context.stand_in else None
    return context.last[0]


def _shift(meaning: Shift, context: Context) -> Resolved | None:
    anchor = _base(meaning, context)
    if anchor is None:
        return None
    if meaning.unit in ("hour", "minute", "second"):
        return None
    moved = calendar.shift(anchor, meaning.unit, meaning.count)
    whole = calendar.containing(moved, meaning.unit) if meaning.whole else (moved, moved)
    if meaning.side and whole[0] > anchor and _looks_back(meaning, context):
        moved = calendar.shift(anchor, meaning.unit, -1)
        whole = calendar.containing(moved, meaning.unit)
    return Resolved(*part(whole, meaning.part, meaning.unit, context), meaning.unit, True)


def _looks_back(meaning: Shift, context: Context) -> bool:
    direction = context.direction()
    return direction < 0 or (direction == 0 and meaning.side == "back")


def _window(meaning: Window, context: Context) -> Resolved | None:
    anchor = _base(meaning, context)
    count, unit = meaning.length.count, meaning.length.unit
    if anchor is None or count is None or unit in ("hour", "minute", "second"):
        return None
    if unit == "fiscal_year":
        current = calendar.containing(anchor, unit)
        if meaning.sign < 0:
            end = current[0] - dt.timedelta(days=1)
            return Resolved(calendar.shift(current[0], "year", -count), end, unit, True)
        start = current[1] + dt.timedelta(days=1)
        return Resolved(start, calendar.shift(current[1], "year", count), unit, True)
    other = calendar.shift(anchor, unit, meaning.sign * count)
    return Resolved(min(anchor, other), max(anchor, other), unit, True)


def _relation(meaning: Relation, context: Context) -> Resolved | None:
    to = resolve(meaning.to.meaning, context)
    if (
        to is None
        or meaning.length.count is None
        or meaning.length.unit in ("hour", "minute", "second")
    ):
        return None
    base = to.start if meaning.sign < 0 else to.end
    day = calendar.shift(base, meaning.length.unit, meaning.sign * meaning.length.count)
    return Resolved(day, day, meaning.length.unit, to.anchored)


def _run(meaning: Run, context: Context) -> Resolved | None:
    to = resolve(meaning.to.meaning, context)
    count, unit = meaning.length.count, meaning.length.unit
    if to is None or count is None or unit in ("hour", "minute", "second"):
        return None
    day = dt.timedelta(days=1)
    if meaning.sign < 0:
        return Resolved(calendar.shift(to.end + day, unit, -count), to.end, unit, to.anchored)
    return Resolved(to.start, calendar.shift(to.start, unit, count) - day, unit, to.anchored)


def _around(meaning: Around, context: Context) -> Resolved | None:
    to = resolve(meaning.to.meaning, context)
    if to is None:
        return None
    return Resolved(*calendar.containing(to.start, meaning.unit), meaning.unit, to.anchored)


def _within(meaning: Within, context: Context) -> Resolved | None:
    outer = resolve(meaning.outer, context)
    if outer is None:
        return None
    if meaning.inner.weekday is not None:
        day = outer.start + dt.timedelta(days=meaning.inner.weekday)
        return Resolved(day, day, "day", True)
    inner = replace(meaning.inner, year=outer.end.year)
    return Resolved(*in_year(inner, outer.end.year), granularity(inner), True)


# --- ranges -------------------------------------------------------------------------------------


def _interval(meaning: Interval, context: Context) -> Resolved | None:
    first, last = meaning.first, meaning.last
    if first is None or last is None:
        return _open(first, last, context)
    a, b = first.meaning, last.meaning
    if isinstance(a, Calendar) and isinstance(b, Calendar):
        if a.year is None and b.year is not None and granularity(a) != "decade":
            a = replace(a, year=b.year)
            if in_year(a, b.year)[0] > in_year(b, b.year)[1]:
                a = replace(a, year=b.year - 1)
        elif b.year is None and a.year is not None and b.decade is None and (b.month or b.season):
            b = replace(b, year=a.year)
            if in_year(b, a.year)[1] < in_year(a, a.year)[0]:
                b = replace(b, year=a.year + 1)
    start = resolve(a, context)
    end = resolve(b, context)
    if start is None or end is None:
        return None
    if end.end < start.start and isinstance(a, Calendar) and isinstance(b, Calendar):
        if a.year is None and b.year is None and context.anchor:
            earlier = in_year(a, start.start.year - 1)
            return Resolved(earlier[0], end.end, end.granularity, True)
        return None
    return Resolved(start.start, end.end, _finer(start, end), start.anchored or end.anchored)


def _finer(a: Resolved, b: Resolved) -> str:
    return min((a, b), key=lambda r: r.end - r.start).granularity


def _open(first: Node | None, last: Node | None, context: Context) -> Resolved | None:
    """ "since X" runs from X to now; "until X" from now to X, where X lies ahead."""
    anchor = context.anchor
    if first is not None:
        looking_back = Context(anchor, context.last, lambda: -1)
        known = resolve(first.meaning, looking_back)
        if known is None:
            return None
        if anchor is None or known.start > anchor:
            return known
        return Resolved(known.start, anchor, known.granularity, True)
    known = resolve(last.meaning, context) if last else None
    if known is None:
        return None
    if anchor is None or known.end <= anchor:
        return known
    return Resolved(anchor, known.end, known.granularity, True)
