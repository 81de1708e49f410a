"""What a release tells: its facts, sentence by sentence, with what was said before in mind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.records.context import Context
from extractor.records.legal import offenses
from extractor.records.legal.actors import Actor
from extractor.records.legal.cast import Cast
from extractor.records.legal.chains import Chain, chains_of
from extractor.records.legal.denounced import Denounced
from extractor.records.legal.facts import Fact, facts_of
from extractor.records.legal.listed import TABLE, Row, Tables
from extractor.records.legal.lists import NameList, lines_below, offenses_below
from extractor.types import Event, RecordType

_PRESUMED = re.compile(
    r"presumed\s+innocent|presumption\s+of\s+innocence|"
    r"mere(?:ly)?\s+(?:an?\s+)?(?:\w+\s+)?(?:allegation|accusation)|"
    r"(?:is|are|an)\s+(?:only\s+)?(?:an\s+)?(?:allegation|accusation)s?\b|"
    r"not\s+(?:a\s+finding|evidence)\s+of\s+guilt|is\s+not\s+evidence",
    re.I,
)
# Words that charge somebody where a prosecutor speaks, and where anyone else only blame.
_ACCUSED = "legal.accused"
_ACCORDING = re.compile(
    r"(?:According\s+to|As\s+alleged\s+in)\s+(?:(?:the|an?|his|her|their|court)\s+)*(?:[\w-]+\s+){0,3}?"
    r"(?:indictments?|complaints?|informations?|affidavits?|documents?|filings?|records?|plea|"
    r"evidence|facts)\b"
)
# "The others are:", "Those charged include:", "Also named as defendants were:", "Defendants:"
_HEADING = re.compile(
    r"(?:(?:The|Those|These|They|Other|Others|Also|Their|His|Her|All|Among|Additional|Remaining|"
    r"Defendants?|Suspects?|Accused|Arrestees?|Co-\w+)\b[^.;]{0,90})"
    r"(?:\b(?:are|were|is|was|include[sd]?|follows?|named|identified|defendants|accused|suspects|"
    r"arrested|charged)\b[^.;:]{0,30})?:|(?:Defendants?|Suspects|Accused|Arrestees|Co-\w+)\s*:",
    re.I,
)
_HEADED = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """All legal facts of a release, the lists of names in it, and who is who.

    ``awaited`` are the people of whom the release says what is to come ("X will be sentenced"),
    ``told`` those whose deeds it tells as an indictment or a court does ("According to the
    complaint, X");
    ``about`` gives, for a sentence that names nobody, the one person of whom the text speaks on;
    ``offenses`` what a table or list says that somebody did, by key; ``unmarked`` the names in
    lists that no name finder has marked; ``headed`` the sentence that a name of a list heads.
    """

    facts: list[Fact]
    lists: list[NameList]
    cast: Cast
    awaited: list[str]
    told: list[str]
    about: dict[int, str]
    offenses: dict[str, offenses.Offense]
    unmarked: dict[str, str] = field(default_factory=dict)
    headed: dict[str, int] = field(default_factory=dict)


def read(context: Context) -> Reading:
    """Find the facts of the release."""
    cast = Cast(context)
    tables = Tables(context, cast)
    reading = Reading([], [], cast, [], [], {}, tables.offenses)
    by_sentence: dict[int, list[Event]] = {}
    for event in context.events_of("conviction", "charge"):
        by_sentence.setdefault(event.sentence, []).append(event)
    for same in by_sentence.values():
        same.sort(key=lambda e: e.trigger_start)
    denounced = Denounced(context)
    topic: tuple[Actor, ...] = ()
    for index, s in enumerate(context.sentences):
        events = by_sentence.get(index, [])
        if not denounced.by_prosecutors:
            events = [e for e in events if e.source != _ACCUSED]
        colon = context.text[s.end_char - 1] == ":"
        if context.text[s.end_char - 1] == "?":
            continue
        rows = list(tables.read(index))
        if rows:
            reading.facts.extend(_of_row(index, row) for row in rows)
            continue
        if len(topic) == 1 and topic[0].kind == "person":
            reading.about[index] = topic[0].key
        if s.zone == "boilerplate" or not (
            events or colon or context.mentions_in(s.start_char, s.end_char, "PERSON")
        ):
            continue
        if context.mentions_in(s.start_char, s.end_char, "PERSON"):
            reading.about.pop(index, None)
        if events and (
            _PRESUMED.search(context.text, s.start_char, s.end_char) or denounced(index)
        ):
            continue
        chains = chains_of(context, cast, s.start_char, s.end_char, names_only=not events)
        for c in chains:
            named = tuple(a.key for a in c.actors if a.kind == "person" and not a.official)
            if len(named) > 1:
                reading.lists.append(NameList(index, named))
        if _ACCORDING.match(context.text, s.start_char, s.end_char):
            reading.told.extend(_first_named(chains))
        lines = lines_below(context, index, cast, by_sentence) if colon else ()
        if lines:
            named = tuple(a.key for a in lines if a.kind == "person")
            reading.lists.append(NameList(index, named, lines=True))
            reading.unmarked.update((a.key, a.text) for a in lines if not cast.full(a.key))
            reading.offenses.update(offenses_below(context, lines, by_sentence))
            reading.headed.update((a.key, context.sentence_index(a.start_char)) for a in lines)
        recent = reading.facts[-1].targets if reading.facts else ()
        found = facts_of(context, cast, index, events, chains, topic, lines, recent)
        if not found:
            found += _spelled_out(reading.facts, lines, _is_heading(context, index), index)
        reading.facts.extend(f for f in found if not f.awaited)
        reading.awaited.extend(
            a.key for f in found if f.awaited for a in f.targets if a.kind == "person"
        )
        topic = _topic(cast, chains, found, topic) or topic
    return reading


def _of_row(index: int, row: Row) -> Fact:
    """The fact that a row of a table states."""
    kind: RecordType = "charge" if row.stage == "charged" else "conviction"
    who = row.who
    event = Event(
        kind, index, row.start, row.end, who.start_char, who.end_char, "done", row.stage, 1.0, TABLE
    )
    return Fact(event, row.stage, (who,), row.start, row.end, index)


def _first_named(chains: list[Chain]) -> tuple[str, ...]:
    """The people of the first chain that has any."""
    for chain in chains:
        if named := tuple(a.key for a in chain.actors if a.kind == "person" and not a.official):
            return named
    return ()


def _topic(
    cast: Cast, chains: list[Chain], found: list[Fact], last: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Whom a later "he", "they" or "the defendant" means.

    One word that is nobody's surname ("Biometric checks") takes the place of no full name.
    """
    full = any(" " in a.text or cast.is_person(a.key) for a in last if a.kind == "person")
    for chain in chains:
        if not chain.oblique:
            named = tuple(a for a in chain.actors if a.kind == "person" and not a.official)
            if named and not (
                full and not any(" " in a.text or cast.is_person(a.key) for a in named)
            ):
                return named
    for fact in found:
        if named := tuple(a for a in fact.targets if a.kind in ("person", "one", "group")):
            return named
    return ()


def _is_heading(context: Context, index: int) -> bool:
    """Whether a sentence says that the people whom the text just told of stand below it."""
    s = context.sentences[index]
    return _HEADING.fullmatch(context.text, s.start_char, s.end_char) is not None


def _spelled_out(
    facts: list[Fact], lines: tuple[Actor, ...], heading: bool, index: int
) -> list[Fact]:
    """The last fact of a group for the lines below a heading, or for as many lines as it counts.

    "Four people have been charged. They are:", and the names of two, and two boys below.
    """
    if heading and lines and facts and index - facts[-1].index <= _HEADED:
        f = facts[-1]
        if any(a.kind in ("group", "definite", "pronoun") for a in f.targets):
            own = tuple(a for a in f.targets if a.kind == "person")
            if own and any(
                a.kind == "group" and a.count == len(own) + len(lines) for a in f.targets
            ):
                # "Bell is one of seven people charged. The others are:", and six names
                f.targets = own
            return [Fact(f.event, f.stage, lines, f.start, f.end, f.index)]
    total = sum(a.count or 0 for a in lines)
    if all(a.kind == "person" for a in lines):
        return []
    for f in reversed(facts):
        if any(a.kind in ("group", "definite") and a.count == total for a in f.targets):
            return [Fact(f.event, f.stage, lines, f.start, f.end, f.index)]
    return []
