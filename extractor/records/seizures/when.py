"""When something was taken: said in the clause, or elsewhere of the same incident."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
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
    r"(?:(?!(?:that|since|between|in|during)\s)[\w’']+\s+){0,6}?(?:on\s+|late\s+|early\s+)?$",
    re.IGNORECASE,
)
# A day of a court or of the offence, whatever stands between: "stolen in Ohio in 2022".
_OTHER_DEED = re.compile(
    r"\b(?:filed|stolen|hijacked|bought|purchased|born|stayed|dismissed|sentenced|convicted|indicted|"
    r"jailed|imprisoned|pleaded guilty|pled guilty|acquitted|unsealed|reported|entered service|"
    r"commissioned|founded|expires?)\s+(?:(?!and\b|when\b|after\b)[\w’',]+\s+){0,5}?in\s+$",
    re.IGNORECASE,
)
_TOLD_BEHIND = re.compile(r",?\s+(?:announced|said|unsealed|the \w+ announced)\b", re.IGNORECASE)
_POINT_WORD = re.compile(
    r"\b(?:in|during|since|from|between|for|over|by|until)\s+(?:the\s+)?$", re.I
)


# The first day of a campaign whose results the release tells.
_LAUNCHED = re.compile(
    r"\b(?:operation|initiative|project|campaign|programme|program|unit|command|task force|force|"
    r"surge|it)\b[^.;]{0,30}\b(?:launched|began|begun|started|established|created|formed|set up|"
    r"kicked off|commenced)\s+(?:in|on)\s+(?:early\s+|late\s+)?$",
    re.IGNORECASE,
)
# A total up to the day of the release: "so far this year", "since January".
_TO_DATE = re.compile(r"\b(?:so far|to date|thus far|already|year-to-date)\b", re.IGNORECASE)
_INTRO = 5  # sentences before a list that may give its stretch
_WEEKS = 15  # days: what took longer says little of one incident
_MONTH = 31  # days: a longer stretch told elsewhere is that of the offence
# What was taken in the course of a case has no day of another sentence.
_OF_CASE = re.compile(
    r"(?:\w+, )?(?:Over|During|Throughout|In)(?: the)?(?: course of)?(?: the| this)? "
    r"(?:[\w-]+ ){0,3}(?:investigation|operation|case|probe|inquiry)\b",
    re.IGNORECASE,
)
_LONG = 2  # days: an operation lasts longer


def when(context: Context, scenes: Scenes, event: Event, *, aggregate: bool) -> DateSpan | None:
    """The date of the taking: in its clause, sentence or heading, or elsewhere in the incident.

    A total of an operation takes the stretch that the summary gives; one "so far" ends on the day
    of the release.
    """
    day = _when(context, scenes, event)
    words = context.words(event.sentence)
    published = context.release.published
    if _TO_DATE.search(words):
        s = context.sentences[event.sentence]
        if day is not None and not s.start_char <= day.start_char < s.end_char:
            return None  # "so far" counts from a day that is not told
        if day is not None and published is not None and day.start <= published < day.end:
            return dataclasses.replace(day, end=published)
    if day is not None and _OF_CASE.match(words) and (day.end - day.start).days <= _LONG:
        told = context.sentence_index(day.start_char)
        day = day if told == event.sentence else None
    if day is None:
        day = _of_operation(context, scenes, aggregate=aggregate)
    if (
        aggregate
        and day is not None
        and published is not None
        and day.end <= published
        and _LAUNCHED.search(context.text, max(0, day.start_char - 60), day.start_char)
    ):
        return dataclasses.replace(day, end=published)
    return day


def _of_operation(context: Context, scenes: Scenes, *, aggregate: bool) -> DateSpan | None:
    """The stretch that the summary tells; of an incident's operation only one of days."""
    for index in scenes.lead():
        s = context.sentences[index]
        for d in _dates(context, s.start_char, s.end_char):
            days = (d.end - d.start).days
            if days > _LONG and (aggregate or days < _WEEKS):
                return d
    return None


