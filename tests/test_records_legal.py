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
from extractor.lexicons import load
from extractor.records import legal
from extractor.records.context import Context
from extractor.records.legal.denounced import Denunciation
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
    (row,) = rows(
        "[P Ann Bell] was extradited from [L Spain] to the [L United States] on May 2, 2022."
    )
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


EXISTS = [
    ("an alias with a surname of its own", "[P Tai Bell], 69, also known as [P Alex Bell], was charged with arson. [P Bell] pleaded guilty today.",
     [("Tai Bell", "pleaded_guilty")]),
    ("an alias that no name finder knows", "[P Ann Bell], also known as Z and [P Ziggy], pleaded guilty today to arson.",
     [("Ann Bell", "pleaded_guilty")]),
    ("two spellings", "[P Ann Rashaun Bell] was charged with arson. In June [P Ann Rashuan Bell] pleaded guilty.",
     [("Ann Rashaun Bell", "pleaded_guilty")]),
    ("brothers whose names are alike", "[P Mario Bell] was charged with arson. [P Maria Bell] was charged with theft.",
     [("Mario Bell", "charged"), ("Maria Bell", "charged")]),
    ("a short name of two words that brothers share", "[P Ann Salas Nava] leads the group. [P Salas Nava] was indicted in 2019. His brother [P Tom Salas Nava] was arrested in 2021.",
     [("Ann Salas Nava", "charged"), ("Tom Salas Nava", "arrested")]),
    ("a company and its first word", "[O Kason Fittings Inc.] was charged with fraud. [O Kason Fittings] pleaded guilty in May.",
     [("Kason Fittings Inc.", "pleaded_guilty")]),
    ("a surname that is a town", "[P Jose Cartagena] and [P Ann Bell] worked there. [L Cartagena] is charged with arson.",
     [("Jose Cartagena", "charged")]),
    ("the judge is none", "Chief U.S. District Judge [P Tom C. Orr III] sentenced [P Ann Bell], 28, to 120 months in prison, following his prison sentenced.",
     [("Ann Bell", "sentenced")]),
    ("husband and wife", "Army Major [P Ed Bell], 39, and his wife, [P Ann Bell], 37, both of [L Reno], are charged with fraud.",
     [("Ed Bell", "charged"), ("Ann Bell", "charged")]),
    ("the victim is none", "An indictment charging [P Ann Bell], 38, of [L Reno], for the murder of [P Tom Orr] was returned in May.",
     [("Ann Bell", "charged")]),
    ("the employer is none", "[P Ann Bell], the owner of [O Acme], and [P Raul Diaz], an [O Acme] vice president, pleaded guilty to fraud.",
     [("Ann Bell", "pleaded_guilty"), ("Raul Diaz", "pleaded_guilty")]),
    ("the home town is none", "[P Ann Bell], 52, of [L Leeds], and [P Raul Diaz], 47, from [P Redhill], were found guilty of fraud.",
     [("Ann Bell", "convicted"), ("Raul Diaz", "convicted")]),
    ("a law that bears names", "The [P Ann Bell] Hate Crimes Prevention Act applies. Two men were arrested.",
     [("Two men", "arrested")]),
    ("a jury's verdict with an age in it", "The jury found [P Ann Bell], 20, guilty of arson.", [("Ann Bell", "convicted")]),
    ("acquitted of one, guilty of another", "[P Ann Bell] was found not guilty of arson, but guilty of conspiracy.", [("Ann Bell", "convicted")]),
    ("guilty pleas for a number", "The investigation resulted in guilty pleas for nineteen other individuals.",
     [("nineteen other individuals", "pleaded_guilty")]),
    ("a surrender", "[P Ann Bell] surrendered to federal authorities on Monday.", [("Ann Bell", "arrested")]),
    ("taken into custody by agents", "Agents took the driver, a 34-year-old man, into custody.", [("a 34-year-old man", "arrested")]),
    ("a trial to come", "Seven co-defendants are scheduled for trial in May.", [("Seven co-defendants", "charged")]),
    ("a plea withdrawn", "[P Ann Bell] withdrew her guilty plea today.", [("Ann Bell", "charged")]),
    ("removed to face charges", "Officers removed [P Ann Bell], 39, a citizen of Peru who is wanted for homicide, on May 3.",
     [("Ann Bell", "extradited")]),
    ("British words", "[P Ann Bell] was handed an 18-year sentence on Friday and [P Raul Diaz] received 13 years. [P Ike Dunn], 39, admitted importing cocaine.",
     [("Ann Bell", "sentenced"), ("Raul Diaz", "sentenced"), ("Ike Dunn", "pleaded_guilty")]),
    ("who faces a penalty is whom the group means", "Two men have been indicted for fraud. [P Ann Bell] faces a maximum sentence of life in prison, and [P Raul Diaz] faces up to ten years.",
     [("Ann Bell", "charged"), ("Raul Diaz", "charged")]),
    ("named as those charged", "The defendants charged in the indictment are [P Ann Bell], 36, of [L Reno]; and [P Raul Diaz], 41.",
     [("Ann Bell", "charged"), ("Raul Diaz", "charged")]),
    ("both of the two named before", "[P Ann Bell] and [P Raul Diaz] ran the site. Both individuals face federal charges.",
     [("Ann Bell", "charged"), ("Raul Diaz", "charged")]),
    ("named before, so another", "[P Ann Bell], 33, was arrested in [L Reno]. Her passenger fled. A 16-year-old juvenile was arrested later.",
     [("Ann Bell", "arrested"), ("A 16-year-old juvenile", "arrested")]),
    ("one accused where a prosecutor speaks", "The U.S. Attorney’s Office announced the case with the FBI and federal prosecutors; the U.S. Attorney thanked the FBI. [P Ann Bell], 32, is accused of arson.",
     [("Ann Bell", "charged")]),
    ("a total broken down", "Eleven people were arrested on Thursday. Of the 11 people arrested, six were charged in federal court and five were charged in state court.",
     [("six", "charged"), ("five", "charged")]),
    ("others whom the release names", "[P Ann Bell] was extradited from [L Spain]. Two others have pleaded guilty. [P Raul Diaz], 34, pleaded guilty in May. [P Ike Dunn], 27, pleaded guilty in June.",
     [("Ann Bell", "extradited"), ("Raul Diaz", "pleaded_guilty"), ("Ike Dunn", "pleaded_guilty")]),
    ("all who were charged have pleaded since", "[P Ann Bell] pleaded guilty. She is one of 26 defendants charged in May 2021. To date, all members of the crew have pleaded guilty.",
     [("Ann Bell", "pleaded_guilty"), ("26 defendants", "pleaded_guilty")]),
    ("an indictment of the one spoken of", "[P Ann Bell] leads the group. A federal indictment was returned in 2019.",
     [("Ann Bell", "charged")]),
    ("a man of a city and state", "A [L Reno], [L Nevada], man pleaded guilty today. [P Ann Orr] spoke. [P Ike Dunn], 34, will be sentenced in May.",
     [("Ike Dunn", "pleaded_guilty")]),
    ("indicted with others", "[P Ann Bell] was indicted by a federal grand jury on May 3, 2022, with [P Raul Diaz] and [P Ike Dunn].",
     [("Ann Bell", "charged"), ("Raul Diaz", "charged"), ("Ike Dunn", "charged")]),
    ("a total told by names and others", "Four men were indicted. [P Ann Bell], 30, is charged with arson. [P Raul Diaz], 41, is charged with theft. Two additional men have been charged with fraud.",
     [("Ann Bell", "charged"), ("Raul Diaz", "charged"), ("Two additional men", "charged")]),
    ("those arrested are", "Those arrested are [P Ann Bell], 26, of [L Reno]; and [P Raul Diaz], 41.",
     [("Ann Bell", "arrested"), ("Raul Diaz", "arrested")]),
    ("each with a charge of his own", "Also charged were [P Ann Bell], 30, of [L Reno], for arson; [P Raul Diaz], 41, of [L Reno], for theft; and [P Ike Dunn], of [L Reno], for fraud.",
     [("Ann Bell", "charged"), ("Raul Diaz", "charged"), ("Ike Dunn", "charged")]),
    ("an earlier conviction beside an arrest", "[P Ann Bell], 33, was previously convicted of theft and was arrested in [L Reno].",
     [("Ann Bell", "convicted"), ("Ann Bell", "arrested")]),
    ("removed on a day of an abbreviated month", "Officers removed [P Ann Bell], 39, to [L Peru] on Aug. 16 to face charges of homicide.",
     [("Ann Bell", "extradited")]),
    ("the head of two nouns", "Officers arrested 132 criminal aliens.", [("132 criminal aliens", "arrested")]),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), EXISTS, ids=[c[0] for c in EXISTS])
