"""Finds the noun phrase behind a number, by closed classes and word endings, without a parser.

Two facts about English carry most of the load. A number other than one wants a plural head, and a
plural subject takes no verb in -s: so behind "12" the first plural noun is the head, and a word in
-s right behind it is a noun again ("12 weapons charges"), not a verb.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.quantities.numerals import HYPHENS, STARTS, is_digits
from extractor.quantities.tokens import Tokens
from extractor.quantities.units import substances
from extractor.quantities.words import is_plural, is_word, no_nouns, word_class

_REACH = 9  # words that a noun phrase may be long


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens ``start`` up to ``end``; ``head`` is the last, or the first of two joined heads."""

    start: int
    end: int
    head: int
    plural: bool


def noun_phrase(t: Tokens, i: int, *, plural: bool) -> NounPhrase | None:
    """The noun phrase at token ``i``, behind a number; ``plural`` where the number calls for one.

    A plural head is the first plural noun, or a later one where the first only modifies it ("arms
    dealers"). A singular head is the last word before something that cannot belong to the phrase.
    """
    if t.low[i] in ("more", "fewer", "such", "further") and t.low[i + 1] not in ("than", "or"):
        i += 1
    if t.words[i] in ("“", '"', "‘"):
        i += 1
    j, head, last, words = i, -1, -1, 0
    while j < t.size and words < _REACH:
        low = t.low[j]
        if not is_word(low):
            if not _joins(t, j, i, head, plural):
                break
            if low[0] == "." and is_digits(low) and j > i and not plural:
                last = j  # one Colt .45
            j += 1
            continue
        joined = j > i and t.glued(j) and t.words[j - 1] in _INNER
        if not joined:
            if _ends(t, j, words, head, plural) or t.words[j] == "I":
                if not (plural and head < 0 and _adjectives(t, j, words)):
                    break
                j += 1
                continue
            if _verbal(t, j, first=words == 0):
                break
            if words and head >= 0 and low.endswith("ly"):
                break
        words += 1
        hyphen_follows = t.words[j + 1] in HYPHENS and t.glued(j + 1) and t.glued(j + 2)
        if not hyphen_follows:
            if plural and is_plural(low):
                head = last = j
                if not _goes_on(t, j):
                    break
            elif plural and head >= 0 and not _plural_ahead(t, j):
                break  # a singular word behind a plural noun is no part of it
            else:
                last = j
        j += 1
    if head >= 0:
        return NounPhrase(i, _coordinated(t, head + 1), head, True)
    if last < 0:
        return None
    return NounPhrase(i, last + 1, last, False)


def _ends(t: Tokens, j: int, words: int, head: int, plural: bool) -> bool:
    """Whether the word at ``j`` cannot belong to a noun phrase.

    A verb with a capital inside a plural phrase is part of a name ("13 previous Take Back events").
    """
    low = t.low[j]
    if t.words[j + 1] in HYPHENS and t.glued(j + 1) and t.glued(j + 2):
        return False  # all-terrain, off-duty
    if low in word_class("attributive") and head < 0:
        nxt = t.low[j + 1]  # 66 live songbirds, one stolen pistol
        if _plural_ahead(t, j) or not (plural or nxt in no_nouns() or not is_word(nxt)):
            return False
    if low in word_class("stop"):
        named = low in ("back", "up", "out", "in", "for") and t.words[j - 1][:1].isupper()
        return not (named and t.words[j][:1].isupper() and words and head < 0 and plural)
    if low in word_class("verb"):
        return not (t.words[j][:1].isupper() and words and head < 0 and plural)
    return False


_INNER = frozenset("-‑–/’'&.")


