"""The other fields of a commitment: its main amount, who benefits, and when."""

from __future__ import annotations

import re

from extractor.events.undertakings.lexicon import verbs
from extractor.records.context import Context
from extractor.records.dollars import local_dollar
from extractor.types import DateSpan, Event, Quantity

_TIME = frozenset("second minute hour day week month year".split())
_HEDGE = 40  # characters before a clause in which its first amount ("more than ...") may begin


_BEYOND = 160  # characters behind a clause in which its sum may be told
_DEFINITE = re.compile(r"\b(?:all|our|the|these|those|both|between)\s+$", re.I)
_TOLD = re.compile(
    r"\b(?:including|includes?|valued at|worth|totall?ing|a total of|totall?ed|adding|amounting to"
    r"|with|bringing\b[^.;]{0,80}\bto)\s+(?:up to\s+|an? (?:additional|estimated|further)\s+)?$"
)


def amount(context: Context, event: Event, told: list[Event]) -> Quantity | None:
    """The main amount of the clause, one of those ``told`` in its sentence: money before counts,
    never a duration, rate or change.

    A passive clause may have it in its subject ("$5 million was awarded"), one that was cut short
    behind it ("support, valued at $3 million").
    """
    text = context.text
    inside = [
        q
        for q in context.quantities_in(event.start_char - _HEDGE, event.end_char)
        if q.end_char > event.start_char and _is_main(text, q)
    ]
    inside = [q for q in inside if q.unit != "count" or _is_given(text, event, q)]
    aside = _ASIDE.match(text, event.end_char)
    if aside and (sums := context.quantities_in(aside.end(), aside.end() + 1)):
        inside += [
            q for q in sums if q.unit.isupper() and _is_main(text, q)
        ]  # "wells (€2 million)"
    if inside:
        money = next((q for q in inside if q.unit.isupper()), None)  # "USD", "EUR"
        if money is None:
            return inside[0]
        between = text[inside[0].end_char : money.start_char]
        return inside[0] if " and " in between else money
    sentence = context.sentences[event.sentence]
    for q in context.quantities_in(event.start_char - _HEDGE, event.start_char):
        if q.unit.isupper() and _FOR_IT.fullmatch(text, q.end_char, event.start_char):
            return q  # "$2 million to dredge the channel"
    if event.source.rpartition("/")[2].startswith("passive"):
        first = max(sentence.start_char, event.trigger_start - _BEYOND)
        subject = [
            q
            for q in context.quantities_in(first, event.trigger_start)
            if _is_main(text, q) and not _STOP.search(text, q.end_char, event.trigger_start)
        ]
        if subject:
            return subject[-1]
    if event.subtype in ("funding", "assistance"):
        last = min(sentence.end_char, event.end_char + _BEYOND)
        last = min([last, *(e.start_char for e in told if e.start_char >= event.end_char)])
        for q in context.quantities_in(event.end_char, last):
            if _is_main(text, q) and _TOLD.search(text, event.end_char - _HEDGE, q.start_char):
                return q
    return None


def unit(context: Context, q: Quantity) -> str:
    """The unit of an amount; of dollars, whose they are in the release."""
    return (local_dollar(context) if q.unit == "USD" else None) or q.unit


_FOR_IT = re.compile(r"\s(?:(?:in|of)\s\w+\s)?to\s(?:help\s|\w+ly\s)?")
_ASIDE = re.compile(r"\W{0,3}\((?:about\s|up to\s|over\s|some\s)?(?=[$£€\w])")


def _is_given(text: str, event: Event, q: Quantity) -> bool:
    """Whether a count is of what is given: neither of what came of it ("a unit that has made 30
    arrests") nor of what it says ("a strategy with four pillars")."""
    return not (
        _ITS_FRUIT.search(text, event.trigger_end, q.start_char)
        or _POINTS.search(text, q.start_char, q.end_char + 30)
    )


_ITS_FRUIT = re.compile(
    r"\b(?:has|have|had)\s+(?:(?:already|also|so far|since|\w+ly)\s+)?"
    r"(?:\w+ed|made|led|seen|taken)\b"
)
_POINTS = re.compile(
    r"\w+\s+(?:[\w-]+\s+)?(?:priorit(?:y|ies)|pillars?|goals|principles|objectives|themes|ways|steps)\b"
)
_STOP = re.compile(r"[;:,.]\s|\bthat\b|\bwhich\b")