def test_who_has_a_row_and_who_has_none(phenomenon, text, expected):
    assert sorted(ladder(text)) == sorted(expected)


NO_FACT = [
    ("charged with a duty", "[P Ann Bell] is charged with overseeing the agency’s budget."),
    ("a body charged with a task", "The [O Review Panel] is charged with the task of advising the governor."),
    ("charges dropped", "Prosecutors dismissed charges against one defendant."),
    ("contracted not", "The president hasn’t been accused in the case."),
    ("an element of the offence", "It is a crime to hold a firearm after having been convicted of a felony."),
    ("whoever it may be", "Whenever a U.S. citizen is arrested abroad, the embassy helps."),
    ("nobody in particular", "The funds will help to prosecute those apprehended."),
    ("an individual convicted", "The law keeps an individual convicted of assault from buying a gun."),
    ("a sentencing to come", "Sentencing for [P Ann Bell] and [P Raul Diaz] is scheduled for April 8."),
    ("a question", "How many men were arrested?"),
    ("a reward", "They offer a reward of 50 million pesos for the capture of both men."),
    ("an unjust arrest", "[P Ann Bell] was arrested last year on spurious charges."),
    ("arrests of protesters", "More than 15,000 people were arrested for protesting against the war."),
    ("a regime's arrests", "Hong Kong authorities arrested more than 90 people."),
    ("held abroad", "We discussed [P Ann Bell], who has been detained in Russia for two years."),
    ("denounced at the head", "[P Ann Bell]’s unjust sentence is an outrage. She was convicted in May."),
    ("fewer arrests", "The programme led to four fewer arrests."),
    ("people with convictions", "The pardon helps thousands of people with prior convictions."),
    ("an adjective", "It was the first time that the criminal street gang statute was charged."),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text"), NO_FACT, ids=[c[0] for c in NO_FACT])
def test_duties_denunciations_and_suppositions_give_no_row(phenomenon, text):
    assert rows(text) == []


@pytest.mark.parametrize("entry", load("denunciations", Denunciation), ids=lambda e: e.id)
def test_denunciations_are_found_in_their_examples_and_only_there(entry):
    pattern = re.compile(rf"(?<!\w)(?:{entry.pattern})(?!\w)", re.I)
    assert entry.examples
    assert [text for text in entry.examples if not pattern.search(text)] == []
    assert [text for text in entry.non_examples if pattern.search(text)] == []


PARTIES = [
    ("employer behind a trade", "A former manager at the defunct mining firm [O Acme Ore Inc.] was sentenced to ten months in prison. According to the indictment, [P Ann Bell] stole ore.",
     [("Ann Bell", "sentenced")]),
    ("acronym of the employer", "[P Ann Bell], president of [O Acme Ore Inc.] ([O AOI]), pleaded guilty to fraud.",
     [("Ann Bell", "pleaded_guilty")]),
    ("company's client", "[O Acme] client [P Ann Bell] also pleaded guilty to tax fraud.",
     [("Ann Bell", "pleaded_guilty")]),
    ("a title taken for a name", "The [O CEO of Acme LLC] pleaded guilty to fraud in May. [P Ann Bell] was charged with fraud.",
     [("Ann Bell", "charged")]),
    ("town behind a name", "[P Ann Bell], of [P Orrville], pleaded guilty to fraud.",
     [("Ann Bell", "pleaded_guilty")]),
    ("towns behind an age", "Also charged were [P Ann Bell], 23, of [P Far Redhill] and [P Orrville], for arson; and [P Tom Diaz], 31, of [L Reno], for theft.",
     [("Ann Bell", "charged"), ("Tom Diaz", "charged")]),
    ("a company and its owner", "[O Acme Ore Inc.] and its owner pleaded guilty to fraud.",
     [("Acme Ore Inc.", "pleaded_guilty")]),
    ("two appositions", "[P Ann Bell], a U.S. citizen and a partial owner of a mill, pleaded guilty to fraud.",
     [("Ann Bell", "pleaded_guilty")]),
    ("a surname, not a company", "[P Ann Bell] owns [O Bell Masonry LLC]. [O Bell] was sentenced to ten months in prison.",
     [("Ann Bell", "sentenced")]),
    ("a year counts nobody", "[P Ann Bell], who worked on the ship in May 2007 pleaded guilty to fraud.",
     [("Ann Bell", "pleaded_guilty")]),
    ("so many of a number", "The last three of nine men were sentenced this week in [L Reno].",
     [("three of nine men", "sentenced")]),
    ("some of whom", "The case led to charges against 25 people, 11 of whom have pleaded guilty to fraud.",
     [("25 people", "charged"), ("11 of whom", "pleaded_guilty")]),
    ("a couple is two", "A [L Reno] couple was convicted of fraud yesterday. According to the indictment, [P Ann Bell] and [P Tom Bell] hid their income.",
     [("Ann Bell", "convicted"), ("Tom Bell", "convicted")]),
    ("named as the indictment tells it", "A [L Reno] glazier was charged today with fraud. According to the indictment, [P Ann Bell], of [L Reno], hid her income.",
     [("Ann Bell", "charged")]),
    ("an indictment charges", "The indictment also charges one commercial diver, [P Ann Bell] of [L Reno], with fraud.",
     [("Ann Bell", "charged")]),
    ("indictment today against", "A grand jury returned a four-count indictment today against [P Ann Bell], 24, of [L Reno].",
     [("Ann Bell", "charged")]),
    ("remains a fugitive", "[P Ann Bell] remains a fugitive.", [("Ann Bell", "charged")]),
    ("counted by an unknown noun", "The owner of two mills pleaded guilty to fraud. 31 roofers have pleaded guilty.",
     [("The owner", "pleaded_guilty"), ("31 roofers", "pleaded_guilty")]),
    ("names, others and companies", "To date [P Ann Bell], [P Tom Orr], 51 other people and five call centers have been charged with fraud.",
     [("Ann Bell", "charged"), ("Tom Orr", "charged"), ("51 other people", "charged")]),
    ("groups in two places", "[P Ann Bell] was indicted along with 88 officers in [L Reno] and 42 other people.",
     [("Ann Bell", "charged"), ("88 officers", "charged"), ("42 other people", "charged")]),
    ("a long list", "[P Ann Bell], 32, a nurse most recently residing in [L Reno]; [P Tom Orr], 33, a nurse most recently residing in [L Redhill]; and [P Lou Diaz], 25, a clerk, each pleaded guilty to fraud.",
     [("Ann Bell", "pleaded_guilty"), ("Tom Orr", "pleaded_guilty"), ("Lou Diaz", "pleaded_guilty")]),
    ("district in brackets before a trade", "[P Ann Bell] (W.D. Texas), a dentist, was sentenced to ten months in prison.",
     [("Ann Bell", "sentenced")]),
    ("all of a number", "All 49 arrested defendants have pleaded guilty to fraud.",
     [("All 49 arrested defendants", "pleaded_guilty")]),
    ("part of those charged", "26 men were charged with fraud. Four of the 26 men remain at large.",
     [("26 men", "charged")]),
    ("a gang by its short name", "Members of the [C Redhill Riders] were charged. It was the second trial in the prosecution of the [O Riders].",
     []),
    ("a trade in a headline", "[P Ann Bell], 40, was sentenced to ten months in prison.",
     [("Ann Bell", "sentenced")]),
    ("cases against", "The department has filed 300 fraud cases against nearly 500 defendants.",
     [("nearly 500 defendants", "charged")]),
    ("a name unmarked", "On May 3, 2022, Lena Q. Orr, the master and senior officer of the ship, was sentenced to ten months in prison.",
     [("Lena Q. Orr", "sentenced")]),
    ("a last name marked alone", "[P Ann Bell], [P Tom Orr], Lou [P Bell] and [P Mia Diaz] pleaded guilty to fraud.",
     [("Ann Bell", "pleaded_guilty"), ("Tom Orr", "pleaded_guilty"), ("Lou Bell", "pleaded_guilty"), ("Mia Diaz", "pleaded_guilty")]),
    ("citizen of two countries", "[P Ann Bell], an Italian and Swiss citizen, pleaded guilty to fraud.",
     [("Ann Bell", "pleaded_guilty")]),
    ("a possessive without its mark", "Judge Moreno sentenced [P Ann Bell] to serve 60 months in prison; [P Bells] former chief of staff [P Tom Orr] to serve 48 months in prison; and [P Lou Diaz], a clerk, to serve 21 months in prison.",
     [("Ann Bell", "sentenced"), ("Tom Orr", "sentenced"), ("Lou Diaz", "sentenced")]),
    ("a company by its short name", "[O Acme Poultry Inc.] ([P Acme]), pleaded guilty to fraud today. [P Acme] was sentenced to pay a fine.",
     [("Acme Poultry Inc.", "sentenced")]),
    ("two names run together", "[P Ann Bell] was sentenced to ten months by Judge [P Tom K. Orr Jr. Bell] was also ordered to pay a fine. [P Bell] pleaded guilty in May.",
     [("Ann Bell", "sentenced")]),
    ("a sister beside the name", "[P Ann Bell], 40, a broker, and [P Diazs sister], is charged with fraud.",
     [("Ann Bell", "charged")]),
    ("indictment this afternoon against", "Officials announced the filing of an indictment this afternoon against [P Ann Bell], 24, of [L Reno].",
     [("Ann Bell", "charged")]),
    ("of two to be sentenced, the one it tells of", "A [L Reno] broker pleaded guilty today to fraud. According to court documents, [P Ann Bell] hid money with [P Lou Diaz]. [P Bell] faces up to ten years in prison. [P Diaz] will be sentenced in June.",
     [("Ann Bell", "pleaded_guilty")]),
    ("what it led to", "Officers searched the camp, leading to the arrest of 56 people.",
     [("56 people", "arrested")]),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), PARTIES, ids=[c[0] for c in PARTIES])
