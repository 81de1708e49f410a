"""What a date expression says before it is tied to a day: the grammar's output, both views' input.

These are meanings without a place in the calendar: "March 5" is a month and a day that lack a year,
"two weeks ago" a shift by weeks. :mod:`~extractor.dates.resolve` turns them into days,
:mod:`~extractor.dates.timex` into TIMEX3 values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Part = Literal["early", "mid", "late", "start", "end", "so_far", "later"]
Base = Literal["now", "text"]
Side = Literal["back", "ahead"]


class Node(NamedTuple):
    """A word or phrase: its class in the grammar, its characters, and what it means so far.

    The meaning of a word is a plain value (the number of a month); that of a phrase is one of the
    classes below.
    """

    kind: str
    start: int
    end: int
    meaning: Any


@dataclass(frozen=True, slots=True)
class Calendar:
    """A stretch named by calendar fields; fields that the words leave out are ``None``.

    ``decade`` is its first year (1980), ``century`` its ordinal (20). ``season`` is a TIMEX3 code
    (SP SU FA WI). ``quarter`` is 1 to 4, ``half`` 1 or 2. ``relative`` is -1 for "last March", 0
    for "this March", 1 for "next March". ``holiday`` is a rule of :func:`calendar.by_rule`.
    ``time`` is a TIMEX3 time of day ("TNI", "T17:00").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    holiday: str | None = None
    fiscal: bool = False
    relative: int | None = None
    part: Part | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A unit counted from now, or from the last date that the text gave.

    ``whole`` is the calendar unit itself ("last month"); else a point ("a month ago"). ``side`` is
    set where the words leave it to the tense whether the unit lies back or ahead, and says which
    holds where no verb tells: back for "the weekend", ahead for "this weekend".
    """

    unit: str
    count: float
    whole: bool = True
    base: Base = "now"
    side: Side | None = None
    part: Part | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; ``count`` is ``None`` where the words are vague ("several weeks")."""

    count: float | None
    unit: str

    @property
    def value(self) -> str:
        """The TIMEX3 value: ``P3M``, ``PT20M``, ``P1DE``; ``PXW`` for "several weeks"."""
        count, unit = self.count, self.unit
        if count is not None and count != int(count) and unit in _SMALLER:
            size, smaller = _SMALLER[unit]
            if count * size == int(count * size):
                count, unit = count * size, smaller
        if unit == "fortnight":
            count, unit = count and count * 2, "week"
        return "P" + _VALUES[unit].format("X" if count is None else f"{count:.10g}")


_VALUES = {
    "second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D", "week": "{}W",
    "weekend": "{}WE", "month": "{}M", "quarter": "{}Q", "year": "{}Y", "fiscal_year": "{}Y",
    "decade": "{}DE", "century": "{}CE",
}  # fmt: skip
_SMALLER = {"hour": (60, "minute"), "year": (12, "month"), "century": (100, "year")}


@dataclass(frozen=True, slots=True)
class Window:
    """A length of time that ends (``sign`` -1) or begins (+1) now: "over the past two years"."""

    length: Duration
    sign: int
    base: Base = "now"


@dataclass(frozen=True, slots=True)
class Relation:
    """A point a length before (-1) or after (+1) another: "two days after May 3"."""

    length: Duration
    sign: int
    to: Node


@dataclass(frozen=True, slots=True)
class Run:
    """A length that ends with (-1) or begins with (+1) another stretch.

    "the week ended May 3", "the first six months of 2012".
    """

    length: Duration
    sign: int
    to: Node


@dataclass(frozen=True, slots=True)
class Around:
    """The unit that holds a day: "the week of May 3"."""

    unit: str
    to: Node


@dataclass(frozen=True, slots=True)
class Within:
    """A part of a year that is told by its place: "the third quarter of last year"."""

    inner: Calendar
    outer: Shift


@dataclass(frozen=True, slots=True)
class Interval:
    """A range. ``first`` is ``None`` for "until June", ``last`` is ``None`` for "since June"."""

    first: Node | None
    last: Node | None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day without a day: "8:15 a.m.", a TIMEX3 time."""

    time: str


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A set of times ("each month", "every Friday", "annual") as a TIMEX3 value."""

    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A vague time: PRESENT_REF, PAST_REF or FUTURE_REF."""

    value: str


Point = Calendar | Shift | Relation | Around | Within
Meaning = Point | Duration | Window | Run | Interval | Clock | Recurrence | Reference
