"""Names behind what they are: "the insurer Alfa Reserv", "his wife Mara Doe", "a firm called X"."""

from __future__ import annotations

import re

from extractor.records.context import Context
from extractor.records.designations import kinds
from extractor.records.designations.target import COUNT, NAMES, Target, by_form

_NO_PREPOSITION = (
    r"(?!(?:of|for|to|by|with|from|in|on|at|and|or|the|an?|its|his|her|their|as|than|that|who|is|"
    r"are|was|were)\s)"
)
_NATION = r"[A-Z]\w*-\w[\w-]*|[A-Z][a-z]+(?:an|ese|ish|ch|i)"
_WORDS = rf"(?:{_NO_PREPOSITION}[a-z][\w’'-]*\s+){{0,4}}?{_NO_PREPOSITION}"
_NAME = re.compile(
    r"\s*(?:(?:of|on|against|for|also|both)\s+)?(?:(?:the|an?|its|their|one)\s+)?"
    rf"(?:(?:{_NATION}|[A-Z][\w-]*)\s+)?(?:{_WORDS}(?P<noun>[a-z][\w-]*[a-z])|"
    r"(?:[\w’'-]+\s+){1,8}?(?:called|named))\s+(?P<name>[A-ZÀ-Þ][^,;:]*)$"
)
_KIN = re.compile(
    rf"(?:his|her|their)\s+{kinds.KIN}(?:-in-law)?,?\s+(?-i:(?=[A-ZÀ-Þ]))", re.IGNORECASE
)
# "and equipment maker NPO Baltika", where a list goes on behind the deed of a member.
HEAD = (
    rf"(?:(?:the|an?|its|their)\s+)?(?:(?:{_NATION})\s+)?{_WORDS}[a-z][\w-]*?"
    r"(?:er|or|ist|ian|man|men|ent|any|irm|ank|tal|ial|ate|et)\s+(?=[A-ZÀ-Þ])"
)


def is_another(context: Context, start: int, end: int) -> bool:
    """Whether a named relative or "the broker X" stands behind a name, and no apposition to it."""
    if _KIN.match(context.text, start, end):
        return True
    return context.text.startswith("the ", start) and bool(described(context, start, end, None))


def described(context: Context, start: int, end: int, listed_as: str | None) -> Target | None:
    """The name by its form that closes ``text[start:end]`` behind what it is."""
    kin = _KIN.match(context.text, start, end)
    if kin:
        return by_form(context, kin.end(), end, "individual")
    m = _NAME.match(context.text, start, end)
    if m is None or COUNT.match(context.text, start, m.start("name")):
        return None
    noun = m.span("noun") if m["noun"] else (m.start(), m.start("name"))
    told = [kind for _, kind in kinds.nouns(context.text, *noun)]
    return by_form(context, m.start("name"), end, told[-1] if told else listed_as)


_ENDS = re.compile(r"\s*(?:\([^()]*\))?\s*(?:[,;.]|$|(?:who|which|based|for|in)\b)")


def starts_described(context: Context, at: int, end: int) -> bool:
    """Whether a described name of the list begins here, and no clause with it as subject."""
    head = re.compile(HEAD).match(context.text, at, end)
    if head is None:
        return False
    named = context.mentions_in(head.end(), head.end() + 1, *NAMES)
    return bool(named) and _ENDS.match(context.text, named[0].end_char, end) is not None
