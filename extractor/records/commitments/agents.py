"""Who acts though no subject says so: the agent behind "by", whose pledge it is, who gave what was
received, whose budget asks for it."""

from __future__ import annotations

import re

from extractor.records.commitments.coordination import coordinated, full, names_of
from extractor.records.commitments.speakers import US, Actors, named, united_states
from extractor.records.commitments.subjects import ACTING, rightmost
from extractor.records.context import Context
from extractor.types import Event


def agent_behind(context: Context, event: Event) -> Actors | None:
    """ "launched by the ministry", "a pledge by both": the agent behind a passive or noun."""
    m = _BY.match(context.text, event.trigger_end)
    if m is None:
        return None
    near = context.mentions_in(m.end(), m.end() + _AGENT, *ACTING)
    if not near or near[0].start_char > m.end() + 30:
        return None
    group = coordinated(context, near)[0]
    return Actors(names_of(context, group), group[0].start_char, group[-1].end_char, "rule:agent")


def passive_agent(context: Context, event: Event) -> Actors | None:
    """ "The pier was rebuilt last year by the ministry": the agent further behind a passive."""
    for m in _BY.finditer(context.text, event.trigger_end, event.end_char):
        near = context.mentions_in(m.end(), m.end() + _AGENT, *ACTING)
        if near and near[0].start_char <= m.end() + 30:
            group = coordinated(context, near)[0]
            return Actors(
                names_of(context, group), group[0].start_char, group[-1].end_char, "rule:agent"
            )
    return None


_BY = re.compile(r"\s+by\s+(?:the\s+)?")
_AGENT = 120  # characters in which the members of an agent stand


def is_participle(context: Context, event: Event) -> bool:
    """Whether a verb in -ed has no subject of its own: "The fund, launched last year by both"."""
    first = context.sentences[event.sentence].start_char
    return event.source.endswith("/past") and (
        _APPOSED.search(context.text, max(first, event.start_char - 20), event.start_char)
        is not None
    )


_APPOSED = re.compile(r"[\w)”\"](?:,|\s\(|\s?[—–])\s*(?:(?:first|jointly|\w+ly)\s)?$")


def of_gift(context: Context, event: Event) -> Actors | None:
    """ "$5 million from the ministry for wells", "two boats donated by Alba": who gives what a
    clause without a verb names."""
    if event.source.rpartition("/")[2] not in _WITHOUT_VERB:
        return None
    for m in context.mentions_in(event.trigger_start, event.end_char, *ACTING):
        gift = _GIFT.search(context.text, event.trigger_start, m.start_char)
        if gift and (gift["by"] or m.label == "AGENCY"):
            group = coordinated(context, context.mentions_in(m.start_char, m.start_char + _AGENT))
            return Actors(
                names_of(context, group[0]), m.start_char, group[0][-1].end_char, "rule:agent"
            )
    return None


_WITHOUT_VERB = frozenset({"amount", "thing", "noun", "nominal", "gerund"})
_GIFT = re.compile(
    r"\b(?:from|(?P<by>(?:announced|awarded|donated|provided|funded|financed|pledged|contributed"
    r"|offered|granted|given|committed|allocated|allotted|gifted|launched|issued)\s+by))\s+(?:the\s+)?$"
)


def owner(context: Context, event: Event) -> Actors | None:
    """ "Freedonia’s commitment to buy grain": whose word or deed a noun names."""
    first = max(context.sentences[event.sentence].start_char, event.start_char - _OWNED)
    near = context.mentions_in(first, event.start_char, *ACTING)
    for m in reversed(near):
        if _WORD_OF.match(context.text, m.end_char, event.start_char):
            return Actors(names_of(context, [m]), m.start_char, m.end_char, "rule:owner")
    word = rightmost(_WORD_BY, context.text, first, event.start_char)
    if word:
        for group in coordinated(context, [m for m in near if m.start_char >= word.end()]):
            if group[0].start_char <= word.end() + len("the ") and _EACH.match(
                context.text, group[-1].end_char, event.start_char
            ):
                return Actors(
                    names_of(context, group), group[0].start_char, group[-1].end_char, "rule:owner"
                )
    return None


_OWNED = 120  # characters before a deed in which whose word it is stands
_WORDS_GIVEN = r"(?:commitments?|pledges?|promises?|plans?|decisions?|intentions?)"
_WORD_OF = re.compile(
    r"[’']s?\s+(?:[\w-]+\s+)?" + _WORDS_GIVEN + r"\s+(?:to\s+|of\s+)(?:\w+ly\s+)?$"
)
# "The pledge by Alba and Brea to each lend".
_WORD_BY = re.compile(r"\b" + _WORDS_GIVEN + r"\s+(?:made\s+)?by\s+")
_EACH = re.compile(r"\s*(?:\([^)]{1,40}\))?\s+to\s+(?:each\s+|jointly\s+|further\s+)?$")


def giver(context: Context, event: Event) -> Actors | None:
    """ "The towns received $2 million from the ministry": who gave."""
    for m in context.mentions_in(event.trigger_end, event.end_char, "AGENCY", "ORG", "PLACE"):
        if _FROM.search(context.text, event.trigger_end, m.start_char):
            return Actors((full(context, m),), m.start_char, m.end_char, "rule:giver")
    us = US.search(context.text, event.trigger_end, event.end_char)
    if us:
        return Actors((united_states(context),), us.start(), us.end(), "rule:giver")
    return None


RECEIVES = re.compile(r"\breceiv(?:es?|ed|ing)$", re.I)
_FROM = re.compile(r"\b(?:from|through|by|under)\s+(?:the\s+)?(?:[\w’.-]+\s+){0,3}$")


def budget(context: Context, event: Event) -> Actors | None:
    """ "The President’s budget requests": whose proposal a request for money is."""
    first = context.sentences[event.sentence].start_char
    said = rightmost(_BUDGET_OF, context.text, first, event.trigger_end)
    if said is None:
        return None
    return Actors(
        (named(context, "president", said.start()) or "President",),
        said.start(1),
        said.end(1),
        "rule:budget",
    )


_BUDGET_OF = re.compile(r"\b(President)[’']s\s+(?:[\w-]+\s+){0,4}(?:[Bb]udget|[Rr]equest)\b")
