"""Commitments: what governments give, do together, or promise."""

from __future__ import annotations

from itertools import groupby

from extractor.events.undertakings.lexicon import verb_of
from extractor.records.commitments import actors, beneficiary, slots
from extractor.records.commitments.kinds import kind_of
from extractor.records.commitments.noun_phrases import Phrase
from extractor.records.commitments.repeats import merged
from extractor.records.commitments.speakers import Actors
from extractor.records.context import Context
from extractor.types import Commitment, Event, SlotEvidence

__all__ = ["build"]


def build(context: Context) -> list[Commitment]:
    """The release's commitments, one for each fact, in text order."""
    rows: list[Commitment] = []
    before: Actors | None = None
    about = list(beneficiary.about(context))
    events = context.events_of("commitment")
    for _, siblings in groupby(events, key=lambda e: e.sentence):
        told = list(siblings)
        for event in told:
            row, before = _row(context, event, told, before, about)
            rows.append(row)
    return merged(context, rows)


def _row(
    context: Context,
    event: Event,
    told: list[Event],
    before: Actors | None,
    about: list[Phrase],
) -> tuple[Commitment, Actors]:
    """The row of one event of those ``told`` in its sentence; ``before`` acted in the last one,
    ``about`` are the places that the release is about."""
    text = context.text
    sentence = context.sentences[event.sentence]
    place = told.index(event)
    who = actors.of_event(context, event, before, told[place - 1] if place else None)
    known = verb_of(text[event.start_char : event.trigger_end].split()[-1].casefold())
    quantity = slots.amount(context, event, told)
    lemma = known.lemma if known else ""
    noun = event.source.endswith(("/amount", "/thing"))
    promised = event.modality == "promised"
    kind = kind_of(
        event.subtype or "assistance",
        None if noun else known,
        text[event.start_char if noun else event.trigger_end : event.end_char],
        actors=len(who.names),
        promised=promised,
        noun=noun,
    )
    gains = beneficiary.of_event(context, event, told, about)
    date = slots.when(context, event, told)
    start, end = (date.start, date.end) if date else (None, None)
    if date is None and event.modality == "done" and slots.is_announced(context, event, lemma):
        start = end = context.release.published
    seen = [SlotEvidence("action", event.start_char, event.end_char, event.source)]
    if who.start is not None and who.end is not None:
        seen.append(SlotEvidence("actors", who.start, who.end, who.source))
    if quantity:
        seen.append(SlotEvidence("value", quantity.start_char, quantity.end_char))
    if gains:
        seen.append(SlotEvidence("beneficiary", *gains))
    if date:
        seen.append(SlotEvidence("start", date.start_char, date.end_char))
    row = Commitment(
        evidence=text[sentence.start_char : sentence.end_char],
        start_char=sentence.start_char,
        end_char=sentence.end_char,
        actors=who.names,
        kind=kind,
        status="promised" if promised else "done",
        action=" ".join(text[event.start_char : event.end_char].split()),
        value=quantity.value if quantity else None,
        high=quantity.high if quantity else None,
        bound=quantity.bound if quantity else None,
        unit=slots.unit(context, quantity) if quantity else None,
        beneficiary=" ".join(text[gains[0] : gains[1]].split()) if gains else None,
        start=start,
        end=end,
        confidence=round(event.score, 4),
        evidence_slots=tuple(seen),
    )
    return row, who
