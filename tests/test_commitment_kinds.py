"""What kind of commitment an undertaking is: its object, who acts together, the model."""

from __future__ import annotations

import pytest

from extractor.events.undertakings.lexicon import verb_of
from extractor.records.commitments.kinds import kind_of

# verb and its phrase, how many act, whether promised, what the model says, the kind
BY_OBJECT = [
    ("provide $25 million to widen the quay", 1, True, "assistance", "funding"),
    ("providing the isles with £28 million in assistance", 1, False, "assistance", "funding"),
    ("providing €13 million in equipment to the guard", 1, False, "funding", "assistance"),
    ("launched a $3 million project to count seals", 1, False, "funding", "program"),
    ("announced funding awards to all nine isles", 1, False, "program", "funding"),
    ("proposed increasing funding for night schools", 1, False, "legislation", "funding"),
    ("announced a landmark trade deal with Alba", 1, False, "legislation", "agreement"),
    ("set up an expert group to rank the ports", 2, True, "program", "agreement"),
    (
        "signed an Executive Order implementing the trade agreement",
        1,
        False,
        "program",
        "legislation",
    ),
    ("proposed changes to pilotage rules for small craft", 1, False, "program", "legislation"),
    ("reversing a one-sided deal with Alba", 1, False, "legislation", "legislation"),
    ("declared a state of emergency in Brea", 1, False, "program", "program"),
    ("issued a declaration of emergency in Brea", 1, False, "program", "legislation"),
    ("enacted this scheme in 1992", 1, False, "program", "legislation"),
    ("sponsored two workshops for clerks", 1, False, "program", "assistance"),
    ("strengthen cooperation on fisheries", 1, True, "program", "agreement"),
    ("signed a letter of intent on pilotage", 1, False, "legislation", "agreement"),
    ("approved loan forgiveness for 40 nurses", 1, False, "legislation", "funding"),
    ("opened the second round of applications", 1, False, "program", "funding"),
]
BY_WHO = [
    ("improve record keeping", 2, True, "assistance", "agreement"),
    ("improve record keeping", 1, True, "assistance", "assistance"),
    ("build a joint task force on wrecks", 2, True, "program", "program"),
    ("provide radios to small ports", 2, True, "assistance", "assistance"),
    ("launched a hotline", 1, False, "agreement", "program"),
    ("signed the charter", 1, False, "agreement", "agreement"),
]


@pytest.mark.parametrize(("phrase", "actors", "promised", "told", "kind"), BY_OBJECT + BY_WHO)
def test_the_object_and_the_number_of_actors_outvote_the_model(
    phrase, actors, promised, told, kind
):
    first, _, rest = phrase.partition(" ")
    got = kind_of(told, verb_of(first), rest, actors=actors, promised=promised, noun=False)
    assert got == kind


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("$5 million to Brea", "funding"),
        ("$5 million in vehicles for Brea", "assistance"),
        ("workshop for judges on evidence", "assistance"),
        ("new radar equipment for the guard", "assistance"),
        ("moratorium on night trawling", "legislation"),
    ],
)
def test_a_phrase_without_a_verb_tells_its_kind(phrase, kind):
    assert kind_of("program", None, phrase, actors=1, promised=False, noun=True) == kind
