"""Inputs: files and folders to raw releases, one at a time, every one accounted for.

A path may be local or a place of :mod:`pipelines.places`. Kinds, each also with ``.gz`` behind:

- ``.txt``, ``.html``, ``.htm``: one release; a ``NAME.json`` beside it gives its metadata and is no
  release itself;
- ``.json``: one release, a list of releases, or a page of an API or feed with such a list in it
  (the Justice Department's News API, JSON Feed, WordPress);
- ``.jsonl``: one release a line, read as a stream.

In folders, files of other kinds and hidden files are passed over. A release of more than
``MAX_RELEASE`` bytes, and a JSON document of more than ``MAX_DOCUMENT``, is a fault, whatever its
compressed size: memory stays bounded. So is one with more than ``MAX_VALUES`` values, and what
stands in a ``.jsonl.gz`` after ``MAX_DOCUMENT`` bytes of more than ``MAX_RATIO`` times its size.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import BadGzipFile, GzipFile
from pathlib import Path
from typing import Any, BinaryIO

from extractor import cleaning
from extractor.types import Release
from pipelines import places

MAX_RELEASE = 8 * 2**20
MAX_DOCUMENT = 64 * 2**20
MAX_VALUES = 2_000_000
MAX_RATIO = 200
MAX_BLANK = 1_000_000

_SUFFIXES = {
    ".txt": "txt", ".html": "html", ".htm": "html", ".json": "json", ".jsonl": "jsonl",
}  # fmt: skip
_ALIASES = {
    "release_id": ("id", "release_id", "uuid", "guid", "nid"),
    "title": ("title", "headline", "name", "subject"),
    "published": (
        "date", "published", "published_at", "pub_date", "pubDate", "pubdate", "publication_date",
        "date_published", "datePublished", "created", "created_at", "timestamp",
    ),
    "url": ("url", "link", "permalink", "href", "canonical_url"),
    "issuer": ("issuer", "agency", "publisher", "component"),
    "body": (
        "body", "text", "content", "contents", "content_html", "content_text", "body_html",
        "full_text", "article", "html", "description", "summary", "teaser",
    ),
}  # fmt: skip
_LISTS = ("results", "items", "releases", "data", "entries", "articles", "posts", "response")
_VALUES = ("rendered", "value", "processed", "name", "title", "#text")
_NOT_ID = re.compile(r"[^\w.:@-]+")
_MAX_ID = 160


@dataclass(frozen=True, slots=True)
class RawRelease:
    """One release as its source gives it.

    ``source`` is the path, with ":line" for a ``.jsonl`` and "#n" (from 0) for a list. ``raw`` is
    the body; ``sha256`` is of the bytes that stand for the release in its source: the
    (decompressed) file, the line, or the list's entry as JSON with sorted keys.
    """

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
    """An input that yields no release: the ledger's status, and the reason in words."""

    source: str
    status: str
    reason: str


def read(paths: Sequence[Path]) -> Iterator[RawRelease | Fault]:
    """Stream what stands under ``paths``, sorted within folders; each input gives one item."""
    for path in discover(paths):
        try:
            yield from map(_encodable, _file(path))
        except _UNREADABLE as error:
            yield _encodable(_fault(path, error))


def to_release(raw: RawRelease) -> Release:
    """Decode and clean one raw release. Raises :class:`extractor.errors.UnreadableInput`."""
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
    """The input files under ``paths``, each once; a path that is no folder, as it stands."""
    seen: set[Path] = set()
    for path in paths:
        files = list(_walk(path)) or [path]  # an empty folder stands for itself
        for file in files:
            try:
                real = file.resolve()
            except (OSError, RuntimeError):  # a loop of symbolic links
                real = file.absolute()
            if real not in seen:
                seen.add(real)
                yield file


def safe_id(value: str) -> str:
    """An id of letters, digits and ``. : @ _ -`` only, so that it can name nothing but itself.

    An id that had to be changed, or cut at 160 characters, ends in a hash of the original:
    different ids stay different.
    """
    value = unicodedata.normalize("NFC", value).strip()
    kept = _NOT_ID.sub("-", value).strip(".-")[:_MAX_ID]
    if kept and kept == value:
        return kept
    digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{kept}-{digest}" if kept else digest


class _TooLarge(Exception):
    def __init__(self, limit: int) -> None:
        super().__init__(f"larger than the limit of {limit // 2**20} MiB")


_UNREADABLE = (EOFError, zlib.error, _TooLarge, OSError, ValueError)


