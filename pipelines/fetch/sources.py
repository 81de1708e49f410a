"""The sources of releases, by name."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from pipelines.fetch.apis import DOJ, FEDERAL_REGISTER, FederalRegister, JusticeDepartment
from pipelines.fetch.feeds import Feed
from pipelines.fetch.http import origin
from pipelines.fetch.walk import Source

__all__ = ["FederalRegister", "Feed", "JusticeDepartment", "Source", "hosts", "source"]


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
