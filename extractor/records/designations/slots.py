"""Slots of a designation from its own sentence: authority, programme, day, organisation."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from extractor.records.context import Context, once
from extractor.records.designations.target import Target
from extractor.types import DateSpan, Event, Mention, Quantity, Sentence

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
_ORDER = re.compile(
    r"(?:Executive Order|E\.\s?O\.)\s*(?:\(E\.?O\.?\)\s*)?\d{5}|"
    r"(?:Presidential )?Proclamation\s*(?:\(P\.?P\.?\)\s*)?\d{4,5}|\bPP \d{4,5}",
    re.IGNORECASE,
)
# A sanctions regime without the name of a law, to the end of its phrase: "under its cyber sanctions
# framework", "under the regime concerning actions against the vote".
_REGIME = re.compile(
    r"\b(?:under|using|used|through|pursuant to)\s"
    r"(?:the\s|its\s|our\s|their\s|(?:the\s)?\w+[’']s\s)?"
    r"(?P<regime>(?:(?!the\b|this\b|that\b|which\b)[\w()-]+\s){0,6}?"
    r"(?:regime|framework|programme|program|Regulations)s?\b"
    r"(?:\s(?:for|concerning|on|against|targeting|set up|established|in respect of)\s"
    r"[^,;.]{3,90})?)|"
    r"\b(?:under|pursuant to)\s(?:the\s|its\s|our\s)?[“\"](?P<quoted>[A-Z][^“”\".;]{3,60}?),?[”\"]"
)
_SAYS_MORE = re.compile(r"\w+\s\w+\s|sanctions|[A-Z]\w+\s")
_LAW_WORD = re.compile(
    r"\d|\b(?:Acts?|Orders?|Laws?|Regulations?|Proclamation|Sections?|Code|Resolution|Program\w*|"
    r"Regime|Authority|Policy|Sanctions|Amendment|Statute|Treaty|Ban)\b",
    re.IGNORECASE,
)
UNDER = re.compile(
    r"\b(?:pursuant to|under|authority of|by|rests? on|based on|in accordance with|"
    r"invoking|invokes|amendments? to|amend\w*|annex(?:es)? (?:of|to))"
    r"\s+(?:the\s+)?(?:[\w()]+\s+){0,4}$",
    re.IGNORECASE,
)
# Laws of other countries, by the form of their titles.
_TITLED = re.compile(
    r"(?:Council\s)?(?:Implementing\s)?(?:Decision|Regulation)\s(?:\((?:EU|CFSP|EC)\)\s)?"
    r"(?:No\.?\s)?\d{2,4}/\d{2,4}(?:/CFSP)?|"
    r"Ordinance\sof\s\d{1,2}\s[A-Z]\w+\s\d{4}(?:\s(?:imposing|on|instituting)\s[^.;,]{5,90}?"
    r"(?=\s(?:have|has|is|are|was|were)\b|[.;,]|$))?|"
    r"(?:[A-Z][\w’-]*\s(?:(?:and|of|for|the)\s)?|\([A-Z][^()\n]{1,40}\)\s){1,8}"
    r"(?:Regulations|Ordinance|Sanctions\s(?:Regime|Act|Law))(?:\s\d{4})?\b"
)
# A date behind these is that of the deed, or of what is told of the target or the law.
_REASON = re.compile(
    r"\s(?:for|because|who|which|whose|that|in connection|in response|following|believed|after|"
    r"remains?)(?=[\s,])|;\s"
)
_OF_ANOTHER_EVENT = re.compile(
    r"(?:^|[;,]\s)(?:following|after|in response to|in light of|in view of|given|despite|"
    r"building on)\s[^,;]*$|"
    r"\b(?:set up|established|adopted|created|announced|signed|amended|founded|formed)\s"
    r"(?:on|in)?\s*$",
    re.IGNORECASE,
)
# "the 2020 election", "the group’s May 2019 attack": the day of what the noun tells.
_BEFORE_NOUN = re.compile(
    r"(?<!\bsince )(?:\b(?:the|an?|its|his|her|their)|[’']s)\s"
    r"(?:(?!(?:on|in|since|until|from|by)\s)[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r",?(?:[’']s)?\s(?!designation|listing|action|sanction|(?:and|or|on|in|to|the)\b)[A-Za-z]"
)
# "the Freedonia (Sanctions) Regulations 2019": the year of a law.
_TITLE = re.compile(
    r"\b(?:Regulations?|Acts?|Orders?|Laws?|Rules|Resolution|Instrument),?\s(?:\w\s)?$"
)
# An act told in the present is of the day of the release, whatever else is dated in its sentence.
_PRESENT = re.compile(r"\b(?:is|are|am)\s(?:\w+\s){0,3}?$", re.IGNORECASE)


def widened(context: Context, law: Mention) -> Span:
    """The fullest form of a law: "Section 7031(c)" with the act that it is of."""
    section = _SECTION.match(context.text, law.start_char)
    if section and section.end() > law.end_char:
        return section.span()
    return law.start_char, law.end_char


def cited_laws(context: Context, start: int, end: int) -> list[Span]:
    """Laws named in a stretch, in their fullest form, and orders by their number."""
    found = context.mentions_in(start, end, "LAW")
    named = [widened(context, m) for m in found if _LAW_WORD.search(m.text)]
    for form in (_ORDER, _TITLED):
        for m in form.finditer(context.text, start, end):
            if not any(a < m.end() and m.start() < b for a, b in named):
                named.append(m.span())
    return sorted(named)


def program(context: Context, event: Event) -> Span | None:
    """The order, act or listing that the clause, else the sentence names."""
    sentence = context.sentences[event.sentence]
    own = _program_in(context, event, event.start_char, event.end_char)
    return own or _program_in(context, event, sentence.start_char, sentence.end_char)


def _program_in(context: Context, event: Event, start: int, end: int) -> Span | None:
    text = context.text
    reward = event.subtype == "reward_offered"
    laws = [] if reward else cited_laws(context, start, end)
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
    if behind:
        return behind[0]
    return None if reward else regime(text, start, end)


def law_above(context: Context, place: Sentence, event: Event) -> Span | None:
    """The law that the line above a bullet consists of: a list of targets by their regime."""
    for lead in context.leads(context.sentence_index(place.start_char)):
        s = context.sentences[lead]
        if lead <= event.sentence:
            break
        line = REGULATIONS.fullmatch(context.text, s.start_char, s.end_char)
        if line:
            return line.span("law")
    return None


# A line that is the name of a law: "Freedonia (Sanctions) Regulations 2020:".
REGULATIONS = re.compile(
    r"(?:(?:Under|Pursuant to)\s)?(?:[Tt]he\s)?"
    r"(?P<law>[A-Z][^.;:\n]{4,90}?(?:Regulations|Act|Order|Ordinance|[Rr]egime)(?:,?\s\d{4})?|"
    r"(?:Executive Order|E\.O\.)\s\d{5})\s*:?\s*"
)
_LIST_NAME = re.compile(r"(?:[A-Z][\w-]+\s){1,3}List\b")


def last_list(context: Context, start: int, end: int) -> Span | None:
    """The last list that a stretch names: "adds six firms to the Entity List. Two are added"."""
    found = list(_LIST_NAME.finditer(context.text, start, end))
    return found[-1].span() if found else None


def regime(text: str, start: int, end: int) -> Span | None:
    """The sanctions regime, framework or named policy under which a stretch says that one acted."""
    for m in _REGIME.finditer(text, start, end):
        if m["quoted"]:
            return m.span("quoted")
        if _SAYS_MORE.search(m["regime"]):
            return m.span("regime")
    return None


def section_named(context: Context) -> Span | None:
    """Section 7031(c) in the fullest form that the release gives it."""
    found = [m.span() for m in _SECTION.finditer(context.text)]
    return max(found, key=lambda span: span[1] - span[0]) if found else None


_TAG = re.compile(r"\[(?P<tag>[A-Z][A-Z0-9-]{2,40})\]")
_SECONDARY = ("IFSR",)  # a tag of a further restriction, beside the programme's own
_LINKED = re.compile(r"\(Linked To:\s*")


def entry_program(context: Context, start: int, end: int) -> Span | None:
    """The order, else the programme's tag, of an entry in the form of OFAC's list: "[SDGT]"."""
    tags = [t for t in _TAG.finditer(context.text, start, end) if t["tag"] not in _SECONDARY]
    if not tags:
        return None
    order = _ORDER.search(context.text, start, end)
    return order.span() if order else tags[0].span("tag")


def entry_organization(context: Context, start: int, end: int) -> Span | None:
    """The group that an entry of OFAC's list names as the one its target is linked to."""
    linked = _LINKED.search(context.text, start, end)
    groups = context.mentions_in(linked.end(), end, "CARTEL") if linked else []
    return (groups[0].start_char, groups[0].end_char) if groups else None


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


