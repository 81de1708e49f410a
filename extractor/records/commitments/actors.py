"""Who commits or gives: the subject of an undertaking's clause, or who speaks in the release."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.records.commitments.speakers import (
    JOINS,
    JOINT,
    US,
    Actors,
    author,
    countries,
    named,
    parties,
    speakers,
    titled,
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
from extractor.records.context import Context, once
from extractor.types import Event, Label, Mention, Sentence

_LABELS: tuple[Label, ...] = ("AGENCY", "PERSON", "PLACE", "ORG")
_STRONG = re.compile(
    r"[;:]\s|\s[–—]\s|—|\bthat\s|\bwhich\s|\bwho\s|\bas\s(?!well)|\bwhile\s|\bwhere\s"
)
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
_THEY = re.compile(r"\b(?:they|it|he|she)\b", re.I)
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
# Lines above that name whom a text addresses or who speaks, not who acts.
_ADDRESS = re.compile(r"(?i:to the )[\w\s]+:?$|[A-Z .’'-]+:$")
_ACRONYM = re.compile(r"(?:the )?[A-Z][A-Z&.-]{1,7}(?: Office| office)?")


def of_event(context: Context, event: Event, before: Actors | None) -> Actors:
    """The actors of an undertaking; ``before`` are those of the last one, for "it" and "they"."""
    text = context.text
    sentence = context.sentences[event.sentence]
    if _RECEIVES.search(text, event.start_char, event.trigger_end):
        return _giver(context, event) or before or speakers(context)
    stated = _by(context, event) or _owner(context, event) or _budget(context, event)
    if stated:
        return stated
    passive = event.source.rpartition("/")[2].startswith("passive")
    if passive and (agent := _agent(context, event)):
        return agent
    left = sentence.start_char
    for m in _STRONG.finditer(text, sentence.start_char, event.trigger_start):
        left = m.end()
    for start in dict.fromkeys((left, sentence.start_char)):
        earlier = before
        if start > sentence.start_char and _THEY.match(text, start):
            # "the two bureaus announced that they will": who they are stands in the sentence
            earlier = _subject(context, sentence.start_char, start, before) or before
        found = _subject(context, start, event.trigger_start, earlier)
        if found and _is_recipient(context, event, found):
            continue
        if found and not (passive and _gains(context, found)):
            return found
    for lead in context.leads(event.sentence):
        above = context.sentences[lead]
        if _ADDRESS.match(context.words(lead)):
            continue
        if above.zone == "heading":
            found = _subject(context, above.start_char, above.end_char, before)
            if found and found.source == "rule:subject" and not _acts(context, found):
                found = None
        else:
            found = _announcer(context, above, before)
        if found:
            return Actors(found.names, found.start, found.end, "rule:lead")
        if above.zone in ("heading", "headline"):
            break
    return _body_named(context, event, before) or speakers(context)


def _subject(context: Context, start: int, end: int, before: Actors | None) -> Actors | None:
    """The rightmost of names, "we", "they" and "the department" in ``[start, end)`` that hangs on
    no preposition."""
    text = context.text
    here = [m for m in context.mentions_in(start, end, *_LABELS) if m.end_char <= end]
    groups = [
        g
        for g in _groups(context, here)
        if not _BEFORE.search(text, max(start, g[0].start_char - 40), g[0].start_char)
    ]
    acting = [g for g in groups if _VERB_NEXT.match(text, g[-1].end_char)]
    if not acting:
        schemes = context.mentions_in(start, end, "PROGRAM")
        acting = [[m] for m in schemes[-1:] if _is_subject(text, m, start)]
    pronoun = _last(_WE, text, start, end)
    they = _last(_THEY, text, start, end)
    last = (acting or groups)[-1] if acting or groups else None
    if not acting and last and _NOMINATIVE.search(text, start, last[0].start_char):
        last = None  # "We secured a decision of the council to build": who acts stands before
    head = _last(_HEAD, text, start, end)
    first_person = _last(_I, text, start, end)
    at = last[0].start_char if last else -1
    described = _last(DESCRIBED, text, start, end)
    if (
        described
        and described.start() > at
        and not any(m.start_char <= described.start() < m.end_char for m in here)
        and not _BEFORE.search(text, max(start, described.start() - 40), described.start())
    ):
        return Actors((described[1],), described.start(1), described.end(1), "rule:description")
    office = _last(OFFICES, text, start, end + _AHEAD) if not acting else None
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
        us = _last(US, text, start, end)
        if us is None:
            return None
        return Actors((united_states(context),), us.start(), us.end(), "rule:adjective")
    return Actors(_names(context, last), last[0].start_char, last[-1].end_char)


def _told_before(context: Context, start: int, at: int) -> Actors | None:
    """ "Alba announced it will", "the bureau said that they": the subject of the telling verb right
    before a pronoun."""
    telling = _TELLS.search(context.text, start, at)
    if telling is None:
        return None
    found = _subject(context, start, telling.start(), None)
    return found and replace(found, source="rule:told")


_TELLS = re.compile(
    r"\b(?:also\s+|today\s+)?(?:has\s+|have\s+)?(?:announc|confirm|stat|sa(?:id|ys)|pledg|indicat|declar|not)"
    r"(?:e[ds]|ed|es|s)?\s+(?:today\s+)?(?:that\s+)?(?:,[^,]{1,60},\s*)?$"
)
# What stands behind a subject: its acronym, an adverb, an auxiliary or a finite verb.
_VERB_NEXT = re.compile(
    r"\s*(?:\([^)]{1,40}\))?,?\s*(?:(?:\w+ly|also|today|further|jointly|then|together|now|each|both"
    r"|and|on \w+day)\s+)*(?:has|have|had|is|are|was|were|will|would|shall|plans?|intends?|agree"
    r"|commit|announce|provide|establish|launch|support|continue|welcome|reaffirm|pledge|recognize"
    r"|share|work|[a-z]+ed|made|gave|built|held|sent|met|set|began|took|led|put|brought"
    r"|[a-z]+(?:es|ts|ns|ks|ds|rs|ps))\b"
)


def _is_subject(text: str, m: Mention, start: int) -> bool:
    """Whether a scheme opens the clause and a verb follows it: "The Ports Programme will pay"."""
    ahead = text[start : m.start_char].strip().casefold()
    return ahead in ("", "the", "its", "our") and _VERB_NEXT.match(text, m.end_char) is not None


_AHEAD = 30  # characters of the verb group that tell a subject


def _announcer(context: Context, above: Sentence, before: Actors | None) -> Actors | None:
    """Who acts in the line that a list hangs on: the subject of its first verb."""
    for m in _MAIN_VERB.finditer(context.text, above.start_char + 1, above.end_char):
        found = _subject(context, above.start_char, m.start(), before)
        if found:
            return found
        break
    return _subject(context, above.start_char, above.end_char, before)


_MAIN_VERB = re.compile(
    r"\b(?:will|has|have|is|are|announc\w+|committed|agreed|pledged|decided|intends?|plans?|took"
    r"|made|launched|released|issued|provided|affirmed|reaffirmed|welcomed|endorsed)\b"
)


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


def _person_before(context: Context, at: int) -> Mention | None:
    """Whom "he" or "she" means: the last person that is named before it."""
    people = context.mentions_in(max(0, at - _MEMORY), at, "PERSON")
    return people[-1] if people else None


_MEMORY = 600  # characters in which a pronoun's person is looked for


def _groups(context: Context, mentions: list[Mention]) -> list[list[Mention]]:
    """Mentions in runs, joined by commas and "and"; an acronym in parentheses is left out."""
    text = context.text
    groups: list[list[Mention]] = []
    for m in mentions:
        if text[max(0, m.start_char - 1) : m.start_char] == "(":
            long = [
                x
                for x in context.mentions_in(max(0, m.start_char - 150), m.start_char)
                if x.end_char >= m.start_char - 2
            ]
            if groups and groups[-1][-1].end_char >= m.start_char - 2:
                continue
            m = long[-1] if long else _spelt_out(context, m)
        if groups:
            gap = text[groups[-1][-1].end_char : m.start_char]
            if gap.strip() == "(":
                continue
            place = groups[-1][-1].label == "PLACE" and m.label == "PERSON"
            parted = _TITLED if place else _PARTS
            if parted.fullmatch(gap) and _VERB_NEXT.match(text, m.end_char):
                groups.append([m])  # "In Alba, the ministry will": a comma alone does not join
                continue
            if len(gap) < 60 and JOINS.match(gap):
                groups[-1].append(m)
                continue
        groups.append([m])
    return groups


def _spelt_out(context: Context, m: Mention) -> Mention:
    """The words before an acronym in parentheses whose initials it is: "Harbour Aid (HA)"."""
    words = list(_CAPITAL.finditer(context.text, max(0, m.start_char - 90), m.start_char))
    letters = [c for c in m.text if c.isupper()]
    tail = words[-len(letters) :]
    if len(letters) < 2 or [w[0][0] for w in tail] != letters:
        return m
    start, end = tail[0].start(), tail[-1].end()
    return replace(m, start_char=start, end_char=end, text=context.text[start:end])


_CAPITAL = re.compile(r"\b[A-Z][\w’&-]*")

_PARTS = re.compile(r"(?:[’']s)?(?:\s*\([^)]{1,40}\))?,\s*(?:the\s+)?")
_TITLED = re.compile(r"(?:[’']s)?,\s+(?:[A-Z][\w.]*\s+){0,4}")  # "In Alba, President Marsh"
# "the U.S." is no mention, but it may stand beside one.
_US_FIRST = re.compile(r"\b(?:U\.S\.|US)\s(?:and|&)\s(?:the\s)?$")
_US_LAST = re.compile(r"\s(?:and|&)\s(?:the\s)?(?:U\.S\.|US)(?=\s(?!\w+’s)[a-z])")


def _names(context: Context, group: list[Mention]) -> tuple[str, ...]:
    text = context.text
    out: dict[str, None] = {}
    if _US_FIRST.search(text, max(0, group[0].start_char - 20), group[0].start_char):
        out["United States"] = None
    for m in group:
        name = _full(context, m) if m.label in ("AGENCY", "ORG") else titled(context, m)
        out.setdefault(name)
    if _US_LAST.match(text, group[-1].end_char):
        out["United States"] = None
    return tuple(out)


def _full(context: Context, m: Mention) -> str:
    """An acronym's longest form in the release; other names as they stand."""
    if not _ACRONYM.fullmatch(m.text):
        return m.text
    known = _longest(context)
    keys = ((m.label, "name", m.canonical), (m.label, "body", m.entity), (m.label, "of", m.text))
    return max((known[key] for key in keys if key in known), key=len, default=m.text)


