"""The spaCy component of the name recogniser: a token tagger with constrained decoding.

A tok2vec (hash embeddings and a convolution over a window of tokens) feeds a softmax over BILUO
tags. Unlike spaCy's transition-based ``ner`` it gives a probability for every tag of every token.
Decoding uses them twice: Viterbi finds the likeliest well-formed tag sequence, and :func:`agree`
pools the evidence for a name over all of its occurrences in the text, since a name that is clear in
one sentence ("Juan Perez, 33, of Laredo") is the same name where it stands bare.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy import registry
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import Model, Softmax_v2, chain, with_array

#: Group of ``doc.spans`` that holds the names; its ``attrs["scores"]`` are their probabilities.
SPANS = "names"
#: A name is marked at all its occurrences where its mean probability over them is at least this.
AGREEMENT = 0.4

_NEVER = -1e4
_SURELY_OUTSIDE = 0.995

Array = NDArray[np.float32]

# A name as found: first token, token after the last, index of the label, probability.
Found = tuple[int, int, int, float]


@registry.architectures("press_extractor.TokenTagger.v1")
def build_token_tagger(
    tok2vec: Model[list[Doc], list[Array]], nO: int | None = None
) -> Model[list[Doc], list[Array]]:
    """``tok2vec`` followed by a softmax: for each text an array of shape (tokens, tags)."""
    head = Softmax_v2(nO=nO, nI=tok2vec.maybe_get_dim("nO"))
    model: Model[list[Doc], list[Array]] = chain(tok2vec, with_array(head))
    model.set_ref("tok2vec", tok2vec)
    model.set_ref("output", head)
    return model


@Language.factory("name_tagger", assigns=["doc.spans"])
def make_name_tagger(nlp: Language, name: str, model: Model[Any, Any]) -> "NameTaggerComponent":
    """Build the component ``name_tagger``."""
    return NameTaggerComponent(nlp.vocab, model, name)


class NameTaggerComponent(TrainablePipe):
    """Tags tokens and writes the decoded names to ``doc.spans["names"]``.

    Trained like spaCy's own components, from the entities of ``Example.reference``; tokens whose
    entity is missing are left out of the loss.
    """

    def __init__(self, vocab: Any, model: Model[Any, Any], name: str = "name_tagger") -> None:
        """``model`` maps texts to arrays of tag probabilities; labels come with ``initialize``."""
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg: dict[str, Any] = {"labels": []}

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of names, in the order of their tags."""
        return tuple(self.cfg["labels"])

    @property
    def tags(self) -> tuple[str, ...]:
        """``O``, then for each label B(egin), I(nside), L(ast), U(nit): label k from ``4k + 1``."""
        return ("O", *(f"{place}-{label}" for label in self.labels for place in "BILU"))

    def add_label(self, label: str) -> int:
        """Add a label before the model is initialised; 1 if it is new."""
        if label in self.cfg["labels"]:
            return 0
        self.cfg["labels"].append(label)
        self.vocab.strings.add(label)
        return 1

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: Sequence[str] | None = None,
    ) -> None:
        """Set the shape of the model from ``labels`` (or those of the examples) and a few texts."""
        for label in labels or sorted(
            {e.label_ for eg in get_examples() for e in eg.reference.ents}
        ):
            self.add_label(label)
        sample = list(islice(get_examples(), 10))
        self.model.get_ref("output").set_dim("nO", len(self.tags))
        self.model.initialize(
            X=[eg.predicted for eg in sample],
            Y=[np.zeros((len(eg.predicted), len(self.tags)), dtype="f") for eg in sample],
        )

    def get_loss(self, examples: Iterable[Example], scores: list[Array]) -> Any:
        """Cross-entropy and its gradient; tokens without an annotation count for nothing."""
        index = {tag: i for i, tag in enumerate(self.tags)}
        loss, gradients = 0.0, []
        for eg, guess in zip(examples, scores, strict=True):
            gold = np.array([index.get(tag or "", -1) for tag in eg.get_aligned_ner()], dtype="i")
            known = np.flatnonzero(gold >= 0)
            gradient = np.zeros_like(guess)
            gradient[known] = guess[known]
            gradient[known, gold[known]] -= 1.0
            loss -= float(np.log(guess[known, gold[known]] + 1e-9).sum())
            gradients.append(gradient)
        return loss, gradients

    def predict(self, docs: Iterable[Doc]) -> list[Array]:
        """Tag probabilities, for each text an array of shape (tokens, tags)."""
        docs = list(docs)
        if not any(len(doc) for doc in docs):
            return [np.zeros((len(doc), len(self.tags)), dtype="f") for doc in docs]
        return self.model.predict(docs)

    def set_annotations(self, docs: Iterable[Doc], scores: list[Array]) -> None:
        """Decode ``scores`` into ``doc.spans["names"]``, in order, none overlapping."""
        for doc, probabilities in zip(docs, scores, strict=True):
            names = agree([t.text for t in doc], probabilities, decode(probabilities))
            doc.spans[SPANS] = [Span(doc, start, end, self.labels[k]) for start, end, k, _ in names]
            doc.spans[SPANS].attrs["scores"] = [score for *_, score in names]


