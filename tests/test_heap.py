"""Memory that is free goes back to the system."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from pipelines import heap

# Every other block is kept, so that what is freed lies between what is in use.
HOLED = """
from pathlib import Path
from pipelines import heap

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1])

heap.one_arena()
blocks = [bytes(20_000) for _ in range(4_000)]
del blocks[::2]
before = resident()
heap.give_back()
print(before - resident())
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="not glibc")
def test_free_pages_between_used_ones_are_given_back() -> None:
    pages = subprocess.run([sys.executable, "-c", HOLED], capture_output=True, check=True).stdout
    assert int(pages) > 5_000  # of some 9,800


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    heap.one_arena()
    heap.give_back()
