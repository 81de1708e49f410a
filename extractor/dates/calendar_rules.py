"""The grammar's first two levels: numbers, and dates that are named by the calendar."""

from __future__ import annotations

from extractor.dates.cascade import Build, Nodes
from extractor.dates.classes import ALPHABET, find, integer, make
from extractor.dates.expressions import Calendar, Interval, Node

# --- numbers ------------------------------------------------------------------------------------


def _sum(nodes: Nodes) -> float:
    return sum(float(n.meaning) for n in nodes if n.kind in ("tens", "ones", "small", "number"))


def _count(value: float | None) -> Build:
    return lambda nodes: make(nodes, "count", value)


def _long_year(nodes: Nodes) -> Node | None:
    """ "two thousand twenty-three": a year in words."""
    if nodes[0].meaning != 2 or nodes[1].meaning != 1000:
        return None
    return make(nodes, "year", 2000 + int(_sum(nodes[2:])))


NUMBERS = ALPHABET.level(
    ("tens dash? ordinal", lambda n: make(n, "ordinal", n[0].meaning + n[-1].meaning)),
    (
        "(?:a|small|ones|number) dash? and dash? a dash? half",
        lambda n: make(n, "count", (_sum(n) or 1) + 0.5),
    ),
    ("half a(?= UNIT)|a? half(?= dash? UNIT)", _count(0.5)),
    ("(?:a|small|ones) dozen", lambda n: make(n, "count", (_sum(n) or 1) * 12)),
    ("ones scale and? (?:tens dash? ones|tens|ones)", _long_year),
    (
        "(?:a|small|ones|number|tens) scale",
        lambda n: make(n, "count", (_sum(n) or 1) * n[-1].meaning),
    ),
    ("tens dash? ones|tens|ones", lambda n: make(n, "count", _sum(n))),
    ("a? (?:very )?few|the? several|(?:dozens|scale|dozen) of?", _count(None)),
    ("a? couple of?(?= UNIT)", _count(2.0)),
)


# --- the calendar -------------------------------------------------------------------------------

_MONTHS = ("month", "month_abbr", "month_weak")
_WEEKDAYS = ("weekday", "weekday_abbr")
_LONGEST = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _full(nodes: Nodes) -> Node | None:
    day, month = integer(nodes, "small", "ordinal"), integer(nodes, *_MONTHS)
    year = integer(nodes, "year")
    if not day or not month or day > (31 if year else _LONGEST[month]):
        return None  # "May 45"; with a year, "February 30, 2021" is a date that does not exist
    meaning = Calendar(year=year, month=month, day=day, weekday=integer(nodes, *_WEEKDAYS))
    return make(nodes, "full" if year else "day", meaning)


def _dated_holiday(nodes: Nodes) -> Node:
    """ "Easter Monday, April 1, 2024": the date counts."""
    return make(nodes, nodes[-1].kind, nodes[-1].meaning)


def _month(nodes: Nodes) -> Node:
    year = integer(nodes, "year", "year_quote")
    doubtful = year is None and find(nodes, "month") is None
    meaning = Calendar(year=year, month=integer(nodes, *_MONTHS))
    return make(nodes, "monthly_weak" if doubtful else "monthly", meaning)


def _months(nodes: Nodes) -> list[Node]:
    """ "February and April 2010": the year holds for both."""
    year = integer(nodes, "year")
    names = [node for node in nodes if node.kind in _MONTHS]
    made = [Node("monthly", n.start, n.end, Calendar(year=year, month=n.meaning)) for n in names]
    made[-1] = made[-1]._replace(end=nodes[-1].end)
    out: list[Node] = []
    for node in nodes:
        if node.kind in _MONTHS:
            out.append(made[names.index(node)])
        elif node.kind in ("and", "or", "comma"):
            out.append(node)
    return out


def _days(nodes: Nodes) -> Node | list[Node] | None:
    """Several days of one month; joined ends and neighbours are a range."""
    month, year = integer(nodes, *_MONTHS), integer(nodes, "year")
    words = [node for node in nodes if node.kind in ("small", "ordinal")]
    days = [int(node.meaning) for node in words]
    if any(node.end - node.start > 4 for node in words[1:]):
        return None  # "May 3 and the fifth defendant"
    if year is None and not find(nodes, "and", "or", "dash", "to", "through", "until"):
        return None  # "On May 3, 15 defendants"
    if not month or days[0] < 1 or days[-1] > _LONGEST[month] or sorted(set(days)) != days:
        return None
    made = [
        Node("full" if year else "day", n.start, n.end, Calendar(year=year, month=month, day=d))
        for n, d in zip(words, days, strict=True)
    ]
    made[0] = made[0]._replace(start=nodes[0].start)
    made[-1] = made[-1]._replace(end=nodes[-1].end)
    joined = find(nodes, "dash", "to", "through", "until") is not None
    if (len(days) == 2 and joined) or days[-1] - days[0] == len(days) - 1:
        return make(nodes, "range", Interval(made[0], made[-1]))
    return None if joined else made


def _quarter(nodes: Nodes) -> Node | None:
    number = integer(nodes, "ordinal", "quarter_code")
    if number is None or not 1 <= number <= 4:
        return None
    fiscal = find(nodes, "fiscal", "fy", "fiscal_code") is not None
    year = integer(nodes, "year", "fiscal_code")
    return make(nodes, "quarterly", Calendar(year, quarter=number, fiscal=fiscal))


def _half(nodes: Nodes) -> Node | None:
    number = 2 if find(nodes[:2], "last") else integer(nodes, "ordinal")
    if number not in (1, 2):
        return None
    year = integer(nodes, "year")
    return make(nodes, "quarterly" if year else "half_weak", Calendar(year, half=number))