def _when(context: Context, scenes: Scenes, event: Event) -> DateSpan | None:
    sentence = context.sentences[event.sentence]
    inside = _dates(context, sentence.start_char, sentence.end_char)
    if inside:
        if since := _since(context, event.sentence, inside):
            return since
        inside = _stretches(context, inside) or inside
        clause = [d for d in inside if event.start_char <= d.start_char < event.end_char]
        return min(
            clause or inside,
            key=lambda d: min(
                abs(d.start_char - event.trigger_end), abs(event.trigger_start - d.end_char)
            ),
        )
    if counted := _counted_on(context, event.sentence):
        return counted
    for index in scenes.before(event.sentence, 12):
        s = context.sentences[index]
        if s.zone == "headline" or not DEED.search(context.text, s.start_char, s.end_char):
            continue
        found = [
            d for d in _dates(context, s.start_char, s.end_char) if (d.end - d.start).days <= _MONTH
        ]
        if found:
            return found[-1]
        if counted := _counted_on(context, index):
            return counted
    for lead in context.leads(event.sentence):
        s = context.sentences[lead]
        heads = _dates(context, s.start_char, s.end_char)
        if heads:
            return heads[0]
    for lead in context.leads(event.sentence):
        for index in range(lead, max(-1, lead - _INTRO), -1):
            s = context.sentences[index]
            told = _dates(context, s.start_char, s.end_char)
            for d in [*_stretches(context, told), *told]:
                if (d.end - d.start).days > _LONG:
                    return d  # the stretch of the operation whose results are listed
    for index in scenes.behind(event.sentence, 4):
        s = context.sentences[index]
        if OCCURRED.match(context.text, s.start_char):
            found = _dates(context, s.start_char, s.end_char)
            if found:
                return found[0]
    return None


# "Since the unit was set up in May 2021", "since being launched last year".
_SINCE = re.compile(
    r"\b[Ss]ince\s+(?:(?!(?:then|and|which|who)\b)[\w’'()-]+\s+){1,16}?(?:in|on)?\s*$"
)


def _since(context: Context, sentence: int, inside: list[DateSpan]) -> DateSpan | None:
    """The stretch from the day of a clause with "since" up to the day of the release."""
    published = context.release.published
    start = context.sentences[sentence].start_char
    for d in inside:
        before = context.text[max(start, d.start_char - 150) : d.start_char]
        if published is not None and d.end <= published and _SINCE.search(before):
            return dataclasses.replace(d, end=published)
    return None


_FROM_DAY = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_TO_DAY = re.compile(r"\s+(?:and|to|until|through)\s+(?:the\s+)?", re.IGNORECASE)


def _stretches(context: Context, told: list[DateSpan]) -> list[DateSpan]:
    """The stretches whose two ends are told: "between 3 and 9 May"."""
    return [
        dataclasses.replace(a, end_char=b.end_char, end=b.end)
        for a, b in itertools.pairwise(told)
        if a.start <= b.end
        and _FROM_DAY.search(context.text, max(0, a.start_char - 14), a.start_char)
        and _TO_DAY.fullmatch(context.text, a.end_char, b.start_char)
    ]


# "Two days later", "the following night": days counted from the day told before.
_LATER = re.compile(
    r"\b(?:the\s+(?:next|following)\s+(?:day|night|morning|afternoon|evening)|"
    r"(?P<days>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+(?:days?|nights?)"
    r"\s+(?:later|after))\b",
    re.IGNORECASE,
)
_NUMBERS = {
    w: n for n, w in enumerate("one two three four five six seven eight nine ten".split(), start=1)
} | {"a": 1, "an": 1}
_CHAIN = 12  # sentences in which the day before is looked for


def _counted_on(context: Context, sentence: int) -> DateSpan | None:
    """The day that the sentence counts from the last day told before it."""
    first = max(0, sentence - _CHAIN)
    waiting: list[tuple[re.Match[str], int]] = []
    for index in range(sentence, first - 1, -1):
        s = context.sentences[index]
        m = _LATER.search(context.text, s.start_char, s.end_char)
        stop = m.start() if m else s.end_char
        if index == sentence and m is None:
            return None
        if m is not None:
            days = m["days"]
            n = 1 if days is None else _NUMBERS.get(days.casefold()) or int(days)
            waiting.append((m, n))
        told = [d for d in _dates(context, s.start_char, stop) if d.start == d.end]
        if told:
            words = waiting[0][0]
            day = told[-1].start + dt.timedelta(days=sum(n for _, n in waiting))
            return DateSpan(
                words.start(), words.end(), words.group(), day, day, "day", told[-1].start
            )
    return None


def _dates(context: Context, start: int, end: int) -> list[DateSpan]:
    """Dates of deeds in ``text[start:end]``: not of announcements, no model years."""
    text = context.text
    out: list[DateSpan] = []
    for d in context.dates_in(start, end):
        before = text[max(start, d.start_char - 60) : d.start_char]
        if (
            _TOLD_BEFORE.search(before)
            or _OTHER_DEED.search(before)
            or _TOLD_BEHIND.match(text, d.end_char)
        ):
            continue
        if context.release.published is not None and d.start > context.release.published:
            continue
        if out and before.endswith("(") and d.start_char - out[-1].end_char < 3:
            continue  # "yesterday (9 May)"
        if d.text.isdigit() and not _POINT_WORD.search(before):
            continue  # "a 2003 Suzuki"
        out.append(d)
    return out
