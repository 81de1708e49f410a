"""Finds the noun phrase behind a number, by closed classes and word endings, without a parser."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.quantities.tokens import Tokens
from extractor.quantities.words import word_class

_REACH = 10  # words that a noun phrase may be long


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens ``start`` up to ``end``; ``plural`` tells whether its head is."""

    start: int
    end: int
    plural: bool


def is_plural(word: str) -> bool:
    """Whether a word in lower case looks like a plural noun."""
    if word in word_class("plural"):
        return True
    return (
        len(word) > 3
        and word[-1] == "s"
        and not word.endswith(("ss", "us", "is", "'s"))
        and word not in word_class("singular")
    )


def _is_word(word: str) -> bool:
    return word[:1].isalpha()


def _participle(t: Tokens, i: int) -> bool:
    """An -ed or -ing word at ``i`` that is a verb here: a noun phrase cannot go on behind it."""
    low = t.low[i]
    if not ((low.endswith("ed") and len(low) > 4) or (low.endswith("ing") and len(low) > 5)):
        return False
    nxt = t.low[i + 1]
    return not _is_word(nxt) or nxt in word_class("stop")


def noun_phrase(t: Tokens, i: int, *, plural: bool) -> NounPhrase | None:
    """The noun phrase at token ``i``, behind a number; ``plural`` where the number calls for one.

    A plural head is the first plural noun, or a later one where the first only modifies it ("arms
    dealers"). A singular head is the last word before something that cannot belong to the phrase.
    """
    stop, j, head, words = word_class("stop"), i, -1, 0
    if t.low[i] in ("more", "fewer", "such", "out"):  # twelve more agencies
        j += 1
    start = j
    last = i
    limit = min(t.size, i + 2 * _REACH)
    while j < limit and words < _REACH:
        low = t.low[j]
        if not _is_word(low):
            if low in ("-", "‑", "/", "–") and j > start and _is_word(t.low[j + 1]) and t.glued(j):
                j += 1
                continue
            if low == "&" and j > start:
                j += 1
                continue
            if low == "," and head < 0 and plural and _adjective_list(t, j, limit):
                j += 1
                continue
            if low in ("“", '"', "‘") and j == start:
                j += 1
                continue
            if low == "." and t.low[j + 1].isdigit() and head < 0:
                j += 2
                continue
            break
        joined = t.glued(j) and j > start and t.words[j - 1] in ("-", "‑", "/", "–")
        if (low in stop and not joined) or (t.words[j] == "I"):
            if (
                low == "and"
                and head < 0
                and plural
                and words
                and _is_word(t.low[j + 1])
                and t.low[j + 1] not in stop
                and not is_plural(t.low[j - 1])
            ):
                j += 1
                words += 1
                continue
            break
        if low.endswith("ly") and words and head >= 0:
            break
        if not joined and _participle(t, j):
            break
        if plural:
            if is_plural(low):
                if t.words[j + 1] in ("-", "‑") and t.glued(j + 1) and t.glued(j + 2):
                    j += 1
                    continue
                head = j
                if not _goes_on(t, j):
                    return NounPhrase(start, _coordinated(t, j + 1), True)
            elif head >= 0 and low not in word_class("modifier"):
                # a singular word behind a plural noun: a compound only if a plural follows
                if not _plural_ahead(t, j):
                    return NounPhrase(start, head + 1, True)
        last = j
        words += 1
        j += 1
    if head >= 0:
        return NounPhrase(start, head + 1, True)
    if words == 0:
        return None
    return NounPhrase(start, last + 1, False)


def _goes_on(t: Tokens, j: int) -> bool:
    """Whether a noun phrase goes on behind the plural noun at ``j``."""
    nxt = t.low[j + 1]
    if not _is_word(nxt) or nxt in word_class("stop"):
        return nxt in ("’", "'") and False
    if t.low[j].endswith("s'"):
        return True
    if is_plural(nxt) and not _participle(t, j + 1):
        return True
    return t.low[j] in word_class("modifier") and not nxt.endswith("ed")


def _plural_ahead(t: Tokens, j: int) -> bool:
    for k in range(j + 1, min(j + 3, t.size)):
        if t.low[k] in word_class("stop") or not _is_word(t.low[k]):
            return False
        if is_plural(t.low[k]):
            return True
    return False


def _adjective_list(t: Tokens, j: int, limit: int) -> bool:
    """Whether the comma at ``j`` stands in a list of adjectives: "state, local and tribal partners"."""
    if is_plural(t.low[j - 1]) or not t.words[j - 1][:1].isalpha():
        return False
    stop = word_class("stop")
    for k in range(j + 1, min(j + 8, limit)):
        low = t.low[k]
        if low in (",", "and", "or", "-"):
            continue
        if not _is_word(low) or low in stop:
            return False
        if is_plural(low):
            return True
    return False


def _coordinated(t: Tokens, end: int) -> int:
    """The end of a phrase that a second plural noun belongs to: "members and associates"."""
    if t.low[end] not in ("and", "or") or not _is_word(t.low[end + 1]):
        return end
    nxt = t.low[end + 1]
    behind = t.low[end + 2]
    if is_plural(nxt) and (not _is_word(behind) or behind in word_class("stop")):
        return end + 2
    return end
