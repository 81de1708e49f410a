"""What a run would do, what runs changed, and why: by function and by command."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from pipelines import compare
from pipelines import run as running
from pipelines.cli import app
from pipelines.fingerprint import Fingerprint
from pipelines.store import Store, StoreError
from tests.stub import StubExtractor

LETTER = "{} of the county took two kilograms of cocaine on Monday and left."


@pytest.fixture
def two_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder ``in`` with three releases, and ``out`` with two runs: one changed, one added."""
    parts = {"code": "1", "lexicons": "1", "models": "1"}
    for module in (running, compare):
        monkeypatch.setattr(module, "fingerprint", lambda: Fingerprint(**parts))
    (tmp_path / "in").mkdir()
    _write(tmp_path, a="Police", b="Guards")
    running.run([tmp_path / "in"], tmp_path / "out", factory=StubExtractor)
    _write(tmp_path, b="Rangers", c="Marshals")
    parts["lexicons"] = "2"
    running.run([tmp_path / "in"], tmp_path / "out", factory=StubExtractor)
    return tmp_path


def _write(folder: Path, **words: str) -> None:
    for name, word in words.items():
        (folder / "in" / f"{name}.txt").write_text(LETTER.format(word), "utf-8")


def test_diff_tells_rows_fields_and_causes(two_runs: Path) -> None:
    changes = list(compare.diff(Store(two_runs / "out" / "store"), 1, 2))
    (seizure,) = (c for c in changes if c.table == "seizures" and c.kind == "changed")
    assert (seizure.release_id, seizure.key) == ("b", "sei-b")
    assert seizure.causes == ("text", "lexicons")
    assert seizure.fields["item"] == ("Guards", "Rangers")
    added = {(c.table, c.key) for c in changes if c.kind == "added" and c.release_id == "c"}
    assert {("releases", "c"), ("seizures", "sei-c"), ("mentions", "0-8 Marshals")} <= added
    # done again for the lexicons, to the same rows
    assert not [c for c in changes if c.release_id == "a"]
    back = compare.diff(Store(two_runs / "out" / "store"), 2, 1)
    assert [c.key for c in back if c.table == "seizures" and c.kind == "removed"] == ["sei-c"]


def test_diff_of_an_unknown_run_is_an_error(two_runs: Path) -> None:
    with pytest.raises(StoreError, match="no run 9"):
        list(compare.diff(Store(two_runs / "out" / "store"), 1, 9))


def test_status_tells_what_a_run_would_do_and_why(
    two_runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(two_runs / "out" / "store")
    folder = two_runs / "in"
    assert compare.status([folder], store) == {"unchanged": 3}
    _write(two_runs, a="Agents", d="Scouts")
    (folder / "c.txt").unlink()
    (folder / "e.json").write_text("{", "utf-8")
    assert compare.status([folder], store) == {
        "unchanged": 1,
        "changed: text": 1,
        "new": 1,
        "gone": 1,
        "unreadable": 1,
    }
    monkeypatch.setattr(compare, "fingerprint", lambda: Fingerprint("2", "2", "1"))
    assert compare.status([folder], store)["changed: text, code"] == 1
    assert compare.status([folder], Store(two_runs / "none")) == {"new": 3, "unreadable": 1}


def _invoke(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(a) for a in args])
    return result.exit_code, result.stdout, result.stderr


def test_commands(two_runs: Path) -> None:
    out = two_runs / "out"
    code, text, _ = _invoke("history", "--out", out)
    assert code == 0
    assert [line.split()[0] for line in text.splitlines()] == ["run", "1", "2"]

    code, text, _ = _invoke("diff", 1, 2, "--out", out, "--table", "seizures")
    assert code == 0
    assert 'item: "Guards" -> "Rangers"' in text
    assert "1  seizures added" in text
    assert "item" not in _invoke("diff", 1, 2, "--out", out, "--summary")[1]

    assert "3  unchanged" in _invoke("status", two_runs / "in", "--out", out)[1]

    code, text, _ = _invoke("publish", "--out", out, "--as-of", 1, "--to", two_runs / "then")
    assert code == 0
    assert "2 releases" in text
    assert pq.read_metadata(two_runs / "then" / "releases.parquet").num_rows == 2
    assert pq.read_metadata(out / "releases.parquet").num_rows == 3


@pytest.mark.parametrize("args", [["history"], ["diff", "1", "2"], ["publish"]])
def test_commands_without_a_store_say_so(tmp_path: Path, args: list[str]) -> None:
    code, _, err = _invoke(*args, "--out", tmp_path)
    assert code == 3
    assert "there is no store" in err
