"""The store: only what changed is worked on, nothing is lost, earlier runs can be read again."""

from __future__ import annotations

import hashlib
import pickle
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import CommitProperties, DeltaTable, write_deltalake

from extractor import schema, types
from pipelines import publish as publishing
from pipelines import run as running
from pipelines.compare import diff
from pipelines.fingerprint import Fingerprint
from pipelines.publish import Options, publish
from pipelines.run import Summary
from pipelines.store import STORED, Store, StoreError
from tests.stub import StubExtractor, extraction

LETTER = "Police of the county took two kilograms of cocaine on Monday and {}."


class Counting(StubExtractor):
    """Notes which releases it is given."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def pipe(self, releases: Iterable[types.Release]) -> Iterator[types.Extraction]:
        for release in releases:
            self.seen.append(release.release_id)
            yield extraction(release)


class Tripping(Counting):
    """Breaks the run off at the given release."""

    def pipe(self, releases: Iterable[types.Release]) -> Iterator[types.Extraction]:
        for found in super().pipe(releases):
            if found.release.release_id == "r40":
                raise KeyboardInterrupt
            yield found


def _write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(LETTER.format(text), "utf-8")
    return folder


def _run(folder: Path, out: Path, **more: object) -> tuple[list[str], Summary]:
    extractor = Counting()
    summary = running.run([folder], out, factory=lambda: extractor, **more)  # type: ignore[arg-type]
    return extractor.seen, summary


def _ids(out: Path) -> list[str]:
    ids: list[str] = pq.read_table(out / "releases.parquet")["release_id"].to_pylist()
    return ids


def _hashes(folder: Path) -> dict[str, str]:
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.iterdir())
        if p.suffix in (".csv", ".parquet", ".duckdb") or p.name == "datapackage.json"
    }


def test_an_unchanged_corpus_is_not_worked_on_again(tmp_path: Path) -> None:
    folder, out = _write(tmp_path / "in", a="left", b="stayed"), tmp_path / "out"
    assert _run(folder, out)[0] == ["a", "b"]
    before = _hashes(out)
    seen, summary = _run(folder, out)
    assert seen == []
    assert summary.statuses == {"ok": 2}
    assert summary.unchanged == 2
    assert summary.records["seizures"] == 2
    assert _hashes(out) == before
    assert len(Store(out / "store").runs()) == 1


def test_only_new_and_changed_inputs_are_worked_on(tmp_path: Path) -> None:
    folder, out = _write(tmp_path / "in", a="left", b="stayed"), tmp_path / "out"
    _run(folder, out)
    _write(folder, b="ran", c="hid")
    assert _run(folder, out)[0] == ["b", "c"]
    texts = pq.read_table(out / "releases.parquet")["text"].to_pylist()
    assert texts == [LETTER.format(w) for w in ("left", "ran", "hid")]


def test_a_changed_date_in_a_sidecar_is_a_change(tmp_path: Path) -> None:
    folder, out = _write(tmp_path / "in", a="left"), tmp_path / "out"
    (folder / "a.json").write_text('{"date": "2021-03-04"}')
    _run(folder, out)
    (folder / "a.json").write_text('{"date": "2021-03-05"}')
    assert _run(folder, out)[0] == ["a"]


@pytest.mark.parametrize("part", ["code", "lexicons", "models"])
def test_a_change_of_code_lexicons_or_models_redoes_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    folder, out = _write(tmp_path / "in", a="left", b="stayed"), tmp_path / "out"
    parts = {"code": "1", "lexicons": "1", "models": "1"}
    monkeypatch.setattr(running, "fingerprint", lambda: Fingerprint(**parts))
    _run(folder, out)
    parts[part] = "2"
    assert _run(folder, out)[0] == ["a", "b"]
    assert _run(folder, out)[0] == []


def test_what_was_set_aside_is_not_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = _write(tmp_path / "in", a="left"), tmp_path / "out"
    spanish = "La policía del puerto decomisó doce kilogramos de cocaína el martes por la noche. "
    (folder / "s.txt").write_text(spanish * 5, "utf-8")
    first = _run(folder, out)[1].statuses
    assert first == {"ok": 1, "not_english": 1}

    def extractor() -> StubExtractor:
        raise AssertionError("there is no work")

    again = running.run([folder], out, factory=extractor)
    assert again.statuses == first
    rows = pq.read_table(out / "ledger.parquet").to_pylist()
    assert [r["reason"] for r in rows] == [None, "the text is not in English"]
    (out / ".aside.json").write_text("{", "utf-8")
    assert _run(folder, out)[1].statuses == first


def test_what_is_sent_to_a_cluster_does_not_grow_with_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines import on_ray
    from pipelines.pool import Factory
    from pipelines.work import Batch, Worked, has_work, undone, work

    sent: list[int] = []

    def far_away(
        planned: Iterable[Batch], factory: Factory, workers: int | None, timeout: float
    ) -> Iterator[Worked]:
        pickled = pickle.dumps(planned)
        sent.append(len(pickled))
        for batch in pickle.loads(pickled):
            yield work(factory(), batch) if has_work(batch) else undone(batch)

    monkeypatch.setattr(on_ray, "map_batches", far_away)
    folder = _write(tmp_path / "in", **{f"r{n:03}": str(n) for n in range(200)})
    assert len(_run(folder, tmp_path / "out", engine="ray")[0]) == 200
    assert _run(folder, tmp_path / "out", engine="ray")[0] == []
    assert sent[1] < sent[0] + 100


def test_full_redoes_all_to_the_same_bytes(tmp_path: Path) -> None:
    folder, out = _write(tmp_path / "in", a="left", b="stayed"), tmp_path / "out"
    _run(folder, out)
    before = _hashes(out)
    assert _run(folder, out, full=True)[0] == ["a", "b"]
    assert _hashes(out) == before


def test_releases_gone_from_the_input_stay_unless_pruned(tmp_path: Path) -> None:
    folder, out = _write(tmp_path / "in", a="left", b="stayed"), tmp_path / "out"
    _run(folder, out)
    (folder / "a.txt").unlink()
    _run(folder, out)
    assert _ids(out) == ["a", "b"]
    assert _run(folder, out, prune=True)[1].pruned == 1
    assert _ids(out) == ["b"]


def test_prune_spares_a_release_that_can_no_longer_be_read(tmp_path: Path) -> None:
    folder, out = _write(tmp_path / "in", a="left", b="stayed"), tmp_path / "out"
    _run(folder, out)
    (folder / "a.txt").write_bytes(b"")
    summary = _run(folder, out, prune=True)[1]
    assert summary.statuses == {"ok": 1, "empty": 1}
    assert _ids(out) == ["a", "b"]


def test_a_run_that_was_broken_off_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "COMMIT_RELEASES", 10)
    folder = _write(tmp_path / "in", **{f"r{n:02}": str(n) for n in range(70)})
    with pytest.raises(KeyboardInterrupt):
        running.run([folder], tmp_path / "out", factory=Tripping)
    assert len(Store(tmp_path / "out" / "store").contents()) == 32
    seen, _ = _run(folder, tmp_path / "out")
    assert len(seen) == 38
    _run(folder, tmp_path / "straight")
    assert _hashes(tmp_path / "out") == _hashes(tmp_path / "straight")


def test_asked_to_stop_a_run_keeps_what_is_done_and_the_last_tables(tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", **{f"r{n:02}": str(n) for n in range(70)})
    summary = _run(folder, tmp_path / "out", stop=lambda: True)[1]
    assert summary.stopped
    assert summary.inputs == 32
    assert not (tmp_path / "out" / "ledger.csv").exists()
    assert len(_run(folder, tmp_path / "out")[0]) == 38


def test_tables_that_were_removed_or_are_of_other_options_are_published_again(
    tmp_path: Path,
) -> None:
    folder, out = _write(tmp_path / "in", a="left"), tmp_path / "out"
    _run(folder, out)
    before = _hashes(out)
    for name in ("mentions.csv", "tables.duckdb"):
        (out / name).unlink()
        _run(folder, out)
        assert _hashes(out) == before
    _run(folder, out, options=Options(min_confidence=0.9))
    assert pq.read_metadata(out / "seizures.parquet").num_rows == 0


def test_tables_that_other_code_wrote_are_published_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = _write(tmp_path / "in", a="left"), tmp_path / "out"
    _run(folder, out)
    before = _hashes(out)
    (out / "seizures.csv").write_text("other columns")
    _run(folder, out)
    assert _hashes(out) != before
    monkeypatch.setattr(publishing, "fingerprint", lambda: Fingerprint("other", "l", "m"))
    _run(folder, out)
    assert _hashes(out) == before


def test_an_earlier_run_can_be_published_again(tmp_path: Path) -> None:
    folder, out = _write(tmp_path / "in", a="left"), tmp_path / "out"
    _run(folder, out)
    _write(folder, a="stayed", b="ran")
    _run(folder, out)
    store = Store(out / "store")
    assert [r.run for r in store.runs()] == [1, 2]
    publish(store, tmp_path / "then", Options(), store.version_of(1))
    assert _ids(tmp_path / "then") == ["a"]
    assert _ids(out) == ["a", "b"]
    with pytest.raises(StoreError, match="no run 7"):
        store.version_of(7)


def test_rows_come_sorted_however_they_went_in(tmp_path: Path) -> None:
    made_by = Fingerprint("c", "l", "m")
    store = Store(tmp_path / "store")
    for ids in ("zc", "ab", "zy"):
        rows = schema.batch(extraction(types.Release(i, f"Police{i}")) for i in ids)
        table = pa.table(running.stored(rows, list(ids), made_by))
        store.upsert(table, 1, made_by, new=set(ids).isdisjoint(store.contents()))
    again = Store(tmp_path / "store")
    assert [i for b in again.read() for i in b.column("release_id").to_pylist()] == list("abcyz")
    assert [b.num_rows for b in again.read(ids=["y"])] == [1]


def _older(out: Path, lacking: set[str], **more: pa.DataType) -> None:
    """Put in place of a store one whose rows lack columns, which are given with their table."""

    def fewer(fields: Iterable[pa.Field], parent: str = "") -> list[pa.Field]:
        kept = []
        for field in fields:
            if parent + field.name in lacking:
                continue
            if pa.types.is_list(field.type) and pa.types.is_struct(field.type.value_type):
                inner = fewer(field.type.value_type, f"{parent}{field.name}.")
                field = field.with_type(pa.list_(pa.struct(inner)))
            kept.append(field.with_type(more.get(parent + field.name, field.type)))
        return kept

    path = out / "store"
    rows = [row for batch in Store(path).read() for row in batch.to_pylist()]
    shutil.rmtree(path)
    run_1 = CommitProperties(custom_metadata={"run": "1", "code": "", "lexicons": "", "models": ""})
    table = pa.Table.from_pylist(rows, schema=pa.schema(fewer(STORED)))
    write_deltalake(str(path), table, commit_properties=run_1)


def test_a_store_that_lacks_columns_is_given_them_and_what_can_be_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = _write(tmp_path / "in", a="left", b="stayed"), tmp_path / "out"
    monkeypatch.setattr(running, "fingerprint", lambda: Fingerprint("1", "1", "1"))
    _run(folder, out)
    before = _hashes(out)
    _older(out, {"published_source", "seizures.category", "quantities.scope", "agency_roles"})

    publish(Store(out / "store"), tmp_path / "same", Options())
    rows = pq.read_table(tmp_path / "same" / "seizures.parquet").to_pylist()
    assert [(row["item"], row["category"]) for row in rows] == [("Police", None)] * 2
    assert Store(out / "store").version == 0

    (folder / "a.txt").unlink()
    _write(folder, c="ran")
    monkeypatch.setattr(running, "fingerprint", lambda: Fingerprint("2", "1", "1"))
    assert _run(folder, out)[0] == ["b", "c"]
    rows = pq.read_table(out / "seizures.parquet").to_pylist()
    assert [row["category"] for row in rows] == [None, "drug", "drug"]
    assert pq.read_table(out / "seizures.parquet").schema.equals(schema.TABLES["seizures"])
    store = Store(out / "store")
    publish(store, tmp_path / "then", Options(), store.version_of(1))
    assert _ids(tmp_path / "then") == ["a", "b"]
    changed = {c.release_id: c.fields for c in diff(store, 1, 2) if c.table == "seizures"}
    assert changed["b"]["category"] == (None, "drug")

    _write(folder, a="left")
    (folder / "c.txt").unlink()
    _run(folder, out, prune=True)
    assert _hashes(out) == before


@pytest.mark.parametrize(
    ("lacking", "more", "why"),
    [
        ({"seizures.evidence"}, {}, "seizures.evidence is new and cannot be empty"),
        (set(), {"seizures.value": pa.string()}, "seizures.value was string, is double"),
        (set(), {"mentions": pa.string()}, "mentions was string, is list"),
    ],
)
def test_a_store_with_other_columns_is_refused(
    tmp_path: Path, lacking: set[str], more: dict[str, pa.DataType], why: str
) -> None:
    folder, out = _write(tmp_path / "in"), tmp_path / "out"
    write_deltalake(str(out / "store"), STORED.empty_table())
    _older(out, lacking, **more)
    with pytest.raises(StoreError, match=f"other columns .*{why}"):
        _run(folder, out)


def test_a_store_with_a_column_that_is_no_more_is_refused(tmp_path: Path) -> None:
    table = STORED.empty_table().append_column("mood", pa.array([], pa.string()))
    write_deltalake(str(tmp_path / "out" / "store"), table)
    with pytest.raises(StoreError, match="mood is gone"):
        _run(_write(tmp_path / "in", a="left"), tmp_path / "out")


def test_only_files_that_may_hold_an_id_are_read(tmp_path: Path) -> None:
    made_by = Fingerprint("c", "l", "m")
    store = Store(tmp_path / "store")
    for ids in ("abc", "fgh", "klm"):
        rows = schema.batch(extraction(types.Release(i, f"Police{i}")) for i in ids)
        store.upsert(pa.table(running.stored(rows, list(ids), made_by)), 1, made_by, new=True)
    files = DeltaTable(tmp_path / "store").get_add_actions(flatten=True)
    added = pa.table(files).to_pylist()
    for file in added:
        if file["min.release_id"] != "f":
            (tmp_path / "store" / file["path"]).unlink()
    found = [b.column("release_id").to_pylist() for b in store.read(ids=["h", "f", "n"])]
    assert found == [["f", "h"]]
    assert list(store.read(ids=[])) == []
