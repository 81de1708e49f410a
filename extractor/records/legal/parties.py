"""Names in a sentence of the law that are nobody before it: towns, degrees, employers."""

from __future__ import annotations

import re

from extractor.records.context import Context, once
from extractor.records.legal.nouns import is_noun, is_plural, is_trade
from extractor.types import Mention

# "Ph.D.", "M.D.", "K.W."
_DEGREE = re.compile(r"(?:[A-Z][a-z]{0,2}\.)+(?:[A-Z][a-z]{0,2}\.?)?")
_REST_OF_DEGREE = re.compile(r"\.\s?[A-Z]\.")
# "Ann Bell, 47, from Redhill"; "Ann Bell, of Redhill"
_RESIDENT = re.compile(
    r"\b\d{2}\)?,?\s+(?:(?:also|formerly|originally|late|both)\s+)?(?:of|from)\s+$|\bfrom\s+$|\bnear\s+$"
)
_OF_AGED = re.compile(r"\b\d{2}\)?,?\s+(?:(?:also|formerly|originally|late|both)\s+)?of\s+$")
_RESIDES = re.compile(r",?\s+(?:(?:also|formerly|originally|late)\s+)?of\s+")
_AGE = re.compile(r",\s+(?:aka\b|a/k/a\b|\d{2}\b)")
_AND = re.compile(r"\s+and\s+")
_HOME = re.compile(r"\b(?:of|from|in|near|at)\s+$")
_STATE = re.compile(r",\s+(?!Jr|Sr)(?:[A-Z][a-z]{1,4}\.|(?:[A-Z]\.\s?){2})")
# The rest of a law that bears names ("Ann Bell and Tom Orr, Jr. Hate Crimes Act").
_ACT = re.compile(
    r"(?:\s+and\s+(?:[A-Z][\w.]*\s+){0,3}[A-Z]\w+,?(?:\s+Jr\.)?|,?\s+Jr\.)?\s+(?:[A-Z]\w+\s+){0,4}Act\b"
)
# The company in "the owner of Acme", which is not charged with him; in "chief executive of the
# defunct mining firm Acme" too.
_EMPLOYED = re.compile(
    r"\b(?!(?:pleas?|convictions?|sentenc\w+|indictments?|prosecutions?|charges?|arraignments?|"
    r"fines?|guilty)\b)\w+\s+(?:of|at|for|with)\s+(?:(?:the|an?|his|her|their|its)\s+)?$",
    re.IGNORECASE,
)
_HEAD = (
    r"(?:co-)?(?:owners?|presidents?|founders?|C[EFO]Os?|executives?|officers?|directors?|managers?|"
    r"employees?|coordinators?|partners?|operators?|chair\w*|members?|principals?|subsidiar(?:y|ies))"
)
_HEAD_OF = re.compile(
    rf"\b{_HEAD}\s+(?:of|at|for|with|in)\s+(?:(?:the|an?|his|her|their|its)\s+)?(?:[\w-]+\s+){{1,6}}$",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:was|were|is|are|has|have|had|and|who|which|pleaded|pled)\b")
# "CEO of Acme LLC", "Subsidiary of Acme Inc." taken for one name.
_TITLE = re.compile(rf"(?:[\w.-]+\s+){{0,3}}?{_HEAD}\s+of\s", re.IGNORECASE)
# "Bells sister", a possessive that lost its apostrophe.
_KIN = re.compile(r"s\s+(?:sister|brother|wife|husband|son|daughter|father|mother|cousin)\Z")
# "London E7"
_POSTCODE = re.compile(r"\s[A-Z]{1,2}\d{1,2}[A-Z]?\Z")
# "R3" of "R3 million"; "Reno Crown Court"
_FIGURES = re.compile(r"\d")
_COURT = re.compile(r"\b(?:Court|Tribunal)s?\Z")
_CUSTOMER = frozenset("client clients customer customers user users".split())
_WORD = re.compile(r"[\w-]+")
_LOWER = re.compile(r"(?:[’']s?)?\s+[a-z]")
_DESCRIBED = re.compile(r"(?:[’']s?)?\s+(?!and\b|or\b|pleads?\b|pled\b)(?:[a-z][\w-]*\s+){1,3}")


