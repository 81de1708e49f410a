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
BATCH_BYTES = 2 << 20
MAX_CHARACTERS = 5_000_000
"""A longer text is no press release, and would hold up the rest of its batch."""
_MAX_REASON = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """One input's line in the ledger: what became of it, and why where it is not ``ok``."""

    source: str
    status: str
    reason: str | None = None
    release_id: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """A batch after the work: an entry per input in their order, and the rows of the ok ones."""

    entries: tuple[Entry, ...]
    rows: pa.RecordBatch


def batches(items: Iterable[RawRelease | Fault]) -> Iterator[tuple[RawRelease | Fault, ...]]:
    """Group inputs into batches of bounded number and size, in order."""
    group: list[RawRelease | Fault] = []
    size = 0
    for item in items:
        weight = len(item.raw) if isinstance(item, RawRelease) else 0
        if group and (len(group) >= BATCH_RELEASES or size + weight > BATCH_BYTES):
            yield tuple(group)
            group, size = [], 0
        group.append(item)
        size += weight
    if group:
        yield tuple(group)


def release_id(raw: RawRelease) -> str:
    """The id that the source gives, else one from the content."""
    return raw.release_id or hashlib.sha256(raw.raw).hexdigest()[:16]


def work(extractor: Extractor, batch: Sequence[RawRelease | Fault]) -> Worked:
    """Clean and extract a batch. Never raises an ``Exception`` for what a release holds."""
    entries: list[Entry] = []
    readable: dict[int, Release] = {}
    for position, item in enumerate(batch):
        if isinstance(item, Fault):
            entries.append(Entry(item.source, item.status, item.reason))
            continue
        try:
            readable[position] = _clean(item)
            entries.append(_entry(item, "ok"))
        except UnreadableInput as error:
            entries.append(_entry(item, error.status, str(error)))
        except Exception as error:
            entries.append(_entry(item, "failed", _words(error)))
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


def _clean(raw: RawRelease) -> Release:
    release = inputs.to_release(raw)
    if len(release.text) > MAX_CHARACTERS:
        raise UnreadableInput("failed", f"more than {MAX_CHARACTERS:,} characters of text")
    return release


def _one_by_one(
    extractor: Extractor,
    batch: Sequence[RawRelease | Fault],
    readable: dict[int, Release],
    entries: list[Entry],
) -> pa.RecordBatch:
    """Extract each release by itself, so that one that fails takes no other with it."""
    rows = [nested([])]
    for position, release in readable.items():
        try:
            rows.append(nested([extractor.extract(release)]))
        except Exception as error:
            item = batch[position]
            assert isinstance(item, RawRelease)
            entries[position] = _entry(item, "failed", _words(error))
    return pa.concat_batches(rows)


def _entry(raw: RawRelease, status: str, reason: str | None = None) -> Entry:
    return Entry(raw.source, status, reason, release_id(raw), raw.sha256)


def _words(error: Exception) -> str:
    """The class and message of an error on one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:_MAX_REASON].rstrip(": ")
