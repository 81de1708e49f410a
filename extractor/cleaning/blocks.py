"""Plain text as blocks: headings, paragraphs and list items, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["headline", "heading", "body", "list_item", "boilerplate"]


@dataclass(slots=True)
class Block:
    """One block of a release. ``level`` as in :class:`extractor.types.Zone`; ``text`` has no marker."""

    kind: BlockKind
    text: str
    level: int = 0


BULLET = "•"

_MARKER = re.compile(r"(?:[•‣◦▪▫●○■□➢➤►∙·⁃✓✔]\s*|[-*–—+o]\s+)(?=\S)")
_ATX = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*$")
_RULE = re.compile(r"(?:[-*_=~]\s?){3,}$")
_HEADING_END = re.compile(r"[.!?;,…”\"’)]$")


def from_plain(text: str) -> list[Block]:
    """Split normalised plain text into blocks, with the depth of list items from their indent."""
    blocks: list[Block] = []
    indents: list[int] = []
    for line in text.split("\n"):
        stripped = line.strip()
        if not stripped or _RULE.match(stripped) and not stripped.startswith("###"):
            continue
        if atx := _ATX.match(stripped):
            indents.clear()
            blocks.append(Block("heading", atx[2], len(atx[1])))
        elif marker := _MARKER.match(stripped):
            indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
            while indents and indents[-1] > indent:
                indents.pop()
            if not indents or indents[-1] < indent:
                indents.append(indent)
            blocks.append(Block("list_item", stripped[marker.end() :], len(indents)))
        else:
            indents.clear()
            if looks_like_heading(stripped):
                blocks.append(Block("heading", stripped, 2))
            else:
                blocks.append(Block("body", stripped))
    return blocks


def looks_like_heading(line: str) -> bool:
    """Whether a line of plain text is a heading: short, capitalised, without a full stop."""
    if len(line) > 90 or _HEADING_END.search(line):
        return False
    words = line.split()
    if len(words) > 12 or not any(c.isalpha() for c in line):
        return False
    long_words = [w for w in words if len(w) > 3 and w[0].isalpha()]
    capital = sum(w[0].isupper() for w in long_words)
    return bool(long_words) and capital >= 0.7 * len(long_words)
