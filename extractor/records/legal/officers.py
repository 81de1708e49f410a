"""The body behind "detectives" or behind nobody: who arrests in a release of the police."""

from __future__ import annotations

import re

from extractor.records.context import Context, once
from extractor.records.legal.slots import Found
from extractor.types import Event, Mention

# Words for officers, and the names of the bodies that they can belong to.
_KINDS = (
    (r"postal\s+inspectors", r"Postal"),
    (r"(?:deputy\s+)?(?:u\.?s\.?\s+)?marshals", r"Marshal"),
    (r"(?:border\s+patrol\s+agents)", r"Border Patrol|Customs"),
    (r"troopers", r"State Police|State Patrol|Highway Patrol|Public Safety|State Troopers"),
    (r"(?:sheriff[’']s\s+)?deputies", r"Sheriff"),
    (r"mounties", r"Mounted|RCMP"),
    (
        r"(?:park\s+|game\s+|wildlife\s+)?(?:rangers|wardens)",
        r"Park|Wildlife|Fish|Forest|Natural|Conservation",
    ),
    (r"customs\s+officers", r"Customs|Revenue|Border"),
    (r"(?:police|constables)(?:\s+officers)?", r"Police|Constabulary|RCMP|Sheriff|Garda"),
)
_POLICING = re.compile(
    r"Police|Sheriff|Patrol|Constabulary|Garda|Mounted|RCMP|Border (?:Force|Services|Protection)|"
    r"Customs|"
    r"Federal Bureau of Investigation|\bFBI\b|Drug Enforcement|\bDEA\b|"
    r"Homeland Security Investigations|\bHSI\b|"
    r"\bATF\b|Alcohol, Tobacco|Marshals|Secret Service|Postal Inspection|Crime Agency|\bNCA\b|"
    r"Guardia|Carabinieri|"
    r"Gendarmerie|Task Force|Strike Force|Investigat|Enforcement|Rangers|Wildlife|Coast Guard|"
    r"Inspector General|"
    r"Public Safety|\bICE\b|\bCBP\b|\bAFP\b|Crime (?:Squad|Unit)|Criminal Investigation"
)
# Who tells of what others did, and who charges.
_TELLS = re.compile(
    r"Attorney|Justice|Prosecut|Court|White House|Treasury|Foreign Assets|State|Defen[cs]e|Minist|"
    r"Council|"
    r"Commission|Parliament|Education|Health|Commerce|Trade"
)
_STATE_POLICE = re.compile(r"State (?:Police|Patrol|Trooper)|Highway Patrol")
_PROSECUTOR = re.compile(
    r"\b(?:Attorney|Justice\s+Department|Department\s+of\s+Justice|Prosecut\w+)\b"
)
_OFFICER = re.compile(
    r"\b(?:"
    + "|".join(words for words, _ in _KINDS)
    + r"|(?:special\s+)?agents|officers|detectives|"
    r"investigators|inspectors|authorities(?=\s))\b",
    re.I,
)
# The subject's words up to its verb: "detectives from the major crimes unit have"
_TO_VERB = re.compile(
    r"(?:\s+(?:from|with|of|in|at|investigating|responding|executing|conducting|acting|"
    r"working)\b[^.;]{0,110}?)?"
    r"\s*(?:(?:,[^,;.]{0,60},)\s*)?(?:(?:has|have|had|also|then|later|today|quickly|subsequently|"
    r"\w+ly|made|the|a|"
    r"total|of|more|than|over|nearly|and|\w+ed|[\d,]+)\s+)*",
    re.I,
)
_BY_OFFICERS = re.compile(
    r"[^.;]{0,60}?\bby\s+(?:the\s+|local\s+|armed\s+|uniformed\s+|plain[\s-]?clothes\s+|"
    r"specialist\s+)?",
    re.I,
)
# "federal, state and local agents": of bodies that the words do not name
_MANY = re.compile(
    r"\b(?:federal|state|local|law\s+enforcement)(?:,|\s+and)\s+(?:\w+,?\s+){0,4}\Z", re.I
)
_COURT = re.compile(
    r"\b(?:jury|indict\w+|complaint|court|prosecut\w+|federal\w*|attorney|judge|information|warrant|state)\b",
    re.I,
)
_CHARGES = re.compile(r"Police|Sheriff|Constabulary|Patrol|Mounted|RCMP|Garda")
_GARDA = re.compile(r"\bGarda[íi]\b")
_FOREIGN = re.compile(r"\b[A-Z][a-z]+(?:an|ese|ish|ch|i)\s+(?:authorities|police|officials)\b")
# How many sentences back the body of "officers" is looked for; how far a release's head goes.
_BACK = 6
_HEAD = 3


