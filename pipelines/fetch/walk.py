"""How a source of releases is walked through: list by list, and what its entries have in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urljoin

from extractor.cleaning import day
from pipelines.fetch.archive import Item
from pipelines.fetch.http import Response

DEEPEST = 100
"""Levels of nesting that no list of releases has."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a source's list. ``position`` is where to go on once its items are kept."""

    items: Sequence[Item]
    response: Response
    position: str | None = None
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """What a source needs for a walk.

    ``ask`` reads the list at an address (accept header, check of the body). ``position`` is where
    an earlier walk with the same query broke off; ``stored`` says whether an item is kept already.
    """

    ask: Callable[[str, str, Callable[[Response], object]], Response]
    since: dt.date | None
    today: dt.date
    position: str | None
    stored: Callable[[Item], bool]


class Source(Protocol):
    """A source of releases."""

    @property
    def url(self) -> str:
        """The address of its list."""

    @property
    def folder(self) -> str:
        """The name of the folder for what it gives."""

    @property
    def query(self) -> dict[str, Any]:
        """What it is asked for; a walk that broke off goes on only with the same."""

    def listings(self, walk: Walk) -> Iterator[Listing]:
        """Walk through its lists. Raises :class:`FetchError` where one cannot be read."""


def older(item: Item, since: dt.date | None) -> bool:
    """Whether it is older than asked for; one without a day that can be read is not."""
    if since is None:
        return False
    when = day.parse(item.date)
    return when is not None and when < since


def text(value: object) -> str | None:
    """A field's text, or the figures of a whole number; ``None`` where there is none."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def joined(base: str, link: str) -> str:
    """The address that ``link`` names on the page ``base``."""
    try:
        return urljoin(base, link)
    except ValueError:  # no address: the client will say so
        return link
