"""Clause boundaries, cheap: where a trigger's own clause begins and ends inside its sentence."""

from __future__ import annotations

import re

# A new clause begins behind these, when what follows is not a mere list member.
_BREAK = re.compile(
    r"[;:]\s+"
    r"|\s[–—-]{1,2}\s"
    r"|,\s+(?:and|but|while|whereas|as|after|before|which|who|where|when|although|because)\s+",
)


def clause_around(
    text: str, sentence_start: int, sentence_end: int, start: int, end: int
) -> tuple[int, int]:
    """The clause of ``text[sentence_start:sentence_end]`` that holds ``text[start:end]``."""
    left, right = sentence_start, sentence_end
    for m in _BREAK.finditer(text, sentence_start, sentence_end):
        if m.end() <= start:
            left = m.end()
        elif m.start() >= end:
            right = m.start()
            break
    return left, right
