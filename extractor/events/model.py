"""A linear model over hashed features: how likely it is that a clause states a fact of some type.

Models are read from ``models/events/weights.npz`` (recipe: ``python -m pipelines.train_events``):

* *types*: for any clause, the probability of each of the five record types (:func:`score`);
* *undertakings*: for the candidates of :mod:`extractor.events.undertakings`, whether one is a
  commitment; *judge*: what weight that and the encoder (:mod:`extractor.events.encoder`) have;
  *kinds* and *status*: of which kind one is, and whether it is promised or done.

Features are strings, hashed with CRC-32 into ``2**bits`` columns; a score is one sum of weights. No
training library is needed to apply them.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np

from extractor.types import Mention, Quantity, RecordType, Sentence

BITS = 16
TYPES: tuple[RecordType, ...] = ("seizure", "conviction", "charge", "designation", "commitment")
WEIGHTS = Path(__file__).resolve().parents[2] / "models" / "events" / "weights.npz"
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d[\d,.]*|[$%]")


class View(Protocol):
    """What the model reads of a release: :class:`extractor.records.context.Context` is one."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def sentences(self) -> Sequence[Sentence]: ...  # noqa: D102
    def mentions_in(self, start: int, end: int) -> Sequence[Mention]: ...  # noqa: D102
    def quantities_in(self, start: int, end: int) -> Sequence[Quantity]: ...  # noqa: D102


@dataclass(frozen=True)
class Linear:
    """One-against-rest logistic models: ``weights`` (labels × columns), ``bias`` (labels).

    ``threshold`` is the probability from which a clause counts, set on held-out folds.
    """

    labels: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray
    threshold: float = 0.5

    def __call__(self, columns: Iterable[int]) -> dict[str, float]:
        """Probability of each label, each in [0, 1] and independent of the others."""
        sums = self.weights[:, list(columns)].sum(axis=1, dtype=np.float64) + self.bias
        return {label: _logistic(float(x)) for label, x in zip(self.labels, sums, strict=True)}

    def weighed(self, values: Sequence[float]) -> float:
        """Probability of the first label, of as many ``values`` as there are weights."""
        return _logistic(float(np.dot(self.weights[0], values)) + float(self.bias[0]))


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))


_in_use: ContextVar[Path] = ContextVar("weights", default=WEIGHTS)


@contextmanager
def using(path: Path) -> Iterator[None]:
    """Other weights for the time of the block: what was trained without the releases at hand."""
    token = _in_use.set(path)
    try:
        yield
    finally:
        _in_use.reset(token)


def load(name: str) -> Linear:
    """The model ``name`` of the weights file; raises ``OSError`` where the file is missing."""
    return _load(name, _in_use.get())


@cache
def _load(name: str, path: Path) -> Linear:
    with np.load(path, allow_pickle=False) as stored:
        return Linear(
            tuple(str(x) for x in stored[f"{name}.labels"]),
            np.ascontiguousarray(stored[f"{name}.weights"], dtype=np.float32),
            stored[f"{name}.bias"].astype(np.float64),
            float(stored[f"{name}.threshold"]),
        )


def columns(features: Iterable[str], bits: int = BITS) -> list[int]:
    """The distinct columns of a set of features, in order."""
    mask = (1 << bits) - 1
    return sorted({_hash(f) & mask for f in features})


@lru_cache(maxsize=1 << 14)
def _hash(feature: str) -> int:
    """CRC-32 of a feature; most of a release's features were in the last one too."""
    return zlib.crc32(feature.encode())


def words(text: str) -> list[str]:
    """Lower-case words; figures become ``#`` and their number of digits, so that size is kept."""
    return [
        f"#{len(w.replace(',', ''))}" if w[0].isdigit() else w
        for w in _WORD.findall(text.casefold().replace("’", "'"))
    ]


def score(view: View, sentence: int, start: int, end: int) -> dict[RecordType, float]:
    """P(type | clause) for ``view.text[start:end]``, which lies in the sentence of that index.

    The five probabilities are independent: a clause may state facts of several types or of none.
    """
    probabilities = load("types")(columns(clause_features(view, sentence, start, end)))
    return {t: probabilities[t] for t in TYPES}


def clause_features(view: View, sentence: int, start: int, end: int) -> list[str]:
    """Features of a clause: words, pairs, word ends, spans, its zone, the line above it."""
    s = view.sentences[sentence]
    text = view.text
    inner = words(text[start:end])
    out = [f"w={w}" for w in inner]
    out += [f"b={a}_{b}" for a, b in pairwise(inner)]
    out += [f"e={w[-4:]}" for w in inner if len(w) > 6]
    if inner:
        out.append(f"first={inner[0]}")
    outside = words(text[s.start_char : start]) + words(text[end : s.end_char])
    out += [f"o={w}" for w in outside]
    out.append(f"zone={s.zone}")
    lead = s.lead
    if lead is not None:
        above = view.sentences[lead]
        out += [f"l={w}" for w in words(text[above.start_char : above.end_char])[:30]]
    labels = [m.label for m in view.mentions_in(start, end)]
    out += [f"m={x}" for x in labels] + [f"mm={x}" for x in labels if labels.count(x) > 1]
    for q in view.quantities_in(start, end):
        out.append(f"q={q.unit}")
        if q.scope:
            out.append(f"scope={q.scope}")
    return out
