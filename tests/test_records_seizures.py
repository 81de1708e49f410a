"""Seizures: what was taken, how much, by whom; and what is none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    ("a further amount of what was told",
     "Officers found 9 kg of opium. At a garage in Leeds they seized an additional 2 kg and a van.",
     [("opium", 9, "kilogram"), ("opium", 2, "kilogram"), ("van", None, None)]),
    ("goods under the mark of others",
     "The first parcel was seized; the second held 90 watches bearing the Orlo trademark.",
     [("watches bearing the Orlo trademark", 90, "count")]),
    ("a rate is what a machine makes",
     "Officers found a press capable of making 900 pills an hour and 4 kilograms of MDMA.",
     [("press", None, None), ("MDMA", 4, "kilogram")]),
    ("what something lay in is no thing",
     "Inspectors found nine kilograms of heroin, inside 240 melons.",
     [("heroin", 9, "kilogram")]),
    ("a list that goes on behind the place",
     "Customs has intercepted 900 pounds of fentanyl along the border, together with 40 pill "
     "presses.",
     [("fentanyl", 900, "pound"), ("pill presses", 40, "count")]),
    ("things in front of the verb, detained",
     "Police went to the yard, where a tractor and a van suspected to be used by the gang were "
     "also detained.",
     [("tractor", None, None), ("van", None, None)]),
    ("a gun by its maker",
     "Deputies recovered 12 stolen bicycles and a Glock 26 that had been reported missing.",
     [("stolen bicycles", 12, "count"), ("Glock 26", None, None)]),
    ("what was stolen elsewhere",
     "Deputies recovered a pistol stolen in Ohio in 2022.",
     [("pistol", None, None)]),
    ("inverted",
     "Seized were a further 3 kg of ketamine, $9,000 cash and two motorcycles.",
     [("ketamine", 3, "kilogram"), ("cash", 9000, "USD"), ("motorcycles", 2, "count")]),
    ("an amount behind the place",
     "On June 2 the cutter offloaded in Port Marlo approximately 900 pounds of cocaine.",
     [("cocaine", 900, "pound")]),
    ("sums of two currencies",
     "Agents seized CAD $9,000 and USD $2,500 in currency.",
     [("currency", 9000, "CAD"), ("currency", 2500, "USD")]),
    ("a sum that officers recovered",
     "Agents of the Marlo Police Department recovered $41,000 from two of his cars.",
     [("$41,000", 41000, "USD")]),
    ("in quotation marks",
     "“Since January we have secured 12 convictions and seized drugs,” said Colonel Ode Marlo.",
     [("drugs", None, None)]),
    ("put into evidence",
     "Detectives booked into evidence $900 in cash and a pistol.",
     [("cash", 900, "USD"), ("pistol", None, None)]),
    ("an inverted sentence",
     "Deputies raided a farm. Handed over to the shelter were 40 roosters.",
     [("roosters", 40, "count")]),
    ("rounds belong to their magazine",
     "Police seized a rifle fitted with a 30-round magazine.",
     [("rifle", None, None)]),
    ("a search that led officers to it",
     "A search of the locker led officers to nine pistols.",
     [("pistols", 9, "count")]),
    ("what someone has on him",
     "Deputies stopped a van. The driver was carrying four kilograms of heroin.",
     [("heroin", 4, "kilogram")]),
    ("verb behind the place",
     "Troopers found on his person 70 grams of cocaine.",
     [("cocaine", 70, "gram")]),
    ("place before an inverted verb",
     "Officers opened the crate. Hidden under the rugs were nine kilograms of heroin.",
     [("heroin", 9, "kilogram")]),
    ("what bags contained",
     "A trooper searched the car. Five bags in the trunk contained a total of 80 pounds of "
     "marijuana.",
     [("marijuana", 80, "pound")]),
    ("officers secure goods of any kind",
     "Marines secured three outboard motors and 900 liters of gasoline.",
     [("outboard motors", 3, "count"), ("gasoline", 900, "liter")]),
    ("totals behind a colon",
     "Deputies ended the operation. The totals are: 90 grams of heroin and 12 guns.",
     [("heroin", 90, "gram"), ("guns", 12, "count")]),
    ("away from where it would be sold",
     "Detectives have taken 540 rifles off the city's streets this year.",
     [("rifles", 540, "count")]),
    ("kept from coming in",
     "Officers prevented 1,162 kg of cocaine from entering the country.",
     [("cocaine", 1162, "kilogram")]),
    ("seizures that stand at an amount",
     "Statewide seizures stood at 90 pounds of heroin and 12 rifles.",
     [("heroin", 90, "pound"), ("rifles", 12, "count")]),
    ("consent to a search that led to a find",
     "The driver gave consent to search the car, resulting in the discovery of 31 pounds of "
     "heroin.",
     [("heroin", 31, "pound")]),
    ("contraband at the scene, in words without trigger",
     "Deputies seized two rifles at the farm. Beside the officers on the lawn lay 40 pounds of "
     "marijuana.",
     [("rifles", 2, "count"), ("marijuana", 40, "pound")]),
    ("table without a verb",
     "Drugs and guns taken off Ohio streets during the operation:\n\nHeroin: 90 kilograms\n"
     "Firearms: 41\n",
     [("Heroin", 90, "kilogram"), ("Firearms", 41, "count")]),
    ("crypto and accounts",
     "The FBI seized two bank accounts and 30 domain names.",
     [("bank accounts", 2, "count"), ("domain names", 30, "count")]),
    ("packages and what they weigh, in one sentence",
     "The crew recovered 20 bales of cocaine weighing 1,100 pounds.",
     [("cocaine", 1100, "pound")]),
    ("packages and what they hold, in the next sentence",
     "Agents found nine packages under the seat. The packages contained 21 pounds of heroin.",
     [("heroin", 21, "pound")]),
    ("a test and a weight",
     "Officers removed 14 bundles. The contents tested positive for cocaine and weighed 33 pounds.",
     [("cocaine", 33, "pound")]),
    ("an X-ray as subject",
     "An X-ray image of the trailer revealed 88 pounds of methamphetamine.",
     [("methamphetamine", 88, "pound")]),
    ("found and took is one taking",
     "Troopers discovered 40 pounds of marijuana in the trunk. The marijuana was seized.",
     [("marijuana", 40, "pound")]),
    ("participle first",
     "Seized during the raid were two rifles and 300 rounds of ammunition.",
     [("rifles", 2, "count"), ("ammunition", 300, "round")]),
    ("unit with a point",
     "Officers found 31 lbs. of heroin and 4 lbs. of fentanyl in the spare tire.",
     [("heroin", 31, "pound"), ("fentanyl", 4, "pound")]),
    ("an amount without noun is a part",
     "In 2020, Ruritanian police seized 60 tons of cocaine, including 12 tons from one ship.",
     [("cocaine", 60, "ton"), ("cocaine", 12, "ton")]),
    ("a known noun vouches for unknown ones",
     "Agents seized a pistol, a pair of boots and a leather satchel.",
     [("pistol", None, None), ("boots", None, None), ("leather satchel", None, None)]),
    ("denominations are no amounts",
     "Officers seized 700 counterfeit watches packed with $100 bills.",
     [("counterfeit watches", 700, "count")]),
    ("a following list with numbers",
     "The search led to the seizure of the following: (i) a laptop; and (ii) a pistol.",
     [("laptop", None, None), ("pistol", None, None)]),
    ("a list before the verb",
     "Two rifles, a pistol, and 40 pounds of heroin were seized.",
     [("rifles", 2, "count"), ("pistol", None, None), ("heroin", 40, "pound")]),
    ("the next clause has its own list",
     "The DEA seized 9 kilograms of heroin, and Customs seized 80 kilograms of cocaine.",
     [("heroin", 9, "kilogram"), ("cocaine", 80, "kilogram")]),
    ("goods in a list with contraband",
     "Officers searched a barn and found nine pounds of heroin, four wigs and a kiln.",
     [("heroin", 9, "pound"), ("wigs", 4, "count"), ("kiln", None, None)]),
    ("a town before the verb is nobody",
     "Police raided a home in Norvale and seized two pistols.",
     [("pistols", 2, "count")]),
    ("officers working a port",
     "Officers working the ferry quay took $81,000 in undeclared currency from a bus.",
     [("currency", 81000, "USD")]),
    ("what a warrant saw officers do",
     "A warrant at the depot saw officers seize two pistols.",
     [("pistols", 2, "count")]),
    ("a list before a participle",
     "Troopers stopped a man who had nine pistols and $700 in cash on him, all seized.",
     [("pistols", 9, "count"), ("cash", 700, "USD")]),
    ("a list that goes on behind a clause",
     "Agents seized nine pistols that had been stolen in May, and $700 in cash.",
     [("pistols", 9, "count"), ("cash", 700, "USD")]),
    ("an inverted sentence, and a length that is no amount",
     "Deputies seized two pistols. Also impounded was a 7-metre speedboat.",
     [("pistols", 2, "count"), ("7-metre speedboat", None, None)]),
    ("coins are counted",
     "Agents seized 14 bitcoin from the exchange.",
     [("bitcoin", 14, "count")]),
    ("a worth in another currency",
     "Police seized cryptocurrency worth an estimated A$3 million.",
     [("cryptocurrency", 3000000, "AUD")]),
    ("a code glued to a sum",
     "Police seized AUD81,000 in cash.",
     [("cash", 81000, "AUD")]),
    ("calibres before the noun",
     "Agents seized about 90 rounds of 10mm and .22 ammunition.",
     [("10mm and .22 ammunition", 90, "round")]),
    ("a consignment with its weight",
     "Customs intercepted two consignments totalling 80 kilograms at the quay.",
     [("consignments", 80, "kilogram")]),
    ("already done",
     "Nine tonnes of cocaine had already been intercepted.",
     [("cocaine", 9, "metric_ton")]),
    ("a decimal before the market",
     "Agents spent the year pulling 1.5 million pills off the market.",
     [("pills", 1500000, "pill")]),
    ("a comparison is no part of the list",
     "Agents seized 80 pounds of fentanyl, the equivalent of 9 million doses.",
     [("fentanyl", 80, "pound")]),
    ("a fall is no thing",
     "The service seized 80 tonnes of cocaine, a fall of 5% on the year before.",
     [("cocaine", 80, "metric_ton")]),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), STATED, ids=[c[0] for c in STATED])
def test_states_each_thing_taken(
    extractor: Extractor, phenomenon: str, text: str, expected: list[tuple]
) -> None:
    rows = [(r.item, r.value, r.unit) for r in seizures(extractor(text))]
    assert len(rows) == len(expected), rows
    key = repr
    for (item, value, unit), want in zip(
        sorted(rows, key=key), sorted(expected, key=key), strict=True
    ):
        assert want[0] in item
        assert (value, unit) == want[1:]


NONE = [
    ("a share of guns long taken", "Nine in 10 pistols recovered in Norvale were sold abroad."),
    ("an order of the court", "The court also entered an order forfeiting a 2019 Ford Mustang."),
    ("a way of life", "The officer recruited for the gang, collected drug money and took bribes."),
    ("no officers", "He was carrying four kilograms of flour."),
    ("infinitive of purpose", "The new unit will work to seize firearms and drugs."),
    ("negation", "No narcotics were seized during the inspection."),
    ("verdict", "The jury found Ana Roe guilty of distributing 5 kilograms of cocaine."),
    ("abstract object", "The agency seized the opportunity to train officers."),
    ("forfeiture in a plea", "As part of his plea, Roe agreed to forfeit $40,000."),
    ("training", "The course covers the interdiction of shipments of narcotics."),
    ("medicine", "The child suffered a seizure on the plane."),
    (
        "a civil settlement",
        "Since 2009 the department has recovered $9 billion in False Claims Act cases.",
    ),
    ("what wrongdoers take", "The defendants confiscated the workers' passports."),
    ("an adjective", "The claimant asked for a return of the seized funds."),
    ("a worth is no cash", "The scheme was worth $2 million when officers stopped it."),
    ("a pending forfeiture", "The forfeiture of two houses is still pending."),
    ("conversations", "Jurors heard dozens of intercepted telephone conversations."),
    ("tools", "It will use all tools, including the interdiction of precursor chemicals."),
    ("a trend", "Agents saw a 30 percent increase in heroin seizures."),
    ("to take off the streets as an aim", "By getting heroin off the streets, officers help us."),
    ("to keep out, of no amount", "This has prevented large quantities of drugs from entering."),
    ("people who load", "Agents observed men loading bundles of heroin."),
    ("evidence", "Officers found evidence of a plan to detonate a bomb."),
    ("scans that show", "The scan revealed wooden boxes in the trailer."),
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


BULLETS = """<p>During the week-long surge, the Drug Enforcement Administration seized:</p>
<ul><li>31 kilograms of heroin</li><li>More than $90,000 in cash</li>
<li>12 firearms, including four ghost guns</li></ul>"""


def test_a_list_below_the_verb_is_its_object(extractor: Extractor) -> None:
    rows = seizures(extractor(BULLETS))
    assert {(r.category, r.value) for r in rows} >= {
        ("drug", 31),
        ("currency", 90000),
        ("firearm", 12),
    }
    assert all(r.aggregate for r in rows)
    assert {r.agencies for r in rows} == {("Drug Enforcement Administration",)}


TWO_INCIDENTS = """Customs officers at two bridges stopped cocaine worth $900,000 last week.

