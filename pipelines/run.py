"""A run: inputs in, tables out, every input accounted for."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from extractor import Extractor, schema
from pipelines import inputs
from pipelines.lock import locked
from pipelines.publish import FORMATS, Format, Publication
from pipelines.work import Entry, Worked, batches, work

FAILURES = frozenset({"empty", "unreadable", "failed"})
"""The statuses that make the exit code 1. A duplicate and another language are set aside."""


@dataclass(slots=True)
class Summary:
    """What a run did. ``statuses`` add up to the inputs; ``records`` counts rows per table."""

    statuses: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def inputs(self) -> int:
        """How many inputs there were, of whatever status."""
        return self.statuses.total()

    @property
    def failed(self) -> int:
        """How many inputs failed (:data:`FAILURES`)."""
        return sum(self.statuses[s] for s in FAILURES)


def run(
    paths: Sequence[Path],
    out: Path,
    *,
    formats: Collection[Format] = FORMATS,
    csv_bom: bool = False,
    min_confidence: float = 0.0,
    on_entry: Callable[[Entry], None] = lambda entry: None,
) -> Summary:
    """Extract from every input under ``paths`` and publish the tables in ``out``.

    Streams: memory does not grow with the corpus. The same inputs give byte-identical tables.
    ``on_entry`` is told of every input as it is done. Raises :class:`pipelines.lock.Locked` where
    another run holds ``out``, and ``OSError`` where it cannot be written; the tables of the last
    run then stay as they are.
    """
    began = time.monotonic()
    summary = Summary()
    with locked(out), Publication(out, formats, csv_bom=csv_bom) as tables:
        for worked in without_duplicates(extract(inputs.read(paths))):
            for entry in worked.entries:
                summary.statuses[entry.status] += 1
                on_entry(entry)
            tables.write("ledger", ledger(worked.entries))
            for name, rows in flat(worked.rows, min_confidence).items():
                tables.write(name, rows)
                if name in schema.RECORD_TABLES:
                    summary.records[name] += rows.num_rows
    summary.seconds = time.monotonic() - began
    return summary


def extract(items: Iterable[inputs.RawRelease | inputs.Fault]) -> Iterator[Worked]:
    """Work through the inputs in batches, in order."""
    extractor = Extractor()
    for batch in batches(items):
        yield work(extractor, batch)


def without_duplicates(stream: Iterable[Worked]) -> Iterator[Worked]:
    """Turn every release whose id has been read before in this run into a ``duplicate`` entry.

    The first that is ``ok`` keeps the id: a release that could not be read hides no later one.
    """
    first: dict[str, Entry] = {}
    for worked in stream:
        entries: list[Entry] = []
        keep: list[bool] = []
        for entry in worked.entries:
            known = first.get(entry.release_id) if entry.release_id else None
            if known is not None:
                same = "and content" if known.sha256 == entry.sha256 else "but other content"
                reason = f"same id {same} as {known.source}"
                entries.append(
                    Entry(entry.source, "duplicate", reason, entry.release_id, entry.sha256)
                )
            else:
                entries.append(entry)
            if entry.status == "ok":
                keep.append(known is None)
                if known is None and entry.release_id:
                    first[entry.release_id] = entry
        rows = worked.rows if all(keep) else worked.rows.filter(pa.array(keep, pa.bool_()))
        yield Worked(tuple(entries), rows)


def flat(nested: pa.RecordBatch, min_confidence: float = 0.0) -> dict[str, pa.RecordBatch]:
    """The flat tables of a nested batch, less the records of a lower confidence."""
    tables = schema.flatten(nested)
    if min_confidence > 0:
        for name in schema.RECORD_TABLES:
            sure = pc.greater_equal(tables[name].column("confidence"), min_confidence)
            tables[name] = tables[name].filter(sure)
    return tables


def ledger(entries: Iterable[Entry]) -> pa.RecordBatch:
    """The entries as rows of the ledger."""
    rows = [{name: getattr(entry, name) for name in schema.LEDGER.names} for entry in entries]
    return pa.RecordBatch.from_pylist(rows, schema=schema.LEDGER)
