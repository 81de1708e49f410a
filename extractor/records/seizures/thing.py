"""A thing taken, as the readers of phrases and lists pass it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractor.types import Quantity

# How much the trigger alone says: "strong" takes any noun, "known" only nouns of the lexicons,
# "recover" no sums that a court may have awarded either, "weak" only contraband, "company" what
# stands in a list with contraband: any noun that is counted or has an article.
Strength = Literal["strong", "known", "recover", "weak", "company"]


@dataclass(frozen=True, slots=True)
class Thing:
    """One member of a list of things taken.

    ``usd`` is what the words beside it say it is worth, in dollars. ``known`` tells whether a
    lexicon knows the noun; one that is not known counts only in company that is. ``again`` marks
    what stands before the clause and is meant by "the drugs" in it.
    """

    start: int
    end: int
    item: str
    category: str
    quantity: Quantity | None = None
    usd: float | None = None
    known: bool = True
    again: bool = False
