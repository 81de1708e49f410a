"""Whom a legal event is about: the chain of actors that is the trigger's subject or object."""

from __future__ import annotations

import re

from extractor.records.legal.chains import Chain

_INVERTED = re.compile(
    r"(?:[^.]{0,120}?)\b(?:was|were|is|are|include[sd]?)\s*:?\s*(?:(?:the\s+following|as\s+follows)\s*:?\s*)?$",
    re.IGNORECASE,
)
_OBJECT_GAP = re.compile(
    r"\s*(?:[:,]\s*)?(?:in\s+(?:\w+\s+){1,4})?"
    r"(?:(?!(?:to|for|with|in|on|by|at|from|after|before|that|which|who|said|as|was|were|is|are)\b)"
    r"[\w’'“”\".-]+,?\s+){0,8}[“\"(]?",
    re.IGNORECASE,
)
_HAS_AUXILIARY = re.compile(
    r"(?:was|were|been|being|is|are|be|has|have|plea|pled)\b", re.IGNORECASE
)
# What may stand between a noun and a participle behind it: "X, 29, of Reno, arrested in May".
_BESIDE = re.compile(
    r"(?:\s*,[^.;]{0,80},|\s*\([^)]{0,40}\)|\s*,)?\s*(?:who\s+)?"
    r"(?:(?:has|have|had|was|were|is|are|been|recently|previously|also|since|already|\w+ly)\s+)*",
    re.IGNORECASE,
)


def direct_object(chains: list[Chain], text: str, trigger_end: int) -> Chain | None:
    """The chain behind an active trigger ("charging X, 29, with")."""
    for chain in chains:
        if chain.end <= trigger_end:
            continue
        gap = text[trigger_end : chain.start]
        if chain.kind == "relative" or len(gap) > 80 or chain.official:
            return None
        return chain if _OBJECT_GAP.fullmatch(gap) else None
    return None


def subject(
    chains: list[Chain],
    text: str,
    sentence_start: int,
    clause_start: int,
    trigger_start: int,
    trigger_end: int,
    previous: int,
) -> Chain | None:
    """The chain before a passive or intransitive trigger, ``None`` where the sentence has none.

    ``previous`` is where the sentence's trigger before this one begins: a relative pronoun before
    it belongs to that one.
    """
    before = [c for c in chains if c.end <= trigger_start and not c.official]
    if not before:
        first = next(
            (c for c in chains if c.start >= trigger_end and not c.oblique and not c.official), None
        )
        if first is None or trigger_start - sentence_start > 25:
            return None
        # "Also charged were X and Y"; "In pleading guilty, X admitted"
        gap = text[trigger_end : first.start]
        gerund = text[trigger_start:trigger_end].casefold().startswith(("pleading", "being"))
        return first if _INVERTED.fullmatch(gap) or gerund else None
    near = before[-1]
    if near.kind != "relative" and _BESIDE.fullmatch(text, near.end, trigger_start):
        # "one of 26 defendants charged in": a participle belongs to the noun beside it
        reduced = not text[near.end : trigger_start].strip() and not _HAS_AUXILIARY.match(
            text, trigger_start
        )
        if not near.oblique or (reduced and near.kind in ("group", "definite", "one")):
            return near
    here = [c for c in before if c.start >= clause_start]
    pronouns = [c for c in before if c.kind == "relative" and c.start >= previous]
    if pronouns and (near is pronouns[-1] or (here and here[0].kind == "relative")):
        plain = [
            c
            for c in before
            if c.end <= pronouns[-1].start and c.kind not in ("relative", "pronoun")
        ]
        return plain[-1] if plain else None
    for scope in (here, before):
        direct = [c for c in scope if not c.oblique and c.kind != "relative"]
        if direct:
            return direct[0] if scope is here else direct[-1]
    return near if _BESIDE.fullmatch(text, near.end, trigger_start) else None
