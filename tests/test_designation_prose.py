"""Designations in the prose of foreign ministries: acts in other words, members told apart."""

from __future__ import annotations

import datetime as dt

import pytest

from extractor.core import Extractor
from extractor.types import Designation

DAY = dt.date(2024, 3, 5)
LEAD = "OTTAWA – The Ministry of Foreign Affairs today set out its sanctions policy.\n\n"


def rows(extractor: Extractor, text: str) -> list[Designation]:
    found = extractor(LEAD + text, title="Statement on Freedonia", published=str(DAY)).records
    return [r for r in found if isinstance(r, Designation)]


# wording, text, the targets
STATED = [
    ("a pronoun behind its reason",
     "Ivo Platz, the former minister of energy, accepted bribes from builders. For this he has been sanctioned under "
     "the Global Human Rights regulations.", ["Ivo Platz"]),
    ("made ineligible",
     "The Department is making three former ministers of Freedonia generally ineligible for entry into the United "
     "States.", ["three former ministers"]),
    ("made subject to",
     "Switzerland has made a further 40 individuals subject to asset freezes and a travel ban.", ["a further 40 individuals"]),
    ("put under", "Twelve individuals have been placed under asset freezes.", ["Twelve individuals"]),
    ("hit with", "The Foreign Secretary has today hit 6 ships of the shadow fleet with sanctions.", ["6 ships"]),
    ("measures introduced", "New measures were introduced against six Freedonian generals.", ["six Freedonian generals"]),
    ("assets frozen by a country", "The UK has frozen the assets of Orel Bank.", ["Orel Bank"]),
    ("a freeze decided on", "The Government of Japan has decided on asset freezes against three groups.", ["three groups"]),
    ("a freeze ordered", "An asset freeze has been ordered against the Platz Foundation.", ["Platz Foundation"]),
    ("a report that lists",
     "The Department added two Freedonian judges to the Corrupt and Undemocratic Actors Report.", ["two Freedonian judges"]),
    ("a people in the plural", "The Department has sanctioned ten Guatemalans.", ["ten Guatemalans"]),
    ("export restrictions", "Canada has tightened export restrictions on 14 companies.", ["14 companies"]),
    ("amendments that list", "These amendments add 15 individuals and two entities to the schedule.",
     ["15 individuals", "two entities"]),
    ("on the list stand", "New to the sanctions list are Ivo Platz, Mara Quill and the Orel Fund.",
     ["Ivo Platz", "Mara Quill", "Orel Fund"]),
    ("under sanctions come", "Six generals come under a travel ban and asset freeze with immediate effect.", ["Six generals"]),
    ("aimed at", "The newest sanctions are aimed at three producers of drones.", ["three producers"]),
    ("an act upon 'it'",
     "Treasury acted against the builder Orel Construct LLC, sanctioning it under E.O. 13818.", ["Orel Construct LLC"]),
    ("the entirety of", "Cabinet has agreed to designate the whole of the Orel Front as a terrorist entity.", ["Orel Front"]),
    ("the names of", "The names of Ivo Platz and Mara Quill have been taken off the list.", ["Ivo Platz", "Mara Quill"]),
    ("a total reached", "This brings the number of Freedonian officials under UK sanctions to more than 50.",
     ["Freedonian officials"]),
    ("each with a reason, the verb left out",
     "Ivo Platz was sanctioned for selling arms; Mara Quill, for laundering the proceeds; and Petr Novak because he owned "
     "the ships.", ["Ivo Platz", "Mara Quill", "Petr Novak"]),
    ("together with", "The Orel Brigade was sanctioned in 2019, together with the Tarn Militia and Sava Front.",
     ["Orel Brigade", "Tarn Militia", "Sava Front"]),
    ("so have", "Ivo Platz has been added to the list. So have two of his sons.", ["Ivo Platz", "two of his sons"]),
    ("members told in clauses, the last by an act of its own",
     "The Council imposed sanctions on four persons. Judge Ivo Platz and prosecutor Petr Novak ran unfair trials; Colonel "
     "Mara Quill commanded a prison. Also listed is the spokesman Jan Roe.",
     ["Ivo Platz", "Petr Novak", "Mara Quill", "Jan Roe"]),
    ("a group told in parts",
     "The order adds seven companies to the Entity List. Five of them shipped chips to Freedonia. The other two, Orel "
     "Optics Ltd. and Sava Photonics GmbH, sold lenses.", ["Five of them", "Orel Optics Ltd.", "Sava Photonics GmbH"]),
    ("who some of a group are", "The Department sanctioned ten judges, two of the high court among them.", ["ten judges"]),
    ("an antecedent without a name",
     "Ivo Platz sold the yard to a banker who was sanctioned in 2021.", ["a banker"]),
    ("the verb behind a name ends it", "The decision to sanction Orel Bank was taken today.", ["Orel Bank"]),
    ("a company that no list knows",
     "Orel Metals sold steel to the army. The company was added to the sanctions list today.", ["Orel Metals"]),
    ("visas taken", "The Department is taking steps to revoke the visas of four Freedonian police officers.",
     ["four Freedonian police officers"]),
    ("visas lost", "Three mayors have had their visas revoked.", ["Three mayors"]),
    ("kept out", "The travel ban will prevent six extremist settlers from entering Australia.", ["six extremist settlers"]),
    ("an entry ban", "Entry bans have been issued against ten settlers.", ["ten settlers"]),
    ("a reward for what is known of a group",
     "The Rewards for Justice program offers up to $10 million for information on the finances of Orel Front.", ["Orel Front"]),
]  # fmt: skip


