"""Trigger lexicon: the words that give a clause its record type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.lexicons import load
from extractor.types import RecordType

FILES = (
    "triggers_legal",
    "triggers_seizure",
    "triggers_designation",
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: ``pattern`` is a regular expression, matched without regard to case.

    ``key`` lists words (lower case), one of which stands in every match: a sentence without any of
    them is never searched, which keeps the cost of a large lexicon small. ``subtype`` is the stage,
    action or kind of the record where the words fix it; ``voice`` says where the acting body is
    looked for: "active" before the trigger, "passive" behind it.
    """

    id: str
    type: RecordType
    pattern: str
    key: tuple[str, ...]
    subtype: str | None = None
    voice: str = "active"
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@cache
def lexicon() -> dict[str, Trigger]:
    """All triggers by id."""
    return {t.id: t for name in FILES for t in load(name, Trigger)}


_WORD = re.compile(r"\w+")


@cache
def _by_key() -> dict[str, list[tuple[Trigger, re.Pattern[str]]]]:
    """Triggers by the first word of each key, case folded: what a sentence's words look up."""
    by_key: dict[str, list[tuple[Trigger, re.Pattern[str]]]] = {}
    for trigger in lexicon().values():
        regex = re.compile(rf"(?<!\w)(?:{trigger.pattern})(?!\w)", re.IGNORECASE)
        for key in {_WORD.findall(k.casefold())[0] for k in trigger.key}:
            by_key.setdefault(key, []).append((trigger, regex))
    return by_key


def matches(text: str, start: int, end: int) -> Iterator[tuple[Trigger, int, int]]:
    """Triggers in ``text[start:end]`` with their offsets, in order; of two that overlap and give
    the same type the longer one stays.
    """
    by_key = _by_key()
    present = by_key.keys() & set(_WORD.findall(text[start:end].casefold()))
    if not present:
        return
    candidates = {t.id: (t, regex) for k in sorted(present) for t, regex in by_key[k]}
    hits = [
        (trigger, m.start(), m.end())
        for trigger, regex in candidates.values()
        for m in regex.finditer(text, start, end)
    ]
    last: dict[str, int] = {}
    for trigger, left, right in sorted(hits, key=lambda h: (h[1], -(h[2] - h[1]), h[0].id)):
        if left >= last.get(trigger.type, -1):
            last[trigger.type] = right
            yield trigger, left, right
