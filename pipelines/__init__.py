"""The programs: they read disk, clock and arguments; the linguistics are in ``extractor``.

>>> from pipelines import frames
>>> tables = frames("corpus/")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.notebook import frames

__all__ = ["frames"]


def __getattr__(name: str) -> Any:
    """Import pandas and the models' libraries only when frames are asked for."""
    if name == "frames":
        from pipelines.notebook import frames

        return frames
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
