"""The columns of every table; an Extraction to its nested row; nested rows to the flat tables.

One truth: :data:`TABLES` names each flat table's columns in order, with a description and, where
the values are codes, the codes. The nested schema (one row per release, :data:`NESTED`) holds each
child table as a list of structs with the same columns less ``release_id``, so neither can drift
from the other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, get_args

import pyarrow as pa
import pyarrow.compute as pc

from extractor import types

TEXT = pa.string()
FLAG = pa.bool_()
WHOLE = pa.int64()
NUMBER = pa.float64()
DAY = pa.date32()
TEXTS = pa.list_(pa.string())
SLOTS = pa.list_(
    pa.struct([("field", TEXT), ("start_char", WHOLE), ("end_char", WHOLE), ("source", TEXT)])
)

BOUNDS = get_args(types.Bound)
LABELS = get_args(types.Label)
PERIODS = ("day", "week", "month", "year", "capita")


def _column(
    name: str,
    kind: pa.DataType,
    description: str,
    codes: Iterable[str] = (),
    *,
    required: bool = False,
) -> pa.Field:
    """A column; the description travels in the field's metadata, and so into Parquet."""
    metadata = {"description": description}
    if codes:
        metadata["enum"] = json.dumps(list(codes))
    if required:
        metadata["required"] = "true"
    return pa.field(name, kind, metadata=metadata)


_RELEASE_ID = _column("release_id", TEXT, "The release that states it", required=True)
_AMOUNT = (
    _column("value", NUMBER, "The amount, or the lower end of a range"),
    _column("high", NUMBER, "The upper end of a range; null for a single amount"),
    _column("bound", TEXT, "How the words qualify the amount", BOUNDS),
    _column("unit", TEXT, "Singular unit or ISO 4217 currency; 'count' for plain counts"),
)
_PER = _column("per", TEXT, "The period or head that a rate is for", PERIODS)
_DAYS = (
    _column("start", DAY, "First day on which it happened or holds"),
    _column("end", DAY, "Last day, inclusive"),
)
_SPAN = (
    _column("start_char", WHOLE, "Offset of the first character in releases.text", required=True),
    _column("end_char", WHOLE, "Offset behind the last character", required=True),
)
_ORGANIZATION = _column("organization", TEXT, "Cartel or gang that the party is tied to, verbatim")
_DISTRICT = _column("district", TEXT, "Judicial district or court, verbatim")
_OFFENSE = _column("offense", TEXT, "What it is for, verbatim")
_COUNT = _column("count", WHOLE, "1 for a named party, the size of a group, null if not stated")
_AGENCIES = _column("agencies", TEXTS, "Who did it, verbatim names")


def _record(kind: str, *fields: pa.Field) -> pa.Schema:
    """A record table: what every record has, around the fields of its type."""
    return pa.schema(
        [
            _RELEASE_ID,
            _column("record_id", TEXT, "Key, stable between runs", required=True),
            _column("type", TEXT, "The record's type", [kind], required=True),
            _column("evidence", TEXT, "The sentence or bullet that states the fact", required=True),
            *fields,
            *_DAYS,
            *_SPAN,
            _column("confidence", NUMBER, "Probability that the record is right, 0 to 1"),
            _column("evidence_slots", SLOTS, "Characters that gave each field, and by which rule"),
            _column("review", FLAG, "Whether it is so unsure that somebody should read it"),
        ]
    )