def test_who_stands_before_the_law(phenomenon, text, expected):
    assert ladder(text) == expected


def test_small_letters_tell_that_a_headline_names_nobody():
    text = "A former lake warden pleaded guilty today to fraud. [P Ann Bell], 40, pleaded guilty to fraud."
    assert ladder(text, title="[P Lake Warden] Pleads Guilty to Fraud") == [
        ("Ann Bell", "pleaded_guilty")
    ]


NOBODY = [
    ("prosecution recommended", "Auditors recommended prosecution of more than 60 people for arson."),
    ("extradition of others pending", "Three other defendants are pending extradition from [L Mexico]."),
    ("a task", "The [O Water Board] is charged with convening experts from every state."),
    ("a bill", "[P Ann Bell] was charged junk fees by her landlord."),
    ("a price", "Drivers complained of the prices they were charged."),
    ("a plan", "He discussed capturing two soldiers."),
    ("mercy", "The President is commuting the sentences of 31 people."),
    ("hidden fees", "The rule bans [O Acme Stays] from charging hidden and misleading fees."),
    ("a regulator's complaint", "The [A SEC] has also filed a complaint against [P Ann Bell] and another person."),
    ("no one in particular", "It was the first time that a defendant was convicted of this crime."),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text"), NOBODY, ids=[c[0] for c in NOBODY])
def test_what_accuses_nobody_gives_no_row(phenomenon, text):
    assert rows(text) == []


STYLES = [
    ("pronoun object, its name before it", "[P Ann Bell], 34, hid in [L Reno] until police arrested her on a theft warrant.",
     [("Ann Bell", "arrested")]),
    ("her as an object", "[P Ann Bell], 34, pleaded guilty to theft. Judge [P Tom Orr] sentenced her to five years in prison.",
     [("Ann Bell", "sentenced")]),
    ("no single person is meant by a count", "The action led to 17 arrests. Police praised the result. He was extradited to face charges.",
     [("17 arrests", "arrested")]),
    ("probation", "[P Ann Bell] entered a plea to misdemeanor theft and was given two years’ probation.",
     [("Ann Bell", "sentenced")]),
    ("no contest", "[P Ann Bell], 34, pleaded no contest to arson.", [("Ann Bell", "pleaded_guilty")]),
    ("admitted the same", "[P Raul Diaz], 31, admitted the same offence in May.", [("Raul Diaz", "pleaded_guilty")]),
    ("a term of", "[P Raul Diaz], 31, received a term of nine years.", [("Raul Diaz", "sentenced")]),
    ("will spend", "[P Raul Diaz], 31, will spend nine years in prison for arson.", [("Raul Diaz", "sentenced")]),
    ("sent to prison", "[P Raul Diaz], 31, was sent to prison for nine years.", [("Raul Diaz", "sentenced")]),
    ("first appearance", "[P Ann Bell] and [P Raul Diaz] made their initial appearances on Friday.",
     [("Ann Bell", "charged"), ("Raul Diaz", "charged")]),
    ("remanded", "[P Ann Bell], 34, was remanded in custody.", [("Ann Bell", "arrested")]),
    ("held", "[P Ann Bell], 34, is being held without bond.", [("Ann Bell", "arrested")]),
    ("booked", "Deputies booked [P Ann Bell] into the county jail.", [("Ann Bell", "arrested")]),
    ("charges laid", "Police laid six charges against [P Ann Bell], 34.", [("Ann Bell", "charged")]),
    ("home first, then age", "A [L Reno] man is due to appear at Elmsfold Magistrates’ Court today. Officers searched a farm. A 38-year-old man was arrested there. He was charged with arson.",
     [("A 38-year-old man", "charged")]),
    ("trial awaited", "[P Ann Bell], 34, was sentenced to nine months for arson. Two co-conspirators await trial.",
     [("Ann Bell", "sentenced"), ("Two co-conspirators", "charged")]),
    ("faces trial", "[P Ann Bell], 34, faces trial in October on arson charges.", [("Ann Bell", "charged")]),
    ("notices to appear", "Eleven spectators were issued notices to appear.", [("Eleven spectators", "charged")]),
    ("arrest on a day", "The inquiry led to the arrest on May 3 of a [L Reno] man.", [("a Reno man", "arrested")]),
    ("extradition waived", "[P Ann Bell], 34, waived extradition and arrived in [L Boston] on May 3.", [("Ann Bell", "extradited")]),
    ("ordered to serve", "[P Ann Bell], 34, has been ordered to serve 33 months for arson.", [("Ann Bell", "sentenced")]),
    ("years’ probation", "[P Ann Bell], 34, was placed on three years’ probation.", [("Ann Bell", "sentenced")]),
    ("a sentence without subject in a list", "Two others were charged with theft:\n\n- [P Ann Bell], 49, of [L Reno] – pleaded guilty on May 3 to theft. Sentenced to 21 months.\n- [P Tom Orr], 51, of [L Elko] – pleaded guilty to theft.\n",
     [("Ann Bell", "sentenced"), ("Tom Orr", "pleaded_guilty")]),
    ("some of them, named", "Detectives arrested 11 people. On May 3 a court sentenced two of them, [P Ann Bell] and [P Tom Orr], to nine years for arson.",
     [("11 people", "arrested"), ("Ann Bell", "sentenced"), ("Tom Orr", "sentenced")]),
    ("the company’s plea", "[P Ann Bell], 34, was sentenced to three months. Her firm, [O Bell Hay LLC], sold arms. The company, which pleaded guilty in May, was placed on probation for five years.",
     [("Ann Bell", "sentenced"), ("Bell Hay LLC", "sentenced")]),
    ("drew a sentence", "[P Ann Bell], 34, drew a life sentence.", [("Ann Bell", "sentenced")]),
    ("serving terms", "[P Ann Bell] and [P Raul Diaz] are serving terms of 90 and 40 months, respectively.",
     [("Ann Bell", "sentenced"), ("Raul Diaz", "sentenced")]),
    ("counts filed", "The prosecutor filed 11 felony counts against [P Raul Diaz].", [("Raul Diaz", "charged")]),
    ("a home that stands as a person", "[P Ann Bell], 51, of [P Marrowdale], and [P Raul Diaz], 22, of [O Elmsfold], were charged with arson.",
     [("Ann Bell", "charged"), ("Raul Diaz", "charged")]),
    ("held on suspicion", "Four men were held on suspicion of arson.", [("Four men", "arrested")]),
    ("some of those charged are held", "Police charged 17 people with arson. Twelve of the suspects were remanded in custody.",
     [("17 people", "charged")]),
    ("unnamed, then presented, another accused behind", "Officers arrested a [L Reno] man on Sunday. [P Raul Diaz], a 33-year-old citizen, had asked for entry. Officers also arrested [P Ann Bell], 45.",
     [("Raul Diaz", "arrested"), ("Ann Bell", "arrested")]),
    ("two unnamed in one sentence", "A clerk pleaded guilty to dropping the charges filed against a [L Reno] broker. [P Ann Bell], 34, took money from [P Raul Diaz]. [P Bell] will be sentenced in May.",
     [("Ann Bell", "pleaded_guilty")]),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), STYLES, ids=[c[0] for c in STYLES])
