"""Amounts of more than one number: ranges, compounds of units, lists that share a unit."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.quantities import units
from extractor.quantities.amounts import Amount
from extractor.quantities.measures import currency_before, unit_after
from extractor.quantities.numerals import CURRENCY_SIGNS, HYPHENS, STARTS, Number, is_digits, parse
from extractor.quantities.phrases import noun_phrase
from extractor.quantities.tokens import Tokens
from extractor.quantities.units import Unit
from extractor.quantities.words import hedge_before, word_class


def range_at(t: Tokens, n: Number, money: Unit | None) -> tuple[float, float, int] | None:
    """Low end, high end and the token behind a range: "5 to 10", "$5m-$7m", "18 and 25 percent"."""
    k, first = n.end, None
    if t.low[k] not in ("to", "or", "and", "through") and t.words[k] not in _DASHES:
        got = unit_after(t, n, k, money)
        if got is None:
            return None
        first, k = got
        if t.low[k] not in ("to", "and", "-", "–", "—"):
            return None
    joiner = t.low[k]
    if joiner in ("and", "through"):
        if not (is_digits(t.words[k + 1]) or t.words[k + 1] in _SIGNS or t.low[k + 1] in STARTS):
            return None
        if t.low[_hedge_start(t, n, money) - 1] != "between":
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
        again = unit_after(t, other, other.end, None)
        if again is None or again[0] is not first:
            return None
    if joiner in ("to", "or") and t.low[n.start - 1] == "from" and _changes(t, n.start):
        return None
    return low, other.value, other.end


_SIGNS = CURRENCY_SIGNS | {"US", "C", "A"}
_DASHES = HYPHENS | {"—", "−"}


def _hedge_start(t: Tokens, n: Number, money: Unit | None) -> int:
    start = n.start
    if money is not None and (got := currency_before(t, start)):
        start = got[1]
    return hedge_before(t, start)[0]


def _counts(t: Tokens, n: Number) -> bool:
    """Whether a plural noun follows a number, which then is no end of a price range."""
    np = noun_phrase(t, n.end, plural=True)
    return np is not None and np.plural


def _changes(t: Tokens, i: int, reach: int = 14) -> bool:
    """Whether the words before token ``i`` speak of a change: "rose from 14 to 72" is no range."""
    near = t.low[max(0, i - reach) : i]
    both = word_class("increase") | word_class("decrease") | {"went", "changed", "moved", "change"}
    return not both.isdisjoint(near)


def compound(t: Tokens, a: Amount) -> None:
    """ "three years and five months" is 41 months, "6 feet 2 inches" 74 inches.

    The day of "a year and a day", a formula of courts, adds nothing.
    """
    unit, k = a.unit, units.past_stop(t, a.end)
    assert unit is not None
    assert unit.si is not None
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


_LIST = {"and", "or", ",", "to", "&"}


def coordinated(t: Tokens, amounts: list[Amount]) -> Iterator[Amount]:
    """Give bare numbers what the next in their list has; join "at least 5 but less than 9"."""
    for k in range(len(amounts) - 2, -1, -1):
        a, b = amounts[k], amounts[k + 1]
        gap = t.low[a.end : b.start]
        if a.bare and not a.partitive and gap and len(gap) <= 2 and set(gap) <= _LIST:
            a.unit, a.item, a.per, a.bare = b.unit, b.item, b.per or a.per, b.bare
            if b.unit is not None:
                a.value *= b.unit.factor
        elif gap == ["but"] and _two_ends(a, b):
            a.high, a.bound, a.end = b.value, "exact", b.end
            del amounts[k + 1]
    yield from amounts


def _two_ends(a: Amount, b: Amount) -> bool:
    """Whether a lower and an upper bound of one thing make a range."""
    return (
        (a.bound, b.bound) == ("min", "max")
        and a.high is None
        and a.value < b.value
        and (b.unit is None or b.unit is a.unit)
    )
