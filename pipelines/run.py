"""A run: inputs in, the store brought up to date, tables out, every input accounted for."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from extractor import schema
from pipelines import heap, inputs
from pipelines.aside import Aside
from pipelines.fingerprint import Fingerprint, fingerprint
from pipelines.inputs import Fault, RawRelease
from pipelines.lock import Check, locked
from pipelines.pool import TIMEOUT, Factory, Pool
from pipelines.publish import Options, Publication, publish
from pipelines.store import STORED, Store, stored
from pipelines.work import (
    Batch,
    Entry,
    Item,
    Worked,
    batches,
    content,
    entry,
    fault,
    has_work,
    identified,
    undone,
    work,
)

if TYPE_CHECKING:
    from extractor import Extractor

FAILURES = frozenset({"empty", "unreadable", "failed"})
"""The statuses that make the exit code 1. A duplicate and another language are set aside."""
COMMIT_RELEASES = 512
STORE = "store"
Engine = Literal["local", "ray"]


@dataclass(slots=True)
class Summary:
    """What a run did. ``statuses`` add up to the inputs; ``records`` counts rows per table.

    ``unchanged`` of the inputs that are ``ok`` were in the store already. ``stopped`` says that the
    run was asked to stop before the last input.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    pruned: int = 0
    seconds: float = 0.0
    stopped: bool = False

    @property
    def inputs(self) -> int:
        """How many inputs there were, of whatever status."""
        return self.statuses.total()

    @property
    def failed(self) -> int:
        """How many inputs failed (:data:`FAILURES`)."""
        return sum(self.statuses[s] for s in FAILURES)


def load_extractor() -> Extractor:
    """An extractor; its libraries are imported only where there is work for it."""
    from extractor import Extractor

    return Extractor()


def run(
    paths: Sequence[Path],
    out: Path,
    options: Options | None = None,
    *,
    engine: Engine = "local",
    workers: int | None = None,
    timeout: float = TIMEOUT,
    full: bool = False,
    prune: bool = False,
    factory: Factory = load_extractor,
    on_entry: Callable[[Entry], None] = lambda entry: None,
    stop: Callable[[], bool] = lambda: False,
) -> Summary:
    """Bring ``out/store`` up to date with every input under ``paths``, and publish the tables.

    Only what is new or changed, in itself or by the code, lexicons and models, is worked on;
    ``full`` works on all. Releases that are gone from the inputs stay, unless ``prune``. Streams:
    memory does not grow with the texts. The same inputs give the same tables, byte for byte, with
    either engine and any number of ``workers``. ``None`` works locally in this process, without a
    time limit, and with ``ray`` on all CPUs of the cluster.

    ``on_entry`` is told of every input as it is done. ``stop`` is asked after every batch: once it
    says so, what is done is committed, and the tables stay those of the last run. Raises
    :class:`pipelines.lock.Locked` where another run holds ``out``, and ``OSError`` where it cannot
    be written; the tables of the last run then stay, too.
    """
    began = time.monotonic()
    summary = Summary()
    options = options or Options()
    with locked(out) as check:
        store = Store(out / STORE)
        made_by = fingerprint()
        update = _Update(store, made_by, check)
        aside = Aside(out / ".aside.json", made_by)
        with Publication(out, ["ledger"], options) as ledgers:
            before = None if full else (out / STORE, store.version, made_by, aside)
            planned = _Planned(tuple(paths), before)
            for worked in without_duplicates(_work(planned, engine, factory, workers, timeout)):
                for done in worked.entries:
                    summary.statuses[done.status] += 1
                    summary.unchanged += done.stored and done.status == "ok"
                    aside.add(done)
                    on_entry(done)
                update.add(worked)
                ledgers.write("ledger", ledger(worked.entries))
                if stop():
                    summary.stopped = True
                    break
            update.commit()
            if summary.stopped:
                ledgers.discard()
            else:
                check()
                aside.write()
                summary.pruned = update.prune() if prune else 0
                summary.records = publish(store, out, options)
    summary.seconds = time.monotonic() - began
    return summary


