"""From amounts to quantities, with what ties them: part and whole, worth, change and scope."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from extractor.quantities.amounts import Amount
from extractor.quantities.tokens import Tokens
from extractor.quantities.units import Unit
from extractor.quantities.words import word_class
from extractor.types import Quantity

Change = Literal["increase", "decrease", "change", "ratio"]
Scope = Literal["incident", "total", "threshold"]

_REACH = 12  # tokens between two amounts that a link may bridge


def append(out: list[Quantity], t: Tokens, found: list[Amount]) -> None:
    """Append the quantities of one stretch to ``out``, those of the text before it."""
    base = len(out)
    scoped = not _SCOPE_WORDS.isdisjoint(t.low)
    for k, a in enumerate(found):
        whole = _whole(t, found, k)
        if a.bare and a.item is None:
            if whole is None:
                span = _antecedent(found, k)
            else:
                span = found[whole].item
                a.unit = a.unit or _counted(found[whole])
            item = _at(t, span) if span else _earlier_item(out, base, t.starts[a.start], whole)
        else:
            item = _at(t, a.item) if a.item else None
        worth = _worth(t, found, k)
        if worth is not None:
            worth += base
        elif k == 0:
            worth = _earlier_worth(out, t, a)
        scope = _scope(t, a) if scoped or a.per else None
        out.append(_quantity(t, a, item, None if whole is None else base + whole, worth, scope))


Item = tuple[str, int, int]


def _at(t: Tokens, span: tuple[int, int]) -> Item:
    return t.surface(*span), t.starts[span[0]], t.ends[span[1] - 1]


def relinked(q: Quantity, place: list[int]) -> Quantity:
    """The quantity with its links moved to where ``place`` says that their targets are."""
    if q.part_of is None and q.worth_of is None:
        return q
    return replace(
        q,
        part_of=None if q.part_of is None else place[q.part_of],
        worth_of=None if q.worth_of is None else place[q.worth_of],
    )


def _quantity(
    t: Tokens,
    a: Amount,
    item: Item | None,
    part_of: int | None,
    worth_of: int | None,
    scope: Scope | None,
) -> Quantity:
    start, end = t.starts[a.start], t.ends[a.end - 1]
    unit = a.unit
    physical = unit is not None and unit.dimension not in ("count", "currency")
    return Quantity(
        start,
        end,
        t.text[start:end],
        a.value,
        unit.name if unit else "count",
        high=a.high,
        bound=a.bound,
        item=item[0] if item else None,
        item_start=item[1] if item else None,
        item_end=item[2] if item else None,
        per=a.per,
        dimension=unit.dimension if unit and physical else None,
        si_value=a.value * unit.si + unit.offset if unit and unit.si is not None else None,
        change=_change(t, a),
        scope=scope,
        part_of=part_of,
        worth_of=worth_of,
    )


def _counted(a: Amount) -> Unit | None:
    return a.unit if a.unit is not None and a.unit.dimension == "count" else None


_PART = {"including", "include", "includes", "included"}


def _whole(t: Tokens, found: list[Amount], k: int) -> int | None:
    """The index of the amount that this one is a part of: "60 tips, including four"."""
    a = found[k]
    if a.partitive and k + 1 < len(found) and found[k + 1].start <= a.end + 3:
        return k + 1 if found[k + 1].start < a.end or found[k + 1].start - a.end <= 2 else None
    for m in range(k - 1, max(-1, k - 4), -1):
        b = found[m]
        gap = t.low[b.end : a.start]
        if len(gap) > 2 * _REACH:
            return None
        inside = not _PART.isdisjoint(gap) or _of_which(gap)
        if inside and _measured_alike(a, b) and b.value >= a.value:
            return m
        if inside:
            continue
        before = found[m + 1] if m + 1 < k else None
        if before is not None or gap[:1] not in (["and"], [","]):
            return None
    return None


def _of_which(gap: list[str]) -> bool:
    return any(
        gap[i] == "of" and gap[i + 1] in ("which", "whom", "them", "those")
        for i in range(len(gap) - 1)
    )


def _measured_alike(a: Amount, b: Amount) -> bool:
    if a.unit is None and b.unit is None:
        return True
    if a.unit is None or b.unit is None:
        return a.bare or (a.unit or b.unit).dimension == "count"  # type: ignore[union-attr]
    return a.unit.dimension == b.unit.dimension


def _antecedent(found: list[Amount], k: int) -> tuple[int, int] | None:
    """What a bare number counts: what the nearest larger count before it counted."""
    before = [
        b
        for b in reversed(found[max(0, k - 3) : k])
        if b.unit is None and b.item is not None and not found[k].per
    ]
    for b in before:
        if b.value >= found[k].value:
            return b.item
    return before[0].item if before else None


_WORTH = {"worth", "valued", "value", "values", "priced", "appraised", "price", "cost"}


def _worth(t: Tokens, found: list[Amount], k: int) -> int | None:
    """The amount whose value this money is: "two kilograms with a street value of $50,000"."""
    a = found[k]
    if a.unit is None or a.unit.dimension != "currency":
        return None
    gap = t.low[max(0, a.start - 9) : a.start]
    if _WORTH.isdisjoint(gap):
        return None
    for m in range(k - 1, max(-1, k - 5), -1):
        b = found[m]
        if b.unit is None or b.unit.dimension in ("mass", "volume", "count"):
            return m
    return None


def _earlier_worth(out: list[Quantity], t: Tokens, a: Amount) -> int | None:
    """The same for the amount that the sentence before ends with: "Its street value is $50,000"."""
    if a.unit is None or a.unit.dimension != "currency" or not out:
        return None
    if _WORTH.isdisjoint(t.low[max(0, a.start - 9) : a.start]):
        return None
    for m in range(len(out) - 1, max(-1, len(out) - 3), -1):
        q = out[m]
        if t.starts[a.start] - q.end_char > _NEAR:
            return None
        if q.unit in _WEIGHED or q.dimension in ("mass", "volume"):
            return m
    return None


_NEAR = 250  # characters that a link over the end of a sentence may bridge
_WEIGHED = {"count", "pill", "dose", "package", "brick", "bundle", "vial", "round"}


def _earlier_item(out: list[Quantity], base: int, at: int, whole: int | None) -> Item | None:
    """What a bare number counts, from the sentence before."""
    if whole is not None or not base:
        return None
    q = out[base - 1]
    if q.unit != "count" or q.item is None or at - q.end_char > _NEAR:
        return None
    assert q.item_start is not None
    assert q.item_end is not None
    return q.item, q.item_start, q.item_end


_LEVEL = {"to", "at"}
_STEP = {"by", "of", "from", "another", "about", "almost", "nearly", "some", "an", "a", "the"}


def _change(t: Tokens, a: Amount) -> Change | None:
    """Whether the amount is a change: "up 40 percent", "fell by 12", "a 212 percent increase"."""
    up, down = word_class("increase"), word_class("decrease")
    if t.low[a.number.start].endswith("fold"):
        return "ratio"
    after = t.low[a.end : a.end + 4]
    if t.low[a.number.start] == "twice" or (
        after[:1] in (["times"], ["fold"], ["x"]) or t.low[a.end - 1] in ("times", "fold")
    ):
        k = a.end + (after[:1] in (["times"], ["fold"], ["x"]))
        if t.low[k] in ("as", "more", "the", "that", "its", "their", "his") or (
            t.low[k] in up or t.low[k] in down
        ):
            return "ratio"
        if t.low[a.number.start] == "twice" and a.per is None:
            return "ratio"
    behind = word_class("change")
    # behind: "40 percent increase", "12 points higher", "30 percent more arrests"
    for word in after[: 2 if after[:1] and after[0] not in up | down else 1]:
        if word in behind:
            return "increase" if word in up else "decrease"
        if word not in ("year-on-year", "annual", "-", "overall", "pay", "sharp"):
            break
    # before: "rose 5 percent", "an increase of", "from 14 to 72"
    k = a.start - 1
    steps = 0
    while k >= 0 and steps < 3 and t.low[k] in _STEP:
        k -= 1
        steps += 1
    near = t.low[k] if k >= 0 else ""
    if k < a.start - 1 and t.low[k + 1] == "by" and near not in up and near not in down:
        for m in range(k, max(-1, k - 6), -1):  # cut its rate by 25 basis points
            if t.low[m] in up or t.low[m] in down:
                near = t.low[m]
                break
    if near.endswith("ly") and k > 0:
        k -= 1
        near = t.low[k]
    money = a.unit is not None and a.unit.dimension == "currency"
    if near in up and near not in behind and not (money and near in _RAISED):
        return "increase"
    if near in down and near != "contract" and near not in _COMPARED:
        return "decrease"
    return _from_to(t, a)


_RAISED = {"raise", "raised", "raises", "raising", "add", "adds", "added", "adding", "additional"}
_COMPARED = {"less", "fewer", "lower", "smaller", "slower", "shorter", "cheaper", "weaker"}


def _from_to(t: Tokens, a: Amount) -> Change | None:
    """Either end of "rose from 14 to 72"; a level that is only reached ("rose to 72") is none."""
    start = a.start
    first = t.low[start - 1] == "from" or t.low[start] == "from"
    second = t.low[start - 1] == "to"
    behind, ahead = t.low[max(0, start - 9) : start - 1], t.low[a.end : a.end + 7]
    if not (
        (first and ("to" in ahead or "to" in behind))
        or (second and ("from" in behind or "from" in ahead))
    ):
        return None
    near = t.low[max(0, start - (14 if first else 22)) : start]
    up, down = word_class("increase"), word_class("decrease")
    for word in reversed(near):
        if word in up:
            return "increase"
        if word in down:
            return "decrease"
        if word in ("went", "changed", "moved", "change"):
            return "change"
    return None


_STATUTE = {
    "maximum", "minimum", "mandatory", "statutory", "penalty", "penalties", "punishable",
    "faces", "face", "facing", "carries", "carry", "threshold",
}  # fmt: skip
_DRUG_STATUTE = {
    "distribute", "distributing", "possess", "possession", "conspiracy", "conspiring", "intent",
    "mixture", "import", "importing", "containing", "detectable", "count",
}  # fmt: skip
_TOTAL = {
    "total", "totaling", "totalling", "totaled", "combined", "aggregate", "cumulative", "overall",
    "nationwide", "since", "annually", "annual", "yearly", "fiscal", "altogether", "collectively",
    "statewide", "worldwide", "year-to-date",
}  # fmt: skip
_INCIDENT = {
    "traffic", "search", "searched", "vehicle", "stop", "compartment", "hidden", "concealed",
    "inspection", "shipment", "trunk", "suitcase", "residence", "parcel", "trailer", "stopped",
}  # fmt: skip


def _scope(t: Tokens, a: Amount) -> Scope | None:
    """What the amount covers, where the words beside it tell."""
    low, high = max(0, a.start - 16), min(t.size, a.end + 12)
    left, right = a.start, a.end
    while left > low and t.words[left - 1] not in (".", ";"):
        left -= 1
    while right < high and t.words[right] not in (".", ";"):
        right += 1
    near = set(t.low[left:right])
    punishment = a.unit is not None and a.unit.dimension in ("time", "currency")
    if punishment and not _STATUTE.isdisjoint(near):
        return "threshold"
    if (
        a.unit is not None
        and a.unit.dimension in ("mass", "count")
        and a.bound == "min"
        and t.low[a.end - 2 : a.end] == ["or", "more"]
        and not _DRUG_STATUTE.isdisjoint(near)
    ):
        return "threshold"
    if a.per is not None or not _TOTAL.isdisjoint(near) or _period(t, left, right):
        return "total"
    if not _INCIDENT.isdisjoint(near) and a.unit is not None and a.unit.dimension != "time":
        return "incident"
    return None


def _period(t: Tokens, left: int, right: int) -> bool:
    """ "so far", "to date", "this year", "over the past month"."""
    pairs = set(zip(t.low[left:right], t.low[left + 1 : right + 1], strict=False))
    return not pairs.isdisjoint(_PERIODS)


_PERIODS = {
    ("so", "far"), ("to", "date"), ("this", "year"), ("last", "year"), ("the", "past"),
    ("the", "last"), ("this", "month"), ("in", "all"), ("per", "year"), ("year", "to"),
    ("the", "operation"), ("each", "year"), ("every", "year"), ("each", "month"),
}  # fmt: skip

# a stretch without any of these gives no amount a scope: most are done with at one look
_SCOPE_WORDS = _STATUTE | _TOTAL | _INCIDENT | {"more"} | {second for _, second in _PERIODS}
