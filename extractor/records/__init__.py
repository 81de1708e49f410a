"""Events to records: roles filled, repeats in the release merged, confidence given."""

from __future__ import annotations

import dataclasses
import hashlib

from extractor.records import commitments, designations, legal, seizures
from extractor.records.confidence import how_sure
from extractor.records.context import Context
from extractor.types import (
    Commitment,
    DateSpan,
    Event,
    Mention,
    Quantity,
    Record,
    Release,
    Sentence,
)

__all__ = ["build", "drafts"]

VERB_REACH = 30  # characters from an action's start in which its verb stands
BUILDERS = (seizures.build, legal.build, designations.build, commitments.build)


def build(
    release: Release,
    sentences: tuple[Sentence, ...],
    mentions: tuple[Mention, ...],
    quantities: tuple[Quantity, ...],
    dates: tuple[DateSpan, ...],
    events: tuple[Event, ...],
) -> tuple[Record, ...]:
    """All records of the release, in text order, each with an id that is stable between runs."""
    context = Context(release, sentences, mentions, quantities, dates, events)
    rows = [dataclasses.replace(r, confidence=how_sure(r, context)) for r in drafts(context)]
    return _with_ids(release.release_id, rows)


def drafts(context: Context) -> list[Record]:
    """The records with the builders' own view of how sure they are, without ids, in text order."""
    rows = [row for builder in BUILDERS for row in builder(context)]
    rows = [r for r in rows if not (isinstance(r, Commitment) and _states_another(r, context))]
    return sorted(rows, key=lambda r: (r.start_char, type(r).__name__))


def _states_another(row: Commitment, context: Context) -> bool:
    """Whether the commitment's verb is what states a seizure, charge, outcome or designation.

    "Announced the arrest of six members" and "designated two companies" are facts of those types.
    """
    for slot in row.evidence_slots:
        if slot.field == "action":
            return any(
                e.type != "commitment" and 0 <= e.trigger_start - slot.start_char < VERB_REACH
                for e in context.events
            )
    return False


def _with_ids(release_id: str, rows: list[Record]) -> tuple[Record, ...]:
    """Ids from the release and what the row is about, so that a changed slot keeps its id."""
    out: list[Record] = []
    seen: dict[str, int] = {}
    for row in rows:
        kind = type(row).__name__.lower()
        about = getattr(
            row,
            {"seizure": "item", "designation": "target", "commitment": "action"}.get(
                kind, "defendant"
            ),
        )
        key = "\x1f".join((release_id, kind, about.casefold()))
        nth = seen[key] = seen.get(key, -1) + 1
        digest = hashlib.sha256(f"{key}\x1f{nth}".encode()).hexdigest()[:16]
        out.append(dataclasses.replace(row, record_id=f"{kind[:3]}-{digest}"))
    return tuple(out)
