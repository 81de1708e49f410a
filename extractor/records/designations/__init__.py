"""Designations: sanctions, listings, visa restrictions and rewards."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.records.designations import slots
from extractor.records.designations.targets import ZONE_END, Target, at_start, group_kind, in_zone
from extractor.types import Designation, Event, SlotEvidence

_AUTHORISES = re.compile(
    r"\b(?:authoriz\w+|provides? for|allow\w*|basis for|subject to|evad\w+|evasion of|lift\w*|"
    r"requir\w+|condemn\w*|violat\w+|past|previous|ongoing|easing|relief from|remov\w+|"
    r"maintain\w+|complet\w+|"
    r"snapback|waiv\w+|consider\w*|propos\w+|power "
    r"to)\b[^.;,]*$",
    re.IGNORECASE,
)
# "Once the Secretary designates an official, ...": how the law works, no act under it.
_IN_GENERAL = re.compile(r"\b(?:once|whenever|in cases where|if)\s+(?:the|a|an)\b", re.IGNORECASE)
# Triggers that rhetoric uses too: only a name or a number makes a row of them.
_ASIDE = re.compile(r",\s+(?:pursuant to|under)\s[^,;]{3,80},\s+")
_VAGUE = frozenset(
    ("designation.sanctions.passive", "designation.visa.ineligible", "designation.will")
)
# The yearly determinations on drug transit countries are acts of law, not sanctions.
_DRUG_TRANSIT = re.compile(
    r"drug[- ](?:transit|producing)|non-NATO ally|[“\"]extremist|Chief \w+ Officer",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:is|are)\s+(?:also\s+)?(?:offering|announcing)\b|"
    r"\b(?:today|is|are|am)\b[^.;]{0,60}\b(?:designating|sanctioning|imposing|announcing|"
    r"identifying|"
    r"targets?|taking|being)\b|\btoday\b",
    re.IGNORECASE,
)
_TODAY = re.compile(
    r"\btoday\b|\bis (?:\w+ )?(?:designating|sanctioning|imposing)\b",
    re.IGNORECASE,
)
# "has designated" may be old; "designated", "is being designated" is the day's.
_PLAIN = re.compile(
    r"^(?:re-?)?(?:designat|sanction|impos|identif)|\b(?:is|are|being)\b",
    re.IGNORECASE,
)
# A country is a target of sanctions "imposed" on it, or listed as a sponsor of terrorism.
_BINDS_A_COUNTRY = re.compile(r"\bimpos|\bState Sponsor", re.IGNORECASE)
_REWARD_FOR = re.compile(
    r"information[^.;]{0,40}?\s(?:(?:leading|that leads?|which "
    r"leads?)\s+to[^.;]{0,60}?(?:arrests?|convictions?|location|identification|capture|"
    r"whereabouts)"
    r"(?:\s*(?:,|and/or|or|and)\s*(?:the\s+)?(?:arrests?|convictions?|location|identification|"
    r"whereabouts|in any country)+)*"
    r"(?:,?\s+in any country,?)?\s+of|on|about|regarding)\s+",
    re.IGNORECASE,
)


def build(context: Context) -> list[Designation]:
    """One row per target and action; repeats of one designation are merged."""
    rows: list[Designation] = []
    headline: list[Designation] = []
    for event in context.events_of("designation"):
        if event.modality in ("negated", "possible") and event.subtype != "reward_offered":
            continue
        if _adjective(context, event):
            continue
        zone = context.sentences[event.sentence].zone
        (headline if zone == "headline" else rows).extend(_rows(context, event))
    return _without_totals(_merge(rows or [r for r in headline if r.count is not None]))


def _adjective(context: Context, event: Event) -> bool:
    """Whether no designation is stated: "a designated group", "authorizes sanctions on"."""
    text = context.text
    before = text[max(0, event.trigger_start - 60) : event.trigger_start]
    if re.fullmatch(
        r"(?:designated|sanctioned|blacklisted)",
        text[event.trigger_start : event.trigger_end],
        re.I,
    ) and re.search(
        r"(?:\b(?:an?|the|any|other|these|those|specially|U\.S\.|newly|such|of|to)\s+|-)$",
        before,
        re.I,
    ):
        return True
    sentence = context.sentences[event.sentence]
    if any(
        m.start_char <= event.trigger_start < m.end_char
        for m in context.mentions_in(sentence.start_char, event.trigger_end, "LAW", "PROGRAM")
    ):
        return True  # the title of an order: "Imposing Sanctions on Foreign Persons"
    if _IN_GENERAL.search(text, sentence.start_char, event.trigger_end):
        return True
    return (
        _AUTHORISES.search(before) is not None
        or _DRUG_TRANSIT.search(text, sentence.start_char, sentence.end_char) is not None
    )


def _rows(context: Context, event: Event) -> Iterator[Designation]:
    sentence = context.sentences[event.sentence]
    text = context.text
    passive = lexicon()[event.source].voice == "passive"
    targets, reduced = _targets(context, event, passive)
    if event.source in _VAGUE:
        targets = [t for t in targets if t.named or t.count is not None]
    bullets = _bullets(context, event)
    if not targets and not bullets:
        return
    action = event.subtype or "sanctioned"
    authority = slots.authority(context, event, passive or reduced)
    program = slots.program(context, event, action)
    when = slots.when(context, event)
    evidence = text[sentence.start_char : sentence.end_char]
    start, end = (when.start, when.end) if when else (None, None)
    if (
        when is None
        and context.release.published
        and (_NOW.search(evidence) or _acting_now(context, event))
    ):
        start = end = context.release.published
    usd = None
    if action == "reward_offered":
        money = context.quantities_in(sentence.start_char, sentence.end_char, "USD")
        usd = money[0].value if money else None
    if action == "visa_restricted":
        targets = [t for t in targets if t.mention is None or t.mention.label != "AGENCY"]
    for target in bullets or targets:
        if bullets:
            sentence = context.sentences[context.sentence_index(target.start)]
            evidence = text[sentence.start_char : sentence.end_char]
        found = [SlotEvidence("target", target.start, target.end, event.source)]
        for field, span in (("authority", authority), ("program", program)):
            if span is not None:
                found.append(SlotEvidence(field, span[0], span[1], "designations"))
        if when is not None:
            found.append(SlotEvidence("start", when.start_char, when.end_char, "dates"))
        yield Designation(
            evidence=evidence,
            start_char=sentence.start_char,
            end_char=sentence.end_char,
            target=target.name,
            count=target.count,
            target_kind=target.kind,
            action=action,
            authority=text[authority[0] : authority[1]] if authority else None,
            program=text[program[0] : program[1]] if program else None,
            organization=slots.organization(context, event, target, targets),
            usd=usd,
            start=start,
            end=end,
            confidence=0.8 if target.named else 0.6,
            evidence_slots=tuple(found),
        )


def _bullets(context: Context, event: Event) -> list[Target]:
    """The members of the list that hangs on the event's sentence ("the following ... :")."""
    sentence = context.sentences[event.sentence]
    words = context.text[sentence.start_char : sentence.end_char].rstrip()
    if not words.endswith(":") and sentence.zone != "heading":
        return []
    group = _MEMBERS.search(words)
    open_end = event.trigger_end - sentence.start_char >= len(words) - 1
    if group is None and not open_end:
        return []
    kind = group_kind(group.group()) if group else None
    mixed = group is None or _MEMBERS.search(words, group.end())
    out = []
    for s in context.sentences[event.sentence + 1 :]:
        if s.lead != event.sentence:
            if s.zone != "list_item":
                break
            continue
        if s.zone == "list_item":
            several = _names_only(context, s.start_char, s.end_char, event.sentence)
            target = at_start(context, s.start_char, s.end_char, None if mixed else kind)
            out.extend(several or ([target] if target is not None else []))
    return out


