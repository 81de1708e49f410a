"""Who speaks in a release: whom "we", "I", "the Administration" and "the two sides" stand for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cache

from extractor.events.undertakings.lexicon import verbs
from extractor.events.undertakings.subjects import BODY
from extractor.names.gazetteer import places
from extractor.records.context import Context, once
from extractor.types import Mention

# Between two coordinated actors: nothing but commas, "and", an acronym in parentheses, a title.
JOINS = re.compile(
    r"[\s,]*(?:\([^)]{1,40}\))?[\s,]*(?:and|&|,|together with|along with|in partnership with"
    r"|in coordination with|in cooperation with|through)?[\s,]*(?:the|its|then-)?\s*"
    r"(?:(?:[A-Z][\w.’'-]*|of|for|the)\s+){0,6}(?:\([^)]{1,40}\))?\s*$"
)
US = re.compile(r"(?<![\w.])(?:U\.S\.|U\.S|US)(?![\w.])")
# "The Budget invests": what a budget does, the administration that proposes it does.
_BUDGET = re.compile(r"\bbudget\b", re.I)
_FACTS = re.compile(r"\W*fact sheet\b", re.I)
_SPEAKER = re.compile(r"[A-Z][A-Z .’'-]+:$")
_BYLINE = 400  # characters from the start of a release in which its author is named
_FOREIGN_HEAD = re.compile(r"[A-Z][a-z]+(?:n|ese|ish|i|ch)\s+$")
_LEADERS = re.compile(r"\b(?:leaders|presidents|ministers|secretary|both)\b", re.I)
_OFFICE = re.compile(
    r"\b(?:President|Secretary|Attorney General|Minister|Governor|Administrator|Director"
    r"|Ambassador)[\w\s.]{0,24}$"
)
_BYLINE_OFFICE = re.compile(
    r",\s+(?:[A-Z]\w+\s+)?(?:Secretary|Under Secretary|Assistant Secretary|Spokesperson|Department"
    r" Spokesperson|Administrator|Ambassador|Attorney General|Director|President)\b"
)
JOINT = re.compile(
    r"\b(?:joint|bilateral|trilateral|dialogue|summit|ministerial|declaration|partnership|committee|G7|leaders)\b",
    re.I,
)
_COLLECTIVE = frozenset(
    "group committee council coalition commission county city university board authority union"
    " mission organization alliance".split()
)
_OWN = re.compile(r"(?:Biden|Trump|Obama|Bush|Harris|Clinton)[\w-]*\s+Administration$", re.I)


@dataclass(frozen=True, slots=True)
class Actors:
    """Names of those who act, and where in the text they stand (the first of them)."""

    names: tuple[str, ...]
    start: int | None = None
    end: int | None = None
    source: str = "rule:subject"


def we(context: Context, words: str, at: int) -> tuple[str, ...]:
    """Who "we" or "the two leaders" at ``at`` are."""
    title = context.release.title or ""
    if _LEADERS.search(words):
        people = _in_title(context)
        if len(people) >= 2:
            return people[:3]
    alone = words.casefold() in ("we", "our")
    if JOINT.search(title) or not alone:
        joint = parties(context, title, lone=False)
    else:
        joint = signatories(context)
    if joint:
        return joint
    if alone and context.release.issuer == "White House" and _FACTS.match(title):
        return (administration(context),)
    if alone:
        said = author(context, at)
        office = _office_of(context, said) if said else ""
        if "State" in (context.release.issuer or "") or _OF_STATE.search(office):
            return ("United States",)
        if re.search(r"\bpresident\b", office, re.I):
            return (administration(context),)
    return speakers(context).names


def _office_of(context: Context, said: Actors) -> str:
    """The words around an official's name in which the office stands."""
    if said.start is None or said.end is None:
        return ""
    byline = _BYLINE_OFFICE.match(context.text, said.end)
    return context.text[max(0, said.start - 30) : said.start] + (byline[0] if byline else "")


_OF_STATE = re.compile(r"secretary|department spokesperson", re.I)


@once
def _in_title(context: Context) -> tuple[str, ...]:
    title = context.release.title or ""
    people = (m.text for m in context.mentions if m.label == "PERSON" and m.text in title)
    return tuple(dict.fromkeys(people))


def author(context: Context, at: int) -> Actors | None:
    """Who says "I" at ``at``: the speaker of a transcript, the official of the title or byline."""
    index = context.sentence_index(at)
    for lead in context.leads(index):
        if _SPEAKER.fullmatch(context.words(lead)):
            s = context.sentences[lead]
            for m in context.mentions_in(s.start_char, s.end_char, "PERSON"):
                return Actors((context.fullest(m).text,), m.start_char, m.end_char, "rule:author")
    return _signer(context)


