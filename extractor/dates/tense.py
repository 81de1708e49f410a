"""Which way the words around a date look: back, as releases mostly do, or ahead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor import lexicons

# How far a verb may stand from its date, in characters, within the sentence.
_BEFORE, _AFTER = 220, 120

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_SENTENCE_END = re.compile(
    r"(?<=[a-z0-9”\")%][.!?;])(?<!Mr\.|Dr\.|Ms\.|Jr\.|Sr\.|St\.|No\.)(?<!Mrs\.|Sen\.|Rep\.|Gov\.|Gen\.|Inc\.)"
    r"\s+(?=[A-Z“\"])|\n\s*\n|\n[-•*]"
)
# Words that end in "-ed" and are no verb of the past.
_NO_VERB = frozenset(
    "need needed indeed speed seed feed exceed proceed succeed united hundred".split()
)


@dataclass(frozen=True)
class TenseEntry:
    """A line of ``date_tense.jsonl``: words or pairs of words that look back (-1) or ahead (1)."""

    id: str
    direction: int
    forms: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@cache
def _cues() -> dict[str, int]:
    return {
        form: entry.direction
        for entry in lexicons.load("date_tense", TenseEntry)
        for form in entry.forms
    }


def direction(text: str, start: int, end: int) -> int:
    """-1 where the words around ``text[start:end]`` look back, 1 where ahead, 0 where none tells.

    The nearest verb before the date within its sentence decides, else the first behind it.
    """
    return before(text, start) or after(text, end)


def before(text: str, start: int) -> int:
    """The direction of the nearest verb before ``start`` in its sentence, 0 without one."""
    left = max(0, start - _BEFORE)
    for stop in _SENTENCE_END.finditer(text, left, start):
        left = stop.end()
    words = _WORD.findall(text, left, start)
    for index in range(len(words) - 1, -1, -1):
        cue = _cue(words, index)
        if cue:
            return cue
    return 0


def after(text: str, end: int) -> int:
    """The direction of the first verb behind ``end`` in its sentence, 0 without one."""
    right = min(len(text), end + _AFTER)
    stop = _SENTENCE_END.search(text, end, right)
    words = _WORD.findall(text, end, stop.start() if stop else right)
    for index in range(len(words)):
        cue = _cue(words, index)
        if cue:
            return cue
    return 0


def _cue(words: list[str], index: int) -> int:
    """The direction that one word gives; a participle takes that of its auxiliary."""
    previous = words[index - 1] if index else ""
    own = _own(previous, words[index])
    if own is not None and not (own < 0 and previous == "be"):  # "will be held"
        return own
    for auxiliary in range(max(0, index - 2), index):
        ahead = _cue(words, auxiliary)
        if ahead > 0:
            return ahead
    return -1


@lru_cache(maxsize=8192)
def _own(previous: str, word: str) -> int | None:
    """The direction that a word gives by itself or with the one before it; ``None``: a participle,
    which needs its auxiliary."""
    cues = _cues()
    lower = word.lower()
    known = cues.get(f"{previous.lower()} {lower}", 0) if previous else 0
    known = known or cues.get(lower, 0)
    if known:
        return known
    if lower.endswith(("'ll", "’ll")):
        return 1
    if not word.endswith("ed") or len(lower) < 4 or lower in _NO_VERB:
        return 0
    return None