def _names_only(context: Context, start: int, end: int, sentence: int) -> list[Target]:
    """The names of a bullet that is nothing but a list of them."""
    names = context.mentions_in(start, end, "PERSON", "ORG")
    if len(names) < 2:
        return []
    between = (context.text[a.end_char : b.start_char] for a, b in itertools.pairwise(names))
    if not all(re.fullmatch(r"\s*(?:,|;|,?\s*and)\s*", gap) for gap in between):
        return []
    return [t for t in in_zone(context, start, names[-1].end_char, sentence) if t.named]


_MEMBERS = re.compile(
    r"\b(?:individuals?|persons?|people|members|nationals|officials|officers|leaders|relatives|"
    r"targets|"
    r"entit(?:y|ies)|compan(?:y|ies)|firms?|organizations?|vessels?|ships|tankers|aircraft|"
    r"units?|banks?)\b",
    re.IGNORECASE,
)


def _acting_now(context: Context, event: Event) -> bool:
    """Whether the release's lead announces sanctions of the day, of which this clause is a part."""
    if event.subtype != "sanctioned" or not _PLAIN.search(
        context.text[event.trigger_start : event.trigger_end]
    ):
        return False
    for other in context.events_of("designation"):
        s = context.sentences[other.sentence]
        if (
            s.zone != "headline"
            and s.start_char < 1500
            and _TODAY.search(context.text, s.start_char, s.end_char)
        ):
            return True
    return False


