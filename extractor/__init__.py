"""Government press releases in, structured records out.

>>> from extractor import Extractor
>>> extraction = Extractor()("Agents seized 12 kilograms of cocaine on March 3, 2021.")
>>> extraction.records[0].value
12.0
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.types import Extraction, Release

if TYPE_CHECKING:
    from extractor.core import Extractor

__all__ = ["Extraction", "Extractor", "Release", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> type[Extractor]:
    """Import the extractor, and the libraries behind it, only when it is first asked for."""
    if name == "Extractor":
        from extractor.core import Extractor

        return Extractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
