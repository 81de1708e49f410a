"""Refusals: figures and words that look like dates and are none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor import lexicons
from extractor.dates.expressions import Calendar, Duration, Node


@dataclass(frozen=True)
class GuardEntry:
    """A line of ``date_guards.jsonl``: words that, beside a lone figure, say that it is no year.

    ``side`` is where they stand: ``before``, ``after``, ``street`` (after a name), or ``between``
    the figure and the word after it.
    """

    id: str
    side: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words: dict[str, list[str]] = {"before": [], "after": [], "street": [], "between": []}
    for entry in lexicons.load("date_guards", GuardEntry):
        words[entry.side] += [re.escape(word).replace(r"\ ", r"\s+") for word in entry.words]
    name = r"(?:[A-Z0-9][\w.]* ){1,3}"
    after = (
        rf"[ \xa0](?:(?:(?:{'|'.join(words['between'])})[ \xa0])?(?:{'|'.join(words['after'])})\b"
        rf"|(?:[NSEW]\.? )?{name}(?:{'|'.join(words['street'])})\b)"
    )
    before = (
        rf"(?:\b(?i:{'|'.join(words['before'])}|u\.s\.c|c\.f\.r|e\.o|h\.r|p\.l)\b\.?,?\s*\(?"
        r"|\d\s*\(|[$€£§#/]\s*|\d[.:/-]|\b(?!(?i:pre|post|mid|non|early|late)-)\w+-)$"
    )
    return re.compile(before), re.compile(after)


_BEFORE_OLD_YEAR = re.compile(
    r"\b(?:in|since|during|until|till|through|by|before|after|from|between|early|mid|late|year|around|circa|about|approximately)\s*[(-]?\s*$",
    re.IGNORECASE,
)
_BEFORE_MONTH = re.compile(
    r"\b(?:(?P<weak>in|of|since|until|till|through|by|last|this|next|past|from|between|before|after"
    r"|during|early|mid|late|each|every)|to|and|or|for|around|about|on|dated)[\s-]*(?:the\s)?$",
    re.IGNORECASE,
)
_NAME_AHEAD = re.compile(r"[ \xa0]+(?:[A-Z]\.?(?=[\s,])|[A-Z][a-z]+)")
_WORD_AHEAD = re.compile(
    r"[ \xa0-]+(?!(?:and|or|in|on|at|by|to|for|of|was|is|has|had|when|as|with|the|a|an|but|that)\b)"
    r"[a-zA-Z]"
)


# "jailed for 17 years after being found guilty": what it counts from is the clause behind it
_CLAUSE = re.compile(
    r"\s+(?:(?!(?:spring|morning|evening)\b)[a-z]{2,}ing|s?he|they|it|his|her|their)\b"
)

# "in her early thirties": of a life, not of a century
_OF_LIFE = re.compile(r"\b(?:his|her|their|my|our|your|whose)\s+$", re.IGNORECASE)

_LIST_BETWEEN = re.compile(r"(?:\(\w+\))*,?\s*(?:(?:and|or|to|through)\s+)?|[-–]")


def listed(text: str, end: int, start: int) -> bool:
    """Whether a figure at ``start`` continues a list whose refused figure stopped at ``end``."""
    return start - end < 24 and _LIST_BETWEEN.fullmatch(text, end, start) is not None


def allowed(text: str, node: Node) -> bool:
    """Whether the words around let ``node`` be an expression of time."""
    meaning = node.meaning
    kind = node.kind
    if text.endswith(("after", "before"), node.start, node.end) and _CLAUSE.match(text, node.end):
        return False
    if kind == "range" and text[node.start].isdigit():
        return not _patterns()[0].search(text, max(0, node.start - 24), node.start)
    if not isinstance(meaning, Calendar):
        return True
    if kind == "yearly":
        if meaning.part is None and node.end - node.start <= 6 and not meaning.fiscal:
            return _is_year(text, node)
        return not _patterns()[0].search(text, max(0, node.start - 24), node.start)
    if kind in ("monthly", "monthly_weak"):
        bare = meaning.year is None and meaning.relative is None and meaning.part is None
        return not bare or _is_month(text, node)
    if kind == "holiday":
        named = _NAME_AHEAD.match(text, node.end) or text[node.end : node.end + 1] == "-"
        return meaning.year is not None or not named
    if kind == "decade":
        return not _OF_LIFE.search(text, max(0, node.start - 12), node.start)
    if kind == "century":
        return not _WORD_AHEAD.match(text, node.end)
    if kind == "seasonal_weak":
        return text[node.end : node.end + 3] != " of"
    return kind != "weekly_weak"


def is_fraction(text: str, node: Node) -> bool:
    """ "a quarter of the vote" is no length of time."""
    meaning = node.meaning
    quarter = isinstance(meaning, Duration) and meaning.unit == "quarter"
    return quarter and text.startswith(" of", node.end)


def _is_year(text: str, node: Node) -> bool:
    """Whether a lone four-digit number is a year here: no count, code, address, statute."""
    after = text[node.end : node.end + 2]
    if (after[1:].isdigit() and after[0] in ".:") or re.match(r"[-–/][A-Z\d]", after):
        return False
    not_before, not_after = _patterns()
    if not_before.search(text, max(0, node.start - 24), node.start):
        return False
    if not_after.match(text, node.end):
        return False
    if 1900 <= node.meaning.year <= 2100:
        return True
    if not 1400 <= node.meaning.year <= 2150:
        return False
    return bool(_BEFORE_OLD_YEAR.search(text, max(0, node.start - 16), node.start))


def _is_month(text: str, node: Node) -> bool:
    """Whether a lone month name is a month here: not "may", not a first name."""
    named = _NAME_AHEAD.match(text, node.end)
    before = _BEFORE_MONTH.search(text, max(0, node.start - 16), node.start)
    if node.kind == "monthly_weak":
        return before is not None and before["weak"] is not None and not named
    return before is not None or not named
