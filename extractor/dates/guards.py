"""Refusals: figures and words that look like dates and are none, and words that tell direction."""

from __future__ import annotations

import re

from extractor.dates.expressions import Calendar, Node

# A year alone must not be a count, a code, an address or a number in a name.
_MEASURED = re.compile(
    r"\s+(?:rounds?|grams?|kilograms?|kilos?|kgs?|pounds?|lbs?|ounces?|tons?|tonnes?|lit(?:er|re)s?|gallons?"
    r"|pills?|tablets?|capsules?|dos(?:e|es)|dollars?|euros?|pesos|feet|foot|miles?|meters?|kilomet(?:er|re)s?"
    r"|acres?|square|block|people|persons?|individuals?|men|women|children|members?|times|percent|units?"
    r"|rifles|firearms|guns|weapons|cases|victims|migrants|troops|soldiers|officers|agents|employees|jobs|points"
    r"|hours?|minutes?|days?|weeks?|months?|years?|votes|shares|barrels|watts|degrees|calories|words)\b"
)
_ADDRESS = re.compile(
    r"\s+(?:[NSEW]\.?\s+)?(?:[A-Z0-9][\w.]*\s+){1,3}"
    r"(?:Avenue|Ave|Street|St|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Way|Plaza|Parkway|Pkwy|Highway|Hwy|Circle|Place|Pl)\b"
)
_NUMBERED = re.compile(
    r"(?:\b(?:sections?|secs?|nos?|numbers?|resolutions?|rules?|titles?|u\.?s\.?c|c\.?f\.?r|forms?|orders?|e\.o"
    r"|flights?|routes?|highways?|rooms?|suites?|box|chapters?|parts?|articles?|bills?|h\.?r|model|class of|case|docket|"
    r"public law|p\.?l|ext|extension|apartment|apt|unit|channel|boeing|airbus|windows|area code|than|least|most"
    r"|sub(?:section|part)|paragraph|level|type|interstate|pier|gate|bus|train|lot|page|pp?|vol|volume|series)\b\.?|[§#$€£:\d][.,/-]?|[A-Z]-)\s*$",
    re.IGNORECASE,
)
_BEFORE_YEAR = re.compile(
    r"\b(?:in|since|during|until|till|through|by|before|after|from|between|and|or|to|of|early|mid|late|year|around|circa|about|approximately|for|for the|the|this)\s*[(-]?\s*$",
    re.IGNORECASE,
)
_MONTH_CONTEXT = re.compile(
    r"\b(?:in|of|since|until|till|through|by|last|this|next|past|from|between|to|and|or|before|after|during|for|early|mid|late|around|about|each|every|on|dated)[\s-]*$",
    re.IGNORECASE,
)


def is_year(text: str, node: Node) -> bool:
    """Whether a lone four-digit number is a year here."""
    year = node.meaning.year
    if text[node.start] in "'’":
        return False
    before = text[max(0, node.start - 24) : node.start]
    if not 1400 <= year <= 2150:
        return False
    after = text[node.end : node.end + 60]
    if after[:1] in "-–/:$%°" and after[1:2].isalnum() and not after[1:5].isdigit():
        return after[:1] in "-–" and after[1:2].islower()
    if after[:2] in (".0", ",0") or re.match(r"[.,]\d|[/:-]\d", after):
        return False
    if _MEASURED.match(after) or _ADDRESS.match(after) or _NUMBERED.search(before):
        return False
    if 1900 <= year <= 2100:
        return True
    return bool(_BEFORE_YEAR.search(before))


def is_month(text: str, node: Node) -> bool:
    """Whether a lone month name is a month here: not "may", not a first name."""
    meaning = node.meaning
    assert isinstance(meaning, Calendar)
    before = text[max(0, node.start - 16) : node.start]
    if _MONTH_CONTEXT.search(before):
        return True
    if node.kind == "monthly_weak":
        return False
    return not re.match(r"\s+(?:[A-Z]\.\s+)?[A-Z][a-z]+", text[node.end : node.end + 24])


# --- direction ----------------------------------------------------------------------------------

_AHEAD = (
    r"will|shall|scheduled|expected|slated|upcoming|would|plans? to|intends? to|going to|to be (?:sentenced|arraigned|tried|held)"
    r"|set (?:for|to)|due (?:to|on|in)|deadline|no later than|effective|faces? a|is to|are to|['’]ll|until|by|ahead of"
    r"|begins?|starts?|runs|expires?|opens?|continues? through|takes place|next|tomorrow|can|may|must|should"
)
_BACK = r"was|were|had|did|has|have|been|ago|since|last|said|announced|took|began|held|met|found|made|came|went|[a-z]{2,}ed"
_CUE = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))\b|(?P<also>['’]ll\b)")
_BOUNDARY = re.compile(r"[.!?;]\s+(?=[A-Z“\"])|\n")


def direction(text: str, start: int, end: int) -> int:
    """-1 where the words around look back, 1 where they look ahead, 0 where none tells.

    The nearest cue before the date within its sentence decides, else the first behind it.
    """
    left = text[max(0, start - 200) : start]
    cut = max((m.end() for m in _BOUNDARY.finditer(left)), default=0)
    cues = list(_CUE.finditer(left, cut))
    if cues:
        # "will be sentenced": the participle belongs to the verb before it
        last = cues[-1]
        if last["back"] and last["back"].endswith("ed") and len(cues) > 1:
            before = cues[-2]
            if before["ahead"] and last.start() - before.end() <= 12:
                last = before
        return -1 if last["back"] else 1
    right = text[end : end + 120]
    stop = _BOUNDARY.search(right)
    cue = _CUE.search(right, 0, stop.start() if stop else len(right))
    if cue is None:
        return 0
    return -1 if cue["back"] else 1
