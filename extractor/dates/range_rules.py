"""The grammar's last levels: times of day, parts of stretches, and ranges."""

from __future__ import annotations

from dataclasses import replace

from extractor.dates.cascade import Nodes
from extractor.dates.classes import ALPHABET, find, length, make, unit
from extractor.dates.expressions import (
    Around,
    Calendar,
    Clock,
    Duration,
    Interval,
    Node,
    Part,
    Relation,
    Run,
    Shift,
    Within,
)

# --- times of day -------------------------------------------------------------------------------


def _time(node: Node) -> str:
    if node.kind == "u_night":
        return "TNI"
    return node.meaning.time if isinstance(node.meaning, Clock) else f"T{node.meaning}"


def _with_time(nodes: Nodes) -> Node | None:
    """ "Tuesday morning", "5 p.m. on March 3", "the night of June 1"."""
    day = next(n for n in nodes if isinstance(n.meaning, Calendar | Shift))
    times = [n for n in nodes if n.kind in ("daypart", "u_night", "clock")]
    return make(nodes, day.kind, replace(day.meaning, time=_time(times[-1])))


def _same_year(nodes: Nodes) -> list[Node]:
    """ "Apr. 26 and Apr. 28, 2011": the year holds for both."""
    year = nodes[-1].meaning.year
    return [
        n._replace(kind="full", meaning=replace(n.meaning, year=year)) if n.kind == "day" else n
        for n in nodes
    ]


def _this_morning(nodes: Nodes) -> Node:
    count = {"last": -1, "next": 1}.get(nodes[0].kind, 0)
    return make(nodes, "deictic", Shift("day", count, time=_time(nodes[-1])))


DAY_TIMES = ALPHABET.level(
    ("(?<!between)(?<!from) day (?:comma day)? comma? (?:and|or) full", _same_year),
    ("(?:this|last) (?:daypart|u_night)", _this_morning),
    ("(?:early|late|mid) dash? (?:this|that) (?:daypart|u_night)", _this_morning),
    ("(?:DATED) comma? (?:early|late|mid)? dash? (?:daypart|u_night)", _with_time),
    ("(?:DATED) comma? (?:at? APPROX?) clock", _with_time),
    ("the? (?:early|late|mid)? dash? (?:daypart|u_night) u_hour? (?:of|on)? (?:DATED)", _with_time),
    ("clock timezone? (?:daypart|in the daypart)? comma? on? (?:DATED)", _with_time),
    (
        "the? (?:week_of|u_week|u_weekend|u_month) (?:of|beginning|begin) (?:DATED)",
        lambda n: make(n, "around", Around(unit(n), n[-1])),
    ),
)


# --- parts of stretches -------------------------------------------------------------------------

_PARTS: dict[str, Part] = {
    "early": "early", "mid": "mid", "middle": "mid", "late": "late", "begin": "start",
    "end": "end", "earlier": "so_far", "later": "later",
}  # fmt: skip


def _part(nodes: Nodes) -> Node | None:
    """ "early 2019", "the end of March", "late last year", "earlier this month"."""
    inner = nodes[-1]
    name = _PARTS[next(n.kind for n in nodes if n.kind in _PARTS)]
    meaning = inner.meaning
    if inner.kind.startswith("u_"):
        meaning = Shift(inner.kind[2:], 0)
    if not isinstance(meaning, Calendar | Shift) or meaning.part:
        return None
    kind = inner.kind.removesuffix("_weak") if not inner.kind.startswith("u_") else "whole_unit"
    return make(nodes, kind, replace(meaning, part=name))


def _within(nodes: Nodes) -> Node | None:
    """ "the third quarter of last year", "March of this year"."""
    outer = nodes[-1].meaning
    if not isinstance(outer, Shift):
        outer = Shift(unit(nodes), 0)
    inner = nodes[0].meaning
    weekday = inner.weekday is not None
    units = ("week",) if weekday else ("year", "fiscal_year")
    if outer.unit not in units or not outer.whole or inner.year:
        return None
    if outer.unit == "fiscal_year":
        inner = replace(inner, fiscal=True)
    return make(nodes, "around", Within(inner, outer))