@once
def _signer(context: Context) -> Actors | None:
    """Whose text it is: the official of the title, of the byline, of the signature."""
    text = context.text
    title = context.release.title or ""
    people = [m for m in context.mentions if m.label == "PERSON"]
    for m in people:
        place = title.find(m.text)
        if place >= 0 and _OFFICE.search(title, 0, place):
            return Actors((context.fullest(m).text,), m.start_char, m.end_char, "rule:author")
    for m in people:
        if m.start_char > _BYLINE:
            break
        if _BYLINE_OFFICE.match(text, m.end_char):
            return Actors((m.text,), m.start_char, m.end_char, "rule:author")
    for m in reversed(people):  # a signature is the last line
        if not text[m.end_char :].strip() and m.text.isupper():
            return Actors((m.text,), m.start_char, m.end_char, "rule:author")
    if "White House" in (context.release.issuer or ""):
        return Actors(("President",), source="rule:author")
    return None


def named(context: Context, head: str, before: int) -> str | None:
    """The last name before ``before``, or else the first of all, that holds the word ``head``."""
    head = head.casefold()
    if head in ("administration", "budget"):
        return administration(context)
    fitting = _bearers(context, head)
    if not fitting:
        return "President" if head == "president" else None
    last = bisect_right(fitting, before, key=lambda m: m.start_char)
    bearer = fitting[max(0, last - 1)]
    return titled(context, bearer) if bearer.label == "PERSON" else context.fullest(bearer).text


def titled(context: Context, m: Mention) -> str:
    """A name; that of a president with the title that stands before it."""
    if m.label != "PERSON":
        return m.text
    title = _PRESIDENT.search(context.text, max(0, m.start_char - 20), m.start_char)
    return f"{title[1]} {m.text}" if title else m.text


_PRESIDENT = re.compile(r"\b((?:Vice )?President) $")


@once
def _bearers(context: Context, head: str) -> list[Mention]:
    """The names, in text order, that "the ``head``" may mean."""
    if head in ("president", "secretary", "attorney general", "vice president"):
        fitting = []
        for m in context.mentions:
            ahead = context.text[max(0, m.start_char - 40) : m.start_char].rstrip()
            # "Russian President X" is not "the President" of an American release
            if (
                m.label == "PERSON"
                and ahead.casefold().endswith(head)
                and not _FOREIGN_HEAD.search(ahead[: len(ahead) - len(head)])
            ):
                fitting.append(m)
        return fitting
    labels = ("AGENCY", "ORG", "PLACE", "PROGRAM") if head in _COLLECTIVE else ("AGENCY",)
    word = re.compile(rf"\b{head}\b", re.I)
    return [
        m
        for m in context.mentions
        if m.label in labels and word.search(m.text) and m.text.casefold() != head
    ]


@once
def administration(context: Context) -> str:
    """The administration that the release names, else the word alone."""
    for m in context.mentions:
        if m.label == "AGENCY" and _OWN.search(m.text):
            return m.text
    return "Administration"


@once
def united_states(context: Context) -> str:
    """The United States as the release names its government, else by its name."""
    for m in context.mentions:
        if m.label == "AGENCY" and m.text.casefold() in (
            "u.s. government",
            "united states government",
        ):
            return m.text
    return "United States"


@cache
def countries() -> frozenset[str]:
    """Names of states and of the European Union, lower case."""
    return frozenset(
        name.casefold()
        for p in places().values()
        if p.kind == "country"
        for name in (p.name, *p.aliases)
    ) | {"eu", "european union"}


@once
def speakers(context: Context) -> Actors:
    """Who speaks: the parties of a joint text, the official of the title, the issuing agency."""
    title = context.release.title or ""
    if JOINT.search(title):
        found = parties(context, title)
        if found:
            return Actors(found, source="rule:parties")
    state = _state_of(context, title)
    if state:
        return state
    for m in context.mentions:
        at = title.find(m.text)
        if at < 0:
            continue
        if m.label == "PERSON" and _OFFICE.search(title, 0, at):
            if _BUDGET.search(title, at):
                return Actors((administration(context),), source="rule:budget")
            return Actors((m.text,), m.start_char, m.end_char, "rule:title")
        if m.label == "AGENCY" and m.text.endswith("dministration"):
            return Actors((m.text,), m.start_char, m.end_char, "rule:title")
    for m in context.mentions:
        if m.label == "AGENCY" and m.text.endswith("-Harris Administration"):
            return Actors((m.text,), m.start_char, m.end_char, "rule:first")
    for m in context.mentions:
        if m.label == "AGENCY" and (at := title.find(m.text)) >= 0 and _leads(title[:at]):
            return Actors((m.text,), m.start_char, m.end_char, "rule:title")
    if context.release.issuer == "White House":
        names = [m.text for m in context.mentions if m.label == "AGENCY"]
        for name in names:
            if name.casefold() in ("u.s. government", "united states government"):
                return Actors((name,), source="rule:government")
        return Actors((administration(context),), source="rule:issuer")
    issuer = context.release.issuer
    if issuer and not _BYLINE_OFFICE.search(issuer):
        return Actors((issuer,), source="rule:issuer")
    agencies = Counter(m.text for m in context.mentions if m.label == "AGENCY")
    if agencies:
        often = max(agencies, key=lambda name: agencies[name])
        return Actors((often,), source="rule:often")
    for label in ("ORG", "PLACE"):
        for m in context.mentions:
            if m.label == label and (label == "PLACE" or _is_union(m)):
                return Actors((m.text,), m.start_char, m.end_char, "rule:first")
    return Actors(())


