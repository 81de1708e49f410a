"""Reads one amount around a number: its range, unit or noun, hedges and rate."""

from __future__ import annotations

from dataclasses import replace

from extractor.quantities import guards, units
from extractor.quantities.amounts import DETERMINERS, OF_WHOM, Amount, item_at
from extractor.quantities.idioms import fraction
from extractor.quantities.measures import context, currency_before, unit_after
from extractor.quantities.numerals import FOLDS, HYPHENS, Number, is_digits, parse
from extractor.quantities.phrases import NounPhrase, noun_phrase
from extractor.quantities.ranges import compound, range_at
from extractor.quantities.rates import rate
from extractor.quantities.tokens import Tokens
from extractor.quantities.words import hedge_after, hedge_before, is_word, word_class
from extractor.types import Bound

_WORDS_IN_TEXT = 4  # a longer noun phrase is not part of the quantity's text


def read(t: Tokens, n: Number) -> tuple[Amount | None, int]:
    """The amount at a number, or None, and the token at which reading goes on."""
    if n.fraction:
        return fraction(t, n)
    if guards.is_score(t, n):
        return None, n.end + 2 if t.low[n.end] == "to" else _skip_codes(t, n.end)
    money, start = currency_before(t, n.start) or (None, n.start)
    sign = _minus(t, start)
    value, high, j = range_at(t, n, money) or (n.value, None, n.end)
    j = _repeated(t, j, n.value)
    after_hedge, late = hedge_after(t, j)
    unit, end = unit_after(t, n, after_hedge if late else j, money) or (money, j)
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
        if noun is not None and t.low[amount.end] == "and":
            late = None  # 60 firearms and more
        if late:
            amount.bound, amount.end = late, tail
            if amount.item is None and t.low[tail] == "of":
                amount.item = item_at(t, tail + 1)
        resume = max(resume, tail) if late else resume
    if amount.per is None:
        amount.per = rate(t, amount)
    return amount, max(resume, n.end)


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
        return t.low[i - 2] != "or"  # plus or minus 3 points
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


def _noun(t: Tokens, n: Number, j: int, value: float) -> NounPhrase | None:
    """The noun phrase that the number counts."""
    k = j
    if t.words[k] in HYPHENS and t.glued(k) and is_word(t.low[k + 1]):
        if t.low[k + 1] in word_class("hyphenated") or t.low[k + 1] == "fold":
            return NounPhrase(k + 1, k + 2, k + 1, True)
        return None
    if t.low[k] == "of" and (n.vague or n.scale > 1):
        k += 1
        while t.low[k] in OF_WHOM or t.low[k] in ("other", "all"):
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
        compound(t, a)
        unit = a.unit
        assert unit is not None
    a.value *= unit.factor
    a.per = unit.per
    if a.high is not None:
        a.high *= unit.factor
    k = units.past_stop(t, a.end)
    if t.low[k] == "each" and t.low[k + 1] == "of":
        k += 1
    money = unit.dimension == "currency"
    if t.low[k] == "worth" and t.low[k + 1] == "of":
        a.item = item_at(t, k + 2)
    elif t.low[k] == "of" and not money and unit.dimension != "time":
        if t.low[a.start - 1] != "within":  # within 100 miles of the border
            a.item = item_at(t, k + 1)
    elif unit.dimension == "time" and t.low[k] in ("of", "in"):
        if t.low[k + 1] in ("prison", "imprisonment", "jail", "supervised", "probation", "custody"):
            a.item = item_at(t, k + 1)
    elif unit.dimension in ("mass", "volume") and (of := _of_behind(t, k)):
        a.item = item_at(t, of + 1)
    elif not money and (is_word(t.low[k]) or t.words[k] in HYPHENS):
        k += t.words[k] in HYPHENS
        if t.low[k] in word_class("adverbial"):
            return
        np = noun_phrase(t, k, plural=False)
        a.item = (np.start, np.end) if np else None


def _of_behind(t: Tokens, k: int) -> int | None:
    """The "of" behind a bracket or a container: "2 tons (4,000 pounds) of", "a 9 kg load of"."""
    if t.words[k] in HYPHENS:
        k += 1
    if t.words[k] == "(":
        while k < t.size and t.words[k] != ")" and t.low[k + 1] != "of":
            k += 1
    if t.words[k] == ")" or t.low[k] in _CONTAINERS:
        k += 1
    return k if t.low[k] == "of" else None


_CONTAINERS = {
    "load", "loads", "shipment", "shipments", "quantity", "quantities", "amount", "amounts",
    "batch", "batches", "cache", "haul", "consignment", "stash", "package", "packages", "parcel",
    "parcels", "bag", "bags", "brick", "bricks", "bundle", "bundles", "block", "blocks",
}  # fmt: skip


def _count(t: Tokens, a: Amount, noun: NounPhrase, j: int) -> None:
    """Complete an amount of counted things: "13 detection canines", "20.4 million pills"."""
    a.item = (noun.start, noun.end) if t.low[noun.head] != "fold" else None
    if t.low[noun.head] == "count" and t.words[noun.start - 1] in HYPHENS:
        a.item = item_at(t, noun.end) or a.item  # a three-count indictment
    head = units.heads().get(t.low[noun.head])
    if head is not None and (not head.context or context(t, head, noun.head)):
        k = noun.end
        if t.low[k] == "of" and not word_class("measure").isdisjoint(t.low[k + 1 : k + 4]):
            head = None  # a package of reforms, a round of talks
        elif t.low[k] == "of":
            a.item = item_at(t, k + 1) or a.item
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
        inner = t.low[k] in OF_WHOM or is_digits(t.words[k]) or parse(t, k) is not None
        if inner and before not in ("is", "are", "was", "were", "as"):
            a.partitive = True
            while t.low[k] in DETERMINERS or t.low[k] in ("last", "first", "next", "past"):
                k += 1
            count = parse(t, k)
            a.item = item_at(t, count.end if count is not None else k)
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
