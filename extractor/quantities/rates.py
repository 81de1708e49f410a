"""The period or thing that an amount holds for."""

from __future__ import annotations

from extractor.quantities import units
from extractor.quantities.amounts import Amount
from extractor.quantities.numerals import HYPHENS, is_digits
from extractor.quantities.phrases import noun_phrase
from extractor.quantities.tokens import Tokens
from extractor.quantities.words import is_word, word_class

_PERIODS = {
    "day": "day", "week": "week", "month": "month", "year": "year", "annum": "year",
    "capita": "capita", "person": "capita", "head": "capita", "hour": "hour", "minute": "minute",
    "second": "second", "quarter": "quarter", "night": "night",
}  # fmt: skip

ADVERBS = {
    "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day",
    "hourly": "hour",
}  # fmt: skip


def rate(t: Tokens, a: Amount) -> str | None:
    """The period or thing that the amount holds for: "each month", "per kilogram", "a year"."""
    money = a.unit is not None and a.unit.dimension == "currency"
    if a.unit is not None and a.unit.dimension == "time":
        return _rate_at(t, a.end, False) if t.low[a.end] in ("a", "per", "each") else None
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
    if low in ADVERBS:
        return ADVERBS[low]
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
