"""From what several sources propose to one set of names that do not overlap.

Each distinct proposal (a span with a label) gets a weight: the log-odds of a logistic regression
over who proposed it and how it stands to the other proposals. The names are the disjoint proposals
whose weights sum highest (weighted interval scheduling, Kleinberg & Tardos 2005, section 6.1).
"""

from __future__ import annotations

import bisect
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractor.names.gazetteer import Hit

DEFAULT_WEIGHTS = Path(__file__).parents[2] / "models" / "merge" / "weights.json"

_ARTICLE = re.compile(r"(?:the|The|THE) ")
_UNSCORED = {"U.S.", "US", "U.S", "American", "U. S."}
_BARE = {"Jr", "Jr.", "Sr", "Sr.", "Sec", "Sec.", "II", "III", "IV", "Mr.", "Ms.", "Mrs.", "Dr."}
_CAPITAL_NEXT = re.compile(r" [A-ZÀ-Þ]\w")
_CAPITAL_LAST = re.compile(r"[A-ZÀ-Þ][\w’'.-]* $")
_QUOTED = re.compile(r"\w [“\"‘'(][^”\"’')]+[”\"’')] \w")
_GENERATION = re.compile(r",? (?:Jr|Sr)\b\.?(?!\w)")
_OF_BODY = re.compile(r" (?:of|for|at|with)(?: the)? $")


class Candidate(NamedTuple):
    """A name proposed by ``source``: ``lexicon``, ``city``, a rule's name, or ``model``."""

    start: int
    end: int
    label: str
    source: str
    score: float = 1.0


class Proposal(NamedTuple):
    """All candidates of one span and label, with the features that weigh them."""

    start: int
    end: int
    label: str
    sources: frozenset[str]
    score: float
    features: tuple[str, ...]


def trimmed(text: str, c: Candidate) -> Candidate | None:
    """Without article, possessive and stray signs at the edges, a person with the "Jr." behind the
    name; None where nothing stays."""
    start, end = c.start, c.end
    while start < end and (
        text[start] in " \t\n,;:-–—”"
        or (text[start] in '.“"(' and c.label not in ("PERSON", "WEAPON", "LAW"))
    ):
        start += 1
    if m := _ARTICLE.match(text, start, end):
        start = m.end()
    while end > start and text[end - 1] in " \t\n,;:-–—“":
        end -= 1
    if text[end - 2 : end] in ("’s", "'s"):
        end -= 2
    surface = text[start:end]
    if end <= start or surface in _UNSCORED or (c.label == "PERSON" and surface in _BARE):
        return None
    if c.label == "PERSON" and (generation := _GENERATION.match(text, end)):
        end = generation.end()
    return c._replace(start=start, end=end)


def proposals(
    text: str,
    rules: Iterable[Candidate],
    model: Sequence[Candidate] | None,
    titles: Sequence[Hit] = (),
) -> list[Proposal]:
    """The distinct proposals with their features; ``model`` is None where there is no model."""
    grouped: dict[tuple[int, int, str], dict[str, float]] = defaultdict(dict)
    for c in (*rules, *(model or ())):
        if t := trimmed(text, c):
            sources = grouped[t.start, t.end, t.label]
            sources[t.source] = max(t.score, sources.get(t.source, 0.0))
    spans = sorted(grouped)
    title_starts = {t.start for t in titles}
    title_ends = sorted(t.end for t in titles)
    tagged = sorted((s, e, lab) for (s, e, lab), src in grouped.items() if "model" in src)
    said = Counter(text[s:e] for s, e, _ in tagged)
    head = text.find("\n")
    out = []
    for i, (start, end, label) in enumerate(spans):
        sources = grouped[start, end, label]
        features = [label]
        features += [f"{label}:{s}" for s in sources if s != "model"]
        if len(sources) > 2 or (len(sources) == 2 and "model" not in sources):
            features.append(f"{label}:several")
        if start < head:
            features.append("title-line")
        if (surface := text[start:end]).isupper() and len(surface) > 6:
            features.append("capitals")
        if text[end - 1] != "s" and _CAPITAL_NEXT.match(text, end):
            features.append(f"{label}:capital-next")
        if _CAPITAL_LAST.search(text, max(0, start - 20), start):
            features.append(f"{label}:capital-before")
        if label == "AGENCY":
            if end + 1 in title_starts:
                features.append("before-title")
            at = bisect.bisect_right(title_ends, start) - 1
            if (
                at >= 0
                and start - title_ends[at] < 12
                and _OF_BODY.fullmatch(text, title_ends[at], start)
            ):
                features.append("title-of")
        features += _beside(i, spans, grouped)
        if model is not None:
            features += _against_model(start, end, label, sources, tagged)
            if "model" not in sources:
                features.append(f"{label}:elsewhere" if said[surface] else f"{label}:nowhere")
        if label == "PERSON" and _QUOTED.search(surface):
            features.append("quoted-inside")
        features += [f"*{f[len(label) :]}" for f in features if f.startswith(label + ":")]
        out.append(
            Proposal(
                start, end, label, frozenset(sources), sources.get("model", 1.0), tuple(features)
            )
        )
    return out


