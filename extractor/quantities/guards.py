"""What looks like an amount and is none: dates, years, ages, labels, models, sections, telephones."""

from __future__ import annotations

from extractor.quantities.numerals import HYPHENS, Number, is_digits
from extractor.quantities.tokens import Tokens
from extractor.quantities.words import word_class

_AGE_BEFORE = {"age", "aged", "ages"}
_PERSONS = {
    "children",
    "child",
    "adults",
    "adult",
    "minors",
    "minor",
    "persons",
    "people",
    "kids",
    "girls",
    "boys",
    "youth",
    "youths",
    "teens",
    "anyone",
    "those",
    "individuals",
}
_CODES = {"u.s.c", "u.s.c.", "usc", "cfr", "c.f.r.", "stat", "f.", "fed", "u.s.", "s.ct"}
_YEAR_BEFORE = {
    "in",
    "of",
    "since",
    "until",
    "by",
    "during",
    "from",
    "fy",
    "year",
    "the",
    "through",
    "and",
    "before",
    "after",
    "to",
    "early",
    "late",
    "mid",
    "fiscal",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "between",
    "years",
    "-",
    "–",
    "calendar",
    "for",
    "january",
    "'s",
}
_ORDINAL = {"st", "nd", "rd", "th", "s", "am", "pm", "a.m", "p.m", "ers"}


def no_amount(t: Tokens, n: Number, unit_follows: bool, noun_follows: bool) -> bool:
    """Whether the number is part of a date, an age, a name, a label, a section or a telephone number."""
    i, j = n.start, n.end
    before, after = t.low[i - 1] if i else "", t.low[j]
    if n.words:
        return _word_label(t, n, before, after, unit_follows, noun_follows)
    return (
        _inside_code(t, i, j)
        or _age(t, n, before, after, unit_follows, noun_follows)
        or _clock_or_date(t, n, before, after)
        or _label(t, n, before, unit_follows, noun_follows)
        or (not unit_follows and _year(t, n, before, after))
        or _list_number(t, n)
    )


def _inside_code(t: Tokens, i: int, j: int) -> bool:
    """Glued to letters or to other numbers: "MS-13", "7.62x39", "202-514-2007", "924(c)", "18-cr-00123"."""
    word = t.words[i]
    if t.glued(i):
        left = t.words[i - 1]
        if left[-1:].isalpha() and t.low[i - 1] not in _RUN_ON:
            return True
        if left in HYPHENS and i > 1 and t.glued(i - 1) and t.words[i - 2][-1:].isalnum():
            return t.low[i - 2] not in ("mid",) or True
        if left in ("#", "_", "@", "/", "=", "§", "&", "'", "’") and left != "/":
            return True
        if left in ("/", ".", ":") and i > 1 and t.glued(i - 1) and t.words[i - 2][-1:].isalnum():
            return True
    if t.low[i - 1 if i else 0] in ("§", "§§", "#") and i:
        return True
    if len(word) > 1 and word[0] == "0" and word[1].isdigit():
        return True
    if t.glued(j):
        nxt = t.words[j]
        if nxt == "(" and t.glued(j + 1) and t.glued(j + 2) and t.words[j + 2] == ")":
            return True
        if nxt in (":", "/", "_", "@", "=") and t.glued(j + 1) and t.words[j + 1][:1].isalnum():
            return nxt != "/" or is_digits(t.words[j + 1])
        if nxt == "." and t.glued(j + 1) and is_digits(t.words[j + 1]):
            return True
    return t.low[j] in _CODES or (t.low[j] == "u" and t.low[j + 2] == "s" and t.low[j + 4] == "c")


_RUN_ON = {
    "than",
    "to",
    "of",
    "over",
    "about",
    "and",
    "nearly",
    "with",
    "least",
    "some",
    "rs",
    "us",
}


def _age(
    t: Tokens, n: Number, before: str, after: str, unit_follows: bool, noun_follows: bool
) -> bool:
    i, j = n.start, n.end
    if before in _AGE_BEFORE or (before == "of" and t.low[i - 2] in _AGE_BEFORE and i > 1):
        return True
    if not unit_follows and n.value < 120:
        if before == "," and i > 1 and t.words[i - 2][:1].isalpha() and not noun_follows:
            closes = after in (",", ".", ";", ")", "", "-", "–", "—") or after in (
                "and",
                "of",
                "was",
            )
            if closes and t.words[i - 2][:1].isupper():
                return True
        if before in ("under", "over") and i > 1 and t.low[i - 2] in _PERSONS and not noun_follows:
            return True
        if after == "and" and t.low[j + 1] in ("older", "younger", "under", "over", "up"):
            return True
        if after == "or" and t.low[j + 1] in ("older", "younger"):
            return True
    return False


