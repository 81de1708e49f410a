"""Every line of every lexicon: its examples hold, its non-examples do not."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from extractor import lexicons
from extractor.names import gazetteer, grammar
from extractor.names.text import fold

FILES = sorted(p.name for p in files(lexicons.__name__).iterdir() if p.name.endswith(".jsonl"))
IN_GAZETTEER = (
    "agencies", "cartels", "districts", "laws", "orgs", "places", "programs", "substances", "weapons",
)  # fmt: skip


def lines(name: str) -> list[dict]:
    text = files(lexicons.__name__).joinpath(f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("name", FILES)
def test_each_line_has_an_id_of_its_own_and_examples(name):
    rows = lines(name.removesuffix(".jsonl"))
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids))
    assert [row["id"] for row in rows if not isinstance(row.get("examples"), list)] == []
    assert [row["id"] for row in rows if not isinstance(row.get("non_examples"), list)] == []


def ids_in(text: str) -> set[str]:
    return {hit.id for hit in gazetteer.gazetteer().find(text, fold(text))}


@pytest.mark.parametrize("name", IN_GAZETTEER)
def test_names_are_found_in_their_examples_and_only_there(name):
    wrong = []
    for row in lines(name):
        wrong += [(row["id"], text) for text in row["examples"] if row["id"] not in ids_in(text)]
        wrong += [(row["id"], text) for text in row["non_examples"] if row["id"] in ids_in(text)]
    assert wrong == []


@pytest.mark.parametrize("row", lines("name_forms"), ids=lambda row: row["id"])
def test_forms_find_what_their_examples_mark(row):
    assert row["examples"]
    assert row["non_examples"]
    for marked in row["examples"]:
        wanted = [part.partition("]")[0] for part in marked.split("[")[1:]]
        text = marked.replace("[", "").replace("]", "")
        found = {text[f.start : f.end] for f in grammar.find(text) if f.rule == row["id"]}
        assert set(wanted) <= found, (marked, found)
    for text in row["non_examples"]:
        assert [f for f in grammar.find(text) if f.rule == row["id"]] == [], text


def test_parents_of_agencies_and_groups_exist():
    for table in (gazetteer.agencies(), gazetteer.groups()):
        assert [e.id for e in table.values() if e.parent and e.parent not in table] == []


def test_there_are_94_federal_districts():
    assert len(gazetteer.districts()) == 94


def test_an_unknown_key_raises(tmp_path, monkeypatch):
    (tmp_path / "broken.jsonl").write_text('{"id": "x", "nmae": "X"}\n', encoding="utf-8")
    monkeypatch.setattr(lexicons, "files", lambda _: tmp_path)
    with pytest.raises(lexicons.LexiconError, match="unknown keys"):
        lexicons.load("broken", gazetteer.Agency)
