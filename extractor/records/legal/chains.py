"""Which actors of a sentence stand together ("X, 34, and Y, 41, both of Z"): a :class:`Chain`.

A chain is what a trigger takes as its subject or object.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractor.records.context import Context
from extractor.records.legal import unlisted
from extractor.records.legal.actors import Actor, Kind
from extractor.records.legal.cast import Cast
from extractor.records.legal.participants import find


@dataclass(frozen=True, slots=True)
class Chain:
    """Coordinated actors, in order; ``oblique`` where a preposition governs the first of them.

    ``head`` is where a noun phrase begins whose members the actors are ("two men, X and Y").
    """

    actors: tuple[Actor, ...]
    oblique: bool
    head: int | None = None

    @property
    def start(self) -> int:
        """Where the first actor begins, or the phrase that counts them."""
        return self.actors[0].start_char if self.head is None else self.head

    @property
    def end(self) -> int:
        """Where the last actor ends."""
        return self.actors[-1].end_char

    @property
    def kind(self) -> Kind:
        """The kind of the first actor."""
        return self.actors[0].kind

    @property
    def official(self) -> bool:
        """Whether only officials stand in it."""
        return all(a.official for a in self.actors)


_PREPOSITION = re.compile(
    r"\b(?:of|by|with|from|for|to|against|before|between|than|on|in|at|about|via|under|through|"
    r"behind|"
    r"announced|said|says|stated|like|including)\s+"
    r"(?:\w+ly\s+|the\s+|a\s+|an\s+|his\s+|her\s+|their\s+)*$",
    re.IGNORECASE,
)
_GLUE = re.compile(
    r"\s*(?:[,;(]|and\b|or\b|&|aka\b|a/k/a\b|also\s+known\b|as\s+well\s+as\b|along\s+with\b|"
    r"together\s+with\b|age\b|\d|(?:of|at|for|with|in|from)\s+[^,;]{2,60}(?:,|;|\band\b)|"
    r"(?:(?!\bto\b)[^;.]){2,130};\s*(?:and\s+)?\Z)"
)
_FURTHER = re.compile(r"\b(?:others?|additional|more)\b", re.I)
_AND_ALSO = re.compile(r"\b(?:and|or|with|as\s+well\s+as|plus)\s*$|&\s*$", re.IGNORECASE)
# What a release says of somebody before it goes on to the next: ages, "in his 40s", "both of Reno".
_AND_ONE = re.compile(
    r"(?:\s*,?\s*(?:\((?:(?:both|all)\s+)?(?:aged?\s+)?\d{2}(?:\s*(?:,|and|&|-|–|to)\s*\d{2})*\)|"
    r"(?:(?:both|all)\s+)?(?:aged?\s+)?(?:between\s+)?\d{2}(?:(?:,|,?\s+and|\s+to|-)\s*\d{2})*(?!\w|-)|"
    r"(?:aged\s+)?in\s+(?:his|her|their)\s+(?:early\s+|mid-?\s*|late\s+)?(?:teens|\w*twenties|\d0s|\w+ties)|"
    r"(?:both\s+|all\s+)?(?:of|from)\s+(?-i:[A-Z])[\w’'-]+(?:\s(?-i:[A-Z])[\w’'-]+){0,2})){0,3}"
    r"\s*,?\s*(?:and|or)\s+(?:also\s+)?",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:was|were|is|are|be|been|has|have|had|will|would|did|does|do|who|whom|which|that|"
    r"whose|where|when|"
    r"while|pleaded|pled|said|announced|against|by|before|according|because|after|told|gave|led|"
    r"(?!aged|alleged|armed|fixed|unnamed|also|named|based|convicted|accused|indicted|retired|united|"
    r"suspected|"
    r"married|related|licensed|organized)\w+ed)\b",
    re.IGNORECASE,
)
# A name that a noun of its own governs: "Ann Bell, 38, for the murder of Tom Orr".
_NOUN_OF = re.compile(
    r"\b(?!(?:along|together|all|both|each|most|two|three|four|also|formerly|now|native)\b)[a-z]{3,}\s+"
    r"(?:of|against|from|to|for|by)\s+(?:(?:[A-Z]\w+|[a-z]+)\s+){0,2}$"
)
_BEHIND_NAME = re.compile(
    r"(?:[’']s)?(?:\s*\([^)]{1,40}\))?\s*,\s*(?:[“\"(]?(?:aka|a/k/a|"
    r"also\s+known\s+as)\s[^;]{2,60},\s*)?(?:\d{1,2},\s*)?(?:of\s+[^,]{3,40},\s*(?:[A-Z][\w.]+,\s*)?)?(?:(?:who\s+(?:is|"
    r"are|was|were))\s+)?"
    r"(?:(?:one|two|both|all|each)\s+(?:of\s+)?)?"
)
_IS_ONE = re.compile(r"\s*,\s*(?:\d{2},\s*)?")
_HIS = re.compile(r"(?:his|her|their)\s", re.I)
_THE, _AN = re.compile(r"the\s", re.I), re.compile(r"an?\s", re.I)
_BEFORE_NAME = re.compile(
    r"\s*(?:,|–|-|:|(?:charged|arrested|involved|indicted|named|identified|known)\s+(?:in|as|"
    r"with)\s+[^,;]{3,40},|"
    r"\s+(?:of|for|at|with|from)\s+(?:(?!\b(?:was|were|is|are|has|had|have|said|and)\b)[^,;]){3,60},)?"
    r"\s*(?:(?:Captain|Capt\.|Dr\.|Mr\.|Ms\.|Mrs\.|former)\s+)?(?:identified\s+as\s+)?[“\"]?"
)


def chains_of(
    context: Context, cast: Cast, start: int, end: int, *, names_only: bool = False
) -> list[Chain]:
    """The coordinated actors of ``text[start:end]``, in order; all of them or only named ones."""
    text = context.text
    runs: list[list[Actor]] = []
    found = find(context, cast, start, end, names_only)
    unmarked = [unlisted.beside(context, cast, a, end) for a in found]
    found = sorted([*found, *(a for a in unmarked if a)], key=lambda a: a.start_char)
    for actor in found:
        if runs and (merged := _apposition(text, runs[-1], actor)) is not None:
            described = replace(actor, start_char=runs[-1][-1].start_char)
            if len(runs[-1]) == 1 and len(runs) > 1 and _joins(context, runs[-2], described):
                # "Ann Bell, 29, of Reno, and Peruvian national Tom Orr, 35"
                runs.pop()
                runs[-1].append(merged)
                continue
            runs[-1][-1] = merged
        elif runs and _joins(context, runs[-1], actor):
            runs[-1].append(actor)
        else:
            runs.append([actor])
    out = []
    head: int | None = None
    for n, run in enumerate(runs):
        if n + 1 < len(runs) and _names_follow(text, run, runs[n + 1]):
            head = run[0].start_char
            continue
        if n and _describes(text, runs[n - 1], run):
            continue
        at = run[0].start_char if head is None else head
        oblique = bool(_PREPOSITION.search(text, max(start, at - 40), at))
        out.append(Chain(tuple(run), oblique, head))
        head = None
    return out


def _names_follow(text: str, run: list[Actor], names: list[Actor]) -> bool:
    """Whether a counted group is named right behind it ("two brothers, X and Y, were")."""
    group = run[-1]
    return (
        len(run) == 1
        and group.kind in ("group", "definite")
        and group.count == sum(a.count or 0 for a in names)
        and any(a.kind in ("person", "organization") for a in names)
        and bool(re.fullmatch(r"\s*[,:–—-]\s*", text[group.end_char : names[0].start_char]))
    )


def _describes(text: str, last: list[Actor], run: list[Actor]) -> bool:
    """Whether a run only says who the defendants are ("The defendants, two Peruvians, were")."""
    gap = text[last[-1].end_char : run[0].start_char]
    return (
        last[-1].kind == "definite"
        and all(a.kind in ("group", "one") for a in run)
        and gap == ", "
        and text[run[-1].end_char : run[-1].end_char + 1] == ","
    )


def _joins(context: Context, run: list[Actor], actor: Actor) -> bool:
    last = run[-1]
    if last.kind == "pronoun" and actor.kind == "group":
        return bool(re.fullmatch(r"\s+and\s+", context.text[last.end_char : actor.start_char]))
    if {"pronoun", "relative"} & {last.kind, actor.kind}:
        return False
    gap = context.text[last.end_char : actor.start_char]
    if last.official != actor.official or len(gap) > 220 or not _GLUE.match(gap):
        return False
    if actor.kind == "one" or (last.kind == "one" and actor.kind == "person"):
        return bool(_AND_ONE.fullmatch(gap))
    if (
        last.kind in ("group", "definite")
        and actor.kind == "person"
        and not re.search(r"\band\b", gap)
    ):
        return False
    if actor.kind == "group" and actor.count and gap == ", " and _FURTHER.search(actor.text):
        # "Ann Bell, Tom Orr, nine other men and two companies"
        return last.kind in ("person", "organization")
    if actor.kind in ("group", "definite") and (actor.count or last.kind == "definite"):
        return bool(_AND_ALSO.search(gap)) and not _VERB.search(gap)
    bare = _bare(context, last.end_char, actor.start_char)
    return not _VERB.search(bare) and not _NOUN_OF.search(gap)


def _bare(context: Context, start: int, end: int) -> str:
    """The words of ``text[start:end]`` without the names in it."""
    out, at = [], start
    for m in context.mentions_in(start, end):
        if m.start_char >= at:
            out.append(context.text[at : m.start_char])
            at = m.end_char
    out.append(context.text[at:end])
    return " ".join(out)


def _apposition(text: str, run: list[Actor], actor: Actor) -> Actor | None:
    """One actor from a name and the noun phrase beside it; ``None`` where they are two."""
    last = run[-1]
    gap = text[last.end_char : actor.start_char]
    if last.kind == "person" and actor.kind in ("one", "group") and _BEHIND_NAME.fullmatch(gap):
        more = actor.count is not None and actor.count > len(run)
        return None if more else replace(last, end_char=actor.end_char)
    if last.kind == "organization" and actor.kind == "one" and _IS_ONE.fullmatch(gap):
        # "Lou Bell, a trader from Lyon", whom the name finder takes for a company
        return replace(last, kind="person", end_char=actor.end_char)
    if (
        last.kind == "person"
        and actor.kind == "one"
        and last.end_char - last.start_char > len(last.text)
        and re.fullmatch(r"\s+and\s+", gap)
    ):
        # "Ann Bell, a Tulsa broker and the owner of a mill"
        return replace(last, end_char=actor.end_char)
    if last.kind == actor.kind == "one" and gap == ", " and _THE.match(last.text):
        # "The driver, a 31-year-old citizen of Peru, was"
        return actor if _AN.match(actor.text) else None
    if (
        last.kind == "one"
        and actor.kind == "organization"
        and _HIS.match(last.text)
        and gap == ", "
    ):
        # "His brother, Lou Orr", whom the name finder takes for a company
        return replace(actor, kind="person")
    if (
        last.kind in ("one", "definite", "group")
        and actor.kind == "person"
        and _BEFORE_NAME.fullmatch(gap)
        and not (last.count and last.count > 1 and re.search(r"[,:–—]|\s-\s", gap))
    ):
        return actor
    return None
