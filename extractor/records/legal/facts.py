"""Legal events with their defendants: sentence by sentence, with what was said before in mind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.records.legal import actors as people
from extractor.records.legal import arguments
from extractor.records.legal.actors import Actor, Chain
from extractor.types import Event

_PRESUMED = re.compile(
    r"presumed\s+innocent|presumption\s+of\s+innocence|mere(?:ly)?\s+(?:an?\s+)?(?:\w+\s+)?(?:allegation|accusation)|(?:is|are|an)\s+(?:only\s+)?(?:an\s+)?(?:allegation|accusation)s?\b|"
    r"not\s+(?:a\s+finding|evidence)\s+of\s+guilt|if\s+(?:convicted|found\s+guilty)|is\s+not\s+evidence",
    re.I,
)
_LINE = 110


@dataclass(slots=True)
class Fact:
    """One event and whom it is about. ``start``/``end`` bound the words that can give its slots."""

    event: Event
    stage: str
    targets: tuple[Actor, ...]
    start: int
    end: int
    index: int = 0
    features: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class NameList:
    """Names that stand together: a coordination, or the lines below a heading sentence."""

    sentence: int
    keys: tuple[str, ...]
    lines: bool = False


@dataclass(slots=True)
class Reading:
    """All legal facts of a release and the lists of names in it."""

    facts: list[Fact]
    lists: list[NameList]
    officials: frozenset[str]


def read(context: Context) -> Reading:
    """Find the facts of the release."""
    officials = people.officials(context)
    reading = Reading([], [], officials)
    by_sentence: dict[int, list[Event]] = {}
    for event in context.events_of("conviction", "charge"):
        by_sentence.setdefault(event.sentence, []).append(event)
    topic: tuple[Actor, ...] = ()
    for index, s in enumerate(context.sentences):
        if s.zone == "boilerplate":
            continue
        events = by_sentence.get(index, ())
        if not events:
            mentions = context.mentions_in(s.start_char, s.end_char, "PERSON")
            if not mentions:
                continue
        if events and _PRESUMED.search(context.text, s.start_char, s.end_char):
            continue
        chains = people.chains(context, s.start_char, s.end_char, officials)
        for c in chains:
            named = [a.key for a in c.actors if a.kind == "person" and not a.official]
            if len(named) > 1:
                reading.lists.append(NameList(index, tuple(named)))
        lines = (
            _lines(context, index, officials, by_sentence)
            if context.text[s.end_char - 1] == ":"
            else ()
        )
        if lines:
            reading.lists.append(NameList(index, tuple(a.key for a in lines), lines=True))
        found = _facts(context, index, list(events), chains, topic, lines)
        reading.facts.extend(found)
        topic = _topic(chains, found) or topic
    return reading


def _topic(chains: list[Chain], found: list[Fact]) -> tuple[Actor, ...]:
    """Whom a later "he", "they" or "the defendant" means."""
    for chain in chains:
        if chain.oblique:
            continue
        named = tuple(a for a in chain.actors if a.kind == "person" and not a.official)
        if named:
            return named
    for fact in found:
        if named := tuple(a for a in fact.targets if a.kind in ("person", "one", "group")):
            return named
    return ()


def _lines(
    context: Context, index: int, officials: frozenset[str], by_sentence: dict[int, list[Event]]
) -> tuple[Actor, ...]:
    """Names that head the lines below a sentence: bullets, paragraphs or cells of a table."""
    out: list[Actor] = []
    misses = 0
    for n in range(index + 1, len(context.sentences)):
        s = context.sentences[n]
        if s.zone != "list_item" and (s.end_char - s.start_char > _LINE or n in by_sentence):
            break
        if context.text[s.end_char - 1] == ":":
            break
        names = context.mentions_in(s.start_char, s.start_char + 4, "PERSON")
        if names and " " in names[0].text and people.person_key(names[0]) not in officials:
            if n in by_sentence:
                break
            m = names[0]
            out.append(Actor(m.start_char, m.end_char, "person", m.text, people.person_key(m)))
            misses = 0
        else:
            misses += 1
            if misses > 6:
                break
    return tuple(out)


def _facts(
    context: Context,
    index: int,
    events: list[Event],
    chains: list[Chain],
    topic: tuple[Actor, ...],
    lines: tuple[Actor, ...],
) -> list[Fact]:
    text = context.text
    s = context.sentences[index]
    out: list[Fact] = []
    last: tuple[Actor, ...] = ()
    anchors: list[int] = []
    for event in events:
        trigger = lexicon()[event.source]
        if event.modality == "negated" or trigger.voice == "none":
            continue
        if event.modality in ("possible", "promised") and trigger.id != "legal.faces":
            continue
        left, right = event.trigger_start, event.trigger_end
        anchor = left
        if trigger.voice == "count":
            targets = _counted(context, event)
        elif arguments.is_passive(trigger.voice, text, s.start_char, left, right, s.end_char):
            chain = arguments.subject(
                chains, text, s.start_char, event.start_char, left, right, s.end_char
            )
            if chain is None:
                targets = last or (
                    topic if not text[s.start_char : left].strip(" •-*–") or index else ()
                )
            else:
                targets = chain.actors
                anchor = min(left, chain.start)
        else:
            chain = arguments.obj(chains, text, right, s.end_char)
            targets = chain.actors if chain else ()
        targets = tuple(t for a in targets for t in _resolve(a, last, topic))
        if lines and (not targets or all(t.kind != "person" for t in targets)):
            targets = lines
        if not targets:
            continue
        if any(o.stage == trigger.subtype and o.targets == targets for o in out):
            continue
        out.append(Fact(event, trigger.subtype or "", targets, s.start_char, s.end_char, index))
        anchors.append(anchor)
        last = targets
    for n, fact in enumerate(out):
        if n + 1 < len(out):
            nxt = anchors[n + 1]
            fact.end = nxt if nxt >= fact.event.trigger_end else out[n + 1].event.trigger_start
        if n:
            fact.start = max(s.start_char, out[n - 1].end)
            if fact.start > fact.event.trigger_start:
                fact.start = fact.event.trigger_start
    return [g for fact in out for g in _gapped(context, fact, chains)]


_TERM_NEXT = re.compile(
    r"^(?:\s*,[^;.]{0,90}?,|\s*,?\s*\d{2}\s*,)?\s*(?:was\s+sentenced\s+|received\s+)?(?:to\s+|,\s+)(?:serve\s+)?(?:life\b|[\w-]+\s+(?:years?|months?))",
    re.I,
)


def _gapped(context: Context, fact: Fact, chains: list[Chain]) -> list[Fact]:
    """The fact, and one more for each name that a list gives its own term without a verb."""
    if fact.stage != "sentenced":
        return [fact]
    out = [fact]
    for chain in chains:
        if chain.start <= fact.event.trigger_end or chain.start >= fact.end:
            continue
        if any(t in fact.targets for t in chain.actors):
            # "sentenced A to 5 years; B to 3": an object chain that ran over its own terms
            continue
        people_ = tuple(a for a in chain.actors if a.kind == "person" and not a.official)
        if people_ and _TERM_NEXT.match(context.text, chain.end, min(fact.end, chain.end + 140)):
            out[-1].end, end = chain.start, out[-1].end
            out.append(Fact(fact.event, fact.stage, people_, chain.start, end, fact.index))
    return out


def _counted(context: Context, event: Event) -> tuple[Actor, ...]:
    """ "more than 7,800 arrests" as a group."""
    text = context.text
    start, end = event.trigger_start, event.trigger_end
    for q in context.quantities_in(max(0, start - 30), end, "count"):
        if q.end_char >= start - 1:
            left = min(start, q.start_char)
            left = q.start_char
            return (Actor(left, end, "group", text[left:end], f"group@{left}", int(q.value)),)
    return ()


def _resolve(actor: Actor, last: tuple[Actor, ...], topic: tuple[Actor, ...]) -> tuple[Actor, ...]:
    if actor.official:
        return ()
    if actor.kind == "pronoun":
        word = actor.key
        source = last or topic
        if word in ("he", "she", "him", "mr.", "ms."):
            singles = [a for a in source if a.kind in ("person", "one", "definite")]
            return tuple(singles[:1]) or tuple(source[:1])
        if word == "both" and len(source) > 2:
            return tuple(source[-2:])
        return source
    if actor.kind == "relative":
        return last or topic
    if actor.kind == "definite" and actor.key == "he":
        single = [a for a in (last or topic) if a.kind == "person"]
        return (single[0],) if len(single) == 1 else (actor,)
    if actor.kind == "definite":
        source = tuple(a for a in (last or topic) if a.kind in ("person", "group"))
        if actor.count and len(source) == actor.count and actor.count > 1:
            return source
        return (actor,)
    return (actor,)
