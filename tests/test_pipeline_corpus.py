"""The sample corpus end to end: nothing fails, accuracy holds its floors, README shows true rows."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extractor import schema
from pipelines import frames
from pipelines.evaluate import below_floors, evaluate
from pipelines.run import run

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    summary = run([ROOT / "corpus"], folder)
    assert summary.failed == 0
    assert summary.statuses["ok"] >= 14
    return folder


def test_accuracy_holds_its_floors(out: Path) -> None:
    scores = evaluate(out, GOLD)
    assert scores.missing == ()
    assert below_floors(scores, GOLD, ROOT / "tests" / "floors.json") == []


def test_spans_and_evidence_are_true(out: Path) -> None:
    texts = {
        r["release_id"]: r["text"] for r in pq.read_table(out / "releases.parquet").to_pylist()
    }
    for name, columns in schema.TABLES.items():
        words = "evidence" if "evidence" in columns.names else "text"
        if name in ("releases", "issues", "people", "agency_roles"):
            continue
        for row in pq.read_table(out / f"{name}.parquet").to_pylist():
            assert texts[row["release_id"]][row["start_char"] : row["end_char"]] == row[words]


def test_record_ids_are_keys(out: Path) -> None:
    for name in schema.RECORD_TABLES:
        ids = pq.read_table(out / f"{name}.parquet")["record_id"].to_pylist()
        assert len(ids) == len(set(ids))


def test_codes_are_the_schemas(out: Path) -> None:
    for name, columns in schema.TABLES.items():
        rows = pq.read_table(out / f"{name}.parquet")
        for column in columns:
            if codes := column.metadata.get(b"enum"):
                found = set(rows[column.name].to_pylist()) - {None}
                assert found <= set(re.findall(r'"(\w+)"', codes.decode())), column.name


def test_rows_that_readme_shows_are_in_the_tables(out: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(r"`outputs/(\w+)\.csv`:\n\n((?:\|.*\n)+)", readme)
    assert shown
    for name, table in shown:
        head, _, *lines = (
            [c.strip() for c in line.strip("|").split("|")] for line in table.splitlines()
        )
        with (out / f"{name}.csv").open(encoding="utf-8") as file:
            rows = [[row[c] for c in head] for row in csv.DictReader(file)]
        for line in lines:
            assert line in rows


def test_frames_hold_the_same_rows_with_their_types(out: Path) -> None:
    tables = frames(ROOT / "corpus" / "usao-sdtx-sentencing.txt")
    convictions = tables["convictions"]
    assert str(convictions["prison_months"].dtype) == "Int64"
    assert str(convictions["start"].dtype).startswith("datetime64")
    written = pq.read_table(out / "convictions.parquet").to_pylist()
    expected = [r["record_id"] for r in written if r["release_id"] == "usao-sdtx-sentencing"]
    assert sorted(convictions["record_id"]) == sorted(expected)
    assert list(tables["ledger"]["status"]) == ["ok"]
