"""The subject of a clause: names, "we", "they", "the department" or a body without a name."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.records.commitments.coordination import VERB_NEXT, coordinated, names_of
from extractor.records.commitments.speakers import (
    JOINT,
    US,
    Actors,
    author,
    named,
    parties,
    united_states,
    we,
)
from extractor.records.commitments.unnamed import (
    BODY_NOUN,
    DESCRIBED,
    FIELDS,
    NEAR,
    OFFICES,
    department,
    is_clear,
    opening,
)
from extractor.records.context import Context
from extractor.types import Label, Mention

ACTING: tuple[Label, ...] = ("AGENCY", "PERSON", "PLACE", "ORG")
_BEFORE = re.compile(
    r"\b(?:(?i:of|in|with|to|from|for|by|at|under|on|through|against|about|across|into|between))\s+"
    r"(?:the\s+|its\s+|our\s+|their\s+)*(?:[\w.’'-]+\s+){0,1}$"
)
_WE = re.compile(
    r"\b(?:we|our|(?:both|the (?:two|three|four|five)|our(?: two| three)?) (?:countries|governments"
    r"|sides|nations|leaders|parties|presidents|ministers|delegations|partners)|both|the (?:leaders"
    r"|(?:secretary and )?(?:foreign |defense )?ministers|participants|parties|sides|governments"
    r"|presidents))\b",
    re.I,
)
THEY = re.compile(r"\b(?:they|it|he|she)\b", re.I)
_NOMINATIVE = re.compile(
    r"\b(?:we|they|he|she|it)(?:[’'](?:ve|re|ll|s)|\s+(?:\w+ly\s+|also\s+)*(?:ha(?:ve|s|d)|a?re|is|was|were"
    r"|will|would|[a-z]+(?:ed|s)|took|made|gave|built|held|sent|led|put|brought))\b",
    re.I,
)
_I = re.compile(r"(?<![\w.])I(?![\w.])")
_HEAD = re.compile(
    r"\b(?:the|this|my|our|his|her) (?:(?!vice )[\w-]+ )?(administration|department|agency|bureau"
    r"|office|president|government|ministry|secretary|command|commission|service|program"
    r"|attorney general"
    r"|vice president|division|embassy|group|committee|council|coalition|task force|county|city"
    r"|university|board|authority|congress|budget|union|mission|organization|alliance)\b(?![’'])",
    re.I,
)


def subject(context: Context, start: int, end: int, before: Actors | None) -> Actors | None:
    """The rightmost of names, "we", "they" and "the department" in ``[start, end)`` that hangs on
    no preposition."""
    text = context.text
    here = [m for m in context.mentions_in(start, end, *ACTING) if m.end_char <= end]
    groups = [
        g
        for g in coordinated(context, here)
        if not _BEFORE.search(text, max(start, g[0].start_char - 40), g[0].start_char)
    ]
    acting = [g for g in groups if VERB_NEXT.match(text, g[-1].end_char)]
    if not acting:
        schemes = context.mentions_in(start, end, "PROGRAM")
        acting = [[m] for m in schemes[-1:] if _is_subject(text, m, start)]
    pronoun = rightmost(_WE, text, start, end)
    they = rightmost(THEY, text, start, end)
    last = (acting or groups)[-1] if acting or groups else None
    if not acting and last and _NOMINATIVE.search(text, start, last[0].start_char):
        last = None  # "We secured a decision of the council to build": who acts stands before
    head = rightmost(_HEAD, text, start, end)
    first_person = rightmost(_I, text, start, end)
    at = last[0].start_char if last else -1
    described = rightmost(DESCRIBED, text, start, end)
    if (
        described
        and described.start() > at
        and not any(m.start_char <= described.start() < m.end_char for m in here)
        and not _BEFORE.search(text, max(start, described.start() - 40), described.start())
    ):
        return Actors((described[1],), described.start(1), described.end(1), "rule:description")
    office = rightmost(OFFICES, text, start, end + _AHEAD) if not acting else None
    if office and office.start() < end and office.start() >= (pronoun.start() if pronoun else 0):
        holders = tuple(x for x in office.groups() if x)
        return Actors(holders, office.start(1), office.end(1), "rule:office")
    field = FIELDS.search(text, start, end) if last is None else None
    if field and (field.start() == start or text[field.start() - 2] in ".;:,"):
        body = department(context, field[1])
        return Actors((body,), field.start(1), field.end(1), "rule:field")
    if first_person and first_person.start() > max(
        at, *(m.start() for m in (pronoun, they, head) if m), -1
    ):
        return author(context, first_person.start())
    if pronoun and pronoun.start() > at:
        return Actors(
            we(context, pronoun[0], pronoun.start()),
            pronoun.start(),
            pronoun.end(),
            "rule:speakers",
        )
    if they and they.start() > at and they[0].casefold() in ("he", "she"):
        us = US.search(text, they.end(), end)
        if us:
            return Actors((united_states(context),), us.start(), us.end(), "rule:adjective")
        person = _person_before(context, they.start())
        if person:
            return Actors((person.text,), they.start(), they.end(), "rule:antecedent")
    title = context.release.title or ""
    if they and they.start() > at and they[0].casefold() == "they" and JOINT.search(title):
        joint = parties(context, title, lone=False)
        if joint:
            return Actors(joint, they.start(), they.end(), "rule:parties")
    if they and they.start() > at:
        here_before = _told_before(context, start, they.start())
        if here_before:
            return here_before
        if acting and they[0].casefold() == "it":
            # "the bureau issued advice, and it will open a desk"
            return Actors(
                names_of(context, acting[-1]), they.start(), they.end(), "rule:antecedent"
            )
    if they and they.start() > at and before is not None:
        return Actors(before.names, they.start(), they.end(), "rule:antecedent")
    if (
        head
        and head.start() > at
        and not any(m.start_char <= head.end() <= m.end_char for m in here)
        and (name := named(context, head[1], start))
    ):
        return Actors((name,), head.start(), head.end(), "rule:head")
    noun = BODY_NOUN.search(text, max(start, end - NEAR), end)
    if noun and noun.start(1) > at and is_clear(text, here, start, noun):
        return Actors((noun[1],), noun.start(1), noun.end(1), "rule:noun")
    if last is None:
        opener = opening(text, start, end)
        if opener:
            return Actors((opener[1],), opener.start(1), opener.end(1), "rule:opening")
        us = rightmost(US, text, start, end)
        if us is None:
            return None
        return Actors((united_states(context),), us.start(), us.end(), "rule:adjective")
    return Actors(names_of(context, last), last[0].start_char, last[-1].end_char)


def _told_before(context: Context, start: int, at: int) -> Actors | None:
    """ "Alba announced it will", "the bureau said that they": the subject of the telling verb right
    before a pronoun."""
    telling = _TELLS.search(context.text, start, at)
    if telling is None:
        return None
    found = subject(context, start, telling.start(), None)
    return found and replace(found, source="rule:told")


_TELLS = re.compile(
    r"\b(?:also\s+|today\s+)?(?:has\s+|have\s+)?(?:announc|confirm|stat|sa(?:id|ys)|pledg|indicat|declar|not)"
    r"(?:e[ds]|ed|es|s)?\s+(?:today\s+)?(?:that\s+)?(?:,[^,]{1,60},\s*)?$"
)


def _is_subject(text: str, m: Mention, start: int) -> bool:
    """Whether a scheme opens the clause and a verb follows it: "The Ports Programme will pay"."""
    ahead = text[start : m.start_char].strip().casefold()
    return ahead in ("", "the", "its", "our") and VERB_NEXT.match(text, m.end_char) is not None


_AHEAD = 30  # characters of the verb group that tell a subject


def _person_before(context: Context, at: int) -> Mention | None:
    """Whom "he" or "she" means: the last person that is named before it."""
    people = context.mentions_in(max(0, at - _MEMORY), at, "PERSON")
    return people[-1] if people else None


_MEMORY = 600  # characters in which a pronoun's person is looked for


def rightmost(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The match of a pattern that begins last in ``text[start:end]``."""
    return max(pattern.finditer(text, start, end), key=lambda m: m.start(), default=None)
