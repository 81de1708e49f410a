"""What the name recogniser learns from: spans stay on their names however the text is varied."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest

from extractor.names.component import names_of
from pipelines import train_names
from pipelines.train_names import Settings, build, encode, train
from pipelines.train_names_data import (
    Labelled,
    names_pool,
    occurrences,
    read_gold,
    read_silver,
    score,
    swap,
    vary,
)

TEXT = "Año nuevo: José Peña of “El Paso” met the F.B.I.\n\nPeña, of El Paso, sold heroin."
NAMES = [
    {"text": "José Peña", "label": "PERSON"},
    {"text": "Peña", "label": "PERSON"},
    {"text": "El Paso", "label": "PLACE"},
    {"text": "F.B.I.", "label": "AGENCY"},
    {"text": "heroin", "label": "SUBSTANCE"},
]
ITEM = Labelled("a", TEXT, occurrences(TEXT, NAMES))


def surfaces(item: Labelled) -> list[tuple[str, str]]:
    return [(item.text[s:e], label) for s, e, label in item.spans]


def test_every_occurrence_counts_and_the_longest_name_wins() -> None:
    assert [name for name, _ in surfaces(ITEM)] == [
        "José Peña",
        "El Paso",
        "F.B.I.",
        "Peña",
        "El Paso",
        "heroin",
    ]


@pytest.mark.parametrize("seed", range(60))
def test_varied_texts_keep_their_spans_on_names(seed: int) -> None:
    varied = vary(ITEM, random.Random(seed))
    for (name, label), (before, label_before) in zip(surfaces(varied), surfaces(ITEM), strict=True):
        assert label == label_before
        ascii_only = "".join(c for c in before if c.isascii())
        plain = before.replace("é", "e").replace("ñ", "n")
        assert name.casefold() in {t.casefold() for t in (before, ascii_only, plain)}


@pytest.mark.parametrize("seed", range(20))
def test_names_are_exchanged_for_names_of_their_label(seed: int) -> None:
    pool = names_pool([ITEM])
    swapped = swap(ITEM, random.Random(seed), pool)
    assert len(swapped.spans) == len(ITEM.spans)
    known = {(n, label) for (label, _), names in pool.items() for n in names}
    for name, label in surfaces(swapped):
        assert (name, label) in known or label == "PERSON"
    last = 0
    for start, end, _ in swapped.spans:
        assert last <= start < end <= len(swapped.text)
        last = end


def test_tags_follow_tokens_and_misaligned_names_teach_nothing() -> None:
    nlp = build(Settings(width=8, rows=(50, 50, 50, 50)))
    pipe = nlp.get_pipe("name_tagger")
    text = "Ana Peña met DEAX."
    item = Labelled("a", text, [(0, 8, "PERSON"), (13, 16, "AGENCY")], [(9, 12)])
    tags = [pipe.tags[t] if t >= 0 else None for t in encode(pipe, nlp.make_doc(text), item)]
    assert tags == ["B-PERSON", "L-PERSON", None, None, "O"]


def test_a_small_network_learns_what_it_is_shown() -> None:
    rng = random.Random(0)
    people = ["Ana Peña", "Luis Ortega", "Mary Stone", "Ivan Petrov"]
    items = []
    for i in range(60):
        text = f"Officers arrested {(who := rng.choice(people))} in Laredo."
        start = text.index(who)
        spans = [(start, start + len(who), "PERSON"), (len(text) - 7, len(text) - 1, "PLACE")]
        items.append(Labelled(str(i), text, spans))
    nlp = train(items, [], Settings(width=16, depth=1, rows=(200,) * 4, epochs=8, batch_tokens=60))
    found = list(names_of(nlp("Officers arrested Ana Peña in Laredo.")))
    assert [(s, e, label) for s, e, label, _ in found] == [(18, 26, "PERSON"), (30, 36, "PLACE")]


def test_scores_count_names_release_by_release() -> None:
    guess = [*ITEM.spans[:2], (*ITEM.spans[2][:2], "ORG")]
    scores = score([ITEM], [guess])
    assert scores["all"] == pytest.approx((2 / 3, 2 / 6, 4 / 9))
    assert scores["PLACE"] == pytest.approx((1.0, 0.5, 2 / 3))


def test_annotations_and_machine_labels_are_read(tmp_path: Path) -> None:
    gold, corpus = tmp_path / "gold", tmp_path / "corpus"
    gold.mkdir()
    corpus.mkdir()
    release = {"id": "r1", "title": "Heroin seized", "body": "Agents took heroin."}
    (corpus / "r1.json").write_text(json.dumps(release))
    names = {"mentions": [{"text": "heroin", "label": "SUBSTANCE"}]}
    (gold / "r1.json").write_text(json.dumps(names))
    (item,) = read_gold(gold, corpus, ["r1"])
    assert surfaces(item) == [("heroin", "SUBSTANCE")]

    releases, labels = tmp_path / "releases.jsonl.gz", tmp_path / "labels.jsonl.gz"
    with gzip.open(releases, "wt") as out:
        out.write(json.dumps(release) + "\n")
    nlp = build(Settings(width=8, rows=(50, 50, 50, 50)))
    train_names.label([nlp], [("r1", item.text)], labels, sure=0.7)
    (silver,) = read_silver(labels, releases)
    assert silver.text == item.text
    assert all(0 <= s < e <= len(item.text) for s, e in silver.unsure)


def test_the_gradient_leaves_unknown_tokens_alone() -> None:
    guess = np.full((2, 5), 0.2, dtype="f")
    gradient = train_names.gradient(guess, np.array([-1, 3]))
    assert not gradient[0].any()
    assert gradient[1].sum() == pytest.approx(0.0, abs=1e-6)
