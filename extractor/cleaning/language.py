"""Whether a text is English, by its commonest words: a cheap guard, not a language identifier."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to in a for that is was with by on as at from are have has been were be this will who it their his her not which or an he they its said".split()
)
_OTHER = frozenset(
    "el los las del que en una por con para se su sus fue como más der die und das den von mit ist im des les et le la du dans pour sur une au aux est que il do da os em uma não com dos di che per della nel sono в и на с не что по".split()
)
_LETTERS = 4000


def is_english(text: str) -> bool:
    """True unless a text of at least 20 words plainly is not English."""
    head = text[:_LETTERS]
    words = [w.lower() for w in _WORD.findall(head)]
    if len(words) < 20:
        letters = sum(c.isalpha() for c in head)
        latin = sum(c.isalpha() and c < "\u0250" for c in head)
        return letters < 40 or latin >= letters / 2
    english = sum(w in _ENGLISH for w in words)
    other = sum(w in _OTHER for w in words)
    return english >= other and (
        english >= 0.04 * len(words) or other == 0 and english > 0 or _latin(head)
    )


def _latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c < "\u0250" for c in letters) >= len(letters) / 2
