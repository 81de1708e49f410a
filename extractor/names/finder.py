"""The names stage: propose by lexicon, grammar and model; choose; complete inside the release."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Protocol

import ahocorasick

from extractor import lexicons
from extractor.names import grammar, persons
from extractor.names.gazetteer import Hit, agencies, gazetteer
from extractor.names.link import Linker
from extractor.names.merge import Candidate, choose
from extractor.names.resolve import complete, entities
from extractor.names.text import fold
from extractor.types import Mention, Release, Sentence

LABELS = ("PERSON", "AGENCY", "CARTEL", "ORG", "PLACE", "SUBSTANCE", "WEAPON", "LAW", "PROGRAM")


class Tagger(Protocol):
    """A model of names: for each text, spans as (start_char, end_char, label, score)."""

    def pipe(self, texts: Sequence[str]) -> Iterator[list[tuple[int, int, str, float]]]:
        """Tag ``texts`` in order."""
        ...


@cache
def _cities() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    text = files(lexicons.__name__).joinpath("cities.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, regions = line.split("\t")
            automaton.add_word(fold(name), (len(name), regions))
    automaton.make_automaton()
    return automaton


_NEXT_CAPITAL = re.compile(r" (?:[A-ZÀ-Þ][a-zà-ÿ]|[A-Z]\.)")
_LAST_CAPITAL = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]*|[A-Z]\.) $")


def _city_candidates(text: str, folded: str) -> Iterator[Candidate]:
    size = len(folded)
    for last, (length, regions) in _cities().iter(folded):
        end, start = last + 1, last + 1 - length
        if end < size and folded[end].isalnum():
            continue
        if start and (folded[start - 1].isalnum() or folded[start - 1] in "@/_-"):
            continue
        if not text[start].isupper():
            continue
        if _NEXT_CAPITAL.match(text, end) or _LAST_CAPITAL.search(text, max(0, start - 25), start):
            continue  # part of a longer name
        yield Candidate(start, end, "PLACE", "lexicon", 0, regions.split(",")[0])


def _rule_candidates(text: str) -> Iterator[Candidate]:
    folded = fold(text)
    titles, hits = [], []
    for hit in gazetteer().find(text, folded):
        (titles if hit.label == "TITLE" else hits).append(hit)
    for hit in hits:
        yield Candidate(hit.start, hit.end, hit.label, "lexicon", 0, hit.id)
    yield from _city_candidates(text, folded)
    known = sorted(c for c in hits if c.label == "AGENCY")
    for found in grammar.find(text):
        for start, end in _cut(text, found, known) if found.label == "AGENCY" else [found[:2]]:
            yield Candidate(start, end, found.label, "rule", -1 if found.rule in _GROWS_RIGHT else 0)
    titles.sort(key=lambda h: (h.start, -h.end))
    for found in persons.find(text, titles):
        yield Candidate(found.start, found.end, found.label, "rule", 1 if found.rule in ("title", "age") else 0)


_GROWS_RIGHT = {"office-of", "office-to", "state-department", "police-of"}
_AND = re.compile(r",? and (?:the )?|, (?:the )?|,? & (?:the )?")
_HEAD = re.compile(
    r"(?:Office|Offices|Division|Section|Department|Bureau|Agency|Administration|Service|Unit|Police"
    r"|Task Force|Strike Force|Guard|Patrol|Attache?|Center|Commission|Forces?|Laboratory|Court)$"
)


def _cut(text: str, found: grammar.Found, known: Sequence[Hit]) -> list[tuple[int, int]]:
    """Parts a span in which several agencies were run together: "A and the B", "As lost-apostrophe B"."""
    start, end = found.start, found.end
    i = bisect.bisect_left(known, (start,))
    while i < len(known) and known[i].start < end:
        hit = known[i]
        i += 1
        if hit.end > end:
            continue
        if hit.start > start:
            before = text[start : hit.start]
            if m := re.search(r"(?:,? and|,|,? &|\bwith|\bfrom)(?: the)? $", before):
                end = start + m.start()
                break
        possessive = text[hit.end - 1] == "s" and text[hit.end : hit.end + 1] == " "
        if possessive and hit.end < end and text[hit.end + 1].isupper() and _is_lost(text, hit):
            start = hit.end + 1
    pieces, at = [], start
    for m in _AND.finditer(text, start, end):
        if _HEAD.search(text, at, m.start()):
            pieces.append((at, m.start()))
            at = m.end()
    pieces.append((at, end))
    return [p for p in pieces if p[1] - p[0] > 3]


def _is_lost(text: str, hit: Hit) -> bool:
    """Whether the last s of the hit is a possessive without its apostrophe."""
    return not any(fold(form) == fold(text[hit.start : hit.end]) for form in _forms_of(hit.id))


@cache
def _forms_of(id_: str) -> tuple[str, ...]:
    agency = agencies()[id_]
    return (*agency.aliases, *agency.acronyms)


class NameFinder:
    """Finds, resolves and links the names of releases.

    ``tagger`` is a model beside the lexicons and rules; without it they work alone.
    """

    def __init__(self, tagger: Tagger | None | str = "default") -> None:
        self._tagger: Tagger | None = _default_tagger() if tagger == "default" else tagger  # type: ignore[assignment]

    def pipe(
        self, releases: Sequence[Release], sentences: Sequence[tuple[Sentence, ...]]
    ) -> Iterator[tuple[Mention, ...]]:
        """Mentions of each release, in order of the text, none overlapping."""
        texts = [r.text for r in releases]
        tagged = self._tagger.pipe(texts) if self._tagger else iter([[] for _ in texts])
        for release, spans in zip(releases, tagged, strict=True):
            text = release.text
            candidates = list(_rule_candidates(text))
            candidates += [Candidate(s, e, lab, "model", 2, "", p) for s, e, lab, p in spans]
            kept = complete(text, choose(text, candidates))
            links = Linker(text, kept, release.issuer).links()
            ids = entities(text, kept, links)
            yield tuple(
                Mention(c.start, c.end, text[c.start : c.end], c.label, *link, id_, c.source, c.score)  # type: ignore[arg-type]
                for c, link, id_ in zip(kept, links, ids, strict=True)
            )


def _default_tagger() -> Tagger | None:
    from extractor.names.model import DEFAULT_PATH, NameTagger

    return NameTagger() if DEFAULT_PATH.is_dir() else None
