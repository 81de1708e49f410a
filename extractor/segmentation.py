"""Sentences: one pass over each block zone, cut at stops that end no abbreviation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractor import lexicons
from extractor.types import Release, Sentence, Zone, ZoneKind

Rule = Literal["never", "before_number", "unless_starter"]


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """A line of ``abbreviations.jsonl``: forms without their stop, and when it ends no sentence.

    ``never``: a name always follows ("Gen."); ``before_number``: if a number follows ("No. 4");
    ``unless_starter``: unless a word follows that begins sentences and no names ("Inc. The").
    In an example the form ends no sentence; in a non-example it does.
    """

    id: str
    rule: Rule
    forms: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


_BLOCKS = frozenset({"headline", "heading", "body", "list_item", "boilerplate"})
# From the first of a run of stops only, and never given back: linear on "………". The look-behind
# stands after the first character, so that the search can skip to stops.
_STOP = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*+[\"”’'»)\]]*+(?=\s)")
_NEXT = re.compile(r"\s+([\"“‘'«(\[¿¡$€£#•]*)([^\W\d_]+|\d+)?")
_MARKER = re.compile(r"(?:•|\(\d{1,3}\)|\d{1,2}[.)]|\([a-z]{1,4}\)|[a-z][.)]|[•‣◦▪–—*+-])\s+")
_TAIL = re.compile(r"[;,]?(?: (?:and|or))?\s*\Z")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")
_INITIAL = re.compile(r"[A-Z]\Z")
# "CREATING JOBS: Today, the President …": a heading on the line of the text that it heads.
_RUN_IN = re.compile(r"([A-Z][^.:;!?“”\"\n\d]{2,80}):\s+(?=[A-Z“])")
# "Ashford, TX: …", "Ann Roe, President: …": where or who, and no heading.
_LABEL = re.compile(r"\w+(?:[ .]+\w+){0,2}, (?!(?i:and|or|not)\b)\w+(?: \w+)?")
_SMALL = frozenset({
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with",
})  # fmt: skip
# Words that begin sentences and are no part of names.
_STARTERS = frozenset({
    "The", "This", "That", "These", "Those", "A", "An", "In", "On", "At", "By", "For", "From",
    "With", "After", "Before", "During", "Since", "As", "According", "Additionally", "Also", "He",
    "She", "They", "It", "We", "You", "His", "Her", "Their", "Its", "Our", "When", "While", "Once",
    "If", "Until", "Both", "Each", "All", "Some", "Many", "Most", "Several", "Two", "Three", "Four",
    "Five", "Six", "However", "Moreover", "Furthermore", "There", "Then", "Today", "To", "Upon",
    "Under", "Through", "Throughout", "Following", "Although", "Because", "But", "And", "Between",
    "Such", "Another", "Other", "No", "Not", "Now", "Later", "Earlier", "Instead", "Together",
})  # fmt: skip
_LONGEST_TOKEN = 24


def split(release: Release) -> tuple[Sentence, ...]:
    """The sentences, bullets and headings of a release, in order, each inside one block zone.

    A dateline is a sentence of its own (zone ``dateline``), so is a heading that runs into its
    paragraph (zone ``heading``). List markers, and a closing ";" or "; and" of a list item, belong
    to no sentence. Linear in the length of the text.
    """
    text = release.text
    out: list[Sentence] = []
    outline = _Outline()
    datelines = {z.start_char: z.end_char for z in release.zones if z.kind == "dateline"}
    for zone in release.zones:
        if zone.kind not in _BLOCKS:
            continue
        start, end = zone.start_char, zone.end_char
        lead = outline.lead(zone)
        if zone.kind == "list_item":
            if marker := _MARKER.match(text, start, end):
                start = marker.end()
            if tail := _TAIL.search(text, max(start, end - 6), end):
                end = tail.start()
        first = len(out)
        if start in datelines:
            out.append(Sentence(start, datelines[start], "dateline", 0, lead))
            start, first = datelines[start], first + 1
            while start < end and not (text[start].isalnum() or text[start] in "“\"'(["):
                start += 1
        elif run_in := _run_in(text, start, end, zone.kind):
            out.append(Sentence(start, run_in.end(1) + 1, "heading", zone.level, lead))
            start = run_in.end()
            if zone.kind == "body":
                lead = outline.heading = first
            first += 1
        spans = _spans(text, start, end)
        out.extend(Sentence(s, e, zone.kind, zone.level, lead) for s, e in spans)
        if spans:
            outline.add(zone, first, len(out) - 1, text[out[-1].end_char - 1] == ":")
    return tuple(out)


class _Outline:
    """What the block at hand hangs on: a parent bullet, a line that ends in a colon, a heading."""

    def __init__(self) -> None:
        self.heading: int | None = None
        self._hook: int | None = None
        self._parents: list[tuple[int, int]] = []

    def lead(self, zone: Zone) -> int | None:
        if zone.kind in ("headline", "heading"):
            return None
        if zone.kind != "list_item":
            return self.heading
        while self._parents and self._parents[-1][0] >= zone.level:
            self._parents.pop()
        if self._parents:
            return self._parents[-1][1]
        return self._hook if self._hook is not None else self.heading

    def add(self, zone: Zone, first: int, last: int, colon: bool) -> None:
        if zone.kind == "list_item":
            self._parents.append((zone.level, last if colon else first))
            return
        self._parents.clear()
        self._hook = last if colon else None
        if zone.kind == "heading":
            self.heading = first


def _run_in(text: str, start: int, end: int, kind: ZoneKind) -> re.Match[str] | None:
    if kind not in ("body", "list_item"):
        return None
    found = _RUN_IN.match(text, start, end)
    if (
        found is None
        or end - found.end() < 40
        or (text.find(". ", found.end(), end) < 0 and text[end - 1] not in ".!?”")
    ):
        return None
    if _LABEL.fullmatch(found[1]):
        return None
    words = [w for w in found[1].split() if w not in _SMALL]
    return (
        found
        if len(words) <= 10 and all(w[0].isupper() or not w[0].isalpha() for w in words)
        else None
    )


def _spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    while start < end and text[start].isspace():
        start += 1
    for stop in _STOP.finditer(text, start, end):
        here = stop.end()
        if here >= end:
            break
        if _ends_sentence(text, start, stop):
            spans.append((start, here))
            start = here
            while start < end and text[start].isspace():
                start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
    return spans


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    after = _NEXT.match(text, stop.end())
    opening, word = (after[1], after[2] or "") if after else ("", "")
    if word and word[0].islower():
        return False
    if stop[0][0] in "!?":
        return True
    if stop[0].startswith(("..", "…")):
        return word in _STARTERS or bool(opening)
    here = stop.start()
    token = text[max(start, here - _LONGEST_TOKEN) : here].rsplit(None, 1)[-1:] or [""]
    before = token[0].rpartition("—")[2].lstrip("\"“‘'([–")
    if not before:
        return True
    starter = word in _STARTERS or "“" in opening or '"' in opening
    rule = _rules().get(before)
    if rule == "never":
        return False
    if rule == "before_number":
        return not word.isdigit()
    if rule == "unless_starter" or _DOTTED.match(before):
        return starter and not word.isdigit()
    if _INITIAL.match(before):
        return (starter and word not in ("A", "It", "The", "No", "He", "To")) or word == "The"
    # "1. John Smith": an enumerator alone is no sentence.
    return not (before.isdigit() and here - start <= 3)


@cache
def _rules() -> dict[str, Rule]:
    return {f: e.rule for e in lexicons.load("abbreviations", Abbreviations) for f in e.forms}
