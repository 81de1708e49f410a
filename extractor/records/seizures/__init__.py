"""Seizures: what was taken, how much, by whom, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.events.triggers import lexicon
from extractor.records import items
from extractor.records.context import Context
from extractor.records.roles import acting_agencies, place_of, when_of
from extractor.records.seizures.things import GENERIC, things_taken
from extractor.types import Event, Quantity, Seizure, SlotEvidence

__all__ = ["build"]

_AGGREGATE = re.compile(
    r"\b(?:in total|to date|so far|since|over the (?:past|last)|during (?:the|its|this) "
    r"(?:investigation|operation|course|year|period|initiative)|course of (?:the|this) "
    r"(?:investigation|"
    r"operation)|as a result of (?:the|this) (?:investigation|operation)|average|annually|per year|"
    r"each (?:year|month|day|week)|every (?:year|month|day|week)|fiscal year|combined|seizures|"
    r"record amounts?|nationwide|throughout the)\b",
    re.IGNORECASE,
)
_NOT_A_SEIZURE = re.compile(
    r"\b(?:guilty|liable|not guilty|in contempt|dead|responsible|innocent|agreed to forfeit|"
    r"ordered to forfeit|must forfeit|forfeiture (?:judgment|allegation))\b",
    re.IGNORECASE,
)
_BASE_FORM = re.compile(
    r"(?:seize|confiscate|interdict|recover|intercept|find|discover)s?", re.IGNORECASE
)
# "seized and forfeited assets": an adjective, no event.
_ATTRIBUTIVE = re.compile(r"\s+(?:and|or)\s+(?:forfeited|seized|confiscated)\s", re.IGNORECASE)
_HELPED = re.compile(
    r"\b(?:help(?:ed|ing)?|led (?:\w+ ){0,4}to|able to|worked to|enabl\w+ \w+ to|allow\w+ \w+ "
    r"to)\s+(?:\w+\s+){0,3}$",
    re.I,
)
_NOUN = re.compile(r"seizures?|confiscations?|interdictions?|forfeitures?|busts?", re.IGNORECASE)
_HAPPENED = re.compile(
    r"\b(?:result\w*|led|leading|made|making|announc\w+|yield\w+|includ\w+|contribut\w+|"
    r"facilitat\w+|"
    r"doubled|tripled|increas\w+|record|historic|largest|following|after|culminat\w+|"
    r"produc\w+)\b[^.;]*$",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\b(?:(?:efforts?|authority|ability|order|seek\w*|aim\w*|designed|attempt\w*|tr(?:y|ied|ying)|"
    r"work\w*|directs?|proposing|propos\w+|prevent\w*|commit\w*|strategy|goal of|purpose of|"
    r"subject|allow)\b[^.;,]*)$",
    re.IGNORECASE,
)


def build(context: Context) -> list[Seizure]:
    """One row per item type and event, repeats merged."""
    rows: list[Seizure] = []
    for event in context.events_of("seizure"):
        if event.modality in ("negated", "possible", "promised"):
            continue
        if _NOT_A_SEIZURE.search(context.text, event.start_char, event.end_char):
            continue
        if not _stated(context, event):
            continue
        rows.extend(_rows(context, event))
    return _without_general(_merge(rows))


def _stated(context: Context, event: Event) -> bool:
    """Whether the trigger states a seizure, and not a power, a purpose or a programme.

    A bare infinitive ("seize assets") states one only behind "helped", or in a headline; a noun
    ("the seizure of assets") only with an amount, or behind a word that says it happened.
    """
    text = context.text
    trigger = text[event.trigger_start : event.trigger_end]
    before = text[max(event.start_char, event.trigger_start - 60) : event.trigger_start]
    zone = context.sentences[event.sentence].zone
    if re.search(r"\bwill\b", text[event.start_char : event.trigger_start]):
        return False
    if _PURPOSE.search(before) or (_ATTRIBUTIVE.match(text, event.trigger_end)):
        return False
    if _BASE_FORM.fullmatch(trigger):
        return zone == "headline" or _HELPED.search(before) is not None
    if _NOUN.match(trigger):
        end = min(event.trigger_end + 60, context.sentences[event.sentence].end_char)
        return bool(_HAPPENED.search(before)) or any(
            q.unit not in ("year", "month", "day")
            for q in context.quantities_in(event.trigger_end, end)
        )
    return True


def _rows(context: Context, event: Event) -> Iterator[Seizure]:
    sentence = context.sentences[event.sentence]
    things, passive = things_taken(context, event)
    if not things:
        return
    searched = event.source == "seizure.search.yielded"
    agencies = acting_agencies(context, event, passive=passive or searched)
    place = place_of(context, event)
    when = when_of(context, event)
    words = context.text[sentence.start_char : sentence.end_char]
    for thing in things:
        q = thing.quantity
        usd = None
        if q is not None and q.unit == "USD":
            usd = q.value
            if thing.category not in ("currency", "asset"):
                q = None  # "$1.2 million in cocaine" says what it is worth, not how much it is
        else:
            usd = _worth(context, q, event.sentence, thing.category)
        aggregate = (
            (q is not None and (q.per is not None or q.scope == "total"))
            or _AGGREGATE.search(words) is not None
            or (when is not None and (when.end - when.start).days > 31)
        )
        slots = [SlotEvidence("item", thing.start, thing.end, event.source)]
        if q is not None:
            slots.append(SlotEvidence("value", q.start_char, q.end_char, "quantities"))
        if place is not None:
            slots.append(SlotEvidence("location", place.start_char, place.end_char, "place_of"))
        if when is not None:
            slots.append(SlotEvidence("start", when.start_char, when.end_char, "when_of"))
        slots.extend(
            SlotEvidence("agencies", a.start_char, a.end_char, "acting_agencies") for a in agencies
        )
        yield Seizure(
            evidence=words,
            start_char=sentence.start_char,
            end_char=sentence.end_char,
            item=thing.item,
            category=thing.category,
            value=q.value if q else None,
            high=q.high if q else None,
            bound=q.bound if q else None,
            unit=q.unit if q else None,
            per=q.per if q else None,
            usd=usd,
            agencies=tuple(
                dict.fromkeys(context.text[a.start_char : a.end_char] for a in agencies)
            ),
            location=place.text if place else None,
            start=when.start if when else None,
            end=when.end if when else None,
            aggregate=aggregate,
            confidence=0.8 if "weak" not in lexicon()[event.source].voice else 0.6,
            evidence_slots=tuple(slots),
        )


_VALUE = re.compile(
    r"\b(?:street|market|retail|estimated|combined|total)\s+value|valued at|worth\b",
    re.I,
)
_THE_THING = re.compile(
    r"^(?:[“\"]?(?:The|This|These|Those|Its|Their|Combined|Estimated|All)\b)[^.;]{0,80}",
    re.IGNORECASE,
)


def _worth(
    context: Context, quantity: Quantity | None, sentence: int, category: str
) -> float | None:
    """What the item is worth: linked to its amount, or said of "the drugs" right after it."""
    if quantity is not None:
        index = next((i for i, q in enumerate(context.quantities) if q is quantity), None)
        for q in context.quantities:
            if q.worth_of is not None and q.worth_of == index and q.unit == "USD":
                return q.value
    if category not in ("drug", "counterfeit", "wildlife", "precursor"):
        return None
    for s in context.sentences[sentence + 1 : sentence + 3]:
        words = context.text[s.start_char : s.end_char]
        subject = _THE_THING.match(words)
        if subject is None or not _VALUE.search(words):
            continue
        kinds = {k for _, _, k in items.find(subject.group(), 0, len(subject.group()))}
        money = context.quantities_in(s.start_char, s.end_char, "USD")
        if len(money) == 1 and (category in kinds or "other" in kinds):
            return money[0].value
    return None


def _merge(rows: list[Seizure]) -> list[Seizure]:
    """One row per fact: of rows with one item and amount the fullest takes the others' slots."""
    out: list[Seizure] = []
    for row in rows:
        for i, other in enumerate(out):
            if _same(row, other):
                out[i] = _joined(other, row)
                break
        else:
            out.append(row)
    return out


