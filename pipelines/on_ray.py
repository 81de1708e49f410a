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
from collections.abc import Iterable, Iterator
from typing import Any

from pipelines.pool import Factory, Pool, WorkerError
from pipelines.work import Batch, Worked

# Before Ray is imported: it reports to nobody, and keeps its own upkeep to its log files.
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")

_COLUMN = "pickled"


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
    pickle. Raises :class:`WorkerError` where Ray is not installed or no cluster answers.
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
        for row in done.iter_rows():
            worked = pickle.loads(row[_COLUMN])
            if isinstance(worked, WorkerError):
                raise worked
            yield worked
    except ray.exceptions.RayError as error:
        words = str(error).strip() or type(error).__name__
        raise WorkerError(words.splitlines()[-1]) from error
    finally:
        log.setLevel(level)
        if started:
            ray.shutdown()


def _connect(ray: Any, workers: int | None) -> None:
    address = os.environ.get("RAY_ADDRESS")
    local = {} if address else {"num_cpus": workers, "include_dashboard": False}
    try:
        ray.init(address, log_to_driver=False, logging_level="ERROR", **local)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise WorkerError(f"no Ray cluster: {' '.join(str(error).split())}") from error