def _state_of(context: Context, title: str) -> Actors | None:
    """The country that opens a title and acts in it: "Alba boosts", "Alba and Brea sign"."""
    opening = _GENRE.sub("", title).lstrip()
    for m in context.mentions:
        if m.label == "PLACE" and opening.startswith(m.text) and m.text.casefold() in countries():
            verb = _WORD.match(opening, len(m.text))
            if verb and getattr(verbs().get(verb[1].casefold()), "tag", "") in ("s", "base"):
                return Actors((m.text,), m.start_char, m.end_char, "rule:title")
            return None
    return None


_WORD = re.compile(r"\s+([A-Za-z]+)\b")


def _is_union(m: Mention) -> bool:
    """Whether an organisation is one of governments, not a company: the lexicon or its name says
    so."""
    return m.source == "lexicon" or BODY.search(m.text) is not None


@once
def parties(context: Context, title: str, lone: bool = True) -> tuple[str, ...]:
    """The states of a joint text: named in its title, or else most often named as a group."""
    if "g7" in title.casefold() or "group of seven" in title.casefold():
        return ("G7",)
    known = countries()
    states = [
        m for m in context.mentions if m.label in ("PLACE", "ORG") and m.text.casefold() in known
    ]
    found = {m.text: None for m in states if m.text in title}
    if US.search(title) or "United States" in title:
        found.setdefault("United States")
    if len(found) >= 2:
        return tuple(found)[:4]
    signed = signatories(context)
    if signed:
        return signed
    groups: Counter[tuple[str, ...]] = Counter()
    group: list[Mention] = []
    for m in [*states, None]:
        if m and group and JOINS.match(context.text, group[-1].end_char, m.start_char):
            group.append(m)
            continue
        if len(group) >= 2:
            groups[tuple(sorted({x.text for x in group}))] += 1
        group = [m] if m else []
    ours = {g: n for g, n in groups.items() if "United States" in g or any(x in title for x in g)}
    if ours:
        return max(ours, key=lambda g: (ours[g], "United States" in g))
    if lone and len(found) == 1 and (us := "United States") not in found:
        return (*found, us)
    return ()


@once
def signatories(context: Context) -> tuple[str, ...]:
    """The states in whose name a text says that it speaks: "We, the ministers of Alba and Brea",
    "the following statement was issued by the Governments of Alba and Brea"."""
    text, known = context.text, countries()
    longest: dict[str, None] = {}
    for m in _SIGNED.finditer(text, 0, _PREAMBLE):
        if text[m.start()] != "W" and not _A_TEXT.search(text, max(0, m.start() - 250), m.start()):
            continue
        names: dict[str, None] = {}
        end = m.end()
        for x in context.mentions_in(m.end(), m.end() + _PREAMBLE, "PLACE", "ORG"):
            if x.text.casefold() not in known or not JOINS.match(text, end, x.start_char):
                break
            names.setdefault(x.text)
            end = x.end_char
        longest = max(longest, names, key=len)
    return tuple(longest) if len(longest) >= 2 else ()


_PREAMBLE = 2000  # characters in which a joint text tells whose it is
_SIGNED = re.compile(
    r"\bWe,\s+the\s+(?:[\w’'-]+,?\s+){1,8}?(?:of|from|representing)\s+(?:the\s+)?"
    r"|\b(?:issued|released|made|adopted|agreed|endorsed|delivered|joined|signed|supported)\s+"
    r"(?:jointly\s+)?(?:by|on behalf of)\s+(?:the\s+)?(?:(?:[\w’'-]+\s+){1,6}of\s+(?:the\s+)?)?"
)
_A_TEXT = re.compile(r"\b(?:statement|declaration|communiqu[eé]|text|roadmap|pledge)\b", re.I)


def _leads(ahead: str) -> bool:
    """Whether an agency with these words before it in a title is its subject: a genre and names may
    stand there ("Fact Sheet:", "Statement by", "U.S."), verbs and sums may not."""
    words = _GENRE.sub("", ahead).split()
    return all(
        (w[0].isupper() or w in ("of", "and", "for", "the", "by"))
        and getattr(verbs().get(w.casefold()), "tag", "") != "s"
        for w in words
    )


_GENRE = re.compile(r"^[^:]{0,30}:|\b(?:Statement|Readout|Remarks)\b.{0,40}?\s(?:by|from|of)\s")
