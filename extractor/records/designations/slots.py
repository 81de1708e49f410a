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
_UNITED_NATIONS = re.compile(r"\b(?:United Nations(?: Security Council)?|UNSCR?|UN)\b")
_PRESIDENT = re.compile(
    r"\b(?:the\s+)?(?P<who>[Pp]resident\b(?:\s+[A-Z][\w.’-]+){0,4}|"
    r"(?:U\.S\.\s+)?Secretary of (?:State|the Treasury))"
)
UNDER = re.compile(
    r"\b(?:pursuant to|under|authority of|by)\s+(?:the\s+)?(?:[\w()]+\s+){0,4}$", re.IGNORECASE
)
# A date behind these is that of the deed, not of the designation.
_REASON = re.compile(r"\s(?:for|because|who|which|whose|in connection|following|believed|after)\s")
# An agency behind these is no subject: "operated by", "in coordination with", "sanctions on".
_OBLIQUE = re.compile(
    r"\b(?:of|by|with|to|on|from|against|including|in|for|at|under|than|as|as well as|\w+ing)\s+"
    r"(?:the\s+|an?\s+|our\s+|its\s+)*$|\($"
)
_DEPARTMENT = re.compile(r"(?<![\w’])[Tt]he (?P<who>Department|Treasury)\s(?!of\b)")
_OTHER_SUBJECT = re.compile(
    r"\b(?:the United States|we|the United Kingdom|the UK|the European Union|the EU|Canada|"
    r"Australia|allies|partners)\b(?![’'])",
    re.IGNORECASE,
)
_BY_ANOTHER = re.compile(
    r"\b(?:for|because|who|which|that|owned|operated|controlled|led|used|run)\b"
)


def official_name(context: Context, span: Span) -> str:
    """The name of the acting body, by its fullest mention in the release."""
    for m in context.mentions_in(span[0], span[1], "AGENCY"):
        if (m.start_char, m.end_char) == span:
            return _fullest(context, m).text
    return context.text[slice(*span)]


def _fullest(context: Context, mention: Mention) -> Mention:
    """An acronym or short form ("OFAC", "the Department") by its full name."""
    if " " in mention.text.removeprefix("U.S. "):
        return mention
    return context.fullest(mention)


def authority(context: Context, event: Event, before_trigger: bool) -> Span | None:
    """The agency or President that acts; never a country.

    ``before_trigger`` says that the targets stand there, so that the actor stands behind "by".
    """
    text = context.text
    sentence = context.sentences[event.sentence]
    by = re.compile(r"\bby\s+(?:order of\s+)?(?:the\s+)?").search(
        text, event.trigger_end, sentence.end_char
    )
    if by and not _BY_ANOTHER.search(text, event.trigger_end, by.start()):
        inside = context.mentions_in(by.end(), min(by.end() + 60, sentence.end_char), "AGENCY")
        if inside and inside[0].start_char - by.end() < 12:
            return _last_of_chain(context, inside)
        president = _PRESIDENT.match(text, by.end())
        if president:
            return president.span("who")
    listing = context.mentions_in(event.trigger_start, event.trigger_end, "AGENCY")
    if listing:
        return listing[0].start_char, listing[0].end_char
    nations = _UNITED_NATIONS.search(text, event.trigger_start, event.trigger_end)
    if nations:
        return nations.span()
    return None if before_trigger else subject(context, event)


def subject(context: Context, event: Event) -> Span | None:
    """The agency or President that is the subject of the event's verb."""
    text = context.text
    start = context.sentences[event.sentence].start_char
    agencies = context.mentions_in(start, event.trigger_start, "AGENCY")
    found: Span | None = None
    for i, m in enumerate(agencies):
        before = text[start : m.start_char]
        after = text[m.end_char : event.trigger_start]
        taken_by = re.search(r"\bby (?:the )?$", before) and re.match(r"\s+to\s+$", after)
        if _OBLIQUE.search(before) and not taken_by:
            continue
        joined = found is not None and re.fullmatch(
            r"\s+and\s+(?:the\s+)?", text[found[1] : m.start_char]
        )
        if not joined:
            found = _last_of_chain(context, agencies[i:])
    if found is None and (bare := _DEPARTMENT.search(text, start, event.trigger_start)):
        found = bare.span("who")
    presidents = list(_PRESIDENT.finditer(text, start, event.trigger_start))
    if presidents and (found is None or presidents[-1].start() > found[1]):
        found = presidents[-1].span("who")
    if found and _OTHER_SUBJECT.search(text, found[1], event.trigger_start):
        return None
    return found


def has_subject(context: Context, event: Event) -> bool:
    """Whether the clause names somebody who acts but is no agency: "we", "the United States"."""
    start = context.sentences[event.sentence].start_char
    return _OTHER_SUBJECT.search(context.text, start, event.trigger_start) is not None


def from_leads(context: Context, event: Event) -> Span | None:
    """The actor that the heading above a bullet, or the line that a list hangs on, names."""
    for lead in context.leads(event.sentence):
        s = context.sentences[lead]
        agencies = context.mentions_in(s.start_char, s.end_char, "AGENCY")
        if agencies:
            return _last_of_chain(context, agencies)
        president = _PRESIDENT.search(context.text, s.start_char, s.end_char)
        if president:
            return president.span("who")
    return None


def _last_of_chain(context: Context, mentions: list[Mention]) -> Span:
    """The acting body of "the Department of the Treasury’s Office of X": the last of the chain."""
    at = mentions[0]
    for m in mentions[1:]:
        gap = context.text[at.end_char : m.start_char]
        if re.fullmatch(r"(?:\s*\([^)]*\))?[’']?s?\s*", gap):
            at = m
        else:
            break
    return at.start_char, at.end_char


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
