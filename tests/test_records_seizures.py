"""Seizures: what was taken, how much, by whom; and what is none."""

from __future__ import annotations

import datetime as dt

import pytest

from extractor.core import Extractor
from extractor.records import items
from extractor.types import Extraction, Seizure


def seizures(extraction: Extraction) -> list[Seizure]:
    return [r for r in extraction.records if isinstance(r, Seizure)]


# phenomenon, text, (item, value, unit) of each row
STATED = [
    ("active verb with a list",
     "Agents seized 12 kilograms of cocaine, two rifles and $40,000 in cash.",
     [("cocaine", 12, "kilogram"), ("rifles", 2, "count"), ("cash", 40000, "USD")]),
    ("passive",
     "A total of 31 handguns were seized at the checkpoint.",
     [("handguns", 31, "count")]),
    ("verb of finding with contraband",
     "Officers discovered 64 packages of methamphetamine hidden in the roof of the truck.",
     [("methamphetamine", 64, "package")]),
    ("noun with an amount",
     "The operation resulted in the seizure of 900 pounds of marijuana.",
     [("marijuana", 900, "pound")]),
    ("reduced relative",
     "The amount of heroin seized along the border fell.",
     [("heroin", None, None)]),
    ("search as subject",
     "A search of the home yielded three pistols and 400 rounds of ammunition.",
     [("pistols", 3, "count"), ("ammunition", 400, "round")]),
    ("a general word gives way to its parts",
     "Deputies seized several items, including a digital scale, a pistol and heroin.",
     [("digital scale", None, None), ("pistol", None, None), ("heroin", None, None)]),
    ("one amount each of two drugs",
     "Police seized 200 pounds each of cocaine and heroin.",
     [("cocaine", 200, "pound"), ("heroin", 200, "pound")]),
    ("the drugs stand for what was counted before",
     "The courier carried 5,000 pills of fentanyl. Agents stopped the car and seized the drugs.",
     [("fentanyl", 5000, "pill")]),
    ("country as the subject",
     "In 2022, Freedonia seized 71 metric tons of cocaine.",
     [("cocaine", 71, "metric_ton")]),
    ("money before a passive",
     "During the investigation, more than $2 million in U.S. currency was seized.",
     [("currency", 2000000, "USD")]),
    ("verb of another clause behind",
     "Agents seized a pistol. The evidence seized revealed thousands of images.",
     [("pistol", None, None)]),
    ("crypto and accounts",
     "The FBI seized two bank accounts and 30 domain names.",
     [("bank accounts", 2, "count"), ("domain names", 30, "count")]),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), STATED, ids=[c[0] for c in STATED])
def test_states_each_thing_taken(
    extractor: Extractor, phenomenon: str, text: str, expected: list[tuple]
) -> None:
    rows = [(r.item, r.value, r.unit) for r in seizures(extractor(text))]
    assert len(rows) == len(expected), rows
    for (item, value, unit), want in zip(sorted(rows), sorted(expected), strict=True):
        assert want[0] in item
        assert (value, unit) == want[1:]


NONE = [
    ("infinitive of purpose", "The new unit will work to seize firearms and drugs."),
    ("negation", "No narcotics were seized during the inspection."),
    ("verdict", "The jury found Ana Roe guilty of distributing 5 kilograms of cocaine."),
    ("abstract object", "The agency seized the opportunity to train officers."),
    ("forfeiture in a plea", "As part of his plea, Roe agreed to forfeit $40,000."),
    ("training", "The course covers the interdiction of shipments of narcotics."),
    ("medicine", "The child suffered a seizure on the plane."),
]


@pytest.mark.parametrize(("phenomenon", "text"), NONE, ids=[c[0] for c in NONE])
def test_gives_no_row_where_nothing_was_taken(
    extractor: Extractor, phenomenon: str, text: str
) -> None:
    assert seizures(extractor(text)) == []


def test_fills_roles_from_the_sentence(extractor: Extractor) -> None:
    (row,) = seizures(
        extractor(
            "On March 3, 2021, the Drug Enforcement Administration seized 12 kilograms of heroin "
            "in Tucson, Arizona.",
            published="2021-03-09",
        )
    )
    assert row.agencies == ("Drug Enforcement Administration",)
    assert row.location == "Tucson"
    assert (row.start, row.end) == (dt.date(2021, 3, 3), dt.date(2021, 3, 3))
    assert not row.aggregate


def test_tells_statistics_from_incidents(extractor: Extractor) -> None:
    (row,) = seizures(
        extractor("In fiscal year 2020, the Border Patrol seized 1,000 pounds of fentanyl.")
    )
    assert row.aggregate
    assert row.start == dt.date(2019, 10, 1)


def test_headline_and_lead_make_one_row(extractor: Extractor) -> None:
    rows = seizures(
        extractor(
            "Customs officers discovered 45 pounds of cocaine in a car on Monday.\n\n"
            "The cocaine has an estimated street value of $600,000.",
            title="Officers Seize 45 Pounds of Cocaine",
            published="2022-05-05",
        )
    )
    assert len(rows) == 1
    assert rows[0].usd == 600000
    assert rows[0].start == dt.date(2022, 5, 2)


def test_money_in_drugs_is_what_they_are_worth(extractor: Extractor) -> None:
    (row,) = seizures(extractor("Officers seized $1.2 million in methamphetamine."))
    assert (row.category, row.value, row.usd) == ("drug", None, 1200000)


@pytest.mark.parametrize(
    ("phrase", "category"),
    [
        ("fake pills", "drug"),
        ("arms traffickers", None),
        ("hubs of illicit fentanyl activity", None),
        ("packages of heroin", "drug"),
        ("ammunition magazines", "ammunition"),
        ("2019 Ford F-150", "vehicle"),
        ("counterfeit watches", "counterfeit"),
        ("gold and silver coins", "asset"),
    ],
)
def test_category_is_that_of_the_head(phrase: str, category: str | None) -> None:
    assert items.category_of(phrase) == category


def test_evidence_slots_point_at_the_text(extractor: Extractor) -> None:
    extraction = extractor("The DEA seized 12 kilograms of heroin in Tucson.")
    text = extraction.release.text
    for row in seizures(extraction):
        assert text[row.start_char : row.end_char] == row.evidence
        by_field = {s.field: text[s.start_char : s.end_char] for s in row.evidence_slots}
        assert by_field["item"] == "heroin"
        assert "12 kilograms" in by_field["value"]
