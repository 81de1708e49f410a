"""Undertakings: clauses in which a government gives something, agrees to it or promises it.

Candidates (:mod:`.candidates`) are scored by the linear models of :mod:`extractor.events.model`;
what is likely enough and overlaps nothing likelier becomes an event of type ``commitment``, with
its kind as ``subtype`` and ``done`` or ``promised`` as its modality.
"""

from __future__ import annotations

from extractor.events.model import columns, load
from extractor.events.undertakings.candidates import Candidate, candidates
from extractor.events.undertakings.features import Surroundings, features, manner
from extractor.types import DateSpan, Event, Mention, Quantity, Release, Sentence

__all__ = [
    "Candidate",
    "Surroundings",
    "candidates",
    "choose",
    "features",
    "find",
    "manner",
    "of_release",
]

_SILENT = frozenset({"boilerplate", "headline"})


def of_release(around: Surroundings) -> list[tuple[int, Candidate]]:
    """All candidates of a release with the index of their sentence, headlines left out."""
    text = around.release.text
    return [
        (index, c)
        for index, s in enumerate(around.sentences)
        if s.zone not in _SILENT
        for c in candidates(text, s.start_char, s.end_char)
    ]


def choose(
    scored: list[tuple[float, int, Candidate]], threshold: float
) -> list[tuple[float, int, Candidate]]:
    """The likeliest candidates that reach ``threshold`` and do not overlap, in text order."""
    kept: list[tuple[float, int, Candidate]] = []
    taken: dict[int, list[Candidate]] = {}
    for p, sentence, c in sorted(scored, key=lambda x: (-x[0], x[2].start)):
        if p < threshold:
            break
        others = taken.setdefault(sentence, [])
        if all(c.end <= o.start or c.start >= o.end for o in others):
            others.append(c)
            kept.append((p, sentence, c))
    return sorted(kept, key=lambda x: x[2].start)


def find(
    release: Release,
    sentences: tuple[Sentence, ...],
    mentions: tuple[Mention, ...],
    quantities: tuple[Quantity, ...],
    dates: tuple[DateSpan, ...],
) -> list[Event]:
    """Events of type ``commitment``, in text order; ``score`` is the model's probability."""
    around = Surroundings.of(release, sentences, mentions, quantities, dates)
    model = load("undertakings")
    scored = []
    known: dict[int, list[int]] = {}
    for sentence, c in of_release(around):
        seen = features(around, sentence, c)
        if not seen:
            continue
        cols = columns(seen)
        p = model(cols)["commitment"]
        if _pledged(c) and p < model.threshold and p >= PLEDGE_FLOOR:
            p = model.threshold
        if p >= model.threshold:
            known[c.start] = cols
            scored.append((p, sentence, c))
    out: list[Event] = []
    for p, sentence, c in choose(scored, model.threshold):
        kinds = load("kinds")(known[c.start])
        promised = _promised(around, sentence, c)
        out.append(
            Event(
                type="commitment",
                sentence=sentence,
                start_char=c.start,
                end_char=c.end,
                trigger_start=c.head,
                trigger_end=c.verb_end,
                modality="promised" if promised else "done",
                subtype=max(sorted(kinds), key=lambda k: kinds[k]),
                score=p,
                source=f"model:undertakings/{c.construction}",
            )
        )
    return out


# "Committed to increase extraditions" is an undertaking by its own words, however dull its verb.
PLEDGE_FLOOR = 0.005


def _pledged(c: Candidate) -> bool:
    return c.construction == "governed" and c.governor in ("commit", "pledge")


# How a verb stands settles by itself whether its deed is done; the model has the other cases.
_DONE = frozenset({("past", "ed"), ("perfect", "ed"), ("initial", "ed"), ("label", "ed")})
_TO_COME = frozenset(
    {("will", "base"), ("initial", "base"), ("label", "base"), ("governed", "base")}
)


def _promised(around: Surroundings, sentence: int, c: Candidate) -> bool:
    form = (c.construction, c.verb.tag)
    if form in _DONE:
        return False
    if form in _TO_COME and c.governor not in _LIGHT:
        return True
    return load("status")(columns(manner(around, sentence, c)))["promised"] >= 0.5


_LIGHT = frozenset({"help", "continue", "work", "begin", "start", "serve", "use"})
