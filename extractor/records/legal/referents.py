"""Whom "the man", "the suspect" or "he" means where nobody is named: somebody told of before."""

from __future__ import annotations

import re

from extractor.records.context import Context
from extractor.records.legal import actors
from extractor.records.legal.actors import Actor
from extractor.records.legal.cast import Cast

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


def alike(one: str, other: str) -> bool:
    """Whether two words for a person can mean one: "the man" is not "a woman"."""
    male, female = bool(_MALE.search(one)), bool(_FEMALE.search(one))
    return not (male and _FEMALE.search(other)) and not (female and _MALE.search(other))


def introduced(context: Context, cast: Cast, index: int, actor: Actor) -> Actor | None:
    """The unnamed person whom the paragraph has told of before an actor that means one, if any."""
    floor = context.text.rfind("\n", 0, actor.start_char) + 1
    first = context.sentences[max(0, index - _BACK)].start_char
    start = max(floor, first)
    found: Actor | None = None
    for a in actors.find(context, cast, start, actor.start_char, False):
        left = context.text[max(start, a.start_char - 24) : a.start_char]
        if (
            a.kind == "one"
            and _FRESH.match(a.text)
            and not _NOT_ACCUSED.search(a.text)
            and (_ARREST_OF.search(left) or not _OBJECT.search(left))
            and alike(actor.text, a.text)
        ):
            found = a
    return found
