"""Who commits or gives: the subject of an undertaking's clause, or who speaks in the release."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from extractor.names.gazetteer import places
from extractor.records.context import Context
from extractor.types import Event, Label, Mention

_LABELS: tuple[Label, ...] = ("AGENCY", "PERSON", "PLACE", "ORG")
# Between two coordinated actors: nothing but commas, "and", an acronym in parentheses, a title.
_JOINS = re.compile(
    r"[\s,]*(?:\([^)]{1,40}\))?[\s,]*(?:and|&|,|together with|along with|in partnership with"
    r"|in coordination with|in cooperation with|through)?[\s,]*(?:the|its|then-)?\s*"
    r"(?:(?:[A-Z][\w.’'-]*|of|for|the)\s+){0,6}(?:\([^)]{1,40}\))?\s*$"
)
_STRONG = re.compile(
    r"[;:]\s|\s[–—]\s|—|\bthat\s|\bwhich\s|\bwho\s|\bas\s(?!well)|\bwhile\s|\bwhere\s"
)
_BEFORE = re.compile(
    r"\b(?:of|in|with|to|from|for|by|at|under|on|through|against|about|across|into|between)\s+"
    r"(?:the\s+|its\s+|our\s+|their\s+)*(?:[\w.’'-]+\s+){0,1}$"
)
_WE = re.compile(
    r"\b(?:we|our|(?:both|the (?:two|three|four|five)|our(?: two| three)?) (?:countries|governments"
    r"|sides|nations|leaders|parties|presidents|ministers|delegations|partners)|both|the (?:leaders"
    r"|ministers|participants|parties|sides|governments|presidents))\b",
    re.I,
)
_THEY = re.compile(r"\b(?:they|it|he|she)\b", re.I)
_HEAD = re.compile(
    r"\b(?:the|this|my|our) (?:[\w-]+ )?(administration|department|agency|bureau|office|president"
    r"|government|ministry|secretary|command|commission|service|program|attorney general"
    r"|vice president|division|embassy)\b",
    re.I,
)
_US = re.compile(r"(?<![\w.])(?:U\.S\.|U\.S|US|American)(?![\w.])")
_ACRONYM = re.compile(r"(?:the )?[A-Z][A-Z&.-]{1,7}(?: Office| office)?")
_LEADERS = re.compile(r"\b(?:leaders|presidents|ministers|secretary|both)\b", re.I)
_OFFICE = re.compile(
    r"\b(?:President|Secretary|Attorney General|Minister|Governor|Administrator|Director"
    r"|Ambassador)[\w\s.]{0,24}$"
)
_JOINT = re.compile(
    r"\b(?:joint|bilateral|trilateral|dialogue|summit|ministerial|declaration|partnership|committee|G7|leaders)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Actors:
    """Names of those who act, and where in the text they stand (the first of them)."""

    names: tuple[str, ...]
    start: int | None = None
    end: int | None = None
    source: str = "rule:subject"


def of_event(context: Context, event: Event, before: Actors | None) -> Actors:
    """The actors of an undertaking; ``before`` are those of the last one, for "it" and "they"."""
    text = context.text
    sentence = context.sentences[event.sentence]
    left = sentence.start_char
    for m in _STRONG.finditer(text, sentence.start_char, event.trigger_start):
        left = m.end()
    for start in dict.fromkeys((left, sentence.start_char)):
        found = _subject(context, start, event.trigger_start, before)
        if found:
            return found
    passive = _by(context, event)
    if passive:
        return passive
    for lead in context.leads(event.sentence):
        above = context.sentences[lead]
        found = _subject(context, above.start_char, above.end_char, before)
        if found:
            return Actors(found.names, found.start, found.end, "rule:lead")
        if above.zone in ("heading", "headline"):
            break
    return speakers(context)


def _subject(context: Context, start: int, end: int, before: Actors | None) -> Actors | None:
    """The rightmost of names, "we", "they" and "the department" in ``[start, end)`` that hangs on
    no preposition."""
    text = context.text
    here = [m for m in context.mentions_in(start, end, *_LABELS) if m.end_char <= end]
    groups = _groups(text, here)
    last = next(
        (
            g
            for g in reversed(groups)
            if not _BEFORE.search(text, max(start, g[0].start_char - 40), g[0].start_char)
        ),
        None,
    )
    pronoun = _last(_WE, text, start, end)
    they = _last(_THEY, text, start, end)
    head = _last(_HEAD, text, start, end)
    at = last[0].start_char if last else -1
    if pronoun and pronoun.start() > at:
        return Actors(_we(context, pronoun[0]), pronoun.start(), pronoun.end(), "rule:speakers")
    if they and they.start() > at and before is not None:
        return Actors(before.names, they.start(), they.end(), "rule:antecedent")
    if (
        head
        and head.start() > at
        and not any(m.start_char <= head.end() <= m.end_char for m in here)
        and (named := _named(context, head[1], start))
    ):
        return Actors((named,), head.start(), head.end(), "rule:head")
    if last is None:
        us = _last(_US, text, start, end)
        if us is None:
            return None
        return Actors((_united_states(context),), us.start(), us.end(), "rule:adjective")
    return Actors(_names(context, last), last[0].start_char, last[-1].end_char)


def _groups(text: str, mentions: list[Mention]) -> list[list[Mention]]:
    """Mentions in runs, joined by commas and "and"; an acronym in parentheses is left out."""
    groups: list[list[Mention]] = []
    for m in mentions:
        if groups:
            gap = text[groups[-1][-1].end_char : m.start_char]
            if gap.strip() == "(":
                continue
            if len(gap) < 60 and _JOINS.match(gap):
                groups[-1].append(m)
                continue
        groups.append([m])
    return groups


def _names(context: Context, group: list[Mention]) -> tuple[str, ...]:
    out: dict[str, None] = {}
    for m in group:
        out.setdefault(_full(context, m) if m.label in ("AGENCY", "ORG") else m.text)
    return tuple(out)


def _full(context: Context, m: Mention) -> str:
    """An acronym's longest form in the release; other names as they stand."""
    if not _ACRONYM.fullmatch(m.text):
        return m.text
    forms = [
        x.text
        for x in context.mentions
        if x.label == m.label
        and (
            (m.canonical is not None and x.canonical == m.canonical)
            or (m.entity is not None and x.entity == m.entity)
            or context.text.startswith(f" ({m.text}", x.end_char)
        )
    ]
    return max(forms, key=len, default=m.text)


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return max(pattern.finditer(text, start, end), key=lambda m: m.start(), default=None)


