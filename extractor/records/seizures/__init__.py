"""Seizures: what was taken, how much, by whom, where and when.

``stated`` tells a fact from a power or a crime; ``things``, ``phrases`` and ``money`` read the list
that a trigger governs, ``contents`` the sentences behind it that say what packages held and were
worth, ``scenes`` the incidents in which ``who``, ``where`` and ``when`` look; ``merging`` makes one
row per fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.records.seizures.aggregate import is_aggregate
from extractor.records.seizures.contents import Worth, contents, linked_worth, worth
from extractor.records.seizures.local import in_local_dollars
from extractor.records.seizures.merging import Draft, alike, merged
from extractor.records.seizures.money import is_money
from extractor.records.seizures.nouns import is_contraband, is_generic
from extractor.records.seizures.phrases import counts_containers
from extractor.records.seizures.residue import residue
from extractor.records.seizures.scenes import Scenes
from extractor.records.seizures.stated import stated
from extractor.records.seizures.tables import tables
from extractor.records.seizures.thing import Thing
from extractor.records.seizures.things import bulleted, things_taken
from extractor.records.seizures.when import when
from extractor.records.seizures.where import where
from extractor.records.seizures.who import who
from extractor.types import Event, Mention, Seizure, SlotEvidence

__all__ = ["build"]

_OFFICIAL = re.compile(
    r"\b(?:agents?|officers?|police|deput(?:y|ies)|troopers?|investigators?|officials?|"
    r"detectives?|inspectors?|marshals?|wardens?|rangers?|constables?|sheriff|guards?|"
    r"authorities|search\w*|"
    r"raid\w*|warrants?|customs|(?-i:[A-Z]{2,6})|(?-i:[A-Z]\w+ (?:Police|Patrol|Force|Agency|"
    r"Bureau|"
    r"Department|Administration|Service)))\b",
    re.IGNORECASE,
)
_REACH = 5  # sentences in which "the packages" may be said to hold something
_ONE = re.compile(r"\b(?:an?|his|her)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_HELD = "seizure.loose.held"
_YIELDED = "seizure.search.yielded"
_UNTOLD = "seizure.untold"
# Triggers in words of everyday: only what is counted, or one thing, is taken by them.
_LOOSE = ("seizure.loose.", "seizure.away.", "seizure.barred.")
_VALUED = frozenset("drug precursor counterfeit wildlife asset other".split())


def build(context: Context) -> list[Seizure]:
    """One row per item type and event, repeats merged."""
    events = context.events_of("seizure")
    if not events:
        return []
    scenes = Scenes(context)
    drafts: list[Draft] = []
    told: set[int] = set()
    taking: Event | None = None  # the last event that took or found something
    by_sentence: dict[int, list[Event]] = {}
    for event in events:
        by_sentence.setdefault(event.sentence, []).append(event)
    for index in range(events[0].sentence, len(context.sentences)):
        for event in by_sentence.get(index, ()):
            if not stated(context, event):
                continue
            after = taking is not None and index - taking.sentence <= _REACH
            if event.source == _HELD and after and contents(context, index):
                continue  # what packages found before hold
            found = list(_rows(context, scenes, event))
            drafts.extend(found)
            if found or lexicon()[event.source].voice.startswith(("active", "passive")):
                taking = event
            if found:
                told.add(index)
        if taking is None or index - taking.sentence > _REACH:
            continue
        if index not in told:
            here = replace(taking, sentence=index)
            for thing in contents(context, index):
                draft = _draft(context, scenes, here, index, thing, True)
                drafts.append(replace(draft, contents=True))
                told.add(index)
        if valued := worth(context, index):
            drafts = _with_worth(drafts, valued, scenes.of(index))
    drafts += _tabled(context, scenes)
    drafts += _untold(context, scenes, drafts)
    return in_local_dollars(context, merged(_dated_by_summary(drafts)))


def _tabled(context: Context, scenes: Scenes) -> Iterator[Draft]:
    """What the rows of tables say was taken: totals."""
    for row in tables(context):
        thing = row.thing
        s = context.sentences[row.header]
        at = Event(
            "seizure", row.header, s.start_char, s.end_char, thing.start, thing.end, "done",
            source=_UNTOLD,
        )  # fmt: skip
        day = when(context, scenes, at, aggregate=True)
        draft = _draft(context, scenes, at, row.sentence, thing, True)
        total = replace(
            draft.row,
            aggregate=True,
            start=day.start if day else None,
            end=day.end if day else None,
        )
        yield replace(draft, row=total)


def _untold(context: Context, scenes: Scenes, drafts: list[Draft]) -> list[Draft]:
    """Contraband in the incidents of a release that takes things, told in words without trigger."""
    if not drafts:
        return []
    told = {context.sentence_index(d.row.start_char) for d in drafts}
    out = []
    for index, thing in residue(context, scenes, told):
        s = context.sentences[index]
        at = Event(
            "seizure", index, s.start_char, s.end_char, thing.start, thing.end, "done",
            source=_UNTOLD,
        )  # fmt: skip
        out.append(_draft(context, scenes, at, index, thing, True))
    return out


def _dated_by_summary(drafts: list[Draft]) -> list[Draft]:
    """Single takings without a day take the one day that the summary gives."""
    days = {
        (d.row.start, d.row.end)
        for d in drafts
        if d.summary and not d.row.aggregate and d.row.start is not None
    }
    if len(days) != 1:
        return drafts
    (start, end) = next(iter(days))
    return [
        replace(d, row=replace(d.row, start=start, end=end))
        if d.row.start is None and not d.row.aggregate and not d.headline
        else d
        for d in drafts
    ]


def _rows(context: Context, scenes: Scenes, event: Event) -> Iterator[Draft]:
    things, passive = things_taken(context, event)
    listed = bulleted(context, event) if _heads_list(context, event, things) else []
    if listed:
        for index, thing, place in listed:
            draft = _draft(context, scenes, event, index, thing, passive)
            yield replace(draft, row=_at(draft.row, place)) if place else draft
        return
    alone = len(things) == 1
    for thing in things:
        if thing.usd is not None and not alone:
            thing = replace(thing, usd=None)  # a worth of several things belongs to none
            if thing.quantity is None and not thing.known:
                continue
        bare = thing.quantity is None and thing.usd is None
        one = _ONE.search(context.text, max(0, thing.start - 20), thing.start)
        if event.source.startswith(_LOOSE) and bare and (not one or is_generic(thing.item)):
            continue  # "collected drug money": a way of life, no incident
        if event.source == _YIELDED and bare and not is_contraband(thing) and not one:
            continue  # "the scan revealed wooden boxes"
        beside = any(is_contraband(t) for t in things)
        doubtful = (thing.category == "document" and not beside) or (
            thing.quantity is None and lexicon()[event.source].voice.endswith("weak")
        )
        if not thing.known and lexicon()[event.source].voice.endswith("recover"):
            doubtful = True  # fingerprints, wages, time
        if doubtful and not _by_officers(context, event.sentence):
            continue  # papers are taken by those who traffic in people, too
        if not thing.known and context.sentences[event.sentence].zone == "headline":
            continue
        yield _draft(context, scenes, event, event.sentence, thing, passive, alone=alone)


def _by_officers(context: Context, sentence: int) -> bool:
    """Whether officers are spoken of in the sentence or the one before it."""
    near = range(max(0, sentence - 1), sentence + 1)
    return any(_OFFICIAL.search(context.words(i)) is not None for i in near)


def _at(row: Seizure, place: Mention) -> Seizure:
    """The row with the place or body that its list item names."""
    if place.label == "AGENCY":
        by = SlotEvidence("agencies", place.start_char, place.end_char, "bulleted")
        slots = (*(s for s in row.evidence_slots if s.field != "agencies"), by)
        return replace(row, agencies=(place.text,), evidence_slots=slots)
    slot = SlotEvidence("location", place.start_char, place.end_char, "bulleted")
    slots = (*(s for s in row.evidence_slots if s.field != "location"), slot)
    return replace(row, location=place.text, evidence_slots=slots)


def _heads_list(context: Context, event: Event, things: list[Thing]) -> bool:
    """Whether list items hang on the event's sentence: it ends in a colon or says no amount."""
    s = context.sentences[event.sentence]
    ends = context.text[s.start_char : s.end_char].rstrip().endswith(":")
    return ends or not any(t.quantity for t in things)