TABLES: Mapping[str, pa.Schema] = {
    "releases": pa.schema(
        [
            _column(
                "release_id", TEXT, "Key: the id of the source, or the file's stem", required=True
            ),
            _column("title", TEXT, "Headline"),
            _column("issuer", TEXT, "Agency that published it, official name"),
            _column("published", DAY, "Day of publication"),
            _column("url", TEXT, "Where it was published"),
            _column("source_path", TEXT, "The input that it was read from"),
            _column("sha256", TEXT, "Hash of the raw bytes"),
            _column("text", TEXT, "The cleaned text, to which all offsets refer", required=True),
            _column(
                "published_source",
                TEXT,
                "Where the day of publication comes from",
                ["metadata", "text", "inferred"],
            ),
        ]
    ),
    "mentions": pa.schema(
        [
            _RELEASE_ID,
            _column("text", TEXT, "The name, verbatim", required=True),
            _column("label", TEXT, "What it names", LABELS, required=True),
            _column("canonical", TEXT, "Official English name of an AGENCY or CARTEL"),
            *_SPAN,
            _column("canonical_id", TEXT, "Its id in the lexicons; ISO 3166 code of a PLACE"),
            _column("entity", TEXT, "Shared by the mentions of one person or body in a release"),
            _column("source", TEXT, "What found it"),
            _column("score", NUMBER, "How sure that source is, 0 to 1"),
        ]
    ),
    "quantities": pa.schema(
        [
            _RELEASE_ID,
            _column("text", TEXT, "The amount with qualifier and unit, verbatim", required=True),
            *_AMOUNT,
            _column("item", TEXT, "What is counted or measured, verbatim"),
            _PER,
            *_SPAN,
            _column("item_start", WHOLE, "Offset of the item's first character"),
            _column("item_end", WHOLE, "Offset behind the item's last character"),
            _column("dimension", TEXT, "Physical dimension of the unit"),
            _column("si_value", NUMBER, "The value in the SI unit of the dimension"),
            _column(
                "change",
                TEXT,
                "Set where the amount is a change or a multiple",
                ["increase", "decrease", "change", "ratio"],
            ),
            _column(
                "scope",
                TEXT,
                "Whether it is of one case, a total, or a limit set by law",
                ["incident", "total", "threshold"],
            ),
            _column("part_of", WHOLE, "start_char of the quantity that this is a part of"),
            _column("worth_of", WHOLE, "start_char of the quantity whose value in money this is"),
        ]
    ),
    "dates": pa.schema(
        [
            _RELEASE_ID,
            _column("text", TEXT, "The expression, verbatim", required=True),
            _column("start", DAY, "First day", required=True),
            _column("end", DAY, "Last day, inclusive", required=True),
            *_SPAN,
            _column("granularity", TEXT, "The finest unit that the words give"),
            _column("anchor", DAY, "The day that a relative expression was resolved against"),
        ]
    ),
    "seizures": _record(
        "seizure",
        _column("item", TEXT, "What was taken, verbatim", required=True),
        _column(
            "category",
            TEXT,
            "Kind of thing",
            "drug precursor firearm ammunition explosive currency asset vehicle wildlife "
            "counterfeit document equipment other".split(),
        ),
        *_AMOUNT,
        _PER,
        _column("usd", NUMBER, "Stated worth in USD, or the sum itself for currency"),
        _AGENCIES,
        _column("location", TEXT, "Where, verbatim, most specific"),
        _column("aggregate", FLAG, "True for a statistic over a period, false for one incident"),
    ),
    "convictions": _record(
        "conviction",
        _column("defendant", TEXT, "Name, or the noun phrase of a group, verbatim", required=True),
        _COUNT,
        _column(
            "stage", TEXT, "Furthest stage reached", ["pleaded_guilty", "convicted", "sentenced"]
        ),
        _OFFENSE,
        _column("prison_months", WHOLE, "Prison term in months; 9999 for life"),
        _column("supervised_release_months", WHOLE, "Supervised release in months"),
        _column("usd", NUMBER, "Fine, restitution and forfeiture ordered, summed, in USD"),
        _DISTRICT,
        _ORGANIZATION,
    ),
    "charges": _record(
        "charge",
        _column("defendant", TEXT, "Name, or the noun phrase of a group, verbatim", required=True),
        _COUNT,
        _column("stage", TEXT, "Furthest stage reached", ["arrested", "charged", "extradited"]),
        _OFFENSE,
        _AGENCIES,
        _DISTRICT,
        _column("location", TEXT, "Place of arrest, or country extradited from, verbatim"),
        _ORGANIZATION,
    ),
    "designations": _record(
        "designation",
        _column("target", TEXT, "Name, or the noun phrase of a group, verbatim", required=True),
        _COUNT,
        _column(
            "target_kind",
            TEXT,
            "Kind of target",
            ["individual", "entity", "vessel", "aircraft", "address"],
        ),
        _column(
            "action",
            TEXT,
            "What was done",
            ["sanctioned", "delisted", "reward_offered", "visa_restricted"],
        ),
        _column("authority", TEXT, "Agency that did it, verbatim"),
        _column("program", TEXT, "Executive order, act or list, verbatim"),
        _ORGANIZATION,
        _column("usd", NUMBER, "Reward offered, in USD"),
    ),
    "commitments": _record(
        "commitment",
        _column("actors", TEXTS, "Who commits or gives, verbatim names"),
        _column(
            "kind",
            TEXT,
            "Kind of undertaking",
            ["funding", "assistance", "agreement", "legislation", "program"],
        ),
        _column("status", TEXT, "Whether it is done", ["promised", "done"]),
        _column("action", TEXT, "Verb phrase, verbatim"),
        *_AMOUNT,
        _column("beneficiary", TEXT, "Who gains, verbatim"),
    ),
    "people": pa.schema(
        [
            _RELEASE_ID,
            _column("person_id", TEXT, "Entity of the person's mentions", required=True),
            _column("name", TEXT, "Fullest form of the name, without a title", required=True),
            _column("aliases", TEXTS, "Nicknames and other names that the release gives"),
            _column("age", WHOLE, "Age in years, where stated"),
            _column("residence", TEXT, "Where the person lives, verbatim"),
            _column("nationality", TEXT, "Nationality, verbatim"),
            _column("country", TEXT, "ISO 3166 code of the nationality"),
            _column(
                "role",
                TEXT,
                "What the person is in the release",
                ["defendant", "official", "victim", "target"],
            ),
            _column("start_char", WHOLE, "Offset of the name's first character"),
            _column("end_char", WHOLE, "Offset behind the name's last character"),
        ]
    ),
    "agency_roles": pa.schema(
        [
            _RELEASE_ID,
            _column(
                "agency", TEXT, "The body's official name, or as the text has it", required=True
            ),
            _column("canonical_id", TEXT, "Its id in the lexicons"),
            _column(
                "role",
                TEXT,
                "What it does in the release",
                ["issuer", "investigating", "prosecuting", "assisting", "foreign_partner"],
                required=True,
            ),
            _column("start_char", WHOLE, "Offset of the mention that tells; null for the issuer"),
            _column("end_char", WHOLE, "Offset behind it"),
        ]
    ),
    "issues": pa.schema(
        [
            _RELEASE_ID,
            _column("code", TEXT, "Stable code of what could not be resolved", required=True),
            _column("detail", TEXT, "Words for a reader"),
            _column("start_char", WHOLE, "Offset of the first character, where it has a place"),
            _column("end_char", WHOLE, "Offset behind the last character"),
        ]
    ),
}

