"""Designations: sanctions, listings, visa restrictions and rewards.

``statements`` says which triggers state an act, ``scope`` where its targets stand, ``members``
reads them as a list (``kinds`` says what they are, ``groups`` reads a noun phrase, ``references``
finds what stands for a name), ``slots`` and ``setting`` fill the rest from the sentence and from
what the release says once, ``merging`` makes one row of repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.records.designations import actors, lists, scope, slots
from extractor.records.designations import setting as settings
from extractor.records.designations.merging import INHERITED, merge, without_totals
from extractor.records.designations.setting import Setting
from extractor.records.designations.statements import speaks_of_sanctions, states_act
from extractor.records.designations.target import split_joined
from extractor.types import Designation, Event, SlotEvidence

# Triggers that rhetoric uses too: only a name or a number makes a row of them.
_VAGUE = frozenset(
    (
        "designation.sanctions.passive",
        "designation.visa.ineligible",
        "designation.will",
        "designation.action",
        "designation.includes",
        "designation.stands_before",
        "designation.target.verb",
        "designation.noun",
        "designation.subject_to",
        "designation.blocked",
        "designation.listing",
        "designation.list.more",
        "designation.list.more.passive",
        "designation.list.terrorist",
        "designation.listing.noun",
        "designation.on_list",
        "designation.so_too",
        "designation.includes.noun",
        "designation.block.property",
        "designation.frozen",
        "designation.assets.frozen",
        "designation.blocking",
        "designation.visa.renders",
        "designation.report",
        "designation.debarred",
        "designation.targets.of",
        "designation.faces",
        "designation.apply",
        "designation.visa.barred",
        "designation.visa.bar",
        "designation.visa.kept_out",
        "designation.visa.taken",
        "designation.subject.active",
        "designation.aim",
    )
)
# Words that state an act only beside another that does: "is targeting", "seeks information on".
_LEANING = frozenset(
    (
        "designation.action",
        "designation.target.verb",
        "designation.reward.seek",
        "designation.listing",
        "designation.list.more",
        "designation.list.more.passive",
        "designation.on_list",
    )
)
# "This includes X", "so too was X", "his wife is also ineligible": what stands before says what was
# done; the last two say nothing without it.
_CONTINUING = frozenset(
    (
        "designation.includes.noun",
        "designation.visa.ineligible",
        "designation.visa.renders",
        "designation.target",
        "designation.includes",
        "designation.so_too",
    )
)
# Ineligible under the section that has officials and their families named is no visa restriction.
_INELIGIBLE = frozenset(("designation.visa.ineligible", "designation.visa.renders"))
_BY_SECTION = "7031(c)"
_SAYS_NOTHING = frozenset(("designation.includes", "designation.so_too"))
# "Two firms are being added": to the list that the release speaks of.
_ADDING = frozenset(
    ("designation.list.more", "designation.list.more.passive", "designation.list.active")
)
# "now apply to a total of 90 persons", "bringing to 90 the number": what was done over time.
_TOTALS = frozenset(("designation.apply", "designation.subject_to", "designation.total"))
_IN_ALL = re.compile(r"\btotal\b|\bnumber of\b|\baltogether\b|\bin all\b", re.IGNORECASE)
_LIST_REACH = 3000  # characters
_TITLE = 0.8  # share of words with a capital
_CONTINUED = 2  # sentences over which it does
# An offer may stand for years: it is of the day only where the release says so.
_REWARD_TODAY = re.compile(r"\btoday\b|\bis announcing\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have)\s+(?:\w+\s+){0,2}\w+$")
_LEAD = 4  # sentences with the headline, in which the perfect tells what was done today
_LED = 8  # sentences from the top that a lead of the day dates
_NOW = re.compile(
    r"\b(?:is|are)\s+(?:also\s+)?(?:offering|announcing)\b|"
    r"\b(?:today|is|are|am)\b[^.;]{0,60}\b(?:designating|sanctioning|imposing|announcing|"
    r"identifying|lifting|removing|pursuing|restricting|adding|revoking|listing|expanding|freezing|"
    r"placing|making|barring|banning|"
    r"targets?|taking|being)\b|\btoday\b",
    re.IGNORECASE,
)
# "The measures announced today include:" over bullets.
_LEAD_NOW = re.compile(r"\b(?:announced|announcing|imposing|taking|taken|sanctioned)\b.*\btoday\b")
_LISTS_NOW = re.compile(r"\bfollowing\b[^.;]*\b(?:has|have) been \w+\b[^;]*:\s*$")
# "already", "previously", "in recent weeks": an act of an earlier day.
_EARLIER = re.compile(
    r"\b(?:already|previous(?:ly)?|earlier|prior|recently|recent (?:weeks|months|years)|past|last|"
    r"since|during|follows?|"
    r"had|originally|so far|to date)\b",
    re.IGNORECASE,
)


def build(context: Context) -> list[Designation]:
    """One row per target and action; repeats of one designation are merged."""
    context = split_joined(context)
    about = speaks_of_sanctions(context.text)
    acts = [
        e for e in context.events_of("designation") if states_act(context, e, about_sanctions=about)
    ]
    setting = settings.read(context, acts)
    rows: list[Designation] = []
    headline: list[Designation] = []
    for event, ground in _grounds(acts):
        for row in _rows(context, event, ground, setting, acts):
            place = context.sentence_index(row.start_char)
            title = context.sentences[place].zone in ("headline", "heading")
            title = (title and place == event.sentence) or _is_run_in(context, event)
            (headline if title else rows).append(row)
    return without_totals(merge(rows or [r for r in headline if r.count is not None]))


def _is_run_in(context: Context, event: Event) -> bool:
    """Whether a sentence of the body is a heading run in: "Imposing New Sanctions on ..."."""
    sentence = context.sentences[event.sentence]
    trigger = context.text[event.trigger_start : event.trigger_end]
    if sentence.zone != "body" or not trigger[0].isupper():
        return False
    found = re.findall(r"[^\W\d_]{4,}", context.words(event.sentence))
    return sum(w[0].isupper() for w in found) > _TITLE * len(found)


def _grounds(acts: list[Event]) -> Iterator[tuple[Event, Event]]:
    """Each act with the one that says what is done: itself, or for "this includes" the last."""
    firm = {e.subtype for e in acts if e.source not in _LEANING | _CONTINUING}
    last: Event | None = None
    reached = 0  # the sentence of the last act or of what goes on with it
    for event in acts:
        near = last is not None and 0 <= event.sentence - reached <= _CONTINUED
        if event.source in _CONTINUING and last is not None and near:
            yield event, last
            reached = event.sentence
        elif event.source in _SAYS_NOTHING:
            continue
        elif event.source not in _LEANING:
            yield event, event
            last, reached = event, event.sentence
        elif event.subtype in firm:
            same = last is not None and last.subtype == event.subtype == "reward_offered"
            yield event, last if same and last is not None else event
            if last is None:
                last, reached = event, event.sentence


def _rows(
    context: Context, event: Event, ground: Event, setting: Setting, acts: list[Event]
) -> Iterator[Designation]:
    """The rows of ``event``; ``ground`` is the event that says by whom, when and under what law."""
    text = context.text
    targets, before_trigger = scope.targets(context, event, acts)
    if event.source in _VAGUE or scope.is_reduced(context, event):
        targets = [t for t in targets if t.named or t.count is not None]
    action = _action(ground, acts)
    if ground.source in _INELIGIBLE and _BY_SECTION in text:
        action = "sanctioned"
    if action == "visa_restricted":
        targets = [t for t in targets if t.mention is None or t.mention.label != "AGENCY"]
    bullets = lists.below(context, event, targets)
    if not targets and not bullets:
        return
    when = slots.when(context, ground)
    now = when is None and _is_of_the_day(context, ground, setting)
    of_the_day = now or (when is not None and when.start == when.end == context.release.published)
    authority = settings.authority(
        context,
        setting,
        ground,
        before_trigger=before_trigger and ground is event,
        of_the_day=of_the_day,
    )
    who = actors.official_name(context, authority) if authority else None
    program = slots.program(context, ground)
    inherited = program is None
    if program is not None and action == "sanctioned":
        program = settings.law_of_listing(context, setting, program)
    if program is None and ground is not event:
        program = _law_before(context, ground, acts)
    if program is None and action == "delisted":
        here = context.sentences[ground.sentence]
        program = slots.last_list(context, here.start_char, here.end_char)
    if program is None and ground.source in _ADDING:
        at = ground.trigger_start
        program = slots.last_list(context, max(0, at - _LIST_REACH), at)
    if program is None and event.source in _INELIGIBLE and action == "sanctioned":
        program = slots.section_named(context)
    if program is None and action == "visa_restricted":
        program = settings.visa_law(context)
    if program is None and of_the_day and action == "sanctioned":
        program = settings.program_for(context, setting, ground.sentence, who)
    money = slots.reward(context, ground) if action == "reward_offered" else None
    sentence = context.sentences[event.sentence]
    start, end = (when.start, when.end) if when else (None, None)
    if now:
        start = end = context.release.published
    for target in bullets or targets:
        place = context.sentences[context.sentence_index(target.start)]
        if not bullets and not sentence.start_char <= target.start < place.end_char:
            place = sentence
        sum_offered = slots.offered_for(context, place, sentence, money)
        listed = slots.entry_program(context, place.start_char, place.end_char)
        above = slots.law_above(context, place, event) if bullets and not listed else None
        law = listed or above or program
        organization = (
            slots.entry_organization(context, place.start_char, place.end_char)
            if listed
            else slots.organization(context, event, target, targets)
        )
        found = [
            SlotEvidence(field, span[0], span[1], source)
            for field, span, source in (
                ("target", (target.start, target.end), event.source),
                ("authority", authority, "designations"),
                ("program", law, INHERITED if inherited and not listed else "designations"),
                ("organization", organization, "designations"),
                (
                    "usd",
                    (sum_offered.start_char, sum_offered.end_char) if sum_offered else None,
                    "quantities",
                ),
                ("start", (when.start_char, when.end_char) if when else None, "dates"),
            )
            if span is not None
        ]
        yield Designation(
            evidence=text[place.start_char : place.end_char],
            start_char=place.start_char,
            end_char=place.end_char,
            target=target.name,
            count=target.count,
            target_kind=target.kind,
            action=action,
            authority=who,
            program=text[slice(*law)] if law else None,
            organization=text[slice(*organization)] if organization else None,
            usd=sum_offered.value if sum_offered else None,
            start=start,
            end=end,
            confidence=0.8 if target.named else 0.6,
            evidence_slots=tuple(found),
        )


def _action(ground: Event, acts: list[Event]) -> str:
    """What is done: "and as an SDGT" goes on with the act before it."""
    if lexicon()[ground.source].voice == "again":
        before = [e for e in acts[: acts.index(ground)] if e.sentence == ground.sentence]
        ground = before[-1] if before else ground
    return ground.subtype or "sanctioned"


def _law_before(context: Context, ground: Event, acts: list[Event]) -> slots.Span | None:
    """The law of the last act before ``ground``: "designated under X. He was ...; his wife ..."."""
    for act in reversed(acts[: acts.index(ground)]):
        if ground.sentence - act.sentence > _CONTINUED:
            break
        if law := slots.program(context, act):
            return law
    return None


def _is_of_the_day(context: Context, event: Event, setting: Setting) -> bool:
    """Whether the act is of the day of the release, which then dates it."""
    if context.release.published is None:
        return False
    sentence = context.sentences[event.sentence]
    text = context.text
    if sentence.zone == "list_item" and any(
        _LEAD_NOW.search(context.words(lead)) for lead in context.leads(event.sentence)
    ):
        return True
    if event.subtype == "reward_offered":
        return _REWARD_TODAY.search(text) is not None
    if event.source in _TOTALS and _IN_ALL.search(text, sentence.start_char, sentence.end_char):
        return False
    if _NOW.search(text, sentence.start_char, sentence.end_char):
        return not re.search(
            r"\b(?:previously|already|earlier)\s", text[event.start_char : event.trigger_start + 40]
        )
    if _LISTS_NOW.search(text, sentence.start_char, sentence.end_char):
        return True
    led = setting.leads_today and sentence.zone == "body" and event.sentence < _LED
    if (
        led
        and event.sentence > _LEAD
        and _PERFECT.search(text[event.start_char : event.trigger_end])
        and " also " not in text[event.start_char : event.trigger_end]
    ):
        led = False
    if not setting.acts_today and not led:
        return False
    left = max(event.start_char, event.trigger_start - 80)
    return not _EARLIER.search(text[left : min(event.trigger_end + 60, sentence.end_char)])
