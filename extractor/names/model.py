"""The trained name recogniser: texts in, labelled spans with probabilities out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from thinc.api import NumpyOps

from extractor.names.component import agree, decode
from extractor.names.network import Array, Embedder, Encoder, Tokens

DEFAULT_PATH = Path(__file__).parents[2] / "models" / "names"

#: Texts longer than this many characters are tagged piece by piece.
PIECE = 20_000
_BLOCK = 2048  # rows that go through the network at once: what they need stays in the cache
_SURROGATE = re.compile("[\ud800-\udfff]")  # half characters, which spaCy cannot encode
_BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"[.!?]\s"), re.compile(r"\s"))

Span = tuple[int, int, str, float]


class NameTagger:
    """Finds names with the trained component ``name_tagger``; load once and reuse."""

    def __init__(self, path: Path | None = None) -> None:
        """Load the model in folder ``path``, by default the one that comes with the project."""
        nlp = load(path or DEFAULT_PATH)
        component: Any = nlp.get_pipe("name_tagger")
        embed, encode = component.model.get_ref("tok2vec").layers
        self._embedder = Embedder(nlp, embed)
        self._encoder = Encoder(encode, component.model.get_ref("output"))
        self._labels: tuple[str, ...] = component.labels

    def pipe(self, texts: Iterable[str], *, batch_size: int = 64) -> Iterator[list[Span]]:
        """For each text its names: (start, end, label, probability), in order, none overlapping.

        Offsets are characters. Never raises on any text; a long one is cut where a block or
        a sentence ends, so that memory stays bounded.
        """
        stream = iter(texts)
        while batch := list(islice(stream, batch_size)):
            cuts = [pieces(text) for text in batch]
            flat = (
                _SURROGATE.sub("\ufffd", text[start:end])
                for text, cut in zip(batch, cuts, strict=True)
                for start, end in cut
            )
            found = self._tag(flat)
            for cut in cuts:
                yield [
                    (start + offset, end + offset, label, score)
                    for (offset, _), names in zip(cut, found, strict=False)
                    for start, end, label, score in names
                ]

    def _tag(self, texts: Iterable[str]) -> Iterator[list[Span]]:
        """The names of short texts, a few texts at a time."""
        stream = iter(texts)
        while few := list(islice(stream, 32)):
            tokens, table = self._embedder(few)
            for block in _blocks(tokens):
                yield from self._names(block, table)

    def _names(self, block: Sequence[Tokens], table: Array) -> Iterator[list[Span]]:
        gap = self._encoder.padding
        ends = list(accumulate(len(tokens.rows) + gap for tokens in block))
        vectors = np.zeros((ends[-1] + gap, table.shape[1]), dtype=np.float32)
        for tokens, end in zip(block, ends, strict=True):
            vectors[end - len(tokens.rows) : end] = table[tokens.rows]
        probabilities = self._encoder(vectors)
        for tokens, end in zip(block, ends, strict=True):
            own = probabilities[end - len(tokens.rows) : end]
            yield [
                (*tokens.characters(first, last), self._labels[label], probability)
                for first, last, label, probability in agree(tokens.words, own, decode(own))
            ]


def _blocks(texts: Iterable[Tokens]) -> Iterator[list[Tokens]]:
    """Texts in groups of a bounded number of tokens."""
    block: list[Tokens] = []
    size = 0
    for tokens in texts:
        if block and size + len(tokens.rows) > _BLOCK:
            yield block
            block, size = [], 0
        block.append(tokens)
        size += len(tokens.rows)
    if block:
        yield block


def pieces(text: str, size: int = PIECE) -> list[tuple[int, int]]:
    """Stretches of ``text`` of at most ``size`` characters that together cover it.

    Each ends, where it can, behind an empty line, else behind a line, a sentence or a word.
    """
    out, start = [], 0
    while len(text) - start > size:
        end = start + size
        for pattern in _BREAKS:
            ends = [hit.end() for hit in pattern.finditer(text, start + size // 2, end)]
            if ends:
                end = ends[-1]
                break
        out.append((start, end))
        start = end
    return [*out, (start, len(text))]


def load(path: Path) -> Language:
    """The pipeline in folder ``path``, set to multiply matrices by NumPy's BLAS."""
    nlp = spacy.load(path)
    use_fast_ops(nlp)
    return nlp


def use_fast_ops(nlp: Language) -> None:
    """Multiply by NumPy's BLAS, several times faster than blis for matrices of this size."""
    component: Any = nlp.get_pipe("name_tagger")
    for node in component.model.walk():
        node.ops = _FAST


_FAST = NumpyOps(use_blis=False)


@cache
def model_fingerprint(path: Path | None = None) -> str:
    """SHA-256 (hex) over the names and bytes of the model's files; the card does not count."""
    folder = path or DEFAULT_PATH
    digest = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".md"):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