_GENERATION = re.compile(r"\d[Gg]")  # "5G networks"


def _is_main(text: str, q: Quantity) -> bool:
    """Whether the quantity may be what is given: "our two countries" and "2,000-mile" are not."""
    if q.unit in _TIME or q.per is not None or q.change is not None:
        return False
    if q.value == 0 or _GENERATION.fullmatch(text, q.start_char, q.end_char):
        return False
    if "-" in q.text and q.unit in ("mile", "foot", "acre", "kilometer"):
        return False
    return not (
        q.unit == "count" and _DEFINITE.search(text[max(0, q.start_char - 10) : q.start_char])
    )


# Verbs that announce: in the present tense they do so on the day of the release.
_ANNOUNCING = frozenset({"announce", "award", "release", "issue", "unveil"})
# In the progressive form these tell of the day too: "is making $2 million available".
_MAKING = frozenset({"make", "launch", "propose", "finalize"})


def when(context: Context, event: Event, told: list[Event]) -> DateSpan | None:
    """The date of the deed or the deadline of the promise: the nearest in the clause, else before
    it, else of the line that the bullet hangs on."""
    text = context.text
    sentence = context.sentences[event.sentence]
    published = context.release.published
    promised = event.modality == "promised"
    last = min(sentence.end_char, event.end_char + 40)
    inside = [d for d in context.dates_in(event.start_char, last) if _dates_deed(context, d)]
    if not promised:
        # what is done "today" is so whatever span or deadline stands in its object
        said = context.dates_in(event.start_char - _NEXT_TO, event.start_char)
        if said and said[-1].start == published and sentence.start_char <= said[-1].start_char:
            return said[-1]
        inside = [d for d in inside if published is None or d.start <= published]
    if inside and not _BREAK.search(text, event.trigger_end, inside[0].start_char):
        return inside[0]
    others = [e.trigger_end for e in told if e.trigger_end < event.start_char]
    before = [
        d
        for d in context.dates_in(sentence.start_char, event.start_char)
        if _dates_deed(context, d) and not any(d.start_char > end for end in others)
    ]
    if before:
        d = before[-1]
        if not promised:
            return d
        if published is None or d.end >= published:
            # "today we announced that they will": the day of the word, not of the deed
            first = d.start_char - _NEXT_TO if d.start == d.end == published else d.end_char
            return None if _SAID.search(text, first, event.start_char) else d
    if inside and not _RELATIVE.search(text, event.trigger_end, inside[0].start_char):
        return inside[0]
    if sentence.zone == "list_item" and sentence.lead is not None:
        lead = context.sentences[sentence.lead]
        if lead.zone != "heading":
            above = context.dates_in(lead.start_char, lead.end_char)
            if above and (not promised or published is None or above[-1].end > published):
                return above[-1]
    return None


# What parts a deed from the date of another clause; "which was signed in May" tells of the deed.
_OF_ANOTHER = r",\s(?:which|who|whose)\b(?!\s(?:was|were)\s\w+ed\b)|\bfor which\b"
_RELATIVE = re.compile(_OF_ANOTHER)
_BREAK = re.compile(
    r"[;:]\s|,\s(?:and|but|while)\s[^,;]{0,80}\b(?:is|are|has|have|will|was|were|[a-z]+ed)\b|"
    + _OF_ANOTHER
)
_NEXT_TO = 16  # characters before a verb in which its own day stands

_SAID = re.compile(
    r"\b(?:announc|committed|agreed|pledg|said|decided|confirmed|stated|noted|reaffirm)"
)


