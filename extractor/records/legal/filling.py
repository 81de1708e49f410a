"""The slots of a defendant's row: what its own facts say, and what the release says of all."""

from __future__ import annotations

from typing import Any

from extractor.records.context import Context
from extractor.records.legal import slots
from extractor.records.legal.candidates import Candidates
from extractor.records.legal.linking import Candidate, best
from extractor.records.legal.reading import Reading
from extractor.records.legal.slots import Found
from extractor.records.legal.terms import Terms
from extractor.records.legal.totals import Defendant, Part
from extractor.types import Charge, Conviction, DateSpan, SlotEvidence


class Filler:
    """Fills the slots of rows."""

    def __init__(self, context: Context, reading: Reading, defendants: list[Defendant]) -> None:
        self._context = context
        self.candidates = Candidates(context, reading, defendants)
        self._terms = Terms(context, reading, defendants, self.candidates.relations)

    def conviction(self, d: Defendant, stage: str) -> Conviction:
        """The row of a court outcome."""
        values, proof = self._common(d, stage)
        if stage == "sentenced":
            if (term := self._terms.prison(d)) is not None:
                values["prison_months"] = int(term.value)
                proof.append(_proof("prison_months", term))
            if (release := self._terms.release(d)) is not None:
                values["supervised_release_months"] = int(release.value)
                proof.append(_proof("supervised_release_months", release))
        paid = self._terms.paid(d, stage == "sentenced")
        if paid:
            values["usd"] = float(sum(float(p.value) for p in paid))
            proof += [_proof("usd", p) for p in paid]
        return Conviction(**values, evidence_slots=tuple(proof))

    def charge(self, d: Defendant, stage: str) -> Charge:
        """The row of an arrest, accusation or extradition."""
        values, proof = self._common(d, stage)
        if (place := self.candidates.place(d, stage)) is not None:
            values["location"] = place.value
            proof.append(_proof("location", place))
        bodies = self.candidates.bodies(d, stage)
        values["agencies"] = tuple(str(b.value) for b in bodies)
        proof += [_proof("agencies", b) for b in bodies]
        return Charge(**values, evidence_slots=tuple(proof))

    def _common(self, d: Defendant, stage: str) -> tuple[dict[str, Any], list[SlotEvidence]]:
        context = self._context
        own = d.of(stage)
        body = [p for p in own if context.sentences[p.fact.index].zone != "headline"] or own
        evidence = max(body, key=self._fullness).fact
        s = context.sentences[evidence.index]
        values: dict[str, Any] = {
            "evidence": context.words(evidence.index),
            "start_char": s.start_char,
            "end_char": s.end_char,
            "defendant": d.text,
            "count": d.count,
            "stage": stage,
            "confidence": 0.8 if d.named else 0.6,
        }
        start, end = self.candidates.relations.written(d)
        e = evidence.event
        proof = [
            SlotEvidence("defendant", start, end),
            SlotEvidence("count", start, end),
            SlotEvidence("stage", e.trigger_start, e.trigger_end),
        ]
        frame = self.candidates.relations.frame(d, stage)
        for slot, find in (
            ("offense", self.candidates.offense),
            ("district", self.candidates.district),
            ("organization", self.candidates.organization),
        ):
            if (found := best(slot, frame, find(d, stage))) is not None:
                values[slot] = found.value
                proof.append(_link(slot, found))
        if "organization" not in values and (gang := self.candidates.members_of(d)) is not None:
            values["organization"] = gang.value
            proof.append(_proof("organization", gang))
        when = best("day", frame, self.candidates.day(d, stage))
        if when is not None and isinstance(when.value, DateSpan):
            values["start"], values["end"] = when.value.start, when.value.end
            proof.append(_link("start", when))
        return values, proof

    def _fullness(self, part: Part) -> tuple[int, int]:
        fact = part.fact
        context = self._context
        score = 2 * bool(self.candidates.offense_of(fact)) + 2 * part.direct
        if fact.stage == "sentenced":
            score += 3 * bool(slots.prison_terms(context, fact.start, fact.end))
        score += bool(context.dates_in(fact.start, fact.end))
        return score, -fact.index


def _proof(field: str, found: Found) -> SlotEvidence:
    return SlotEvidence(field, found.start_char, found.end_char)


def _link(field: str, found: Candidate) -> SlotEvidence:
    return SlotEvidence(field, found.start_char, found.end_char, source="links")
