"""Kill -9 at random moments: the store stays readable, and the next run makes everything whole.

``FAULTS`` in the environment says how many times (``make test-faults``: 100).
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import time
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines import run as running
from pipelines.publish import FORMATS, SCHEMAS
from pipelines.store import Store
from tests.stub import StubExtractor

FAULTS = int(os.environ.get("FAULTS", "6"))
RELEASES = 60
LETTER = "Police of the county took two kilograms of cocaine on Monday and {}."


def _run(folder: Path, out: Path) -> None:
    running.COMMIT_RELEASES = 8
    running.run([folder], out, factory=StubExtractor)


def _hashes(folder: Path) -> dict[str, str]:
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.iterdir())
        if p.suffix in (".csv", ".parquet", ".duckdb") or p.name == "datapackage.json"
    }


def _change(folder: Path, dice: random.Random) -> None:
    """Write some releases anew, so that the next run has old, changed and new ones."""
    for number in dice.sample(range(RELEASES), RELEASES // 2):
        text = LETTER.format(f"left with {dice.random()}")
        (folder / f"r{number:03}.txt").write_text(text, "utf-8")


def _check_store(out: Path) -> None:
    """After a kill: the store opens, and no release stands in it twice."""
    ids = [i for rows in Store(out / "store").read() for i in rows.column("release_id").to_pylist()]
    assert len(ids) == len(set(ids))


def _check_tables(out: Path) -> None:
    """After a kill: each table is one that a run finished, or is not there."""
    for name, columns in SCHEMAS.items():
        if (out / f"{name}.parquet").exists():
            assert pq.read_table(out / f"{name}.parquet").schema.equals(columns)


def test_a_run_killed_at_any_moment_is_made_whole_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "COMMIT_RELEASES", 8)
    dice = random.Random(7)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipelines.run", "tests.test_faults"])
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    _change(folder, dice)
    began = time.monotonic()
    _run(folder, out)
    longest = 1.3 * (time.monotonic() - began)
    ended: Counter[bool] = Counter()
    for fault in range(FAULTS):
        _change(folder, dice)
        process = context.Process(target=_run, args=(folder, out))
        process.start()
        process.join(dice.uniform(0.0, longest))
        process.kill()
        process.join()
        ended[process.exitcode == 0] += 1
        _check_store(out)
        _check_tables(out)

        _run(folder, out)
        straight = tmp_path / f"straight{fault}"
        _run(folder, straight)
        assert _hashes(out) == _hashes(straight)
        ledger = pq.read_table(out / "ledger.parquet")
        assert ledger.num_rows == len(list(folder.iterdir()))
        assert {f"{name}.{form}" for name in SCHEMAS for form in FORMATS} <= _hashes(out).keys()
        assert not (out / ".staging").exists()
    print(f"{ended[False]} of {FAULTS} runs were killed in the midst")
