"""What the lexicons and rules propose as names; nothing is decided here."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractor.names import context, grammar, persons
from extractor.names.gazetteer import Hit, agencies, gazetteer, phrases
from extractor.names.merge import Candidate
from extractor.names.text import fold

_NEXT_CAPITAL = re.compile(r" (?:[A-ZÀ-Þ]\w|[A-Z]\.)")
_LAST_CAPITAL = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]*|[A-Z]\.) $")


def propose(text: str) -> tuple[list[Candidate], list[Hit]]:
    """Candidates of all rules, overlaps included, and the titles of office in the text."""
    out, titles, bodies = [], [], []
    for hit in _longest(gazetteer().find(text, fold(text))):
        if hit.label == "TITLE":
            titles.append(hit)
        elif hit.label == "NONE":
            continue
        elif hit.label != "CITY":
            out.append(Candidate(hit.start, hit.end, hit.label, "lexicon"))
            if hit.label == "WEAPON" and (
                m := _kind().search(text, max(0, hit.start - 60), hit.start)
            ):
                out.append(Candidate(m.start(), hit.end, "WEAPON", "kind"))
            if hit.label == "AGENCY":
                bodies.append(hit)
        elif not (
            _NEXT_CAPITAL.match(text, hit.end)
            or _LAST_CAPITAL.search(text, max(0, hit.start - 25), hit.start)
        ):  # else part of a longer name
            out.append(Candidate(hit.start, hit.end, "PLACE", "city"))
    bodies.sort()
    titles.sort(key=lambda h: (h.start, -h.end))
    for found in grammar.find(text):
        for start, end in _cut(text, found, bodies) if found.label == "AGENCY" else [found[:2]]:
            out.append(Candidate(start, end, found.label, found.rule))
    companies = {c.start: c.end for c in out if c.source == "company"}
    out = [  # "Alder" is no name beside "Alder S.A."
        c
        for c in out
        if c.source != "lexicon" or c.label != "ORG" or c.end >= companies.get(c.start, 0)
    ]
    out.extend(Candidate(*found) for found in context.find(text))
    for found in persons.find(text, titles):
        out.append(Candidate(found.start, found.end, found.label, found.rule))
    return out, titles


_AND = re.compile(r",? and (?:the )?|, (?:the )?|,? & (?:the )?")
_HEAD = re.compile(
    r"(?:Office|Offices|Division|Section|Department|Bureau|Agency|Administration|Service|Unit|Police"
    r"|Task Force|Strike Force|Guard|Patrol|Attache?|Center|Commission|Forces?|Laboratory|Court)$"
)


@cache
def _kind() -> re.Pattern[str]:
    """Calibre, make and build before a kind of arms: ".38 caliber semi-automatic"."""
    builds = "|".join(map(re.escape, phrases("weapon_builds")))
    return re.compile(
        r"(?<![\w.])(?:(?:\.\d{2,3}|\d{1,2}(?:\.\d+)?[ -]?mm|\d{2}[ -]gauge|\d\d?)"
        rf"(?:[- ]?cal(?:iber|ibre|\.))?[ -]|(?:[A-Z]{{1,3}}-?\d{{1,3}}\w*|{builds})[ -])+$"
    )


def _longest(hits: Sequence[Hit]) -> Iterator[Hit]:
    """Titles, and of the other hits those that no longer one covers."""
    reach = -1
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if hit.label == "TITLE":
            yield hit
        elif hit.end > reach or (kept and hit[:2] == kept[-1][:2]):
            reach = max(reach, hit.end)
            kept.append(hit)
    yield from kept


def _cut(text: str, found: grammar.Found, known: Sequence[Hit]) -> list[tuple[int, int]]:
    """Parts a span in which agencies were run together: "A and the B", "As B" for "A’s B"."""
    start, end = found.start, found.end
    i = bisect.bisect_left(known, (start,))
    while i < len(known) and known[i].start < end:
        hit = known[i]
        i += 1
        if hit.end > end:
            continue
        if hit.start > start:
            before = text[start : hit.start]
            if m := re.search(r"(?:,? and|,|,? &|\bwith|\bfrom)(?: the)? $", before):
                end = start + m.start()
                break
        possessive = text[hit.end - 1] == "s" and text[hit.end : hit.end + 1] == " "
        if possessive and hit.end < end and text[hit.end + 1].isupper() and _is_lost(text, hit):
            start = hit.end + 1
    pieces, at = [], start
    for m in _AND.finditer(text, start, end):
        if _HEAD.search(text, at, m.start()):
            pieces.append((at, m.start()))
            at = m.end()
    pieces.append((at, end))
    return [p for p in pieces if p[1] - p[0] > 3]


def _is_lost(text: str, hit: Hit) -> bool:
    """Whether the last s of the hit is a possessive without its apostrophe."""
    return not any(fold(form) == fold(text[hit.start : hit.end]) for form in _forms_of(hit.id))


@cache
def _forms_of(id_: str) -> tuple[str, ...]:
    agency = agencies()[id_]
    return (*agency.aliases, *agency.acronyms)
