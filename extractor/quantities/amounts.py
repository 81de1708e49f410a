"""Reads one amount around a number: its range, unit or noun, hedges and rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.quantities import foreign, guards, units
from extractor.quantities.numerals import FOLDS, HYPHENS, Number, is_digits, parse
from extractor.quantities.phrases import NounPhrase, noun_phrase
from extractor.quantities.tokens import Tokens
from extractor.quantities.units import Unit
from extractor.quantities.words import hedge_after, hedge_before, is_word, word_class
from extractor.types import Bound

_OF_WHOM = {
    "the", "these", "those", "its", "their", "his", "her", "our", "my", "your", "them", "whom",
    "which", "us",
}  # fmt: skip
_DETERMINERS = _OF_WHOM | {"a", "an", "all"}
# adjectives that stand between a number and a unit: "10 consecutive days", "two more miles"
_BETWEEN = {
    "more", "full", "additional", "consecutive", "straight", "whole", "long", "extra", "calendar",
    "business", "working", "solid", "further", "other", "fiscal", "successive", "uninterrupted",
}  # fmt: skip
_PERIODS = {
    "day": "day", "week": "week", "month": "month", "year": "year", "annum": "year",
    "capita": "capita", "person": "capita", "head": "capita", "hour": "hour", "minute": "minute",
    "second": "second", "quarter": "quarter", "night": "night",
}  # fmt: skip
_ADVERBS = {
    "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day",
    "hourly": "hour",
}  # fmt: skip
_WORDS_IN_TEXT = 4  # a longer noun phrase is not part of the quantity's text


@dataclass(slots=True)
class Amount:
    """A quantity in the making; ``start``, ``end`` and ``item`` are token indices.

    ``bare`` amounts have neither unit nor noun of their own. ``value`` and ``high`` are in ``unit``.
    """

    number: Number
    start: int
    end: int
    value: float
    unit: Unit | None = None
    high: float | None = None
    bound: Bound = "exact"
    item: tuple[int, int] | None = None
    per: str | None = None
    bare: bool = False
    partitive: bool = False


def read(t: Tokens, n: Number) -> tuple[Amount | None, int]:
    """The amount at a number, None where it is no amount, and the token at which reading goes on."""
    if n.fraction:
        return _fraction(t, n)
    if guards.is_score(t, n):
        return None, _skip_codes(t, n.end)
    money, start = _currency_before(t, n.start) or (None, n.start)
    sign = _minus(t, start)
    value, high, j = _range(t, n, money) or (n.value, None, n.end)
    j = _repeated(t, j, n.value)
    after_hedge, late = hedge_after(t, j)
    unit, end = _unit_after(t, n, after_hedge if late else j, money) or (money, j)
    noun: NounPhrase | None = None
    if unit is None:
        noun = _noun(t, n, after_hedge if late else j, value)
    strong = noun is not None and (noun.plural or value == 1)
    if guards.no_amount(
        t, n if j == n.end else replace(n, end=j), unit=unit is not None, noun=strong
    ):
        return None, _skip_codes(t, j)
    if unit is None and not strong:
        if t.words[j] in HYPHENS and t.glued(j) and is_word(t.words[j + 1]) and not late:
            return None, j + 2
        noun = None
    elif unit is not None and unit.dimension == "time" and guards.is_old(t, end):
        return None, end
    if sign:
        value, start = -value, start - 1
    start, bound = _hedges(t, start, high is not None, "min" if n.vague else "exact")
    amount = Amount(n, start, max(end, j), value, unit, high, bound)
    if unit is not None:
        _measure(t, amount, after_hedge if late and end == j else end)
        resume = amount.end
    elif noun is not None:
        _count(t, amount, noun, j)
        resume = j
    else:
        if not _bare(t, amount, j):
            return None, j
        resume = j
    if late and amount.end <= after_hedge:
        amount.end = max(after_hedge, amount.end)
    if late:
        amount.bound = late
    else:
        tail, late = hedge_after(t, amount.end)
        if late:
            amount.bound, amount.end = late, tail
            if amount.item is None and t.low[tail] == "of":
                amount.item = _item(t, tail + 1)
        resume = max(resume, tail) if late else resume
    if amount.per is None:
        amount.per = _rate(t, amount)
    return amount, max(resume, n.end)


def article_unit(t: Tokens, i: int) -> Amount | None:
    """ "a kilogram of", "more than a decade", "nearly an hour": a or an is one before a unit."""
    got = units.match(t, i + 1)
    if got is None:
        return None
    unit, end = got
    if unit.dimension in ("count", "currency", "ratio", "angle") or unit.id in _NO_ARTICLE:
        return None
    if t.words[i + 1] in units.symbols() and t.low[i + 1] not in units.forms():
        return None
    start, bound = hedge_before(t, i)
    value = 1.0
    if t.low[end : end + 3] == ["and", "a", "half"]:
        value, end = 1.5, end + 3
    elif bound is None and (unit.dimension == "time" or t.low[end] != "of"):
        return None
    if guards.is_old(t, end) or (bound is not None and t.low[start] in ("some", "around", "near")):
        return None
    amount = Amount(Number(i, i + 1, value, words=True), start, end, value * unit.factor, unit)
    amount.bound = bound or "exact"
    if t.low[end] == "of" and unit.dimension in ("mass", "volume", "area"):
        amount.item = _item(t, end + 1)
    return amount


def article_words() -> set[str]:
    """The first words of the units that :func:`article_unit` knows."""
    return {
        form.split()[0].split("-")[0]
        for unit in units.lexicon()
        if unit.dimension not in ("count", "currency", "ratio", "angle")
        for form in unit.forms
        if unit.id not in _NO_ARTICLE
    }


_NO_ARTICLE = {"second", "minute", "stone", "bar", "knot", "bit", "carat", "yard", "foot"}


def times(t: Tokens, i: int) -> Amount | None:
    """ "twice a year", "twice as many": a count of times, or a ratio (``links`` tells which)."""
    if t.low[i] != "twice":
        return None
    nxt = t.low[i + 1]
    amount = Amount(Number(i, i + 1, 2.0, words=True), i, i + 1, 2.0)
    amount.start, bound = hedge_before(t, i)
    amount.bound = bound or "exact"
    if nxt == "as" or (nxt in ("the", "that", "its") and t.low[i + 2] in _SIZES):
        return amount
    amount.per = _rate(t, amount)
    if amount.per is None:
        return None
    amount.end = i + 3 if t.low[i + 1] not in _ADVERBS else i + 2
    return amount


_SIZES = {
    "size", "number", "amount", "rate", "level", "total", "average", "price", "value", "length",
    "speed", "weight", "height", "volume", "population", "cost", "figure", "limit", "of",
}  # fmt: skip


def _skip_codes(t: Tokens, j: int) -> int:
    """Past the numbers that are glued to one that is no amount: the rest of a telephone number."""
    while t.glued(j) and (t.words[j] in HYPHENS or t.words[j] in ".:/" or is_digits(t.words[j])):
        if not is_digits(t.words[j]) and not (t.glued(j + 1) and is_digits(t.words[j + 1])):
            break
        j += 1
    return j


def _hedges(t: Tokens, start: int, ranged: bool, bound: Bound) -> tuple[int, Bound]:
    start, hedge = hedge_before(t, start)
    if ranged and t.low[start - 1] in ("between", "from"):
        start -= 1
    return start, hedge or bound


def _minus(t: Tokens, i: int) -> bool:
    """Whether a minus stands before token ``i``, and not a dash or a bullet."""
    if t.low[i - 1] == "minus" and i > 0:
        return True
    return (
        t.words[i - 1] in ("-", "−", "–")
        and t.glued(i)
        and i > 1
        and not t.glued(i - 1)
        and not is_digits(t.words[i - 2])
    )


def _repeated(t: Tokens, j: int, value: float) -> int:
    """Past a number repeated in digits: "three (3) firearms"."""
    if t.words[j] == "(" and t.words[j + 2] == ")" and is_digits(t.words[j + 1]):
        again = parse(t, j + 1)
        if again is not None and again.value == value:
            return j + 3
    return j


def _currency_before(t: Tokens, i: int) -> tuple[Unit, int] | None:
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


def _range(t: Tokens, n: Number, money: Unit | None) -> tuple[float, float, int] | None:
    """Low end, high end and the token behind a range: "5 to 10", "$5m-$7m", "18 and 25 percent"."""
    k, first = n.end, None
    between = t.low[(_hedge_start(t, n, money)) - 1] == "between"
    if t.low[k] not in ("to", "or", "and", "through") and t.words[k] not in _DASHES:
        got = _unit_after(t, n, k, money)
        if got is None:
            return None
        first, k = got
        if t.low[k] not in ("to", "and", "-", "–", "—"):
            return None
    joiner = t.low[k]
    if joiner in ("and", "through") and not between:
        return None
    k += 1
    sign = None
    for words, unit in units.prefix_starts().get(t.words[k], ()):
        if tuple(t.words[k : k + len(words)]) == words:
            sign, k = unit, k + len(words)
            break
    other = parse(t, k)
    if other is None or other.fraction or other.vague != n.vague or t.low[k] in ("a", "an"):
        return None
    if (sign is None) != (money is None) and (sign is not None or first is not None):
        return None
    if t.glued(other.end) and t.low[other.end] in ("th", "st", "rd", "nd"):
        return None
    low = n.value
    if n.scale == 1 and other.scale > 1 and low < other.value / other.scale:
        low *= other.scale
    if low >= other.value:
        return None
    if joiner == "to" and other.value > 5 * low and _changes(t, n.start, reach=4):
        return None  # rose by 11,000 to 235,000
    if joiner == "or" and not (other.value <= low + 1 or (low >= 10 and other.value <= 2 * low)):
        return None
    if money is not None and sign is None and joiner == "to" and other.scale == 1 != n.scale:
        return None  # $5 million to 12 counties
    if money is not None and sign is None and joiner in ("to", "or") and _counts(t, other):
        return None
    if first is not None and money is None:
        again = _unit_after(t, other, other.end, None)
        if again is None or again[0] is not first:
            return None
    if joiner in ("to", "or") and t.low[n.start - 1] == "from" and _changes(t, n.start):
        return None
    return low, other.value, other.end


_DASHES = HYPHENS | {"—", "−"}


def _hedge_start(t: Tokens, n: Number, money: Unit | None) -> int:
    start = n.start
    if money is not None and (got := _currency_before(t, start)):
        start = got[1]
    return hedge_before(t, start)[0]


def _counts(t: Tokens, n: Number) -> bool:
    """Whether a plural noun follows a number: it counts that, and is not the end of a price range."""
    np = noun_phrase(t, n.end, plural=True)
    return np is not None and np.plural


def _changes(t: Tokens, i: int, reach: int = 14) -> bool:
    """Whether the words before token ``i`` speak of a change: "rose from 14 to 72" is no range."""
    near = t.low[max(0, i - reach) : i]
    both = word_class("increase") | word_class("decrease") | {"went", "changed", "moved", "change"}
    return not both.isdisjoint(near)


def _unit_after(t: Tokens, n: Number, j: int, money: Unit | None) -> tuple[Unit, int] | None:
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
    return not money.isdisjoint(t.low[max(0, n.start - 10) : n.start] + t.low[end : end + 10])


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


def _noun(t: Tokens, n: Number, j: int, value: float) -> NounPhrase | None:
    """The noun phrase that the number counts."""
    k = j
    if t.words[k] in HYPHENS and t.glued(k) and is_word(t.low[k + 1]):
        if t.low[k + 1] in word_class("hyphenated") or t.low[k + 1] == "fold":
            return NounPhrase(k + 1, k + 2, k + 1, True)
        return None
    if t.low[k] == "of" and (n.vague or n.scale > 1):
        k += 1
        while t.low[k] in _OF_WHOM or t.low[k] in ("other", "all"):
            k += 1
    if t.low[k] == "of":
        return None
    return noun_phrase(t, k, plural=value != 1)


def _measure(t: Tokens, a: Amount, end: int) -> None:
    """Complete an amount with a unit: compounds, the thing measured, the end of its text."""
    unit = a.unit
    assert unit is not None
    a.end = max(a.end, end)
    if unit.si and unit.dimension in ("time", "length", "mass") and a.high is None:
        _compound(t, a)
        unit = a.unit
        assert unit is not None
    a.value *= unit.factor
    a.per = unit.per
    if a.high is not None:
        a.high *= unit.factor
    k = a.end
    money = unit.dimension == "currency"
    if t.low[k] == "worth" and t.low[k + 1] == "of":
        a.item = _item(t, k + 2)
    elif t.low[k] == "of" and not money and unit.dimension != "time":
        a.item = _item(t, k + 1)
    elif unit.dimension == "time" and t.low[k] in ("of", "in"):
        if t.low[k + 1] in ("prison", "imprisonment", "jail", "supervised", "probation", "custody"):
            a.item = _item(t, k + 1)
    elif not money and (is_word(t.low[k]) or t.words[k] in HYPHENS):
        k += t.words[k] in HYPHENS
        if t.low[k] in word_class("adverbial"):
            return
        np = noun_phrase(t, k, plural=False)
        a.item = (np.start, np.end) if np else None


def _count(t: Tokens, a: Amount, noun: NounPhrase, j: int) -> None:
    """Complete an amount of counted things: "13 specialized detection canines", "20.4 million pills"."""
    a.item = (noun.start, noun.end)
    head = units.heads().get(t.low[noun.head])
    if head is not None and (not head.context or context(t, head, noun.head)):
        k = noun.end
        if t.low[k] == "of" and not word_class("measure").isdisjoint(t.low[k + 1 : k + 4]):
            head = None  # a package of reforms, a round of talks
        elif t.low[k] == "of":
            a.item = _item(t, k + 1) or a.item
        a.unit = head
    words = len(t.surface(noun.start, noun.end).split())
    if words <= _WORDS_IN_TEXT:
        a.end = noun.end
    elif words == _WORDS_IN_TEXT + 1 and noun.head + 1 < noun.end:
        a.end = noun.head + 1  # the first of two joined heads
    else:
        a.end = j


def _bare(t: Tokens, a: Amount, j: int) -> bool:
    """Complete an amount without a noun of its own; False where a bare number is no amount."""
    a.bare = True
    only_one = t.low[a.number.start : a.number.end] == ["one"]
    before, after = t.low[a.start - 1], t.low[j]
    k = j + 1 if after == "out" and t.low[j + 1] == "of" else j
    if t.low[k] == "of":
        k += 1
        inner = t.low[k] in _OF_WHOM or is_digits(t.words[k]) or parse(t, k) is not None
        if inner and before not in ("is", "are", "was", "were", "as"):
            a.partitive = True
            while t.low[k] in _DETERMINERS:
                k += 1
            count = parse(t, k)
            a.item = _item(t, count.end if count is not None else k)
            if a.item and len(t.surface(j, a.item[1]).split()) <= _WORDS_IN_TEXT + 2:
                a.end = a.item[1]
            else:
                a.end = j
            return not only_one
        if only_one or (a.number.words and inner):
            return False
    if only_one or a.end - a.start >= t.size:
        return False  # a number alone in a line or a cell of a table
    if before in ("the", "those", "these", "this", "his", "her", "my", "your", "or"):
        return False
    if t.low[a.number.start] in FOLDS or (before == "of" and t.low[a.start - 2] in _CREWS):
        return True
    if a.number.words and a.number.value < 13 and a.number.scale == 1:
        return _stands_for_noun(t, a, j)
    return True


_CREWS = {
    "crew", "total", "group", "party", "panel", "family", "maximum", "minimum", "squad", "gang",
    "jury", "staff", "average", "team", "father", "mother", "cast", "record", "combined",
}  # fmt: skip
_VERBS = {"are", "were", "have", "had", "remain", "of", "who", "more", "others", "still", "also"}
_OPENERS = {
    "including", "killing", "wounding", "injuring", "arresting", "killed", "least", "than", "with",
    "wounded", "injured", "include", "includes", "to", "another", "about", "other", "leaving",
}  # fmt: skip


def _stands_for_noun(t: Tokens, a: Amount, j: int) -> bool:
    """Whether a small number in words stands for what it counts: "two are fugitives"."""
    after = t.low[j]
    return (
        after in _VERBS
        or t.low[a.number.start - 1] in _OPENERS
        or (after.endswith("ed") and len(after) > 4)
    )


def _item(t: Tokens, i: int) -> tuple[int, int] | None:
    """The noun phrase at ``i`` as what is measured, without its article."""
    while t.low[i] in _DETERMINERS:
        i += 1
    np = noun_phrase(t, i, plural=True)
    return (np.start, np.end) if np else None


def _compound(t: Tokens, a: Amount) -> None:
    """ "three years and five months" is 41 months, "6 feet 2 inches" 74 inches.

    The day of "a year and a day", a formula of courts, adds nothing.
    """
    unit, k = a.unit, a.end
    assert unit is not None and unit.si is not None
    if t.low[k] == "," and t.low[k + 1] == "and":
        k += 1
    if t.low[k : k + 3] == ["and", "a", "half"]:
        a.value, a.end = a.value + 0.5, k + 3
        return
    if t.low[k] in ("and", ",") or (t.words[k] in HYPHENS and unit.id == "foot"):
        k += 1
    if t.low[k : k + 2] in (["a", "day"], ["one", "day"]) and unit.id in ("year", "month"):
        a.end = k + 2
        return
    other = parse(t, k)
    if other is None or other.vague or unit.factor != 1:
        return
    got = units.match(t, other.end)
    if got is None and unit.id == "foot" and t.words[k - 1] in HYPHENS and other.value < 12:
        got = units.by_name()["inch"], other.end
    if got is None or got[0].dimension != unit.dimension or not got[0].si:
        return
    small, end = got
    assert small.si is not None
    ratio = 12.0 if (unit.id, small.id) == ("year", "month") else round(unit.si / small.si, 6)
    if ratio <= 1 or other.value >= ratio or small.factor != 1:
        return
    if t.low[end : end + 1] == ["old"]:
        return
    a.value, a.unit, a.end = a.value * ratio + other.value, small, end


def _rate(t: Tokens, a: Amount) -> str | None:
    """The period or thing that the amount holds for: "each month", "per kilogram", "a year"."""
    money = a.unit is not None and a.unit.dimension == "currency"
    if a.unit is not None and a.unit.dimension == "time":
        return None
    for k in dict.fromkeys((a.end, a.item[1] if a.item else a.end)):
        if got := _rate_at(t, k, money):
            return got
    k = a.item[1] if a.item else a.end
    for m in range(k, min(k + 12, t.size)):
        low = t.low[m]
        if is_digits(low) or low in (".", ";", ",", ":", "and"):
            return None
        if low in ("each", "every", "per") and t.low[m + 1] in _PERIODS:
            return _PERIODS[t.low[m + 1]]
        if low == "annually":
            return "year"
    return None


def _rate_at(t: Tokens, k: int, money: bool) -> str | None:
    low = t.low[k]
    if low in _ADVERBS:
        return _ADVERBS[low]
    if low in HYPHENS and t.glued(k):
        k += 1
        low = t.low[k]
    if low not in ("per", "a", "an", "each", "every", "/"):
        return None
    k += 1
    if t.words[k] in HYPHENS:
        k += 1
    nxt = t.low[k]
    if low in ("a", "an") and t.low[k + 1] in ("ago", "earlier", "before", "later", "old"):
        return None
    if nxt in _PERIODS:
        return _PERIODS[nxt]
    if low in ("a", "an") and not money:
        return None
    if low in ("each", "every"):
        return None
    if is_digits(nxt):
        np = noun_phrase(t, k + 1, plural=True)
        return t.surface(k, np.end) if np and low == "per" else None
    got = units.match(t, k)
    if got is not None and got[0].dimension != "currency":
        return got[0].name
    if low == "per" and is_word(nxt):
        return nxt
    return nxt if nxt in word_class("priced") else None


def _fraction(t: Tokens, n: Number) -> tuple[Amount | None, int]:
    """Halves and thirds: of a unit ("half a mile"), or of a whole ("half of them": 50 percent)."""
    i, j = n.start, n.end
    k = j
    if t.words[k] in HYPHENS and t.glued(k):
        k += 1
    if t.low[k] == "of":
        k += 1
    if t.low[k] in ("a", "an"):
        k += 1
        if t.words[k] in HYPHENS:
            k += 1
    start, bound = hedge_before(t, i)
    before = t.low[start - 1]
    if before in ("first", "second", "other", "latter", "each", "final", "last", "third") or (
        before == "the" and t.low[i] != "a"
    ):
        return None, j
    got = units.match(t, k)
    if got is not None and got[0].dimension not in ("currency", "count") and k > j - 1:
        unit, end = got
        if (unit.dimension != "ratio" and k > j) or (t.words[i] == "half" and unit.id != "second"):
            if unit.dimension == "time" and t.low[i] == "quarter":
                return None, end
            amount = Amount(n, start, end, n.value * unit.factor, unit, bound=bound or "exact")
            if t.low[end] == "of":
                amount.item = _item(t, end + 1)
            return amount, end
        if unit.dimension in ("mass", "length", "volume", "area"):
            return Amount(n, start, end, n.value * unit.factor, unit, bound=bound or "exact"), end
    whole = (
        t.low[j] == "of"
        or before == "by"
        or (before in _moves() and t.words[j] not in HYPHENS)
        or (t.low[i] == "half" and (t.low[j] in _DETERMINERS or bound or before == "in"))
    )
    if not whole and n.value not in (2 / 3, 0.75, 0.6) and t.low[j] != "majority":
        return None, j
    if t.low[i] in ("third", "quarter"):
        return None, j
    if t.low[j : j + 2] == ["of", "a"] and bound is None:
        return None, j
    percent = units.by_name()["percent"]
    amount = Amount(n, start, j, n.value * 100, percent, bound=bound or "exact")
    if t.low[j] == "of":
        amount.item = _item(t, j + 1)
    elif t.low[j] in _DETERMINERS:
        amount.item = _item(t, j)
    return amount, j


def _moves() -> frozenset[str]:
    return word_class("increase") | word_class("decrease")


def one_in(t: Tokens, i: int) -> Amount | None:
    """ "one in five children", "nine in 10": a share, in percent."""
    n = parse(t, i)
    if n is None or n.scale != 1 or t.low[n.end] != "in":
        return None
    k = n.end + 1 + (t.low[n.end + 1] == "every")
    m = parse(t, k)
    if m is None or m.fraction or m.vague or not 1 <= n.value < m.value:
        return None
    if n.value > 1 and m.value not in (5, 10) or 1600 <= m.value <= 2100 or n.value != int(n.value):
        return None
    np = noun_phrase(t, m.end, plural=True)
    if np is None or not np.plural or units.match(t, m.end) or t.low[np.head] in _EVENTS:
        return None
    start, bound = hedge_before(t, i)
    percent = units.by_name()["percent"]
    return Amount(
        n, start, m.end, 100 * n.value / m.value, percent, bound=bound or "exact",
        item=(np.start, np.end),
    )  # fmt: skip


_EVENTS = {
    "games",
    "matches",
    "innings",
    "overs",
    "races",
    "starts",
    "attempts",
    "seasons",
    "rounds",
}


def money_in_words(t: Tokens, i: int) -> Amount | None:
    """ "six-figure", "seven-figure": at least so many digits of money."""
    n = parse(t, i)
    if n is None or not 4 <= n.value <= 12 or t.words[n.end] not in HYPHENS:
        return None
    if t.low[n.end + 1] not in ("figure", "figures"):
        return None
    value = 10.0 ** (n.value - 1)
    start, _ = hedge_before(t, i)
    return Amount(n, start, n.end + 2, value, units.by_name()["USD"], bound="min")


def coordinated(t: Tokens, amounts: list[Amount]) -> Iterator[Amount]:
    """Give a bare number the unit or noun of the next in its list, and join "at least 5 but less than 9"."""
    for k in range(len(amounts) - 2, -1, -1):
        a, b = amounts[k], amounts[k + 1]
        gap = t.low[a.end : b.start]
        if a.bare and not a.partitive and gap and len(gap) <= 2 and set(gap) <= _LIST:
            a.unit, a.item, a.per, a.bare = b.unit, b.item, b.per or a.per, b.bare
            if b.unit is not None:
                a.value *= b.unit.factor
        elif gap == ["but"] and a.bound == "min" and b.bound == "max" and a.high is None:
            if a.value < b.value and (b.unit is None or b.unit is a.unit):
                a.high, a.bound, a.end = b.value, "exact", b.end
                del amounts[k + 1]
    yield from amounts


_LIST = {"and", "or", ",", "to", "&"}
