"""The published folder as a data package, and as views in DuckDB."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import frictionless
import pytest

from extractor import schema
from pipelines import run as running
from pipelines.publish import Options
from tests.stub import StubExtractor

LETTER = "Police of the county took two kilograms of cocaine on Monday and {}."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in "abc":
        (tmp_path / "in" / f"{name}.txt").write_text(LETTER.format(name), "utf-8")
    return tmp_path / "in"


@pytest.mark.parametrize("options", [Options(), Options(formats=("csv",), csv_bom=True)])
def test_the_package_is_valid(folder: Path, tmp_path: Path, options: Options) -> None:
    running.run([folder], tmp_path / "out", options, factory=StubExtractor)
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert {task.name for task in report.tasks} == set(schema.TABLES)


def test_types_codes_and_keys_are_the_schemas(folder: Path, tmp_path: Path) -> None:
    running.run([folder], tmp_path / "out", factory=StubExtractor)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    seizures = next(r for r in package["resources"] if r["name"] == "seizures")["schema"]
    fields = {f["name"]: f for f in seizures["fields"]}
    assert list(fields) == schema.TABLES["seizures"].names
    assert fields["start"]["type"] == "date"
    assert fields["aggregate"]["type"] == "boolean"
    assert fields["bound"]["constraints"] == {"enum": ["exact", "about", "min", "max"]}
    assert seizures["primaryKey"] == "record_id"
    assert seizures["foreignKeys"][0]["reference"]["resource"] == "releases"


def test_views_are_over_the_tables_beside_them(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.run([folder], tmp_path / "out", factory=StubExtractor)
    (tmp_path / "out").rename(tmp_path / "moved")
    monkeypatch.chdir(tmp_path / "moved")
    with duckdb.connect("tables.duckdb", read_only=True) as engine:
        joined = "SELECT count(*) FROM seizures JOIN releases USING (release_id)"
        assert engine.execute(joined).fetchone() == (3,)
    running.run([folder], tmp_path / "moved", Options(formats=("csv",)), factory=StubExtractor)
    assert not (tmp_path / "moved" / "tables.duckdb").exists()


def test_the_views_are_the_same_bytes_wherever_and_whenever_they_are_written(
    folder: Path, tmp_path: Path
) -> None:
    outs = [tmp_path / "out", tmp_path / "else where's" / "out"]
    for out in outs:
        running.run([folder], out, factory=StubExtractor)
    here, there = (out / "tables.duckdb" for out in outs)
    first = here.read_bytes()
    assert there.read_bytes() == first
    assert str(tmp_path).encode() not in first
    here.unlink()
    running.run([folder], outs[0], factory=StubExtractor)
    assert here.read_bytes() == first
