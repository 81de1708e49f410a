"""The sample corpus is read whole, and its annotations stand in its cleaned texts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from extractor import segmentation
from extractor.types import Release
from pipelines import inputs

ROOT = Path(__file__).parent.parent
GOLD = {
    p.stem: json.loads(p.read_text(encoding="utf-8"))
    for p in sorted((ROOT / "tests/gold").glob("*.json"))
}
VERBATIM = ("item", "location", "defendant", "offense", "district", "organization", "target", "authority", "program", "beneficiary")  # fmt: skip


@pytest.fixture(scope="module")
def releases() -> dict[str, Release]:
    found = [
        inputs.to_release(r)
        for r in inputs.read([ROOT / "corpus"])
        if isinstance(r, inputs.RawRelease)
    ]
    assert len(found) == len({r.release_id for r in found})
    return {r.release_id: r for r in found}


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_every_sample_is_read_and_annotated(releases: dict[str, Release]) -> None:
    assert not [i for i in inputs.read([ROOT / "corpus"]) if isinstance(i, inputs.Fault)]
    assert set(releases) == set(GOLD)
    assert len(releases) >= 14
    assert all(r.published and r.title for r in releases.values())


def quoted(gold: dict[str, Any]) -> set[str]:
    """All that an annotation quotes from its release."""
    texts = {m["text"] for kind in ("mentions", "quantities", "dates") for m in gold[kind]}
    for record in gold["records"]:
        fields = [record[f] for f in VERBATIM if record.get(f)]
        if record["type"] == "commitment":
            fields.append(record["action"])
        texts.update(fields, record.get("agencies", ()), record.get("actors", ()))
    return texts


@pytest.mark.parametrize("gold", GOLD.values(), ids=GOLD)
def test_annotations_stand_in_the_cleaned_text(
    gold: dict[str, Any], releases: dict[str, Release]
) -> None:
    release = releases[gold["id"]]
    text = folded(release.text)
    assert [q for q in quoted(gold) if folded(q) not in text] == []
    sentences = {
        folded(release.text[s.start_char : s.end_char]) for s in segmentation.split(release)
    }
    assert [r["evidence"] for r in gold["records"] if folded(r["evidence"]) not in sentences] == []