def test_words_of_other_agencies_and_courts(phenomenon, text, expected):
    assert ladder(text) == expected


ISSUERS = [
    ("a term without a verb", "[P Ann Bell], 34, and [P Raul Diaz], 41, received respective terms of 90 and 40 months.",
     [("Ann Bell", "sentenced"), ("Raul Diaz", "sentenced")]),
    ("a nationality before a name", "Their partners [P Ann Bell], 34, also of [L Reno], and Peruvian national [P Raul Diaz], 41, were each handed a 60-month sentence.",
     [("Ann Bell", "sentenced"), ("Raul Diaz", "sentenced")]),
    ("convicted and handed a term", "[P Raul Diaz] (27), who had denied the theft, was convicted of fraud and handed a three-year term.",
     [("Raul Diaz", "sentenced")]),
    ("serving", "[P Raul Diaz], whom a jury convicted in 2008, is serving life. [P Ann Bell] pleaded guilty in 2007 and was released in 2019 after serving 12 years.",
     [("Raul Diaz", "sentenced"), ("Ann Bell", "sentenced")]),
    ("ordered to prison", "[P Ann Bell], 34, and [P Raul Diaz], 41, have been ordered to prison.",
     [("Ann Bell", "sentenced"), ("Raul Diaz", "sentenced")]),
    ("verdicts and a plea", "Four men have been convicted of theft.\n\nA jury returned guilty verdicts on [P Tom Orr], 30, and [P Raul Diaz], 27. Two others, [P Lou Kerr], 44, and [P Al Poe], 51, had admitted their part.",
     [("Tom Orr", "convicted"), ("Raul Diaz", "convicted"), ("Lou Kerr", "pleaded_guilty"), ("Al Poe", "pleaded_guilty")]),
    ("jailed, the second without a verb", "On Monday, [P Tom Orr] was jailed for six years and [P Ann Bell] for four and a half years.",
     [("Tom Orr", "sentenced"), ("Ann Bell", "sentenced")]),
    ("fined by a court", "[P Tom Orr], 44, was fined $900 at Marrowdale Magistrates’ Court.", [("Tom Orr", "sentenced")]),
    ("committed for trial", "[P Tom Orr], 63, was committed to stand trial.", [("Tom Orr", "charged")]),
    ("summonses", "Summonses have been served on [O Elms Quarries Limited] and [P Tom Orr].",
     [("Elms Quarries Limited", "charged"), ("Tom Orr", "charged")]),
    ("to be arraigned", "[P Ann Bell], 30, will be arraigned in May.", [("Ann Bell", "charged")]),
    ("a plea agreed to", "[P Ann Bell], 43, has agreed to plead guilty to fraud.", [("Ann Bell", "charged")]),
    ("a warrant", "A warrant has been issued for [P Ann Bell].", [("Ann Bell", "charged")]),
    ("surrendered on a warrant", "A 37-year-old man was surrendered to the police on foot of a European Arrest Warrant.",
     [("A 37-year-old man", "extradited")]),
    ("escorted", "Marshals escorted [P Tom Orr], 49, from [L Malta] to [L Reno] to face a charge of fraud.",
     [("Tom Orr", "extradited")]),
    ("not guilty, and to be tried", "[P Tom Orr] has pleaded not guilty and will stand trial in May.", [("Tom Orr", "charged")]),
    ("names between dashes", "Police have charged three [L Reno] men – [P Tom Orr], 44, [P Al Poe], 51, and [P Raul Diaz], 60 – with theft.",
     [("Tom Orr", "charged"), ("Al Poe", "charged"), ("Raul Diaz", "charged")]),
    ("names and an unnamed pair make the count", "Police charged four people: [P Ann Bell], 33, of no fixed address; [P Tom Orr], 28; and two boys who cannot be named.",
     [("Ann Bell", "charged"), ("Tom Orr", "charged"), ("two boys", "charged")]),
    ("a couple of trades", "A [L Reno] dentist and her office manager have been charged with fraud. [P Ann Bell], 55, and [P Tom Orr], 48, will enter pleas in May.",
     [("Ann Bell", "charged"), ("Tom Orr", "charged")]),
    ("somebody’s brother", "[P Raul Diaz] was charged with theft. [P Tom Orr]’s brother chose the same road, and he is serving nine years for it.",
     [("Raul Diaz", "charged"), ("Tom Orr’s brother", "sentenced")]),
    ("all three", "Agents arrested [P Raul Diaz], a 29-year-old, as well as two U.S. citizens. All three are charged with smuggling.",
     [("Raul Diaz", "charged"), ("two U.S. citizens", "charged")]),
    ("the rest", "Nine were arrested in May. The other three will appear in court.", [("Nine", "arrested")]),
    ("a surname that one bore first", "[P Ann Bell] fled. Police seek [P Bell]. Her cousin [P Tom Bell] lives here. Prosecutors indicted [P Bell] in May.",
     [("Ann Bell", "charged")]),
    ("whom the jury did not convict", "The company [O Elms Marine plc] was named first. [P Tom Orr] was found not guilty. The company itself pleaded guilty in 2022.",
     [("Elms Marine plc", "pleaded_guilty")]),
    ("a judge with the title in the name", "Sentencing [P Ann Bell], [P Recorder Tom Orr] said she had lied.", [("Ann Bell", "sentenced")]),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "expected"), ISSUERS, ids=[c[0] for c in ISSUERS])
