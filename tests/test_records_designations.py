"""Designations: who was sanctioned, listed or sought with a reward, by whom and under what law."""

from __future__ import annotations

import datetime as dt

import pytest

from extractor.core import Extractor
from extractor.types import Designation, Extraction


def designations(extraction: Extraction) -> list[Designation]:
    return [r for r in extraction.records if isinstance(r, Designation)]


# phenomenon, text, (target, count, kind, action) of each row
STATED = [
    ("active with a list of groups",
     "The Department of State is designating two individuals and four entities.",
     [("two individuals", 2, "individual", "sanctioned"), ("four entities", 4, "entity", "sanctioned")]),
    ("passive with a law",
     "The Rojo Cartel was designated pursuant to Executive Order 14059.",
     [("Rojo Cartel", 1, "entity", "sanctioned")]),
    ("sanctions imposed on",
     "The United States imposed sanctions on Northern Star Shipping LLC.",
     [("Northern Star Shipping LLC", 1, "entity", "sanctioned")]),
    ("names behind a colon replace their count",
     "OFAC designated two companies: Alpha Trading LLC and Beta Shipping Ltd.",
     [("Alpha Trading LLC", 1, "entity", "sanctioned"), ("Beta Shipping Ltd", 1, "entity", "sanctioned")]),
    ("reward for a person",
     "The Department of State is offering a reward of up to $5 million for information that leads to "
     "the arrest of Ivan Petrov.",
     [("Ivan Petrov", 1, "individual", "reward_offered")]),
    ("visas",
     "The Department imposed visa restrictions on 14 officials of the ministry.",
     [("14 officials", 14, "individual", "visa_restricted")]),
    ("delisted",
     "The Shining Path was removed from the list of foreign terrorist organizations in 2014.",
     [("Shining Path", 1, "entity", "delisted")]),
    ("country under sanctions",
     "The severe sanctions imposed on Russia and Belarus remain in force.",
     [("Russia", 1, "entity", "sanctioned"), ("Belarus", 1, "entity", "sanctioned")]),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), STATED, ids=[c[0] for c in STATED])
def test_states_each_target(
    extractor: Extractor, phenomenon: str, text: str, expected: list[tuple]
) -> None:
    rows = [(r.target, r.count, r.target_kind, r.action) for r in designations(extractor(text))]
    assert len(rows) == len(expected), rows
    for row, want in zip(sorted(rows), sorted(expected), strict=True):
        assert want[0] in row[0]
        assert row[1:] == want[1:]


NONE = [
    ("adjective", "He gave money to a designated foreign terrorist organization."),
    ("power", "The order authorizes the imposition of sanctions on persons who undermine the vote."),
    ("evasion", "The men were charged with evading sanctions on Iran."),
    ("other meaning", "The school was designated a National Blue Ribbon School."),
    ("drug transit list", "Included are justifications for the designations of Bolivia and Burma as drug transit countries."),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text"), NONE, ids=[c[0] for c in NONE])
def test_gives_no_row_where_nothing_was_designated(
    extractor: Extractor, phenomenon: str, text: str
) -> None:
    assert designations(extractor(text)) == []


def test_fills_authority_program_and_day(extractor: Extractor) -> None:
    (row,) = designations(
        extractor(
            "On May 3, 2016, the Department of the Treasury’s Office of Foreign Assets Control "
            "designated the Sinaloa Cartel under the Foreign Narcotics Kingpin Designation Act."
        )
    )
    assert row.authority == "Office of Foreign Assets Control"
    assert row.program == "Foreign Narcotics Kingpin Designation Act"
    assert (row.start, row.end) == (dt.date(2016, 5, 3), dt.date(2016, 5, 3))


def test_todays_action_takes_the_publication_date(extractor: Extractor) -> None:
    (row,) = designations(
        extractor("Today, OFAC sanctioned seven companies.", published="2023-10-03")
    )
    assert row.start == row.end == dt.date(2023, 10, 3)


def test_a_total_wholly_broken_down_has_no_row(extractor: Extractor) -> None:
    rows = designations(
        extractor("OFAC designated 25 targets, including 10 individuals and 15 entities.")
    )
    assert sorted(r.count or 0 for r in rows) == [10, 15]


def test_reward_is_in_usd(extractor: Extractor) -> None:
    (row,) = designations(
        extractor(
            "The FBI is offering a reward of up to $50,000 for information leading to the arrest of Ivan Petrov."
        )
    )
    assert row.usd == 50000
    assert row.authority == "FBI"
