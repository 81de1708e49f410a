"""Keyword rules of the baseline: record types of sentences, and roles from what stands in them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from spacy.tokens import Doc, Span, Token

from extractor.types import (
    Charge,
    Commitment,
    Conviction,
    DateSpan,
    Designation,
    Mention,
    Quantity,
    Record,
    Release,
    Seizure,
)

_SEIZED = re.compile(
    r"\b(?:seiz(?:ed|ing|ures? of)|confiscated|interdicted|intercepted|recovered|found|"
    r"forfeit(?:ed|ure))\b",
    re.I,
)
_NO_FACT = re.compile(
    r"\b(?:could face|faces? (?:a |up to)|maximum|if convicted|may be|not)\b", re.I
)
_AGGREGATE = re.compile(r"\b(?:total|since|so far|this year|fiscal year|to date)\b", re.I)
_CONVICTED = (
    (re.compile(r"\bsentenced\b", re.I), "sentenced"),
    (re.compile(r"\b(?:convicted|found guilty|guilty verdict)\b", re.I), "convicted"),
    (re.compile(r"\b(?:plead(?:ed)?|pled) guilty|\bguilty plea\b", re.I), "pleaded_guilty"),
)
_CHARGED = (
    (re.compile(r"\bextradit(?:ed|ion)\b", re.I), "extradited"),
    (re.compile(r"\b(?:charged|indicted|indictment|criminal complaint)\b", re.I), "charged"),
    (re.compile(r"\b(?:arrested|arrests?|taken into custody|apprehended)\b", re.I), "arrested"),
)
_RANK = "arrested charged extradited pleaded_guilty convicted sentenced".split()
_OFFENSE = re.compile(
    r"\b(?:guilty to|convicted of|charged with|indicted (?:for|on)|for (?:his|her|their) role in|"
    r"charges of|sentenced .{0,60}? for)\s+"
    r"([^.;:]{5,120}?)(?=[.;:]|, (?:and|who|which)| on [A-Z]|$)",
    re.I,
)
_OFFICIAL = re.compile(
    r"\b(?:Attorneys?|Judge|Director|Secretary|Agent in Charge|Administrator|Commissioner|Chief|"
    r"President|Sheriff|General|Trial|Minister|Inspector|Ambassador|said)\W+(?:\w\. )?$"
)
_DISTRICT = re.compile(
    r"\b(?:(?:Southern|Northern|Eastern|Western|Central|Middle) )?"
    r"District of (?:(?:New|North|South|West|Puerto) )?[A-Z]\w+"
)
_PEOPLE = re.compile(
    r"\b(?:(?:wo)?men|defendants|individuals|people|persons|members|suspects|nationals|"
    r"associates|leaders|officials|companies|entities|others|brothers|traffickers)\b",
    re.I,
)
_RELEASED = re.compile(r"supervised release", re.I)
_PRISON = re.compile(r"\b(?:prison|imprisonment|incarceration|jail|custody|sentenced to)\b", re.I)
_LIFE = re.compile(r"\blife (?:in prison|imprisonment|sentence)|\bto life\b", re.I)
_PAID = re.compile(r"\b(?:fined?|restitution|forfeit\w*)\b", re.I)
_DESIGNATED = (
    (re.compile(r"\breward", re.I), "reward_offered"),
    (re.compile(r"\bvisa restrictions?\b", re.I), "visa_restricted"),
    (re.compile(r"\b(?:delisted|removed from the (?:SDN|sanctions) list)\b", re.I), "delisted"),
    (re.compile(r"\b(?:designat(?:ed|es|ing)|sanction(?:ed|s|ing))\b", re.I), "sanctioned"),
)
_BODIES = re.compile(r"\b(?:OFAC|Treasury|State|President)\b")
_KINDS = {
    "funding": "invest award grant fund allocate contribute".split(),
    "assistance": "donate provide train deliver assist equip support help supply".split(),
    "agreement": "sign agree commit strengthen work cooperate join".split(),
    "program": "launch establish create expand announce deploy build increase implement".split(),
    "legislation": "enact issue pass finalize order declare suspend revoke require direct".split(),
}
_KIND_OF = {lemma: kind for kind, lemmas in _KINDS.items() for lemma in lemmas}
_LAW = re.compile(r"\b(?:into law|executive order|act|regulation|rule)\b", re.I)
_ITEMS = re.compile(r"\b(?:vehicles?|cars?|trucks?|vessels?|boats?|cell phones?|aircraft)\b", re.I)
_CATEGORIES = (
    ("precursor", re.compile(r"precursor", re.I)),
    ("ammunition", re.compile(r"ammunition|rounds|magazines?", re.I)),
    ("explosive", re.compile(r"grenade|explosive", re.I)),
    ("vehicle", _ITEMS),
)
Outcome = TypeVar("Outcome", Conviction, Charge)
_MONTHS = {"day": 1 / 30, "week": 7 / 30, "month": 1, "year": 12}


class _Sentence:
    """A sentence with the spans that stand in it."""

    def __init__(
        self,
        span: Span,
        release: Release,
        mentions: Sequence[Mention],
        quantities: Sequence[Quantity],
        dates: Sequence[DateSpan],
    ) -> None:
        self.span, self.text, self.release = span, span.text.strip(), release
        self.start = span.start_char
        inside = range(span.start_char, span.end_char)
        self.mentions = [m for m in mentions if m.start_char in inside]
        self.quantities = [q for q in quantities if q.start_char in inside]
        self.dates = [d for d in dates if d.start_char in inside]

    def named(self, *labels: str) -> list[Mention]:
        return [m for m in self.mentions if m.label in labels]

    def people(self) -> list[Mention]:
        """Persons that no title or "said" makes an official."""
        text, at = self.release.text, self.start
        return [
            m
            for m in self.named("PERSON")
            if not _OFFICIAL.search(text[max(at, m.start_char - 40) : m.start_char])
            and not re.match(r",? said", text[m.end_char : m.end_char + 8])
        ]

    def groups(self) -> list[tuple[str, int]]:
        """Counted groups of people or bodies: the noun phrase and its number."""
        return [
            (self.release.text[q.start_char : q.item_end], round(q.value))
            for q in self.quantities
            if q.item is not None and q.unit == "count" and _PEOPLE.search(q.item)
        ]

    def parties(self) -> list[tuple[str, int]]:
        """Who is accused or convicted: the persons, else the groups."""
        return [(m.text, 1) for m in self.people()] or self.groups()

    def common(self) -> dict[str, object]:
        """What every record of the sentence has."""
        day = self.dates[0] if self.dates else None
        return {
            "evidence": self.text,
            "start_char": self.start,
            "end_char": self.start + len(self.text),
            "start": day.start if day else None,
            "end": day.end if day else None,
        }


def records(
    release: Release,
    doc: Doc,
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    dates: Sequence[DateSpan],
) -> list[Record]:
    """The records of a release, those that repeat another's key fields left out."""
    district = _DISTRICT.search(release.text)
    convictions: dict[str, Conviction] = {}
    charges: dict[str, Charge] = {}
    rest: dict[tuple[object, ...], Record] = {}
    for span in doc.sents:
        s = _Sentence(span, release, mentions, quantities, dates)
        for c in _convictions(s, district.group() if district else None):
            _keep(convictions, c)
        for a in _charges(s, district.group() if district else None):
            _keep(charges, a)
        for seizure in _seizures(s):
            rest.setdefault(("seizure", seizure.item.casefold(), seizure.value), seizure)
        for d in _designations(s):
            rest.setdefault(("designation", d.target.casefold(), d.action), d)
        for undertaking in _commitments(s):
            rest.setdefault(("commitment", undertaking.action.casefold()), undertaking)
    for name in convictions:
        charges.pop(name, None)
    return [*convictions.values(), *charges.values(), *rest.values()]


