"""Finds amounts: goes through the text once, stretch by stretch, and reads each number it meets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from extractor.quantities import idioms, links, ranges, reading
from extractor.quantities.amounts import Amount
from extractor.quantities.numerals import DENOMINATORS, GLYPHS, STARTS, is_digits, parse
from extractor.quantities.tokens import Tokens, tokenize
from extractor.quantities.words import is_word
from extractor.types import Quantity, Sentence

# Lines, and sentences in them: a full stop behind three small letters, a digit or a bracket, so
# that "U.S. Code" and "Mr. Smith" stay whole. A cut too many costs a little context, no more.
_BREAK = re.compile(r"\n+|[.!?][”\"’)]*\s+(?=[“\"‘(]?[A-Z])")
_NET = re.compile(r"@|://|www\.|\.(?:com|gov|org|net|mil|edu)\b", re.IGNORECASE)
_NET_SIGN = re.compile(r"@|[:.](?=[\w/])")  # what every one of them holds: a cheap first look
_SPACE = re.compile(r"\s")
_DIGIT = re.compile(r"[0-9½¼¾⅓⅔⅛⅜⅝⅞]")
_LETTERS = re.compile(r"[a-z]+")
_ARTICLES = {"a", "an", "several", "few", "many", "countless", "untold", "multi", "couple"}
_MARKS = STARTS | GLYPHS.keys()
_NUMBER_WORDS = STARTS - _ARTICLES


def find(
    text: str,
    *,
    taken: Sequence[tuple[int, int]] = (),
    sentences: Sequence[Sentence] | None = None,
) -> tuple[Quantity, ...]:
    """All amounts stated in ``text``, in order, every occurrence of each.

    ``taken`` are spans (start, end) in which a number is no amount: dates that were found before,
    names. ``sentences`` bound what is read together; without them a simple split does. Never raises
    on any text, and takes time linear in its length.

    >>> [(q.text, q.value, q.unit) for q in find("Agents found about 1.2 million fake pills.")]
    [('about 1.2 million fake pills', 1200000.0, 'pill')]
    """
    if sentences is None:
        spans = _stretches(text)
    else:
        spans = [(s.start_char, s.end_char) for s in sentences]
    blocked = _Spans([*taken, *_addresses(text)])
    out: list[Quantity] = []
    for start, end in spans:
        if not _may_hold(text[start:end]):
            continue
        t = tokenize(text, start, end)
        marks = [i for i, w in enumerate(t.low) if w in _MARKS or "0" <= w[-1:] <= "9"]
        if len(marks) >= _CELLS:
            marks = _without_tables(t, marks)
        if marks:
            links.append(out, t, _read(t, marks, blocked))
    return tuple(out)


_CELLS = 6  # so many numbers in a row, with nothing between them, are cells of a table


def _without_tables(t: Tokens, marks: list[int]) -> list[int]:
    """``marks`` without rows of bare numbers; the last of a row may have a noun behind it."""
    kept: list[int] = []
    row: list[int] = []
    for i in [*marks, -1]:
        if row and i != row[-1] + 1:
            cells = len(row) >= _CELLS
            kept += row[-1:] if cells and is_word(t.low[row[-1] + 1]) else [] if cells else row
            row = []
        if is_digits(t.words[i]):
            row.append(i)
        elif i >= 0:
            kept.append(i)
    return kept


def _stretches(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for m in _BREAK.finditer(text):
        start = m.start()
        last = text[start - 3 : start]
        if text[start] == "\n" or (last.islower() and last.isalpha()) or last[-1:] in _CLOSERS:
            spans.append((at, start + (text[start] != "\n")))
            at = m.end()
    spans.append((at, len(text)))
    return spans


_CLOSERS = frozenset('0123456789)%”"')


def _may_hold(stretch: str) -> bool:
    """A cheap first look: a digit, a number word, or a unit or fraction behind an article."""
    if _DIGIT.search(stretch):
        return True
    low = stretch.lower()
    return not _NUMBER_WORDS.isdisjoint(_LETTERS.findall(low)) or bool(_article().search(low))


@cache
def _article() -> re.Pattern[str]:
    words = sorted(idioms.article_words() | DENOMINATORS.keys(), key=len, reverse=True)
    return re.compile(r"\ban?[ -](?:" + "|".join(map(re.escape, words)) + r")\b")


def _addresses(text: str) -> list[tuple[int, int]]:
    """Addresses on the net: the stretch from space to space around a sign of one."""
    spans: list[tuple[int, int]] = []
    behind = 0
    if not _NET_SIGN.search(text):
        return spans
    for m in _NET.finditer(text):
        if m.start() < behind:
            continue
        start = m.start()
        while start > behind and not text[start - 1].isspace():
            start -= 1
        space = _SPACE.search(text, m.end())
        behind = space.start() if space else len(text)
        spans.append((start, behind))
    return spans


def distinct(quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities without those that repeat an earlier one in the same words.

    The links of what is left are indices into the result; a link to a repeated one leads to its
    first occurrence.
    """
    first: dict[tuple[object, ...], int] = {}
    place: list[int] = []
    kept: list[Quantity] = []
    for q in quantities:
        key = (" ".join(q.text.casefold().split()), q.value, q.high, q.unit, q.per)
        if key not in first:
            first[key] = len(kept)
            kept.append(q)
        place.append(first[key])
    return tuple(links.relinked(q, place) for q in kept)


class _Spans:
    """Spans that tell whether a stretch overlaps one of them."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [s for s, _ in ordered]
        self._reach: list[int] = []
        reach = 0
        for _, end in ordered:
            reach = max(reach, end)
            self._reach.append(reach)

    def overlap(self, start: int, end: int) -> bool:
        k = bisect_right(self._starts, end - 1)
        return k > 0 and self._reach[k - 1] > start


def _read(t: Tokens, marks: list[int], blocked: _Spans) -> list[Amount]:
    """The amounts of one stretch."""
    found: list[Amount] = []
    behind, refused = 0, -9
    for i in marks:
        if i < behind:
            continue
        got = _special(t, i)
        if got is not None:
            if not blocked.overlap(t.starts[got.number.start], t.ends[got.end - 1]):
                found.append(got)
            behind = got.end
            continue
        number = parse(t, i)
        if number is None:
            continue
        if blocked.overlap(t.starts[i], t.ends[number.end - 1]):
            behind = refused = number.end
            continue
        amount, behind = reading.read(t, number)
        if amount is None:
            refused = behind
        elif amount.bare and _listed(t, refused, i) and "," not in t.words[i]:
            refused = number.end  # "sections 201 or 301", "ages 5, 7 and 9"
        else:
            found.append(amount)
    return list(ranges.coordinated(t, found))


def _special(t: Tokens, i: int) -> Amount | None:
    low = t.low[i]
    if low in ("a", "an"):
        return idioms.article_unit(t, i)
    if low == "twice":
        return idioms.times(t, i)
    if t.low[i + 1] == "in" and (share := idioms.one_in(t, i)):
        return share
    if t.words[i + 1] == "-" and t.low[i + 2] == "figure":
        return idioms.money_in_words(t, i)
    return None


def _listed(t: Tokens, refused: int, i: int) -> bool:
    gap = t.low[refused:i] if 0 <= refused < i <= refused + 2 else []
    return bool(gap) and set(gap) <= {"and", "or", ",", "-", "–", "through", "to", "&"}
