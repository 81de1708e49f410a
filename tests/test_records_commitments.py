"""Commitments: one row for each undertaking, with who, how much, for whom and when."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import cleaning, segmentation
from extractor.records import commitments
from extractor.records.commitments import noun_phrases
from extractor.records.context import Context
from extractor.types import Commitment, DateSpan, Event, Mention, Quantity


def rows(
    body: str,
    *actions: tuple[str, str, str],
    title: str | None = None,
    names: dict[str, str] | None = None,
    amounts: dict[str, tuple[float, str]] | None = None,
    dates: dict[str, str] | None = None,
    construction: str = "past",
) -> list[Commitment]:
    """Rows from events given by hand: (action, kind, modality), with names, amounts and dates."""
    release = cleaning.clean(body, title=title, published="2021-06-07", release_id="t")
    text = release.text
    sentences = segmentation.split(release)
    mentions = []
    for name, label in (names or {}).items():
        at = -1
        while (at := text.find(name, at + 1)) >= 0:
            mentions.append(Mention(at, at + len(name), name, label))  # type: ignore[arg-type]
    mentions.sort(key=lambda m: m.start_char)
    quantities = [
        Quantity(m.start(), m.end(), q, value, unit)
        for q, (value, unit) in (amounts or {}).items()
        for m in re.finditer(re.escape(q), text)
    ]
    quantities.sort(key=lambda q: q.start_char)
    spans = [
        DateSpan(text.find(d), text.find(d) + len(d), d, day, day, "day")
        for d, day in ((d, dt.date.fromisoformat(x)) for d, x in (dates or {}).items())
    ]
    context = Context(release, sentences, tuple(mentions), tuple(quantities), tuple(spans), ())
    events = []
    for action, kind, modality in actions:
        start = text.index(action)
        verb_end = start + len(action.split()[0])
        events.append(
            Event(
                type="commitment",
                sentence=context.sentence_index(start),
                start_char=start,
                end_char=start + len(action),
                trigger_start=start,
                trigger_end=verb_end,
                modality=modality,  # type: ignore[arg-type]
                subtype=kind,
                score=0.7,
                source=f"model:undertakings/{construction}",
            )
        )
    filled = Context(
        release, sentences, tuple(mentions), tuple(quantities), tuple(spans), tuple(events)
    )
    return commitments.build(filled)


def test_a_grant_has_its_giver_amount_and_recipient():
    (row,) = rows(
        "The Harbour Bureau awarded $2 million to four fishing communities.",
        ("awarded $2 million to four fishing communities", "funding", "done"),
        names={"Harbour Bureau": "AGENCY"},
        amounts={"$2 million": (2e6, "USD")},
    )
    assert row.actors == ("Harbour Bureau",)
    assert (row.kind, row.status, row.value, row.unit) == ("funding", "done", 2e6, "USD")
    assert row.beneficiary == "four fishing communities"
    assert {s.field for s in row.evidence_slots} == {"action", "actors", "value", "beneficiary"}


def test_one_subject_serves_all_its_coordinated_deeds():
    found = rows(
        "Ruritania and Freedonia agreed to train pilots and share radar data.",
        ("train pilots", "assistance", "promised"),
        ("share radar data", "agreement", "promised"),
        names={"Ruritania": "PLACE", "Freedonia": "PLACE"},
    )
    assert [r.actors for r in found] == [("Ruritania", "Freedonia")] * 2


def test_a_name_behind_a_preposition_is_not_the_subject():
    (row,) = rows(
        "The Coast Office in Alba, Brea and Cora opened a help line.",
        ("opened a help line", "program", "done"),
        names={"Coast Office": "AGENCY", "Alba": "PLACE", "Brea": "PLACE", "Cora": "PLACE"},
    )
    assert row.actors == ("Coast Office",)


def test_an_acronym_in_parentheses_joins_its_name():
    (row,) = rows(
        "The Coast Office (CO) opened a help line.",
        ("opened a help line", "program", "done"),
        names={"Coast Office": "AGENCY", "CO": "AGENCY"},
    )
    assert row.actors == ("Coast Office",)


def test_we_in_a_joint_statement_are_its_parties():
    (row,) = rows(
        "We will build a bridge.",
        ("build a bridge", "program", "promised"),
        title="Joint Statement of Mexico and Canada",
        names={"Mexico": "PLACE", "Canada": "PLACE"},
    )
    assert row.actors == ("Mexico", "Canada")


def test_a_bullet_takes_subject_and_date_from_the_line_above_it():
    (row,) = rows(
        "The Coast Office did this in May 2021:\n\n- Opened a help line.\n- Was praised.",
        ("Opened a help line", "program", "done"),
        names={"Coast Office": "AGENCY"},
        dates={"May 2021": "2021-05-01"},
    )
    assert row.actors == ("Coast Office",)
    assert row.start == dt.date(2021, 5, 1)


def test_a_promise_takes_no_date_from_before_its_verb_that_has_passed():
    (row,) = rows(
        "Since March 2020 the Coast Office has met often and will open a help line.",
        ("open a help line", "program", "promised"),
        names={"Coast Office": "AGENCY"},
        dates={"March 2020": "2020-03-01"},
    )
    assert row.start is None


def test_one_fact_told_twice_is_one_row():
    found = rows(
        "The Coast Office opened a new help line.\n\nIt said that it opened a new help line today.",
        ("opened a new help line", "program", "done"),
        ("opened a new help line today", "program", "done"),
        names={"Coast Office": "AGENCY"},
    )
    assert len(found) == 1


def test_a_sum_that_is_only_referred_to_makes_no_row_of_its_own():
    found = rows(
        "The ministry announced $4 million for quays. Leveraging the $4 million, it will hire.",
        ("announced $4 million for quays", "funding", "done"),
        ("Leveraging the $4 million", "funding", "done"),
        amounts={"$4 million": (4e6, "USD")},
    )
    assert [r.action for r in found] == ["announced $4 million for quays"]


def test_a_law_that_was_passed_and_signed_is_one_row_with_its_day():
    found = rows(
        "The Senate passed the Ports Act on June 4. Later the premier signed the Ports Act.",
        ("passed the Ports Act", "legislation", "done"),
        ("signed the Ports Act", "legislation", "done"),
        names={"Ports Act": "LAW"},
        dates={"June 4": "2021-06-04"},
    )
    assert [(r.action, r.start) for r in found] == [("signed the Ports Act", dt.date(2021, 6, 4))]


def test_the_evidence_is_the_sentence_and_lies_in_the_text():
    body = "First words. The Coast Office opened a help line."
    (row,) = rows(body, ("opened a help line", "program", "done"), names={"Coast Office": "AGENCY"})
    assert row.evidence == "The Coast Office opened a help line."


SPEAKERS = [
    # (title, body, action, names, actors): who stands behind a pronoun, a role word or an owner
    (
        "Statement by President Ada Marsh on Grain",
        "I have approved the sale of grain.",
        "approved the sale of grain",
        {"Ada Marsh": "PERSON"},
        ("Ada Marsh",),
    ),
    (
        "Statement by President Ada Marsh on Grain",
        "With the help of Minister Bo Fenn, my Administration has opened two silos.",
        "opened two silos",
        {"Ada Marsh": "PERSON", "Bo Fenn": "PERSON"},
        ("Administration",),
    ),
    (
        "Fact Sheet on Grain",
        "The Marsh Administration met farmers.\n\nThe Budget invests $2 million in silos.",
        "invests $2 million in silos",
        {"Marsh Administration": "AGENCY"},
        ("Administration",),
    ),
    (
        "Silos",
        "Freedonia noted Ruritania’s pledge to build ten silos.",
        "build ten silos",
        {"Freedonia": "PLACE", "Ruritania": "PLACE"},
        ("Ruritania",),
    ),
    (
        "Silos",
        "A silo was opened by the Grain Office and the Harbour Bureau.",
        "opened by the Grain Office",
        {"Grain Office": "AGENCY", "Harbour Bureau": "AGENCY"},
        ("Grain Office", "Harbour Bureau"),
    ),
    (
        "Silos",
        "Six coastal towns received $2 million from the Grain Office.",
        "received $2 million from the Grain Office",
        {"Grain Office": "AGENCY"},
        ("Grain Office",),
    ),
    (
        "Silos",
        "The Grain Office has money for silos. Alba County will receive $2 million.",
        "receive $2 million",
        {"Grain Office": "AGENCY", "Alba County": "PLACE"},
        ("Grain Office",),
    ),
    (
        "Silos",
        "Five Ruritanian provinces have opened silos.",
        "opened silos",
        {"Grain Office": "AGENCY"},
        ("Five Ruritanian provinces",),
    ),
    (
        "Silos",
        "The Ruritanian government has opened silos.",
        "opened silos",
        {},
        ("Ruritanian government",),
    ),
    (
        "Agreement with Alba County",
        "The Harbour Bureau sued Alba County.\n\nUnder the deal, the county will:\n\n- Open a ramp.",
        "Open a ramp",
        {"Harbour Bureau": "AGENCY", "Alba County": "PLACE"},
        ("Alba County",),
    ),
    (
        "Bridges",
        "The U.S. and Freedonia agreed to build a bridge.",
        "build a bridge",
        {"Freedonia": "PLACE"},
        ("United States", "Freedonia"),
    ),
    (
        "Silos",
        "In Alba and Brea, the Grain Office will build silos.",
        "build silos",
        {"Alba": "PLACE", "Brea": "PLACE", "Grain Office": "AGENCY"},
        ("Grain Office",),
    ),
    (
        "Silos",
        "We welcomed the pledge by Alba and Brea to each build ten silos.",
        "build ten silos",
        {"Alba": "PLACE", "Brea": "PLACE"},
        ("Alba", "Brea"),
    ),
    (
        "Silos",
        "The Secretary of Works and Silos, the Director of Trade and the Minister for Grain will"
        " open silos.",
        "open silos",
        {},
        ("Secretary of Works and Silos", "Director of Trade", "Minister for Grain"),
    ),
    (
        "Silos",
        "Interior has opened silos.",
        "opened silos",
        {},
        ("Department of the Interior",),
    ),
    (
        "Silos",
        "The Silo Renewal Program will pay $2 million to farmers.",
        "pay $2 million to farmers",
        {"Silo Renewal Program": "PROGRAM"},
        ("Silo Renewal Program",),
    ),
    (
        "Silos",
        "President Ada Marsh met farmers. The Vice President announced two silos.",
        "announced two silos",
        {"Ada Marsh": "PERSON"},
        ("Vice President",),
    ),
    (
        "Silos",
        "Alba confirmed it is building two silos.",
        "building two silos",
        {"Alba": "PLACE"},
        ("Alba",),
    ),
    (
        "Alba boosts grain stores in Brea",
        "From May, two silos will be built.",
        "built",
        {"Alba": "PLACE"},
        ("Alba",),
    ),
    (
        "Silos",
        "The Harbour Office trained 40 pilots in Brea. Two silos were opened.",
        "opened",
        {"Harbour Office": "AGENCY"},
        ("Harbour Office",),
    ),
    (
        "Fact Sheet: Silos",
        "The President’s Fiscal Year 2031 budget requests $4 million for silos.",
        "requests $4 million for silos",
        {},
        ("President",),
    ),
    (
        "Grain Pact",
        "Grain Pact member countries have built two silos.",
        "built two silos",
        {},
        ("Grain Pact member countries",),
    ),
    (
        "Grain Pact",
        "The Marsh Institute of Grain Studies has trained 40 millers.",
        "trained 40 millers",
        {},
        ("Marsh Institute of Grain Studies",),
    ),
    (
        "Bridges",
        "The Coast Office has equipped 40 Freedonia port officers and trained pilots.",
        "trained pilots",
        {"Coast Office": "AGENCY", "Freedonia": "PLACE"},
        ("Coast Office",),
    ),
    (
        "Harbours",
        "The Home Ministry met traders. Last May, ministers launched a harbour scheme.",
        "launched a harbour scheme",
        {"Home Ministry": "AGENCY"},
        ("ministers",),
    ),
    (
        "Harbours",
        "In Alba, President Marsh signed the Ports Act.",
        "signed the Ports Act",
        {"Marsh": "PERSON", "Alba": "PLACE"},
        ("President Marsh",),
    ),
    (
        "Harbours",
        "Harbour Aid Office (HAO) is building two piers.",
        "building two piers",
        {"HAO": "AGENCY"},
        ("Harbour Aid Office",),
    ),
    (
        "Harbours",
        "The Coast Office is funding Great Pier projects:\n\n- build a quay in Brea\n",
        "build a quay in Brea",
        {"Coast Office": "AGENCY", "Great Pier": "PROGRAM"},
        ("Coast Office",),
    ),
]


@pytest.mark.parametrize(
    ("title", "body", "action", "names", "actors"), SPEAKERS, ids=[s[2] + s[0] for s in SPEAKERS]
)
def test_who_acts(title, body, action, names, actors):
    (row,) = rows(body, (action, "program", "done"), title=title, names=names)
    assert row.actors == actors


AMOUNTS = [
    (
        "The Union will pay 12 ports €4 million.",
        "pay 12 ports €4 million",
        {"12 ports": (12, "count"), "€4 million": (4e6, "EUR")},
        "will",
        4e6,
    ),
    (
        "The Coast Office will advance 5G networks.",
        "advance 5G networks",
        {"5G": (5, "gram")},
        "will",
        None,
    ),
    # (body, action, amounts, construction, value)
    (
        "Over $3 million was awarded to four towns.",
        "awarded to four towns",
        {"Over $3 million": (3e6, "USD"), "four towns": (4, "count")},
        "passive",
        4,
    ),
    (
        "Over $3 million was paid to it.",
        "paid to it",
        {"Over $3 million": (3e6, "USD")},
        "passive",
        3e6,
    ),
    (
        "The Coast Office sent aid to Alba, valued at $2 million.",
        "sent aid to Alba",
        {"$2 million": (2e6, "USD")},
        "past",
        2e6,
    ),
    (
        "The Coast Office sent aid to Alba, which lost $2 million.",
        "sent aid to Alba",
        {"$2 million": (2e6, "USD")},
        "past",
        None,
    ),
    (
        "The Coast Office gave boats to all three islands.",
        "gave boats to all three islands",
        {"three islands": (3, "count")},
        "past",
        None,
    ),
    (
        "The Coast Office sent 20 boats and $2 million.",
        "sent 20 boats and $2 million",
        {"20 boats": (20, "count"), "$2 million": (2e6, "USD")},
        "past",
        20,
    ),
]


@pytest.mark.parametrize(
    ("body", "action", "amounts", "construction", "value"), AMOUNTS, ids=[a[0] for a in AMOUNTS]
)
def test_the_main_amount(body, action, amounts, construction, value):
    (row,) = rows(body, (action, "assistance", "done"), amounts=amounts, construction=construction)
    assert row.value == value


DATES = [
    # (body, action, status, dates, title, start)
    (
        "Today the Coast Office announced that it will open a line.",
        "open a line",
        "promised",
        {"Today": "2021-06-07"},
        None,
        None,
    ),
    (
        "Today the Coast Office will open a line.",
        "open a line",
        "promised",
        {"Today": "2021-06-07"},
        None,
        "2021-06-07",
    ),
    (
        "The Coast Office carried out the March 2020 Harbour Plan.",
        "carried out the March 2020 Harbour Plan",
        "done",
        {"March 2020": "2020-03-01"},
        None,
        None,
    ),
    (
        "The Coast Office pledged help at the March 2020 Harbour Meeting.",
        "pledged help at the March 2020 Harbour Meeting",
        "done",
        {"March 2020": "2020-03-01"},
        None,
        "2020-03-01",
    ),
    ("I hereby open the canal.", "open the canal", "done", {}, None, "2021-06-07"),
    (
        "The Coast Office launched a help line.",
        "launched a help line",
        "done",
        {},
        "Coast Office Launches Help Line",
        "2021-06-07",
    ),
    ("The Coast Office launched a help line.", "launched a help line", "done", {}, "News", None),
]


@pytest.mark.parametrize(
    ("body", "action", "status", "dates", "title", "start"),
    DATES,
    ids=[d[0] + str(d[4]) for d in DATES],
)
def test_when_it_is_done(body, action, status, dates, title, start):
    (row,) = rows(body, (action, "program", status), dates=dates, title=title)
    assert row.start == (dt.date.fromisoformat(start) if start else None)


BENEFICIARIES = [
    (
        "The Coast Office provided $2 million in aid to the Republic of Freedonia.",
        "provided $2 million in aid to the Republic of Freedonia",
        "funding",
        {"Republic of Freedonia": "PLACE"},
        "Republic of Freedonia",
    ),
    (
        "The Coast Office trained 40 Ruritanian harbour officers.",
        "trained 40 Ruritanian harbour officers",
        "assistance",
        {},
        "Ruritanian harbour officers",
    ),
    (
        "The Coast Office and Freedonia signed a treaty on fish.",
        "signed a treaty on fish",
        "agreement",
        {"Freedonia": "PLACE"},
        None,
    ),
]


@pytest.mark.parametrize(
    ("body", "action", "kind", "names", "gains"), BENEFICIARIES, ids=[b[0] for b in BENEFICIARIES]
)
def test_who_gains(body, action, kind, names, gains):
    (row,) = rows(body, (action, kind, "done"), names={"Coast Office": "AGENCY", **names})
    assert row.beneficiary == gains


PHRASES = [
    # (text from the verb on, phrases that a gate leads to)
    ("provided food to farmers in Alba and to nurses", ["farmers in Alba", "nurses"]),
    ("will help farmers, fishers, and smiths build silos", ["farmers, fishers, and smiths"]),
    ("gave shelter to people who lost their homes, and left", ["people who lost their homes"]),
    ("to help those affected by floods", ["those affected by floods"]),
    ("supported Alba’s nurses", ["Alba’s nurses", "Alba"]),
    ("to help address the floods", ["floods"]),
    ("gave tents to people facing a third flood", ["people facing a third flood"]),
    ("gave aid to the ports, and the Guild of Millers has sent flour", ["ports"]),
]


@pytest.mark.parametrize(("body", "expected"), PHRASES, ids=[p[0] for p in PHRASES])
def test_phrases_that_may_name_who_gains(body, expected):
    release = cleaning.clean(body, published="2021-06-07", release_id="t")
    context = Context(release, segmentation.split(release), (), (), (), ())
    found = [body[p.start : p.end] for p in noun_phrases.phrases(context, 0, len(body))]
    assert [x for x in expected if x not in found] == []


@given(st.text(alphabet="ab ,.;:’'()$1 toforwhowithAB\n", max_size=80))
def test_phrases_lie_in_the_text_and_never_raise(body):
    release = cleaning.clean(body, published="2021-06-07", release_id="t")
    context = Context(release, segmentation.split(release), (), (), (), ())
    for p in noun_phrases.phrases(context, 0, len(release.text)):
        assert 0 <= p.start < p.end <= len(release.text)
        assert release.text[p.start : p.end].strip() == release.text[p.start : p.end]


@pytest.mark.parametrize(
    ("body", "action", "construction", "names", "actors"),
    [
        pytest.param(
            "The Ports Bureau printed a leaflet in May, and this autumn it will open a help desk.",
            "open a help desk",
            "will",
            {"Ports Bureau": "AGENCY"},
            ("Ports Bureau",),
            id="it is the body that the sentence tells of",
        ),
        pytest.param(
            "The Kiln Partnership, founded in March by the Clay Board, has 30 members.",
            "founded in March by the Clay Board",
            "past",
            {"Kiln Partnership": "ORG", "Clay Board": "AGENCY"},
            ("Clay Board",),
            id="founded by whom, between commas",
        ),
        pytest.param(
            "The town took delivery of three cranes donated by the Dock Agency.",
            "delivery of three cranes donated by the Dock Agency",
            "nominal",
            {"Dock Agency": "AGENCY"},
            ("Dock Agency",),
            id="donated by whom, behind a noun",
        ),
        pytest.param(
            "The Works Ministry said: $3 million from the Lock Office for new gates.",
            "$3 million from the Lock Office for new gates",
            "amount",
            {"Works Ministry": "AGENCY", "Lock Office": "AGENCY"},
            ("Lock Office",),
            id="from whom a sum comes",
        ),
        pytest.param(
            "The Lantern Centre for Safe Streets, paid in part by the canton, will train wardens.",
            "train wardens",
            "will",
            {},
            ("Lantern Centre for Safe Streets",),
            id="a body without a known name, with an apposition",
        ),
        pytest.param(
            "The government has since rebuilt two piers.",
            "rebuilt two piers",
            "past",
            {},
            ("government",),
            id="a common noun and an adverb",
        ),
    ],
)
def test_who_acts_in_a_clause(
    body: str, action: str, construction: str, names: dict[str, str], actors: tuple[str, ...]
) -> None:
    (row,) = rows(body, (action, "program", "done"), names=names, construction=construction)
    assert row.actors == actors


def test_a_heading_that_sums_up_a_sum_of_the_body_is_no_row_of_its_own() -> None:
    found = rows(
        "Work on old gates begins.\n\n$8 MILLION FOR RURAL LOCKS\n\nThe Lock Office will invest"
        " $8 million in the rebuilding of eleven old gates along the upper river.",
        ("$8 MILLION FOR RURAL LOCKS", "funding", "done"),
        ("invest $8 million", "funding", "promised"),
        names={"Lock Office": "AGENCY"},
        amounts={"$8 MILLION": (8e6, "USD"), "$8 million": (8e6, "USD")},
        construction="will",
    )
    assert [row.action for row in found] == ["invest $8 million"]


def test_verbs_that_share_a_subject_share_its_actor() -> None:
    first, second = rows(
        "Under the plan the Harbour Bureau will hire 40 River Police pilots, buy two tugs.",
        ("hire 40 River Police pilots", "program", "promised"),
        ("buy two tugs", "funding", "promised"),
        names={"Harbour Bureau": "AGENCY", "River Police": "AGENCY"},
        construction="will",
    )
    assert first.actors == second.actors == ("Harbour Bureau",)


@pytest.mark.parametrize(
    "preamble",
    [
        "We, the Works Ministers of Canada, Japan and Norway, met in Oslo.",
        "The following statement was issued by the Governments of Canada, Japan and Norway:",
    ],
)
def test_we_are_the_states_that_the_preamble_names(preamble: str) -> None:
    (row,) = rows(
        f"{preamble}\n\nThe Coast Agency held a drill. We will open a joint tide centre.",
        ("open a joint tide centre", "agreement", "promised"),
        names={
            "Canada": "PLACE",
            "Japan": "PLACE",
            "Norway": "PLACE",
            "Oslo": "PLACE",
            "Coast Agency": "AGENCY",
        },
        construction="will",
    )
    assert set(row.actors) == {"Canada", "Japan", "Norway"}


def test_a_list_without_a_subject_hangs_on_the_sentence_before_it() -> None:
    (row,) = rows(
        "The Dyke Corps will raise the banks of two rivers. Projects include:\n\n"
        "- $4 million for the weir at Stonebrook.",
        ("$4 million for the weir at Stonebrook", "funding", "promised"),
        names={"Dyke Corps": "AGENCY", "Stonebrook": "PLACE"},
        amounts={"$4 million": (4e6, "USD")},
        construction="amount",
        title="Treasury Announces Money for Weirs",
    )
    assert row.actors == ("Dyke Corps",)


@pytest.mark.parametrize(
    ("body", "action", "construction", "amounts", "value"),
    [
        pytest.param(
            "The board will pay $6 million to dredge the estuary.",
            "dredge the estuary",
            "aim",
            {"$6 million": (6e6, "USD")},
            6e6,
            id="the sum that pays for it stands before it",
        ),
        pytest.param(
            "The council backs the repair of 12 bridges in the valley (€9 million).",
            "repair of 12 bridges in the valley",
            "nominal",
            {"12": (12.0, "count"), "€9 million": (9e6, "EUR")},
            9e6,
            id="a sum in parentheses behind it",
        ),
        pytest.param(
            "The board will fund a seed vault, with $7 million to be paid by June.",
            "fund a seed vault",
            "will",
            {"$7 million": (7e6, "USD")},
            7e6,
            id="with a sum",
        ),
        pytest.param(
            "The ministry set up a river unit, whose boats have made 80 arrests.",
            "set up a river unit, whose boats have made 80 arrests",
            "past",
            {"80": (80.0, "count")},
            None,
            id="what came of a deed is not what was given",
        ),
        pytest.param(
            "The ministry launched a plan with four main pillars.",
            "launched a plan with four main pillars",
            "past",
            {"four": (4.0, "count")},
            None,
            id="the points of a plan are not what was given",
        ),
    ],
)
def test_the_amount_of_a_clause(
    body: str,
    action: str,
    construction: str,
    amounts: dict[str, tuple[float, str]],
    value: float | None,
) -> None:
    (row,) = rows(body, (action, "funding", "done"), amounts=amounts, construction=construction)
    assert row.value == value


def test_dollars_are_those_of_the_government_that_speaks() -> None:
    (row,) = rows(
        "The Australian Government will give $2 million to the reef wardens. Royal Australian Navy"
        " divers will train them.",
        ("give $2 million to the reef wardens", "funding", "promised"),
        amounts={"$2 million": (2e6, "USD")},
        construction="will",
    )
    assert (row.value, row.unit) == (2e6, "AUD")


@pytest.mark.parametrize(
    ("body", "action", "status", "construction", "dates", "start"),
    [
        pytest.param(
            "Earlier in May 2020 the bureau opened a fund, applications for which closed on"
            " June 30, 2020.",
            "opened a fund, applications for which closed on June 30, 2020",
            "done",
            "past",
            {"May 2020": "2020-05-01", "June 30, 2020": "2020-06-30"},
            dt.date(2020, 5, 1),
            id="the date of a relative clause is another's",
        ),
        pytest.param(
            "The bureau hired 40 pilots, which was completed in May 2020.",
            "hired 40 pilots",
            "done",
            "past",
            {"May 2020": "2020-05-01"},
            dt.date(2020, 5, 1),
            id="a relative clause that tells when it was done",
        ),
        pytest.param(
            "Under the plans announced today, the bureau will buy two tugs.",
            "buy two tugs",
            "promised",
            "will",
            {"today": "2021-06-07"},
            None,
            id="the day of the word is not the deadline",
        ),
        pytest.param(
            "The bureau is announcing new money for locks:\n\n- $4 million for the weir.",
            "$4 million for the weir",
            "done",
            "amount",
            {},
            dt.date(2021, 6, 7),
            id="a sum of a list that is announced today",
        ),
        pytest.param(
            "The bureau today announced $9 million for locks. It includes $4 million for weirs.",
            "$4 million for weirs",
            "done",
            "amount",
            {"today": "2021-06-07"},
            dt.date(2021, 6, 7),
            id="a part of a sum that is announced today",
        ),
    ],
)
def test_when(
    body: str,
    action: str,
    status: str,
    construction: str,
    dates: dict[str, str],
    start: dt.date | None,
) -> None:
    (row,) = rows(body, (action, "funding", status), dates=dates, construction=construction)
    assert row.start == start