def _joins(t: Tokens, j: int, start: int, head: int, plural: bool) -> bool:
    """Whether the sign or number at ``j`` may stand inside a noun phrase."""
    low = t.low[j]
    if is_digits(low):  # MS-13 members; two 40-foot boats; two .38 caliber pistols
        if t.glued(j) and t.words[j - 1] in HYPHENS:
            return True
        nxt = t.low[j + 1]
        if low[0] == "." and head < 0:
            return True  # two .38 revolvers
        if head < 0 and j > start and t.words[j - 1][:1].isupper() and _plural_ahead(t, j):
            return True  # PlayStation 5 consoles
        return head < 0 and (nxt in HYPHENS or nxt in ("caliber", "mm", "gauge") or t.glued(j + 1))
    if low in HYPHENS or low in ("/", "‑"):
        return t.glued(j) and j > start and (is_word(t.low[j + 1]) or t.glued(j + 1))
    if low == "&":
        return j > start
    if low == ",":
        return plural and head < 0 and j > start and _adjective_list(t, j)
    if low == "'":
        return j - 1 == head and t.glued(j)
    return low in ("”", '"') and j > start and head < 0 and is_word(t.low[j + 1])


def _adjectives(t: Tokens, j: int, words: int) -> bool:
    """Whether "and" at ``j`` joins modifiers: "micro and small businesses"."""
    return (
        t.low[j] in ("and", "or")
        and words > 0
        and is_word(t.low[j + 1])
        and t.low[j + 1] not in no_nouns() | STARTS
        and (is_plural(t.low[j + 1]) or _plural_ahead(t, j + 1))
    )


def _verbal(t: Tokens, i: int, *, first: bool) -> bool:
    """Whether the -ed or -ing word at ``i`` is a verb here: the noun phrase ends before it."""
    low = t.low[i]
    if not ((low.endswith("ed") and len(low) > 4) or (low.endswith("ing") and len(low) > 4)):
        return False
    if low in word_class("gerund"):
        return False
    nxt = t.low[i + 1]
    if first and low.endswith("ing"):
        return nxt in no_nouns()
    if nxt in word_class("adverbial") and not first:
        return True  # an inquiry ended early, a plant closed last year
    if nxt in word_class("attributive"):
        return False  # 14 undeclared live finches
    return (not is_word(nxt) and nxt not in HYPHENS) or nxt in no_nouns() | STARTS


def _goes_on(t: Tokens, j: int) -> bool:
    """Whether a noun phrase goes on behind the plural noun at ``j``."""
    nxt = t.low[j + 1]
    if t.words[j + 1] in ("’", "'") and t.glued(j + 1) and is_word(t.low[j + 2]):
        return True  # U.S. Attorneys’ Offices
    if not is_word(nxt) or nxt in no_nouns() or nxt == "lives":
        return False
    if t.low[j].endswith("s'") or (is_plural(nxt) and t.low[j + 2] != "-"):
        return True
    return t.low[j] in word_class("modifier") and not _verbal(t, j + 1, first=False)


def _plural_ahead(t: Tokens, j: int) -> bool:
    for k in range(j + 1, min(j + 4, t.size)):
        low = t.low[k]
        if low in HYPHENS:
            continue
        if low in no_nouns() or not is_word(low):
            return False
        if is_plural(low):
            return True
    return False


def _adjective_list(t: Tokens, j: int) -> bool:
    """Whether the comma at ``j`` stands among modifiers: "state, local and tribal partners"."""
    if is_plural(t.low[j - 1]) or t.low[j - 1] in substances():
        return False
    for k in range(j + 1, min(j + 8, t.size)):
        low = t.low[k]
        if low in (",", "and", "or") or low in HYPHENS:
            continue
        if not is_word(low) or low in no_nouns() or low in STARTS:
            return False
        if is_plural(low):
            return t.words[k].islower()
    return False


def _coordinated(t: Tokens, end: int) -> int:
    """The end of a phrase that a second plural noun belongs to: "members and associates"."""
    k = end + 1
    first = t.low[k]
    if t.low[end] not in ("and", "or") or not is_word(first) or first in no_nouns() | STARTS:
        return end
    if not is_plural(t.low[k]):
        if not (is_plural(t.low[k + 1]) and not _verbal(t, k, first=False)):
            return end
        k += 1
    if t.low[k].endswith("ed") or t.low[k] in ("missing", "dead", "homeless"):
        return end
    if _goes_on(t, k) or t.low[k + 1] in ("of", "was", "has"):
        return end
    return k + 1
