"""A stand-in for the extractor, for tests of what stands around it: fast, and it fails on request.

A release whose text holds "explode" raises. Every other one yields one mention, two quantities in the
same words, one date and a seizure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from extractor import types


class StubExtractor:
    def extract(self, release: types.Release) -> types.Extraction:
        return extraction(release)

    def pipe(self, releases: Iterable[types.Release]) -> Iterator[types.Extraction]:
        return map(extraction, releases)


def extraction(release: types.Release) -> types.Extraction:
    text = release.text
    if "explode" in text:
        raise RuntimeError("boom\nand more")
    if "die hard" in text:
        raise MemoryError
    word = text.split()[0] if text.split() else ""
    start = text.find(word)
    end = start + len(word)
    day = release.published or dt.date(2020, 1, 1)
    quantity = types.Quantity(start, end, word, value=2.0, unit="count", worth_of=1)
    return types.Extraction(
        release=release,
        mentions=(types.Mention(start, end, word, "AGENCY", canonical="Agency"),),
        quantities=(quantity, types.Quantity(start, end, word, value=2.0, unit="count")),
        dates=(types.DateSpan(start, end, word, day, day, "day"),),
        records=(
            types.Seizure(
                record_id=f"sei-{release.release_id}",
                evidence=text,
                start_char=0,
                end_char=len(text),
                item=word,
                category="drug",
                value=-2.5,
                agencies=("A Police", "=B"),
                start=day,
                end=day,
                confidence=0.75,
                evidence_slots=(types.SlotEvidence("item", start, end, "test"),),
            ),
        ),
        issues=release.issues,
    )
