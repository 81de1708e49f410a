"""Convictions and charges: who, how far, for what, how long; and who is none.

Names stand marked in the texts ("[P Ann Bell]"), so that these tests hold whatever finds names.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import cleaning, dates, events, quantities, segmentation
from extractor.records import legal
from extractor.records.context import Context
from extractor.types import Charge, Conviction, Label, Mention

_MARK = re.compile(r"\[([PACLO]) ([^\]]+)\]")
_LABEL: dict[str, Label] = {"P": "PERSON", "A": "AGENCY", "C": "CARTEL", "L": "PLACE", "O": "ORG"}
MONDAY = dt.date(2022, 5, 9)


def context(marked: str, title: str | None = None, published: dt.date | None = MONDAY) -> Context:
    labels = {m[2]: _LABEL[m[1]] for m in _MARK.finditer(f"{title} {marked}")}
    plain = _MARK.sub(lambda m: m[2], marked)
    head = _MARK.sub(lambda m: m[2], title) if title else None
    release = cleaning.clean(plain, title=head, published=published, release_id="r")
    text = release.text
    spans: list[Mention] = []
    for name in sorted(labels, key=len, reverse=True):
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not any(s.start_char < m.end() and m.start() < s.end_char for s in spans):
                spans.append(Mention(m.start(), m.end(), name, labels[name]))
    mentions = tuple(sorted(spans, key=lambda s: s.start_char))
    sentences = segmentation.split(release)
    when = dates.find(text, anchor=published, sentences=sentences)
    taken = tuple((d.start_char, d.end_char) for d in when)
    amounts = quantities.find(text, taken=taken, sentences=sentences)
    found = events.classify(release, sentences, mentions, amounts, when)
    return Context(release, sentences, mentions, amounts, when, found)


def rows(marked: str, **kwargs) -> list[Conviction | Charge]:
    return legal.build(context(marked, **kwargs))


def ladder(marked: str, **kwargs) -> list[tuple[str, str]]:
    return [(r.defendant, r.stage) for r in rows(marked, **kwargs)]


WHO = [
    ("passive", "[P Ann Bell], 34, of [L Reno], was sentenced to 40 months in prison.",
     [("Ann Bell", "sentenced")]),
    ("active, official before", "U.S. District Judge [P Tom Orr] sentenced [P Ann Bell] to five years in prison.",
     [("Ann Bell", "sentenced")]),
    ("coordination", "[P Ann Bell], 34, and [P Raul Diaz], 41, both of [L Reno], pleaded guilty to arson.",
     [("Ann Bell", "pleaded_guilty"), ("Raul Diaz", "pleaded_guilty")]),
    ("both behind the names", "[P Ann Bell] and [P Raul Diaz] both pleaded guilty to arson.",
     [("Ann Bell", "pleaded_guilty"), ("Raul Diaz", "pleaded_guilty")]),
    ("alias is nobody new", "[P Ann Bell], aka [P Slim] and [P Red], was charged with arson.",
     [("Ann Bell", "charged")]),
    ("surname and pronoun", "[P Ann Bell], 34, was arrested in [L Reno]. She was extradited from [L Spain] on May 2, 2022. [P Bell] pleaded guilty to arson.",
     [("Ann Bell", "pleaded_guilty"), ("Ann Bell", "extradited")]),
    ("relative clause", "The trial of [P Raul Diaz], who was convicted of arson in 2019, drew crowds.",
     [("Raul Diaz", "convicted")]),
    ("main clause behind a relative one", "[P Ann Bell], who was arrested in June, was charged with arson.",
     [("Ann Bell", "charged")]),
    ("inversion", "Also charged in the indictment were [P Ann Bell] and [P Raul Diaz].",
     [("Ann Bell", "charged"), ("Raul Diaz", "charged")]),
    ("participle before the subject", "In pleading guilty, [P Ann Bell] admitted that she was a courier.",
     [("Ann Bell", "pleaded_guilty")]),
    ("noun with of", "Officials announced the extradition of [P Ann Bell] from [L Spain].",
     [("Ann Bell", "extradited")]),
    ("unnamed, then named", "A [L Reno] woman was sentenced today to 40 months in prison for arson. [P Ann Bell], 34, pleaded guilty in March.",
     [("Ann Bell", "sentenced")]),
    ("group, then its names", "Two brothers were arrested on Friday. [P Raul Diaz], 24, and [P Luis Diaz], 27, are accused of arson.",
     [("Raul Diaz", "arrested"), ("Luis Diaz", "arrested")]),
    ("group named behind it", "Two brothers, [P Raul Diaz] and [P Luis Diaz], were arrested.",
     [("Raul Diaz", "arrested"), ("Luis Diaz", "arrested")]),
    ("group without names", "Agents arrested 14 people in [L Reno].",
     [("14 people", "arrested")]),
    ("others beside a name", "[P Ann Bell] was charged, along with 25 other defendants, in March 2021.",
     [("Ann Bell", "charged"), ("25 other defendants", "charged")]),
    ("one of a counted group", "[P Ann Bell] is one of 26 defendants charged with arson.",
     [("Ann Bell", "charged"), ("26 defendants", "charged")]),
    ("extradition stays beside a conviction", "[P Ann Bell] was extradited from [L Spain] in 2020 and was convicted of arson today.",
     [("Ann Bell", "convicted"), ("Ann Bell", "extradited")]),
    ("elided subject", "[P Ann Bell] pleaded guilty in July 2009 to arson and was sentenced today to two years in prison.",
     [("Ann Bell", "sentenced")]),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), WHO, ids=[c[0] for c in WHO])
def test_one_row_per_defendant_at_the_furthest_stage(phenomenon, text, expected):
    assert ladder(text) == expected


NONE = [
    ("maximum penalty", "[P Ann Bell] faces up to ten years in prison if convicted."),
    ("what is to come", "[P Ann Bell] will be sentenced on June 3."),
    ("negated", "[P Ann Bell] was not charged."),
    ("reward", "A reward is offered for information leading to the arrest or conviction of [P Ann Bell]."),
    ("presumption", "All defendants charged by indictment are presumed innocent."),
    ("dismissed", "The charges against [P Ann Bell] were dismissed."),
    ("prosecutors", "The case is being prosecuted by Trial Attorneys [P Ann Bell] and [P Tom Orr]."),
    ("officials announce", "The charges were announced by U.S. Attorney [P Ann Bell]."),
    ("a convicted felon", "He met a convicted felon in [L Reno]."),
    ("month of May", "On May 22, [P Ann Bell] visited [L Reno]."),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text"), NONE, ids=[c[0] for c in NONE])
def test_what_is_no_fact_gives_no_row(phenomenon, text):
    assert rows(text) == []


def test_names_below_a_heading_sentence_are_its_defendants():
    text = (
        "The following defendants were charged with conspiracy to distribute heroin:\n\n"
        "- [P Ann Bell], 34, of [L Reno];\n- [P Raul Diaz], aka [P Slim], 41; and\n- [P Ike Dunn], 22.\n\n"
        "Agents found nothing."
    )
    found = rows(text)
    assert [r.defendant for r in found] == ["Ann Bell", "Raul Diaz", "Ike Dunn"]
    assert {r.offense for r in found} == {"conspiracy to distribute heroin"}


def test_a_total_that_the_release_names_in_full_has_no_row():
    text = (
        "Three people were indicted on May 2, 2022. [P Ann Bell], [P Raul Diaz] and [P Ike Dunn] "
        "were charged with arson."
    )
    assert [r.defendant for r in rows(text)] == ["Ann Bell", "Raul Diaz", "Ike Dunn"]


TERMS = [
    ("months", "was sentenced to 40 months in prison", 40),
    ("years", "was sentenced to serve 12 years in federal prison", 144),
    ("years and months", "was sentenced to 12 years and six months in prison", 150),
    ("a day is no month", "was sentenced to 12 months and a day in prison", 12),
    ("life", "was sentenced to life in prison", 9999),
    ("probation", "was sentenced to three months of probation", None),
    ("time served", "was sentenced to time served", None),
    ("maximum beside it", "was sentenced to 40 months in prison; the charge carries a maximum of 20 years in prison", 40),
    ("release is no prison", "was sentenced to 40 months in prison and five years of supervised release", 40),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "words", "months"), TERMS, ids=[c[0] for c in TERMS])
def test_prison_terms_in_months(phenomenon, words, months):
    (row,) = rows(f"[P Ann Bell] {words}.")
    assert row.prison_months == months


@pytest.mark.parametrize(
    "words",
    [
        "[P Ann Bell], 40, [P Rita Gomez], 38, and [P Sal Perez], 29, were sentenced to 120, 96 and 60 "
        "months in prison, respectively.",
        "Judge [P Tom Orr] sentenced [P Ann Bell] to 120 months in prison; [P Rita Gomez] to eight years "
        "in prison; and [P Sal Perez] to 60 months in prison.",
    ],
)
def test_each_defendant_of_a_list_gets_its_own_term(words):
    assert [(r.defendant, r.prison_months) for r in rows(words)] == [
        ("Ann Bell", 120),
        ("Rita Gomez", 96),
        ("Sal Perez", 60),
    ]


def test_fine_restitution_and_forfeiture_are_summed_and_losses_are_not():
    (row,) = rows(
        "[P Ann Bell] was sentenced to 30 months in prison for a fraud that caused a loss of $9 million. "
        "She was ordered to pay a $10,000 fine and $45,500 in restitution. "
        "[P Bell] will also serve three years of supervised release."
    )
    assert row.usd == 55500
    assert row.supervised_release_months == 36


def test_slots_come_from_the_whole_release():
    (row,) = rows(
        "A member of the [C Red Hand] gang was sentenced today to 40 months in prison, announced U.S. "
        "Attorney [P Tom Orr] of the Southern District of Ohio.\n\n"
        "[P Ann Bell], 34, pleaded guilty on March 3, 2022, to one count of conspiracy to distribute "
        "heroin before U.S. District Judge [P Rita Poe] of the Southern District of Ohio.",
        title="[C Red Hand] Gang Member Sentenced",
    )
    assert isinstance(row, Conviction)
    assert (row.defendant, row.stage, row.prison_months) == ("Ann Bell", "sentenced", 40)
    assert row.offense == "conspiracy to distribute heroin"
    assert row.district == "Southern District of Ohio"
    assert row.organization == "Red Hand"
    assert (row.start, row.end) == (MONDAY, MONDAY)


def test_a_charge_says_who_arrested_and_where():
    (row,) = rows(
        "[A Dover Police Department] officers arrested [P Ann Bell] in [L Dover] on May 2, 2022, "
        "on charges of arson."
    )
    assert isinstance(row, Charge)
    assert (row.agencies, row.location) == (("Dover Police Department",), "Dover")
    assert row.start == dt.date(2022, 5, 2)


def test_the_extraditing_country_is_the_location():
    (row,) = rows("[P Ann Bell] was extradited from [L Spain] to the [L United States] on May 2, 2022.")
    assert row.location == "Spain"


def test_a_date_inside_the_offence_is_not_that_of_the_charge():
    (row,) = rows("[P Ann Bell] was charged with the May 4, 2008, murder of a clerk.")
    assert row.start is None


def test_an_official_with_an_age_and_a_charge_is_a_defendant():
    text = "Special Agent [P Ann Bell], 52, of [L Reno], was charged with accepting bribes."
    assert ladder(text) == [("Ann Bell", "charged")]


def test_every_slot_shows_its_characters():
    ctx = context("[P Ann Bell] was sentenced on May 2, 2022, to 40 months in prison for arson.")
    (row,) = legal.build(ctx)
    shown = {s.field: ctx.text[s.start_char : s.end_char] for s in row.evidence_slots}
    assert shown["offense"] == row.offense == "arson"
    assert shown["start"] == "May 2, 2022"
    assert shown["prison_months"].startswith("40 months")
    assert ctx.text[row.start_char : row.end_char] == row.evidence


_WORDS = st.sampled_from(
    "[P_Ann_Bell] [P_Raul_Diaz] [L_Reno] was were sentenced charged arrested with for to of and , ; : . "
    "who both the defendants three 40 months years in prison guilty pleaded of arson life \n - May 2, 2022 "
    "fugitives including others respectively indictment against a man extradited from".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=40))
def test_never_raises_and_evidence_is_verbatim(words):
    marked = " ".join(w.replace("_", " ") for w in words)
    ctx = context(marked)
    for row in legal.build(ctx):
        assert ctx.text[row.start_char : row.end_char] == row.evidence
        assert row.defendant
        for slot in row.evidence_slots:
            assert 0 <= slot.start_char < slot.end_char <= len(ctx.text)
