"""The slots of a defendant's row: what its own facts say, and what the release says of all."""

from __future__ import annotations

from typing import Any

from extractor.records.context import Context
from extractor.records.legal import offenses, setting, slots
from extractor.records.legal.defendants import CHARGE, CONVICTION, RANK, Defendant, Part
from extractor.records.legal.facts import Fact, Reading
from extractor.records.legal.offenses import Offense
from extractor.records.legal.slots import Found
from extractor.types import Charge, Conviction, DateSpan, SlotEvidence

# A release about one case states it in its headline or first sentences.
_LEAD = 5


class Filler:
    """Fills the slots of rows; holds what is true of the whole release."""

    def __init__(self, context: Context, reading: Reading, defendants: list[Defendant]) -> None:
        self._context = context
        self._cast = reading.cast
        self._speaks_of = reading.about
        # a digest of many cases lends none of its districts and groups to a case that has none
        one_case = any(f.index < _LEAD for f in reading.facts)
        self._district = setting.main_district(context) if one_case else None
        self._organization = setting.main_organization(context) if one_case else None
        self._country = setting.extraditing_country(context) if one_case else None
        self._indicted = setting.indictment_day(context) if one_case else None
        self._offenses: dict[int, Offense | None] = {}
        self._shared_charge = self._main_charge(defendants)

    def conviction(self, d: Defendant) -> Conviction:
        """The row of a court outcome."""
        parts = d.of(*CONVICTION)
        values, proof = self._common(d, parts)
        if values["stage"] == "sentenced":
            if (term := self._prison(d)) is not None:
                values["prison_months"] = int(term.value)
                proof.append(_proof("prison_months", term))
            if (release := self._release(d)) is not None:
                values["supervised_release_months"] = int(release.value)
                proof.append(_proof("supervised_release_months", release))
        paid = self._paid(d, values["stage"] == "sentenced")
        if paid:
            values["usd"] = float(sum(float(p.value) for p in paid))
            proof += [_proof("usd", p) for p in paid]
        return Conviction(**values, evidence_slots=tuple(proof))

    def charge(self, d: Defendant, stages: tuple[str, ...]) -> Charge:
        """The row of an arrest, accusation or extradition."""
        parts = d.of(*stages)
        values, proof = self._common(d, parts)
        context = self._context
        stage = values["stage"]
        for part in d.of("extradited" if stage == "extradited" else "arrested"):
            fact = part.fact
            found = setting.place(context, fact.stage, fact.event.trigger_end, fact.end)
            if found is not None:
                values["location"] = found.value
                proof.append(_proof("location", found))
                break
        if stage == "extradited" and "location" not in values and self._country is not None:
            values["location"] = self._country.value
            proof.append(_proof("location", self._country))
        agencies: dict[str, Found] = {}
        for part in d.of(*(stages if stage != "charged" else ("arrested", "charged"))):
            for body in setting.acting(context, part.fact):
                agencies.setdefault(str(body.value), body)
        values["agencies"] = tuple(agencies)
        proof += [_proof("agencies", b) for b in agencies.values()]
        return Charge(**values, evidence_slots=tuple(proof))

    def _common(self, d: Defendant, parts: list[Part]) -> tuple[dict[str, Any], list[SlotEvidence]]:
        context = self._context
        stage = max((p.fact.stage for p in parts), key=RANK.__getitem__)
        own = [p for p in parts if p.fact.stage == stage]
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
        proof: list[SlotEvidence] = []
        if (offense := self._offense(d, stage)) is not None:
            values["offense"] = offense.value
            proof.append(SlotEvidence("offense", offense.start_char, offense.end_char))
        if (when := self._day(d, stage, body)) is not None:
            values["start"], values["end"] = when.start, when.end
            proof.append(SlotEvidence("start", when.start_char, when.end_char))
        if (district := self._where_tried(d, stage, body)) is not None:
            values["district"] = district.value
            proof.append(_proof("district", district))
        tie = setting.organization_of(context, self._cast, d, self._organization)
        if tie is not None:
            values["organization"] = tie.value
            proof.append(_proof("organization", tie))
        return values, proof

    def _offense_of(self, fact: Fact) -> Offense | None:
        key = id(fact)
        if key not in self._offenses:
            self._offenses[key] = offenses.offense(
                self._context, fact.stage, fact.event.trigger_end, fact.end
            )
        return self._offenses[key]

    def _fullness(self, part: Part) -> tuple[int, int]:
        fact = part.fact
        context = self._context
        score = 2 * bool(self._offense_of(fact)) + 2 * part.direct
        if fact.stage == "sentenced":
            score += 3 * bool(slots.prison_terms(context, fact.start, fact.end))
        e = fact.event
        score += (
            slots.day(context, fact.start, e.trigger_start, e.trigger_end, fact.end) is not None
        )
        return score, -fact.index

    def _offense(self, d: Defendant, stage: str) -> Offense | None:
        """The most specific offence: by name rather than by role, of this stage first."""
        at_stage = {p.fact.index for p in d.of(stage)}
        kind = CONVICTION if stage in CONVICTION else CHARGE
        best: tuple[int, int, Offense] | None = None
        for part in d.parts:
            fact = part.fact
            found = self._offense_of(fact)
            if found is None or found.quality <= 0:
                continue
            score = 5 * found.quality + 4 * part.direct
            score += 4 * (fact.stage == stage or fact.index in at_stage)
            score += 2 * (fact.stage in kind)
            if self._context.sentences[fact.index].zone == "headline":
                score -= 12
            if best is None or (score, -fact.index) > best[:2]:
                best = (score, -fact.index, found)
        if best is not None:
            return best[2]
        return self._shared_charge if d.named and stage in ("charged", "extradited") else None

    def _main_charge(self, defendants: list[Defendant]) -> Offense | None:
        """What the release's indictment charges, for those who are only said to be named in it."""
        for d in defendants:
            for part in d.of("charged"):
                found = self._offense_of(part.fact)
                if found is not None and found.quality >= 2:
                    return found
        return None

    def _day(self, d: Defendant, stage: str, body: list[Part]) -> DateSpan | None:
        best: tuple[int, DateSpan] | None = None
        for part in body:
            fact, e = part.fact, part.fact.event
            found = slots.day(
                self._context, fact.start, e.trigger_start, e.trigger_end, fact.end, not d.named
            )
            if found is None:
                continue
            cost = found[0] + (0 if part.direct else 60)
            if best is None or cost < best[0]:
                best = (cost, found[1])
        if best is None:
            best = self._heading_day(body)
        if best is not None:
            unsealed = stage == "charged" and setting.is_unsealing(self._context, best[1])
            return self._indicted if unsealed and self._indicted else best[1]
        if stage == "charged" and d.named:
            return self._indicted or self._arrest_day(d)
        return None

    def _heading_day(self, body: list[Part]) -> tuple[int, DateSpan] | None:
        """The day that the heading above a bullet gives."""
        for part in body:
            if self._context.sentences[part.fact.index].zone != "list_item":
                continue
            for lead in self._context.leads(part.fact.index):
                s = self._context.sentences[lead]
                days = self._context.dates_in(s.start_char, s.end_char)
                if len(days) == 1:
                    return 0, days[0]
        return None

    def _arrest_day(self, d: Defendant) -> DateSpan | None:
        arrests = d.of("arrested")
        return self._day(d, "arrested", arrests) if arrests else None

    def _where_tried(self, d: Defendant, stage: str, body: list[Part]) -> Found | None:
        for part in body:
            s = self._context.sentences[part.fact.index]
            if found := setting.districts(self._context, s.start_char, s.end_char):
                return found[0]
        loose = not d.named and stage in ("arrested", "extradited")
        return None if loose else self._district

    def _prison(self, d: Defendant) -> Found | None:
        best: tuple[tuple[bool, float], Found] | None = None
        for part in d.of("sentenced"):
            fact = part.fact
            n = len(fact.targets)
            terms = slots.prison_terms(self._context, fact.start, fact.end, apart=n > 1)
            if n > 1 and len(terms) == n:
                terms = terms[part.position : part.position + 1]
            for term in terms:
                head = self._context.sentences[fact.index].zone == "headline"
                rank = (not head, float(term.value))
                if best is None or rank > best[0]:
                    best = (rank, term)
        return best[1] if best else None

    def _release(self, d: Defendant) -> Found | None:
        for start, end in self._about(d):
            if found := slots.supervised_release(self._context, start, end):
                return found[0]
        return None

    def _paid(self, d: Defendant, sentenced: bool) -> list[Found]:
        out: dict[float, Found] = {}
        for start, end in self._about(d):
            for money in slots.money_ordered(self._context, start, end, sentenced):
                out.setdefault(float(money.value), money)
        return list(out.values())

    def _about(self, d: Defendant) -> list[tuple[int, int]]:
        """Stretches about the defendant: its facts, sentences that name it or go on about it."""
        spans = [(p.fact.start, p.fact.end) for p in d.parts if len(p.fact.targets) == 1]
        multi = [(p.fact.start, p.fact.end) for p in d.parts if len(p.fact.targets) > 1]
        for m in self._context.mentions:
            if m.label == "PERSON" and self._cast.key(m) == d.key:
                s = self._context.sentences[self._context.sentence_index(m.start_char)]
                spans.append((s.start_char, s.end_char))
        for index, key in self._speaks_of.items():
            if key == d.key:
                s = self._context.sentences[index]
                spans.append((s.start_char, s.end_char))
        out: list[tuple[int, int]] = []
        for span in spans + multi:
            if not any(a <= span[0] and span[1] <= b for a, b in out):
                out.append(span)
        return out


def _proof(field: str, found: Found) -> SlotEvidence:
    return SlotEvidence(field, found.start_char, found.end_char)
