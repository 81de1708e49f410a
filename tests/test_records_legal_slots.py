"""Slots of charges and convictions: what is carried to a row, and what is left out of it."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from extractor.records import legal
from extractor.records.legal import linking
from extractor.records.legal.linking import Candidate
from extractor.types import Charge, Conviction
from tests.test_records_legal import MONDAY, context, rows

AGENCIES = [
    ("agents as subject", "[A Customs Bureau] agents arrested [P Ann Bell] in [L Reno] for arson.", ("Customs Bureau",)),
    ("by, behind day and charge", "[P Ann Bell] was arrested this afternoon on arson charges by the [A FBI] at a motel in [L Reno].", ("FBI",)),
    ("arrest of the group that is named later",
     "[A FBI] agents today arrested five of six men in [L Reno].\n\nThe indictment charges [P Ann Bell], 34, with arson. Arrested today was [P Bell].", ("FBI",)),
    ("officers at a port", "[A Customs Bureau] officers at the [A Reno Port] in [L Reno] arrested [P Ann Bell] for arson.", ("Customs Bureau",)),
    ("two bodies", "[P Ann Bell] was arrested by the [A FBI] and the [A Dover Police Department].", ("FBI", "Dover Police Department")),
    ("a nation's police", "[P Ann Bell] was arrested in [L Lisbon] by Portuguese authorities.", ("Portuguese authorities",)),
    ("the office that charges", "[P Ann Bell] was charged with arson by the [A Justice Department].", ("Justice Department",)),
    ("a grand jury is no agency", "[P Ann Bell] was indicted by a federal grand jury in [L Reno] for arson.", ()),
    ("nor is the district where it sits", "A federal grand jury in the [L District of Ohio] returned an indictment charging [P Ann Bell] with arson.", ()),
    ("nor whoever is charged", "[A Cruz] is charged with arson. [P Ann Bell] was charged with arson.", ()),
    ("who investigates does not arrest", "[P Ann Bell] was charged with arson.\n\nThe case was investigated by the [A FBI].", ()),
    ("who brought the charges", "[P Ann Bell] was charged with arson.\n\nToday’s charge was brought by the [A Fair Trade Division] and the [A FBI].", ("Fair Trade Division", "FBI")),
    ("who announces does not arrest", "[P Ann Bell] was charged with arson, the [A FBI] announced today.", ()),
    ("a body and its part, with an acronym", "The [A Harbour Police]’s [A Narcotics Unit] ([A NU]) arrested [P Ann Bell].", ("Harbour Police", "Narcotics Unit")),
    ("officers of two bodies", "Agents with the [A FBI] and officers of the [A Dover Police Department] arrested [P Ann Bell].", ("FBI", "Dover Police Department")),
    ("officers at their task", "[A Dover Police] detectives investigating a fire in [L Reno] have arrested [P Ann Bell].", ("Dover Police",)),
    ("officers of the body named before", "The [A Dover Police Department] searched a house.\n\nDetectives arrested [P Ann Bell] for arson.", ("Dover Police Department",)),
    ("by kind of officer", "The [A Treasury Guard] and the [A Ohio State Police] met. Troopers arrested [P Ann Bell] for arson.", ("Ohio State Police",)),
    ("officers that have no other name", "[P Ann Bell] was arrested by Gardaí in [L Cork].", ("Gardaí",)),
    ("nobody, in a release of the police", "The [A Dover Police Department] closed a case.\n\n[P Ann Bell] was arrested on Monday.", ("Dover Police Department",)),
    ("who charges, in a release of the police", "The [A Dover Police Department] closed a case.\n\n[P Ann Bell] was charged with arson.", ("Dover Police Department",)),
    ("a complaint in a release of the police", "The [A Dover Police Department] closed a case.\n\n[P Ann Bell] was charged in a complaint with arson.", ()),
    ("nobody, in a release of prosecutors", "The [A FBI] and the [A U.S. Attorney’s Office] closed a case.\n\n[P Ann Bell] was arrested on Monday.", ()),
    ("officers of many bodies", "The [A FBI] closed a case.\n\nFederal, state and local agents arrested [P Ann Bell].", ()),
    ("a body by its city", "The [A Drug Commission] ([A DC]) in [L Lusaka] has arrested [P Ann Bell].", ("Drug Commission",)),
    ("police of a place", "[L Dover] police arrested [P Ann Bell]. The [A Dover Police Department] is closed.", ("Dover Police Department",)),
    ("a possessive without its apostrophe", "[P Ann Bell] was arrested by the [A FBI]. The [A FBIs] office led the case.", ("FBI",)),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), AGENCIES, ids=[c[0] for c in AGENCIES])
def test_agencies_are_who_arrested_or_charged(phenomenon, text, expected):
    assert next(r.agencies for r in rows(text) if r.defendant == "Ann Bell") == expected


PLACES = [
    ("place of the arrest", "[P Ann Bell] was arrested on May 2, 2022, in [L Reno] for arson.", "Reno"),
    ("not where the crime was", "[P Ann Bell] was arrested on charges of arson in [L Reno].", None),
    ("not the residence", "[P Ann Bell], 34, of [L Reno], was charged with arson.", None),
    ("country that extradited", "[P Ann Bell] was extradited from [L Spain] on May 2, 2022.", "Spain"),
    ("country as subject", "On May 2, 2022, [L Spain] extradited [P Ann Bell] to the [L United States].", "Spain"),
    ("where the officers were", "Agents working near [L Reno] arrested [P Ann Bell] for arson.", "Reno"),
    ("removed to another country", "Officers removed [P Ann Bell] to [L Peru] on May 2, 2022, to face charges of arson.", "United States"),
    ("removed to the country that wants it", "Officers removed [P Ann Bell], 39, who was wanted in [L Peru] for arson, on May 2, 2022.", "United States"),
    ("a place that no name finder knows", "[P Ann Bell] was arrested on Monday at an address in Upper Wickham.", "Upper Wickham"),
    ("several places", "[P Ann Bell] was arrested in [L Reno], [L Elko] and [L Ely].", "Reno, Elko and Ely"),
    ("in the provinces of", "[P Ann Bell] was arrested in the provinces of [L Lugo] and [L Leon].", "Lugo and Leon"),
    ("not where it is held", "[P Ann Bell] was arrested and is detained at [L Wick Garda Station].", None),
    ("told in the body before the headline", "# [P Ann Bell] extradited from [L Dubai]\n\n[P Ann Bell] was extradited from [L Oman].", "Oman"),
    ("country where it was held", "[P Ann Bell] was arrested in [L Tallinn], [L Estonia]. She was extradited on May 2, 2022.", "Estonia"),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), PLACES, ids=[c[0] for c in PLACES])
def test_the_location_is_that_of_the_arrest_or_who_extradited(phenomenon, text, expected):
    (row,) = rows(text)
    assert isinstance(row, Charge)
    assert row.location == expected


TERMS = [
    ("shares of several", "[P Ann Bell], [P Raul Diaz] and [P Ike Dunn] were sentenced to 50 years, 35 years and 30 years in prison, respectively.", [600, 420, 360]),
    ("life and more months is life", "[P Ann Bell] was sentenced to life plus 120 months in prison.", [9999]),
    ("life on release is no life in prison", "[P Ann Bell] was sentenced to 40 years in prison, followed by a life term of supervised release.", [480]),
    ("before what it follows", "[P Ann Bell] was jailed for nine years after a trial.", [108]),
    ("before what they did", "[P Ann Bell] was jailed for nine years after she pled guilty.", [108]),
    ("life being served", "[P Ann Bell] was convicted in 2008 and is serving life.", [9999]),
    ("suspended", "[P Ann Bell] was given a 10-month sentence suspended for two years.", [None]),
    ("served in the community", "[P Ann Bell] was sentenced to an 18-month community order.", [None]),
    ("being served", "[P Ann Bell] was convicted in 2020 and is serving 63 months in federal prison.", [63]),
    ("by name before an unnamed one", "The owner of a clinic was sentenced to 240 months in prison today.\n\n[P Ann Bell] was sentenced to 90 months in prison.", [90]),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), TERMS, ids=[c[0] for c in TERMS])
def test_prison_terms_go_to_whom_they_are_said_of(phenomenon, text, expected):
    assert [r.prison_months for r in rows(text)] == expected


def test_a_life_term_of_supervised_release_is_one():
    (row,) = rows(
        "[P Ann Bell] was sentenced to 40 years in prison, followed by a life term of supervised release."
    )
    assert row.supervised_release_months == 9999


def test_money_that_each_defendant_is_to_pay_and_shares_told_by_respectively():
    found = rows(
        "[P Ann Bell] and [P Raul Diaz] were sentenced to 30 months in prison. [P Ann Bell] and "
        "[P Raul Diaz] were ordered to pay $10,000 and $25,000 in restitution, respectively. "
        "Each defendant agreed to forfeit $500."
    )
    assert [r.usd for r in found] == [10500, 25500]


def test_a_statistic_since_some_year_runs_to_the_day_of_the_release():
    (row,) = rows(
        "Since its inception in March 2007, the [A Reno Strike Force] has charged more than 1,700 defendants."
    )
    assert (row.start, row.end) == (dt.date(2007, 3, 1), MONDAY)
    assert row.agencies == ("Reno Strike Force",)


def test_the_day_of_an_instrument_is_that_of_the_charge():
    (row,) = rows("[P Ann Bell] was charged in a May 2, 2022, indictment with arson.")
    assert row.start == dt.date(2022, 5, 2)


OFFENSES = [
    ("omissions are crimes", "[P Ann Bell] pleaded guilty to failing to report a foreign bank account.", "failing to report a foreign bank account"),
    ("without its story", "[P Ann Bell] was charged with assault arising out of a traffic stop.", "assault"),
    ("a second predicate", "[P Ann Bell] was charged with theft and remains in the county jail.", "theft"),
    ("what officers did beside it", "[P Ann Bell] was charged with theft, and detectives seized a van.", "theft"),
    ("the section of the law", "[P Ann Bell] was charged with two offences of theft, contrary to section 1 of the Theft Act.", "theft"),
    ("the day", "[P Ann Bell] was convicted of theft in 2019.", "theft"),
    ("a complaint of the police", "[P Ann Bell] was arrested on complaints of theft and arson.", "theft and arson"),
    ("admitted before the sentence", "[P Ann Bell] admitted evading duty and was sentenced to three years in prison.", "evading duty"),
    ("foreign is no lead", "Officers extradited [P Ann Bell], a foreign fugitive who faces charges of theft.", "theft"),
    ("behind a district's name", "[P Ann Bell] pleaded guilty in the [L Northern District of Ohio] to theft.", "theft"),
    ("the first before what she is also charged with", "[P Ann Bell] was charged with conspiracy to commit arson. In addition, [P Bell] was charged with theft.", "conspiracy to commit arson"),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), OFFENSES, ids=[c[0] for c in OFFENSES])
def test_the_offense_is_named_fully_and_shortly(phenomenon, text, expected):
    (row,) = rows(text)
    assert row.offense == expected


GROUPS = [
    ("membership told of the defendant", "[P Ann Bell], a member of the [C Red Hand] gang, was sentenced to two years in prison for arson.", "Red Hand"),
    ("a rival is not one's own", "[P Ann Bell] was sentenced to two years in prison for arson. The fire hurt a rival of the [C Red Hand].", None),
    ("an organisation without a tie", "[P Ann Bell] was sentenced to two years in prison for arson. In 2010 police dissolved the [C Red Hand].", None),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), GROUPS, ids=[c[0] for c in GROUPS])
def test_an_organisation_is_given_only_where_it_is_said_of_the_defendant(
    phenomenon, text, expected
):
    (row,) = rows(text)
    assert row.organization == expected


def test_defendant_count_and_stage_have_their_characters():
    ctx = context(
        "A jury found Bell guilty. [P Ann Bell] was convicted of arson. Police arrested 14 people in [L Reno]."
    )
    shown = {
        (type(r), s.field): ctx.text[s.start_char : s.end_char]
        for r in legal.build(ctx)
        for s in r.evidence_slots
    }
    assert shown[Conviction, "defendant"] == "Ann Bell"
    assert "convicted" in shown[Conviction, "stage"]
    assert shown[Charge, "defendant"] == shown[Charge, "count"] == "14 people"
    assert shown[Charge, "stage"] == "arrested"


def test_a_value_is_taken_where_it_is_likelier_than_none(tmp_path):
    weights = {"none": 0.5, "own": 1.0, "top": 0.2, "none&back": 0.8}
    path = tmp_path / "links.json"
    path.write_text(json.dumps({"slots": {"district": weights}}), encoding="utf-8")
    near, far = Candidate("North", 9, 14, {"own"}), Candidate("South", 0, 5, {"top"})
    with linking.using(path):
        assert linking.best("district", ("front",), [far, near]) is near
        assert linking.best("district", ("front",), [far]) is None
        assert linking.best("district", ("back",), [near]) is None
        assert linking.best("district", ("back",), []) is None


def test_days_are_shared_out_one_each():
    text = (
        "[P Ann Bell], [P Raul Diaz] and [P Tom Orr] pleaded guilty to arson on April 13; April 26; "
        "and May 3, respectively."
    )
    assert [(r.defendant, r.start) for r in rows(text)] == [
        ("Ann Bell", dt.date(2022, 4, 13)),
        ("Raul Diaz", dt.date(2022, 4, 26)),
        ("Tom Orr", dt.date(2022, 5, 3)),
    ]


COURTS = [
    ("a court in a city", "[P Ann Bell] pleaded guilty to arson in federal court in [L Reno], [L Nevada].",
     "federal court in Reno, Nevada"),
    ("a court of a province", "[P Ann Bell] pleaded guilty to arson in the Provincial Court of Manitoba.", "Provincial Court of Manitoba"),
    ("a supreme court by its place", "[P Ann Bell] was sentenced by the B.C. Supreme Court for arson.", "B.C. Supreme Court"),
    ("a local court", "[P Ann Bell] pleaded guilty to arson at Wick Local Court.", "Wick Local Court"),
    ("a court by its city", "The Court of Trieste sentenced [P Ann Bell] to two years in prison.", "Court of Trieste"),
    ("a district in short without brackets", "[P Ann Bell] pleaded guilty to arson in the N.D. of Ohio.", "N.D. of Ohio"),
    ("a district in short", "[P Ann Bell] (W.D. Texas), a dentist, pleaded guilty to arson today.", "W.D. Texas"),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), COURTS, ids=[c[0] for c in COURTS])
def test_courts_that_are_no_district_by_name(phenomenon, text, expected):
    assert rows(text)[0].district == expected


def test_the_year_of_an_act_is_no_day():
    (row,) = rows("[P Ann Bell] was arrested and is held under the Theft Act, 1996.")
    assert row.start is None


def test_the_same_amount_twice_in_one_sentence_is_two():
    (row,) = rows(
        "[P Ann Bell] was ordered to serve two years and pay $5,000 in restitution and a $5,000 fine."
    )
    assert row.usd == 10000


def test_a_place_of_some_of_the_accused_is_not_that_of_each():
    found = rows(
        "[P Ann Bell] was charged with arson. Agents arrested six of the defendants in [L Reno]."
    )
    assert next(r.location for r in found if r.defendant == "Ann Bell") is None


def test_a_headline_about_members_says_it_of_those_in_the_list():
    found = rows(
        "# Two members of “[C Red Hand] of Reno” indicted\n\nA federal grand jury indicted two people "
        "for arson. The defendants are:\n\n- [P Ann Bell], 34\n\n- [P Tom Orr], 41"
    )
    assert {r.organization for r in found if r.count == 1} == {"Red Hand of Reno"}


def test_places_are_shared_out_by_respectively():
    found = rows(
        "[P Ann Bell] and [P Tom Orr] were arrested in [L Reno] and [L Elko], respectively."
    )
    assert [r.location for r in found] == ["Reno", "Elko"]


def test_an_offense_ends_before_the_next_one_accused():
    text = "Sentenced today were [P Ann Bell], 30, for mail fraud, and [P Tom Orr], 32, for arson."
    assert rows(text)[0].offense == "mail fraud"
