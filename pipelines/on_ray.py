"""The same work on a Ray cluster: batches stream through Ray Data to actors with the extractor.

Inputs are read, and planned, in one task on the driver's node, so that paths mean there what they
mean to the local engine and batches are cut alike: the tables are the same bytes. Each actor keeps
a :class:`pipelines.pool.Pool` of one process, which gives it the time limit and the quarantine of
the local engine. What a lost node had in hand is done again elsewhere.
"""

from __future__ import annotations

import logging
import os
import pickle
import queue
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pipelines.pool import Factory, Pool, WorkerError
from pipelines.work import Batch, Worked

# Before Ray is imported: it reports to nobody, and keeps its own upkeep to its log files.
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")

LOST_AFTER = 40.0
"""Seconds without an answer of the cluster's head after which the cluster counts as lost. After 60
Ray would end this process."""

_COLUMN = "pickled"
_Row = TypeVar("_Row")


class _Workers:
    """A Ray Data actor: batches in, work out, one row each."""

    def __init__(self, factory: Factory, timeout: float) -> None:
        self._pool = Pool(factory, 1, timeout=timeout)

    def __call__(self, rows: dict[str, Any]) -> dict[str, list[bytes]]:
        batches = [pickle.loads(row) for row in rows[_COLUMN]]
        try:
            done: list[Worked | WorkerError] = list(self._pool.map(batches))
        except WorkerError as error:  # raised here, it would reach the driver as another
            done = [error]
        return {_COLUMN: [pickle.dumps(worked) for worked in done]}


def map_batches(
    batches: Iterable[Batch], factory: Factory, workers: int | None, timeout: float
) -> Iterator[Worked]:
    """The work on every batch, in order, by ``workers`` actors (by default one per CPU there is).

    Uses the cluster that this process is connected to, else the one that ``RAY_ADDRESS`` names,
    else one that it starts here and ends. ``batches`` is iterated in a task of its own, so it must
    pickle. Raises :class:`WorkerError` where Ray is not installed, no cluster answers, or the one
    that did is lost.
    """
    try:
        import ray
        from ray.data import ActorPoolStrategy
    except ImportError as error:
        raise WorkerError(f"{error}; pip install 'press-extractor[ray]'") from error

    started = not ray.is_initialized()
    if started:
        _connect(ray, workers)
    log = logging.getLogger("ray.data")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        begin = ray.data.from_items([0])
        context = begin.context  # this dataset's, not that of the session
        context.execution_options.preserve_order = True
        context.enable_progress_bars = False
        context.target_max_block_size = 1  # an actor is given a block at a time: one batch
        here = ray.get_runtime_context().get_node_id()
        count = workers or max(1, int(ray.cluster_resources().get("CPU", 1)))

        def read(_: dict[str, Any]) -> Iterator[dict[str, list[bytes]]]:
            for batch in batches:
                yield {_COLUMN: [pickle.dumps(batch)]}

        done = begin.map_batches(
            read,
            batch_size=None,
            num_cpus=0,
            label_selector={"ray.io/node-id": here},
        ).map_batches(
            _Workers,
            fn_constructor_args=(factory, timeout),
            batch_size=None,
            compute=ActorPoolStrategy(size=count),
            num_cpus=1,
        )
        head = _Head(ray.get_runtime_context().gcs_address)
        for row in _watched(iter(done.iter_rows()), head):
            worked = pickle.loads(row[_COLUMN])
            if isinstance(worked, WorkerError):
                raise worked
            yield worked
    except ray.exceptions.RayError as error:
        # Of a chain of errors the first is what went wrong; others say that it did.
        words = str(error).partition("\n\nThe above exception")[0].strip() or type(error).__name__
        raise WorkerError(words.splitlines()[-1]) from error
    finally:
        log.setLevel(level)
        if started:
            ray.shutdown()


class _Head:
    """The node that holds the cluster together, at ``address``."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._answered = self._asked = time.monotonic()

    def check(self) -> None:
        """Raise :class:`WorkerError` where it has not answered for long; asks now and then."""
        if time.monotonic() - self._asked < LOST_AFTER / 20:
            return
        host, _, port = self._address.rpartition(":")
        try:
            socket.create_connection((host.strip("[]"), int(port)), LOST_AFTER / 8).close()
            self._answered = time.monotonic()
        except OSError as error:
            if time.monotonic() - self._answered > LOST_AFTER:
                raise WorkerError(
                    f"the Ray cluster is lost: its head at {self._address} has not answered for "
                    f"{LOST_AFTER:g} s; what was done is in the store, and the next run goes on "
                    "from there, with any cluster or --engine local"
                ) from error
        self._asked = time.monotonic()


def _watched(rows: Iterator[_Row], head: _Head) -> Iterator[_Row]:
    """The rows, as long as the cluster is there.

    A thread waits for them, which may be for ever, so that this one can look after the head.
    """
    wanted: queue.SimpleQueue[bool] = queue.SimpleQueue()
    taken: queue.SimpleQueue[_Row | Exception | None] = queue.SimpleQueue()

    def take() -> None:
        while wanted.get():
            try:
                taken.put(next(rows, None))
            except Exception as error:
                taken.put(error)

    threading.Thread(target=take, daemon=True).start()
    try:
        while True:
            wanted.put(True)
            while True:
                head.check()
                try:
                    row = taken.get(timeout=LOST_AFTER / 20)
                    break
                except queue.Empty:
                    continue
            if row is None:
                return
            if isinstance(row, Exception):
                raise row
            yield row
    finally:
        wanted.put(False)


def _connect(ray: Any, workers: int | None) -> None:
    address = os.environ.get("RAY_ADDRESS")
    local = {} if address else {"num_cpus": workers, "include_dashboard": False}
    try:
        ray.init(address, log_to_driver=False, logging_level="ERROR", **local)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise WorkerError(f"no Ray cluster: {' '.join(str(error).split())}") from error
