"""Why a record says what it says: its characters, what chose them, and what else could have been.

Everything is read from the store: a record's ``evidence_slots`` name the characters and the rule or
model behind each field; the release's mentions, quantities and dates that lie on them give the
normal forms; those beside them, of the right kind and in the same sentence, are the runners-up.
Triggers are looked up in the lexicons, whose examples say what they are for.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from extractor.events import triggers
from extractor.schema import RECORD_TABLES, TABLES
from pipelines.fingerprint import fingerprint
from pipelines.store import Store, StoreError

Row = Mapping[str, Any]

RUNNERS_UP = 3
_CONTEXT = 60  # characters shown on either side of a slot that lies outside the sentence
_SPANS = ("quantities", "dates", "mentions")

# What could fill a field: units of a quantity ("*" for all but money), any date, labels of a name.
_UNITS = {
    "value": "*",
    "usd": "USD",
    "prison_months": "day week month year",
    "supervised_release_months": "day week month year",
}
_DATED = frozenset({"start", "end"})
_LABELS = {
    "item": "SUBSTANCE WEAPON",
    "agencies": "AGENCY",
    "authority": "AGENCY PERSON",
    "actors": "AGENCY PLACE ORG PERSON",
    "defendant": "PERSON ORG",
    "target": "PERSON ORG CARTEL AGENCY",
    "organization": "CARTEL",
    "program": "LAW PROGRAM",
    "district": "PLACE AGENCY",
    "location": "PLACE",
    "beneficiary": "PLACE AGENCY ORG",
}
_ALWAYS = frozenset(
    "release_id record_id type evidence start_char end_char".split()
    + "confidence review evidence_slots".split()
)
# Fields that a slot settles beside the one it is named for.
_WITH = {"value": ("high", "bound", "unit", "per"), "start": ("end",)}


@dataclass(frozen=True, slots=True)
class Found:
    """A record in the store: its table, its row, and the nested row of its release."""

    table: str
    record: Row
    release: Row

    @property
    def text(self) -> str:
        """The cleaned text that all offsets refer to."""
        return str(self.release["text"])


def find(store: Store, record_id: str) -> Found:
    """The record of that id. Raises :class:`StoreError` where the store has none."""
    for rows in store.read():
        for table in RECORD_TABLES:
            lists = rows.column(table)
            ids = pc.struct_field(pc.list_flatten(lists), "record_id")
            place = pc.index(ids, pa.scalar(record_id, pa.string())).as_py()
            if place >= 0:
                parent = pc.list_parent_indices(lists)[place].as_py()
                release = rows.slice(parent, 1).to_pylist()[0]
                record = next(r for r in release[table] if r["record_id"] == record_id)
                return Found(table, record, release)
    raise StoreError(f"no record {record_id}; the column record_id of the tables has the ids")


def explain(found: Found) -> Iterator[str]:
    """The lines that say why, for a reader."""
    record, release = found.record, found.release
    unsure = ", for review" if record["review"] else ""
    yield f"{record['record_id']}  {record['type']}  confidence {record['confidence']:.2f}{unsure}"
    day = release["published"] or "no day of publication"
    yield f"release {release['release_id']}, {day}: {release['title'] or ''}".rstrip(": ")
    yield ""
    yield marked(found)
    yield ""
    yield from _triggers(found)
    told = set(_ALWAYS)
    for name, slots in _by_field(record).items():
        told |= {name, *_WITH.get(name, ())}
        yield from _field(found, name, slots)
    rest = {
        name: record[name]
        for name in TABLES[found.table].names
        if name not in told and record[name] not in (None, [])
    }
    if rest:
        yield "without characters of their own (they follow from the others, or from the release):"
        for name, value in rest.items():
            at = (
                found.text.find(value, record["start_char"])
                if name in _LABELS and isinstance(value, str)
                else -1
            )
            place = f"  (these words stand at {at}-{at + len(value)})" if at >= 0 else ""
            yield f"  {name} = {_words(value)}{place}"


def marked(found: Found) -> str:
    """The evidence with each slot's characters in brackets behind which the field stands."""
    record = found.record
    at, end = record["start_char"], record["end_char"]
    inside = [s for s in record["evidence_slots"] if at <= s["start_char"] and s["end_char"] <= end]
    marks: list[tuple[int, int, int, str]] = []  # where, closing first, longest outermost, the mark
    for slot in inside:
        long = slot["end_char"] - slot["start_char"]
        marks.append((slot["start_char"], 1, -long, "["))
        marks.append((slot["end_char"], 0, long, f"]{slot['field']}"))
    out = []
    for where, _, _, mark in sorted(marks):
        out += [found.text[at:where], mark]
        at = where
    return " ".join("".join([*out, found.text[at:end]]).split())


def _by_field(record: Row) -> dict[str, list[Row]]:
    slots: dict[str, list[Row]] = {}
    for slot in record["evidence_slots"]:
        slots.setdefault(slot["field"], []).append(slot)
    return slots


def _triggers(found: Found) -> Iterator[str]:
    """Triggers of the record's type in its sentence, with an example each."""
    record = found.record
    hits = triggers.matches(found.text, record["start_char"], record["end_char"])
    for trigger, start, end in hits:
        if trigger.type == record["type"]:
            gives = f" gives {trigger.subtype}" if trigger.subtype else ""
            yield f"trigger “{found.text[start:end]}”{gives}: {_trigger(trigger)}"
    if found.release["lexicons"] != asdict(fingerprint())["lexicons"]:
        yield "(the lexicons have changed since; triggers are shown as they are now)"