def _without_general(rows: list[Seizure]) -> list[Seizure]:
    """Without "narcotics" where another row says which and how much."""
    out = []
    for row in rows:
        general = row.value is None and GENERIC.match(row.item.split()[-1])
        told = any(
            r is not row
            and r.category == row.category
            and not GENERIC.match(r.item.split()[-1])
            and not _apart(r, row)
            for r in rows
        )
        if not (general and told):
            out.append(row)
    return out


def _same(a: Seizure, b: Seizure) -> bool:
    if a.category != b.category or (a.unit and b.unit and a.unit != b.unit):
        return False
    heads = {w.casefold().rstrip("s") for w in a.item.split()} & {
        w.casefold().rstrip("s") for w in b.item.split()
    }
    if not heads:
        return False
    if a.value is not None and b.value is not None:
        near = abs(a.value - b.value) <= 0.02 * max(abs(a.value), abs(b.value))
        return near and a.per == b.per and not _apart(a, b)
    if a.start_char == b.start_char:
        return a.item == b.item
    if a.value is None and b.value is None:
        return not (a.start and b.start and a.start != b.start)
    # one without amount: the headline's or a quotation's repeat of the other
    return a.aggregate == b.aggregate and not (a.start and b.start and a.start != b.start)


def _apart(a: Seizure, b: Seizure) -> bool:
    """Whether both have days and none is shared."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    return a.end < b.start or b.end < a.start


def _filled(row: Seizure) -> int:
    return sum(
        x is not None and x != ()
        for x in (row.value, row.location, row.start, row.agencies, row.usd)
    )


def _joined(a: Seizure, b: Seizure) -> Seizure:
    best, other = (a, b) if _filled(a) >= _filled(b) else (b, a)
    return replace(
        best,
        value=best.value if best.value is not None else other.value,
        high=best.high if best.value is not None else other.high,
        bound=best.bound if best.value is not None else other.bound,
        unit=best.unit if best.value is not None else other.unit,
        usd=best.usd if best.usd is not None else other.usd,
        agencies=best.agencies or other.agencies,
        location=best.location or other.location,
        start=best.start or other.start,
        end=best.end or other.end,
        confidence=max(a.confidence, b.confidence),
    )