def test_how_issuers_of_other_countries_tell_of_a_case(phenomenon, text, expected):
    assert ladder(text) == expected


DROPPED = [
    ("withdrawn", "Charges against [P Tom Orr], 34, were withdrawn."),
    ("stayed", "Charges against [P Tom Orr], 34, were stayed."),
    ("a search warrant", "A search warrant was issued for [P Tom Orr]’s flat."),
    ("a fine of a regulator", "[O Elms Bank plc] was fined $9 million by the regulator."),
]


@pytest.mark.parametrize(("phenomenon", "text"), DROPPED, ids=[c[0] for c in DROPPED])
def test_what_was_dropped_gives_no_row(phenomenon, text):
    assert ladder(text) == []


LISTS = [
    ("numbers in brackets", "A grand jury charged three people with arson.\n\nThe defendants are:\n\n[1] [P Ann Bell], a.k.a. “Nan”\n[2] [P Tom Orr]\n[3] Yariel Encarn-Pinto\n",
     ["Ann Bell", "Tom Orr", "Yariel Encarn-Pinto"]),
    ("dates of birth", "Two men have been charged with arson. They are:\n\n[P Tom Orr], 19 (06.02.05) of Clapton Square;\n[P Raul Diaz] (DOB 19/11/2003) of Dalston Lane.\n",
     ["Tom Orr", "Raul Diaz"]),
    ("lines that name nobody", "Three people have been charged with arson.\n\nThey are:\n\n[P Tom Orr], 19, of Elmsfold;\nA 16-year-old boy from Elmsfold; and\nA 17-year-old boy from Marrowdale.\n",
     ["Tom Orr", "A 16-year-old boy", "A 17-year-old boy"]),
    ("the heading of a table", "The two defendants charged with arson are:\n\nName\n\nAlso Known As\n\nAge\n\n[P Ann Bell]\n\nNan Pearl\n\n32\n\n[P Tom Orr]\n\nRed Tom\n\n38\n",
     ["Ann Bell", "Tom Orr"]),
    ("the others below", "[P Ann Bell] is one of three people named in the indictment. The others are:\n\n[P Tom Orr], aka “Red,” 31, of [L Elmsfold], arson (arrested May 1 in [L Elmsfold]);\n\n[P Raul Diaz], 41, of [L Reno], arson (fugitive).\n",
     ["Ann Bell", "Tom Orr", "Raul Diaz"]),
    ("company and owner on a line", "Among those facing federal theft, fraud, arson and perjury charges:\n\n- [P Ann Bell], 34, of [L Reno]: Bell sold hay that nobody owned.\n- [O Orr Hay LLC], of [L Elko], and its owner, Dr. [P Tom Orr], 61: The firm sold the same hay twice.\n",
     ["Ann Bell", "Orr Hay LLC", "Tom Orr"]),
    ("two on a line", "Charged with arson were:\n\n- [P Ann Bell] and [P Tom Orr], both of [L Reno], arson.\n- [P Raul Diaz], 41, arson.\n",
     ["Ann Bell", "Tom Orr", "Raul Diaz"]),
    ("long lines with dates of birth", "The following two were charged:\n\n[P Ann Bell], W/F, DOB 03/14/1985, [L Elko] – 14 counts of theft from a charity for sick miners; money laundering; perjury before a grand jury.\n\n[P Tom Orr], W/M, DOB 11/30/1988, [L Reno] – theft.\n",
     ["Ann Bell", "Tom Orr"]),
    ("keys", "Name: [P Ann Bell]\n\nCharge: Arson\n\nName: [P Tom Orr]\n\nCharge: Theft\n", ["Ann Bell", "Tom Orr"]),
]  # fmt: skip


