"""The target that an entry of a list begins with, and those that a bullet goes on with."""

from __future__ import annotations

import itertools
import re

from extractor.records.context import Context
from extractor.records.designations import families, kinds, members
from extractor.records.designations.members import PREDICATE
from extractor.records.designations.target import (
    COUNT,
    NAMES,
    Target,
    by_form,
    group,
    named_target,
)

# "DOE, John", "AL-DOE, Ivo Karim", "DOE PLATZ, Mara (a.k.a. ...": the form of sanctions lists.
_REGISTER_NAME = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ’'-]+(?: [A-ZÀ-Þ’'-]+){0,3}, [A-ZÀ-Þ][\w’'-]+(?: [\w’'-]+)*?"
    r"(?=\s*[(,;.]|\s*$)"
)
_REGISTER_CAPITALS = re.compile(
    r"[A-Z][A-Z0-9’'.&-]+(?: [A-Z0-9’'.&-]+)*(?=,? [A-Z][a-z]|,|\s*[(;\[])"
)
# "(individual) [SDGT]", "IMO 9123456": what a register says of its entry.
_REGISTER_KIND = re.compile(
    r"\((?P<kind>individual|vessel|aircraft|entity)\)|(?P<vessel>\bIMO\s+\d{7})"
)
_ENTRY_END = re.compile(
    r"\s*[(\[]|,\s(?!Inc|LLC|L\.L\.C|Ltd|Co\b|Corp|S\.|A\.|Jr|Sr|GmbH|Limited)|;|:|"
    r"\s(?:is|was|are|were|has|have|had|for|who|which|pursuant|develops|owns|manages|operates|[a-z]{4,}s)\s(?=\S)|"
    r"\s[–—-]\s|[.]?\s*$"
)


def _first(context: Context, start: int, end: int, kind: str | None) -> Target | None:
    """The target that an entry begins with: its first name, by mention or by form.

    ``kind`` is what the line above the list says its members are.
    """
    text = context.text
    while start < end and not text[start].isalnum() and text[start] not in '“"':
        start += 1
    told = _REGISTER_KIND.search(text, start, end)
    if told:
        kind = "vessel" if told["vessel"] else told["kind"]
    listed = _REGISTER_NAME.match(text, start, end)
    if listed and not kinds.LEGAL_FORM.fullmatch(listed.group().rpartition(", ")[2]):
        return Target(start, listed.end(), listed.group(), 1, kind or "individual", named=True)
    if told and (capitals := _REGISTER_CAPITALS.match(text, start, end)):
        return Target(start, capitals.end(), capitals.group(), 1, kind or "entity", named=True)
    if text.startswith("The ", start):
        start += 4
    m = _ENTRY_END.search(text, start, end)
    stop = m.start() if m else end
    if kinds.heads(text, start, stop) and COUNT.match(text, start, stop):
        return group(context, start, stop)
    formed = by_form(context, start, stop, kind)
    mentions = [m for m in context.mentions_in(start, end, *NAMES) if m.start_char - start < 4]
    if mentions and (formed is None or formed.end <= mentions[0].end_char):
        return named_target(context, mentions[0], kind)
    return formed


def is_register(context: Context, start: int, end: int) -> bool:
    """Whether a line is a name in the form of sanctions lists: "DOE PLATZ, Mara"."""
    return _REGISTER_NAME.fullmatch(context.text, start, end) is not None


def named_whole(context: Context, start: int, end: int, kind: str | None) -> Target | None:
    """The name that a line consists of, and nothing else; ``None`` where it says more or less."""
    names = context.mentions_in(start, start + 1, "PERSON", "ORG", "CARTEL")
    if not names or names[0].start_char != start or context.text[names[0].end_char : end].strip():
        return None
    return named_target(context, names[0], kind)


def whole(context: Context, start: int, end: int, kind: str | None) -> Target:
    """The name that a field holds: all of it, whatever its form."""
    found = _first(context, start, end, kind)
    if found is not None:
        return found
    name = context.text[start:end].strip(" .,;")
    return Target(start, start + len(name), name, 1, kind or "entity", named=True)


def opening(context: Context, start: int, end: int) -> Target | None:
    """The name that a bullet begins with."""
    found = _first(context, start, end, None)
    return found if found and found.named and found.start - start <= 2 else None  # "- X"


