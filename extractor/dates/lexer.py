"""From characters to islands: runs of neighbouring words that a date expression can be made of.

Every other word ends an island, so the grammar sees a few short runs a sentence and nothing else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractor import lexicons
from extractor.dates import normalise
from extractor.dates.expressions import Calendar, Node

# The grammar's own closed-class words, by the class that its rules call them.
FUNCTION_WORDS = {
    "of": "of", "the": "the", "in": "in", "to": "to", "and": "and", "or": "or", "from": "from",
    "between": "between", "through": "through", "thru": "through", "until": "until",
    "till": "until", "since": "since", "by": "by", "on": "on", "at": "at", "for": "for", "a": "a",
    "an": "a", "ago": "ago", "earlier": "earlier", "later": "later", "before": "before",
    "after": "after", "prior": "prior", "following": "following", "previous": "previous",
    "preceding": "previous", "last": "last", "past": "past", "next": "next", "coming": "coming",
    "upcoming": "coming", "this": "this", "that": "that", "same": "same", "current": "current",
    "recent": "recent", "each": "each", "every": "each", "per": "per", "other": "other",
    "early": "early", "mid": "mid", "late": "late", "beginning": "begin", "start": "begin",
    "starting": "begin", "outset": "begin", "end": "end", "ending": "end", "ended": "end",
    "close": "end", "middle": "middle", "half": "half", "part": "part_word",
    "continuing": "continuing", "leading": "leading", "over": "over", "within": "within",
    "during": "during", "throughout": "during", "about": "approx", "approximately": "approx",
    "around": "approx", "roughly": "approx", "circa": "approx", "nearly": "approx",
    "almost": "approx", "some": "approx", "least": "least", "more": "more", "less": "more",
    "than": "than", "as": "as", "up": "up", "few": "few", "several": "several", "many": "several",
    "couple": "couple", "dozen": "dozen", "dozens": "dozens", "fiscal": "fiscal", "tax": "tax",
    "calendar": "calendar", "fy": "fy", "now": "now", "ahead": "ahead", "future": "future",
    "near": "near", "present": "present", "full": "whole", "whole": "whole", "entire": "whole",
    "straight": "whole", "consecutive": "whole", "old": "old", "once": "once", "twice": "once",
    "just": "just", "very": "very", "business": "whole", "its": "its", "anniversary": "anniversary",
}  # fmt: skip

# Month names that are also common words: a month only with a day, a year or a preposition.
_WEAK = frozenset({"May", "March", "MAY", "MARCH", "AUGUST"})
_NEVER_LOWER = frozenset({"may", "march", "august"})

# Classes that alone cannot make an expression: an island of nothing else is dropped at once.
_IDLE = (frozenset(FUNCTION_WORDS.values()) - {"future", "past", "now"}) | {
    "comma", "dash", "dot", "number", "small", "ones", "tens", "scale", "ordinal",
}  # fmt: skip

_DOTTED = frozenset({"month_abbr", "weekday_abbr"})

_SCAN = re.compile(
    r"""[^\W\d_]+(?:\d\w*)?
    |\d\w*(?:[.,:/–-]\d\w*|-[A-Z][a-z]{2,8}-\d+)*(?:\s?[aApP]\.?[mM]\b\.?|['’]s\b|\s?o['’]clock\b)?
    |['’]\d\d(?!\w)|--|\(FY\)|[^\w\s]""",
    re.VERBOSE,
)

_FIGURE = re.compile(
    r"""(?P<iso>(\d{4})-(\d\d?)-(\d\d?)(?:T([\d:]+)Z?)?)
    |(?P<slash>(\d\d?)/(\d\d?)/(\d{4}|\d\d))
    |(?P<dashed>(\d\d?)-(\d\d?)-(\d{4}))
    |(?P<dotted>(\d\d?)\.(\d\d?)\.(\d{4}))
    |(?P<ymd>(\d{4})/(\d\d?)/(\d\d?))
    |(?P<clock>(\d\d?)(?::(\d\d))?(?::\d\d)?\s?(?:(?P<half>[ap])\.?m\.?|o['’]clock)|(\d\d?):(\d\d)(?::\d\d)?)
    |(?P<decade>(?P<full>\d{3}0)['’]?s|(?P<short>\d0)['’]?s)
    |(?P<ordinal>(\d{1,3})(?:st|nd|rd|th))
    |(?P<year>\d{4})(?:['’]s)?
    |(?P<small>\d\d?)
    |(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d+)?)
    |(?P<quarter>[1-4])Q
    |(?P<pair>(?P<left>\d[\da-z]*)(?P<join>[,–-])(?P<right>\d[\da-z]*))""",
    re.VERBOSE | re.IGNORECASE,
)
_GLUED = re.compile(r"(?i:in|on|of|to|by|since)(?P<rest>[A-Z][a-z]+|(?:19|20)\d\d)")
_NO_DATE_BEFORE = frozenset("$€£#§¥")


