"""Twice the text is twice the work, in one release too: calls are counted, no clock is read."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from typing import Any

import pytest

from extractor import cleaning, dates, names, quantities, segmentation

DAY = dt.date(2022, 10, 13)
FINDER = names.NameFinder(tagger=None)


def _names(text: str) -> object:
    release = cleaning.clean(text, published=DAY)
    return list(FINDER.pipe([release], [segmentation.split(release)]))


STAGES: dict[str, Callable[[str], object]] = {
    "cleaning": lambda text: cleaning.clean(text, published=DAY),
    "segmentation": lambda text: segmentation.split(cleaning.clean(text, published=DAY)),
    "names": _names,
    "dates": lambda text: dates.find(text, anchor=DAY),
    "quantities": quantities.find,
}


def _word(number: int) -> str:
    """A capitalised word for each number: Baaa, Caaa, …"""
    letters = [chr(ord("a") + number // 26**place % 26) for place in range(4)]
    return "".join(["B", *letters])


def _prose(count: int) -> str:
    """Paragraphs that each have another person, body, amount and day."""
    return "\n\n".join(
        f"John {_word(n)}, {20 + n % 60}, of Tulsa, pleaded guilty on May {1 + n % 28}. The {_word(n)} "
        f"Task Force ({_word(n)[:3].upper()}) found {n + 2} pounds of cocaine, agents said. "
        f"{_word(n)} paid ${n + 10},000."
        for n in range(count)
    )


def calls(work: Callable[[str], object], text: str) -> int:
    """How many functions, of Python and of C, are called."""
    count = 0

    def note(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(
    "text",
    [
        _prose,
        lambda n: "May 1, " * n,
        lambda n: "1, 2, 3 and " * n,
        lambda n: "$5 to $6 million and " * n,
        lambda n: "Ann Bell, 41, of Tulsa, " * n,
        lambda n: "(U.S. " * n,
    ],
    ids=["prose", "days", "numbers", "amounts", "people", "brackets"],
)
def test_twice_the_text_is_twice_the_work(stage: str, text: Callable[[int], str]) -> None:
    work = STAGES[stage]
    work(text(3))  # what is loaded or compiled on first use
    once, twice = (calls(work, text(n)) for n in (60, 120))
    assert twice < 2.5 * once + 500
