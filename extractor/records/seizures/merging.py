"""One row per fact: repeats joined, summaries and totals that their parts tell left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractor.records.seizures.nouns import is_generic
from extractor.types import Seizure

_BULK = frozenset("kilogram gram milligram pound ounce ton metric_ton liter milliliter".split())
_KILOGRAMS = {
    "kilogram": 1.0,
    "gram": 0.001,
    "milligram": 1e-6,
    "pound": 0.45359237,
    "ounce": 0.028349523,
    "ton": 907.18474,
    "metric_ton": 1000.0,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A row with the incident that it was told in, and whether a summary told it.

    ``contents`` marks a row that says what things found before it hold or weigh, ``again`` one
    that speaks of things listed before it ("the drugs"). ``pieces`` is the number of packages.
    """

    row: Seizure
    scene: int
    summary: bool
    contents: bool = False
    again: bool = False
    pieces: float | None = None
    headline: bool = False


def merged(drafts: list[Draft]) -> list[Seizure]:
    """The rows of the release, repeats joined; summaries behind what they sum up."""
    out: list[Draft] = []
    worths = [d for d in drafts if d.row.value is None and d.row.usd is not None]
    # details first: a summary joins what it sums up, or is left out as their total
    for draft in sorted(drafts, key=lambda d: (d.summary, d.headline)):
        if draft in worths:
            continue
        for i, other in enumerate(out):
            if _same(draft, other):
                out[i] = _joined(other, draft)
                break
        else:
            out.append(draft)
    for draft in worths:
        _settle(draft, out)
    kept = [d for d in out if not _general(d, out)]
    kept = [d for d in kept if not _total(d, kept)]
    return [d.row for d in kept]


def _settle(draft: Draft, out: list[Draft]) -> None:
    """Give a bare worth ("$584,000 in cocaine") to the row that it is the worth of, if one is."""
    row = draft.row
    fit = [i for i, d in enumerate(out) if _worth_of(draft, d)]
    close = [i for i in fit if _dollars_close(row, out[i].row)]
    if close or len(fit) == 1:
        i = (close or fit)[0]
        if close or out[i].row.usd is None:
            out[i] = _joined(out[i], draft)
    elif not fit:
        out.append(draft)


def _worth_of(draft: Draft, other: Draft) -> bool:
    x, y = draft.row, other.row
    if x.category != y.category or (y.aggregate and not x.aggregate) or _apart(x, y):
        return False
    if not (draft.scene == other.scene or draft.summary or other.summary):
        return False
    generic = is_generic(x.item) or is_generic(y.item)
    return bool(alike(x.item, y.item) or generic)