def _keep(rows: dict[str, Outcome], row: Outcome) -> None:
    """One row per surname, the furthest stage; slots that it lacks come from the other row."""
    name = row.defendant.split()[-1].casefold()
    other = rows.get(name)
    if other is None:
        rows[name] = row
        return
    best, second = (
        (row, other) if _RANK.index(row.stage) > _RANK.index(other.stage) else (other, row)
    )
    filled = {
        f.name: getattr(second, f.name)
        for f in dataclasses.fields(best)
        if getattr(best, f.name) in (None, ()) and f.name not in ("start", "end")
    }
    longest = max(best.defendant, second.defendant, key=len)
    rows[name] = dataclasses.replace(best, **(filled | {"defendant": longest}))


def _first(pairs: Sequence[tuple[re.Pattern[str], str]], text: str) -> str | None:
    return next((name for pattern, name in pairs if pattern.search(text)), None)


def _convictions(s: _Sentence, district: str | None) -> Iterator[Conviction]:
    stage = _first(_CONVICTED, s.text)
    if stage is None or _NO_FACT.search(s.text):
        return
    offense = _OFFENSE.search(s.text)
    local = _DISTRICT.search(s.text)
    gang = s.named("CARTEL")
    prison = release = None
    for q in s.quantities:
        if q.unit in _MONTHS:
            around = s.release.text[q.end_char : q.end_char + 40]
            if _RELEASED.search(around):
                release = round(q.value * _MONTHS[q.unit])
            elif prison is None and _PRISON.search(s.text):
                prison = round(q.value * _MONTHS[q.unit])
    if _LIFE.search(s.text):
        prison = 9999
    money = [q.value for q in s.quantities if q.unit == "USD"] if _PAID.search(s.text) else []
    for party, count in s.parties():
        yield Conviction(
            **s.common(),  # type: ignore[arg-type]
            defendant=party,
            count=count,
            stage=stage,
            offense=offense.group(1) if offense else None,
            prison_months=prison if stage == "sentenced" else None,
            supervised_release_months=release if stage == "sentenced" else None,
            usd=sum(money) or None,
            district=local.group() if local else district,
            organization=gang[0].text if gang else None,
        )


