"""The grammar: how words make date expressions, from numbers up to ranges.

Its classes are those of the lexer and of the rules below; capitals are macros. The levels run in
order: numbers, calendar dates, relative expressions, parts ("early"), ranges.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.dates.cascade import Alphabet, Nodes, Rule
from extractor.dates.expressions import (
    Calendar,
    Duration,
    Interval,
    Meaning,
    Node,
    Recurrence,
    Reference,
    Relation,
    Shift,
    Window,
)

UNITS = (
    "second minute hour day night week fortnight weekend month quarter year decade century".split()
)

_ALPHABET = Alphabet(
    {
        "MONTH": "month|(?:month_abbr|month_weak) dot?",
        "DAY": "small|ordinal",
        "WEEKDAY": "weekday|weekday_abbr dot?",
        "IN_YEAR": "comma? of? year",
        "COUNT": "count|small|number|year",
        "UNIT": "|".join(f"u_{u}" for u in UNITS),
        "LONG": "u_day|u_night|u_week|u_fortnight|u_weekend|u_month|u_quarter|u_year|u_decade|u_century",
        "APPROX": "(?:on or|in or|or)? approx|at least|just|as early as|as late as",
        "PAST": "last|past|previous|prior",
        "NEXT": "next|coming|following",
        "POINT": "full|day|monthly|yearly|seasonal|quarterly|decade|century|deictic|weekly|holiday"
        "|relative|whole_unit|part|quarter_of",
        "TO": "to|through|until|dash|and continuing until|and continuing through|continuing through"
        "|continuing until|up to|comma? and end in|and until|and through|continuing to|and continuing to",
    }
)


def _make(nodes: Nodes, kind: str, meaning: Meaning | float | int | None) -> Node:
    return Node(kind, nodes[0].start, nodes[-1].end, meaning)


def _find(nodes: Nodes, *kinds: str) -> Node | None:
    return next((n for n in nodes if n.kind in kinds), None)


def _int(nodes: Nodes, *kinds: str) -> int | None:
    node = _find(nodes, *kinds)
    return None if node is None else int(node.meaning)


_MONTHS = ("month", "month_abbr", "month_weak")
_WEEKDAYS = ("weekday", "weekday_abbr")
_RELATIVE = {
    "last": -1, "past": -1, "previous": -1, "prior": -1,
    "this": 0, "current": 0, "the": 0,
    "next": 1, "coming": 1, "following": 1,
}  # fmt: skip


def _relative(nodes: Nodes) -> int | None:
    """-1 for last, 0 for this, 1 for next; "this past" is last and "this coming" next."""
    values = [_RELATIVE[n.kind] for n in nodes if n.kind in _RELATIVE and n.kind != "the"]
    return values[-1] if values else None


# --- numbers ------------------------------------------------------------------------------------


def _count(value: float | None) -> Rule.build:  # type: ignore[name-defined]
    return lambda nodes: _make(nodes, "count", value)


def _number(nodes: Nodes) -> float:
    return sum(float(n.meaning) for n in nodes if n.kind in ("tens", "ones", "small", "number"))


NUMBERS = _ALPHABET.level(
    Rule("tens dash? ordinal", lambda n: _make(n, "ordinal", n[0].meaning + n[-1].meaning)),
    Rule("(?:a|small|ones|number) dash? and dash? a dash? half", lambda n: _make(n, "count", (_number(n) or 1) + 0.5)),
    Rule("half a(?= UNIT)|a half(?= UNIT)|half dash(?= UNIT)", lambda n: _make(n, "count", 0.5)),
    Rule("(?:a|small|ones) dozen", lambda n: _make(n, "count", (_number(n) or 1) * 12)),
    Rule("(?:a|small|ones|number|tens) scale", lambda n: _make(n, "count", (_number(n) or 1) * n[-1].meaning)),
    Rule("tens dash? ones|tens|ones", lambda n: _make(n, "count", _number(n))),
    Rule("a? few|the? several|(?:dozens|scale|dozen) of", lambda n: _make(n, "count", None)),
    Rule("a? couple of?", lambda n: _make(n, "count", 2.0)),
)


# --- the calendar -------------------------------------------------------------------------------

_LONGEST = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _full(nodes: Nodes) -> Node | None:
    day, month, year = _int(nodes, "small", "ordinal"), _int(nodes, *_MONTHS), _int(nodes, "year")
    if not day or not month or day > _LONGEST[month]:
        return None
    meaning = Calendar(year=year, month=month, day=day, weekday=_int(nodes, *_WEEKDAYS))
    return _make(nodes, "full" if year else "day", meaning)


def _month(nodes: Nodes) -> Node:
    weak = len(nodes) <= 2 and nodes[0].kind != "month" and _int(nodes, "year") is None
    meaning = Calendar(year=_int(nodes, "year"), month=_int(nodes, *_MONTHS))
    return _make(nodes, "monthly_weak" if weak else "monthly", meaning)


def _days(nodes: Nodes) -> Node | list[Node] | None:
    """Several days of one month; neighbours and joined ends are a range."""
    month, year = _int(nodes, *_MONTHS), _int(nodes, "year")
    words = [n for n in nodes if n.kind in ("small", "ordinal")]
    days = [int(n.meaning) for n in words]
    if not month or days[0] < 1 or days[-1] > _LONGEST[month] or sorted(set(days)) != days:
        return None
    made = [
        Node("full" if year else "day", n.start, n.end, Calendar(year=year, month=month, day=d))
        for n, d in zip(words, days, strict=True)
    ]
    made[0] = replace(made[0], start=nodes[0].start)
    made[-1] = replace(made[-1], end=nodes[-1].end)
    joined = _find(nodes, "dash", "to", "through", "until") is not None
    if len(days) == 2 and joined or days[-1] - days[0] == len(days) - 1:
        return _make(nodes, "range", Interval(made[0], made[-1]))
    return None if joined else made


def _quarter(nodes: Nodes) -> Node | None:
    number = _int(nodes, "ordinal", "quarter_code")
    if number is None or not 1 <= number <= 4:
        return None
    fiscal = _find(nodes, "fiscal", "fy") is not None
    return _make(
        nodes,
        "quarterly",
        Calendar(_int(nodes, "year"), quarter=number, fiscal=fiscal, relative=_relative(nodes)),
    )


def _half(nodes: Nodes) -> Node | None:
    number = 2 if nodes[nodes[0].kind == "the"].kind == "last" else _int(nodes, "ordinal")
    if number not in (1, 2):
        return None
    relative = _relative(nodes[2:])
    return _make(nodes, "quarterly", Calendar(_int(nodes, "year"), half=number, relative=relative))


def _fiscal(nodes: Nodes) -> Node:
    year = _int(nodes, "year")
    if year is None:
        short = _int(nodes, "small") or 0
        year = short + (2000 if short < 60 else 1900)
    fiscal = _find(nodes, "fiscal", "fy") is not None
    return _make(nodes, "yearly", Calendar(year, fiscal=fiscal))


def _season(nodes: Nodes) -> Node:
    season = _find(nodes, "season")
    return _make(nodes, "seasonal", Calendar(_int(nodes, "year"), season=season and season.meaning))


def _holiday(nodes: Nodes) -> Node:
    return _make(nodes, "holiday", Calendar(_int(nodes, "year"), holiday=nodes[0].meaning))


def _century(nodes: Nodes) -> Node | None:
    number = _int(nodes, "ordinal") or 99
    return _make(nodes, "century", Calendar(century=number)) if number < 30 else None


def _decade(nodes: Nodes) -> Node:
    word = nodes[-1]
    return _make(nodes, "decade", Calendar(decade=int(word.meaning) + (0 if word.kind == "decade_full" else 1900)))


CALENDAR = _ALPHABET.level(
    Rule(
        "(?:WEEKDAY comma?)? MONTH the? (?:DAY) (?:(?:comma and|comma|and|or|dash|to|through|until) the? (?:DAY))+ (?:IN_YEAR)?",
        _days,
    ),
    Rule("(?:WEEKDAY comma? the?)? MONTH the? (?:DAY) (?:IN_YEAR)?", _full),
    Rule("the? (?:DAY) (?:(?:dash|to|through|and) the? (?:DAY))+ of? MONTH (?:IN_YEAR)?", _days),
    Rule("(?:WEEKDAY comma?)? the? (?:DAY) of? MONTH (?:IN_YEAR)?", _full),
    Rule("MONTH IN_YEAR", _month),
    Rule(
        "the? fiscal? ordinal fiscal? dash? u_quarter (?:of? the? (?:fiscal u_year?|fy|calendar u_year)? year)?",
        _quarter,
    ),
    Rule("(?:fiscal|fy)? year quarter_code|quarter_code (?:of? (?:fiscal u_year?|fy)? year)?", _quarter),
    Rule("the? (?:ordinal|last) half of (?:year|(?:the|this|last|next|the current) u_year)", _half),
    Rule("(?:fiscal u_year?|fy) dash? (?:year|small)|(?:tax|calendar) u_year year", _fiscal),
    Rule("the? season of? year", _season),
    Rule("holiday comma? of? year|holiday", _holiday),
    Rule("the? ordinal dash? u_century", _century),
    Rule("the? (?:decade_full|decade_short|decade_word)", _decade),
    Rule("MONTH", _month),
    Rule("WEEKDAY", lambda n: _make(n, "weekly" if n[0].kind == "weekday" else "weekly_weak", Calendar(weekday=_int(n, *_WEEKDAYS)))),
    Rule("year", lambda n: _make(n, "yearly", Calendar(year=n[0].meaning))),
)


# --- relative expressions -----------------------------------------------------------------------


def _unit(nodes: Nodes) -> str:
    unit = next(n.kind[2:] for n in reversed(nodes) if n.kind.startswith("u_"))
    return "fiscal_year" if unit == "year" and _find(nodes, "fiscal") else unit


def _length(nodes: Nodes) -> Duration:
    """The count and unit among some nodes; "a" and no count at all are one."""
    count = _find(nodes, "count", "small", "number", "yearly")
    if count is None:
        return Duration(1.0, _unit(nodes))
    value = count.meaning.year if isinstance(count.meaning, Calendar) else count.meaning
    return Duration(None if value is None else float(value), _unit(nodes))


def _ago(nodes: Nodes) -> Node | None:
    length = _length(nodes)
    word = nodes[-1].kind
    if length.count is None:
        return _make(nodes, "vague", Reference("PAST_REF" if word in ("ago", "earlier", "before") else "FUTURE_REF"))
    sign = -1 if word in ("ago", "earlier", "before") else 1
    base = "now" if word in ("ago", "now", "deictic") else "text"
    return _make(nodes, "relative", Shift(length.unit, sign * length.count, whole=False, base=base))


def _window(nodes: Nodes) -> Node:
    sign = _relative(nodes) or (1 if _find(nodes, "ahead") else -1)
    return _make(nodes, "window", Window(_length(nodes), sign))


def _whole(nodes: Nodes) -> Node:
    base = "text" if _find(nodes, "that", "same", "following") else "now"
    if nodes[0].kind == "the" and _find(nodes, "previous", "next", "prior"):
        base = "text"
    return _make(nodes, "whole_unit", Shift(_unit(nodes), _relative(nodes) or 0, base=base))


def _named(nodes: Nodes) -> Node:
    """ "last March", "this summer", "next Tuesday": a calendar name with its direction."""
    return _make(nodes, nodes[-1].kind.removesuffix("_weak"), replace(nodes[-1].meaning, relative=_relative(nodes)))


def _season_alone(nodes: Nodes) -> Node:
    return _make(nodes, "seasonal", Calendar(season=nodes[-1].meaning, relative=_relative(nodes)))


_SET_UNIT = {
    "second": "PT{}S", "minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "night": "P{}D", "week": "P{}W",
    "fortnight": "P{}W", "weekend": "P{}WE", "month": "P{}M", "quarter": "P{}Q", "year": "P{}Y",
    "decade": "P{}DE", "century": "P{}CE",
}  # fmt: skip


def _every(nodes: Nodes) -> Node:
    """ "each month", "every two years", "every other week", "every Friday"."""
    last = nodes[-1]
    if last.kind == "recurrence":
        return _make(nodes, "set", Recurrence(str(last.meaning)))
    if isinstance(last.meaning, Calendar):
        return _make(nodes, "set", Recurrence(f"XXXX-WXX-{last.meaning.weekday + 1}"))  # type: ignore[operator]
    if last.kind == "season":
        return _make(nodes, "set", Recurrence(f"XXXX-{last.meaning}"))
    if last.kind == "daypart":
        return _make(nodes, "set", Recurrence(f"XXXX-XX-XXT{last.meaning}"))
    count = 2.0 if _find(nodes, "other") else _length(nodes).count
    if _find(nodes, "ordinal"):
        count = float(_int(nodes, "ordinal") or 1)
    return _make(nodes, "set", Recurrence(_SET_UNIT[_unit(nodes)].format("X" if count is None else f"{count:g}")))


def _duration(nodes: Nodes) -> Node:
    return _make(nodes, "duration", _length(nodes))


def _bare_units(nodes: Nodes) -> Node | None:
    """ "for years": a plural without a count."""
    return _make(nodes, "duration", Duration(None, _unit(nodes))) if nodes[-1].meaning == "plural" else None


def _deictic(nodes: Nodes) -> Node:
    unit, count, *time = str(nodes[-1].meaning).split()
    return _make(nodes, "deictic", Shift(unit, int(count), time=time[0] if time else None))


def _relation(nodes: Nodes) -> Node | None:
    length = _length(nodes[:-1])
    sign = 1 if _find(nodes, "after", "following") else -1
    return None if length.count is None else _make(nodes, "relative", Relation(length, sign, nodes[-1]))


RELATIVE = _ALPHABET.level(
    Rule("(?:each|per) (?:other|ordinal|COUNT)? (?:UNIT|weekly|season|daypart)", _every),
    Rule("recurrence", _every),
    Rule("deictic_word", _deictic),
    Rule("(?:the )?u_day (?:before|after) deictic_word", lambda n: _make(n, "deictic", Shift("day", -2 if _find(n, "before") else 2))),
    Rule("(?:approx|at least|more than|just)? (?:COUNT|yearly|a) dash? UNIT ago", _ago),
    Rule("(?:COUNT|yearly|a) UNIT (?:from now|from deictic_word|earlier|later)", _ago),
    Rule("(?:(?:COUNT|yearly|a)|the) UNIT (?:before|after|prior to|following) (?:full|day|monthly|holiday|weekly)", _relation),
    Rule("(?:the|this|its)? (?:PAST|NEXT) (?:COUNT|yearly) (?:fiscal|calendar|full|whole)? (?:UNIT)", _window),
    Rule("(?:over|in|during|within|for|throughout) (?:the|this|its) (?:last|past|next|coming|previous) (?:UNIT)|(?:the|this)? past (?:UNIT)|the u_year ahead|the u_month ahead", _window),
    Rule("(?:this past|this coming|this|the same|that same|the current|that|the?(?:last|next|previous|prior|following|coming)) (?:fiscal|calendar)? (?:LONG)", _whole),
    Rule("(?:this past|this coming|this last|this next|this|last|past|next|coming) (?:monthly|monthly_weak|weekly|weekly_weak|holiday)", _named),
    Rule("(?:this past|this coming|this last|this next|this|last|past|next|coming|the coming) season", _season_alone),
    Rule("(?:APPROX)? (?:COUNT|yearly|a) (?:dash|and a half)? (?:full|whole|of)? (?:UNIT)", _duration),
    Rule("reference", lambda n: _make(n, "reference", Reference(str(n[-1].meaning)))),
    Rule("now", lambda n: _make(n, "reference", Reference("PRESENT_REF"))),
)


# --- parts of the day and of a stretch ------------------------------------------------------------

def _part(nodes: Nodes) -> Node | None:
    inner = nodes[-1]
    word = _find(nodes, "early", "mid", "late", "middle", "begin", "end", "earlier", "later")
    assert word is not None
    part = {"middle": "mid", "begin": "start", "earlier": "so_far", "later": "later"}.get(word.kind, word.kind)
    if not isinstance(inner.meaning, Calendar | Shift):
        return None
    return _make(nodes, inner.kind, replace(inner.meaning, part=part))


def _day_part(nodes: Nodes) -> Node:
    inner = next(n for n in nodes if isinstance(n.meaning, Calendar | Shift))
    time = _find(nodes, "daypart", "u_night", "clock")
    value = "NI" if time is None or time.kind == "u_night" else str(time.meaning)
    return _make(nodes, inner.kind, replace(inner.meaning, time=value))


def _this_part(nodes: Nodes) -> Node:
    count = {"last": -1, "this": 0, "that": 0, "next": 1, "the": 0}[nodes[0].kind]
    value = "NI" if nodes[-1].kind == "u_night" else str(nodes[-1].meaning)
    return _make(nodes, "deictic", Shift("day", count, time=value))


PARTS = _ALPHABET.level(
    Rule("(?:this|last) daypart", _this_part),
    Rule("(?:full|day|weekly|deictic) comma? (?:daypart|u_night)", _day_part),
    Rule("(?:the )?(?:daypart|u_night) of (?:full|day|weekly)", _day_part),
    Rule("(?:full|day|weekly|deictic) comma? (?:at approx?)? clock|clock comma? on? (?:full|day|weekly|deictic)", _day_part),
)
STRETCHES = _ALPHABET.level(
    Rule("the? (?:early|mid|late) (?:dash|to)? (?:in )?(?:POINT)", _part),
    Rule("(?:earlier|later) (?:in )?(?:POINT)", _part),
    Rule("the? (?:very )?(?:begin|end|middle|early) (?:part )?of (?:POINT)", _part),
    Rule("the? (?:begin|end|middle) of the (?:UNIT)", lambda n: _part([*n[:-1], Node("whole_unit", n[-1].start, n[-1].end, Shift(n[-1].kind[2:], 0))])),
)


# --- ranges ---------------------------------------------------------------------------------------

def _range(nodes: Nodes) -> Node | None:
    ends = [n for n in nodes if isinstance(n.meaning, Calendar | Shift | Relation)]
    return _make(nodes, "range", Interval(ends[0], ends[-1])) if len(ends) == 2 else None


def _since(nodes: Nodes) -> Node:
    return _make(nodes, "range", Interval(nodes[-1], None))


def _until(nodes: Nodes) -> Node:
    return _make(nodes, "range", Interval(None, nodes[-1]))


RANGES = _ALPHABET.level(
    Rule("(?:from|begin (?:in|on)?) (?:APPROX)? (?:POINT|monthly_weak) comma? (?:TO) (?:APPROX)? (?:in|on)? (?:POINT|monthly_weak)", _range),
    Rule("between (?:APPROX)? (?:POINT|monthly_weak) and (?:APPROX)? (?:POINT|monthly_weak)", _range),
    Rule("(?:POINT|monthly_weak) (?:through|until|to|dash) (?:APPROX)? (?:POINT|monthly_weak)", _range),
    Rule("since (?:APPROX)? (?:in|on)? (?:POINT|monthly_weak)", _since),
    Rule("(?:through|until) (?:APPROX)? (?:POINT|monthly_weak)", _until),
)

LEVELS = (NUMBERS, CALENDAR, RELATIVE, PARTS, STRETCHES, RANGES)


def parse(island: list[Node]) -> list[Node]:
    """Run the cascade over one island; the nodes that come out are words and whole expressions."""
    for level in LEVELS:
        island = level(island)
    return island
