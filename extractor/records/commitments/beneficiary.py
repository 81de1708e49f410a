"""Who gains by a commitment: one of the noun phrases about its verb, or nobody that is named.

Candidates come from :mod:`.noun_phrases`; a linear model scores each of them and "nobody", and the
likeliest is taken. Weights: ``models/records/beneficiary.json``, recipe ``python -m pipelines.train
beneficiary``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from extractor.events.undertakings.lexicon import Verb, nouns, verbs
from extractor.events.undertakings.subjects import word_set
from extractor.records.commitments.noun_phrases import Phrase, phrases
from extractor.records.context import Context
from extractor.types import Event, Mention

WEIGHTS = Path(__file__).resolve().parents[3] / "models" / "records" / "beneficiary.json"
REACH = 150  # characters behind a clause that was cut short in which its recipient may stand
BACK = 200  # characters before its verb
_OFTEN = 3  # times that a release names a place before it is what the release is about
_UNKNOWN = Verb("-", "-", "-", "-")

_HEAD_END = re.compile(
    r"\s(?:of|in|from|across|throughout|within|around|along|at|who|whose|affected|displaced|impacted"
    r"|seeking|fleeing)\s|,"
)
_PERSONS = re.compile(r"(?:[^m]ents|ants|ers|ors|ists|ees|ians|eers|men|peoples?|youth)$")
_US = re.compile(r"(?:United States|U\.S\.|US|America|Americans?|American people)$")
_GIVES = re.compile(r"\b(to|for|with|in)(?: the)? $")
_LOWER_WORD = re.compile(r"[a-z]+")


def of_event(
    context: Context, event: Event, told: list[Event], about: list[Phrase]
) -> tuple[int, int] | None:
    """Where the phrase stands that names who gains, or ``None``.

    ``told`` are the undertakings of the event's sentence, ``about`` what :func:`about` gives.
    """
    if _verb(context, event).lemma == "receive":
        first = context.sentences[event.sentence].start_char
        for p in phrases(context, first, event.trigger_start, bare=True):
            return p.start, p.end
    weights = _weights()

    def worth(seen: list[str]) -> float:
        return sum(weights.get(f, 0.0) for f in seen)

    found = candidates(context, event, told, about)
    best, chosen = worth(nobody(context, event, len(found))), None
    for phrase, rank in ranked(found):
        total = worth(features(context, event, phrase, rank))
        if total > best:
            best, chosen = total, phrase
    return (chosen.start, chosen.end) if chosen else None


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights


def candidates(
    context: Context, event: Event, told: list[Event], about: list[Phrase]
) -> list[Phrase]:
    """Phrases behind the verb up to the next undertaking, before it in the sentence, and places
    that the release is about."""
    text = context.text
    sentence = context.sentences[event.sentence]
    following = [e.start_char for e in told if e.start_char > event.start_char]
    until = max(min(following, default=sentence.end_char), event.end_char)
    last = min(sentence.end_char, event.end_char + REACH, until)
    while last < sentence.end_char and not text[last].isspace():
        last += 1
    first = max(sentence.start_char, event.trigger_start - BACK)
    while sentence.start_char < first < event.trigger_start and not text[first - 1].isspace():
        first += 1
    out = list(phrases(context, event.start_char, last))
    before = phrases(context, first, event.trigger_start)
    out += [replace(p, gate=f"pre:{p.gate}") for p in before]
    out += phrases(context, first, event.trigger_start, bare=True)
    seen = {text[p.start : p.end] for p in out}
    for p in (*about, *_above(context, event)):
        if text[p.start : p.end] not in seen:
            out.append(p)
            seen.add(text[p.start : p.end])
    return out


def about(context: Context) -> Iterator[Phrase]:
    """Places of the title and, last, the one that the release names most often."""
    title = context.release.title or ""
    places = [m for m in context.mentions if m.label == "PLACE" and not _US.match(m.text)]
    first: dict[str, Mention] = {}
    for m in places:
        first.setdefault(m.text, m)
    for name, m in first.items():
        at = title.find(name)
        if at >= 0:
            gives = _GIVES.search(title, 0, at)
            yield Phrase(m.start_char, m.end_char, f"title:{gives[1]}" if gives else "title")
    counts = Counter(m.text for m in places)
    if counts:
        name, times = max(counts.items(), key=lambda x: x[1])
        if times >= _OFTEN:
            yield Phrase(first[name].start_char, first[name].end_char, "main")


def _above(context: Context, event: Event) -> Iterator[Phrase]:
    """Places of the lines above."""
    for lead in context.leads(event.sentence):
        s = context.sentences[lead]
        for m in context.mentions_in(s.start_char, s.end_char, "PLACE"):
            if not _US.match(m.text):
                yield Phrase(m.start_char, m.end_char, "lead")


def ranked(found: list[Phrase]) -> Iterator[tuple[Phrase, int]]:
    """Each candidate with how many behind the same gate stand before it."""
    seen: Counter[str] = Counter()
    for p in found:
        yield p, seen[p.gate]
        seen[p.gate] += 1


def _verb(context: Context, event: Event) -> Verb:
    words = context.text[event.start_char : event.trigger_end].split()
    return verbs().get(words[-1].casefold(), _UNKNOWN) if words else _UNKNOWN


def _construction(event: Event) -> str:
    return event.source.rpartition("/")[2]


def features(context: Context, event: Event, p: Phrase, rank: int) -> list[str]:
    """Features of one candidate; ``rank`` is its place among those behind the same gate."""
    words = context.text[p.start : p.end]
    head = _HEAD_END.split(words, maxsplit=1)[0].split()[-1].casefold()
    sort = _sort(context, p, head)
    verb, kind, gate = _verb(context, event), event.subtype or "-", p.gate
    if gate.startswith(("title", "lead", "main")):
        place = "far"
    elif gate.startswith(("pre:", "subject")):
        place = "pre"
    else:
        place = "in" if p.start < event.end_char else "after"
    near = min(p.distance // 3, 6)
    governed = verbs().get(p.governor, _UNKNOWN).sort
    about = nouns().get(p.governor, ("-",))[0]
    out = [
        f"g={gate}",
        f"g={gate}|k={kind}",
        f"g={gate}|v={verb.sort}",
        f"g={gate}|c={_construction(event)}",
        f"g={gate}|h={sort}",
        f"g={gate}|h={sort}|k={kind}",
        f"h={sort}",
        f"h={sort}|k={kind}",
        f"h={sort}|v={verb.sort}",
        f"w={head}",
        f"place={place}|h={sort}",
        f"place={place}|g={gate}",
        f"place={place}|k={kind}",
        f"near={near}|g={gate}",
        f"near={near}",
        f"gov={governed}|g={gate}",
        f"gov={p.governor}|g={gate}",
        f"about={about}|g={gate}",
        f"rank={min(rank, 3)}|g={gate}",
    ]
    if p.counted:
        out += ["counted", f"counted|h={sort}", f"counted|g={gate}"]
    if p.helping:
        out += ["helping", f"helping|h={sort}"]
    inside = set(_LOWER_WORD.findall(words.casefold()))
    if not inside.isdisjoint(word_set("adverse")):
        out.append("adverse")
    if not inside.isdisjoint(word_set("recipient")):
        out += ["recipient", f"recipient|g={gate}", f"recipient|k={kind}"]
    if _US.match(words):
        out.append("us")
    return out


def nobody(context: Context, event: Event, count: int) -> list[str]:
    """Features of naming nobody, of the clause alone; ``count`` is the number of candidates."""
    verb, kind = _verb(context, event), event.subtype or "-"
    return [
        "none",
        f"none|k={kind}",
        f"none|v={verb.sort}",
        f"none|k={kind}|v={verb.sort}",
        f"none|c={_construction(event)}",
        f"none|n={min(count, 6)}",
    ]


def _sort(context: Context, p: Phrase, head: str) -> str:
    """What the phrase names: the label where a name is its head, else people, a body, a noun class.

    A name that is not the head is marked by "…" on the side on which the phrase goes on.
    """
    for m in context.mentions_in(p.start, p.end):
        first = m.start_char == p.start
        if m.end_char >= p.end - 1 or (first and context.text[m.end_char : m.end_char + 1] in ",;"):
            return m.label if first else f"…{m.label}"
    if head in word_set("body"):
        return "body"
    if head in word_set("recipient"):
        return "people"
    if _PERSONS.search(head):
        return "persons"
    for m in context.mentions_in(p.start, p.start + 1):
        return f"{m.label}…"
    return nouns().get(head, ("thing",))[0]
