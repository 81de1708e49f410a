"""What RSS and Atom feeds list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from xml.parsers import expat

import feedparser

from pipelines.fetch.archive import Item, file_name
from pipelines.fetch.http import Response
from pipelines.fetch.walk import DEEPEST, Listing, Walk, joined, older, text

_FEED = "application/rss+xml, application/atom+xml, application/xml, text/xml, */*;q=0.1"
_FULL_TEXT = 600  # characters: what a feed gives as content and is shorter is taken for a teaser
_TAG = re.compile(r"<[^<>]*>")


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
        issuer = text(found.feed.get("title"))
        # Plain dicts: those of the library answer for names that they do not have.
        items = [i for e in found.entries if (i := _entry(dict(e), response.url, issuer))]
        broken = len(found.entries) - len(items)
        warning = f"{broken} entries with neither a text nor a link" if broken else None
        yield Listing([i for i in items if not older(i, walk.since)], response, warning=warning)


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
        if depth > DEEPEST:
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


def _entry(entry: Mapping[str, Any], base: str, issuer: str | None) -> Item | None:
    link = text(entry.get("link"))
    link = joined(base, link) if link else None
    key = text(entry.get("id")) or link
    texts = [str(c.get("value") or "") for c in entry.get("content") or ()]
    body = max(texts, key=len, default="")
    if len(_TAG.sub(" ", body)) < _FULL_TEXT and link:
        body = ""
    if not body and not link:
        body = str(entry.get("summary") or "")
    if not key or not (body or link):
        return None
    key = key.partition("://")[2] if "://" in key else f"{urlsplit(base).netloc}/{key}"
    date = text(entry.get("published")) or text(entry.get("updated"))
    names = ("id", "link", "published", "updated", "author", "summary", "tags")
    said = {name: entry[name] for name in names if entry.get(name)}
    said["feed"] = base
    said = json.loads(json.dumps(said, default=str))
    title = text(entry.get("title"))
    page = None if body else link
    return Item(key, title, date, link, issuer, said, body=body or None, page=page)
