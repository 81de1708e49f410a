"""Who arrested, charged or extradited a defendant, and where, by the words beside the fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractor.records.context import Context
from extractor.records.legal import officers
from extractor.records.legal.slots import Found
from extractor.types import Event, Mention

_BY = re.compile(r"[^.;]{0,70}\bby\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+){0,4}", re.I)
_NATIONAL = re.compile(
    r"\bby\s+((?:[A-Z]\w+\s+)?[A-Z][a-z]+(?:an|ese|ish|ch|i|ian)\s+(?:\w+\s+){0,2}?"
    r"(?:authorities|police|officials|law\s+enforcement|prosecutors|navy|coast\s+guard|military))\b"
)
_ACTS = re.compile(
    r"(?:[’']s?)?\s*(?:\([^)]{1,30}\)\s*)?(?:,\s+which\s+[^,;.]{0,40}|"
    r",[^,;.]{0,80},)?\s*(?:(?:special\s+)?(?:agents?|"
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
    if (subject := _subject(context, e)) or not _CONJOINED.search(
        text, s.start_char, e.trigger_start
    ):
        return subject
    # "The Navy and the coast guard seized a dhow and arrested its crew"
    return officers.at_work(context, s.start_char, e.trigger_start)


_CONJOINED = re.compile(r"\band\s+(?:(?:also|later|then|\w+ly|have|has)\s+)*\Z")


def _subject(context: Context, e: Event) -> list[Found]:
    """The bodies that are the trigger's subject, each by its fullest name, in text order."""
    text = context.text
    s = context.sentences[e.sentence]
    if _PASSIVE.match(text, e.trigger_start) or e.source == _APPEARANCE:
        return []
    named = context.mentions_in(s.start_char, e.trigger_start, "AGENCY", "PLACE")
    # "DEA Tulsa": the place of a field office
    named = [
        m
        for n, m in enumerate(named)
        if not (n and m.label == "PLACE" and text[named[n - 1].end_char : m.start_char] == " ")
        and text[m.start_char - 1 : m.start_char] != "("
    ]
    for m in reversed(named[-_NEAREST:]):
        if "Court" in m.text or "District of" in m.text:
            return []
        if _WHERE.search(text[max(s.start_char, m.start_char - _AT_REACH) : m.start_char]):
            continue
        sure = (
            m.label == "AGENCY"
            or m.start_char == s.start_char
            or re.search(r"(?:[.,;:]\s|\bthe\s)$", text[max(0, m.start_char - 5) : m.start_char])
        )
        acts = _ACTS if m is named[-1] else _OFFICERS_AT
        end = m.end_char
        for office in context.mentions_in(end, end + 2, "PLACE") if m.label == "AGENCY" else ():
            end = office.end_char
        if sure and acts.fullmatch(text, end, e.trigger_start):
            if m.label == "PLACE":
                return [officers.of_place(context, m) or _named_in_full(context, m)]
            return [_named_in_full(context, b) for b in _together(context, s.start_char, m)]
    return []


# "the Met’s Flying Squad", "agents of the ATF and officers of the Reno Police Department"
_OWNER = re.compile(r"[’']s?\s+")
_WITH_BODY = re.compile(
    r"(?:\s*\([^)]{1,20}\))?(?:\s+(?:agents?|officers?|deputies|detectives|troopers|"
    r"inspectors))?,?\s+(?:and|"
    r"along\s+with|together\s+with)\s+(?:the\s+)?(?:(?:special\s+)?(?:agents|officers|deputies|"
    r"detectives|"
    r"troopers|investigators)\s+(?:of|with|from)\s+)?(?:the\s+)?"
)


def _together(context: Context, start: int, m: Mention) -> list[Mention]:
    """The body, with those that it belongs to or acts with, which stand before it."""
    out = [m]
    for other in reversed(context.mentions_in(start, m.start_char, "AGENCY")):
        gap = context.text[other.end_char : out[0].start_char]
        if _OWNER.fullmatch(gap) or _WITH_BODY.fullmatch(gap):
            out.insert(0, other)
        elif context.text[other.start_char - 1 : other.start_char] != "(":
            break
    return out