@dataclass(frozen=True)
class WordEntry:
    """A line of ``date_words.jsonl``: forms, and the grammar's class and value for them."""

    id: str
    kind: str
    value: int | str
    forms: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class HolidayEntry:
    """A line of ``holidays.jsonl``: names of a day and the rule of :func:`calendar.by_rule`."""

    id: str
    rule: str
    forms: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


Word = tuple[str, object]
Token = tuple[str, int, int, object]


@cache
def words() -> dict[str, Word]:
    """Every spelling that means something to the grammar, with its class and value."""
    table: dict[str, Word] = {",": ("comma", ","), "-": ("dash", "-"), "--": ("dash", "-")}
    table |= {"–": ("dash", "-"), "—": ("dash", "-"), "(FY)": ("fy", "fy")}
    for form, kind in FUNCTION_WORDS.items():
        for spelling in (form, form.capitalize(), form.upper()):
            table[spelling] = (kind, form)
    for number in range(1, 5):
        table |= {f"Q{number}": ("quarter_code", number)}
    for number in range(100):
        table |= {f"FY{number:02d}": ("fiscal_code", 2000 + number - (100 if number >= 60 else 0))}
    for number in range(1960, 2060):
        table |= {f"FY{number}": ("fiscal_code", number)}
    for entry in lexicons.load("date_words", WordEntry):
        kind, value = entry.kind, entry.value
        for form in entry.forms:
            if kind == "unit":
                word: Word = (f"u_{value}", "plural" if form.endswith("s") else "singular")
            else:
                word = (kind, value)
            for spelling in (form, form.upper()):
                table[spelling] = ("month_weak", value) if spelling in _WEAK else word
            if kind in ("month", "weekday") and form.lower() not in _NEVER_LOWER:
                table[form.lower()] = word
            if form.islower():
                table[form.capitalize()] = word
    return table


@cache
def holidays() -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """One pattern for all names of days, the rule of each, and the tokens that they begin with."""
    rules: dict[str, str] = {}
    for entry in lexicons.load("holidays", HolidayEntry):
        rules.update(dict.fromkeys(entry.forms, entry.rule))
    names = sorted(rules, key=len, reverse=True)
    spelled = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    heads = frozenset(_SCAN.match(name).group() for name in names)  # type: ignore[union-attr]
    return re.compile(rf"(?:{spelled})(?!\w)"), rules, heads


def islands(text: str, breaks: Sequence[int] = ()) -> Iterator[list[Node]]:
    """Yield the runs of date words in ``text`` that hold more than function words.

    ``breaks`` are offsets, ascending, that no run crosses (the starts of sentences). Only the text
    around words that can make a run worth keeping is cut into tokens at all.
    """
    lookup = words().get
    names, rules, heads = holidays()
    trigger = _trigger()
    run: list[Token] = []
    useful = False
    at = skip_to = 0
    stops = iter(breaks)
    stop = next(stops, len(text) + 1)
    while hit := trigger.search(text, at):
        reached = hit.end()
        for found in _SCAN.finditer(text, _token_start(text, at, hit.start())):
            word = found.group()
            known = lookup(word)
            if known is None and word.islower() and word.isalpha():
                if useful:
                    yield [Node(*token) for token in run]
                    useful = False
                if run:
                    run = []
                at = found.end()
                if at > reached:
                    break
                continue
            start, end = found.span()
            if start < skip_to:
                continue
            if word in heads and (name := names.match(text, start)):
                end = skip_to = name.end()
                rule = rules[re.sub(r"\s+", " ", name.group())]
                made: list[Token] = [("holiday", start, end, rule)]
            elif known is not None:
                made = [(known[0], start, end, known[1])]
            else:
                made = _other(text, start, end, word, run[-1] if run else None)
            if run and (not made or start >= stop or _blank_line(text, run[-1][2], start)):
                if useful:
                    yield [Node(*token) for token in run]
                run, useful = [], False
            if start >= stop:
                stop = next((s for s in stops if s > start), len(text) + 1)
            for token in made:
                run.append(token)
                if token[0] not in _IDLE:
                    useful = True
        else:
            break
    if useful:
        yield [Node(*token) for token in run]


# How far before a trigger its run can begin: only function words and numbers in words stand there.
_MARGIN = 64


def _token_start(text: str, at: int, trigger: int) -> int:
    """Where to begin to cut: at a white space before the trigger, not before ``at``."""
    begin = trigger - _MARGIN
    if begin <= at:
        return at
    return max(at, text.rfind(" ", at, begin) + 1)


@cache
def _trigger() -> re.Pattern[str]:
    """A digit, or a word or name of a day without which a run is not worth keeping."""
    useful = {word for word, (kind, _) in words().items() if kind not in _IDLE and word.isalpha()}
    useful |= set(holidays()[1])
    months = {w for w, (kind, _) in words().items() if kind in ("month", "weekday")}
    spelled, glued = _alternatives(useful), _alternatives({m for m in months if m.istitle()})
    spelled = spelled.replace(r"\ ", r"\s+")  # names of days have several words
    return re.compile(rf"\d|\b(?:{spelled})(?!\w)|(?<=in|on|of|to|by)(?:{glued})")


