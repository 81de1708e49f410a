"""Whom "he", "the man", "the defendants" or "all three" means: somebody told of before."""

from __future__ import annotations

import re

from extractor.records.context import Context
from extractor.records.legal.actors import Actor
from extractor.records.legal.cast import Cast
from extractor.records.legal.chains import Chain
from extractor.records.legal.participants import find

_MALE = re.compile(
    r"\b(?:m[ae]n|boy|male|father|brother|husband|son|nephew|uncle|he|him|\w+man)\Z", re.I
)
_FEMALE = re.compile(
    r"\b(?:wom[ae]n|girl|female|mother|sister|wife|daughter|niece|aunt|she|her|\w+woman)\Z", re.I
)
_FRESH = re.compile(r"(?:an?|one|another)\b", re.I)
# A victim, or whoever is the object of a preposition, is no suspect.
_NOT_ACCUSED = re.compile(
    r"\b(?:victim|child|toddler|newborn|complainant|informant|officer|agent)\Z", re.I
)
_OBJECT = re.compile(r"\b(?:of|against|from|to|with|on|for|near)\s+\Z")
_ARREST_OF = re.compile(r"\b(?:arrests?|detentions?|captures?)\s+of\s+\Z", re.I)
# How many sentences back somebody is told of, within the paragraph.
_BACK = 4
_ARE = re.compile(
    r"[^.;:]{0,90}?\b(?:are|include[sd]?|were|is|was)(?:\s+(?:as\s+follows|identified\s+as))?\s*:?\s*"
)
_PLAIN = frozenset("man woman suspect driver individual defendant subject person".split())


def named_before(chains: list[Chain], at: int) -> tuple[Actor, ...]:
    """Whom the sentence itself tells of before a pronoun, by name or, failing that, without one.

    "Bell fled until police arrested him"; "Orr’s brother fled, and he was arrested".
    """
    before = [c.actors for c in chains if c.end <= at and not c.oblique]
    for kind in ("person", "one"):
        found = (tuple(a for a in x if a.kind == kind and not a.official) for x in before)
        if first := next((x for x in found if x), ()):
            return first
    return ()


def is_all_of(actor: Actor, recent: tuple[Actor, ...]) -> bool:
    """Whether "all three" are those of the fact before: a man by name, and two others."""
    if actor.kind != "definite" or (actor.count or 0) < 2 or len(recent) < 2:
        return False
    return sum(a.count or 0 for a in recent) == actor.count


def identified(text: str, chains: list[Chain], trigger_end: int) -> tuple[Actor, ...]:
    """The people whom a sentence names as those it speaks of ("The men charged are X and Y")."""
    for chain in chains:
        if chain.start >= trigger_end:
            people = tuple(a for a in chain.actors if a.kind == "person" and not a.official)
            return people if _ARE.fullmatch(text, trigger_end, chain.start) else ()
    return ()


def resolve(actor: Actor, last: tuple[Actor, ...], topic: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Those whom an actor means: ``last`` of its own sentence, else the ``topic`` of the text."""
    if actor.official:
        return ()
    source = last or topic
    if actor.kind == "pronoun":
        word = actor.key
        if word in ("he", "she", "him", "her"):
            singles = [
                a
                for a in source
                if a.kind in ("person", "one", "definite")
                and (a.kind != "one" or _alike(word, a.text))
            ]
            alone = [a for a in source[:1] if a.kind != "group" or a.count in (None, 1)]
            return tuple(singles[:1]) or tuple(alone)
        return source[-2:] if word == "both" else source
    if actor.kind == "relative":
        return source
    if actor.kind == "definite" and actor.key == "he":
        single = [a for a in source if a.kind == "person"]
        told = source[0] if len(source) == 1 and source[0].kind == "one" else None
        if told and actor.text.split()[-1] in _PLAIN and _alike(actor.text, told.text):
            # "a Reno man" of the sentence before, and "the man"
            return source
        return (single[0],) if len(single) == 1 else (actor,)
    if actor.kind == "definite":
        named = tuple(a for a in source if a.kind in ("person", "group"))
        if is_all_of(actor, source):
            return source
        if not actor.count and (len(named) > 1 or (named and named[0].kind == "group")):
            return named
        return named if actor.count and actor.count > 1 and len(named) == actor.count else (actor,)
    return (actor,)


def referent(context: Context, cast: Cast, index: int, actor: Actor) -> Actor:
    """The person of the paragraph whom "the man" means, who has no name; else the actor itself."""
    if actor.kind != "definite" or actor.key != "he":
        return actor
    return _introduced(context, cast, index, actor) or actor


def _introduced(context: Context, cast: Cast, index: int, actor: Actor) -> Actor | None:
    """The unnamed person whom the paragraph has told of before an actor that means one, if any."""
    floor = context.text.rfind("\n", 0, actor.start_char) + 1
    first = context.sentences[max(0, index - _BACK)].start_char
    start = max(floor, first)
    found: Actor | None = None
    for a in find(context, cast, start, actor.start_char, False):
        left = context.text[max(start, a.start_char - 24) : a.start_char]
        if (
            a.kind == "one"
            and _FRESH.match(a.text)
            and not _NOT_ACCUSED.search(a.text)
            and (_ARREST_OF.search(left) or not _OBJECT.search(left))
            and _alike(actor.text, a.text)
        ):
            found = a
    return found


def _alike(one: str, other: str) -> bool:
    """Whether two words for a person can mean one: "the man" is not "a woman"."""
    male, female = bool(_MALE.search(one)), bool(_FEMALE.search(one))
    return not (male and _FEMALE.search(other)) and not (female and _MALE.search(other))
