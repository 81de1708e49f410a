"""One row per defendant: facts about the same person or group meet, slots are filled, rows made."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from extractor.records import roles
from extractor.records.context import Context
from extractor.records.legal import setting, slots
from extractor.records.legal.actors import Actor
from extractor.records.legal.cast import Cast
from extractor.records.legal.facts import Fact, Reading
from extractor.records.legal.slots import Found
from extractor.types import Charge, Conviction, SlotEvidence

CONVICTION = ("pleaded_guilty", "convicted", "sentenced")
CHARGE = ("arrested", "charged", "extradited")
_RANK = {s: n for n, s in enumerate(("arrested", "charged", "extradited", *CONVICTION))}
_OTHERS = re.compile(r"\b(?:others?|another|remaining|additional|more)\b(?!\s+than)", re.I)


@dataclass(slots=True)
class Defendant:
    """A person, company or group, and the facts about it, in text order."""

    key: str
    text: str
    count: int | None
    named: bool
    order: int
    facts: list[tuple[Fact, int]] = field(default_factory=list)

    def of(self, *stages: str) -> list[tuple[Fact, int]]:
        """The facts at the given stages."""
        return [f for f in self.facts if f[0].stage in stages]


def rows(context: Context, reading: Reading) -> list[Conviction | Charge]:
    """The rows of a release from its facts."""
    defendants = _bind(context, reading)
    shared = _Shared(context, reading.cast)
    out: list[Conviction | Charge] = []
    for d in defendants:
        convictions = d.of(*CONVICTION)
        extraditions = d.of("extradited")
        charges = d.of(*CHARGE)
        if convictions:
            out.append(_conviction(context, shared, d))
            if extraditions and d.named:
                out.append(_charge(context, shared, d, ("extradited",)))
        elif charges:
            out.append(_charge(context, shared, d, CHARGE))
    return out


def _bind(context: Context, reading: Reading) -> list[Defendant]:
    """Facts by defendant; unnamed people and groups are bound to the names that the release gives."""
    cast = reading.cast
    named: dict[str, Defendant] = {}
    loose: list[tuple[Fact, Actor, int]] = []

    def add(key: str, fact: Fact, position: int, at: int) -> None:
        if key in cast.officials:
            return
        if key not in named:
            named[key] = Defendant(key, cast.full(key) or key, 1, True, at)
        named[key].facts.append((fact, position))

    for fact in reading.facts:
        for position, actor in enumerate(fact.targets):
            if actor.kind in ("person", "organization"):
                add(actor.key, fact, position, actor.start_char)
            else:
                loose.append((fact, actor, position))
    groups: dict[str, Defendant] = {}
    for fact, actor, position in loose:
        keys = _names_for(context, reading, named, fact, actor)
        if keys:
            for n, key in enumerate(keys):
                add(key, fact, n if len(keys) > 1 else position, actor.start_char)
            continue
        if actor.kind in ("definite", "pronoun", "relative"):
            continue
        if actor.kind == "group" and actor.count is None:
            continue
        if context.sentences[fact.index].zone == "headline":
            continue
        key = f"{actor.count}:{actor.text.casefold()}"
        if actor.kind == "group" and actor.count:
            key = f"{fact.stage in CONVICTION}:{actor.count}"
        if key not in groups:
            groups[key] = Defendant(key, actor.text, actor.count, False, actor.start_char)
        groups[key].facts.append((fact, position))
    out = list(named.values())
    for group in groups.values():
        if not _is_total(group, named.values()):
            out.append(group)
    return sorted(out, key=lambda d: d.order)


def _is_total(group: Defendant, named: object) -> bool:
    """Whether the release names all of the group."""
    if group.count is None or group.count == 1 or _OTHERS.search(group.text):
        return False
    stages = CONVICTION if group.of(*CONVICTION) else CHARGE
    known = [d for d in named if d.of(*stages)]  # type: ignore[attr-defined]
    return len(known) >= group.count


_APPOSED = re.compile(
    r",?\s*(?:\(?\s*(?:age\s+)?\d{2}\b|(?:aka|a/k/a|also\s+known)|of\s+[A-Z]|formerly|an?\s)", re.I
)


def _names_for(
    context: Context, reading: Reading, named: dict[str, Defendant], fact: Fact, actor: Actor
) -> tuple[str, ...]:
    """Keys of the people whom an unnamed phrase means, empty where the release does not name them."""
    stage_kind = CONVICTION if fact.stage in CONVICTION else CHARGE
    if actor.kind == "one" or (actor.kind == "definite" and actor.key == "he"):
        later = [
            d
            for d in named.values()
            if d.of(*stage_kind) and (fact.index < 5 or actor.kind == "definite")
        ]
        same = [d for d in later if d.of(fact.stage)]
        if same:
            return (min(same, key=lambda d: d.order).key,)
        if stage_kind is CONVICTION and reading.awaited:
            return (reading.awaited[0],)
        if later:
            return (min(later, key=lambda d: d.order).key,)
        if fact.index < 5 or actor.kind == "definite":
            key = _likely(context, reading, fact)
            return (key,) if key else ()
        return ()
    if actor.kind == "group" and actor.count:
        others = bool(_OTHERS.search(actor.text))
        fits = [
            x
            for x in reading.lists
            if len(set(x.keys)) == actor.count and (x.lines or x.sentence > fact.index or not others)
        ]
        fits = [x for x in fits if not all(k in reading.cast.officials for k in x.keys)]
        if fits:
            fits.sort(
                key=lambda x: (not x.lines, x.sentence < fact.index, abs(x.sentence - fact.index))
            )
            return tuple(dict.fromkeys(fits[0].keys))
        if others:
            return ()
        known = [d for d in named.values() if d.of(*stage_kind)]
        if len(known) == actor.count:
            return tuple(d.key for d in known)
        return ()
    if actor.kind == "definite":
        for x in reversed(reading.lists):
            if actor.count and len(set(x.keys)) == actor.count:
                return tuple(dict.fromkeys(x.keys))
        known = list(named.values())
        if actor.count is None or len(known) == actor.count:
            return tuple(d.key for d in known)
    return ()


def _likely(context: Context, reading: Reading, fact: Fact) -> str | None:
    """The person whom a release is about, where no sentence makes anyone a defendant by name."""
    score: Counter[str] = Counter()
    for m in context.mentions:
        if m.label != "PERSON":
            continue
        key = reading.cast.key(m)
        if key in reading.cast.officials:
            continue
        score[key] += 1
        if _APPOSED.match(context.text[m.end_char : m.end_char + 20]):
            score[key] += 3
        if context.sentence_index(m.start_char) < 6:
            score[key] += 1
    if not score:
        return None
    key, top = score.most_common(1)[0]
    return key if top >= 4 else None


class _Shared:
    """Release-level defaults, found once."""

    def __init__(self, context: Context, cast: Cast) -> None:
        self.cast = cast
        self.district = setting.main_district(context)
        self.organization = setting.main_organization(context)
        self.agencies: dict[int, tuple[str, ...]] = {}


def _sentence_span(context: Context, fact: Fact) -> tuple[int, int]:
    s = context.sentences[fact.index]
    return s.start_char, s.end_char


def _evidence(context: Context, facts: list[tuple[Fact, int]]) -> Fact:
    """The fact whose sentence states most."""

    def fullness(item: tuple[Fact, int]) -> tuple[int, int]:
        fact = item[0]
        s = context.sentences[fact.index]
        score = 0 if s.zone in ("headline", "heading") else 4
        score += bool(slots.offense(context, fact.stage, fact.event.trigger_end, fact.end)) * 2
        score += bool(
            slots.day(
                context, fact.start, fact.event.trigger_start, fact.event.trigger_end, fact.end
            )
        )
        if fact.stage == "sentenced":
            score += 3 * bool(slots.prison_terms(context, fact.start, fact.end))
        score += any(a.kind == "person" for a in fact.targets) * 2
        return score, -fact.index

    return max(facts, key=fullness)[0]


def _share(found: list[Found], fact: Fact, position: int) -> list[Found]:
    """One defendant's share of a distributive list."""
    n = len(fact.targets)
    if n > 1 and len(found) == n:
        return [found[position]] if position < n else []
    return found


