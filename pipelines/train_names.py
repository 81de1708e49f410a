"""Train the name recogniser of :mod:`extractor.names` from annotated releases.

    python -m pipelines.train names --gold DIR --corpus DIR --split FILE --out models/names

GOLD holds one annotation (``ID.json`` with ``mentions``) a release, CORPUS the releases
themselves; SPLIT is a JSON object whose ``train`` lists the ids to learn from. ``--silver`` adds
releases that a model has labelled (see ``--label``). Instead of writing a model, ``--folds`` prints
figures for held-out folds, ``--hold-out SOURCE`` for one source after training on the others.

Runs on one CPU core; the random seed fixes every choice.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed
from spacy.vectors import Vectors  # type: ignore[import-not-found]
from thinc.api import Adam, set_dropout_rate

from extractor.names import component
from extractor.names.model import load, use_fast_ops
from pipelines.train_names_data import (
    LABELS,
    Labelled,
    frequent_words,
    names_pool,
    read_gold,
    read_releases,
    read_silver,
    score,
    table,
    vary,
)

_DESCRIPTION = "Names in government press releases: people, bodies, groups, places, things, laws."


@dataclass(frozen=True)
class Settings:
    """Size of the network and how it is trained."""

    width: int = 96
    depth: int = 4
    attributes: tuple[str, ...] = ("NORM", "PREFIX", "SUFFIX", "SHAPE")
    rows: tuple[int, ...] = (5000, 1000, 2500, 2500)
    epochs: int = 14
    gold_repeats: int = 1
    batch_tokens: int = 600
    learn_rate: float = 0.002
    dropout: float = 0.3
    seed: int = 0
    start_from: str | None = None
    dimensions: int = 128


# --- network --------------------------------------------------------------------------------------


def build(settings: Settings, words: Sequence[str] = ()) -> Language:
    """A pipeline with an untrained tagger.

    With ``start_from`` its tok2vec has the weights of that pipeline's ``ner``, and its vocabulary
    that pipeline's vectors of ``words``, reduced to ``dimensions``.
    """
    fix_random_seed(settings.seed)
    nlp = spacy.blank("en")
    source: Any = spacy.load(settings.start_from, enable=["ner"]) if settings.start_from else None
    basis = take_vectors(nlp, source, words, settings.dimensions) if source and words else None
    tok2vec = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": settings.width,
            "attrs": list(settings.attributes),
            "rows": list(settings.rows),
            "include_static_vectors": basis is not None,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": settings.width,
            "depth": settings.depth,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }
    network = {"@architectures": "press_extractor.TokenTagger.v1", "tok2vec": tok2vec}
    pipe: Any = nlp.add_pipe("name_tagger", config={"model": network})
    for label in LABELS:
        pipe.add_label(label)
    example = Example(nlp.make_doc("One two."), nlp.make_doc("One two."))
    nlp.initialize(lambda: [example])
    if source:
        # spaCy's parser wraps the tok2vec proper with a projection.
        inner = source.get_pipe("ner").model.get_ref("tok2vec").layers[0]
        copy_weights(inner, pipe.model.get_ref("tok2vec"), basis)
    use_fast_ops(nlp)
    return nlp


def take_vectors(
    nlp: Language, source: Language, words: Sequence[str], dimensions: int
) -> np.ndarray:
    """Give ``nlp`` the vectors of ``words``; the basis of the reduced space, (dimensions, before).

    A truncated singular value decomposition of the rows that ``words``, the most frequent first,
    point to, the frequent ones weighted up. Other words that share one of these rows (as names
    share the row of a more frequent name) keep it if they begin with a capital letter.
    """
    vectors = source.vocab.vectors
    weight: dict[int, float] = {}
    for rank, word in enumerate(words):
        row = vectors.key2row.get(nlp.vocab.strings[word])
        if row is not None:
            weight[row] = weight.get(row, 0.0) + 1.0 / (1.0 + rank) ** 0.5
    rows = sorted(weight)
    data = vectors.data[rows]
    scale = np.log1p(np.array([weight[r] for r in rows]) * 100.0)[:, None]
    _, _, right = np.linalg.svd(data * scale, full_matrices=False)
    basis: np.ndarray = right[:dimensions].astype("f")
    place = {row: i for i, row in enumerate(rows)}
    keep = {nlp.vocab.strings[form] for w in words for form in (w, w.lower(), w.title(), w.upper())}
    keys = {
        key: place[row]
        for key, row in vectors.key2row.items()
        if row in place and (key in keep or source.vocab.strings[key].istitle())
    }
    reduced = Vectors(shape=(len(rows), dimensions))
    reduced.data = np.ascontiguousarray(data @ basis.T)
    for key, row in sorted(keys.items()):
        reduced.add(key, row=row)
    nlp.vocab.vectors = reduced
    return basis


def copy_weights(source: Any, target: Any, basis: np.ndarray | None = None) -> None:
    """Copy every parameter between two thinc models of one shape, vectors by ``basis``."""
    for a, b in zip(source.walk(), target.walk(), strict=True):
        for name in b.param_names:
            value = a.get_param(name)
            if basis is not None and a.name == "static_vectors":
                value = value @ basis.T
            b.set_param(name, value.copy())


def encode(pipe: Any, doc: Doc, item: Labelled) -> np.ndarray:
    """Tag of each token: an array of shape (tokens,), -1 where nothing is to be learned."""
    tags = np.zeros(len(doc), dtype="i")
    first = {token.idx: token.i for token in doc}
    last = {token.idx + len(token): token.i for token in doc}
    for start, end, label in item.spans:
        i, j = first.get(start), last.get(end)
        if i is None or j is None:  # the name does not end where tokens do
            span: Any = doc.char_span(start, end, alignment_mode="expand")
            tags[span.start : span.end] = -1
            continue
        begin = 4 * pipe.labels.index(label) + 1
        if i == j:
            tags[i] = begin + 3
        else:
            tags[i], tags[j] = begin, begin + 2
            tags[i + 1 : j] = begin + 1
    for start, end in item.unsure:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            tags[span.start : span.end] = -1
    return tags


def fit(nlp: Language, gold: Sequence[Labelled], silver: Sequence[Labelled], s: Settings) -> None:
    """Train in place: cross-entropy, Adam with warm-up and linear decay, averaged weights."""
    pipe: Any = nlp.get_pipe("name_tagger")
    model, rng = pipe.model, random.Random(s.seed)
    adam = Adam(s.learn_rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    pool = names_pool(gold)
    began, step = time.time(), 0
    for epoch in range(s.epochs):
        data = [*gold] * s.gold_repeats + [*silver]
        rng.shuffle(data)
        docs: list[Doc] = []
        tags: list[np.ndarray] = []
        for n, item in enumerate(data, start=1):
            item = vary(item, rng, pool)
            doc = nlp.make_doc(item.text)
            docs.append(doc)
            tags.append(encode(pipe, doc, item))
            if n < len(data) and sum(map(len, docs)) < s.batch_tokens:
                continue
            progress = (epoch + n / len(data)) / s.epochs
            adam.learn_rate = s.learn_rate * min(1.0, (step + 1) / 100) * max(0.02, 1 - progress)
            set_dropout_rate(model, s.dropout)
            guesses, backprop = model.begin_update(docs)
            backprop([gradient(g, t) for g, t in zip(guesses, tags, strict=True)])
            model.finish_update(adam)
            step, docs, tags = step + 1, [], []
        print(f"epoch {epoch + 1}/{s.epochs}, {time.time() - began:.0f} s", flush=True)
    for node in model.walk():
        for name in node.param_names:
            if (node.id, name) in adam.averages:
                node.set_param(name, adam.averages[(node.id, name)])


def gradient(guess: np.ndarray, tags: np.ndarray) -> np.ndarray:
    """Gradient of the cross-entropy by the scores before the softmax; 0 where the tag is -1."""
    out = np.zeros_like(guess)
    known = np.flatnonzero(tags >= 0)
    out[known] = guess[known]
    out[known, tags[known]] -= 1.0
    return out


# --- machine labels -------------------------------------------------------------------------------


def label(
    models: Sequence[Language], releases: Iterable[tuple[str, str]], out: Path, sure: float
) -> None:
    """Write what the mean of several models finds, as gzipped JSON lines of offsets.

    Names less likely than ``sure``, and other tokens less surely outside a name, go to ``unsure``.
    """
    first: Any = models[0].get_pipe("name_tagger")
    with gzip.open(out, "wt", encoding="utf-8") as lines:
        for release_id, text in releases:
            doc = models[0].make_doc(text)
            guesses = [nlp.get_pipe("name_tagger").predict([doc])[0] for nlp in models]  # type: ignore[attr-defined]
            mean = np.mean(guesses, axis=0)
            words = [t.text for t in doc]
            names = component.agree(words, mean, component.decode(mean))
            outside = np.ones(len(doc), dtype=bool)
            spans, unsure = [], []
            for start, end, k, probability in names:
                outside[start:end] = False
                stretch = doc[start:end]
                place = (stretch.start_char, stretch.end_char)
                if probability >= sure:
                    spans.append((*place, first.labels[k]))
                else:
                    unsure.append(place)
            for i in np.flatnonzero(outside & (mean[:, 0] < sure)).tolist():
                unsure.append((doc[i].idx, doc[i].idx + len(doc[i])))
            row = {"id": release_id, "spans": spans, "unsure": sorted(unsure)}
            lines.write(json.dumps(row, separators=(",", ":")) + "\n")


# --- command --------------------------------------------------------------------------------------


def train(
    gold: Sequence[Labelled],
    silver: Sequence[Labelled],
    settings: Settings,
    words: Sequence[str] = (),
) -> Language:
    """A trained pipeline, its vocabulary free of the words of the training texts."""
    nlp, trained = build(settings, words), build(settings, words)
    fit(trained, gold, silver, settings)
    source: Any = trained.get_pipe("name_tagger")
    target: Any = nlp.get_pipe("name_tagger")
    copy_weights(source.model, target.model)
    nlp.meta.update(name="names", version="1.0.0", license="MIT", description=_DESCRIPTION)
    nlp.meta["spacy_version"] = ">=3.8,<3.9"
    return nlp


def guesses_of(nlp: Language, items: Sequence[Labelled]) -> list[list[tuple[int, int, str, float]]]:
    """What a pipeline finds in each text."""
    return [list(component.names_of(d)) for d in nlp.pipe([i.text for i in items], batch_size=16)]


def cross_validate(
    gold: Sequence[Labelled],
    silver: Sequence[Labelled],
    settings: Settings,
    words: Sequence[str],
    folds: int,
) -> dict[str, tuple[float, float, float]]:
    """Scores over all releases, each found by a model that has not seen it."""
    order = list(gold)
    random.Random(0).shuffle(order)
    found: list[Any] = []
    for k in range(folds):
        held = order[k::folds]
        nlp = train([g for g in order if g not in held], silver, settings, words)
        found += zip(held, guesses_of(nlp, held), strict=True)
    return score([item for item, _ in found], [spans for _, spans in found])


def main(argv: Sequence[str] | None = None) -> None:
    """The command."""
    args = _arguments().parse_args(argv)
    ids = json.loads(args.split.read_text("utf-8"))["train"] if args.split else None
    ids = ids or [p.stem for p in args.corpus.glob("*.json")]
    gold = read_gold(args.gold, args.corpus, ids)
    silver = read_silver(args.silver, args.releases) if args.silver else []
    settings = Settings(
        epochs=args.epochs,
        gold_repeats=args.gold_repeats,
        batch_tokens=args.batch_tokens,
        seed=args.seed,
        start_from=args.start_from,
    )
    words = frequent_words(args.releases) if args.releases and not args.label else []
    if args.folds:
        print(table(cross_validate(gold, silver, settings, words, args.folds)))
    elif args.hold_out:
        held = [g for g in gold if g.id.startswith(args.hold_out)]
        nlp = train([g for g in gold if g not in held], silver, settings, words)
        print(table(score(held, guesses_of(nlp, held))))
    elif args.label:
        models = [load(path) for path in args.models]
        label(models, read_releases(args.releases, args.limit), args.label, args.sure)
    else:
        args.out.mkdir(parents=True, exist_ok=True)
        train(gold, silver, settings, words).to_disk(args.out)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipelines.train names", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    option = parser.add_argument
    option("--gold", type=Path, required=True)
    option("--corpus", type=Path, required=True)
    option("--split", type=Path, help="without it, all releases of the corpus are learned from")
    option("--out", type=Path, default=Path("models/names"))
    option("--silver", type=Path, help="machine labels, as --label writes them")
    option("--releases", type=Path, help="unannotated releases (JSON lines, gzipped): their words")
    option("--epochs", type=int, default=Settings.epochs)
    option("--gold-repeats", type=int, default=1, help="times that gold is seen in an epoch")
    option("--batch-tokens", type=int, default=Settings.batch_tokens)
    option("--seed", type=int, default=0)
    option("--start-from", help="spaCy package whose ner gives the first weights of the tok2vec")
    option("--folds", type=int, default=0)
    option("--hold-out", metavar="SOURCE", help="prefix of release ids")
    option("--label", type=Path, metavar="OUT", help="write machine labels instead of training")
    option("--models", type=Path, nargs="+", help="models whose mean labels")
    option("--limit", type=int, default=10**9, help="label at most so many releases")
    option("--sure", type=float, default=0.7)
    return parser


if __name__ == "__main__":
    main()
