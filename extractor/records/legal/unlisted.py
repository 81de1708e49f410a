"""Who opens a sentence without a mark: names that no finder knows, trades that no lexicon has."""

from __future__ import annotations

import re

from extractor.records.context import Context
from extractor.records.legal.actors import Actor
from extractor.records.legal.cast import Cast

# A release opens with whom it is about in one of its first sentences.
_FRONT = 4
# "A Reno chiropractor was", whatever the trade; not what is no person.
_OPENING = re.compile(
    r"(?:Today,\s+)?(An?\s+(?:[\w’'.&/-]+,?\s+){1,12}?)"
    r"(?:(?:of|from|who|with|at|in|on|and|residing|has|have)\s|\Z)"
)
# "On May 3, 2021, AOI pleaded", "In January Ann C. Bell, the ship’s master, was"
_NAME = re.compile(
    r"(?:(?:On|In|Also|Additionally|Previously|Meanwhile)\b[^;:]{0,40}?(?:\d{4}|\d|[A-Z][a-z]+|,),?\s+)??"
    r"((?!(?:The|This|That|These|Those|They|He|She|It|His|Her|Their|Its|An?|All|Both|Each|One|Two|Three|In|On|At|"
    r"For|As|By|After|Also|Defendants?|Co-\w+|Mr|Ms)\b)[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|[A-Z][\w’'-]+)){0,3})"
    r"(?=(?:\s+\([^)]{1,30}\))?(?:,[^;.:]{3,90},)?\s+(?:\w+ly\s+)?(?:(?:has|have|had|was|each|also|later)\s+){0,2}\Z)"
)
_COURT = re.compile(r"\b(?:Court|Tribunal|Jury)\b")
_NO_PERSON = re.compile(
    r"\b(?:company|corporation|firm|business|bank|manufacturer|subsidiary|jury|court|judge|indictment|"
    r"complaint|information|total|number|group|union|hospital|operation|case|charges?|count|plea|verdict|"
    r"sentence|hearing|statement|investigation|settlement|majority|handful|vessel|ship|gang|ring|network|"
    r"cell|syndicate|cartel|organi[sz]ation|parcel|package|shipment|container|truck|lorry|boat)\b",
    re.I,
)


def name(context: Context, cast: Cast, index: int, trigger_start: int) -> tuple[Actor, ...]:
    """The name with which a sentence opens, where no name finder has marked it."""
    s = context.sentences[index]
    m = _NAME.match(context.text, s.start_char, trigger_start)
    if m is None or s.zone == "headline" or (" " not in m[1] and not m[1].isupper()):
        return ()
    marked = context.mentions_in(m.start(1), trigger_start)
    if any(x.label == "PERSON" or x.start_char < m.end(1) for x in marked):
        return ()
    key = cast.named(m[1]) or cast.surnamed(m[1]) or m[1].casefold()
    return (Actor(m.start(1), m.end(1), "person", m[1], key),)


# A name that no finder has marked, where only one can stand: "a Lagos trader, Emeka Orr, at".
_BESIDE = (
    r"((?!(?:The|This|Mr|Ms|Mrs|Dr|Judge|Operation|Section|Article|January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\b)[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|(?:d[aeiou]s?|bin|al|van|de\s+la)\b|"
    r"[A-Z][\w’'-]+)){1,3})"
    r"(?=\s*(?:,|\(\d|\.|;)|\s+(?:was|were|is|are|has|have|had|who|both|each|at|in|on|for|from|over|with|after|"
    r"pleaded)\b)"
)
_AND_NAME = re.compile(rf"(?:,\s+\d{{2}},?|\s+\(\d{{2}}\))?,?\s+and\s+{_BESIDE}")
_ONE_NAMED = re.compile(rf",\s+(?:identified\s+as\s+|named\s+(?:as\s+)?)?{_BESIDE}")


def beside(context: Context, cast: Cast, actor: Actor, end: int) -> Actor | None:
    """The unmarked name that goes on from a named person, or names somebody of whom words tell.

    "Ann Bell and Rui Orr were"; "a Lagos trader, Emeka Orr, was".
    """
    if actor.kind not in ("person", "one"):
        return None
    pattern = _AND_NAME if actor.kind == "person" else _ONE_NAMED
    m = pattern.match(context.text, actor.end_char, end)
    if m is None or context.mentions_in(m.start(1), m.end(1)):
        return None
    name = m[1]
    key = cast.named(name) or name.casefold()
    return None if key in cast.officials else Actor(m.start(1), m.end(1), "person", name, key)


# "The company itself pleaded"
_COMPANY = re.compile(
    r"(?:The|That)\s+(?:company|firm|corporation|bank|business|charity|partnership)(?:\s+itself)?"
    r"(?:,\s+which(?:\s[^.;]{0,90},)?)?\s+(?:(?:has|had|was|were|is|also|later|\w+ly)\s+){0,3}\Z"
)


def company(context: Context, cast: Cast, index: int, trigger_start: int) -> tuple[Actor, ...]:
    """The company that the text named last, where a sentence opens with "The company"."""
    s = context.sentences[index]
    if _COMPANY.match(context.text, s.start_char, trigger_start) is None:
        return ()
    for m in reversed(context.mentions_in(0, s.start_char, "ORG")):
        if not _COURT.search(m.text):
            return (Actor(m.start_char, m.end_char, "organization", m.text, cast.key(m)),)
    return ()


def opening(context: Context, index: int, trigger_start: int) -> tuple[Actor, ...]:
    """The unnamed person with whom a release opens, by a noun that no lexicon has."""
    s = context.sentences[index]
    m = _OPENING.match(context.text, s.start_char, trigger_start)
    if index >= _FRONT or m is None or _NO_PERSON.search(m[1]):
        return ()
    if context.mentions_in(m.start(1), trigger_start, "PERSON", "ORG"):
        return ()
    phrase = m[1].strip(" ,")
    return (Actor(m.start(1), m.start(1) + len(phrase), "one", phrase, f"one@{m.start(1)}"),)
