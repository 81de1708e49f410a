"""The unit of a number: currency before it, unit behind it, and whether the word is one here."""

from __future__ import annotations

from extractor.quantities import foreign, units
from extractor.quantities.numerals import HYPHENS, Number
from extractor.quantities.phrases import noun_phrase
from extractor.quantities.tokens import Tokens
from extractor.quantities.units import Unit
from extractor.quantities.words import is_word, no_nouns, word_class


def currency_before(t: Tokens, i: int) -> tuple[Unit, int] | None:
    """The currency or measure that is written before token ``i``: "US$", "Rs.", "magnitude"."""
    table = units.prefixes()
    rows = table.get(t.words[i - 1])
    if not rows or i == 0:
        return None
    for words, unit in rows:
        n = len(words)
        if n <= i and tuple(t.words[i - n : i]) == words:
            if n == 1 and is_word(words[0]) and len(words[0]) < 3 and not t.words[i][0].isdigit():
                continue
            return unit, i - n
    return None


# adjectives that stand between a number and a unit: "10 consecutive days", "two more miles"
_BETWEEN = {
    "more", "full", "additional", "consecutive", "straight", "whole", "long", "extra", "calendar",
    "business", "working", "solid", "further", "other", "fiscal", "successive", "uninterrupted",
}  # fmt: skip


def unit_after(t: Tokens, n: Number, j: int, money: Unit | None) -> tuple[Unit, int] | None:
    """The unit at token ``j`` behind a number and the token behind the unit.

    ``money`` is the currency that stands before the number: then only a currency fits.
    """
    k = j
    hyphen = t.words[k] in HYPHENS and t.glued(k)
    if hyphen or (n.vague and t.low[k] == "of"):
        k += 1
    got = units.match(t, k)
    if got is None and t.low[k] in _BETWEEN:
        got = units.match(t, k + 1)
        if got is not None and got[0].dimension in ("count", "currency", "ratio"):
            got = None
        k += 1
    if got is None:
        if money is not None or hyphen:
            return None
        return _foreign(t, n, k) or _vague_money(t, n)
    unit, end = got
    if t.words[end] == "/" and t.glued(end) and t.glued(end + 1) and end == k + 1:
        unit, end = _glued_unit(t, k) or (unit, end)
    if unit.dimension == "currency":
        if money is not None:
            return (money if unit.id == "USD" else unit), end
    elif money is not None:
        return None
    if not _fits(t, n, unit, k, end, hyphen=hyphen):
        return None
    if unit.id == "pound" and _sterling(t, n, end):
        unit = units.by_name()["GBP"]
    return unit, end


def _vague_money(t: Tokens, n: Number) -> tuple[Unit, int] | None:
    """ "billions in assets": money though no currency is named."""
    if n.vague and n.scale >= 1e6 and t.low[n.end] == "in":
        nxt = noun_phrase(t, n.end + 1, plural=False)
        if nxt is not None and not word_class("capital").isdisjoint(t.low[nxt.start : nxt.end + 2]):
            return units.by_name()["USD"], n.end
    return None


def _fits(t: Tokens, n: Number, unit: Unit, k: int, end: int, *, hyphen: bool) -> bool:
    """Whether a word that can be a unit is one here."""
    word, low = t.words[k], t.low[k]
    if low not in units.forms():  # a symbol
        if len(word) == 1 and word.isalpha() and not t.glued(k):
            if word == "m":
                return t.low[end] in word_class("adverbial")  # waves 9 m high
            if word == "g" and not n.words:  # 5.7 g of opium, 16 g, 500 g methamphetamine
                nxt = t.low[units.past_stop(t, end)]
                return nxt in no_nouns() | units.substances() or not is_word(nxt)
            return False
        if hyphen and word.isalpha() and len(word) < 2:
            return False
        if word.isalpha() and t.words[end] in HYPHENS and t.glued(end):
            return False
    if low == "mm" or unit.id == "millimeter":
        near = t.low[max(0, n.start - 4) : n.start] + t.low[end : end + 5]
        if not word_class("weapon").isdisjoint(near):
            return False
    if low == "second" and not hyphen and n.value != 1:
        return False
    if low == "sterling" and ((n.words and n.scale < 1000) or t.low[end] == "silver"):
        return False  # one Sterling pistol
    if low == "won" and ((n.scale < 1000 and n.value < 1000) or (n.words and n.scale < 1000)):
        return False
    if low in ("bar", "real", "mark", "stone") and n.words:
        return False
    if unit.id == "degree" and low in ("degrees", "degree"):
        return t.low[end] not in ("in", "from") and t.low[k - 1] not in ("honorary", "college")
    return not unit.context or context(t, unit, k)


def context(t: Tokens, unit: Unit, k: int) -> bool:
    """Whether one of the words that ``unit`` needs stands near token ``k``."""
    return not set(t.low[max(0, k - 30) : k + 30]).isdisjoint(unit.context)


def _sterling(t: Tokens, n: Number, end: int) -> bool:
    """Whether pounds are money: "pounds of debt", "5 million pounds" beside words of money."""
    money = word_class("money")
    if t.low[end] == "of":
        return t.low[end + 1] in money
    if t.low[end] in ("each", "in", "and") and n.scale < 1e6 and n.vague:
        return False
    if n.scale >= 1e9:
        return True
    return not money.isdisjoint(t.low[max(0, n.start - 14) : n.start] + t.low[end : end + 10])


def _foreign(t: Tokens, n: Number, k: int) -> tuple[Unit, int] | None:
    """A unit known only to quantulum3, behind a number in digits."""
    if n.words or not t.words[k] or k >= t.size:
        return None
    word = t.words[k]
    if not (word[1:] != word[1:].lower() or word in "µμ°Ω" or t.words[k + 1] == "/"):
        return None
    if word.isupper() and t.words[k + 1] != "/":
        return None
    return _glued_unit(t, k)


def _glued_unit(t: Tokens, k: int) -> tuple[Unit, int] | None:
    """The unit that the symbols glued together at token ``k`` make: "kPa", "mg/m³"."""
    end = k + 1
    while end < min(t.size, k + 6) and t.glued(end):
        if not (is_word(t.words[end]) or t.words[end] in "/°µμ"):
            break
        end += 1
    unit = foreign.lookup(t.surface(k, end))
    return (unit, end) if unit is not None else None