def _run(nodes: Nodes) -> Node | None:
    """ "the first six months of 2012", "the week ended May 3"."""
    made = find(nodes, "duration", "window")
    if made is None:
        long = length(nodes[:-1])
    else:
        long = made.meaning if isinstance(made.meaning, Duration) else made.meaning.length
    if long.count is None:
        return None
    to = nodes[-1]
    if to.kind.startswith("u_"):
        to = Node("whole_unit", to.start, to.end, Shift(to.kind[2:], 0))
    back = find(nodes, "end", "leading", "to", "through") or (
        made and made.kind == "window" and made.meaning.sign < 0
    )
    return make(nodes, "run", Run(long, -1 if back else 1, to))


def _year_end(nodes: Nodes) -> Node:
    """ "year-end", "year-end 2012": the last day."""
    year = find(nodes, "yearly")
    if year is not None:
        return make(nodes, "yearly", replace(year.meaning, part="end"))
    return make(nodes, "whole_unit", Shift(unit(nodes), 0, part="end"))


STRETCHES = ALPHABET.level(
    ("(?:u_year|u_month) dash end yearly?", _year_end),
    (
        "(?:half_weak|quarterly|seasonal|seasonal_weak|monthly|monthly_weak|day|weekly)"
        " (?:of|in|comma)? (?:whole_unit|the fiscal? u_year)",
        _within,
    ),
    ("(?:the? ordinal duration|window) of (?:yearly|monthly|whole_unit|the u_year)", _run),
    (
        "the? (?:early|mid|late) (?:dash|to|in the?|part_word of)? STRETCH",
        _part,
    ),
    ("(?:earlier|later) (?:in the?)? STRETCH", _part),
    ("(?:earlier|later|early|late) in the (?:u_day|u_week|u_month|u_year)", _part),
    (
        "the? very? (?:begin|end|middle|early|late) part_word? of STRETCH",
        _part,
    ),
    (
        "the? very? (?:begin|end|middle) of the (?:fiscal|calendar)? (?:u_week|YEARS)",
        _part,
    ),
)


# --- ranges -------------------------------------------------------------------------------------


def _range(nodes: Nodes) -> Node | None:
    ends = [
        n for n in nodes if isinstance(n.meaning, Calendar | Shift | Relation | Around | Within)
    ]
    if len(ends) != 2:
        return None
    return make(nodes, "range", Interval(ends[0], ends[1]))


def _since(nodes: Nodes) -> Node:
    return make(nodes, "range", Interval(nodes[-1], None))


def _until(nodes: Nodes) -> Node:
    return make(nodes, "range", Interval(None, nodes[-1]))


RANGES = ALPHABET.level(
    ("from APPROX? END comma? (?:TO) APPROX? (?:in|on)? END", _range),
    ("begin (?:in|on)? APPROX? END comma? (?:TO) APPROX? (?:in|on)? END", _range),
    ("between APPROX? END and APPROX? END", _range),
    (
        "END (?:comma up to|comma? and? continuing (?:to|through|until)|through|until|to|dash)"
        " APPROX? END",
        _range,
    ),
    ("since APPROX? (?:in|on)? END", _since),
    ("(?:through|until) APPROX? END", _until),
    ("(?:duration|window|the UNIT) (?:comma)? (?:end|leading up to) (?:in|on)? END", _run),
    ("the (?:duration|UNIT) (?:to|through) END", _run),
)


# --- what is left -------------------------------------------------------------------------------


def _definite(nodes: Nodes) -> Node:
    """ "in the quarter": the one that the text is about, for all that the words say the current."""
    return make(nodes, "definite", Shift(unit(nodes), 0, base="text"))


DEFINITE = ALPHABET.level(
    ("(?<=in|for|during|by) the (?:u_week|u_month|u_quarter|u_year)", _definite),
)
