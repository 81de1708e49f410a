"""Bodies at work that no list of names need know: officers of a service, ships, stations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.records.context import Context

_OFFICER = (
    r"(?:special\s+|border\s+services\s+|boarding\s+)?(?:agents?|officers?|troopers?|"
    r"deput(?:y|ies)|detectives|"
    r"investigators|inspectors|crews?|rangers|wardens|constables)"
)
# Officers of a body that the name finder does not know: "Border Force officers".
_OFFICERS_OF_BODY = re.compile(
    r"(?<![\w.])(?!(?:The|A|An|Special|Federal|Local|State|In|On|At|When|After|As|Inside|Two|"
    r"Three|Four|"
    r"Five|Several|Some|Our|These|Those|All|Upon|During|While)\s+(?:special\s+)?(?:agents|"
    r"officers))"
    r"(?:The\s+|On\s+\w+,\s+)?(?P<body>(?:[A-Z][\w.&’'-]*\s+)(?:(?:of|and|the|"
    r"[A-Z][\w.&’'-]*)\s+){0,6}?)" + _OFFICER + r"\b"
)
# "agents assigned to the Red Mesa Station": a unit behind its officers.
_ASSIGNED = re.compile(
    r"\b(?i:" + _OFFICER + r")\s+(?:\w+\s+){0,2}?(?:assigned\s+to|from|with|at|of)\s+the\s+"
    r"(?P<body>(?:(?:[A-Z]|\d+(?=st|nd|rd|th))[\w.&’'-]*\s+){1,5}(?:Station|Precinct|Battalion|Brigade|Regiment|Sector|Post|Troop|Barracks|Unit|Squad|"
    r"Section|Detachment|Division|Branch|Command|Bureau|Service|Office|Police|Force|Patrol|Guard|"
    r"Navy|Agency|Administration|Department|Authority)\b(?!\s+[A-Z]))"
)
_SHIP = re.compile(
    r"\b(?:USS|USNS|USCGC|HMS|HMCS|HMAS|HMNZS|HNLMS|INS|ITS|FGS|ESPS|PNS|BNS|RFA|"
    r"(?:(?:U\.S\. )?Coast Guard |USCG )?[Cc]utter)\s+[‘'“\"]?[A-Z][\w’-]+(?:\s[A-Z][a-z’-]+)?"
)
# A part that says little without the body that it belongs to.
_UNIT = re.compile(
    r"\b(?:Station|Sector|Post|Troop|Barracks|Unit|Squad|Section|Detachment|Division|Branch|"
    r"Command|(?:Field|Special|Marine|Air) Operations|Office of Law Enforcement)$"
)
_POSSESSOR = re.compile(r"\b(?P<body>[A-Z][\w&.]+)[’']s\s+$")


@dataclass(frozen=True, slots=True)
class Body:
    """Characters that name who acted; not always a mention."""

    start_char: int
    end_char: int


def is_unit(name: str) -> bool:
    """Whether the name is one of a part, told together with the body that it belongs to."""
    return _UNIT.search(name) is not None


def named_officers(context: Context, start: int, end: int) -> list[Body]:
    """The first body in ``text[start:end]`` whose officers, ship or station act in it."""
    text = context.text
    if ships := ships_in(context, start, end):
        return ships
    for m in _ASSIGNED.finditer(text, start, end):
        return [Body(*m.span("body"))]
    for m in _OFFICERS_OF_BODY.finditer(text, start, end):
        left = m.start("body")
        right = left + len(m["body"].rstrip())
        words = m["body"].split()
        alone = len(words) == 1 and not words[0].isupper()
        if alone and (left - start < 3 or len(words[0]) < 3 or text[left - 2] in '.“"•:'):
            continue  # "Responding agents"
        if words[0] in ("The", "Special", "In", "On", "At") or right - left < 3:
            continue
        if context.mentions_in(left, right, "PLACE", "PERSON") or context.dates_in(left, right):
            continue  # "Rivertown agents": of the body that the release is about
        return [Body(left, right)]
    return []


def ships_in(context: Context, start: int, end: int) -> list[Body]:
    """The first ship of a service named in ``text[start:end]``."""
    m = _SHIP.search(context.text, start, end)
    return [Body(m.start(), m.end())] if m else []


def possessor(context: Context, start: int) -> Body | None:
    """The word whose part stands at ``start``: "the Met’s Flying Squad"."""
    m = _POSSESSOR.search(context.text, max(0, start - 30), start)
    return Body(*m.span("body")) if m else None
