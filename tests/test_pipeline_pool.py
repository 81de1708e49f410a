"""Worker processes: order kept, output the same, and a release that hangs or kills is given up."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extractor import types
from pipelines import run as running
from pipelines.pool import Pool, WorkerError
from tests.stub import StubExtractor, extraction

LETTER = "Police of the county took two kilograms of cocaine on Monday and {}."


class Deadly(StubExtractor):
    """Dies or hangs on request."""

    def pipe(self, releases: Iterable[types.Release]) -> Iterator[types.Extraction]:
        for release in releases:
            if "killed" in release.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "hung" in release.text:
                time.sleep(600)
            yield extraction(release)


def broken() -> StubExtractor:
    raise RuntimeError("no model")


def _inputs(folder: Path, endings: list[str]) -> Path:
    folder.mkdir()
    for number, ending in enumerate(endings):
        (folder / f"r{number:03}.txt").write_text(LETTER.format(ending), "utf-8")
    return folder


def _hashes(folder: Path) -> dict[str, str]:
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.iterdir())
        if p.suffix in (".csv", ".parquet")
    }


def test_the_tables_do_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    folder = _inputs(tmp_path / "in", ["left"] * 150)
    for name, workers in (("none", None), ("one", 1), ("three", 3)):
        running.run([folder], tmp_path / name, workers=workers, factory=StubExtractor)
    assert _hashes(tmp_path / "none") == _hashes(tmp_path / "one") == _hashes(tmp_path / "three")


def test_a_release_that_kills_or_hangs_its_worker_is_given_up_alone(tmp_path: Path) -> None:
    endings = ["left"] * 40
    endings[3], endings[35] = "was killed", "hung"
    folder = _inputs(tmp_path / "in", endings)
    summary = running.run([folder], tmp_path / "out", workers=2, timeout=6, factory=Deadly)
    rows = pq.read_table(tmp_path / "out" / "ledger.parquet").to_pylist()
    assert [r["release_id"] for r in rows] == [f"r{n:03}" for n in range(40)]
    failed = {r["release_id"]: r["reason"] for r in rows if r["status"] == "failed"}
    assert failed == {"r003": "the worker died (SIGKILL)", "r035": "not done in 6 s"}
    assert summary.statuses == {"ok": 38, "failed": 2}


def test_workers_that_cannot_start_are_an_error(tmp_path: Path) -> None:
    folder = _inputs(tmp_path / "in", ["left"])
    with pytest.raises(WorkerError, match="no model"):
        running.run([folder], tmp_path / "out", workers=2, factory=broken)


def test_reading_stays_a_bounded_way_ahead_of_the_work() -> None:
    read = 0

    def source() -> Iterator[tuple[()]]:
        nonlocal read
        for _ in range(100):
            read += 1
            yield ()

    with Pool(StubExtractor, 1) as pool:
        results = pool.map(source())
        next(results)
        assert read < 10
