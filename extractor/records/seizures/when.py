"""When something was taken: said in the clause, or elsewhere of the same incident."""

from __future__ import annotations

import re

from extractor.records.context import Context
from extractor.records.seizures.scenes import DEED, OCCURRED, Scenes
from extractor.types import DateSpan, Event

# A day on which something was said or decided, not done.
_TOLD_BEFORE = re.compile(
    r"\b(?:announce[sd]?|said|unsealed|sentenced|pleaded guilty|released|returned|reported|charged|"
    r"appeared(?: in court)?|convicted|indicted|offloaded|arraigned|filed|transferred|stolen|"
    r"bought|"
    r"purchased|sold|born|mailed)\s+"
    r"(?:[\w’']+\s+){0,6}?(?:on\s+|late\s+|early\s+)?$",
    re.IGNORECASE,
)
_TOLD_BEHIND = re.compile(r",?\s+(?:announced|said|unsealed|the \w+ announced)\b", re.IGNORECASE)
_POINT_WORD = re.compile(
    r"\b(?:in|during|since|from|between|for|over|by|until)\s+(?:the\s+)?$", re.I
)


def when(context: Context, scenes: Scenes, event: Event) -> DateSpan | None:
    """The date of the taking: in its clause, sentence or heading, or elsewhere in the incident."""
    sentence = context.sentences[event.sentence]
    inside = _dates(context, sentence.start_char, sentence.end_char)
    if inside:
        clause = [d for d in inside if event.start_char <= d.start_char < event.end_char]
        return min(
            clause or inside,
            key=lambda d: min(
                abs(d.start_char - event.trigger_end), abs(event.trigger_start - d.end_char)
            ),
        )
    for lead in context.leads(event.sentence):
        s = context.sentences[lead]
        heads = _dates(context, s.start_char, s.end_char)
        if heads:
            return heads[0]
    for index in scenes.before(event.sentence, 5):
        s = context.sentences[index]
        if s.zone == "headline" or not DEED.search(context.text, s.start_char, s.end_char):
            continue
        if found := _dates(context, s.start_char, s.end_char):
            return found[-1]
    for index in scenes.behind(event.sentence, 4):
        s = context.sentences[index]
        if OCCURRED.match(context.text, s.start_char):
            found = _dates(context, s.start_char, s.end_char)
            if found:
                return found[0]
    return None


def _dates(context: Context, start: int, end: int) -> list[DateSpan]:
    """Dates of deeds in ``text[start:end]``: not of announcements, no model years."""
    text = context.text
    out = []
    for d in context.dates_in(start, end):
        before = text[max(start, d.start_char - 60) : d.start_char]
        if _TOLD_BEFORE.search(before) or _TOLD_BEHIND.match(text, d.end_char):
            continue
        if context.release.published is not None and d.start > context.release.published:
            continue
        if d.text.isdigit() and not _POINT_WORD.search(before):
            continue  # "a 2003 Suzuki"
        out.append(d)
    return out
