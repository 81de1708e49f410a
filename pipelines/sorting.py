"""Rows in the order of their ids, whatever their number, in bounded memory.

The ids alone are sorted first, and cut into stretches of a bounded number of rows. One pass over
the rows, in the order in which they come, sorts as many as fit and puts them aside on disk; then
every stretch is put together from what each of these files holds of it.
"""

from __future__ import annotations

import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pyarrow as pa

KEY = "release_id"
ROWS = 512
"""Rows of a stretch, and of a file put aside: some 10 MB of releases as agencies write them."""
BYTES = 64 << 20
"""At this size rows are put aside before they are as many."""


def by_id(
    batches: Iterable[pa.RecordBatch], ids: Iterable[str], schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    """The rows of ``batches``, whose ids are ``ids``, sorted by id as UTF-8, a stretch at a time.

    ``schema`` is that of the batches.
    """
    cuts = sorted(ids)[ROWS::ROWS]  # the first id of every stretch but the first
    if not cuts:
        yield from _sorted(list(batches), schema).to_batches()
        return
    with tempfile.TemporaryDirectory() as folder:
        runs = [
            _aside(_sorted(group, schema), cuts, Path(folder) / f"{n}.arrow")
            for n, group in enumerate(_groups(batches))
        ]
        for stretch in range(len(cuts) + 1):
            parts = [_part(path, held.index(stretch)) for path, held in runs if stretch in held]
            yield from _sorted(parts, schema).to_batches()


def _sorted(batches: Sequence[pa.RecordBatch], schema: pa.Schema) -> pa.Table:
    rows = pa.Table.from_batches(batches, schema)
    return rows.sort_by(KEY).combine_chunks()


def _groups(batches: Iterable[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    """The batches in groups of a bounded number and size of rows."""
    group: list[pa.RecordBatch] = []
    for batch in batches:
        group.append(batch)
        if sum(b.num_rows for b in group) >= ROWS or sum(b.nbytes for b in group) >= BYTES:
            yield group
            group = []
    if group:
        yield group


def _aside(rows: pa.Table, cuts: Sequence[str], path: Path) -> tuple[Path, list[int]]:
    """Write sorted rows, a batch for each stretch that they touch; these stretches, in order."""
    keys = rows[KEY].to_pylist()
    borders = [0, *(bisect_left(keys, cut) for cut in cuts), len(keys)]
    held = [n for n, (start, end) in enumerate(pairwise(borders)) if end > start]
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, rows.schema) as writer:
        for n in held:
            stretch = rows.slice(borders[n], borders[n + 1] - borders[n]).combine_chunks()
            writer.write_batch(stretch.to_batches()[0])
    return path, held


def _part(path: Path, number: int) -> pa.RecordBatch:
    with pa.OSFile(str(path)) as file:
        return pa.ipc.open_file(file).get_batch(number)