# Behind the name that opens an entry: an alias, an apposition, what it is or did, or nothing.
_ENTRY_GOES_ON = re.compile(
    r"\s*(?:$|[,(;:–—\[]|\.\s*$|(?:is|was|are|were|has|have|had|served|serves|directs|"
    r"leads|heads|runs|owns|manages|operates|commands|oversees|controls|works|makes|produces|sells|"
    r"supplies|provides|imports|exports|ships|manufactures|designs|recruits|finances)\b)"
)


def entry(context: Context, start: int, end: int, kind: str | None) -> Target | None:
    """The name that a paragraph of a list begins with; ``None`` where it is a sentence of prose."""
    found = _first(context, start, end, kind)
    if found is None or not found.named or found.start - start > 2:
        return None
    return found if _ENTRY_GOES_ON.match(context.text[found.end : end]) else None


_ROLE_BEHIND = re.compile(
    r"\s*(?:\([^()]*\))?,\s+(?:(?:the|an?|current|former|acting|first|then|[\w’-]+)\s+){0,3}?"
    r"(?:chief|head|director|deputy|vice|president|chairman|chair|minister|commander|leader|governor|"
    r"secretary|member|officer|prosecutor|judge|advis[eo]r|founder|owner|ceo|spokes\w+|"
    r"also known as|a\.?k\.?a\b|alias|formerly|born)\b",
    re.IGNORECASE,
)


_JOINED = re.compile(rf"[,;]\s(?:and\s)?(?P<kin>(?:his|her)\s{kinds.KIN},?\s)?$")
_COUNTRY = re.compile(r"[A-Z][\w ]{2,30}:\s+(?=[A-Z])")  # "Freedonia: General Ivo Doe"
# "Up to $5 million for Ivo Doe": the sum of a reward before whom it is for.
_OFFER = re.compile(
    r"(?:(?:a|the)\s+)?(?:reward\s+of\s+)?(?:up\s+to\s+)?[$£€]\d[\d.,]*(?:\s+(?:million|thousand))?\s+"
    r"(?:\(\w+\)\s+)?(?:each\s+)?(?:reward\s+)?for\s+(?:information\s+(?:on|about)\s+)?",
    re.IGNORECASE,
)


def bullet(context: Context, start: int, end: int, kind: str | None) -> list[Target]:
    """The targets that a bullet lists; of one that is a sentence only what it begins with."""
    offer = _OFFER.match(context.text, start, end)
    start = offer.end() if offer else start
    country = _COUNTRY.match(context.text, start, end)
    if country and context.mentions_in(start, start + 1, "PLACE"):
        start = country.end()
    first = _first(context, start, end, kind)
    if PREDICATE.search(context.text, start, end):
        return [first] if first is not None else []
    if first is not None and first.named and _ROLE_BEHIND.match(context.text, first.end, end):
        return [first, *_with_roles(context, first.end, end)]
    family = [*families.in_brackets(context, first.end, end)] if first and first.named else []
    listed = [t for t in members.read(context, start, end) if t.named or t.count is not None]
    if first is None:
        return listed
    beyond = max(t.end for t in (first, *family))
    return [first, *family, *(t for t in listed if t.start >= beyond)]


def _with_roles(context: Context, start: int, end: int) -> list[Target]:
    """The further names of a bullet that are listed with a role behind each: "X, minister, and Y,
    judge, for ...".
    """
    further = []
    for person in context.mentions_in(start, end, "PERSON"):
        joined = _JOINED.search(context.text, start, person.start_char)
        if joined and (joined["kin"] or _ROLE_BEHIND.match(context.text, person.end_char, end)):
            further.append(named_target(context, person))
    return further


def names_only(context: Context, start: int, end: int) -> list[Target]:
    """The names of a bullet that is nothing but a list of them."""
    names = context.mentions_in(start, end, "PERSON", "ORG")
    if len(names) < 2:
        return []
    between = (context.text[a.end_char : b.start_char] for a, b in itertools.pairwise(names))
    if not all(re.fullmatch(r"\s*(?:,|;|,?\s*and)\s*", gap) for gap in between):
        return []
    return [t for t in members.read(context, start, names[-1].end_char) if t.named]
