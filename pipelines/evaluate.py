"""Scores a run's tables against gold annotations: precision, recall and F1.

Mentions are compared by text and label, once per occurrence; quantities by overlap of their text,
value and unit; dates by their days; records by type and key fields, matched one to one, the most
alike first; slots by every field of every record, as in MUC-4 template filling (Chinchor 1992): a
field of a record without a match is a miss or a false alarm.

A gold file is one release's JSON: ``id`` and lists of ``mentions``, ``quantities``, ``dates`` and
``records`` with the columns of the tables.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from extractor.schema import RECORD_TABLES, TABLES

Row = Mapping[str, Any]

# Columns that say where a row stands or how it came about, not what it states.
_UNSCORED_COLUMNS = frozenset(
    "release_id record_id type evidence start_char end_char".split()
    + "confidence review evidence_slots".split()
)
_PARTIES = frozenset({"defendant", "target", "organization"})
_PHRASES = frozenset("item offense location district authority program action beneficiary".split())
_ARTICLES = frozenset("the a an of s in to for and by on".split())
# "U.S." is an adjective as often as a name: neither right nor wrong as a mention.
_UNSCORED_MENTIONS = frozenset({"u s", "us", "american"})


@dataclass(slots=True)
class Tally:
    """Counts of right answers, false alarms and misses."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def add(self, right: int, false: int, missed: int) -> None:
        """Count these too."""
        self.right += right
        self.false += false
        self.missed += missed

    @property
    def precision(self) -> float:
        """The share of what was given that is right; 0 where nothing was given."""
        return self.right / (self.right + self.false) if self.right + self.false else 0.0

    @property
    def recall(self) -> float:
        """The share of what is true that was given; 0 where nothing is true."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """Tallies by name (``mentions``, ``record:seizure``, …) and by field (``seizure.item``).

    ``missing`` are the gold's releases that the run has not; ``errors`` say in words, by record
    type, what went wrong.
    """

    releases: int = 0
    missing: tuple[str, ...] = ()
    totals: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    fields: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    errors: list[tuple[str, str]] = field(default_factory=list)


def evaluate(out: Path, gold: Path, only: Collection[str] | None = None) -> Scores:
    """Score the Parquet tables in ``out`` against the annotations ``gold/*.json``.

    ``only`` restricts the comparison to these release ids. Raises ``FileNotFoundError`` where there
    is no gold or no table of releases.
    """
    golds = {g["id"]: g for g in map(load, sorted(gold.glob("*.json"))) if "id" in g}
    if only is not None:
        golds = {k: v for k, v in golds.items() if k in only}
    if not golds:
        raise FileNotFoundError(f"no gold annotations in {gold}")
    tables = {
        name: by_release(out / f"{name}.parquet") for name in ("releases", *_SPANS, *RECORD_TABLES)
    }
    scores = Scores(
        releases=len(golds), missing=tuple(sorted(g for g in golds if g not in tables["releases"]))
    )
    for release_id, annotated in golds.items():
        found = {name: rows.get(release_id, []) for name, rows in tables.items()}
        text = found["releases"][0]["text"] if found["releases"] else annotated.get("text", "")
        for name, compare in _SPANS.items():
            if name in annotated:
                compare(scores, text, annotated[name], found[name])
        if "records" in annotated:
            for name, cls in RECORD_TABLES.items():
                kind = cls.__name__.lower()
                wanted = [r for r in annotated["records"] if r["type"] == kind]
                _score_records(scores, release_id, kind, wanted, found[name])
    return scores


# ---- floors: accuracy as a gate


def gold_hash(gold: Path) -> str:
    """A hash of the annotations, so that floors hold for the gold that they were measured on."""
    digest = hashlib.sha256()
    for path in sorted(gold.glob("*.json")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def below_floors(scores: Scores, gold: Path, floors: Path) -> list[str]:
    """What is below its floor, in words; empty where the gate is passed."""
    pinned = load(floors)
    if pinned["gold"] != gold_hash(gold):
        return [f"{gold} has changed since the floors were pinned: pin them anew"]
    return [
        f"{name}: F1 {scores.totals[name].f1:.4f} is below {floor:.4f}"
        for name, floor in pinned["f1"].items()
        if scores.totals[name].f1 < floor
    ]


def pin_floors(scores: Scores, gold: Path, floors: Path, *, lower: bool = False) -> None:
    """Pin the totals' F1, rounded down to hundredths. Raises ``ValueError`` for a floor that would
    sink on the same gold, unless ``lower``."""
    now = {name: math.floor(scores.totals[name].f1 * 100) / 100 for name in _TOTALS}
    if floors.exists() and not lower:
        old = load(floors)
        sunk = [n for n, f in old["f1"].items() if old["gold"] == gold_hash(gold) and now[n] < f]
        if sunk:
            raise ValueError(f"these floors would sink: {', '.join(sunk)}")
    floors.write_text(json.dumps({"gold": gold_hash(gold), "f1": now}, indent=1) + "\n", "utf-8")


# ---- comparing values


def fold(text: object) -> str:
    """Text without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", str(text))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^\w$%]+", " ", plain).strip()


def _words(text: object) -> list[str]:
    return [w for w in fold(text).split() if w not in _ARTICLES]


def word_f1(a: object, b: object) -> float:
    """Overlap of two texts' words, articles left out: 1 where they have the same ones."""
    mine, yours = Counter(_words(a)), Counter(_words(b))
    if not mine or not yours:
        return float(fold(a) == fold(b))
    return 2 * (mine & yours).total() / (mine.total() + yours.total())


def _same_text(a: object, b: object) -> bool:
    return word_f1(a, b) >= 0.5


def _same_name(a: object, b: object) -> bool:
    mine, yours = set(_words(a)), set(_words(b))
    if not mine or not yours:
        return fold(a) == fold(b)
    return mine <= yours or yours <= mine or word_f1(a, b) >= 0.5


def _same_names(a: Iterable[str], b: Iterable[str]) -> bool:
    mine, yours = list(a), list(b)
    if not mine and not yours:
        return True
    hits = sum(any(_same_name(x, y) for y in yours) for x in mine)
    hits += sum(any(_same_name(x, y) for x in mine) for y in yours)
    return hits / (len(mine) + len(yours)) >= 0.5


def _same_number(a: Any, b: Any) -> bool:
    try:
        return math.isclose(float(a), float(b), rel_tol=0.01)
    except (TypeError, ValueError):
        return False


def _same_code(a: object, b: object) -> bool:
    return str(a).strip().casefold() == str(b).strip().casefold()


def _comparison(column: pa.Field) -> Callable[[Any, Any], bool]:
    """How values of a record's column are compared: by what they are and what a text names."""
    if column.name in _PARTIES:
        return _same_name
    if column.name in _PHRASES and b"enum" not in column.metadata:
        return _same_text
    if pa.types.is_list(column.type):
        return _same_names
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
        return _same_number
    return _same_code


_FIELDS: Mapping[str, Mapping[str, Callable[[Any, Any], bool]]] = {
    cls.__name__.lower(): {
        column.name: _comparison(column)
        for column in TABLES[name]
        if column.name not in _UNSCORED_COLUMNS
    }
    for name, cls in RECORD_TABLES.items()
}


def empty(value: Any) -> bool:
    """Whether a field states nothing."""
    return value is None or value in ("", [], ()) or value != value  # NaN is not itself


# ---- spans


def _score_mentions(scores: Scores, text: str, gold: Sequence[Row], found: Sequence[Row]) -> None:
    wanted = _occurrences(text, gold)
    given: Counter[tuple[str, str]] = Counter()
    for mention in found:
        name = fold(re.sub(r"^(the|The)\s+|[’']s$", "", mention["text"]))
        if name not in _UNSCORED_MENTIONS:
            given[name, mention["label"]] += 1
    for label in {label for _, label in (*wanted, *given)}:
        want = Counter({k: n for k, n in wanted.items() if k[1] == label})
        give = Counter({k: n for k, n in given.items() if k[1] == label})
        right = (want & give).total()
        for name in ("mentions", f"mention:{label}"):
            scores.totals[name].add(right, give.total() - right, want.total() - right)
    _score_canonical(scores, gold, found)


def _score_canonical(scores: Scores, gold: Sequence[Row], found: Sequence[Row]) -> None:
    """Official names of agencies and cartels, once per name: right, wrong, and not found at all.

    Names agree as the parties of records do; the precision is the accuracy of what was found.
    """
    given: dict[tuple[str, str], str | None] = {}
    for mention in found:
        name = fold(re.sub(r"^(the|The)\s+|[’']s$", "", mention["text"]))
        given.setdefault((name, mention["label"]), mention.get("canonical"))
    for mention in gold:
        if mention["label"] not in ("AGENCY", "CARTEL") or not mention.get("canonical"):
            continue
        key = (fold(mention["text"]), mention["label"])
        official = given.get(key)
        right = official is not None and _same_name(mention["canonical"], official)
        found_wrong = key in given and not right
        scores.totals[f"canonical:{mention['label']}"].add(right, found_wrong, not right)


def _occurrences(text: str, mentions: Sequence[Row]) -> Counter[tuple[str, str]]:
    """Every occurrence in the text of every listed name, the longest first, none overlapping."""
    taken = bytearray(len(text))
    out: Counter[tuple[str, str]] = Counter()
    for mention in sorted(mentions, key=lambda m: -len(m["text"])):
        words = r"\s+".join(map(re.escape, mention["text"].split()))
        for hit in re.finditer(rf"(?<!\w){words}(?!\w)", text):
            if not any(taken[hit.start() : hit.end()]):
                taken[hit.start() : hit.end()] = b"\1" * (hit.end() - hit.start())
                if fold(hit.group()) not in _UNSCORED_MENTIONS:
                    out[fold(hit.group()), mention["label"]] += 1
    return out


def _score_quantities(scores: Scores, _: str, gold: Sequence[Row], found: Sequence[Row]) -> None:
    left = list(found)
    for wanted in gold:
        hit = next((q for q in left if _same_quantity(wanted, q)), None)
        if hit is not None:
            left.remove(hit)
    right = len(found) - len(left)
    scores.totals["quantities"].add(right, len(left), len(gold) - right)


def _same_quantity(gold: Row, found: Row) -> bool:
    return (
        _same_number(gold["value"], found["value"])
        and _same_code(gold["unit"], found["unit"])
        and word_f1(gold["text"], found["text"]) >= 0.4
    )


def _score_dates(scores: Scores, _: str, gold: Sequence[Row], found: Sequence[Row]) -> None:
    wanted = {(d["start"], d["end"]) for d in gold}
    given = {(d["start"], d["end"]) for d in found}
    right = len(wanted & given)
    scores.totals["dates"].add(right, len(given) - right, len(wanted) - right)


_SPANS: Mapping[str, Callable[[Scores, str, Sequence[Row], Sequence[Row]], None]] = {
    "mentions": _score_mentions,
    "quantities": _score_quantities,
    "dates": _score_dates,
}
_TOTALS = (*_SPANS, "records", "slots")


# ---- records


def _score_records(
    scores: Scores, release_id: str, kind: str, gold: Sequence[Row], found: Sequence[Row]
) -> None:
    pairs = matches(kind, gold, found)
    missed = [r for i, r in enumerate(gold) if i not in pairs]
    false = [r for j, r in enumerate(found) if j not in pairs.values()]
    for name in ("records", f"record:{kind}"):
        scores.totals[name].add(len(pairs), len(false), len(missed))
    for name, same in _FIELDS[kind].items():
        tally = Tally()
        for i, j in pairs.items():
            want, give = gold[i].get(name), found[j].get(name)
            right = not empty(want) and not empty(give) and same(want, give)
            tally.add(right, not right and not empty(give), not right and not empty(want))
            if not right and not (empty(want) and empty(give)):
                error = f"{release_id} {kind}.{name}: gold {want!r}, found {give!r}"
                scores.errors.append((kind, error))
        tally.add(0, sum(not empty(r.get(name)) for r in false), 0)
        tally.add(0, 0, sum(not empty(r.get(name)) for r in missed))
        for total in (
            scores.totals["slots"],
            scores.totals[f"slot:{kind}"],
            scores.fields[f"{kind}.{name}"],
        ):
            total.add(tally.right, tally.false, tally.missed)
    for label, rows in (("missed", missed), ("false", false)):
        for row in rows:
            said = {n: row.get(n) for n in (*_FIELDS[kind], "evidence") if not empty(row.get(n))}
            words = json.dumps(said, ensure_ascii=False)
            scores.errors.append((kind, f"{release_id} {kind} {label}: {words}"))


def matches(kind: str, gold: Sequence[Row], found: Sequence[Row]) -> dict[int, int]:
    """Pairs of indices, one to one, of records that can be one fact; the most alike first."""
    candidates = sorted(
        (
            (_likeness(kind, g, f), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if _same_fact(kind, g, f)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in candidates:
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def differences(kind: str, gold: Row, found: Row) -> list[tuple[str, Any, Any]]:
    """The fields in which two records of one type differ: name, gold's value, found value."""
    pairs = ((name, gold.get(name), found.get(name)) for name in _FIELDS[kind])
    return [
        (name, want, give)
        for name, want, give in pairs
        if not (empty(want) and empty(give)) and not _agree(kind, name, gold, found)
    ]


def _likeness(kind: str, gold: Row, found: Row) -> float:
    agreeing = sum(_agree(kind, name, gold, found) for name in _FIELDS[kind])
    return agreeing + word_f1(gold.get("evidence", ""), found.get("evidence", ""))


def _agree(kind: str, name: str, gold: Row, found: Row) -> bool:
    """Whether both records state the field, and state the same."""
    want, give = gold.get(name), found.get(name)
    return not empty(want) and not empty(give) and _FIELDS[kind][name](want, give)


def _same_fact(kind: str, gold: Row, found: Row) -> bool:
    """Whether the key fields of two records of one type agree."""
    same_value = _agree(kind, "value", gold, found) if "value" in _FIELDS[kind] else False
    no_value = empty(gold.get("value")) and empty(found.get("value"))
    if kind == "seizure":
        return _agree(kind, "item", gold, found) and (same_value or no_value)
    if kind == "commitment":
        near = word_f1(gold.get("evidence", ""), found.get("evidence", "")) >= 0.4
        return (
            _agree(kind, "action", gold, found)
            or (near and same_value)
            or (near and no_value and _agree(kind, "actors", gold, found))
        )
    who = "target" if kind == "designation" else "defendant"
    if (gold.get("count") or 1) == 1:
        return _agree(kind, who, gold, found)
    return _agree(kind, "count", gold, found) or _same_group(gold.get(who), found.get(who))


def _same_group(gold: Any, found: Any) -> bool:
    return not empty(gold) and not empty(found) and _same_text(gold, found)


# ---- reading


def load(path: Path) -> dict[str, Any]:
    """A JSON file that holds one object."""
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def by_release(path: Path) -> dict[str, list[Row]]:
    """A table's rows by release; days as ISO text, as the gold has them."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in pq.read_table(path).to_pylist():
        rows[row["release_id"]].append(
            {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in row.items()}
        )
    return dict(rows)
