"""Closed word classes and hedges, from ``lexicons/quantity_words`` and ``quantity_hedges``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractor.lexicons import load
from extractor.quantities.tokens import Tokens, tokenize
from extractor.types import Bound


@dataclass(frozen=True, slots=True)
class WordClass:
    """One line of ``lexicons/quantity_words.jsonl``: words in lower case that behave alike."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    non_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hedge:
    """One line of ``lexicons/quantity_hedges.jsonl``: phrases before or after a number."""

    id: str
    bound: Bound
    position: str
    forms: tuple[str, ...]
    examples: tuple[str, ...]
    non_examples: tuple[str, ...]


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {c.id: frozenset(c.words) for c in load("quantity_words", WordClass)}


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class."""
    return _classes()[name]


@cache
def no_nouns() -> frozenset[str]:
    """Closed classes and common verbs: words that end a noun phrase."""
    return word_class("stop") | word_class("verb")


def is_plural(word: str) -> bool:
    """Whether a word in lower case looks like a plural noun."""
    if word in word_class("plural"):
        return True
    return (
        len(word) > 3
        and word[-1] == "s"
        and (not word.endswith(("ss", "us", "is", "'s")) or word.endswith(("eaus", "enus")))
        and word not in word_class("singular")
    )


def is_word(word: str) -> bool:
    """Whether a token begins with a letter."""
    return word[:1].isalpha()


Phrases = dict[str, list[tuple[tuple[str, ...], Bound]]]


@cache
def hedges(position: str) -> Phrases:
    """Hedge phrases as words; keyed by last word if they stand before the number, else by first."""
    table: Phrases = {}
    for hedge in load("quantity_hedges", Hedge):
        if hedge.position == position:
            for form in hedge.forms:
                t = tokenize(form, 0, len(form))
                words = tuple(t.low[: t.size])
                key = words[-1] if position == "before" else words[0]
                table.setdefault(key, []).append((words, hedge.bound))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


def hedge_before(t: Tokens, i: int) -> tuple[int, Bound | None]:
    """Where the hedges in front of token ``i`` start, and the bound that they give."""
    bound: Bound | None = None
    table = hedges("before")
    for _ in range(3):
        for words, b in table.get(t.low[i - 1] if i else "", ()):
            n = len(words)
            if n <= i and tuple(t.low[i - n : i]) == words:
                if words == ("up", "to") and t.low[i - 3] in word_class("drift"):
                    return i, bound  # edged up to 3.7 percent
                i -= n
                if b != "exact" and bound is None:
                    bound = b
                break
        else:
            break
    return i, bound


def hedge_after(t: Tokens, i: int) -> tuple[int, Bound | None]:
    """Where a hedge that starts at token ``i`` ends, and its bound."""
    for words, b in hedges("after").get(t.low[i], ()):
        n = len(words)
        if tuple(t.low[i : i + n]) == words:
            if words == ("plus",) and not "0" <= t.words[i - 1][-1:] <= "9":
                continue  # 40 euros plus expenses
            if words == ("and", "more") and (t.low[i + 2] == "than" or is_plural(t.low[i + 2])):
                continue  # 40 kilograms and more than 9 pounds
            return i + n, b
    return i, None
