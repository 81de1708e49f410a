"""The store: one nested row per release in a Delta Lake table, upserted by ``release_id``.

Every change is one atomic commit that names its run, so a process that dies leaves the table as its
last commit made it, and any earlier run's state can be read again. Readers need no lock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import CommitProperties, DeltaTable, write_deltalake
from deltalake import Schema as DeltaSchema

from extractor.schema import NESTED
from pipelines import places
from pipelines.fingerprint import Fingerprint
from pipelines.sorting import KEY, by_id

PROVENANCE = ("content", "code", "lexicons", "models")
"""What a row was made of and by: the input's hash, and the fields of a :class:`Fingerprint`."""
STORED = pa.schema([*NESTED, *(pa.field(name, pa.string()) for name in PROVENANCE)])

_READ_ROWS = 256
_CONFIGURATION: dict[str, str | None] = {"delta.logRetentionDuration": "interval 36500 days"}


class StoreError(Exception):
    """The store cannot be used: its columns are others, or it has no such run."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run that changed the store: its number, the last version that it made, its commits."""

    run: int
    version: int
    commits: int
    milliseconds: int
    fingerprint: Fingerprint


class Store:
    """The Delta table in folder ``path``, which need not exist yet.

    One that lacks columns of today is read with nulls in them, and given them by the next commit.
    Rows of releases that are still among the inputs are made anew, since the code is another; the
    others keep the nulls. Raises :class:`StoreError` where columns differ in any other way.
    """

    def __init__(self, path: Path) -> None:
        self._path = places.url(path)
        self._table = DeltaTable(self._path) if DeltaTable.is_deltatable(self._path) else None
        there = STORED if self._table is None else pa.schema(self._table.schema().to_arrow())
        if clashes := list(_clashes(there, STORED)):
            raise StoreError(
                f"{path} was written with other columns ({'; '.join(clashes)}); give another "
                "output folder, or publish it with the version that wrote it"
            )
        self._lacks_columns = any(_clashes(STORED, there))

    @property
    def version(self) -> int:
        """The number of the last commit; -1 where there is none."""
        return -1 if self._table is None else self._table.version()

    @property
    def identity(self) -> str:
        """An id that another store, even in the same folder, does not have."""
        return "" if self._table is None else str(self._table.metadata().id)

    def contents(
        self, fingerprint: Fingerprint | None = None, version: int | None = None
    ) -> dict[str, str]:
        """The hash of the content of every release of a version (the last by default), by id.

        With a fingerprint, of its rows only.
        """
        keys = self._columns(["release_id", *PROVENANCE], version)
        if fingerprint is not None:
            for name, value in asdict(fingerprint).items():
                keys = keys.filter(pc.equal(keys[name], value))
        return dict(zip(keys["release_id"].to_pylist(), keys["content"].to_pylist(), strict=True))

    def upsert(self, rows: pa.Table, run: int, fingerprint: Fingerprint, *, new: bool) -> None:
        """Put ``rows`` (schema :data:`STORED`, ids distinct) in place of those with their ids.

        ``new`` says that none of the ids is in the store, which spares the search for them.
        """
        commit = _commit(run, fingerprint)
        if self._table is None:
            write_deltalake(
                self._path,
                rows,
                configuration=_CONFIGURATION,
                commit_properties=commit,
            )
            self._table = DeltaTable(self._path)
            return
        if self._lacks_columns:
            fields = DeltaSchema.from_arrow(STORED).fields
            self._table.alter.add_columns(list(fields), commit_properties=commit)
            self._table.update_incremental()
            self._lacks_columns = False
        if new:
            write_deltalake(self._table, rows, mode="append", commit_properties=commit)
        else:
            self._table.merge(
                rows,
                "t.release_id = s.release_id",
                source_alias="s",
                target_alias="t",
                commit_properties=commit,
            ).when_matched_update_all().when_not_matched_insert_all().execute()
        self._table.update_incremental()

    def delete(self, ids: Collection[str], run: int, fingerprint: Fingerprint) -> None:
        """Take these releases out, in one commit."""
        if self._table is None or not ids:
            return
        rows = pa.table({"release_id": sorted(ids)})
        self._table.merge(
            rows,
            "t.release_id = s.release_id",
            source_alias="s",
            target_alias="t",
            commit_properties=_commit(run, fingerprint),
        ).when_matched_delete().execute()
        self._table.update_incremental()

    def runs(self) -> list[Run]:
        """The runs that changed the store, oldest first."""
        runs: dict[int, Run] = {}
        commits = [] if self._table is None else self._table.history()
        for commit in sorted(commits, key=lambda c: c["version"]):
            if "run" not in commit:
                continue
            number = int(commit["run"])
            before = runs.get(number)
            runs[number] = Run(
                run=number,
                version=commit["version"],
                commits=1 + (before.commits if before else 0),
                milliseconds=commit["timestamp"],
                fingerprint=Fingerprint(commit["code"], commit["lexicons"], commit["models"]),
            )
        return list(runs.values())

    def version_of(self, run: int) -> int:
        """The version that ``run`` left. Raises :class:`StoreError` where there is no such run."""
        for known in self.runs():
            if known.run == run:
                return known.version
        raise StoreError(f"no run {run} in the store; `press-extractor history` lists them")

    def read(
        self, version: int | None = None, ids: Collection[str] | None = None
    ) -> Iterator[pa.RecordBatch]:
        """The rows of a version (the last by default), sorted by id, a few hundred at a time.

        The order does not depend on how the rows came in (:mod:`pipelines.sorting`), and memory not
        on their number. ``ids`` restricts the rows; files that hold none of them are not read.
        """
        keys = [
            key for batch in self._batches([KEY], version, ids) for key in batch[KEY].to_pylist()
        ]
        rows = self._batches(STORED.names, version, ids)
        for batch in by_id(rows, keys, STORED):
            for start in range(0, batch.num_rows, _READ_ROWS):
                yield batch.slice(start, _READ_ROWS)

    def provenance(self, version: int) -> dict[str, tuple[str, ...]]:
        """The provenance of every release in a version, by id."""
        table = self._columns(["release_id", *PROVENANCE], version)
        rows = zip(*(table[name].to_pylist() for name in table.column_names), strict=True)
        return {release_id: values for release_id, *values in rows}  # type: ignore[misc]

    def _columns(self, names: Sequence[str], version: int | None = None) -> pa.Table:
        return pa.Table.from_batches(self._batches(names, version), _only(names))

    def _batches(
        self, names: Sequence[str], version: int | None, ids: Collection[str] | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Columns of the rows in a version, in no order; of those with these ids, if given.

        Columns that rows were written without are null.
        """
        if self._table is None or version == -1:
            return
        table = self._table if version is None else DeltaTable(self._path, version=version)
        wanted = None if ids is None else pa.array(sorted(ids), pa.string())
        # The log has the least and the greatest id of each file. The filter is not handed on to the
        # files: Delta's own writer stores texts as a type that Arrow cannot compare.
        filter_ = None if wanted is None else pc.field(KEY).isin(wanted)
        for file in table.to_pyarrow_dataset().get_fragments(filter=filter_):
            for batch in file.to_batches(
                schema=_only(names),
                batch_size=_READ_ROWS,
                batch_readahead=1,
                use_threads=False,
            ):
                yield batch if wanted is None else batch.filter(pc.is_in(batch[KEY], wanted))


def _only(names: Sequence[str]) -> pa.Schema:
    return pa.schema([STORED.field(name) for name in names])


def _clashes(
    there: Iterable[pa.Field], wanted: Iterable[pa.Field], parent: str = ""
) -> Iterator[str]:
    """Why rows with the columns ``there`` cannot be read as rows with those ``wanted``.

    They can where columns are only lacking, at any depth, that may be empty.
    """
    new = {field.name: field for field in wanted}
    for field in there:
        name = f"{parent}{field.name}"
        if (same := new.pop(field.name, None)) is None:
            yield f"{name} is gone"
        elif (parts := _parts(field.type)) and (others := _parts(same.type)):
            yield from _clashes(parts, others, f"{name}.")
        elif field.type != same.type:
            yield f"{name} was {field.type}, is {same.type}"
    for field in new.values():
        if b"required" in (field.metadata or {}):
            yield f"{parent}{field.name} is new and cannot be empty"


def _parts(kind: pa.DataType) -> list[pa.Field]:
    """The fields of a struct, or of a list of structs."""
    inner = kind.value_type if pa.types.is_list(kind) else kind
    return list(inner) if pa.types.is_struct(inner) else []


def stored(rows: pa.RecordBatch, contents: Any, fingerprint: Fingerprint) -> pa.RecordBatch:
    """Nested rows with their provenance; ``contents`` are the rows' content hashes, in order."""
    made_by = (pa.repeat(value, rows.num_rows) for value in asdict(fingerprint).values())
    columns = [*rows.columns, pa.array(contents, pa.string()), *made_by]
    return pa.RecordBatch.from_arrays(columns, schema=STORED)


def _commit(run: int, fingerprint: Fingerprint) -> CommitProperties:
    return CommitProperties(custom_metadata={"run": str(run), **asdict(fingerprint)})
