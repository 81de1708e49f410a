"""Noun phrases of a clause that may name who gains by it, and what governs each.

There is no parser: a phrase begins behind a *gate* (a preposition, a verb, a number of people, the
line's start) and ends before the first word that cannot belong to it. Names are taken whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.events.undertakings.lexicon import verbs
from extractor.records.context import Context

_TOKEN = re.compile(r"\$?\d(?:[\d,.]*\d)?|(?:[A-Z]\.){2,}|[^\W\d_](?:[\w’'&/+-]|\.(?=\w))*|[^\w\s]")
PREPOSITIONS = frozenset(
    "to for with of among across in between toward towards throughout against by on".split()
)
# Prepositions that may stand inside a phrase: "youth in Honduras", "victims of trafficking".
_INNER = frozenset("of in from across throughout within around along at".split())
_NEVER = frozenset(
    "by as on against since during through via under into onto upon about after before because"
    " until unless while if whether including such with which where when than per also and/or but"
    " so that"
    " thereby is are was were be been being has have had will would can could may might must"
    " should do does to for today yesterday tomorrow more it they we he she this these those then"
    " not".split()
)
_DETERMINERS = frozenset(
    "the a an our its their his her these those all any some such other each every additional new"
    " more most over than nearly about approximately almost roughly up at least some both"
    " several many no".split()
)
_RELATIVE = frozenset(
    "who whose whom affected displaced impacted seeking fleeing living facing suffering recovering"
    " experiencing struggling".split()
)
_CLAUSE_END = frozenset('. ; : ( ) — – [ ] • | “ ” "'.split())
_LONGEST = 16  # tokens of a phrase
_LIST_AHEAD = 16  # tokens behind a comma in which a list must show its "and"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase at ``start``/``end`` without its determiner and number.

    ``gate`` is what it hangs on ("to", "verb", "number", "possessive", "subject", "title"),
    ``governor`` the word before the gate, or the gate's own verb (lemma), ``distance`` the number
    of tokens from the trigger to it, ``counted`` says that a number of people stands before it.
    """

    start: int
    end: int
    gate: str
    governor: str = ""
    distance: int = 0
    counted: bool = False
    helping: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    lower: str
    start: int
    end: int


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    return [
        _Token(m.group(), m.group().casefold(), m.start(), m.end())
        for m in _TOKEN.finditer(text, start, end)
    ]


def phrases(context: Context, start: int, end: int, *, bare: bool = False) -> Iterator[Phrase]:
    """Phrases behind the gates in ``text[start:end]``, in order; with ``bare`` the one at
    ``start``, which has no gate."""
    tokens = _tokens(context.text, start, end)
    names = {m.start_char: m.end_char for m in context.mentions_in(start, end)}
    inside = {k for a, b in names.items() for k in range(a + 1, b)}
    dates = {d.start_char for d in context.dates_in(start, end)}
    lexicon = verbs()
    if bare:
        found = _phrase(tokens, 0, names, dates)
        if found is not None:
            first, last, counted = found
            yield Phrase(
                tokens[first].start,
                tokens[last].end,
                "subject",
                distance=len(tokens) - last,
                counted=counted,
            )
        return
    for i, token in enumerate(tokens):
        before = tokens[i - 1].lower if i else ""
        if token.start in inside:
            continue
        if token.lower in PREPOSITIONS:
            # "to" before a verb is an infinitive; that verb is a gate of its own
            if token.lower == "to" and _is_verb(tokens, i + 1):
                continue
            gate, governor = token.lower, before
        elif token.lower in lexicon and (i == 0 or not token.word[0].isupper()):
            gate, governor = "verb", lexicon[token.lower].lemma
        elif token.lower in _TELLING:
            gate, governor = "verb", "tell"
        elif token.word[0].isdigit() and before not in PREPOSITIONS and before not in lexicon:
            gate, governor = "number", before
            i -= 1
        else:
            continue
        found = _phrase(tokens, i + 1, names, dates)
        if found is None:
            continue
        first, last, counted = found
        if tokens[first].start in dates:
            continue
        helping = any(
            t.lower in ("help", "helping", "assist", "helped")
            for t in tokens[max(0, i - 1) : i + 1]
        )
        yield Phrase(tokens[first].start, tokens[last].end, gate, governor, first, counted, helping)
        owner = _owner(tokens, first, last)
        if owner is not None:
            yield Phrase(tokens[first].start, owner, "possessive", gate, first, counted, helping)


