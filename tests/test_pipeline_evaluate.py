"""The scorer: hand-counted cases, agreement with the reference scorer, and the gate of floors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extractor import schema, types
from pipelines import evaluate as scoring
from pipelines.publish import Publication

TEXT = "Anna Brandt of the Harbor Police took 5 kilograms of cocaine. Anna Brandt left on Monday."
SHARED = Path(__file__).parent.parent.parent / "shared"


def _span(text: str, nth: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(text, start + 1)
    return {"start_char": start, "end_char": start + len(text), "text": text}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    seizure = {"evidence": TEXT[:62], "start_char": 0, "end_char": 62, "confidence": 0.5}
    extraction = types.Extraction(
        release=types.Release("a", TEXT),
        mentions=(
            types.Mention(**_span("Anna Brandt"), label="PERSON"),
            types.Mention(**_span("Harbor Police"), label="ORG"),
        ),
        quantities=(types.Quantity(**_span("5 kilograms"), value=5.0, unit="kilogram"),),
        records=(
            types.Seizure(**seizure, item="cocaine", value=5.0, unit="pound", category="drug"),
            types.Seizure(**seizure, item="boats"),
        ),
    )
    with Publication(tmp_path / "out", tuple(schema.TABLES)) as tables:
        for name, rows in schema.flatten(schema.batch([extraction])).items():
            tables.write(name, rows)
    return tmp_path / "out"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    annotated = {
        "id": "a",
        "mentions": [
            {"text": "Anna Brandt", "label": "PERSON"},
            {"text": "Harbor Police", "label": "AGENCY"},
        ],
        "quantities": [{"text": "5 kilograms", "value": 5, "unit": "kilogram"}],
        "dates": [{"text": "Monday", "start": "2021-03-01", "end": "2021-03-01"}],
        "records": [
            {
                "type": "seizure",
                "evidence": TEXT[:62],
                "item": "cocaine",
                "category": "drug",
                "value": 5,
                "unit": "kilogram",
                "agencies": ["Harbor Police"],
                "aggregate": False,
            },
        ],
    }
    (tmp_path / "gold" / "a.json").write_text(json.dumps(annotated), "utf-8")
    return tmp_path / "gold"


def test_totals_are_what_one_counts_by_hand(out: Path, gold: Path) -> None:
    totals = scoring.evaluate(out, gold).totals

    def counts(name: str) -> tuple[int, int, int]:
        return totals[name].right, totals[name].false, totals[name].missed

    # "Anna Brandt" stands twice and was found once; the police has the wrong label
    assert counts("mentions") == (1, 1, 2)
    assert counts("quantities") == (1, 0, 0)
    assert counts("dates") == (0, 0, 1)
    assert counts("records") == (1, 1, 0)
    # item, category, value, aggregate right; unit wrong; agencies missed; the false record's fields
    assert counts("slot:seizure") == (4, 1 + 3, 2)


def test_errors_name_release_field_and_both_values(out: Path, gold: Path) -> None:
    words = [w for _, w in scoring.evaluate(out, gold).errors]
    assert "a seizure.unit: gold 'kilogram', found 'pound'" in words
    assert any(w.startswith("a seizure false:") and "boats" in w for w in words)


def test_a_release_that_the_run_has_not_counts_as_missed(out: Path, gold: Path) -> None:
    (gold / "b.json").write_text('{"id": "b", "dates": [{"start": "2020-01-01", "end": null}]}')
    scores = scoring.evaluate(out, gold)
    assert scores.missing == ("b",)
    assert scores.totals["dates"].missed == 2
    assert scoring.evaluate(out, gold, only=["a"]).missing == ()


def test_no_gold_is_an_error(out: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        scoring.evaluate(out, tmp_path)


def test_floors_hold_for_the_gold_that_they_were_pinned_on(out: Path, gold: Path) -> None:
    floors = gold.parent / "floors.json"
    scores = scoring.evaluate(out, gold)
    scoring.pin_floors(scores, gold, floors)
    assert scoring.below_floors(scores, gold, floors) == []

    pinned = json.loads(floors.read_text("utf-8"))
    pinned["f1"]["records"] = 0.9
    floors.write_text(json.dumps(pinned), "utf-8")
    assert scoring.below_floors(scores, gold, floors) == ["records: F1 0.6667 is below 0.9000"]
    with pytest.raises(ValueError, match="records"):
        scoring.pin_floors(scores, gold, floors)
    scoring.pin_floors(scores, gold, floors, lower=True)

    (gold / "a.json").write_text((gold / "a.json").read_text("utf-8") + " ", "utf-8")
    assert "changed" in scoring.below_floors(scores, gold, floors)[0]


@pytest.mark.skipif(not (SHARED / "score").exists(), reason="the reference scorer is not beside us")
def test_totals_and_fields_are_those_of_the_reference_scorer(out: Path, gold: Path) -> None:
    script = SHARED / "score" / "score.py"
    done = subprocess.run(
        [sys.executable, str(script), str(out), str(gold), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    reference = json.loads(done.stdout)
    scores = scoring.evaluate(out, gold)
    for section, tallies in (("scores", scores.totals), ("fields", scores.fields)):
        for name, row in reference[section].items():
            tally = tallies[name]
            assert (row["gold"], row["predicted"]) == (
                tally.right + tally.missed,
                tally.right + tally.false,
            )
            assert row["f1"] == pytest.approx(tally.f1, abs=1e-4)
