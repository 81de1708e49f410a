"""Where the phrase of an undertaking ends."""

from __future__ import annotations

import re

Token = tuple[str, int, int]  # as written, start, end
MONEY = "$£€"

ADVERB = re.compile(
    r"(?!(?:fami|supp|assemb|ita|ju|app|rep|re|comp|al|ral|f|monopo|tal)ly$)\w+ly$"
    r"|^(?:also|further|now|then|again|already|even|together|first|hereby|thereby|once|soon)$"
)

FINITE = frozenset(
    "is are was were be been being am has have had having will shall would can could may might must"
    " should".split()
)
# Words before a number that tell how exact it is, or that it comes on top of another.
HEDGES = frozenset(
    "more than over nearly about approximately almost roughly some up to at least an additional"
    " another".split()
)
_HARD = frozenset(";:—–")
_OPENERS = frozenset(
    "which who where while as after before because although though when including such with thereby"
    " thus so among since whereas notably namely particularly especially".split()
)
# Words at which a long phrase may be cut, and the number of words from which it is.
_SOFT = {"to": 10, "that": 10, "through": 10, "in": 11, "with": 11, "for": 13, "on": 13, "by": 11}
_SOFT_COMMA = 13
_TOLD = 3  # words from which a phrase may end before a relative clause
_AUXILIARY = frozenset("will would shall can could may is are was were has have had".split())
_LONGEST = 19


def phrase_end(
    tokens: list[tuple[str, int, int]], lower: list[str], i: int, stops: set[int]
) -> int:
    """Index of the first token behind the phrase of the verb at token ``i``.

    The phrase ends with its clause; one of many words ends before a purpose, a relative clause or a
    phrase of place or time, where people who sum up a deed in a table stop writing.
    """
    last = len(tokens)
    count = 0
    amounts = lower[i][0] in MONEY
    for k in range(_past_aside(lower, i + 1), last):
        word = lower[k]
        count += word[0].isalnum() or word[0] in MONEY
        following = lower[k + 1] if k + 1 < last else ""
        if word[0] in MONEY and len(word) > 1:
            at = k
            while at > i + 1 and lower[at - 1] in HEDGES:
                at -= 1
            if amounts and lower[at - 1] in (",", "and", "or", "(", "as"):
                return _trimmed(lower, i, at)
            amounts = True
        if word == "to" and lower[i - 1] == "to" and lower[k - 1] in (",", "and") and count > 2:
            return _trimmed(lower, i, k)  # the infinitive is taken up again
        if word in ("and", "but") and count > 1 and _is_predicate(lower, k):
            return _trimmed(lower, i, k)
        if word in _HARD or k in stops or (word in ".!?" and k >= last - 2):
            return _trimmed(lower, i, k)
        if word == "," and lower[k - 2] == "," and lower[k - 1].isdigit():
            continue  # "on May 4, 2021, as": the comma belongs to the date
        if word == "," and (
            following in _OPENERS
            or (following.endswith("ing") and k + 2 < last and lower[k + 2] not in (",", "and"))
            or following in _NEW_CLAUSE
            or count >= _SOFT_COMMA
            or _is_apposition(tokens, k)
            or _is_clause(tokens, lower, k)
        ):
            return k
        if word == "that" and count > _TOLD and following in _AUXILIARY:
            return _trimmed(lower, i, k)  # "a fund that will pay": what the thing does
        if count > _SOFT.get(word, 99) or count > _LONGEST:
            return _trimmed(lower, i, k)
        if word in ("today", "yesterday", "tomorrow") and count > 4:
            return k
    return last


# Pronouns with which, behind a comma, the main clause begins: "created in 2010, it has filed".
_NEW_CLAUSE = frozenset("it we they he she i there".split())


def _is_clause(tokens: list[Token], lower: list[str], k: int) -> bool:
    """Whether a clause with a subject of its own follows the comma at ``k``: ", and Alba has",
    ", and 40 wells were"."""
    if lower[k + 1 : k + 2] not in (["and"], ["but"]) or k + 3 >= len(tokens):
        return False
    opening = tokens[k + 2][0][0]
    if opening.isdigit() or opening in MONEY:
        return any(w in FINITE for w in lower[k + 3 : k + 9])
    if not (opening.isupper() or lower[k + 2] == "the"):
        return False
    return any(w in FINITE for w in lower[k + 3 : k + 6])


def _is_predicate(lower: list[str], k: int) -> bool:
    """Whether a second predicate follows the "and" at ``k``: "and will also build"."""
    at = k + 1
    while at < len(lower) and ADVERB.match(lower[at]):
        at += 1
    return at + 1 < len(lower) and lower[at] in _SECOND


# Auxiliaries that begin a predicate; "be" and "been" go on one.
_SECOND = frozenset(
    "will would shall is are was were has have had can could may must should".split()
)


def _is_apposition(tokens: list[Token], k: int) -> bool:
    """Whether the comma at ``k`` parts a name from what it is: "the Ports Act, the first"."""
    if k + 2 >= len(tokens) or tokens[k + 1][0] not in ("the", "a", "an"):
        return False
    before = tokens[k - 1][0]
    return (before[0].isupper() or before == "law") and tokens[k + 2][0][0].islower()


def _trimmed(lower: list[str], i: int, k: int) -> int:
    while k > i + 1 and (
        lower[k - 1] in (",", "and", "or", "to", "(", "but")
        or ADVERB.match(lower[k - 1]) is not None
    ):
        k -= 1
    return k


_ASIDE = 8  # tokens of an aside between commas


def _past_aside(lower: list[str], k: int) -> int:
    """The token behind an aside that parts a verb from its object: "launched, with Mexico, a"."""
    if lower[k : k + 1] == [","] and lower[k + 1 : k + 2] in _ASIDE_OPENERS:
        for at in range(k + 2, min(len(lower), k + _ASIDE)):
            if lower[at] == ",":
                return at + 1
    return k


_ASIDE_OPENERS = (["with"], ["in"], ["through"], ["together"], ["along"], ["under"], ["for"])
