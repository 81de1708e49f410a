"""Finds amounts: reads numbers, gives them units or nouns, hedges and rates, and links them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.quantities import guards, links, units
from extractor.quantities.numerals import DENOMINATORS, HYPHENS, STARTS, Number, is_digits, parse
from extractor.quantities.phrases import noun_phrase
from extractor.quantities.tokens import Tokens, tokenize
from extractor.quantities.units import Unit
from extractor.quantities.words import hedge_after, hedge_before, word_class
from extractor.types import Bound, Quantity, Sentence

_SEGMENT = re.compile(r"[^\n]+")
_DASHES = HYPHENS | {"—", "to"}
_PERIODS = {
    "day": "day",
    "daily": "day",
    "week": "week",
    "weekly": "week",
    "month": "month",
    "monthly": "month",
    "year": "year",
    "annually": "year",
    "annum": "year",
    "yearly": "year",
    "capita": "capita",
    "person": "capita",
    "hour": "hour",
    "minute": "minute",
    "second": "second",
    "quarter": "quarter",
    "annual": "year",
}


def find(
    text: str,
    *,
    taken: Sequence[tuple[int, int]] = (),
    sentences: Sequence[Sentence] | None = None,
) -> tuple[Quantity, ...]:
    """All amounts stated in ``text``, in order."""
    if sentences is None:
        spans = [(m.start(), m.end()) for m in _SEGMENT.finditer(text)]
    else:
        spans = [(s.start_char, s.end_char) for s in sentences]
    blocked = _Spans(taken)
    out: list[Quantity] = []
    for start, end in spans:
        t = tokenize(text, start, end)
        low = t.low
        marks = [
            i
            for i in range(t.size)
            if low[i] in STARTS or "0" <= low[i][0] <= "9" or low[i] in "½¼¾⅓⅔⅛"
        ]
        if marks:
            found = list(_read(t, marks, blocked))
            out.extend(links.link(t, found, len(out)))
    return tuple(out)


def distinct(quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities without those that repeat an earlier one in the same words."""
    seen: set[tuple[object, ...]] = set()
    out = []
    for q in quantities:
        key = (" ".join(q.text.casefold().split()), q.value, q.high, q.unit, q.per)
        if key not in seen:
            seen.add(key)
            out.append(q)
    return tuple(out)


