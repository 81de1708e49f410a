"""One run at a time on one output folder."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Locked(Exception):
    """Another run holds the output folder."""


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold ``out`` (created if need be) for the time of a ``with`` block.

    The lock is the operating system's and ends with its process, however that ends, so a run that
    was killed leaves nothing to clear away. Raises :class:`Locked` where another process holds it.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / ".lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Locked(f"another run is writing to {out}") from error
        yield
