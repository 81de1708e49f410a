"""Bad input of every kind: each gets its row in the ledger, the rest is done, counts reconcile."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from extractor import Extractor, schema
from pipelines.cli import app
from pipelines.run import run

GOOD = (
    "Harbor Police Seize Cocaine\nMarch 3, 2021\n\n"
    "Officers of the Harbor Police seized 12 kilograms of cocaine from a truck on Tuesday. "
    "The driver was arrested and charged with possession of the drug.\n"
)
SPANISH = (
    "La policía del puerto decomisó doce kilogramos de cocaína el martes por la noche. "
    "El conductor fue detenido y acusado de posesión de la droga. Las autoridades dijeron que "
    "la investigación sigue abierta y que habrá más detenciones en los próximos días.\n"
)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder with every kind of bad input beside good ones, and the folder of its run."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "good.txt").write_text(GOOD, "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\t\n ")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "image.html").write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(4000))
    (folder / "latin.txt").write_bytes(GOOD.replace("Police", "Policé").encode("cp1252"))
    (folder / "wide.txt").write_bytes(GOOD.encode("utf-16"))
    (folder / "truncated.json").write_text(json.dumps({"id": "t", "body": GOOD})[:-20], "utf-8")
    (folder / "number.json").write_text("17", "utf-8")
    (folder / "bodiless.json").write_text('{"id": "n", "title": "Only a title"}', "utf-8")
    (folder / "textless.html").write_text("<html><body><script>x()</script></body></html>")
    (folder / "spanish.txt").write_text(SPANISH * 3, "utf-8")
    (folder / "big.txt").write_text("The officers of the port took it. " * 620_000, "utf-8")
    (folder / "feed.jsonl").write_text(
        "\n".join(
            [
                json.dumps({"id": "twin", "body": GOOD}),
                json.dumps({"id": "twin", "body": GOOD + "More."}),
                '{"id": "cut", "body": "Off',
                "",
                "[]",
                json.dumps({"id": "../../etc/passwd", "body": GOOD}),
            ]
        ),
        "utf-8",
    )
    (folder / "broken.json.gz").write_bytes(gzip.compress(GOOD.encode())[:40])
    (folder / "notes.docx").write_bytes(b"PK not a kind that is read")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    out = tmp_path_factory.mktemp("out")
    result = CliRunner().invoke(
        app, ["run", str(folder), str(folder / "gone.txt"), "--out", str(out), "--workers", "1"]
    )
    assert result.exit_code == 1, result.output
    return folder, out


def _statuses(batch: tuple[Path, Path]) -> dict[str, str]:
    folder, out = batch
    rows = pq.read_table(out / "ledger.parquet").to_pylist()
    return {str(Path(r["source"]).relative_to(folder)): r["status"] for r in rows}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("good.txt", "ok"),
        ("empty.txt", "empty"),
        ("blank.txt", "empty"),
        ("binary.txt", "unreadable"),
        ("image.html", "unreadable"),
        ("latin.txt", "ok"),
        ("wide.txt", "ok"),
        ("truncated.json", "unreadable"),
        ("number.json", "unreadable"),
        ("bodiless.json", "empty"),
        ("textless.html", "empty"),
        ("spanish.txt", "not_english"),
        ("big.txt", "failed"),
        ("feed.jsonl:1", "ok"),
        ("feed.jsonl:2", "duplicate"),
        ("feed.jsonl:3", "unreadable"),
        ("feed.jsonl:5", "unreadable"),
        ("feed.jsonl:6", "ok"),
        ("broken.json.gz", "unreadable"),
        ("gone.txt", "unreadable"),
    ],
)
def test_each_bad_input_has_its_status(
    batch: tuple[Path, Path], source: str, expected: str
) -> None:
    assert _statuses(batch)[source] == expected


def test_every_row_that_is_not_ok_has_a_reason(batch: tuple[Path, Path]) -> None:
    for row in pq.read_table(batch[1] / "ledger.parquet").to_pylist():
        assert row["status"] in schema.STATUSES
        assert (row["status"] == "ok") == (row["reason"] is None)


def test_counts_reconcile_and_the_good_ones_are_done(batch: tuple[Path, Path]) -> None:
    statuses = _statuses(batch)
    ids = pq.read_table(batch[1] / "releases.parquet")["release_id"].to_pylist()
    assert len(ids) == list(statuses.values()).count("ok")
    assert {"good", "latin", "wide", "twin"} <= set(ids)


def test_an_id_is_never_a_path(batch: tuple[Path, Path]) -> None:
    ids = pq.read_table(batch[1] / "releases.parquet")["release_id"].to_pylist()
    assert not any("/" in i or i.startswith(".") for i in ids)


def test_a_file_that_may_not_be_read_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    locked = tmp_path / "in" / "locked.txt"
    locked.write_text(GOOD, "utf-8")
    (tmp_path / "in" / "open.txt").write_text(GOOD, "utf-8")
    opened = Path.open

    def refuse(self: Path, *args: object, **more: object) -> object:
        if self.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    summary = run([tmp_path / "in"], tmp_path / "out")
    assert summary.statuses == {"unreadable": 1, "ok": 1}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


PIECES = st.sampled_from(
    [
        "seized 12 kilograms of cocaine",
        "Harbor Police (HPD)",
        "was sentenced to 12 years",
        "U.S.",
        "on March 3, 2021",
        "more than $5 million",
        "“",
        "\u200b",
        "\ufeff",
        "\x00",
        "\ud800",
        "İ",
        "• ",
        "\n\n",
        "###",
        "<p>",
        "&amp;",
        "½",
        "١٢",
        "a.k.a.",
        "1,000,000,000,000,000,000,000,000",
        "9" * 400,
        "31/02/2021",
    ]
)
ODD_TEXT = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25).map(" ".join)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=ODD_TEXT)
def test_any_text_gives_true_spans_and_no_exception(extractor: Extractor, text: str) -> None:
    found = extractor(text)
    clean = found.release.text
    for span in (*found.mentions, *found.quantities, *found.dates):
        assert clean[span.start_char : span.end_char] == span.text
    for record in found.records:
        assert clean[record.start_char : record.end_char] == record.evidence
        for slot in record.evidence_slots:
            assert 0 <= slot.start_char <= slot.end_char <= len(clean)
    for tables in schema.tables([found]).values():
        tables.validate(full=True)


@pytest.mark.parametrize(
    "text",
    [
        "1,000,000,000,000,000,000,000,000 was sentenced to 12 years",
        "1,000,000,000,000,000,000,000,000 people were arrested on Monday.",
        "On Monday 9,999,999,999,999,999,999,999 roofers were charged with fraud.",
        "Ann Bell was sentenced to 1,000,000,000,000,000,000,000,000 years in prison.",
        "The Treasury designated 1,000,000,000,000,000,000,000,000 companies on Monday.",
    ],
)
def test_a_number_too_large_to_be_one_of_people_or_months_is_none(
    extractor: Extractor, text: str
) -> None:
    found = extractor(text)
    for tables in schema.tables([found]).values():
        tables.validate(full=True)
    assert all(getattr(r, "prison_months", None) is None for r in found.records)
