"""Worker processes on one machine: batches out, results back in the order of the batches.

A worker loads the extractor once. The parent holds a bounded number of batches at a time. A batch
that takes too long, or whose worker dies, is done again release by release in fresh workers; the
release that does it again is given up, with an entry in the ledger, and nothing else is lost.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import connection
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pipelines import heap
from pipelines.inputs import RawRelease
from pipelines.work import Batch, Worked, has_work, joined, singles, undone, work

if TYPE_CHECKING:
    from extractor import Extractor

TIMEOUT = 120.0
"""Seconds for a batch, or for one release by itself, before it is given up."""
_START_TIMEOUT = 300.0
_AHEAD = 3  # batches per worker that may be read and not yet given back

_FIRST = RawRelease(
    source="",
    release_id="first",
    raw=b"Officers of the county police seized two kilograms of cocaine on Monday, they said.",
    kind="txt",
    title=None,
    published="2020-01-06",
    url=None,
    issuer=None,
    sha256="",
)

Factory = Callable[[], "Extractor"]


class WorkerError(Exception):
    """A worker cannot start, so no batch can be done."""


def available_cpus() -> int:
    """The CPUs that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Job:
    """A batch, or one part of a batch that was split; ``index`` is the batch's place in order."""

    index: int
    part: int
    batch: Batch


@dataclass(slots=True)
class _Worker:
    """A process with its pipe; ``job`` is what it works on, until ``deadline``."""

    process: Any
    pipe: connection.Connection
    ready: bool = False
    job: _Job | None = None
    deadline: float = 0.0


@dataclass(slots=True)
class _Parts:
    """The results of one batch as they come in: one, or one for each part of a batch split up."""

    missing: int = 1
    done: dict[int, Worked] = field(default_factory=dict)


class Pool:
    """A context manager with ``workers`` processes that each hold what ``factory`` makes."""

    def __init__(self, factory: Factory, workers: int, *, timeout: float = TIMEOUT) -> None:
        self._factory = factory
        self._timeout = timeout
        self._context = multiprocessing.get_context("spawn")
        self._size = max(1, workers)
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            _end(worker)
        self._workers = []

    def map(self, batches: Iterable[Batch]) -> Iterator[Worked]:
        """The work on every batch, in order. Raises :class:`WorkerError` where no worker starts."""
        source = enumerate(batches)
        waiting: deque[_Job] = deque()
        results: dict[int, _Parts] = {}
        first = following = 0
        exhausted = False
        while not exhausted or results:
            while not exhausted and following - first < self._size * _AHEAD:
                if (item := next(source, None)) is None:
                    exhausted = True
                    break
                results[following] = _Parts()
                job = _Job(following, 0, item[1])
                if has_work(job.batch):
                    waiting.append(job)
                else:
                    _store(results, job, undone(job.batch))
                following += 1
            self._hand_out(waiting)
            while first in results and not results[first].missing:
                parts = results.pop(first).done
                yield joined([parts[n] for n in sorted(parts)])
                first += 1
            if results:
                self._collect(waiting, results)

    def _hand_out(self, waiting: deque[_Job]) -> None:
        while waiting:
            idle = next((w for w in self._workers if w.ready and w.job is None), None)
            if idle is None:
                starting = sum(not w.ready for w in self._workers)
                if len(self._workers) < self._size and starting < len(waiting):
                    self._workers.append(self._start())
                    continue
                return
            idle.job = waiting.popleft()
            idle.deadline = time.monotonic() + self._timeout
            try:
                idle.pipe.send(idle.job.batch)
            except OSError:  # it died in between: what it was given is done again
                idle.deadline = 0.0

    def _collect(self, waiting: deque[_Job], results: dict[int, _Parts]) -> None:
        """Wait for one event: a result, a worker that is ready, one that died or is too slow."""
        live = [w for w in self._workers if w.job is not None or not w.ready]
        now = time.monotonic()
        left = max(0.0, min(w.deadline for w in live) - now)
        heard = set(connection.wait([w.pipe for w in live], left))
        for worker in live:
            if worker.pipe in heard:
                try:
                    message = worker.pipe.recv()
                except (EOFError, OSError):
                    self._lost(worker, "the worker died", waiting, results)
                    continue
                if isinstance(message, Worked):
                    assert worker.job is not None
                    _store(results, worker.job, message)
                    worker.job = None
                elif message is None:
                    worker.ready = True
                else:
                    raise WorkerError(message)
            elif worker.deadline <= time.monotonic():
                self._lost(worker, f"not done in {self._timeout:g} s", waiting, results)

    def _lost(
        self, worker: _Worker, why: str, waiting: deque[_Job], results: dict[int, _Parts]
    ) -> None:
        """End a worker; what it worked on is split, or given up where it cannot be split."""
        self._workers.remove(worker)
        _end(worker)
        job = worker.job
        if job is None:
            raise WorkerError(f"{why} before it was ready")
        if code := worker.process.exitcode:
            why = f"{why} ({signal.Signals(-code).name})" if code < 0 and why[0] == "t" else why
        parts = singles(job.batch)
        if len(parts) == 1:
            _store(results, job, undone(job.batch, why))
            return
        results[job.index].missing = len(parts)
        waiting.extendleft(reversed([_Job(job.index, n, part) for n, part in enumerate(parts)]))

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._factory), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours, deadline=time.monotonic() + _START_TIMEOUT)


def _store(results: dict[int, _Parts], job: _Job, worked: Worked) -> None:
    parts = results[job.index]
    parts.done[job.part] = worked
    parts.missing -= 1


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _serve(pipe: connection.Connection, factory: Factory) -> None:
    """A worker's life: load, say so, then answer batches until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    try:
        extractor = factory()
        work(extractor, (_FIRST,))  # loads what is loaded on first use, before the clock runs
    except Exception as error:
        pipe.send(f"{type(error).__name__}: {error}")
        return
    pipe.send(None)
    while True:
        try:
            batch = pipe.recv()
            pipe.send(work(extractor, batch))
            heap.give_back()
        except (EOFError, BrokenPipeError):
            return