def _fault(path: Path, error: Exception, about: str = "") -> Fault:
    """What keeps a file from being read, of ``_UNREADABLE``, as an entry of the ledger."""
    if isinstance(error, _TooLarge):
        return Fault(str(path), "failed", about + str(error))
    if isinstance(error, EOFError | zlib.error | BadGzipFile):
        return Fault(str(path), "unreadable", f"{about}broken gzip: {error}")
    return Fault(str(path), "unreadable", about + (getattr(error, "strerror", None) or str(error)))


def _encodable(item: RawRelease | Fault) -> RawRelease | Fault:
    """The same with every text fit for UTF-8: names of files and JSON may hold half characters."""
    if isinstance(item, Fault):
        texts = {"source": item.source, "reason": item.reason}
    else:
        texts = {"source": item.source}
        for name in ("title", "published", "url", "issuer"):
            texts[name] = getattr(item, name) or ""
    if _fits("".join(texts.values())):
        return item
    changed: Any = {
        k: t.encode("utf-8", "backslashreplace").decode() for k, t in texts.items() if t
    }
    return dataclasses.replace(item, **changed)


def _fits(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _walk(path: Path) -> Iterator[Path]:
    """The inputs under a folder, which each real folder gives once: links may loop or multiply."""
    seen: set[object] = set()
    waiting = [path]
    while waiting:
        path = waiting.pop()
        try:
            if not path.is_dir():
                yield path
                continue
            status = path.stat()
            real = (status.st_dev, status.st_ino) if status.st_ino else str(path)
            entries = [] if real in seen else sorted(path.iterdir(), reverse=True)
            seen.add(real)
        except (OSError, RuntimeError):
            yield path
            continue
        waiting += [
            entry
            for entry in entries
            if not entry.name.startswith(".")
            and (_is_folder(entry) or (_kind(entry) and not _is_sidecar(entry)))
        ]


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _kind(path: Path) -> str | None:
    return _SUFFIXES.get(Path(path.name.removesuffix(".gz")).suffix.lower())


def _stem(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).stem


def _is_sidecar(path: Path) -> bool:
    if path.suffix.lower() != ".json":
        return False
    return any(
        path.with_name(path.stem + suffix + packed).exists()
        for suffix, kind in _SUFFIXES.items()
        for packed in ("", ".gz")
        if kind in ("txt", "html")
    )


@contextmanager
def _open(path: Path) -> Iterator[BinaryIO | GzipFile]:
    if path.is_dir():
        raise IsADirectoryError(0, "a folder that holds no inputs or cannot be listed")
    if path.exists() and not path.is_file():  # a pipe would block, a device never end
        raise OSError(0, "not a regular file")
    with places.opened(path) as file:
        yield GzipFile(fileobj=file) if path.name.endswith(".gz") else file


def _bytes(path: Path, limit: int) -> bytes:
    with _open(path) as file:
        raw = file.read(limit + 1)
    if len(raw) > limit:
        raise _TooLarge(limit)
    return raw


def _file(path: Path) -> Iterator[RawRelease | Fault]:
    kind = _kind(path)
    if kind == "jsonl":
        yield from _lines(path)
    elif kind == "json":
        yield from _document(path)
    elif kind:
        meta: dict[str, Any] = {}
        beside = path.with_name(_stem(path) + ".json")
        if beside.exists():
            try:
                found = _json(_bytes(beside, MAX_RELEASE))
            except _UNREADABLE as error:
                yield _fault(beside, error, f"metadata of {path.name}: ")
            else:
                if isinstance(found, dict):
                    meta = found
                else:
                    yield Fault(str(beside), "unreadable", f"metadata of {path.name}: {found}")
        raw = _bytes(path, MAX_RELEASE)
        yield _raw(str(path), raw, hashlib.sha256(raw).hexdigest(), kind, meta, _stem(path))
    else:
        with _open(path):  # a path that cannot be opened is told as such
            pass
        yield Fault(str(path), "unreadable", f"unknown kind of file: {path.name!r}")


def _document(path: Path) -> Iterator[RawRelease | Fault]:
    raw = _bytes(path, MAX_DOCUMENT)
    if not raw.strip():
        yield Fault(str(path), "empty", "no characters")
        return
    data = _json(raw)
    if isinstance(data, str):
        yield Fault(str(path), "unreadable", data)
        return
    if isinstance(data, dict) and (entries := _listed(data)) is not None:
        data = entries
    if isinstance(data, dict):
        yield _entry(str(path), data, hashlib.sha256(raw).hexdigest(), _stem(path))
        return
    if not data:
        yield Fault(str(path), "empty", "a list without releases")
    for n, entry in enumerate(data):
        text = json.dumps(entry, sort_keys=True)
        yield _entry(f"{path}#{n}", entry, hashlib.sha256(text.encode()).hexdigest(), None)


def _lines(path: Path) -> Iterator[RawRelease | Fault]:
    number = read = blank = 0
    packed = path.stat().st_size if path.name.endswith(".gz") else 0
    with _open(path) as file:
        while line := file.readline(MAX_RELEASE + 1):
            number += 1
            read += len(line)
            blank = 0 if line.strip() else blank + 1
            bomb = packed and read > max(MAX_DOCUMENT, packed * MAX_RATIO)
            if bomb or blank > MAX_BLANK:
                why = "a compressed bomb" if bomb else "nothing but empty lines"
                yield Fault(str(path), "failed", f"the rest from line {number}: {why}")
                return
            source = f"{path}:{number}"
            if len(line) > MAX_RELEASE:
                yield Fault(source, "failed", str(_TooLarge(MAX_RELEASE)))
                if not _skip_line(file, line):
                    yield Fault(str(path), "failed", f"the rest after line {number}: one line")
                    return
            elif not blank:
                line = line.rstrip(b"\r\n")
                entry = _json(line)
                if isinstance(entry, str):
                    yield Fault(source, "unreadable", entry)
                else:
                    yield _entry(source, entry, hashlib.sha256(line).hexdigest(), None)
    if not number:
        yield Fault(str(path), "empty", "no lines")


def _skip_line(file: BinaryIO | GzipFile, line: bytes) -> bool:
    """Read to the end of an overlong line; False if it goes on for ``MAX_DOCUMENT`` bytes."""
    skipped = 0
    while line and not line.endswith(b"\n"):
        if skipped > MAX_DOCUMENT:
            return False
        line = file.readline(MAX_RELEASE)
        skipped += len(line)
    return True


def _json(raw: bytes) -> dict[str, Any] | list[Any] | str:
    """The parsed object or list, or words for what is wrong with it."""
    if sum(raw.count(mark) for mark in (b",", b"[", b"{")) > MAX_VALUES:
        return f"JSON of more than {MAX_VALUES:,} values"
    try:
        try:
            data = json.loads(raw)
        except UnicodeDecodeError:
            data = json.loads(raw.decode("windows-1252", "replace"))
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"
    return data if isinstance(data, dict | list) else "JSON, but neither an object nor a list"


def _listed(data: dict[str, Any]) -> list[Any] | None:
    """The list of releases that an API's or feed's page wraps, or ``None``."""
    for key in _LISTS:
        inner = data.get(key)
        if isinstance(inner, dict):
            inner = _listed(inner)
        if isinstance(inner, list) and all(isinstance(e, dict) for e in inner):
            return inner
    return None


def _entry(source: str, entry: object, sha256: str, stem: str | None) -> RawRelease | Fault:
    if not isinstance(entry, dict):
        return Fault(source, "unreadable", "JSON, but not an object with fields")
    body = _field(entry, "body")
    if body is None:
        return Fault(source, "empty", "no field with a text: " + ", ".join(list(entry)[:8]))
    return _raw(source, body.encode("utf-8", "replace"), sha256, "json-body", entry, stem)


def _raw(
    source: str, body: bytes, sha256: str, kind: str, meta: dict[str, Any], stem: str | None
) -> RawRelease:
    release_id = _field(meta, "release_id") or stem
    return RawRelease(
        source=source,
        release_id=safe_id(release_id) if release_id else None,
        raw=body,
        kind=kind,
        title=_field(meta, "title"),
        published=_field(meta, "published"),
        url=_field(meta, "url"),
        issuer=_field(meta, "issuer"),
        sha256=sha256,
    )


def _field(meta: dict[str, Any], name: str) -> str | None:
    """The first alias of ``name`` that holds some text."""
    for alias in _ALIASES[name]:
        if alias in meta and (text := _text(meta[alias], "\n\n" if name == "body" else None)):
            return text
    return None


def _text(value: object, joint: str | None) -> str | None:
    """A field's text: a string, a number, an object's value, a list's first or joined items."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, dict):
        return next((t for k in _VALUES if (t := _text(value.get(k), joint))), None)
    if isinstance(value, list):
        texts = [t for v in value if (t := _text(v, joint))]
        return (joint.join(texts) if joint else texts[0]) if texts else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return None if joint else str(value)
