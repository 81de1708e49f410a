"""What holds for a release unless a sentence says otherwise: district, organisation, places."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.records.context import Context
from extractor.records.legal.slots import Found
from extractor.types import DateSpan, Event, Mention

_DISTRICT = re.compile(
    r"\b(?:(?:Northern|Southern|Eastern|Western|Central|Middle)\s+)?District\s+of\s+(?:the\s+)?"
    r"(?:(?:New|North|South|West|Rhode|Puerto|Virgin|U\.S\.|Northern|Mariana)\s+)*[A-Z][a-z]+"
    r"(?!\s+(?:Court|Attorney))"
)
_DC = re.compile(
    r"District\s+of\s+Columbia(?=\s+(?:defense|resident|man|woman|police|Metropolitan))"
)
_COURT = re.compile(
    r"\b(?:[A-Z][\w’'-]+\s+){1,3}(?:Crown|Superior|High|Circuit|Magistrates?[’']?|Municipal|"
    r"Criminal|County|District|Sheriff)\s+Court\b(?!\s+(?:for|of)\b)"
)
# A release states its case in its first sentences.
_FRONT = 4
_INITIAL = 8
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
        for m in _DISTRICT.finditer(text, start, end)
        if not _DC.match(text, m.start())
    ]


def court(context: Context, start: int, end: int) -> Found | None:
    """A court outside the federal districts, by its name ("Leeds Crown Court")."""
    for m in _COURT.finditer(context.text, start, end):
        name = re.sub(r"^(?:The|At|In)\s+", "", m.group())
        if not re.match(r"(?:U\.?S\.?|United\s+States|Federal)\b", name):
            return Found(name, m.end() - len(name), m.end())
    return None


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
    r"operatives?|affiliates?|soldiers?)\s+(?:and\s+\w+\s+)?(?:of|in|with|within)\s+(?:the\s+|an?\s+)?"
    r"(?:[\w’'“”\"-]+\s+){0,6}$",
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
    first = (body or own)[0]
    m = max(body or own, key=lambda m: (forms[m.text], -m.start_char))
    if _initials(first.text).startswith(m.text.replace(".", "")):
        m = first
    return Found(m.text, m.start_char, m.end_char)


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.split() if w[0].isupper())


# What ties an event to a place, by the words before the place.
_PLACE_LEADS = {
    "extradited-from": re.compile(
        r"\b(?:extradit\w+|surrender\w+|deport\w+|transfer\w+|remov\w+|brought|return\w+)\b[^.;]{0,70}"
        r"\bfrom\s+(?:the\s+)?(?:\w+\s+of\s+)?$",
        re.I,
    ),
    "arrested-in": re.compile(
        r"\b(?:arrest\w*|apprehen\w+|captur\w+|detain\w+|custody|taken|caught)\b[^.;]{0,90}"
        r"\b(?:in|at|near|outside|from|throughout|across|off)\s+(?:the\s+|downtown\s+|\w+\s+County,?\s+)*$",
        re.I,
    ),
    "by-country": re.compile(r"\b[Gg]overnment\s+of\s+(?:the\s+)?$"),
    "from": re.compile(r"\bfrom\s+(?:the\s+)?(?:\w+\s+of\s+)?$", re.I),
    "in": re.compile(
        r"\b(?:in|at|near|outside|off|across|throughout)\s+(?:the\s+|\w+\s+County,?\s+|downtown\s+)*"
        r"(?:city\s+of\s+)?$",
        re.I,
    ),
    "of": re.compile(r"\bof\s+(?:the\s+)?$", re.I),
    "to": re.compile(r"\b(?:to|into)\s+(?:the\s+)?$", re.I),
}
_HOME = frozenset(("united states", "u.s.", "u.s", "us", "america"))
_TRIED = re.compile(r"\b(?:court|Judge|jury|Attorney|prison)\b[^.;]{0,50}$", re.I)


def places(context: Context, index: int) -> list[tuple[Mention, frozenset[str]]]:
    """The places of a sentence at which something can have happened, with the words before them."""
    text = context.text
    s = context.sentences[index]
    out: list[tuple[Mention, frozenset[str]]] = []
    for m in context.mentions_in(s.start_char, s.end_char, "PLACE"):
        left = text[max(s.start_char, m.start_char - 140) : m.start_char]
        if "District of" in text[m.start_char : m.end_char + 12] or left.endswith("District of "):
            continue
        cues = {name for name, lead in _PLACE_LEADS.items() if lead.search(left)}
        if out and re.fullmatch(r",\s+", text[out[-1][0].end_char : m.start_char]):
            # "in Tallinn, Estonia"
            cues = {*out[-1][1] - {"country"}, "outer"}
        if not cues:
            continue
        if m.text.casefold() in _HOME:
            cues.add("home")
        elif m.canonical_id and len(m.canonical_id) == 2:
            cues.add("country")
        if _TRIED.search(left):
            cues.add("tried")
        out.append((m, frozenset(cues)))
    return out


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


_BY = re.compile(r"[^.;]{0,70}\bby\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+){0,4}", re.I)
_NATIONAL = re.compile(
    r"\bby\s+((?:[A-Z]\w+\s+)?[A-Z][a-z]+(?:an|ese|ish|ch|i|ian)\s+(?:\w+\s+){0,2}?"
    r"(?:authorities|police|officials|law\s+enforcement|prosecutors|navy|coast\s+guard|military))\b"
)
_ACTS = re.compile(
    r"(?:[’']s?)?\s*(?:\([^)]{1,20}\)\s*)?(?:,[^,;.]{0,80},)?\s*(?:(?:special\s+)?(?:agents?|"
    r"officers?|deputies|detectives|"
    r"prosecutors?|investigators?|troopers?)\s+(?:and\s+\w+\s+)?)?"
    r"(?:(?:has|have|also|today|filed|announced|brought|secured|unsealed|made|the|an?|criminal|"
    r"federal|charges|arrested|and|"
    r"indictments?|successfully|\w+ly)\s+){0,6}",
    re.I,
)


def acting(context: Context, e: Event) -> list[Found]:
    """Who arrested, charged or extradited, where the sentence says so: "by X" or X as subject."""
    text = context.text
    s = context.sentences[e.sentence]
    out: list[Found] = []
    last = e.trigger_end
    for m in context.mentions_in(e.trigger_end, s.end_char, "AGENCY"):
        if "Court" in m.text:
            continue
        gap = text[last : m.start_char]
        if (not out and _BY.fullmatch(gap) and not re.search(r"\bannounced\b|\bjury\b", gap)) or (
            out and _AND_BODY.fullmatch(gap)
        ):
            out.append(_named_in_full(context, m))
            last = m.end_char
        elif out:
            break
    if out:
        return out
    if m2 := _NATIONAL.search(text, e.trigger_end, min(s.end_char, e.trigger_end + 90)):
        return [Found(m2[1], m2.start(1), m2.end(1))]
    before = context.mentions_in(s.start_char, e.trigger_start, "AGENCY", "PLACE")
    if before:
        m = before[-1]
        if "Court" in m.text:
            return []
        sure = (
            m.label == "AGENCY"
            or m.start_char == s.start_char
            or re.search(r"(?:[.,;:]\s|\bthe\s)$", text[max(0, m.start_char - 5) : m.start_char])
        )
        if sure and _ACTS.fullmatch(text, m.end_char, e.trigger_start):
            return [_named_in_full(context, m)]
    return []


_AND_BODY = re.compile(r"(?:[’']s?)?\s*(?:\([^)]*\))?\s*(?:,|,?\s*and|[’']s?)\s+(?:the\s+)?")


def _named_in_full(context: Context, m: Mention) -> Found:
    """The body by its fullest name; "FBIs" is a possessive that lost its apostrophe."""
    full = context.fullest(m).text if m.label == "AGENCY" else m.text
    return Found(m.text if full == f"{m.text}s" else full, m.start_char, m.end_char)


_POLICE = re.compile(
    r"\b(?:Police|Sheriff|Patrol|FBI|DEA|ATF|HSI|ICE|CBP|Marshals?|Bureau|Drug\s+Enforcement|"
    r"Investigations?|Task\s+Force|Strike\s+Force|Border|Customs|Guard|authorities|police|officials)\b"
)
_PROSECUTOR = re.compile(r"\bAttorney|\bProsecut|\bSection\b|\bDivision\b", re.I)
_DEPARTMENT = re.compile(r"\b(?:Justice\s+Department|Department\s+of\s+Justice)\b", re.I)
_OFFICERS_BEHIND = re.compile(
    r"(?:[’']s?)?\s*(?:\([^)]{1,20}\)\s*)?(?:special\s+)?(?:agents?|officers?|deputies|detectives|"
    r"inspectors?|investigators?|troopers?)\b",
    re.I,
)
_BY_LEFT = re.compile(r"\bby\s+(?:the\s+|an?\s+)?(?:[\w’'.-]+\s+){0,4}$", re.I)
_OF_PERSON = re.compile(
    r"\b(?:Agent|Director|Chief|Attorney|General|Inspector|Administrator|Secretary|Sheriff|Judge|"
    r"Commissioner)\b[^.;]{0,60}\b(?:of|for)\s+(?:the\s+)?$"
)
_WORDS_OF = {
    "announces": re.compile(r"\bannounc|\bsaid\b|\bstated\b", re.I),
    "investigates": re.compile(r"\binvestigat", re.I),
    "prosecutes": re.compile(r"\bprosecut", re.I),
    "arrests": re.compile(r"\barrest|\bapprehen|\bcaptur|\bcustody", re.I),
    "charges": re.compile(r"\bcharg|\bindict|\bcomplaint|\bunseal", re.I),
    "helps": re.compile(r"\bassist|\bthank|\bcommend|\bappreciat|\bcooperat", re.I),
}


def bodies(context: Context, index: int) -> list[tuple[Found, set[str]]]:
    """The bodies that a sentence names, with the words beside them."""
    s = context.sentences[index]
    text = context.text
    named = context.mentions_in(s.start_char, s.end_char, "AGENCY")
    spans = [
        (_named_in_full(context, m), m.text)
        for m in named
        if not re.search(r"\bCourts?\b|\bJury\b", m.text)
    ]
    for n in _NATIONAL.finditer(text, s.start_char, s.end_char):
        if not any(f.start_char < n.end(1) and n.start(1) < f.end_char for f, _ in spans):
            spans.append((Found(n[1], n.start(1), n.end(1)), n[1]))
    acts: dict[int, set[str]] = {}
    for e in context.events_of("charge") if spans else ():
        if e.sentence == index:
            for body in acting(context, e):
                acts.setdefault(body.start_char, set()).update(("acts", f"acts:{e.subtype}"))
                if not any(f.start_char == body.start_char for f, _ in spans):
                    spans.append((body, str(body.value)))
    if not spans:
        return []
    of = {name for name, words in _WORDS_OF.items() if words.search(text, s.start_char, s.end_char)}
    out = []
    for found, surface in spans:
        left = text[max(s.start_char, found.start_char - 90) : found.start_char]
        cues = {f"said:{w}" for w in of} | acts.get(found.start_char, set())
        if _POLICE.search(surface):
            cues.add("police")
        if _PROSECUTOR.search(surface):
            cues.add("prosecutor")
        if _DEPARTMENT.search(surface):
            cues.add("department")
        if _OFFICERS_BEHIND.match(text, found.end_char, s.end_char):
            cues.add("officers")
        if _BY_LEFT.search(left):
            cues.add("by")
        if _OF_PERSON.search(left):
            cues.add("title")
        if found.start_char - s.start_char < _INITIAL:
            cues.add("initial")
        out.append((found, cues))
    return out