@once
def _longest(context: Context) -> dict[tuple[str, str, str | None], str]:
    """The longest form of each official name and body, and what each acronym stands behind."""
    longest: dict[tuple[str, str, str | None], str] = {}
    for m in context.mentions:
        defined = _DEFINED.match(context.text, m.end_char)
        named = (("name", m.canonical), ("body", m.entity), ("of", defined and defined[1]))
        for kind, value in named:
            key = (m.label, kind, value)
            if value is not None and len(m.text) > len(longest.get(key, "")):
                longest[key] = m.text
    return longest


_DEFINED = re.compile(r" \(([\w.&/-]+)")


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return max(pattern.finditer(text, start, end), key=lambda m: m.start(), default=None)


def _budget(context: Context, event: Event) -> Actors | None:
    """ "The President’s budget requests": whose proposal a request for money is."""
    first = context.sentences[event.sentence].start_char
    said = _last(_BUDGET_OF, context.text, first, event.trigger_end)
    if said is None:
        return None
    return Actors(
        (named(context, "president", said.start()) or "President",),
        said.start(1),
        said.end(1),
        "rule:budget",
    )


_BUDGET_OF = re.compile(r"\b(President)[’']s\s+(?:[\w-]+\s+){0,4}(?:[Bb]udget|[Rr]equest)\b")


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


