"""What a run says while it works and when it is done: to a terminal, or to a log."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from extractor.schema import RECORD_TABLES
from pipelines.inputs import discover
from pipelines.run import Summary
from pipelines.work import Entry

_EVERY_SECONDS = 10.0


class Progress:
    """On a terminal a bar, elsewhere a plain line now and then, both on standard error.

    Every input that is not ``ok`` gets a line of its own.
    """

    def __init__(self, inputs: Sequence[Path], *, quiet: bool = False) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._quiet = quiet
        self._bar: Bar | None = None
        self._done = 0
        self._began: float | None = None  # of the first input, so that loading is not in the rate
        self._spoke = 0.0
        if self._console.is_terminal and not quiet:
            self._bar = Bar(
                TextColumn("reading"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeElapsedColumn(),
                console=self._console,
            )
            self._task = self._bar.add_task("", total=_count(inputs), rate="")

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def entry(self, entry: Entry) -> None:
        """Note that one input is done."""
        self._done += 1
        if entry.status != "ok":
            line = printable(f"{entry.status}: {entry.source}: {entry.reason}")
            self._console.print(line, markup=False, style="yellow")
        now = time.monotonic()
        if self._began is None:
            self._began = self._spoke = now
        rate = f"{self._done / max(now - self._began, 1e-9):.0f}/s"
        if self._bar is not None:
            self._bar.update(self._task, completed=self._done, rate=rate)
        elif not self._quiet and now - self._spoke >= _EVERY_SECONDS:
            self._spoke = now
            print(f"{self._done:,} releases, {rate}", file=sys.stderr, flush=True)


def printable(text: str) -> str:
    """The text without what moves a terminal's cursor: names of files may hold anything."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


class Stop:
    """Ctrl-C as a question: called, it says whether it was pressed. A second one interrupts."""

    def __init__(self) -> None:
        self._pressed = False

    def __call__(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return self._pressed

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._press)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _press(self, number: int, frame: FrameType | None) -> None:
        if self._pressed:
            raise KeyboardInterrupt
        self._pressed = True
        print("stopping after the batch in hand; Ctrl-C again to break off", file=sys.stderr)


def print_summary(summary: Summary, out: Path) -> None:
    """The closing words of a run, on standard output."""
    rate = summary.inputs / summary.seconds if summary.seconds else 0.0
    statuses = ", ".join(f"{n:,} {status}" for status, n in sorted(summary.statuses.items()))
    print(f"read    {summary.inputs:,} inputs in {summary.seconds:.1f} s ({rate:.1f} a second)")
    print(f"        {statuses or 'none'}")
    if summary.unchanged:
        print(f"        {summary.unchanged:,} of them in the store already")
    if summary.pruned:
        print(f"pruned  {summary.pruned:,}")
    print(f"failed  {summary.failed:,}")
    if summary.stopped:
        print("stopped before the last input; the next run goes on from here")
        return
    print("records " + ", ".join(f"{summary.records[t]:,} {t}" for t in RECORD_TABLES))
    print(f"tables  {out}")


def _count(inputs: Sequence[Path]) -> int | None:
    """How many inputs there will be; unknown where a file holds many."""
    total = 0
    for path in discover(inputs):
        if ".jsonl" in path.suffixes:
            return None
        total += 1
    return total
