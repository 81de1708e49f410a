"""The benchmark: parts are even and disjoint, ratios are medians, memory is of the process."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from pipelines import bench
from pipelines.bench import Result, Timing


def test_parts_are_even_and_share_nothing() -> None:
    lines = [b"%d" % n for n in range(11)]
    first, second, third = bench.parts(lines, 3)
    assert (len(first), len(second), len(third)) == (3, 3, 3)
    assert len({*first, *second, *third}) == 9


def test_lines_are_read_from_either_kind_of_file_less_empty_ones(tmp_path: Path) -> None:
    text = b'{"a": 1}\n\n{"a": 2}\n{"a": 3}'
    (tmp_path / "c.jsonl").write_bytes(text)
    with gzip.open(tmp_path / "c.jsonl.gz", "wb") as file:
        file.write(text)
    for name in ("c.jsonl", "c.jsonl.gz"):
        assert len(list(bench.lines(tmp_path / name))) == 3
        assert list(bench.lines(tmp_path / name, 2)) == [b'{"a": 1}\n', b'{"a": 2}\n']


def test_a_ratio_is_the_median_of_the_rounds_in_words_per_second() -> None:
    ours = Result([Timing(10, 1000, cpu, 9.0) for cpu in (1.0, 2.0, 4.0)])
    theirs = Result([Timing(1, 100, 1.0, 9.0) for _ in range(3)])  # a tenth of the words
    assert bench.ratio(ours, theirs) == (5.0, 2.5, 10.0)
    assert ours.rate("releases", "cpu") == pytest.approx(30 / 7)


def test_the_peak_of_a_process() -> None:
    mine = bench.peak(os.getpid())
    if mine is None:
        pytest.skip("this system has no VmHWM in /proc")
    held = bytearray(os.urandom(1) * (256 * 2**20))
    assert bench.peak(os.getpid()) > len(held) / 2**20 > 0
    assert bench.peak(2**31 - 1) is None


def test_contestants_take_turns_over_every_part(tmp_path: Path) -> None:
    corpus = tmp_path / "c.jsonl"
    corpus.write_text(
        "".join(
            f'{{"id": "r{n}", "title": "Two arrested", "date": "2021-03-04", '
            f'"body": "Officers seized {n + 2} kilograms of cocaine on Monday."}}\n'
            for n in range(3)
        ),
        "utf-8",
    )
    results = bench.compare(corpus, [corpus, corpus], ["whole program"])
    turns = results["whole program"].turns
    assert [(t.releases, t.words > 15, t.cpu > 0) for t in turns] == [(3, True, True)] * 2
    assert "whole program" in "\n".join(bench.report(results))


def test_a_contestant_that_dies_ends_the_comparison(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="failed"):
        bench.compare(tmp_path / "warm-up.jsonl", [], ["no such contestant"])
