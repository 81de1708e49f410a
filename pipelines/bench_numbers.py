"""Speed of our quantities and dates beside quantulum3 and dateparser, on the same sentences.

    python -m pipelines.bench_numbers FILE [--sentences 2000]

FILE holds texts: ``.jsonl`` or ``.json`` (objects with ``body`` or ``text``), or plain text; any of
them may be gzipped. The sentences are taken from its beginning, and each program reads them one by
one in this process, ours first, after one sentence to warm up. Printed are sentences per second
(processor time of this process) and how many times faster ours is.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import logging
import re
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

# The day that every relative expression is read against: any fixed day does.
ANCHOR = dt.date(2022, 10, 13)

_SENTENCE = re.compile(r"(?<=[.!?])[”\"’)]*\s+(?=[A-Z“\"])|\n+")


def texts(path: Path) -> Iterator[str]:
    """The texts of a corpus file, by its suffix."""
    name = path.name.removesuffix(".gz")
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        if name.endswith(".jsonl"):
            yield from (_body(json.loads(line)) for line in file if line.strip())
        elif name.endswith(".json"):
            rows = json.load(file)
            yield from (_body(row) for row in (rows if isinstance(rows, list) else [rows]))
        else:
            yield file.read()


def _body(row: dict[str, object]) -> str:
    return str(row.get("body") or row.get("text") or "")


def sentences(path: Path, count: int) -> list[str]:
    """The first ``count`` sentences of a corpus file that hold more than one word."""
    found = (s.strip() for text in texts(path) for s in _SENTENCE.split(text))
    return list(islice((s for s in found if " " in s), count))


def engines() -> dict[str, Callable[[str], object]]:
    """What is timed, by name; ``ours`` is quantities and dates together."""
    from dateparser.search import search_dates
    from quantulum3 import classifier
    from quantulum3 import parser as quantulum

    # As a plain install has it: the classifier is an extra, and its pickles open with few releases
    # of scikit-learn only.
    classifier.USE_CLF = False

    from extractor import dates, quantities

    base = dt.datetime.combine(ANCHOR, dt.time())

    def ours(sentence: str) -> object:
        spans = dates.find(sentence, anchor=ANCHOR)
        taken = tuple((s.start_char, s.end_char) for s in spans)
        return quantities.find(sentence, taken=taken), spans

    return {
        "ours: quantities + dates": ours,
        "ours: quantities": quantities.find,
        "ours: dates": lambda s: dates.find(s, anchor=ANCHOR),
        "quantulum3.parser.parse": quantulum.parse,
        "dateparser.search.search_dates": lambda s: search_dates(
            s, languages=["en"], settings={"RELATIVE_BASE": base}
        ),
    }


def rate(run: Callable[[str], object], lines: Sequence[str]) -> tuple[float, int]:
    """Sentences per second of processor time, and how many sentences raised an error."""
    failures = 0
    run("He paid $5 on May 3, 2019.")
    begin = time.process_time()
    for line in lines:
        try:
            run(line)
        except Exception:  # another program's failure on a sentence is a result, not ours to stop
            failures += 1
    return len(lines) / max(time.process_time() - begin, 1e-9), failures


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table for a corpus file."""
    parser = argparse.ArgumentParser(description="Sentences per second, side by side.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--sentences", type=int, default=2000)
    args = parser.parse_args(argv)
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    lines = sentences(args.file, args.sentences)
    words = sum(len(line.split()) for line in lines)
    print(f"{len(lines)} sentences, {words} words, one process, processor time")
    rates: dict[str, float] = {}
    for name, run in engines().items():
        rates[name], failures = rate(run, lines)
        failed = f"  ({failures} sentences raised)" if failures else ""
        print(f"{name:32} {rates[name]:10.0f} sentences/s{failed}")
    for ours, theirs in (
        ("ours: quantities", "quantulum3.parser.parse"),
        ("ours: dates", "dateparser.search.search_dates"),
        ("ours: quantities + dates", "quantulum3.parser.parse"),
        ("ours: quantities + dates", "dateparser.search.search_dates"),
    ):
        print(f"{ours} / {theirs}: {rates[ours] / rates[theirs]:.1f} times")


if __name__ == "__main__":
    main()
