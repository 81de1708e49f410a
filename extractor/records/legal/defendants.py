"""Facts by defendant: unnamed people and groups are bound to the names that the release gives."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.records.context import Context
from extractor.records.legal.actors import Actor
from extractor.records.legal.cast import Cast
from extractor.records.legal.facts import Fact
from extractor.records.legal.naming import ALSO, in_paragraph, names_for
from extractor.records.legal.reading import Reading
from extractor.records.legal.totals import CHARGE, CONVICTION, LEAD, Defendant, Part, is_covered

_KNOWN = re.compile(r"the\s+(?!(?:other|second|third|remaining|first)\b)", re.I)
_ALL = re.compile(r"all\b(?!\s+of\s+whom)", re.I)
_AT_LARGE = "legal.wanted"
_HELD = re.compile(r"\b(?:remanded|held|custody)\b", re.I)
_OF_THEM = re.compile(r"\bof\s+(?:them|those|these|whom)\b", re.I)
_OF = re.compile(r"\bof\s+\Z", re.I)
# "Five were remanded", of the six who appeared
_BARE = re.compile(r"(?:(?:the\s+)?(?:other|remaining)\s+)?\w+(?:-\w+)?(?:\s+others?)?", re.I)
_PART_OF = re.compile(r"\bof\s+the\b")
_YEARS_OLD = re.compile(r"\b\d{2}-year-old\b")


def bind(context: Context, reading: Reading) -> list[Defendant]:
    """The defendants of a release, in the order in which they first stand accused."""
    cast = reading.cast
    named: dict[str, Defendant] = {}
    loose: list[tuple[Fact, Actor, int]] = []

    def add(key: str, fact: Fact, position: int, at: int, direct: bool, text: str = "") -> None:
        if key in cast.officials:
            return
        if key not in named:
            name = cast.full(key) or text or reading.unmarked.get(key, key)
            named[key] = Defendant(key, name, 1, True, at)
        named[key].parts.append(Part(fact, position, direct))

    for fact in reading.facts:
        for position, actor in enumerate(fact.targets):
            if actor.kind in ("person", "organization"):
                add(actor.key, fact, position, actor.start_char, True, actor.text)
            else:
                loose.append((fact, actor, position))
    named = {k: d for k, d in named.items() if not _is_headline_word(context, cast, d)}
    groups: dict[str, Defendant] = {}
    convicted = {a.key for f, a, _ in loose if f.stage in CONVICTION}
    #: The names of the group that the release counted last: "the defendants" behind it.
    counted: tuple[str, ...] = ()
    charged = {a.count for f, a, _ in loose if a.kind == "group" and f.stage in CHARGE and a.count}

    def larger(actor: Actor) -> bool:
        return actor.count is not None and any(n > actor.count for n in charged)

    for fact, actor, position in loose:
        everyone = actor.count is None and fact.stage in CONVICTION and _ALL.match(actor.text)
        if everyone and len(charged) == 1:
            # "all members charged have pleaded guilty": as many as the release says were charged
            actor = replace(actor, kind="group", count=min(charged))
        keys = names_for(context, reading, named, fact, actor)
        vague = actor.kind == "definite" and actor.count is None and actor.key == "they"
        if vague and counted and not in_paragraph(context, named, fact):
            keys = counted
        if keys:
            if actor.kind == "group":
                counted = keys
            for n, key in enumerate(keys):
                add(key, fact, n if len(keys) > 1 else position, actor.start_char, False)
            continue
        if actor.kind == "definite" and actor.count and _ALL.match(actor.text):
            # "All 49 arrested defendants have pleaded guilty"
            actor = replace(actor, kind="group")
        if (
            actor.kind == "definite"
            and (actor.count or 0) > max(len(named), 1)
            and actor.key == "they"
        ):
            # "the 23 defendants", whom nothing else counts
            counts = {a.count for _, a, _ in loose if a.kind == "group"}
            if actor.count not in counts and not _OF.search(
                context.text, max(0, actor.start_char - 6), actor.start_char
            ):
                words = re.sub(r"\A(?:the|these|those)\s+", "", actor.text, flags=re.I)
                at = actor.end_char - len(words)
                actor = replace(actor, kind="group", start_char=at, text=words)
        if actor.kind in ("definite", "pronoun", "relative"):
            continue
        said = context.text[fact.event.trigger_start : fact.event.trigger_end]
        held = bool(_HELD.search(said) and charged - {actor.count})
        if (
            (held or fact.event.source == _AT_LARGE)
            and actor.kind == "group"
            and (_PART_OF.search(actor.text) or (_BARE.fullmatch(actor.text) and larger(actor)))
        ):
            # "four of the 26 remain at large", "nine of the men are in custody": the 26 are charged
            continue
        if actor.kind == "group" and _OF_THEM.search(actor.text):
            whole = [f for f, _, _ in loose if f.stage == fact.stage and f.index <= fact.index]
            if max(a.count or 0 for f in whole for a in f.targets) > (actor.count or 0):
                # "arrested 14 people, of whom nine were arrested at home"
                continue
        if actor.kind == "group" and (
            actor.count is None or (actor.key in convicted and fact.stage not in CONVICTION)
        ):
            continue
        if context.sentences[fact.index].zone == "headline":
            continue
        if named and actor.kind == "one" and _KNOWN.match(actor.text):
            # "the owner": a release that names people names whom it means, or tells of no case
            continue
        same = str(actor.count) if actor.kind == "group" else actor.text.casefold()
        key = f"{actor.kind == 'group' and fact.stage in CONVICTION}:{same}"
        if key not in groups:
            groups[key] = Defendant(key, actor.text, actor.count, False, actor.start_char)
        groups[key].parts.append(Part(fact, position, True))
    if not named:
        _unite(context, groups)
    if not named and not groups:
        groups.update(_unnamed(context, loose))
    out = list(named.values())
    out += [g for g in groups.values() if not is_covered(g, named.values(), groups)]
    return sorted(out, key=lambda d: d.order)


def _is_headline_word(context: Context, cast: Cast, d: Defendant) -> bool:
    """Whether only the headline knows the name, and it is mostly none: one word ("Repeat").

    A headline tells of a company or a trade ("Physical Therapy Company Owner", "Disc Jockey") that
    the text names, or writes in small letters.
    """
    if any(context.sentences[p.fact.index].zone != "headline" for p in d.parts):
        return False
    company = cast.introduced(d.key) is None and not cast.is_person(d.key)
    return " " not in d.text or company or d.text.casefold() in context.text


def _unite(context: Context, groups: dict[str, Defendant]) -> None:
    """Make one of "a Reno man", at the head, and "a 38-year-old man", whom the text tells of.

    Police who name nobody say first where somebody is from and then how old; only where one of
    each is told of, in the same words for a person, are they surely the same.
    """
    ones = [g for g in groups.values() if g.count == 1 and g.text.split()]
    aged = [g for g in ones if _YEARS_OLD.search(g.text)]
    plain = [g for g in ones if g not in aged and g.parts[0].fact.index < LEAD]
    if len(aged) != 1 or len(plain) != 1 or len(ones) != 2:
        return
    first, later = plain[0], aged[0]
    apart = context.text[first.order : first.order + len(first.text) + 120]
    alike = first.text.split()[-1] == later.text.split()[-1] and not ALSO.search(apart)
    if alike and first.order < later.order:
        later.parts[:0] = first.parts
        del groups[first.key]


def _unnamed(context: Context, loose: list[tuple[Fact, Actor, int]]) -> dict[str, Defendant]:
    """The one defendant of a release that calls it "the accused" and nothing else."""
    out: dict[str, Defendant] = {}
    for fact, actor, position in loose:
        told = actor.kind == "definite" and actor.key == "he"
        if not told or context.sentences[fact.index].zone == "headline":
            continue
        d = out.setdefault("he", Defendant("he", actor.text, 1, False, actor.start_char))
        d.parts.append(Part(fact, position, True))
    return out