def _fiscal(nodes: Nodes) -> Node:
    year = integer(nodes, "year", "fiscal_code")
    if year is None:
        short = integer(nodes, "small") or 0
        year = short + (2000 if short < 60 else 1900)
    fiscal = find(nodes, "fiscal", "fy", "fiscal_code") is not None
    return make(nodes, "yearly", Calendar(year, fiscal=fiscal))


def _season(nodes: Nodes) -> Node:
    season = find(nodes, "season")
    year = integer(nodes, "year", "year_quote")
    return make(nodes, "seasonal", Calendar(year, season=season.meaning if season else None))


def _holiday(nodes: Nodes) -> Node:
    return make(nodes, "holiday", Calendar(integer(nodes, "year"), holiday=nodes[0].meaning))


_WEEKDAY_RULES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _nth_weekday(nodes: Nodes) -> Node | None:
    """ "the first Monday of May", "the last Friday in June 2024": by the rule of a holiday."""
    number = -1 if find(nodes[:2], "last") else integer(nodes, "ordinal")
    month, weekday = integer(nodes, *_MONTHS), integer(nodes, *_WEEKDAYS)
    if number not in (-1, 1, 2, 3, 4) or month is None or weekday is None:
        return None
    rule = f"{month:02d}-{_WEEKDAY_RULES[weekday]}{number}"
    return make(nodes, "holiday", Calendar(integer(nodes, "year"), holiday=rule))


def _century(nodes: Nodes) -> Node | None:
    number = integer(nodes, "ordinal") or 99
    return make(nodes, "century", Calendar(century=number)) if number < 30 else None


def _decade(nodes: Nodes) -> Node:
    first = int(nodes[-1].meaning) + (0 if nodes[-1].kind == "decade_full" else 1900)
    return make(nodes, "decade", Calendar(decade=first))


def _weekday(nodes: Nodes) -> Node:
    kind = "weekly" if nodes[0].kind == "weekday" else "weekly_weak"
    return make(nodes, kind, Calendar(weekday=integer(nodes, *_WEEKDAYS)))


def _short_range(nodes: Nodes) -> Node | None:
    """ "2019-20", "2015–16 school year", "FY 2021-22"."""
    first, dash, last = nodes[-3:]
    year = first.meaning - first.meaning % 100 + last.meaning
    glued = first.end == dash.start and dash.end == last.start
    if not glued or not first.meaning < year <= first.meaning + 10:
        return None
    fiscal = find(nodes, "fiscal", "fy") is not None
    start = Node("yearly", first.start, first.end, Calendar(first.meaning, fiscal=fiscal))
    end = Node("yearly", last.start, last.end, Calendar(year, fiscal=fiscal))
    return make(nodes, "range", Interval(start, end))


_FISCAL = "(?:fiscal u_year?|fy|calendar u_year)"

CALENDAR = ALPHABET.level(
    # several days of a month: "Dec. 6 and 7", "May 3, 4 and 9, 2021", "June 1-2", "3 to 5 May"
    (
        "(?:WEEKDAY comma?)? MONTH the? DAY"
        # but not "on October 8 to 27 months"
        " (?:(?:comma? and|comma|or|dash|to|through|until) the? DAY(?! dash? UNIT)){1,9} IN_YEAR?",
        _days,
    ),
    ("(?:holiday|WEEKDAY) comma? the? MONTH the? DAY IN_YEAR?", _full),
    ("MONTH the? DAY IN_YEAR?", _full),
    ("the? DAY (?:(?:dash|to|through|and) the? DAY){1,9} of? MONTH IN_YEAR?", _days),
    (
        "(?:WEEKDAY comma?)? the? DAY dash? of? MONTH"
        " (?:dash? year|IN_YEAR|(?! the? DAY comma? year))",
        _full,
    ),
    ("(?:the|this)? ordinal u_day of MONTH (?:IN_YEAR)?", _full),
    ("year comma? the? MONTH the? DAY", _full),
    ("MONTH (?:(?:and|or|comma) MONTH){1,9} IN_YEAR", _months),
    ("MONTH (?:IN_YEAR|year_quote)", _month),
    # quarters, halves, fiscal years
    (
        "the? (?:fiscal dash?)? ordinal fiscal? dash? u_quarter"
        f" (?:comma? of? the? {_FISCAL}? (?:year|fiscal_code))?",
        _quarter,
    ),
    (
        "(?:fiscal|fy)? year quarter_code|fiscal_code quarter_code"
        f"|quarter_code of? {_FISCAL}? (?:year|fiscal_code)"
        "|quarter_code",
        _quarter,
    ),
    ("the? (?:ordinal|last) dash? half (?:of year)?", _half),
    ("(?:fiscal u_year?|fy|tax u_year) year dash small|year dash small", _short_range),
    (
        "(?:fiscal u_year? fy?|fy) dash? (?:year|small)|fiscal_code|(?:tax|calendar) u_year year",
        _fiscal,
    ),
    ("the u_year (?=year)", lambda n: []),
    ("the? season of? (?:year|year_quote)", _season),
    ("holiday comma (?=full|MONTH)", lambda n: []),
    ("holiday (?:comma? of? year)?", _holiday),
    ("the? (?:ordinal|last) WEEKDAY (?:of|in) MONTH IN_YEAR?", _nth_weekday),
    ("the? ordinal dash? u_century", _century),
    ("the? (?:decade_full|decade_short|decade_word)", _decade),
    ("MONTH", _month),
    ("WEEKDAY", _weekday),
    ("year", lambda n: make(n, "yearly", Calendar(year=n[0].meaning))),
)
