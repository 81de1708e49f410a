"""Tokens of a stretch of text, as four parallel lists: the form that every later step reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"  # 1,238.50  20.4  2021
    r"|[A-Z]\.(?:[A-Z]\.)+"  # U.S.  E.O.  D.C.
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"  # words, with their apostrophes
    r"|(?<![\w.,])\.[0-9]+"  # .38
    r"|\S"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """``words`` as written, ``low`` in lower case; ``starts`` and ``ends`` are offsets.

    A few empty words follow the last one, so that looking a little ahead needs no length test;
    index -1 is empty as well.
    """

    text: str
    words: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]
    size: int

    def glued(self, i: int) -> bool:
        """Whether no white space stands between token ``i - 1`` and token ``i``."""
        return 0 < i < self.size and self.ends[i - 1] == self.starts[i]

    def surface(self, i: int, j: int) -> str:
        """The text of tokens ``i`` up to, not including, ``j``."""
        return self.text[self.starts[i] : self.ends[j - 1]]


PAD = 4


def tokenize(text: str, start: int, end: int) -> Tokens:
    """The tokens of ``text[start:end]``; offsets refer to ``text``."""
    spans = [m.span() for m in _TOKEN.finditer(text, start, end)]
    words = [text[a:b] for a, b in spans]
    size = len(words)
    words += [""] * PAD
    low = [w.lower() for w in words]
    if text.find("’", start, end) >= 0:
        low = [w.replace("’", "'") for w in low]
    return Tokens(
        text,
        words,
        low,
        [a for a, _ in spans] + [end] * PAD,
        [b for _, b in spans] + [end] * PAD,
        size,
    )
