"""Where the targets of a clause stand: behind its verb, before it, in a list below it."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.records.designations import introductions, members, references
from extractor.records.designations.statements import speaks_of_sanctions
from extractor.records.designations.target import NAMES, Target, by_form, named_target
from extractor.records.legal.nouns import NUMBER
from extractor.types import Event

# What may stand between a verb and its object: a law, "today", the list that the object goes on.
_ASIDE = re.compile(
    r",\s+(?:pursuant to|under)\s[^,;]{3,80},\s+|\s+(?:today|also)\s+(?=\S)|"
    r"\s+as\s+(?:an?\s+)?(?:SDGTs?|FTOs?|(?:Specially Designated Global Terrorist|"
    r"Foreign Terrorist Organization)s?(?:\s\(\w+\))?)\s+(?=(?:the\s+)?[A-Z])|"
    r"\s+(?:under|pursuant to)\s+(?:[Ss]ection\s[^,;.]{1,24}?\s+of\s+)?"
    r"(?:the\s+(?:act|order)|(?:E\.O\.|Executive Order)\s\d{5})\s+"
    rf"(?=the\s+(?:[\w-]+\s+){{0,2}}?[A-Z]|{NUMBER}\s|[A-Z][\w-]+\s[A-Z])|"
    r"\s+(?:to|from|on|in)\s+(?:(?:the|its|our)\s+)?"
    r"(?:(?:[\w’'()-]+\s+){0,6}?[Ll]ists?|Schedule\s+\d\w*(?:\s+(?:of|to)\s+the\s+[^.;,]{2,60}?)?)"
    rf"\s+(?=the\s|an?\s|{NUMBER}\s|[A-Z])(?:the\s+names?\s+of\s+)?"
)
# A country is a target of sanctions "imposed" on it, and of the lists that are of countries.
_BINDS_A_COUNTRY = re.compile(r"\bimpos|\bannounc", re.IGNORECASE)
_OF_COUNTRIES = re.compile(
    r"\bState Sponsors?\b|\bCountr(?:y|ies) of Particular Concern|\bWatch List\b", re.IGNORECASE
)
_REWARD_FOR = re.compile(
    r"information[^.;]{0,40}?\s(?:(?:leading|that leads?|which "
    r"leads?)\s+(?:directly\s+)?to[^.;]{0,60}?(?:arrests?|convictions?|location|identification|capture|"
    r"whereabouts)"
    r"(?:\s*(?:,|and/or|or|and)\s*(?:the\s+)?(?:arrests?|convictions?|location|identification|"
    r"whereabouts|in any country)+)*"
    r"(?:,?\s+in any country,?)?\s+of|on|about|regarding)\s+|"
    r"information[^.;]{0,40}?\s(?:leading|that\s+leads?|which\s+leads?)\s+to\s+(?:the\s+)?"
    r"disruption\s+of\s+(?:the\s+)?(?:financial\s+)?(?:mechanisms|networks?|finances|operations)\s+"
    r"of\s+|"
    r"\breward(?:\s+offers?)?\s+for\s+(?!information\b)",
    re.IGNORECASE,
)
# "information leading to his arrest", "to the arrest of those responsible for the theft".
_REWARD_WHOSE = re.compile(
    r"\b(?:information|tips)[^.;]{0,40}?\s(?:leading|leads?)\s+(?:\w+ly\s+)?to\s+"
    r"(?P<whose>his|her|their|(?:the\s+)?[^\s.;,]+(?:\s[A-Z][^\s.;,]+)?[’']s?)\s+"
    r"(?:arrests?|convictions?|location|identification|capture|whereabouts|apprehension)\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"(?:those|(?:the|any)\s+(?:(?:person|individual|suspect|gunman|shooter|thie)\w*(?:\s+or\s+\w+)?))"
    r"(?:\s+who\s+(?:are|is|was|were))?\s+(?:responsible|involved)\s[^;]+?"
    r"(?=,\s|\s(?:that|which|who)\s|[.;]?\s*$)"
)
_OF_A_PERSON = re.compile(r"\b(?:arrests?|convictions?|capture|whereabouts)\b", re.IGNORECASE)
# "X, which the Department designated", "X, whom OFAC also sanctioned".
_OBJECT_RELATIVE = re.compile(
    r",?\s(?:which|whom|that)\s+(?:(?:the|of|and|we|it|they|had|has|have|also|later|first|already|"
    r"previously|[A-Z][\w.’'&()-]*)\s+){1,10}$"
)
# "the assets of X were frozen", "sanctions on X were lifted": the object before the verb.
_SUBJECT_INSIDE = frozenset(("designation.frozen", "designation.delist.noun"))
_NEAR = 120  # characters back to the name that a participle is about
_RELATIVE = re.compile(
    r",?\s(?:which|who|that|(?:all|both|each) of (?:whom|which))"
    r"(?:\s(?:has|have|had|since|also|already|now|later|recently|subsequently|previously))*\s*$"
)
# "... are ineligible, to include his wife, X": who else falls under it.
_FAMILY = re.compile(r",\s+(?:to include|including)\s+")
_OPENING = re.compile(
    r"(?:On|In|Since|Under|Additionally|Separately|Also|Further|Previously|Finally|Later|As|"
    r"Concurrently|Pursuant|Following|After|Subsequently|Today|Moreover|Second|First|Third)\b"
    r"[^,]{0,110},(?:\s\d{4},)?\s*"
)
_CLAUSE = re.compile(
    r"(?:[;:]\s+|,\s+(?:and|but|while|when)\s+(?=(?:on|in|the|it|he|she|they)\b)|"
    r"\b(?:sa(?:id|ys?)|announc\w+|not(?:e[sd]?|ing)|found|determin\w+|believ\w+|conclud\w+|stat\w+|"
    r"assess\w+|confirm\w*|recall\w*|report\w*|ensur\w+|mean[st]?)(?:\s\w+)?\s+that\s+)"
)
# "X was joined by members of groups long designated as ...": the groups are meant, not X.
_OF_OTHERS = re.compile(r"\b(?:of|by|with|among)\s(?:[\w-]+\s){0,3}[a-z]+s\s(?:long\s|already\s)?$")
_OWNS_LISTING = re.compile(r"[’']s?\s+$")  # "X’s designation was revoked"
_REDUCED = re.compile(r"\s+(?:and \w+ )?(?:by|as|under|pursuant|in \d{4}|on [A-Z])\b")


def targets(context: Context, event: Event, acts: list[Event]) -> tuple[list[Target], bool]:
    """The event's targets, and whether they stand before the trigger ("X, designated by Y")."""
    found, before_trigger = _around(context, event, acts)
    out: list[Target] = []
    for target in found:
        out += (
            (not target.named and references.spelled_out(context, target))
            or (not target.named and introductions.of_group(context, event, target, found, acts))
            or [target]
        )
    return out, before_trigger


