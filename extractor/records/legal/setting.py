"""What holds for a whole release unless a sentence says otherwise: district, organisation, places."""

from __future__ import annotations

import re
from collections import Counter

from extractor.records.context import Context
from extractor.records.legal.slots import Found
from extractor.types import Mention

_DISTRICT = re.compile(
    r"\b(?:(?:Northern|Southern|Eastern|Western|Central|Middle)\s+)?District\s+of\s+(?:the\s+)?"
    r"(?:(?:New|North|South|West|Rhode|Puerto|Virgin|U\.S\.|Northern|Mariana)\s+)*[A-Z][a-z]+"
    r"(?!\s+(?:Court|Attorney))"
)
_DC = re.compile(
    r"District\s+of\s+Columbia(?=\s+(?:defense|resident|man|woman|police|Metropolitan))"
)
_COURT = re.compile(
    r"\b(?:Crown|Superior|High|Circuit|Magistrates?[’']?|Municipal|Criminal|Supreme|County|District|Sheriff)\s+Courts?\b"
)
_JUDGE = re.compile(
    r"\b(?:Judge|court|prosecut\w+|jury|U\.S\.\s+Attorney|United\s+States\s+Attorney|charged|indict\w+)\b",
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
    """A court outside the federal districts, by its name."""
    for m in context.mentions_in(start, end, "AGENCY"):
        if _COURT.search(m.text) and "District Court for" not in m.text:
            return Found(m.text, m.start_char, m.end_char)
    return None


def main_district(context: Context) -> Found | None:
    """The district whose office or court the release is about: the one named most, the first of those."""
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
    if weight:
        top = max(weight.values())
        return next(f for n, f in first.items() if weight[n] == top)
    for s in context.sentences:
        if (found := court(context, s.start_char, s.end_char)) is not None:
            return found
    return None


_TIE = re.compile(
    r"\b(?:members?|associates?|leaders?|boss|commander|lieutenant|head|founder|gang|affiliat\w+|soldier|clique|"
    r"operative|cell|belong\w*|work\w*\s+for|on\s+behalf|known\s+as|organization|enterprise)\b",
    re.I,
)


def main_organization(context: Context) -> Mention | None:
    """The criminal organisation that the release ties its defendants to."""
    weight: Counter[str] = Counter()
    best: dict[str, Mention] = {}
    for m in context.mentions:
        if m.label != "CARTEL":
            continue
        key = m.entity or m.canonical or m.text.casefold()
        index = context.sentence_index(m.start_char)
        weight[key] += 1
        if index < 4:
            weight[key] += 2
        window = context.text[max(0, m.start_char - 60) : m.end_char + 40]
        if _TIE.search(window):
            weight[key] += 1
        if key not in best or len(m.text) > len(best[key].text):
            best[key] = m
    if not weight:
        return None
    top = max(weight.values())
    if top < 3:
        return None
    return next(m for k, m in best.items() if weight[k] == top)


def organization(context: Context, start: int, end: int) -> Mention | None:
    """The criminal organisation that ``text[start:end]`` ties its people to."""
    for m in context.mentions_in(start, end, "CARTEL"):
        if _TIE.search(context.text[max(start, m.start_char - 60) : min(end, m.end_char + 30)]):
            return m
    return None


_FROM = re.compile(r"\bfrom\s+(?:the\s+)?(?:\w+\s+of\s+)?$", re.I)
_IN = re.compile(
    r"\b(?:in|at|near|from|outside|off|across|throughout)\s+(?:the\s+|\w+\s+County,?\s+|downtown\s+)?(?:city\s+of\s+)?$",
    re.I,
)


def place(context: Context, stage: str, start: int, trigger_end: int, end: int) -> Found | None:
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
