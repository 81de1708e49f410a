"""What looks like an amount and is none: dates, years, ages, labels, models, codes, telephones.

Each guard looks at a few tokens on either side of a number. ``unit`` and ``noun`` say whether a
unit or a plural noun follows it: a number that has one is an amount in more places than a bare one.
"""

from __future__ import annotations

from extractor.quantities.numerals import HYPHENS, Number, is_digits
from extractor.quantities.tokens import Tokens
from extractor.quantities.units import prefixes
from extractor.quantities.words import is_plural, is_word, no_nouns, word_class

_AGES = {"age", "aged", "ages"}
_PERSONS = {
    "children", "child", "adults", "adult", "minors", "minor", "persons", "people", "kids", "girls",
    "boys", "youth", "youths", "teens", "anyone", "those", "individuals", "women", "men", "players",
}  # fmt: skip
_KIN = {"jr", "sr", "ii", "iii", "iv"}
# words before a year, and hedges that make a count of it
_YEAR_BEFORE = {
    "in", "of", "since", "until", "by", "during", "from", "fy", "year", "the", "through", "and",
    "before", "after", "to", "early", "late", "mid", "fiscal", "spring", "summer", "autumn", "fall",
    "winter", "between", "years", "-", "–", "—", "calendar", "for", "till", "season", "circa",
    "this", "a", "its", "his", "their", "our", "on", "at", "as", "or", "into", "november",
}  # fmt: skip
_COUNTED = {"people", "men", "women", "children", "rounds", "troops", "soldiers", "jobs", "workers"}
_HEDGED = {
    "than", "about", "approximately", "nearly", "almost", "least", "roughly", "over", "some",
    "around", "exactly", "another",
}  # fmt: skip
_ENDINGS = {"st", "nd", "rd", "th", "s", "am", "pm", "a.m", "p.m", "ers", "hrs", "'s", "x"}
_CLOCK_AFTER = {
    "a.m.", "p.m.", "am", "pm", "o'clock", "noon", "midnight", "gmt", "utc", "est", "edt", "cet",
    "bst", "et", "pst", "pdt",
}  # fmt: skip
# words that spacing errors glue to a number: "More Than18,000"
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
_SCORE = {
    "win", "wins", "victory", "defeat", "loss", "draw", "lead", "record", "vote", "decision",
    "score", "tie", "triumph", "margin", "deficit", "advantage", "aggregate", "rout", "ratio",
    "split", "stalemate", "scoreline", "at", "on", "in", "against", "over", "start", "thriller",
}  # fmt: skip
_PLAYED = {
    "won", "beat", "lost", "win", "lose", "defeated", "led", "trailed", "drew", "lead", "leads",
    "voted", "beating", "leading", "trailing", "beats", "edged", "thrashed", "ruled",
}  # fmt: skip
_CODE_AFTER = {"u.s.c", "u.s.c.", "usc", "cfr", "c.f.r.", "stat", "f.supp", "s.ct.", "f.d"}


def no_amount(t: Tokens, n: Number, *, unit: bool, noun: bool) -> bool:
    """Whether a number is part of a date, an age, a name, a label, a code or a telephone number."""
    if n.words:
        return _word_label(t, n, unit=unit, noun=noun)
    return (
        _code(t, n.start, n.end)
        or (not unit and t.low[n.end] in ("mm", "millimeter"))  # refused as a unit: a weapon's
        or (not unit and t.words[n.start][0] == "." and _calibre(t, n))
        or _age(t, n, unit=unit, noun=noun)
        or _date(t, n, unit=unit)
        or _label(t, n, unit=unit, noun=noun)
        or (not unit and (_year(t, n) or (not noun and _glued_word(t, n))))
        or _list_number(t, n)
        or _address(t, n, unit=unit)
    )


def _calibre(t: Tokens, n: Number) -> bool:
    """ "a .38 revolver", ".22 rifles"."""
    near = t.low[max(0, n.start - 3) : n.start] + t.low[n.end : n.end + 3]
    return n.scale == 1 and not word_class("weapon").isdisjoint(near)


