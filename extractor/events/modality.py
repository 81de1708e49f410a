"""Whether a clause's fact happened: done, promised, alleged, possible, negated or background."""

from __future__ import annotations

import re

from extractor.types import Modality

_NEGATED = re.compile(
    r"\b(?:not|never|no longer|without|n[’']t|neither|nor|failed to|declined to|acquitted|dismissed)\b",
    re.I,
)
_POSSIBLE = re.compile(
    r"\b(?:could|would|may|might|if (?:convicted|found)|maximum|up to|faces?|facing|statutory|mandatory"
    r" minimum|in order to|aims? to|seeks? to|intends? to|hopes? to|designed to|able to)\b",
    re.I,
)
_PROMISED = re.compile(
    r"\b(?:will|shall|plans? to|planned|is to|are to|to be|commit(?:s|ted)? to|pledge[sd]?|agree[sd]? to"
    r"|intends? to|going to|expects? to|announced (?:plans|its intention))\b",
    re.I,
)
_ALLEGED = re.compile(r"\b(?:alleg\w+|accus\w+|according to the|purported\w*|suspected)\b", re.I)


def modality_of(
    text: str, sentence_start: int, left: int, start: int, end: int, right: int
) -> Modality:
    """The modality of the trigger ``text[start:end]`` inside its clause ``text[left:right]``."""
    near = text[max(left, start - 60) : end]
    if _NEGATED.search(near):
        return "negated"
    if _POSSIBLE.search(near):
        return "possible"
    if _PROMISED.search(near):
        return "promised"
    if _ALLEGED.search(text, left, right):
        return "alleged"
    return "done"
