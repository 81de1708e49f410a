"""Who can be a defendant in a sentence: named people, companies, groups with a count, pronouns.

Actors that are coordinated ("X, 34, and Y, 41, both of Z") make one :class:`Chain`; a chain is what a
trigger takes as its subject or object.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from extractor.lexicons import load
from extractor.records.context import Context
from extractor.types import Mention

Kind = Literal["person", "organization", "one", "group", "definite", "pronoun", "relative"]


@dataclass(frozen=True, slots=True)
class PersonNoun:
    """Nouns for people, by kind; ``examples`` are noun phrases that they head."""

    id: str
    singular: tuple[str, ...]
    plural: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialTitle:
    """Title words that, before a name, make its bearer an official and not a defendant."""

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone whom a legal event can be about. ``text`` is the phrase as it stands in the release."""

    start_char: int
    end_char: int
    kind: Kind
    text: str
    key: str = ""
    count: int | None = 1
    official: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """Coordinated actors, in order; ``oblique`` where a preposition governs the first of them."""

    actors: tuple[Actor, ...]
    oblique: bool

    @property
    def start(self) -> int:
        """Where the first actor begins."""
        return self.actors[0].start_char

    @property
    def end(self) -> int:
        """Where the last actor ends."""
        return self.actors[-1].end_char


_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety)(?:-\w+)?|dozens|hundreds|thousands|scores|a\s+dozen)"
)
_UNITS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    w: 10 * n
    for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_VAGUE = {"dozens": 24, "hundreds": 200, "thousands": 2000, "scores": 40, "a dozen": 12}
