"""Undertakings: clauses in which a government gives something, agrees to it or promises it.

Candidates (:mod:`.candidates`) are scored by two models (:mod:`.judge`); what is likely enough and
overlaps nothing likelier becomes an event of type ``commitment``, with its kind as ``subtype`` and
``done`` or ``promised`` as its modality.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from extractor.events.model import columns, load, words
from extractor.events.undertakings.candidates import Candidate, candidates
from extractor.events.undertakings.features import Surroundings, features, manner
from extractor.events.undertakings.judge import probabilities
from extractor.events.undertakings.lexicon import nouns
from extractor.events.undertakings.objects import head_of, object_words
from extractor.events.undertakings.subjects import BODY, subject_of
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
    threshold = load("undertakings").threshold
    found: list[tuple[int, Candidate]] = []
    columns_of: list[list[int]] = []
    for sentence, c in of_release(around):
        if not _ruled_out(release.text, c) and (seen := features(around, sentence, c)):
            found.append((sentence, c))
            columns_of.append(columns(seen))
    scored = []
    whole: set[int] = set()  # where pledges start that count by their own words
    known: dict[int, list[int]] = {}
    pledged: set[tuple[int, str]] = set()  # sentences and verbs of pledges of which a member counts
    judged = probabilities(around, found, columns_of)
    for (sentence, c), cols, p in zip(found, columns_of, judged, strict=True):
        pledge = c.construction == "governed" and c.governor in _PLEDGES
        goes_on = pledge and c.chained and (sentence, c.governor) in pledged
        if goes_on or (p >= _floor(release.text, c) and _is_public(around, sentence, c)):
            p = max(p, threshold)
            whole.add(c.start)
        if pledge and p >= threshold:
            pledged.add((sentence, c.governor))
        noun = c.construction in ("amount", "thing")
        listed = noun and (c.governor != "" or around.sentences[sentence].zone == "list_item")
        if p >= min(FOLLOWS, threshold) or (listed and p >= _LISTED):
            known[c.start] = cols
            scored.append((p, sentence, c))
    out: list[Event] = []
    last: dict[int, Event] = {}  # the last undertaking of each sentence
    for p, sentence, c in choose(_led(around, _undivided(scored, whole), threshold), threshold):
        listed = c.construction in ("amount", "thing") and c.governor != ""
        if listed and out and out[-1].sentence == sentence:
            promised = out[-1].modality == "promised"  # "will give A $2 million and B $3 million"
        elif c.construction in ("amount", "thing") and (above := _above(around, sentence, last)):
            promised = above.modality == "promised"
        else:
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
                subtype=_kind(c, load("kinds")(known[c.start])),
                score=p,
                source=f"model:undertakings/{c.construction}",
            )
        )
        last[sentence] = out[-1]
    return out


# The record guide gives no row to meetings that were held, nor to outcomes of police work and
# trials that are announced: those are facts of other types.
_MEETINGS = frozenset(
    "conference conferences dialogue dialogues forum forums session sessions meeting meetings"
    " roundtable roundtables summit summits discussion discussions consultations talks ceremony"
    " hearing hearings listening webinar reception townhall".split()
)
_CONVENING = frozenset("hold host co-host cohost convene chair organize co-chair".split())
_OUTCOMES = frozenset(
    "conviction convictions sentence sentences sentencing arrest arrests indictment indictments"
    " takedown takedowns charges plea pleas verdict verdicts extradition extraditions seizure"
    " seizures filing complaint apprehension".split()
)


# Verbs that need an object; without one they end a relative clause: "the bill they have passed in".
_TRANSITIVE = frozenset("hold legislate restrict launch supply".split())
_NO_OBJECT = re.compile(r"\s+(?:as|in|during|at|since|before|until|after|last|this)\s", re.I)


# Courts order and approve what is no undertaking of a government.
_COURT = re.compile(r"\b(?:court|judge|jury|magistrate)\b[^.;,]{0,40}$", re.I)
_HEARD = 80  # characters before a verb in which the court that acts stands


def _ruled_out(text: str, c: Candidate) -> bool:
    if c.construction in ("past", "perfect") and _COURT.search(
        text[max(0, c.subject_end - _HEARD) : c.subject_end]
    ):
        return True
    if (
        c.construction in ("perfect", "will")
        and c.verb.sort in _TRANSITIVE
        and _NO_OBJECT.match(text, c.verb_end)
    ):
        return True
    if c.verb.tag == "ed" and c.verb.lemma in _CONVENING:
        return head_of(object_words(text[c.verb_end : c.end]))[0] in _MEETINGS
    if c.verb.lemma == "announce":
        return head_of(object_words(text[c.verb_end : c.end]))[0] in _OUTCOMES
    return False


_PRIVATE = frozenset({"COMPANY", "CARTEL", "private"})


def _is_public(around: Surroundings, sentence: int, c: Candidate) -> bool:
    """Whether who pledges may be a government: neither a company nor a name that nothing knows."""
    text = around.release.text
    first = around.sentences[sentence].start_char
    starts = around.mention_starts
    near = around.mentions[bisect_left(starts, first) : bisect_left(starts, c.subject_end)]
    who, name, word = subject_of(text, first, c.subject_end, near)
    if who == "ORG" and name is not None and name.source == "model":
        return BODY.search(name.text) is not None
    if who == "noun":
        at = text.casefold().rfind(word, first, c.subject_end)
        return at < 0 or not text[at].isupper() or at == first
    return who not in _PRIVATE


def _above(around: Surroundings, sentence: int, last: dict[int, Event]) -> Event | None:
    """The undertaking of the line that the bullet ``sentence`` hangs on."""
    s = around.sentences[sentence]
    return last.get(s.lead) if s.zone == "list_item" and s.lead is not None else None


# Verbs that mostly settle the kind themselves; the model learnt it from few releases. The factor
# is the one that is best where a source is held out (kind right in 0.736 instead of 0.679).
_FIRM = frozenset({"grant", "assist", "supply", "restrict", "legislate", "staff"})
_FIRMNESS = 3.0


def _kind(c: Candidate, kinds: dict[str, float]) -> str:
    def weight(kind: str) -> float:
        firm = c.verb.sort in _FIRM and kind == c.verb.kind
        return kinds[kind] * (_FIRMNESS if firm else 1.0)

    return max(sorted(kinds), key=weight)


# The further members of a list of deeds ("trained clerks, opened a school; a fair for wardens") are
# told in fewer words than the first, and share its fate.
FOLLOWS = 0.1
_LISTED = 0.02  # the same for what is told without a verb of its own
_SURE = 0.5


_OPENING = 6  # characters of a bullet before the first word of its phrase: "An ", a mark


def _undivided(
    scored: list[tuple[float, int, Candidate]], whole: set[int]
) -> list[tuple[float, int, Candidate]]:
    """The same, with pledges as likely as the likeliest deed that they name: "agreed to the sharing
    of data" is one undertaking, by its whole phrase."""
    of_sentence: dict[int, list[tuple[float, Candidate]]] = {}
    for p, sentence, c in scored:
        of_sentence.setdefault(sentence, []).append((p, c))

    def likelihood(p: float, sentence: int, c: Candidate) -> float:
        if c.start not in whole or c.verb.sort != "pledge":
            return p
        return max(q for q, d in of_sentence[sentence] if c.start <= d.start and d.end <= c.end)

    return [(likelihood(*each), *each[1:]) for each in scored]


