"""Whom of the named an unnamed phrase means: "a Reno man", "the defendants", "six people"."""

from __future__ import annotations

import re
from collections import Counter

from extractor.records.context import Context
from extractor.records.legal import parties
from extractor.records.legal.actors import Actor
from extractor.records.legal.facts import Fact
from extractor.records.legal.lists import NameList
from extractor.records.legal.reading import Reading
from extractor.records.legal.totals import CHARGE, CONVICTION, FELLOW, LEAD, OTHERS, Defendant

# "The unit secured six convictions", behind a list of six who are charged
_COUNT = ".count"
ALSO = re.compile(
    r"\b(?:also\s+(?:arrested|charged|apprehended|sentenced|took)|in\s+(?:a|another)\s+\w+\s+(?:case|event|incident))\b",
    re.I,
)
_APPOSED = re.compile(
    r",?\s*(?:\(?\s*(?:age\s+)?\d{2}\b|(?:aka|a/k/a|also\s+known)|of\s+[A-Z]|formerly|an?\s)", re.I
)
# How far behind "a Reno man" the sentence stands that presents him.
_PRESENTED = 2
_PRESENTING = re.compile(r"(?:,\s+(?:age\s+)?\d{2},|\s+\(\d{2}\)|,\s+an?\s+\d{2}-year)", re.I)
# How far behind a counted group its names stand: at most, and where nothing but place ties them.
_WITHIN = 12
_SOON = 4
# A list of more names than this is the group's wherever it stands, if no other is as long.
_FEW = 2
# Where many are named, "the defendants" are those accused so near.
_MANY, _NEAR = 6, 15


def names_for(
    context: Context, reading: Reading, named: dict[str, Defendant], fact: Fact, actor: Actor
) -> tuple[str, ...]:
    """Keys of the people whom an unnamed phrase means, empty where the release names none."""
    if actor.kind == "one" or (actor.kind == "definite" and actor.key == "he"):
        if fact.index >= LEAD and actor.kind == "one":
            return ()
        key = _next_introduced(context, reading, fact, actor) or _one(context, reading, named, fact)
        return (key,) if key and not _is_someone_else(context, reading, key, fact, actor) else ()
    if actor.kind == "group" and actor.count:
        return _counted(context, reading, named, fact, actor)
    if actor.kind == "definite":
        for x in reversed(reading.lists):
            if actor.count and len(set(x.keys)) == actor.count and set(x.keys) <= set(named):
                return tuple(dict.fromkeys(x.keys))
        if actor.count and (keys := _just_named(context, reading, fact, actor.count)):
            return keys
        if len(named) == actor.count:
            return tuple(named)
        if actor.count and len(keys := _named_before(context, reading, actor)) == actor.count:
            return keys
        if actor.count is None:
            here = in_paragraph(context, named, fact)
            if len(here) > 1:
                return here
            return tuple(
                k
                for k, d in named.items()
                if len(named) <= _MANY
                or any(abs(p.fact.index - fact.index) <= _NEAR for p in d.parts)
            )
    return ()


def in_paragraph(context: Context, named: dict[str, Defendant], fact: Fact) -> tuple[str, ...]:
    """Those whom the fact's own paragraph accuses before it."""
    at = fact.event.trigger_start
    start = context.text.rfind("\n", 0, at) + 1
    return tuple(
        k
        for k, d in named.items()
        if any(start <= p.fact.event.trigger_start < at for p in d.parts)
    )


def _next_introduced(context: Context, reading: Reading, fact: Fact, actor: Actor) -> str | None:
    """Whom the sentences behind "a Reno man" present first, with age, home or trade."""
    title = context.sentences[fact.index].zone == "headline"
    article = actor.text.split()[0].casefold() in ("a", "an", "the")
    if actor.kind != "one" or not (article or title):
        return None
    said = (a for f in reading.facts if f.index == fact.index for a in f.targets)
    if any(a.start_char < actor.start_char for a in said):
        # "A clerk took bribes to drop charges against a Reno man"
        return None
    last = context.sentences[min(fact.index + _PRESENTED + title, len(context.sentences) - 1)]
    for m in context.mentions_in(context.sentences[fact.index].end_char, last.end_char, "PERSON"):
        key = reading.cast.key(m)
        if key in reading.cast.officials:
            continue
        fresh = reading.cast.introduced(key) == m.start_char and " " in m.text
        behind = context.text[m.end_char : m.end_char + 20]
        return key if fresh and _PRESENTING.match(behind) else None
    return None


def _just_named(context: Context, reading: Reading, fact: Fact, count: int) -> tuple[str, ...]:
    """The people named in the sentences before a phrase, where they are as many as it counts."""
    for back in range(1, _SOON + 1):
        if back > fact.index:
            break
        start = context.sentences[fact.index - back].start_char
        named = context.mentions_in(start, context.sentences[fact.index].start_char, "PERSON")
        people = (m for m in named if not parties.is_none(context, m))
        keys = tuple(dict.fromkeys(reading.cast.key(m) for m in people))
        keys = tuple(k for k in keys if k not in reading.cast.officials)
        if len(keys) >= count:
            return keys if len(keys) == count else ()
    return ()


def _named_before(context: Context, reading: Reading, actor: Actor) -> tuple[str, ...]:
    """All people that the body of the release names in full before a phrase."""
    keys = (
        reading.cast.key(m)
        for m in context.mentions_in(0, actor.start_char, "PERSON")
        if " " in m.text
        and m.text[0].isupper()
        and not _is_aside(context, m.start_char)
        and not parties.is_none(context, m)
    )
    return tuple(k for k in dict.fromkeys(keys) if k not in reading.cast.officials)


