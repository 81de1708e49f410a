"""Slots of designations: who acts, under what law, when, and for which group."""

from __future__ import annotations

import datetime as dt

import pytest

from extractor.core import Extractor
from extractor.types import Designation

DAY = dt.date(2024, 5, 14)


def rows(extractor: Extractor, text: str) -> dict[str, Designation]:
    found = extractor(text, published=str(DAY)).records
    return {r.target: r for r in found if isinstance(r, Designation)}


# phenomenon, text, target, authority
AUTHORITY = [
    ("a passive of the day has the body that acts in the release",
     "Today, the Department of the Treasury sanctioned Blue Heron Shipping LLC in Malta. "
     "Osprey Tankers Ltd was also designated today.",
     "Osprey Tankers Ltd", "Department of the Treasury"),
    ("of two bodies, the last to act",
     "Today, the Department of State designated Blue Heron Shipping LLC in Malta. "
     "The Department of the Treasury today sanctioned Grey Gull Trading LLC in Cyprus. "
     "Osprey Tankers Ltd was also designated today.",
     "Osprey Tankers Ltd", "Department of the Treasury"),
    ("an old act by nobody named has none",
     "Today, the Department of the Treasury sanctioned Blue Heron Shipping LLC in Malta. "
     "Osprey Tankers Ltd was designated on March 3, 2020.",
     "Osprey Tankers Ltd", None),
    ("a country is none",
     "Today, the United States sanctioned Blue Heron Shipping LLC in Malta. "
     "Osprey Tankers Ltd is also being designated.",
     "Osprey Tankers Ltd", None),
    ("who acts beside the subject leaves it one",
     "The Department of the Treasury, in close coordination with the United Kingdom and Canada, "
     "today sanctioned Blue Heron Shipping LLC.",
     "Blue Heron Shipping LLC", "Department of the Treasury"),
    ("a department by its short name",
     "Under that order, State is designating Blue Heron Shipping LLC for evading sanctions.",
     "Blue Heron Shipping LLC", "State"),
    ("a body by its common noun",
     "The Council today imposed sanctions on Blue Heron Shipping LLC.",
     "Blue Heron Shipping LLC", "Council"),
    ("the subject of a passive does not act",
     "Blue Heron Shipping LLC serves the Ministry of Defense and was designated in 2019 under "
     "Executive Order 13382.",
     "Blue Heron Shipping LLC", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("phenomenon", "text", "target", "expected"), AUTHORITY, ids=[c[0] for c in AUTHORITY]
)
def test_names_who_acts(
    extractor: Extractor, phenomenon: str, text: str, target: str, expected: str | None
) -> None:
    assert rows(extractor, text)[target].authority == expected
