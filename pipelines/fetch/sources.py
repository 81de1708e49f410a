"""What each kind of source lists: the Justice Department's API, the Federal Register's, feeds.

A source walks through its lists and gives one :class:`Listing` after another. Fields and limits of
the two APIs are those of their documentation:

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
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode, urljoin, urlsplit
from xml.parsers import expat

import feedparser

from extractor.cleaning import day
from pipelines.fetch.archive import Item, file_name
from pipelines.fetch.http import FetchError, Response, origin

DOJ = "https://www.justice.gov/api/v1/press_releases.json"
FEDERAL_REGISTER = "https://www.federalregister.gov/api/v1/documents.json"

_JSON = "application/json"
_FEED = "application/rss+xml, application/atom+xml, application/xml, text/xml, */*;q=0.1"
_DEEPEST = 100
_MOST_STEPS = 10  # caches on the way may give the numbers of different moments, for ever
_FULL_TEXT = 600  # characters: what a feed gives as content and is shorter is taken for a teaser
_TAG = re.compile(r"<[^<>]*>")


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
            wanted = [i for i in items if not _older(i, walk.since)]
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


@dataclass(frozen=True, slots=True)
class Feed:
    """An RSS or Atom feed. What it gives no full text of is fetched from the page it links to."""

    url: str

    @property
    def folder(self) -> str:
        """A name made of the address."""
        parts = urlsplit(self.url)
        query = f"?{parts.query}" if parts.query else ""
        return file_name(f"{parts.netloc}{parts.path}{query}".rstrip("/") or "feed")

    @property
    def query(self) -> dict[str, Any]:
        """The address."""
        return {"url": self.url}

    def listings(self, walk: Walk) -> Iterator[Listing]:
        """The one list that a feed is."""
        response = walk.ask(self.url, _FEED, _feed)
        found = _feed(response)
        issuer = _text(found.feed.get("title"))
        # Plain dicts: those of the library answer for names that they do not have.
        items = [i for e in found.entries if (i := _entry(dict(e), response.url, issuer))]
        broken = len(found.entries) - len(items)
        warning = f"{broken} entries with neither a text nor a link" if broken else None
        yield Listing([i for i in items if not _older(i, walk.since)], response, warning=warning)


def source(name: str, url: str | None, parameters: Sequence[str] = ()) -> Source:
    """The source that is called ``name``: ``doj``, ``federal-register``, ``feed`` or an address.

    ``url`` is the feed's address, or that of another server with the same API. ``parameters`` are
    further ones for the API, each ``name=value``. Raises ``ValueError`` for what makes no sense.
    """
    if urlsplit(name).scheme:
        if url is not None:
            raise ValueError("one address is enough")
        name, url = "feed", name
    if url is not None and (urlsplit(url).scheme not in ("http", "https") or not origin(url)[1]):
        raise ValueError(f"not an http or https address: {url}")
    pairs = tuple((key, value) for key, _, value in (p.partition("=") for p in parameters))
    if not all(key and value for key, value in pairs):
        raise ValueError("a parameter is given as NAME=VALUE")
    if name == "doj":
        return JusticeDepartment(url or DOJ, pairs)
    if name == "federal-register":
        return FederalRegister(url or FEDERAL_REGISTER, pairs)
    if name != "feed":
        raise ValueError(f"no source {name!r}: doj, federal-register, or the address of a feed")
    if url is None or pairs:
        raise ValueError("a feed takes an address, and no parameters")
    return Feed(url)


def hosts(source: Source) -> frozenset[str]:
    """The host that the user named with the source."""
    return frozenset({urlsplit(source.url).hostname or ""})


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
    for _ in range(_DEEPEST):
        level = [v for x in level if isinstance(x, dict | list) for v in _values(x)]
        if not level:
            return False
    return True


def _values(data: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return data.values() if isinstance(data, dict) else data


def _feed(response: Response) -> Any:
    """The parsed feed. Raises ``ValueError`` for what is not well-formed, or no feed.

    Not well-formed is not read leniently: the last entry of a feed that was cut would pass for a
    whole one.
    """
    _well_formed(response.body)
    headers = {"content-location": response.url}
    if kind := response.header("Content-Type"):
        headers["content-type"] = kind
    found = feedparser.parse(response.body, response_headers=headers, sanitize_html=False)
    if not found.get("version"):
        raise ValueError("neither RSS nor Atom")
    return found


def _well_formed(xml: bytes) -> None:
    """Raise ``ValueError`` for XML that is broken or nested too deep. Linear in its length."""
    depth = 0
    parser = expat.ParserCreate()

    def enter(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ValueError("XML nested too deep")

    def leave(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(f"not well-formed XML: {error}") from error


def _justice(entry: object) -> Item | None:
    if not isinstance(entry, dict):
        return None
    uuid, body = _text(entry.get("uuid")), entry.get("body")
    if uuid is None or not isinstance(body, str):
        return None
    said = {key: value for key, value in entry.items() if key != "body"}
    components = entry.get("component")
    names = [c.get("name") for c in components or () if isinstance(c, dict)]
    issuer = next((n for name in names if (n := _text(name))), None)
    url = _text(entry.get("url"))
    if url is not None:
        url = _joined("https://www.justice.gov/", url)
    title, date = _text(entry.get("title")), _text(entry.get("date"))
    return Item(uuid, title, date, url, issuer, said, body=body)


def _document(entry: object) -> Item | None:
    if not isinstance(entry, dict):
        return None
    number, page = _text(entry.get("document_number")), _text(entry.get("body_html_url"))
    date, url = _text(entry.get("publication_date")), _text(entry.get("html_url"))
    if number is None or (page or url) is None:
        return None
    agencies = entry.get("agencies")
    names = [a.get("name") for a in agencies or () if isinstance(a, dict)]
    issuer = next((n for name in names if (n := _text(name))), None)
    # Before 2016 some numbers were given twice, on different days.
    key = f"fr-{date}-{number}" if date else f"fr-{number}"
    return Item(key, _text(entry.get("title")), date, url, issuer, entry, page=page or url)


def _entry(entry: Mapping[str, Any], base: str, issuer: str | None) -> Item | None:
    link = _text(entry.get("link"))
    link = _joined(base, link) if link else None
    key = _text(entry.get("id")) or link
    texts = [str(c.get("value") or "") for c in entry.get("content") or ()]
    body = max(texts, key=len, default="")
    if len(_TAG.sub(" ", body)) < _FULL_TEXT and link:
        body = ""
    if not body and not link:
        body = str(entry.get("summary") or "")
    if not key or not (body or link):
        return None
    key = key.partition("://")[2] if "://" in key else f"{urlsplit(base).netloc}/{key}"
    date = _text(entry.get("published")) or _text(entry.get("updated"))
    names = ("id", "link", "published", "updated", "author", "summary", "tags")
    said = {name: entry[name] for name in names if entry.get(name)}
    said["feed"] = base
    said = json.loads(json.dumps(said, default=str))
    title = _text(entry.get("title"))
    page = None if body else link
    return Item(key, title, date, link, issuer, said, body=body or None, page=page)


def _older(item: Item, since: dt.date | None) -> bool:
    """Whether it is older than asked for; one without a day that can be read is not."""
    if since is None:
        return False
    when = day.parse(item.date)
    return when is not None and when < since


def _count(data: Mapping[str, Any]) -> int | None:
    try:
        return int(data["metadata"]["resultset"]["count"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:  # no address: the client will say so
        return link


def _with(url: str, parameters: Sequence[tuple[str, Any]]) -> str:
    joint = "&" if urlsplit(url).query else "?"
    return f"{url}{joint}{urlencode(parameters)}"
