"""What public APIs list: the Justice Department's News API, the Federal Register's.

Fields and limits are those of their documentation:

- https://www.justice.gov/developer/api-documentation/api_v1: ``page`` from 0, ``pagesize`` to 50,
  ``sort``, ``direction``; ``metadata.resultset.count``; ``results`` with ``uuid``, ``title``,
  ``date`` (seconds since 1970), ``url``, ``component``, ``body``; at most 4 requests a second;
- https://www.federalregister.gov/developers/documentation/api/v1: ``conditions``, ``fields``,
  ``per_page``, ``order``; ``count``, ``results``, ``next_page_url``. A query gives no more than its
  first thousands of documents, a day has some hundreds: it is asked for day by day.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from extractor.cleaning import day
from pipelines.fetch.archive import Item
from pipelines.fetch.http import FetchError, Response, origin
from pipelines.fetch.walk import DEEPEST, Listing, Walk, joined, older, text

DOJ = "https://www.justice.gov/api/v1/press_releases.json"
FEDERAL_REGISTER = "https://www.federalregister.gov/api/v1/documents.json"

_JSON = "application/json"
_MOST_STEPS = 10  # caches on the way may give the numbers of different moments, for ever


@dataclass(frozen=True, slots=True)
class JusticeDepartment:
    """The News API, newest first, until a page is older than ``since``.

    A release that is published meanwhile moves the others down, so that some come twice. Where the
    list has become shorter others have moved up: the walk steps back.
    """

    url: str = DOJ
    parameters: tuple[tuple[str, str], ...] = ()
    folder: str = "doj"
    size: int = 50

    @property
    def query(self) -> dict[str, Any]:
        """The parameters."""
        return {"url": self.url, "parameters": [list(p) for p in self.parameters]}

    def listings(self, walk: Walk) -> Iterator[Listing]:
        """Walk through the pages; after a break, from the top to what is known, then on."""
        position = walk.position or ""
        reached = int(position) if position.isdecimal() else -1
        page, front, steps, twice = 0, 0, 0, 0
        seen: set[str] = set()
        counts: list[int] = []
        while True:
            asked = {"pagesize": self.size, "page": page, "sort": "date", "direction": "DESC"}
            url = _with(self.url, [*asked.items(), *self.parameters])
            response = walk.ask(url, _JSON, _results)
            data = _results(response)
            entries = data["results"]
            count = _count(data)
            fell = counts[-1] - count if counts and count is not None else 0
            counts += [] if count is None else [count]
            if fell > 0 and steps < _MOST_STEPS:
                page, steps = max(0, page - -(-fell // self.size)), steps + 1
                continue
            items = [item for e in entries if (item := _justice(e))]
            if page >= front:
                twice += sum(item.id in seen for item in items)
                front = page + 1
            seen.update(item.id for item in items)
            days = [d for item in items if (d := day.parse(item.date))]
            wanted = [i for i in items if not older(i, walk.since)]
            past = walk.since is not None and bool(days) and max(days) < walk.since
            broken = len(entries) - len(items)
            warning = f"{broken} entries without an id or a text" if broken else None
            known = bool(items) and all(walk.stored(i) for i in wanted)
            yield Listing(wanted, response, str(page), warning)
            if not entries or past or (count is not None and (page + 1) * self.size >= count):
                break
            page = max(page + 1, reached - 1) if known and page < reached else page + 1
        if counts and twice > max(counts) - counts[0]:
            words = f"{twice} releases came twice in a list that had not grown as much: "
            raise FetchError(words + "others may be missing; fetch again", passing=True)


@dataclass(frozen=True, slots=True)
class FederalRegister:
    """The documents of every day since ``since``, oldest day first; texts are fetched apart."""

    url: str = FEDERAL_REGISTER
    parameters: tuple[tuple[str, str], ...] = ()
    folder: str = "federal-register"
    size: int = 100

    @property
    def query(self) -> dict[str, Any]:
        """The parameters."""
        return {"url": self.url, "parameters": [list(p) for p in self.parameters]}

    def listings(self, walk: Walk) -> Iterator[Listing]:
        """Walk through the days, and the pages of each."""
        assert walk.since is not None
        first = max(walk.since, day.parse(walk.position) or walk.since)
        for n in range((walk.today - first).days + 1):
            yield from self._day(walk, first + dt.timedelta(days=n))

    def _day(self, walk: Walk, when: dt.date) -> Iterator[Listing]:
        fields = "document_number title publication_date type html_url body_html_url agencies"
        asked = [("conditions[publication_date][is]", when.isoformat())]
        asked += [("order", "oldest"), ("per_page", str(self.size))]
        asked += [("fields[]", name) for name in fields.split()]
        url: str | None = _with(self.url, [*asked, *self.parameters])
        visited: set[str] = set()
        while url:
            visited.add(url)
            try:
                response = walk.ask(url, _JSON, _documents)
            except FetchError as error:
                # A day without documents may be answered like this; any other 404 is a page.
                empty = error.status == 404 and error.kind.endswith("json")
                if empty and len(visited) == 1:
                    return
                raise
            data = _documents(response)
            items = [item for e in data["results"] if (item := _document(e))]
            broken = len(data["results"]) - len(items)
            warning = f"{broken} documents without a number or a text" if broken else None
            yield Listing(items, response, when.isoformat(), warning)
            url = data.get("next_page_url") or None
            if url is None:
                return
            if not isinstance(url, str) or origin(url) != origin(self.url) or url in visited:
                raise FetchError("next_page_url leads astray")


def _results(response: Response) -> dict[str, Any]:
    """A page of the News API. Raises ``ValueError`` for what is none."""
    data = _object(response)
    if not isinstance(data.get("results"), list):
        raise ValueError("JSON without a list of results")
    return data


def _documents(response: Response) -> dict[str, Any]:
    """A page of the Federal Register's API, which leaves the list out where it is empty."""
    data = _object(response)
    if data.get("errors"):
        raise ValueError(f"the API says: {json.dumps(data['errors'])[:200]}")
    results = data.setdefault("results", []) if data.get("count") == 0 else data.get("results")
    if not isinstance(results, list):
        raise ValueError("JSON without a list of results")
    return data