def _charges(s: _Sentence, district: str | None) -> Iterator[Charge]:
    stage = _first(_CHARGED, s.text)
    if stage is None or _NO_FACT.search(s.text):
        return
    offense = _OFFENSE.search(s.text)
    local = _DISTRICT.search(s.text)
    gang, places = s.named("CARTEL"), s.named("PLACE")
    for party, count in s.parties():
        yield Charge(
            **s.common(),  # type: ignore[arg-type]
            defendant=party,
            count=count,
            stage=stage,
            offense=offense.group(1) if offense else None,
            agencies=tuple(m.text for m in s.named("AGENCY")) if stage == "arrested" else (),
            district=local.group() if local else district,
            location=places[-1].text if places and stage != "charged" else None,
            organization=gang[0].text if gang else None,
        )


def _seizures(s: _Sentence) -> Iterator[Seizure]:
    if not _SEIZED.search(s.text) or _NO_FACT.search(s.text):
        return
    agencies = tuple(dict.fromkeys(m.text for m in s.named("AGENCY")))
    places = s.named("PLACE")
    shared = {
        "agencies": agencies,
        "location": places[-1].text if places else None,
        "aggregate": bool(_AGGREGATE.search(s.text)),
    }
    things = [(m.start_char, m.end_char, m.text) for m in s.named("SUBSTANCE", "WEAPON")]
    things += [(s.start + m.start(), s.start + m.end(), m.group()) for m in _ITEMS.finditer(s.text)]
    for start, _, text in things:
        amounts = [q for q in s.quantities if 0 <= start - q.end_char <= 40 and q.unit != "USD"]
        amounts += [
            q
            for q in s.quantities
            if q.item_start is not None and q.item_start <= start < (q.item_end or 0)
        ]
        q = amounts[-1] if amounts else None
        label = next((m.label for m in s.mentions if m.start_char == start), "")
        category = _first([(p, c) for c, p in _CATEGORIES], text)
        yield Seizure(
            **s.common(),  # type: ignore[arg-type]
            **shared,  # type: ignore[arg-type]
            item=text,
            category=category or {"SUBSTANCE": "drug", "WEAPON": "firearm"}.get(label, "other"),
            value=q.value if q else None,
            high=q.high if q else None,
            bound=q.bound if q else None,
            unit=q.unit if q else None,
        )
    for q in s.quantities:
        before = s.release.text[max(s.start, q.start_char - 30) : q.start_char]
        if q.unit == "USD" and not re.search(r"worth|value|estimated", before):
            yield Seizure(
                **s.common(),  # type: ignore[arg-type]
                **shared,  # type: ignore[arg-type]
                item="currency",
                category="currency",
                value=q.value,
                bound=q.bound,
                unit=q.unit,
                usd=q.value,
            )