def _common(
    context: Context, shared: _Shared, d: Defendant, facts: list[tuple[Fact, int]]
) -> dict[str, object]:
    values: dict[str, object] = {}
    proof: list[SlotEvidence] = []
    stage = max((f.stage for f, _ in facts), key=lambda s: _RANK[s])
    at_stage = [x for x in facts if x[0].stage == stage]
    body = [x for x in at_stage if context.sentences[x[0].index].zone != "headline"] or at_stage
    evidence = _evidence(context, body)
    span = _sentence_span(context, evidence)
    # offence: the stage's own, else what the defendant was found to have done at other stages
    offers: list[tuple[int, int, Found]] = []
    for fact, _ in d.facts:
        found = slots.offense(context, fact.stage, fact.event.trigger_end, fact.end)
        if found is None:
            continue
        quality = slots.offense_quality(str(found.value)) * 10
        quality += (
            6
            if fact.stage == stage
            else 3
            if (fact.stage in CONVICTION) == (stage in CONVICTION)
            else 0
        )
        quality -= 8 if context.sentences[fact.index].zone == "headline" else 0
        offers.append((quality, -fact.index, found))
    if offers:
        best = max(offers, key=lambda o: o[:2])[2]
        values["offense"] = best.value
        proof.append(SlotEvidence("offense", best.start_char, best.end_char))
    # day
    for fact, _ in sorted(body, key=lambda x: x[0] is not evidence):
        when = slots.day(
            context, fact.start, fact.event.trigger_start, fact.event.trigger_end, fact.end
        )
        if when:
            values["start"], values["end"] = when.start, when.end
            proof.append(SlotEvidence("start", when.start_char, when.end_char))
            break
    # district
    here = [x for f, _ in body for x in setting.districts(context, *_sentence_span(context, f))]
    district = here[0] if here else shared.district
    if district:
        values["district"] = district.value
        proof.append(SlotEvidence("district", district.start_char, district.end_char))
    tie = next(
        (m for f, _ in facts if (m := setting.organization(context, *_sentence_span(context, f)))),
        shared.organization,
    )
    if tie:
        values["organization"] = tie.text
        proof.append(SlotEvidence("organization", tie.start_char, tie.end_char))
    values.update(
        evidence=context.text[span[0] : span[1]],
        start_char=span[0],
        end_char=span[1],
        defendant=d.text,
        count=d.count,
        stage=stage,
        evidence_slots=tuple(proof),
        confidence=0.8 if d.named else 0.6,
    )
    return values


