"""Designations told in other words than "X was designated": what states an act, and what does not."""

from __future__ import annotations

import pytest

from extractor.core import Extractor
from extractor.types import Designation

DAY = "2024-05-09"
SPEAKS_OF_SANCTIONS = "\n\nOFAC administers the sanctions programs."


def rows(extractor: Extractor, text: str) -> list[Designation]:
    extraction = extractor(text + SPEAKS_OF_SANCTIONS, title="Actions of the day", published=DAY)
    return [r for r in extraction.records if isinstance(r, Designation)]


# sentence, its targets, what is done to them
STATED = [
    ("Three judges, Mara Quill, Petr Novak and Ivo Platz, have been made subject to sanctions under E.O. 14203.",
     {"Mara Quill", "Petr Novak", "Ivo Platz"}, "sanctioned"),
    ("In response to the ruling of the court, the United States imposed sanctions on Ivo Platz and Mara Quill.",
     {"Ivo Platz", "Mara Quill"}, "sanctioned"),
    ("We hereby designate Ivo Platz and Mara Quill.", {"Ivo Platz", "Mara Quill"}, "sanctioned"),
    ("The United States imposed sanctions on six officers, including Police Chief Ivo Platz.",
     {"six officers", "Ivo Platz"}, "sanctioned"),
    ("In response to the ongoing violations the Treasury has sanctioned Ivo Platz.", {"Ivo Platz"}, "sanctioned"),
    ("The measures block the assets of Orel Bank and its chairman, Ivo Platz.", {"Orel Bank", "Ivo Platz"}, "sanctioned"),
    ("Orel Bank and its chairman, Ivo Platz, have had their assets frozen by the United States.",
     {"Orel Bank", "Ivo Platz"}, "sanctioned"),
    ("In addition, the Department is blocking Orel Bank and 42 of its subsidiaries.",
     {"Orel Bank", "42 of its subsidiaries"}, "sanctioned"),
    ("Restrictive measures were adopted against Ivo Platz and Mara Quill.", {"Ivo Platz", "Mara Quill"}, "sanctioned"),
    ("The U.S. government imposed economic sanctions today that target five banks.", {"five banks"}, "sanctioned"),
    ("Ivo Platz was among those sanctioned by the European Union in March.", {"Ivo Platz"}, "sanctioned"),
    ("Those targeted by today’s sanctions are Ivo Platz and Mara Quill.", {"Ivo Platz", "Mara Quill"}, "sanctioned"),
    ("Today’s action is aimed at Ivo Platz and Mara Quill.", {"Ivo Platz", "Mara Quill"}, "sanctioned"),
    ("The network’s leader, Ivo Platz, and its treasurer, Mara Quill, are the targets of today’s action.",
     {"Ivo Platz", "Mara Quill"}, "sanctioned"),
    ("The River Army became a Specially Designated Global Terrorist in October 2001.", {"River Army"}, "sanctioned"),
    ("Ivo Platz was named an SDGT in 2014.", {"Ivo Platz"}, "sanctioned"),
    ("The Department also designated as SDGTs Ivo Platz and Mara Quill.", {"Ivo Platz", "Mara Quill"}, "sanctioned"),
    ("In 2014, Ivo Platz was added by the State Department to its list of Specially Designated Global Terrorists.",
     {"Ivo Platz"}, "sanctioned"),
    ("Ivo Platz and Mara Quill remain sanctioned under E.O. 13611.", {"Ivo Platz", "Mara Quill"}, "sanctioned"),
    ("The report lists four tankers and one insurer.", {"four tankers", "one insurer"}, "sanctioned"),
    ("The following persons are hereby statutorily debarred: Ivo Platz; Mara Quill.",
     {"Ivo Platz", "Mara Quill"}, "sanctioned"),
    ("The Department of State has debarred Orel Aero Inc. under the ITAR.", {"Orel Aero Inc."}, "sanctioned"),
    ("The amendments add 10 individuals to Schedule 1.", {"10 individuals"}, "sanctioned"),
    ("Treasury added Ivo Platz, who has since been designated by the European Union, to a list of sanctioned persons.",
     {"Ivo Platz"}, "sanctioned"),
    ("New sanctions were announced on Freedonia’s largest bank and on 21 members of its council.",
     {"Freedonia’s largest bank", "21 members"}, "sanctioned"),
    ("The River Army-linked firm Orel Metals LLC was designated under E.O. 13224.", {"Orel Metals LLC"}, "sanctioned"),
    ("Nineteen officers have had their visas revoked.", {"Nineteen officers"}, "visa_restricted"),
    ("The Department has revoked visas held by 50 officials of the ministry.", {"50 officials"}, "visa_restricted"),
    ("We are expanding visa restrictions to include nine members of the council.", {"nine members"}, "visa_restricted"),
    ("The step renders Ivo Platz, his wife Huda and his son Tarek ineligible for entry into the United States.",
     {"Ivo Platz", "Huda", "Tarek"}, "visa_restricted"),
    ("The minister has banned Ivo Platz from entering the country.", {"Ivo Platz"}, "visa_restricted"),
    ("Judge Ivo Platz was barred from the United States.", {"Ivo Platz"}, "visa_restricted"),
    ("The reward for information that leads to the capture of Ivo Platz was increased to $10 million.",
     {"Ivo Platz"}, "reward_offered"),
    ("The sanctions imposed in 2019 against Mara Quill and Ivo Platz have been lifted.",
     {"Mara Quill", "Ivo Platz"}, "delisted"),
    ("Orel Bank’s designation was revoked in May.", {"Orel Bank"}, "delisted"),
    ("I am revoking the designation of the River Army as a Foreign Terrorist Organization and as a "
     "Specially Designated Global Terrorist.", {"River Army"}, "delisted"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "targets", "action"), STATED, ids=[s[0][:40] for s in STATED])
