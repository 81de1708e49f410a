"""What the name recogniser learns from and is measured by: texts with names, varied and scored."""

from __future__ import annotations

import bisect
import gzip
import json
import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import numpy as np

from extractor import lexicons
from extractor.types import Label

LABELS: tuple[str, ...] = get_args(Label)
Spans = list[tuple[int, int, str]]
#: Names by label and case.
Pool = dict[tuple[str, str], list[str]]

_ARTICLE = re.compile(r"^(the|The)\s+|[’']s$")
_WORD = re.compile(r"[^\W_]+|[^\w\s]")
_UNSCORED = {"u s", "us", "american"}
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
_SWAPPED = {"CARTEL": 0.3, "ORG": 0.3, "PROGRAM": 0.25, "LAW": 0.25}
_LEXICONS = {
    "AGENCY": ["agencies"],
    "CARTEL": ["cartels"],
    "ORG": ["orgs"],
    "PLACE": ["places"],
    "SUBSTANCE": ["substances"],
    "WEAPON": ["weapons"],
    "LAW": ["laws"],
    "PROGRAM": ["programs"],
}
_FOLDER = Path(lexicons.__file__).parent
_QUOTES = ("“{}”", '"{}"', "‘{}’", "(“{}”)")
_NICKNAMES = (
    "El Güero,La Jefa,El Ingeniero,Chuy,Flaco,El Chino,El R-3,Lobo,Big Mike,Tony,El Doctor,Junior,"
    "El Ruso,Nacho,La Flaca,El Contador,Red,El 50,Pelón,Don Beto,The Baker,Lefty,El Primo,Smoke,"
    "El Comandante Toro,Tata,Gordo,Little J,El Gato,Ghost"
).split(",")
_CURLY = str.maketrans({"'": "’"})


@dataclass(frozen=True)
class Labelled:
    """A text with the names in it; characters in ``unsure`` stretches teach nothing."""

    id: str
    text: str
    spans: Spans
    unsure: list[tuple[int, int]] = field(default_factory=list)


def occurrences(text: str, mentions: Iterable[dict[str, Any]]) -> Spans:
    """Every occurrence of every listed name, longest name first, none overlapping."""
    taken = bytearray(len(text))
    found: Spans = []
    for mention in sorted(mentions, key=lambda m: -len(m["text"])):
        words = r"\s+".join(map(re.escape, mention["text"].split()))
        for hit in re.finditer(rf"(?<!\w){words}(?!\w)", text):
            start, end = hit.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                if fold(hit.group()) not in _UNSCORED:
                    found.append((start, end, mention["label"]))
    return sorted(found)


def read_gold(gold: Path, corpus: Path, ids: Iterable[str]) -> list[Labelled]:
    """The annotated releases: title, empty line, body."""
    out = []
    for release_id in sorted(ids):
        release = json.loads((corpus / f"{release_id}.json").read_text("utf-8"))
        mentions = json.loads((gold / f"{release_id}.json").read_text("utf-8"))["mentions"]
        text = f"{release['title']}\n\n{release['body']}"
        out.append(Labelled(release_id, text, occurrences(text, mentions)))
    return out


