"""Companies, other bodies and armed groups told by what stands beside an unknown name.

Each search starts from words that are cheap to find (", a", a noun before a capital) and looks at
a bounded stretch on either side, so that the whole is linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import ahocorasick

from extractor.names.gazetteer import nationalities, phrases, words
from extractor.names.grammar import UPPER, Found, breaks
from extractor.names.text import fold

_WORD = rf"(?:[{UPPER}]\w*(?:[-’'&/.]\w+)*|[a-z]{{1,2}}[{UPPER}]\w+)"
_JOINED = r"(?: (?:(?:of|for|on)(?: the)?|and|&|de|del|la|al|ul|el|wal|bin|do|da|van|von|e))?"
_NAME = rf"{_WORD}(?:{_JOINED} {_WORD}){{0,8}}(?:[.,]{{0,2}} (?:Inc|Ltd|Co|Corp|LLC)\b\.?){{0,2}}"
_AHEAD = re.compile(rf"(?:the )?[“\"‘']?(?P<name>{_NAME})")
# A name at the end of a stretch, behind it an acronym in parentheses at most
_BEHIND = re.compile(rf"(?<![\w.’'-])(?P<name>{_NAME})[”\"’']?(?:,? \([^()]{{1,60}}\))?$")
_REACH = 110  # characters before an apposition in which a name is looked for

# What may stand between the article and the noun: no word that makes it the noun of something else
_ADJECTIVES = (
    r"(?:(?!(?:of|who|that|which|whose|in|to|for|with|by|from|as|at|on|and his|members?)[ ,])"
    r"[\w’'&./-]+,? ){0,8}?"
)
# What may follow the noun, so that it is no adjective itself ("a company executive")
_NO_ADJECTIVE = (
    r"(?=[,.;:)”\n]|$| \(| (?:that|which|whose|in|of|based|located|with|and|for|owned|controlled|by"
    r"|operating|headquartered|responsible|known|involved|to|on|from|at|who|linked|tied|affiliated"
    r"|registered|incorporated|founded|working|engaged|associated|used|run)\b)"
)
_OFFICERS = (
    "CEO CFO COO chief_executive chief_executive_officer Chief_Executive_Officer"
    " chief_financial_officer Chief_Financial_Officer founder shareholder shareholders subsidiary"
    " subsidiaries affiliate affiliates executive executives general_manager managing_director"
    " managing_partner"
)
_VERBS = "designated designating designates sanctioned sanctioning sanctions"
_TO_NAME = re.compile(r"(?:,? (?:called|named|known as))?(?:,? the)? (?=[“\"‘A-Z])")
_AS_TERRORIST = re.compile(
    r"[”\"]?(?: \([^()]{1,60}\))? as (?:an? )?"
    r"(?:Specially Designated Global|Foreign Terrorist|SDGT|FTO)"
)
_UNDER = re.compile(r"[”\"]?(?: \([^()]{1,60}\))?,? (?:pursuant to|under (?:E\.O|Executive)|for )")
# Two words written as one; surnames are written so, too ("McAdams", "DeLuca")
_CAMEL = re.compile(
    rf"(?<![\w.@/’'-])(?!Ma?c|(?:D[aeiu]|L[aeo]|Von|Van|Fitz|Mid)[{UPPER}])"
    rf"[{UPPER}][a-z]+[{UPPER}]\w+(?![\w@]|\.[a-z])"
)
_LABELS = (("CARTEL", "armed_group_nouns"), ("ORG", "org_nouns"))


def _nouns(name: str) -> list[str]:
    """The nouns of a list and their plurals, the longest first."""
    forms = set(phrases(name))
    for word in phrases(name):
        forms |= {word + "s", word + "es", word.removesuffix("y") + "ies"}
    return sorted(forms, key=lambda form: (-len(form), form))


@cache
def _apposition() -> re.Pattern[str]:
    """What a name is said to be behind it: "Alder, a shipping company"; the group is the label."""
    kinds = "|".join(
        f"(?P<{label}>{'|'.join(map(re.escape, _nouns(name)))})" for label, name in _LABELS
    )
    return re.compile(
        r"(?:,| is| was|, which is| are) (?:an?|the|one of [\w’']+|another|both|its|their) "
        rf"{_ADJECTIVES}(?:{kinds}){_NO_ADJECTIVE}"
    )


@cache
def _cues() -> ahocorasick.Automaton:
    """Words before a name that tell what it is, each with its length, label and source."""
    cues = dict.fromkeys(_VERBS.split(), ("", "designated"))
    for word in _OFFICERS.replace("_", "\t").split(" "):
        for joint in ("of", "at"):
            cues[f"{word} {joint}".replace("\t", " ")] = ("ORG", "officer-of")
    for label, name in reversed(_LABELS):
        cues |= dict.fromkeys(_nouns(name), (label, "noun-before"))
    automaton = ahocorasick.Automaton()
    for cue, (label, source) in cues.items():
        automaton.add_word(cue, (len(cue), label, source))
    automaton.make_automaton()
    return automaton


def _before(text: str) -> Iterator[tuple[re.Match[str], str, str]]:
    """Names with a cue before them: "the shipping company Alder", "CEO of Alder"."""
    longest: dict[int, tuple[int, str, str]] = {}
    for last, cue in _cues().iter(text):
        start = last + 1 - cue[0]
        if (not start or not (text[start - 1].isalnum() or text[start - 1] in "-_")) and (
            last + 1 not in longest or cue[0] > longest[last + 1][0]
        ):
            longest[last + 1] = cue
    for at, (_, label, source) in longest.items():
        if (gap := _TO_NAME.match(text, at)) and (name := _AHEAD.match(text, gap.end())):
            yield name, label, source


def find(text: str) -> Iterator[Found]:
    """Names that their context gives a label; they may overlap."""
    for m in _apposition().finditer(text):
        begin = max(0, m.start() - _REACH)
        if name := _BEHIND.search(text[begin : m.start()]):
            start, end = name.span("name")
            yield from _cut(text, begin + start, begin + end, str(m.lastgroup), "apposition")
    for name, label, source in _before(text):
        start, end = name.span("name")
        if label:
            yield from _cut(text, start, end, label, source)
        elif fold(name["name"].split()[0]) not in _given():
            if _AS_TERRORIST.match(text, end):
                yield from _cut(text, start, end, "CARTEL", source)
            elif _UNDER.match(text, end):
                yield from _cut(text, start, end, "ORG", source)
    camels = list(_CAMEL.finditer(text))
    often = Counter(m[0] for m in camels)
    for m in camels:
        if often[m[0]] > 1:  # what stands there once may be a lost space
            yield Found(*m.span(), "ORG", "camel")


def _cut(text: str, start: int, end: int, label: str, source: str) -> Iterator[Found]:
    """The name without the words that open a sentence, and up to those that end a name."""
    for stop in breaks().finditer(text, start, end):
        if stop.start() > start:
            end = stop.start() - 1
            break
        start = stop.end() + 1
    if text[end - 2 : end] in ("’s", "'s"):
        end -= 2
    if end - start > 1 and fold(text[start:end]) not in _no_names():
        yield Found(start, end, label, source)


@cache
def _given() -> frozenset[str]:
    return words("given_names") | words("person_titles")


@cache
def _no_names() -> frozenset[str]:
    """Capitalised words that are no name when they stand alone."""
    return words("never_in_names") | words("person_titles") | frozenset(map(fold, nationalities()))
