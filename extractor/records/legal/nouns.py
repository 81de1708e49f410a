"""Nouns and titles for people, from the lexicons, and counts in words or figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.lexicons import load
from extractor.names.gazetteer import nationalities
from extractor.quantities.numerals import TENS, UNITS


@dataclass(frozen=True, slots=True)
class PersonNoun:
    """Nouns for people, by kind; ``examples`` are noun phrases that they head."""

    id: str
    singular: tuple[str, ...]
    plural: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialTitle:
    """Title words that, before a name, make its bearer an official and not a defendant."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|"
    r"(?:(?:a|several|two|three|four|five|six)\s+)?dozens?|hundreds|thousands|scores)"
)
_VAGUE = {
    "dozen": 12,
    "dozens": 24,
    "hundreds": 200,
    "thousands": 2000,
    "scores": 40,
    "several dozen": 24,
}


MOST = 10**9
"""More than any number of people or months that a release means: beyond it, text is damaged."""


def number(words: str) -> int | None:
    """The value of a plain count written in words or figures, ``None`` where it is neither."""
    folded = re.sub(r"\s+", " ", words.strip().casefold())
    if folded in _VAGUE:
        return _VAGUE[folded]
    if re.fullmatch(r"\d[\d,]*", folded):
        value = int(folded.replace(",", "")) if len(folded) < 20 else MOST
        return value if value < MOST else None
    if folded.endswith(" dozen"):
        first = folded.split()[0]
        return 12 * (1 if first == "a" else number(first) or 1)
    total = 0
    for part in folded.split("-"):
        if part not in UNITS and part not in TENS:
            return None
        total += int(UNITS[part] if part in UNITS else TENS[part])
    return total or None


_WORD = re.compile(r"(?<![\w-])[A-Za-z][\w-]*")
_BETWEEN = re.compile(r",?\s+(?:(?:and|or)\s+)?")


@cache
def _nouns() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    nouns = load("person_nouns", PersonNoun)
    plural = frozenset(w for n in nouns for w in n.plural)
    trades = frozenset(w for n in nouns if n.id == "work" for w in (*n.singular, *n.plural))
    return plural | {w for n in nouns for w in n.singular}, plural, trades


@cache
def _peoples() -> tuple[frozenset[str], frozenset[str]]:
    """Words of nationality, and those that stand as plural nouns ("Malaysians"), case folded."""
    words = frozenset(w.casefold() for w in nationalities())
    plural = {w.removesuffix("man") + "men" for w in words if w.endswith("man")}
    return words, frozenset(plural | {f"{w}s" for w in words if w.endswith(("n", "i", "k"))})


def is_nationality(word: str) -> bool:
    """Whether a word says of what country somebody is ("Malaysian", "Dutch")."""
    return word.casefold() in _peoples()[0]


def is_plural(noun: str) -> bool:
    """Whether a noun of the lexicon, in lower case, is one in the plural."""
    return noun in _nouns()[1] or noun in _peoples()[1]


def is_noun(noun: str) -> bool:
    """Whether the lexicon has a noun, in lower case, for people or for one of them."""
    return noun in _nouns()[0]


def is_trade(noun: str) -> bool:
    """Whether a noun of the lexicon, in lower case, is a trade or an office."""
    return noun in _nouns()[2]


def person_nouns(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of nouns for people in ``text[start:end]``, coordinated ones together."""
    known = _nouns()[0]
    peoples = _peoples()[1]
    last: tuple[int, int] | None = None
    for m in _WORD.finditer(text, start, end):
        word = m.group().casefold()
        if word not in known and not (word in peoples and m.group()[0].isupper()):
            continue
        if last and _BETWEEN.fullmatch(text, last[1], m.start()):
            # of two nouns in a row the second is the head: "criminal aliens"
            joined = bool(text[last[1] : m.start()].strip())
            last = (last[0] if joined else m.start(), m.end())
            continue
        if last:
            yield last
        last = m.span()
    if last:
        yield last
