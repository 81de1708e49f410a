"""Designations: who was sanctioned, listed or sought with a reward, by whom and under what law."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.core import Extractor
from extractor.lexicons import load
from extractor.records.context import Context
from extractor.records.designations import kinds, members
from extractor.types import Designation, Extraction, Release, Sentence


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
    ("a list goes on behind the reason of a member",
     "OFAC is designating Mara Quill for laundering money; and Ivo Platz for acting on her behalf.",
     [("Mara Quill", 1, "individual", "sanctioned"), ("Ivo Platz", 1, "individual", "sanctioned")]),
    ("groups behind a deed",
     "The United States is sanctioning six prisons operated by the ministry, and three officials in charge of them.",
     [("six prisons", 6, "entity", "sanctioned"), ("three officials", 3, "individual", "sanctioned")]),
    ("a count of a body's own",
     "Treasury imposed sanctions on Northern Star Shipping LLC, two of its officers, and a tanker.",
     [("Northern Star Shipping LLC", 1, "entity", "sanctioned"), ("two of its officers", 2, "individual", "sanctioned"),
      ("tanker", 1, "vessel", "sanctioned")]),
    ("a mixed group is one",
     "OFAC sanctioned 11 individuals, companies, and vessels under Executive Order 13224.",
     [("11 individuals, companies, and vessels", 11, "individual", "sanctioned")]),
    ("names behind an apposed noun",
     "OFAC is sanctioning a state-owned weapons maker, Alpha Arms LLC, and four of its subsidiaries.",
     [("Alpha Arms LLC", 1, "entity", "sanctioned"), ("four of its subsidiaries", 4, "entity", "sanctioned")]),
    ("the name behind 'of' is another's",
     "Treasury is sanctioning the adult daughter of Ivo Platz, Mara Platz, who owns the estate.",
     [("Mara Platz", 1, "individual", "sanctioned")]),
    ("inverted passive",
     "Treasury sanctioned the Sava Group. Also designated today is Mara Quill, who serves as its director.",
     [("Sava Group", 1, "entity", "sanctioned"), ("Mara Quill", 1, "individual", "sanctioned")]),
    ("a relative clause about two vessels",
     "Adria Lines LLC owns the vessels SEA FALCON (IMO 9123456) and NORTH PEARL (IMO 9234567), which are being "
     "identified as property in which Adria Lines LLC has an interest under Executive Order 13902.",
     [("SEA FALCON", 1, "vessel", "sanctioned"), ("NORTH PEARL", 1, "vessel", "sanctioned")]),
    ("'both men' are the last sentence's",
     "Petr Novak and Ivo Platz ran the exchange. Both men were designated under E.O. 14059.",
     [("Petr Novak", 1, "individual", "sanctioned"), ("Ivo Platz", 1, "individual", "sanctioned")]),
    ("a group that the next sentence names",
     "The program is offering a reward. It seeks information on two officers of the unit. "
     "Ivo Platz and Petr Novak ran the servers.",
     [("Ivo Platz", 1, "individual", "reward_offered"), ("Petr Novak", 1, "individual", "reward_offered")]),
    ("this includes",
     "The Department is imposing visa restrictions on officials of the ministry. This includes 31 judges.",
     [("31 judges", 31, "individual", "visa_restricted"), ("officials of the ministry", None, "individual", "visa_restricted")]),
    ("family under the same law",
     "The Department is designating Pedro Ruiz under Section 7031(c). His wife, Carmen Ruiz, is also ineligible for entry.",
     [("Pedro Ruiz", 1, "individual", "sanctioned"), ("Carmen Ruiz", 1, "individual", "sanctioned")]),
    ("again under another listing",
     "State designated the Red Front as a Foreign Terrorist Organization in May 1997, and as a Specially Designated Global "
     "Terrorist in 2001.",
     [("Red Front", 1, "entity", "sanctioned"), ("Red Front", 1, "entity", "sanctioned")]),
    ("'both' over two sentences",
     "Minister Ivo Platz took bribes. Senator Mara Quill sold her vote. The Department of State has designated both under "
     "Section 7031(c).",
     [("Ivo Platz", 1, "individual", "sanctioned"), ("Mara Quill", 1, "individual", "sanctioned")]),
    ("he too",
     "Treasury sanctioned the Sava Group. Ivo Platz signed the invoices. He too is hereby designated under E.O. 14059.",
     [("Sava Group", 1, "entity", "sanctioned"), ("Ivo Platz", 1, "individual", "sanctioned")]),
    ("names behind what a group is told by",
     "OFAC sanctioned Ivo Platz and two firms that he owns, Sava Trading LLC and Adria Lines LLC.",
     [("Ivo Platz", 1, "individual", "sanctioned"), ("Sava Trading LLC", 1, "entity", "sanctioned"),
      ("Adria Lines LLC", 1, "entity", "sanctioned")]),
    ("visa restrictions told of behind",
     "This follows the visa restrictions that we announced on May 6 against six senators.",
     [("six senators", 6, "individual", "visa_restricted")]),
    ("moved off a list",
     "The Bureau removed Orel Bearings LLC from the Entity List. Separately, 25 parties were moved off the Unverified List.",
     [("Orel Bearings LLC", 1, "entity", "delisted"), ("25 parties", 25, "entity", "delisted")]),
    ("an order against the one of whom is told",
     "Sava Group’s owner, Ivo Platz, breached export controls and sanctions. The office issued a temporary denial order "
     "against him.",
     [("Ivo Platz", 1, "individual", "sanctioned")]),
    ("under each regime",
     "The UK announced sanctions.\n\nFull list of those sanctioned today:\n\nFreedonia (Sanctions) Regulations 2020:\n\n"
     "- Ivo Platz\n- Sava Trading LLC\n\nSylvania (Sanctions) Regulations 2019:\n\n- Adria Lines LLC",
     [("Ivo Platz", 1, "individual", "sanctioned"), ("Sava Trading LLC", 1, "entity", "sanctioned"),
      ("Adria Lines LLC", 1, "entity", "sanctioned")]),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), STATED, ids=[c[0] for c in STATED])
def test_states_each_target(
    extractor: Extractor, phenomenon: str, text: str, expected: list[tuple]
) -> None:
    rows = [(r.target, r.count, r.target_kind, r.action) for r in designations(extractor(text))]
    assert len(rows) == len(expected), rows
    for row, want in zip(sorted(rows, key=str), sorted(expected, key=str), strict=True):
        assert want[0] in row[0]
        assert row[1:] == want[1:]


NONE = [
    ("action against staff", "Sanctions are rare. The bureau took disciplinary action against six employees."),
    ("action of any kind", "The police took swift action against six employees of the shop."),
    ("adjective", "He gave money to a designated foreign terrorist organization."),
    ("power", "The order authorizes the imposition of sanctions on persons who undermine the vote."),
    ("evasion", "The men were charged with evading sanctions on Iran."),
    ("other meaning", "The school was designated a National Blue Ribbon School."),
    ("a task", "The Secretary designated Mara Quill to serve as director of the institute."),
    ("an office", "The President designated Mara Quill as Acting Chair of the commission on terrorism."),
    ("part of a name", "The grant pays tribes and Tribally Designated Housing Entities for shelters."),
    ("account", "He sent the bribe to an account designated by the minister, Mara Quill."),
    ("court", "The judge imposed sanctions against the lawyer, John Steel, for contempt."),
    ("noun", "Bolster Sanctions Enforcement Units"),
    ("title of an order", "He signed an order, Imposing Sanctions on Foreign Persons, at noon."),
    ("summary of another's list", "Several of these targets are designated by our allies and partners."),
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
            "On May 3, 2016, the Treasury’s Office of Foreign Assets Control "
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


def test_what_the_release_says_once_holds_for_each_act_of_its_day(extractor: Extractor) -> None:
    rows = designations(
        extractor(
            "Today, the Treasury’s Office of Foreign Assets Control (OFAC) is "
            "putting sanctions on Adria Lines LLC.\n\nMara Quill is being designated for owning "
            "it.\n\nThis action is being taken pursuant to Executive Order (E.O.) 13902.\n\n"
            "The Red Front was designated by the Department of State on May 3, 2016.",
            published="2024-05-09",
        )
    )
    got = {r.target: (r.authority, r.program, str(r.start)) for r in rows}
    ours = ("Office of Foreign Assets Control", "Executive Order (E.O.) 13902", "2024-05-09")
    assert got["Adria Lines LLC"] == got["Mara Quill"] == ours
    assert got["Red Front"] == ("Department of State", None, "2016-05-03")


def test_a_reward_is_dated_only_where_the_release_is(extractor: Extractor) -> None:
    text = "State is offering a reward of up to $6 million for information leading to the arrest of Ivo Platz."
    (undated,) = designations(extractor(text, published="2023-10-03"))
    (dated,) = designations(extractor(f"{text} Today’s offer stands.", published="2023-10-03"))
    assert undated.start is None
    assert dated.start == dt.date(2023, 10, 3)


def test_each_stated_slot_has_its_characters(extractor: Extractor) -> None:
    extraction = extractor(
        "The FBI is offering a reward of up to $50,000 for information leading to the arrest of "
        "Ivo Platz, a leader of the Sinaloa Cartel."
    )
    (row,) = designations(extraction)
    spans = {
        s.field: extraction.release.text[s.start_char : s.end_char] for s in row.evidence_slots
    }
    assert spans["usd"] == "up to $50,000"
    assert spans["organization"] == row.organization == "Sinaloa Cartel"


def test_nouns_of_the_lexicon_give_the_kind_of_their_examples() -> None:
    for noun in load("target_nouns", kinds.TargetNoun):
        assert [kinds.of_phrase(x) for x in noun.examples] == [noun.kind] * len(noun.examples)
        assert noun.kind not in [kinds.of_phrase(x) for x in noun.non_examples]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("aZé ,.;:()’–1\n"), max_size=80))
def test_reads_any_text_as_a_list(text: str) -> None:
    context = Context(Release("r", text), (Sentence(0, len(text), "body"),), (), (), (), ())
    for target in members.read(context, 0, len(text)):
        assert text[target.start : target.end].strip()