# Words at which a noun phrase, read leftwards from its head, has begun.
_OUTSIDE = frozenset(
    "of in on at by for with from to into against as than that which who whom whose where when while"
    " after before during since until including between among about was were is are be been being has"
    " have had will would could may might can said announced also were not and or but if charged"
    " charging charges charge convicted sentenced arrested arrest indicted extradited accused accuses"
    " apprehended detained captured prosecuted pleaded found named against targeting identified led"
    " resulted resulting involving include includes secured it he she they we".split()
)
_DEFINITE = re.compile(
    r"^(?:the|these|those|all|both|each|every|his|her|their|its|this|that)\b", re.IGNORECASE
)
_FRESH = re.compile(r"\b(?:other|remaining|additional|another|more)\b", re.IGNORECASE)
_COUNT_ALONE = re.compile(
    rf"(?<![\w,.$-])({_NUMBER})(\s+of\s+(?:the|those|these|them|whom)(?:\s+\w+)?(?:\s+(?:defendants|"
    r"individuals|people|men|members|suspects))?)?(?:,\s+including[^,.;]*,)?"
    r"(?=\s+(?:(?:has|have|had|was|were|are|is)\s|pleaded|pled))",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?<![\w’'])(?:he|she|they|him|them|who|whom|both|all\s+of\s+whom|both\s+of\s+whom|each|"
    r"(?:one|two|three|four|five|\d+)\s+of\s+whom|Mr\.|Ms\.)(?![\w’'])"
)
_ALIAS = re.compile(
    r"(?:\baka\b|a/k/a|a\.k\.a\.?|\balso\s+(?:known|spelled)\s+(?:as|by)|\balias(?:es)?\b|\bnicknamed|"
    r"\bknown\s+(?:\w+\s+)?as|\bf/k/a|\bfka\b|\bn[ée]e\b)\s*[:“\"‘']*\s*$",
    re.IGNORECASE,
)
_ALIAS_NEXT = re.compile(r"^[”\"’']*,?\s*(?:and|or|,|&)\s*[“\"‘']*$")
_PREPOSITION = re.compile(
    r"\b(?:of|by|with|from|for|to|against|before|between|than|on|in|at|about|via|under|through|behind|"
    r"including|announced|said|says|stated|like)\s+(?:\w+ly\s+|the\s+|a\s+|an\s+|his\s+|her\s+|their\s+)*$",
    re.IGNORECASE,
)
_GLUE = re.compile(
    r"^\s*(?:[,;(]|and\b|or\b|&|aka\b|a/k/a\b|also\s+known\b|as\s+well\s+as\b|along\s+with\b|together\s+with\b|"
    r"age\b|\d)"
)
_VERB = re.compile(
    r"\b(?:was|were|is|are|be|been|has|have|had|will|would|did|does|who|whom|which|that|whose|where|when|"
    r"while|pleaded|pled|said|announced|against|by|before|according|because|after|told|gave|"
    r"(?!aged|alleged|armed|unnamed|also|named|based|convicted|accused|indicted|retired|united|suspected|"
    r"married|related|licensed)\w+ed)\b",
    re.IGNORECASE,
)
_ORG_TAIL = re.compile(r"^[’']s?\b")


@cache
def _heads() -> tuple[re.Pattern[str], frozenset[str]]:
    nouns = load("person_nouns", PersonNoun)
    plural = {w for n in nouns for w in n.plural}
    words = sorted(plural | {w for n in nouns for w in n.singular}, key=len, reverse=True)
    one = "|".join(map(re.escape, words))
    return (
        re.compile(rf"(?<![\w-])(?:{one})(?:(?:,\s+|\s+and\s+|\s+or\s+)(?:{one}))*(?![\w-])", re.I),
        frozenset(plural),
    )


@cache
def _titles() -> re.Pattern[str]:
    words = sorted(
        {w for t in load("official_titles", OfficialTitle) for w in t.words}, key=len, reverse=True
    )
    one = "|".join(map(re.escape, words))
    return re.compile(rf"(?:{one})\s+(?:of\s+\w+\s+)?$")


_ROLE_BEHIND = re.compile(
    r"^,?\s*(?:,\s*)?(?:the\s+|a\s+|an\s+)?(?:(?:acting|assistant|special|deputy|executive|chief|principal|"
    r"associate|regional|united|states|u\.s\.|fbi|dea|hsi|ice|irs|district)\s+)*"
    r"(?:director|agent|agents|attorney|chief|administrator|commissioner|secretary|sheriff|inspector|judge|"
    r"spokes\w+|in[\s-]charge|counsel|prosecutor)\b",
    re.IGNORECASE,
)


def number(words: str) -> int | None:
    """The value of a plain count written in words or figures, ``None`` where it is neither."""
    folded = re.sub(r"\s+", " ", words.strip().casefold())
    if folded in _VAGUE:
        return _VAGUE[folded]
    if re.fullmatch(r"\d[\d,]*", folded):
        return int(folded.replace(",", ""))
    total = 0
    for part in folded.split("-"):
        if part in _UNITS:
            total += _UNITS[part]
        elif part in _TENS:
            total += _TENS[part]
        else:
            return None
    return total or None


def is_official(context: Context, mention: Mention) -> bool:
    """Whether a title before the name, or a role behind it, makes its bearer an official."""
    text = context.text
    before = text[max(0, mention.start_char - 40) : mention.start_char]
    if _titles().search(before):
        return True
    return bool(_ROLE_BEHIND.match(text, mention.end_char, mention.end_char + 80))


def is_alias(context: Context, mention: Mention) -> bool:
    """Whether the mention is an alias of the name before it ("aka “Rell”")."""
    return bool(_ALIAS.search(context.text, max(0, mention.start_char - 30), mention.start_char))


def chains(
    context: Context, start: int, end: int, officials: frozenset[str] = frozenset()
) -> list[Chain]:
    """The coordinated actors of ``text[start:end]``, in order."""
    actors = _actors(context, start, end, officials)
    text = context.text
    runs: list[list[Actor]] = []
    for actor in actors:
        if runs and _joins(context, runs[-1], actor):
            runs[-1].append(actor)
        elif (merged := _apposition(text, runs[-1][-1], actor)) if runs else None:
            runs[-1][-1] = merged
        else:
            runs.append([actor])
    out = []
    for run in runs:
        left = text[max(start, run[0].start_char - 40) : run[0].start_char]
        out.append(Chain(tuple(run), bool(_PREPOSITION.search(left))))
    return out


def _joins(context: Context, run: list[Actor], actor: Actor) -> bool:
    last = run[-1]
    if "pronoun" in (last.kind, actor.kind) or "relative" in (last.kind, actor.kind):
        return False
    gap = context.text[last.end_char : actor.start_char]
    if last.official != actor.official or len(gap) > 220 or not _GLUE.match(gap):
        return False
    if actor.kind == "one" or (last.kind == "one" and actor.kind == "person"):
        return bool(re.fullmatch(r"\s*,?\s*(?:and|or)\s+", gap))
    if last.kind == "group" and actor.kind == "person" and not re.search(r"\band\b", gap):
        return False
    return not _VERB.search(_bare(context, last.end_char, actor.start_char))


def _bare(context: Context, start: int, end: int) -> str:
    """The gap's words without the names in it."""
    out, at = [], start
    for m in context.mentions_in(start, end):
        if m.start_char >= at:
            out.append(context.text[at : m.start_char])
            at = m.end_char
    out.append(context.text[at:end])
    return " ".join(out)


def _apposition(text: str, last: Actor, actor: Actor) -> Actor | None:
    """One actor from a name and the noun phrase beside it; ``None`` where they are two."""
    gap = text[last.end_char : actor.start_char]
    if (
        last.kind == "person"
        and actor.kind in ("one", "group")
        and re.fullmatch(
            r"(?:[’']s)?\s*,\s*(?:\d{1,2},\s*)?(?:(?:one|two|both|all|each)\s+of\s+)?", gap
        )
    ):
        return replace(last, end_char=actor.end_char)
    if (
        last.kind in ("one", "definite", "group")
        and actor.kind == "person"
        and re.fullmatch(r"\s*(?:,|–|-|:)?\s*(?:identified\s+as\s+)?[“\"]?", gap)
    ):
        return replace(actor, start_char=last.start_char)
    return None


def _actors(context: Context, start: int, end: int, officials: frozenset[str]) -> list[Actor]:
    text = context.text
    found: list[Actor] = []
    taken: list[tuple[int, int]] = []
    alias_end = -1
    for m in context.mentions_in(
        start, end, "PERSON", "ORG", "CARTEL", "AGENCY", "PLACE", "LAW", "PROGRAM"
    ):
        taken.append((m.start_char, m.end_char))
        if m.label == "PERSON":
            single = " " not in m.text
            if is_alias(context, m) or (
                alias_end >= 0 and single and _ALIAS_NEXT.match(text[alias_end : m.start_char])
            ):
                alias_end = m.end_char
                continue
            alias_end = -1
            key = person_key(m)
            found.append(
                Actor(m.start_char, m.end_char, "person", m.text, key, official=key in officials)
            )
        elif m.label == "ORG":
            found.append(Actor(m.start_char, m.end_char, "organization", m.text, person_key(m)))
    names = [(a.start_char, a.end_char) for a in found]
    heads, plurals = _heads()
    for h in heads.finditer(text, start, end):
        if any(s <= h.start() < e for s, e in taken):
            continue
        actor = _noun_phrase(context, start, h.start(), h.end(), names, plurals)
        if actor:
            found.append(actor)
    spans = [(a.start_char, a.end_char) for a in found]
    for c in _COUNT_ALONE.finditer(text, start, end):
        if any(s < c.end(1) and c.start() < e for s, e in spans + taken):
            continue
        found.append(
            Actor(
                c.start(),
                c.end(),
                "group",
                text[c.start() : c.end()].split(",")[0].strip(),
                key=f"group@{c.start()}",
                count=number(c[1]),
            )
        )
    for p in _PRONOUN.finditer(text, start, end):
        if not any(s <= p.start() < e for s, e in spans):
            word = p.group().casefold()
            kind: Kind = "relative" if word.endswith(("who", "whom")) else "pronoun"
            found.append(Actor(p.start(), p.end(), kind, p.group(), key=word))
    found.sort(key=lambda a: (a.start_char, -a.end_char))
    out: list[Actor] = []
    for a in found:
        if not out or a.start_char >= out[-1].end_char:
            out.append(a)
    return out


def _noun_phrase(
    context: Context,
    start: int,
    head_start: int,
    head_end: int,
    names: list[tuple[int, int]],
    plurals: frozenset[str],
) -> Actor | None:
    text = context.text
    floor = max([start] + [e for _, e in names if e <= head_start])
    left = head_start
    for m in reversed(list(re.finditer(r"\S+", text[max(floor, head_start - 90) : head_start]))):
        token = m.group()
        if token[-1] in ',;:.)”"' and not re.fullmatch(r"(?:[A-Z]\.)+|St\.|Mt\.", token):
            break
        if token.casefold().strip('(“"') in _OUTSIDE or token.startswith("("):
            break
        left = max(floor, head_start - 90) + m.start()
    phrase = text[left:head_end]
    words = phrase.casefold().split()
    head = re.split(r"[\s,]+", text[head_start:head_end].casefold())[-1]
    plural = head in plurals or bool(re.search(r"\band\b", text[head_start:head_end]))
    before = text[max(start, left - 24) : left]
    lead = re.search(
        r"\b(?:(?:more\s+than|over|at\s+least|nearly|about|almost|some|approximately|a\s+total\s+of|up\s+to)"
        rf"\s+)?(?:({_NUMBER})\s+of\s+(?:the\s+)?|a\s+total\s+of\s+)$",
        before,
        re.IGNORECASE,
    )
    if lead:
        left -= len(before) - lead.start()
        phrase = text[left:head_end]
    count = _count(context, left, head_end, phrase)
    definite = bool(_DEFINITE.match(phrase)) and not lead
    if definite and not (_FRESH.search(phrase) and plural and count):
        if head in (
            "defendants",
            "defendant",
            "men",
            "man",
            "women",
            "woman",
            "individuals",
            "people",
            "suspects",
            "suspect",
            "brothers",
            "couple",
            "conspirators",
            "subject",
            "subjects",
            "accused",
            "others",
            "individual",
            "three",
            "two",
        ):
            return Actor(
                left, head_end, "definite", phrase, key="they" if plural else "he", count=count
            )
        if not plural:
            return Actor(left, head_end, "one", phrase, key=f"one@{left}", count=1)
        if words[0] not in ("the", "all", "these", "those"):
            return Actor(left, head_end, "group", phrase, key=f"group@{left}", count=count)
        return Actor(left, head_end, "definite", phrase, key="they", count=count)
    if plural:
        return Actor(left, head_end, "group", phrase, key=f"group@{left}", count=count)
    if words[0] in ("a", "an", "one", "another") or left == start or phrase[:1].isupper():
        return Actor(left, head_end, "one", phrase, key=f"one@{left}", count=1)
    return (
        Actor(left, head_end, "one", phrase, key=f"one@{left}", count=1)
        if len(words) == 1
        else None
    )


def _count(context: Context, start: int, end: int, phrase: str) -> int | None:
    for q in context.quantities_in(start, end, "count"):
        return int(q.value)
    for m in re.finditer(rf"(?<![\w-]){_NUMBER}(?![\w-])", phrase, re.IGNORECASE):
        return number(m.group())
    return 2 if re.match(r"both\b", phrase, re.IGNORECASE) else None


def person_key(mention: Mention) -> str:
    """The key under which one person's mentions meet."""
    return mention.entity or mention.text.casefold()


_AGE = re.compile(
    r"^,?\s*(?:\(?\s*(?:age\s+)?\d{2}\s*[,);.]|(?:,?\s*(?:aka|a/k/a|also\s+known)))", re.I
)


def officials(context: Context) -> frozenset[str]:
    """Keys of the release's officials: bearers of an official title who are never given an age."""
    people = [m for m in context.mentions if m.label == "PERSON"]
    official: set[str] = set()
    aged: set[str] = set()
    last: Mention | None = None
    for m in people:
        key = person_key(m)
        if _AGE.match(context.text, m.end_char, m.end_char + 24):
            aged.add(key)
        if is_official(context, m):
            official.add(key)
        elif (
            last is not None
            and person_key(last) in official
            and re.fullmatch(r"\s*(?:,|,?\s*and)\s+", context.text[last.end_char : m.start_char])
            and person_key(last) not in aged
        ):
            official.add(key)
        last = m
    return frozenset(official - aged)
