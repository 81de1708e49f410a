"""What a run would do, and what a run changed: causes, and rows field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from extractor.schema import TABLES
from pipelines import inputs
from pipelines.fingerprint import fingerprint
from pipelines.inputs import Fault
from pipelines.store import PROVENANCE, Store
from pipelines.work import content, identified

Row = Mapping[str, Any]
Provenance = tuple[str, ...]

# Names for the columns of provenance, as reasons for a row's being made anew.
CAUSES = dict(zip(PROVENANCE, ("text", "code", "lexicons", "models"), strict=True))


def causes(before: Provenance, after: Provenance) -> tuple[str, ...]:
    """Which of text, code, lexicons and models differ."""
    named = zip(CAUSES.values(), before, after, strict=True)
    return tuple(cause for cause, old, new in named if old != new)


def status(paths: Sequence[Path], store: Store) -> Counter[str]:
    """What a run over ``paths`` would find, by kind.

    ``new`` and ``changed: CAUSE`` inputs would be worked on, ``unchanged`` would not;
    ``unreadable`` would fail before the work; ``gone`` are in the store and not in the inputs.
    """
    stored = store.provenance(store.version) if store.version >= 0 else {}
    made_by = astuple(fingerprint())
    found: Counter[str] = Counter()
    seen: set[str] = set()
    for item in inputs.read(paths):
        if isinstance(item, Fault):
            found[item.status] += 1
            continue
        raw = identified(item)
        assert raw.release_id
        if raw.release_id in seen:
            found["duplicate"] += 1
            continue
        seen.add(raw.release_id)
        before = stored.get(raw.release_id)
        if before is None:
            found["new"] += 1
        elif why := causes(before, (content(raw), *made_by)):
            found[f"changed: {', '.join(why)}"] += 1
        else:
            found["unchanged"] += 1
    found["gone"] += len(stored.keys() - seen)
    return +found


@dataclass(frozen=True, slots=True)
class Change:
    """A row of a flat table that differs between two runs.

    ``kind`` is ``added``, ``removed`` or ``changed``; ``fields`` has the old and the new value of
    each field that differs; ``causes`` say what the release was made anew for.
    """

    table: str
    kind: str
    release_id: str
    key: str
    causes: tuple[str, ...]
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


def diff(store: Store, old_run: int, new_run: int) -> Iterator[Change]:
    """The rows that differ between the states that two runs left, by release.

    Rows are the same one if they have the same ``record_id``; mentions, quantities, dates and
    issues if they have the same text and place. Raises :class:`pipelines.store.StoreError` for an
    unknown run.
    """
    old, new = store.version_of(old_run), store.version_of(new_run)
    before, after = store.provenance(old), store.provenance(new)
    redone = {i for i in before.keys() | after.keys() if before.get(i) != after.get(i)}
    if not redone:
        return
    for release_id, was, now in _pairs(_rows(store, old, redone), _rows(store, new, redone)):
        why: tuple[str, ...] = ()
        if was is not None and now is not None:
            why = causes(before[release_id], after[release_id])
        yield from _changes(release_id, was or {}, now or {}, why)


def _rows(store: Store, version: int, ids: set[str]) -> Iterator[Row]:
    return chain.from_iterable(b.to_pylist() for b in store.read(version, ids))


def _pairs(old: Iterator[Row], new: Iterator[Row]) -> Iterator[tuple[str, Row | None, Row | None]]:
    """Rows of two streams that are sorted by release id, side by side."""
    was, now = next(old, None), next(new, None)
    while was is not None or now is not None:
        ids = [row["release_id"] for row in (was, now) if row is not None]
        first = min(ids)
        left = was if was is not None and was["release_id"] == first else None
        right = now if now is not None and now["release_id"] == first else None
        yield first, left, right
        was = next(old, None) if left is not None else was
        now = next(new, None) if right is not None else now


def _changes(release_id: str, was: Row, now: Row, why: tuple[str, ...]) -> Iterator[Change]:
    for table in TABLES:
        old, new = _keyed(table, was), _keyed(table, now)
        for key in dict.fromkeys((*old, *new)):
            left, right = old.get(key), new.get(key)
            if left is None or right is None:
                kind = "added" if left is None else "removed"
                yield Change(table, kind, release_id, key, why)
            elif left != right:
                fields = {n: (left[n], right[n]) for n in left if left[n] != right[n]}
                yield Change(table, "changed", release_id, key, why, fields)


def _keyed(table: str, nested: Row) -> dict[str, Row]:
    """The rows of a table in a nested row, by ``record_id`` or by place and words."""
    if not nested:
        return {}
    if table == "releases":
        return {nested["release_id"]: {name: nested[name] for name in TABLES[table].names}}
    return {
        row.get("record_id")
        or f"{row['start_char']}-{row['end_char']} {row.get('text') or row.get('code')}": row
        for row in nested[table] or ()
    }