def _general(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether the row says "narcotics", or a bare worth, where another says which and how much."""
    row = draft.row
    if row.category == "other" and _WRAPPER.fullmatch(row.item) and _counts(row):
        return any(d.scene == draft.scene and not is_generic(d.row.item) for d in drafts)
    if row.value is not None:
        return draft.summary and any(_rounded(row, d.row) for d in drafts if not d.summary)
    generic = is_generic(row.item)
    for other in drafts:
        o = other.row
        if o is row or _apart(o, row):
            continue
        if o.category != row.category and not (generic and row.category == "other"):
            continue
        if row.aggregate and not o.aggregate and not draft.summary:
            continue  # a year's total is not told by one incident
        specific = not is_generic(o.item)
        near = draft.scene == other.scene or draft.summary or other.summary
        if generic and specific and (near or len(row.item.split()) == 1):
            return True
        told_again = o.value is not None and o.start_char != row.start_char
        if told_again and draft.summary and row.category in _FEW_NOUNS:
            return True
        if told_again and draft.scene == other.scene and _same_noun(o.item, row.item):
            return True
        if draft.summary and not other.summary and (generic or alike(o.item, row.item)):
            return True
        if (
            row.usd is not None
            and o.value is not None
            and draft.summary
            and alike(o.item, row.item)
        ):
            return True
    return False


_WRAPPER = re.compile(r"(?:\w+ )?(?:packages|bundles|bricks|bags|bales|parcels)", re.IGNORECASE)
_FEW_NOUNS = frozenset(("firearm", "currency", "ammunition", "vehicle"))


def _rounded(a: Seizure, b: Seizure) -> bool:
    """Whether ``a`` is a floor under ``b``: "millions of dollars" in a summary."""
    if a.bound != "min" or a.value is None or b.value is None or a.unit != b.unit:
        return False
    if (b.aggregate and not a.aggregate) or _apart(a, b):
        return False
    return a.category == b.category and alike(a.item, b.item) and b.value >= a.value


def _total(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether other rows of the kind add up to this one, so that it is broken down."""
    row = draft.row
    if row.value is None or row.per is not None:
        return False
    generic = is_generic(row.item)
    if _counts(row):
        pieces = [d.pieces or 0.0 for d in drafts if d is not draft and not d.row.aggregate]
        if len([p for p in pieces if p]) > 1 and abs(sum(pieces) - row.value) < 0.5:
            return True
    whole = _in_kilograms(row) or row.value
    parts = [
        _in_kilograms(o.row) or o.row.value or 0.0
        for o in drafts
        if o is not draft
        and o.row.category == row.category
        and o.row.value is not None
        and (o.row.unit == row.unit or (o.row.unit in _KILOGRAMS and row.unit in _KILOGRAMS))
        and (generic or alike(o.row.item, row.item))
    ]
    if len(parts) < 2:
        return False
    total = sum(p for p in parts if p < whole)
    if row.bound == "min" and whole <= total <= 1.1 * whole:
        return True  # "more than 60 pounds": of 40 and 22
    return abs(total - whole) <= (0.05 if draft.summary else 0.02) * whole


def _same(a: Draft, b: Draft) -> bool:
    x, y = a.row, b.row
    if x.category != y.category or x.per != y.per:
        return False
    if (a.again or b.again) and x.item == y.item and x.value == y.value:
        return True  # "the drugs were seized": the same things whatever the day
    if _apart(x, y):
        return False
    near = a.scene == b.scene or a.summary or b.summary
    generic = is_generic(x.item) or is_generic(y.item)
    if not alike(x.item, y.item) and not (generic and near):
        return False
    if x.start_char == y.start_char and not a.contents and not b.contents:
        return x.item == y.item and x.value == y.value and x.usd == y.usd
    if x.value is not None and y.value is not None:
        if _close(x, y):
            return True
        return near and _one_weighs(x, y) and not (x.aggregate or y.aggregate)
    if x.usd is not None and y.usd is not None:
        return _dollars_close(x, y)
    if not _same_noun(x.item, y.item) and not generic:
        return False
    if x.value is None and y.value is None:
        return near or not (x.start and y.start and x.start != y.start)
    # one without amount: a headline's or a quotation's repeat of the other
    return near and (x.aggregate == y.aggregate or a.headline or b.headline)


def _stems(item: str) -> set[str]:
    words = {w.casefold().strip(".,").rstrip("s") for w in item.split()}
    return {_SHORT.get(w, w) for w in words} - {"of", "and", "the", "u."}


_SHORT = {"meth": "methamphetamine", "weed": "marijuana", "pot": "marijuana"}


def alike(a: str, b: str) -> bool:
    """Whether two items share a word."""
    return bool(_stems(a) & _stems(b))


def _same_noun(a: str, b: str) -> bool:
    """Whether one item has all words of the other: "cocaine", "alleged cocaine"."""
    x, y = _stems(a), _stems(b)
    return x <= y or y <= x


def _close(x: Seizure, y: Seizure) -> bool:
    if x.value is None or y.value is None:
        return False
    a, b = _in_kilograms(x), _in_kilograms(y)
    if x.value == y.value and {x.unit, y.unit} == {"ton", "metric_ton"}:
        return True  # "tons" and "tonnes" are used for one another
    if x.unit != y.unit:
        if a is None or b is None:
            return False
    else:
        a, b = x.value, y.value
    return abs(a - b) <= 0.02 * max(abs(a), abs(b))


def _dollars_close(x: Seizure, y: Seizure) -> bool:
    if x.usd is None or y.usd is None:
        return False
    return abs(x.usd - y.usd) <= 0.03 * max(x.usd, y.usd)


def _one_weighs(x: Seizure, y: Seizure) -> bool:
    """Whether one amount counts packages or pieces and the other weighs what is in them."""
    return _counts(x) != _counts(y) and (x.unit in _BULK or y.unit in _BULK)


def _counts(row: Seizure) -> bool:
    """Whether the amount counts packages or pieces."""
    money = row.unit is not None and len(row.unit) == 3 and row.unit.isupper()
    return row.unit is not None and not money and row.unit not in _BULK and row.unit != "round"


def _in_kilograms(row: Seizure) -> float | None:
    if row.value is None or row.unit is None or row.unit not in _KILOGRAMS:
        return None
    return row.value * _KILOGRAMS[row.unit]


def _apart(a: Seizure, b: Seizure) -> bool:
    """Whether both have days and none is shared."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    return a.end < b.start or b.end < a.start


def _filled(draft: Draft) -> float:
    row = draft.row
    slots = (row.value, row.location, row.start, row.agencies, row.usd)
    score = float(sum(x is not None and x != () for x in slots))
    if row.unit in _BULK:
        score += 2.5
    return score - (0.5 if draft.summary else 0.0) - (2.0 if draft.headline else 0.0)


def _joined(a: Draft, b: Draft) -> Draft:
    """The fuller row with what it lacks from the other; details outweigh a summary's rounding."""
    best, other = (a, b) if _filled(a) >= _filled(b) else (b, a)
    x, y = best.row, other.row
    vague = is_generic(x.item) or best.contents
    item = y.item if vague and not is_generic(y.item) else x.item
    # details outweigh a summary
    place, day = (y, y) if best.summary and not other.summary else (x, x)
    place = place if place.location else (x if x.location else y)
    day = day if day.start else (x if x.start else y)
    exact = x.value is None and y.value is not None
    row = replace(
        x,
        item=item,
        value=y.value if exact else x.value,
        high=y.high if exact else x.high,
        bound=y.bound if exact else x.bound,
        unit=y.unit if exact else x.unit,
        usd=x.usd if x.usd is not None else y.usd,
        agencies=x.agencies or y.agencies,
        location=place.location,
        start=day.start,
        end=day.end,
        aggregate=(b if a.summary and not b.summary else a if b.summary else best).row.aggregate,
        confidence=max(x.confidence, y.confidence),
        evidence_slots=(
            *x.evidence_slots,
            *(s for s in y.evidence_slots if s.field not in {e.field for e in x.evidence_slots}),
        ),
    )
    return Draft(row, best.scene if not best.summary else other.scene, a.summary and b.summary,
                 a.contents and b.contents, a.again and b.again, a.pieces or b.pieces,
                 best.headline)  # fmt: skip
