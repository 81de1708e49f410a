"""Inputs: files and folders to raw releases, one at a time, every one accounted for.

Kinds, each also with ``.gz`` behind: ``.txt``, ``.html``/``.htm``, ``.json`` (one release, a list of
releases, or a page of an API with ``results``), ``.jsonl``. A ``NAME.json`` beside ``NAME.txt`` or
``NAME.html`` gives that file its metadata and is no release itself.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor import cleaning
from extractor.types import Release

MAX_BYTES = 64 * 1024 * 1024
"""The largest file of one release (or one JSON document) that is read, after decompression."""
MAX_LINE = 16 * 1024 * 1024
"""The largest line of a ``.jsonl`` file."""

_TEXT_KINDS = {".txt": "txt", ".text": "txt", ".html": "html", ".htm": "html"}
_ALIASES = {
    "release_id": ("id", "release_id", "uuid", "guid", "nid", "number"),
    "title": ("title", "headline", "name", "subject"),
    "published": ("date", "published", "published_at", "pub_date", "pubdate", "publication_date", "date_published", "created", "changed"),
    "url": ("url", "link", "permalink", "href"),
    "issuer": ("issuer", "agency", "publisher", "component"),
    "body": ("body", "text", "content", "contents", "full_text", "description", "summary", "teaser"),
}  # fmt: skip
_ID = re.compile(r"[^\w.:@-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class RawRelease:
    """One release as its source gives it. ``raw`` is what ``sha256`` is of."""

    source: str
    release_id: str | None
    raw: bytes
    kind: str
    title: str | None
    published: str | None
    url: str | None
    issuer: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Fault:
    """An input that yields no release: a ledger status and the reason in words."""

    source: str
    status: str
    reason: str


def read(paths: Sequence[Path]) -> Iterator[RawRelease | Fault]:
    """Stream the releases under ``paths`` in sorted order; what cannot be read comes as a fault."""
    for path in discover(paths):
        try:
            yield from _file(path)
        except OSError as error:
            yield Fault(str(path), "unreadable", error.strerror or str(error))
        except (EOFError, zlib.error) as error:
            yield Fault(str(path), "unreadable", f"broken gzip: {error}")
        except _TooLarge as error:
            yield Fault(str(path), "failed", str(error))


def to_release(raw: RawRelease) -> Release:
    """Clean one raw release. Raises :class:`extractor.errors.UnreadableInput`."""
    return cleaning.read(
        raw.raw,
        kind=raw.kind,
        title=raw.title,
        published=raw.published,
        url=raw.url,
        release_id=raw.release_id,
        issuer=raw.issuer,
        source_path=raw.source,
        sha256=raw.sha256,
    )


def discover(paths: Sequence[Path]) -> Iterator[Path]:
    """The files under ``paths``, sorted, each once; a path that is missing is given as it is."""
    seen: set[Path] = set()
    for path in paths:
        for file in _walk(path, frozenset()):
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield file


class _TooLarge(Exception):
    """More bytes than the limit."""


def _walk(path: Path, above: frozenset[Path]) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    real = path.resolve()
    if real in above:
        return
    try:
        names = sorted(path.iterdir())
    except OSError:
        yield path
        return
    for name in names:
        if name.name.startswith("."):
            continue
        if name.is_dir():
            yield from _walk(name, above | {real})
        elif _kind(name) and not _is_sidecar(name):
            yield name


def _kind(path: Path) -> str | None:
    suffix = Path(path.name.removesuffix(".gz")).suffix.lower()
    return _TEXT_KINDS.get(suffix) or {".json": "json", ".jsonl": "jsonl"}.get(suffix)


def _stem(path: Path) -> str:
    return safe_id(Path(path.name.removesuffix(".gz")).stem)


def _is_sidecar(path: Path) -> bool:
    if path.suffix.lower() != ".json":
        return False
    return any(path.with_suffix(s + z).exists() for s in _TEXT_KINDS for z in ("", ".gz"))


def safe_id(value: object) -> str:
    """An id reduced to letters, digits and ``. : @ _ -``, at most 200 characters, no path."""
    return _ID.sub("-", str(value)).strip("-.")[:200] or "release"


def _bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    opened: Any = gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")
    with opened as file:
        raw: bytes = file.read(limit + 1)
    if len(raw) > limit:
        raise _TooLarge(f"more than {limit // 2**20} MiB")
    return raw


def _file(path: Path) -> Iterator[RawRelease | Fault]:
    kind = _kind(path)
    if kind is None:
        yield Fault(str(path), "unreadable", f"unknown kind of file: {path.suffix or path.name}")
    elif kind == "jsonl":
        yield from _lines(path)
    elif kind == "json":
        yield from _document(path)
    else:
        raw = _bytes(path)
        meta = _sidecar(path)
        yield _raw(str(path), raw, raw, kind, meta, _stem(path))


def _sidecar(path: Path) -> dict[str, Any]:
    beside = path.with_name(Path(path.name.removesuffix(".gz")).stem + ".json")
    if not beside.exists():
        return {}
    try:
        meta = json.loads(_bytes(beside))
    except ValueError:
        return {}
    return meta if isinstance(meta, dict) else {}


def _document(path: Path) -> Iterator[RawRelease | Fault]:
    raw = _bytes(path)
    if not raw.strip():
        yield Fault(str(path), "empty", "no characters")
        return
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        yield Fault(str(path), "unreadable", f"not JSON: {error}")
        return
    if isinstance(data, dict):
        for key in ("results", "items", "releases", "data", "entries"):
            if isinstance(data.get(key), list) and not _field(data, "body"):
                data = data[key]
                break
    if isinstance(data, dict):
        yield _item(str(path), data, raw, _stem(path))
        return
    if not isinstance(data, list):
        yield Fault(str(path), "unreadable", "JSON without a release")
        return
    if not data:
        yield Fault(str(path), "empty", "an empty list")
    for n, entry in enumerate(data):
        raw = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        yield _item(f"{path}#{n}", entry, raw, None)


def _lines(path: Path) -> Iterator[RawRelease | Fault]:
    opened: Any = gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")
    number = 0
    with opened as file:
        while line := file.readline(MAX_LINE + 1):
            number += 1
            source = f"{path}:{number}"
            if len(line) > MAX_LINE:
                while line and not line.endswith(b"\n"):
                    line = file.readline(MAX_LINE)
                yield Fault(source, "failed", f"a line of more than {MAX_LINE // 2**20} MiB")
                continue
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Fault(source, "unreadable", f"not JSON: {error}")
                continue
            yield _item(source, entry, line.rstrip(b"\r\n"), None)
    if not number:
        yield Fault(str(path), "empty", "no lines")


def _item(source: str, entry: object, raw: bytes, stem: str | None) -> RawRelease | Fault:
    if not isinstance(entry, dict):
        return Fault(source, "unreadable", "JSON, but not an object with fields")
    body = _field(entry, "body")
    if not isinstance(body, str) or not body.strip():
        return Fault(source, "empty", "no body field with text")
    return _raw(source, body.encode("utf-8", "replace"), raw, "json-body", entry, stem)


def _raw(
    source: str, body: bytes, hashed: bytes, kind: str, meta: dict[str, Any], stem: str | None
) -> RawRelease:
    given = _field(meta, "release_id")
    return RawRelease(
        source=source,
        release_id=safe_id(given) if given not in (None, "") else stem,
        raw=body,
        kind=kind,
        title=_text(_field(meta, "title")),
        published=_text(_field(meta, "published")),
        url=_text(_field(meta, "url")),
        issuer=_text(_field(meta, "issuer")),
        sha256=hashlib.sha256(hashed).hexdigest(),
    )


def _field(meta: dict[str, Any], name: str) -> object:
    for alias in _ALIASES[name]:
        if (value := meta.get(alias)) not in (None, "", [], {}):
            return value
    return None


def _text(value: object) -> str | None:
    if isinstance(value, list):
        names = [_text(v) for v in value]
        return next((n for n in names if n), None)
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("value") or value.get("title"))
    return (
        str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    )
