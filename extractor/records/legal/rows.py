"""One row per defendant: the furthest stage, an extradition beside it."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records.context import Context
from extractor.records.legal.defendants import CHARGE, CONVICTION, RANK, Defendant, bind
from extractor.records.legal.facts import Reading
from extractor.records.legal.filling import Filler
from extractor.types import Charge, Conviction


def build_rows(context: Context, reading: Reading) -> list[Conviction | Charge]:
    """The rows of a release from its facts."""
    defendants = bind(context, reading)
    filler = Filler(context, reading, defendants)
    return [
        filler.conviction(d, stage) if stage in CONVICTION else filler.charge(d, stage)
        for d in defendants
        for stage in stages(d)
    ]


def stages(d: Defendant) -> Iterator[str]:
    """The stage of each row of a defendant: a court outcome, else the accusation."""
    ladder = [p.fact.stage for p in d.of(*CONVICTION) or d.of(*CHARGE)]
    if ladder:
        furthest = max(ladder, key=RANK.__getitem__)
        yield furthest
        if furthest in CONVICTION and d.named and d.of("extradited"):
            yield "extradited"
