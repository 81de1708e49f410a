"""The grammar's third level: expressions that count from now or from the text's last date."""

from __future__ import annotations

from dataclasses import replace

from extractor.dates.cascade import Build, Nodes
from extractor.dates.classes import ALPHABET, find, integer, length, make, plural, relative, unit
from extractor.dates.expressions import (
    Base,
    Calendar,
    Clock,
    Duration,
    Node,
    Recurrence,
    Reference,
    Relation,
    Shift,
    Side,
    Window,
)

# --- points -------------------------------------------------------------------------------------


def _deictic(nodes: Nodes) -> Node:
    """ "today", "yesterday", "tonight"."""
    name, count, *time = str(nodes[-1].meaning).split()
    return make(nodes, "deictic", Shift(name, int(count), time=f"T{time[0]}" if time else None))


def _beyond(nodes: Nodes) -> Node:
    """ "the day before yesterday", "the day after tomorrow"."""
    return make(nodes, "deictic", Shift("day", -2 if find(nodes, "before") else 2))


def _ago(nodes: Nodes) -> Node:
    """ "three days ago", "a year earlier", "two weeks from now"."""
    word = nodes[-1].kind if nodes[-1].kind != "deictic_word" else "ago"
    long = length([node for node in nodes if node.kind != "deictic_word"])
    back = word in ("ago", "earlier", "before")
    if find(nodes, "from"):
        back, word = False, "now"
    if long.count is None or find(nodes, "more", "least"):
        return make(nodes, "reference", Reference("PAST_REF" if back else "FUTURE_REF"))
    base: Base = "now" if word in ("ago", "now") else "text"
    extra = 0.5 if find(nodes, "half") else 0.0
    count = (long.count + extra) * (-1 if back else 1)
    return make(nodes, "relative", Shift(long.unit, count, whole=False, base=base))


def _whole(nodes: Nodes) -> Node | None:
    """ "last month", "this year", "the following week", "the same day"."""
    anaphoric = find(nodes, "that", "same", "following") or (
        nodes[0].kind == "the" and find(nodes, "previous", "next", "prior")
    )
    if plural(nodes) and find(nodes, "the", "past", "coming", "following", "previous"):
        return None  # "the coming weeks" are a vague length
    if plural(nodes) and nodes[0].kind not in ("last", "this", "next"):
        return None
    count = relative(nodes) or 0
    side: Side | None = "ahead" if len(nodes) == 2 and nodes[0].kind == "this" else None
    base: Base = "text" if anaphoric else "now"
    return make(nodes, "whole_unit", Shift(unit(nodes), count, base=base, side=side))


def _near_unit(nodes: Nodes) -> Node:
    """ "over the weekend": tense tells which."""
    return make(nodes[-2:], "whole_unit", Shift(unit(nodes), 0, side="back"))


def _named(nodes: Nodes) -> Node:
    """ "last March", "this past summer", "next Tuesday"."""
    inner = nodes[-1]
    count = relative(nodes)
    if inner.kind == "season":
        return make(nodes, "seasonal", Calendar(season=inner.meaning, relative=count))
    if inner.meaning.relative is not None:
        return inner
    return make(nodes, inner.kind.removesuffix("_weak"), replace(inner.meaning, relative=count))


def _relation(nodes: Nodes) -> Node | None:
    """ "two days after May 3", "the day before Thanksgiving"."""
    long = length(nodes[:-1])
    sign = 1 if find(nodes, "after", "following", "from") else -1
    if long.count is None:
        return None
    return make(nodes, "relative", Relation(long, sign, nodes[-1]))


# --- lengths ------------------------------------------------------------------------------------


def _window(nodes: Nodes) -> Node:
    """ "over the past year", "the next 18 months", "the year ahead"."""
    sign = relative(nodes) or (1 if find(nodes, "ahead") else -1)
    anaphoric = find(nodes, "following", "previous", "prior") and find(nodes, "the")
    long = length(nodes)
    if nodes[0].kind in ("over", "in", "during", "within", "for"):
        nodes = nodes[1:]
    return make(nodes, "window", Window(long, sign, base="text" if anaphoric else "now"))


def _vague_window(nodes: Nodes) -> Node:
    """ "recent weeks", "the coming months"."""
    past = (relative(nodes) or 1) < 0
    if nodes[0].kind in ("over", "in", "during", "within", "for"):
        nodes = nodes[1:]
    return make(nodes, "reference", Reference("PAST_REF" if past else "FUTURE_REF"))


def _duration(nodes: Nodes) -> Node | None:
    long = length(nodes)
    if find(nodes, "half") and long.count:
        long = Duration(long.count + 0.5, long.unit)
    return make(nodes, "duration", long)


