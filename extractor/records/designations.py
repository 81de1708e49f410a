"""Designations: sanctions, listings, visa restrictions and rewards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.records.targets import ZONE_END, Target, in_zone
from extractor.types import DateSpan, Designation, Event, Mention, SlotEvidence

_LISTING = re.compile(
    r"Foreign Terrorist Organizations?(?:\s*\(FTOs?\))?(?:\s+and\s+Specially Designated Global "
    r"Terrorists?"
    r"(?:\s*\(SDGTs?\))?)?|Specially Designated Global Terrorists?(?:\s*\(SDGTs?\))?|"
    r"State Sponsors? of Terrorism|Entity List|Narcotics Rewards Program|Rewards for Justice|"
    r"(?:Transnational )?Organized Crime Rewards Program|War Crimes Rewards Program|"
    r"Specially Designated Narcotics Traffickers?|Significant Foreign Narcotics Traffickers?|"
    r"[Ss]ection 7031\(c\)(?: of the [^.;]{0,110}? Act(?:, \d{4})?)?",
    re.IGNORECASE,
)
_PRESIDENT = re.compile(
    r"\b(?:the\s+)?(?P<who>President(?:\s+[A-Z][\w.’-]+){0,4}|Secretary of (?:State|the Treasury))"
)
_AUTHORISES = re.compile(
    r"\b(?:authoriz\w+|provides? for|allow\w*|basis for|subject to|evad\w+|evasion of|lift\w*|"
    r"violat\w+|past|previous|ongoing|easing|relief from|remov\w+|maintain\w+|complet\w+|"
    r"snapback|waiv\w+|consider\w*|propos\w+|power "
    r"to)\b[^.;,]*$",
    re.IGNORECASE,
)
# "Once the Secretary designates an official, ...": how the law works, no act under it.
_IN_GENERAL = re.compile(r"\b(?:once|whenever|in cases where|if)\s+(?:the|a|an)\b", re.IGNORECASE)
# Triggers that rhetoric uses too: only a name or a number makes a row of them.
_VAGUE = frozenset(
    ("designation.sanctions.passive", "designation.visa.ineligible", "designation.will")
)
# The yearly determinations on drug transit countries are acts of law, not sanctions.
_DRUG_TRANSIT = re.compile(r"drug[- ](?:transit|producing)|non-NATO ally", re.IGNORECASE)
_UNDER = re.compile(
    r"\b(?:pursuant to|under|authority of|by)\s+(?:the\s+)?(?:\w+\s+){0,4}$", re.IGNORECASE
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
        targets = [t for t in targets if t.mention is not None or t.count is not None]
    if not targets:
        return
    action = event.subtype or "sanctioned"
    authority = _authority(context, event, passive or reduced)
    program = _program(context, event, action)
    when = _when(context, event)
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
    for target in targets:
        slots = [SlotEvidence("target", target.start, target.end, event.source)]
        for field, span in (("authority", authority), ("program", program)):
            if span is not None:
                slots.append(SlotEvidence(field, span[0], span[1], "designations"))
        if when is not None:
            slots.append(SlotEvidence("start", when.start_char, when.end_char, "dates"))
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
            organization=_organization(context, event, target, targets),
            usd=usd,
            start=start,
            end=end,
            confidence=0.8 if target.mention is not None else 0.6,
            evidence_slots=tuple(slots),
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
        return in_zone(context, left, event.trigger_start, event.sentence), True
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
    stop = _zone_end(context.text, start, end)
    found = in_zone(context, start, stop, sentence)
    resumes = _RESUMES.search(context.text, stop, end)
    if resumes and resumes.start() - stop < 160:
        more = in_zone(
            context, resumes.end(), _zone_end(context.text, resumes.end(), end), sentence
        )
        introduced = not resumes.group().strip(" ,").startswith(("as well", "and"))
        more = [t for t in more if t.mention is not None or not introduced]
        named = [t for t in more if t.mention is not None]
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


def _authority(context: Context, event: Event, passive: bool) -> tuple[int, int] | None:
    """The agency or President that acts; never a country."""
    text = context.text
    sentence = context.sentences[event.sentence]
    by = re.compile(r"\bby\s+(?:order of\s+)?(?:the\s+)?").search(
        text, event.trigger_end, sentence.end_char
    )
    if by:
        inside = list(
            context.mentions_in(by.end(), min(by.end() + 60, sentence.end_char), "AGENCY")
        )
        if inside and inside[0].start_char - by.end() < 12:
            return _last_of_chain(context, inside)
        president = _PRESIDENT.match(text, by.end())
        if president:
            return president.span("who")
        if passive:
            return None
    if passive:
        return None
    before = [
        m
        for m in context.mentions_in(sentence.start_char, event.trigger_start, "AGENCY")
        if not text[max(0, m.start_char - 14) : m.start_char]
        .rstrip()
        .endswith(("with", "with the"))
    ]
    if before:
        return _last_of_chain(context, before)
    found = list(_PRESIDENT.finditer(text, sentence.start_char, event.trigger_start))
    return found[-1].span("who") if found else None


def _last_of_chain(context: Context, mentions: list[Mention]) -> tuple[int, int]:
    """The acting body of "the Department of the Treasury’s Office of X": the last of the chain."""
    at = mentions[0]
    for m in mentions[1:]:
        gap = context.text[at.end_char : m.start_char]
        if re.fullmatch(r"(?:\s*\([^)]*\))?[’']?s?\s*", gap):
            at = m
        else:
            break
    return at.start_char, at.end_char


def _program(context: Context, event: Event, action: str) -> tuple[int, int] | None:
    """The order, act or listing: the sentence's, else the release's where it names only one."""
    sentence = context.sentences[event.sentence]
    text = context.text
    laws = context.mentions_in(sentence.start_char, sentence.end_char, "LAW")
    behind = [m for m in laws if m.start_char >= event.trigger_end] or laws
    under = [m for m in behind if _UNDER.search(text[max(0, m.start_char - 60) : m.start_char])]
    listing = _LISTING.search(text, sentence.start_char, sentence.end_char)
    if under and listing and listing.start() <= under[0].start_char < listing.end():
        return listing.span()
    if under and action != "reward_offered":
        return under[0].start_char, under[0].end_char
    if action == "reward_offered":
        programs = [
            m for m in context.mentions if m.label == "PROGRAM" and "reward" in m.text.lower()
        ]
        near = [
            m for m in programs if sentence.start_char <= m.start_char < sentence.end_char
        ] or programs
        if near:
            return near[0].start_char, near[0].end_char
    if listing:
        return listing.span()
    if behind and action != "reward_offered":
        return behind[0].start_char, behind[0].end_char
    if action in ("reward_offered", "visa_restricted"):
        found = _LISTING.search(text) if action == "reward_offered" else None
        return found.span() if found else None
    orders = [
        m
        for m in context.mentions
        if m.label == "LAW" and re.search(r"Executive Order|E\.?O\.?\s|Act\b", m.text)
    ]
    numbers = Counter(re.sub(r"\D", "", m.text) or m.text for m in orders)
    if len(numbers) == 1:
        return orders[0].start_char, orders[0].end_char
    return None


def _when(context: Context, event: Event) -> DateSpan | None:
    sentence = context.sentences[event.sentence]
    laws = context.mentions_in(sentence.start_char, sentence.end_char, "LAW")
    inside = [
        d
        for d in context.dates_in(sentence.start_char, sentence.end_char)
        if not any(m.start_char <= d.start_char < m.end_char for m in laws)
    ]
    if not inside:
        return None
    clause = [d for d in inside if event.start_char <= d.start_char < event.end_char]
    return min(
        clause or inside,
        key=lambda d: min(
            abs(d.start_char - event.trigger_end), abs(event.trigger_start - d.end_char)
        ),
    )


def _organization(
    context: Context, event: Event, target: Target, targets: list[Target]
) -> str | None:
    """The group that an individual target is tied to in the sentence."""
    if target.kind != "individual":
        return None
    sentence = context.sentences[event.sentence]
    own = {t.mention.start_char for t in targets if t.mention is not None}
    named = context.mentions_in(sentence.start_char, sentence.end_char, "CARTEL")
    others = [m for m in named if m.start_char not in own]
    if others:
        return others[0].text
    groups = [t for t in targets if t.mention is not None and t.mention.label == "CARTEL"]
    return groups[0].name if groups else None


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
