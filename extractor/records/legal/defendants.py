"""Facts by defendant: unnamed people and groups are bound to the names that the release gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.records.context import Context
from extractor.records.legal.actors import Actor
from extractor.records.legal.facts import Fact, Reading

CONVICTION = ("pleaded_guilty", "convicted", "sentenced")
CHARGE = ("arrested", "charged", "extradited")
RANK = {s: n for n, s in enumerate(("arrested", "charged", "extradited", *CONVICTION))}
_OTHERS = re.compile(r"\b(?:others?|another|remaining|additional|more)\b(?!\s+than)", re.I)
_APPOSED = re.compile(
    r",?\s*(?:\(?\s*(?:age\s+)?\d{2}\b|(?:aka|a/k/a|also\s+known)|of\s+[A-Z]|formerly|an?\s)", re.I
)
# How far into a release an unnamed person can be the one whom it goes on to name.
_LEAD = 5
# How far behind a counted group its names stand: at most, and where nothing but place ties them.
_WITHIN = 12
_SOON = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A defendant's part in a fact.

    ``position`` is its place among the targets; ``direct`` says that the words name it.
    """

    fact: Fact
    position: int
    direct: bool


@dataclass(slots=True)
class Defendant:
    """A person, company or group, and its parts in facts, in text order."""

    key: str
    text: str
    count: int | None
    named: bool
    order: int
    parts: list[Part] = field(default_factory=list)

    def of(self, *stages: str) -> list[Part]:
        """The parts in facts of the given stages."""
        return [p for p in self.parts if p.fact.stage in stages]


def bind(context: Context, reading: Reading) -> list[Defendant]:
    """The defendants of a release, in the order in which they first stand accused."""
    cast = reading.cast
    named: dict[str, Defendant] = {}
    loose: list[tuple[Fact, Actor, int]] = []

    def add(key: str, fact: Fact, position: int, at: int, direct: bool, text: str = "") -> None:
        if key in cast.officials:
            return
        if key not in named:
            named[key] = Defendant(key, cast.full(key) or text or key, 1, True, at)
        named[key].parts.append(Part(fact, position, direct))

    for fact in reading.facts:
        for position, actor in enumerate(fact.targets):
            if actor.kind in ("person", "organization"):
                add(actor.key, fact, position, actor.start_char, True, actor.text)
            else:
                loose.append((fact, actor, position))
    groups: dict[str, Defendant] = {}
    convicted = {a.key for f, a, _ in loose if f.stage in CONVICTION}
    for fact, actor, position in loose:
        keys = _names_for(context, reading, named, fact, actor)
        if keys:
            for n, key in enumerate(keys):
                add(key, fact, n if len(keys) > 1 else position, actor.start_char, False)
            continue
        if actor.kind in ("definite", "pronoun", "relative"):
            continue
        if actor.kind == "group" and (
            actor.count is None or (actor.key in convicted and fact.stage not in CONVICTION)
        ):
            continue
        if context.sentences[fact.index].zone == "headline":
            continue
        same = str(actor.count) if actor.kind == "group" else actor.text.casefold()
        key = f"{fact.stage in CONVICTION}:{same}"
        if key not in groups:
            groups[key] = Defendant(key, actor.text, actor.count, False, actor.start_char)
        groups[key].parts.append(Part(fact, position, True))
    out = list(named.values())
    out += [g for g in groups.values() if not _is_covered(g, named.values(), groups)]
    return sorted(out, key=lambda d: d.order)


def _is_covered(group: Defendant, named: Iterable[Defendant], groups: dict[str, Defendant]) -> bool:
    """Whether the release names all of the group, or states the outcome of as many accused."""
    if group.count is None or group.count == 1:
        return False
    accused = not group.of(*CONVICTION)
    if accused and not group.of("extradited") and f"True:{group.count}" in groups:
        return True
    if _OTHERS.search(group.text):
        return False
    stages = (*CHARGE, *CONVICTION) if accused else CONVICTION
    return sum(bool(d.of(*stages)) for d in named) >= group.count


def _names_for(
    context: Context, reading: Reading, named: dict[str, Defendant], fact: Fact, actor: Actor
) -> tuple[str, ...]:
    """Keys of the people whom an unnamed phrase means, empty where the release names none."""
    if actor.kind == "one" or (actor.kind == "definite" and actor.key == "he"):
        if fact.index >= _LEAD and actor.kind == "one":
            return ()
        key = _one(context, reading, named, fact)
        return (key,) if key else ()
    if actor.kind == "group" and actor.count:
        return _counted(reading, named, fact, actor)
    if actor.kind == "definite":
        for x in reversed(reading.lists):
            if actor.count and len(set(x.keys)) == actor.count and set(x.keys) <= set(named):
                return tuple(dict.fromkeys(x.keys))
        if actor.count is None or len(named) == actor.count:
            return tuple(named)
    return ()


def _one(context: Context, reading: Reading, named: dict[str, Defendant], fact: Fact) -> str | None:
    """The person whom "a Tulsa man" or "the defendant" means: the first one with such a fact."""
    kind = CONVICTION if fact.stage in CONVICTION else CHARGE
    known = [d for d in named.values() if d.of(*kind)]
    if kind is CONVICTION and reading.awaited and not any(d.of(fact.stage) for d in known):
        return reading.awaited[0]
    if known:
        return min(known, key=lambda d: d.order - 300 * bool(d.of(fact.stage))).key
    if reading.awaited:
        return reading.awaited[0]
    return _likely(context, reading)


def _counted(
    reading: Reading, named: dict[str, Defendant], fact: Fact, actor: Actor
) -> tuple[str, ...]:
    """The names of a group: a list of as many, or all defendants where they are as many."""
    others = bool(_OTHERS.search(actor.text))
    fits = [
        x
        for x in reading.lists
        if len(set(x.keys)) == actor.count
        and (x.lines or -_SOON <= x.sentence - fact.index <= _WITHIN)
        and (x.lines or x.sentence > fact.index or not others)
        and not all(k in reading.cast.officials for k in x.keys)
    ]
    if not any(x.lines for x in fits):
        accused = set(named)
        near = [x for x in fits if 0 < x.sentence - fact.index <= _SOON and fact.index < _LEAD]
        fits = [x for x in fits if accused & set(x.keys)] or near
    if fits:
        fits.sort(
            key=lambda x: (not x.lines, x.sentence < fact.index, abs(x.sentence - fact.index))
        )
        return tuple(dict.fromkeys(fits[0].keys))
    if others or fact.index >= _LEAD:
        return ()
    kind = CONVICTION if fact.stage in CONVICTION else CHARGE
    known = [d.key for d in named.values() if d.of(*kind)]
    return tuple(known) if len(known) == actor.count else ()


def _likely(context: Context, reading: Reading) -> str | None:
    """The person whom a release is about, where no sentence makes anyone a defendant by name."""
    score: Counter[str] = Counter()
    for m in context.mentions:
        if m.label != "PERSON":
            continue
        key = reading.cast.key(m)
        if key in reading.cast.officials:
            continue
        score[key] += 1
        if _APPOSED.match(context.text[m.end_char : m.end_char + 20]):
            score[key] += 3
        if context.sentence_index(m.start_char) < 6:
            score[key] += 1
    if not score:
        return None
    key, top = score.most_common(1)[0]
    return key if top >= 4 else None
