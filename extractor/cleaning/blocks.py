"""Plain text as blocks: paragraphs, list items and headings, in reading order."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Literal

from extractor.cleaning import day

BlockKind = Literal["headline", "heading", "body", "list_item", "boilerplate"]


@dataclass(slots=True)
class Block:
    """One block of a release; ``level`` as in :class:`extractor.types.Zone`.

    ``marker`` is what stands before a list item: "•", an enumerator as written ("(a)") or nothing.
    """

    kind: BlockKind
    text: str
    level: int = 0
    marker: str = ""


BULLET = "•"

_BULLET = re.compile(r"[•‣◦▪▫●○■□➢➤►∙·⁃✓✔❖\uf0a7\uf0b7\uf0d8]\s*|[-*–—+]\s+(?=\S)|o\s+(?=[A-Z])")
_LONE_BULLET = re.compile(r"[•‣◦▪●○■∙·⁃\uf0a7\uf0b7*–—-]$")
_NUMBER = re.compile(
    r"(?:\(\d{1,3}\)|\d{1,2}[.)]|\([a-z]{1,4}\)|[a-z][.)])(?:\s+(?=\S)|(?=[A-Z“]))(?![apAP]\.?[mM]\b|\d{3}[-.–]\d{4})"
)
_RULE = re.compile(r"(?:[-*_=~–—]\s?){3,}$|[\\~|*_]+$")
_ATX = re.compile(r"(#{1,6})\s+([^\s#a-z].*?)\s*#*$")
_HEADING_END = '.!;,…”"’/-'
_AGED = re.compile(r",\s+\d{2}\b|\bage[d]? \d|\(\d{2}\)")
_ADDRESS = re.compile(r"@|https?:|www\.|\d{3}[-.)]\s?\d{3}")
_ITEM_END = (";", ",", "; and", "; or", ", and", ", or")
_MAX_WIDTH = 100
_MIN_WIDTH = 50


def from_plain(text: str) -> list[Block]:
    """Split normalised plain text into blocks; hard-wrapped lines are joined again."""
    lines = text.split("\n")
    width = _wrap_width(lines)
    blocks: list[Block] = []
    depths: list[tuple[int, str]] = []
    pieces: list[str] = []  # the lines of the last block, joined once it is complete
    gap = True
    marker = ""
    last = 0
    for line in lines:
        count = len(blocks)
        stripped = line.strip()
        if not stripped:
            gap = True
            continue
        # Most lines begin with a word; only the others can be rules, bullets or headings.
        marked = not stripped[:2].isalpha()
        if marked and _LONE_BULLET.match(stripped):
            marker, gap = BULLET, True
            continue
        if marked and _RULE.match(stripped):
            gap = True
            continue
        if marked and (atx := _ATX.match(stripped)):
            depths.clear()
            blocks.append(Block("heading", atx[2], len(atx[1])))
        elif (found := _bullet(stripped) if marked else "") or marker:
            body = stripped[len(found) :] if found else stripped
            style = _style(found or marker)
            level = _depth(depths, len(line) - len(line.lstrip()), style)
            shown = found.strip() if style.isalnum() else BULLET
            blocks.append(Block("list_item", body.lstrip(), level, shown))
            marker = ""
        elif blocks and _continues(blocks[-1], pieces, stripped, gap, width and width - last):
            pieces.append(stripped)
        else:
            depths.clear()
            blocks.append(Block("body", stripped))
        if len(blocks) > count:
            _finish(blocks, count, pieces)
            pieces = [blocks[-1].text]
        gap = False
        last = len(line)
    _finish(blocks, len(blocks), pieces)
    return blocks


def shape(blocks: list[Block]) -> list[Block]:
    """Tell headings and unmarked lists from paragraphs, in place."""
    listing = False
    for n, block in enumerate(blocks):
        before = blocks[n - 1].text if n else ""
        if block.kind != "body":
            listing = block.text.endswith(":")
            continue
        if listing or before.endswith(":"):
            listing = _is_item(block.text, before)
            if listing:
                block.kind, block.level = "list_item", 1
                continue
        if looks_like_heading(block.text) and _heads(blocks, n):
            block.kind, block.level = "heading", 1 if block.text.isupper() else 2
    return blocks


def _heads(blocks: list[Block], n: int) -> bool:
    """Whether a text that it can head stands below block ``n``, and no list of short lines."""
    for below in blocks[n + 1 : n + 3]:
        if below.kind != "body" or len(below.text) > 100 or below.text[-1] in ".:”":
            return True
        if not looks_like_heading(below.text):
            return False
    return False


def looks_like_heading(line: str) -> bool:
    """Whether a line of plain text is a heading: short, capitalised, without a full stop."""
    if (
        len(line) > 120
        or line[-1] in _HEADING_END
        or (not line[0].isalnum() and line[0] not in "“(")
    ):
        return False
    words = line.split()
    if (
        len(words) > 14
        or line[0].islower()
        or " | " in line
        or _AGED.search(line)
        or _ADDRESS.search(line)
    ):
        return False
    long_words = [w for w in words if len(w.strip("“”(),:’'")) > 3 and w[0].isalpha()]
    capital = sum(w[0].isupper() for w in long_words)
    if not long_words or capital < 0.7 * len(long_words):
        return False
    return day.parse(line) is None


def marked(block: Block) -> Block:
    """A paragraph that begins with a list marker, which Word and line breaks leave, as an item."""
    found = _bullet(block.text) if block.kind == "body" and not block.text[:2].isalpha() else ""
    if not found:
        return block
    shown = found.strip() if _style(found).isalnum() else BULLET
    return Block("list_item", block.text[len(found) :].lstrip(), 1, shown)


def _bullet(line: str) -> str:
    match = _BULLET.match(line) or _NUMBER.match(line)
    return match[0] if match and match.end() < len(line) else ""


def _style(marker: str) -> str:
    marker = marker.strip()
    if marker[0] in "(0123456789" or marker[-1] in ".)":
        inner = marker.strip("().")
        return "1" if inner.isdigit() else "i" if len(inner) > 1 else "a"
    return marker


def _depth(stack: list[tuple[int, str]], indent: int, style: str) -> int:
    """Depth of a list item by its indent and kind of marker; ``stack`` holds the open levels."""
    key = (indent, style)
    if key in stack:
        del stack[stack.index(key) + 1 :]
        return len(stack)
    while stack and stack[-1][0] > indent:
        stack.pop()
    stack.append(key)
    return len(stack)


def _wrap_width(lines: list[str]) -> int:
    """The column at which the text was hard-wrapped, or 0 where each line is a paragraph."""
    lengths = [len(line) for line in lines if line.strip()]
    if len(lengths) < 4:
        return 0
    longest = max(lengths)
    if longest > _MAX_WIDTH:
        within = [n for n in lengths if n <= _MAX_WIDTH]
        if len(within) < 0.9 * len(lengths):
            return 0
        longest = max(within)
    full = sum(
        _MIN_WIDTH <= len(a) <= longest and bool(b.strip()) for a, b in itertools.pairwise(lines)
    )
    return longest if longest >= _MIN_WIDTH and full >= 3 else 0


def _continues(block: Block, pieces: list[str], line: str, gap: bool, room: int) -> bool:
    """Whether ``line`` goes on with the text of ``block``, whose lines so far are ``pieces``.

    ``room`` is how many columns the line above left free, in a hard-wrapped text: it was wrapped
    there if the first word of ``line`` would not have fitted (with some slack for ragged editors).
    """
    above = pieces[-1]
    if _ADDRESS.match(line):
        return False
    if room and not gap and block.kind != "heading" and room < len(line.split(" ", 1)[0]) + 12:
        return True
    if not (above[-1].isalnum() or above[-1] in ",’'-"):
        return False
    if line[0].islower():
        if gap:
            return pieces[0][0].isupper() and block.kind != "list_item"
        return not pieces[0][0].islower()
    return not gap and len(above) > 60 and not line[0].isupper() and not looks_like_heading(above)


def _finish(blocks: list[Block], count: int, pieces: list[str]) -> None:
    """Give block ``count - 1`` its whole text. A word divided at a line end keeps its hyphen."""
    if len(pieces) > 1:
        joined = (p if p.endswith("-") else p + " " for p in pieces[:-1])
        blocks[count - 1].text = "".join(joined) + pieces[-1]


def _is_item(text: str, before: str) -> bool:
    """Whether a paragraph after a colon, or after an item, is an item of an unmarked list."""
    if len(text) > 400:
        return False
    if text.endswith(_ITEM_END):
        return True
    if before.endswith(_ITEM_END):
        return len(text) < 250
    return bool(_AGED.search(text[:80])) and len(text) < 250
