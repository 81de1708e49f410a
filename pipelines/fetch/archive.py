"""Where what was fetched lies: a folder that ``press-extractor run`` reads as it is.

A release is ``NAME.html`` (or ``.txt``), its body as it came, and ``NAME.json`` beside it: id,
title, date, url and issuer, which are its metadata for a run, then ``entry``, what the source said
of it, and ``fetched``, the answer that brought the body: address, moment, status and headers.
Hidden files hold what the next fetch needs: ``.state.json`` and, in ``.lists``, answers for which
the server gave a validator. Every file is written whole, or not at all.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipelines.fetch.http import Response

_NOT_KEPT = frozenset({"set-cookie", "set-cookie2"})  # a session of ours, of no use to anybody
_NOT_NAME = re.compile(r"[^A-Za-z0-9._@-]+")


@dataclass(frozen=True, slots=True)
class Item:
    """A release as a source lists it: with its ``body``, or with the ``page`` to fetch it from.

    ``date`` is as the source writes it. ``entry`` is all that the source says, without the body.
    """

    id: str
    title: str | None
    date: str | None
    url: str | None
    issuer: str | None
    entry: Mapping[str, Any]
    body: str | None = None
    page: str | None = None

    @property
    def hash(self) -> str:
        """A hash of all that the source says of it."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(slots=True)
class State:
    """What a fetch leaves for the next one.

    ``query`` and ``position``: how far a walk through the source's lists came that was not
    finished. ``queue``: items whose pages are yet to be fetched, by id.
    """

    query: dict[str, Any] | None = None
    position: str | None = None
    queue: dict[str, Item] = field(default_factory=dict)


_SUFFIXES = (".html", ".txt")


class Archive:
    """The folder ``path`` of one source."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lists = path / ".lists"
        self._unsynced: list[Path] = []

    def is_stored(self, item: Item) -> bool:
        """Whether it is stored as the source has it now."""
        return self._fetched(item).get("item") == item.hash

    def store(self, item: Item, response: Response, body: bytes, suffix: str, at: str) -> bool:
        """Store a release; says whether it was new.

        The body comes first: a process that dies in between leaves a release without metadata,
        which the next fetch stores again.
        """
        name = file_name(item.id)
        new = not self._fetched(item)
        self._write(self._body(name, suffix), body)
        answer = {"asked": item.page, **_answer(response, at), "bytes": len(body)}
        self._describe(item, {**answer, "sha256": hashlib.sha256(body).hexdigest()})
        for other in _SUFFIXES:
            if other != suffix:
                self._body(name, other).unlink(missing_ok=True)
        return new

    def describe_anew(self, item: Item, at: str) -> None:
        """Take over what the source now says of a release whose body has not changed (a 304)."""
        self._describe(item, {**self._fetched(item), "confirmed": at})

    def validators(self, item: Item) -> dict[str, str]:
        """The headers of a conditional request for the page of a stored release."""
        fetched = self._fetched(item)
        if fetched.get("asked") != item.page:
            return {}
        return _validators(dict(fetched.get("headers", ())))

    def listed(self, url: str) -> Response | None:
        """The last answer for the address of a list, where one was kept."""
        note = _read_json(self._lists / f"{_hash(url)}.json")
        try:
            if note is None or note["asked"] != url:
                return None
            headers = tuple((str(k), str(v)) for k, v in note["headers"])
            body = base64.b64decode(note["body"], validate=True)
            return Response(note["url"], 200, headers, body)
        except (KeyError, TypeError, ValueError):
            return None

    def keep_list(self, url: str, response: Response) -> None:
        """Keep the answer for a list, if it can be asked for conditionally."""
        if not validators(response):
            return
        note = {"asked": url, "url": response.url, "headers": response.headers}
        body = base64.b64encode(response.body).decode()
        self._write(self._lists / f"{_hash(url)}.json", _json({**note, "body": body}))

    def state(self) -> State:
        """The state that the last fetch left; a missing or broken one counts as none."""
        note = _read_json(self._path / ".state.json") or {}
        try:
            queue = {i["id"]: Item(**i) for i in note.get("queue", ())}
            return State(note.get("query"), note.get("position"), queue)
        except (KeyError, TypeError):
            return State()

    def save(self, state: State) -> None:
        """Put ``state`` in place of the last one, once all that was stored is on the disk."""
        for path in self._unsynced:
            with suppress(FileNotFoundError), path.open("rb") as file:
                os.fsync(file.fileno())
        self._unsynced.clear()
        note = {"query": state.query, "position": state.position}
        queue = [asdict(item) for item in state.queue.values()]
        self._write(self._path / ".state.json", _json({**note, "queue": queue}))

    def _fetched(self, item: Item) -> dict[str, Any]:
        """How a release came that is stored whole; empty for any other."""
        name = file_name(item.id)
        stored = _read_json(self._path / f"{name}.json") or {}
        fetched = stored.get("fetched")
        if stored.get("id") != item.id or not isinstance(fetched, dict):
            return {}
        sizes = {p.stat().st_size for s in _SUFFIXES if (p := self._body(name, s)).exists()}
        return fetched if fetched.get("bytes") in sizes else {}

    def _body(self, name: str, suffix: str) -> Path:
        return self._path / f"{name}{suffix}"

    def _describe(self, item: Item, fetched: Mapping[str, Any]) -> None:
        known = {"id": item.id, "title": item.title, "date": item.date, "url": item.url}
        known["issuer"] = item.issuer
        note = {**{k: v for k, v in known.items() if v}, "entry": item.entry}
        note["fetched"] = {**fetched, "item": item.hash}
        self._write(self._path / f"{file_name(item.id)}.json", _json(note, indent=1))

    def _write(self, path: Path, data: bytes) -> None:
        """Write a file so that whoever looks sees the old one or the new one."""
        path.parent.mkdir(parents=True, exist_ok=True)
        staged = path.with_name(f".{path.name}.tmp")
        staged.write_bytes(data)
        os.replace(staged, path)
        self._unsynced.append(path)


def file_name(text: str) -> str:
    """A name for a file, of ASCII letters, digits and ``. _ @ -``, that no other text has."""
    name = _NOT_NAME.sub("-", text).strip(".-")[:120]
    return name if name and name == text else f"{name or 'x'}-{_hash(text)[:8]}"


def validators(response: Response) -> dict[str, str]:
    """The headers of a conditional request for what ``response`` gave."""
    return _validators(dict(response.headers))


def _validators(headers: Mapping[str, str]) -> dict[str, str]:
    by_name = {key.lower(): value for key, value in headers.items()}
    pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
    return {asked: by_name[name] for asked, name in pairs if by_name.get(name)}


def _answer(response: Response, at: str) -> dict[str, Any]:
    kept = [[k, v] for k, v in response.headers if k.lower() not in _NOT_KEPT]
    return {"url": response.url, "at": at, "status": response.status, "headers": kept}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _json(data: object, indent: int | None = None) -> bytes:
    return json.dumps(data, ensure_ascii=True, indent=indent).encode()


def _read_json(path: Path) -> dict[str, Any] | None:
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
