"""The other fields of a commitment: its main amount, who benefits, and when."""

from __future__ import annotations

import re

from extractor.records.context import Context
from extractor.types import DateSpan, Event, Quantity

_TIME = frozenset("second minute hour day week month year".split())
_RECIPIENT = re.compile(
    r"\b(?:to(?! (?:be|a|an|the (?:tune|extent))\b)|for|of)\s+(?:the\s+|our\s+|its\s+|these\s+)?(?:people (?:of|in)\s+)?",
)
_PERSON_NOUN = re.compile(
    r"\b(?:people|officers|officials|police|prosecutors|judges|personnel|students|youth|women|girls|families"
    r"|children|migrants|refugees|survivors|victims|communities|farmers|businesses|firms|workers|partners"
    r"|members|individuals|teachers|citizens|producers|veterans|agencies|departments|countries|households"
    r"|municipalities|cities|counties|schools|hospitals|enforcement|guard|government|ministry|forces"
    r"|staff|agents|units?|tribes|states|organizations|athletes|journalists)\b",
    re.I,
)
_NP_END = re.compile(
    r"[,;:.—–(]|\s(?:to|who|that|which|with|through|under|by|since|during|including|as|for|on|at|so|and (?=\w+(?:ed|ing)\b))\s"
)
_DIRECT = frozenset(
    "train teach mentor advise assist help support reach benefit serve educate empower connect vaccinate feed"
    " shelter protect equip relocate resettle evacuate professionalize invite aid".split()
)


def amount(context: Context, event: Event) -> Quantity | None:
    """The main amount of the clause: money before counts; durations only where nothing else stands."""
    found = [
        q
        for q in context.quantities_in(event.start_char, event.end_char)
        if q.unit not in _TIME and q.per is None and q.change is None
    ]
    money = [q for q in found if q.unit == "USD"]
    if money:
        return money[0]
    return found[0] if found else None


def beneficiary(context: Context, event: Event, lemma: str) -> tuple[int, int] | None:
    """Where the noun phrase stands that names who gains: behind "to" or "for", or the object."""
    text = context.text
    if event.subtype not in ("funding", "assistance"):
        return None
    end = event.end_char
    start = event.trigger_end
    if lemma in _DIRECT:
        span = _phrase(context, start, end)
        if span and _is_recipient(context, *span):
            return span
    for m in _RECIPIENT.finditer(text, start, end):
        if m[0].startswith("of"):
            continue
        span = _phrase(context, m.end(), min(len(text), max(end, m.end() + 90)))
        if span and _is_recipient(context, *span):
            return span
    return None


def _phrase(context: Context, start: int, end: int) -> tuple[int, int] | None:
    text = context.text
    for q in context.quantities_in(start, start + 3):
        number = re.match(
            r"[^A-Za-z]*(?:(?:more than|over|nearly|about|at least)\s+)?[\d,.]+\s*", text[start:end]
        )
        if number and q.unit == "count":
            start += number.end()
    while start < end and text[start].isspace():
        start += 1
    article = re.compile(r"(?:the|our|its|a|an)\s+").match(text, start, end)
    if article:
        start = article.end()
    stop = _NP_END.search(text, start + 1, end)
    right = stop.start() if stop else end
    return (start, right) if right - start > 2 else None


def _is_recipient(context: Context, start: int, end: int) -> bool:
    if end - start > 110:
        return False
    first = context.text[start : start + 1]
    if context.mentions_in(start, end, "AGENCY", "PLACE", "ORG") and first.isupper():
        return True
    return _PERSON_NOUN.search(context.text, start, end) is not None


def when(context: Context, event: Event) -> DateSpan | None:
    """The date of the deed, or the deadline of the promise: the nearest in the clause."""
    sentence = context.sentences[event.sentence]
    inside = context.dates_in(event.start_char, min(sentence.end_char, event.end_char + 40))
    if inside:
        return inside[0]
    if event.modality == "promised":
        return None
    before = [d for d in context.dates_in(sentence.start_char, event.start_char)]
    return before[-1] if before else None