def _we(context: Context, words: str) -> tuple[str, ...]:
    """Who "we" or "the two leaders" are."""
    if _LEADERS.search(words):
        title = context.release.title or ""
        people = [m.text for m in context.mentions if m.label == "PERSON" and m.text in title]
        if len(set(people)) >= 2:
            return tuple(dict.fromkeys(people))[:3]
    parties = _parties(context, context.release.title or "", lone=False)
    if parties:
        return parties
    if words.casefold() in ("we", "our") and "State" in (context.release.issuer or ""):
        return ("United States",)
    return speakers(context).names


def _by(context: Context, event: Event) -> Actors | None:
    """ "launched by the ministry": the agent behind a passive."""
    m = re.compile(r"\s+by\s+(?:the\s+)?").match(context.text, event.trigger_end)
    if m:
        for mention in context.mentions_in(m.end(), m.end() + 30, *_LABELS):
            return Actors((mention.text,), mention.start_char, mention.end_char, "rule:agent")
    return None


def _named(context: Context, head: str, before: int) -> str | None:
    """The last name before ``before``, or else the first of all, that holds the word ``head``."""
    head = head.casefold()
    if head in ("president", "secretary", "attorney general", "vice president"):
        people = [
            m
            for m in context.mentions
            if m.label == "PERSON"
            and context.text[max(0, m.start_char - 24) : m.start_char]
            .casefold()
            .rstrip()
            .endswith(head)
        ]
        fitting = people
    else:
        fitting = [m for m in context.mentions if m.label == "AGENCY" and head in m.text.casefold()]
    earlier = [m for m in fitting if m.start_char <= before]
    if earlier or fitting:
        return context.fullest((earlier or fitting)[-1 if earlier else 0]).text
    return None


def _united_states(context: Context) -> str:
    for m in context.mentions:
        if m.label == "AGENCY" and m.text.casefold() in (
            "u.s. government",
            "united states government",
        ):
            return m.text
    return "United States"


@cache
def _countries() -> frozenset[str]:
    return frozenset(
        name.casefold()
        for p in places().values()
        if p.kind == "country"
        for name in (p.name, *p.aliases)
    ) | {"eu", "european union"}


def speakers(context: Context) -> Actors:
    """Who speaks: the parties of a joint text, the official of the title, the issuing agency."""
    title = context.release.title or ""
    if _JOINT.search(title):
        found = _parties(context, title)
        if found:
            return Actors(found, source="rule:parties")
    for m in context.mentions:
        at = title.find(m.text)
        if at < 0:
            continue
        if m.label == "PERSON" and _OFFICE.search(title, 0, at):
            return Actors((m.text,), m.start_char, m.end_char, "rule:title")
        if m.label == "AGENCY" and m.text.endswith("dministration"):
            return Actors((m.text,), m.start_char, m.end_char, "rule:title")
    for m in context.mentions:
        if m.label == "AGENCY" and m.text.endswith("-Harris Administration"):
            return Actors((m.text,), m.start_char, m.end_char, "rule:first")
    for m in context.mentions:
        if m.label == "AGENCY" and m.text in title:
            return Actors((m.text,), m.start_char, m.end_char, "rule:title")
    if context.release.issuer:
        return Actors((context.release.issuer,), source="rule:issuer")
    for m in context.mentions:
        if m.label in ("AGENCY", "PLACE"):
            return Actors((m.text,), m.start_char, m.end_char, "rule:first")
    return Actors(())


def _parties(context: Context, title: str, lone: bool = True) -> tuple[str, ...]:
    """The states of a joint text: named in its title, or else most often named as a group."""
    if "g7" in title.casefold() or "group of seven" in title.casefold():
        return ("G7",)
    known = _countries()
    named = [
        m for m in context.mentions if m.label in ("PLACE", "ORG") and m.text.casefold() in known
    ]
    found = {m.text: None for m in named if m.text in title}
    if _US.search(title) or "United States" in title:
        found.setdefault("United States")
    if len(found) >= 2:
        return tuple(found)[:4]
    groups: Counter[tuple[str, ...]] = Counter()
    group: list[Mention] = []
    for m in [*named, None]:
        if m and group and _JOINS.match(context.text, group[-1].end_char, m.start_char):
            group.append(m)
            continue
        if len(group) >= 2:
            groups[tuple(sorted({x.text for x in group}))] += 1
        group = [m] if m else []
    if groups:
        return max(groups, key=lambda g: (groups[g], "United States" in g))
    if lone and len(found) == 1 and (us := "United States") not in found:
        return (*found, us)
    return ()
