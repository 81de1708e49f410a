"""Targets that are named elsewhere: "he", "the group", "these two companies"."""

from __future__ import annotations

import itertools
import re

from extractor.records.context import Context
from extractor.records.designations import entries, kinds, members
from extractor.records.designations.target import Target, by_form, named_target, names_in
from extractor.records.legal.nouns import NUMBER, number
from extractor.types import Event, Label, Mention

_ENDS = (
    r"\s*(?:[,.;]|$|(?:as|an?|has|had|is|was|under|pursuant|for|in|on|today|along|"
    r"and\s+(?:his|her|its))\b)"
)
_PERSON = re.compile(
    r"\s*(?:also\s+)?(?:he|she|him|her|the (?:defendant|individual))\b"
    r"(?:,?\s(?:too|also|himself|herself|likewise|in turn)\b)?" + _ENDS,
    re.I,
)
_THING = re.compile(
    r"\s*(?:also\s+)?(?:it|(?:the|this|that) (?P<noun>group|organi[sz]ation|cartel|gang|company|"
    r"entity|network|bank|firm|bloc|party|militia|exchange|portal|foundation|charity|movement|airline|"
    r"brigade|unit|faction|outlet|fund|trust|institute|syndicate|shipper|supplier|manufacturer))\b"
    r"(?:,?\s(?:too|also|itself|likewise|in turn)\b)?" + _ENDS,
    re.I,
)
_PLURAL = re.compile(
    r"\s*(?:Both\b|(?:(?:All|Each|Several|Some|Many|Most)\s+(?:of\s+)?)?"
    r"(?:[Tt]hese|[Tt]hose|[Bb]oth|[Tt]hey|[Tt]hem)\b|(?:Each|All)(?=\s*$))"
)
_PREPOSITION = re.compile(r"\s(?:under|pursuant|as|for|in|on)\s")
_ALIAS_OF = re.compile(r"(?:known as|a\.?k\.?a\.?|alias|formerly)\s+[“\"(]?$", re.IGNORECASE)
_PER_SLIP = 4  # members of a group for each that may be read wrongly where they are identified
# "We also intend to designate both as ...": a further act upon those of the last.
_ALSO = re.compile(r"\b(?:also|in addition|additionally|furthermore)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’']s?\s")  # "X’s owner, Y, was arrested": "him" is Y
_BACK = 3  # sentences before this one in which a plural's names are looked for


def resolve(context: Context, start: int, end: int, event: Event) -> list[Target] | None:
    """The targets that the stretch refers back to; ``None`` where it is no reference.

    An empty list is a reference whose targets have rows of their own where they are named.
    """
    sentence = event.sentence
    zone = context.text[start:end]
    if _PERSON.match(zone):
        return _last_subject(context, start, sentence, "PERSON")
    if thing := _THING.match(zone):
        quoted = thing["noun"] and _quoted(context, thing["noun"], start, sentence)
        return quoted or _last_subject(context, start, sentence, "CARTEL", "ORG")
    return _plural(context, start, end, event)


def _plural(context: Context, start: int, end: int, event: Event) -> list[Target] | None:
    text = context.text
    m = _PLURAL.match(text, start, end)
    if m is None:
        return None
    rest = text[m.end() : end]
    found = list(kinds.nouns(text, m.end(), end))
    kind = found[0][1] if found else None
    several = {k for _, k in found}
    phrase = _PREPOSITION.split(text[m.start() : m.end()] + rest[:30], maxsplit=1)[0]
    stated = re.search(rf"\b{NUMBER}\b", phrase, re.I)
    wanted = number(stated.group()) if stated else 2 if "oth" in m.group() else None
    out: list[Target] = []
    if len(several) <= 1 or re.search(r"\bemployers?\b", rest):
        out = _named_before(context, event, kind, wanted)
    return out + [t for t in _behind(context, m.end(), end) if t not in out]


# "These entities are A, B and C": who the group before is.
_IDENTIFIES = re.compile(
    r"(?:These|The|Those|They|Both)\b[^.,;:]{0,60}?(?<!\w)(?:are|were|include)\s+"
    r"(?:the following:?\s+)?"
)


def spelled_out(context: Context, target: Target) -> list[Target]:
    """The members that the next sentences name, if they are as many as the group has.

    "Six officers were listed. A, B, C, D, E and F were members of ...", "These firms are A and B."
    """
    if target.count is None or target.count < 2:
        return []
    here = context.sentence_index(target.start)
    acts = {e.sentence for e in context.events_of("designation")}
    ahead = (i for i in range(here + 1, len(context.sentences)) if i not in acts)
    for i in itertools.islice(ahead, 2):
        s = context.sentences[i]
        if i - here > _BACK:
            return []
        if identifies := _IDENTIFIES.match(context.text, s.start_char, s.end_char):
            listed = members.read(context, identifies.end(), s.end_char, target)
            near = abs(len(listed) - target.count) <= target.count // _PER_SLIP
            if near and all(t.named for t in listed):
                return listed
        unique: dict[str, Target] = {}
        for m in names_in(context, s.start_char, s.end_char):
            if m.label == "PERSON" and not _ALIAS_OF.search(
                context.text[s.start_char : m.start_char]
            ):
                named = named_target(context, m)
                unique.setdefault(named.name, named)
        if unique:
            people = target.kind == "individual" and len(unique) == target.count
            return list(unique.values()) if people else []
    return []


