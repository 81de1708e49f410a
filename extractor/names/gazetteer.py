"""Names known beforehand: all lexicons in one automaton, matched in one pass over the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import ahocorasick

from extractor import lexicons
from extractor.names.text import fold, without_lost


class Hit(NamedTuple):
    """A lexicon entry at a place of the text."""

    start: int
    end: int
    label: str
    id: str


@dataclass(frozen=True, slots=True)
class Agency:
    """A government body; ``parent`` is the id of the body above it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    parent: str | None = None
    country: str = "US"
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A criminal or terrorist organisation. ``parent`` is the group that it is a faction of."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    kind: str = "gang"
    country: str | None = None
    parent: str | None = None
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A country, state or region. ``id`` is its ISO 3166 code where it has one."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    kind: str = "region"
    country: str | None = None
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Substance:
    """A drug or precursor; ``schedule`` is that of the U.S. Controlled Substances Act."""

    id: str
    aliases: tuple[str, ...]
    schedule: str | None = None
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weapon:
    """A kind of arms or ammunition; ``category`` as in the table of seizures."""

    id: str
    category: str
    aliases: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organization:
    """A body that is no government's, a law or a programme: what needs only a name and aliases."""

    id: str
    name: str
    aliases: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@cache
def agencies() -> dict[str, Agency]:
    """Agencies by id."""
    return {a.id: a for a in lexicons.load("agencies", Agency)}


@cache
def groups() -> dict[str, Group]:
    """Criminal and terrorist organisations by id."""
    return {g.id: g for g in lexicons.load("cartels", Group)}


@cache
def places() -> dict[str, Place]:
    """Countries, states and regions by id."""
    return {p.id: p for p in lexicons.load("places", Place)}


@cache
def districts() -> dict[str, lexicons.District]:
    """Federal judicial districts by id."""
    return {d.id: d for d in lexicons.load("districts", lexicons.District)}


@cache
def phrases(name: str) -> tuple[str, ...]:
    """``lexicons/NAME.txt``: a word or phrase a line, # for comments."""
    text = files(lexicons.__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return tuple(w.strip() for w in text.splitlines() if w.strip() and w[0] != "#")


@cache
def words(name: str) -> frozenset[str]:
    """The phrases of a list, folded."""
    return frozenset(map(fold, phrases(name)))


@cache
def nationalities() -> dict[str, str]:
    """Adjectives and nouns of nationality, each with its ISO 3166 country code."""
    return dict(_table("demonyms"))


def cities_as_written() -> list[str]:
    """Names of larger cities."""
    return [name for name, _ in _table("cities")]


@cache
def cities() -> dict[str, tuple[str, ...]]:
    """Folded names of larger cities, each with the ISO 3166 codes of its state or country."""
    return {fold(name): tuple(codes.split(",")) for name, codes in _table("cities")}


def _table(name: str) -> Iterable[list[str]]:
    """Rows of ``lexicons/NAME.tsv``."""
    text = files(lexicons.__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return [row.split("\t") for row in text.splitlines() if row and row[0] != "#"]


def _forms() -> Iterable[tuple[str, str, str]]:
    """(surface form, label, id) of every entry."""
    for a in agencies().values():
        for form in (*a.aliases, *a.acronyms):
            yield form, "AGENCY", a.id
    for g in groups().values():
        for form in (*g.aliases, *g.acronyms):
            yield form, "CARTEL", g.id
    for p in places().values():
        for form in p.aliases:
            yield form, "PLACE", p.id
    for d in districts().values():
        yield d.name, "PLACE", d.id
    for s in lexicons.load("substances", Substance):
        for form in s.aliases:
            yield form, "SUBSTANCE", s.id
    for w in lexicons.load("weapons", Weapon):
        for form in w.aliases:
            yield form, "WEAPON", w.id
    for o in lexicons.load("orgs", Organization):
        for form in o.aliases:
            yield form, "ORG", o.id
    for name, label in (("laws", "LAW"), ("programs", "PROGRAM")):
        for o in lexicons.load(name, Organization):
            for form in o.aliases:
                yield form, label, o.id
    for city in cities_as_written():
        yield city, "CITY", "city"
    for title in words("person_titles"):
        yield title, "TITLE", "title"
    for phrase in words("not_names"):
        yield phrase, "NONE", "none"


def _variants(form: str) -> set[str]:
    """The form, and how feeds maim it: apostrophes and letters outside ASCII lost."""
    out = {form, form.replace("'", "").replace("’", "")}
    if not form.isascii():
        out.add(without_lost(form))
    return {v for v in out if len(v) > 1}


class Gazetteer:
    """Finds the entries of all lexicons in a text, longest first, in time linear in its length."""

    def __init__(self) -> None:
        table: dict[str, list[tuple[int, str, str, tuple[int, ...]]]] = {}
        for form, label, id_ in _forms():
            for variant in _variants(form):
                key = fold(variant)
                capitals = tuple(i for i, c in enumerate(variant) if c.isupper())
                table.setdefault(key, []).append((len(key), label, id_, capitals))
        self._automaton = ahocorasick.Automaton()
        for key, values in table.items():
            self._automaton.add_word(key, tuple(values))
        self._automaton.make_automaton()

    def find(self, text: str, folded: str) -> list[Hit]:
        """All entries at word boundaries, overlaps included, in the order of their ends."""
        hits: list[Hit] = []
        size = len(folded)
        for last, values in self._automaton.iter(folded):
            end = last + 1
            lost = 0
            if end < size and folded[end].isalnum():
                # "Department of Justices": the s of a possessive whose apostrophe was lost
                if folded[end] != "s" or (end + 1 < size and folded[end + 1].isalnum()):
                    continue
                lost = 1
            elif end + 1 < size and folded[end] in ".@" and folded[end + 1].isalnum():
                continue  # part of an address
            for length, label, id_, capitals in values:
                start = end - length
                if start and (folded[start - 1].isalnum() or folded[start - 1] in "@/_"):
                    continue
                if lost and (label not in _NAMED or folded[last] == "s" or not text[end].islower()):
                    continue
                if all(text[start + i].isupper() for i in capitals):
                    hits.append(Hit(start, end + lost, label, id_))
        return hits


_NAMED = ("AGENCY", "CARTEL", "PLACE", "ORG", "CITY")


@cache
def gazetteer() -> Gazetteer:
    """The one instance, built on first use (about half a second)."""
    return Gazetteer()
