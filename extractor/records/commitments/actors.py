"""Who commits or gives: whom the clause states, the line above it, or who speaks in the release."""

from __future__ import annotations

import re

from extractor.records.commitments.agents import (
    RECEIVES,
    agent_behind,
    budget,
    giver,
    is_participle,
    of_gift,
    owner,
    passive_agent,
)
from extractor.records.commitments.speakers import Actors, countries, speakers
from extractor.records.commitments.subjects import THEY, subject
from extractor.records.context import Context
from extractor.types import Event, Sentence

_STRONG = re.compile(
    r"[;:]\s|\s[–—]\s|—|\bthat\s|\bwhich\s|\bwho\s|\bas\s(?!well)|\bwhile\s|\bwhere\s"
)
_AND_THEN = re.compile(
    r"(?:[,;]\s*(?:and|or|as well as)?|\s*(?:and|or|as well as))\s*"
    r"(?:(?:to|will|also|then|\w+ly)\s+)*"
)
# Lines above that name whom a text addresses or who speaks, not who acts.
_ADDRESS = re.compile(r"(?i:to the )[\w\s]+:?$|[A-Z .’'-]+:$")


def of_event(
    context: Context, event: Event, before: Actors | None, previous: Event | None = None
) -> Actors:
    """The actors of an undertaking.

    ``before`` are those of the last one, for "it" and "they"; ``previous`` is the last one where
    it stands in the same sentence.
    """
    text = context.text
    sentence = context.sentences[event.sentence]
    if RECEIVES.search(text, event.start_char, event.trigger_end):
        return giver(context, event) or before or speakers(context)
    stated = (
        agent_behind(context, event)
        or owner(context, event)
        or budget(context, event)
        or of_gift(context, event)
    )
    if stated:
        return stated
    passive = event.source.rpartition("/")[2].startswith("passive")
    if (passive or is_participle(context, event)) and (agent := passive_agent(context, event)):
        return agent
    if before and previous and _AND_THEN.fullmatch(text, previous.end_char, event.start_char):
        return before  # "the port will hire pilots, buy tugs and dredge the channel"
    left = sentence.start_char
    for m in _STRONG.finditer(text, sentence.start_char, event.trigger_start):
        left = m.end()
    for start in dict.fromkeys((left, sentence.start_char)):
        earlier = before
        if start > sentence.start_char and THEY.match(text, start):
            # "the two bureaus announced that they will": who they are stands in the sentence
            earlier = subject(context, sentence.start_char, start, before) or before
        found = subject(context, start, event.trigger_start, earlier)
        if found and _is_recipient(context, event, found):
            continue
        if found and not (passive and _gains(context, found)):
            return found
    for lead in context.leads(event.sentence):
        above = context.sentences[lead]
        if _ADDRESS.match(context.words(lead)):
            continue
        if above.zone == "heading":
            found = subject(context, above.start_char, above.end_char, before)
            if found and found.source == "rule:subject" and not _acts(context, found):
                found = None
        else:
            found = _announcer(context, above, before) or _introduced(context, lead, before)
        if found:
            return Actors(found.names, found.start, found.end, "rule:lead")
        if above.zone in ("heading", "headline"):
            break
    return _body_named(context, event, before) or speakers(context)


def _announcer(context: Context, above: Sentence, before: Actors | None) -> Actors | None:
    """Who acts in the line that a list hangs on: the subject of its first verb."""
    for m in _MAIN_VERB.finditer(context.text, above.start_char + 1, above.end_char):
        found = subject(context, above.start_char, m.start(), before)
        if found:
            return found
        break
    return subject(context, above.start_char, above.end_char, before)


_MAIN_VERB = re.compile(
    r"\b(?:will|has|have|is|are|announc\w+|committed|agreed|pledged|decided|intends?|plans?|took"
    r"|made|launched|released|issued|provided|affirmed|reaffirmed|welcomed|endorsed)\b"
)


def _introduced(context: Context, lead: int, before: Actors | None) -> Actors | None:
    """Who acts in the sentence before a line that only opens a list ("Projects include:")."""
    above, last = context.sentences[lead], context.sentences[lead - 1] if lead else None
    if last is None or last.zone != above.zone:
        return None
    if "\n\n" in context.text[last.end_char : above.start_char]:
        return None
    return _announcer(context, last, before)


def _acts(context: Context, found: Actors) -> bool:
    """Whether a heading's name is a body that could act: neither the place that the section is on
    nor a word that only looks like a name there."""
    if found.start is None or found.end is None:
        return True
    if any(name.casefold() in countries() for name in found.names):
        return False
    named = context.mentions_in(found.start, found.end)
    return any(m.label in ("AGENCY", "PERSON") and m.source != "model" for m in named) or any(
        m.label == "AGENCY" and " " in m.text for m in named
    )


def _body_named(context: Context, event: Event, before: Actors | None) -> Actors | None:
    """The body that the text right before a clause without a subject is about: who acted in the
    sentence before it, in the same paragraph."""
    if before is None or before.start is None:
        return None
    first = context.sentences[event.sentence].start_char
    if not first - _NEARBY < before.start < event.trigger_start:
        return None
    if "\n" in context.text[before.start : first].strip():
        return None
    return Actors(before.names, before.start, before.end, "rule:before")


_NEARBY = 600  # characters before a sentence in which who acts in it is still the topic


def _is_recipient(context: Context, event: Event, found: Actors) -> bool:
    """ "Brick Works (Alba, Brea) – $2 million for kilns": in a bullet without a verb the place or
    the company before the sum is who gets it."""
    if not event.source.endswith(("/amount", "/thing")) or found.source != "rule:subject":
        return False
    if found.end is None or found.start is None:
        return False
    return _TO_SUM.match(context.text, found.end, event.trigger_end) is not None


_TO_SUM = re.compile(
    r"[^.;a-z]{0,12}[)\]]?\s*(?:[–—:-]|\(|,)[^a-z]{0,4}"
    r"(?:up to\s|about\s|nearly\s|more than\s|over\s)?\s*[$£€\d]"
)


def _gains(context: Context, found: Actors) -> bool:
    """Whether the subject of a passive is a place, to which something was done or given."""
    return found.source == "rule:subject" and any(
        m.label == "PLACE" for m in context.mentions_in(found.start or 0, found.end or 0)
    )