def is_none(context: Context, mention: Mention) -> bool:
    """Whether a name is no one who acts: a town, a degree, the employer in a job's title."""
    if mention.label == "PERSON":
        return (
            _FIGURES.search(mention.text) is not None
            or _is_no_person(context, mention)
            or _is_heading_word(context, mention)
            or _is_body(context, mention)
        )
    text, start, end = context.text, mention.start_char, mention.end_char
    left = text[max(0, start - 70) : start]
    if _EMPLOYED.search(left[-40:]) or _TITLE.match(mention.text) or _COURT.search(mention.text):
        return True
    if (head := _HEAD_OF.search(left)) is not None and not _VERB.search(head.group()):
        return True
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        # the acronym of what stands before it
        return True
    return _is_employer(context, mention) or _is_gang(context, mention)


def _is_heading_word(context: Context, mention: Mention) -> bool:
    """Whether a headline's capitals make a name of a trade ("Reno Ship Owner Sentenced")."""
    zone = context.sentences[context.sentence_index(mention.start_char)].zone
    last = mention.text.split()[-1].casefold()
    return zone == "headline" and " " in mention.text and (is_noun(last) or is_plural(last))


def _is_body(context: Context, mention: Mention) -> bool:
    """Whether the last word is the acronym of a body that the release names ("Redhill DEA")."""
    last = mention.text.split()[-1]
    return " " in mention.text and last.isupper() and last in _acronyms(context)


@once
def _acronyms(context: Context) -> frozenset[str]:
    bodies = (m.text for m in context.mentions if m.label == "AGENCY")
    return frozenset(b for b in bodies if b.isupper() and " " not in b)


def _is_gang(context: Context, mention: Mention) -> bool:
    """Whether a short name is a gang's, of which the release gives the full one."""
    return mention.text.casefold().rstrip("s") in _words_of_gangs(context)


@once
def _words_of_gangs(context: Context) -> frozenset[str]:
    gangs = (m.text.casefold() for m in context.mentions if m.label == "CARTEL")
    return frozenset(w.rstrip("s") for g in gangs for w in g.split())


def _is_employer(context: Context, mention: Mention) -> bool:
    """Whether a person noun stands right behind, or a person ("Acme vice president Ann Bell")."""
    text, end = context.text, mention.end_char
    words = _WORD.findall(text[end : end + 30])[:2]
    if words and words[0].casefold() in _CUSTOMER and text[end : end + 1] == " ":
        return True
    if not _LOWER.match(text, end):
        return False
    if any(is_plural(w) or is_trade(w) for w in words):
        return True
    gap = _DESCRIBED.match(text, end)
    return bool(
        gap
        and not _VERB.search(gap.group())
        and context.mentions_in(gap.end(), gap.end() + 1, "PERSON")
        and is_trade(gap.group().split()[-1])
    )


def _is_no_person(context: Context, mention: Mention) -> bool:
    text = context.text
    if _ACT.match(text, mention.end_char, mention.end_char + 80):
        return True
    left = text[max(0, mention.start_char - 20) : mention.start_char]
    if _HOME.search(left) and _STATE.match(text, mention.end_char):
        return True
    state = context.mentions_in(mention.end_char, mention.end_char + 3, "PLACE")
    in_state = bool(state) and text[mention.end_char : state[0].start_char] == ", "
    if _TITLE.match(mention.text) or _KIN.search(mention.text) or _POSTCODE.search(mention.text):
        return True
    if _REST_OF_DEGREE.match(text, mention.end_char) or is_trade(mention.text.casefold()):
        return True
    if _is_home(context, mention):
        return True
    if " " in mention.text:
        return in_state and bool(_HOME.search(left))
    return in_state or bool(_DEGREE.fullmatch(mention.text) or _RESIDENT.search(left))


def _is_home(context: Context, mention: Mention) -> bool:
    """Whether a name stands where a resident's town does ("Ann Bell, of Redhill and Moor")."""
    text, start = context.text, mention.start_char
    left = text[max(0, start - 20) : start]
    if _OF_AGED.search(left):
        return True
    before = context.mentions_in(max(0, start - 40), start, "PERSON", "PLACE")
    if not before:
        return False
    gap = text[before[-1].end_char : start]
    if before[-1].label == "PERSON" and gap.startswith(",") and _RESIDES.fullmatch(gap):
        return True
    aged = _AGE.match(text, mention.end_char)
    return bool(not aged and " " not in mention.text and _AND.fullmatch(gap)) and bool(
        _OF_AGED.search(text[max(0, before[-1].start_char - 20) : before[-1].start_char])
    )
