"""The command: help, exit codes, what it prints and where."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from extractor import __version__
from pipelines import run as running
from pipelines.cli import app
from pipelines.lock import locked
from pipelines.progress import Stop
from tests.stub import StubExtractor

LETTER = "Police of the county took two kilograms of cocaine on Monday and left."


@pytest.fixture(autouse=True)
def _stub(monkeypatch: pytest.MonkeyPatch) -> None:
    def in_this_process(planned, *_):  # type: ignore[no-untyped-def]
        return running.extract(planned.items(), StubExtractor)

    monkeypatch.setattr(running, "_work", in_this_process)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(LETTER, "utf-8")
    return tmp_path / "a.txt"


def _invoke(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(a) for a in args])
    return result.exit_code, result.stdout, result.stderr


def test_version() -> None:
    assert _invoke("--version") == (0, f"press-extractor {__version__}\n", "")


@pytest.mark.parametrize("command", ["run", "evaluate"])
def test_help_of_every_command(command: str) -> None:
    code, out, _ = _invoke(command, "--help")
    assert code == 0
    assert "Usage" in out


def test_exit_0_and_a_summary_where_nothing_failed(source: Path, tmp_path: Path) -> None:
    code, out, err = _invoke("run", source, "--out", tmp_path / "out")
    assert code == 0
    assert "read    1 inputs" in out
    assert "1 seizures" in out
    assert err == ""


def test_exit_1_and_a_line_on_stderr_for_each_fault(source: Path, tmp_path: Path) -> None:
    code, out, err = _invoke("run", source, tmp_path / "no.txt", "--out", tmp_path / "out")
    assert code == 1
    assert "failed  1" in out
    assert "1 ok, 1 unreadable" in out
    assert err.splitlines() == [f"unreadable: {tmp_path}/no.txt: No such file or directory"]


def test_ctrl_c_asks_to_stop_and_a_second_one_breaks_off(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = signal.getsignal(signal.SIGINT)
    with Stop() as stop:
        assert not stop()
        os.kill(os.getpid(), signal.SIGINT)
        assert stop()
        assert "stopping after the batch in hand" in capsys.readouterr().err
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_duplicate_is_told_and_is_no_failure(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text("\n".join([json.dumps({"id": "x", "body": LETTER})] * 2), "utf-8")
    code, _, err = _invoke("run", feed, "--out", tmp_path / "out")
    assert code == 0
    assert err.startswith("duplicate: ")


@pytest.mark.parametrize(
    "args",
    [
        ["run"],
        ["run", "x", "--format", "xls"],
        ["run", "x", "--min-confidence", "2"],
        ["nonsense"],
        ["evaluate", "x", "y", "--pin"],
    ],
)
def test_exit_2_on_wrong_usage(args: list[str]) -> None:
    assert _invoke(*args)[0] == 2


def test_exit_3_where_the_output_cannot_be_written(source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    code, _, err = _invoke("run", source, "--out", tmp_path / "file")
    assert code == 3
    assert err.startswith("press-extractor: ")


def test_exit_3_where_another_run_is_writing(source: Path, tmp_path: Path) -> None:
    with locked(tmp_path / "out"):
        code, _, err = _invoke("run", source, "--out", tmp_path / "out")
    assert code == 3
    assert "another run" in err


@pytest.mark.parametrize(("form", "suffixes"), [("csv", {".csv"}), ("parquet", {".parquet"})])
def test_format(source: Path, tmp_path: Path, form: str, suffixes: set[str]) -> None:
    out = tmp_path / "out"
    assert _invoke("run", source, "-o", out, "-f", form)[0] == 0
    tables = {p.suffix for p in out.iterdir() if p.suffix in (".csv", ".parquet")}
    assert tables == suffixes


def test_evaluate_prints_scores_and_gates_on_floors(source: Path, tmp_path: Path) -> None:
    out, gold, floors = tmp_path / "out", tmp_path / "gold", tmp_path / "floors.json"
    gold.mkdir()
    dates = [{"text": "Police", "start": "2020-01-01", "end": "2020-01-01"}]
    (gold / "a.json").write_text(json.dumps({"id": "a", "dates": dates}), "utf-8")
    _invoke("run", source, "-o", out)
    assert pq.read_metadata(out / "dates.parquet").num_rows == 1

    code, printed, _ = _invoke("evaluate", out, gold, "--json")
    assert code == 0
    assert json.loads(printed)["scores"]["dates"]["f1"] == 1.0
    assert "dates" in _invoke("evaluate", out, gold, "--errors", "3")[1]

    assert _invoke("evaluate", out, gold, "--floors", floors, "--pin")[0] == 0
    assert _invoke("evaluate", out, gold, "--floors", floors)[0] == 0
    floors.write_text(floors.read_text("utf-8").replace('"quantities": 0.0', '"quantities": 0.9'))
    code, _, err = _invoke("evaluate", out, gold, "--floors", floors)
    assert code == 1
    assert "quantities: F1 0.0000 is below 0.9000" in err


def test_evaluate_without_tables_says_so(tmp_path: Path) -> None:
    code, _, err = _invoke("evaluate", tmp_path, tmp_path)
    assert code == 3
    assert "no gold annotations" in err
