"""The encoder reads sentences whole, one at a time, and is asked about doubtful ones only."""

from __future__ import annotations

import pytest

from extractor import cleaning, segmentation
from extractor.events import encoder
from extractor.events.undertakings import Surroundings, judge, of_release

SENTENCE = "The ministry will send 40 ambulances to Kostrava and wished everyone a good harvest."
PROMISE = SENTENCE.index("send"), SENTENCE.index(" and"), SENTENCE.index(" 40")
WISH = SENTENCE.index("wished"), len(SENTENCE) - 1, SENTENCE.index(" everyone")


def asked(
    sentence: str = SENTENCE, *spans: tuple[int, int, int], before: str = ""
) -> encoder.Asked:
    return encoder.Asked("Aid for Kostrava", before, False, sentence, spans or (PROMISE, WISH))


def words(tokens: list[int]) -> list[str]:
    tokenizer = encoder.tokenizer_of(encoder.FOLDER)
    return [tokenizer.id_to_token(t) for t in tokens]


def test_a_candidate_is_the_tokens_of_its_phrase_and_of_its_verb() -> None:
    encoded = encoder.encode(encoder.tokenizer_of(encoder.FOLDER), asked())
    (start, end), _ = encoded.spans
    assert words(encoded.tokens[start:end])[:3] == ["send", "40", "ambulance"]
    (first, last), (second, third) = encoded.verbs
    assert words(encoded.tokens[first:last]) == ["send"]
    assert words(encoded.tokens[second:third]) == ["wished"]
    assert words(encoded.tokens[: encoded.context])[0] == "[CLS]"


@pytest.mark.parametrize(("hangs", "kept"), [(True, "first"), (False, "last")])
def test_a_long_line_before_is_cut_at_its_far_end(hangs: bool, kept: str) -> None:
    before = "first " + "middle " * 60 + "last"
    question = encoder.Asked("", before, hangs, SENTENCE, (PROMISE,))
    encoded = encoder.encode(encoder.tokenizer_of(encoder.FOLDER), question)
    context = words(encoded.tokens[: encoded.context])
    assert kept in context
    assert len({"first", "last"} & set(context)) == 1


def test_a_candidate_behind_the_cut_of_a_long_sentence_has_a_score() -> None:
    sentence = "and so on " * 80 + "it will send help."
    start = sentence.index("send")
    ((score,),) = encoder.scores([asked(sentence, (start, len(sentence), start + 4))])
    assert -50 < score < 50


def test_a_score_does_not_depend_on_the_other_sentences() -> None:
    others = [asked("Officials met. " * n + SENTENCE, (0, 9, 9)) for n in range(1, 4)]
    assert encoder.scores([asked()])[0] == encoder.scores([*others, asked()])[-1]


def test_a_promise_scores_higher_than_a_wish() -> None:
    ((promise, wish),) = encoder.scores([asked()])
    assert promise > wish + 2


def test_only_sentences_whose_likeliest_candidate_is_doubtful_are_asked_about() -> None:
    places = ("Kostrava", "Ruritania", "Freedonia")
    release = cleaning.clean(
        "\n\n".join(f"The ministry will provide $4 million to {place}." for place in places),
        title="Aid",
    )
    sentences = segmentation.split(release)
    around = Surroundings.of(release, sentences, (), (), ())
    found = of_release(around)
    likely = dict(zip(places, (0.01, 0.4, 0.97), strict=True))

    def linear(sentence: int) -> float:
        s = sentences[sentence]
        text = release.text[s.start_char : s.end_char]
        return next(p for place, p in likely.items() if place in text)

    asked_about = judge.ask(around, found, [linear(sentence) for sentence, _ in found])
    assert asked_about
    assert {linear(found[n][0]) for n in asked_about} == {0.4}


@pytest.mark.parametrize("p", [0.0, 1e-9, 0.3, 1.0])
def test_odds_are_finite(p: float) -> None:
    assert abs(judge.odds(p)) < 20
