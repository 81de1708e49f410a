"""Candidate undertakings, the linear models, and the lexicons that they read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import cleaning, segmentation
from extractor.events import model
from extractor.events.undertakings import Surroundings, candidates, choose, find, of_release
from extractor.events.undertakings.features import Genre, features, genres
from extractor.events.undertakings.lexicon import NounClass, VerbClass, verb_of, verbs
from extractor.events.undertakings.subjects import WordSet, subject_of, word_set
from extractor.lexicons import load
from extractor.records.context import Context
from extractor.types import Mention


def view(body: str, title: str | None = None) -> Context:
    release = cleaning.clean(body, title=title, published="2021-06-07", release_id="t")
    return Context(release, segmentation.split(release), (), (), (), ())


def phrases(text: str) -> list[str]:
    return [text[c.start : c.end] for c in candidates(text, 0, len(text))]


def test_each_coordinated_verb_is_a_candidate_of_its_own():
    text = "Ruritania pledged to expand joint patrols, train 40 clerks, and share radar data."
    assert phrases(text)[1:] == ["expand joint patrols", "train 40 clerks", "share radar data"]


def test_two_verbs_with_one_object_are_one_candidate():
    text = "The ministry will strengthen and enhance its river patrols."
    assert phrases(text) == ["strengthen and enhance its river patrols"]


@pytest.mark.parametrize(
    ("text", "construction", "governor"),
    [
        ("The bureau will train pilots.", "will", "will"),
        ("The bureau agreed to train pilots.", "governed", "agree"),
        ("The bureau committed to training pilots.", "to-ing", "commit"),
        ("The bureau has trained pilots.", "perfect", "has"),
        ("The bureau is training pilots.", "progressive", "is"),
        ("The bureau trained pilots.", "past", ""),
        ("Train pilots in all harbours.", "initial", ""),
        ("Pilots were trained by the bureau.", "passive", "were"),
        ("The bureau could train pilots.", "modal", "could"),
        ("Funds went to a school to train pilots.", "aim", "school"),
        ("The bureau, which trained pilots, closed.", "relative", "which"),
    ],
)
def test_how_a_verb_stands_is_read_from_the_words_before_it(text, construction, governor):
    found = [c for c in candidates(text, 0, len(text)) if c.verb.lemma == "train"]
    assert [(c.construction, c.governor) for c in found] == [(construction, governor)]


def test_a_deed_may_be_named_by_a_noun_and_an_amount_may_stand_alone():
    assert "donation of nine boats to Freedonia" in phrases(
        "The donation of nine boats to Freedonia"
    )
    text = "Lenders gave $4 million to Alba, $5 million to Brea and $6 million to Cora."
    assert phrases(text)[1:] == ["$5 million to Brea", "$6 million to Cora"]


def test_long_phrases_are_cut_before_their_purpose():
    text = (
        "The office launched a new regional summer school for harbour clerks and river wardens of"
        " four small states to stop the many threats that smugglers pose to trade."
    )
    assert phrases(text)[0].endswith("four small states")


def test_names_inside_a_sentence_are_no_verbs():
    assert phrases("The meeting of Build and Train Limited was long.") == []


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_it_and_spans_lie_inside(text):
    for c in candidates(text, 0, len(text)):
        assert 0 <= c.head <= c.start < c.verb_end <= c.end <= len(text)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from("agreed to train fund , and will $4 million the pilots .".split())))
def test_chosen_candidates_never_overlap(parts):
    text = " ".join(parts)
    found = [(0.5, 0, c) for c in candidates(text, 0, len(text))]
    kept = [c for _, _, c in choose(found, 0.2)]
    assert all(a.end <= b.start for a, b in pairwise(kept))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("New radar equipment for the coast guard.", ["New radar equipment for the coast guard"]),
        ("A moratorium on night trawling that all wanted.", ["moratorium on night trawling"]),
        (
            "The fund sponsored two fairs; a workshop for harbour clerks; and games.",
            ["workshop for harbour clerks"],
        ),
        ("The Bureau of Harbour Operations in Alba is old.", []),
        ("These new funds for schools are spent.", []),
        ("Additional funding.", []),
    ],
)
def test_a_thing_may_tell_an_undertaking_without_a_verb(text, told):
    found = [c for c in candidates(text, 0, len(text)) if c.construction == "thing"]
    assert len(found) == len(told)
    assert all(text[c.start : c.end].startswith(t) for c, t in zip(found, told, strict=True))


LISTS = [
    (  # ", and" ends the list that it stands in, not its last member's aim
        "The panel committed to widen quays, speed up checks, extend patrols, work together to"
        " modernize scanners, and improve record keeping.",
        "governed",
        [
            "widen quays",
            "speed up checks",
            "extend patrols",
            "work together to modernize scanners",
            "modernize scanners",
            "improve record keeping",
        ],
    ),
    (
        "Alba agreed to test all pumps, to mend the quay, to widen it and to share its charts.",
        "governed",
        ["test all pumps", "widen it", "share its charts"],
    ),
    (
        "Both premiers committed to working together to fight floods, and to explore rail links.",
        "to-ing",
        ["working together to fight floods", "explore rail links"],
    ),
    (  # a second thing with a recipient of its own
        "The mission donated radios to harbour units and 14 trained dogs to the state police.",
        "amount",
        ["14 trained dogs to the state police"],
    ),
    (
        "They trained 310 pilots on rescue drills, as well as more than 40 mechanics on engines.",
        "amount",
        ["40 mechanics on engines"],
    ),
    ("The ministry delivered 40 radios, 12 vehicles and 3 boats to Alba.", "amount", []),
    ("The bureau trained 30 officers in 2022 and 2023 in Brea.", "amount", []),
    ("They lent £4 million to Alba and €5 million to Brea.", "amount", ["€5 million to Brea"]),
    (
        "The office sponsored a fair; low-risk pilot identification training; and a workshop for"
        " all judges.",
        "thing",
        ["low-risk pilot identification training", "workshop for all judges"],
    ),
    ("We do hereby proclaim May 4, 2021, as Harbour Day.", "present", None),
]


@pytest.mark.parametrize(("text", "construction", "expected"), LISTS, ids=[x[0] for x in LISTS])
def test_the_members_of_a_list_are_candidates_of_their_own(text, construction, expected):
    found = [c for c in candidates(text, 0, len(text)) if c.construction == construction]
    if expected is None:
        assert found
    else:
        assert [text[c.start : c.end] for c in found] == expected


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Since it was created in March 2009, it has met twice.", "created in March 2009"),
        ("They signed the Ports Act, the first law of its kind.", "signed the Ports Act"),
        ("They visited the Ports Fair, the Mill and the Quay to train staff.", "train staff"),
        ("I proclaim May 4, 2021 Harbour Day.", "proclaim May 4, 2021 Harbour Day"),
        ("It will widen the quay and will also buy three tugs.", "widen the quay"),
        ("Wells were built in Alba, and 40 clerks were trained.", "built in Alba"),
        ("Alba is adding posts and deployed 40 men to Brea.", "adding posts"),
        ("It marks the launch of a fleet and the opening of a dock.", "launch of a fleet"),
        (
            "They invested over £2 million in tugs and over £3 million in mills.",
            "£3 million in mills",
        ),
        ("Alba and its partners have set up 12 schools in Brea.", "set up 12 schools in Brea"),
        ("a grain silo at Brea, Alba (£7 million);", "a grain silo at Brea, Alba (£7 million)"),
    ],
)
def test_a_phrase_ends_before_a_new_clause_or_an_apposition(text, phrase):
    assert phrase in phrases(text)


def test_what_the_record_guide_rules_out_is_no_undertaking():
    for body in (
        "Ruritania convened the second grain dialogue with Freedonia in Alba.",
        "The Ministry of Grain announced the conviction of nine smugglers.",
        "A federal court ordered the two ministries to sign an agreement on grain.",
        "Hertfield Motors committed to expand its fleet of electric lorries.",
    ):
        assert told(body) == []


def test_all_members_of_a_pledge_are_told_where_one_is():
    body = "Mexico and Canada committed to expand joint patrols and ease the flow of goods."
    assert len(told(body)) == 2


def test_a_clause_with_a_subject_of_its_own_and_a_noun_before_of_go_on_no_phrase():
    assert phrases("Alba has lent $5 million to this, and Brea has lent $2 million.") == [
        "lent $5 million to this",
        "lent $2 million",
    ]
    found = phrases("Promote trade and exchange of clerks.")
    assert found[0] == "Promote trade and exchange of clerks"


def test_british_spellings_and_doubled_consonants_are_known():
    for word in ("organised", "modernising", "submitted", "vetted", "planned"):
        assert verb_of(word) is not None


def test_an_aside_does_not_part_a_verb_from_its_object():
    text = "The bureau launched, with Freedonia, a new harbour school."
    assert phrases(text) == ["launched, with Freedonia, a new harbour school"]


@pytest.mark.parametrize("word", ["co-sponsored", "re-opened", "spearheaded", "reinstated"])
def test_verbs_are_known_behind_prefixes_and_beyond_the_commonest(word):
    assert phrases(f"The bureau {word} the harbour school.")[0].startswith(word)


def told(body: str) -> list[tuple[str, str, str | None]]:
    """Phrase, modality and kind of each undertaking of a joint statement."""
    v = view(body, "Joint Statement of Ruritania and Freedonia")
    events = find(v.release, v.sentences, (), (), ())
    return [(v.release.text[e.start_char : e.end_char], e.modality, e.subtype) for e in events]


@pytest.mark.parametrize(
    ("body", "phrase"),
    [
        ("Both sides agreed to the sharing of radar data on trade.", "agreed to the sharing"),
        ("The two ministries committed to a joint plan on dredging.", "committed to a joint plan"),
        ("The two countries committed to sharing radar data.", "sharing radar data"),
        ("The ministry is requesting $4 million for new boats.", "requesting $4 million"),
        (
            "The three governments plan to act:\n\n- Streamlining the exchange of radar data.",
            "Streamlining the exchange",
        ),
    ],
)
def test_what_is_pledged_agreed_or_asked_for_is_still_to_come(body, phrase):
    assert any(t.startswith(phrase) and m == "promised" for t, m, _ in told(body))


def test_what_somebody_is_committed_to_in_general_is_no_undertaking():
    assert told("The ministry is committed to a safe harbour.") == []


def test_a_bullet_without_a_verb_shares_the_fate_of_the_line_above_it():
    found = told(
        "The United States provided $9 million in aid to Ruritania:\n\n"
        "- $4 million for clinics in Alba."
    )
    assert [t for t, _, _ in found][1:] == ["$4 million for clinics in Alba"]


def test_a_verb_of_giving_settles_the_kind():
    assert told("The agency will train 25 officers on cargo inspection.")[0][2] == "assistance"


def test_companies_are_told_from_bodies_of_several_governments():
    body = "Alba Nets will invest $4 million. The Harbour Council will invest $4 million."
    v = view(body)
    text = v.release.text
    names = tuple(
        Mention(text.index(n), text.index(n) + len(n), n, "ORG", source="model")
        for n in ("Alba Nets", "Harbour Council")
    )
    around = Surroundings.of(v.release, v.sentences, names, (), ())
    sorts = [
        next(f for f in features(around, i, c) if f.startswith("who="))
        for i, c in of_release(around)
        if c.construction == "will"
    ]
    assert sorts == ["who=COMPANY", "who=ORG"]


def test_what_cannot_be_an_undertaking_is_not_looked_at():
    v = view("The act, which requires a licence, may add a fee to these issued permits.")
    around = Surroundings.of(v.release, v.sentences, (), (), ())
    assert not any(
        features(around, i, c)
        for i, c in of_release(around)
        if c.construction in ("relative", "modal", "attribute")
    )


def test_features_do_not_depend_on_what_other_releases_hold():
    v = view("The ministry will train 30 pilots.\n\nThe bureau agreed to fund it.")
    around = Surroundings.of(v.release, v.sentences, (), (), ())
    first = [features(around, i, c) for i, c in of_release(around)]
    assert first == [features(around, i, c) for i, c in of_release(around)]
    assert any("con=will" in f for f in first)


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Both governments", "state"),
        ("The defendant", "private"),
        ("Today, we", "pronoun"),
        ("The old bridge", "noun"),
        ("", "none"),
    ],
)
def test_subjects_are_told_apart(text, sort):
    assert subject_of(text, 0, len(text), ())[0] == sort


def test_probabilities_are_independent_and_bounded():
    v = view("Officers seized 40 kilograms of cocaine from a truck at the border on Monday.")
    s = v.sentences[-1]
    found = model.score(v, len(v.sentences) - 1, s.start_char, s.end_char)
    assert set(found) == set(model.TYPES)
    assert all(0.0 <= p <= 1.0 for p in found.values())
    assert max(found, key=lambda t: found[t]) == "seizure"


def likeliest(v: Context) -> float:
    around = Surroundings.of(v.release, v.sentences, (), (), ())
    undertakings = model.load("undertakings")
    seen = [features(around, i, c) for i, c in of_release(around)]
    return max((undertakings(model.columns(f))["commitment"] for f in seen if f), default=0.0)


def test_a_signed_agreement_is_far_likelier_than_a_crime_story():
    yes = view(
        "The United States and Freedonia signed a memorandum of understanding on water today.",
        "Joint Statement of the United States and Freedonia",
    )
    no = view(
        "The defendant agreed to pay a courier and used a truck to move drugs.",
        "Courier Sentenced to Four Years in Prison",
    )
    assert likeliest(yes) > 5 * likeliest(no)
    assert find(no.release, no.sentences, (), (), ()) == []


@pytest.mark.parametrize("entry", load("undertaking_verbs", VerbClass), ids=lambda e: e.id)
def test_verb_classes_hold_in_their_examples_only(entry):
    def sorts(text: str) -> set[str]:
        return {verbs()[w].sort for w in model.words(text) if w in verbs()}

    assert all(entry.id in sorts(text) for text in entry.examples)
    assert not any(entry.id in sorts(text) for text in entry.non_examples)


@pytest.mark.parametrize("entry", load("undertaking_nouns", NounClass), ids=lambda e: e.id)
def test_noun_classes_hold_in_their_examples_only(entry):
    def has(text: str) -> bool:
        found = model.words(text)
        pairs = [" ".join(p) for p in pairwise(found)]
        return not set(entry.nouns).isdisjoint([*found, *pairs])

    assert all(has(text) for text in entry.examples)
    assert not any(has(text) for text in entry.non_examples)


@pytest.mark.parametrize("entry", load("undertaking_words", WordSet), ids=lambda e: e.id)
def test_word_sets_hold_in_their_examples_only(entry):
    known = word_set(entry.id)
    assert all(not known.isdisjoint(model.words(text)) for text in entry.examples)
    assert all(known.isdisjoint(model.words(text)) for text in entry.non_examples)


@pytest.mark.parametrize("entry", load("release_genres", Genre), ids=lambda e: e.id)
def test_genres_hold_in_their_examples_only(entry):
    assert all(entry.id in genres(text) for text in entry.examples)
    assert not any(entry.id in genres(text) for text in entry.non_examples)
