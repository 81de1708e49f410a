"""Rows come out in the order of their ids, whatever their number and however they came in."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines import sorting

SCHEMA = pa.schema(
    [("release_id", pa.string()), ("names", pa.list_(pa.struct([("n", pa.int64())])))]
)


def _batches(ids: list[str], size: int) -> Iterator[pa.RecordBatch]:
    for start in range(0, len(ids), size):
        rows = [
            {"release_id": i, "names": [{"n": len(i)}] * (len(i) % 3)}
            for i in ids[start : start + size]
        ]
        yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


@given(ids=st.lists(st.text(max_size=5), unique=True, max_size=40), size=st.integers(1, 9))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_rows_are_sorted_and_whole(
    ids: list[str], size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [i for i in ids if i.isprintable()]
    monkeypatch.setattr(sorting, "ROWS", 7)
    out = list(sorting.by_id(_batches(ids, size), ids, SCHEMA))
    assert [row for batch in out for row in batch.to_pylist()] == [
        row for batch in _batches(sorted(ids), 1) for row in batch.to_pylist()
    ]
    assert all(batch.num_rows <= 7 for batch in out)


def test_large_rows_are_put_aside_before_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [f"{n:03d}" for n in range(90, 0, -1)]
    monkeypatch.setattr(sorting, "ROWS", 50)
    monkeypatch.setattr(sorting, "BYTES", 1)
    groups = list(sorting._groups(_batches(ids, 9)))
    assert [len(group) for group in groups] == [1] * 10
    out = sorting.by_id(_batches(ids, 9), ids, SCHEMA)
    assert [i for batch in out for i in batch["release_id"].to_pylist()] == sorted(ids)
