"""The members of a counted group whom the sentences behind it introduce, each as a subject.

"Two men were listed. Ivo Doe leads the brigade. Petr Roe pays for it.": the verb of the act stands
in one sentence, the names in others.
"""

from __future__ import annotations

import itertools
import re

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.records.designations import kinds
from extractor.records.designations.target import Target, by_form, named_target
from extractor.types import Event, Sentence

_SECTION = 60  # sentences behind the group in which its members are introduced
_MANY = 60  # members up to which a group is introduced one by one
# Before a name that opens a sentence: a title, an office, a nation.
_BEFORE = re.compile(r"(?:(?:The|A|An)\s+)?(?:[\w’'.-]+\s+){0,5}")
_LINK = re.compile(r"\b(?:of|in|on|at|by|for|with|from|to|and|as|is|was|has|said)\s", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:\([^()]*\))?\s*(?:,|,?\s*and)\s*")
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


def of_group(
    context: Context, event: Event, group: Target, among: list[Target], acts: list[Event]
) -> list[Target]:
    """The names, if the sentences up to the next act of its own introduce as many as it counts.

    ``among`` are all targets of the event: a group of one is introduced where another group is.
    """
    if not 1 <= (group.count or 0) <= _MANY:
        return []
    if group.count == 1:
        others = [t for t in among if not t.named and (t.count or 0) > 1]
        if not any(of_group(context, event, other, [], acts) for other in others):
            return []
    mixed = len({k for _, k in kinds.heads(context.text, group.start, group.end)}) > 1
    found: dict[str, Target] = {}
    for index in range(event.sentence + 1, min(len(context.sentences), event.sentence + _SECTION)):
        sentence = context.sentences[index]
        if sentence.zone == "boilerplate" or (sentence.zone == "heading" and found):
            break
        if any(e.sentence == index and lexicon()[e.source].voice != "passive" for e in acts):
            break
        for target in _subjects(context, sentence):
            if mixed or target.kind == group.kind:
                found.setdefault(target.name, target)
    return list(found.values()) if len(found) == group.count else []


def _subjects(context: Context, sentence: Sentence) -> list[Target]:
    """The names that a sentence opens with, joined ones together."""
    text, start, end = context.text, sentence.start_char, sentence.end_char
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
