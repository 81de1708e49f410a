"""Slots of a designation from its own sentence: authority, programme, day, organisation."""

from __future__ import annotations

import re
from itertools import islice

from extractor.records.context import Context
from extractor.records.designations.target import Target
from extractor.types import DateSpan, Event, Mention, Quantity

Span = tuple[int, int]

_LISTING = re.compile(
    r"Foreign Terrorist Organizations?(?:\s*\(FTOs?\))?(?:\s+and\s+Specially Designated Global "
    r"Terrorists?(?:\s*\(SDGTs?\))?)?|Specially Designated Global Terrorists?(?:\s*\(SDGTs?\))?|"
    r"Specially Designated Terrorists?|"
    r"State Sponsors? of Terrorism|Entity List|Narcotics Rewards Program|Rewards for Justice|"
    r"(?:Transnational )?Organized Crime Rewards Program|War Crimes Rewards Program|"
    r"Specially Designated Narcotics Traffickers?|Significant Foreign Narcotics Traffickers?|"
    r"[Ss]ection 7031\(c\)(?: of the [^.;]{0,110}? Act(?:, \d{4})?)?|\bSDGT\b|\bFTO\b",
    re.IGNORECASE,
)
_SECTION = re.compile(r"[Ss]ection 7031\(c\)(?: of the [^.;]{0,110}? Act(?:, \d{4})?)?")
_ORDER = re.compile(r"(?:Executive Order|E\.\s?O\.)\s*(?:\(E\.?O\.?\)\s*)?\d{5}", re.IGNORECASE)
_LAW_WORD = re.compile(
    r"\d|\b(?:Acts?|Orders?|Laws?|Regulations?|Proclamation|Sections?|Code|Resolution|Program\w*|"
    r"Regime|Authority|Policy|Sanctions|Amendment|Statute|Treaty|Ban)\b",
    re.IGNORECASE,
)
UNDER = re.compile(
    r"\b(?:pursuant to|under|authority of|by)\s+(?:the\s+)?(?:[\w()]+\s+){0,4}$", re.IGNORECASE
)
# A date behind these is that of the deed, not of the designation.
_REASON = re.compile(r"\s(?:for|because|who|which|whose|in connection|following|believed|after)\s")


def widened(context: Context, law: Mention) -> Span:
    """The fullest form of a law: "Section 7031(c)" with the act that it is of."""
    section = _SECTION.match(context.text, law.start_char)
    if section and section.end() > law.end_char:
        return section.span()
    return law.start_char, law.end_char


def _laws(context: Context, start: int, end: int) -> list[Span]:
    """Laws named in a stretch, in their fullest form, and orders by their number."""
    found = context.mentions_in(start, end, "LAW")
    named = [widened(context, m) for m in found if _LAW_WORD.search(m.text)]
    orders = (m.span() for m in _ORDER.finditer(context.text, start, end))
    return sorted(named + [o for o in orders if not any(a < o[1] and o[0] < b for a, b in named)])


def program(context: Context, event: Event) -> Span | None:
    """The order, act or listing that the clause, else the sentence names."""
    sentence = context.sentences[event.sentence]
    own = _program_in(context, event, event.start_char, event.end_char)
    return own or _program_in(context, event, sentence.start_char, sentence.end_char)


def _program_in(context: Context, event: Event, start: int, end: int) -> Span | None:
    text = context.text
    reward = event.subtype == "reward_offered"
    laws = [] if reward else _laws(context, start, end)
    behind = [m for m in laws if m[0] >= event.trigger_end] or laws
    under = [m for m in behind if UNDER.search(text[max(0, m[0] - 60) : m[0]])]
    listing = _LISTING.search(text, start, end)
    if under:
        return under[0]
    if reward:
        programs = [
            m for m in context.mentions if m.label == "PROGRAM" and "reward" in m.text.lower()
        ]
        near = [m for m in programs if start <= m.start_char < end] or programs
        if near:
            return near[0].start_char, near[0].end_char
        listing = listing or _LISTING.search(text)
        return listing.span() if listing and "eward" in listing.group() else None
    if listing:
        return listing.span()
    return behind[0] if behind else None


def reward(context: Context, event: Event) -> Quantity | None:
    """The sum offered: the sentence's, else the first that the release offers."""
    sentence = context.sentences[event.sentence]
    own = context.quantities_in(sentence.start_char, sentence.end_char, "USD")
    if own:
        return own[0]
    for other in context.events_of("designation"):
        if other.subtype == "reward_offered":
            s = context.sentences[other.sentence]
            if found := context.quantities_in(s.start_char, s.end_char, "USD"):
                return found[0]
    return None


def when(context: Context, event: Event) -> DateSpan | None:
    """The day of the designation: of its clause before its sentence's, never the deed's."""
    sentence = context.sentences[event.sentence]
    laws = context.mentions_in(sentence.start_char, sentence.end_char, "LAW")
    inside = [
        d
        for d in context.dates_in(sentence.start_char, sentence.end_char)
        if not any(m.start_char <= d.start_char < m.end_char for m in laws)
        and not _REASON.search(
            context.text, event.trigger_end, max(event.trigger_end, d.start_char)
        )
    ]
    if not inside:
        return None
    clause = [d for d in inside if event.start_char <= d.start_char < event.end_char]
    return min(
        clause or inside,
        key=lambda d: min(
            abs(d.start_char - event.trigger_end), abs(event.trigger_start - d.end_char)
        ),
    )


def organization(
    context: Context, event: Event, target: Target, targets: list[Target]
) -> Span | None:
    """The group that an individual target is tied to: in its sentence, else where it is named,
    else the only one that the release speaks of.
    """
    if target.kind != "individual":
        return None
    sentence = context.sentences[event.sentence]
    own = {t.mention.start_char for t in targets if t.mention is not None}
    named = context.mentions_in(sentence.start_char, sentence.end_char, "CARTEL")
    others = [m for m in named if m.start_char not in own]
    if not others:
        others = [
            t.mention for t in targets if t.mention is not None and t.mention.label == "CARTEL"
        ]
    if not others and target.mention is not None:
        others = _beside_name(context, target.mention)
    if not others:
        groups = [m for m in context.mentions if m.label == "CARTEL"]
        sole = len({m.entity or m.text for m in groups}) == 1
        known = len(groups) >= _SPEAKS_OF or any(m.canonical_id for m in groups)
        others = groups[:1] if sole and known else []
    return (others[0].start_char, others[0].end_char) if others else None


_SPEAKS_OF = 2  # mentions of a group that no lexicon knows from which a release speaks of it
_MENTIONS = 8  # mentions of a person within which a release says whose member they are


def _beside_name(context: Context, person: Mention) -> list[Mention]:
    """Groups in the first sentence in which the person is named with one."""
    same = (m for m in context.mentions if m.entity is not None and m.entity == person.entity)
    for m in islice(same, _MENTIONS):
        s = context.sentences[context.sentence_index(m.start_char)]
        if s.zone == "headline":
            continue
        groups = context.mentions_in(s.start_char, s.end_char, "CARTEL")
        if groups:
            return groups
    return []
