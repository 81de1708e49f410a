"""Which way the words around a date look: back, as releases mostly do, or ahead."""

from __future__ import annotations

import re

_AHEAD = (
    r"will|shall|would|scheduled|expected|slated|planned|upcoming|(?:plan|intend|aim|hope|pledge|vow)s? to"
    r"|going to|to be|is set|are set|set (?:for|to)|due (?:to|on|in|for)|deadline|no later than|effective"
    r"|faces?|is to|are to|begins?|starts?|runs|expires?|takes place|tomorrow|must"
)
_BACK = (
    r"was|were|had|did|has|have|been|ago|since|said|says|told|began|held|met|found|made|came|went|took|saw"
    r"|led|left|got|gave|won|lost|rose|fell|grew|became|shot|brought|sold|bought|paid|spent|sent|ran|hit"
    r"|set off|broke|wrote|spoke|died|fled|kept|knew|caught|drove|cut|stole|(?!need|exceed|succeed|proceed)[a-z]+ed"
)
_CUE = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))\b|(?P<short>['’]ll\b)")
_SENTENCE_END = re.compile(r"[.!?;]\s+(?=[A-Z“\"])|\n")
# A participle this close behind "will" or "to be" is part of that verb ("will be sentenced").
_SAME_VERB = 14


def direction(text: str, start: int, end: int) -> int:
    """-1 where the words around ``text[start:end]`` look back, 1 where ahead, 0 where none tells.

    The nearest verb before the date within its sentence decides, else the first behind it.
    """
    return before(text, start) or after(text, end)


def before(text: str, start: int) -> int:
    """The direction of the nearest verb before ``start`` in its sentence, 0 without one."""
    left = max(0, start - 200)
    for stop in _SENTENCE_END.finditer(text, left, start):
        left = stop.end()
    cues = list(_CUE.finditer(text, left, start))
    if not cues:
        return 0
    cue = cues[-1]
    if cue["back"] and cue["back"].endswith("ed") and len(cues) > 1:
        auxiliary = cues[-2]
        if not auxiliary["back"] and cue.start() - auxiliary.end() <= _SAME_VERB:
            cue = auxiliary
    return -1 if cue["back"] else 1


def after(text: str, end: int) -> int:
    """The direction of the first verb behind ``end`` in its sentence, 0 without one."""
    right = min(len(text), end + 120)
    stop = _SENTENCE_END.search(text, end, right)
    cue = _CUE.search(text, end, stop.start() if stop else right)
    return 0 if cue is None else -1 if cue["back"] else 1
