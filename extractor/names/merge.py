"""From candidates that overlap to one set of names that do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_ARTICLE = re.compile(r"(?:the|The|THE) ")
_EDGE = " \t\n,.;:-–—“”\"'’‘("
_UNSCORED = {"U.S.", "US", "U.S", "American"}


class Candidate(NamedTuple):
    """A name proposed by one source. ``rank`` breaks ties and may outweigh length."""

    start: int
    end: int
    label: str
    source: str
    rank: int = 0
    id: str = ""
    score: float = 1.0


def trimmed(text: str, c: Candidate) -> Candidate | None:
    """Without article, possessive and stray signs at the edges; None where nothing stays."""
    start, end = c.start, c.end
    while start < end and text[start] in " \t\n,;:-–—.“”\"" and not text[start:].startswith(".22"):
        start += 1
    if m := _ARTICLE.match(text, start, end):
        start = m.end()
    while end > start and text[end - 1] in " \t\n,;:-–—":
        end -= 1
    if text[end - 2 : end] in ("’s", "'s"):
        end -= 2
    if end <= start or text[start:end] in _UNSCORED:
        return None
    return c._replace(start=start, end=end)


def choose(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The names that stay: higher rank first, then the longest; in order of the text."""
    ready = [t for c in candidates if (t := trimmed(text, c))]
    ready.sort(key=lambda c: (-c.rank, c.start - c.end, c.start))
    taken = bytearray(len(text))
    kept: list[Candidate] = []
    for c in ready:
        if not any(taken[c.start : c.end]):
            taken[c.start : c.end] = b"\x01" * (c.end - c.start)
            kept.append(c)
    return sorted(kept)


def taken_by(names: Sequence[Candidate], size: int) -> bytearray:
    """One byte a character of the text: 1 where a name stands."""
    taken = bytearray(size)
    for c in names:
        taken[c.start : c.end] = b"\x01" * (c.end - c.start)
    return taken
