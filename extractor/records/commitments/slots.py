"""The other fields of a commitment: its main amount, who benefits, and when."""

from __future__ import annotations

import re

from extractor.events.undertakings.subjects import word_set
from extractor.records.context import Context
from extractor.types import DateSpan, Event, Quantity

_TIME = frozenset("second minute hour day week month year".split())
_RECIPIENT = re.compile(
    r"\b(to|for)\s+(?:help\s+|assist\s+|support\s+)?(?:the\s+|our\s+|its\s+|these\s+)?"
)
_WORD = re.compile(r"[a-z]+")
_PEOPLE = re.compile(r"[A-Z]\w+(?:ans|ese|ites)\b")
_NP_END = re.compile(
    r"[;:.—–(]|,(?!\s(?:and\s)?(?:[\w-]+\s){0,3}(?:and|[A-Z]\w+))"
    r"|\s(?:to|who|that|which|with|through|under|by|since|during|including|as|for|on|at|so|reduce"
    r"|and\s(?=\w+(?:ed|ing)\b))\s"
)
_DIRECT = frozenset(
    "train teach mentor advise assist help support reach benefit serve educate empower enable feed"
    " vaccinate shelter protect equip relocate resettle evacuate professionalize invite aid"
    " provide".split()
)
_REACH = 70  # how far behind a clause that was cut short its recipient may stand


def amount(context: Context, event: Event) -> Quantity | None:
    """The main amount of the clause: money before counts, never a duration, rate or change."""
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
    start, end = event.trigger_end, event.end_char
    giving = event.subtype in ("funding", "assistance")
    if lemma in _DIRECT and giving:
        span = _phrase(context, start, end)
        if span and _is_recipient(context, *span):
            return span
    last = min(context.sentences[event.sentence].end_char, end + (_REACH if giving else 0))
    for m in _RECIPIENT.finditer(text, start, last):
        if not giving and m[1] == "to":
            continue
        span = _phrase(context, m.end(), min(last + 40, m.end() + 110))
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
    text = context.text
    if context.mentions_in(start, start + 1, "AGENCY", "PLACE", "ORG"):
        return True
    if _PEOPLE.match(text, start, end):
        return True
    words = _WORD.findall(text[start:end].casefold())
    return not word_set("recipient").isdisjoint(words) and text[start:end].split()[0] not in _AIMS


_AIMS = frozenset("hire create assess enhance conduct increase combat fund process reduce".split())
# Verbs that announce: in the present tense they do so on the day of the release.
_ANNOUNCING = frozenset({"announce", "award", "release", "issue", "unveil"})


def when(context: Context, event: Event) -> DateSpan | None:
    """The date of the deed or the deadline of the promise: the nearest in the clause, else of the
    line that the bullet hangs on."""
    sentence = context.sentences[event.sentence]
    published = context.release.published
    last = min(sentence.end_char, event.end_char + 40)
    inside = [d for d in context.dates_in(event.start_char, last) if not _is_budget(d)]
    if inside:
        return inside[0]
    before = context.dates_in(sentence.start_char, event.start_char)
    if before and (
        event.modality != "promised" or published is None or before[-1].end >= published
    ):
        return before[-1]
    if sentence.zone == "list_item" and sentence.lead is not None:
        lead = context.sentences[sentence.lead]
        if lead.zone != "heading":
            above = context.dates_in(lead.start_char, lead.end_char)
            if above and (
                event.modality != "promised" or published is None or above[-1].end > published
            ):
                return above[-1]
    return None


def _is_budget(d: DateSpan) -> bool:
    """Fiscal years name money ("FY 2019 funds"); they do not date its award."""
    return d.text.casefold().startswith(("fy", "fiscal"))


def is_announced(event: Event, lemma: str) -> bool:
    """Whether the clause itself announces ("is awarding"), on the day of the release."""
    return lemma in _ANNOUNCING and event.source.endswith(("progressive", "present"))
