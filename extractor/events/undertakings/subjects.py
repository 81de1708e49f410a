"""What sort of actor stands before a verb: a government, an official, a private person, nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractor.lexicons import load
from extractor.types import Mention

_TAIL = re.compile(
    r"([^\W\d_][\w’'-]*+)[\s,]*+(?:\([^()]{1,60}\)[\s,]*+)?$"
)  # nothing is tried twice
# An organisation that the lexicon does not know and whose name is no body's is a company.
BODY = re.compile(
    r"\b(?:union|nations|committee|council|commission|group|bank|forum|coalition|alliance|board"
    r"|partnership|task force|initiative|assembly|organi[sz]ation|congress|conference)\b",
    re.I,
)
_OFFICIAL = re.compile(
    r"\b(?:president|secretary|minister|attorney general|director|administrator|commissioner"
    r"|ambassador|general|governor|senator|representative|chancellor|king|queen|chair\w*|chief|sheriff|mayor|advis[eo]r"
    r"|spokes\w+|colonel|admiral|envoy|czar|commander|coordinator|congress\w+|premier"
    r"|u\.s\. attorney)\b"
    r"[\s\w.’'-]{0,25}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class WordSet:
    """Words that stand for one another where subjects and recipients are told apart."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of ``lexicons/undertaking_words.jsonl`` under that id, lower case."""
    return next(frozenset(s.words) for s in load("undertaking_words", WordSet) if s.id == name)


def subject_of(
    text: str, start: int, end: int, mentions: Sequence[Mention]
) -> tuple[str, Mention | None, str]:
    """Sort, mention (if it is a name) and last word of the subject that ends at ``end``.

    ``mentions`` are those that begin in ``[start, end)``, in order. Sorts: the mention's label
    (``OFFICIAL`` for a person with an office), ``pronoun``, ``state``, ``private``, ``noun`` and
    ``none``.
    """
    m = _TAIL.search(text, max(start, end - 120), end)
    if m is None:
        return "none", None, ""
    word = m[1].casefold()
    for mention in reversed(mentions):
        if mention.end_char >= m.end(1) - 2 and mention.start_char < m.end(1):
            if mention.label == "PERSON" and _OFFICIAL.search(
                text, max(start, mention.start_char - 60), mention.start_char
            ):
                return "OFFICIAL", mention, word
            return mention.label, mention, word
        if mention.end_char < m.start(1):
            break
    if word in word_set("pronoun"):
        return "pronoun", None, word
    if word in word_set("state"):
        return "state", None, word
    if word in word_set("private"):
        return "private", None, word
    return "noun", None, word
