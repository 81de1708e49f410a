"""Writes flat tables as Parquet and CSV, all or none.

Tables grow in a staging folder beside the ones that they will replace. Only when every table is
whole and on disk are they renamed into place, so a run that dies leaves the previous tables as they
were.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from extractor import schema

Format = Literal["csv", "parquet"]
FORMATS: tuple[Format, ...] = ("parquet", "csv")
SCHEMAS: Mapping[str, pa.Schema] = {**schema.TABLES, "ledger": schema.LEDGER}

STAGING = ".staging"
ROW_GROUP_BYTES = 8 << 20
_BOM = b"\xef\xbb\xbf"
# What a spreadsheet takes for the start of a formula, full-width forms included.
_FORMULA = r"^[=+\-@＝＋－＠\t\r\n]"


class Publication:
    """A context manager: ``write`` rows; leaving it without an error publishes the tables.

    ``out`` is created if need be. Tables of a format that is not asked for are removed when the new
    ones are published, so that ``out`` never holds tables of two runs. One publication at a time
    may be open on a folder: the caller holds the lock.
    """

    def __init__(
        self, out: Path, formats: Collection[Format] = FORMATS, *, csv_bom: bool = False
    ) -> None:
        self.out = out
        self._staging = out / STAGING
        self._formats = tuple(f for f in FORMATS if f in formats)
        self._csv_bom = csv_bom
        self._tables: dict[str, _Table] = {}

    def __enter__(self) -> Self:
        shutil.rmtree(self._staging, ignore_errors=True)
        self._staging.mkdir(parents=True)
        self._tables = {
            name: _Table(self._staging, name, self._formats, csv_bom=self._csv_bom)
            for name in SCHEMAS
        }
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
            if error is None:
                self._publish()
        finally:
            shutil.rmtree(self._staging, ignore_errors=True)

    def write(self, name: str, rows: pa.RecordBatch) -> None:
        """Append ``rows`` to the table ``name``; they must have its schema."""
        self._tables[name].write(rows)

    def _publish(self) -> None:
        for path in sorted(self._staging.iterdir()):
            _sync(path)
        for name in SCHEMAS:
            for form in FORMATS:
                target = self.out / f"{name}.{form}"
                if form in self._formats:
                    os.replace(self._staging / target.name, target)
                else:
                    target.unlink(missing_ok=True)
        _sync(self.out)


class _Table:
    """One table in all its formats, buffered to row groups of a steady size."""

    def __init__(
        self, folder: Path, name: str, formats: Collection[Format], *, csv_bom: bool
    ) -> None:
        self._schema = SCHEMAS[name]
        self._buffer: list[pa.RecordBatch] = []
        self._buffered = 0
        self._parquet: pq.ParquetWriter | None = None
        self._csv: pcsv.CSVWriter | None = None
        self._csv_file: BinaryIO | None = None
        if "parquet" in formats:
            self._parquet = pq.ParquetWriter(
                folder / f"{name}.parquet", self._schema, compression="zstd"
            )
        if "csv" in formats:
            self._csv_file = (folder / f"{name}.csv").open("wb")
            if csv_bom:
                self._csv_file.write(_BOM)
            options = pcsv.WriteOptions(quoting_header="none")
            self._csv = pcsv.CSVWriter(
                self._csv_file, csv_schema(self._schema), write_options=options
            )

    def write(self, rows: pa.RecordBatch) -> None:
        self._buffer.append(rows)
        self._buffered += rows.nbytes
        if self._buffered >= ROW_GROUP_BYTES:
            self._flush()

    def close(self) -> None:
        self._flush()
        for writer in (self._parquet, self._csv, self._csv_file):
            if writer is not None:
                writer.close()

    def _flush(self) -> None:
        if not self._buffer:
            return
        table = pa.Table.from_batches(self._buffer, self._schema).combine_chunks()
        self._buffer, self._buffered = [], 0
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


def _sync(path: Path) -> None:
    """Force a file or a folder's entries onto disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
