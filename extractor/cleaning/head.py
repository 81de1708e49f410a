"""What the head of a release tells: its title, its day of publication, its issuer."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence

from extractor.cleaning import boilerplate, day, issuer
from extractor.cleaning.blocks import Block
from extractor.cleaning.layout import dateline

_HEAD = 12
_NOT_WORD = re.compile(r"\W+")
_SENTENCE_END = re.compile(r"[.;:,]$")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){1,}$|\b(?:Inc|Jr|Sr|Co|Corp|Ltd)\.$")
_DAY_LINE = 90
_INFERENCE_WINDOW = dt.timedelta(days=366)
_AHEAD = re.compile(
    r"\b(?:by|until|till|before|through|expires?|scheduled|will|deadline)\b[^.;\n]{0,25}$", re.I
)


def settle_head_lines(blocks: list[Block]) -> None:
    """Lines above the first paragraph that name the issuer head no section: body, in place."""
    for block in blocks[:_HEAD]:
        if len(block.text) > 150:
            return
        if block.kind == "heading" and issuer.from_line(block.text):
            block.kind, block.level = "body", 0


def find_title(blocks: list[Block], given: str | None) -> str | None:
    """Mark or insert the headline block, in place, and return the title.

    A given title that stands in the head of the text is marked there; else it becomes the first
    block. Without one, a heading or a short line above the first paragraph is taken.
    """
    if given:
        wanted = _folded(given)
        for block in blocks[:_HEAD]:
            similar = abs(len(block.text) - len(given)) < 10 + len(given) // 5
            if similar and block.kind != "list_item" and _folded(block.text) == wanted:
                block.kind, block.level = "headline", 0
                return given
        blocks.insert(0, Block("headline", given))
        return given
    head = blocks[:_HEAD]
    for n, block in enumerate(head):
        if block.kind == "list_item" or len(block.text) > 300:
            return None
        if _is_title(block, blocks[n + 1 :]):
            block.kind, block.level = "headline", 0
            return block.text
    return None


def stated_day(blocks: Sequence[Block]) -> dt.date | None:
    """The day in a short head line ("January 26, 2022") or the dateline; the first one wins."""
    for block in blocks[:_HEAD]:
        text = block.text
        found = dateline(text) if block.kind == "body" else None
        if found:
            when = day.in_prose(found[0])
        elif len(text) <= _DAY_LINE and block.kind not in ("list_item", "headline"):
            when = day.parse(text) or (None if text.endswith(".") else day.in_line(text))
        else:
            when = None
        if when:
            return when
        if len(text) > 300:
            break
    return None


def inferred_day(text: str) -> dt.date | None:
    """The latest day that the text can be shown to know of: a lower bound of its publication.

    Taken only where at least three months or days are named in the year up to the latest of them,
    so that the content fixes the year; days that the text speaks of as ahead do not count.
    """
    days = set()
    for start, when, whole_month in day.mentions(text):
        if _AHEAD.search(text, max(0, start - 40), start):
            continue
        if whole_month:
            when = when.replace(day=calendar.monthrange(when.year, when.month)[1])
        days.add(when)
    if not days:
        return None
    latest = max(days)
    return latest if sum(latest - d <= _INFERENCE_WINDOW for d in days) >= 3 else None


def find_issuer(blocks: Sequence[Block], given: str | None, url: str | None) -> str | None:
    """The canonical name of the agency that published the release, or ``None``.

    A given name that the lexicon does not know yields to the URL, and else stands as it is.
    """
    if found := issuer.from_name(given) or issuer.from_url(url) or (given and given.strip()):
        return found
    for block in blocks[:_HEAD]:
        if block.kind == "headline":
            continue
        if len(block.text) > 150:
            break
        if found := issuer.from_line(block.text):
            return found
    for block in blocks[:_HEAD]:
        if block.kind == "body" and len(block.text) > 60:
            line = dateline(block.text)
            return issuer.from_lead(block.text[line.end() if line else 0 :])
    return None


def _is_title(block: Block, below: Sequence[Block]) -> bool:
    text = block.text
    if boilerplate.is_chrome(text) or day.parse(text) or issuer.from_line(text):
        return False
    if " | " in text:  # a row of a table
        return False
    if len(text) < 12 or not any(len(b.text) > len(text) for b in below):
        return False
    if block.kind == "heading":
        return True
    if dateline(text) or (day.in_line(text) and len(text) < 40):
        return False
    return not _SENTENCE_END.search(text) or bool(_ABBREVIATED.search(text))


def _folded(text: str) -> str:
    return _NOT_WORD.sub(" ", text).casefold().strip()
