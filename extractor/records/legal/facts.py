"""Legal events with their defendants: sentence by sentence, with what was said before in mind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.records.legal import arguments, offenses, referents, unlisted
from extractor.records.legal.accusing import accuses_nobody
from extractor.records.legal.actors import Actor
from extractor.records.legal.cast import Cast
from extractor.records.legal.chains import Chain, chains_of
from extractor.records.legal.denounced import Denounced
from extractor.records.legal.listed import TABLE, Row, Tables
from extractor.records.legal.lists import NameList, lines_below, offenses_below
from extractor.records.legal.members import widen
from extractor.records.legal.nouns import MOST
from extractor.records.legal.voice import is_passive
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
# What somebody is to face, where it is sent to face it, is no fact of its own.
_FACES = "legal.faces"
# Words that take a thing for their object as well as a person, whom the sentence itself must name.
_OF_THINGS_TOO = frozenset(("legal.intercepted", "legal.intercepting"))
_ELLIPSIS = 5
_IT = re.compile(r"(?:It|This|That|These|Those|Some|Others|Many|None)\b")
_TERM_NEXT = re.compile(
    r"(?:\s*,[^;.]{0,90}?,|\s*,?\s*\d{2}\s*,)?\s*(?:was\s+(?:sentenced|jailed)\s+|received\s+)?(?:,?\s*(?:to|for)\s+|,\s+)"
    r"(?:serve\s+)?(?:life\b|[\w-]+(?:\s+and\s+a\s+half)?\s+(?:years?|months?))",
    re.I,
)
# "Also charged were X, 29, of Redhill, for arson; and Y, for theft"
_CHARGE_NEXT = re.compile(
    r"[^;.]{0,100}?,\s+(?:for|with)\s|,\s+\d{2},\s+(?!of\b|from\b|and\b|both\b)[a-z]"
)
_APART = ("; ", "; and ")
_CONJOINED = re.compile(
    r"[^;]{0,110}?(?:\band\s+(?:(?:was|were|also|then|later|has|have|\w+ly)\s+){0,3}|"
    r",\s+(?:\w+ly\s+)?)",
    re.I,
)


_ACCORDING = re.compile(
    r"(?:According\s+to|As\s+alleged\s+in)\s+(?:(?:the|an?|his|her|their|court)\s+)*(?:[\w-]+\s+){0,3}?"
    r"(?:indictments?|complaints?|informations?|affidavits?|documents?|filings?|records?|plea|"
    r"evidence|facts)\b"
)
_ARE = re.compile(
    r"[^.;:]{0,90}?\b(?:are|include[sd]?|were|is|was)(?:\s+(?:as\s+follows|identified\s+as))?\s*:?\s*"
)
_OTHER_THINGS = re.compile(r"\b(?:including|resulting)\b")
_PLAIN = frozenset("man woman suspect driver individual defendant subject person".split())
_FINITE = re.compile(r"(?:was|were|is|are|has|have)\b", re.I)


@dataclass(slots=True)
class Fact:
    """One event and whom it is about. ``start``/``end`` bound the words that can give its slots."""

    event: Event
    stage: str
    targets: tuple[Actor, ...]
    start: int
    end: int
    index: int
    awaited: bool = False


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
        found = _facts(context, cast, index, events, chains, topic, lines, recent)
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


def _facts(
    context: Context,
    cast: Cast,
    index: int,
    events: list[Event],
    chains: list[Chain],
    topic: tuple[Actor, ...],
    lines: tuple[Actor, ...],
    recent: tuple[Actor, ...],
) -> list[Fact]:
    text = context.text
    s = context.sentences[index]
    out: list[Fact] = []
    last: tuple[Actor, ...] = ()
    anchors: list[int] = []
    previous: Event | None = None
    for event in events:
        trigger = lexicon()[event.source]
        if trigger.voice == "none" and not (len(topic) == 1 and not chains):
            continue
        left, right = event.trigger_start, event.trigger_end
        anchor = left
        chain: Chain | None = None
        targets: tuple[Actor, ...] = ()
        passive = is_passive(trigger.voice, text, s.start_char, left, right, s.end_char)
        if trigger.voice == "none":
            # "A federal indictment was returned in 2019", of the one whom the text speaks of
            targets = tuple(a for a in topic if a.kind == "person" and not a.official)
        elif trigger.voice == "count":
            targets = _counted(context, event)
        elif passive and last and previous and _follows(chains, text, previous.trigger_end, left):
            targets = last
        elif passive:
            chain = arguments.subject(
                chains,
                text,
                s.start_char,
                event.start_char,
                left,
                right,
                previous.trigger_start if previous else s.start_char,
            )
            if chain is None:
                # a sentence without a subject goes on with the one before it
                bare = len(text[s.start_char : left].split()) < _ELLIPSIS
                bare = bare and not _IT.match(text, s.start_char)
                targets = (
                    ()
                    if event.source in _OF_THINGS_TOO
                    else last
                    or unlisted.company(context, cast, index, left)
                    or unlisted.name(context, cast, index, left)
                    or unlisted.opening(context, index, left)
                    or (topic if bare and _is_same_item(context, index, topic) else ())
                )
            else:
                anchor = min(left, chain.start)
                if chain.kind == "one" and len(chain.actors) == 1:
                    # "Lou Bell, a trader from Lyon, was", where no name finder knows the name
                    opening = unlisted.name(context, cast, index, left)
                    targets = opening if opening and opening[0].end_char < chain.start else ()
        else:
            chain = arguments.direct_object(chains, text, right)
        sent = previous is not None and previous.subtype == "extradited"
        if event.source == _FACES and sent and text.endswith(" to ", 0, left):
            # "was deported to Peru to face charges of arson": what it was deported for
            continue
        if accuses_nobody(context, event):
            continue
        previous = event
        awaited = event.modality in ("possible", "promised") and trigger.id != "legal.faces"
        if event.modality in ("negated", "background") or (
            awaited and trigger.subtype != "sentenced"
        ):
            continue
        if chain is not None and not targets:
            targets = widen(text, chains, chain, left, right)
        if event.source in _OF_THINGS_TOO:
            targets = tuple(a for a in targets if a.kind != "organization")
        if not last and len(targets) == 1 and targets[0].kind == "pronoun":
            at = min(left, targets[0].start_char) if passive else left
            last = _named_before(chains, at)
        if not last and len(targets) == 1 and _counts(targets[0], recent):
            last = recent
        targets = tuple(dict.fromkeys(t for a in targets for t in _resolve(a, last, topic)))
        targets = tuple(_referent(context, cast, index, a) for a in targets)
        if targets and all(a.kind in ("definite", "group") for a in targets):
            targets = _identified(text, chains, right) or targets
        if lines and all(t.kind != "person" for t in targets):
            targets = lines
        if not targets or any(o.stage == trigger.subtype and o.targets == targets for o in out):
            continue
        out.append(
            Fact(event, trigger.subtype or "", targets, s.start_char, s.end_char, index, awaited)
        )
        anchors.append(anchor)
        last = targets
    for n, fact in enumerate(out):
        if n + 1 < len(out):
            nxt = anchors[n + 1]
            right = fact.event.trigger_end
            fact.end = nxt if nxt >= right else out[n + 1].event.trigger_start
        if n:
            fact.start = min(max(s.start_char, out[n - 1].end), fact.event.trigger_start)
    return [g for fact in out for g in _gapped(context, fact, chains)]


# "The others are:", "Those charged include:", "Also named as defendants were:", "Defendants:"
_HEADING = re.compile(
    r"(?:(?:The|Those|These|They|Other|Others|Also|Their|His|Her|All|Among|Additional|Remaining|"
    r"Defendants?|Suspects?|Accused|Arrestees?|Co-\w+)\b[^.;]{0,90})"
    r"(?:\b(?:are|were|is|was|include[sd]?|follows?|named|identified|defendants|accused|suspects|"
    r"arrested|charged)\b[^.;:]{0,30})?:|(?:Defendants?|Suspects|Accused|Arrestees|Co-\w+)\s*:",
    re.I,
)
_HEADED = 2


def _is_heading(context: Context, index: int) -> bool:
    """Whether a sentence says that the people whom the text just told of stand below it."""
    s = context.sentences[index]
    return _HEADING.fullmatch(context.text, s.start_char, s.end_char) is not None


def _is_same_item(context: Context, index: int, topic: tuple[Actor, ...]) -> bool:
    """Whether a sentence is of prose, or of the list item that has named whom the text is about."""
    s = context.sentences[index]
    if s.zone != "list_item" or not topic:
        return s.zone != "list_item"
    return (
        0 <= topic[0].start_char < s.start_char
        and "\n" not in context.text[topic[0].start_char : s.start_char]
    )


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


def _named_before(chains: list[Chain], at: int) -> tuple[Actor, ...]:
    """Whom the sentence itself tells of before a pronoun, by name or, failing that, without one.

    "Bell fled until police arrested him"; "Orr’s brother fled, and he was arrested".
    """
    before = [c.actors for c in chains if c.end <= at and not c.oblique]
    for kind in ("person", "one"):
        found = (tuple(a for a in x if a.kind == kind and not a.official) for x in before)
        if first := next((x for x in found if x), ()):
            return first
    return ()


def _counts(actor: Actor, recent: tuple[Actor, ...]) -> bool:
    """Whether "all three" are those of the fact before: a man by name, and two others."""
    if actor.kind != "definite" or (actor.count or 0) < 2 or len(recent) < 2:
        return False
    return sum(a.count or 0 for a in recent) == actor.count


def _identified(text: str, chains: list[Chain], trigger_end: int) -> tuple[Actor, ...]:
    """The people whom a sentence names as those it speaks of ("The men charged are X and Y")."""
    for chain in chains:
        if chain.start >= trigger_end:
            people = tuple(a for a in chain.actors if a.kind == "person" and not a.official)
            return people if _ARE.fullmatch(text, trigger_end, chain.start) else ()
    return ()


def _follows(chains: list[Chain], text: str, previous_end: int, start: int) -> bool:
    """Whether the trigger shares the subject of the one before it ("was arrested and tried")."""
    if start - previous_end > 120 or not _CONJOINED.fullmatch(text, previous_end, start):
        return False
    if text[:start].rstrip().endswith(",") and _FINITE.match(text, start):
        # the main clause goes on behind a relative one: "X, who has pleaded guilty, was charged"
        return False
    return not any(previous_end <= c.start < start and not c.oblique for c in chains)


def _gapped(context: Context, fact: Fact, chains: list[Chain]) -> list[Fact]:
    """The fact, and one more for each name that a list gives its own term or charge, verbless."""
    if fact.stage not in ("sentenced", "charged"):
        return [fact]
    out = [fact]
    stop = fact.end
    for chain in chains:
        if chain.start <= fact.event.trigger_end or chain.start >= stop:
            continue
        if any(t in fact.targets for t in chain.actors):
            continue
        own = tuple(a for a in chain.actors if a.kind == "person" and not a.official)
        apart = fact.stage == "sentenced" or context.text.endswith(_APART, 0, chain.start)
        behind = _TERM_NEXT if fact.stage == "sentenced" else _CHARGE_NEXT
        if own and apart and behind.match(context.text, chain.end, min(stop, chain.end + 140)):
            end, out[-1].end = out[-1].end, chain.start
            out.append(Fact(fact.event, fact.stage, own, chain.start, end, fact.index))
    return out


def _counted(context: Context, event: Event) -> tuple[Actor, ...]:
    """ "more than 7,800 arrests" as a group."""
    text = context.text
    start, end = event.trigger_start, event.trigger_end
    for q in context.quantities_in(max(0, start - 30), end, "count"):
        if (
            q.value < MOST
            and q.end_char >= start - 1
            and not _OTHER_THINGS.search(text, q.end_char, end)
        ):
            left = q.start_char
            return (Actor(left, end, "group", text[left:end], f"group@{left}", int(q.value)),)
    return ()


def _resolve(actor: Actor, last: tuple[Actor, ...], topic: tuple[Actor, ...]) -> tuple[Actor, ...]:
    if actor.official:
        return ()
    source = last or topic
    if actor.kind == "pronoun":
        word = actor.key
        if word in ("he", "she", "him", "her"):
            singles = [
                a
                for a in source
                if a.kind in ("person", "one", "definite")
                and (a.kind != "one" or referents.alike(word, a.text))
            ]
            alone = [a for a in source[:1] if a.kind != "group" or a.count in (None, 1)]
            return tuple(singles[:1]) or tuple(alone)
        return source[-2:] if word == "both" else source
    if actor.kind == "relative":
        return source
    if actor.kind == "definite" and actor.key == "he":
        single = [a for a in source if a.kind == "person"]
        told = source[0] if len(source) == 1 and source[0].kind == "one" else None
        if told and actor.text.split()[-1] in _PLAIN and referents.alike(actor.text, told.text):
            # "a Reno man" of the sentence before, and "the man"
            return source
        return (single[0],) if len(single) == 1 else (actor,)
    if actor.kind == "definite":
        named = tuple(a for a in source if a.kind in ("person", "group"))
        if _counts(actor, source):
            return source
        if not actor.count and (len(named) > 1 or (named and named[0].kind == "group")):
            return named
        return named if actor.count and actor.count > 1 and len(named) == actor.count else (actor,)
    return (actor,)


def _referent(context: Context, cast: Cast, index: int, actor: Actor) -> Actor:
    """The person of the paragraph whom "the man" means, who has no name; else the actor itself."""
    if actor.kind != "definite" or actor.key != "he":
        return actor
    return referents.introduced(context, cast, index, actor) or actor