@pytest.mark.parametrize(("wording", "text", "expected"), STATED, ids=[c[0] for c in STATED])
def test_reads_the_act_in_other_words(
    extractor: Extractor, wording: str, text: str, expected: list[str]
) -> None:
    got = [r.target.removeprefix("a further ") for r in rows(extractor, text)]
    wanted = [t.removeprefix("a further ") for t in expected]
    assert sorted(t.removeprefix("a ") for t in got) == sorted(t.removeprefix("a ") for t in wanted)


# wording, text
UNSTATED = [
    ("other trades", "The Board listed ten companies on the exchange; two firms were put under new rules."),
    ("a total of other things", "The grant brings to 60 the number of schools with solar panels."),
    ("measures of another sort", "The measures target drug smuggling. The new restrictions focus on parks."),
    ("whom a group helped", "The law makes sellers subject to fines, together with the Orel Brigade."),
    ("a wish", "We call on partners to sanction those responsible for the violence."),
]  # fmt: skip


@pytest.mark.parametrize(("wording", "text"), UNSTATED, ids=[c[0] for c in UNSTATED])
def test_leaves_what_is_no_sanction(extractor: Extractor, wording: str, text: str) -> None:
    assert rows(extractor, text) == []


def test_names_the_body_behind_its_acronym(extractor: Extractor) -> None:
    text = (
        "On 5 March, the Federal Department of Trade, Education and Fishing (FDTE) approved further sanctions. The FDTE has "
        "made 12 persons subject to an asset freeze."
    )
    (row,) = rows(extractor, text)
    assert (row.authority, row.start) == ("Federal Department of Trade, Education and Fishing", DAY)


# law, text
LAWS = [
    ("Special Economic Measures (Freedonia) Regulations",
     "The minister imposed sanctions on two banks under the Special Economic Measures (Freedonia) Regulations."),
    ("Council Decision 2010/999/CFSP", "Two generals were added to the list under Council Decision 2010/999/CFSP."),
    ("Section 212(a)(3)(C) of the Immigration and Nationality Act",
     "The Department imposed visa restrictions on six officials. Those actions rest on Section 212(a)(3)(C) of the "
     "Immigration and Nationality Act."),
]  # fmt: skip


@pytest.mark.parametrize(("law", "text"), LAWS, ids=[c[0] for c in LAWS])
def test_reads_laws_of_other_countries(extractor: Extractor, law: str, text: str) -> None:
    assert {r.program for r in rows(extractor, text)} == {law}