def _is_verb(tokens: list[_Token], i: int) -> bool:
    while i < len(tokens) and tokens[i].lower.endswith("ly"):
        i += 1
    if i >= len(tokens):
        return False
    verb = verbs().get(tokens[i].lower)
    if tokens[i].lower in _TELLING:
        return True
    return verb is not None and verb.tag == "base" and not tokens[i].word[0].isupper()


def _phrase(
    tokens: list[_Token], i: int, names: dict[int, int], dates: set[int]
) -> tuple[int, int, bool] | None:
    """First and last token of the phrase at ``i``, and whether a number stood before it."""
    counted = False
    while i < len(tokens) and (
        tokens[i].lower in _DETERMINERS
        or tokens[i].word[0].isdigit()
        or tokens[i].lower in _NUMBERS
    ):
        if (
            tokens[i].lower in ("those", "all")
            and i + 1 < len(tokens)
            and (
                tokens[i + 1].lower in _RELATIVE or tokens[i + 1].lower in ("in", "most", "hardest")
            )
        ):
            return i, _relative_end(tokens, i + 1) - 1, counted
        counted = counted or tokens[i].word[0].isdigit() or tokens[i].lower in _NUMBERS
        i += 1
    if i >= len(tokens) or _opens_a_clause(tokens, i):
        return None
    # a small number in words belongs to the phrase ("six towns"), figures do not
    first = i - 1 if i and tokens[i - 1].lower in _IN_WORDS and counted else i
    last = -1
    lexicon = verbs()
    while i < len(tokens) and i - first < _LONGEST:
        t = tokens[i]
        if t.start in names:
            stop = names[t.start]
            while i + 1 < len(tokens) and tokens[i + 1].start < stop:
                i += 1
            last = i
            i += 1
            continue
        if t.word in _CLAUSE_END or t.word == "$" or t.word[0] == "$":
            break
        if t.word == ",":
            if last < first or not _list_goes_on(tokens, i, names):
                break
            i += 1
            continue
        if t.lower in ("and", "or", "&"):
            if last < first or _clause_starts(tokens, i + 1):
                break
            i += 1
            continue
        if t.lower in _INNER and last >= first:
            if (
                i + 1 >= len(tokens)
                or tokens[i + 1].start in dates
                or (tokens[i + 1].lower in lexicon and lexicon[tokens[i + 1].lower].tag == "ing")
            ):
                break
            i += 1
            while i < len(tokens) and tokens[i].lower in _DETERMINERS:
                i += 1
            continue
        if t.lower in _RELATIVE and last >= first and t.lower != "living":
            i = _relative_end(tokens, i)
            last = i - 1
            break
        if t.lower in _DETERMINERS and last == i - 1:
            break
        if t.lower in _NEVER or (last < first and t.lower in _RELATIVE | PREPOSITIONS):
            break
        if not t.word[0].isalnum():
            break
        verb = lexicon.get(t.lower)
        if (
            verb is not None
            and last >= first
            and not t.word[0].isupper()
            and (
                verb.tag in ("ing", "ed")
                or (t.lower not in _NOUNS_TOO and (verb.tag == "base" or _verb_like(tokens, i)))
            )
        ):
            break
        last = i
        i += 1
    return (first, last, counted) if last >= first else None


def _opens_a_clause(tokens: list[_Token], i: int) -> bool:
    """Whether a verb and no noun stands at ``i``: "to help [address the causes]"."""
    t = tokens[i]
    if t.lower.endswith("ly"):
        return True
    verb = verbs().get(t.lower)
    if verb is None or t.word[0].isupper() or t.lower in _NOUNS_TOO:
        return False
    return verb.tag == "base" or (verb.tag in ("ing", "ed") and _verb_like(tokens, i))


