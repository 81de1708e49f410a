"""What holds for a release unless a sentence says otherwise: district, organisation, places."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from extractor.records.context import Context
from extractor.records.legal.cast import Cast
from extractor.records.legal.defendants import Defendant
from extractor.records.legal.facts import Fact
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
    r"\b(?:[A-Z][\w’'-]+\s+){1,3}(?:Crown|Superior|High|Circuit|Magistrates?[’']?|Municipal|"
    r"Criminal|County|District|Sheriff)\s+Court\b(?!\s+(?:for|of)\b)"
)
_COURT_WITHIN = 40
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


def main_district(context: Context) -> Found | None:
    """The district whose office or court the release is about: the one named most, or first."""
    weight: Counter[str] = Counter()
    first: dict[str, Found] = {}
    for index, s in enumerate(context.sentences):
        for found in districts(context, s.start_char, s.end_char):
            name = str(found.value)
            left = context.text[max(s.start_char, found.start_char - 90) : found.start_char]
            weight[name] += 2 if _JUDGE.search(left) else 1
            if re.search(r"\b(?:Judge|court|jury)\b", left, re.I):
                weight[name] += 2
            if index < 4:
                weight[name] += 1
            first.setdefault(name, found)
    top = max(weight.values(), default=0)
    if top > 2 or (top == 2 and context.events_of("conviction", "charge")):
        return next(f for n, f in first.items() if weight[n] == top)
    body = context.sentences[:_COURT_WITHIN]
    return next((c for s in body if (c := court(context, s.start_char, s.end_char))), None)


# Words that tie a person to an organisation; that it is one ("a terrorist group") ties nobody.
_TIE = re.compile(
    r"\b(?:members?|associates?|associated|leaders?|leadership|boss(?:es)?|commanders?|"
    r"lieutenants?|heads?|head(?:ed|ing)|"
    r"founders?|gang|affiliat\w+|soldiers?|clique|operatives?|cell|belong\w*|work\w*\s+for|"
    r"on\s+behalf|guerr?illas?|"
    r"kingpins?|plaza|aligned|enforcers?|traffickers?|chief|figures?|money\s+launderers?)\b",
    re.I,
)


def main_organization(context: Context) -> Found | None:
    """The criminal organisation that headline and lead tie the defendants to."""
    weight: Counter[str] = Counter()
    first: dict[str, Mention] = {}
    tied: set[str] = set()
    for m in context.mentions:
        if m.label != "CARTEL":
            continue
        key = _organization_key(m)
        index = context.sentence_index(m.start_char)
        weight[key] += 1 + 2 * (index < 4)
        if _TIE.search(context.text, max(0, m.start_char - 60), m.end_char + 40):
            weight[key] += 1
            tied.add(key)
        first.setdefault(key, m)
    weight = Counter({k: w for k, w in weight.items() if k in tied})
    top = max(weight.values(), default=0)
    if top < 3:
        return None
    return _written(context, next(k for k in first if weight[k] == top))


def _organization_key(mention: Mention) -> str:
    return mention.entity or mention.canonical or mention.text.casefold()


def _written(context: Context, key: str) -> Found:
    """The organisation as the body first names it, with its acronym: "Barrio Azteca (BA)"."""
    text = context.text
    own = [m for m in context.mentions if m.label == "CARTEL" and _organization_key(m) == key]
    body = [
        m for m in own if context.sentences[context.sentence_index(m.start_char)].zone != "headline"
    ]
    for m, short in pairwise(body):
        if re.fullmatch(r"\s*\((?:the\s+)?[“\"]?", text[m.end_char : short.start_char]):
            close = re.match(r"[”\"]?\)", text[short.end_char : short.end_char + 2])
            end = short.end_char + (close.end() if close else 0)
            return Found(text[m.start_char : end], m.start_char, end)
    m = (body or own)[0]
    return Found(m.text, m.start_char, m.end_char)


def organization_of(context: Context, cast: Cast, d: Defendant, main: Found | None) -> Found | None:
    """The criminal organisation to which the release ties one defendant."""
    own = [p.fact.index for p in d.parts]
    if d.named:
        own += [
            context.sentence_index(m.start_char)
            for m in context.mentions
            if m.label == "PERSON" and cast.key(m) == d.key
        ]
    found: Counter[str] = Counter()
    for index in dict.fromkeys(own):
        s = context.sentences[index]
        for m in context.mentions_in(s.start_char, s.end_char, "CARTEL"):
            left, right = max(s.start_char, m.start_char - 60), min(s.end_char, m.end_char + 40)
            if _TIE.search(context.text, left, right):
                found[_organization_key(m)] += 1
    if not found:
        return main
    top = max(found.values())
    written = [_written(context, k) for k, n in found.items() if n == top]
    return main if main in written else written[0]


_FROM = re.compile(r"\bfrom\s+(?:the\s+)?(?:\w+\s+of\s+)?$", re.I)
_IN = re.compile(
    r"\b(?:in|at|near|from|outside|off|across|throughout)\s+(?:the\s+|\w+\s+County,?\s+|"
    r"downtown\s+)?"
    r"(?:city\s+of\s+)?$",
    re.I,
)


def extraditing_country(context: Context) -> Found | None:
    """The country that the release says extradited somebody, wherever it says so."""
    text = context.text
    for e in context.events_of("charge"):
        if e.subtype != "extradited":
            continue
        end = context.sentences[e.sentence].end_char
        if (found := place(context, "extradited", e.trigger_end, end)) is not None:
            return found
    for e in context.events_of("charge"):
        if e.subtype == "extradited":
            s = context.sentences[e.sentence]
            for m in context.mentions_in(s.start_char, s.end_char, "AGENCY", "PLACE"):
                if by := re.search(
                    r"[Gg]overnment\s+of\s+((?:[A-Z]\w+\s?)+)$", text[: m.end_char][-60:]
                ):
                    return Found(by[1].strip(), m.start_char, m.end_char)
    return None


def place(context: Context, stage: str, trigger_end: int, end: int) -> Found | None:
    """Where an arrest was made, or the country that extradited."""
    text = context.text
    wanted = _FROM if stage == "extradited" else _IN
    for m in context.mentions_in(trigger_end, min(end, trigger_end + 200), "PLACE"):
        left = text[max(trigger_end, m.start_char - 24) : m.start_char]
        if wanted.search(left) and m.text not in ("United States", "U.S.", "U.S"):
            if "District of" in text[m.start_char : m.end_char + 12]:
                continue
            return Found(m.text, m.start_char, m.end_char)
    return None


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


def is_unsealing(context: Context, day: DateSpan) -> bool:
    """Whether the day is that of an unsealing, which is not that of the charge."""
    left = context.text[max(0, day.start_char - 24) : day.start_char]
    return bool(re.search(r"\bunsealed\s+(?:on\s+|late\s+)?$", left, re.I))


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


def acting(context: Context, fact: Fact) -> list[Found]:
    """Who arrested, charged or extradited, where the sentence says so: "by X" or X as subject."""
    text = context.text
    e = fact.event
    s = context.sentences[fact.index]
    out: list[Found] = []
    last = e.trigger_end
    for m in context.mentions_in(e.trigger_end, fact.end, "AGENCY"):
        if "Court" in m.text:
            continue
        gap = text[last : m.start_char]
        if (not out and _BY.fullmatch(gap) and not re.search(r"\bannounced\b|\bjury\b", gap)) or (
            out
            and re.fullmatch(r"(?:[’']s?)?\s*(?:\([^)]*\))?\s*(?:,|,?\s*and)\s+(?:the\s+)?", gap)
        ):
            full = context.fullest(m)
            out.append(Found(full.text, m.start_char, m.end_char))
            last = m.end_char
        elif out:
            break
    if out:
        return out
    if m2 := _NATIONAL.search(text, e.trigger_end, min(fact.end, e.trigger_end + 90)):
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
            full = context.fullest(m) if m.label == "AGENCY" else m
            return [Found(full.text, m.start_char, m.end_char)]
    return []
