"""Lexicons as data: one JSONL file each, read into frozen dataclasses.

Each line is one entry and carries ``examples`` (texts in which the entry must be found) and
``non_examples`` (texts in which it must not); ``tests/test_lexicons.py`` runs them. Unknown keys
raise, so that a misspelt field is found when the file is read and not by a missing row.
"""

from __future__ import annotations

import dataclasses
import json
from importlib.resources import files
from typing import Any, TypeVar

from extractor.errors import LexiconError

T = TypeVar("T")


@dataclasses.dataclass(frozen=True, slots=True)
class District:
    """A line of ``districts.jsonl``: a federal judicial district, which has a U.S. Attorney."""

    id: str
    name: str
    state: str
    abbreviation: str
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


def load(name: str, entry: type[T]) -> tuple[T, ...]:
    """Read ``lexicons/NAME.jsonl`` as a tuple of ``entry``, a dataclass; lists become tuples.

    Raises :class:`LexiconError` for a line that is no JSON object, an unknown or missing key, or an
    ``id`` that stands twice.
    """
    fields = {f.name: f for f in dataclasses.fields(entry)}  # type: ignore[arg-type]
    required = {
        n
        for n, f in fields.items()
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    }
    out: list[T] = []
    seen: set[str] = set()
    text = files(__package__).joinpath(f"{name}.jsonl").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{name}.jsonl:{number}"
        try:
            raw: dict[str, Any] = json.loads(line)
        except ValueError as error:
            raise LexiconError(f"{where}: not JSON: {error}") from error
        if unknown := raw.keys() - fields.keys():
            raise LexiconError(f"{where}: unknown keys {sorted(unknown)}")
        if missing := required - raw.keys():
            raise LexiconError(f"{where}: missing keys {sorted(missing)}")
        if "id" in raw:
            if raw["id"] in seen:
                raise LexiconError(f"{where}: id {raw['id']!r} stands twice")
            seen.add(raw["id"])
        out.append(entry(**{k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}))
    return tuple(out)
