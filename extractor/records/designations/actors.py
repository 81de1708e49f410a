"""Who acts in a designation: the agency, body or President that its clause or list names."""

from __future__ import annotations

import re

from extractor.events.triggers import lexicon
from extractor.records.context import Context, once
from extractor.types import Event, Mention

Span = tuple[int, int]

_UNITED_NATIONS = re.compile(r"\b(?:United Nations(?: Security Council)?|UNSCR?|UN)\b")
_UNION = re.compile(r"European Union|EU\b|United Nations(?: Security Council)?|UN\b")
# Offices that act in person; a President by name.
_OFFICE = re.compile(
    r"\b(?:[Tt]he\s+)?(?P<who>[Pp]resident\b(?:\s+[A-Z][\w.’-]+){0,4}|"
    r"(?:U\.S\.\s+)?Secretary of (?:State|the Treasury|Commerce|Defense|Homeland Security)|"
    r"(?:Foreign|Home) (?:Secretary|Minister)|"
    r"Minister (?:of|for) (?:Foreign|External|Finance)(?: Affairs| Trade)?)",
)
# Bodies known by a common noun once the release has named them, or by one of a country's adjective.
_BODY = re.compile(
    r"(?<![\w’])(?:[Tt]he (?P<who>(?:[A-Z][\w-]+ ){0,2}(?:Department|Treasury|Council|Committee|"
    r"Commission|Government|Ministry))(?=,| (?!of\b|for\b)[a-z])|"
    r"(?P<short>State|Commerce|Cabinet)"
    r"(?= (?:is|has|will|also|today|designat|sanction|impos|announc|add|agreed|decided)))"
)
# An agency behind these is no subject: "operated by", "in coordination with", "sanctions on".
_OBLIQUE = re.compile(
    r"\b(?:of|by|with|to|on|from|against|including|in|for|at|under|than|as|as well as|\w+ing)\s+"
    r"(?:the\s+|an?\s+|our\s+|its\s+)*$|\($"
)
_OTHER_SUBJECT = re.compile(
    r"\b(?:the United States|we|the United Kingdom|the UK|the European Union|the EU|Canada|"
    r"Australia|allies|partners)\b(?![’'])",
    re.IGNORECASE,
)
# Who acts beside the subject: "Treasury, in partnership with the United Kingdom and Canada, ...".
_ALONGSIDE = re.compile(
    r",\s+(?:in\s|together\s|along\s|alongside\s|jointly\s|acting\s|working\s)[^;]*,"
)
_BY_ANOTHER = re.compile(
    r"\b(?:for|because|who|which|that|owned|operated|controlled|led|used|run)\b"
)
_REPORTED = re.compile(r"\s(?:today\s)?announc\w+\s(?:\w+\s)?that\b")
# A passive's subject is the target; "rendering them ineligible" has the actor for its subject.
_TAKES_TARGET = re.compile(
    r"(?:is|are|was|were|been|being)\b|(?:deletions|removals)\b", re.IGNORECASE
)
# "These include:" says nothing of its own: the sentence before it does.
_POINTS_BACK = re.compile(
    r"(?:these|those|they|this|it)\s\w+\s?(?:\w+\s)?:?$|including:?$", re.IGNORECASE
)
# In a heading or a line above a list these make an agency another's: "officials of the Ministry".
_ABOUT = re.compile(r"\b(?:of|against|for|in|from|with|linked to)\s+(?:the\s+|an?\s+)?$")


_BYLINE = 12  # characters beside an office up to which a line only says who signs
# A body whose acronym the release gives: "the Federal Department of Justice (FDJ)".
_SPELLED = re.compile(
    r"(?P<full>(?:[A-Z][\w’&-]*,?\s(?:(?:of|for|and|the|on)\s){0,2}){2,9})\((?P<short>[A-Z]{2,8})\)"
)
_BODY_NOUN = re.compile(
    r"\b(?:Department|Ministry|Office|Secretariat|Agency|Council|Commission|Directorate|Authority|"
    r"Bureau|Committee|Treasury|Administration|Unit)\b"
)
_ACRONYM = re.compile(r"\b[Tt]he (?P<who>[A-Z]{2,8})(?=\s[a-z])")


