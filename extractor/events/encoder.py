"""A small pretrained encoder, fine-tuned: how likely a candidate of an undertaking is one.

The linear model of :mod:`extractor.events.model` sees words and pairs of words; this one reads the
sentence as a whole, with the title and the line before it. It is three layers of MiniLM (Wang et
al. 2020) with a small head over the sentence, the candidate's phrase and its verb, in eight-bit
weights (``models/encoder``; recipe: ``python -m pipelines.train_encoder``). It costs over ten
milliseconds a sentence, so that it is asked about doubtful ones only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parents[2] / "models" / "encoder"
MODEL, TOKENIZER = "model.onnx", "tokenizer.json"

# In tokens; what is longer is cut, a line before the sentence at its far end.
_TITLE, _BEFORE, _SENTENCE = 14, 24, 128
_START, _BREAK = 101, 102  # of BERT's vocabulary: [CLS], [SEP]


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence with its candidates.

    ``before`` is the line that it hangs on (``hangs``), or the sentence before it. ``spans`` are
    the candidates: in characters of the sentence where a phrase starts, ends, and its verb ends.
    """

    title: str
    before: str
    hangs: bool
    sentence: str
    spans: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as tokens, the first ``context`` of them around it; spans and verbs in tokens."""

    tokens: list[int]
    context: int
    spans: list[tuple[int, int]]
    verbs: list[tuple[int, int]]


def encode(tokenizer: Any, asked: Asked) -> Encoded:
    """What the network reads of a sentence: ``[CLS] title [SEP] line before [SEP] sentence``."""

    def plain(text: str) -> Any:
        return tokenizer.encode(text, add_special_tokens=False)

    title = plain(asked.title).ids[:_TITLE]
    before = plain(asked.before).ids
    before = before[:_BEFORE] if asked.hangs else before[-_BEFORE:]
    context = [_START, *title, _BREAK, *before, _BREAK]
    sentence = plain(asked.sentence)
    tokens, offsets = sentence.ids[:_SENTENCE], sentence.offsets[:_SENTENCE]

    def within(start: int, end: int) -> tuple[int, int] | None:
        inside = [n for n, (a, b) in enumerate(offsets) if b > start and a < end]
        return (len(context) + inside[0], len(context) + inside[-1] + 1) if inside else None

    last = len(context) + max(0, len(tokens) - 1)
    spans = [within(start, end) or (last, last + 1) for start, end, _ in asked.spans]
    verbs = [
        within(start, max(start + 1, verb)) or (first, first + 1)
        for (start, _, verb), (first, _) in zip(asked.spans, spans, strict=True)
    ]
    return Encoded([*context, *tokens, _BREAK], len(context), spans, verbs)


def arrays(batch: Sequence[Encoded]) -> dict[str, NDArray[Any]]:
    """The network's inputs: tokens, mask and types of shape (sentences, length); for each candidate
    the row of its sentence, and two rows of weights that average over its phrase and its verb."""
    length = max(len(e.tokens) for e in batch)
    ids = np.zeros((len(batch), length), dtype=np.int64)
    mask, types = np.zeros_like(ids), np.zeros_like(ids)
    rows: list[int] = []
    for n, e in enumerate(batch):
        ids[n, : len(e.tokens)] = e.tokens
        mask[n, : len(e.tokens)] = 1
        types[n, e.context : len(e.tokens)] = 1
        rows += [n] * len(e.spans)
    return {
        "ids": ids,
        "mask": mask,
        "types": types,
        "rows": np.array(rows, dtype=np.int64),
        "spans": _averages([s for e in batch for s in e.spans], length),
        "heads": _averages([v for e in batch for v in e.verbs], length),
    }


def _averages(spans: Sequence[tuple[int, int]], length: int) -> NDArray[np.float32]:
    out = np.zeros((len(spans), length), dtype=np.float32)
    for n, (start, end) in enumerate(spans):
        out[n, start:end] = 1 / (end - start)
    return out


def scores(asked: Sequence[Asked]) -> list[list[float]]:
    """For each sentence the log-odds of its candidates, whatever the other sentences are. Raises
    ``OSError`` where the model is missing.

    One sentence at a time: eight-bit sums are scaled by the largest of a batch, so that one's score
    would depend on the others', and a batch saves nothing.
    """
    session, tokenizer = _loaded(FOLDER)
    return [session.run(None, arrays([encode(tokenizer, a)]))[0].tolist() for a in asked]


def tokenizer_of(folder: Path) -> Any:
    """The tokenizer of a folder; raises ``OSError`` where there is none."""
    from tokenizers import Tokenizer

    text = (folder / TOKENIZER).read_text(encoding="utf-8")
    tokenizer = Tokenizer.from_str(text)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@cache
def _loaded(folder: Path) -> tuple[Any, Any]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # processes are the parallelism
    options.log_severity_level = 3
    # What a long sentence took would be kept for the life of the process.
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    model = (folder / MODEL).read_bytes()
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return session, tokenizer_of(folder)
