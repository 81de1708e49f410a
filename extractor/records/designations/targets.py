"""Who a designation names: lists of names, groups with a count, and what stands for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.records.context import Context
from extractor.types import Label, Mention

NAMES: tuple[Label, ...] = ("PERSON", "ORG", "CARTEL", "AGENCY")
# A comma or conjunction between two targets. "of", "for", "in" never part two targets.
_SEPARATOR = re.compile(
    r"\s*(?:;\s*(?:and\s+|as well as\s+)?|,\s*(?:and|as well as|along with|including)\s+|,\s+"
    r"|\s+(?:and|as well as|along with|together with|including|such as)\s+|:\s+|"
    r"\s[–—]\s(?:such as\s+)?|—(?:such as\s+)?)(?:on\s+|against\s+|also\s+)?",
    re.IGNORECASE,
)
# What a target is said to have done, or the law it falls under: the list is over.
ZONE_END = re.compile(
    r"\s(?:pursuant|under|for|in (?:response|connection|accordance|recent|recognition)|because|"
    r"who|whom|"
    r"whose|which|that|to (?:combat|disrupt|counter|promote|hold|deter|prevent|stop|cut|"
    r"address)|due to|"
    r"on (?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday)|as (?:an? |a result|part|well as for|(?:global|"
    r"foreign|"
    r"specially|significant|proliferators|terrorists?|being|derivative))|involved|engaged|"
    r"operating|"
    r"responsible|linked|associated with|isolating|blocking|by the|located|with ties|based on|"
    r"thereby|remains?|after|following|when|while|where|if|to the (?:sdn|list)|from the|by)\b|"
    r"[.!?](?=\s|$)",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?P<noun>individuals?|persons?|people|nationals|officials?|officers?|members?|leaders?|"
    r"associates?|"
    r"actors?|financiers?|facilitators?|operatives?|traffickers?|brokers?|judges?|prosecutors?|"
    r"oligarchs?|elites?|relatives|commanders?|ministers?|entit(?:y|ies)|companies|company|firms?|"
    r"organizations?|organisations?|businesses|banks?|networks?|institutions?|cartels?|gangs?|"
    r"groups?|"
    r"prisons?|facilities|targets?|vessels?|ships?|tankers?|aircraft|planes?|addresses|wallets?|"
    r"exchanges?|front companies|subsidiaries|units?|militias?|generals?|smugglers?|hackers?)\b",
    re.IGNORECASE,
)
# A group without a count is a target only where it is told apart: by nation, place or deed.
_QUALIFIED = re.compile(r"[A-Z]|\b(?:responsible|involved|linked|associated|who|senior|other)\b")
_APPOSITION = re.compile(r"(?:an?|the|one of)\s+(?:[\w’'-]+\s+){0,3}[a-z]")
_NATION = re.compile(r"[A-Z][a-z]+(?:an|ese|ish|ch|i)\b")
_NATION_AND = re.compile(r"\b[A-Z][a-z]+(?:an|ese|ish|ch|i) and\s$")
# An apposition that gives a name's role, no target.
_ROLE = re.compile(
    r"\s*(?:chief|head|director|deputy|president|chairman|minister|commander|chair|former|leader|"
    r"a\.?k\.?a|formerly|also known)\b"
)
_INNER = re.compile(r"\b(?:of|for|to|by|with|from|supporting)\s")
_LIST_NAME = re.compile(r"FTOs?|SDGTs?|SDNs?|SDNTs?|TCOs?|DTOs?")
_OFFICE = re.compile(
    r"\b(?:coordinators?|liaison|ally|monument|site)\b|\b(?:plays?|played|calls|whose)\b", re.I
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
_PRONOUN = re.compile(
    r"^\s*(?:he|she|him|her|the defendant|they|them|it|these individuals)\s*$", re.I
)
# "designated it a foreign terrorist organization": the pronoun is the target.
_COMPLEMENT = re.compile(
    r"^(\s*(?:it|him|her|them))\s+(?:an?\s|as\s).*$", re.IGNORECASE | re.DOTALL
)
_DEFINITE_GROUP = re.compile(
    r"^\s*(?:the|this|that)\s+(?:group|organization|cartel|gang|company|entity|network)\s*$", re.I
)


@dataclass(frozen=True, slots=True)
class Target:
    """One target: its characters, its fullest name in the release or its phrase, count, kind."""

    start: int
    end: int
    name: str
    count: int | None
    kind: str
    mention: Mention | None = None
    named: bool = False


def in_zone(context: Context, start: int, end: int, sentence: int) -> list[Target]:
    """The targets that ``text[start:end]`` lists; names that make up a group's count replace it."""
    text = context.text
    zone = text[start:end]
    people = _THESE_PEOPLE.search(zone)
    if people:
        named = _people_before(context, sentence)
        rest = in_zone(context, start + people.end(), end, sentence)
        return named + [t for t in rest if t.named] if named else rest
    zone = _COMPLEMENT.sub(r"\1", zone)
    if _PRONOUN.match(zone) or _DEFINITE_GROUP.match(zone):
        return _antecedent(
            context,
            sentence,
            person=not _DEFINITE_GROUP.match(zone)
            and zone.strip().lower() not in ("it", "they", "them"),
        )
    found = list(_segments(context, start, end))
    groups = [t for t in found if not t.named and t.count is not None]
    names = [t for t in found if t.named]
    if groups and names:
        total = sum(t.count or 0 for t in groups)
        if total == len(names) or (len(groups) == 1 and groups[0].count == len(names)):
            return names
        if len(groups) == 1 and groups[0].count == 1 and names[0].start > groups[0].start:
            return names
    if len(groups) > 1 and groups[0].count == sum(t.count or 0 for t in groups[1:]):
        found.remove(groups[0])
    uncounted = [t for t in found if not t.named and t.count is None]
    if uncounted and names:
        found = [t for t in found if t not in uncounted or t.start > names[-1].end]
    return found