def _behind(context: Context, start: int, end: int) -> list[Target]:
    """Names that stand beside the reference: "these individuals and their employer, X"."""
    return [named_target(context, m) for m in context.mentions_in(start, end, "PERSON", "ORG")]


def _named_before(
    context: Context, event: Event, kind: str | None, wanted: int | None
) -> list[Target]:
    """The names of one kind in the last sentence before this one that has any, with those of the
    sentences before it while they are fewer than ``wanted``; none where that sentence states a
    designation, which gave them their rows, or where they are not as many.
    """
    unique: dict[str, Target] = {}
    for back in range(event.sentence - 1, max(-1, event.sentence - _BACK - 1), -1):
        s = context.sentences[back]
        if s.zone == "headline":
            break
        here: dict[str, Target] = {}
        for m in context.mentions_in(s.start_char, s.end_char, "PERSON", "ORG", "CARTEL"):
            target = named_target(context, m)
            if kind in (None, target.kind):
                here.setdefault(target.name, target)
        if not here:
            continue
        if stated := _stated(context, back, event):
            left = context.sentences[event.sentence].start_char
            if not _ALSO.search(context.text, left, event.trigger_start):
                return []
            again = members.read(context, stated.trigger_end, s.end_char)
            here = {t.name: t for t in again if t.named} or here
        unique = {**here, **unique}
        if wanted is None or len(unique) >= wanted:
            break
    return list(unique.values()) if wanted in (None, len(unique)) else []


def _stated(context: Context, sentence: int, event: Event) -> Event | None:
    """The first act of the event's sort that a sentence states."""
    same = (
        e
        for e in context.events_of("designation")
        if e.sentence == sentence and e.subtype == event.subtype
    )
    return next(same, None)


def _last_subject(context: Context, start: int, sentence: int, *labels: Label) -> list[Target]:
    """The name that the clause before is about: the last one before in this sentence, else the
    first of the nearest sentence that has any.
    """
    own = context.mentions_in(context.sentences[sentence].start_char, start, *labels)
    if own:
        return [named_target(context, own[-1])]
    for back in range(sentence - 1, max(-1, sentence - 6), -1):
        s = context.sentences[back]
        opens = entries.opening(context, s.start_char, s.end_char)
        if s.zone == "list_item" and opens and (opens.kind == "individual") == ("PERSON" in labels):
            return [opens]
        found: list[Mention] = context.mentions_in(s.start_char, s.end_char, *labels)
        own = [m for m in found if not _POSSESSIVE.match(context.text, m.end_char)]
        if found:
            return [named_target(context, (own or found)[0])]
        opens_by_form = _OPENS.match(context.text, s.start_char, s.end_char)
        if opens_by_form and "ORG" in labels:
            formed = by_form(context, s.start_char, opens_by_form.end("name"))
            return [formed] if formed else []
    return []


def _quoted(context: Context, noun: str, start: int, sentence: int) -> list[Target]:
    """The name in quotes that stands at the noun in the sentences before: "the “All Free” bloc"."""
    left = context.sentences[max(0, sentence - _BACK)].start_char
    pattern = rf"“(?P<name>[^”]{{2,60}})”\s+{noun}\b|\b{noun}\s+“(?P<behind>[^”]{{2,60}})”"
    found = [*re.compile(pattern).finditer(context.text, left, start)]
    if not found:
        return []
    which = "name" if found[-1]["name"] else "behind"
    return [Target(*found[-1].span(which), found[-1][which], 1, "entity", named=True)]


def last_person(context: Context, start: int, sentence: int) -> list[Target]:
    """The person whom "his" or "her" at ``start`` stands for; none where nobody is named."""
    return _last_subject(context, start, sentence, "PERSON")


# A subject that no lexicon or model knew: "Orel Metals sold steel. The company was listed."
_OPENS = re.compile(r"(?P<name>(?:[A-ZÀ-Þ][\w’&.-]+\s){1,5}[A-ZÀ-Þ][\w’&.-]+)\s[a-z]+\b")

_AND = re.compile(r"\s*(?:\([^()]*\))?\s*(?:,|and|,\s*and)\s*")


def nearest_names(context: Context, start: int, end: int, *, several: bool) -> list[Target]:
    """The last name of a stretch, which a relative clause or participle behind it is about; with
    ``several`` also those that are joined to it.
    """
    named = names_in(context, start, end)
    out = named[-1:]
    while several and len(out) < len(named):
        before = named[-len(out) - 1]
        if not _AND.fullmatch(context.text, before.end_char, out[0].start_char):
            break
        out.insert(0, before)
    return [named_target(context, m) for m in out]
