"""The Ray engine on a cluster of several nodes: the local engine's tables, whatever becomes of a node."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import typer

from extractor import types
from pipelines import cli
from pipelines import run as running
from pipelines.pool import WorkerError
from pipelines.store import Store
from tests.stub import StubExtractor, extraction
from tests.test_pipeline_pool import Deadly, _hashes, _inputs, broken

pytest.importorskip("ray", reason="the Ray engine is an extra")
ray_cluster = pytest.importorskip("ray.cluster_utils")

pytestmark = pytest.mark.timeout(400)
NODE = {"num_cpus": 1, "object_store_memory": 80 * 2**20}


class Slow(StubExtractor):
    """Takes its time, so that there is a midst of the run, and notes which nodes it works on."""

    def __init__(self, notes: Path) -> None:
        self._note = notes / os.environ["RAY_RAYLET_PID"]

    def pipe(self, releases: Iterable[types.Release]) -> Iterator[types.Extraction]:
        for release in releases:
            time.sleep(0.02)
            if release.release_id != "first":
                self._note.touch()
            yield extraction(release)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    import ray

    nodes = ray_cluster.Cluster()
    try:
        nodes.add_node(**NODE)
        nodes.add_node(**NODE)
        ray.init(nodes.address, log_to_driver=False, logging_level="ERROR")
    except Exception as error:
        nodes.shutdown()
        pytest.skip(f"no Ray cluster can be started here: {error}")
    yield nodes
    ray.shutdown()
    nodes.shutdown()


def test_tables_are_those_of_the_local_engine_though_a_node_dies(
    cluster: Any, tmp_path: Path
) -> None:
    folder = _inputs(tmp_path / "in", ["left"] * 1500)
    lost = cluster.add_node(**NODE)
    cluster.wait_for_nodes()
    notes = tmp_path / "notes"
    notes.mkdir()
    its_note = notes / str(lost.all_processes["raylet"][0].process.pid)

    def kill_a_node(entry: object) -> None:
        if not killed and its_note.exists():
            killed.append(lost)
            cluster.remove_node(lost, allow_graceful=False)

    killed: list[object] = []
    slow = partial(Slow, notes)
    running.run([folder], tmp_path / "local", factory=StubExtractor)
    summary = running.run(
        [folder], tmp_path / "ray", engine="ray", workers=3, factory=slow, on_entry=kill_a_node
    )
    assert killed
    assert summary.statuses == {"ok": 1500}
    assert _hashes(tmp_path / "ray") == _hashes(tmp_path / "local")
    again = running.run([folder], tmp_path / "ray", engine="ray", workers=1, factory=slow)
    assert again.unchanged == 1500


def test_a_release_that_kills_or_hangs_its_worker_is_given_up_alone(
    cluster: Any, tmp_path: Path
) -> None:
    endings = ["left"] * 40
    endings[3], endings[35] = "was killed", "hung"
    folder = _inputs(tmp_path / "in", endings)
    summary = running.run(
        [folder], tmp_path / "out", engine="ray", workers=2, timeout=6, factory=Deadly
    )
    assert summary.statuses == {"ok": 38, "failed": 2}


def test_a_run_that_is_stopped_leaves_the_cluster_and_the_session_as_they_were(
    cluster: Any, tmp_path: Path
) -> None:
    import ray
    from ray.data import DataContext

    before = DataContext.get_current()
    settings = repr((before.execution_options, before.target_max_block_size))
    bars = before.enable_progress_bars
    folder = _inputs(tmp_path / "in", ["left"] * 600)
    (tmp_path / "notes").mkdir()
    summary = running.run(
        [folder],
        tmp_path / "out",
        engine="ray",
        workers=1,
        factory=partial(Slow, tmp_path / "notes"),
        stop=lambda: True,
    )
    assert summary.stopped
    assert summary.inputs < 600
    after = DataContext.get_current()
    assert repr((after.execution_options, after.target_max_block_size)) == settings
    assert after.enable_progress_bars == bars
    for _ in range(100):
        if ray.available_resources().get("CPU") == ray.cluster_resources()["CPU"]:
            break
        time.sleep(0.2)
    else:
        raise AssertionError("actors of the run are still there")


def test_workers_that_cannot_start_are_an_error(cluster: Any, tmp_path: Path) -> None:
    folder = _inputs(tmp_path / "in", ["left"])
    with pytest.raises(WorkerError, match="no model"):
        running.run([folder], tmp_path / "out", engine="ray", workers=1, factory=broken)


def lose_the_cluster(folder: Path, out: Path) -> None:
    """A process of its own, because Ray ends the one whose cluster is lost."""
    from pipelines import on_ray

    nodes = ray_cluster.Cluster(True, head_node_args=NODE)
    on_ray.LOST_AFTER = 5.0
    running.COMMIT_RELEASES = 32
    os.environ["RAY_ADDRESS"] = nodes.address
    done: list[object] = []

    def kill_the_head(entry: object) -> None:
        done.append(entry)
        if len(done) == 100:
            nodes.head_node.kill_gcs_server()
            nodes.head_node.kill_raylet()

    (folder.parent / "notes").mkdir()
    slow = partial(Slow, folder.parent / "notes")
    with cli._errors():
        running.run([folder], out, engine="ray", workers=1, factory=slow, on_entry=kill_the_head)


def test_where_the_cluster_is_lost_the_command_says_so_and_the_next_run_goes_on(
    tmp_path: Path,
) -> None:
    folder, out = _inputs(tmp_path / "in", ["left"] * 1000), tmp_path / "out"
    with (tmp_path / "said").open("wb") as said:
        lost = subprocess.run(
            [sys.executable, "-m", "tests.test_on_ray", folder, out],
            cwd=Path(__file__).parents[1],
            stdout=said,
            stderr=said,
            timeout=300,
        )
    words = (tmp_path / "said").read_text("utf-8", "replace")
    assert lost.returncode == cli.NOT_RUN, words
    assert "press-extractor: the Ray cluster is lost: its head at" in words
    assert "the next run goes on" in words
    assert not (out / "releases.parquet").exists()
    kept = len(Store(out / "store").contents())
    assert kept >= 64
    summary = running.run([folder], out, factory=StubExtractor)
    assert (summary.statuses, summary.unchanged) == ({"ok": 1000}, kept)
    running.run([folder], tmp_path / "straight", factory=StubExtractor)
    assert _hashes(out) == _hashes(tmp_path / "straight")


if __name__ == "__main__":
    from tests.test_on_ray import lose_the_cluster as lose  # by the name that its workers know

    try:
        lose(Path(sys.argv[1]), Path(sys.argv[2]))
    except typer.Exit as ending:
        sys.exit(ending.exit_code)