@pytest.mark.parametrize(("phenomenon", "text", "names"), LISTS, ids=[c[0] for c in LISTS])
def test_registers_of_the_accused(phenomenon, text, names):
    assert ladder(text) == [(name, "charged") for name in names]


def test_a_register_tells_under_each_name_how_far_it_came():
    text = (
        "The office told of the case.\n\nWHO THEY ARE\n\n[P Ann Bell], 24, Reno\nSentenced Feb. 3, 2022: 11 years, 3 months."
        "\n\n[P Tom Orr], 31, Reno\nIndicted Sept. 12, 2021.\n\n"
    )
    assert ladder(text) == [("Ann Bell", "sentenced"), ("Tom Orr", "charged")]


def test_the_notes_to_a_release_tell_of_a_case():
    text = (
        "A gang that sold forged tickets in five towns was brought before a court. "
        * 3
        + "\n\nNotes to editors\n\n• [P Ann Bell] (DOB: 12/03/1989) of Elmsfold was sentenced to eight years\n"
        "• The office covers three counties\n"
    )
    assert ladder(text) == [("Ann Bell", "sentenced")]


def test_rows_of_a_table_state_stage_offence_and_term():
    table = (
        "Three people were sentenced this month.\n\nDefendant | Age | Charge | Sentence\n"
        "[P Ann Bell] | 48 | Arson | 41 months; $2,000 fine\n"
        "[P Raul Diaz] | 60 | Filing a false return | 12 months and one day\n"
        "[P Luis Diaz] | 57 | Theft | 3 years of probation\n"
    )
    found = {r.defendant: (r.stage, r.offense, r.prison_months) for r in rows(table)}
    assert found == {
        "Ann Bell": ("sentenced", "Arson", 41),
        "Raul Diaz": ("sentenced", "Filing a false return", 12),
        "Luis Diaz": ("sentenced", "Theft", None),
    }