def _trigger(trigger: triggers.Trigger) -> str:
    example = f", as in “{trigger.examples[0]}”" if trigger.examples else ""
    return f"{trigger.id}{example}"


def _field(found: Found, name: str, slots: Sequence[Row]) -> Iterator[str]:
    record = found.record
    values = [f"{n} = {_words(record[n])}" for n in (name, *_WITH.get(name, ())) if n in record]
    yield ", ".join(v for v in values if not v.endswith("= null"))
    for slot in slots:
        start, end = slot["start_char"], slot["end_char"]
        yield f"  characters  {start}-{end} “{_one_line(found.text[start:end])}”"
        if not record["start_char"] <= start < record["end_char"]:
            yield f"  elsewhere   {_around(found.text, start, end)}"
        yield f"  decided by  {_source(slot['source'], record)}"
        for table, span in _on(found.release, start, end, name):
            yield f"  read as     {_normal(table, span)}"
    for table, span in runners_up(found, name):
        other = _other(found, name, span)
        used = f"; it is the {name} of {other}" if other else ""
        yield f"  runner-up   “{_one_line(span['text'])}”, {_normal(table, span)}{used}"


def _source(source: str, record: Row) -> str:
    """The rule or model of a slot in words."""
    if source in triggers.lexicon():
        return f"trigger {_trigger(triggers.lexicon()[source])}"
    if source.startswith("model:"):
        model, _, construction = source.removeprefix("model:").partition("/")
        kind = f", for a clause of construction {construction}" if construction else ""
        return f"model {model}{kind}"
    return f"rule {source}" if source != "rule" else f"rule of {record['type']} records"


def _on(release: Row, start: int, end: int, name: str) -> Iterator[tuple[str, Row]]:
    """The spans that lie on a slot and can fill its field; all on it where none can."""
    spans = [
        (table, span)
        for table in _SPANS
        for span in release[table]
        if span["start_char"] < end and start < span["end_char"]
    ]
    fitting = [(table, span) for table, span in spans if _fits(name, table, span)]
    return iter(fitting or spans)


def _other(found: Found, name: str, span: Row) -> str | None:
    """The id of another record of the release whose field of that name a span fills."""
    return next(
        (
            str(record["record_id"])
            for record in found.release[found.table]
            for slot in record["evidence_slots"]
            if slot["field"] == name
            and slot["start_char"] < span["end_char"]
            and span["start_char"] < slot["end_char"]
        ),
        None,
    )


def runners_up(found: Found, name: str) -> list[tuple[str, Row]]:
    """Spans of the record's sentence that could have filled the field and fill none of its fields,
    the nearest to the field's characters first; of those with the same words the nearest."""
    record = found.record
    taken = [(s["start_char"], s["end_char"]) for s in record["evidence_slots"]]
    own = [s["start_char"] for s in record["evidence_slots"] if s["field"] == name]
    free = [
        (min(abs(span["start_char"] - at) for at in own), table, span)
        for table in _SPANS
        for span in found.release[table]
        if own
        and record["start_char"] <= span["start_char"] < record["end_char"]
        and _fits(name, table, span)
        and not any(span["start_char"] < e and s < span["end_char"] for s, e in taken)
    ]
    free.sort(key=lambda f: (f[0], f[2]["start_char"]))
    chosen = {found.text[s:e] for s, e in taken}
    nearest: dict[str, tuple[str, Row]] = {}
    for _, table, span in free:
        if span["text"] not in chosen:
            nearest.setdefault(span["text"], (table, span))
    return list(nearest.values())[:RUNNERS_UP]


def _fits(name: str, table: str, span: Row) -> bool:
    """Whether a span is of the kind that a field takes."""
    if table == "dates":
        return name in _DATED
    if table == "mentions":
        court = name != "district" or "District" in span["text"]
        return court and span["label"] in _LABELS.get(name, "").split()
    units = _UNITS.get(name, "")
    return span["unit"] in units.split() or units == "*"


def _normal(table: str, span: Row) -> str:
    """A span's normal form, step by step."""
    if table == "dates":
        against = f", counted from {span['anchor']}" if span["anchor"] else ""
        return f"date {span['start']} to {span['end']} (by the {span['granularity']}{against})"
    if table == "mentions":
        known = ", ".join(
            f"{key} {span[key]}" for key in ("canonical", "canonical_id", "entity") if span[key]
        )
        sure = f"by {span['source']}, {span['score']:.2f}"
        return f"{span['label']} ({sure}{'; ' + known if known else ''})"
    amount = f"{span['value']:,.15g}"
    if span["high"] is not None:
        amount += f" to {span['high']:,.15g}"
    steps = [f"{span['bound']} {amount} {span['unit']}"]
    steps += [f"per {span['per']}"] if span["per"] else []
    steps += [f"of “{_one_line(span['item'])}”"] if span["item"] else []
    steps += [f"a {span['scope']}"] if span["scope"] else []
    if span["si_value"] is not None:
        steps.append(f"{span['si_value']:.6g} in SI units of {span['dimension']}")
    return "quantity " + ", ".join(steps)


def _around(text: str, start: int, end: int) -> str:
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    left, right = (
        max(left, start - _CONTEXT),
        min(right if right >= 0 else len(text), end + _CONTEXT),
    )
    return _one_line(f"…{text[left:start]}[{text[start:end]}]{text[end:right]}…")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _words(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return json.dumps(value, ensure_ascii=False, default=str)
