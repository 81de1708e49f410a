"""The object of an undertaking's verb: its words and its head."""

from __future__ import annotations

import re

from extractor.events.undertakings.lexicon import verb_of

_WORD = re.compile(r"[$£€]?\d(?:[\d,.]*\d)?[MBK]?\b|[^\W\d_](?:[\w’'&/+-]|\.(?=\w))*|[,;:()—–]")
_REACH = 240  # characters of a phrase that are looked at
_LOOK = 18  # words behind a verb in which its object's head stands
# Words at which an object ends; "of" goes on where what stands before it only measures.
ENDS = frozenset(
    "to for with that which who in on at from by under between among across through into as and"
    " or will would has have is are was were , ; : ( ) — –".split()
)
# Nouns that name no thing themselves: "a series of", "the launch of", "changes to".
_MEASURES = frozenset(
    "number series set range package slate round total variety host pair dozen dozens hundreds"
    " thousands millions billions level levels amount amounts part launch release creation"
    " formation establishment opening reopening signing adoption issuance completion negotiation"
    " renewal extension declaration improvements changes amendments adjustments revisions"
    " updates".split()
)


def object_words(phrase: str) -> list[str]:
    """The words behind a verb in which its object's head stands, lower case.

    An inner verb is left out: of "increasing funding for", behind "proposed", the funding counts.
    """
    words = [m.group().casefold() for m in _WORD.finditer(phrase[:_REACH])][:_LOOK]
    while len(words) > 1 and (inner := verb_of(words[0])) is not None and inner.tag == "ing":
        if words[1] in ENDS:
            break
        words = words[1:]
    return words


def head_of(words: list[str]) -> tuple[str, str]:
    """The object's head noun and the noun before it; empty where there is none."""
    head = before = ""
    for at, word in enumerate(words):
        if word in ("of", "to") and (head in _MEASURES or not head):
            head = before = ""
            continue
        if word in ENDS or word == "of":
            if not head and at < 3:
                continue
            break
        inner = verb_of(word) if head else None
        if inner is not None and inner.tag == "ing":
            break
        before, head = head, word
    return head, before
