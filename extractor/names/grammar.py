"""Names that follow a form: police departments, courts, field offices, acts, operations.

The forms are data (``lexicons/name_forms.jsonl``): regular expressions with a few macros, tried
only where one of their gate words stands in a run of capitalised words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractor import lexicons
from extractor.names.gazetteer import phrases, places

UPPER = "A-ZÀ-ÖØ-Þ"
# A capitalised word without its possessive, or an abbreviation
_W = rf"(?:(?:[{UPPER}]\.){{1,3}}(?:-\w+)*|(?:St|Ft|Mt|Ste)\.|[{UPPER}]\w*(?:[-/&]\w+)*)"
_JOIN = r"(?:(?:of|for|on|in)(?: the)? |(?:and|&) |the )?"

# A stretch in which a name may stand: capitalised words, figures and what joins them
_RUN = re.compile(
    rf"(?<!\w)(?:[{UPPER}]|\.\d\d |\d\d? ?mm |police departments|police and fire|government of"
    r"|[Ss]ections? \d|resolutions? \d|port of|\d+,? (?:U\.?S\.?C|C\.?F\.?R))\S*"
    r"(?: (?:(?:of|for|on|in|the|and|to|with|from|by|de|del|la|las|los|y|or|al|ul|wal|against"
    r"|&|§+|-|–|and/or|order|offices?|fire|semi-?automatic|automatic|single-shot|assault|sniper|style|caliber|machine"
    r"|pistols?|rifles?|handguns?|grenade|launchers?|firearms?|departments|police|organi[sz]ation|family|drug"
    r"|money|crime|criminal|street|prison|organi[sz]ed|transnational|trafficking|laundering|gang|group"
    r"|ports?|entry|crossing|checkpoint|force|initiative|cartel|border)(?=[ ,.;:)]|$)[,.]?"
    rf"|[{UPPER}0-9(“\"§.]\S*|(?:al|ul|el|wal)-\S+))*"
)


class Found(NamedTuple):
    """A span that a form found."""

    start: int
    end: int
    label: str
    rule: str


@dataclass(frozen=True, slots=True)
class Form:
    """A line of ``name_forms.jsonl``.

    ``pattern`` may use ``<W>`` (a capitalised word), ``<WS>`` (one to five), ``<OF>`` (words
    joined by of, for, and ...), ``<LIST>`` (the same, with commas), ``<STATE>`` (a U.S. state or
    its abbreviation), ``<STATES>`` (one in capitals), ``<US>`` and ``<S>`` (a possessive, whole or
    lost). Named groups in it are what is found, else the whole match. ``gates`` are words without
    which it cannot hold; a form that holds ``anywhere`` is tried on the whole text. An example
    marks what must be found by square brackets.
    """

    id: str
    label: str
    gates: tuple[str, ...]
    pattern: str
    anywhere: bool = False
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@cache
def forms() -> tuple[Form, ...]:
    """All forms, in the order of the file."""
    return lexicons.load("name_forms", Form)


@cache
def breaks() -> re.Pattern[str]:
    """Words that end a name even where a heading capitalises them."""
    listed = "|".join(map(re.escape, phrases("name_breaks")))
    return re.compile(
        rf"\b(?:\w+-[Bb]ased|(?<=\bin )May|(?:{listed}))\b(?![-/]|(?<=\bA)\.)"  # not "A." in a name
    )


def _states() -> str:
    names = {
        name
        for place in places().values()
        if place.kind == "state" and place.country == "US"
        for name in (*place.aliases, *place.abbreviations)
    }
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


@cache
def _compiled() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    macros = {
        "<WS>": rf"{_W}(?: {_W}){{0,4}}",
        "<W>": _W,
        "<OF>": rf"{_W}(?: {_JOIN}{_W}){{0,9}}",
        "<LIST>": rf"{_W}(?:,? {_JOIN}{_W}){{0,9}}",
        "<STATES>": rf"(?:{_states().upper()})",
        "<STATE>": rf"(?:{_states()})",
        "<US>": r"(?:U\. ?S\.|US|United States)",
        "<S>": r"[’']?s?[’']?",
    }
    out = []
    for form in forms():
        pattern = form.pattern
        for macro, meaning in macros.items():
            pattern = pattern.replace(macro, meaning)
        out.append((form, re.compile(rf"(?<!\w)(?:{pattern})")))
    return tuple(out)


_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?|\w+|,")


@cache
def _by_gate() -> dict[str, tuple[int, ...]]:
    table: dict[str, list[int]] = defaultdict(list)
    for i, form in enumerate(forms()):
        for gate in form.gates:
            table[gate].append(i)
    return {gate: tuple(rules) for gate, rules in table.items()}


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches outside which no form can hold."""
    ends = breaks()
    for m in _RUN.finditer(text):
        start, end = m.span()
        for stop in ends.finditer(text, start, end):
            if stop.start() - start > 3:
                yield start, stop.start()
            start = stop.end()
        if end - start > 3:
            yield start, end


def find(text: str) -> Iterator[Found]:
    """All spans of all forms; they may overlap, within a form and between forms."""
    gates, compiled = _by_gate(), _compiled()
    for form, pattern in compiled:
        if form.anywhere:
            for m in pattern.finditer(text):
                yield from _found(text, form, m)
    for start, end in runs(text):
        open_: set[int] = set()
        for word in _WORD.findall(text, start, end):
            if word in gates:
                open_.update(gates[word])
        for i in sorted(open_):
            form, pattern = compiled[i]
            for m in pattern.finditer(text, start, end):
                yield from _found(text, form, m)


def _found(text: str, form: Form, m: re.Match[str]) -> Iterator[Found]:
    if form.id == "act":
        yield Found(_after_article(text, *m.span()), m.end(), form.label, form.id)
    elif m.re.groupindex:
        for group in m.re.groupindex:
            yield Found(*m.span(group), form.label, form.id)
    else:
        yield Found(*m.span(), form.label, form.id)


def _after_article(text: str, start: int, end: int) -> int:
    """Where the act's own name begins: behind the last "the" ("pursuant to the Lacey Act")."""
    at = text.rfind(" the ", start, end)
    return at + 5 if at >= 0 and " " in text[at + 5 : end] else start
