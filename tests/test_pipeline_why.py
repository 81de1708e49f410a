"""Why a record says what it says: its characters, what decided, normal forms, runners-up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from extractor import schema, types
from pipelines import why
from pipelines.cli import app
from pipelines.fingerprint import Fingerprint, fingerprint
from pipelines.store import Store, StoreError, stored

TEXT = (
    "Harbour police said so.\n"
    "On May 3 and again on May 9, officers seized 12 kilograms of cocaine and 40 pounds of rice."
)
DAY = dt.date(2021, 6, 1)


def _at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def _date(words: str, day: dt.date) -> types.DateSpan:
    return types.DateSpan(*_at(words), words, day, day, "day", DAY)


def _extraction() -> types.Extraction:
    first, last = dt.date(2021, 5, 3), dt.date(2021, 5, 9)
    slots = (
        types.SlotEvidence("item", *_at("cocaine"), "seizure.seize.active"),
        types.SlotEvidence("value", *_at("12 kilograms"), "quantities"),
        types.SlotEvidence("start", *_at("May 3"), "when_of"),
        types.SlotEvidence("agencies", *_at("Harbour police"), "acting_agencies"),
    )
    start = TEXT.index("On May")
    record = types.Seizure(
        record_id="sei-1", evidence=TEXT[start:], start_char=start, end_char=len(TEXT),
        item="cocaine", category="drug", value=12.0, bound="exact", unit="kilogram",
        agencies=("Harbour police",), start=first, end=first, confidence=0.875,
        evidence_slots=slots,
    )  # fmt: skip
    other = types.Seizure(
        record_id="sei-2", evidence=TEXT[start:], start_char=start, end_char=len(TEXT), item="rice",
        evidence_slots=(types.SlotEvidence("value", *_at("40 pounds"), "quantities"),),
    )  # fmt: skip
    return types.Extraction(
        release=types.Release("r1", TEXT, title="A find", published=DAY),
        mentions=(
            types.Mention(*_at("Harbour police"), "Harbour police", "AGENCY"),
            types.Mention(*_at("cocaine"), "cocaine", "SUBSTANCE", source="lexicon", score=0.5),
        ),
        quantities=(
            types.Quantity(*_at("12 kilograms"), "12 kilograms", 12.0, "kilogram", item="cocaine"),
            types.Quantity(*_at("40 pounds"), "40 pounds", 40.0, "pound", item="rice"),
        ),
        dates=(_date("May 3", first), _date("May 9", last)),
        records=(record, other),
    )


def _store(folder: Path, made_by: Fingerprint) -> Store:
    rows = stored(schema.batch([_extraction()]), ["x"], made_by)
    store = Store(folder / "store")
    store.upsert(pa.Table.from_batches([rows]), 1, made_by, new=True)
    return store


@pytest.fixture
def lines(tmp_path: Path) -> list[str]:
    return list(why.explain(why.find(_store(tmp_path, fingerprint()), "sei-1")))


def test_the_record_and_its_release_come_first(lines: list[str]) -> None:
    assert lines[0] == "sei-1  seizure  confidence 0.88"
    assert lines[1] == "release r1, 2021-06-01: A find"


def test_the_sentence_has_its_fields_marked(lines: list[str]) -> None:
    assert lines[3] == (
        "On [May 3]start and again on May 9, officers seized [12 kilograms]value of "
        "[cocaine]item and 40 pounds of rice."
    )


@pytest.mark.parametrize(
    "line",
    [
        # what decided: a trigger with its example, or a rule
        "trigger “seized”: seizure.seize.active, as in “Officers seized 12 pounds of heroin.”",
        "  decided by  rule when_of",
        # values, and the normal forms that they come from
        'value = 12, bound = "exact", unit = "kilogram"',
        "  read as     quantity exact 12 kilogram, of “cocaine”",
        "start = 2021-05-03, end = 2021-05-03",
        "  read as     date 2021-05-03 to 2021-05-03 (by the day, counted from 2021-06-01)",
        "  read as     SUBSTANCE (by lexicon, 0.50)",
        # what else could have been
        "  runner-up   “May 9”, date 2021-05-09 to 2021-05-09 (by the day, counted from 2021-06-01)",
        "  runner-up   “40 pounds”, quantity exact 40 pound, of “rice”; it is the value of sei-2",
        # a slot of another sentence is shown where it stands
        "  elsewhere   …[Harbour police] said so.…",
        # fields that no characters of their own state
        '  category = "drug"',
    ],
)
def test_lines(lines: list[str], line: str) -> None:
    assert line in lines


def test_rows_of_other_lexicons_say_so(tmp_path: Path) -> None:
    store = _store(tmp_path, Fingerprint("c", "other", "m"))
    assert any("changed since" in line for line in why.explain(why.find(store, "sei-1")))


def test_an_unknown_record_is_an_error_in_one_line(tmp_path: Path) -> None:
    store = _store(tmp_path, fingerprint())
    with pytest.raises(StoreError, match="no record sei-9"):
        why.find(store, "sei-9")
    result = CliRunner().invoke(app, ["why", "sei-9", "--out", str(tmp_path)])
    assert result.exit_code == 3
    assert "no record sei-9" in result.stderr


def test_the_command_prints_the_lines(tmp_path: Path) -> None:
    _store(tmp_path, fingerprint())
    result = CliRunner().invoke(app, ["why", "sei-1", "--out", str(tmp_path)])
    assert result.exit_code == 0
    assert "runner-up" in result.stdout


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("rule", "rule of seizure records"),
        ("model:undertakings/label", "model undertakings, for a clause of construction label"),
        ("seizure.search.yielded", "trigger seizure.search.yielded"),
    ],
)
def test_sources_in_words(source: str, words: str) -> None:
    assert why._source(source, {"type": "seizure"}).startswith(words)


def test_every_record_of_real_extractions_can_be_explained(extractor, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = (
        "Ann Bell, 34, of Tulsa, was sentenced today to 40 months in prison and three years of "
        "supervised release for wire fraud. Agents seized two rifles in Tulsa on May 3.\n"
        "The Department of State will provide $4 million to train officers in Peru.\n"
        "OFAC designated Blue Reef Shipping under Executive Order 13224."
    )
    extraction = extractor(text, published="2021-06-01", release_id="x")
    assert extraction.records
    rows = stored(schema.batch([extraction]), ["x"], fingerprint())
    store = Store(tmp_path / "store")
    store.upsert(pa.Table.from_batches([rows]), 1, fingerprint(), new=True)
    for record in extraction.records:
        assert list(why.explain(why.find(store, record.record_id)))
