"""What a fetch says while it works, on standard error, and when it is done, on standard output."""

from __future__ import annotations

import sys
import time

from pipelines.fetch import Entry, Summary
from pipelines.progress import printable

_EVERY_SECONDS = 10.0


class Report:
    """A line for each release that was not to be had, and one now and then for the others."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._done = 0
        self._spoke = time.monotonic()

    def entry(self, entry: Entry) -> None:
        """Note what became of one release or list."""
        self._done += 1
        if entry.reason is not None:
            line = printable(f"{entry.status}: {entry.source}: {entry.reason}")
            print(line, file=sys.stderr, flush=True)
        elif not self._quiet and time.monotonic() - self._spoke >= _EVERY_SECONDS:
            self._spoke = time.monotonic()
            print(f"{self._done:,} releases", file=sys.stderr, flush=True)


def print_summary(summary: Summary) -> None:
    """The closing words of a fetch."""
    order = ("new", "changed", "unchanged", "robots", "failed")
    counts = ", ".join(f"{summary.statuses[s]:,} {s}" for s in order if summary.statuses[s])
    print(f"fetched {counts or 'nothing'} ({summary.requests:,} requests)")
    if summary.waiting:
        print(f"waiting {summary.waiting:,} for the next fetch")
    if summary.stopped:
        print("stopped before the last release; the next fetch goes on from here")
    print(f"folder  {summary.folder}")
