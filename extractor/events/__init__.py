"""Which clauses state a fact, of which type, and whether it happened.

A clause becomes an :class:`~extractor.types.Event` when a trigger of ``lexicons/triggers_*.jsonl``
stands in it ("was sentenced", "seized", "signed an executive order"). Its modality comes from the
words around the trigger: done, promised, alleged, possible, negated or background. The stages after
this one fill roles; none of them looks for triggers again.
"""

from __future__ import annotations

from extractor.events.clauses import clause_around
from extractor.events.modality import court_modality, modality_of
from extractor.events.triggers import matches
from extractor.events.undertakings import find as find_undertakings
from extractor.types import DateSpan, Event, Mention, Quantity, Release, Sentence

__all__ = ["classify"]


def classify(
    release: Release,
    sentences: tuple[Sentence, ...],
    mentions: tuple[Mention, ...] = (),
    quantities: tuple[Quantity, ...] = (),
    dates: tuple[DateSpan, ...] = (),
) -> tuple[Event, ...]:
    """All events of the release, in text order; boilerplate gives none."""
    text = release.text
    found: list[Event] = []
    for index, sentence in enumerate(sentences):
        if sentence.zone == "boilerplate":
            continue
        for trigger, start, end in matches(text, sentence.start_char, sentence.end_char):
            left, right = clause_around(text, sentence.start_char, sentence.end_char, start, end)
            found.append(
                Event(
                    type=trigger.type,
                    sentence=index,
                    start_char=left,
                    end_char=right,
                    trigger_start=start,
                    trigger_end=end,
                    modality=court_modality(text, left, start, end, right)
                    if trigger.type in ("conviction", "charge")
                    else modality_of(text, sentence.start_char, left, start, end, right),
                    subtype=trigger.subtype,
                    source=trigger.id,
                )
            )
    found += find_undertakings(release, sentences, mentions, quantities, dates)
    found.sort(key=lambda e: (e.start_char, e.trigger_start, e.type))
    return tuple(found)