def _plural_duration(nodes: Nodes) -> Node | None:
    """ "for years": a plural without a count is a vague length, a singular is none."""
    if not plural(nodes) or unit(nodes) in ("second", "quarter"):
        return None
    return make(nodes, "duration", Duration(None, unit(nodes)))


# --- sets ---------------------------------------------------------------------------------------


def _every(nodes: Nodes) -> Node:
    """ "each month", "every two years", "every other week", "every Friday", "once a day"."""
    last = nodes[-1]
    if last.kind == "recurrence":
        value = str(last.meaning)
    elif isinstance(last.meaning, Calendar):
        day = last.meaning.weekday
        value = f"XXXX-WXX-{day + 1}" if day is not None else f"XXXX-{last.meaning.month:02d}"
    elif last.kind == "season":
        value = f"XXXX-{last.meaning}"
    elif last.kind == "daypart":
        value = f"XXXX-XX-XXT{last.meaning}"
    else:
        each = integer(nodes, "ordinal") or (2 if find(nodes, "other") else None)
        value = (Duration(float(each), unit(nodes)) if each else length(nodes)).value
    return make(nodes, "set", Recurrence(value))


def _daypart(nodes: Nodes) -> Node:
    return make(nodes, "clock", Clock(f"T{nodes[-1].meaning}"))


def _reference(value: str) -> Build:
    return lambda nodes: make(nodes, "reference", Reference(value))


RELATIVE = ALPHABET.level(
    ("each (?:other|ordinal|COUNT)? (?:UNIT|weekly|monthly|monthly_weak|season|daypart)", _every),
    ("per UNIT|once a UNIT|recurrence", _every),
    ("the? u_day (?:before|after) deictic_word", _beyond),
    ("deictic_word", _deictic),
    # points
    (
        "APPROX? (?:COUNT|a) dash? UNIT (?:and a half)? ago deictic_word?|the? u_year dash ago",
        _ago,
    ),
    ("(?:COUNT|a) UNIT from (?:DATED)", _relation),
    ("APPROX? (?:COUNT|a) UNIT (?:from now|from deictic_word|earlier|later)", _ago),
    ("(?:COUNT|a|the) UNIT (?:before|after|prior to|following) (?:DATED)", _relation),
    ("(?:COUNT|a) UNIT (?:before|after)(?! the| a| that)", _ago),
    ("the (?:u_day|u_night|u_week|u_month|u_year) (?:before|after)(?! the| a| that)", _ago),
    # stretches up to now or from now
    (
        "(?:(?:the|this|its)? (?:LAST|next|coming)|the following) COUNT (?:(?:or|to|dash) COUNT)?"
        " (?:fiscal|calendar|whole)? UNIT|the (?:last|past) COUNT dash UNIT",
        _window,
    ),
    (
        "(?:over|in|during|within|for) (?:the|this|its) (?:last|past|next|coming)"
        " (?:fiscal|calendar|whole)? (?:u_hour|u_day|u_week|YEARS)"
        "|the u_year ahead|the u_month ahead",
        lambda n: _vague_window(n) if plural(n) and relative(n) == 1 else _window(n),
    ),
    ("(?:the|this)? past (?:fiscal|calendar|whole)? (?:u_hour|u_day|u_week|YEARS)", _window),
    ("recent UNIT|the? coming (?:u_day|u_week|YEARS)", _vague_window),
    (
        "(?:this past|this coming|this last|this|the same|that same|the current|current|that"
        "|the? (?:last|next|previous|prior|following|coming))"
        " (?:fiscal|calendar|whole)? (?:LONG)",
        _whole,
    ),
    ("(?:over|during|by|this|at) the u_weekend", _near_unit),
    (
        "(?:this past|this coming|this last|this|last|past|next|the? coming|the following)"
        " (?:monthly|monthly_weak|weekly|weekly_weak|holiday|season|quarterly)",
        _named,
    ),
    (
        "(?<=in|by|since|until|during|from|for|early|mid|late|over|of|through|to|and) the? season",
        lambda n: make(n, "seasonal_weak", Calendar(season=n[-1].meaning)),
    ),
    # lengths
    ("APPROX? (?:COUNT|a) (?:dash|and a half)? (?:whole|more|of)? UNIT (?:and a half)?", _duration),
    ("UNIT", _plural_duration),
    # vague times, times of day
    ("reference_word", lambda n: make(n, "reference", Reference(str(n[-1].meaning)))),
    ("now", _reference("PRESENT_REF")),
    (
        "(?<=in|for) the (?:near|near dash term)? future|(?:near|the near) future",
        _reference("FUTURE_REF"),
    ),
    ("(?<=in) the past", _reference("PAST_REF")),
    ("(?<=at) the? present", _reference("PRESENT_REF")),
    ("clock timezone?", lambda n: make(n, "clock", Clock(n[0].meaning))),
    ("(?<=at|in|by|until|before|after|around) the? daypart", _daypart),
)
