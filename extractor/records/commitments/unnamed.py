"""Actors that are told without a name: by an office, a field, a description, a common noun."""

from __future__ import annotations

import re

from extractor.records.context import Context
from extractor.types import Mention

# Actors without a name of their own: "five Ruritanian states", "the Ruritanian government".
DESCRIBED = re.compile(
    r"\b((?<!the )(?<!The )(?<!our )(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight"
    r"|[Nn]ine|[Tt]en|\d{1,3})\s(?:more\s|other\s)?(?:[A-Z]\w+\s)?(?:states|municipalities|cities"
    r"|counties|provinces|tribes)|(?!The\s)[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s(?:[Gg]overnment|authorities|regime)|Allies"
    r"|Member\sStates|Heads\sof\sState\sand\sGovernment)\b"
    r"(?=\s)"
)
# Holders of an office, who act for their body: "the Secretary of Works and the Minister for Trade".
_OFFICE = (
    r"(?:[Tt]he\s+)?((?:Secretary|Secretaries|Administrator|Director|Commissioner|Minister|Chair"
    r"|Attorney|Governor|Comptroller)\s(?:General\s)?(?:of|for)\s(?:the\s)?[A-Z][\w&.’-]*"
    r"(?:(?:\s(?:and|of|for|of\sthe))?\s[A-Z][\w&.’-]*){0,7}?)"
)
OFFICES = re.compile(
    _OFFICE + r"(?:\s\([A-Z]{2,8}\))?(?:,\s" + _OFFICE + r")?(?:,?\sand\s" + _OFFICE + r")?"
    r"(?=(?:,\s(?:in|through|acting|or)\b[^.;]{3,200}?,)?\s(?:(?:today|also|jointly|\w+ly)\s)?(?:will"
    r"|shall|has|have|is|are|must|may|[a-z]+ed|plans?)\b)"
)
# A U.S. department by its field alone: "Interior has invested".
FIELDS = re.compile(
    r"\b(State|Treasury|Defense|Justice|Interior|Agriculture|Commerce|Labor|Energy|Education"
    r"|Transportation|Homeland Security|Veterans Affairs)\s(?:(?:has|have|is|will|also)\s)*$"
)


# Bodies by a common noun alone, right before the verb: "ministers have", "state agencies will".
BODY_NOUN = re.compile(
    r"(?<![\w’'-])(?:the\s+|our\s+)?((?:(?:federal|state|local|national|provincial|regional|central"
    r"|member|partner|participating)\s+)?(?:governments?|ministers|parliament|legislature|lawmakers"
    r"|cabinet|agencies|departments|authorities|countries|states|co-chairs|regulators|prosecutors))"
    r"\s+(?:(?:has|have|had|is|are|was|were|will|shall|also|each|jointly|together|now|since|already"
    r"|today|then|therefore|still|\w+ly)\s+)*$",
    re.I,
)
_JOINED = re.compile(r"(?:\w|&)\s*$")


def is_clear(text: str, names: list[Mention], start: int, body: re.Match[str]) -> bool:
    """Whether a noun is a subject by itself: no part of a name, of a list or of a longer phrase."""
    if any(m.start_char < body.end(1) and m.end_char > body.start() for m in names):
        return False
    if text[start : body.start()].strip().endswith(","):
        return not any(body.start() - 3 <= m.end_char <= body.start() for m in names)
    return not _JOINED.search(text, start, body.start())


# What stands between a subject and its verb.
_VERB_GROUP = (
    r"(?:,\s[^,;:.]{3,80},)?(?:,?\s+(?:has|have|had|is|are|was|were|will|shall|would|also|each|jointly|together|now|today"
    r"|plans?\s+to|intends?\s+to|agreed\s+to|recently|then|\w+ly))*\s+$"
)
# The subject that opens a clause: the name of a body that no name finder knew ("The Institute of
# Legal Studies", "the Coastal Rescue Corps"), told by the noun in it, or an office alone.
_OPENING = re.compile(
    r"(?:[^.;:(]{0,60},\s+)?(?:and\s+)?(?:[Tt]oday,?\s+)?(?:[Tt]he\s+)?"
    r"((?:[A-Z][\w.’'&/-]*\s(?:(?:of|for|on|and|the)\s){0,2}){0,8}(?:Office|Institute|Administration|Agency"
    r"|Committee|Council|Commission|Cent(?:er|re)|Pillar|Forces?|Bureau|Department|Ministry|Services?"
    r"|Endowment|Authority|Corps|Secretariat|Embassy|Command|Police|Board|Team|Unit|Division"
    r"|Directorate|Parliament|Government|Cabinet|Navy|Army|Guard|Tribes?|Nation|Foundation|Trust|Fund"
    r"|Bank|Confederation|Federation|Assembly|Senate|Presidency)"
    r"(?:\s(?:of|for|on)(?:\sthe)?\s[A-Z][\w.’'&/-]*(?:\s(?:(?:of|for|on|and|the)\s){0,2}[A-Z][\w.’'&/-]*){0,7})?"
    r"|(?:Vice\s)?President|(?:Prime|First)\sMinister|Chancellor)"
    r"(?:\s\([^)]{1,40}\))?" + _VERB_GROUP
)
# Many bodies without a name: "Ninety-four countries", "Pact members", "school districts".
_MANY = re.compile(
    r"(?:[^.;:(]{0,60},\s+)?(?:and\s+)?(?:[Tt]he\s+)?"
    r"((?!(?i:the|both|our|these|those|all|and)\s)(?:[A-Z\d][\w.’'-]*|(?i:key|federal|state|partner|member|school|city|other|more|half|than|participating"
    r"|endorsing|implementing|local|national|foreign|donor|allied|prime))"
    r"(?:\s(?!and\s|the\s|of\s)[\w.’'-]+){0,5}?\s(?:countries|governments|nations|agencies|members|ministers|partners"
    r"|districts|authorities|economies|parliaments|departments|signatories)"
    r"|[Pp]arliament|[Mm]inisters|[Cc]ountries|[Gg]overnments|Allies)" + _VERB_GROUP
)


def opening(text: str, start: int, end: int) -> re.Match[str] | None:
    """The body without a known name that opens the clause ``[start, end)`` and acts in it."""
    first = text[start:end]
    lead = len(first) - len(first.lstrip('•*-–— \n\t“"'))
    if end - start - lead > _CLAUSE:
        return None
    for pattern in (_MANY, _OPENING):
        m = pattern.fullmatch(text, start + lead, end)
        if m:
            return m
    return None


_CLAUSE = 200  # characters of a clause before its verb in which such a subject is looked for
NEAR = 120  # characters before a verb in which its subject ends


def department(context: Context, field: str) -> str:
    """The department of a field, as the release names it."""
    for m in context.mentions:
        if m.label == "AGENCY" and m.text.endswith(field) and "Department of" in m.text:
            return m.text
    the = "the " if field in ("Treasury", "Interior") else ""
    return f"Department of {the}{field}"