def _alternatives(spellings: set[str]) -> str:
    """A pattern for any of some words that shares their beginnings, so that it fails fast."""
    by_head: dict[str, set[str]] = {}
    for spelling in spellings:
        by_head.setdefault(spelling[:1], set()).add(spelling[1:])
    ends = by_head.pop("", None) is not None
    parts = [re.escape(h) + _alternatives(tails) for h, tails in sorted(by_head.items())]
    if not parts:
        return ""
    joined = parts[0] if len(parts) == 1 and not ends else f"(?:{'|'.join(parts)})"
    return joined + "?" if ends else joined


def _other(text: str, start: int, end: int, word: str, last: Token | None) -> list[Token]:
    """A token that is no word of the grammar, as nodes: figures, a dot, words run together."""
    if word[0].isdigit():
        return _figure(text, start, end, word)
    if word == ".":
        dotted = last is not None and last[0] in _DOTTED and last[2] == start
        return [("dot", start, end, word)] if dotted else []
    if word[-1].isdigit() and word[0] in "'’":
        year = int(word[1:])
        return [("year_quote", start, end, year + (2000 if year < 50 else 1900))]
    if len(word) > 5 and word.isalnum():
        return _unglue(start, end, word)
    return []


def _blank_line(text: str, start: int, end: int) -> bool:
    return end - start > 1 and text.count("\n", start, end) > 1


def _unglue(start: int, end: int, word: str) -> list[Token]:
    """ "in2009", "inFebruary": text that lost its spaces when it was stored."""
    glued = _GLUED.fullmatch(word)
    if not glued:
        return []
    rest = glued["rest"]
    start += glued.start("rest")
    if rest.isdigit():
        return [("year", start, end, int(rest))]
    known = words().get(rest)
    if known is None or known[0] not in ("month", "weekday"):
        return []
    return [(known[0], start, end, known[1])]


def _figure(text: str, start: int, end: int, word: str) -> list[Token]:
    """A token that begins with a digit as nodes; none where it is no part of a date."""
    if (start and text[start - 1] in _NO_DATE_BEFORE) or text[end : end + 1] in ("%", "°"):
        return []
    found = _FIGURE.fullmatch(word)
    if found is None:
        day = normalise.read(word)
        return [] if day is None else [("full", start, end, _day(day))]
    group = found.lastgroup or ""
    if found["pair"]:
        middle = start + found.start("join")
        left = _figure(text, start, middle, found["left"])
        right = _figure(text, middle + 1, end, found["right"])
        if len(left) != 1 or len(right) != 1:
            return []
        kind = "comma" if found["join"] == "," else "dash"
        return [*left, (kind, middle, middle + 1, word), *right]
    if group == "year":
        end = start + 4
    made = _plain_figure(found, group)
    return [] if made is None else [(made[0], start, end, made[1])]


def _day(day: dt.date) -> Calendar:
    return Calendar(year=day.year, month=day.month, day=day.day)


def _plain_figure(found: re.Match[str], group: str) -> Word | None:
    numbers = [int(n) for n in re.findall(r"\d+", found.group())]
    if found["iso"] or found["ymd"]:
        return _full(numbers[0], numbers[1], numbers[2], [f"{n:02d}" for n in numbers[3:5]])
    if found["slash"] or found["dashed"] or found["dotted"]:
        first, second, year = numbers
        if year < 100:
            year += 2000 if year < 50 else 1900
        if found["dotted"] or first > 12:
            first, second = second, first
        return _full(year, first, second)
    if found["clock"]:
        hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
        half = (found["half"] or "").lower()
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
        return ("clock", f"T{hour:02d}:{minute:02d}") if hour < 25 and minute < 60 else None
    if found["full"]:
        if numbers[0] >= 2010 and not found["decade"].isalnum():
            return "year", numbers[0]
        return ("decade_full", numbers[0]) if 1000 <= numbers[0] < 2200 else None
    if found["short"]:
        return ("decade_short", numbers[0]) if numbers[0] >= 20 else None
    if found["ordinal"]:
        return "ordinal", numbers[0]
    if found["year"]:
        return ("year" if 1000 <= numbers[0] < 2200 else "number"), numbers[0]
    if found["small"]:
        return "small", numbers[0]
    if found["quarter"]:
        return "quarter_code", numbers[0]
    return "number", float(found.group().replace(",", ""))


def _full(year: int, month: int, day: int, clock: Sequence[str] = ()) -> Word | None:
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year < 2200):
        return None
    time = "T" + ":".join(clock) if clock else None
    return "full", Calendar(year=year, month=month, day=day, time=time)