def _beside(
    i: int,
    spans: Sequence[tuple[int, int, str]],
    grouped: dict[tuple[int, int, str], dict[str, float]],
) -> Iterator[str]:
    """How the proposal stands to the rules' other ones: inside, around, across; label, source."""
    start, end, label = spans[i]
    seen = set()
    for j in (*range(max(0, i - 8), i), *range(i + 1, min(len(spans), i + 9))):
        s, e, lab = spans[j]
        if e <= start or s >= end or not grouped[spans[j]].keys() - {"model"}:
            continue
        how = (
            "same"
            if (s, e) == (start, end)
            else "in"
            if s <= start and end <= e
            else "around"
            if start <= s and e <= end
            else "across"
        )
        by = "lexicon" if "lexicon" in grouped[spans[j]] else "rule"
        seen.add(f"{label}:{how}:{lab if lab == label else 'other'}:{by}")
    yield from sorted(seen)


def _against_model(
    start: int,
    end: int,
    label: str,
    sources: dict[str, float],
    tagged: Sequence[tuple[int, int, str]],
) -> Iterator[str]:
    """What the model says about the proposal's place."""
    if "model" in sources:
        level = min(9, int(sources["model"] * 10))
        yield f"{label}:model"
        yield f"model:{level}"
        yield f"{label}:model:{'sure' if level >= 8 else 'unsure'}"
        yield f"{label}:model-" + ("and-rule" if len(sources) > 1 else "alone")
        return
    at = bisect.bisect_left(tagged, (start, -1, ""))
    near = [t for t in tagged[max(0, at - 1) : at + 4] if t[0] < end and t[1] > start]
    if not near:
        yield f"{label}:model-none"
    for s, e, lab in near:
        how = "in" if s <= start and end <= e else "around" if start <= s and e <= end else "across"
        yield f"{label}:model-{how}:{'same' if lab == label else 'other'}"


@cache
def weights(path: Path = DEFAULT_WEIGHTS) -> dict[str, dict[str, float]]:
    """Two tables of feature weights: ``with_model`` and ``alone``."""
    table: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return table


def choose(
    text: str,
    rules: Iterable[Candidate],
    model: Sequence[Candidate] | None,
    titles: Sequence[Hit] = (),
) -> list[Candidate]:
    """The disjoint names of highest summed log-odds, in order of the text."""
    table = weights()["alone" if model is None else "with_model"]
    rated = []
    for p in proposals(text, rules, model, titles):
        weight = sum(table.get(f, 0.0) for f in p.features) + table["bias"]
        if weight > 0:
            rated.append((weight, p))
    return [
        Candidate(p.start, p.end, p.label, _source(p), round(1 / (1 + math.exp(-w)), 4))
        for w, p in schedule(rated)
    ]


def schedule(rated: Sequence[tuple[float, Proposal]]) -> list[tuple[float, Proposal]]:
    """The disjoint proposals of highest summed weight, in order."""
    rated = sorted(rated, key=lambda r: (r[1].end, r[1].start))
    ends = [p.end for _, p in rated]
    best = [0.0]
    take: list[int] = []
    for i, (weight, p) in enumerate(rated):
        before = bisect.bisect_right(ends, p.start, 0, i)
        with_it = best[before] + weight
        take.append(before if with_it > best[i] else -1)
        best.append(max(best[i], with_it))
    out, i = [], len(rated)
    while i:
        if take[i - 1] >= 0:
            out.append(rated[i - 1])
            i = take[i - 1]
        else:
            i -= 1
    return out[::-1]


def _source(p: Proposal) -> str:
    if "lexicon" in p.sources or "city" in p.sources:
        return "lexicon"
    return "model" if "model" in p.sources else "rule"


def taken_by(names: Sequence[Candidate], size: int) -> bytearray:
    """One byte a character of the text: 1 where a name stands."""
    taken = bytearray(size)
    for c in names:
        taken[c.start : c.end] = b"\x01" * (c.end - c.start)
    return taken