def behind(context: Context, e: Event) -> list[Found]:
    """The body whose officers arrested, by a word for them, else that which the release is of."""
    text = context.text
    s = context.sentences[e.sentence]
    if e.subtype != "arrested":
        # police charge too where no court or prosecutor is spoken of; federal agents do not
        told = _is_active(text, e) or _COURT.search(text, s.start_char, s.end_char)
        bodies = [] if told or e.subtype != "charged" else principal(context)
        return [b for b in bodies if _CHARGES.search(str(b.value))]
    if _FOREIGN.search(text, s.start_char, s.end_char):
        return []
    word = _acting(text, s.start_char, e, s.end_char)
    if word is None:
        by = re.search(r"\bby\b", text[e.trigger_end : min(s.end_char, e.trigger_end + 60)])
        if by or _is_active(text, e):
            return []
        if doing := _before(context, e):
            return doing
        other = context.mentions_in(s.start_char, s.end_char, "AGENCY")
        return [] if other else principal(context)
    if _MANY.search(text, max(s.start_char, word.start() - 40), word.start()):
        return []
    if _GARDA.fullmatch(word.group()):
        return [Found(word.group(), word.start(), word.end())]
    return _body_of(context, e.sentence, word)


# What police do before they arrest: the body that raids, searches or finds is the one.
_AT_WORK = re.compile(
    r"(?:[’']s?)?(?:\s*\([^)]{1,30}\))?(?:,[^,;.]{3,80},)?\s+(?:(?:special\s+)?(?:agents?|officers?|deputies|"
    r"detectives|investigators|inspectors|operatives|personnel|troopers|crews?)\s+)?"
    r"(?:(?:at|in|on|and|from|with|of)\s[^,;.]{3,70}?\s)?(?:(?:also|has|have|had|then|jointly|\w+ly)\s+)*"
    r"(?:raided|searched|stopped|intercepted|inspected|seized|recovered|found|detected|executed|"
    r"boarded|pulled|discovered|examined|observed|uncovered|located|interdicted|searching|"
    r"(?:carried\s+out|conducted|mounted|launched|made)\s[^,;.]{0,30}?\b(?:search\w*|raids?|operations?|seizures?))\b"
)
# How many sentences back the raid is told of, within the paragraph.
_RAID = 3


def at_work(context: Context, start: int, end: int) -> list[Found]:
    """The police body that ``text[start:end]`` tells of as raiding, searching or finding."""
    for m in context.mentions_in(start, end, "AGENCY"):
        if "Court" not in m.text and _AT_WORK.match(context.text, m.end_char, end + 40):
            return [_found(context, m)]
    return []


def _before(context: Context, e: Event) -> list[Found]:
    """The body that raided or searched, in the sentence or those before it in the paragraph."""
    s = context.sentences[e.sentence]
    floor = context.text.rfind("\n", 0, s.start_char) + 1
    for index in range(e.sentence, max(-1, e.sentence - _RAID - 1), -1):
        told = context.sentences[index]
        if told.start_char < floor or told.zone == "headline":
            break
        if found := at_work(context, told.start_char, told.end_char):
            return found
    return []


def _acting(text: str, start: int, e: Event, end: int) -> re.Match[str] | None:
    """The word for officers that is the trigger's subject, or that stands behind "by"."""
    for pattern in (_OFFICER, _GARDA):
        for m in pattern.finditer(text, start, e.trigger_start):
            if _TO_VERB.fullmatch(text, m.end(), e.trigger_start):
                return m
        by = _BY_OFFICERS.match(text, e.trigger_end, end)
        if by is not None and (word := pattern.match(text, by.end(), end)) is not None:
            return word
    return None


def _is_active(text: str, e: Event) -> bool:
    return not re.match(r"(?:is|are|was|were|been|being)\b", text[e.trigger_start : e.trigger_end])


def _body_of(context: Context, index: int, word: re.Match[str]) -> list[Found]:
    names = next((n for w, n in _KINDS if re.fullmatch(w, word.group(), re.I)), _POLICING.pattern)
    wanted = re.compile(names)
    order = [*range(index, max(-1, index - _BACK), -1), *range(len(context.sentences))]
    for n in order:
        s = context.sentences[n]
        for m in context.mentions_in(s.start_char, s.end_char, "AGENCY"):
            if wanted.search(m.text) or wanted.search(m.canonical or ""):
                return [_found(context, m)]
    return []


def of_place(context: Context, place: Mention) -> Found | None:
    """The body of a place whose officers act: "Reno police" where it names the department."""
    for m in context.mentions:
        if m.label == "AGENCY" and m.text.startswith(f"{place.text} ") and _is_policing(m):
            return Found(m.text, place.start_char, place.end_char)
    return None


def _found(context: Context, m: Mention) -> Found:
    return Found(context.fullest(m).text, m.start_char, m.end_char)


@once
def principal(context: Context) -> list[Found]:
    """The police body that the release is of; nothing where prosecutors or ministries tell it."""
    head = context.sentences[:_HEAD]
    if not head or _PROSECUTOR.search(context.text, 0, head[-1].end_char):
        return []
    named = context.mentions_in(0, head[-1].end_char, "AGENCY") or [
        m for m in context.mentions if m.label == "AGENCY" and _is_policing(m)
    ]
    if not named or not _is_policing(named[0]):
        return []
    if context.release.issuer and not _POLICING.search(context.release.issuer):
        return []
    return [_found(context, named[0])]


def _is_policing(m: Mention) -> bool:
    for name in (m.text, m.canonical or ""):
        if _POLICING.search(name) and (_STATE_POLICE.search(name) or not _TELLS.search(name)):
            return True
    return False