def _targets(context: Context, event: Event, passive: bool) -> tuple[list[Target], bool]:
    """The event's targets, and whether they stand before the trigger ("X, designated by Y")."""
    text = context.text
    sentence = context.sentences[event.sentence]
    voice = lexicon()[event.source].voice
    if voice == "reward":
        m = _REWARD_FOR.search(text, event.trigger_start, sentence.end_char)
        if m is None:
            return [], False
        return _listed(context, m.end(), sentence.end_char, event.sentence), False
    relative = re.search(
        r",?\s(?:which|who|that)\s*$", text[sentence.start_char : event.trigger_start]
    )
    if passive and relative:
        near = context.mentions_in(
            sentence.start_char,
            sentence.start_char + relative.start(),
            "CARTEL",
            "ORG",
            "PERSON",
            "AGENCY",
        )
        return (
            in_zone(context, near[-1].start_char, near[-1].end_char, event.sentence) if near else []
        ), True
    if passive:
        left = _subject_start(text, sentence.start_char, event.trigger_start)
        found = in_zone(context, left, event.trigger_start, event.sentence)
        family = re.compile(r",\s+to include\s+").search(text, event.trigger_end, sentence.end_char)
        if family:
            more = in_zone(context, family.end(), sentence.end_char, event.sentence)
            found = [t for t in found if t.named] + [t for t in more if t.named]
        return found, True
    ahead = _listed(context, event.trigger_end, sentence.end_char, event.sentence)
    if not _BINDS_A_COUNTRY.search(text, event.trigger_start, event.trigger_end + 80):
        ahead = [t for t in ahead if t.mention is None or t.mention.label != "PLACE"]
    if not ahead and re.match(
        r"\s+(?:and \w+ )?(?:by|as|under|pursuant)\b",
        text[event.trigger_end : event.trigger_end + 30],
    ):
        named = context.mentions_in(
            sentence.start_char, event.trigger_start, "CARTEL", "ORG", "PERSON"
        )
        near = [m for m in named if event.trigger_start - m.end_char < 120]
        if near:
            last = near[-1]
            return in_zone(context, last.start_char, last.end_char, event.sentence), True
    return ahead, False


_RESUMES = re.compile(
    r":\s+|,?\s+(?:to include|including|namely)\s+(?:his|her|its|their)?\s*|"
    r",?\s+(?:as well as|and)\s+(?:on\s+|against\s+)?"
    r"(?=(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+|one)\s)",
)


