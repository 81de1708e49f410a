"""Who can be a defendant in a sentence: named people, companies, groups with a count, pronouns."""

from __future__ import annotations

import re

from extractor.records.context import Context
from extractor.records.legal import parties
from extractor.records.legal.actors import Actor, Kind
from extractor.records.legal.cast import ALIAS, Cast
from extractor.records.legal.noun_phrases import counted_things, noun_phrases
from extractor.records.legal.nouns import NUMBER, number
from extractor.types import Mention

_COUNT_ALONE = re.compile(
    rf"(?<![\w,.$-])(?<!aged\s)(?<!aged\s\d\d\sand\s)({NUMBER})(\s+of\s+(?:(?:the|those|these)(?:\s+\w+)?(?:\s+(?:defendants|"
    r"individuals|people|men|members|suspects))?|them|whom))?(?:,\s+including[^,.;]*,)?"
    r"(?=\s+(?:(?:has|have|had|was|were|are|is|will)\s|pleaded|pled|(?:\w+\s+)?sentenced\b|"
    r"(?:charged|arrested|convicted|indicted|extradited|jailed|plead)\b))",
    re.IGNORECASE,
)
_THE_REST = re.compile(r"\b(?:the|these|those|all)\s+(?:other|remaining)\s+\Z", re.I)
# "charging all four with", "sentenced both to", of people named before
_ALL_OF_THEM = re.compile(
    rf"\b(?:charg|indict|arrest|sentenc|convict|extradit|detain|prosecut)\w*\s+((?:all\s+|the\s+)({NUMBER}))"
    r"(?=\s+(?:with|of|for|on|to|in|under)\b|[.,;])",
    re.I,
)
_PRONOUN = re.compile(
    r"(?<![\w’'])(?:[Hh]e|[Ss]he|[Tt]hey|him|them|"
    r"her(?=\s*(?:[,.;]|(?:to|with|for|on|in|at|after|guilty|into|under)\b))|who|whom|[Bb]oth|[Aa]ll\s+of\s+whom|"
    r"[Bb]oth\s+of\s+whom|[Ee]ach|"
    r"(?:one|two|three|four|five|\d+)\s+of\s+whom)(?![\w’'])"
)
# An alias behind ones that no name finder knows ("also known as Z and Ziggy", "aka Chief Bo").
_ALIAS_PAIR = re.compile(
    r"(?:\baka|a/k/a|\balso\s+known\s+as)[\s,]+[“\"]?(?:[A-Z]\w{0,12}[”\"]?\s+and|[A-Z]\w+)\s+[“\"]?$"
)
_ALIAS_NEXT = re.compile(r"[”\"’']*,?\s*(?:and|or|,|&)\s*[“\"‘']*")
_KIN = re.compile(
    r"(?:[’']s?)?\s+(?:son|daughter|brother|sister|wife|husband|father|mother|girlfriend|boyfriend|"
    r"grandmother|cousin|nephew|uncle|home|house|residence|organization|crew|associates?|lawyer|"
    r"attorney|"
    r"co-\w+|former|role|plea|sentence|sentencing|representation|company|position|arrest|"
    r"extradition)\b"
)
_RELATIVE = re.compile(
    r"[’']s?\s+(?:son|daughter|brother|sister|wife|husband|father|mother|girlfriend|boyfriend|cousin|"
    r"nephew|niece|uncle|aunt|partner|accomplice|bodyguard|driver|assistant)\b(?![’'-])"
)
_LOWER = re.compile(r"\s+(?!(?:was|were|is|has|had|pleaded|pled|and|or)\b)[a-z]")
_POSSESSIVE = re.compile(r"[’']s?\s+\w")
_SOME_OF_THEM = re.compile(rf"\b(?:{NUMBER}|some|many|most|several|few|none)\s+of\s+\Z", re.I)
# "its crew of six", "a four-man crew"
_CREW = re.compile(
    rf"(?:(?:the|its|their|his|an?|whose|entire|vessel[’']s|boat[’']s)\s+)*"
    rf"(?:crew\s+of\s+(?P<behind>{NUMBER})|(?P<before>{NUMBER})-(?:man|person|member|strong)\s+crew)"
    r"(?!\s+members)(?![\w-])",
    re.I,
)
_FIRST_NAME = re.compile(
    r"(?:,\s+|\band\s+)((?!(?:Mr|Ms|Mrs|Dr|Judge|Agent|Officer|Attorney|Chief|Mayor|Sheriff|President|Defendants?)\b)"
    r"[A-Z][a-z]{2,})\s+\Z"
)
_COPULA = re.compile(
    r"\b(?:is|are|was|were|be|been|became|(?<!well\s)as)\s+(?:also\s+|both\s+|all\s+)?$",
    re.IGNORECASE,
)