def _segments(context: Context, start: int, end: int) -> Iterator[Target]:
    text = context.text
    mentions = context.mentions_in(start, end, *NAMES)
    cuts: list[tuple[int, int]] = []
    for m in _SEPARATOR.finditer(text, start, end):
        if _NATION_AND.search(text[start : m.end()]) and _NATION.match(text, m.end()):
            continue  # "2,600 Russian and Belarusian officials" are one group
        if not any(
            x.start_char < m.end() - 1 and m.start() < x.end_char for x in mentions
        ) and not any(
            q.start_char < m.end() - 1 and m.start() < q.end_char
            for q in context.quantities_in(start, end)
        ):
            cuts.append((m.start(), m.end()))
    cuts.append((end, end))
    at = start
    countries = (
        True  # only a list that begins with a country lists countries: "on Russia and Belarus"
    )
    named = False  # whether a name and a comma stand before: an apposition may follow
    for left, right in cuts:
        apposition = named and _APPOSITION.match(text, at)
        target = None if apposition else _segment(context, at, left, countries)
        if target is not None:
            yield target
            named = target.named and text[left:right].strip() == ","
        countries = (
            target is not None and target.mention is not None and target.mention.label == "PLACE"
        )
        at = right


def _segment(context: Context, start: int, end: int, countries: bool) -> Target | None:
    text = context.text
    while start < end and text[start].isspace():
        start += 1
    segment = text[start:end]
    if re.fullmatch(r"\s*the defendant\s*", segment, re.IGNORECASE):
        return next(iter(_antecedent(context, context.sentence_index(start), person=True)), None)
    if not segment.strip() or (_ROLE.match(segment) and not _closed_by_person(context, start, end)):
        return None
    lead = _LEAD_IN.match(segment)
    body = start + (lead.end() if lead else 0)
    mentions = [
        m for m in context.mentions_in(start, end, *NAMES) if not _LIST_NAME.fullmatch(m.text)
    ]
    people = [m for m in mentions if m.label == "PERSON"]
    first = mentions[0] if mentions else None
    if first is not None:
        before = text[start : first.start_char]
        after = re.sub(r"^\s*\([^)]*\)\s*", "", text[first.end_char : end]).lstrip()
        descriptor = (
            re.match(r"(?!of\b|in\b|\()[a-z]", after) is not None and first.label != "PERSON"
        )
        if people and (
            not _INNER.search(text[start : people[0].start_char])
            or not text[people[-1].end_char : end].strip(" ,.()")
        ):
            # "Minister of Defence of Cuba Álvaro López": the name that closes the member is it
            inner = _INNER.search(text[start : people[0].start_char])
            return _named(context, people[-1] if inner else people[0], "individual")
        owned = [m for m in mentions[1:] if re.search(r"[’']s?\s+$", text[start : m.start_char])]
        if owned and re.match(r"[’']s?\s", text[first.end_char : end]):
            return _named(context, owned[-1], "entity")
        if (
            not descriptor
            and not re.search(r"\b(?:of|for|to|by|with|from|in|supporting)\s", before)
            and not re.match(r"[’']s?\s+\w", after)
        ):
            return _named(context, first, _kind_of(first, before))
    places = context.mentions_in(body, end, "PLACE")
    if (
        countries
        and first is None
        and places
        and places[0].start_char == body
        and not text[places[0].end_char : end].strip(" ,")
    ):
        return _named(context, places[0], "entity")
    if first is None or body < first.start_char or _GROUP.search(segment):
        group = _group(context, start, end)
        if group is not None:
            return group
    return _unknown_name(text, body, end) if first is None else None


