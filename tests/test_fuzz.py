"""Damaged files: each is accounted for, none stops the run, and what comes out keeps the contract.

``MUTANTS`` in the environment says how many (``make test-faults``: 1000). The damage is random, and
the same in every run.
"""

from __future__ import annotations

import gzip
import os
import random
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from extractor.core import Extractor
from extractor.schema import RECORD_TABLES
from pipelines import inputs
from pipelines import run as running

MUTANTS = int(os.environ.get("MUTANTS", "150"))
CORPUS = Path(__file__).parent.parent / "corpus"
SPLICES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b[31m", b"\r", b"\\u0000", b"\\ud800", b'"', b"{", b"]",
    b"<script>", b"<!--", b"&#x110000;", b"]]>", b"<div>" * 300, b"\xe2\x80\xae", b"1e999", b"=cmd|'!A'!",
    b"../../", b"0" * 400, b" and " * 200, b"\n" * 500, "\u0130\ufb01\u202f".encode(), b"NaN",
)  # fmt: skip

Damage = Callable[[bytes, random.Random], bytes]


def _flip(raw: bytes, dice: random.Random) -> bytes:
    damaged = bytearray(raw)
    for _ in range(dice.randint(1, 40)):
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)
    return bytes(damaged)


def _cut(raw: bytes, dice: random.Random) -> bytes:
    return raw[: dice.randrange(len(raw))]


def _drop(raw: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(raw))
    return raw[:start] + raw[start + dice.randint(1, 400) :]


def _repeat(raw: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(raw))
    return raw[:start] + raw[start : start + 200] * dice.randint(2, 40) + raw[start:]


def _splice(raw: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(raw) + 1)
        raw = raw[:at] + dice.choice(SPLICES) + raw[at:]
    return raw


def _shuffle(raw: bytes, dice: random.Random) -> bytes:
    pieces = raw.split(b" ")
    dice.shuffle(pieces)
    return b" ".join(pieces)


def _recode(raw: bytes, dice: random.Random) -> bytes:
    encoding = dice.choice(["utf-16", "utf-7", "cp037", "utf-32-le"])
    return raw.decode("utf-8", "replace").encode(encoding, "replace")


DAMAGES: tuple[Damage, ...] = (_flip, _cut, _drop, _repeat, _splice, _shuffle, _recode)


def _mutants(folder: Path, number: int) -> None:
    """Damaged copies of the sample inputs: before packing or after, some under another's suffix."""
    dice = random.Random(11)
    samples = sorted(p for p in CORPUS.iterdir() if p.suffix != ".md")
    suffixes = sorted({"".join(p.suffixes) for p in samples})
    for n in range(number):
        sample = dice.choice(samples)
        suffix, raw = "".join(sample.suffixes), sample.read_bytes()
        packed = suffix.endswith(".gz")
        if packed and dice.random() < 0.7:
            raw = gzip.decompress(raw)
        elif packed:
            packed = False  # the packed bytes themselves are damaged
        for _ in range(dice.randint(1, 3)):
            raw = dice.choice(DAMAGES)(raw, dice) if raw else raw
        if dice.random() < 0.1:
            suffix = dice.choice(suffixes)
            packed = packed and suffix.endswith(".gz")
        (folder / f"m{n:04}{suffix}").write_bytes(gzip.compress(raw) if packed else raw)


def test_every_damaged_file_is_accounted_for(tmp_path: Path, extractor: Extractor) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    _mutants(folder, MUTANTS)
    summary = running.run([folder], out, factory=lambda: extractor)

    ledger = pq.read_table(out / "ledger.parquet").to_pylist()
    assert len(ledger) == summary.inputs == sum(1 for _ in inputs.read([folder]))
    told = {Path(row["source"].split("#")[0].rsplit(":", 1)[0]).name for row in ledger}
    assert {path.name for path in inputs.discover([folder])} <= told
    assert not [row for row in ledger if row["status"] != "ok" and not row["reason"]]
    assert not [row for row in ledger if row["status"] == "failed" and "Error" in row["reason"]]

    texts = {
        row["release_id"]: row["text"]
        for row in pq.read_table(out / "releases.parquet").to_pylist()
    }
    assert len(texts) == summary.statuses["ok"]
    for name in RECORD_TABLES:
        for row in pq.read_table(out / f"{name}.parquet").to_pylist():
            text = texts[row["release_id"]]
            assert text[row["start_char"] : row["end_char"]] == row["evidence"]
            assert 0 <= row["confidence"] <= 1
    print(f"{MUTANTS} damaged files: {dict(summary.statuses)}")
