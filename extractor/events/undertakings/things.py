"""Undertakings that are told without a verb: "a new task force on forgery", "training for pilots".

Such a phrase opens a sentence or bullet, or is a further member of a list of deeds ("sponsored two
courses; a workshop for prosecutors"). Its head is a noun of ``lexicons/undertaking_nouns.jsonl``
that names a thing which governments give, found or agree on.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.events.undertakings.lexicon import heads, verb_of
from extractor.events.undertakings.phrases import FINITE, MONEY, Token, phrase_end

_NO_OPENING = frozenset(
    "we they he she i you it there who as if when while since today and but this these those that"
    " our both all such".split()
)
_NEW = frozenset("a an another additional further new".split())
_SERIES = frozenset("series number set range package slate round total pair host variety".split())
_HEAD_WITHIN = 9  # tokens from the phrase's first within which its head stands
_SHORTEST = 4  # tokens: "additional funding" alone says nothing
_BEHIND_HEAD = frozenset(
    "for to of in with under on at from by that which who , . ; : ( – — and will has have is are"
    " was were including between among through known called".split()
)


def phrases(tokens: list[Token], lower: list[str]) -> Iterator[tuple[int, int, int, str]]:
    """First token, head, first token behind and kind of each phrase that may be one."""
    for k, first in enumerate(lower):
        if k == 0 or lower[k - 1] == ":":
            opens = first not in _NO_OPENING
        elif lower[k - 1] == ";" or lower[max(0, k - 2) : k] == [";", "and"]:
            # a verb goes on a list of deeds; a noun, one of things
            opens = first not in _NO_OPENING and first != "and" and not _told(first)
        elif first in _NEW:
            before = lower[k - 1]
            opens = before in (";", "including", "includes", "include") or (
                before in (",", "and", "as") and k > 1 and lower[k - 2] in (";", ",", "well")
            )
        else:
            opens = False
        if not opens:
            continue
        head = _head(lower, k)
        if head is None:
            continue
        # a capital inside a phrase belongs to the name of a body ("Bureau of Field Operations")
        if tokens[head][0][0].isupper() and head > k and first not in _NEW:
            continue
        start = k + (first in ("a", "an", "the"))
        if start > head:
            continue
        last = phrase_end(tokens, lower, head, set())
        for at in range(head + 1, last):
            if lower[at] in FINITE:
                last = at
                break
        if last - start >= _SHORTEST:
            yield start, head, last, heads()[lower[head]]


def _told(word: str) -> bool:
    verb = verb_of(word)
    return verb is not None and verb.tag in ("ed", "ing", "s")


def _head(lower: list[str], k: int) -> int | None:
    """The last noun of the lexicon before the phrase's first preposition, verb or comma."""
    found = None
    for at in range(k, min(len(lower), k + _HEAD_WITHIN)):
        word = lower[at]
        if word in heads():
            found = at
        elif word == "of" and at > k and lower[at - 1] in _SERIES:
            found = None
        elif word[0] in MONEY or word in FINITE or (word in _BEHIND_HEAD and word != "and"):
            break
        else:
            verb = verb_of(word) if at > k else None
            if verb is not None and verb.tag in ("ed", "s"):
                break
    if found is None or (found + 1 < len(lower) and lower[found + 1] not in _BEHIND_HEAD):
        return None
    return found