class _Update:
    """The changes of one run to the store, committed a few hundred releases at a time."""

    def __init__(self, store: Store, made_by: Fingerprint, check: Check) -> None:
        self._store = store
        self._made_by = made_by
        self._check = check
        runs = store.runs()
        self._run = runs[-1].run + 1 if runs else 1
        self._before = set(store.contents())
        self._seen: set[str] = set()
        self._rows: list[pa.RecordBatch] = []

    def add(self, worked: Worked) -> None:
        """Take up the rows of a batch."""
        self._seen.update(e.release_id for e in worked.entries if e.release_id)
        contents = {e.release_id: e.content for e in worked.entries if e.status == "ok"}
        if worked.rows.num_rows:
            hashes = [contents[i] for i in worked.rows.column("release_id").to_pylist()]
            self._rows.append(stored(worked.rows, hashes, self._made_by))
        if sum(rows.num_rows for rows in self._rows) >= COMMIT_RELEASES:
            self.commit()

    def commit(self) -> None:
        """Write what was taken up since the last commit."""
        if not self._rows:
            return
        table = pa.Table.from_batches(self._rows, STORED)
        new = self._before.isdisjoint(table["release_id"].to_pylist())
        self._check()
        self._store.upsert(table, self._run, self._made_by, new=new)
        self._rows = []
        heap.give_back()

    def prune(self) -> int:
        """Take out the releases that no input of this run has; returns how many."""
        gone = self._before - self._seen
        self._store.delete(gone, self._run, self._made_by)
        return len(gone)


def plan(
    items: Iterable[RawRelease | Fault], known: Mapping[str, str], aside: Aside | None = None
) -> Iterator[Item]:
    """Give every release its id; settle those that are ``known``, or set aside, as they are."""
    for item in items:
        if isinstance(item, Fault):
            yield fault(item)
            continue
        raw = identified(item)
        assert raw.release_id
        hashed = content(raw)
        if known.get(raw.release_id) == hashed:
            yield entry(raw, "ok", stored=True)
        elif aside is not None and (settled := aside.get(hashed)):
            yield entry(raw, *settled)
        else:
            yield raw


@dataclass(frozen=True, slots=True)
class _Planned:
    """The inputs as batches, as often as it is iterated, in whatever process.

    ``before`` is what earlier runs left, where it counts. Ids and hashes are looked up where they
    are needed: at the version given, and not sent to another process.
    """

    paths: tuple[Path, ...]
    before: tuple[Path, int, Fingerprint, Aside] | None

    def items(self) -> Iterator[Item]:
        if self.before is None:
            return plan(inputs.read(self.paths), {})
        store, version, made_by, aside = self.before
        known = Store(store).contents(made_by, version)
        return plan(inputs.read(self.paths), known, aside)

    def __iter__(self) -> Iterator[Batch]:
        return batches(self.items())


def _work(
    planned: _Planned, engine: Engine, factory: Factory, workers: int | None, timeout: float
) -> Iterator[Worked]:
    if engine == "ray":
        from pipelines.on_ray import map_batches

        yield from map_batches(planned, factory, workers, timeout)
    elif workers is None:
        yield from extract(planned.items(), factory)
    else:
        with Pool(factory, workers, timeout=timeout) as pool:
            yield from pool.map(planned)


def extract(items: Iterable[Item], factory: Factory = load_extractor) -> Iterator[Worked]:
    """Work through the items in this process, in batches, in order."""
    extractor: Extractor | None = None
    for batch in batches(items):
        if not has_work(batch):
            yield undone(batch)
            continue
        if extractor is None:
            extractor = factory()
        yield work(extractor, batch)


def without_duplicates(stream: Iterable[Worked]) -> Iterator[Worked]:
    """Turn every release whose id has been read before in this run into a ``duplicate`` entry.

    The first that is ``ok`` keeps the id: a release that could not be read hides no later one.
    """
    first: dict[str, Entry] = {}
    for worked in stream:
        entries: list[Entry] = []
        keep: list[bool] = []
        for done in worked.entries:
            known = first.get(done.release_id) if done.release_id else None
            if done.status == "ok":
                if not done.stored:
                    keep.append(known is None)
                if known is None and done.release_id:
                    first[done.release_id] = done
            entries.append(done if known is None else _duplicate(done, known))
        rows = worked.rows if all(keep) else worked.rows.filter(pa.array(keep, pa.bool_()))
        yield Worked(tuple(entries), rows)


def _duplicate(done: Entry, first: Entry) -> Entry:
    same = "and content" if first.sha256 == done.sha256 else "but other content"
    reason = f"same id {same} as {first.source}"
    return Entry(done.source, "duplicate", reason, done.release_id, done.sha256)


def ledger(entries: Iterable[Entry]) -> pa.RecordBatch:
    """The entries as rows of the ledger."""
    rows = [{name: getattr(e, name) for name in schema.LEDGER.names} for e in entries]
    return pa.RecordBatch.from_pylist(rows, schema=schema.LEDGER)
