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


# phenomenon, text, target, start, end
WHEN = [
    ("the day of another event in its reason is none",
     "In response to the June 2023 attack on the port, OFAC today sanctioned Blue Heron Shipping LLC.",
     "Blue Heron Shipping LLC", DAY, DAY),
    ("the year of an election that was meddled with",
     "Today, OFAC sanctioned three firms that tried to influence the 2020 presidential election.",
     "three firms", DAY, DAY),
    ("an act told in the present is of the day",
     "The United States is imposing sanctions on Blue Heron Shipping LLC, a carrier of arms in the "
     "2020 offensive against the capital.",
     "Blue Heron Shipping LLC", DAY, DAY),
    ("the day on which a framework was set up",
     "Under the framework set up on 8 October 2021, the Council imposed sanctions on Blue Heron "
     "Shipping LLC in March 2023.",
     "Blue Heron Shipping LLC", dt.date(2023, 3, 1), dt.date(2023, 3, 31)),
    ("the act's own day",
     "On May 3, 2016, OFAC designated Blue Heron Shipping LLC for moving oil in 2014.",
     "Blue Heron Shipping LLC", dt.date(2016, 5, 3), dt.date(2016, 5, 3)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("phenomenon", "text", "target", "start", "end"), WHEN, ids=[c[0] for c in WHEN]
)
def test_dates_the_act(
    extractor: Extractor, phenomenon: str, text: str, target: str, start: dt.date, end: dt.date
) -> None:
    row = rows(extractor, text)[target]
    assert (row.start, row.end) == (start, end)


# phenomenon, text, target, program
PROGRAM = [
    ("a proclamation by its initials",
     "The Department of State imposed visa restrictions on 12 officials under PP 9931.",
     "12 officials", "PP 9931"),
    ("a regime without a law",
     "The Council imposed sanctions on Blue Heron Shipping LLC under its cyber sanctions framework.",
     "Blue Heron Shipping LLC", "cyber sanctions framework"),
    ("a policy by its quoted name",
     "The Department of State imposed visa restrictions on 12 officials under the “Marsh Policy,” "
     "a tool against abuse.",
     "12 officials", "Marsh Policy"),
    ("no regime but any order",
     "The Council imposed sanctions on Blue Heron Shipping LLC under this program.",
     "Blue Heron Shipping LLC", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("phenomenon", "text", "target", "expected"), PROGRAM, ids=[c[0] for c in PROGRAM]
)
def test_names_the_ground(
    extractor: Extractor, phenomenon: str, text: str, target: str, expected: str | None
) -> None:
    assert rows(extractor, text)[target].program == expected


def test_entries_of_a_sanctions_list_say_their_own_program(extractor: Extractor) -> None:
    found = rows(
        extractor,
        "The following entity has been added to OFAC's SDN List:\n\n"
        "BLUE HERON SHIPPING LLC, Sliema, Malta; Tax ID No. 55512 (Malta) [SDGT] [IFSR].\n",
    )
    (row,) = found.values()
    assert (row.program, row.start, row.authority) == ("SDGT", DAY, "OFAC")


def test_a_group_far_from_an_act_is_no_ones(extractor: Extractor) -> None:
    filler = "The talks went on for a day. " * 8
    found = rows(
        extractor,
        f"{filler}\n\nOFAC sanctioned two brokers today. {filler}\n\nThe Sinaloa Cartel lost ground.",
    )
    assert found["two brokers"].organization is None


def test_each_bullet_has_its_own_reward(extractor: Extractor) -> None:
    found = rows(
        extractor,
        "Today, the Department of State is announcing reward offers totaling up to $9 million for "
        "information leading to the arrest of two leaders of the ring:\n\n"
        "• Up to $6 million for Mara Quill; and\n• Up to $3 million for Ivo Platz.\n",
    )
    assert {n: r.usd for n, r in found.items() if " " in n and r.count == 1} == {
        "Mara Quill": 6e6,
        "Ivo Platz": 3e6,
    }