def test_an_act_is_stated_in_many_words(extractor, text, targets, action):
    found = rows(extractor, text)
    assert {(r.target, r.action) for r in found} == {(t, action) for t in targets}


@pytest.mark.parametrize("text", [
    "The judge sanctioned Ivo Platz for contempt.",
    "Ivo Platz was sanctioned by the district court for contempt.",
    "The council renewed the measures under the sanctions regime on the River Army.",
    "Executive Order 14059, “Imposing Sanctions on Foreign Persons Involved in the Trade”, was signed in 2021.",
    "The agency was infiltrated by members of groups long designated as foreign terrorist organizations.",
    "He designated Mara Quill as chair and Ivo Platz as vice chair, as well as 11 other members.",
    "The report lists three risks.",
])  # fmt: skip
def test_other_senses_state_no_act(extractor, text):
    assert rows(extractor, text) == []


def test_lists_of_countries_are_of_countries(extractor):
    found = rows(
        extractor,
        "I am designating Belarus, the Republic of Moldova, and Laos as Countries of Particular Concern, and I am "
        "placing Togo, Benin, and Fiji on a Special Watch List.",
    )
    assert {r.target for r in found} == {
        "Belarus",
        "Republic of Moldova",
        "Laos",
        "Togo",
        "Benin",
        "Fiji",
    }


def test_a_heading_of_designations_heads_a_list(extractor):
    found = rows(
        extractor,
        "Public Designations under Section 7031(c):\n\n- Ivo Brandt, former Prosecutor General, for his part in the "
        "scheme, and his wife, Lena Brandt.\n\n- Petr Novak, a judge, and Mara Quill, a prosecutor, for taking bribes.",
    )
    assert {r.target for r in found} == {"Ivo Brandt", "Lena Brandt", "Petr Novak", "Mara Quill"}


def test_a_short_form_without_its_legal_form_is_the_same_firm(extractor):
    found = rows(
        extractor,
        "OFAC is sanctioning Public Joint Stock Company Almaz. OFAC designated Almaz under E.O. 14024.",
    )
    assert [r.target for r in found] == ["Public Joint Stock Company Almaz"]