@once
def _bodies(context: Context) -> dict[str, str]:
    """The bodies of which the release gives acronym and full name."""
    spelled = _SPELLED.finditer(context.text)
    named = {m["short"]: m["full"].rpartition(", the ")[2].strip() for m in spelled}
    return {short: full for short, full in named.items() if _BODY_NOUN.search(full)}


def official_name(context: Context, span: Span) -> str:
    """The name of the acting body, by its fullest mention in the release."""
    name = context.text[slice(*span)]
    for m in context.mentions_in(span[0], span[1], "AGENCY"):
        if (m.start_char, m.end_char) == span:
            name = _fullest(context, m).text
    bodies = _bodies(context)
    if name in bodies:
        return bodies[name]
    return next((full for full in bodies.values() if full.startswith(f"{name},")), name)


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
        union = _UNION.match(text, by.end())
        if union:
            return union.span()
        office = _OFFICE.match(text, by.end()) or _BODY.match(text, by.end() - 4)
        if office:
            return _who(office)
    listing = context.mentions_in(event.trigger_start, event.trigger_end, "AGENCY")
    if listing:
        return listing[0].start_char, listing[0].end_char
    nations = _UNITED_NATIONS.search(text, event.trigger_start, event.trigger_end)
    if nations:
        return nations.span()
    found = subject(context, event)
    passive = lexicon()[event.source].voice == "passive"
    takes_target = _TAKES_TARGET.match(text, event.trigger_start) if passive else before_trigger
    if found and takes_target and not _REPORTED.match(text, found[1], event.trigger_start):
        return None
    return found


def subject(context: Context, event: Event) -> Span | None:
    """The agency, body or office that is the subject of the event's verb."""
    text = context.text
    start, end = context.sentences[event.sentence].start_char, event.trigger_start
    agencies = context.mentions_in(start, end, "AGENCY")
    found: Span | None = None
    for i, m in enumerate(agencies):
        before = text[start : m.start_char]
        after = text[m.end_char : end]
        taken_by = re.search(r"\bby (?:the )?$", before) and re.match(r"\s+to\s+$", after)
        if _OBLIQUE.search(before) and not taken_by:
            continue
        joined = found is not None and re.fullmatch(
            r"\s+and\s+(?:the\s+)?", text[found[1] : m.start_char]
        )
        if not joined:
            found = _last_of_chain(context, agencies[i:])
    if found is None:
        bodies = [b for b in _BODY.finditer(text, start, end) if _is_free(text, start, b.start())]
        found = _who(bodies[-1]) if bodies else None
    offices = [o for o in _OFFICE.finditer(text, start, end) if _is_free(text, start, o.start())]
    if offices and (found is None or offices[-1].start() > found[1]):
        found = offices[-1].span("who")
    if found is None:
        short = [a for a in _ACRONYM.finditer(text, start, end) if a["who"] in _bodies(context)]
        free = [a for a in short if _is_free(text, start, a.start())]
        found = free[-1].span("who") if free else None
    if found and _OTHER_SUBJECT.search(_ALONGSIDE.sub(",", text[found[1] : event.trigger_end])):
        return None
    return found


def _who(found: re.Match[str]) -> Span:
    return found.span("who") if found["who"] else found.span("short")


def _is_free(text: str, start: int, at: int) -> bool:
    """Whether what begins at ``at`` may be a subject."""
    return _OBLIQUE.search(text[max(start, at - 40) : at]) is None


def has_subject(context: Context, event: Event) -> bool:
    """Whether the clause names somebody who acts but is no agency: "we", "the United States"."""
    start = context.sentences[event.sentence].start_char
    return _OTHER_SUBJECT.search(context.text, start, event.trigger_end) is not None


def from_leads(context: Context, event: Event) -> Span | None:
    """The actor that the heading above a bullet, or the line that a list hangs on, names."""
    text = context.text
    for lead in context.leads(event.sentence):
        s = context.sentences[lead]
        if lead and _POINTS_BACK.match(text[s.start_char : s.end_char].strip()):
            s = context.sentences[lead - 1]
        agencies = context.mentions_in(s.start_char, s.end_char, "AGENCY")
        for i, m in enumerate(agencies):
            if not _ABOUT.search(text[s.start_char : m.start_char]):
                return _last_of_chain(context, agencies[i:])
        office = _OFFICE.search(text, s.start_char, s.end_char)
        if office and s.end_char - s.start_char > len(office.group()) + _BYLINE:
            return office.span("who")
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