def _draft(
    context: Context,
    scenes: Scenes,
    event: Event,
    sentence: int,
    thing: Thing,
    passive: bool,
    *,
    alone: bool = True,
) -> Draft:
    """The row of one thing; ``sentence`` is the one that names it."""
    s = context.sentences[sentence]
    q = thing.quantity
    usd = thing.usd
    if q is not None and is_money(q):
        usd = q.value if q.unit == "USD" else None
    elif q is not None and usd is None and alone:
        usd = linked_worth(context, q)
    day = when(context, scenes, event, aggregate=False)
    aggregate = is_aggregate(context, scenes, event, sentence, thing, day)
    if aggregate:
        day = when(context, scenes, event, aggregate=True)
    site = where(context, scenes, event, aggregate=aggregate)
    bodies = who(context, scenes, event, passive=passive)
    text = context.text
    slots = [SlotEvidence("item", thing.start, thing.end, event.source)]
    if q is not None:
        slots.append(SlotEvidence("value", q.start_char, q.end_char, "quantities"))
    if site is not None:
        slots.append(SlotEvidence("location", site.start_char, site.end_char, "where"))
    if day is not None:
        slots.append(SlotEvidence("start", day.start_char, day.end_char, "when"))
    slots.extend(SlotEvidence("agencies", b.start_char, b.end_char, "who") for b in bodies)
    row = Seizure(
        evidence=text[s.start_char : s.end_char],
        start_char=s.start_char,
        end_char=s.end_char,
        item=thing.item,
        category=thing.category,
        value=q.value if q else None,
        high=q.high if q else None,
        bound=q.bound if q else None,
        unit=q.unit if q else None,
        per=q.per if q else None,
        usd=usd,
        agencies=tuple(dict.fromkeys(text[b.start_char : b.end_char] for b in bodies)),
        location=text[site.start_char : site.end_char] if site else None,
        start=day.start if day else None,
        end=day.end if day else None,
        aggregate=aggregate,
        confidence=_confidence(event),
        evidence_slots=tuple(slots),
    )
    return Draft(
        row,
        scenes.of(event.sentence),
        scenes.summary(event.sentence),
        again=thing.again,
        pieces=q.value if counts_containers(q) and q is not None else None,
        headline=s.zone == "headline",
    )


def _confidence(event: Event) -> float:
    if event.source == _UNTOLD:
        return 0.5
    return 0.6 if lexicon()[event.source].voice.endswith("weak") else 0.8


def _with_worth(drafts: list[Draft], valued: Worth, scene: int) -> list[Draft]:
    """The drafts with a worth given to the one thing of the incident that it can be said of."""
    fit = [
        i
        for i, d in enumerate(drafts)
        if d.scene == scene
        and (not d.row.aggregate or d.row.start_char <= valued.start_char < d.row.end_char)
        and d.row.category in valued.categories & _VALUED
        and (valued.noun is None or valued.noun.casefold() in d.row.item.casefold())
    ]
    counted = [i for i in fit if drafts[i].row.value is not None]
    fit = counted or fit
    if not fit or any(not alike(drafts[fit[0]].row.item, drafts[i].row.item) for i in fit):
        return drafts
    last = drafts[fit[-1]]
    if last.row.usd is not None:
        return drafts
    slot = SlotEvidence("usd", valued.start_char, valued.end_char, "worth")
    row = replace(last.row, usd=valued.usd, evidence_slots=(*last.row.evidence_slots, slot))
    return [*drafts[: fit[-1]], replace(last, row=row), *drafts[fit[-1] + 1 :]]
