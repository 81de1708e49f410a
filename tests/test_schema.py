"""The columns are the contract's, in its order and types, and nested and flat tables hold the same."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pyarrow as pa
import pytest

from extractor import schema, types
from tests.stub import extraction

AMOUNT = ["value", "high", "bound", "unit"]
CONTRACT = {
    "releases": "release_id title issuer published url source_path sha256 text".split(),
    "mentions": "release_id text label canonical start_char end_char".split(),
    "quantities": ["release_id", "text", *AMOUNT, "item", "per", "start_char", "end_char"],
    "dates": "release_id text start end start_char end_char".split(),
    "seizures": [
        *"release_id record_id type evidence item category".split(),
        *AMOUNT,
        *"per usd agencies location aggregate start end start_char end_char confidence".split(),
    ],
    "convictions": "release_id record_id type evidence defendant count stage offense prison_months "
    "supervised_release_months usd district organization start end start_char end_char "
    "confidence".split(),
    "charges": "release_id record_id type evidence defendant count stage offense agencies district "
    "location organization start end start_char end_char confidence".split(),
    "designations": "release_id record_id type evidence target count target_kind action authority "
    "program organization usd start end start_char end_char confidence".split(),
    "commitments": [
        *"release_id record_id type evidence actors kind status action".split(),
        *AMOUNT,
        *"beneficiary start end start_char end_char confidence".split(),
    ],
}
TYPES = {
    **dict.fromkeys(("value", "high", "usd", "confidence"), pa.float64()),
    **dict.fromkeys(("count", "prison_months", "supervised_release_months"), pa.int64()),
    **dict.fromkeys(("start_char", "end_char"), pa.int64()),
    **dict.fromkeys(("start", "end", "published"), pa.date32()),
    **dict.fromkeys(("agencies", "actors"), pa.list_(pa.string())),
    "aggregate": pa.bool_(),
}


@pytest.mark.parametrize("name", CONTRACT)
def test_contract_columns_come_first_in_order(name: str) -> None:
    assert schema.TABLES[name].names[: len(CONTRACT[name])] == CONTRACT[name]


@pytest.mark.parametrize("name", CONTRACT)
def test_contract_types(name: str) -> None:
    for column in CONTRACT[name]:
        assert schema.TABLES[name].field(column).type == TYPES.get(column, pa.string())


def test_every_column_is_described_and_codes_are_a_list() -> None:
    for table in (*schema.TABLES.values(), schema.LEDGER):
        for column in table:
            assert column.metadata[b"description"]
            assert json.loads(column.metadata.get(b"enum", b"[]")) is not None


@pytest.mark.parametrize(
    ("name", "cls"),
    [
        ("mentions", types.Mention),
        ("quantities", types.Quantity),
        ("dates", types.DateSpan),
        ("issues", types.Issue),
        *schema.RECORD_TABLES.items(),
    ],
)
def test_every_field_of_a_dataclass_has_its_column(name: str, cls: type) -> None:
    fields = {f.name for f in dataclasses.fields(cls)}
    derived = {"release_id", "type", "review"}
    assert fields == set(schema.TABLES[name].names) - derived


@pytest.mark.parametrize(("confidence", "review"), [(0.59, True), (0.6, False), (0.97, False)])
def test_an_unsure_record_is_marked_for_review(confidence: float, review: bool) -> None:
    release = _release("r", "Officers took a boat.")
    record = types.Seizure(
        evidence="Officers took a boat.", start_char=0, end_char=21, item="boat",
        category="vehicle", confidence=confidence,
    )  # fmt: skip
    rows = schema.batch([types.Extraction(release=release, records=(record,))])
    assert schema.flatten(rows)["seizures"].column("review").to_pylist() == [review]


def _release(release_id: str, text: str) -> types.Release:
    issue = types.Issue("date_unknown", "no date", 0, 3)
    return types.Release(release_id, text, published=dt.date(2021, 3, 4), issues=(issue,))


def test_flat_tables_hold_what_the_extractions_hold() -> None:
    extractions = [extraction(_release(i, f"Police{i} took it.")) for i in "abc"]
    flat = {name: rows.to_pylist() for name, rows in schema.tables(extractions).items()}
    assert list(flat) == list(schema.TABLES)
    assert [r["release_id"] for r in flat["releases"]] == ["a", "b", "c"]
    assert [(m["release_id"], m["text"]) for m in flat["mentions"]] == [
        ("a", "Policea"),
        ("b", "Policeb"),
        ("c", "Policec"),
    ]
    assert flat["seizures"][1]["agencies"] == ["A Police", "=B"]
    assert flat["seizures"][1]["type"] == "seizure"
    assert flat["seizures"][1]["evidence_slots"] == [
        {"field": "item", "start_char": 0, "end_char": 7, "source": "test"}
    ]
    assert flat["issues"][2] == {
        "release_id": "c",
        "code": "date_unknown",
        "detail": "no date",
        "start_char": 0,
        "end_char": 3,
    }
    assert flat["convictions"] == []


def test_a_slice_of_a_nested_batch_gives_its_own_rows_only() -> None:
    nested = schema.batch(extraction(_release(i, f"Police{i} took it.")) for i in "abc")
    for rows in schema.flatten(nested.slice(1, 1)).values():
        assert {r["release_id"] for r in rows.to_pylist()} <= {"b"}


def test_references_between_quantities_become_offsets() -> None:
    quantities = (
        types.Quantity(20, 27, "2 kilos", 2.0, "kilogram"),
        types.Quantity(30, 33, "$80", 80.0, "USD", worth_of=0),
    )
    found = dataclasses.replace(extraction(_release("a", "x")), quantities=quantities)
    rows = schema.tables([found])["quantities"].to_pylist()
    assert [(r["text"], r["worth_of"]) for r in rows] == [("2 kilos", None), ("$80", 20)]


def test_no_extractions_give_empty_tables_with_their_columns() -> None:
    for name, table in schema.tables([]).items():
        assert table.num_rows == 0
        assert table.schema.equals(schema.TABLES[name])
