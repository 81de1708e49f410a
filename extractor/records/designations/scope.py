"""Where the targets of a clause stand: behind its verb, before it, in a list below it."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.records.designations import introductions, kinds, members, references
from extractor.records.designations.statements import speaks_of_sanctions
from extractor.records.designations.target import NAMES, Target, by_form, group, named_target
from extractor.records.legal.nouns import NUMBER, number
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
    r"information[^.;]{0,40}?\s(?:on|about|regarding)\s+(?:the\s+)?(?:(?:financial\s+)?(?:mechanisms|"
    r"networks?|finances|operations|activities)|whereabouts|location|identit(?:y|ies))\s+of\s+|"
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
_SUBJECT_INSIDE = frozenset(
    ("designation.frozen", "designation.delist.noun", "designation.visa.taken")
)
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
    r"(?:[;:]\s+|\b(?:by|under|in|through|with)\s+which\s+|,\s+(?:and|but|while|when)\s+(?=(?:on|in|the|it|he|she|they)\b)|"
    r"\b(?:sa(?:id|ys?)|announc\w+|not(?:e[sd]?|ing)|found|determin\w+|believ\w+|conclud\w+|stat\w+|"
    r"assess\w+|confirm\w*|recall\w*|report\w*|ensur\w+|mean[st]?)(?:\s\w+){0,3}\s+that\s+)"
)
# "X was joined by members of groups long designated as ...": the groups are meant, not X.
_OF_OTHERS = re.compile(r"\b(?:of|by|with|among)\s(?:[\w-]+\s){0,3}[a-z]+s\s(?:long\s|already\s)?$")
_OWNS_LISTING = re.compile(r"[’']s?\s+$")  # "X’s designation was revoked"
# The subject right before its verb: "for this he was listed".
_PRONOUN = re.compile(
    r"(?:^|[\s,;])(?P<who>(?:he|she|it|they|both)(?:\s+(?:has|have|had))?\s*)$", re.IGNORECASE
)
_REDUCED = re.compile(r"\s+(?:and \w+ )?(?:by|as|under|pursuant|in \d{4}|on [A-Z])\b")


def targets(context: Context, event: Event, acts: list[Event]) -> tuple[list[Target], bool]:
    """The event's targets, and whether they stand before the trigger ("X, designated by Y")."""
    found, before_trigger = _around(context, event, acts)
    out: list[Target] = []
    stated = introductions.Acts(tuple(acts), lambda act: _around(context, act, acts)[0])
    for target in found:
        out += (
            (not target.named and references.spelled_out(context, target))
            or (not target.named and introductions.of_group(context, event, target, found, stated))
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
    if event.source == "designation.total":
        return _totalled(context, event), False
    if voice == "passive":
        found = _before(context, event, end)
        found = _behind_colon(context, event, end, found) or found
        return found + (_gapped(context, event, end) if found else []), True
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
        if unnamed := _antecedent(context, sentence.start_char, stop):
            return [unnamed]
        several = text[event.trigger_start : event.trigger_end].startswith(("are", "were"))
        if several and len(joined := members.joined_at_end(context, sentence.start_char, stop)) > 1:
            return joined
        return references.nearest_names(context, sentence.start_char, stop, several=several)
    left = _subject_start(text, sentence.start_char, event.trigger_start)
    if pronoun := _PRONOUN.search(text, left, event.trigger_start):
        left = pronoun.start("who")
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


# "A was listed for theft; B, for fraud": the verb is left out. "A was listed together with B".
_REASONED = re.compile(r"[^;,]{0,60}?\b(?:for|because|over)\s")
_GAPPED = re.compile(
    r"[;,]\s+(?:and\s+|while\s+)?(?P<who>[^;,()]{3,90}?)(?:\s*\([^()]*\))?,?\s(?:for|because|over)\s"
)
_WITH = re.compile(
    r"(?:(?!\s(?:for|because|over|who|which|that|as an?)\s)[^;]){0,90}?"
    r"(?:,?\s(?:together with|along with|alongside|jointly with)\s+|"
    r",\s+(?:with\s+(?=(?:his|her|its|their|the)\s|[A-Z])|(?:including|notably|among them)\s+))"
)


def _gapped(context: Context, event: Event, end: int) -> list[Target]:
    """The further subjects of a passive that stand behind it, with a reason or "with"."""
    text, out = context.text, []
    if _REASONED.match(text, event.trigger_end, end):
        for m in _GAPPED.finditer(text, event.trigger_end, end):
            if not members.PREDICATE.search(text, m.start("who"), m.end("who")):
                found = members.read(context, m.start("who"), m.end("who"))
                out += [t for t in found if t.named and t.end >= m.end("who") - 1]
    if beside := _WITH.match(text, event.trigger_end, end):
        found = members.read(context, beside.end(), end)
        out += [
            t
            for t in found
            if (t.named or t.count is not None)
            and not (t.mention is not None and t.mention.label in ("AGENCY", "PLACE"))
        ]
    return out


_TOTAL = re.compile(
    rf"\bto\s+(?:(?:more than|over|nearly|almost|some|about|a total of)\s+)?(?P<number>{NUMBER})\b",
    re.IGNORECASE,
)


def _totalled(context: Context, event: Event) -> list[Target]:
    """The group of "bringing to 60 the number of judges under sanctions"."""
    text, end = context.text, context.sentences[event.sentence].end_char
    total = _TOTAL.search(text, event.trigger_start, end)
    count = number(total["number"]) if total else None
    found = kinds.heads(text, event.trigger_end, end)
    if count is None or not found:
        return []
    start = event.trigger_end + 1
    noun, kind = found[0]
    return [Target(start, noun.end(), text[start : noun.end()], count, kind)]


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


_UNNAMED = re.compile(r"\b(?:an?|another)\s(?:[a-z][\w-]*\s){0,3}[a-z][\w-]*$")


def _antecedent(context: Context, start: int, stop: int) -> Target | None:
    """Whom a relative clause is about, where that is nobody named: "a banker who was listed"."""
    noun = _UNNAMED.search(context.text[max(start, stop - _NEAR) : stop])
    at = max(start, stop - _NEAR) + noun.start() if noun else stop
    if noun is None or context.text[max(start, at - 2) : at] == ", ":  # an apposition to a name
        return None
    return group(context, at, stop)


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