def _around(context: Context, event: Event, acts: list[Event]) -> tuple[list[Target], bool]:
    text = context.text
    sentence = context.sentences[event.sentence]
    voice = lexicon()[event.source].voice
    end = _next_act(context, event, acts)
    if voice == "reward":
        return _sought(context, event), False
    if voice == "again":
        earlier = [
            e
            for e in acts
            if e.sentence == event.sentence and e.trigger_start < event.trigger_start
        ]
        return _around(context, earlier[-1], acts) if earlier else ([], False)
    if voice == "passive":
        found = _before(context, event, end)
        return _behind_colon(context, event, end, found) or found, True
    aside = _ASIDE.match(text, event.trigger_end, sentence.end_char)
    start = aside.end() if aside else event.trigger_end
    if event.source in _SUBJECT_INSIDE:
        predicate = members.PREDICATE.search(text, start, end)
        return members.read(context, start, predicate.start() if predicate else end), True
    ahead = references.resolve(context, start, min(end, start + 60), event)
    if ahead is None:
        ahead = members.read(context, start, end)
        if end < sentence.end_char:  # the subject of the next clause is no target of this one
            ahead = [t for t in ahead if text[t.end : end].strip()]
    if not (
        _BINDS_A_COUNTRY.search(text, event.trigger_start, event.trigger_end + 80)
        or _OF_COUNTRIES.search(text, event.trigger_start, sentence.end_char)
    ):
        ahead = [t for t in ahead if t.mention is None or t.mention.label != "PLACE"]
    before = _reduced_group(context, event)
    if before is not None:
        return [before, *(t for t in ahead if t.named)], True
    if not ahead:
        relative = _OBJECT_RELATIVE.search(text, sentence.start_char, event.trigger_start)
        if relative:
            closing = members.joined_at_end(context, sentence.start_char, relative.start())
            return closing[-1:], False
    if not ahead and _REDUCED.match(text, event.trigger_end):
        near = max(sentence.start_char, event.trigger_start - _NEAR)
        if not speaks_of_sanctions(text[sentence.start_char : sentence.end_char]):
            return [], True  # "an account designated by", "members designated by the Chair"
        found = references.nearest_names(context, near, event.trigger_start, several=False)
        if found and _OF_OTHERS.search(text, found[0].end, event.trigger_start):
            return [], True
        return found, True
    return ahead, False


