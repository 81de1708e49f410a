"""The heart: one release in, one Extraction out, in the order in which the stages stand here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice

from extractor import cleaning, dates, events, names, quantities, records, segmentation
from extractor.types import DateSpan, Extraction, Mention, Release, Sentence


class Extractor:
    """Turns releases into records. Loads its models once; hold one instance and reuse it.

    >>> extraction = Extractor()("Agents seized 12 kilograms of cocaine on March 3, 2021.")
    >>> extraction.records[0].unit
    'kilogram'
    """

    def __init__(self) -> None:
        self._names = names.NameFinder()

    def __call__(
        self,
        text: str,
        *,
        title: str | None = None,
        published: dt.date | str | None = None,
        url: str | None = None,
        release_id: str | None = None,
    ) -> Extraction:
        """Extract from plain text or HTML. ``published`` anchors relative dates (a date or ISO
        text).
        """
        return self.extract(
            cleaning.clean(text, title=title, published=published, url=url, release_id=release_id)
        )

    def extract(self, release: Release) -> Extraction:
        """Extract from one cleaned release."""
        return next(self.pipe([release]))

    def pipe(self, releases: Iterable[Release], *, batch_size: int = 32) -> Iterator[Extraction]:
        """Stream extractions in the order of ``releases``; names are found a batch at a time."""
        stream = iter(releases)
        while batch := list(islice(stream, batch_size)):
            split = [segmentation.split(release) for release in batch]
            for release, sentences, mentions in zip(
                batch, split, self._names.pipe(batch, split), strict=True
            ):
                yield _assemble(release, sentences, mentions)


def _assemble(
    release: Release, sentences: tuple[Sentence, ...], mentions: tuple[Mention, ...]
) -> Extraction:
    when = dates.find(release.text, anchor=release.published, sentences=sentences)
    amounts = quantities.find(release.text, taken=_claimed(when, mentions), sentences=sentences)
    clauses = events.classify(release, sentences, mentions, amounts, when)
    rows = records.build(release, sentences, mentions, amounts, when, clauses)
    return Extraction(
        release=release,
        sentences=sentences,
        mentions=mentions,
        quantities=amounts,
        dates=when,
        events=clauses,
        records=rows,
        people=names.people(release, sentences, mentions),
        agency_roles=names.agency_roles(release, sentences, mentions),
        issues=release.issues,
    )


def _claimed(
    when: tuple[DateSpan, ...], mentions: tuple[Mention, ...]
) -> tuple[tuple[int, int], ...]:
    """Spans in which a number is no amount: dates, and names other than things that are counted."""
    spans = [(d.start_char, d.end_char) for d in when]
    spans += [
        (m.start_char, m.end_char) for m in mentions if m.label not in ("SUBSTANCE", "WEAPON")
    ]
    return tuple(sorted(spans))
