"""Incidents: which sentences of a release tell of one taking."""

from __future__ import annotations

import re

from extractor.records.context import Context

# A sentence that begins another incident.
_OPENS = re.compile(
    r"[“\"]?(?:(?:In|During|On) (?:a|an|the|one|yet)? ?(?:\w+ )?(?:separate|second|third|fourth|"
    r"another|unrelated|related|different|other|first|subsequent|earlier|final|previous)\b"
    r"|A (?:second|third|fourth|separate|subsequent|similar)\b|Another\b|Separately\b|Also on\b"
    r"|(?:Later|Earlier)(?: (?:that|the same|in the|on)\b|,)|Meanwhile\b"
    r"|(?:On )?[Tt]he (?:following|next|same|previous) (?:day|night|morning|evening|afternoon|"
    r"week)\b"
    r"|(?:Two|Three|Four|Five|Six|Seven|Several|A few|One) (?:days?|weeks?|hours?|months?) "
    r"(?:later|earlier|before)\b|At (?:about|approximately|around|roughly) \d"
    r"|Since\b|So far\b|To date\b|(?:In|During|Over) (?:the )?(?:past|last|fiscal|FY)\b"
    r"|(?:Just|Shortly|Hours|Moments|Minutes|A short (?:while|time)|Soon) (?:after|later|before)\b"
    r"|That (?:same|evening|night|afternoon|morning|day)\b|In the (?:afternoon|morning|evening)\b"
    r"|(?:Yesterday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday) "
    r"(?:early|late|morning|afternoon|evening|night)\b"
    r"|(?:The|During the|In the) (?:first|second|third|fourth|last|final|other) (?:incident|"
    r"seizure|"
    r"event|stop|case|bust)\b"
    r"|Nationwide\b|On average\b)"
)
# "The seizure occurred": a sentence that gives place and day of an incident.
OCCURRED = re.compile(
    r"(?:The|This|Both) (?:\w+ ){0,2}(?:seizures?|incidents?|discover(?:y|ies)|arrests?|stops?|"
    r"interdictions?|interception|encounter|event|enforcement action|operation)\b"
)
# A sentence that may give place or day of a taking: officers do something in it.
DEED = re.compile(
    r"\b(?:agents?|officers?|deput(?:y|ies)|troopers?|investigators?|police|search\w*|stopped|"
    r"warrants?|arriv\w+|inspect\w*|examin\w*|referred|encountered|seiz\w+|found|discover\w*|"
    r"raid\w*|"
    r"forfeit\w*|intercept\w*|arrested|selected|crew|cutter|patrol|observed|detected|customs|"
    r"incident)\b",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(r"(?:(?:On|Last|Early|Late)\s+)?(?:\w+\s+)?$")


class Scenes:
    """The sentences of a release numbered by incident.

    The headline and the first paragraph are a summary (``summary``): what they tell may be told
    again in any incident behind them.
    """

    def __init__(self, context: Context) -> None:
        self._of: list[int] = []
        self._summary: list[bool] = []
        scene, paragraph, body_seen = 0, 0, False
        day = None
        previous_zone = "headline"
        previous_end = 0
        new_paragraph = False
        for s in context.sentences:
            # a heading that runs into its paragraph begins it
            run_in = bool(self._of) and new_paragraph and previous_zone == "heading"
            new_paragraph = run_in or "\n" in context.text[previous_end : s.start_char]
            previous_zone = s.zone
            previous_end = s.end_char
            if s.zone in ("body", "quotation", "dateline") and (new_paragraph or not body_seen):
                paragraph += 1
                body_seen = True
            first = s.zone == "headline" or paragraph <= 1
            stated = [
                d
                for d in context.dates_in(s.start_char, min(s.end_char, s.start_char + 30))
                if d.start == d.end
                and _DAY_FIRST.fullmatch(context.text, s.start_char, d.start_char)
            ]
            opens = _OPENS.match(context.text, s.start_char, s.end_char) is not None
            if stated and stated[0].start != day:
                opens = opens or day is not None
                day = stated[0].start
            left_summary = bool(self._summary) and self._summary[-1] and not first
            # a bullet of several sentences tells of one incident
            bullet = s.zone == "list_item" and (new_paragraph or not self._of)
            if opens or s.zone == "heading" or bullet or left_summary:
                scene += 1
            self._of.append(scene)
            self._summary.append(first)

    def of(self, sentence: int) -> int:
        """The number of the sentence's incident."""
        return self._of[sentence]

    def summary(self, sentence: int) -> bool:
        """Whether the sentence belongs to the headline or the first paragraph."""
        return self._summary[sentence]

    def before(self, sentence: int, reach: int = 6) -> list[int]:
        """Sentences of the same incident before this one, nearest first."""
        first = max(0, sentence - reach)
        scene = self._of[sentence]
        return [
            i
            for i in range(sentence - 1, first - 1, -1)
            if self._of[i] == scene or (self._summary[i] and self._of[i] == scene - 1)
        ]

    def behind(self, sentence: int, reach: int = 4) -> list[int]:
        """Sentences of the same incident behind this one, nearest first."""
        last = min(len(self._of), sentence + reach + 1)
        reached = self._of[sentence] + self._summary[sentence]  # a summary is told again behind it
        return [
            i for i in range(sentence + 1, last) if self._of[sentence] <= self._of[i] <= reached
        ]

    def lead(self) -> list[int]:
        """The sentences of the summary, the first paragraph before the headline."""
        return sorted(
            (i for i, s in enumerate(self._summary) if s), key=lambda i: (self._of[i], -i)
        )
