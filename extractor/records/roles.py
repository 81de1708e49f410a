"""Roles that several record types share: who acted, where, when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.records.context import Context
from extractor.types import DateSpan, Event, Mention

_BY = re.compile(r"\bby\s+(?:\w+\s+){0,6}$", re.IGNORECASE)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|along|off|outside|around|throughout|across|aboard|within|between|,)\s+"
    r"(?:the\s+|downtown\s+|northern\s+|southern\s+|eastern\s+|western\s+|nearby\s+|greater\s+)*$",
    re.IGNORECASE,
)
# Bodies without a name of their own: "Mexican authorities", "Costa Rican security services".
_NATIONAL_BODY = re.compile(
    r"\b(?:[A-Z][a-z]+(?:an|ese|ish|ch|i|ian|ean)\s+)(?:\w+\s+){0,2}?"
    r"(?:authorities|police|security services|security forces|law enforcement|navy|customs|"
    r"coast guard|"
    r"military|prosecutors|officials)\b"
)
_OFFICERS = re.compile(
    r"\b(?:agents?|officers?|deput(?:y|ies)|troopers?|investigators?|detectives?|authorities|"
    r"crews?|specialists?|inspectors?|law enforcement|police|government|they|task force|"
    r"guardsmen)\b",
    re.IGNORECASE,
)
_REPORTING = re.compile(r"\b(?:announced|said|according to|alleges?|stated)\b", re.IGNORECASE)
_INVESTIGATED = re.compile(
    r"\b(?:investigated by|investigation (?:was|is being|is) (?:conducted|led|handled)|"
    r"investigat(?:ed|ing)"
    r" (?:the|this) (?:case|matter)|led the investigation|conducted (?:the|this) investigation|"
    r"(?:case|investigation) (?:is|was) (?:being |the result of )?(?:an? |the )?(?:\w+ "
    r")?(?:investigat\w+|led|"
    r"conducted|joint)|investigative efforts?|assisted (?:in|with) the (?:investigation|case))",
    re.IGNORECASE,
)
_PROSECUTING = re.compile(r"\bprosecut|\bTrial Attorney|\bAssistant U\.?S\.? Attorney")
_JOINED = re.compile(
    r"(?:\s*\([^)]*\))?[’']?s?(?:\s+(?:agents|officers|detectives|deputies|inspectors|special))*\s*"
    r"(?:,|;|,?\s*(?:and|with|along with|as well as|together with|assisted by|in coordination "
    r"with))\s*"
    r"(?:the\s+|(?:officers|agents|deputies)\s+(?:from|with)\s+(?:the\s+)?)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """Characters that name who acted; not always a mention."""

    start_char: int
    end_char: int


def acting_agencies(context: Context, event: Event, *, passive: bool) -> list[Body]:
    """The bodies that carried out the event: its subject, or the agent behind "by".

    Where the sentence only says "agents" or "law enforcement" and names none, the nearest sentence
    before it that names an agency of officers decides, and failing that the agencies that the
    release says investigated. A country counts where it is the verb's subject ("Mexico seized").
    """
    text = context.text
    sentence = context.sentences[event.sentence]
    after = context.mentions_in(event.trigger_end, sentence.end_char, "AGENCY")
    agents = [m for m in after if _BY.search(text[event.trigger_end : m.start_char])]
    if agents and agents[0].start_char - event.trigger_end < 200:
        return _run(context, agents[0], after)
    national = _national(
        text, event.trigger_end, min(sentence.end_char, event.trigger_end + 80), by=True
    )
    if national:
        return national
    before = [
        m
        for m in context.mentions_in(sentence.start_char, event.trigger_start, "AGENCY")
        if not _REPORTING.search(text, m.end_char, event.trigger_start)
    ]
    if before and not passive:
        near = [m for m in before if m.start_char >= event.start_char] or before
        return _run(context, near[0], near)
    if not passive and (
        national := _national(text, event.start_char, event.trigger_start, by=False)
    ):
        return national[-1:]
    countries = [
        m
        for m in context.mentions_in(event.start_char, event.trigger_start, "PLACE")
        if re.fullmatch(
            r"(?:\s+(?:has|have|also|and|had|\w+ed))*\s*", text[m.end_char : event.trigger_start]
        )
    ]
    if countries and not passive:
        return [Body(countries[-1].start_char, countries[-1].end_char)]
    if passive or _OFFICERS.search(text, event.start_char, event.trigger_start):
        return _nearest_agency(context, event.sentence) or investigators(context)
    return []


def _national(text: str, start: int, end: int, *, by: bool) -> list[Body]:
    return [
        Body(m.start(), m.end())
        for m in _NATIONAL_BODY.finditer(text, start, end)
        if not by or text[max(start, m.start() - 7) : m.start()].rstrip().endswith(("by", "by the"))
    ]


def _run(context: Context, first: Mention, candidates: list[Mention]) -> list[Body]:
    """``first`` and the agencies joined to it ("A, B and C"), without acronyms in brackets."""
    out = [first]
    for m in candidates:
        if m.start_char <= out[-1].start_char:
            continue
        gap = context.text[out[-1].end_char : m.start_char]
        if len(gap) < 90 and _JOINED.fullmatch(gap):
            out.append(m)
    return [Body(m.start_char, m.end_char) for m in out]


def _nearest_agency(context: Context, sentence: int) -> list[Body]:
    """Agencies of the last few sentences before this one that speak of officers at work."""
    for back in range(sentence - 1, max(-1, sentence - 4), -1):
        s = context.sentences[back]
        found = context.mentions_in(s.start_char, s.end_char, "AGENCY")
        if found and _OFFICERS.search(context.text, s.start_char, s.end_char):
            if _REPORTING.search(context.text, s.start_char, s.end_char):
                continue
            return _run(context, found[0], found)
    return []


def investigators(context: Context) -> list[Body]:
    """Agencies that the release says investigated the case; acronyms in brackets are left out."""
    out: list[Body] = []
    for s in context.sentences:
        if s.zone == "boilerplate" or not _INVESTIGATED.search(
            context.text, s.start_char, s.end_char
        ):
            continue
        stop = _PROSECUTING.search(context.text, s.start_char, s.end_char)
        for m in context.mentions_in(s.start_char, stop.start() if stop else s.end_char, "AGENCY"):
            if context.text[m.start_char - 1 : m.start_char] != "(":
                out.append(Body(m.start_char, m.end_char))
    return out


def place_of(context: Context, event: Event) -> Mention | None:
    """The place of the event, named with a preposition: behind the trigger, else before it."""
    sentence = context.sentences[event.sentence]
    text = context.text

    def local(start: int, end: int) -> list[Mention]:
        return [
            m
            for m in context.mentions_in(start, end, "PLACE")
            if _PLACE_BEFORE.search(text[max(0, m.start_char - 40) : m.start_char])
        ]

    behind = local(event.trigger_end, sentence.end_char)
    ahead = local(sentence.start_char, event.trigger_start)
    return behind[0] if behind else (ahead[-1] if ahead else None)


def when_of(context: Context, event: Event) -> DateSpan | None:
    """The date of the event: in its clause, sentence, the paragraph before it, or its heading."""
    sentence = context.sentences[event.sentence]
    inside = context.dates_in(sentence.start_char, sentence.end_char)
    if inside:
        clause = [d for d in inside if event.start_char <= d.start_char < event.end_char]
        return min(
            clause or inside,
            key=lambda d: min(
                abs(d.start_char - event.trigger_end), abs(event.trigger_start - d.end_char)
            ),
        )
    for lead in context.leads(event.sentence):
        s = context.sentences[lead]
        heads = context.dates_in(s.start_char, s.end_char)
        if heads and s.zone in ("heading", "list_item"):
            return heads[0]
    for back in range(event.sentence - 1, max(-1, event.sentence - 3), -1):
        s = context.sentences[back]
        if s.zone != sentence.zone or "\n" in context.text[s.end_char : sentence.start_char]:
            break
        if found := context.dates_in(s.start_char, s.end_char):
            return found[-1]
    return None