# "Today’s charges were brought by the Antitrust Division and the FBI"
_BROUGHT = re.compile(
    r"\b(?:charges?|case|indictments?|complaint|information)\s+(?:in\s+this\s+(?:case|matter)\s+)?"
    r"(?:was|were|is|are|has\s+been|have\s+been)\s+(?:brought|filed)\s+by\s+",
    re.I,
)
# How many names before a trigger can stand between it and its subject: a port, its city.
_NEAREST = 3
# A port of entry can be named as a body; behind "at" it is where the officers were.
_WHERE = re.compile(r"\b(?:at|in|near|from|outside)\s+(?:the\s+)?\Z", re.I)
_AT_REACH = 14
_OFFICERS_AT = re.compile(
    r"(?:\s*\([^)]{1,30}\))?\s+(?:in|at|for)\s+[A-Z][^;.,]{1,40}?\s+(?:(?:has|have|also|today|"
    r"\w+ly)\s+){0,3}|"
    r"(?:[’']s?)?\s*(?:\([^)]{1,20}\)\s*)?(?:special\s+)?(?:agents?|officers?|deputies|detectives|"
    r"troopers?|inspectors?)\s+(?:at|in|from|near|on|along|assigned\s+to|working\s+at|"
    r"investigating|responding\s+to|executing|conducting)\s+[^;.]{1,110}?"
    r"\s+(?:(?:has|have|also|today|\w+ly)\s+){0,3}",
    re.I,
)
# The subject of "is charged" does not charge.
_PASSIVE = re.compile(r"(?:is|are|was|were|been|being)\b", re.I)
_AND_BODY = re.compile(r"(?:[’']s?)?\s*(?:\([^)]*\))?\s*(?:,|,?\s*and|[’']s?)\s+(?:the\s+)?")


def _named_in_full(context: Context, m: Mention) -> Found:
    """The body by its fullest name; "FBIs" is a possessive that lost its apostrophe."""
    full = context.fullest(m).text if m.label == "AGENCY" else m.text
    return Found(m.text if full == f"{m.text}s" else full, m.start_char, m.end_char)


def bringing(context: Context, index: int) -> list[Found]:
    """Who brought the case, where a sentence says so of the charges themselves."""
    s = context.sentences[index]
    m = _BROUGHT.search(context.text, s.start_char, s.end_char)
    out: list[Found] = []
    last = m.end() if m else s.end_char
    for body in context.mentions_in(last, s.end_char, "AGENCY"):
        gap = context.text[last : body.start_char]
        if not (_AND_BODY.fullmatch(gap) if out else gap.casefold() in ("", "the ")):
            break
        out.append(_named_in_full(context, body))
        last = body.end_char
    return out


def bodies(context: Context, own: Iterable[Event], others: Iterable[Event]) -> list[Found]:
    """The bodies that acted in the events, once each, in text order.

    ``own`` are of the defendant itself; in ``others``, of people without names, only a body that is
    named counts.
    """
    out: dict[str, Found] = {}
    for e in own:
        for body in acting(context, e) or officers.behind(context, e):
            out.setdefault(str(body.value), body)
    for e in others:
        for body in acting(context, e):
            out.setdefault(str(body.value), body)
    return sorted(out.values(), key=lambda f: f.start_char)


