"""The slots of a designation: authority, programme, day, organisation."""

from __future__ import annotations

import re
from collections import Counter

from extractor.records.context import Context
from extractor.records.designations.targets import Target
from extractor.types import DateSpan, Event, Mention

_LISTING = re.compile(
    r"Foreign Terrorist Organizations?(?:\s*\(FTOs?\))?(?:\s+and\s+Specially Designated Global "
    r"Terrorists?"
    r"(?:\s*\(SDGTs?\))?)?|Specially Designated Global Terrorists?(?:\s*\(SDGTs?\))?|"
    r"State Sponsors? of Terrorism|Entity List|Narcotics Rewards Program|Rewards for Justice|"
    r"(?:Transnational )?Organized Crime Rewards Program|War Crimes Rewards Program|"
    r"Specially Designated Narcotics Traffickers?|Significant Foreign Narcotics Traffickers?|"
    r"[Ss]ection 7031\(c\)(?: of the [^.;]{0,110}? Act(?:, \d{4})?)?",
    re.IGNORECASE,
)
_PRESIDENT = re.compile(
    r"\b(?:the\s+)?(?P<who>President(?:\s+[A-Z][\w.’-]+){0,4}|Secretary of (?:State|the Treasury))"
)
_UNDER = re.compile(
    r"\b(?:pursuant to|under|authority of|by)\s+(?:the\s+)?(?:\w+\s+){0,4}$", re.IGNORECASE
)
# A date behind these is that of the deed, not of the designation.
_REASON = re.compile(r"\s(?:for|because|who|which|whose|in connection|following|believed|after)\s")
_REWARD_FOR = re.compile(
    r"information[^.;]{0,40}?\s(?:(?:leading|that leads?|which "
    r"leads?)\s+to[^.;]{0,60}?(?:arrests?|convictions?|location|identification|capture|"
    r"whereabouts)"
    r"(?:\s*(?:,|and/or|or|and)\s*(?:the\s+)?(?:arrests?|convictions?|location|identification|"
    r"whereabouts|in any country)+)*"
    r"(?:,?\s+in any country,?)?\s+of|on|about|regarding)\s+",
    re.IGNORECASE,
)


def authority(context: Context, event: Event, passive: bool) -> tuple[int, int] | None:
    """The agency or President that acts; never a country."""
    text = context.text
    sentence = context.sentences[event.sentence]
    by = re.compile(r"\bby\s+(?:order of\s+)?(?:the\s+)?").search(
        text, event.trigger_end, sentence.end_char
    )
    if by:
        inside = list(
            context.mentions_in(by.end(), min(by.end() + 60, sentence.end_char), "AGENCY")
        )
        if inside and inside[0].start_char - by.end() < 12:
            return _last_of_chain(context, inside)
        president = _PRESIDENT.match(text, by.end())
        if president:
            return president.span("who")
        if passive:
            return None
    if passive:
        return None
    before = [
        m
        for m in context.mentions_in(sentence.start_char, event.trigger_start, "AGENCY")
        if not text[max(0, m.start_char - 14) : m.start_char]
        .rstrip()
        .endswith(("with", "with the"))
    ]
    if before:
        return _last_of_chain(context, before)
    found = list(_PRESIDENT.finditer(text, sentence.start_char, event.trigger_start))
    return found[-1].span("who") if found else None


def _last_of_chain(context: Context, mentions: list[Mention]) -> tuple[int, int]:
    """The acting body of "the Department of the Treasury’s Office of X": the last of the chain."""
    at = mentions[0]
    for m in mentions[1:]:
        gap = context.text[at.end_char : m.start_char]
        if re.fullmatch(r"(?:\s*\([^)]*\))?[’']?s?\s*", gap):
            at = m
        else:
            break
    return at.start_char, at.end_char


def program(context: Context, event: Event, action: str) -> tuple[int, int] | None:
    """The order, act or listing: the sentence's, else the release's where it names only one."""
    sentence = context.sentences[event.sentence]
    text = context.text
    laws = context.mentions_in(sentence.start_char, sentence.end_char, "LAW")
    behind = [m for m in laws if m.start_char >= event.trigger_end] or laws
    under = [m for m in behind if _UNDER.search(text[max(0, m.start_char - 60) : m.start_char])]
    listing = _LISTING.search(text, sentence.start_char, sentence.end_char)
    if under and listing and listing.start() <= under[0].start_char < listing.end():
        return listing.span()
    if under and action != "reward_offered":
        return under[0].start_char, under[0].end_char
    if action == "reward_offered":
        programs = [
            m for m in context.mentions if m.label == "PROGRAM" and "reward" in m.text.lower()
        ]
        near = [
            m for m in programs if sentence.start_char <= m.start_char < sentence.end_char
        ] or programs
        if near:
            return near[0].start_char, near[0].end_char
    if listing:
        return listing.span()
    if behind and action != "reward_offered":
        return behind[0].start_char, behind[0].end_char
    if action in ("reward_offered", "visa_restricted"):
        found = _LISTING.search(text) if action == "reward_offered" else None
        return found.span() if found else None
    orders = [
        m
        for m in context.mentions
        if m.label == "LAW" and re.search(r"Executive Order|E\.?O\.?\s|Act\b", m.text)
    ]
    numbers = Counter(re.sub(r"\D", "", m.text) or m.text for m in orders)
    if len(numbers) == 1:
        return orders[0].start_char, orders[0].end_char
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
) -> str | None:
    """The group that an individual target is tied to in the sentence."""
    if target.kind != "individual":
        return None
    sentence = context.sentences[event.sentence]
    own = {t.mention.start_char for t in targets if t.mention is not None}
    named = context.mentions_in(sentence.start_char, sentence.end_char, "CARTEL")
    others = [m for m in named if m.start_char not in own]
    if others:
        return others[0].text
    groups = [t for t in targets if t.mention is not None and t.mention.label == "CARTEL"]
    return groups[0].name if groups else None
