"""Legal facts of a sentence: what its triggers tell, and whom each of them is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.records.legal import arguments, referents, unlisted
from extractor.records.legal.accusing import accuses_nobody
from extractor.records.legal.actors import Actor
from extractor.records.legal.cast import Cast
from extractor.records.legal.chains import Chain
from extractor.records.legal.members import widen
from extractor.records.legal.nouns import MOST
from extractor.records.legal.voice import is_passive
from extractor.types import Event

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
_OTHER_THINGS = re.compile(r"\b(?:including|resulting)\b")
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


def facts_of(
    context: Context,
    cast: Cast,
    index: int,
    events: list[Event],
    chains: list[Chain],
    topic: tuple[Actor, ...],
    lines: tuple[Actor, ...],
    recent: tuple[Actor, ...],
) -> list[Fact]:
    """The facts that the events of a sentence state, in order.

    ``topic`` is whom the text spoke of before it, ``lines`` who stand in the lines below it,
    ``recent`` whom the last fact is about.
    """
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
            last = referents.named_before(chains, at)
        if not last and len(targets) == 1 and referents.is_all_of(targets[0], recent):
            last = recent
        targets = tuple(
            dict.fromkeys(t for a in targets for t in referents.resolve(a, last, topic))
        )
        targets = tuple(referents.referent(context, cast, index, a) for a in targets)
        if targets and all(a.kind in ("definite", "group") for a in targets):
            targets = referents.identified(text, chains, right) or targets
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


def _is_same_item(context: Context, index: int, topic: tuple[Actor, ...]) -> bool:
    """Whether a sentence is of prose, or of the list item that has named whom the text is about."""
    s = context.sentences[index]
    if s.zone != "list_item" or not topic:
        return s.zone != "list_item"
    return (
        0 <= topic[0].start_char < s.start_char
        and "\n" not in context.text[topic[0].start_char : s.start_char]
    )


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
