"""The flat tables of the store, as Parquet and CSV, all or none.

Tables grow in a staging folder beside the ones that they will replace. Only when every table is
whole and on disk are they renamed into place, so a run that dies leaves the previous tables as they
were. A remote file system has no renaming: there they grow in a local folder and are copied, each
whole or not at all.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Literal, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from extractor import __version__, schema
from extractor.schema import TABLES
from pipelines import package, places
from pipelines.fingerprint import fingerprint
from pipelines.package import DESCRIPTOR, VIEWS
from pipelines.store import Store

Format = Literal["csv", "parquet"]
FORMATS: tuple[Format, ...] = ("parquet", "csv")
SCHEMAS: Mapping[str, pa.Schema] = {**TABLES, "ledger": schema.LEDGER}

STAGING = ".staging"
BUFFER_BYTES = 4 << 20
"""Rows of all tables that wait for a row group: at this size those of the largest are written."""
_BOM = b"\xef\xbb\xbf"
# What a spreadsheet takes for the start of a formula, full-width forms included.
_FORMULA = r"^[=+\-@＝＋－＠\t\r\n]"


@dataclass(frozen=True, slots=True)
class Options:
    """How tables are published: the formats; CSV marked as UTF-8; records at least this sure."""

    formats: tuple[Format, ...] = FORMATS
    csv_bom: bool = False
    min_confidence: float = 0.0


def publish(store: Store, out: Path, options: Options, version: int | None = None) -> Counter[str]:
    """Write the flat tables of a version of the store (the last by default); returns their sizes.

    The same version gives the same bytes: rows stand in the order of release ids. Tables that are
    there already, and were written by the code of today, are left alone.
    """
    state = {
        "store": store.identity,
        "version": store.version if version is None else version,
        "program": __version__,
        "code": fingerprint().code,
        **asdict(options),
        "formats": list(options.formats),
    }
    marker = out / ".published.json"
    if (sizes := _published(marker, state)) is not None:
        return sizes
    counts: Counter[str] = Counter(dict.fromkeys(TABLES, 0))
    with Publication(out, tuple(TABLES), options, describe=True) as tables:
        for rows in store.read(version):
            for name, flat_rows in flat(rows, options.min_confidence).items():
                tables.write(name, flat_rows)
                counts[name] += flat_rows.num_rows
        marker.unlink(missing_ok=True)
    places.write_text(marker, json.dumps({"state": state, "sizes": counts}))
    return counts


def _published(marker: Path, state: dict[str, Any]) -> Counter[str] | None:
    """The sizes of the tables where those of ``state`` are published, else ``None``."""
    try:
        last = json.loads(marker.read_text("utf-8"))
        files = [DESCRIPTOR, *([VIEWS] if "parquet" in state["formats"] else [])]
        files += [f"{name}.{form}" for name in TABLES for form in state["formats"]]
        whole = all((marker.parent / file).exists() for file in files)
        return Counter(last["sizes"]) if whole and last["state"] == state else None
    except (OSError, ValueError, KeyError):
        return None


def flat(nested: pa.RecordBatch, min_confidence: float = 0.0) -> dict[str, pa.RecordBatch]:
    """The flat tables of nested rows, less the records of a lower confidence."""
    tables = schema.flatten(nested)
    if min_confidence > 0:
        for name in schema.RECORD_TABLES:
            sure = pc.greater_equal(tables[name].column("confidence"), min_confidence)
            tables[name] = tables[name].filter(sure)
    return tables


class Publication:
    """A context manager: ``write`` rows; leaving it without an error publishes the tables.

    ``out`` is created if need be. Tables of a format that is not asked for are removed when the new
    ones are published, so that ``out`` never holds tables of two runs. ``describe`` adds the files
    of :mod:`pipelines.package`. The caller holds the lock on the folder.
    """

    def __init__(
        self,
        out: Path,
        names: Sequence[str],
        options: Options | None = None,
        *,
        describe: bool = False,
    ) -> None:
        self._out = out
        self._describe = describe
        self._names = names
        self._options = options or Options()
        self._elsewhere = tempfile.TemporaryDirectory() if places.is_remote(out) else None
        beside = Path(self._elsewhere.name) if self._elsewhere else out
        self._staging = beside / STAGING / names[0]
        self._tables: dict[str, _Table] = {}
        self._discarded = False

    def __enter__(self) -> Self:
        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir(parents=True)
        self._tables = {name: _Table(self._staging, name, self._options) for name in self._names}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            for table in self._tables.values():
                table.close()
            if error is None and not self._discarded:
                self._publish()
        finally:
            shutil.rmtree(self._staging, ignore_errors=True)
            with suppress(OSError):  # another publication is open in there
                self._staging.parent.rmdir()
            if self._elsewhere:
                self._elsewhere.cleanup()

    def discard(self) -> None:
        """Leave the last tables as they are after all."""
        self._discarded = True

    def write(self, name: str, rows: pa.RecordBatch) -> None:
        """Append ``rows`` to the table ``name``; they must have its schema."""
        self._tables[name].write(rows)
        if sum(table.buffered for table in self._tables.values()) >= BUFFER_BYTES:
            max(self._tables.values(), key=lambda table: table.buffered).flush()

    def _publish(self) -> None:
        if self._describe:
            _describe(self._staging, self._options)
        for path in sorted(self._staging.iterdir()):
            _sync(path)
        for name in (DESCRIPTOR, VIEWS) if self._describe else ():
            if (self._staging / name).exists():
                places.move(self._staging / name, self._out / name)
            else:
                (self._out / name).unlink(missing_ok=True)
        for name in self._names:
            for form in FORMATS:
                target = self._out / f"{name}.{form}"
                if form in self._options.formats:
                    places.move(self._staging / target.name, target)
                else:
                    target.unlink(missing_ok=True)
        if not places.is_remote(self._out):
            _sync(self._out)


class _Table:
    """One table in all its formats. ``buffered`` bytes of rows wait until they are flushed."""

    def __init__(self, folder: Path, name: str, options: Options) -> None:
        self._schema = SCHEMAS[name]
        self._buffer: list[pa.RecordBatch] = []
        self.buffered = 0
        self._parquet: pq.ParquetWriter | None = None
        self._csv: pcsv.CSVWriter | None = None
        self._csv_file: BinaryIO | None = None
        if "parquet" in options.formats:
            self._parquet = pq.ParquetWriter(
                folder / f"{name}.parquet", self._schema, compression="zstd"
            )
        if "csv" in options.formats:
            self._csv_file = (folder / f"{name}.csv").open("wb")
            if options.csv_bom:
                self._csv_file.write(_BOM)
            self._csv = pcsv.CSVWriter(
                self._csv_file,
                csv_schema(self._schema),
                write_options=pcsv.WriteOptions(quoting_header="none"),
            )

    def write(self, rows: pa.RecordBatch) -> None:
        self._buffer.append(rows)
        self.buffered += rows.nbytes

    def close(self) -> None:
        self.flush()
        for writer in (self._parquet, self._csv, self._csv_file):
            if writer is not None:
                writer.close()

    def flush(self) -> None:
        if not self._buffer:
            return
        table = pa.Table.from_batches(self._buffer, self._schema).combine_chunks()
        self._buffer, self.buffered = [], 0
        if self._parquet is not None:
            self._parquet.write_table(table)
        if self._csv is not None:
            self._csv.write_table(csv_cells(table))


def csv_schema(table: pa.Schema) -> pa.Schema:
    """The table's schema as CSV holds it: lists are text."""
    return pa.schema([f.with_type(pa.string()) if pa.types.is_list(f.type) else f for f in table])


