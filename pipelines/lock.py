"""One run at a time on one output folder."""

from __future__ import annotations

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pipelines import places

LEASE = 120.0
"""Seconds after which a lock on a remote folder that nobody renews is void."""


class Locked(Exception):
    """Another run holds the output folder."""


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold ``out`` (created if need be) for the time of a ``with`` block.

    The lock is the operating system's and ends with its process, however that ends, so a run that
    was killed leaves nothing to clear away. A remote folder is held by an object that only one run
    can create and that it renews; one that was killed holds it for :data:`LEASE` seconds more.
    Raises :class:`Locked` where another process holds it.
    """
    if places.is_remote(out):
        with _leased(out / ".lock"):
            yield
        return
    out.mkdir(parents=True, exist_ok=True)
    with (out / ".lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Locked(f"another run is writing to {out}") from error
        yield


@contextmanager
def _leased(path: Any) -> Iterator[None]:
    _take(path)
    ended = threading.Event()
    renewal = threading.Thread(target=_renew, args=(path, ended), daemon=True)
    renewal.start()
    try:
        yield
    finally:
        ended.set()
        renewal.join()
        path.fs.rm(path.path)


def _take(path: Any) -> None:
    for _ in range(2):
        try:
            with path.fs.open(path.path, "xb") as file:
                file.write(b"held")
            return
        except FileExistsError:
            with suppress(FileNotFoundError):  # given back in between
                path.fs.invalidate_cache()
                if time.time() - path.fs.modified(path.path).timestamp() <= LEASE:
                    break
                path.fs.rm(path.path)
    raise Locked(f"another run is writing to {path.parent}, or died less than {LEASE:g} s ago")


def _renew(path: Any, ended: threading.Event) -> None:
    while not ended.wait(LEASE / 4):
        with suppress(OSError):  # tried again in time
            path.fs.pipe(path.path, b"held")
