"""What sort of actor stands before a verb: a government, an official, "we", a private person, nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.types import Mention

_TAIL = re.compile(r"([^\W\d_][\w’'-]*)[\s,]*(?:\([^()]{1,60}\))?[\s,]*$")
_OFFICIAL = re.compile(
    r"\b(?:president|secretary|minister|attorney general|director|administrator|commissioner|ambassador"
    r"|general|governor|senator|representative|chancellor|king|queen|chair\w*|chief|sheriff|mayor|advis[eo]r"
    r"|spokes\w+|colonel|admiral|envoy|czar|commander|coordinator|congress\w+|premier|u\.s\. attorney)\b"
    r"[\s\w.’'-]{0,25}$",
    re.I,
)
_PRONOUNS = frozenset("we they he she it i you who which that this these those".split())
_STATES = frozenset(
    "countries governments sides leaders nations ministers presidents parties partners delegations"
    " administration secretary president department government state states agency agencies bureau"
    " office ministry congress committee council participants authorities country police service"
    " force forces embassy commission general parliament members officials order act proclamation"
    " memorandum strategy initiative plan program programs budget law agreement framework".split()
)
_PRIVATE = frozenset(
    "defendant defendants man men woman women individuals individual suspects suspect company"
    " companies conspirators traffickers smugglers banks bank owner owners others gang cartel"
    " cartels criminals victims victim investigators evidence documents complaint indictment".split()
)


def subject_of(
    text: str, start: int, end: int, mentions: Sequence[Mention]
) -> tuple[str, Mention | None, str]:
    """Sort, mention (if it is a name) and last word of the subject that ends at ``end``.

    ``mentions`` are those that begin in ``[start, end)``, in order. Sorts: the mention's label
    (``OFFICIAL`` for a person with an office), ``pronoun``, ``state``, ``private``, ``noun``, ``none``.
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
    if word in _PRONOUNS:
        return "pronoun", None, word
    if word in _STATES:
        return "state", None, word
    if word in _PRIVATE:
        return "private", None, word
    return "noun", None, word
