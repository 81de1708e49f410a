"""The gate on real releases: accuracy on releases that nothing was tuned on holds its floors.

The annotated releases are no part of the project; they lie in a folder ``shared`` beside the
checkout where they are at hand (``corpus/ID.json``, ``gold/ID.json``, ``split.json`` with the ids
of each part, ``seeds/ID.txt``). Elsewhere these tests are skipped.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.evaluate import Scores, below_floors, evaluate, gold_hash
from pipelines.run import run

TESTS = Path(__file__).parent
SHARED = TESTS.parent.parent / "shared"

pytestmark = pytest.mark.skipif(
    not (SHARED / "split.json").is_file(),
    reason="the annotated releases are not beside this checkout",
)


@pytest.fixture(scope="module")
def split() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads((SHARED / "split.json").read_text("utf-8"))
    return found


def scored(files: list[Path], ids: list[str], out: Path) -> Scores:
    summary = run(files, out)
    assert summary.failed == 0
    scores = evaluate(out, SHARED / "gold", ids)
    assert scores.missing == ()
    return scores


@pytest.mark.parametrize("part", ["test", "seeds"])
def test_accuracy_holds_its_floors(part: str, split: dict[str, list[str]], tmp_path: Path) -> None:
    floors = TESTS / f"floors_{part}.json"
    if json.loads(floors.read_text("utf-8"))["gold"] != gold_hash(SHARED / "gold"):
        pytest.skip("the annotations have changed since the floors were pinned: pin them anew")
    folder, kind = (SHARED / "seeds", "txt") if part == "seeds" else (SHARED / "corpus", "json")
    files = [folder / f"{release_id}.{kind}" for release_id in split[part]]
    scores = scored(files, split[part], tmp_path)
    assert below_floors(scores, SHARED / "gold", floors) == []