# A name that no lexicon or model knew, by its form: it fills its member of the list.
_NAME_FORM = re.compile(
    r"(?:(?:the\s+)?(?P<thing>vessels?|ships?|tankers?|aircraft)\s+)?"
    r"(?P<name>[A-ZÀ-Þ][\w’'.&-]*(?:,? (?:(?:[A-ZÀ-Þ(][\w’'.&)-]*)|de|del|la|al|el|bin|of|"
    r"and(?= [A-Z]))){0,7})"
    r"\s*(?:\([^)]*\))?\s*,?\.?$"
)
_COMPANY = re.compile(
    r"\b(?:Inc|LLC|L\.L\.C|Ltd|Limited|Co|Corp|Corporation|Company|S\.?A|GmbH|Bank|Group|"
    r"Holdings?|Trading|"
    r"Shipping|Services|Industries|International|Technolog\w+|Organization|Cartel|Network|"
    r"Foundation)\b"
)


def _unknown_name(text: str, start: int, end: int) -> Target | None:
    m = _NAME_FORM.match(text, start, end)
    if text[start:end].isupper() and text[max(0, start - 12) : start].isupper():
        return None  # a heading in capitals
    if (
        m is not None
        and " " not in m["name"]
        and not _APPOSITION.match(text, end + 2)
        and not re.fullmatch(r"[A-Z][\w’'-]*[A-Z][\w’'-]*", m["name"])
    ):
        return None  # one word is a name by form only as an acronym
    if (
        m is None
        or _OFFICE.search(m["name"])
        or re.match(r"(?:Executive|Section|Foreign|Specially|United|State|E\.O)\b", m["name"])
    ):
        return None
    kind = "vessel" if m["thing"] else "entity" if _COMPANY.search(m["name"]) else "individual"
    return Target(m.start("name"), m.end("name"), m["name"], 1, kind, named=True)


def _closed_by_person(context: Context, start: int, end: int) -> bool:
    people = context.mentions_in(start, end, "PERSON")
    return bool(people) and not context.text[people[-1].end_char : end].strip(" ,.()")


