"""Lists of names: coordinated ones, and those that head the lines below a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from extractor.records.context import Context
from extractor.records.legal import listed
from extractor.records.legal.actors import Actor, Kind
from extractor.records.legal.cast import Cast
from extractor.records.legal.nouns import NUMBER
from extractor.records.legal.offenses import Offense
from extractor.records.legal.participants import find
from extractor.types import Sentence

# A line longer than this below "the following were charged:" is prose and no item of the list.
_LINE = 110
# What stands before the name of a line: "[3] ", "2. ", "• ", "Name: ".
_LABEL = re.compile(
    r"[\s*•·▪–—-]*(?:[\[(]?\d{1,3}[\]).:]+\s*)?(?:(?:full\s+)?(?:name|defendant|accused)\s*:\s*)?"
    r"(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?",
    re.I,
)
# How far into a line those stand who head it together, and what joins them.
_HEADS = 160
_BESIDE = re.compile(
    r"(?:,\s+(?:(?:of|from)\s+[^;:–—]{2,40}|\d{2})){0,2},?\s+and\s+"
    r"(?:(?:his|her|its|their)\s+(?:[\w-]+,?\s+){1,4}?)?(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?"
)
_ALIAS = re.compile(r"\b(?:aka|a/k/a|a\.k\.a\.|also\s+known|alias|nicknamed|or)\b|[“\"]", re.I)
# What stands behind the name that heads a paragraph of a list.
_BEHIND = re.compile(
    r"[”\"’']*(?:,?\s*(?:a/?k/?a|alias|also\s+known\s+as)\b[^;:]{2,60}?)?\s*(?:[,|–—-]\s*)?"
    r"(?:[(\[]?(?:age[d]?:?\s+)?\d{2}\b(?![\d./%])|[WBHAO]/[MF]\b|[(\[]?(?:DOB|D\.O\.B\.|date\s+of\s+birth|"
    r"born|YOB|b\.)\b|(?:both\s+|each\s+|all\s+)?(?:of|from)\s+[A-Z]|(?:a\s+|an\s+)?\d{2}-year-old|"
    r"(?:fugitive|at\s+large)\b)",
)
_WORDS = (
    r"(?:[^\W\d_][\w’'.-]*\s+(?:[“\"‘(][^”\"’)]{1,30}[”\"’)]\s+)?){1,4}(?:(?:d[aeiou]s?|de\s+la|del|van|von|der|"
    r"el|al|bin|ibn|y|e)\s+){0,2}[^\W\d_][\w’'-]+(?:,?\s+(?:Jr|Sr|I{2,3}|IV)\b\.?)?"
)
_NAME_AND_AGE = re.compile(
    rf"({_WORDS})\s*,?\s*(?:[(\[]?(?:age[d]?:?\s+)?\d{{2}}\b(?![\d,./])|a/k/a\b|aka\b|a\.k\.a\.|age\b|“|"
    r"[(\[]?(?:DOB|D\.O\.B\.|date\s+of\s+birth|born)\b)"
)
_HEADING = re.compile(
    r"\b(?:known|name|names|age|aged|hometown|residence|charges?|count|sentence)\b", re.I
)
_ARTICLE = re.compile(rf"(?:an?|{NUMBER})\s", re.I)
_NAME_ALONE = re.compile(rf"({_WORDS})\s*\Z")


@dataclass(frozen=True, slots=True)
class NameList:
    """Names that stand together: a coordination, or the lines below a heading sentence."""

    sentence: int
    keys: tuple[str, ...]
    lines: bool = False


def lines_below(
    context: Context, index: int, cast: Cast, eventful: Collection[int]
) -> tuple[Actor, ...]:
    """Who heads the lines below a sentence: bullets, paragraphs or cells of a table.

    An item of nothing but capitalised words is a name among names.
    """
    out: list[Actor] = []
    bare: list[Actor] = []
    misses, was_name = 0, False
    for n in range(index + 1, len(context.sentences)):
        s = context.sentences[n]
        if context.text[s.end_char - 1] == ":":
            break
        presented = _presented(context, cast, s)
        long = s.end_char - s.start_char > _LINE or n in eventful
        if s.zone != "list_item" and long and not presented:
            break
        item = presented[0] if presented else _item(context, cast, s)
        # a name and nothing else may be the cell of a table, and the next such cell an alias
        cell = s.zone != "list_item" and item is not None and s.end_char - item.end_char < 3
        if item is not None and not (cell and was_name and not _is_labelled(context, s)):
            out += presented or (item,)
            misses, was_name = 0, cell
            continue
        numbered = s.zone == "list_item" or _is_labelled(context, s)
        if item is None and numbered and (name := _bare_name(context, s)) is not None:
            bare.append(name)
        misses, was_name = misses + 1, False
        if misses > 6:
            break
    if len(out) > len(bare):
        out = sorted(out + bare, key=lambda a: a.start_char)
    return tuple(out)


def _presented(context: Context, cast: Cast, s: Sentence) -> tuple[Actor, ...]:
    """Who heads a paragraph with age, home or birth behind the name: one, or several together.

    "Ann Bell, W/F, DOB 05/03/1990, Reno"; "Bell Farms LLC, of Elko, and its owner, Dr. Tom Orr";
    "Lou and Tom Orr, both of Reno".
    """
    text = context.text
    label = _LABEL.match(text, s.start_char, s.end_char)
    start = label.end() if label else s.start_char
    out: list[Actor] = []
    for m in context.mentions_in(start, min(s.end_char, start + _HEADS), "PERSON", "ORG"):
        key = cast.key(m)
        if key in cast.officials or (m.label == "ORG" and out):
            break
        together = _BESIDE.fullmatch(text, out[-1].end_char, m.start_char) if out else None
        if m.start_char > start + 2 if not out else together is None:
            if out and _ALIAS.search(text, out[-1].end_char, m.start_char):
                continue
            break
        kind: Kind = "person" if m.label == "PERSON" else "organization"
        out.append(Actor(m.start_char, m.end_char, kind, m.text, key))
    alone = len(out) == 1 and " " not in out[0].text
    if not out or alone or _BEHIND.match(text, out[-1].end_char, s.end_char) is None:
        return ()
    return tuple(out)


def _is_labelled(context: Context, s: Sentence) -> bool:
    """Whether a number or the word "name" heads a line."""
    m = _LABEL.match(context.text, s.start_char, s.end_char)
    return m is not None and any(c.isalnum() for c in m.group())


def offenses_below(
    context: Context, lines: tuple[Actor, ...], eventful: Collection[int]
) -> dict[str, Offense]:
    """The offence of each name of a list: on its own line, else on the line below it.

    A line with an event of its own ("Ann Bell was surrendered in May") names it as prose does.
    """
    out: dict[str, Offense] = {}
    heads: dict[int, int] = {}
    for a in lines:
        index = context.sentence_index(a.start_char)
        heads[index] = max(heads.get(index, 0), a.end_char)
    for a in lines:
        index = context.sentence_index(a.start_char)
        if index in eventful:
            continue
        found = listed.behind_name(context, index, heads[index])
        if found is None and index + 1 < len(context.sentences) and index + 1 not in heads:
            s = context.sentences[index + 1]
            if s.zone == "list_item":
                found = listed.offense_in(context, s.start_char, s.end_char)
        if found is not None:
            out[a.key] = found
    return out


def _item(context: Context, cast: Cast, s: Sentence) -> Actor | None:
    """The name at the head of a line, what is written as one before an age, or a noun phrase."""
    text = context.text
    label = _LABEL.match(text, s.start_char, s.end_char)
    start = label.end() if label else s.start_char
    for m in context.mentions_in(start, start + 2, "PERSON"):
        if " " in m.text and cast.key(m) not in cast.officials:
            return Actor(m.start_char, m.end_char, "person", m.text, cast.key(m))
    name = _NAME_AND_AGE.match(text, start, s.end_char)
    if name is not None and _is_cased(name[1]):
        begin, end = name.span(1)
        return Actor(begin, end, "person", name[1], cast.named(name[1]) or name[1].casefold())
    return _unnamed(context, cast, s, start)


def _unnamed(context: Context, cast: Cast, s: Sentence, start: int) -> Actor | None:
    """Whom a line leaves unnamed ("a 17-year-old boy, of Reno"; "two Tulsa men, aged 22")."""
    if not _ARTICLE.match(context.text, start):
        return None
    for actor in find(context, cast, start, min(s.end_char, start + 60), False):
        if actor.kind in ("one", "group") and actor.start_char <= start + 2:
            return actor
        break
    return None


def _bare_name(context: Context, s: Sentence) -> Actor | None:
    label = _LABEL.match(context.text, s.start_char, s.end_char)
    start = label.end() if label else s.start_char
    name = _NAME_ALONE.match(context.text, start, s.end_char)
    if name is None or not _is_cased(name[1]):
        return None
    if context.mentions_in(start, name.end(1), "PLACE", "AGENCY", "ORG", "LAW"):
        return None
    return Actor(*name.span(1), "person", name[1], name[1].casefold())


def _is_cased(name: str) -> bool:
    """Whether the first and the last word of a name begin in capitals, and it is no heading."""
    words = name.split()
    return (
        not _HEADING.search(name)
        and words[0][0].isupper()
        and any(c.isupper() for c in words[-1][:2])
    )