def offered_for(
    context: Context, place: Sentence, sentence: Sentence, offered: Quantity | None
) -> Quantity | None:
    """The sum offered for a target: that of its own bullet, else what the act offers."""
    if offered is None or place is sentence:
        return offered
    own = context.quantities_in(place.start_char, place.end_char, "USD")
    return own[0] if own else offered


def when(context: Context, event: Event) -> DateSpan | None:
    """The day of the designation: of its clause before its sentence's, never the deed's."""
    sentence = context.sentences[event.sentence]
    inside = [
        d
        for d in context.dates_in(sentence.start_char, sentence.end_char)
        if _may_date(context, event, d)
    ]
    if not inside:
        return None
    clause = [d for d in inside if event.start_char <= d.start_char < event.end_char]
    day = min(
        clause or inside,
        key=lambda d: min(
            abs(d.start_char - event.trigger_end), abs(event.trigger_start - d.end_char)
        ),
    )
    if _SINCE_YEAR.fullmatch(day.text) and context.text[event.trigger_start :].startswith("been"):
        return replace(day, end=day.start.replace(month=12, day=31))  # when the status began
    return day


_SINCE_YEAR = re.compile(r"since\s\d{4}", re.IGNORECASE)


def _may_date(context: Context, event: Event, date: DateSpan) -> bool:
    """Whether a date of the event's sentence may be that of the act."""
    text = context.text
    sentence = context.sentences[event.sentence]
    before = text[sentence.start_char : date.start_char]
    if date.granularity == "day" and date.start == context.release.published:
        return True  # "today" is of no other event
    if _PRESENT.search(text, sentence.start_char, event.trigger_start) and text[
        event.trigger_start : event.trigger_end
    ].split()[0].endswith("ing"):
        return False
    if any(
        m.start_char <= date.start_char < m.end_char
        for m in context.mentions_in(sentence.start_char, sentence.end_char, "LAW")
    ):
        return False
    if date.text[:1].isdigit() and _TITLE.search(before):
        return False
    if _REASON.search(text, event.trigger_end, max(event.trigger_end, date.start_char)):
        return False
    of_trigger = 0 <= date.start_char - event.trigger_end <= 1  # "sanctions announced on May 3"
    if not of_trigger and _OF_ANOTHER_EVENT.search(before):
        return False
    return not (_BEFORE_NOUN.search(before[-60:]) and _NOUN.match(text, date.end_char))