def _is_aside(context: Context, at: int) -> bool:
    return context.sentences[context.sentence_index(at)].zone in ("headline", "boilerplate")


def _is_someone_else(
    context: Context, reading: Reading, key: str, fact: Fact, actor: Actor
) -> bool:
    """Whether an unnamed person ("a Reno man") cannot be the named one.

    Who has been named is not introduced again, and "also" adds another.
    """
    if actor.kind != "one":
        return False
    at = reading.cast.introduced(key)
    if at is None:
        return False
    s = context.sentences[fact.index]
    beside = context.mentions_in(s.start_char, actor.start_char, "PERSON")
    if len(fact.targets) == 1 and any(reading.cast.key(m) == key for m in beside):
        # "Ann Bell, 34, and a citizen of Peru, was"
        return False
    return at < actor.start_char or bool(ALSO.search(context.text, actor.end_char, at))


def _one(context: Context, reading: Reading, named: dict[str, Defendant], fact: Fact) -> str | None:
    """The person whom "a Tulsa man" or "the defendant" means: the first one with such a fact."""
    kind = CONVICTION if fact.stage in CONVICTION else CHARGE
    known = [d for d in named.values() if d.of(*kind) and not reading.cast.is_company(d.key)]
    if kind is CONVICTION and reading.awaited and not any(d.of(fact.stage) for d in known):
        told = [k for k in reading.told if k in reading.cast.facing]
        return told[0] if told else reading.awaited[0]
    if known:
        return min(known, key=lambda d: d.order - 300 * bool(d.of(fact.stage))).key
    waiting = [*reading.awaited, *reading.cast.facing, *reading.told]
    return waiting[0] if waiting else _likely(context, reading)


def _likely(context: Context, reading: Reading) -> str | None:
    """The person whom a release is about, where no sentence makes anyone a defendant by name."""
    score: Counter[str] = Counter()
    for m in context.mentions:
        if m.label != "PERSON":
            continue
        key = reading.cast.key(m)
        if key in reading.cast.officials:
            continue
        score[key] += 1
        if _APPOSED.match(context.text[m.end_char : m.end_char + 20]):
            score[key] += 3
        if context.sentence_index(m.start_char) < 6:
            score[key] += 1
    if not score:
        return None
    key, top = score.most_common(1)[0]
    return key if top >= 4 else None


def _counted(
    context: Context, reading: Reading, named: dict[str, Defendant], fact: Fact, actor: Actor
) -> tuple[str, ...]:
    """The names of a group: a list of as many, or all defendants where they are as many."""
    others = bool(OTHERS.search(actor.text))
    if not FELLOW.search(actor.text) and any(a.kind == "person" for a in fact.targets):
        # "Ann Bell and two boys": nobody whom the release names further on
        return ()
    if fact.stage in CONVICTION and fact.index == 0:
        # "two sentenced", in the headline: not two whom the text accuses, if it tells of two others
        convicted = [d.key for d in named.values() if d.of(*CONVICTION)]
        if len(convicted) == actor.count:
            return tuple(convicted)
    fits = [
        x
        for x in reading.lists
        if len(set(x.keys)) == actor.count
        and not (x.lines and fact.event.source.endswith(_COUNT) and x.sentence < fact.index)
        and not (x.lines and _is_apart(context, reading, x, fact))
        and (x.lines or -_SOON <= x.sentence - fact.index <= _WITHIN)
        and (x.lines or x.sentence > fact.index or not others)
        and not all(k in reading.cast.officials for k in x.keys)
    ]
    if not any(x.lines for x in fits):
        accused = set(named)
        here = [x for x in fits if x.sentence == fact.index and (actor.count or 0) > 1]
        behind = [x for x in fits if x.sentence > fact.index and fact.index < LEAD]
        near = [x for x in behind if x.sentence - fact.index <= _SOON]
        sole = behind if len(behind) == 1 and (actor.count or 0) > _FEW else []
        fits = here or [x for x in fits if accused & set(x.keys)] or near or sole
    if fits:
        fits.sort(
            key=lambda x: (not x.lines, x.sentence < fact.index, abs(x.sentence - fact.index))
        )
        return tuple(dict.fromkeys(fits[0].keys))
    if others or fact.index >= LEAD:
        return ()
    kind = CONVICTION if fact.stage in CONVICTION else CHARGE
    known = [d.key for d in named.values() if d.of(*kind)]
    places = [reading.cast.introduced(k) for k in known]
    if places and all(at is not None and at < actor.start_char for at in places):
        # "Three drivers", behind three names, are others
        return ()
    if len(known) == actor.count:
        return tuple(known)
    facing = tuple(dict.fromkeys([*known, *reading.cast.facing]))
    if len(facing) == actor.count:
        return facing
    told = tuple(dict.fromkeys([*facing, *reading.told]))
    return told if len(told) == actor.count else ()


def _is_apart(context: Context, reading: Reading, names: NameList, fact: Fact) -> bool:
    """Whether a heading parts a list from a fact that is not of the lead: that tells of others."""
    if fact.index < LEAD:
        return False
    last = max(reading.headed.get(k, names.sentence) for k in names.keys)
    between = (fact.index, names.sentence) if fact.index < names.sentence else (last, fact.index)
    return any(s.zone == "heading" for s in context.sentences[between[0] + 1 : between[1]])