def _glued_word(t: Tokens, n: Number) -> bool:
    """ "9mm", "747s": letters glued to a number, and neither a unit nor a plural noun."""
    return t.glued(n.end) and is_word(t.words[n.end])


def is_old(t: Tokens, j: int) -> bool:
    """Whether a stretch of time that ends at ``j`` is an age: "12-year-old", "18 years of age"."""
    k = j + 1 if t.words[j] in HYPHENS else j
    return t.low[k] in ("old", "olds") or (t.low[j] == "of" and t.low[j + 1] == "age")


def is_score(t: Tokens, n: Number) -> bool:
    """Whether numbers joined by a hyphen are a score, odds or a vote: "3-2", "beat them 2-3"."""
    j = n.end
    if t.low[j] == "to" and t.words[j + 1].isdigit() and t.words[n.start].isdigit():
        contest = not _PLAYED.isdisjoint(t.low[max(0, n.start - 3) : n.start])
        return contest and not is_word(t.words[j + 2][:1] if is_plural(t.low[j + 2]) else "")
    if t.words[j] not in HYPHENS or not (t.glued(j) and t.glued(j + 1)):
        return False
    other = t.words[j + 1]
    if not (other.isdigit() and t.words[n.start].isdigit()):
        return False
    if len(t.words[n.start]) == 3 and len(other) == 4:  # 555-0123
        return True
    if int(other) <= n.value:
        return not (t.glued(j + 2) and t.words[j + 2] in HYPHENS and is_word(t.words[j + 3]))
    if t.glued(j + 2) and t.words[j + 2] in HYPHENS and t.words[j + 3].isdigit():
        return True  # three numbers and more: a telephone, a docket, a date
    nearby = t.low[max(0, n.start - 3) : n.start]
    return (t.low[j + 2] in _SCORE and t.low[j + 2 : j + 3] != ["in"]) or not (
        _PLAYED.isdisjoint(nearby)
    )


def _currency(word: str) -> bool:
    """Whether the word is the code of a currency: "EUR" in "EUR4.3 million"."""
    return len(word) == 3 and word.isupper() and word in prefixes()


def _code(t: Tokens, i: int, j: int) -> bool:
    """Glued to letters or other numbers: "MS-13", "7.62x39", "202-514-2007", "924(c)"."""
    word = t.words[i]
    if t.glued(i):
        left = t.words[i - 1]
        if left[-1:].isalpha() and t.low[i - 1] not in _RUN_ON and not _currency(left):
            return True
        if left in HYPHENS or left in "/.:+":
            if t.glued(i - 1) and i > 1 and t.words[i - 2][-1:].isalnum():
                return True
            if left in "+.:" and i > 0:
                return left != "+"
        if left in "#_@=§&'’*":
            return True
    if t.words[i - 1] in ("§", "§§", "#", "¶"):
        return True
    if len(word) > 1 and word[0] == "0" and word[1] != ".":
        return True
    nxt = t.words[j]
    if t.glued(j):
        if nxt == "(" and t.glued(j + 1) and t.words[j + 2] == ")":
            return len(t.words[j + 1]) < 4
        if nxt in ("_", "@", "=", "'", "’"):
            return True
        if nxt in (":", "/", ".") and t.glued(j + 1) and is_digits(t.words[j + 1]):
            return True
        if nxt in HYPHENS and t.glued(j + 1):
            far = t.words[j + 1]
            if far[:1].isupper() and len(far) < 3:  # 2020-R, 737-A
                return True
            if t.glued(j + 2) and t.words[j + 2] in HYPHENS and t.glued(j + 3):
                return far.isdigit() and (is_digits(t.words[j + 3]) or far == "cr")
        if is_word(nxt) and is_digits(t.words[j + 1]) and t.glued(j + 1):
            return True  # 4x100, 7f3a
    k = j + 1 if nxt in HYPHENS else j
    if t.low[k] in ("caliber", "calibre", "cal", "gauge"):
        return True
    if nxt == ")" and is_digits(t.words[j + 1]) and t.words[j + 2] in HYPHENS:
        return True  # (202) 555-0123
    return t.low[j] in _CODE_AFTER or (
        t.low[j] in ("u.s.", "u") and t.low[j + 1] in ("c", "code", ".") and t.low[j + 1] != ""
    )


