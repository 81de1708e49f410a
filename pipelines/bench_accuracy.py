"""Compare what is found with a baseline of stock libraries, on annotated releases.

    python -m pipelines.bench_accuracy GOLD CORPUS [--only IDS] [--json]

GOLD holds annotations, CORPUS the releases (what ``press-extractor run`` reads); ``--only`` names
the releases to compare on: ids with commas, or a file of them. Ours and the baseline
(:mod:`pipelines.bench_baseline`) read the same cleaned texts, write the same tables, and are scored
by the same :mod:`pipelines.evaluate`. Printed are F1, the share of releases with two or more facts
whose number of records is exact, and milliseconds of processor time per release.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extractor import Extractor, records, schema
from extractor.types import Extraction, Release
from pipelines import evaluate, inputs, work
from pipelines.bench_baseline import Baseline

TOTALS = ("mentions", "quantities", "dates", "records", "slots")
Pipe = Callable[[Iterable[Release]], Iterator[Extraction]]


@dataclass(frozen=True, slots=True)
class Result:
    """What one program reached. ``exact`` is a share; ``milliseconds`` are of processor time."""

    scores: evaluate.Scores
    exact: float
    several: int
    milliseconds: float

    def row(self) -> dict[str, float]:
        """The figures by name, F1 and shares in [0, 1]."""
        kinds = [f"record:{cls.__name__.lower()}" for cls in schema.RECORD_TABLES.values()]
        slots = [k.replace("record:", "slot:") for k in kinds]
        f1 = {name: self.scores.totals[name].f1 for name in (*TOTALS, *kinds, *slots)}
        return {**f1, "exact number of records": self.exact, "ms per release": self.milliseconds}


def ids(only: str | None) -> set[str] | None:
    """Ids from a list with commas, or a file with one a line or with commas."""
    if only is None:
        return None
    listed = Path(only).read_text("utf-8") if "," not in only and Path(only).is_file() else only
    return set(listed.replace(",", " ").split())


def read(corpus: Path, gold: Path, only: Collection[str] | None) -> list[Release]:
    """The cleaned releases that have gold, in the order of the input."""
    annotated = {path.stem for path in gold.glob("*.json")}
    wanted = annotated if only is None else annotated & set(only)
    return [
        inputs.to_release(raw)
        for raw in inputs.read([corpus])
        if not isinstance(raw, inputs.Fault) and raw.release_id in wanted
    ]


def measure(
    pipe: Pipe, releases: Sequence[Release], gold: Path, only: Collection[str] | None
) -> Result:
    """Run ``pipe`` over the releases and score its tables."""
    list(pipe(releases[:1]))  # models are loaded and caches filled
    began = time.process_time()
    extractions = list(pipe(releases))
    spent = time.process_time() - began
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in schema.flatten(work.nested(extractions)).items():
            pq.write_table(pa.table(rows), Path(folder) / f"{name}.parquet")
        scores = evaluate.evaluate(Path(folder), gold, only)
    exact, several = exact_numbers(extractions, gold)
    return Result(scores, exact, several, 1000 * spent / max(1, len(releases)))


def exact_numbers(extractions: Sequence[Extraction], gold: Path) -> tuple[float, int]:
    """Of the releases with two or more gold records: the share in which each type's number is
    exact, and how many they are."""
    right = several = 0
    for extraction in extractions:
        path = gold / f"{extraction.release.release_id}.json"
        wanted = Counter(r["type"] for r in json.loads(path.read_text("utf-8"))["records"])
        if wanted.total() < 2:
            continue
        several += 1
        right += wanted == Counter(type(r).__name__.lower() for r in extraction.records)
    return (right / several if several else 0.0), several


def stage_cost(extractions: Sequence[Extraction]) -> float:
    """Milliseconds of processor time per release that our stage ``records`` takes."""
    began = time.process_time()
    for e in extractions:
        records.build(e.release, e.sentences, e.mentions, e.quantities, e.dates, e.events)
    return 1000 * (time.process_time() - began) / max(1, len(extractions))


def main(argv: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m pipelines.bench_accuracy",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--only", help="ids with commas, or a file with one a line")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    only = ids(options.only)
    releases = read(options.corpus, options.gold, only)
    if not releases:
        parser.error(f"no release of {options.corpus} has gold in {options.gold}")
    ours = Extractor()
    results = {
        "ours": measure(ours.pipe, releases, options.gold, only),
        "baseline": measure(Baseline().pipe, releases, options.gold, only),
    }
    cost = stage_cost(list(ours.pipe(releases)))
    rows = {name: result.row() for name, result in results.items()}
    if options.json:
        print(json.dumps({"releases": len(releases), "records stage, ms": cost, **rows}, indent=1))
        return
    print(f"{len(releases)} releases, {results['ours'].several} of them with two or more facts")
    print("\n| F1 | " + " | ".join(rows) + " |")
    print("| --- |" + " --- |" * len(rows))
    for name in rows["ours"]:
        digits = 1 if name.startswith("ms") else 3
        print(
            f"| {name} | " + " | ".join(f"{row[name]:.{digits}f}" for row in rows.values()) + " |"
        )
    print(f"\nour stage records alone: {cost:.2f} ms per release")


if __name__ == "__main__":
    main()
