"""Who a designation names: lists of names, groups with a count, and what stands for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.records.context import Context
from extractor.types import Mention

NAMES = ("PERSON", "ORG", "CARTEL", "AGENCY")
# A comma or conjunction between two targets. "of", "for", "in" never part two targets.
_SEPARATOR = re.compile(
    r"\s*(?:;\s*(?:and\s+|as well as\s+)?|,\s*(?:and|as well as|along with|including)\s+|,\s+"
    r"|\s+(?:and|as well as|along with|together with|including|such as)\s+|:\s+|\s[–—]\s(?:such as\s+)?|—(?:such as\s+)?)(?:on\s+|against\s+|also\s+)?",
    re.IGNORECASE,
)
# What a target is said to have done, or the law it falls under: the list is over.
ZONE_END = re.compile(
    r"\s(?:pursuant|under|for|in (?:response|connection|accordance|recent|recognition)|because|who|whom|"
    r"whose|which|that|to (?:combat|disrupt|counter|promote|hold|deter|prevent|stop|cut|address)|due to|"
    r"on (?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday)|as (?:an? |a result|part|well as for|(?:global|foreign|"
    r"specially|significant|proliferators|terrorists?|being|derivative))|involved|engaged|operating|"
    r"responsible|linked|associated with|isolating|blocking|by the|located|with ties|based on|"
    r"thereby|after|following|when|while|where|if|to the (?:sdn|list)|from the|by)\b|[.!?](?=\s|$)",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?P<noun>individuals?|persons?|people|nationals|officials?|officers?|members?|leaders?|associates?|"
    r"actors?|financiers?|facilitators?|operatives?|traffickers?|brokers?|judges?|prosecutors?|"
    r"oligarchs?|elites?|relatives|commanders?|ministers?|entit(?:y|ies)|companies|company|firms?|"
    r"organizations?|organisations?|businesses|banks?|networks?|institutions?|cartels?|gangs?|groups?|"
    r"prisons?|facilities|targets?|vessels?|ships?|tankers?|aircraft|planes?|addresses|wallets?|"
    r"exchanges?|front companies|subsidiaries|units?|militias?|generals?|smugglers?|hackers?)\b",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"entit|compan|firm|organi[sz]ation|business|bank|network|institution|cartel|gang|group|prison|"
    r"facilit(?:y|ies)\b|exchange|subsidiar|militia|units?\b",
    re.IGNORECASE,
)
_VESSEL = re.compile(r"\b(?:vessels?|ships?|tankers?|yachts?)\b", re.IGNORECASE)
_AIRCRAFT = re.compile(r"\b(?:aircraft|airplanes?|planes?|helicopters?)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:wallets?|(?:cryptocurrency|currency) addresses)\b", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"^(?:(?:on|against|the|an?|its|his|her|their|our|one|of|also|both|following|previously|"
    r"[A-Z][a-z]+(?:an|ese|ish|ch)|[A-Z][\w-]+-based|PRC|DPRK|UAE|UK|U\.S\.)\s+)*",
)
_PRONOUN = re.compile(r"^\s*(?:he|she|him|her|the defendant|they|them|it|these individuals)\s*$", re.I)
_DEFINITE_GROUP = re.compile(r"^\s*(?:the|this|that)\s+(?:group|organization|cartel|gang|company|entity|network)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Target:
    """One target: its characters, its name (the fullest in the release) or phrase, count and kind."""

    start: int
    end: int
    name: str
    count: int | None
    kind: str
    mention: Mention | None = None


def in_zone(context: Context, start: int, end: int, sentence: int) -> list[Target]:
    """The targets that ``text[start:end]`` lists; a group gives way to names that make up its count."""
    text = context.text
    zone = text[start:end]
    if _PRONOUN.match(zone) or _DEFINITE_GROUP.match(zone):
        return _antecedent(context, sentence, person=not _DEFINITE_GROUP.match(zone) and zone.strip().lower() not in ("it", "they", "them"))
    found = list(_segments(context, start, end))
    groups = [t for t in found if t.mention is None and t.count is not None]
    names = [t for t in found if t.mention is not None]
    if groups and names:
        total = sum(t.count or 0 for t in groups)
        if total == len(names) or (len(groups) == 1 and groups[0].count == len(names)):
            return names
        if len(groups) == 1 and groups[0].count == 1 and names[0].start > groups[0].start:
            return names
    if len(groups) > 1 and groups[0].count == sum(t.count or 0 for t in groups[1:]):
        found.remove(groups[0])
    uncounted = [t for t in found if t.mention is None and t.count is None]
    if uncounted and names:
        found = [t for t in found if t not in uncounted or t.start > names[-1].end]
    return found


def _segments(context: Context, start: int, end: int) -> Iterator[Target]:
    text = context.text
    mentions = context.mentions_in(start, end, *NAMES)
    cuts: list[tuple[int, int]] = []
    for m in _SEPARATOR.finditer(text, start, end):
        if not any(x.start_char < m.end() - 1 and m.start() < x.end_char for x in mentions) and not any(
            q.start_char < m.end() - 1 and m.start() < q.end_char for q in context.quantities_in(start, end)
        ):
            cuts.append((m.start(), m.end()))
    cuts.append((end, end))
    at = start
    for left, right in cuts:
        target = _segment(context, at, left)
        if target is not None:
            yield target
        at = right


def _segment(context: Context, start: int, end: int) -> Target | None:
    text = context.text
    segment = text[start:end]
    if not segment.strip() or re.match(r"\s*(?:chief|head|director|deputy|president|chairman|minister|commander|chair|former|leader|a\.?k\.?a|formerly|also known)\b", segment):
        return None
    lead = _LEAD_IN.match(segment)
    body = start + (lead.end() if lead else 0)
    mentions = context.mentions_in(start, end, *NAMES)
    people = [m for m in mentions if m.label == "PERSON"]
    first = mentions[0] if mentions else None
    if first is not None:
        before = text[start : first.start_char]
        after = text[first.end_char : end].lstrip()
        descriptor = re.match(r"(?!of\b|in\b|\()[a-z]", after) is not None and first.label != "PERSON"
        if people and not re.search(r"\b(?:of|for|to|by|with|from|supporting)\s", text[start : people[0].start_char]):
            return _named(context, people[0], "individual")
        if not descriptor and not re.search(r"\b(?:of|for|to|by|with|from|in|supporting)\s", before) and not re.match(r"[’']s?\s+\w", after):
            return _named(context, first, _kind_of(first, before))
    if first is None or body < first.start_char or _GROUP.search(segment):
        return _group(context, start, end)
    return None


def _kind_of(mention: Mention, before: str) -> str:
    if _VESSEL.search(before):
        return "vessel"
    if _AIRCRAFT.search(before):
        return "aircraft"
    return "individual" if mention.label == "PERSON" else "entity"


def _named(context: Context, mention: Mention, kind: str) -> Target:
    full = context.fullest(mention)
    return Target(mention.start_char, mention.end_char, full.text, 1, kind, mention)


def group_kind(phrase: str) -> str:
    """``target_kind`` of a group noun phrase; a mixed group counts as individuals."""
    if _VESSEL.search(phrase):
        return "vessel"
    if _AIRCRAFT.search(phrase):
        return "aircraft"
    if _ADDRESS.search(phrase):
        return "address"
    first = _GROUP.search(phrase)
    return "entity" if first and _ENTITY.match(first.group("noun")) else "individual"


def _group(context: Context, start: int, end: int) -> Target | None:
    text = context.text
    noun = _GROUP.search(text, start, end)
    if noun is None:
        return None
    amounts = [q for q in context.quantities_in(start, end) if q.unit == "count"]
    if amounts:
        q = amounts[0]
        return Target(q.start_char, max(noun.end(), q.end_char), text[q.start_char : max(noun.end(), q.end_char)], int(q.value), group_kind(text[q.start_char : end]))
    left = start
    while left < end and text[left].isspace():
        left += 1
    single = re.match(r"(?:on\s+|against\s+)?(?:an?|one|a former)\s", text[left:end], re.I)
    plural = noun.group("noun").lower().endswith("s")
    if not single and not plural:
        return None
    if single:
        left += single.end()
    return Target(left, end, text[left:end].strip(" ,"), 1 if single else None, group_kind(text[left:end]))


def _antecedent(context: Context, sentence: int, *, person: bool) -> list[Target]:
    """The last person (or group) named before the sentence."""
    start = context.sentences[sentence].start_char
    labels = ("PERSON",) if person else ("CARTEL", "ORG")
    for m in reversed(context.mentions_in(max(0, start - 600), start, *labels)):  # type: ignore[arg-type]
        return [_named(context, m, "individual" if person else "entity")]
    return []
