"""Whether a clause's fact happened: done, promised, alleged, possible, negated or background."""

from __future__ import annotations

import re

from extractor.types import Modality

_NEGATED = re.compile(
    r"\b(?:not|never|no longer|without|n[’']t|neither|nor|failed to|declined to|acquitted|"
    r"dismissed)\b",
    re.I,
)
_POSSIBLE = re.compile(
    r"\b(?:could|would|(?-i:may)|might|if (?:convicted|found)|maximum|up to|faces?|facing|"
    r"statutory|mandatory"
    r" minimum|in order to|aims? to|seeks? to|intends? to|hopes? to|designed to|able to)\b",
    re.I,
)
_PROMISED = re.compile(
    r"\b(?:(?-i:will)|shall|plans? to|planned|is to|are to|to be|commit(?:s|ted)? to|"
    r"pledge[sd]?|agree[sd]? to"
    r"|intends? to|going to|expects? to|announced (?:plans|its intention))\b",
    re.I,
)
_ALLEGED = re.compile(r"\b(?:alleg\w+|accus\w+|according to the|purported\w*|suspected)\b", re.I)


def modality_of(
    text: str, sentence_start: int, left: int, start: int, end: int, right: int
) -> Modality:
    """The modality of the trigger ``text[start:end]`` inside its clause ``text[left:right]``."""
    near = text[max(left, start - 60) : end]
    if _NEGATED.search(near):
        return "negated"
    if _POSSIBLE.search(near):
        return "possible"
    if _PROMISED.search(near):
        return "promised"
    if _ALLEGED.search(text, left, right):
        return "alleged"
    return "done"


# A court's verbs stand close: the words right before the trigger decide, and a few behind it.
_COURT_NEGATED = re.compile(
    r"(?:\b(?:not(?!\s+guilty\s+and\b)|never|no longer|neither|nor|without being|"
    r"avoid(?:ed|s)?|declined to|failed to)|"
    r"n[’']t)\s+(?:\w+\s+){0,3}$|"
    r"\b(?:dismiss\w*|dropp\w*|acquitt\w*)\s+(?:(?:all|any|the|of|criminal|remaining|other)\s+){0,4}$",
    re.I,
)
# What a charge names as an element, or a form of words: "after having been convicted of a felony".
_ELEMENT = re.compile(
    r"\s+(?:in\s+(?:any|a)\s+court\s+)?of\s+(?:(?:an?|any|one\s+or\s+more|multiple|prior|previous|"
    r"another|two|three|several|at\s+least\s+\w+)\s+)*(?:violent\s+|serious\s+|drug\s+)?"
    r"(?:felon(?:y|ies)|misdemeanors?|(?:crimes?|offenses?)\s+punishable)",
    re.I,
)
_HAVING = re.compile(
    r"\b(?:having|persons?|someone|anyone|individuals?|felons?)\s+(?:\w+ly\s+)?$", re.I
)
# "whenever a citizen is arrested", "if they are convicted": what may be, said in the present.
_SUPPOSED = re.compile(
    r"\b(?:if|once|when|whenever|until|unless|anyone|those|persons?)\s+(?:(?!and\b|but\b)[\w.’-]+\s+){0,5}$",
    re.I,
)
_PRESENT = re.compile(r"(?:is|are|be|gets?)\b", re.I)
# "those convicted", "an individual charged with": nobody in particular, unless names follow.
_NOBODY = re.compile(
    r"\b(?:those|anyone|someone|(?:an|any|every)\s+(?:individual|person))\s+(?:\w+ly\s+)?$", re.I
)
_NAMED = re.compile(
    r"\s+(?:[\w’'-]+\s+){0,6}?(?:are|were|include[sd]?|including|is|was)\b|\s*:", re.I
)
_COURT_DROPPED = re.compile(
    r"[^.;]{0,80}\b(?:(?:was|were|been) (?:\w+ )?(?:dismissed|dropped|overturned|vacated|"
    r"reversed|withdrawn|stayed|discontinued|quashed|thrown out)|"
    r"acquitted)\b",
    re.I,
)
_COURT_POSSIBLE = re.compile(
    r"\b(?:could|would|(?-i:may)|might|must|should|can|cannot|if|once|when|unless|until|"
    r"any(?:one)?|whether|face[sd]?|"
    r"facing|eligible to|possible|potential|maximum|risk|before|wanted for)\s+"
    r"(?:(?:be|have|been|being|is|are|was|were|the|a|an|an?y?|ultimately|successfully|"
    r"subsequently|also)\s+){0,3}$|"
    r"\b(?:(?<!,\s)lead(?:s|ing)? to|seek\w*|request\w*|pending|await\w*|warrants? for|prevent\w*|"
    r"facilitat\w*|"
    r"reward[^.;]{0,50}? for|in exchange for|attempt(?:s|ed|ing)? to|toward[s]?|pursu\w+|"
    r"support(?:s|ed|ing)?|hope[sd]? (?:for|to)|avoid\w*|challeng\w+|fight\w*|appeal\w*|"
    r"oppos\w+)\s+"
    r"(?:(?:the|his|her|their|an?y?|and/or|arrest|and|or|conviction|possible|eventual|potential|"
    r"identification|of)\s+){0,6}$",
    re.I,
)
_COURT_PROMISED = re.compile(
    r"\b(?:(?-i:will)|shall|plans?|scheduled|set|expected|slated|going|due|agree[sd]?|"
    r"continue[sd]? to|"
    r"is to|are to|was to|were to|yet to|remains? to|ordered to|working to|"
    r"(?<!\bled\s)to)\s+"
    r"(?:(?:be|have|been|to|also|formally|later|each|all|both)\s+){0,4}$",
    re.I,
)
# "Sentencing for Ann Bell is scheduled for May 3."
_SENTENCING = re.compile(r"sentencings?\b", re.I)
_SCHEDULED = re.compile(
    r"[^.;]{0,150}?\b(?:is|are|was|were|has\s+been|have\s+been|has\s+not|have\s+not)\s+"
    r"(?:(?:yet|also|currently|tentatively|not|been)\s+){0,3}(?:scheduled|set|expected|slated|pending|"
    r"postponed|delayed)\b",
    re.I,
)
_HYPOTHESIS = re.compile(r"\bif\s+(?:\w+\s+){0,3}(?:convicted|found\s+guilty)\b", re.I)


def court_modality(text: str, left: int, start: int, end: int, right: int) -> Modality:
    """The modality of an arrest, charge or outcome, ``text[start:end]`` in ``text[left:right]``.

    What a defendant may get ("faces", "if convicted"), what is to come ("will be sentenced") and
    what somebody wants ("information leading to the arrest of") is no outcome.
    """
    near = text[max(left, start - 70) : start]
    if _COURT_NEGATED.search(near) or _COURT_DROPPED.match(text, end, right):
        return "negated"
    if _ELEMENT.match(text, end) and _HAVING.search(near):
        return "background"
    if _PRESENT.match(text, start) and _SUPPOSED.search(near):
        return "possible"
    if _NOBODY.search(near) and not _NAMED.match(text, end, right):
        return "possible"
    if _COURT_POSSIBLE.search(near) or _HYPOTHESIS.search(text, max(left, start - 20), end):
        return "possible"
    if _COURT_PROMISED.search(near) or (
        _SENTENCING.match(text, start) and _SCHEDULED.match(text, end, right)
    ):
        return "promised"
    return "alleged" if _ALLEGED.search(text, left, right) else "done"