def _listed(context: Context, start: int, end: int, sentence: int) -> list[Target]:
    """Targets from ``start`` on; a list goes on behind a modifier with ":" or "including"."""
    aside = _ASIDE.match(context.text, start)
    start = aside.end() if aside else start
    stop = _zone_end(context.text, start, end)
    found = in_zone(context, start, stop, sentence)
    resumes = _RESUMES.search(context.text, stop, end)
    if resumes and resumes.start() - stop < 160:
        more = in_zone(
            context, resumes.end(), _zone_end(context.text, resumes.end(), end), sentence
        )
        introduced = not resumes.group().strip(" ,").startswith(("as well", "and"))
        more = [t for t in more if t.named or not introduced]
        named = [t for t in more if t.named]
        if (
            introduced
            and len(found) == 1
            and found[0].mention is None
            and found[0].count == len(named)
        ):
            return named
        found = found + more
    return found


def _zone_end(text: str, start: int, end: int) -> int:
    m = ZONE_END.search(text, start, end)
    return m.start() if m else end


def _subject_start(text: str, start: int, trigger: int) -> int:
    """Where a passive's subject begins: behind an opening adverbial and any clause before it."""
    cut = start
    for m in re.finditer(
        r"(?:[;:]\s+|,\s+(?:and|but|while|when)\s+(?=(?:on|in|the|it|he|she|they)\b)|\bthat\s+)",
        text[start:trigger],
    ):
        cut = start + m.end()
    opening = re.match(
        r"(?:(?:On|In|Since|Under|Additionally|Separately|Also|Further|Previously|"
        r"Concurrently)\b[^,]{0,60},(?:\s\d{4},)?\s*)",
        text[cut:trigger],
    )
    return cut + (opening.end() if opening else 0)


def _key(row: Designation) -> frozenset[str]:
    return frozenset(
        w for w in re.findall(r"\w+", row.target.casefold()) if w not in ("the", "of", "and")
    )


def _merge(rows: list[Designation]) -> list[Designation]:
    """Rows of one target, action and day are one; a row without a day joins the one that has it."""
    out: list[Designation] = []
    for row in rows:
        for i, other in enumerate(out):
            if _same(row, other):
                best, rest = (row, other) if _filled(row) > _filled(other) else (other, row)
                out[i] = replace(
                    best,
                    authority=best.authority or rest.authority,
                    program=best.program or rest.program,
                    organization=best.organization or rest.organization,
                    usd=best.usd if best.usd is not None else rest.usd,
                    start=best.start or rest.start,
                    end=best.end or rest.end,
                )
                break
        else:
            out.append(row)
    return out


def _same(a: Designation, b: Designation) -> bool:
    if a.action != b.action or a.count != b.count:
        return False
    ka, kb = _key(a), _key(b)
    if not (ka <= kb or kb <= ka):
        return False
    if a.start and b.start and (a.start > b.end or b.start > a.end):  # type: ignore[operator]
        return False
    if a.start_char != b.start_char and a.program and b.program and a.start != b.start:
        return a.program.casefold() == b.program.casefold()
    return True


def _without_totals(rows: list[Designation]) -> list[Designation]:
    """A total that the other rows break down wholly gets no row of its own."""
    out = list(rows)
    for row in rows:
        if row.count is None or row.count < 2:
            continue
        others = [
            r
            for r in out
            if r is not row
            and r.action == row.action
            and (r.start == row.start or not (r.start and row.start))
        ]
        same_kind = [r for r in others if r.target_kind == row.target_kind]
        sums = {sum(r.count or 0 for r in group) for group in (others, same_kind)}
        named = sum(r.count == 1 for r in same_kind)
        if row.count in sums or row.count == named:
            out.remove(row)
    return out


def _filled(row: Designation) -> int:
    return sum(
        x is not None for x in (row.authority, row.program, row.organization, row.usd, row.start)
    )
