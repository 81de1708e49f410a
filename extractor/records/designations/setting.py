"""What a release says once for all designations of its day: who acts, under what law, when."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.records.designations import actors, slots
from extractor.records.designations.slots import Span
from extractor.types import Event

_TODAY = re.compile(
    r"\btoday\b|\b(?:is|are|am) (?:\w+ )?(?:designating|sanctioning|imposing|"
    r"being (?:designated|sanctioned|identified))\b",
    re.IGNORECASE,
)
_LEAD = 3  # sentences of the body that may say that the release is about sanctions of its day
_LEAD_TODAY = re.compile(
    r"\btoday\b[^.]*\b(?:actions?|sanctions?|designat\w+|rewards?|restrictions|measures)\b|"
    r"\b(?:actions?|sanctions|measures)\s+today\b|"
    r"\b(?:has|have) (?:also |today )?(?:been )?(?:taken (?:action|steps)|imposed|designated|"
    r"sanctioned|added|updated|removed|lifted|amended|(?:agreed|decided) to (?:designate|list|"
    r"sanction|impose|ban))\b",
    re.IGNORECASE,
)
_SANCTION = re.compile(
    r"\b(?:sanctions?|sanctioned|designat\w+|listings?|restrictive measures|asset freezes?|"
    r"visa restrictions?|(?:travel|entry) bans?)\b",
    re.IGNORECASE,
)
# "This action is taken under E.O. 13224", "These individuals are being designated pursuant to ...".
_ANAPHOR = re.compile(
    r"(?:(?:^|\.\s|\bof\s|,\s)\s*(?:those|both|the)|\b(?:this|these|today[’']s))\s+"
    r"(?:\w+\s+){0,4}?(?:actions?|designations?|individuals|entities|companies|persons|targets|"
    r"officials|officers|leaders|banks|firms|facilitators|brokers|sanctions|measures|restrictions|militias|groups|vessels)\b",
    re.IGNORECASE,
)
_ACTED = re.compile(
    r"\b(?:made|take|took|taken|taking|designated|sanctioned|imposed|identified|targeted|blocked|"
    r"announced|issued|rests?|based)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"Executive [Oo]rder|E\.?O\.?\s|Act\b|7031|Proclamation|section|Section|Regulations|Ordinance|"
    r"Regime|Decision|Regulation\b"
)
_BEHIND = 2  # sentences over which the law of one act holds for the next
_AHEAD = 6  # sentences over which "this action is taken under ..." speaks of what stands before


@dataclass(frozen=True, slots=True)
class Citation:
    """A law that a sentence names as the ground of designations, and who acts in it."""

    sentence: int
    span: Span
    authority: str | None
    refers_back: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """``actors`` are who acts in the release's own acts, each with the sentence that says so
    (``None`` for a country or "we"); ``acts_today`` says that an act of the release is dated so,
    ``leads_today`` that its first sentences are. ``listings`` are the laws that it cites for the
    listings of ``_LISTED_UNDER``.
    """

    citations: tuple[Citation, ...]
    actors: tuple[tuple[int, Span | None], ...]
    acts_today: bool
    leads_today: bool
    listings: tuple[Span | None, ...] = ()
    has_one_actor: bool = True


def read(context: Context, acts: list[Event]) -> Setting:
    """The setting of the release in which ``acts`` are the events that state a designation."""
    citations = _citations(context, acts)
    acting = tuple(sorted(_actors(context, acts), key=lambda actor: actor[0]))
    bodies = {actors.official_name(context, a) if a else None for _, a in acting}
    return Setting(
        tuple(citations),
        acting,
        *_days(context, acts),
        tuple(_law_cited(context, citations, number) for _, number in _LISTED_UNDER),
        len(bodies) < 2,
    )


def _actors(context: Context, acts: list[Event]) -> Iterator[tuple[int, Span | None]]:
    for event in acts:
        if lexicon()[event.source].voice == "passive" or not _of_the_day(context, event):
            continue
        span = actors.subject(context, event)
        if span is not None or actors.has_subject(context, event):
            yield event.sentence, span


def _of_the_day(context: Context, event: Event) -> bool:
    """Whether the act is not dated to another day than the release's."""
    when = slots.when(context, event)
    published = context.release.published
    return when is None or (published is not None and when.start <= published <= when.end)


def authority(
    context: Context, setting: Setting, event: Event, *, before_trigger: bool, of_the_day: bool
) -> Span | None:
    """Who acts in ``event``: whom its clause names, else the line that its list hangs on; else,
    in an act of the day that has no other subject, who acts in the release: the one body that
    does, else the body of the last act before it.
    """
    own = actors.authority(context, event, before_trigger)
    if own is not None or (not before_trigger and actors.has_subject(context, event)):
        return own
    lead = actors.from_leads(context, event)
    if lead is not None or not of_the_day:
        return lead
    if setting.has_one_actor:
        return setting.actors[0][1] if setting.actors else None
    before = bisect_right(setting.actors, event.sentence, key=lambda actor: actor[0])
    return setting.actors[max(0, before - 1)][1]


