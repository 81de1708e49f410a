"""The words that undertakings are told by: verbs and nouns of the lexicons with all their forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.lexicons import load

_VOWELS = "aeiou"
_DOUBLED = frozenset(
    "admit ban begin cap commit cut debar defer deter equip expel permit plan put refer repel run"
    " set ship shut step stop submit transfer vet".split()
)


_BRITISH = re.compile(r"is(es?|ed|ing)$")


@dataclass(frozen=True, slots=True)
class VerbClass:
    """Verbs that name one sort of deed, and the record ``kind`` that it mostly gives.

    ``irregular`` lists (base, past, participle) of verbs whose forms are not made by rule;
    ``nominals`` nouns that name a verb's deed when "of" stands behind them ("donation", "donate").
    """

    id: str
    kind: str
    verbs: tuple[str, ...]
    irregular: tuple[tuple[str, str, str], ...] = ()
    nominals: tuple[tuple[str, str], ...] = ()
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb's lemma and class id, and the tags that one spelling of it may have:
    ``base``, ``s`` (third person), ``ed`` (past or participle), ``ing``."""

    lemma: str
    sort: str
    kind: str
    tag: str


@dataclass(frozen=True, slots=True)
class NounClass:
    """Nouns that name one sort of thing that undertakings are about (an order, money, people)."""

    id: str
    kind: str
    nouns: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@cache
def nouns() -> dict[str, tuple[str, ...]]:
    """Every noun (or pair of words) in the lexicon, lower case, with the ids of its classes."""
    out: dict[str, tuple[str, ...]] = {}
    for entry in load("undertaking_nouns", NounClass):
        for noun in entry.nouns:
            out[noun] = (*out.get(noun, ()), entry.id)
    return out


def _forms(lemma: str) -> dict[str, str]:
    if lemma.endswith("e"):
        stem = lemma[:-1]
        ing = lemma + "ing" if lemma.endswith(("ee", "ye")) else stem + "ing"
        return {lemma: "base", lemma + "s": "s", lemma + "d": "ed", ing: "ing"}
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return {
            lemma: "base",
            lemma[:-1] + "ies": "s",
            lemma[:-1] + "ied": "ed",
            lemma + "ing": "ing",
        }
    stem = lemma + lemma[-1] if lemma in _DOUBLED else lemma
    es = "es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return {lemma: "base", lemma + es: "s", stem + "ed": "ed", stem + "ing": "ing"}


@lru_cache(maxsize=1 << 13)
def verb_of(word: str) -> Verb | None:
    """What a spelling, lower case, is a form of; "co-" and "re-" change nothing, nor does the
    British "organise" for "organize"."""
    verb = verbs().get(word)
    if verb is None and word[:3] in ("co-", "re-"):
        verb = verbs().get(word[3:])
    if verb is None and _BRITISH.search(word):
        verb = verbs().get(_BRITISH.sub(r"iz\1", word))
    return verb


@cache
def verbs() -> dict[str, Verb]:
    """Every spelling in the lexicon, lower case, with what it is a form of."""
    out: dict[str, Verb] = {}
    for entry in load("undertaking_verbs", VerbClass):
        irregular = {base: (past, participle) for base, past, participle in entry.irregular}
        for lemma in entry.verbs:
            forms = _forms(lemma)
            if lemma in irregular:
                forms = {f: t for f, t in forms.items() if t != "ed"}
                for spelling in irregular[lemma]:
                    forms.setdefault(spelling, "ed")
            for spelling, tag in forms.items():
                out.setdefault(spelling, Verb(lemma, entry.id, entry.kind, tag))
    return out


@cache
def heads() -> dict[str, str]:
    """Nouns that name a thing given, founded or agreed on, with the kind of record it makes."""
    entries = [n for n in load("undertaking_nouns", NounClass) if n.id in _THINGS]
    return {noun: n.kind for n in reversed(entries) for noun in n.nouns if " " not in noun}


_THINGS = frozenset({"order", "accord", "scheme", "money", "goods"})


@cache
def nominals() -> dict[str, str]:
    """Nouns that name a verb's deed where "of" stands behind them, with the verb's lemma."""
    return {n: v for entry in load("undertaking_verbs", VerbClass) for n, v in entry.nominals}


@cache
def governors() -> dict[str, str]:
    """Every form of the words that govern an infinitive, with what stands for it in features."""
    lemmas = (
        "commit agree plan intend decide pledge promise vow aim seek continue begin start help work"
        " serve use expect hope want need direct order instruct task require authorize call invite"
        " urge encourage allow enable propose remain ready unable able likely design"
    ).split()
    return {form: lemma for lemma in lemmas for form in _forms(lemma)} | {
        "sought": "seek",
        "begun": "begin",
        "began": "begin",
        "planned": "plan",
        "planning": "plan",
        "commitment": "commitment",
        "commitments": "commitment",
        "efforts": "effort",
        "effort": "effort",
        "steps": "step",
        "action": "step",
        "actions": "step",
        "order": "order",
        "plans": "plan",
    }