# What ties an event to a place, by the words before it, the surest first.
_ARRESTED = re.compile(
    r"\b(?:arrest(?:s|ed)?|apprehen\w+|captur\w+|detain\w+|(?:taken\s+|"
    r"took\s+[^.;]{1,60}\s)into\s+custody|caught|"
    r"picked\s+up|(?:turned|handed|gave)\s+(?:him|her|them)sel(?:f|ves)\s+(?:in|over|up)|self-surrendered|"
    r"surrendered|nabbed|recaptured|rounded\s+up|collared|tracked\s+down|intercepted|interdicted)\b"
    r"(?:(?!\b(?:charg\w+|indict\w+|accus\w+|with|for|court)\b)[^;]){0,70}?"
    r"\b(?:in|at|near|outside|from|throughout|across|off|along)\s+(?:the\s+|downtown\s+|\w+\s+County,?\s+|"
    r"(?:provinces?|cit(?:y|ies)|towns?|regions?|villages?|suburbs?)\s+of\s+)*$",
    re.I,
)
# "Agents working near Redhill arrested"
_OFFICERS = re.compile(
    r"\b(?:agents?|officers?|deputies|troopers?|inspectors?|police)\s+(?:\w+ing\s+)?"
    r"(?:at|in|near|outside|on|along)\s+(?:the\s+)?$",
    re.I,
)
_ARREST_NEXT = re.compile(
    r"(?:,\s+[A-Z][\w.]+,?)?[^.;,]{0,40}?\s(?:arrest(?:s|ed)|apprehend(?:s|ed)|detained|took|"
    r"captured)\b"
)
_SENT = re.compile(
    r"\b(?:extradit\w+|surrender\w+|deport\w+|transfer\w+|expel\w+|return\w+)\b[^;]{0,70}?"
    r"\bfrom\s+(?:the\s+)?(?:\w+\s+of\s+)?$",
    re.I,
)
_SENDS = re.compile(
    r"(?:[’']s)?\s+(?:has\s+|have\s+|had\s+|also\s+)*(?:extradit\w+|surrendered|handed\s+over|"
    r"expelled)\b",
    re.I,
)
_GOVERNMENT = re.compile(r"\b[Gg]overnment\s+of\s+(?:the\s+)?$")
_HOME = frozenset(("united states", "u.s.", "u.s", "us", "america"))
_REACH = 140
_REMOVED = "legal.removed"
_APPEARANCE = "legal.appearance"
_TO = re.compile(r"\bto\s+(?:the\s+)?\Z")
_FROM = "United States"


@dataclass(frozen=True, slots=True)
class Placed:
    """A place that a sentence ties an arrest or extradition to, and by what words.

    ``outer`` holds the place before it ("Nevada" in "Reno, Nevada"); ``members`` are the places of
    a run ("Reno and Elko"), in order.
    """

    found: Found
    tie: str
    outer: bool = False
    members: tuple[Found, ...] = ()


def place(
    context: Context,
    stage: str,
    linked: Mapping[int, int],
    group: Iterable[int],
    top: Iterable[int],
) -> Found | None:
    """Where a defendant was arrested, or for an extradition the country that sent it.

    ``linked`` are the sentences that state a fact of the defendant, each with its place among those
    whom the fact is about; ``group`` those that state facts of people without names, ``top`` those
    that speak of the release's case.
    """
    best: tuple[tuple[int, bool], Found] | None = None
    for index in sorted({*linked, *group, *(top if stage == "extradited" else ())}):
        told = context.sentences[index].zone != "headline"
        for p in _placed(context, index):
            sure = _surety(stage, p.tie, p.outer, index in linked)
            if sure and (best is None or (sure, told) > best[0]):
                best = (sure, told), _share(context, p, index, linked.get(index, 0))
    return best[1] if best else None


def _share(context: Context, p: Placed, index: int, position: int) -> Found:
    """The defendant's own place where "respectively" shares out those of a run."""
    s = context.sentences[index]
    shared = position < len(p.members) and _RESPECTIVELY.search(
        context.text, p.members[-1].end_char, s.end_char
    )
    return p.members[position] if shared else p.found


def sent_abroad(context: Context, event: Event) -> Found | None:
    """The United States, where a removal sends somebody to another country that wants him."""
    s = context.sentences[event.sentence]
    if event.source != _REMOVED:
        return None
    there = Found(_FROM, event.trigger_start, event.trigger_end)
    for m in context.mentions_in(event.trigger_end, s.end_char, "PLACE"):
        if _TO.search(context.text, max(s.start_char, m.start_char - 8), m.start_char):
            return None if m.text.casefold() in _HOME else there
    wanted = _WANTED.search(context.text, event.trigger_end, s.end_char)
    from_abroad = _FROM_ABROAD.search(context.text, event.trigger_end, s.end_char)
    return there if wanted and not from_abroad else None


_WANTED = re.compile(r"\bwanted\s+(?:in|by)\b")
_FROM_ABROAD = re.compile(r"\bfrom\s+(?!(?:the\s+)?(?:U\.?S|United\s+States)\b)(?:the\s+)?[A-Z]")


def _surety(stage: str, tie: str, outer: bool, near: bool) -> int:
    """How surely a place is the fact's, 0 where it is none; ``outer`` holds the one before it."""
    if tie == "officers":
        return 4 if near and not outer and stage != "extradited" else 0
    if stage == "extradited":
        if tie == "arrested":
            # where it was held is in the country that sent it: "in Tallinn, Estonia"
            return 2 + outer if near else 0
        return {"sent": 6, "sends": 5, "government": 4}[tie]
    if tie != "arrested" or outer:
        return 0
    return 5 if near else 2