# Forces of a state that releases treat as groups which others are tied to.
_ARMED = re.compile(
    r"\b(?:Revolutionary Guards?|IRGC|Qods|Quds|Basij|Rapid Support Forces|Wagner|Africa Corps)\b"
)


def _groups(context: Context, start: int, end: int) -> list[Mention]:
    """The groups in a stretch to which a target may be tied."""
    found = context.mentions_in(start, end, "CARTEL", "AGENCY", "ORG")
    return [m for m in found if m.label == "CARTEL" or _ARMED.search(m.text)]


def organization(
    context: Context, event: Event, target: Target, targets: list[Target]
) -> Span | None:
    """The group that a target is tied to: in its sentence; for an individual, else where it is
    named, else the only one that the release speaks of.
    """
    if target.mention is not None and target.mention.label in ("CARTEL", "AGENCY"):
        return None
    if target.kind not in ("individual", "entity"):
        return None
    sentence = context.sentences[event.sentence]
    own = {t.mention.start_char for t in targets if t.mention is not None}
    named = _groups(context, sentence.start_char, sentence.end_char)
    others = [
        m
        for m in named
        if m.start_char not in own and not target.start <= m.start_char < target.end
    ]
    if target.kind == "individual":
        others = others or [
            t.mention for t in targets if t.mention is not None and t.mention.label == "CARTEL"
        ]
        if not others and target.mention is not None:
            others = _beside_name(context, target.mention)
        if not others:
            others = _sole_group(context, event)
    return (others[0].start_char, others[0].end_char) if others else None


_SPEAKS_OF = 2  # mentions of a group that no lexicon knows from which a release speaks of it
_LEAD = 4  # the last sentence that may name the group that all of the release is about
_NEAR = 3  # sentences between a group and an act that is about it
_MENTIONS = 8  # mentions of a person within which a release says whose member they are


def _beside_name(context: Context, person: Mention) -> list[Mention]:
    """Groups in the first sentence in which the person is named with one."""
    same = (m for m in context.mentions if m.entity is not None and m.entity == person.entity)
    for m in islice(same, _MENTIONS):
        s = context.sentences[context.sentence_index(m.start_char)]
        if s.zone == "headline":
            continue
        groups = _groups(context, s.start_char, s.end_char)
        if groups:
            return groups
    return []


@once
def _sole_group_named(context: Context) -> tuple[Mention, ...]:
    """The mentions of the only group that the release speaks of."""
    groups = tuple(m for m in context.mentions if m.label == "CARTEL")
    sole = len({m.entity or m.text for m in groups}) == 1
    known = len(groups) >= _SPEAKS_OF or any(m.canonical_id for m in groups)
    return groups if sole and known else ()


def _sole_group(context: Context, event: Event) -> list[Mention]:
    """The only group that the release speaks of: in its lead, near the act, or, since who is sought
    with a reward is told at length, anywhere.
    """
    for m in _sole_group_named(context):
        place = context.sentence_index(m.start_char)
        near = place <= _LEAD or abs(place - event.sentence) <= _NEAR
        if near or event.subtype == "reward_offered":
            return [m]
    return []
