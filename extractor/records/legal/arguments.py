"""Whom a legal event is about: the chain of actors that is the trigger's subject or object."""

from __future__ import annotations

import re

from extractor.records.legal.actors import Actor, Chain

_RELATIVE = re.compile(
    r"(?:\bwho(?:m)?|\bboth\s+of\s+whom|\ball\s+of\s+whom|\beach\s+of\s+whom)\s+(?:\w+\s+){0,6}$",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    r"^(?:[^.]{0,120}?)\b(?:was|were|is|are)\s*:?\s*(?:(?:the\s+following|as\s+follows)\s*:?\s*)?$",
    re.IGNORECASE,
)
_OBJECT_GAP = re.compile(
    r"^\s*(?:(?:in\s+(?:\w+\s+){1,4}|(?:on|by)\s+\w+\s+){0,1})?(?:(?:that|the|a|an|former|alleged|total|of|all|up|to|"
    r"more|than|over|nearly|about|at|least|defendants?|leaders?|members?|and|gang|both|also|another|two|"
    r"three|four|five|following|against|each)\s+)*[“\"(]?$",
    re.IGNORECASE,
)
_PASSIVE_NEXT = re.compile(
    r"^\s*(?:,|to\b|for\b|with\b|in\b|on\b|by\b|at\b|from\b|today\b|yesterday\b|after\b|before\b|of\b|as\b|"
    r"following\b|late\b|last\b|early\b|this\b|separately\b|here\b|again\b|under\b|along\b|\.|;|and\b|while\b|"
    r"during\b|near\b|without\b|pursuant\b|based\b|$)",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\b(?:was|were|been|being|is|are|be|get|got)\s+(?:\w+ly\s+|also\s+|each\s+|all\s+|both\s+)*"
    r"(?:\w+ed\s*,?\s*(?:and\s+)?(?:\w+ed\s*,?\s*and\s+)?)?$",
    re.IGNORECASE,
)


def is_passive(
    voice: str, text: str, start: int, trigger_start: int, trigger_end: int, end: int
) -> bool:
    """Whether the defendant stands before the trigger ("was charged") and not behind it."""
    if voice == "either":
        if _AUXILIARY.search(text[max(start, trigger_start - 60) : trigger_start]):
            return True
        return bool(_PASSIVE_NEXT.match(text[trigger_end : min(end, trigger_end + 30)]))
    return voice == "passive"


def obj(chains: list[Chain], text: str, trigger_end: int, clause_end: int) -> Chain | None:
    """The chain behind an active trigger ("charging X, 29, with")."""
    for chain in chains:
        if chain.start < trigger_end:
            if chain.end > trigger_end:
                return chain
            continue
        gap = text[trigger_end : chain.start]
        if len(gap) > 60 or any(a.kind == "relative" for a in chain.actors):
            return None
        if _OBJECT_GAP.match(gap) and not all(a.official for a in chain.actors):
            return chain
        return None
    return None


def subject(
    chains: list[Chain],
    text: str,
    sentence_start: int,
    clause_start: int,
    trigger_start: int,
    trigger_end: int,
    sentence_end: int,
) -> Chain | None:
    """The chain before a passive or intransitive trigger, ``None`` where the sentence has none."""
    before = [c for c in chains if c.end <= trigger_start]
    if trigger_start - sentence_start < 25 and not before:
        for chain in chains:
            if chain.start >= trigger_end and _INVERTED.match(text[trigger_end : chain.start]):
                return chain
    before = [c for c in before if not all(a.official for a in c.actors)]
    if not before:
        return None
    here = [c for c in before if c.start >= clause_start]
    if here and here[0].actors[0].kind == "relative":
        antecedent = [c for c in before if c.end <= here[0].start]
        plain = [c for c in antecedent if c.actors[0].kind not in ("relative", "pronoun")]
        return plain[-1] if plain else here[0]
    for scope in (here, before):
        direct = [c for c in scope if not c.oblique and c.actors[0].kind != "relative"]
        if direct:
            return direct[0] if scope is here else direct[-1] if len(direct) == 1 else _main(direct)
    near = before[-1]
    # "the case against X, arrested in May": an oblique chain right at a participle is its subject
    if len(text[near.end : trigger_start]) < 60:
        return near
    return None


def _main(direct: list[Chain]) -> Chain:
    """Of several chains in the sentence's earlier clauses, the last one that names people."""
    named = [c for c in direct if any(a.kind in ("person", "one", "group") for a in c.actors)]
    return (named or direct)[-1]


def relative_count(actor: Actor) -> int | None:
    """The count of "two of whom", 0 for "all of whom" and the like."""
    return None