def _placed(context: Context, index: int) -> list[Placed]:
    """The places of a sentence that an arrest or extradition is tied to, and how."""
    text = context.text
    s = context.sentences[index]
    out: list[Placed] = []
    last: Found | None = None
    for m in _places(context, s.start_char, s.end_char):
        left = text[max(s.start_char, m.start_char - _REACH) : m.start_char]
        beside = bool(out) and last is not None and last.end_char == out[-1].found.end_char
        gap = text[last.end_char : m.start_char] if last else ""
        last = m
        if _HELD_AT.search(str(m.value)):
            continue
        name = text[m.start_char : m.end_char + 12]
        if str(m.value).casefold() in _HOME or "District of" in name:
            continue
        if beside and re.fullmatch(r",\s+", gap):
            out.append(Placed(m, out[-1].tie, True))
        elif beside and out[-1].tie == "arrested" and _AND_IN.fullmatch(gap):
            _join(text, out, m)
        elif _SENT.search(left):
            out.append(Placed(m, "sent"))
        elif _SENDS.match(text, m.end_char, s.end_char):
            out.append(Placed(m, "sends"))
        elif _GOVERNMENT.search(left):
            out.append(Placed(m, "government"))
        elif _ARRESTED.search(left):
            out.append(Placed(m, "arrested"))
        elif _OFFICERS.search(left) and _ARREST_NEXT.match(text, m.end_char, s.end_char):
            out.append(Placed(m, "officers"))
    return out


def _join(text: str, out: list[Placed], m: Found) -> None:
    """Make one run of the place and those before it: "Reno, Elko and Ely"."""
    run = [out.pop()]
    while run[0].outer:
        run.insert(0, out.pop())
    start = run[0].found.start_char
    found = Found(text[start : m.end_char], start, m.end_char)
    out.append(Placed(found, "arrested", False, (*(p.found for p in run), m)))


def _places(context: Context, start: int, end: int) -> list[Found]:
    """The places named in ``text[start:end]``, also those that no name finder has marked."""
    text = context.text
    out = [
        Found(m.text, m.start_char, m.end_char) for m in context.mentions_in(start, end, "PLACE")
    ]
    told = context.sentences[context.sentence_index(start)].zone != "headline"
    if not told or not _ARREST.search(text, start, end):
        return out
    for p in _UNMARKED.finditer(text, start, end):
        at, last = p.span("name")
        named = context.mentions_in(at - 60, last)
        taken = [m for m in named if m.end_char > at and not (p["site"] and m.label == "PERSON")]
        if not taken and not any(d.end_char > at for d in context.dates_in(at - 30, last)):
            out.append(Found(p["name"], at, last))
    return sorted(out, key=lambda f: f.start_char)


# Where somebody is held is not where it was arrested.
_HELD_AT = re.compile(
    r"\b(?:(?:Police|Garda)\s+Station|Jail|Prison|(?:Detention|Correctional)\s+\w+)$"
)
_RESPECTIVELY = re.compile(r"[^.;]{0,20}\brespectively\b", re.I)
_AND_IN = re.compile(r",?\s+and\s+(?:(?:in|at|near)\s+)?")
_ARREST = re.compile(
    r"\b(?:arrest|apprehen|captur|detain|custody|picked\s+up|nabbed|recaptur|intercept|interdict)",
    re.I,
)
# "arrested in Redhill", "at an address in Upper Wick", where no name finder knows the place
_UNMARKED = re.compile(
    r"\b(?P<site>(?:address|home|house|property|residence|flat|farm|hotel|village|town|area|"
    r"building|premises)\s+)?"
    r"(?:in|at|near|outside)\s+(?:the\s+)?(?P<name>(?!(?:Section|Operation|Court|District|Judge|"
    r"His|Her|The|U\.S|"
    r"United|Act|Crown|Title|Chapter|Special|Federal|Superior|"
    r"Supreme)\b)[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2})"
    r"(?!\s+(?:[Cc]ourt|[Pp]olice|[Jj]ail|[Pp]rison|Garda|Crown|Magistrates|Detention))(?![\w’'-])"
)
