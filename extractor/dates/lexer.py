"""From characters to islands: runs of neighbouring words that a date expression can be made of.

Every other word ends an island, so the grammar sees a few short runs a sentence and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractor import lexicons
from extractor.dates.expressions import Calendar, Node

# Words of the grammar itself: closed-class words and what they stand for in its rules.
FUNCTION_WORDS = {
    "of": "of", "the": "the", "in": "in", "to": "to", "and": "and", "or": "or", "from": "from",
    "between": "between", "through": "through", "thru": "through", "until": "until",
    "till": "until", "til": "until", "since": "since", "by": "by", "on": "on", "at": "at",
    "for": "for", "a": "a", "an": "a", "ago": "ago", "earlier": "earlier", "later": "later",
    "before": "before", "after": "after", "prior": "prior", "following": "following",
    "previous": "previous", "preceding": "previous", "last": "last", "past": "past",
    "next": "next", "coming": "coming", "upcoming": "coming", "this": "this", "that": "that",
    "same": "same", "current": "current", "each": "each", "every": "each", "per": "per", "other": "other",
    "early": "early", "mid": "mid", "late": "late", "beginning": "begin", "start": "begin",
    "starting": "begin", "commencing": "begin", "outset": "begin", "onset": "begin",
    "end": "end", "ending": "end", "close": "end", "closing": "end", "middle": "middle", "half": "half",
    "continuing": "continuing", "over": "over", "within": "within", "during": "during",
    "about": "approx", "approximately": "approx", "around": "approx", "roughly": "approx",
    "circa": "approx", "nearly": "approx", "almost": "approx", "some": "some", "least": "least",
    "more": "more", "than": "than", "as": "as", "up": "up", "few": "few", "several": "several",
    "many": "several", "couple": "couple", "dozen": "dozen", "dozens": "dozens", "fiscal": "fiscal",
    "tax": "tax", "calendar": "calendar", "fy": "fy", "now": "now", "ahead": "ahead", "date": "date", "time": "time",
    "period": "period", "old": "old", "whole": "whole", "entire": "whole", "full": "whole",
    "day's": "possessive", "leading": "leading", "running": "running", "once": "once", "twice": "once",
    "both": "both", "no": "no", "its": "its", "least": "least", "just": "just", "only": "just",
}

# Month names that are also common words or names: a month only with a day, a year or a preposition.
WEAK_MONTHS = {"May", "March", "MAY", "MARCH"}
LOWER_MONTHS_NEVER = {"may", "march", "august"}

_SCAN = re.compile(
    r"""(?P<iso>\d{4}-\d{1,2}-\d{1,2}(?:T\d\d:?\d\d(?::?\d\d)?Z?)?(?![\w-]|/\d))
    |(?P<slash>\d{1,2}([/.-])\d{1,2}\3(?:\d{4}|\d\d)(?![\w/-])|\d{4}/\d{1,2}/\d{1,2}(?![\w/]))
    |(?P<clock>\d{1,2}(?::\d\d){1,2}(?:\s?[ap]\.?m\b\.?|\s?[AP]\.?M\b\.?)?|\d{1,2}\s?(?:[ap]\.?m\b\.?|[AP]\.?M\b\.?|o['’]clock))
    |(?P<decade>['’]?\d0['’]?s\b|\d{3}0['’]?s\b)
    |(?P<digits>(?<![\w$€£#§¥])['’]?\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th)?(?![\w%]))
    |(?P<word>[^\W_]+(?:['’][^\W\d_]+)*)
    |(?P<dash>--?|[–—])
    |(?P<punct>[^\w\s])""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class WordEntry:
    """A line of ``date_words.jsonl``: a form and the grammar's class and value for it."""

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


@cache
def words() -> dict[str, tuple[str, object]]:
    """Every spelling that means something to the grammar, with its class and value."""
    table: dict[str, tuple[str, object]] = {}
    for form, kind in FUNCTION_WORDS.items():
        for spelling in (form, form.capitalize(), form.upper()):
            table[spelling] = (kind, form)
    del table["AT"], table["A"], table["IN"], table["OR"]  # initials and states
    table["A"] = ("a", "a")
    table["Fy"] = table["FY"]
    for entry in lexicons.load("date_words", WordEntry):
        kind, value = entry.kind, entry.value
        if kind == "unit":
            kind = f"u_{value}"
        for form in entry.forms:
            for spelling in {form, form.upper()}:
                weak = spelling in WEAK_MONTHS or (kind == "month" and spelling == "AUGUST")
                table[spelling] = ("month_weak" if weak else kind, value)
            if kind in ("month", "weekday") and form.lower() not in LOWER_MONTHS_NEVER:
                table[form.lower()] = (kind, value)
            if form.islower():
                table[form.capitalize()] = (kind, value)
    return table


@cache
def holidays() -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """One pattern for all names of days, the rule of each, and the words that they begin with."""
    rules: dict[str, str] = {}
    for entry in lexicons.load("holidays", HolidayEntry):
        rules.update(dict.fromkeys(entry.forms, entry.rule))
    names = sorted(rules, key=len, reverse=True)
    pattern = re.compile(
        r"(?:" + "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in names) + r")(?!\w)"
    )
    heads = frozenset(re.match(r"[^\W_]+(?:['’][^\W\d_]+)*|\d+", n).group() for n in names)  # type: ignore[union-attr]
    return pattern, rules, heads


def islands(text: str, breaks: Sequence[int] = ()) -> Iterator[list[Node]]:
    """Yield the runs of date words in ``text`` that hold more than function words.

    ``breaks`` are offsets, ascending, that no run crosses (the starts of sentences).
    """
    table = words()
    names, rules, heads = holidays()
    functional = set(FUNCTION_WORDS.values()) | {"comma", "dash", "dot", "number", "small", "ones", "tens", "scale", "ordinal"}
    run: list[Node] = []
    useful = False
    skip_to = 0
    stops = iter(breaks)
    stop = next(stops, len(text) + 1)
    for found in _SCAN.finditer(text):
        start, end = found.span()
        if start < skip_to:
            continue
        if start >= stop:
            while start >= stop:
                stop = next(stops, len(text) + 1)
            if useful:
                yield run
            run, useful = [], False
        group = found.lastgroup
        word = found.group()
        entry: tuple[str, object] | None = None
        if word in heads and (name := names.match(text, start)):
            end = skip_to = name.end()
            entry = ("holiday", rules[re.sub(r"\s+", " ", name.group())])
        elif group == "word":
            entry = table.get(word)
        elif group == "punct":
            if word == ",":
                entry = ("comma", word)
            elif word == "." and run and run[-1].kind in DOTTED and run[-1].end == start:
                entry = ("dot", word)
        elif group == "dash":
            entry = ("dash", word)
        else:
            entry = _figures(group or "", word)
        if entry is None:
            if useful:
                yield run
            if run:
                run = []
            useful = False
            continue
        if run and start - run[-1].end > 1 and text.count("\n", run[-1].end, start) > 1:
            if useful:
                yield run
            run, useful = [], False
        kind, value = entry
        run.append(Node(kind, start, end, value))
        if not useful and kind not in functional:
            useful = True
    if useful:
        yield run


DOTTED = frozenset({"month", "month_abbr", "month_weak", "weekday_abbr"})


def _figures(group: str, word: str) -> tuple[str, object] | None:
    if group == "iso":
        year, month, day = (int(p) for p in word.split("T")[0].split("-"))
        return "full", Calendar(year=year, month=month, day=day, time=word[10:] or None)
    if group == "slash":
        parts = [int(p) for p in re.split(r"[/.-]", word)]
        if parts[0] > 31:
            year, month, day = parts
        elif parts[0] > 12 or "." in word:
            day, month, year = parts
        else:
            month, day, year = parts
        if year < 100 and len(word.rsplit("/", 1)[-1]) == 2:
            if "/" not in word:
                return None
            year += 2000 if year < 50 else 1900
        if not (1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year <= 2200):
            return None
        return "full", Calendar(year=year, month=month, day=day)
    if group == "clock":
        return "clock", _time(word)
    if group == "decade":
        digits = int(re.sub(r"\D", "", word))
        if digits < 100:
            if word[0] not in "'’":
                return "decade_short", digits
            return "decade_full", 1900 + digits if digits >= 20 else 2000 + digits
        return "decade_full", digits
    if word[-1].isalpha():
        number = re.sub(r"\D", "", word)
        return ("ordinal", int(number)) if len(number) < 4 else None
    if word[0] in "'’":
        digits = word[1:]
        if len(digits) == 2 and digits.isdigit():
            return "year", int(digits) + (2000 if int(digits) < 50 else 1900)
        return None
    if len(word) == 4 and word.isdigit() and 1000 <= int(word) < 2200:
        return "year", int(word)
    if len(word) <= 2 and word.isdigit():
        return "small", int(word)
    if len(word) > 15:
        return None
    return "number", float(word.replace(",", ""))


def _time(word: str) -> str:
    digits = [int(d) for d in re.findall(r"\d+", word)]
    hour = digits[0]
    lower = word.lower()
    if "p" in lower and hour < 12:
        hour += 12
    elif "a" in lower and hour == 12:
        hour = 0
    return f"{hour % 24:02d}:{digits[1] if len(digits) > 1 else 0:02d}"