def _age(t: Tokens, n: Number, *, unit: bool, noun: bool) -> bool:
    i, j = n.start, n.end
    before, after = t.low[i - 1], t.low[j]
    if before in _AGES or (before in ("of", "between", "from") and t.low[i - 2] in _AGES):
        return True
    if unit or n.value >= 120:
        return False
    if after in ("and", "or", "years") and t.low[j + 1] in ("older", "younger", "under", "up"):
        return True
    if noun:
        return False
    if before in ("under", "over", "than") and not _PERSONS.isdisjoint(t.low[max(0, i - 3) : i]):
        return True
    if before == "(":
        return after == ")" and t.words[i - 2][:1].isupper()
    if before in (",", "”", '"', "’"):
        k = i - 2
        while k > 0 and t.words[k] in (",", ".", "”", '"', "’", "'"):
            k -= 1
        name = t.words[k][:1].isupper() or t.low[k] in _KIN or t.words[i - 2] in ("”", '"')
        closes = not is_word(after) or after in ("of", "and", "was", "were", "who", "from", "is")
        if not name and before == after == "," and is_word(t.words[i - 2]):
            return not is_digits(t.words[j + 1]) and t.low[j + 1] != "and"
        return name and closes and not is_digits(after)
    return False


def _date(t: Tokens, n: Number, *, unit: bool) -> bool:
    months = word_class("month")
    i, j = n.start, n.end
    after = t.low[j]
    if t.glued(j) and after in _ENDINGS and after != "hrs":
        return True
    if after in _CLOCK_AFTER and n.scale == 1:
        return True
    if after in ("a", "p") and t.words[j + 1] == "." and t.low[j + 2] == "m":
        return True
    if after == "o" and t.low[j + 2] == "clock":
        return True
    if n.scale != 1 or not t.words[i].isdigit():
        return False
    k = i - 2 if t.words[i - 1] in (".", ",") else i - 1
    named = t.low[k] in months and t.words[k][:1].isupper()
    if named and (n.value <= 31 or 1500 <= n.value <= 2100):
        return not (t.low[k] == "may" and unit)
    if after in months and t.words[j][:1].isupper() and n.value <= 31:
        return not (after in ("may", "march") and is_word(t.words[j + 1]) and n.value > 31)
    if t.low[i - 1] in ("at", "until", "till") and n.value <= 24 and not unit:
        return not is_word(after) or after in no_nouns()
    return False


def _label(t: Tokens, n: Number, *, unit: bool, noun: bool) -> bool:
    i = n.start
    word = t.words[i]
    if i == 0 or n.scale != 1 or "," in word:
        return False
    if t.low[i - 1] == "of" and t.words[i - 2] == "Group" and not (unit or noun):
        return True  # the Group of 20
    k = i - 1
    while k > 0 and t.words[k] in ("(", ")", ".", "“", '"', ":") and i - k < 4:
        if t.words[k] == ":" and t.low[k - 1] not in ("no", "tel", "phone"):
            return False
        k -= 1
    before, name = t.low[k], t.words[k]
    if before == "-" or not is_word(before):
        return False
    direct = k == i - 1
    if before in word_class("caplabel"):
        if direct and name[:1].isupper() and not unit and not (noun and n.value > 30):
            return True
    elif before in word_class("label"):
        return not unit or not direct or before in ("section", "rule", "article", "highway")
    if unit:
        return False
    if not noun and ((word.isdigit() and len(word) > 4) or word[1:] == ".0"):
        return True
    if not direct:
        return False
    # a name with a number behind it: "Boeing 737", "Jorge 40", "PACC 2030", "Smith 32 Ohio"
    return (
        not noun
        and name[:1].isupper()
        and len(name) > 1
        and (i > 1 or name.isupper())
        and before not in no_nouns()
        and before not in _HEDGED
        and not before.endswith("ed")
    )


