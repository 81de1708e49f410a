"""Arrests and trials that a release denounces: what a regime does to its critics is no charge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.lexicons import load
from extractor.records.context import Context


@dataclass(frozen=True, slots=True)
class Denunciation:
    """Words by which a release denounces an arrest or a trial.

    ``weight`` is 2 where they say so in any release, and 1 where they do only in one that no
    prosecutor or police force tells.
    """

    id: str
    weight: int
    pattern: str
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


_STRONG, _WEAK = 2, 1
# A release of prosecutors or police, and a sentence that tells of a court which is not denounced.
_PROSECUTION = re.compile(
    r"\b(?:grand\s+jury|(?:U\.?S\.?|United\s+States)\s+Attorney|Justice\s+Department|Department\s+of\s+"
    r"Justice|FBI|DEA|HSI|ICE|Sheriff[’']?s?|Police\s+Department|prosecutors?|Border\s+Patrol|"
    r"detectives?)\b"
)
_COURT = re.compile(
    r"\b(?:federal|grand\s+jury|(?:U\.?S\.?|United\s+States)\s+(?:District|Attorney|Marshals?)|Justice\s+"
    r"Department|Department\s+of\s+Justice|DOJ|FBI|ICE|indict\w*|extradit\w*|unsealed|"
    r"International\s+Criminal\s+Court|ICC)\b"
)
_TOLD_BY_PROSECUTORS = 3
_LEAD = 3


@cache
def _pattern(weight: int) -> re.Pattern[str]:
    ways = [d.pattern for d in load("denunciations", Denunciation) if d.weight == weight]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.I)


class Denounced:
    """Tells of each sentence of one release whether the release denounces what it reports."""

    def __init__(self, context: Context) -> None:
        self._context = context
        tellers = 0
        for _ in _PROSECUTION.finditer(context.text):
            tellers += 1
            if tellers == _TOLD_BY_PROSECUTORS:
                break
        #: Whether prosecutors or police tell the release.
        self.by_prosecutors = tellers == _TOLD_BY_PROSECUTORS
        head = context.sentences[:_LEAD]
        end = head[-1].end_char if head else 0
        self._throughout = bool(_pattern(_STRONG).search(context.text, 0, end))

    def __call__(self, sentence: int) -> bool:
        """Whether the sentence, by its index, tells of an arrest or outcome that is denounced."""
        s = self._context.sentences[sentence]
        text, start, end = self._context.text, s.start_char, s.end_char
        if self.by_prosecutors or _COURT.search(text, start, end):
            return False
        return (
            self._throughout
            or bool(_pattern(_STRONG).search(text, start, end))
            or bool(_pattern(_WEAK).search(text, start, end))
        )
