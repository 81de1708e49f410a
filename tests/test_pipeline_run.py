"""A run: every input accounted for, tables whole or not at all, the same bytes every time."""

from __future__ import annotations

import csv
import hashlib
import json
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pcsv
import pyarrow.parquet as pq
import pytest

from extractor import schema
from pipelines import publish, work
from pipelines import run as running
from pipelines.lock import Locked, locked
from pipelines.publish import SCHEMAS, Options, Publication
from tests.stub import StubExtractor

LETTER = "Police of the county took two kilograms of cocaine on Monday and {}."


run = partial(running.run, factory=StubExtractor)


def _inputs(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(LETTER.format(text), "utf-8")
    return folder


def _ledger(out: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = pq.read_table(out / "ledger.parquet").to_pylist()
    return rows


def _hashes(folder: Path) -> dict[str, str]:
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.iterdir())
        if p.suffix in (".csv", ".parquet")
    }


def test_all_tables_are_written_in_both_formats_with_the_schema(tmp_path: Path) -> None:
    run([_inputs(tmp_path / "in", {"a": "left", "b": "stayed"})], tmp_path / "out")
    for name, columns in SCHEMAS.items():
        assert pq.read_schema(tmp_path / "out" / f"{name}.parquet").equals(columns)
        with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8") as file:
            assert next(csv.reader(file)) == columns.names
    assert not (tmp_path / "out" / publish.STAGING).exists()


def test_one_failing_release_is_a_ledger_row_and_its_neighbours_are_done(tmp_path: Path) -> None:
    texts = {"a": "left", "b": "will explode", "c": "will die hard", "d": "stayed"}
    summary = run([_inputs(tmp_path / "in", texts)], tmp_path / "out")
    statuses = {Path(r["source"]).stem: r["status"] for r in _ledger(tmp_path / "out")}
    reasons = {Path(r["source"]).stem: r["reason"] for r in _ledger(tmp_path / "out")}
    assert statuses == {"a": "ok", "b": "failed", "c": "failed", "d": "ok"}
    assert reasons["b"] == "RuntimeError: boom and more"
    assert reasons["c"] == "MemoryError"
    assert summary.inputs == 4
    assert summary.failed == 2
    assert {t: summary.records[t] for t in schema.RECORD_TABLES if summary.records[t]} == {
        "seizures": 2
    }
    rows = pq.read_table(tmp_path / "out" / "releases.parquet")["release_id"].to_pylist()
    assert rows == ["a", "d"]


def test_the_first_readable_release_keeps_an_id(tmp_path: Path) -> None:
    lines = [
        {"id": "x", "body": LETTER.format("will explode")},
        {"id": "x", "body": LETTER.format("left")},
        {"id": "x", "body": LETTER.format("left")},
        {"id": "x", "body": LETTER.format("stayed")},
        {"id": "x", "body": LETTER.format("will explode")},
    ]
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    summary = run([source], tmp_path / "out")
    rows = _ledger(tmp_path / "out")
    assert [r["status"] for r in rows] == ["failed", "ok", *["duplicate"] * 3]
    assert rows[2]["reason"] == f"same id and content as {source}:2"
    assert rows[3]["reason"] == f"same id but other content as {source}:2"
    assert summary.statuses.total() == len(lines)
    releases = pq.read_table(tmp_path / "out" / "releases.parquet").to_pylist()
    assert [r["text"] for r in releases] == [LETTER.format("left")]


def test_duplicates_are_found_across_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "BATCH_RELEASES", 2)
    lines = [{"id": f"r{i % 5}", "body": LETTER.format(i % 5)} for i in range(13)]
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    summary = run([source], tmp_path / "out")
    assert summary.statuses == {"ok": 5, "duplicate": 8}
    assert pq.read_metadata(tmp_path / "out" / "releases.parquet").num_rows == 5


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = _inputs(tmp_path / "in", {f"r{i}": str(i) for i in range(70)})
    run([folder], tmp_path / "one")
    run([folder], tmp_path / "two")
    assert _hashes(tmp_path / "one") == _hashes(tmp_path / "two")


def test_a_run_that_dies_leaves_the_last_tables_whole(tmp_path: Path) -> None:
    folder = _inputs(tmp_path / "in", {f"r{i}": str(i) for i in range(40)})
    run([folder], tmp_path / "out")
    before = _hashes(tmp_path / "out")

    class Dying(StubExtractor):
        def pipe(self, releases):  # type: ignore[no-untyped-def]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        running.run([_inputs(tmp_path / "in", {"new": "more"})], tmp_path / "out", factory=Dying)
    assert _hashes(tmp_path / "out") == before


