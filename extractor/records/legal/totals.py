"""Defendants with their parts in facts, and totals of which the release tells the parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.records.legal.facts import Fact

CONVICTION = ("pleaded_guilty", "convicted", "sentenced")
CHARGE = ("arrested", "charged", "extradited")
RANK = {s: n for n, s in enumerate(("arrested", "charged", "extradited", *CONVICTION))}
OTHERS = re.compile(r"\b(?:others?|another|remaining|additional|more)\b(?!\s+than)", re.I)
FELLOW = re.compile(
    r"\b(?:others?|another|remaining|additional|more|co-?\w+|brothers|accomplices)\b", re.I
)
_ROUND = re.compile(r"\b(?:dozens?|hundreds|thousands|scores)\b", re.I)
# How far into a release an unnamed person can be the one whom it goes on to name.
LEAD = 5
# A group as small is told of as one wherever it stands.
_SMALL = 5
# How far behind a total its parts stand.
_BREAKDOWN = 3


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


def is_covered(group: Defendant, named: Iterable[Defendant], groups: dict[str, Defendant]) -> bool:
    """Whether the release names all of the group, or states the outcome of as many accused."""
    if group.count is None or group.count == 1:
        return False
    accused = not group.of(*CONVICTION)
    exact = not _ROUND.search(group.text)
    if exact and accused and not group.of("extradited") and f"True:{group.count}" in groups:
        return True
    if _is_broken_down(group, groups):
        return True
    stages = (*CHARGE, *CONVICTION) if accused else CONVICTION
    if OTHERS.search(group.text):
        # those named behind "four others", not those before whom they are others
        named_later = sum(bool(d.of(*stages)) for d in named if d.order > group.order)
        front = group.parts[0].fact.index < LEAD
        return named_later == group.count or (front and named_later > group.count)
    # "Ann Bell and two boys": those beside a name are others
    beside_names = sum(a.kind == "person" for a in group.parts[0].fact.targets)
    if beside_names and any(g.count == group.count + beside_names for g in groups.values()):
        return True
    if beside_names and not FELLOW.search(group.text):
        return False
    people = sum(bool(d.of(*stages)) for d in named)
    # "nine men": seven by name, and "two other men" or "a 17-year-old boy"
    beside = [
        g.count or 0
        for g in groups.values()
        if g.order > group.order and g.of(*stages) and (g.count == 1 or OTHERS.search(g.text))
    ]
    if people and people + sum(beside) == group.count:
        return True
    lead = group.parts[0].fact.index < LEAD
    later = [g.count or 0 for g in groups.values() if g.order > group.order and g.of(*stages)]
    if lead and people + len(later) > 1 and people + sum(later) == group.count:
        # "five were arrested", at the front, and each operation's one or two behind it
        return True
    if accused and (beside or not lead):
        # of nine arrested, seven are charged by name and two not; an old case beside is another
        only = sum(bool(d.of(*CHARGE)) and not d.of(*CONVICTION) for d in named)
        if only and only + sum(beside) == group.count:
            return True
    # a headline counts whom the release names; deep in it a large group is mostly another one
    told = lead or group.count <= _SMALL
    return people == group.count or (told and people > group.count)


def _is_broken_down(total: Defendant, groups: dict[str, Defendant]) -> bool:
    """Whether the groups of a sentence close behind add up to this one."""
    at = total.parts[0].fact.index
    parts: dict[int, list[int]] = {}
    for g in groups.values():
        if g is not total and g.order > total.order and g.count:
            parts.setdefault(g.parts[0].fact.index, []).append(g.count)
    near = [counts for index, counts in parts.items() if at <= index <= at + _BREAKDOWN]
    together = [n for counts in near for n in counts]
    return any(len(c) > 1 and sum(c) == total.count for c in [*near, together])
