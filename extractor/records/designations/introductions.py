"""The members of a counted group whom the sentences behind it introduce, each as a subject.

"Two men were listed. Ivo Doe leads the brigade. Petr Roe pays for it.": the verb of the act stands
in one sentence, the names in others.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.records.designations import kinds, members
from extractor.records.designations.target import Target, by_form, named_target
from extractor.records.legal.nouns import NUMBER, number
from extractor.types import Event, Sentence

_SECTION = 60  # sentences behind the group in which its members are introduced
_MANY = 60  # members up to which a group is introduced one by one
# Before a name that opens a sentence: a title, an office, a nation.
_BEFORE = re.compile(r"(?:(?:The|A|An)\s+)?(?:[\w’'.-]+\s+){0,5}")
_LINK = re.compile(r"\b(?:of|in|on|at|by|for|with|from|to|and|as|is|was|has|said)\s", re.IGNORECASE)
_JOINED = re.compile(
    r"\s*(?:\([^()]*\))?\s*(?:,|,?\s*and(?:\s+(?:the|his|her|its))?(?:\s+[a-z][a-z-]+){0,3})\s*"
)
_CLAUSE = re.compile(r";\s+(?:and\s+)?")
_ACTS = 8  # acts behind a group that may state some of its members
_PART = re.compile(
    rf"(?P<phrase>{NUMBER}\s+of\s+(?:them|these|those)|"
    rf"(?:The\s+)?(?:(?:other|remaining|last)\s+{NUMBER}|{NUMBER}\s+(?:others|other|remaining))"
    r"(?:\s+(?:entities|companies|firms|banks|individuals|persons|people|men|women|officials))?)\b"
    r"(?P<names>,\s+)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
# Behind it: what the name is or does. Who comments on the act says so.
_GOES_ON = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:,\s|:\s|[–—-]\s|(?:is|are|was|were|has|have|had)\b|"
    r"[a-z]{2,}(?:s|ed)\b|(?:led|ran|made|held|took|built|sold|bought|paid|sent|gave|kept)\b)"
)
_PLURAL_VERB = re.compile(r"\s[a-z]+\b")
_OWNS = re.compile(
    r"\s(?:owns?|controls?|runs?|operates?|founded|manages?|heads?|leads?)"
    r"(?:\s(?:and|or)\s\w+)?\s(?:the\s)?(?:[a-z][\w-]*\s){0,3}"
)
_COMMENTS = re.compile(
    r"[^.]{0,40}?\b(?:said|says|added|adds|announced|announces|stated|states|told|noted|welcomed|welcomes|"
    r"thanked|stressed|met|commented|signed|declared|spoke)\b"
)
_FORMED = re.compile(r"(?P<name>[A-ZÀ-Þ][^,;:.]{2,70}?)\s+(?:is|was|has)\s")


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts of a release, and a way to ask for the targets that one states."""

    events: tuple[Event, ...]
    targets: Callable[[Event], list[Target]]


def of_group(
    context: Context, event: Event, group: Target, among: list[Target], acts: Acts
) -> list[Target]:
    """The members, if the sentences behind introduce as many as the group counts: by name, or in
    parts ("Nine of them"), less those that acts of their own state.

    ``among`` are all targets of the event: a group of one is introduced where another group is.
    """
    size = group.count or 0
    if not 1 <= size <= _MANY:
        return []
    if size == 1:
        others = [t for t in among if not t.named and (t.count or 0) > 1]
        if not any(of_group(context, event, other, [], acts) for other in others):
            return []
    mixed = len({k for _, k in kinds.heads(context.text, group.start, group.end)}) > 1
    found: dict[str, Target] = {}
    stated: dict[str, Target] = {}
    left = _ACTS
    for index in range(event.sentence + 1, min(len(context.sentences), event.sentence + _SECTION)):
        sentence = context.sentences[index]
        if sentence.zone == "boilerplate" or (sentence.zone == "heading" and found):
            break
        own = [e for e in acts.events if e.sentence == index]
        if any(lexicon()[e.source].voice != "passive" for e in own):
            if _counted(found) == size:
                break
        else:
            for target in _subjects(context, sentence, group):
                if mixed or target.kind == group.kind:
                    found.setdefault(target.name, target)
        in_prose = sentence.zone == context.sentences[event.sentence].zone == "body"
        for act in own[:left] if in_prose and size > 1 else ():
            of_kind = [t for t in acts.targets(act) if mixed or t.kind == group.kind]
            stated |= {
                t.name: t for t in of_kind if t.name not in found and 0 < (t.count or 0) < size
            }
        left = max(0, left - len(own))
        if own and found and _counted(found) + _counted(stated) == size:
            return list(found.values())
        if own and not left:
            break
    return list(found.values()) if _counted(found) == size else []


def _counted(targets: dict[str, Target]) -> int:
    return sum(t.count or 0 for t in targets.values())


def _subjects(context: Context, sentence: Sentence, group: Target) -> list[Target]:
    """The names that the clauses of a sentence open with, joined ones together, or the part of the
    group that it does: "Nine of them", "The two others, A and B, ...".
    """
    text, out, start = context.text, [], sentence.start_char
    for cut in (*_CLAUSE.finditer(text, start, sentence.end_char), None):
        end = cut.start() if cut else sentence.end_char
        out += _part(context, start, end, group) or _opening_names(context, start, end)
        start = cut.end() if cut else end
    return out


def _part(context: Context, start: int, end: int, group: Target) -> list[Target]:
    part = _PART.match(context.text, start, end)
    stated = _NUMBER.search(part["phrase"]) if part else None
    count = number(stated.group()) if stated else None
    if part is None or count is None or count >= (group.count or 0):
        return []
    if part["names"]:
        named = members.read(context, part.end(), end)
        named = [*itertools.takewhile(lambda t: t.named, named)][:count]
        if len(named) == count:
            return named
    phrase = part["phrase"]
    return [Target(start, start + len(phrase), phrase, count, group.kind)]


def _opening_names(context: Context, start: int, end: int) -> list[Target]:
    text = context.text
    named = context.mentions_in(start, end, "PERSON", "ORG", "CARTEL")
    if not named or not _opens(text[start : named[0].start_char]):
        formed = _FORMED.match(text, start, end)
        target = formed and by_form(context, start, formed.end("name"))
        return [target] if target and " " in target.name else []
    last = 0
    for before, after in itertools.pairwise(named):
        if not _JOINED.fullmatch(text, before.end_char, after.start_char):
            break
        last += 1
    behind = named[last].end_char
    goes_on = _GOES_ON.match(text, behind, end) or (last and _PLURAL_VERB.match(text, behind, end))
    if not goes_on or _COMMENTS.match(text, behind, end):
        return []
    owned = [m for m in named[last + 1 :] if _OWNS.fullmatch(text, behind, m.start_char)]
    return [named_target(context, m) for m in named[: last + 1] + owned]


def _opens(before: str) -> bool:
    return _BEFORE.fullmatch(before) is not None and not _LINK.search(before)