def test_nothing_is_renamed_before_every_table_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _inputs(tmp_path / "in", {"a": "left"})
    run([folder], tmp_path / "out")
    before = _hashes(tmp_path / "out")

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish, "_sync", full)
    with pytest.raises(OSError, match="No space"):
        run([_inputs(tmp_path / "in", {"b": "stayed"})], tmp_path / "out")
    assert _hashes(tmp_path / "out") == before
    assert not (tmp_path / "out" / publish.STAGING).exists()


def test_what_a_killed_run_left_in_staging_is_cleared_away(tmp_path: Path) -> None:
    stale = tmp_path / "out" / publish.STAGING / "releases"
    stale.mkdir(parents=True)
    (stale / "releases.csv").write_text("half a t")
    run([_inputs(tmp_path / "in", {"a": "left"})], tmp_path / "out")
    assert "half" not in (tmp_path / "out" / "releases.csv").read_text("utf-8")


def test_two_runs_on_one_folder_do_not_mix(tmp_path: Path) -> None:
    with locked(tmp_path / "out"), pytest.raises(Locked, match="another run"):
        run([_inputs(tmp_path / "in", {"a": "left"})], tmp_path / "out")


def test_a_format_that_is_not_asked_for_leaves_no_older_tables(tmp_path: Path) -> None:
    folder = _inputs(tmp_path / "in", {"a": "left"})
    run([folder], tmp_path / "out")
    run([folder], tmp_path / "out", Options(formats=("csv",)))
    files = [p for p in (tmp_path / "out").iterdir() if p.is_file() and p.name[0] != "."]
    assert {p.suffix for p in files} == {".csv", ".json"}


def test_records_below_the_confidence_are_left_out(tmp_path: Path) -> None:
    folder = _inputs(tmp_path / "in", {"a": "left"})
    assert run([folder], tmp_path / "x", Options(min_confidence=0.75)).records["seizures"] == 1
    assert run([folder], tmp_path / "y", Options(min_confidence=0.76)).records["seizures"] == 0


def test_a_quantity_repeated_in_the_same_words_is_listed_once(tmp_path: Path) -> None:
    run([_inputs(tmp_path / "in", {"a": "left"})], tmp_path / "out")
    rows = pq.read_table(tmp_path / "out" / "quantities.parquet").to_pylist()
    assert [(r["text"], r["worth_of"]) for r in rows] == [("Police", 0)]


def test_an_empty_folder_gives_empty_tables(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    run([tmp_path / "in"], tmp_path / "out")
    assert pq.read_table(tmp_path / "out" / "seizures.parquet").num_rows == 0


# ---- CSV


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+2", "'=1+2"),
        ("+1 800 555 0100", "'+1 800 555 0100"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\r\nx", "'\r\nx"),
        ("＝1", "'＝1"),
        ("a=b", "a=b"),
        ("", ""),
        ("plain, “quoted”\nline", "plain, “quoted”\nline"),
    ],
)
def test_texts_that_would_be_formulas_are_guarded(cell: str, written: str) -> None:
    table = pa.table({"x": [cell], "n": [-2.5]})
    assert publish.csv_cells(table).to_pylist() == [{"x": written, "n": -2.5}]


def test_lists_are_joined_and_null_is_an_empty_cell() -> None:
    table = pa.table({"x": pa.array([["a", "=b"], [], None, ["c"]], pa.list_(pa.string()))})
    assert publish.csv_cells(table)["x"].to_pylist() == ["a; =b", "", None, "c"]


def test_csv_reads_back_with_numbers_days_and_lists(tmp_path: Path) -> None:
    run([_inputs(tmp_path / "in", {"a": "left"})], tmp_path / "out", Options(csv_bom=True))
    path = tmp_path / "out" / "seizures.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig") as file:
        (row,) = csv.DictReader(file)
    assert row["value"] == "-2.5"
    assert row["agencies"] == "A Police; =B"
    assert row["start"] == "2020-01-01"
    assert row["evidence_slots"] == "item:0-6"
    assert pcsv.read_csv(path)["value"].type == pa.float64()


def test_row_groups_are_bounded_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "BUFFER_BYTES", 1000)
    rows = pa.RecordBatch.from_pylist(
        [{"source": f"s{i}", "status": "ok"} for i in range(30)], schema=schema.LEDGER
    )
    with Publication(tmp_path, ["ledger"]) as tables:
        for _ in range(20):
            tables.write("ledger", rows)
    metadata = pq.read_metadata(tmp_path / "ledger.parquet")
    assert metadata.num_rows == 600
    assert metadata.num_row_groups > 3
    assert len((tmp_path / "ledger.csv").read_text("utf-8").splitlines()) == 601