def _sought(context: Context, event: Event) -> list[Target]:
    """Whom a reward is offered for."""
    text, end = context.text, context.sentences[event.sentence].end_char
    whose = _REWARD_WHOSE.search(text, event.trigger_start, end)
    if whose:
        named = context.mentions_in(whose.start("whose"), whose.end("whose"), "PERSON")
        return [named_target(context, m) for m in named] or references.last_person(
            context, whose.start(), event.sentence
        )
    m = _REWARD_FOR.search(text, event.trigger_start, end)
    if m is None:
        return []
    if unknown := _UNKNOWN.match(text, m.end(), end):
        phrase = unknown.group().strip()
        return [Target(m.end(), m.end() + len(phrase), phrase, None, "individual")]
    found = members.read(context, m.end(), end)
    if _OF_A_PERSON.search(m.group()):
        found = [replace(t, kind="individual") for t in found]
    return found


_REDUCED_GROUP = re.compile(r"\s+(?:today|yesterday|this week|here)\b", re.IGNORECASE)


def is_reduced(context: Context, event: Event) -> bool:
    """Whether the trigger is a participle that closes a noun phrase: "Those sanctioned today"."""
    return _REDUCED_GROUP.match(context.text, event.trigger_end) is not None and (
        event.source == "designation.designate.active"
    )


def _reduced_group(context: Context, event: Event) -> Target | None:
    """The counted group that a participle closes: "The nine companies sanctioned today"."""
    start = context.sentences[event.sentence].start_char
    if not is_reduced(context, event):
        return None
    found = members.read(context, start, event.trigger_start)
    last = found[-1] if len(found) == 1 else None
    return last if last and not last.named and last.count is not None else None


def _before(context: Context, event: Event, end: int) -> list[Target]:
    """The subject of a passive."""
    text = context.text
    sentence = context.sentences[event.sentence]
    relative = _RELATIVE.search(text[sentence.start_char : event.trigger_start])
    if relative:
        stop = sentence.start_char + relative.start()
        several = text[event.trigger_start : event.trigger_end].startswith(("are", "were"))
        if several and len(joined := members.joined_at_end(context, sentence.start_char, stop)) > 1:
            return joined
        return references.nearest_names(context, sentence.start_char, stop, several=several)
    left = _subject_start(text, sentence.start_char, event.trigger_start)
    owned = _OWNS_LISTING.search(text, left, event.trigger_start)
    stop = owned.start() if owned else event.trigger_start
    found = references.resolve(context, left, stop, event)
    if found is None:
        found = members.read(context, left, stop)
        found = found or _bare_subject(context, left, stop)
        found = found or _apposed_subject(context, left, stop)
    family = _FAMILY.search(text, event.trigger_end, end)
    if family and event.subtype == "visa_restricted":
        more = members.read(context, family.end(), end)
        found = [t for t in more if t.named or t.count is not None] or found
    return found


def _behind_colon(context: Context, event: Event, end: int, subject: list[Target]) -> list[Target]:
    """The names that a colon behind a passive lists: "Two firms were also listed: X and Y"."""
    if any(t.named for t in subject):
        return []
    colon = context.text.find(":", event.trigger_end, end)
    if colon < 0:
        return []
    listed = members.read(context, colon + 1, end, subject[0] if subject else None)
    named = [t for t in listed if t.named]
    whole = [t for t in subject if t.count is not None and t.count != len(named)]
    return whole + listed if named else []


def _bare_subject(context: Context, start: int, end: int) -> list[Target]:
    """A subject with an apposition that no list can hold: "X, a firm that sells Y, was listed"."""
    named = context.mentions_in(start, end, *NAMES)
    if named and not context.text[start : named[0].start_char].strip():
        return [named_target(context, named[0])]
    comma = context.text.find(",", start, end)
    target = by_form(context, start, comma) if comma > start else None
    return [target] if target is not None else []


def _apposed_subject(context: Context, start: int, end: int) -> list[Target]:
    """The name that closes a subject: "The man who signed it, Colonel Doe, is on the list"."""
    named = context.mentions_in(start, end, "PERSON", "ORG", "CARTEL")
    if not named or context.text[named[-1].end_char : end].strip() != ",":
        return []
    return [named_target(context, named[-1])]


def _next_act(context: Context, event: Event, acts: list[Event]) -> int:
    """Where the next designation's words begin in the sentence, or the sentence's end."""
    end = context.sentences[event.sentence].end_char
    return min(
        (
            e.trigger_start
            for e in acts
            if e.sentence == event.sentence
            and e.trigger_start > event.trigger_end
            and lexicon()[e.source].voice == "active"
        ),
        default=end,
    )


def _subject_start(text: str, start: int, trigger: int) -> int:
    """Where a passive's subject begins: behind an opening adverbial and any clause before it."""
    cut = start
    for m in _CLAUSE.finditer(text, start, trigger):
        if m.group()[0] != "," or members.PREDICATE.search(text, cut, m.start()):
            cut = m.end()  # ", and the ..." goes on with a list where no verb stands before it
    opening = _OPENING.match(text, cut, trigger)
    return opening.end() if opening else cut
