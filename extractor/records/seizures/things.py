"""The things that a clause says were taken: lists of items with their amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from extractor.events.triggers import lexicon
from extractor.records import items
from extractor.records.context import Context
from extractor.records.seizures.lists import (
    FINITE,
    INCLUDING,
    SEPARATOR,
    cut,
    members,
    resumed,
    zone_after,
)
from extractor.records.seizures.money import is_money, is_worth
from extractor.records.seizures.nouns import is_generic
from extractor.records.seizures.phrases import from_quantity, thing_in
from extractor.records.seizures.thing import Strength, Thing
from extractor.types import Event, Mention

# Behind a participle that heads its sentence, or its noun: "Seized in the raid were", "include".
_INVERTED = re.compile(r"\b(?:were|was|are|included?|includes|consisted of)\b:?\s+|:\s+")
_PREPOSITION_NEXT = re.compile(
    r"\s*(?:,|\.|;|:|$|\s(?:by|from|in(?!\s+excess)|at(?!\s+least)|along|during|on|last|over(?!\s+[\d$])|near|as|since|"
    r"with|between(?!\s+\d)|this|today|yesterday|after|pursuant|within|aboard|under|that|and|so|while|each|"
    r"revealed|contained|showed|included|belonged|totaled|weighed|led|had|has|is|are)\b)",
    re.IGNORECASE,
)
_THEY = re.compile(r"\b(?:they|it|all of which|which)\s*$", re.IGNORECASE)
_ANAPHOR = re.compile(r"\b(?:the|these|those|all)\s+(?:\w+\s+)?$|^(?:they|it)$", re.IGNORECASE)
# What a general word may stand for.
_STANDS_FOR = {
    "firearm": frozenset(("firearm", "explosive", "ammunition")),
    "drug": frozenset(("drug", "precursor")),
    "other": frozenset(
        "drug precursor firearm ammunition explosive currency vehicle counterfeit equipment".split()
    ),
}


def things_taken(context: Context, event: Event) -> tuple[list[Thing], bool]:
    """The things that the trigger's clause says were taken, and whether they stand before it.

    "The drugs", "these boats", "they" stand for what the sentences before them list.
    """
    found, passive = _named_things(context, event)
    out: list[Thing] = []
    for thing in found:
        before = context.text[max(0, thing.start - 12) : thing.start]
        if (
            thing.quantity is None
            and _ANAPHOR.search(before)
            and (" " not in thing.item or is_generic(thing.item))
        ):
            listed = _antecedents(context, event.sentence, thing.category)
            out.extend([replace(t, again=True) for t in listed] or [thing])
        else:
            out.append(thing)
    if not out and passive and _THEY.search(context.text[event.start_char : event.trigger_start]):
        out = [replace(t, again=True) for t in _antecedents(context, event.sentence, "other")]
    return out, passive


_PLACE_LABEL = re.compile(r"[^:\n]{2,40}:\s+")


_ROW = re.compile(r"[A-Z][^:;.\d]{1,40}(?::|\s[–—-])\s+[^a-z]*\d[^.;:]{0,40}\s*")


def bulleted(context: Context, event: Event) -> list[tuple[int, Thing, Mention | None]]:
    """The things in the list items, or rows of a table ("Cocaine: 40 pounds"), that hang on the
    event's sentence, each with its sentence and the place or body that its item begins with
    ("Salem, Oregon: two pistols").
    """
    out: list[tuple[int, Thing, Mention | None]] = []
    headed: Mention | None = None
    weak = lexicon()[event.source].voice.endswith("weak")
    for index in range(event.sentence + 1, len(context.sentences)):
        s = context.sentences[index]
        row = _ROW.fullmatch(context.text, s.start_char, s.end_char) is not None
        hangs = s.zone in ("list_item", "heading") and event.sentence in context.leads(index)
        if not hangs and not row:
            break
        if s.zone == "heading" and not row:
            headed = next(iter(context.mentions_in(s.start_char, s.end_char, "PLACE")), None)
            continue
        if row:
            amounts = context.quantities_in(s.start_char, s.end_char)
            thing = from_quantity(context, amounts[0]) if amounts else None
            if thing is not None and thing.quantity is not None:
                out.append((index, thing, headed))
                continue
        start, place, headed = s.start_char, headed, None
        if label := _PLACE_LABEL.match(context.text, start, s.end_char):
            places = context.mentions_in(start, label.end(), "PLACE", "AGENCY")
            if places:
                start, place = label.end(), places[0]
        stop = zone_after(context.text, start, s.end_char)
        strength: Strength = "known" if weak else "strong"
        out.extend((index, t, place) for t in members(context, start, stop, strength))
    return out


def _named_things(context: Context, event: Event) -> tuple[list[Thing], bool]:
    text = context.text
    sentence = context.sentences[event.sentence]
    direction, _, strong = lexicon()[event.source].voice.partition("-")
    strength = cast(Strength, strong or "strong")
    if direction == "compound":
        before = _last_thing(context, sentence.start_char, event.trigger_start)
        return ([before] if before else []), True
    if direction == "active" and _HEADS_LIST.match(text, event.trigger_end):
        return [], False
    if direction == "active":
        ahead = zone_after(text, event.trigger_end, _next_clause(context, event))
        if not (
            _PREPOSITION_NEXT.match(text, event.trigger_end)
            and "of" not in text[event.trigger_start : event.trigger_end].split()
        ):
            listed = members(context, event.trigger_end, ahead, strength)
            if listed:
                listed += resumed(context, ahead, _next_clause(context, event))
            return listed, False
        if found := _participle(context, event, strength):
            return found, True
        return _behind_place(context, event, ahead, strength), False
    left = _clause_start(text, sentence.start_char, event.trigger_start)
    before_it: Strength = "known" if strength == "strong" else strength
    found = members(context, left, event.trigger_start, before_it)
    including = INCLUDING.search(text, event.trigger_end, sentence.end_char)
    if including and (not found or is_generic(found[-1].item)):
        stop = zone_after(text, including.end(), sentence.end_char)
        found = list(cut(context, including.end(), stop, strength)) or found
    return found, True


_HEADS_LIST = re.compile(r"\s*(?:the following(?: \w+)?)?:\s*(?:\n|$)")


def _next_clause(context: Context, event: Event) -> int:
    """Where the next taking of the sentence begins, or its end: "seized A, and B seized"."""
    later = [
        e.start_char
        for e in context.events_of("seizure")
        if e.sentence == event.sentence and e.start_char >= event.trigger_end
    ]
    return min(later, default=context.sentences[event.sentence].end_char)


def _participle(context: Context, event: Event, strength: Strength) -> list[Thing]:
    """Things of a participle without object: before it, or behind the verb of its sentence."""
    text = context.text
    sentence = context.sentences[event.sentence]
    left = _clause_start(text, sentence.start_char, event.trigger_start)
    all_of = _ALL_OF_IT.search(text, left, event.trigger_start)
    if all_of or sentence.zone == "list_item":
        stop = all_of.start() if all_of else event.trigger_start
        known: Strength = "known" if strength == "strong" else strength
        if all_of:
            verbs = [m.end() for m in FINITE.finditer(text, sentence.start_char, stop)]
            left = verbs[-1] if verbs else left
        listed = [t for t in members(context, left, stop, known) if t.quantity is not None]
        if len(listed) > 1:
            return listed
    before = _last_thing(context, sentence.start_char, event.trigger_start)
    leading = event.trigger_start - sentence.start_char < 4
    if leading or (before and not before.quantity and is_generic(before.item)):
        verb = _INVERTED.search(text, event.trigger_end, sentence.end_char)
        if verb and (leading or "nclud" in verb.group() or ":" in verb.group()):
            stop = zone_after(text, verb.end(), sentence.end_char)
            if listed := members(context, verb.end(), stop, strength):
                return listed
    return [before] if before and (before.quantity or strength != "weak") else []


# "who had three rifles and $900 on him, all seized"
_ALL_OF_IT = re.compile(r",\s+(?:all|each|both)(?:\s+of\s+(?:which|it|them))?\s+(?:\w+ly\s+)?$")
_PLACE_FIRST = re.compile(
    r"\s+(?:on|in|inside|from|at|within|aboard|under)\s+(?:[\w’'-]+\s+){1,6}?(?=[$£€\d]|(?:one|two|"
    r"three|four|five|six|seven|eight|nine|ten|about|approximately|around|nearly|almost|roughly|"
    r"some|over|more than|at least|an estimated)\b)",
    re.IGNORECASE,
)


def _behind_place(context: Context, event: Event, end: int, strength: Strength) -> list[Thing]:
    """Things told behind the place: "found on his person 40 grams of heroin"."""
    m = _PLACE_FIRST.match(context.text, event.trigger_end, end)
    return members(context, m.end(), end, strength) if m else []


def _antecedents(context: Context, sentence: int, category: str) -> list[Thing]:
    """Things of the category in the last sentence before this one that counts any."""
    kinds = _STANDS_FOR.get(category, frozenset((category,)))
    for back in range(sentence - 1, max(-1, sentence - 5), -1):
        s = context.sentences[back]
        amounts = [
            t
            for q in context.quantities_in(s.start_char, s.end_char)
            if not (is_money(q) and is_worth(context, q))
            and (t := from_quantity(context, q)) is not None
            and t.category in kinds
            and t.quantity is not None
        ]
        if not amounts:
            continue
        listed = [
            t
            for t in _listed_things(context, s.start_char, s.end_char)
            if t.category in kinds and not is_generic(t.item)
        ]
        return listed if len(listed) > len(amounts) else amounts
    return []


def _listed_things(context: Context, start: int, end: int) -> Iterator[Thing]:
    """Every member that a list in the sentence may have, whatever its verb."""
    at = start
    for m in [*SEPARATOR.finditer(context.text, start, end), None]:
        left, right = (m.start(), m.end()) if m else (end, end)
        determiner = re.search(r"\b(?:of|an?|the|with)\s+", context.text[at:left])
        for begin in (at, at + determiner.end() if determiner else at):
            thing = thing_in(context, begin, left, "weak")
            if thing is not None:
                yield thing
                break
        at = right


def _clause_start(text: str, start: int, trigger: int) -> int:
    """Where the subject of a passive trigger may begin: behind the last clause break before it."""
    cut = start
    for m in re.finditer(
        r"(?:;|:|,\s(?:and|but|while|when|where|after)\s(?=the\b))\s*", text[start:trigger]
    ):
        cut = start + m.end()
    finite = [m.end() for m in FINITE.finditer(text, cut, trigger)]
    if finite:  # the subject stands behind the verb of the clause before it
        after = SEPARATOR.search(text, finite[-1], trigger)
        cut = after.end() if after else finite[-1]
    if opening := _CLAUSE_OPENS.match(text, cut, trigger):
        cut = opening.end()
    return cut


_CLAUSE_OPENS = re.compile(r"(?:that|where|while|when)\s")


def _last_thing(context: Context, start: int, trigger: int) -> Thing | None:
    """The nearest thing before the trigger: "the amount of fentanyl seized", "cocaine seizures"."""
    text = context.text
    window = max(start, trigger - 120)
    for q in reversed(context.quantities_in(window, trigger)):
        if q.item_end is not None and q.item_end > trigger + 1:
            continue  # "two cocaine seizures" counts seizures
        if trigger - q.end_char < 80 and (q.item or is_money(q)) and not is_worth(context, q):
            thing = from_quantity(context, q, trigger)
            if thing is not None and text[thing.end : trigger].count(",") < 2:
                return thing
    for m in reversed(context.mentions_in(window, trigger, "SUBSTANCE", "WEAPON")):
        if trigger - m.end_char < 12:
            kind = items.category_of(m.text) or ("drug" if m.label == "SUBSTANCE" else "firearm")
            return Thing(m.start_char, m.end_char, m.text, kind)
    for left, right, category in reversed(items.find(text, window, trigger)):
        if trigger - right < 12:
            return Thing(left, right, text[left:right], category)
    return None
