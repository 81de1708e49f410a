"""The names stage: propose by lexicon, grammar and model; choose; complete, link and resolve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, Protocol

from extractor.names.link import Linker
from extractor.names.merge import Candidate, choose
from extractor.names.model import NameTagger
from extractor.names.propose import propose
from extractor.names.resolve import complete, entities
from extractor.types import Mention, Release, Sentence


class Tagger(Protocol):
    """A model of names: for each text, spans as (start_char, end_char, label, score)."""

    def pipe(self, texts: Sequence[str]) -> Iterator[list[tuple[int, int, str, float]]]:
        """Tag ``texts`` in order."""
        ...


class NameFinder:
    """Finds, resolves and links the names of releases.

    ``tagger`` is a model beside the lexicons and rules, by default the one that comes with the
    project; with ``None`` they work alone.
    """

    def __init__(self, tagger: Tagger | Literal["default"] | None = "default") -> None:
        self._tagger = NameTagger() if tagger == "default" else tagger

    def pipe(
        self, releases: Sequence[Release], sentences: Sequence[tuple[Sentence, ...]]
    ) -> Iterator[tuple[Mention, ...]]:
        """Mentions of each release, in order of the text, none overlapping."""
        texts = [r.text for r in releases]
        tagged = self._tagger.pipe(texts) if self._tagger else iter([[] for _ in texts])
        for release, spans in zip(releases, tagged, strict=True):
            text = release.text
            candidates, titles = propose(text)
            tagged_names = [Candidate(s, e, lab, "model", p) for s, e, lab, p in spans]
            kept = choose(text, candidates, tagged_names if self._tagger else None, titles)
            kept = complete(text, kept)
            links = Linker(text, kept, release.issuer).links()
            ids = entities(text, kept, links)
            yield tuple(
                Mention(
                    start_char=c.start,
                    end_char=c.end,
                    text=text[c.start : c.end],
                    label=c.label,  # type: ignore[arg-type]
                    canonical=canonical,
                    canonical_id=canonical_id,
                    entity=entity,
                    source=c.source,
                    score=c.score,
                )
                for c, (canonical, canonical_id), entity in zip(kept, links, ids, strict=True)
            )
