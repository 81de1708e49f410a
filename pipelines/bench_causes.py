"""Sort what is wrong with a run's records by cause, mechanically.

    python -m pipelines.bench_causes OUT GOLD [--only IDS] [--list CAUSE]

OUT holds a run's Parquet tables, GOLD the annotations. A record that is missed or false is sorted
by what else was found, or is true, in its sentence; a slot of a matched record by whether it was
left empty, filled though nothing is stated, or filled otherwise, and by where the right value
stands: in the sentence, elsewhere in the release, or nowhere in these words. ``--list`` shows the
errors behind a cause.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.schema import RECORD_TABLES
from pipelines import bench_accuracy, evaluate
from pipelines.evaluate import Row, fold, word_f1

NEAR = 0.4  # overlap of two sentences' words from which they are one


@dataclass(frozen=True, slots=True)
class Error:
    """One error: "record" or "slot", its cause in words, the type or field, and both values."""

    what: str
    cause: str
    name: str
    release_id: str
    gold: Any
    found: Any


def errors(out: Path, gold: Path, only: Collection[str] | None = None) -> Iterator[Error]:
    """Every wrong record, and every wrong slot of a matched record."""
    tables = {
        name: evaluate.by_release(out / f"{name}.parquet")
        for name in ("releases", "quantities", "dates", *RECORD_TABLES)
    }
    for path in sorted(gold.glob("*.json")):
        truth = evaluate.load(path)
        if only is not None and truth["id"] not in only:
            continue
        rows = {name: table.get(truth["id"], []) for name, table in tables.items()}
        if not rows["releases"]:
            continue
        yield from _of_release(truth, rows)


def _of_release(truth: Row, rows: Mapping[str, Sequence[Row]]) -> Iterator[Error]:
    wanted: dict[str, list[Row]] = defaultdict(list)
    for record in truth["records"]:
        wanted[record["type"]].append(record)
    found = {cls.__name__.lower(): rows[name] for name, cls in RECORD_TABLES.items()}
    pairs = {kind: evaluate.matches(kind, wanted[kind], found[kind]) for kind in found}
    for kind, matched in pairs.items():
        left = [r for i, r in enumerate(wanted[kind]) if i not in matched]
        over = [r for j, r in enumerate(found[kind]) if j not in matched.values()]
        for record in left:
            cause = _missed(record, over, found)
            yield Error("record", cause, kind, truth["id"], record, None)
        for record in over:
            cause = _false(record, left, wanted)
            yield Error("record", cause, kind, truth["id"], None, record)
        for i, j in matched.items():
            for name, want, give in evaluate.differences(kind, wanted[kind][i], found[kind][j]):
                cause = _slot(name, want, give, wanted[kind][i], rows)
                yield Error("slot", cause, f"{kind}.{name}", truth["id"], want, give)


def _near(record: Row, others: Sequence[Row]) -> bool:
    return any(word_f1(record.get("evidence"), o.get("evidence")) >= NEAR for o in others)


def _missed(record: Row, over: Sequence[Row], found: Mapping[str, Sequence[Row]]) -> str:
    if _near(record, over):
        return "missed: found in the sentence with other key fields"
    if _near(record, found[record["type"]]):
        return "missed: other facts of the type were found in the sentence"
    if any(_near(record, rows) for rows in found.values()):
        return "missed: only facts of another type were found in the sentence"
    return "missed: nothing was found in the sentence"


def _false(record: Row, left: Sequence[Row], wanted: Mapping[str, Sequence[Row]]) -> str:
    if _near(record, left):
        return "false: the sentence states one with other key fields"
    if _near(record, wanted[record["type"]]):
        return "false: one more than the sentence states"
    if any(_near(record, rows) for rows in wanted.values()):
        return "false: the sentence states a fact of another type"
    return "false: the sentence states no fact"


def _slot(name: str, want: Any, give: Any, record: Row, rows: Mapping[str, Sequence[Row]]) -> str:
    if evaluate.empty(want):
        return "filled: nothing is stated"
    how = "left empty" if evaluate.empty(give) else "filled otherwise"
    return f"{how}: the value is {_where(name, want, record, rows)}"


def _where(name: str, want: Any, record: Row, rows: Mapping[str, Sequence[Row]]) -> str:
    """Where a right value stands: as a normal form that was found, or in its words."""
    text, sentence = rows["releases"][0]["text"], fold(record["evidence"])
    if name in ("start", "end"):
        hits = [d["text"] for d in rows["dates"] if d[name] == want]
        if hits:
            near = any(fold(hit) in sentence for hit in hits)
            return "in the sentence" if near else "elsewhere in the release"
        return "nowhere in these words"
    words = want if isinstance(want, list) else [want]
    if all(isinstance(w, str) for w in words):
        if any(fold(w) in sentence for w in words):
            return "in the sentence"
        whole = fold(text)
        return (
            "elsewhere in the release"
            if any(fold(w) in whole for w in words)
            else "nowhere in these words"
        )
    hits = [q["text"] for q in rows["quantities"] if q["value"] == want]
    if hits:
        near = any(fold(hit) in sentence for hit in hits)
        return "in the sentence" if near else "elsewhere in the release"
    return "nowhere in these words"


def main(argv: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m pipelines.bench_causes",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--only", help="ids with commas, or a file of them")
    parser.add_argument(
        "--list", metavar="CAUSE", help="show the errors of causes with these words"
    )
    options = parser.parse_args(argv)
    found = list(errors(options.out, options.gold, bench_accuracy.ids(options.only)))
    if options.list:
        for e in found:
            if options.list in e.cause:
                print(f"{e.release_id} {e.name} [{e.cause}]\n  gold {e.gold}\n  found {e.found}")
        return
    for what in ("record", "slot"):
        of = [e for e in found if e.what == what]
        print(f"\n{len(of)} wrong {what}s")
        names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for e in of:
            names[e.cause][e.name] += 1
        for cause, counts in sorted(names.items(), key=lambda n: -n[1].total()):
            most = ", ".join(f"{name} {n}" for name, n in counts.most_common(6))
            print(f"{counts.total():5}  {cause} ({most})")


if __name__ == "__main__":
    main()