def csv_cells(table: pa.Table) -> pa.Table:
    """``table`` with the cells that CSV can hold: lists joined by ``; ``, texts that would start a
    formula in a spreadsheet behind an apostrophe. Numbers, days and flags are left alone."""
    columns = []
    for column in table.itercolumns():
        chunk = column.combine_chunks()
        if pa.types.is_list(chunk.type):
            chunk = _joined(chunk)
        if pa.types.is_string(chunk.type):
            risky = pc.match_substring_regex(chunk, _FORMULA)
            chunk = pc.if_else(risky, pc.binary_join_element_wise("'", chunk, ""), chunk)
        columns.append(chunk)
    return pa.Table.from_arrays(columns, schema=csv_schema(table.schema))


def _joined(lists: pa.ListArray) -> pa.StringArray:
    """A list of texts as one text; a slot of evidence as ``field:start-end``."""
    items = lists.flatten()
    if pa.types.is_struct(items.type):
        field, start, end, _ = items.flatten()
        span = pc.binary_join_element_wise(start.cast(pa.string()), end.cast(pa.string()), "-")
        items = pc.binary_join_element_wise(field, span, ":")
    lengths = pc.fill_null(pc.list_value_length(lists), 0)
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(lengths)])
    return pc.binary_join(pa.ListArray.from_arrays(offsets, items, mask=lists.is_null()), "; ")


def _describe(folder: Path, options: Options) -> None:
    form = "csv" if "csv" in options.formats else "parquet"
    text = package.descriptor(form, csv_bom=options.csv_bom)
    (folder / DESCRIPTOR).write_text(text, "utf-8")
    if "parquet" in options.formats:
        package.write_views(folder)


def _sync(path: Path) -> None:
    """Force a file or a folder's entries onto disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