def decode(probabilities: Array) -> list[Found]:
    """The names in the likeliest well-formed tag sequence (Viterbi) of one text.

    Tokens that are surely outside cut the text into short runs, which are decoded in step.
    """
    runs = _runs(probabilities[:, 0] < _SURELY_OUTSIDE)
    if not len(runs):
        return []
    length = int((runs[:, 1] - runs[:, 0]).max())
    tags = probabilities.shape[1]
    padded = np.full((len(runs), length, tags), _NEVER, dtype="f")
    padded[:, :, 0] = 0.0
    for i, (start, end) in enumerate(runs.tolist()):
        padded[i, : end - start] = np.log(probabilities[start:end] + 1e-9)
    best = _paths(padded)
    found: list[Found] = []
    for (first, _), path in zip(runs.tolist(), best.tolist(), strict=True):
        begin = 0
        for i, tag in enumerate(path):
            if tag == 0:
                continue
            label, place = divmod(tag - 1, 4)
            if place in (0, 3):
                begin = i
            if place >= 2:
                start, end = first + begin, first + i + 1
                found.append((start, end, label, _probability(probabilities, start, end, label)))
    return found


def _runs(inside: np.ndarray) -> np.ndarray:
    """Start and end of each stretch of true values: an array of shape (stretches, 2)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inside, [False])).astype(np.int8)))
    return edges.reshape(-1, 2)


def _paths(scores: Array) -> NDArray[np.int16]:
    """The likeliest well-formed tag sequences of runs, from log-probabilities of shape
    (runs, length, tags).

    What may follow a tag is one of two things, so that a step looks at each tag once: behind
    O, L and U a name may begin or none; behind B and I the name goes on.
    """
    runs, length, tags = scores.shape
    every = np.arange(runs)
    place = np.arange(tags - 1) % 4
    closed = np.concatenate(([0], 1 + np.flatnonzero(place >= 2)))  # O, L, U
    begin, inside = 1 + np.flatnonzero(place == 0), 1 + np.flatnonzero(place == 1)
    back = np.zeros((runs, length, tags), dtype=np.int16)
    score = scores[:, 0].copy()
    score[:, inside] = score[:, inside + 1] = _NEVER
    for t in range(1, length):
        free = closed[score[:, closed].argmax(axis=1)]
        longer = score[:, inside] > score[:, begin]
        going = np.where(longer, inside, begin)
        back[:, t] = free[:, None]
        back[:, t, inside] = back[:, t, inside + 1] = going
        before = score
        score = scores[:, t] + before[every, free][:, None]
        going = np.maximum(before[:, inside], before[:, begin])
        score[:, inside] = scores[:, t, inside] + going
        score[:, inside + 1] = scores[:, t, inside + 1] + going
    best = np.zeros((runs, length), dtype=np.int16)
    best[:, -1] = closed[score[:, closed].argmax(axis=1)]
    for t in range(length - 1, 0, -1):
        best[:, t - 1] = back[every, t, best[:, t]]
    return best


def _probability(probabilities: Array, start: int, end: int, label: int) -> float:
    """Probability of a name: that of its least certain token under the tags that spell it."""
    base = 4 * label + 1
    if end - start == 1:
        return float(probabilities[start, base + 3])
    inside = probabilities[start + 1 : end - 1, base + 1]
    edges = min(probabilities[start, base], probabilities[end - 1, base + 2])
    return float(min(edges, inside.min()) if len(inside) else edges)


def agree(
    words: Sequence[str], probabilities: Array, found: list[Found], threshold: float = AGREEMENT
) -> list[Found]:
    """Let the occurrences of a name in one text agree: one label, marked everywhere.

    For every surface that was found, the probability of each label is averaged over all of its
    occurrences that do not lie inside a longer name. The best label is given to each of them where
    its mean reaches ``threshold``; else the surface keeps its own findings. Linear in the text.
    """
    surfaces: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for start, end, label, _ in found:
        surfaces[tuple(words[start:end])].add(label)
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for surface in sorted(surfaces, key=len, reverse=True):
        by_first[surface[0]].append(surface)

    owner = [0] * len(words)  # length of the found name that covers the token
    for start, end, _, _ in found:
        owner[start:end] = [end - start] * (end - start)
    places: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for i, word in enumerate(words):
        for surface in by_first.get(word, ()):
            end = i + len(surface)
            if tuple(words[i:end]) == surface and max(owner[i:end]) <= len(surface):
                places[surface].append((i, end))

    taken = [False] * len(words)
    out: list[Found] = []

    def put(start: int, end: int, label: int, score: float) -> None:
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            out.append((start, end, label, score))

    for surface in sorted(surfaces, key=len, reverse=True):
        spots = places[surface]
        means = {
            label: sum(_probability(probabilities, s, e, label) for s, e in spots) / len(spots)
            for label in sorted(surfaces[surface])
        }
        label = max(means, key=lambda k: means[k])
        if means[label] >= threshold:
            for start, end in spots:
                put(start, end, label, means[label])
    for name in found:
        put(*name)
    return sorted(out)


def names_of(doc: Doc) -> Iterator[tuple[int, int, str, float]]:
    """The names of a text: start and end character, label, probability."""
    group = doc.spans.get(SPANS)
    if group is not None:
        for span, score in zip(group, group.attrs["scores"], strict=True):
            yield span.start_char, span.end_char, span.label_, score
