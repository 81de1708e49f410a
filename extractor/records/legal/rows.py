"""One row per defendant: the furthest stage, an extradition beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.records.context import Context
from extractor.records.legal.defendants import bind
from extractor.records.legal.filling import Filler
from extractor.records.legal.reading import Reading
from extractor.records.legal.totals import CHARGE, CONVICTION, RANK, Defendant, Part
from extractor.types import Charge, Conviction


def build_rows(context: Context, reading: Reading) -> list[Conviction | Charge]:
    """The rows of a release from its facts."""
    defendants = bind(context, reading)
    filler = Filler(context, reading, defendants)
    return [
        filler.conviction(d, stage) if stage in CONVICTION else filler.charge(d, stage)
        for d in defendants
        for stage in stages(context.text, d)
    ]


_EARLIER = re.compile(r"\b(?:previous|prior)(?:ly)?\b", re.I)


_CHECKED = re.compile(r"\b(?:records?\s+checks?|criminal\s+(?:history|record|background))\b", re.I)


def _is_record(text: str, part: Part) -> bool:
    """Whether the words tell a conviction in an earlier case ("was previously convicted of")."""
    e = part.fact.event
    words = text[max(0, e.trigger_start - 12) : e.trigger_end]
    if part.fact.stage == "convicted" and _EARLIER.search(words):
        return True
    start = text.rfind(". ", max(0, e.trigger_start - 300), e.trigger_start)
    return bool(_CHECKED.search(text, max(start, e.trigger_start - 300, 0), e.trigger_start))


def stages(text: str, d: Defendant) -> Iterator[str]:
    """The stage of each row of a defendant: a court outcome, else the accusation."""
    outcomes = d.of(*CONVICTION)
    accused = [p.fact.stage for p in d.of("arrested", "charged") if p.direct]
    if outcomes and accused and all(_is_record(text, p) for p in outcomes):
        # an earlier conviction, and the new case
        yield max(accused, key=RANK.__getitem__)
    ladder = [p.fact.stage for p in outcomes or d.of(*CHARGE)]
    pleaded, convicted = (any(p.direct for p in d.of(x)) for x in ("pleaded_guilty", "convicted"))
    if "sentenced" not in ladder and pleaded and not convicted:
        # "four were convicted", of whom two by their plea
        ladder = [s for s in ladder if s != "convicted"]
    if ladder:
        furthest = max(ladder, key=RANK.__getitem__)
        yield furthest
        if furthest in CONVICTION and d.named and d.of("extradited"):
            yield "extradited"
