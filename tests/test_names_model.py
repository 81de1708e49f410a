"""The trained name recogniser: well-formed spans on any text, names agree, bounded pieces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extractor.names import network
from extractor.names.component import agree, decode, names_of
from extractor.names.model import DEFAULT_PATH, PIECE, NameTagger, load, model_fingerprint, pieces

LABELS = {"PERSON", "AGENCY", "CARTEL", "ORG", "PLACE", "SUBSTANCE", "WEAPON", "LAW", "PROGRAM"}


@pytest.fixture(scope="module")
def tagger() -> NameTagger:
    return NameTagger()


def found(tagger: NameTagger, text: str) -> set[tuple[str, str]]:
    (spans,) = tagger.pipe([text])
    return {(text[start:end], label) for start, end, label, _ in spans}


def check(text: str, spans: list[tuple[int, int, str, float]]) -> None:
    last = 0
    for start, end, label, score in spans:
        assert last <= start < end <= len(text)
        assert label in LABELS
        assert 0.0 <= score <= 1.0
        last = end


def test_common_names_are_found(tagger: NameTagger) -> None:
    text = (
        "Maria Delgado Ruiz, 41, of Tucson, Arizona, pleaded guilty to possessing fentanyl. "
        "The Drug Enforcement Administration investigated the case."
    )
    assert {
        ("Maria Delgado Ruiz", "PERSON"),
        ("Tucson", "PLACE"),
        ("Arizona", "PLACE"),
        ("fentanyl", "SUBSTANCE"),
        ("Drug Enforcement Administration", "AGENCY"),
    } <= found(tagger, text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00", "’’’", "😀 👮🏽‍♀️", "a" * 50_000, "\ud800"]
)
def test_odd_texts_do_not_raise(tagger: NameTagger, text: str) -> None:
    (spans,) = tagger.pipe([text])
    check(text, spans)


@given(st.lists(st.text(max_size=200), max_size=4))
@settings(max_examples=40, deadline=None)
def test_spans_are_well_formed_on_any_text(tagger: NameTagger, texts: list[str]) -> None:
    results = list(tagger.pipe(texts))
    assert len(results) == len(texts)
    for text, spans in zip(texts, results, strict=True):
        check(text, spans)


def test_a_long_text_is_tagged_in_pieces_with_offsets_into_the_whole(tagger: NameTagger) -> None:
    text = "Agents in Tucson, Arizona, seized fentanyl from Maria Delgado Ruiz.\n\n" * 1500
    (spans,) = tagger.pipe([text])
    check(text, spans)
    places = [start for start, end, _, _ in spans if text[start:end] == "Arizona"]
    assert places[0] == text.index("Arizona")
    assert places[-1] == text.rindex("Arizona")


def test_texts_do_not_depend_on_their_batch(tagger: NameTagger) -> None:
    texts = ["Agents seized heroin in Laredo, Texas.", "", "Ana Prieto thanked the FBI."] * 3
    together = list(tagger.pipe(texts, batch_size=2))
    apart = [next(tagger.pipe([text])) for text in texts]
    assert [[s[:3] for s in spans] for spans in together] == [
        [s[:3] for s in spans] for spans in apart
    ]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load(DEFAULT_PATH)


def test_names_are_those_of_the_trained_component(tagger: NameTagger, nlp: Language) -> None:
    texts = [
        "Agents of the Tucson Field Office seized fentanyl from Maria Delgado Ruiz, 41.\n\nShe "
        "isn’t the first: the FBI's partners in Laredo, Texas arrested Juan “El Gato” Peña-Ortiz.",
        "",
        "  WASHINGTON – The U.S. Embassy thanked Ana Prieto.\n\n\n",
    ]
    for text, spans in zip(texts, tagger.pipe(texts), strict=True):
        expected = list(names_of(nlp(text)))
        assert [s[:3] for s in spans] == [s[:3] for s in expected]
        assert [s[3] for s in spans] == pytest.approx([s[3] for s in expected], abs=1e-4)


# A smiley behind a quotation mark, which spaCy sees only when it has the whole text, is the one
# difference: releases have none.
_NO_SMILEYS = st.text().filter(lambda text: not set(text) & set(":;=8<>^|"))


@given(_NO_SMILEYS | st.text(alphabet="aB1. ,’'-)(/$@\n\t\xa0", max_size=80))
@settings(deadline=None)
def test_tokens_are_those_of_the_trained_tokenizer(
    tagger: NameTagger, nlp: Language, text: str
) -> None:
    (tokens,), table = tagger._embedder([text])
    doc = nlp.make_doc(text)
    assert tokens.words == [token.text for token in doc]
    assert tokens.starts == [token.idx for token in doc]
    embedded = [table[row] for row in tokens.rows]
    if embedded:
        expected = nlp.get_pipe("name_tagger").model.get_ref("tok2vec").layers[0].predict([doc])
        assert np.allclose(embedded, expected[0], atol=1e-5)


def test_words_that_were_seen_do_not_pile_up(
    tagger: NameTagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "_KEPT_TOKENS", 50)
    for n in range(20):
        list(tagger.pipe([" ".join(f"word{n}x{i}" for i in range(30))]))
    assert tagger._embedder._used <= 50 + 60
    assert len(tagger._embedder._chunks) <= 50 + 60


@given(st.text(alphabet="ab. \n", max_size=300), st.integers(2, 50))
def test_pieces_cover_the_text(text: str, size: int) -> None:
    cuts = pieces(text, size)
    assert "".join(text[start:end] for start, end in cuts) == text
    assert all(end - start <= size for start, end in cuts)


def test_pieces_end_where_blocks_do() -> None:
    block = "x" * (PIECE // 3) + "\n\n"
    start, end = pieces(block * 5)[0]
    assert (block * 5)[start:end].endswith("\n\n")


def test_decoding_keeps_to_well_formed_sequences() -> None:
    tags = np.full((4, 9), 0.01, dtype="f")  # two labels: O, B I L U, B I L U
    tags[0, 0] = tags[3, 0] = 0.99
    tags[1, 1], tags[1, 8] = 0.5, 0.4  # B of the first label, or a name of one token
    tags[2, 7], tags[2, 3] = 0.6, 0.3  # L of the second label is likelier, but cannot follow
    assert [name[:3] for name in decode(tags)] == [(1, 3, 0)]


@given(st.integers(0, 2**32 - 1), st.integers(1, 7))
def test_decoding_finds_the_likeliest_of_all_sequences(seed: int, length: int) -> None:
    tags = np.random.default_rng(seed).dirichlet(np.full(5, 0.5), size=length).astype("f")
    tags[:, 0] = np.minimum(tags[:, 0], 0.99)  # one label: O, B, I, L, U
    follows = {0: "014", 1: "23", 2: "23", 3: "014", 4: "014"}
    paths = [[first] for first in (0, 1, 4)]
    for _ in range(length - 1):
        paths = [[*path, int(tag)] for path in paths for tag in follows[path[-1]]]
    logs = np.log(tags + 1e-9)
    best = max(
        (path for path in paths if path[-1] not in (1, 2)),
        key=lambda path: sum(logs[i, tag] for i, tag in enumerate(path)),
    )
    ends = {i: i for i, tag in enumerate(best) if tag == 4}
    begin = 0
    for i, tag in enumerate(best):
        begin = i if tag == 1 else begin
        if tag == 3:
            ends[begin] = i
    assert [name[:2] for name in decode(tags)] == [(s, e + 1) for s, e in sorted(ends.items())]


def test_decoding_nothing() -> None:
    assert decode(np.zeros((0, 9), dtype="f")) == []
    outside = np.zeros((5, 9), dtype="f")
    outside[:, 0] = 1.0
    assert decode(outside) == []


def test_occurrences_of_a_name_agree() -> None:
    words = ["Ruiz", "spoke", "Ruiz", "left"]
    tags = np.zeros((4, 9), dtype="f")
    tags[:, 0] = [0.1, 1.0, 0.6, 1.0]
    tags[:, 4] = [0.9, 0.0, 0.3, 0.0]  # a name of one token, first label
    tags[:, 8] = [0.0, 0.0, 0.1, 0.0]
    found_ = decode(tags)
    assert [name[:3] for name in found_] == [(0, 1, 0)]
    assert [name[:3] for name in agree(words, tags, found_)] == [(0, 1, 0), (2, 3, 0)]


def test_the_weights_are_small_and_have_a_fingerprint() -> None:
    size = sum(p.stat().st_size for p in DEFAULT_PATH.rglob("*") if p.is_file())
    assert size <= 25 * 2**20
    assert len(model_fingerprint()) == 64