def read_releases(path: Path, limit: int) -> Iterator[tuple[str, str]]:
    """Id and text of unannotated releases, one JSON object a line, evenly spread over the file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for i in np.linspace(0, len(rows) - 1, min(limit, len(rows))).astype(int):
        yield rows[i]["id"], f"{rows[i]['title']}\n\n{rows[i]['body']}"


def frequent_words(releases: Path, least: int = 2) -> list[str]:
    """The words and marks that stand in the releases at least so often, most frequent first."""
    counts: Counter[str] = Counter()
    for _, text in read_releases(releases, 10**9):
        counts.update(_WORD.findall(text))
    return [w for w, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n >= least]


def read_silver(labels: Path, releases: Path) -> list[Labelled]:
    """Machine-labelled releases: offsets from ``labels``, texts from ``releases``."""
    with gzip.open(labels, "rt", encoding="utf-8") as lines:
        rows = {row["id"]: row for row in map(json.loads, lines)}
    out = []
    for release_id, text in read_releases(releases, 10**9):
        if row := rows.get(release_id):
            spans: Spans = [(s, e, k) for s, e, k in row["spans"]]
            out.append(Labelled(release_id, text, spans, [(s, e) for s, e in row["unsure"]]))
    return out


def vary(item: Labelled, rng: random.Random, pool: Pool | None = None) -> Labelled:
    """Now and then the text as another feed would give it, with its names in their new places.

    Other names of the same kind from ``pool``, quoted nicknames, lost non-ASCII characters,
    straight or curly quotation marks, a headline or a text in capitals, lost accents.
    """
    if pool and not item.unsure and rng.random() < 0.5:
        item = swap(item, rng, pool)
    draw = rng.random()
    text, spans = item.text, item.spans
    if draw < 0.12:
        kept = [i for i, c in enumerate(text) if c.isascii()]
        moved = [(bisect.bisect_left(kept, s), bisect.bisect_left(kept, e), k) for s, e, k in spans]
        lost = [(bisect.bisect_left(kept, s), bisect.bisect_left(kept, e)) for s, e in item.unsure]
        return Labelled(item.id, "".join(text[i] for i in kept), moved, lost)
    if draw < 0.20:
        text = text.translate(_STRAIGHT)
    elif draw < 0.25:
        text = text.translate(_CURLY)
    elif draw < 0.32:
        end = text.find("\n\n")
        text = _capitals(text[:end]) + text[end:]
    elif draw < 0.36:
        text = _capitals(text)
    elif draw < 0.40:
        text = "".join(map(_plain, text))
    return Labelled(item.id, text, spans, item.unsure)


def names_pool(gold: Iterable[Labelled]) -> Pool:
    """Names to swap in: those of the annotated texts and of the lexicons, by label and case."""
    names = {(item.text[s:e], label) for item in gold for s, e, label in item.spans}
    for label, files in _LEXICONS.items():
        for file in files:
            for line in (_FOLDER / f"{file}.jsonl").read_text("utf-8").splitlines():
                row = json.loads(line)
                names |= {(n, label) for n in (*row.get("aliases", ()), *row.get("acronyms", ()))}
    pool: Pool = defaultdict(list)
    for name, label in sorted(names):
        pool[label, _case(name)].append(name)
    return pool


def swap(item: Labelled, rng: random.Random, pool: Pool) -> Labelled:
    """The text with some of its names exchanged, everywhere, for others of the same label and case.

    A few people get a nickname in quotation marks behind their first name.
    """
    other: dict[tuple[str, str], str] = {}
    for start, end, label in item.spans:
        name = item.text[start:end]
        if (name, label) not in other:
            hit = rng.random() < _SWAPPED.get(label, 0.15)
            choices = pool.get((label, _case(name)), [name])
            other[name, label] = rng.choice(choices) if hit else name
    parts, spans, last, length = [], [], 0, 0
    for start, end, label in item.spans:
        name = other[item.text[start:end], label]
        first, _, rest = name.partition(" ")
        if label == "PERSON" and rest and rng.random() < 0.05:
            name = f"{first} {rng.choice(_QUOTES).format(rng.choice(_NICKNAMES))} {rest}"
        parts += [item.text[last:start], name]
        length += start - last
        spans.append((length, length + len(name), label))
        length += len(name)
        last = end
    return Labelled(item.id, "".join([*parts, item.text[last:]]), spans)


def _case(name: str) -> str:
    if name.isupper():
        return "upper"
    return ("lower" if name[:1].islower() else "title") + ("" if " " in name else " word")


def _capitals(text: str) -> str:
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def _plain(character: str) -> str:
    return unicodedata.normalize("NFKD", character)[0]


def fold(text: str) -> str:
    """A name as it is compared: no case, accents or punctuation."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^\w$%]+", " ", text).strip()


def score(
    gold: Sequence[Labelled], guesses: Iterable[Sequence[tuple[Any, ...]]]
) -> dict[str, tuple[float, float, float]]:
    """Precision, recall, F1 by label and for ``all``: names counted release by release."""
    tallies: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for item, spans in zip(gold, guesses, strict=True):
        want = Counter((fold(item.text[s:e]), label) for s, e, label in item.spans)
        have = Counter((fold(_ARTICLE.sub("", item.text[s:e])), k) for s, e, k, *_ in spans)
        for key in want.keys() | have.keys():
            if key[0] in _UNSCORED:
                continue
            for name in ("all", key[1]):
                tallies[name][0] += min(want[key], have[key])
                tallies[name][1] += have[key]
                tallies[name][2] += want[key]
    return {
        name: (hit / max(have, 1), hit / max(want, 1), 2 * hit / max(have + want, 1))
        for name, (hit, have, want) in tallies.items()
    }


def table(scores: dict[str, tuple[float, float, float]]) -> str:
    """One line a label: precision, recall, F1."""
    rows = (
        f"{n:10} {p:.3f} {r:.3f} {f:.3f}"
        for n in ("all", *LABELS)
        if n in scores
        for p, r, f in [scores[n]]
    )
    return "\n".join([f"{'':10} P     R     F1", *rows])
