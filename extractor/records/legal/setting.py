"""What holds for a release unless a sentence says otherwise: district, organisation, day."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.records.context import Context, once
from extractor.records.legal.slots import Found
from extractor.types import DateSpan, Mention

_DISTRICT = re.compile(
    r"\b(?:(?:Northern|Southern|Eastern|Western|Central|Middle)\s+)?District\s+of\s+(?:the\s+)?"
    r"(?:(?:New|North|South|West|Rhode|Puerto|Virgin|U\.S\.|Northern|Mariana)\s+)*[A-Z][a-z]+"
    r"(?!\s+(?:Court|Attorney))"
)
_DC = re.compile(
    r"District\s+of\s+Columbia(?=\s+(?:defense|resident|man|woman|police|Metropolitan))"
)
_COURT = re.compile(
    r"\b(?:[A-Z][\w.’'-]+\s+){1,3}(?:(?:Crown|Superior|Supreme|High|Circuit|Magistrates?(?:[’'](?:s)?)?|"
    r"Municipal|Common\s+Pleas|Sessions|National|Juvenile|"
    r"Criminal|County|District|Sheriff|Local|Provincial|Youth|Regional|City|Federal|Military|"
    r"Appeals?)\s+"
    r"Courts?\b(?!\s+(?:for\s+the|of)\b)|Court\s+of\s+Justice\b)"
    # the place behind it: "Provincial Court of Manitoba", "High Court in Leeds"
    r"|\b(?:(?:Provincial|Supreme|Superior|High|County|Criminal|Regional|Local|Crown|"
    r"Circuit)\s+Court|"
    r"Court\s+of\s+(?:King|Queen)[’']s\s+Bench)\s+(?:of|in|at)\s+(?!Appeals?\b|"
    r"Justice\b)[A-Z][\w’'-]+"
    r"(?:\s+[A-Z][\w’'-]+){0,2}"
    r"|\bCourt\s+of\s+(?!(?:Appeals?|Justice|Common|Claims|International|Human|Auditors|"
    r"Arbitration|King|"
    r"Queen|First|Law|Record|Inquiry|Federal|Criminal|Special)\b)[A-Z][\w’'-]+"
    r"|\bOld\s+Bailey\b|\bCentral\s+Criminal\s+Court\b|\bCriminal\s+Courts\s+of\s+Justice\b"
)
_NO_SEAT = re.compile(
    r"(?:U\.?S\.?|United\s+States|Federal)\b|(?:Supreme|High|Appeals?|Federal|District|County|"
    r"Circuit|"
    r"Criminal|Superior|Local)\s+Court\Z|.*\bUnited\s+States\Z"
)
# Where a release names no district: "federal court in Reno, Nevada"
_COURT_IN = re.compile(
    r"\b(?:(?:U\.?S\.?|United\s+States)\s+(?:District\s+)?[Cc]ourt|federal\s+(?:district\s+)?court)"
    r"\s+in\s+(?!(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b)(?:(?:St|Ft|Mt)\.\s+)?(?:[A-Z][\w’'-]+\s+){0,2}[A-Z][\w’'-]+"
)
# "Ann Bell (W.D. Texas)"
_SHORT = re.compile(
    r"\b[NSEWCM]\.\s?D\.\s+(?:of\s+)?(?:(?:New|North|South|West)\s)?[A-Z][a-z]+\b|"
    r"(?<=\()(?:[NSEWCM]\.\s?D\.|D\.)\s?(?:(?:[NSW]\.|New|North|South|West)\s?)?(?:[A-Z][a-z]+\.?|"
    r"[A-Z]\.)(?=\))"
)
# A release states its case in its first sentences.
_FRONT = 4
_JUDGE = re.compile(
    r"\b(?:Judge|court|prosecut\w+|jury|U\.S\.\s+Attorney|United\s+States\s+Attorney|charged|"
    r"indict\w+)\b",
    re.I,
)


def districts(context: Context, start: int, end: int) -> list[Found]:
    """Judicial districts named in ``text[start:end]``."""
    text = context.text
    return [
        Found(re.sub(r"\s+", " ", m.group()), m.start(), m.end())
        for pattern in (_DISTRICT, _SHORT)
        for m in pattern.finditer(text, start, end)
        if not _DC.match(text, m.start())
    ]


@once
def _has_district(context: Context) -> bool:
    return any(not _DC.match(context.text, m.start()) for m in _DISTRICT.finditer(context.text))


def court(context: Context, start: int, end: int) -> Found | None:
    """A court outside the federal districts, by its name ("Leeds Crown Court")."""
    for m in _COURT.finditer(context.text, start, end):
        name = re.sub(r"^(?:The|At|In)\s+", "", m.group())
        if not _NO_SEAT.match(name):
            return Found(name, m.end() - len(name), m.end())
    city = None if _has_district(context) else _COURT_IN.search(context.text, start, end)
    if city is None:
        return None
    last = city.end()
    for state in context.mentions_in(last, last + 3, "PLACE"):
        last = state.end_char
    return Found(re.sub(r"\s+", " ", context.text[city.start() : last]), city.start(), last)


@dataclass(slots=True)
class Known:
    """A value that the release states: where first, how often, how strongly, and in what words."""

    first: Found
    weight: int = 0
    count: int = 0
    cues: set[str] = field(default_factory=set)


_BEFORE_COURT = re.compile(r"\b(?:Judge|court|jury)\b", re.I)
_OF_OFFICE = re.compile(r"\bAttorney|\bOffice\b", re.I)


def districts_of(context: Context, index: int) -> list[tuple[Found, set[str]]]:
    """The districts and other courts that a sentence names, with the words beside them."""
    s = context.sentences[index]
    out = []
    for found in districts(context, s.start_char, s.end_char):
        left = context.text[max(s.start_char, found.start_char - 90) : found.start_char]
        cues = set()
        if _BEFORE_COURT.search(left):
            cues.add("court")
        elif _OF_OFFICE.search(left):
            cues.add("office")
        elif _JUDGE.search(left):
            cues.add("charged")
        out.append((found, cues))
    if (other := court(context, s.start_char, s.end_char)) is not None:
        out.append((other, {"other-court"}))
    return out


def all_districts(context: Context) -> dict[str, Known]:
    """The districts and courts of the release, by name."""
    out: dict[str, Known] = {}
    for index, s in enumerate(context.sentences):
        for found, cues in districts_of(context, index):
            known = out.setdefault(str(found.value), Known(found))
            known.count += 1
            known.weight += 1 + (not cues.isdisjoint({"court", "office", "charged"}))
            known.weight += 2 * ("court" in cues) + (index < _FRONT)
            known.cues |= cues | ({"title"} if s.zone == "headline" else set())
    return out


# Words that tie a person to an organisation; that it is one ("a terrorist group") ties nobody.
_TIE = re.compile(
    r"\b(?:members?|associates?|associated|leaders?|leadership|boss(?:es)?|commanders?|"
    r"lieutenants?|heads?|head(?:ed|ing)|"
    r"founders?|gang|affiliat\w+|soldiers?|clique|operatives?|cell|belong\w*|work\w*\s+for|"
    r"on\s+behalf|guerr?illas?|"
    r"kingpins?|plaza|aligned|enforcers?|traffickers?|chief|figures?|money\s+launderers?)\b",
    re.I,
)


_MEMBER_OF = re.compile(
    r"\b(?:members?|associates?|leaders?|boss(?:es)?|founders?|heads?|commanders?|lieutenants?|"
    r"operatives?|affiliates?|soldiers?)\s+(?:and\s+\w+\s+)?(?:of|in|with|within)\s+(?:the\s+|"
    r"an?\s+)?"
    r"(?:[\w’'“”\"-]+\s+){0,6}[“\"‘]?$",
    re.I,
)
_IS_MEMBER = re.compile(
    r"\b(?:is|are|was|were|as|be)\s+(?:an?\s+|the\s+|all\s+)?(?:(?:alleged|reputed|suspected|"
    r"known|senior|"
    r"former|high[\s-]ranking|full|leading|\w+ly)\s+)*(?:members?|associates?|leaders?|boss(?:es)?|"
    r"founders?|heads?|commanders?|lieutenants?|operatives?)\b[^.;,]{0,50}$",
    re.I,
)
_MEMBER_BEHIND = re.compile(
    r"[’']?s?\s*(?:\([^)]{1,40}\)\s*)?(?:(?:street|prison|criminal|gang|cartel|\w+)\s+){0,2}"
    r"(?:members?|associates?|leaders?|boss(?:es)?|founder|lieutenants?|operatives?|associate)\b",
    re.I,
)
_RIVAL = re.compile(r"\b(?:rivals?|rival\w*|victims?|against|enem(?:y|ies)|opposing)\b", re.I)
_FOR = re.compile(
    r"\b(?:on\s+behalf\s+of|support\s+(?:to|for)|resources\s+to|work\w*\s+for|loyal\w*\s+to|"
    r"join(?:ed|ing)?|fund\w*|aid\w*|suppl\w+|sell\w*\s+\w+\s+to)\s+(?:[\w’'-]+\s+){0,4}$",
    re.I,
)
_DESCRIBED = re.compile(r"\s*(?:\([^)]{1,40}\)\s*)?(?:is|was|are|were|operat\w+|has|have)\b", re.I)


def organization_cues(context: Context, m: Mention) -> frozenset[str]:
    """What the words beside an organisation say of who belongs to it."""
    text = context.text
    s = context.sentences[context.sentence_index(m.start_char)]
    left = text[max(s.start_char, m.start_char - 80) : m.start_char]
    right = text[m.end_char : min(s.end_char, m.end_char + 60)]
    cues = set()
    if _TIE.search(left[-60:]) or _TIE.search(right[:40]):
        cues.add("tie")
    if _MEMBER_OF.search(left) or _MEMBER_BEHIND.match(right):
        cues.add("member")
    if _IS_MEMBER.search(left):
        cues.add("is-member")
    if _RIVAL.search(left[-30:]):
        cues.add("rival")
    if _FOR.search(left):
        cues.add("for")
    if _DESCRIBED.match(right):
        cues.add("described")
    return frozenset(cues or {"plain"})


def organizations(context: Context) -> dict[str, Known]:
    """The criminal organisations of the release, by key."""
    out: dict[str, Known] = {}
    for m in context.mentions:
        if m.label != "CARTEL":
            continue
        index = context.sentence_index(m.start_char)
        cues = organization_cues(context, m)
        known = out.setdefault(organization_key(m), Known(Found(m.text, m.start_char, m.end_char)))
        known.count += 1
        known.weight += 1 + 2 * (index < _FRONT) + (not cues.isdisjoint({"tie", "member"}))
        known.cues |= cues
        if index < _FRONT:
            known.cues |= {f"front-{c}" for c in cues}
    return out


def members_in(context: Context, start: int, end: int) -> str | None:
    """The key of the organisation whose members ``text[start:end]`` is about."""
    for m in context.mentions_in(start, end, "CARTEL"):
        cues = organization_cues(context, m)
        if "member" in cues and "rival" not in cues:
            return organization_key(m)
    return None


def organization_key(mention: Mention) -> str:
    """The key under which the mentions of one organisation meet."""
    return mention.entity or mention.canonical or mention.text.casefold()


def written(context: Context, key: str) -> Found:
    """The organisation with its acronym ("Barrio Azteca (BA)"), else as the body names it most."""
    text = context.text
    own = [m for m in context.mentions if m.label == "CARTEL" and organization_key(m) == key]
    body = [
        m for m in own if context.sentences[context.sentence_index(m.start_char)].zone != "headline"
    ]
    for m, short in pairwise(body):
        if re.fullmatch(r"\s*\((?:the\s+)?[“\"]?", text[m.end_char : short.start_char]):
            close = re.match(r"[”\"]?\)", text[short.end_char : short.end_char + 2])
            end = short.end_char + (close.end() if close else 0)
            return Found(text[m.start_char : end], m.start_char, end)
    forms = Counter(m.text for m in body or own)
    if (quoted := _in_quotes(text, first := (body or own)[0])) is not None:
        return quoted
    m = max(body or own, key=lambda m: (forms[m.text], -m.start_char))
    if _initials(first.text).startswith(m.text.replace(".", "")):
        m = first
    return Found(m.text, m.start_char, m.end_char)


_QUOTED = re.compile(r"[\w’'-]+(?:\s+[\w’'-]+){0,5}")


def _in_quotes(text: str, m: Mention) -> Found | None:
    """The whole name where it is quoted and the mention is its beginning: “Red Hand of Reno”."""
    close = {"“": "”", '"': '"', "‘": "’"}.get(text[m.start_char - 1 : m.start_char])
    whole = _QUOTED.match(text, m.start_char, m.start_char + 60) if close else None
    if whole is None or whole.end() <= m.end_char or text[whole.end() : whole.end() + 1] != close:
        return None
    return Found(whole.group(), whole.start(), whole.end())


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.split() if w[0].isupper())


_RETURNED = re.compile(r"\b(?:returned|filed|handed\s+(?:down|up)|unsealed)\b[^.;]{0,60}$", re.I)


def indictment_day(context: Context) -> DateSpan | None:
    """The day on which the release's indictment was returned or filed, else unsealed."""
    unsealed: DateSpan | None = None
    for e in context.events_of("charge"):
        if e.subtype != "charged":
            continue
        s = context.sentences[e.sentence]
        for d in context.dates_in(s.start_char, s.end_char):
            m = _RETURNED.search(context.text[max(s.start_char, d.start_char - 90) : d.start_char])
            if m is None:
                continue
            if not m.group().casefold().startswith("unsealed"):
                return d
            unsealed = unsealed or d
    return unsealed