def _led(
    around: Surroundings, scored: list[tuple[float, int, Candidate]], threshold: float
) -> list[tuple[float, int, Candidate]]:
    """The same, with the members of a list raised to the threshold where its first is sure, or, for
    a bullet without a verb, the line that it hangs on."""
    sure: dict[int, list[Candidate]] = {}
    for p, sentence, c in scored:
        if p >= _SURE:
            sure.setdefault(sentence, []).append(c)

    def follows(sentence: int, c: Candidate) -> bool:
        listed = around.sentences[sentence]
        if c.construction in ("thing", "amount") and listed.zone == "list_item":
            opens = c.start - listed.start_char < _OPENING
            if opens or not c.governor:
                return listed.lead in sure
        return any(
            first.end <= c.start
            and (
                (c.construction == "thing" and c.governor != "")
                or (c.construction == "amount" and c.governor == first.verb.lemma)
                or (c.chained and c.construction == first.construction)
            )
            for first in sure.get(sentence, ())
        )

    return [(max(p, threshold) if follows(i, c) else p, i, c) for p, i, c in scored]


# "Committed to increase extraditions" is an undertaking by its own words, however dull its verb;
# so is "agreed to the sharing of data". "Is committed to helping" only says what somebody is like.
_PLEDGES = frozenset({"commit", "pledge"})
_OWN_WORDS = re.compile(r"(?:(?:ha(?:s|ve)|also|further|jointly)\s+)*(?:commit|pledg|agree)", re.I)
_TO_A_THING = re.compile(r"\s+to\s+(?:an?|the|use of)\s", re.I)


