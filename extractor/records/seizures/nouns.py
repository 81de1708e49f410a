"""Nouns of things taken: contraband by nature, general words, and what is no thing at all."""

from __future__ import annotations

import re

from extractor.records.seizures.thing import Thing

# What is only found is taken where it is contraband by nature.
CONTRABAND = frozenset(
    "drug precursor firearm ammunition explosive currency wildlife counterfeit".split()
)
_DUTIABLE = re.compile(r"\b(?:cigarettes?|tobacco|vapes?|e-cigarettes?)\b", re.IGNORECASE)


def is_contraband(thing: Thing) -> bool:
    """Whether finding the thing is taking it: contraband by nature, or goods that evade a duty."""
    return thing.category in CONTRABAND or (
        thing.quantity is not None and _DUTIABLE.search(thing.item) is not None
    )


# Nouns that stand for whatever was taken.
GENERIC = re.compile(
    r"^(?:items?|assets?|contraband|evidence|drugs?|narcotics|weapons?|vehicles?|materials?|"
    r"property|goods|objects|things|shipments?|packages?|parcels?|bundles?|bricks?|bags?|boxes|"
    r"substances?|merchandise|products?|load|haul|money)$",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    "illegal illicit suspected alleged hard mixed more other dangerous deadly various seized said "
    "potential smuggled untaxed unmanifested undeclared of the and such similar additional several "
    "two three large small prohibited class a "
    "b c".split()
)


def is_generic(item: str) -> bool:
    """Whether the item is a general word, however adorned: "the illegal drugs"."""
    words = item.split()
    return (
        bool(words)
        and GENERIC.match(words[-1]) is not None
        and all(w.casefold() in _EMPTY or GENERIC.match(w) for w in words)
    )


ABSTRACT = re.compile(
    r"^(?:control|power|opportunit\w+|moments?|initiative|momentum|themselves|himself|it|them|"
    r"him|her|us|what|one|this|that|these|those|evidence that|probable cause|safety|authority|"
    r"attention|more than|each|any|anomal\w+|evidence of|proof|"
    r"(?:fall|rise|increase|decrease|drop|jump|decline|reduction) (?:of|in|from|over|on))\b",
    re.IGNORECASE,
)
PERSON_WORD = re.compile(
    r"\b(?:people|persons?|individuals?|men|women|man|woman|suspects?|members?|migrants?|aliens?|"
    r"child(?:ren)?|defendants?|victims?|subjects?|noncitizens?|immigrants?|fugitives?|leaders?|"
    r"counts?|charges?|warrants?|years?|locations?|times|countries|towns?|territor\w+|cases?|"
    r"operations?|interdictions?|seizures?|incidents?|arrests?|driver|passengers?|occupants?|"
    r"traffickers?|smugglers?|workers?|citizens?|hostages?|images?|videos?|bod(?:y|ies)|remains|"
    r"judgments?|mariners?|crew|partners?|agencies|counterparts?|sites?|efforts?|networks?|"
    r"organizations?|conspirators?|conversations?|communications?|calls?|messages?|"
    r"deliver(?:y|ies)|deals?|plots?|events?|attempts?|schemes?|days?|nights?|parties|"
    r"salar(?:y|ies)|wages|land|fingerprints|samples?|orders?|actions?|measures|steps)\b",
    re.IGNORECASE,
)
# Endings of words for deeds and states.
IDEA = re.compile(r"(?:ings?|ed|ly|tions?|sions?|ments?|ity|ness|ance|ence|ship|ism)$")
