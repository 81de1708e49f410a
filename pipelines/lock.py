"""One run at a time on one output folder."""

from __future__ import annotations

import fcntl
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pipelines import places

LEASE = 120.0
"""Seconds after which a lock on a remote folder that nobody renews is void."""

Check = Callable[[], None]


class Locked(Exception):
    """Another run holds the output folder."""


@contextmanager
def locked(out: Path) -> Iterator[Check]:
    """Hold ``out`` (created if need be) for the time of a ``with`` block.

    The lock is the operating system's and ends with its process, however that ends, so a run that
    was killed leaves nothing to clear away. A remote folder is held by an object that only one run
    can create and that it renews; one that was killed holds it for :data:`LEASE` seconds more.

    Raises :class:`Locked` where another process holds it. So does what is yielded, to be called
    before every change, where a remote folder is no longer held: this process slept too long, or
    could not reach the folder, and another may have taken it.
    """
    if places.is_remote(out):
        with _leased(out / ".lock") as check:
            yield check
        return
    out.mkdir(parents=True, exist_ok=True)
    with (out / ".lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Locked(f"another run is writing to {out}") from error
        yield lambda: None


@contextmanager
def _leased(path: Any) -> Iterator[Check]:
    lease = _Lease(path)
    lease.take()
    ended = threading.Event()
    renewal = threading.Thread(target=lease.keep, args=(ended,), daemon=True)
    renewal.start()
    try:
        yield lease.check
    finally:
        ended.set()
        renewal.join()
        lease.give_back()


class _Lease:
    """A lock object, at ``path``, that holds the name of its owner."""

    def __init__(self, path: Any) -> None:
        self._fs = path.fs
        self._file = path.path
        self._folder = path.parent
        self._owner = uuid.uuid4().hex.encode()
        self._renewed = 0.0

    def take(self) -> None:
        """Create the object, in place of one that is void. Raises :class:`Locked`."""
        for _ in range(2):
            self._renewed = time.monotonic()
            try:
                with self._fs.open(self._file, "xb") as file:
                    file.write(self._owner)
                return
            except FileExistsError:
                with suppress(FileNotFoundError):  # given back in between
                    if self._age() <= LEASE:
                        break
                    self._fs.rm(self._file)
        raise Locked(f"another run is writing to {self._folder}, or died less than {LEASE:g} s ago")

    def check(self) -> None:
        """Raise :class:`Locked` unless the object is still this one's.

        Two runs that find the same void lock may both replace it: the one whose name is not in it
        is told here.
        """
        try:
            ours = self._fs.cat_file(self._file) == self._owner
        except FileNotFoundError:
            ours = False
        except OSError:  # out of reach: held until the lease ends
            ours = time.monotonic() - self._renewed <= LEASE
        if not ours:
            raise Locked(f"lost hold of {self._folder}: another run may be writing to it")

    def keep(self, ended: threading.Event) -> None:
        """Renew the lease until told to end, or until it is lost."""
        while not ended.wait(LEASE / 4):
            began = time.monotonic()
            try:
                self.check()
                self._fs.pipe_file(self._file, self._owner)
                self._renewed = began
            except Locked:  # whoever checks next is told
                return
            except OSError:  # tried again in time
                continue

    def give_back(self) -> None:
        """Remove the object, if it is this one's; where that fails the lease runs out."""
        with suppress(Locked, OSError):
            self.check()
            self._fs.rm(self._file)

    def _age(self) -> float:
        """Seconds since the object was written, by the clock of its own file system alone."""
        probe = f"{self._file}.{self._owner.decode()}"
        self._fs.pipe_file(probe, b"")
        try:
            self._fs.invalidate_cache()
            then, now = self._fs.modified(self._file), self._fs.modified(probe)
        finally:
            self._fs.rm(probe)
        return float((now - then).total_seconds())