def _conviction(context: Context, shared: _Shared, d: Defendant) -> Conviction:
    facts = d.of(*CONVICTION)
    values = _common(context, shared, d, facts)
    if values["stage"] == "sentenced":
        term = _prison(context, d)
        if term:
            values["prison_months"] = int(term.value)
    about = _about(context, shared.cast, d)
    release: Found | None = None
    paid: dict[float, Found] = {}
    for start, end in about:
        if release is None:
            got = slots.supervised_release(context, start, end)
            release = got[0] if got else None
        for money in slots.money_ordered(context, start, end):
            paid.setdefault(float(money.value), money)
    if release and values["stage"] == "sentenced":
        values["supervised_release_months"] = int(release.value)
    if paid:
        values["usd"] = sum(paid)
    return Conviction(**values)  # type: ignore[arg-type]


def _prison(context: Context, d: Defendant) -> Found | None:
    best: Found | None = None
    for fact, position in sorted(
        d.of("sentenced"), key=lambda x: context.sentences[x[0].index].zone == "headline"
    ):
        terms = _share(slots.prison_terms(context, fact.start, fact.end), fact, position)
        if terms:
            best = max(terms, key=lambda t: t.value) if best is None else best
    return best


def _about(context: Context, cast: Cast, d: Defendant) -> list[tuple[int, int]]:
    """Stretches of text about one defendant alone: its facts, and sentences that name it and no other."""
    spans = [(f.start, f.end) for f, _ in d.facts if len(f.targets) == 1]
    multi = [(f.start, f.end) for f, _ in d.facts if len(f.targets) > 1]
    for m in context.mentions:
        if m.label == "PERSON" and cast.key(m) == d.key:
            s = context.sentences[context.sentence_index(m.start_char)]
            spans.append((s.start_char, s.end_char))
    out: list[tuple[int, int]] = []
    for span in spans + multi:
        if not any(a <= span[0] and span[1] <= b for a, b in out):
            out.append(span)
    return out


def _charge(context: Context, shared: _Shared, d: Defendant, stages: tuple[str, ...]) -> Charge:
    facts = d.of(*stages)
    values = _common(context, shared, d, facts)
    agencies: list[str] = []
    location: Found | None = None
    order = (
        ("extradited", "arrested", "charged") if values["stage"] == "extradited" else ("arrested",)
    )
    for stage in order:
        for fact, _ in d.of(stage):
            if location is None and stage != "charged":
                location = setting.place(
                    context, stage, fact.start, fact.event.trigger_end, fact.end
                )
    for fact, _ in d.of("arrested", *stages):
        for body in roles.acting_agencies(context, fact.event, passive=True):
            name = context.text[body.start_char : body.end_char]
            if name not in agencies and fact.stage == "arrested":
                agencies.append(name)
    if location:
        values["location"] = location.value
    values["agencies"] = tuple(agencies)
    return Charge(**values)  # type: ignore[arg-type]
