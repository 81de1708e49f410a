"""One row per defendant: the furthest stage, an extradition beside it."""

from __future__ import annotations

from extractor.records.context import Context
from extractor.records.legal.defendants import CHARGE, CONVICTION, bind
from extractor.records.legal.facts import Reading
from extractor.records.legal.filling import Filler
from extractor.types import Charge, Conviction


def build_rows(context: Context, reading: Reading) -> list[Conviction | Charge]:
    """The rows of a release from its facts."""
    defendants = bind(context, reading)
    filler = Filler(context, reading, defendants)
    out: list[Conviction | Charge] = []
    for d in defendants:
        if d.of(*CONVICTION):
            out.append(filler.conviction(d))
            if d.named and d.of("extradited"):
                out.append(filler.charge(d, ("extradited",)))
        elif d.of(*CHARGE):
            out.append(filler.charge(d, CHARGE))
    return out
