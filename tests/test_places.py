"""Inputs and outputs on S3, as moto's server imitates it: the same run, the same tables, one writer."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines import lock, places, publish
from pipelines import run as running
from pipelines.inputs import read
from pipelines.store import Store
from tests.stub import StubExtractor
from tests.test_pipeline_pool import LETTER, _hashes, _inputs

pytest.importorskip("upath", reason="remote places are an extra")
pytest.importorskip("s3fs")
boto3 = pytest.importorskip("boto3")
pytest.importorskip("moto")

BUCKET = "releases"


@pytest.fixture(scope="module")
def s3() -> Iterator[None]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    endpoint = f"http://127.0.0.1:{port}"
    # A process of its own: one of this process would wait for a client that keeps the interpreter.
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": "us-east-1",
        }.items():
            patch.setenv(name, value)
        for _ in range(300):
            try:
                urllib.request.urlopen(endpoint, timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        boto3.client("s3").create_bucket(Bucket=BUCKET)
        yield
    server.kill()
    server.wait()


def _copy(remote: Path, to: Path) -> Path:
    to.mkdir()
    for path in remote.iterdir():
        if path.suffix in (".csv", ".parquet"):
            (to / path.name).write_bytes(path.read_bytes())
    return to


def test_a_run_from_and_to_s3_gives_the_tables_of_a_local_one(s3: None, tmp_path: Path) -> None:
    folder = _inputs(tmp_path / "in", ["left"] * 40)
    remote = places.place(f"s3://{BUCKET}/in")
    for file in folder.iterdir():
        (remote / file.name).write_bytes(file.read_bytes())
    (remote / "more.jsonl").write_text('{"id": "m", "body": "' + LETTER.format("left") + '"}\n')
    out = places.place(f"s3://{BUCKET}/out")
    first = running.run([remote], out, factory=StubExtractor)
    assert first.statuses == {"ok": 41}
    again = running.run([remote], out, factory=StubExtractor)
    assert again.unchanged == 41

    gone = [remote / "more.jsonl"]
    for path in gone:
        path.unlink()
    assert running.run([remote], out, prune=True, factory=StubExtractor).pruned == 1
    running.run([folder], tmp_path / "out", factory=StubExtractor)
    ours = _hashes(_copy(out, tmp_path / "copy"))
    local = _hashes(tmp_path / "out")
    where = {"ledger.csv", "ledger.parquet", "releases.csv", "releases.parquet"}  # name the source
    assert {k: v for k, v in ours.items() if k not in where} == {
        k: v for k, v in local.items() if k not in where
    }
    assert ours.keys() == local.keys()
    assert [r.run for r in Store(out / "store").runs()] == [1, 2]
    publish.publish(Store(out / "store"), tmp_path / "earlier", publish.Options(), version=0)


def test_what_is_not_there_is_a_fault(s3: None) -> None:
    (fault,) = read([places.place(f"s3://{BUCKET}/nothing/here.txt")])
    assert getattr(fault, "status", "") == "unreadable"


def test_two_runs_do_not_write_to_one_remote_folder(
    s3: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = places.place(f"s3://{BUCKET}/held")
    with lock.locked(out), pytest.raises(lock.Locked), lock.locked(out):
        pass
    with lock.locked(out):
        pass
    (out / ".lock").write_text("of a run that was killed")
    monkeypatch.setattr(lock, "LEASE", -1.0)
    with lock.locked(out):
        pass


def test_who_has_lost_hold_of_a_remote_folder_is_told_and_leaves_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = places.place("memory://slept")
    with lock.locked(out) as check:
        check()
        (out / ".lock").write_bytes(b"of another run")  # which found it void
        with pytest.raises(lock.Locked):
            check()
    assert (out / ".lock").read_bytes() == b"of another run"
    monkeypatch.setattr(lock, "LEASE", -1.0)
    with lock.locked(out) as check:
        (out / ".lock").unlink()  # by hand
        with pytest.raises(lock.Locked):
            check()


def test_a_lock_is_held_for_its_lease_when_the_file_system_is_out_of_reach(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = places.place("memory://away")

    def away(*_: object) -> None:
        raise OSError("no route")

    with lock.locked(out) as check:
        monkeypatch.setattr(type(out.fs), "cat_file", away)  # type: ignore[attr-defined]
        check()
        monkeypatch.setattr(lock, "LEASE", -1.0)
        with pytest.raises(lock.Locked):
            check()


def test_a_lock_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    out = places.place("memory://renewed")
    monkeypatch.setattr(lock, "LEASE", 0.2)
    with lock.locked(out):
        for _ in range(4):
            time.sleep(0.1)
            with pytest.raises(lock.Locked), lock.locked(out):
                pass


def test_a_run_that_lost_its_folder_writes_nothing(s3: None, tmp_path: Path) -> None:
    folder = _inputs(tmp_path / "in", ["left"] * 3)
    out = places.place(f"s3://{BUCKET}/lost")

    def take_over(entry: object) -> None:
        (out / ".lock").write_bytes(b"of another run")

    with pytest.raises(lock.Locked):
        running.run([folder], out, factory=StubExtractor, on_entry=take_over)
    assert [p.name for p in out.iterdir()] == [".lock"]


@pytest.mark.parametrize("text", ["corpus", "/data/in", "in.jsonl.gz", "C:thing"])
def test_what_is_no_url_is_a_local_path(text: str) -> None:
    assert places.place(text) == Path(text)


def test_an_unknown_file_system_is_told() -> None:
    with pytest.raises(OSError, match="nowhere://x"):
        places.place("nowhere://x")
