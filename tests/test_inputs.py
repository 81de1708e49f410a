"""Inputs: every file and line gives a release or a fault, once, in order. All texts are invented."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import UnreadableInput
from pipelines import inputs
from pipelines.inputs import Fault, RawRelease

BODY = (
    "Officers of the harbour police found forty kilograms of cocaine in a lorry on the coast road."
)


def write(path: Path, data: str | bytes | dict[str, Any] | list[Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(data, dict | list):
        data = json.dumps(data)
    raw = data.encode() if isinstance(data, str) else data
    path.write_bytes(gzip.compress(raw) if path.name.endswith(".gz") else raw)
    return path


def items(*paths: Path) -> list[RawRelease | Fault]:
    return list(inputs.read(paths))


def only(path: Path) -> RawRelease:
    found = items(path)
    assert len(found) == 1
    assert isinstance(found[0], RawRelease), found[0]
    return found[0]


def outcome(item: RawRelease | Fault) -> str:
    """The status that the ledger will show for an item."""
    if isinstance(item, Fault):
        return item.status
    try:
        inputs.to_release(item)
    except UnreadableInput as error:
        return error.status
    return "ok"


@pytest.mark.parametrize("packed", ["", ".gz"])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", BODY),
        ("a.html", f"<html><body><p>{BODY}</p></body></html>"),
        ("a.htm", f"<p>{BODY}</p>"),
        ("a.json", {"id": "a", "body": BODY}),
        ("a.json", [{"id": "a", "body": BODY}]),
        ("a.jsonl", json.dumps({"id": "a", "body": BODY}) + "\n"),
        ("a.json", {"metadata": {"resultset": {"count": 1}}, "results": [{"uuid": "a", "body": f"<p>{BODY}</p>"}]}),
        ("a.json", {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "a", "content_text": BODY}]}),
        ("a.json", [{"id": "a", "title": {"rendered": "T"}, "content": {"rendered": f"<p>{BODY}</p>"}}]),
    ],
)  # fmt: skip
def test_every_kind_is_read(tmp_path: Path, name: str, packed: str, data: Any) -> None:
    raw = only(write(tmp_path / (name + packed), data))
    assert raw.release_id == "a"
    assert BODY in inputs.to_release(raw).text


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"date": "2023-05-04"}, dt.date(2023, 5, 4)),
        ({"date": 1683172800}, dt.date(2023, 5, 4)),
        ({"date": "1683172800000"}, dt.date(2023, 5, 4)),
        ({"pub_date": "Thu, 04 May 2023 10:00:00 GMT"}, dt.date(2023, 5, 4)),
        ({"published": "May 4, 2023"}, dt.date(2023, 5, 4)),
        ({"created": "1683172800"}, dt.date(2023, 5, 4)),
        ({"date": "", "published": "4 May 2023"}, dt.date(2023, 5, 4)),
        ({}, None),
    ],
)
def test_dates_of_metadata(
    tmp_path: Path, fields: dict[str, Any], expected: dt.date | None
) -> None:
    raw = only(write(tmp_path / "a.json", {"body": BODY, **fields}))
    assert inputs.to_release(raw).published == expected


@pytest.mark.parametrize("alias", ["body", "text", "content", "contents", "description", "summary"])
def test_aliases_of_the_body(tmp_path: Path, alias: str) -> None:
    assert only(write(tmp_path / "a.json", {alias: BODY})).raw.decode() == BODY


def test_a_page_of_the_justice_department_api(tmp_path: Path) -> None:
    page = {
        "metadata": {"responseInfo": {"status": 200}, "resultset": {"count": "1", "page": 0}},
        "results": [
            {
                "body": f"<p>{BODY}</p>\n",
                "changed": "1683172999",
                "component": [{"uuid": "c", "name": "USAO - Texas, Southern"}],
                "created": "1683172900",
                "date": "1683172800",
                "teaser": "",
                "title": "Lorry Stopped &amp; Searched",
                "topic": [],
                "url": "https://www.justice.gov/usao-sdtx/pr/lorry-stopped",
                "uuid": "0b9d-11",
            }
        ],
    }
    path = write(tmp_path / "press_releases.json", page)
    raw = only(path)
    assert (raw.release_id, raw.source) == ("0b9d-11", f"{path}#0")
    release = inputs.to_release(raw)
    assert release.title == "Lorry Stopped & Searched"
    assert release.published == dt.date(2023, 5, 4)
    assert release.issuer == "U.S. Attorney's Office for the Southern District of Texas"
    assert release.text == f"Lorry Stopped & Searched\n\n{BODY}"


def test_a_sidecar_gives_metadata_and_is_no_release(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", BODY)
    write(
        tmp_path / "a.json",
        {"id": "x-1", "title": "A Lorry", "date": "2023-05-04", "url": "https://www.dea.gov/x"},
    )
    write(tmp_path / "b.html.gz", f"<p>{BODY}</p>")
    write(tmp_path / "b.json", {"title": "B Lorry"})
    first, second = items(tmp_path)
    assert isinstance(first, RawRelease)
    assert isinstance(second, RawRelease)
    assert (first.release_id, first.title, first.published) == ("x-1", "A Lorry", "2023-05-04")
    assert first.sha256 == hashlib.sha256(BODY.encode()).hexdigest()
    assert (second.release_id, second.title) == ("b", "B Lorry")
    assert inputs.to_release(first).issuer == "Drug Enforcement Administration"


def test_a_broken_sidecar_is_told_and_the_release_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", BODY)
    write(tmp_path / "a.json", '{"title": ')
    assert [outcome(i) for i in items(tmp_path)] == ["unreadable", "ok"]


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n", "empty"),
        ("a.txt", bytes(range(256)) * 9, "unreadable"),
        ("a.html", "<html><head><title>x</title></head><body><nav>Home</nav></body></html>", "empty"),
        ("a.json", b"", "empty"),
        ("a.json", '{"id": "a", "body": "cut', "unreadable"),
        ("a.json", "[" * 100_000, "unreadable"),
        ("a.json", "7", "unreadable"),
        ("a.json", "[]", "empty"),
        ("a.json", {"id": "a", "title": "no body"}, "empty"),
        ("a.json", [3], "unreadable"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", "not json\n", "unreadable"),
        ("a.jsonl", '{"body": 7}\n', "empty"),
        ("a.csv", "a,b", "unreadable"),
        ("a.txt", "La policía detuvo a dos hombres en el puerto de la ciudad con una carga de cocaína que se encontraba en los camiones de la empresa por la noche.", "not_english"),
    ],
)  # fmt: skip
def test_bad_inputs_get_a_status(tmp_path: Path, name: str, data: Any, status: str) -> None:
    (found,) = items(write(tmp_path / name, data))
    assert outcome(found) == status


def test_a_path_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    (found,) = items(tmp_path / "gone.txt")
    assert isinstance(found, Fault)
    assert found.status == "unreadable"
    assert "No such file" in found.reason


def test_a_folder_without_inputs_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path / "README.md", "# Notes")
    (found,) = items(tmp_path)
    assert outcome(found) == "unreadable"


def test_an_odd_file_neither_blocks_nor_stops_the_batch(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "c.txt.gz").write_bytes(b"no gzip at all")
    (tmp_path / "d.jsonl.gz").write_bytes(
        gzip.compress(json.dumps({"body": BODY}).encode() * 9)[:60]
    )
    write(tmp_path / "e.txt", BODY)
    assert [outcome(i) for i in items(tmp_path)] == ["unreadable"] * 4 + ["ok"]


def test_one_bad_line_costs_one_line(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"r{n}", "body": BODY}) for n in range(3)]
    path = write(
        tmp_path / "a.jsonl", "\n".join([lines[0], '{"id": "cut', "", lines[1], "[1]", lines[2]])
    )
    found = items(path)
    assert [outcome(i) for i in found] == ["ok", "unreadable", "ok", "unreadable", "ok"]
    assert [i.source for i in found] == [f"{path}:{n}" for n in (1, 2, 4, 5, 6)]


def test_what_is_too_large_fails_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "MAX_RELEASE", 1000)
    monkeypatch.setattr(inputs, "MAX_DOCUMENT", 5000)
    write(tmp_path / "a.txt", "x " * 600)
    write(tmp_path / "b.txt.gz", b"\0" * 10_000_000)  # 10 kB on disk
    write(tmp_path / "c.json", [{"body": BODY}] * 90)
    line = json.dumps({"body": BODY})
    write(tmp_path / "d.jsonl", f'{line}\n{{"body": "{"y" * 3000}"}}\n{line}\n')
    write(tmp_path / "e.jsonl.gz", b"z" * 10_000_000)
    found = items(tmp_path)
    assert [outcome(i) for i in found] == ["failed"] * 3 + ["ok", "failed", "ok"] + ["failed"] * 2
    assert "limit" in getattr(found[0], "reason", "")


def test_order_is_sorted_and_each_file_comes_once(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt", ".hidden.txt", "README.md"):
        write(tmp_path / name, BODY)
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    found = [
        Path(i.source).relative_to(tmp_path).as_posix() for i in items(tmp_path, tmp_path / "c.txt")
    ]
    assert found == ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]


@pytest.mark.parametrize(
    "value", ["../../etc/passwd", "a/b\\c", "x\0y", "-rf", "..", " ", "a" * 500, "новость/1"]
)
def test_ids_name_nothing_but_themselves(value: str) -> None:
    made = inputs.safe_id(value)
    assert made
    assert len(made) <= 200
    assert not set(made) & set("/\\\0 ")
    assert not made.startswith((".", "-"))


@pytest.mark.parametrize("value", ["doj-opa-00153", "000_b4c96ad9177c5f17", "24-117", "a.b:c@d"])
def test_plain_ids_stay(value: str) -> None:
    assert inputs.safe_id(value) == value


def test_different_ids_stay_different() -> None:
    assert inputs.safe_id("a/b") != inputs.safe_id("a-b") != inputs.safe_id("a\\b")


def test_lines_are_streamed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl.gz", (json.dumps({"body": BODY}) + "\n") * 2000)
    stream: Iterator[RawRelease | Fault] = inputs.read([path])
    assert next(stream).source == f"{path}:1"
    assert sum(1 for _ in stream) == 1999


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["a.txt", "a.html", "a.json", "a.jsonl", "a.txt.gz", "a.jsonl.gz"]),
)
def test_any_file_gives_releases_or_faults(raw: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(raw)
        statuses = {outcome(i) for i in items(path)}
    assert statuses <= {"ok", "empty", "unreadable", "not_english", "failed"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "body", "text", "title", "date", "results", "url", "x"]), inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(JSON)
def test_any_json_gives_releases_or_faults(data: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        found = items(path)
    assert found
    assert {outcome(i) for i in found} <= {"ok", "empty", "unreadable", "not_english"}
