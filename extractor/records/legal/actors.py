"""Someone whom a legal event can be about, by name or without one: an :class:`Actor`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "organization", "one", "group", "definite", "pronoun", "relative"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone whom a legal event can be about. ``text`` is the phrase as it stands in the release.

    ``kind``: a named person or organization; ``one`` unnamed person ("a Tulsa man"); an unnamed
    ``group``; a ``definite`` phrase for people named elsewhere ("the defendants"); a pronoun.
    """

    start_char: int
    end_char: int
    kind: Kind
    text: str
    key: str = ""
    count: int | None = 1
    official: bool = False
