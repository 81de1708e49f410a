"""The work on one batch of inputs: raw releases in, nested rows and ledger entries out.

This is the boundary at which a release's failure is caught: behind it errors are entries in the
ledger, before it they are exceptions.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from extractor import quantities, schema
from extractor.errors import UnreadableInput
from extractor.types import Extraction, Release
from pipelines import inputs
from pipelines.inputs import Fault, RawRelease

if TYPE_CHECKING:
    from extractor import Extractor

BATCH_RELEASES = 32
BATCH_BYTES = 512 << 10
BATCH_ITEMS = 1024
MAX_CHARACTERS = 5_000_000
"""A longer text is no press release, and would hold up the rest of its batch."""
_MAX_REASON = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """One input's line in the ledger: what became of it, and why where it is not ``ok``.

    ``content`` is the hash of all that its row depends on; ``stored`` says that the row is in the
    store already, so that none was made.
    """

    source: str
    status: str
    reason: str | None = None
    release_id: str | None = None
    sha256: str | None = None
    content: str | None = None
    stored: bool = False


Item = RawRelease | Entry
Batch = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """A batch after the work: an entry per input in order, a nested row per entry that was made."""

    entries: tuple[Entry, ...]
    rows: pa.RecordBatch


def identified(raw: RawRelease) -> RawRelease:
    """The same with an id: the one that the source gives, else one from the content."""
    if raw.release_id:
        return raw
    return dataclasses.replace(raw, release_id=hashlib.sha256(raw.raw).hexdigest()[:16])


def content(raw: RawRelease) -> str:
    """A hash of all that the release's row depends on, besides the code, lexicons and models."""
    parts = (raw.source, raw.release_id, raw.kind, raw.title, raw.published, raw.url, raw.issuer)
    return hashlib.sha256(repr((*parts, raw.sha256)).encode("utf-8", "replace")).hexdigest()[:32]


def entry(
    raw: RawRelease, status: str, reason: str | None = None, *, stored: bool = False
) -> Entry:
    """The ledger entry of a release."""
    return Entry(
        raw.source, status, reason, raw.release_id, raw.sha256, content(raw), stored=stored
    )


def batches(items: Iterable[Item]) -> Iterator[Batch]:
    """Group items, in order, so that a batch holds a bounded number and size of releases."""
    group: list[Item] = []
    releases = size = 0
    for item in items:
        weight = len(item.raw) if isinstance(item, RawRelease) else 0
        full = releases >= BATCH_RELEASES or len(group) >= BATCH_ITEMS
        if group and (full or size + weight > BATCH_BYTES):
            yield tuple(group)
            group, releases, size = [], 0, 0
        group.append(item)
        releases += isinstance(item, RawRelease)
        size += weight
    if group:
        yield tuple(group)


def work(extractor: Extractor, batch: Batch) -> Worked:
    """Clean and extract a batch. Never raises an ``Exception`` for what a release holds."""
    entries: list[Entry] = []
    readable: dict[int, Release] = {}
    for position, item in enumerate(batch):
        if isinstance(item, Entry):
            entries.append(item)
            continue
        try:
            readable[position] = _clean(item)
            entries.append(entry(item, "ok"))
        except UnreadableInput as error:
            entries.append(entry(item, error.status, str(error)))
        except Exception as error:
            entries.append(entry(item, "failed", _words(error)))
    try:
        rows = nested(extractor.pipe(readable.values()))
    except Exception:
        rows = _one_by_one(extractor, batch, readable, entries)
    return Worked(tuple(entries), rows)


def nested(extractions: Iterable[Extraction]) -> pa.RecordBatch:
    """Nested rows, in which a quantity that is repeated in the same words is listed once."""
    return schema.batch(
        dataclasses.replace(e, quantities=quantities.distinct(e.quantities)) for e in extractions
    )


def has_work(batch: Batch) -> bool:
    """Whether there is a release in it that is yet to be worked on."""
    return any(isinstance(item, RawRelease) for item in batch)


def singles(batch: Batch) -> list[Batch]:
    """The batch split so that no part holds more than one release."""
    parts: list[list[Item]] = [[]]
    for item in batch:
        if isinstance(item, RawRelease) and any(isinstance(i, RawRelease) for i in parts[-1]):
            parts.append([])
        parts[-1].append(item)
    return [tuple(part) for part in parts]


def joined(parts: Sequence[Worked]) -> Worked:
    """The parts of a batch as one again."""
    if len(parts) == 1:
        return parts[0]
    entries = tuple(entry for part in parts for entry in part.entries)
    return Worked(entries, pa.concat_batches([part.rows for part in parts]))


def undone(batch: Batch, reason: str = "") -> Worked:
    """A batch without the work: its releases, where it has any, failed for this reason."""
    entries = (i if isinstance(i, Entry) else entry(i, "failed", reason) for i in batch)
    return Worked(tuple(entries), nested([]))


def fault(item: Fault) -> Entry:
    """The ledger entry of an input that yields no release."""
    return Entry(item.source, item.status, item.reason)


def _clean(raw: RawRelease) -> Release:
    release = inputs.to_release(raw)
    if len(release.text) > MAX_CHARACTERS:
        raise UnreadableInput("failed", f"more than {MAX_CHARACTERS:,} characters of text")
    return release


def _one_by_one(
    extractor: Extractor, batch: Batch, readable: dict[int, Release], entries: list[Entry]
) -> pa.RecordBatch:
    """Extract each release by itself, so that one that fails takes no other with it."""
    rows = [nested([])]
    for position, release in readable.items():
        try:
            rows.append(nested([extractor.extract(release)]))
        except Exception as error:
            item = batch[position]
            assert isinstance(item, RawRelease)
            entries[position] = entry(item, "failed", _words(error))
    return pa.concat_batches(rows)


def _words(error: Exception) -> str:
    """The class and message of an error on one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:_MAX_REASON].rstrip(": ")
