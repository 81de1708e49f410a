"""The name recogniser at work: the same sums as its thinc model's, arranged for speed on a CPU.

Training needs spaCy's documents and thinc's layers; finding names needs neither. What a token is
embedded as depends on the token alone, and a token on the characters between two spaces, so both
are computed once for each such chunk and kept (:class:`Embedder`). The convolution runs over a few
texts at a time, in blocks that stay in the processor's cache (:class:`Encoder`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

Array = NDArray[np.float32]

_CHUNK = re.compile(r"\s+|\S+")
_KEPT_TOKENS = 12_000  # 5 MB of embeddings; when they are full, all are forgotten
_KEPT_LENGTH = 60  # characters; longer chunks are hardly seen twice
_EPSILON = np.float32(1e-8)  # of thinc's layer normalisation


@dataclass(frozen=True, slots=True)
class Tokens:
    """A tokenised text: its tokens' words, their first characters, and their embeddings' rows."""

    words: list[str]
    starts: list[int]
    rows: list[int]

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Where the tokens from ``first`` to before ``last`` start and end in the text."""
        return self.starts[first], self.starts[last - 1] + len(self.words[last - 1])


@dataclass(frozen=True, slots=True)
class _Chunk:
    """The tokens of a chunk: words, offsets in the chunk, rows of the table of embeddings."""

    words: tuple[str, ...]
    offsets: tuple[int, ...]
    rows: range


class Embedder:
    """Tokens of texts with their embeddings, as spaCy's tokenizer and thinc's layers make them.

    Holds at most some 12,000 embeddings, so that memory does not grow with the texts.
    """

    def __init__(self, nlp: Language, embed: Any) -> None:
        """``embed`` maps spaCy's documents to arrays of shape (tokens, width)."""
        self._nlp = nlp
        self._embed = embed
        # Of the attributes of a word those that the layers read: the others cost more than they.
        vocab: Any = nlp.vocab
        features = next(node for node in embed.walk() if node.name == "extract_features")
        read = {vocab.strings[name] for name in features.attrs["columns"]}
        getters = vocab.lex_attr_getters.items()
        vocab.lex_attr_getters = {key: get for key, get in getters if key in read}
        self._chunks: dict[str, _Chunk] = {}
        # To grow it would need both tables for a moment; pages not yet written take no memory.
        self._table: Array = np.zeros((_KEPT_TOKENS + 4096, embed.get_dim("nO")), np.float32)
        self._used = 0

    def __call__(self, texts: Sequence[str]) -> tuple[list[Tokens], Array]:
        """The tokens of each text, and the table that their rows are in, of shape (rows, width)."""
        if self._used > _KEPT_TOKENS:
            self._chunks, self._used = {}, 0
        split = [_split(text) for text in texts]
        known = self._chunks
        self._learn(list(dict.fromkeys(c for text in split for _, c in text if c not in known)))
        out = []
        for text in split:
            chunks = [known[chunk] for _, chunk in text]
            starts = [s + o for (s, _), c in zip(text, chunks, strict=True) for o in c.offsets]
            words = list(chain.from_iterable(c.words for c in chunks))
            out.append(Tokens(words, starts, list(chain.from_iterable(c.rows for c in chunks))))
        for chunk in [c for text in split for _, c in text if len(c) > _KEPT_LENGTH]:
            known.pop(chunk, None)
        return out, self._table

    def _learn(self, chunks: Sequence[str]) -> None:
        """Tokenise and embed chunks; spaCy forgets their strings again."""
        solid = [chunk for chunk in chunks if not chunk.isspace()]
        blank = [chunk for chunk in chunks if chunk.isspace()]
        with self._nlp.memory_zone():
            docs = [self._nlp.make_doc(text) for text in (" ".join(solid), *blank) if text]
            words = [token.text for doc in docs for token in doc]
            self._reserve(len(words))
            if words:
                rows = slice(self._used, self._used + len(words))
                self._table[rows] = np.concatenate(self._embed.predict(docs))
        first = 0
        for chunk in chain(solid, blank):
            last, offsets = first, [0]
            while offsets[-1] < len(chunk):  # a chunk is its tokens' words, one behind the other
                offsets.append(offsets[-1] + len(words[last]))
                last += 1
            rows_ = range(self._used + first, self._used + last)
            self._chunks[chunk] = _Chunk(tuple(words[first:last]), tuple(offsets[:-1]), rows_)
            first = last
        self._used += len(words)

    def _reserve(self, more: int) -> None:
        """Make the table large enough for so many more rows."""
        if self._used + more > len(self._table):
            rows = max(self._used + more, 2 * len(self._table))
            grown = np.zeros((rows, self._table.shape[1]), dtype=np.float32)
            grown[: self._used] = self._table[: self._used]
            self._table = grown


def _split(text: str) -> list[tuple[int, str]]:
    """What spaCy's tokenizer treats by itself, with its place: words, and white space but for the
    one space behind a word."""
    out = []
    start = 0
    for chunk in _CHUNK.findall(text):
        if start and chunk[0] == " ":
            if len(chunk) > 1:
                out.append((start + 1, chunk[1:]))
        else:
            out.append((start, chunk))
        start += len(chunk)
    return out


class Encoder:
    """The convolution and the softmax: embeddings in, tag probabilities out.

    A layer is, for every token: its vector and its neighbours' times a matrix, the largest of three
    pieces, layer normalisation, added to the vector. Texts stand in one array with as many empty
    rows between them as there are layers, so that none sees another.
    """

    def __init__(self, encode: Any, softmax: Any) -> None:
        """Take the weights out of spaCy's ``MaxoutWindowEncoder.v2`` and thinc's softmax."""
        self._layers = [
            (
                _pieces(maxout),
                maxout.get_param("b").T.ravel(),
                norm.get_param("G"),
                norm.get_param("b"),
            )
            for maxout, norm in zip(
                (node for node in encode.walk() if node.name == "maxout"),
                (node for node in encode.walk() if node.name == "layernorm"),
                strict=True,
            )
        ]
        self._tags = np.ascontiguousarray(softmax.get_param("W").T), softmax.get_param("b")
        self.padding = len(self._layers)
        """Rows of zeros that a text needs before and behind it."""

    def __call__(self, vectors: Array) -> Array:
        """Tag probabilities, of shape (rows, tags), of vectors of shape (rows, width)."""
        rows, width = vectors.shape
        window = np.zeros((rows, 3, width), dtype=np.float32)
        flat = window.reshape(rows, 3 * width)
        for weights, bias, gain, shift in self._layers:
            window[1:, 0] = vectors[:-1]
            window[:, 1] = vectors
            window[:-1, 2] = vectors[1:]
            sums = flat @ weights
            sums += bias
            best = np.maximum(sums[:, :width], sums[:, width : 2 * width])
            np.maximum(best, sums[:, 2 * width :], out=best)
            best -= best.mean(axis=1, keepdims=True)
            variance = np.square(best).mean(axis=1, keepdims=True) + _EPSILON
            best *= variance ** np.float32(-0.5)
            best *= gain
            best += shift
            vectors = vectors + best
        weights, bias = self._tags
        scores = vectors @ weights
        scores += bias
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores


def _pieces(maxout: Any) -> Array:
    """The weights of a maxout layer of shape (out, pieces, in), as (in, pieces · out)."""
    weights = maxout.get_param("W")
    return np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(weights.shape[2], -1))