def is_old(t: Tokens, j: int) -> bool:
    """Whether "old" or "of age" follows a unit of time that ends at token ``j``."""
    k = j + 1 if t.words[j] in HYPHENS else j
    if t.low[k] in ("old", "olds"):
        return True
    return t.low[j] == "of" and t.low[j + 1] == "age"


def _clock_or_date(t: Tokens, n: Number, before: str, after: str) -> bool:
    months = word_class("month")
    i, j = n.start, n.end
    if t.glued(j) and after in _ORDINAL:
        return True
    if n.value <= 31 or 1500 <= n.value <= 2100:
        prior = before
        if before in (".", ",") and i > 1:
            prior = t.low[i - 2]
        if prior in months and t.words[i - (2 if before != prior else 1)][:1].isupper():
            return not (prior in ("may", "march") and n.value > 31)
        if after in months and t.words[j][:1].isupper() and n.value <= 31:
            return True
        if after in HYPHENS and is_digits(t.words[j + 1]) and prior in months:
            return True
    if after in ("a.m.", "p.m.", "am", "pm", "o'clock", "a.m", "p.m", "noon"):
        return True
    return after in ("a", "p") and t.words[j + 1] == "." and t.low[j + 2] == "m"


def _label(t: Tokens, n: Number, before: str, unit_follows: bool, noun_follows: bool) -> bool:
    i = n.start
    if i == 0 or n.scale != 1 or "," in t.words[i]:
        return False
    word = t.words[i - 1]
    if before == "." and i > 1:
        before, word = t.low[i - 2], t.words[i - 2]
        if before in ("no", "nos", "sec", "art", "vol", "pub", "ch", "fig", "p", "pp"):
            return True
    if before in word_class("label"):
        if before in word_class("caplabel"):
            return word[:1].isupper() and not unit_follows
        return not unit_follows
    if before in HYPHENS and not t.glued(i):
        return False
    # a name with a number behind it: "Boeing 737", "Jorge 40", "PACC 2030"
    return (
        not unit_follows
        and not noun_follows
        and word[:1].isupper()
        and len(word) > 1
        and before not in word_class("stop")
        and i > 1
        and not before.endswith("ed")
    )


def _year(t: Tokens, n: Number, before: str, after: str) -> bool:
    word = t.words[n.start]
    if not (len(word) == 4 and word.isdigit() and n.scale == 1 and 1600 <= n.value <= 2100):
        return False
    if before in ("than", "about", "approximately", "nearly", "almost", "least", "roughly", "over"):
        return False
    if before in _YEAR_BEFORE or not t.words[n.end][:1].isalpha():
        return True
    return after not in ("people", "men", "women", "children", "rounds", "troops", "soldiers")


def _list_number(t: Tokens, n: Number) -> bool:
    """ "1. Expand", "(2) the", "3)" at the start of a line or clause."""
    if n.start == 0 and n.value < 100 and t.words[n.end] in (".", ")", ":"):
        return True
    if t.words[n.end] == ")" and n.start and t.words[n.start - 1] in ("(",) and n.value < 40:
        return True
    return t.words[n.end] == "]" and n.start > 0 and t.words[n.start - 1] == "["


def _word_label(
    t: Tokens, n: Number, before: str, after: str, unit_follows: bool, noun_follows: bool
) -> bool:
    i, j = n.start, n.end
    if n.scale == 1 and before in word_class("label") and not unit_follows and i:
        if before in word_class("caplabel"):
            if t.words[i - 1][:1].isupper() and t.words[i][:1].isupper() and not noun_follows:
                return True
            return before in ("count", "counts", "day", "phase", "number") and not noun_follows
        return True
    if t.low[i] == "one":
        if n.end == i + 1:
            return after in _NO_ONE or before in _NO_ONE_BEFORE or _one_idiom(t, j)
    if before in ("group", "of") and t.words[i][:1].isupper() and not noun_follows and n.scale == 1:
        return before == "group" or t.low[i - 2] == "group"
    return t.low[i - 1] == "top" and i > 0


_NO_ONE = {
    "of",
    "another",
    "another's",
    "day",
    "who",
    "that",
    "by",
    "or",
    "way",
    "thing",
    "point",
    "side",
    "sided",
    "hand",
    "time",
    "more",
    "part",
    "too",
    "-",
    "'s",
    "such",
    "the",
    "for",
    "in",
    "on",
    "is",
    "was",
    "to",
    "step",
    "another.",
    "fell",
    "place",
    "kind",
    "form",
    "aspect",
    "reason",
    "example",
}
_NO_ONE_BEFORE = {
    "no",
    "any",
    "every",
    "each",
    "the",
    "this",
    "that",
    "another",
    "day",
    "number",
    "like",
    "these",
    "those",
    "which",
    "only",
    "square",
    "cbp",
    "wrong",
    "right",
    "new",
    "old",
}


def _one_idiom(t: Tokens, j: int) -> bool:
    return not t.words[j][:1].isalpha()