def _year(t: Tokens, n: Number) -> bool:
    word = t.words[n.start]
    if not (len(word) == 4 and word.isdigit() and n.scale == 1 and 1600 <= n.value <= 2100):
        return False
    before, after = t.low[n.start - 1], t.low[n.end]
    if before in _HEDGED:
        return False
    if before in _YEAR_BEFORE or not is_word(after):
        return True
    return n.value >= 1900 and after not in _COUNTED


def _list_number(t: Tokens, n: Number) -> bool:
    """ "1. Expand", "3) Reduce", "(2) the", "[1]"."""
    before, after = t.words[n.start - 1], t.words[n.end]
    if n.start == 0 and n.value < 100 and after in (".", ")", ":"):
        return True
    if after == ")" and before == "(":
        return n.value < 100 and not t.words[n.start - 2][:1].isupper()
    if before in (";", ":", ",") and after == ")" and n.value < 30:
        return True
    return after == "]" and before == "["


def _address(t: Tokens, n: Number, *, unit: bool) -> bool:
    """ "1600 Pennsylvania Avenue", "20 W. 34th Street"."""
    if unit or n.scale != 1 or "," in t.words[n.start]:
        return False
    for k in range(n.end, min(n.end + 4, t.size)):
        if t.low[k] in word_class("street") and k > n.end and t.words[k][:1].isupper():
            return True
        if not (t.words[k][:1].isupper() or t.words[k] == "."):
            return False
    return False


_ONE_BEFORE = {
    "no", "any", "every", "each", "the", "this", "that", "another", "like", "these", "those",
    "which", "only", "square", "wrong", "right", "number", "old", "some", "new", "share",
}  # fmt: skip
_ONE_AFTER = {
    "another", "day", "way", "thing", "point", "side", "hand", "time", "part", "step", "place",
    "kind", "form", "aspect", "reason", "example", "who", "that", "such", "sense", "fell", "stop",
    "final", "last", "big", "great", "simple", "key", "word", "particular", "result", "goal",
}  # fmt: skip


def _word_label(t: Tokens, n: Number, *, unit: bool, noun: bool) -> bool:
    i, j = n.start, n.end
    before, after = t.low[i - 1], t.low[j]
    if t.glued(i) and t.words[i - 1] in HYPHENS and i > 1 and t.glued(i - 1):
        return True  # one-on-one, Covid-nineteen
    if t.glued(j) and is_digits(t.words[j]):
        return True  # Twenty20
    if before == "lord" or (t.low[i] == "zero" and before in ("net", "ground", "absolute")):
        return True
    if t.low[i] == "zero" and (not (unit or noun) or t.words[i].istitle() or after in HYPHENS):
        return True
    if n.scale != 1:
        return False
    capital = t.words[i][:1].isupper() and t.words[i - 1][:1].isupper()
    if before in word_class("caplabel"):
        if before in ("count", "counts", "day", "number", "phase"):
            return True
        return capital and not (noun or unit)
    if before in word_class("label"):
        return not unit
    if before == "top":
        return True
    if t.low[i] == "one" and j == i + 1:
        if (before in _ONE_BEFORE and not unit) or (after in _ONE_AFTER and t.low[i - 1] != "than"):
            return True
        if not (unit or noun) and not is_word(after):
            return True
        if after == "more" and t.low[j + 1] in _ONE_AFTER:
            return True
        if capital and i > 1 and t.words[j].islower() and not unit:
            return True  # the CBP One app
        return ("after" in t.low[j : j + 3] and "another" in t.low[j : j + 4]) or (
            before == "from" and "another" in t.low[j : j + 5]
        )
    if not (unit or noun) and capital and i > 1 and before not in no_nouns():
        return True  # Group Seven, Malcolm Ten
    return before == "of" and t.low[i - 2] == "group" and not (unit or noun)
