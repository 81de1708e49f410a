"""What a row was made by: hashes of the code, the lexicons and the models."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Short hashes. Rows of one fingerprint and one content are the same, byte for byte."""

    code: str
    lexicons: str
    models: str


@cache
def fingerprint() -> Fingerprint:
    """The fingerprint of the code, lexicons and models that this process runs with."""
    library = ROOT / "extractor"
    lexicons = [p for p in library.rglob("*") if p.suffix not in (".py", ".pyc") and p.is_file()]
    models = [p for p in (ROOT / "models").rglob("*") if p.suffix != ".md" and p.is_file()]
    work = [ROOT / "pipelines" / "inputs.py", ROOT / "pipelines" / "work.py"]
    return Fingerprint(
        code=_hash([*library.rglob("*.py"), *work]), lexicons=_hash(lexicons), models=_hash(models)
    )


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
