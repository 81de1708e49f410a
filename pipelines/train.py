"""Train the models of the library: ``python -m pipelines.train NAME ...``.

Each model has its own module with its own options (``python -m pipelines.train names --help``).
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

TRAINERS = {
    "names": "pipelines.train_names",
    "merge": "pipelines.train_merge",
    "beneficiary": "pipelines.train_beneficiary",
    "confidence": "pipelines.train_confidence",
    "links": "pipelines.train_links",
}


def main(argv: Sequence[str] | None = None) -> None:
    """Hand the arguments behind the model's name to the module that trains it."""
    name, *rest = list(sys.argv[1:] if argv is None else argv) or [""]
    if name not in TRAINERS:
        sys.exit(f"usage: python -m pipelines.train {{{','.join(TRAINERS)}}} ...")
    importlib.import_module(TRAINERS[name]).main(rest)


if __name__ == "__main__":
    main()
