"""Releases from public APIs and feeds into a folder that ``press-extractor run`` reads.

``http`` asks politely over ``pools``, ``apis`` and ``feeds`` say what to ask for, ``archive`` keeps
it; here they come together. Nothing else in the project touches the network. Needs the extra
``fetch``.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pipelines import inputs
from pipelines.fetch.archive import Archive, Item, validators
from pipelines.fetch.http import Client, Disallowed, FetchError, Response
from pipelines.fetch.walk import Source, Walk
from pipelines.lock import locked

_MAX_LIST = 32 * 2**20
_PAGE = "text/html, application/xhtml+xml, text/plain;q=0.8"
_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "": ".html", "text/plain": ".txt",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a release or a list: new, changed, unchanged, robots or failed, and why."""

    source: str
    status: str
    reason: str | None = None


@dataclass(slots=True)
class Summary:
    """What a fetch did into ``folder``. ``waiting`` releases are left for the next one."""

    folder: Path
    statuses: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    waiting: int = 0
    stopped: bool = False

    @property
    def failed(self) -> int:
        """How many releases and lists failed. What robots.txt disallows is set aside."""
        return self.statuses["failed"]


class NothingFetched(Exception):
    """The source's first list could not be read."""


def fetch(
    source: Source,
    out: Path,
    client: Client,
    *,
    since: dt.date | None = None,
    refresh: bool = False,
    on_entry: Callable[[Entry], None] = lambda entry: None,
    stop: Callable[[], bool] = lambda: False,
) -> Summary:
    """Bring ``out/<source.folder>`` up to date with what ``source`` has from ``since`` on.

    A release that is stored as the source lists it now costs no request; with ``refresh`` its page
    is asked for again, on condition that it has changed. What could not be fetched, but may be
    later, waits for the next call, as does what a process that was killed had not come to. ``stop``
    is asked after every release.

    Raises :class:`NothingFetched` where the source cannot be read at all,
    :class:`pipelines.lock.Locked` where another process fetches into the folder, and ``OSError``
    where it cannot be written.
    """
    folder = out / source.folder
    with locked(folder):
        job = _Fetch(Archive(folder), client, refresh, on_entry, stop, Summary(folder))
        job.run(source, since)
    return job.summary


@dataclass(slots=True)
class _Fetch:
    archive: Archive
    client: Client
    refresh: bool
    on_entry: Callable[[Entry], None]
    stop: Callable[[], bool]
    summary: Summary

    def run(self, source: Source, since: dt.date | None) -> None:
        """Walk through the lists and take every release once; then those left from before."""
        stored = self.archive.is_stored
        state = self.archive.state()
        state.queue = {key: i for key, i in state.queue.items() if not stored(i)}
        left = list(state.queue.values())
        query = {**source.query, "since": since.isoformat() if since else None}
        if state.query != query:
            state.query, state.position = query, None
        walk = Walk(self._ask, since, self.client.now().date(), state.position, stored)
        seen: set[str] = set()
        listed = False
        try:
            for listing in source.listings(walk):
                listed = True
                if listing.warning:
                    self._tell(listing.response.url, "failed", listing.warning)
                items = list({i.id: i for i in listing.items if i.id not in seen}.values())
                seen.update(item.id for item in items)
                if pages := {i.id: i for i in items if i.page and not stored(i)}:
                    # On disk before the first is fetched: a feed may not list them again.
                    state.queue.update(pages)
                    self.archive.save(state)
                self._take_all(items, state.queue, listing.response)
                if self.summary.stopped:
                    break
                state.position = listing.position
                self.archive.save(state)
        except FetchError as error:
            if not listed:
                raise NothingFetched(f"{source.url}: {error}") from error
            self._tell(source.url, "failed", str(error))
        else:
            if not self.summary.stopped:
                state.query = state.position = None
                self._take_all([i for i in left if i.id not in seen], state.queue, None)
        self.archive.save(state)
        self.summary.waiting = len(state.queue)
        self.summary.requests = self.client.requests

    def _take_all(
        self, items: list[Item], queue: dict[str, Item], listing: Response | None
    ) -> None:
        for item in items:
            if self._take(item, listing):
                queue.pop(item.id, None)
            if self.stop():
                self.summary.stopped = True
                return

    def _take(self, item: Item, listing: Response | None) -> bool:
        """Store one release; says whether it is settled, rather than to be tried again."""
        where = item.url or item.page or item.id
        if self.archive.is_stored(item) and not (self.refresh and item.page):
            self._tell(where, "unchanged")
            return True
        try:
            status = self._store(item, listing)
        except Disallowed as error:
            self._tell(where, "robots", str(error))
        except FetchError as error:
            self._tell(where, "failed", str(error))
            return not error.passing
        else:
            self._tell(where, status)
        return True

    def _store(self, item: Item, listing: Response | None) -> str:
        at = self.client.now().isoformat(timespec="seconds")
        if item.page is None:
            assert item.body is not None
            assert listing is not None
            body = item.body.encode("utf-8", "replace")
            return "new" if self.archive.store(item, listing, body, ".html", at) else "changed"
        response = self.client.get(
            item.page,
            accept=_PAGE,
            limit=inputs.MAX_RELEASE,
            validators=self.archive.validators(item),
        )
        if response.status == 304:
            self.archive.describe_anew(item, at)
            return "unchanged"
        kind = (response.header("Content-Type") or "").partition(";")[0].strip().lower()
        if kind not in _SUFFIXES:
            raise FetchError(f"{kind[:60]} is not read")
        new = self.archive.store(item, response, response.body, _SUFFIXES[kind], at)
        return "new" if new else "changed"

    def _ask(self, url: str, accept: str, check: Callable[[Response], object]) -> Response:
        """The list at ``url``; the one that is kept, where the server says that it is the same."""
        kept = self.archive.listed(url)
        response = self.client.get(
            url,
            accept=accept,
            limit=_MAX_LIST,
            validators=validators(kept) if kept else None,
            check=check,
        )
        if response.status == 304 and kept:
            return kept
        self.archive.keep_list(url, response)
        return response

    def _tell(self, source: str, status: str, reason: str | None = None) -> None:
        self.summary.statuses[status] += 1
        self.on_entry(Entry(source, status, reason))
