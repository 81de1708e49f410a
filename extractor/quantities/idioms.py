"""Amounts that are no plain number: articles, halves, "twice", "one in five", "six-figure"."""

from __future__ import annotations

from extractor.quantities import guards, units
from extractor.quantities.amounts import DETERMINERS, Amount, item_at
from extractor.quantities.numerals import HYPHENS, Number, parse, past_of_a
from extractor.quantities.phrases import noun_phrase
from extractor.quantities.rates import ADVERBS, rate
from extractor.quantities.tokens import Tokens
from extractor.quantities.words import hedge_before, word_class


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
        amount.item = item_at(t, end + 1)
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
    amount.per = rate(t, amount)
    if amount.per is None:
        return None
    amount.end = i + 3 if t.low[i + 1] not in ADVERBS else i + 2
    return amount


_SIZES = {
    "size", "number", "amount", "rate", "level", "total", "average", "price", "value", "length",
    "speed", "weight", "height", "volume", "population", "cost", "figure", "limit", "of",
}  # fmt: skip


def fraction(t: Tokens, n: Number) -> tuple[Amount | None, int]:
    """Halves and thirds: of a unit ("half a mile"), or of a whole ("half of them": 50 percent)."""
    i, j = n.start, n.end
    k = past_of_a(t, j)
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
                amount.item = item_at(t, end + 1)
            return amount, end
        if unit.dimension in ("mass", "length", "volume", "area"):
            amount = Amount(n, start, end, n.value * unit.factor, unit, bound=bound or "exact")
            if t.low[end] == "of":
                amount.item = item_at(t, end + 1)
            return amount, end
    whole = (
        t.low[j] == "of"
        or before == "by"
        or (before in _moves() and t.words[j] not in HYPHENS)
        or (t.low[i] == "half" and (t.low[j] in DETERMINERS or bound or before == "in"))
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
        amount.item = item_at(t, j + 1)
    elif t.low[j] in DETERMINERS:
        amount.item = item_at(t, j)
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
    if (
        (n.value > 1 and m.value not in (5, 10))
        or 1600 <= m.value <= 2100
        or n.value != int(n.value)
    ):
        return None
    np = noun_phrase(t, m.end, plural=True)
    if np is None and t.low[m.end] not in _PREDICATES:
        return None
    if np and (not np.plural or units.match(t, m.end) or t.low[np.head] in _EVENTS):
        return None
    start, bound = hedge_before(t, i)
    percent = units.by_name()["percent"]
    return Amount(
        n, start, m.end, 100 * n.value / m.value, percent, bound=bound or "exact",
        item=(np.start, np.end) if np else None,
    )  # fmt: skip


_PREDICATES = {"is", "are", "was", "were", "has", "have", "had", "said", "say", "says", "do", "did"}

_EVENTS = {
    "games", "matches", "innings", "overs", "races", "starts", "attempts", "seasons", "rounds",
}  # fmt: skip


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