def _designations(s: _Sentence) -> Iterator[Designation]:
    action = _first(_DESIGNATED, s.text)
    if action is None:
        return
    laws = s.named("LAW")
    bodies = [m for m in s.named("AGENCY") if _BODIES.search(m.text)]
    money = [q.value for q in s.quantities if q.unit == "USD"]
    gangs = s.named("CARTEL")
    targets = [
        (m.text, 1, "individual" if m.label == "PERSON" else "entity")
        for m in [*s.people(), *gangs, *s.named("ORG")]
    ]
    if not targets:
        targets = [(words, count, "individual") for words, count in s.groups()]
    for target, count, target_kind in targets:
        yield Designation(
            **s.common(),  # type: ignore[arg-type]
            target=target,
            count=count,
            target_kind=target_kind,
            action=action,
            authority=bodies[0].text if bodies else None,
            program=laws[0].text if laws else None,
            organization=gangs[0].text if gangs and target_kind == "individual" else None,
            usd=money[0] if money and action == "reward_offered" else None,
        )


def _commitments(s: _Sentence) -> Iterator[Commitment]:
    for verb in s.span:
        kind = _KIND_OF.get(verb.lemma_.casefold()) if verb.pos_ == "VERB" else None
        if kind is None:
            continue
        actors = _actors(s, verb)
        if not actors:
            continue
        if kind in ("agreement", "legislation") and _LAW.search(s.text):
            kind = "legislation"
        end = max(t.i for t in verb.subtree)
        action = s.span.doc[verb.i : min(end + 1, verb.i + 20)]
        inside = range(action.start_char, action.end_char)
        amounts = [q for q in s.quantities if q.start_char in inside]
        places = [
            m.text for m in s.named("PLACE") if m.start_char in inside and m.text not in actors
        ]
        q = next((q for q in amounts if q.unit == "USD"), amounts[0] if amounts else None)
        promised = (
            any(
                t.lower_ in ("will", "to", "plans", "intends") for t in (*verb.lefts, verb.nbor(-1))
            )
            if verb.i
            else False
        )
        yield Commitment(
            **s.common(),  # type: ignore[arg-type]
            actors=actors,
            kind=kind,
            status="promised" if promised else "done",
            action=action.text.rstrip(" .;"),
            value=q.value if q else None,
            high=q.high if q else None,
            bound=q.bound if q else None,
            unit=q.unit if q else None,
            beneficiary=places[0] if places else None,
        )


def _actors(s: _Sentence, verb: Token) -> tuple[str, ...]:
    """The governments and agencies in the verb's subject; the issuer for "we" and for bullets."""
    who = _subject(verb)
    issuer = (s.release.issuer,) if s.release.issuer else ()
    if who is None:
        return issuer if verb.i == s.span.start else ()
    if who.lower_ in ("we", "it"):
        return issuer
    inside = range(who.left_edge.idx, who.right_edge.idx + len(who.right_edge))
    return tuple(m.text for m in s.named("AGENCY", "PLACE") if m.start_char in inside)


def _subject(verb: Token) -> Token | None:
    """The verb's subject, its own or that of the verb it is joined to."""
    for head in (verb, verb.head):
        for child in head.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return child
    return None
