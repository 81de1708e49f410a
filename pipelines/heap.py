"""How the C library keeps the memory of a process that works for hours, where it is glibc."""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress

_M_ARENA_MAX = -8  # of glibc's mallopt(3)


def one_arena() -> None:
    """Have glibc keep one heap for all threads: a heap each would hold what the others could use.

    The variable is for the workers, which read it as they start; here it comes too late.
    """
    os.environ.setdefault("MALLOC_ARENA_MAX", "1")
    with suppress(OSError, AttributeError, ValueError):  # another C library than glibc
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, int(os.environ["MALLOC_ARENA_MAX"]))


def give_back() -> None:
    """Give the system the pages that are free: between those in use they would add up."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