On May 2, officers at the Old Mill Bridge referred a sedan for inspection. They found 12 packages
containing 30 pounds of cocaine. The narcotics have an estimated street value of $600,000.

In a separate incident on May 4, officers at the Lakeside Port of Entry searched a van and
discovered 15 pounds of cocaine. The cocaine is worth an estimated $300,000."""


def test_each_incident_has_its_own_place_day_and_worth(extractor: Extractor) -> None:
    rows = seizures(extractor(TWO_INCIDENTS, published="2023-05-08"))
    told = {(r.value, r.usd, r.location, r.start) for r in rows if r.value is not None}
    assert told == {
        (30, 600000, "Old Mill Bridge", dt.date(2023, 5, 2)),
        (15, 300000, "Lakeside Port of Entry", dt.date(2023, 5, 4)),
    }


def test_a_total_that_is_broken_down_has_no_row(extractor: Extractor) -> None:
    rows = seizures(
        extractor(
            "Border Patrol agents seized 100 pounds of heroin yesterday in two events.\n\n"
            "On Monday morning, agents at the checkpoint found 60 pounds of heroin.\n\n"
            "Later in the day, agents discovered 40 pounds of heroin near the river.",
            published="2023-05-09",
        )
    )
    assert sorted(r.value for r in rows if r.value) == [40, 60]


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("Agents with the FBI seized two pistols.", ("FBI",)),
        ("Two pistols were seized by the Drug Enforcement Administration and the FBI.",
         ("Drug Enforcement Administration", "FBI")),
        ("The Drug Enforcement Administration (DEA) stopped a van on Monday. DEA agents seized "
         "two pistols.", ("Drug Enforcement Administration",)),
        ("Harbour Watch officers seized two pistols.", ("Harbour Watch",)),
        ("Ruritanian police seized two pistols.", ("Ruritanian police",)),
        ("In 2021, Mexico seized two tons of heroin.", ("Mexico",)),
        ("Two pistols were seized. The case was investigated by the FBI.", ("FBI",)),
        (
            "The cutter was far out. USS Ferro stopped a dhow and seized 90 pounds of heroin.",
            ("USS Ferro",),
        ),
        (
            "Agents assigned to the Red Mesa Station stopped a van. They seized 90 pounds of "
            "heroin.",
            ("Red Mesa Station",),
        ),
        ("In 2021, Harbour Watch seized two tons of heroin.", ("Harbour Watch",)),
        (
            "The FBI took nine pistols, and last year Ruritanian police seized two rifles.",
            ("FBI",),
        ),
        (
            "We raided a shed. Inside were 90 cannabis plants, which we seized. Call the Norvale Police "
            "Department.",
            ("Norvale Police Department",),
        ),
    ],
)  # fmt: skip
def test_finds_who_took_it(extractor: Extractor, text: str, agencies: tuple[str, ...]) -> None:
    assert seizures(extractor(text))[0].agencies == agencies


@pytest.mark.parametrize(
    ("text", "location"),
    [
        ("Police seized a pistol at his home in Denver.", "home in Denver"),
        ("Police seized a pistol at the Highway 12 checkpoint.", "Highway 12 checkpoint"),
        ("Officers seized a pistol at the Two Rivers Port of Entry.", "Two Rivers Port of Entry"),
        ("Agents seized a pistol near Garvina, Texas.", "Garvina"),
        ("Agents seized a pistol in international waters.", "international waters"),
        ("Agents seized a pistol on Interstate 70 in Garvina.", "Interstate 70"),
        (
            "The crew seized a pistol in international waters of the Ambar Sea.",
            "international waters of the Ambar Sea",
        ),
        (
            "Officers work at the Garvina International Airport. Later, officers at the airport "
            "seized a pistol.",
            "Garvina International Airport",
        ),
        (
            "Police seized a pistol at a disused mill hall in Garvina.",
            "disused mill hall in Garvina",
        ),
        (
            "A pistol was seized when a premises in Garvina was searched.",
            "premises in Garvina",
        ),
        (
            "Police seized a pistol at a flat in Garvina and a lock-up in Port Ambar.",
            "flat in Garvina and a lock-up in Port Ambar",
        ),
    ],
)
def test_finds_where_it_was_taken(extractor: Extractor, text: str, location: str) -> None:
    assert seizures(extractor(text))[0].location == location


@pytest.mark.parametrize(
    ("words", "day"),
    [("The following night", 4), ("Two days later", 5), ("A day later", 4)],
)
def test_counts_days_from_the_incident_before(extractor: Extractor, words: str, day: int) -> None:
    text = (
        "On May 3, 2023, officers seized nine pounds of heroin at the bridge.\n\n"
        f"{words}, officers stopped a bus and seized 40 pounds of cocaine."
    )
    days = {r.item: r.start for r in seizures(extractor(text))}
    assert days["cocaine"] == dt.date(2023, 5, day)


def test_a_body_that_heads_a_list_item_took_what_it_lists(extractor: Extractor) -> None:
    text = (
        "The drugs were seized by two agencies:\n\n"
        "• Border Patrol: two cases, 900 pounds of cocaine\n"
        "• The Drug Enforcement Administration: five cases, 4,100 pounds of cocaine\n"
    )
    found = {r.value: " ".join(r.agencies) for r in seizures(extractor(text))}
    assert "Border Patrol" in found[900]
    assert "Drug Enforcement" in found[4100]


def test_the_day_of_an_announcement_is_not_that_of_the_taking(extractor: Extractor) -> None:
    (row,) = seizures(
        extractor("Police announced today the seizure of 40 rifles.", published="2020-02-02")
    )
    assert row.start is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "Agents seized found 40 pounds of cocaine the packages contained $5,000 in cash , and . ; : (i) "
            "a search were worth DEA at home near including each \n\n - weighing".split(" ")
        ),
        max_size=40,
    )
)
def test_never_raises_and_points_at_its_text(words: list[str]) -> None:
    extraction = _EXTRACTOR(" ".join(words))
    text = extraction.release.text
    for row in seizures(extraction):
        assert text[row.start_char : row.end_char] == row.evidence
        assert all(0 <= s.start_char <= s.end_char <= len(text) for s in row.evidence_slots)


_EXTRACTOR = Extractor()


def test_a_total_so_far_ends_on_the_day_of_the_release(extractor: Extractor) -> None:
    text = "Troopers have seized 90 pounds of heroin so far this year."
    (row,) = seizures(extractor(text, published=dt.date(2024, 10, 21)))
    assert (row.start, row.end, row.aggregate) == (dt.date(2024, 1, 1), dt.date(2024, 10, 21), True)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Since the chief set up the Cargo Squad in May 2023, it has seized 90 stolen ovens.",
         dt.date(2023, 5, 1), dt.date(2024, 10, 21)),
        ("The mayor announced the results of an initiative launched in May 2024.\n\n"
         "During the course of the operation, officers seized 90 pistols.",
         dt.date(2024, 5, 1), dt.date(2024, 10, 21)),
        ("Customs ran four checks between 3 May and 9 May 2024, seizing 900 illicit cigarettes.",
         dt.date(2024, 5, 3), dt.date(2024, 5, 9)),
        ("Deputies recovered a pistol stolen in Ohio in 2022.", None, None),
    ],
)  # fmt: skip
def test_dates_the_stretch_of_a_total(
    extractor: Extractor, text: str, start: dt.date | None, end: dt.date | None
) -> None:
    (row,) = seizures(extractor(text, published=dt.date(2024, 10, 21)))
    assert (row.start, row.end) == (start, end)


def test_reads_a_table_of_one_cell_a_line(extractor: Extractor) -> None:
    text = (
        "Norvale Troopers today released figures for January 1 through March 31, 2023.\n\n"
        "Drugs seized:\n\nHeroin\n7.25 lbs.\n$81,000\nKetamine – Powder\n90 doses\n$1,800\n"
    )
    rows = {r.item: r for r in seizures(extractor(text))}
    assert {k: (r.value, r.unit, r.usd) for k, r in rows.items()} == {
        "Heroin": (7.25, "pound", 81000),
        "Ketamine": (90, "dose", 1800),
    }
    assert all(r.aggregate for r in rows.values())


@pytest.mark.parametrize(
    ("text", "aggregate"),
    [
        ("The crew offloaded 9,000 pounds of cocaine in Garvina.", True),
        ("For the week, deputies seized nine pistols.", True),
        ("The joint investigation has resulted in the seizure of 90 pistols.", True),
        ("The cocaine was seized in four boardings by the cutter, which took 80 pounds.", True),
        ("On Monday deputies seized nine pistols.", False),
        ("Nine domain names were seized as part of Operation Paper Lantern.", True),
        ("The investigation resulted in the seizure of 90 pistols.", True),
        ("A farm in Marlo was confiscated in 2009.", False),
        ("In 2009 police confiscated nine rifles at a farm in Marlo.", False),
        ("In 2009 police confiscated 900 rifles.", True),
    ],
)
def test_tells_sums_of_patrols_and_weeks(extractor: Extractor, text: str, aggregate: bool) -> None:
    assert seizures(extractor(text))[0].aggregate is aggregate


@pytest.mark.parametrize(
    ("text", "unit", "usd"),
    [
        (
            "Australian Federal Police officers seized $90,000 in cash. The AFP is at work.",
            "AUD",
            None,
        ),
        ("DEA agents seized $90,000 in cash.", "USD", 90000),
    ],
)
def test_a_sum_is_in_the_dollar_of_its_country(
    extractor: Extractor, text: str, unit: str, usd: float | None
) -> None:
    (row,) = seizures(extractor(text))
    assert (row.unit, row.usd) == (unit, usd)