def test_a_table_of_possible_penalties_tells_of_charges():
    table = (
        "The grand jury indicted two people.\n\nName | Counts | Maximum sentence\n"
        "[P Ann Bell] | Arson | 20 years\n[P Raul Diaz] | Theft | 10 years\n"
    )
    found = {r.defendant: (r.stage, r.offense) for r in rows(table)}
    assert found == {"Ann Bell": ("charged", "Arson"), "Raul Diaz": ("charged", "Theft")}


@pytest.mark.parametrize(
    "line",
    [
        "[P Ann Bell], 34, arson and theft",
        "[P Ann Bell], 34, of [L Reno], [L Nevada] - arson and theft",
        "[P Ann Bell] (34): arson and theft",
    ],
)
def test_a_line_of_a_list_gives_the_offence_behind_its_name(line):
    text = f"The following people were charged:\n\n• {line}\n• [P Raul Diaz], 41, perjury\n"
    assert {r.defendant: r.offense for r in rows(text)} == {
        "Ann Bell": "arson and theft",
        "Raul Diaz": "perjury",
    }


@pytest.mark.parametrize(
    ("text", "offense"),
    [
        ("[P Ann Bell], 34, faces one count of theft.", "theft"),
        ("[P Ann Bell], 34, faces a charge of theft of mail.", "theft of mail"),
        ("[P Ann Bell], 34, is accused in a new indictment of smuggling birds.", "smuggling birds"),
        ("[P Ann Bell], 34, was charged with theft, the [A Bureau of Birds, Trees and Eggs] announced.", "theft"),
        ("[P Ann Bell], 34, wanted by Reno police for arson, was arrested on Monday.", "arson"),
        ("[P Ann Bell], 34, was arraigned on six counts, including theft and arson.", "theft and arson"),
        ("Marshals arrested 63 fugitives, including 9 wanted for murder.", None),
        ("[P Ann Bell], 34, was convicted of theft in Reno Superior Court.", "theft"),
        ("[P Ann Bell], 34, was arrested on suspicion of assisting an offender.", "assisting an offender"),
    ],
)  # fmt: skip
def test_where_an_offence_begins_and_ends(text, offense):
    assert [r.offense for r in rows(text)] == [offense]