def _kind_of(mention: Mention, before: str) -> str:
    if _VESSEL.search(before):
        return "vessel"
    if _AIRCRAFT.search(before):
        return "aircraft"
    return "individual" if mention.label == "PERSON" else "entity"


def _named(context: Context, mention: Mention, kind: str) -> Target:
    name = (
        context.fullest(mention).text if mention.label == "PERSON" else long_name(context, mention)
    )
    return Target(mention.start_char, mention.end_char, name, 1, kind, mention, named=True)


def long_name(context: Context, mention: Mention) -> str:
    """ "AUC" as "Autodefensas Unidas de Colombia (AUC)", where the release spells it out so."""
    short = mention.text
    if not short.isupper() and " " in short:
        return short
    for i, m in enumerate(context.mentions[1:], start=1):
        if m.text == short and m.label == mention.label:
            before = context.mentions[i - 1]
            gap = context.text[before.end_char : m.start_char]
            if before.label == m.label and gap in (" (", " (“", ' ("', " (the "):
                return context.text[before.start_char : m.end_char] + ")"
    return short


def at_start(context: Context, start: int, end: int, kind: str | None) -> Target | None:
    """The target that a bullet begins with: its first name, by mention or by form.

    ``kind`` is what the line above the list says its members are.
    """
    text = context.text
    while start < end and not text[start].isalnum():
        start += 1
    mentions = [m for m in context.mentions_in(start, end, *NAMES) if m.start_char - start < 4]
    if mentions:
        known = "individual" if mentions[0].label == "PERSON" else kind or "entity"
        return _named(context, mentions[0], known)
    stop = re.compile(
        r"\s\(|,\s(?!Inc|LLC|Ltd|Co\b|Corp|S\.A|Jr|Sr)|;|:|\s(?:is|was|has|for|who|which|"
        r"pursuant)\s|\s[–—-]\s|\.?\s*$"
    )
    m = stop.search(text, start, end)
    target = _unknown_name(text, start, m.start() if m else end)
    return replace(target, kind=kind) if target is not None and kind is not None else target


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
        return Target(
            q.start_char,
            max(noun.end(), q.end_char),
            text[q.start_char : max(noun.end(), q.end_char)],
            int(q.value),
            group_kind(text[q.start_char : end]),
        )
    left = start
    while left < end and text[left].isspace():
        left += 1
    if re.match(r"(?:such as|as|like)\b", text[left:end], re.IGNORECASE):
        return None
    single = re.match(r"(?:on\s+|against\s+)?(?:an?|one|a former)\s", text[left:end], re.I)
    plural = noun.group("noun").lower().endswith("s")
    phrase = text[left:end].strip(" ,")
    if (
        not single and (not plural or " " not in phrase or not _QUALIFIED.search(phrase))
    ) or _OFFICE.search(phrase):
        return None
    if single:
        left += single.end()
    return Target(
        left, end, text[left:end].strip(" ,"), 1 if single else None, group_kind(text[left:end])
    )


_THESE_PEOPLE = re.compile(
    r"\b(?:these|those|both) (?:individuals|men|officials|persons|actors|people)\b", re.I
)


def _people_before(context: Context, sentence: int) -> list[Target]:
    """The people named in the last sentence before this one that names any."""
    for back in range(sentence - 1, max(-1, sentence - 4), -1):
        s = context.sentences[back]
        found = context.mentions_in(s.start_char, s.end_char, "PERSON")
        if found:
            unique = {context.fullest(m).text: m for m in reversed(found)}
            return [_named(context, m, "individual") for m in reversed(unique.values())]
    return []


def _antecedent(context: Context, sentence: int, *, person: bool) -> list[Target]:
    """The last person (or group) named before the sentence."""
    start = context.sentences[sentence].start_char
    labels: tuple[Label, ...] = ("PERSON",) if person else ("CARTEL", "ORG")
    for m in reversed(context.mentions_in(max(0, start - 600), start, *labels)):
        return [_named(context, m, "individual" if person else "entity")]
    return []
