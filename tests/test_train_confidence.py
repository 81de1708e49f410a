"""The fit of confidence: calibrated, and for releases that nobody had read where some are given."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pipelines.train_confidence import _marked, calibration_error, fit


def _records(number: int, right: float, marked: bool) -> tuple[list[dict[str, float]], np.ndarray]:
    signs = {"bias": 1.0, "charge": 1.0}
    rows = [_marked(signs) if marked else dict(signs) for _ in range(number)]
    return rows, (np.arange(number) < right * number).astype(float)


def _sure(weights: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-weights["bias"] - weights["charge"]))


def test_confidence_is_that_of_releases_that_nobody_had_read() -> None:
    read, right = _records(600, 0.95, marked=True)
    unread, right_unread = _records(300, 0.70, marked=False)
    groups = [f"r{i % 60}" for i in range(900)]
    weights, held_out = fit(read + unread, np.concatenate([right, right_unread]), groups)
    assert not any(name.startswith("read:") for name in weights)
    assert _sure(weights) == pytest.approx(0.70, abs=0.03)
    assert held_out[:600].mean() == pytest.approx(0.95, abs=0.03)


def test_confidence_is_that_of_what_was_read_where_nothing_else_is_given() -> None:
    read, right = _records(600, 0.95, marked=False)
    weights, _ = fit(read, right, [f"r{i % 60}" for i in range(600)])
    assert _sure(weights) == pytest.approx(0.95, abs=0.03)


@pytest.mark.parametrize(
    ("probability", "right", "error"),
    [
        ([0.95, 0.95], [1, 1], 0.05),
        ([0.95, 0.95], [1, 0], 0.45),
        ([0.05, 0.95], [0, 1], 0.05),
        ([0.25, 0.75], [1, 0], 0.75),
    ],
)
def test_calibration_error_is_the_gap_in_each_bin_weighed_by_its_records(
    probability: list[float], right: list[float], error: float
) -> None:
    assert calibration_error(np.array(probability), np.array(right, float)) == pytest.approx(error)
