"""What a defendant is accused or convicted of: the words behind a trigger that name an offence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.lexicons import load
from extractor.records.context import Context


@dataclass(frozen=True, slots=True)
class Offense:
    """An offence, and how surely it is one: 1 a role in a scheme, 2 a crime, 3 counts of it.

    ``lead`` is the word that introduces it ("to", "with").
    """

    value: str
    start_char: int
    end_char: int
    quality: int
    lead: str = ""


@dataclass(frozen=True, slots=True)
class OffenseWord:
    """Words of which one stands in every offence."""

    id: str
    pattern: str
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@cache
def _crimes() -> re.Pattern[str]:
    words = "|".join(w.pattern for w in load("offense_words", OffenseWord))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def names_crime(words: str) -> bool:
    """Whether one of the words names an offence."""
    return bool(_crimes().search(words))


# What introduces the offence, by stage. The offence begins where the match ends.
_COUNTS = (
    r"(?:(?:all\s+|each\s+of\s+)?(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|\d+|multiple|several|"
    r"the|both|single|various|numerous|substantive|criminal|federal|felony|misdemeanou?r|further|additional|"
    r"alleged|joint|separate)\s+)*(?:counts?|charges?|violations?|offen[sc]es?|crimes?)"
    r"(?:\s+each)?(?:\s+of|:|\s+for|,?\s+including|\s+alleging)?\s+"
)
_INSTRUMENT = (
    r"(?:(?:an?|the|this|that|his|her)\s+)?(?:[\w-]+\s+){0,4}(?:information|indictment|"
    r"complaint|criminal\s+complaint)s?"
    r"(?:\s*,?\s*(?:that\s+|which\s+)?(?:charging|charged|charges)\s+(?:(?:him|her|them|each|"
    r"both|all|the\s+defendants?)\s+)?(?:with\s+)?)"
)
_BEFORE_COURT = (
    r"(?:(?:in|before|by|on|at|today|yesterday|late|earlier|this|last)\b[^.;]{0,140}?[\s,]+)?"
)
_OFFENSE_LEAD: dict[str, re.Pattern[str]] = {
    "pleaded_guilty": re.compile(
        r"\b(?:to|for|in\s+connection\s+with|of)\s+(?:" + _INSTRUMENT + r")?(?:" + _COUNTS + r")?",
        re.I,
    ),
    "convicted": re.compile(r"\b(?:of|on|for)\s+(?:" + _COUNTS + r")?", re.I),
    "sentenced": re.compile(
        r"\b(?:for|on|following\s+(?:his|her|their)\s+(?:[\w-]+\s+){0,3}(?:conviction|"
        r"plea)s?\s+(?:for|of|on|to)|"
        r"(?:after|having)\s+admitt(?:ing|ed)(?:\s+to)?|"
        r"after\s+(?:pleading\s+guilty\s+to|being\s+(?:found\s+guilty|"
        r"convicted)\s+(?:by\s+[\w\s]{1,30}\s+)?of)|"
        r"in\s+connection\s+with)\s+(?:" + _COUNTS + r")?",
        re.I,
    ),
    "charged": re.compile(
        r"(?<!along )(?<!together )\bwith:?(?!\s+intent\b)\s+(?:" + _COUNTS + r")?", re.I
    ),
    "arrested": re.compile(
        r"\b(?:for|on\s+(?:suspicion\s+of|(?:\w+\s+){0,2}(?:complaints?|allegations|"
        r"counts)\s+(?:of|for)|"
        r"charges\s+(?:of|for|related\s+to|stemming\s+from))|"
        r"on\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}warrants?\s+(?:for|charging)|"
        r"on(?=\s+(?:\w+\s+){0,6}charges?\b)|under\s+suspicion\s+of|"
        r"suspected\s+of|in\s+(?:connection\s+with|relation\s+to)|over|accused\s+of|"
        r"and\s+charged\s+with)\s+(?:" + _COUNTS + r")?",
        re.I,
    ),
    "extradited": re.compile(
        r"\b(?:to\s+face\s+(?:trial\s+(?:on|for)\s+)?|on(?=\s+(?:\w+\s+){0,8}charges?\b)|"
        r"on\s+charges\s+(?:of|for|related\s+to)|to\s+stand\s+trial\s+(?:for|on)|charged\s+with|"
        r"for\b|in\s+(?:connection\s+with|relation\s+to))\s*(?:" + _COUNTS + r")?",
        re.I,
    ),
}
_CHARGED_FOR = re.compile(
    r"\b(?:for|over|in\s+relation\s+to|on(?=\s+(?:\w+\s+){0,6}(?:counts?|charges?))|to\s+face|"
    r"(?<=accused )of|(?<=count )of|(?<=counts )of|(?<=charge )of|(?<=charges )of|"
    r"(?<=indictment )of|(?<=complaint )of)\s+(?:" + _COUNTS + r")?",
    re.I,
)
_OFFENSE_END = re.compile(
    r"\n|,?\s+announced\b|\s+arising\s+(?:out\s+of|from)|\s+when\s+(?:he|she|they)\b|"
    r"\s+by\s+\w+ing\b|"
    r",\s+(?:Acting\s+|Principal\s+|Deputy\s+)*(?:Assistant|Special|U\.S\.|"
    r"United\s+States)\s+(?:Attorney|Agent)|\s+in\s+connection\s+with|"
    r",\s+the\s+(?:(?:[A-Z][\w.’'&-]*|of|and|for)[\s,]+){1,14}(?:\([A-Z]+\)\s+)?(?:announced|"
    r"said)\b|"
    r"\s+(?:at|in)\s+(?:[A-Z][\w’']+\s+){1,3}Court|\s+(?:related|relating)\s+to\s+(?:his|her|"
    r"their)\s|"
    r"\s+for\s+(?:his|her|their)\s+(?:alleged\s+)?(?:role|part)|\s+as\s+part\s+of|"
    r"\s+from\s+(?:the\s+early|approximately|in\s+or|about)|\s+in\s+the\s+[\w\s]{2,24}\s+area\b|"
    r",?\s+(?:said|according\s+to|as\s+alleged)\b|,?\s+before\s+(?:the\s+)?(?:Senior\s+|"
    r"Chief\s+)?U\.?S\.?|"
    r",?\s+before\s+(?:[A-Z]\w+\s+){0,3}Judge|,?\s+in\s+violation\s+of|"
    r",?\s+by\s+(?:a\s+)?(?:federal\s+)?(?:grand\s+)?(?:jury|U\.S\.)|"
    r"\s+in\s+(?:the\s+)?(?:U\.S\.\s+)?(?:federal\s+)?(?:District\s+Court|federal\s+court|court\b)|"
    r"\s+in\s+the\s+(?:Northern|Southern|Eastern|Western|Central|Middle|District)|"
    r"\s+in\s+an?\s+(?:\w+[\s-]){0,4}(?:indictment|complaint|information)|"
    r",\s+(?:and\s+)?(?:was|were|is|are|has|have|had|will|he|she|they|who|which|faces?|followed|"
    r"the\s+(?:Justice|Department|U\.S\.))\b|"
    r"\s+and\s+(?:(?:then|later|also|now|currently)\s+)?(?:was|were|is|are|has|have|had|will|"
    r"sentenced|"
    r"ordered|agree[ds]|faces?|he|she|they|received|remains?|remained|serve[ds]|appeared|pleaded|"
    r"pled|"
    r"entered|waived|posted|spent|fled|returned|surrendered|consented|denie[ds]|admit(?:s|ted))\b|"
    r",?\s+and\s+(?:the\s+|an?\s+|federal\s+|special\s+|police\s+)?(?:agents|officers|detectives|"
    r"police|"
    r"investigators|deputies|troopers|inspectors|authorities|prosecutors|judge|court|"
    r"jury)\s+(?!of\b)\w+|"
    r",?\s+contrary\s+to\b|,?\s+under\s+(?:[Ss]ections?|[Aa]rticles?|s\.)\s|"
    r",\s+(?:where|when|while|whose)\b|\s+in\s+(?:early\s+|late\s+|mid-)?(?:19|20)\d\d\b|"
    r"\s+in\s+(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b|\s+on\s+\d{1,2}\s+[A-Z][a-z]{2}|\s+(?:last|this)\s+(?:week|month|year|morning|"
    r"afternoon|evening)\b|"
    r"\s+(?:has|have|had)\s+(?:been|also|pleaded|previously)\b|"
    r"\s+(?:to|and)\s+(?:serve\s+)?(?:\d+|\w+)\s+(?:months?|years?)\b|"
    r"\s+(?:today|yesterday|earlier\s+(?:today|this)|on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|"
    r"Sun)day|stemming\s+from|following\s+(?:a|an|his|her|their)\b|"
    r"after\s+(?:a|an|his|her|their|being|he|she|they|police|officers|agents|\w+ing)\b)|"
    r",\s+(?:stemming|following|after|"
    r"the\s+\w+\s+announced|U\.S\.\s+Attorney)|\s+\(?\s*18\s+U\.S\.C|;\s+(?!and\b|conspir|"
    r"possess|distribut)|"
    r"(?:\s+on|,)\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?\s+\d",
)
_OFFENSE_HEAD = re.compile(
    r"(?:(?:his|her|their|its|the\s+charges?\s+of|alleged|allegedly|"
    r"(?:or|and)\s+(?:pleaded|pled)\s+guilty\s+to|engaging\s+in(?=\s+a?\s*conspirac)|federal|"
    r"one\s+count\s+of|counts?\s+of|"
    r"charges?\s+of)\s+)+",
    re.I,
)
_NO_OFFENSE = re.compile(
    r"(?:\d|\$|(?:a\s+)?(?:term|total|period|maximum)|(?:life|time)\b|the\s+(?:offenses|charges|"
    r"crimes?|United\s+States)\b|(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|"
    r"Dec)\w*\.?\s+\d|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:today|yesterday|trial|sentencing|serve|pay|"
    r"him|her|them|each|all|both|this|that|it|more\s+than|about|(?:\w+\s+)?(?:years?|months?|"
    r"days?)|a\s+jury|an?\s+(?:\w+\s+)?judge|the\s+\w+\s+district)\b)",
    re.I,
)
_COUNTED = re.compile(r"\bcounts?\b|\bcharging\b|\bcharges?\s+of\b", re.I)
_JOINT = re.compile(r"(?:[,;]|,?\s+and)\s+(?:and\s+)?\Z")
_AGED = re.compile(r",?\s+\(?\d{2}\b|,\s+(?:aka|a/k/a|of)\b")
# "63 fugitives, including 9 wanted for": what is said of some of them
_SOME = re.compile(r"\bincluding\s+(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s")
# "Ann Bell, wanted by Reno police for arson, was arrested"
_WANTED = re.compile(
    r"\bwanted\s+(?:(?:by|in)\s+[^,;:]{2,60}?\s+)?(?:for|on\s+(?:charges|suspicion)\s+of)\s+"
)
# "Ann Bell admitted handling stolen goods and was sentenced"
_ADMITTED = re.compile(r"\badmitted\s+(?:to\s+)?(?:" + _COUNTS + r")?", re.I)
_WANTED_END = re.compile(r"[,;]|\s+in\s+[A-Z]")
# How many words that can introduce an offence are tried behind one trigger.
_LEADS = 6
_ROLE = re.compile(
    r"(?:(?:his|her|their)\s+)?(?:alleged\s+)?(?:roles?|participation|part|involvement|"
    r"connection|actions?|leadership|efforts?)\b",
    re.I,
)


def offense(context: Context, stage: str, trigger_end: int, scope_end: int) -> Offense | None:
    """The likeliest offence behind a trigger: by name rather than by role, the first of these."""
    found = behind(context, stage, trigger_end, scope_end)
    return max(found, key=lambda o: min(o.quality, 2), default=None)


def behind(context: Context, stage: str, trigger_end: int, scope_end: int) -> list[Offense]:
    """The offences behind a trigger, in order: short, verbatim, without "one count of"."""
    leads = [_OFFENSE_LEAD[stage]] + ([_CHARGED_FOR] if stage == "charged" else [])
    out: dict[int, Offense] = {}
    for lead in leads:
        for found in _behind(context, lead, trigger_end, scope_end):
            out.setdefault(found.start_char, found)
    return list(out.values())


def wanted_for(context: Context, start: int, trigger_start: int) -> list[Offense]:
    """What somebody was wanted for, by the words before the trigger that tells of the arrest."""
    m = _WANTED.search(context.text, start, trigger_start)
    if m is None:
        return []
    stop = _WANTED_END.search(context.text, m.end(), trigger_start)
    words = context.text[m.end() : stop.start() if stop else trigger_start].strip()
    if not names_crime(words[:160]) or _NO_OFFENSE.match(words):
        return []
    return [Offense(words, m.end(), m.end() + len(words), 2, "for")]


# "facing federal fraud and theft charges"
_FACED = re.compile(
    r"fac(?:es?|ing)\s+(?:(?:an?|the|multiple|several|numerous|various|additional|new|further|separate|"
    r"criminal|federal|state|\d+|one|two|three|four|five|six)\s+)*(.+?)[\s,]+(?:charges?|counts?)\Z",
    re.I | re.S,
)


_BARE_FACED = re.compile(r"(?:criminal|felony|misdemeanou?r|such)|.*\bsanctions\b.*", re.I | re.S)


def faced(context: Context, trigger_start: int, trigger_end: int) -> list[Offense]:
    """What somebody faces charges of, by the words of the trigger itself."""
    m = _FACED.search(context.text, trigger_start, trigger_end)
    if m is None or not names_crime(m[1]) or _BARE_FACED.fullmatch(m[1]):
        return []
    return [Offense(m[1], m.start(1), m.end(1), 2, "for")]


_TRAILING = re.compile(
    r"(?:[\s,;]+(?:and|but|who|which|before|when|also|then|later|today))*[\s,;]*\Z"
)


def admitted(context: Context, start: int, trigger_start: int) -> list[Offense]:
    """What somebody admitted, by the words before the trigger that tells of the sentence."""
    s = context.sentences[context.sentence_index(trigger_start)]
    named = context.mentions_in(s.start_char, trigger_start, "PERSON")
    m = _ADMITTED.search(context.text, named[-1].end_char if named else start, trigger_start)
    if m is None:
        return []
    stop = _OFFENSE_END.search(context.text, m.end(), trigger_start)
    words = context.text[m.end() : stop.start() if stop else trigger_start]
    words = _TRAILING.sub("", words)
    if not names_crime(words[:160]) or _NO_OFFENSE.match(words):
        return []
    return [Offense(words, m.end(), m.end() + len(words), 2, "to")]


def _behind(
    context: Context, lead: re.Pattern[str], trigger_end: int, scope_end: int
) -> Iterator[Offense]:
    text = context.text
    at = trigger_end
    for _ in range(_LEADS):
        m = lead.search(text, at, scope_end)
        if m is None:
            return
        if _SOME.search(text, trigger_end, m.end()):
            return
        at = start = m.end()
        if (head := _OFFENSE_HEAD.match(text, start, scope_end)) is not None:
            start = head.end()
        if _NO_OFFENSE.match(text, start, scope_end):
            continue
        limit = min(scope_end, start + 600)
        limit = _next_accused(context, start, limit)
        stop = _OFFENSE_END.search(text, start, limit)
        phrase = text[start : stop.start() if stop else limit].rstrip(' ,;:.”"')
        phrase = re.sub(r"(?:,?\s+(?:charges?|counts?|offenses?)|,?\s+and|\s+in)$", "", phrase)
        if not _crimes().search(phrase[:160]) or _starts_with_name(context, start):
            continue
        counted = bool(_COUNTED.search(m.group()))
        quality = 3 if counted else 1 if _ROLE.match(phrase) else 2
        yield Offense(phrase, start, start + len(phrase), quality, m.group().split()[0].casefold())


def _next_accused(context: Context, start: int, end: int) -> int:
    """Where a list goes on to the next one accused: "conspiracy, and Ann Bell, 32, of Reno"."""
    for m in context.mentions_in(start, end, "PERSON"):
        joint = _JOINT.search(context.text, max(start, m.start_char - 8), m.start_char)
        if joint and _AGED.match(context.text, m.end_char):
            return joint.start()
    return end


def _starts_with_name(context: Context, start: int) -> bool:
    """Whether a person, body or place stands where an offence should begin.

    A name can have begun before: "guilty in the Northern District of Ohio to theft".
    """
    at = start + (4 if context.text[start : start + 4].casefold() == "the " else 0)
    names = context.mentions_in(start - _NAME, at + 1, "PERSON", "AGENCY", "PLACE", "ORG")
    return any(m.start_char == at or m.start_char < start < m.end_char for m in names)


_NAME = 80


_RELATED = re.compile(r"(?:related|relating|connection|stemming|involving)\b", re.I)
_ALSO = re.compile(r"\b(?:also|additional(?:ly)?|in\s+addition)\b", re.I)
_LENGTHS = (2, 4, 8, 16, 32)


def cues(context: Context, trigger_start: int, o: Offense) -> set[str]:
    """What an offence's words, and those before its trigger, say of how fully it names a crime."""
    length = len(o.value.split())
    out = {
        f"quality={o.quality}",
        f"lead={o.lead}",
        f"words<{next((n for n in _LENGTHS if length < n), 999)}",
    }
    if _RELATED.match(o.value):
        out.add("related")
    if re.match(r"(?:conspir|attempt)", o.value, re.I):
        out.add("conspiracy")
    if re.search(r"\bcharges?\b", o.value, re.I):
        out.add("charges")
    if re.search(r"\b(?:scheme|his|her|their|who|which|that)\b", o.value, re.I):
        out.add("told")
    s = context.sentences[context.sentence_index(trigger_start)]
    before = context.text[s.start_char : trigger_start]
    if _ALSO.search(before[-40:]) or _ALSO.match(before):
        out.add("also")
    return out
