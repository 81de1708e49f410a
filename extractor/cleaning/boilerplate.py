"""Which blocks are boilerplate: site chrome, contacts, legal notices, self-descriptions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractor import lexicons
from extractor.cleaning.blocks import Block

Scope = Literal["block", "list", "lines", "head", "late", "tail", "fact"]

_HEAD_SCOPES: tuple[Scope, ...] = ("block", "list", "lines", "head")
_LINE = 80


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A line of ``boilerplate.jsonl``: a pattern for the beginning of a block.

    ``scope``: ``block`` holds anywhere; ``list``, too, and for the list items right below;
    ``lines``, too, and in the second half for the short lines right below; ``head`` before the
    first paragraph; ``late`` in the second half; ``tail`` in the second half and for all that
    follows, except for ``fact``: what is told there of a case is none. A block longer than
    ``max_chars`` is not touched, since facts stand beside such words in long paragraphs.
    """

    id: str
    pattern: str
    scope: Scope
    max_chars: int
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@cache
def _patterns(scope: Scope) -> tuple[re.Pattern[str], tuple[int, ...]]:
    """One pattern for all entries of a scope, and the length limit by number of group."""
    entries = [e for e in lexicons.load("boilerplate", Boilerplate) if e.scope == scope]
    joined = "|".join(f"({e.pattern})" for e in entries)
    limits = [0]
    for entry in entries:
        limits.append(entry.max_chars)
        limits.extend([0] * re.compile(entry.pattern).groups)
    return re.compile(joined), tuple(limits)


def mark(blocks: list[Block]) -> None:
    """Set the kind of boilerplate blocks, in place. Headlines stay."""
    whole = sum(len(b.text) for b in blocks)
    done = 0
    head = True
    tail = False
    items = lines = False
    for block in blocks:
        late = done * 2 >= whole
        done += len(block.text)
        if block.kind == "headline":
            continue
        if not tail and late:
            tail = _matches(block.text, "tail")
        label = _matches(block.text, "list")
        items = label or (items and block.kind == "list_item")
        called = _matches(block.text, "lines")
        lines = called or (lines and late and len(block.text) <= _LINE and block.text[-1] != ".")
        if (
            (tail and not _matches(block.text, "fact"))
            or items
            or lines
            or _matches(block.text, "block")
            or (head and _matches(block.text, "head"))
            or (late and _matches(block.text, "late"))
        ):
            block.kind, block.level = "boilerplate", 0
        elif len(block.text) > 150:
            head = False


def is_chrome(text: str) -> bool:
    """Whether a line at the head of a release is boilerplate, and so neither title nor lead."""
    return any(_matches(text, scope) for scope in _HEAD_SCOPES)


def _matches(text: str, scope: Scope) -> bool:
    pattern, limits = _patterns(scope)
    if len(text) > max(limits):
        return False
    found = pattern.match(text)
    return found is not None and len(text) <= limits[found.lastindex or 0]