RECORD_TABLES: Mapping[str, type[types.RecordBase]] = {
    "seizures": types.Seizure,
    "convictions": types.Conviction,
    "charges": types.Charge,
    "designations": types.Designation,
    "commitments": types.Commitment,
}
CHILD_TABLES = tuple(name for name in TABLES if name != "releases")

STATUSES = ("ok", "duplicate", "empty", "unreadable", "not_english", "failed")
LEDGER = pa.schema(
    [
        _column("source", TEXT, "The input, as it was named", required=True),
        _column("status", TEXT, "What became of it", STATUSES, required=True),
        _column("reason", TEXT, "Why, where the status is not ok"),
        _column("release_id", TEXT, "Its release, where it is one"),
        _column("sha256", TEXT, "Hash of the raw bytes, where they could be read"),
    ]
)

NESTED = pa.schema(
    [
        *TABLES["releases"],
        *(pa.field(name, pa.list_(pa.struct(list(TABLES[name])[1:]))) for name in CHILD_TABLES),
    ]
)


def batch(extractions: Iterable[types.Extraction]) -> pa.RecordBatch:
    """The nested rows of ``extractions``, one each, as one batch of schema :data:`NESTED`."""
    return pa.RecordBatch.from_pylist([row(e) for e in extractions], schema=NESTED)


def row(extraction: types.Extraction) -> dict[str, Any]:
    """The nested row of one extraction."""
    release = extraction.release
    out: dict[str, Any] = {name: getattr(release, name) for name in TABLES["releases"].names}
    out["mentions"] = _structs("mentions", extraction.mentions)
    out["quantities"] = _quantities(extraction.quantities)
    out["dates"] = _structs("dates", extraction.dates)
    out["people"] = _structs("people", extraction.people)
    out["agency_roles"] = _structs("agency_roles", extraction.agency_roles)
    out["issues"] = _structs("issues", extraction.issues)
    for name, cls in RECORD_TABLES.items():
        found = [r for r in extraction.records if isinstance(r, cls)]
        structs = _structs(name, found)
        kind = cls.__name__.lower()
        for struct, record in zip(structs, found, strict=True):
            struct["type"] = kind
            struct["evidence_slots"] = [
                {
                    "field": slot.field,
                    "start_char": slot.start_char,
                    "end_char": slot.end_char,
                    "source": slot.source,
                }
                for slot in record.evidence_slots
            ]
        out[name] = structs
    return out


def flatten(nested: pa.RecordBatch) -> dict[str, pa.RecordBatch]:
    """The flat tables of a nested batch, by name, in the order of :data:`TABLES`."""
    ids = nested.column("release_id")
    releases = TABLES["releases"]
    out = {"releases": nested.select(releases.names).cast(releases)}
    for name in CHILD_TABLES:
        schema = TABLES[name]
        lists = nested.column(name)
        columns = [ids.take(pc.list_parent_indices(lists)), *pc.list_flatten(lists).flatten()]
        out[name] = pa.RecordBatch.from_arrays(columns, schema=schema)
    return out


def tables(extractions: Iterable[types.Extraction]) -> dict[str, pa.Table]:
    """The flat tables of ``extractions``, by name. Held in memory: for notebooks, not for a corpus.

    >>> sorted(tables([]))[:3]
    ['charges', 'commitments', 'convictions']
    """
    return {name: pa.table(flat) for name, flat in flatten(batch(extractions)).items()}


@cache
def _getter(table: str) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The columns of a child table that are plain attributes of its dataclass, and their getter."""
    names = tuple(
        n for n in TABLES[table].names if n not in ("release_id", "type", "evidence_slots")
    )
    return names, attrgetter(*names)


def _structs(table: str, items: Iterable[object]) -> list[dict[str, Any]]:
    names, get = _getter(table)
    return [dict(zip(names, get(item), strict=True)) for item in items]


def _quantities(quantities: tuple[types.Quantity, ...]) -> list[dict[str, Any]]:
    """References between quantities are indices in an Extraction, and offsets in the table."""
    structs = _structs("quantities", quantities)
    for struct in structs:
        for reference in ("part_of", "worth_of"):
            if (index := struct[reference]) is not None:
                struct[reference] = quantities[index].start_char
    return structs