def _floor(text: str, c: Candidate) -> float:
    """The probability from which a candidate counts although it is below the threshold."""
    if c.construction == "governed" and c.governor in _PLEDGES:
        return 0.005
    if not _OWN_WORDS.match(text, c.head):
        return 1.0
    if c.construction == "to-ing" and c.governor in _PLEDGES:
        return 0.03
    if c.verb.sort == "pledge" and _TO_A_THING.match(text, c.verb_end):
        named = {x for w in words(text[c.verb_end : c.end])[:9] for x in nouns().get(w, ())}
        return 0.0 if named & {"accord", "scheme"} else 0.03
    return 1.0


# How a verb stands settles by itself whether its deed is done; the model has the other cases.
_DONE = frozenset({("past", "ed"), ("perfect", "ed"), ("initial", "ed"), ("label", "ed")})
_TO_COME = frozenset(
    {("will", "base"), ("initial", "base"), ("label", "base"), ("governed", "base")}
)


# What is asked for, or agreed to as a thing, is still to come: "is requesting $4 million".
_ASKING = frozenset({"request", "propose"})
_WORDS_GIVEN = frozenset({"pledge", "promise", "vow"})
# "Announced plans to", "announced that it would": what is announced is still to come.
_TO_BE = re.compile(
    r"announc\w+\s+(?:\w+\s+){0,3}(?:plans?|intentions?|intent|(?:it|they|we|he|she)\s+(?:would|will))\b",
    re.I,
)
# "Pledged to continue providing", "its pledge to each provide": what the words before promise.
_PROMISED_BEFORE = re.compile(
    r"\b(?:will|shall|(?:commit|pledg|agree|promis|vow|plann?|intend)\w*\s+to)\s+"
    r"(?:(?:be|each|also|further|jointly|continue|keep|begin|start|help|work)\s+)*$",
    re.I,
)
_BEFORE = 80  # characters before a verb in which those stand
_PROMISING = re.compile(r"\b(?:will|shall|commit\w*|pledg\w+|agreed?|plans?|intends?)\b", re.I)


def _promised(around: Surroundings, sentence: int, c: Candidate) -> bool:
    form = (c.construction, c.verb.tag)
    text = around.release.text
    if c.verb.lemma in _ASKING or (
        c.verb.sort == "pledge" and _TO_A_THING.match(text, c.verb_end) is not None
    ):
        return True
    if c.verb.lemma in _WORDS_GIVEN or _TO_BE.match(text, c.start):
        return True
    first = max(around.sentences[sentence].start_char, c.start - _BEFORE)
    if _PROMISED_BEFORE.search(text[first : c.start]):
        return True
    if c.governor == "use" and text[c.head : c.start].casefold().startswith("used"):
        return False
    if c.construction == "nominal" and c.governor in ("commit", "pledge", "agree"):
        return True
    lead = around.sentences[sentence].lead
    if form == ("initial", "ing") and lead is not None:
        above = around.sentences[lead]
        if _PROMISING.search(text, above.start_char, above.end_char):
            return True
    if form in _DONE:
        return False
    if form in _TO_COME and c.governor not in _LIGHT:
        return True
    return load("status")(columns(manner(around, sentence, c)))["promised"] >= 0.5


_LIGHT = frozenset({"help", "continue", "work", "begin", "start", "serve", "use"})
