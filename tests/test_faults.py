"""Kill -9 at random moments: the store stays readable, and the next run makes everything whole.

``FAULTS`` in the environment says how many times (``make test-faults``: 100).
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import shutil
import tempfile
import time
from collections import Counter, deque
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import median

import pyarrow.parquet as pq
import pytest

from pipelines import run as running
from pipelines import work
from pipelines.compare import status
from pipelines.publish import FORMATS, SCHEMAS
from pipelines.store import Store
from tests.stub import StubExtractor

FAULTS = int(os.environ.get("FAULTS", "6"))
RELEASES = 60
LETTER = "Police of the county took two kilograms of cocaine on Monday and {}."


def _run(folder: Path, out: Path) -> None:
    running.COMMIT_RELEASES = work.BATCH_RELEASES = 8
    running.run([folder], out, factory=StubExtractor)


def _run_when_warm(folder: Path, out: Path, ready: Event) -> None:
    """What is loaded on first use would take up most of the time in which it may be killed."""
    with tempfile.TemporaryDirectory() as elsewhere:
        (Path(elsewhere) / "a.txt").write_text(LETTER.format("left"), "utf-8")
        _run(Path(elsewhere), Path(elsewhere) / "out")
    ready.set()
    _run(folder, out)


def _seconds(folder: Path, out: Path) -> float:
    began = time.monotonic()
    _run(folder, out)
    return time.monotonic() - began


def _reached(folder: Path, out: Path, before: int) -> str:
    """How far a run came that found the store at version ``before``."""
    store = Store(out / "store")
    if store.version == before:
        return "before the first commit"
    left = status([folder], store).keys() - {"unchanged"}
    return "between commits" if left else "after the last commit"


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
    monkeypatch.setattr(work, "BATCH_RELEASES", 8)
    dice = random.Random(7)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipelines.run", "tests.test_faults"])
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    _change(folder, dice)
    lengths = deque([_seconds(folder, out)], 6)  # of the last runs; a store that grows slows them
    ended: Counter[str] = Counter()
    for fault in range(FAULTS):
        _change(folder, dice)
        before = Store(out / "store").version
        ready = context.Event()
        process = context.Process(target=_run_when_warm, args=(folder, out, ready))
        process.start()
        assert ready.wait(120)
        process.join(dice.uniform(0.0, 1.2 * median(lengths)))
        process.kill()
        process.join()
        ended["by itself" if process.exitcode == 0 else _reached(folder, out, before)] += 1
        _check_store(out)
        _check_tables(out)

        lengths.append(_seconds(folder, out))
        straight = tmp_path / f"straight{fault}"
        _run(folder, straight)
        assert _hashes(out) == _hashes(straight)
        ledger = pq.read_table(out / "ledger.parquet")
        assert ledger.num_rows == len(list(folder.iterdir()))
        assert {f"{name}.{form}" for name in SCHEMAS for form in FORMATS} <= _hashes(out).keys()
        assert not (out / ".staging").exists()
        shutil.rmtree(straight)
    print(f"{FAULTS} runs ended: {dict(ended)}")