def _dates_deed(context: Context, d: DateSpan) -> bool:
    """Whether a date tells when something is done: not a fiscal year, no part of a name ("the 2030
    Agenda"), none that only tells which ("the May 18 Ministerial")."""
    text = context.text
    ahead = text[max(0, d.start_char - 16) : d.start_char]
    if _is_budget(d) and not (_DURING.search(ahead) and text[d.end_char : d.end_char + 1] in ",."):
        return False
    if _IN_NAME.match(text, d.end_char):
        return False
    if any(
        m.end_char >= d.end_char
        for m in context.mentions_in(d.start_char - 120, d.start_char + 1)
        if m.label in ("PROGRAM", "LAW", "ORG")
    ):
        return False
    return not (
        _WHICH_BEFORE.search(ahead)
        and not _DURING.search(ahead)
        and _WHICH_AFTER.match(text, d.end_char)
    )


_IN_NAME = re.compile(r"\s(?:Agenda|Plan|Strategy|Framework|Vision|Goals?|Compact|Initiative)\b")
_DURING = re.compile(r"\b(?:in|at|during|since|throughout)\s+(?:the\s+)?$", re.I)
_WHICH_BEFORE = re.compile(r"(?:\b(?:the|our|its|their|this)|[’']s?)\s+$")
_WHICH_AFTER = re.compile(
    r"\s+(?:[A-Z]|(?:[\w-]+\s+){0,2}(?:meeting|summit|dialogue|ministerial|session|conference|coup"
    r"|attacks?|elections?|earthquakes?|floods?|hurricane|invasion|agreement|declaration|communiqu[eé]"
    r"|statement|events?|crisis|disasters?|season|cycle)\b)"
)


def _is_budget(d: DateSpan) -> bool:
    """Fiscal years name money ("FY 2019 funds"); they do not date its award."""
    return d.text.casefold().startswith(("fy", "fiscal"))


def is_announced(context: Context, event: Event, lemma: str) -> bool:
    """Whether the deed is done by the release itself: the clause announces ("is awarding"), says
    "hereby", or its verb is what the title tells ("Agency Launches ...")."""
    if event.source.endswith("progressive") and lemma in _ANNOUNCING | _MAKING:
        return True
    if event.source.endswith("present") and lemma in _ANNOUNCING:
        return True
    if event.source.rpartition("/")[2] in _SUMS and _is_part_of_announcement(context, event):
        return True
    sentence = context.sentences[event.sentence]
    if _HEREBY.search(context.text, sentence.start_char, event.trigger_end):
        return True
    title = _WORDS.findall((context.release.title or "").casefold())
    return event.source.endswith("/past") and any(
        lemma == (verb.lemma if (verb := verbs().get(w)) and verb.tag in ("base", "s") else None)
        for w in title
    )


def _is_part_of_announcement(context: Context, event: Event) -> bool:
    """Whether a sum without a verb is one of those that the line above it announces today: a bullet
    of its list, or a part of its total ("It includes $2 million for wells")."""
    at = event.sentence
    above = [at]
    if context.sentences[at].zone == "list_item":
        leads = [i for i in context.leads(at) if context.sentences[i].zone != "heading"]
        above = [i for lead in leads for i in (lead, lead - 1)]
    elif _PART.match(context.text, context.sentences[at].start_char):
        above = [at - 1, at - 2]
    else:
        return False
    published = context.release.published
    for i in above:
        if i < 0:
            continue
        s = context.sentences[i]
        if _ANNOUNCES.search(context.text, s.start_char, s.end_char):
            return True
        said = _ANNOUNCED.search(context.text, s.start_char, s.end_char)
        if said and any(d.start == published for d in context.dates_in(s.start_char, s.end_char)):
            return True
    return False


_SUMS = frozenset({"amount", "after-noun", "present"})
_PART = re.compile(
    r"(?:It|This|These|The\s(?:\w+\s)?(?:funding|funds|package|total|awards?|grants|investments?|sum))"
    r"\s(?:also\s|will\s)*(?:includes?|consists?|comprises?|go|goes)\b|Of\sthis"
)
_ANNOUNCES = re.compile(r"\b(?:is|are)\s(?:(?:also|today|now|\w+ly)\s)?(?:announcing|awarding)\b")
_ANNOUNCED = re.compile(r"\b(?:announced|awarded|unveiled|approved|adopted|released|signed)\b")
_HEREBY = re.compile(r"\bhereby\b")
_WORDS = re.compile(r"[a-z]+")
