"""Tables that reach the text as one cell a line: a label, an amount, perhaps a worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.records import items
from extractor.records.context import Context
from extractor.records.seizures.money import is_money
from extractor.records.seizures.thing import Thing
from extractor.types import Quantity

_HEADER = re.compile(
    r"\b(?:seiz\w+|confiscat\w+|recover(?:ed|ies)|intercept\w+|interdict\w+|forfeit\w+|haul|taken)\b",
    re.IGNORECASE,
)
_CELL = 60  # characters: a longer line is prose
_ABOVE = 5  # cells between the line that says what the table counts and its first row
_LABEL = re.compile(r"(?P<item>[A-Za-z][^\n:|]*?)(?:\s+[–—-]\s.*|\s*\(.*|\s*[:|].*)?")


@dataclass(frozen=True, slots=True)
class Row:
    """A thing with the sentence that names it and the one that heads its table."""

    thing: Thing
    sentence: int
    header: int


def tables(context: Context) -> Iterator[Row]:
    """The rows of tables of things taken; one row alone is no table."""
    index, last = 0, len(context.sentences)
    while index < last:
        found: list[tuple[int, Thing]] = []
        at = index
        while row := _row(context, at):
            found.append((at, row[0]))
            at = row[1]
        if len(found) > 1 and (header := _header(context, index)) is not None:
            yield from (Row(thing, i, header) for i, thing in found)
        index = max(at, index + 1)


def _header(context: Context, first: int) -> int | None:
    """The line above the table that says that things were taken."""
    for i in range(first - 1, max(-1, first - _ABOVE - 1), -1):
        if _HEADER.search(context.words(i)):
            return i
    return None


def _row(context: Context, index: int) -> tuple[Thing, int] | None:
    """The thing whose label is the sentence, and the index behind its cells."""
    if index + 1 >= len(context.sentences):
        return None
    s = context.sentences[index]
    if s.end_char - s.start_char > _CELL or context.quantities_in(s.start_char, s.end_char):
        return None
    label = _LABEL.fullmatch(context.text, s.start_char, s.end_char)
    category = items.category_of(label["item"]) if label else None
    if label is None or category is None:
        return None
    amount = _amount(context, index + 1)
    if amount is None:
        return None
    behind = _amount(context, index + 2)
    start, end = label.span("item")
    usd = None
    if behind is not None and is_money(behind) and not is_money(amount):
        usd = behind.value if behind.unit == "USD" else None
    thing = Thing(start, end, label["item"], category, amount, usd)
    return thing, index + (2 if behind is None else 3)


def _amount(context: Context, index: int) -> Quantity | None:
    """The amount that the sentence consists of."""
    if index >= len(context.sentences):
        return None
    s = context.sentences[index]
    found = context.quantities_in(s.start_char, s.end_char)
    if s.end_char - s.start_char > _CELL or len(found) != 1:
        return None
    rest = (
        context.text[s.start_char : found[0].start_char]
        + context.text[found[0].end_char : s.end_char]
    )
    return found[0] if len(rest.split()) < 3 else None