def _days(context: Context, acts: list[Event]) -> tuple[bool, bool]:
    """``acts_today`` and ``leads_today`` of the setting."""

    def says(index: int, pattern: re.Pattern[str]) -> bool:
        s = context.sentences[index]
        return pattern.search(context.text, s.start_char, s.end_char) is not None

    bodies = [i for i, s in enumerate(context.sentences) if s.zone == "body"][:_LEAD]
    acting = {e.sentence for e in acts if context.sentences[e.sentence].zone != "headline"}

    def dated(index: int) -> bool:
        s = context.sentences[index]
        days = context.dates_in(s.start_char, s.end_char)
        published = context.release.published
        return any(d.start == d.end == published for d in days) and says(index, _SANCTION)

    leads = any(says(i, _LEAD_TODAY) or dated(i) for i in bodies)
    return any(says(i, _TODAY) for i in acting), leads


def _citations(context: Context, acts: list[Event]) -> list[Citation]:
    out = []
    by_sentence = {e.sentence: e for e in acts}
    cited: set[int] = set()
    for span in sorted(_grounds(context, acts)):
        index = context.sentence_index(span[0])
        if index in cited:
            continue  # "section X of the one act, as carried forward by the other"
        cited.add(index)
        s = context.sentences[index]
        ahead = context.text[s.start_char : span[0]]
        back = _ANAPHOR.search(ahead) is not None and _ACTED.search(ahead) is not None
        event = by_sentence.get(index)
        if event is None and not back:
            continue
        if event is not None and not back and not _of_the_day(context, event):
            continue
        who = actors.subject(context, event) if event else None
        out.append(
            Citation(
                index,
                span,
                actors.official_name(context, who) if who else None,
                back,
            )
        )
    return out


def _grounds(context: Context, acts: list[Event]) -> Iterator[Span]:
    """Laws under which something is said to be done, and the regimes that acts name."""
    for law in slots.cited_laws(context, 0, len(context.text)):
        ahead = context.text[max(0, law[0] - 60) : law[0]]
        if _ORDER.search(context.text[slice(*law)]) and slots.UNDER.search(ahead):
            yield law
    for sentence in {e.sentence for e in acts}:
        s = context.sentences[sentence]
        named = slots.regime(context.text, s.start_char, s.end_char)
        if named is not None and not context.mentions_in(s.start_char, s.end_char, "LAW"):
            yield named


def _law_key(law: str) -> str:
    """The number of an order or section, by which two forms of its name are one law."""
    number = re.search(r"\d{4,5}", law)
    return number.group() if number else law


_LISTED_UNDER = (
    (re.compile(r"SDGT|Specially Designated Global Terrorist", re.I), re.compile(r"\b13224\b")),
    (re.compile(r"FTO|Foreign Terrorist Organi", re.I), re.compile(r"\b219\b")),
)


def law_of_listing(context: Context, setting: Setting, listing: Span) -> Span:
    """The order or section under which a listing is made, where the release cites it."""
    name = context.text[slice(*listing)]
    laws = [
        law
        for (of, _), law in zip(_LISTED_UNDER, setting.listings, strict=False)
        if of.search(name)
    ]
    return laws[0] if len(laws) == 1 and laws[0] is not None else listing


def _law_cited(context: Context, citations: list[Citation], number: re.Pattern[str]) -> Span | None:
    """The law of this number that a sentence about "this action" cites."""
    for c in citations:
        s = context.sentences[c.sentence]
        for m in context.mentions_in(s.start_char, s.end_char, "LAW") if c.refers_back else ():
            if number.search(m.text):
                return m.start_char, m.end_char
    return None


def program_for(
    context: Context, setting: Setting, sentence: int, authority: str | None
) -> Span | None:
    """The law of an act of the day whose own sentence names none.

    The next sentence that refers back to it decides, else what all citations of its authority
    agree on.
    """

    def fits(c: Citation) -> bool:
        return authority is None or c.authority is None or c.authority == authority

    for c in setting.citations:
        if c.refers_back and 0 <= c.sentence - sentence <= _AHEAD and fits(c):
            return c.span
    of_all = [c for c in setting.citations if c.authority == authority or c.refers_back]
    laws = {_law_key(context.text[slice(*c.span)]) for c in of_all}
    if len(laws) == 1:
        return of_all[0].span
    before = [c for c in of_all if 0 <= sentence - c.sentence <= _BEHIND]
    return before[-1].span if before else None


_OF_VISAS = re.compile(r"\b212\(a\)|Immigration and Nationality Act|\bProclamation\b|[Vv]isa")


def visa_law(context: Context) -> Span | None:
    """The law on visas that the release cites, if it cites one."""
    found = [
        law
        for law in slots.cited_laws(context, 0, len(context.text))
        if _OF_VISAS.search(context.text[slice(*law)])
    ]
    keys = {_law_key(context.text[slice(*law)]) for law in found}
    return found[0] if len(keys) == 1 else None