class _Spans:
    """Sorted spans that answer whether a stretch overlaps one of them."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [s for s, _ in ordered]
        self._reach: list[int] = []
        reach = 0
        for _, end in ordered:
            reach = max(reach, end)
            self._reach.append(reach)

    def overlap(self, start: int, end: int) -> bool:
        k = bisect_right(self._starts, end - 1)
        return k > 0 and self._reach[k - 1] > start


@dataclass(slots=True)
class Found:
    """A quantity in the making, in tokens."""

    number: Number
    start: int
    end: int
    value: float
    unit: Unit | None = None
    high: float | None = None
    bound: Bound = "exact"
    item: tuple[int, int] | None = None
    per: str | None = None
    text_end: int = 0
    partitive: bool = False


def _read(t: Tokens, marks: list[int], blocked: _Spans) -> Iterator[Found]:
    behind = 0
    pending: list[Found] = []
    for i in marks:
        if i < behind:
            continue
        got = _article_unit(t, i) if t.low[i] in ("a", "an") else None
        if got is None:
            number = parse(t, i)
            if number is None:
                continue
            if blocked.overlap(t.starts[number.start], t.ends[number.end - 1]):
                behind = number.end
                continue
            got, behind = _amount(t, number)
        elif not blocked.overlap(t.starts[got.start], t.ends[got.end - 1]):
            behind = got.end
        else:
            got = None
        if got is not None:
            pending.append(got)
    yield from _share_units(t, pending)


def _share_units(t: Tokens, found: list[Found]) -> list[Found]:
    """In "20 and 25 years" the first number takes the unit of the second; bare ones its item."""
    for k in range(len(found) - 2, -1, -1):
        a, b = found[k], found[k + 1]
        if a.unit or a.item or a.partitive:
            continue
        gap = t.low[a.text_end : b.start]
        if gap and len(gap) <= 2 and set(gap) <= {"and", "or", ",", "to"}:
            a.unit, a.item, a.per = b.unit, b.item, b.per
    return found


def _article_unit(t: Tokens, i: int) -> Found | None:
    """ "a kilogram of", "more than a decade", "an hour and a half"."""
    j = i + 1
    got = units.match(t, j)
    if got is None:
        return None
    unit, end = got
    if unit.dimension in ("count", "currency", "ratio") or t.words[j] in units.symbols():
        return None
    if unit.context or unit.id in ("degree", "second", "minute", "stone", "bar", "knot", "bit"):
        return None
    start, bound = hedge_before(t, i)
    value = 1.0
    if t.low[end : end + 3] == ["and", "a", "half"]:
        value, end = 1.5, end + 3
    elif unit.dimension == "time":
        if bound is None or guards.is_old(t, end):
            return None
    elif t.low[end] != "of" and bound is None:
        return None
    number = Number(i, i + 1, value, words=True)
    item = None
    if t.low[end] == "of" and unit.dimension in ("mass", "volume"):
        item = _item(t, end + 1)
    return Found(
        number,
        start,
        end,
        value * unit.factor,
        unit,
        bound=bound or "exact",
        item=item,
        text_end=end,
    )


def _item(t: Tokens, i: int) -> tuple[int, int] | None:
    while t.low[i] in ("the", "a", "an", "its", "their", "his", "her", "our", "all"):
        i += 1
    np = noun_phrase(t, i, plural=False)
    return (np.start, np.end) if np else None


def _currency_before(t: Tokens, i: int) -> tuple[Unit, int] | None:
    """The currency sign or code that stands before token ``i``, and the token where it starts."""
    table = units.symbols()
    for n in (3, 2, 1):
        if i >= n:
            for words, unit in table.get(t.words[i - n], ()):
                if unit.dimension == "currency" and len(words) == n:
                    if tuple(t.words[i - n : i]) == words:
                        return unit, i - n
    return None


def _amount(t: Tokens, n: Number) -> tuple[Found | None, int]:
    """The quantity at a number, and the token at which reading goes on."""
    i, j = n.start, n.end
    start = i
    unit: Unit | None = None
    if money := _currency_before(t, i):
        unit, start = money
    if n.fraction:
        return _fraction(t, n)
    high: float | None = None
    value = n.value
    second = _range(t, n, unit)
    if second is not None:
        value, high, j = second
    factor_unit = _unit_after(t, n, j, unit)
    text_end = j
    noun = None
    hyphen = False
    if factor_unit is not None:
        u, end = factor_unit
        hyphen = t.words[j] in HYPHENS
        unit = u
        text_end = end
    elif unit is None:
        k = j
        if t.words[k] in HYPHENS and t.glued(k) and t.words[k + 1][:1].isalpha():
            hyphen = True
            k += 1
        if not hyphen:
            if t.low[k] == "of" and n.vague:
                k += 1
                if t.low[k] in ("the", "these", "those", "its", "their", "his", "our", "other"):
                    k += 1
            noun = noun_phrase(t, k, plural=value != 1)
        elif t.low[k] in ("count", "point") or (t.low[k].endswith("s") and False):
            noun = noun_phrase(t, k, plural=False)
    if guards.no_amount(
        t, replace(n, end=j) if high is None else n, unit is not None, noun is not None
    ):
        return None, j
    if hyphen and unit is None and noun is None:
        return None, j + 2
    if unit is not None and unit.dimension == "time" and guards.is_old(t, text_end):
        return None, text_end
    if t.low[i] == "one" and noun is None and unit is None:
        return None, j
    # a lone scale of a unit: decade, century
    bound: Bound = "min" if n.vague else "exact"
    hstart, hedge = hedge_before(t, start)
    if t.low[hstart - 1 if hstart else 0] == "between" and high is not None and hstart:
        hstart -= 1
    if hedge:
        bound = hedge
    item: tuple[int, int] | None = None
    partitive = False
    if unit is not None:
        if unit.dimension == "time":
            value, high, unit, text_end = _compound(t, value, high, unit, text_end)
        if t.low[text_end] == "of" and unit.dimension not in ("time", "currency"):
            item = _item(t, text_end + 1)
        elif unit.dimension == "currency" and t.low[text_end : text_end + 2] == ["worth", "of"]:
            item = _item(t, text_end + 2)
        elif t.words[text_end][:1].isalpha() and unit.dimension not in ("currency", "ratio"):
            item = _item(t, text_end)
        value *= unit.factor
        high = high * unit.factor if high is not None else None
    elif noun is not None:
        item = (noun.start, noun.end)
        if head := units.heads().get(t.low[noun.end - 1]):
            if not head.context or _context(t, head, i):
                unit = head
        words = noun.end - noun.start
        text_end = noun.end if words <= 4 else j
    elif t.low[j] == "of" and t.low[j + 1] in (
        "the",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "them",
        "whom",
        "which",
        "our",
    ):
        partitive = True
        text_end = j
        item = _item(t, j + 1)
    k = max(text_end, noun.end if noun is not None else 0)
    after, late = hedge_after(t, text_end)
    if late:
        text_end, bound = after, late
        k = max(k, after)
        if item is None and t.low[after] == "of":
            item = _item(t, after + 1)
    per = _rate(t, item[1] if item else k) or (_rate(t, k) if item else None)
    found = Found(
        n, hstart, max(text_end, j), value, unit, high, bound, item, per, text_end, partitive
    )
    return found, max(text_end, j)


def _context(t: Tokens, unit: Unit, i: int) -> bool:
    words = set(t.low[max(0, i - 30) : i + 30])
    return not words.isdisjoint(unit.context)


def _fraction(t: Tokens, n: Number) -> tuple[Found | None, int]:
    """Halves and thirds: of a unit ("half a mile"), or of a whole ("half of them": 50 percent)."""
    i, j = n.start, n.end
    k = j
    if t.words[k] in HYPHENS:
        k += 1
    if t.low[k] == "of":
        k += 1
    if t.low[k] in ("a", "an"):
        k += 1
        if t.words[k] in HYPHENS:
            k += 1
    start, bound = hedge_before(t, i)
    got = units.match(t, k)
    if got is not None and got[0].dimension not in ("currency", "count") and k > j - 1:
        unit, end = got
        if unit.dimension != "time" or k > j:
            return (
                Found(
                    n, start, end, n.value * unit.factor, unit, bound=bound or "exact", text_end=end
                ),
                end,
            )
    whole = t.low[j] == "of" or (
        t.low[i] == "half" and (bound is not None or t.low[i - 1] in ("in", "by"))
    )
    if not whole or (t.low[i - 1] in ("first", "second", "the", "other", "latter") and i):
        return None, j
    if t.low[i] in ("a", "third", "quarter") and t.low[i] != "a":
        return None, j
    percent = units.by_name()["percent"]
    item = _item(t, j + 1) if t.low[j] == "of" else None
    return (
        Found(n, start, j, n.value * 100, percent, bound=bound or "exact", item=item, text_end=j),
        j,
    )


def _unit_after(t: Tokens, n: Number, j: int, money: Unit | None) -> tuple[Unit, int] | None:
    k = j
    hyphen = t.words[k] in HYPHENS and t.glued(k)
    if hyphen:
        k += 1
    if n.vague and t.low[k] == "of":
        k += 1
    got = units.match(t, k)
    if got is None:
        return None
    unit, end = got
    if money is not None:
        return (money, end) if unit.dimension == "currency" else None
    if t.words[k] in units.symbols() and t.low[k] not in units.forms():
        if len(t.words[k]) == 1 and t.words[k].isalpha() and not t.glued(k):
            return None
        if t.low[k] in ("mm",) and t.low[end] in word_class("weapon"):
            return None
    if unit.id == "second" and t.low[k] == "second" and not hyphen:
        return None
    if unit.context and not _context(t, unit, k):
        return None
    if unit.id == "KRW" and n.scale == 1 and t.low[k] == "won":
        return None
    if unit.id == "pound" and _is_money(t, n, end):
        unit = units.by_name()["GBP"]
    return unit, end


def _is_money(t: Tokens, n: Number, end: int) -> bool:
    near = t.low[max(0, n.start - 12) : n.start] + t.low[end : end + 12]
    if t.low[end] == "of":
        return t.low[end + 1] in word_class("money")
    return not word_class("money").isdisjoint(near)


def _range(t: Tokens, n: Number, money: Unit | None) -> tuple[float, float, int] | None:
    """The second end of a range: value, high and the token behind it."""
    j = n.end
    first_unit = None
    k = j
    if t.low[k] not in _DASHES and not (t.low[n.start - 1] == "between"):
        got = units.match(t, k)
        if got is None:
            return None
        first_unit, k = got
    before = t.low[n.start - 1] if n.start else ""
    if money is not None and n.start > 1:
        before = t.low[n.start - 2]
    joiner = t.low[k]
    if joiner in HYPHENS or joiner in ("to", "—"):
        k += 1
        if joiner in HYPHENS and first_unit is not None and not is_digits(t.words[k]):
            return None
    elif joiner == "and" and before == "between":
        k += 1
    else:
        return None
    sign = None
    for unit, length in _signs(t, k):
        sign, k = unit, k + length
        break
    if (sign is None) != (money is None) and (sign is not None or joiner == "to"):
        return None
    other = parse(t, k)
    if other is None or other.fraction:
        return None
    if t.words[other.start][0] == "0" or (t.glued(other.end) and t.low[other.end] in ("th", "st")):
        return None
    low = n.value
    if n.scale == 1 and other.scale > 1 and low < other.value / other.scale:
        low *= other.scale
    if low >= other.value:
        return None
    if first_unit is not None:
        again = units.match(t, other.end)
        if again is None or again[0] is not first_unit:
            return None
    return low, other.value, other.end


def _signs(t: Tokens, k: int) -> Iterator[tuple[Unit, int]]:
    for words, unit in units.symbols().get(t.words[k], ()):
        if unit.dimension == "currency" and tuple(t.words[k : k + len(words)]) == words:
            yield unit, len(words)


def _compound(
    t: Tokens, value: float, high: float | None, unit: Unit, end: int
) -> tuple[float, float | None, Unit, int]:
    """ "three years and five months" is 41 months; the day of "a year and a day" adds nothing."""
    if high is not None:
        return value, high, unit, end
    k = end
    if t.low[k] == "," and t.low[k + 1] == "and":
        k += 1
    if t.low[k : k + 3] == ["and", "a", "half"]:
        return value + 0.5, high, unit, k + 3
    if t.low[k] in ("and", ","):
        k += 1
    if t.low[k : k + 2] in (["a", "day"], ["one", "day"]) and unit.id in ("year", "month"):
        return value, high, unit, k + 2
    other = parse(t, k)
    if other is None:
        return value, high, unit, end
    got = units.match(t, other.end)
    if got is None or got[0].dimension != unit.dimension or not got[0].si or not unit.si:
        return value, high, unit, end
    small = got[0]
    if small.si >= unit.si or small.factor != 1 or unit.factor != 1:
        return value, high, unit, end
    ratio = round(unit.si / small.si, 6)
    if unit.id == "year" and small.id == "month":
        ratio = 12
    if other.value >= ratio and ratio > 1:
        return value, high, unit, end
    return value * ratio + other.value, high, small, got[1]


def _rate(t: Tokens, k: int) -> str | None:
    """The period or thing that the amount holds for: "each month", "per kilogram", "a year"."""
    word = t.low[k]
    if word in ("annually", "monthly", "daily", "weekly", "yearly"):
        return _PERIODS[word]
    if word in ("per", "a", "each", "every", "an", "/"):
        nxt = t.low[k + 1]
        if nxt in _PERIODS:
            return _PERIODS[nxt]
        if word in ("per", "/"):
            got = units.match(t, k + 1)
            if got:
                return got[0].name
            return nxt if word == "per" and nxt.isalpha() else None
    return None


_ = DENOMINATORS