def test_a_field_office_acts_under_its_place():
    (row,) = rows("[A DEA] [L Tulsa] arrested [P Ann Bell], 34, on a theft warrant.")
    assert row.agencies == ("DEA",)


def test_a_month_is_no_place_of_a_court():
    (row,) = rows(
        "[P Ann Bell], 34, was sentenced in U.S. District Court in October to 40 months in prison."
    )
    assert row.district is None


ELSEWHERE = [
    ("detained by a foreign force", "Sailors detained its crew of six.", [("its crew of six", "arrested")]),
    ("a people as a noun", "Two Malaysians, aged 21 and 30, were nabbed at the ferry.", [("Two Malaysians", "arrested")]),
    ("joined nationalities", "Fourteen Greek and Peruvian roofers were detained.", [("Fourteen Greek and Peruvian roofers", "arrested")]),
    ("a passenger stopped", "A 34-year-old woman was found to be carrying heroin.", [("A 34-year-old woman", "arrested")]),
    ("a parcel stopped", "The parcel was intercepted at the depot.", []),
    ("given up", "[P Ann Bell], 39, handed herself in on Monday.", [("Ann Bell", "arrested")]),
    ("a case registered", "A case was registered against four clerks.", [("four clerks", "charged")]),
    ("two courts", "Four people have appeared in the Elm and Oak District Courts.", [("Four people", "charged")]),
    ("decades of age", "A man in his 40s and a woman in her 20s were arrested.", [("A man", "arrested"), ("a woman", "arrested")]),
    ("the man and the woman", "A man was arrested with a saw. A woman was arrested at home. The man was charged with arson.",
     [("A man", "charged"), ("A woman", "arrested")]),
    ("whom the finder leaves out", "A [L Reno] trader, Emeka Orr, was arrested.", [("Emeka Orr", "arrested")]),
    ("anybody", "A person convicted of it is liable to a fine.", []),
    ("a speaker", "“It was a good day,” said Warden [P Tom Orr]. Those held face trial.", []),
    ("remanded of those charged", "Six people were charged with arson. Five were remanded in custody.", [("Six people", "charged")]),
    ("justice", "Many smugglers have been brought to justice, among 75 traffickers.", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "wanted"), [c[1:] for c in ELSEWHERE], ids=[c[0] for c in ELSEWHERE]
)
def test_the_words_of_police_and_courts_elsewhere(marked, wanted):
    assert ladder(marked) == wanted


def test_a_body_that_searches_is_the_one_that_arrests():
    found = rows("Officers of the [A Marine Unit] raided a shed. One man, 45, was arrested.")
    assert [r.agencies for r in found] == [("Marine Unit",)]