def _object(response: Response) -> dict[str, Any]:
    try:
        data = json.loads(response.body)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(data, dict) or _too_deep(data):
        raise ValueError("JSON, but not an object of the API")
    return data


def _too_deep(data: object) -> bool:
    level = [data]
    for _ in range(DEEPEST):
        level = [v for x in level if isinstance(x, dict | list) for v in _values(x)]
        if not level:
            return False
    return True


def _values(data: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return data.values() if isinstance(data, dict) else data


def _justice(entry: object) -> Item | None:
    if not isinstance(entry, dict):
        return None
    uuid, body = text(entry.get("uuid")), entry.get("body")
    if uuid is None or not isinstance(body, str):
        return None
    said = {key: value for key, value in entry.items() if key != "body"}
    components = entry.get("component")
    names = [c.get("name") for c in components or () if isinstance(c, dict)]
    issuer = next((n for name in names if (n := text(name))), None)
    url = text(entry.get("url"))
    if url is not None:
        url = joined("https://www.justice.gov/", url)
    title, date = text(entry.get("title")), text(entry.get("date"))
    return Item(uuid, title, date, url, issuer, said, body=body)


def _document(entry: object) -> Item | None:
    if not isinstance(entry, dict):
        return None
    number, page = text(entry.get("document_number")), text(entry.get("body_html_url"))
    date, url = text(entry.get("publication_date")), text(entry.get("html_url"))
    if number is None or (page or url) is None:
        return None
    agencies = entry.get("agencies")
    names = [a.get("name") for a in agencies or () if isinstance(a, dict)]
    issuer = next((n for name in names if (n := text(name))), None)
    # Before 2016 some numbers were given twice, on different days.
    key = f"fr-{date}-{number}" if date else f"fr-{number}"
    return Item(key, text(entry.get("title")), date, url, issuer, entry, page=page or url)


def _count(data: Mapping[str, Any]) -> int | None:
    try:
        return int(data["metadata"]["resultset"]["count"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _with(url: str, parameters: Sequence[tuple[str, Any]]) -> str:
    joint = "&" if urlsplit(url).query else "?"
    return f"{url}{joint}{urlencode(parameters)}"