def _verb_like(tokens: list[_Token], i: int) -> bool:
    """Whether the word at ``i`` is followed as a verb is: by a determiner or its object."""
    following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    return following in ("the", "a", "an", "their", "its", "our", "his", "her", "to", "these")


def _list_goes_on(tokens: list[_Token], i: int, names: dict[int, int]) -> bool:
    """Whether the comma at ``i`` stands in a list of nouns: an "and" follows before any verb."""
    lexicon = verbs()
    for k in range(i + 1, min(len(tokens), i + 1 + _LIST_AHEAD)):
        t = tokens[k]
        if t.lower in ("and", "or"):
            if k == i + 1 and _subject_starts(tokens, k + 1):
                return False
            return not _clause_starts(tokens, k + 1)
        if t.word in _CLAUSE_END or t.lower in _NEVER or t.lower in PREPOSITIONS:
            return False
        if k == i + 1 and t.lower in lexicon and not t.word[0].isupper():
            return False
    return False


def _clause_starts(tokens: list[_Token], i: int) -> bool:
    """Whether a verb, not a noun, stands at ``i`` behind "and"."""
    while i < len(tokens) and tokens[i].lower.endswith("ly"):
        i += 1
    if i >= len(tokens):
        return True
    t = tokens[i]
    if t.word[0].isdigit() or t.word[0] == "$" or t.lower in _NEVER or t.lower in PREPOSITIONS:
        return True
    verb = verbs().get(t.lower)
    if verb is None or t.word[0].isupper():
        return False
    return verb.tag in ("ed", "ing") or (
        i + 1 < len(tokens) and tokens[i + 1].lower not in ("and", "or", ",", ".", "in", "of")
    )


def _subject_starts(tokens: list[_Token], i: int) -> bool:
    """Whether the phrase at ``i`` behind ", and" is the subject of another clause: a finite verb
    follows it before anything but "of"."""
    lexicon = verbs()
    for k in range(i, min(len(tokens), i + _SUBJECT)):
        t = tokens[k]
        if t.lower in _FINITE:
            return k > i
        if t.word in _CLAUSE_END or t.word == "," or t.lower in ("and", "or"):
            return False
        if (t.lower in PREPOSITIONS or t.lower in _INNER) and t.lower != "of":
            return False
        verb = lexicon.get(t.lower)
        if verb is not None and verb.tag == "ed" and k > i and not t.word[0].isupper():
            following = tokens[k + 1] if k + 1 < len(tokens) else None
            return following is not None and (
                following.lower in _DETERMINERS or following.word[0].isdigit()
            )
    return False


def _relative_end(tokens: list[_Token], i: int) -> int:
    k = i
    while k < len(tokens) and k - i < 10:
        if tokens[k].word in _CLAUSE_END or tokens[k].word == ",":
            break
        k += 1
    return k


def _owner(tokens: list[_Token], first: int, last: int) -> int | None:
    """Where the phrase's possessor ends, without its "’s"."""
    for k in range(last, first - 1, -1):
        m = re.search(r"(?:[’']s|(?<=s)[’'])$", tokens[k].word)
        if m and k < last:
            return tokens[k].start + m.start()
    return None


# Verbs of telling, which the lexicon of undertakings lacks: whom they tell may gain by it.
_TELLING = frozenset("warn warning alert alerting remind inform informing notify".split())
# Base forms that are nouns as often.
_NOUNS_TOO = frozenset(
    "aid award budget design exchange fund grant guide help list loan match mission plan post"
    " program project purchase report research return review share support train treat work"
    " workshop order ban cap block permit transfer force monitor target center team staff host"
    " visit".split()
)
_FINITE = frozenset("has have had is are was were will would".split())
_SUBJECT = 12  # tokens of a subject behind "and" in which its verb is looked for
_IN_WORDS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())
_NUMBERS = _IN_WORDS | frozenset(
    "dozen dozens hundred hundreds thousand thousands million millions billion billions".split()
)
