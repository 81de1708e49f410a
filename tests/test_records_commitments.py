"""Commitments: one row for each undertaking, with who, how much, for whom and when."""

from __future__ import annotations

import datetime as dt

from extractor import cleaning, segmentation
from extractor.records import commitments
from extractor.records.context import Context
from extractor.types import Commitment, DateSpan, Event, Mention, Quantity


def rows(
    body: str,
    *actions: tuple[str, str, str],
    title: str | None = None,
    names: dict[str, str] | None = None,
    amounts: dict[str, tuple[float, str]] | None = None,
    dates: dict[str, str] | None = None,
    issuer: str | None = None,
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
        Quantity(text.find(q), text.find(q) + len(q), q, value, unit)
        for q, (value, unit) in (amounts or {}).items()
    ]
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
                source="model:undertakings/past",
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


def test_the_evidence_is_the_sentence_and_lies_in_the_text():
    body = "First words. The Coast Office opened a help line."
    (row,) = rows(body, ("opened a help line", "program", "done"), names={"Coast Office": "AGENCY"})
    assert row.evidence == "The Coast Office opened a help line."
