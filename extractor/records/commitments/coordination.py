"""Names that act together: mentions joined by commas and "and", each in its fullest form."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.records.commitments.speakers import JOINS, titled
from extractor.records.context import Context, once
from extractor.types import Mention

# What stands behind a subject: its acronym, an adverb, an auxiliary or a finite verb.
VERB_NEXT = re.compile(
    r"\s*(?:\([^)]{1,40}\))?,?\s*(?:(?:\w+ly|also|today|further|jointly|then|together|now|each|both"
    r"|and|on \w+day)\s+)*(?:has|have|had|is|are|was|were|will|would|shall|plans?|intends?|agree"
    r"|commit|announce|provide|establish|launch|support|continue|welcome|reaffirm|pledge|recognize"
    r"|share|work|[a-z]+ed|made|gave|built|held|sent|met|set|began|took|led|put|brought"
    r"|[a-z]+(?:es|ts|ns|ks|ds|rs|ps))\b"
)
_PARTS = re.compile(r"(?:[’']s)?(?:\s*\([^)]{1,40}\))?,\s*(?:the\s+)?")
_TITLED = re.compile(r"(?:[’']s)?,\s+(?:[A-Z][\w.]*\s+){0,4}")  # "In Alba, President Marsh"
# "the U.S." is no mention, but it may stand beside one.
_US_FIRST = re.compile(r"\b(?:U\.S\.|US)\s(?:and|&)\s(?:the\s)?$")
_US_LAST = re.compile(r"\s(?:and|&)\s(?:the\s)?(?:U\.S\.|US)(?=\s(?!\w+’s)[a-z])")
_ACRONYM = re.compile(r"(?:the )?[A-Z][A-Z&.-]{1,7}(?: Office| office)?")
_CAPITAL = re.compile(r"\b[A-Z][\w’&-]*")
_DEFINED = re.compile(r" \(([\w.&/-]+)")


def coordinated(context: Context, mentions: list[Mention]) -> list[list[Mention]]:
    """Mentions in runs, joined by commas and "and"; an acronym in parentheses is left out."""
    text = context.text
    groups: list[list[Mention]] = []
    for m in mentions:
        if text[max(0, m.start_char - 1) : m.start_char] == "(":
            long = [
                x
                for x in context.mentions_in(max(0, m.start_char - 150), m.start_char)
                if x.end_char >= m.start_char - 2
            ]
            if groups and groups[-1][-1].end_char >= m.start_char - 2:
                continue
            m = long[-1] if long else _spelt_out(context, m)
        if groups:
            gap = text[groups[-1][-1].end_char : m.start_char]
            if gap.strip() == "(":
                continue
            place = groups[-1][-1].label == "PLACE" and m.label == "PERSON"
            parted = _TITLED if place else _PARTS
            if parted.fullmatch(gap) and VERB_NEXT.match(text, m.end_char):
                groups.append([m])  # "In Alba, the ministry will": a comma alone does not join
                continue
            if len(gap) < 60 and JOINS.match(gap):
                groups[-1].append(m)
                continue
        groups.append([m])
    return groups


def _spelt_out(context: Context, m: Mention) -> Mention:
    """The words before an acronym in parentheses whose initials it is: "Harbour Aid (HA)"."""
    words = list(_CAPITAL.finditer(context.text, max(0, m.start_char - 90), m.start_char))
    letters = [c for c in m.text if c.isupper()]
    tail = words[-len(letters) :]
    if len(letters) < 2 or [w[0][0] for w in tail] != letters:
        return m
    start, end = tail[0].start(), tail[-1].end()
    return replace(m, start_char=start, end_char=end, text=context.text[start:end])


def names_of(context: Context, group: list[Mention]) -> tuple[str, ...]:
    """The names of a run, with "the U.S." where it stands beside them."""
    text = context.text
    out: dict[str, None] = {}
    if _US_FIRST.search(text, max(0, group[0].start_char - 20), group[0].start_char):
        out["United States"] = None
    for m in group:
        name = full(context, m) if m.label in ("AGENCY", "ORG") else titled(context, m)
        out.setdefault(name)
    if _US_LAST.match(text, group[-1].end_char):
        out["United States"] = None
    return tuple(out)


def full(context: Context, m: Mention) -> str:
    """An acronym's longest form in the release; other names as they stand."""
    if not _ACRONYM.fullmatch(m.text):
        return m.text
    known = _longest(context)
    keys = ((m.label, "name", m.canonical), (m.label, "body", m.entity), (m.label, "of", m.text))
    return max((known[key] for key in keys if key in known), key=len, default=m.text)


@once
def _longest(context: Context) -> dict[tuple[str, str, str | None], str]:
    """The longest form of each official name and body, and what each acronym stands behind."""
    longest: dict[tuple[str, str, str | None], str] = {}
    for m in context.mentions:
        defined = _DEFINED.match(context.text, m.end_char)
        named = (("name", m.canonical), ("body", m.entity), ("of", defined and defined[1]))
        for kind, value in named:
            key = (m.label, kind, value)
            if value is not None and len(m.text) > len(longest.get(key, "")):
                longest[key] = m.text
    return longest
