"""Lists of names: coordinated ones, and those that head the lines below a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from extractor.records.context import Context
from extractor.records.legal import listed
from extractor.records.legal.actors import Actor
from extractor.records.legal.cast import Cast
from extractor.records.legal.offenses import Offense
from extractor.types import Sentence

# A line longer than this below "the following were charged:" is prose and no item of the list.
_LINE = 110
_NAME_AND_AGE = re.compile(
    r"[*\s]*((?:[A-Z][\w’'.-]+\s+){1,4}[A-Z][\w’'-]+),?\s+(?:\(?\d{2}\b|a/k/a\b|aka\b|age\b|“)"
)


@dataclass(frozen=True, slots=True)
class NameList:
    """Names that stand together: a coordination, or the lines below a heading sentence."""

    sentence: int
    keys: tuple[str, ...]
    lines: bool = False


def lines_below(
    context: Context, index: int, cast: Cast, eventful: Collection[int]
) -> tuple[Actor, ...]:
    """Names that head the lines below a sentence: bullets, paragraphs or cells of a table."""
    out: list[Actor] = []
    misses, was_name = 0, False
    for n in range(index + 1, len(context.sentences)):
        s = context.sentences[n]
        if s.zone != "list_item" and (s.end_char - s.start_char > _LINE or n in eventful):
            break
        if context.text[s.end_char - 1] == ":":
            break
        item = _item(context, cast, s)
        cell = s.zone != "list_item" and s.end_char - s.start_char < 40
        if item is not None and not (cell and was_name):
            if n in eventful:
                break
            out.append(item)
            misses, was_name = 0, cell
        else:
            misses, was_name = misses + 1, False
            if misses > 6:
                break
    return tuple(out)


def offenses_below(context: Context, lines: tuple[Actor, ...]) -> dict[str, Offense]:
    """The offence of each name of a list: on its own line, else on the line below it."""
    out: dict[str, Offense] = {}
    heads = {context.sentence_index(a.start_char) for a in lines}
    for a in lines:
        index = context.sentence_index(a.start_char)
        found = listed.behind_name(context, index, a.end_char)
        if found is None and index + 1 < len(context.sentences) and index + 1 not in heads:
            s = context.sentences[index + 1]
            if s.zone == "list_item":
                found = listed.offense_in(context, s.start_char, s.end_char)
        if found is not None:
            out[a.key] = found
    return out


def _item(context: Context, cast: Cast, s: Sentence) -> Actor | None:
    """The name at the head of a line; failing that what is written as one before an age."""
    for m in context.mentions_in(s.start_char, s.start_char + 4, "PERSON"):
        if " " not in m.text or cast.key(m) in cast.officials:
            return None
        return Actor(m.start_char, m.end_char, "person", m.text, cast.key(m))
    if (name := _NAME_AND_AGE.match(context.text, s.start_char, s.end_char)) is not None:
        start, end = name.span(1)
        return Actor(start, end, "person", name[1], name[1].casefold())
    return None