def _giver(context: Context, event: Event) -> Actors | None:
    """ "The towns received $2 million from the ministry": who gave."""
    for m in context.mentions_in(event.trigger_end, event.end_char, "AGENCY", "ORG", "PLACE"):
        if _FROM.search(context.text, event.trigger_end, m.start_char):
            return Actors((_full(context, m),), m.start_char, m.end_char, "rule:giver")
    us = US.search(context.text, event.trigger_end, event.end_char)
    if us:
        return Actors((united_states(context),), us.start(), us.end(), "rule:giver")
    return None


_RECEIVES = re.compile(r"\breceiv(?:es?|ed|ing)$", re.I)
_FROM = re.compile(r"\b(?:from|through|by|under)\s+(?:the\s+)?(?:[\w’.-]+\s+){0,3}$")


def _by(context: Context, event: Event) -> Actors | None:
    """ "launched by the ministry", "a pledge by both": the agent behind a passive or noun."""
    m = _BY.match(context.text, event.trigger_end)
    if m is None:
        return None
    near = context.mentions_in(m.end(), m.end() + _AGENT, *_LABELS)
    if not near or near[0].start_char > m.end() + 30:
        return None
    group = _groups(context, near)[0]
    return Actors(_names(context, group), group[0].start_char, group[-1].end_char, "rule:agent")


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


def _agent(context: Context, event: Event) -> Actors | None:
    """ "The pier was rebuilt last year by the ministry": the agent further behind a passive."""
    for m in _BY.finditer(context.text, event.trigger_end, event.end_char):
        near = context.mentions_in(m.end(), m.end() + _AGENT, *_LABELS)
        if near and near[0].start_char <= m.end() + 30:
            group = _groups(context, near)[0]
            return Actors(
                _names(context, group), group[0].start_char, group[-1].end_char, "rule:agent"
            )
    return None


_BY = re.compile(r"\s+by\s+(?:the\s+)?")
_AGENT = 120  # characters in which the members of an agent stand


def _owner(context: Context, event: Event) -> Actors | None:
    """ "Freedonia’s commitment to buy grain": whose word or deed a noun names."""
    first = max(context.sentences[event.sentence].start_char, event.start_char - _OWNED)
    near = context.mentions_in(first, event.start_char, *_LABELS)
    for m in reversed(near):
        if _WORD_OF.match(context.text, m.end_char, event.start_char):
            return Actors(_names(context, [m]), m.start_char, m.end_char, "rule:owner")
    word = _last(_WORD_BY, context.text, first, event.start_char)
    if word:
        for group in _groups(context, [m for m in near if m.start_char >= word.end()]):
            if group[0].start_char <= word.end() + len("the ") and _EACH.match(
                context.text, group[-1].end_char, event.start_char
            ):
                return Actors(
                    _names(context, group), group[0].start_char, group[-1].end_char, "rule:owner"
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