def find(context: Context, cast: Cast, start: int, end: int, names_only: bool) -> list[Actor]:
    """The actors of ``text[start:end]`` in order, disjoint; all of them or only named ones."""
    text = context.text
    found: list[Actor] = []
    taken: list[tuple[int, int]] = []
    alias_end = -1
    for m in context.mentions_in(start, end):
        if m.label in ("SUBSTANCE", "WEAPON"):
            continue
        taken.append((m.start_char, m.end_char))
        if m.label == "PLACE" and (bearer := cast.bearer(m)) is not None:
            found.append(Actor(m.start_char, m.end_char, "person", m.text, bearer))
        if m.label not in ("PERSON", "ORG"):
            continue
        if _is_alias(context, cast, m, alias_end):
            alias_end = m.end_char
            continue
        alias_end = -1
        kin = _RELATIVE.match(text, m.end_char, end)
        if kin is not None and m.label == "PERSON" and not parties.is_none(context, m):
            # "Orr’s brother", of whom no name is given
            whose = text[m.start_char : kin.end()]
            found.append(Actor(m.start_char, kin.end(), "one", whose, f"one@{m.start_char}"))
            continue
        lost = cast.is_possessive(m) and _LOWER.match(text, m.end_char)
        if lost or _KIN.match(text, m.end_char) or _POSSESSIVE.match(text, m.end_char):
            continue
        if parties.is_none(context, m):
            continue
        key = cast.key(m)
        kind: Kind = "person" if m.label == "PERSON" or cast.is_person(key) else "organization"
        first = _FIRST_NAME.search(text, max(start, m.start_char - 24), m.start_char)
        if first and m.label == "PERSON" and " " not in m.text and cast.is_person(key):
            # "Ann Bell, Tom Orr, Lou Bell", where the name finder marked the last name alone
            name = f"{first[1]} {m.text}"
            found.append(Actor(first.start(1), m.end_char, "person", name, name.casefold()))
            continue
        found.append(
            Actor(m.start_char, m.end_char, kind, m.text, key, official=key in cast.officials)
        )
    if names_only:
        return found
    found += noun_phrases(context, start, end, taken)
    found += counted_things(context, start, end, found)
    for c in _CREW.finditer(text, start, end):
        if not any(a.start_char < c.end() and c.start() < a.end_char for a in found):
            count = number(c["behind"] or c["before"])
            found.append(Actor(c.start(), c.end(), "group", c.group(), f"group@{c.start()}", count))
    spans = [(a.start_char, a.end_char) for a in found]
    days = [(d.start_char, d.end_char) for d in context.dates_in(max(0, start - 1), end)]
    for c in _COUNT_ALONE.finditer(text, start, end):
        if not any(s < c.end() and c.start() < e for s, e in spans + taken + days):
            phrase = c.group().split(",")[0].strip()
            if _THE_REST.search(text, max(start, c.start() - 18), c.start()):
                # "the other three", of those told of before
                found.append(Actor(c.start(), c.end(), "definite", phrase, "rest", number(c[1])))
                continue
            if text.casefold().endswith("all ", start, c.start()):
                every = c.start() - 4
                whole = f"{text[every : c.start()]}{phrase}"
                found.append(Actor(every, c.end(), "definite", whole, "they", number(c[1])))
                continue
            found.append(
                Actor(c.start(), c.end(), "group", phrase, f"group@{c.start()}", number(c[1]))
            )
    for c in _ALL_OF_THEM.finditer(text, start, end):
        found.append(Actor(c.start(1), c.end(1), "definite", c[1], "they", number(c[2])))
    for p in _PRONOUN.finditer(text, start, end):
        if not any(s <= p.start() < e for s, e in spans):
            word = p.group().casefold()
            if word == "them" and _SOME_OF_THEM.search(text, max(start, p.start() - 24), p.start()):
                # "two of them", who may be named next
                continue
            kind = "relative" if word.endswith(("who", "whom")) else "pronoun"
            found.append(Actor(p.start(), p.end(), kind, p.group(), key=word))
    found.sort(key=lambda a: (a.start_char, -a.end_char))
    out: list[Actor] = []
    for a in found:
        if out and (a.start_char < out[-1].end_char or _is_predicate(text, a)):
            continue
        if (
            out
            and a.key in ("both", "each")
            and any(o.kind in ("person", "group", "organization") for o in out)
        ):
            # "X and Y both pleaded guilty"
            continue
        out.append(a)
    return out


def _is_predicate(text: str, actor: Actor) -> bool:
    """Whether the phrase says what somebody is ("X is a Peruvian citizen") and names nobody new."""
    return actor.kind in ("one", "group") and bool(
        _COPULA.search(text, max(0, actor.start_char - 24), actor.start_char)
    )


def _is_alias(context: Context, cast: Cast, mention: Mention, alias_end: int) -> bool:
    """Whether the mention is an alias of the name before it ("aka “Rell” and “Trap”")."""
    text = context.text
    if ALIAS.search(text, max(0, mention.start_char - 30), mention.start_char):
        return True
    if " " not in mention.text and _ALIAS_PAIR.search(
        text, max(0, mention.start_char - 50), mention.start_char
    ):
        return True
    return (
        alias_end >= 0
        and bool(_ALIAS_NEXT.fullmatch(text, alias_end, mention.start_char))
        and len(mention.text.split()) < 3
        and not (cast.has_age(mention) and (" " in mention.text or cast.is_surname(mention)))
    )
