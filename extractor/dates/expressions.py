"""What a date expression says before it is tied to a day: the grammar's output, both views' input.

These are meanings without a place in the calendar: "March 5" is a month and a day that lack a year,
"two weeks ago" a shift by weeks. :mod:`resolve` turns them into days, :mod:`timex` into TIMEX3 values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Part = Literal["early", "mid", "late", "start", "end", "so_far", "later"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A stretch named by calendar fields; fields that the words leave out are ``None``.

    ``decade`` and ``year`` are full years (1980), ``century`` its ordinal (20). ``season`` is a TIMEX3
    code (SP SU FA WI). ``quarter`` is 1 to 4, ``half`` 1 or 2. ``relative`` is -1 for "last March",
    0 for "this March", 1 for "next March". ``holiday`` is a rule of :func:`calendar.by_rule`.
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
    """A unit counted from now or from the text's last date.

    ``whole`` is the calendar unit itself ("last month"); else a point ("a month ago").
    """

    unit: str
    count: float
    whole: bool = True
    base: Literal["now", "text"] = "now"
    part: Part | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time; ``count`` is ``None`` where the words are vague ("several weeks")."""

    count: float | None
    unit: str
    age: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A length of time that ends (``sign`` -1) or begins (+1) now: "over the past two years"."""

    length: Duration
    sign: int
    base: Literal["now", "text"] = "now"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A set of times: "each month", "every Friday", "annual". ``value`` is its TIMEX3 value."""

    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A vague time: PRESENT_REF, PAST_REF or FUTURE_REF."""

    value: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A point a length before (-1) or after (+1) another: "two days after May 3"."""

    length: Duration
    sign: int
    to: Node


@dataclass(frozen=True, slots=True)
class Interval:
    """A range. ``first`` is ``None`` for "until June", ``last`` is ``None`` for "since June"."""

    first: Node | None
    last: Node | None


@dataclass(frozen=True, slots=True)
class Days:
    """Several dates under one month: "May 3, 4 and 9"."""

    items: tuple[Node, ...]


Meaning = (
    Calendar
    | Shift
    | Duration
    | Window
    | Recurrence
    | Reference
    | Relation
    | Interval
    | Days
)


@dataclass(frozen=True, slots=True)
class Node:
    """A word or phrase: its class in the grammar, its characters, and what it means so far.

    The meaning of a word is a plain value (the number of a month); that of a phrase one of the
    classes above.
    """

    kind: str
    start: int
    end: int
    meaning: Any
