"""What earlier runs set aside: inputs that hold no English text, which need no second look.

The store has only releases that gave a row. Without this note an input that is empty or in another
language would be cleaned anew by every run, and the models loaded for it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from pipelines import places
from pipelines.fingerprint import Fingerprint
from pipelines.work import Entry

STATUSES = frozenset({"empty", "unreadable", "not_english"})
"""What does not change while content and fingerprint stay; a failure is tried again."""


class Aside:
    """The note in file ``path``. One for another fingerprint, or a broken one, counts as none."""

    def __init__(self, path: Path, fingerprint: Fingerprint) -> None:
        self._path = path
        self._made_by = asdict(fingerprint)
        self._now: dict[str, tuple[str, str | None]] = {}
        try:
            note = json.loads(path.read_text("utf-8"))
            known = note["entries"] if note["fingerprint"] == self._made_by else {}
            self._before = {key: (status, reason) for key, (status, reason) in known.items()}
        except (OSError, ValueError, KeyError, TypeError):
            self._before = {}

    def get(self, content: str) -> tuple[str, str | None] | None:
        """Status and reason of an input with this content hash, where an earlier run has them."""
        return self._before.get(content)

    def add(self, entry: Entry) -> None:
        """Note an entry, if it is one to set aside."""
        if entry.content and entry.status in STATUSES:
            self._now[entry.content] = (entry.status, entry.reason)

    def write(self) -> None:
        """Put this run's notes in place of the last one's."""
        note = {"fingerprint": self._made_by, "entries": self._now}
        places.write_text(self._path, json.dumps(note))
