"""Reads a stretch of text as a list of targets."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from extractor.records.context import Context
from extractor.records.designations import descriptions, families, kinds
from extractor.records.designations.target import (
    COUNT,
    NAMES,
    Target,
    by_form,
    group,
    holds_more,
    named_target,
    names_in,
    names_one,
)
from extractor.records.designations.wholes import (
    COMPLEMENT_AND_COMMA,
    is_mixed,
    like_the_others,
    same_phrase,
    without_appositions,
)
from extractor.records.legal.nouns import NUMBER, number
from extractor.types import Mention

Span = tuple[int, int]


# A comma or conjunction between two targets. "of", "for", "in" never part two targets.
_SEPARATOR = re.compile(
    r"\s*(?:;\s*(?:and\s+|as well as\s+)?|,\s*(?:and|as well as|along with|including|to include|"
    r"namely)\s+|,\s+|\s+(?:and|as well as|along with|together with|including|such as|namely)\s+|"
    r":\s+|\s[–—]\s(?:such as\s+|including\s+)?|—(?:such as\s+|including\s+)?)"
    r"(?:(?:on|against|also|both)\s+)*",
    re.IGNORECASE,
)
# What a target is said to have done, or the law it falls under: the member is over.
_STOP = re.compile(
    r"\s(?:pursuant|under|for|in (?:response|connection|accordance|recent|recognition|relation|"
    r"coordination|line)|because|who|whom|whose|which|that|"
    r"to (?!(?:the|its|our|their|be)\b)[a-z]+|to be (?:an? )?(?:[\w-]+ ){0,4}?of primary|due to|"
    r"today|yesterday|"
    r"on (?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday)|as (?:an? |a result|part|well as for|(?:global|"
    r"foreign|specially|significant|proliferators|terrorists?|being|derivative|blocked|property|"
    r"countries of|entities of|state sponsors?|SDGTs?|FTOs?))|"
    r"subject to|involved|engaged|operating|operated|illegitimately|responsible|linked|"
    r"associated with|"
    r"connected|tied|affiliated|belonging|isolating|blocking|"
    r"by the|located|with ties|based on|thereby|remains?|after|following|when|while|where|if|"
    r"(?:to|on|in) (?:an?|the|its|our|their) (?:[\w’'-]+ ){0,6}?(?:lists?|blacklist|report)|"
    r"from (?:the|its)|"
    r"(?<!known )by|already|"
    r"accused|"
    r"believed|suspected|previously|without|designated|sanctioned|"
    r"and (?:also )?(?:identifying|designating|sanctioning|imposing|blocking|adding|announcing|"
    r"restricting|issuing|taking|offering|removing|freezing))\b|[.!?]\s*$|,\s(?!including\b)(?-i:[a-z]{3,}ing)\s|(?<=[a-z]{4})(?<!Brig)[.](?=\s+[A-Z(“])",
    re.IGNORECASE,
)
_RESUMES = re.compile(
    rf"[;:]\s+(?:and\s+|as\s+well\s+as\s+)?(?:(?:on|against)\s+)?|"
    rf",?\s+(?P<introduced>to\s+include|including|namely)\s+(?:(?:his|her|its|their)\s+)?|"
    rf",?\s+(?:as\s+well\s+as|along\s+with|and)\s+(?:(?:on|against)\s+(?=\S)|(?={NUMBER}\s)|"
    rf"(?:his|her|(?:[\w’'-]+\s+){{0,2}}[\w-]+[’']s?)\s+(?={kinds.KIN}))|"
    rf",\s+(?={NUMBER}\s+(?:of|\w+ing)\s)|"
    rf",?\s+and\s+(?=(?P<described>(?-i:{descriptions.HEAD})))|"
    r",?\s+and\s+(?P<name>(?-i:[A-Z]))",
    re.IGNORECASE,
)
_REACH = 300  # characters over which a list goes on behind "and" and a number
# Behind a name that closes a list these begin a new clause: "designated X, and Y is ...".
PREDICATE = re.compile(
    r"\s(?:is|are|was|were|has|have|had|will|would|can|may|said|remains?|continues?|appeared|"
    r"follows?|followed|sends|marks|marked|comes|came|took|takes|underscores?|demonstrates?|"
    r"reflects?|responds?|entered)\b"
)
_APPOSITION = re.compile(
    r"an?\s|of\s+(?=[A-Z])|(?:the|one of)\s+(?:[\w’'-]+\s+){0,3}[a-z]|"
    r"(?:its|their)\s+(?:[a-z][\w-]*\s+){0,3}(?:chair\w*|chief|head|director|president|leader|commander)\s*$|"
    r"(?:his|her)\s+(?:\w+\s+){0,2}(?:child|wife|husband|spouse|son|daughter|brother|sister)\b"
)
# "daughter of Mara Doe", "children of President Doe": the name behind "of" is not the target.
_OF_ANOTHER = re.compile(r"\bof\s+(?:(?:President|Minister|General|Leader|former)\s+)*$")
_ROLE = re.compile(
    r"\s*(?:chief|head|director|deputy|president|chairman|minister|commander|chair|former|leader|"
    r"a\.?k\.?a|formerly|also known|spokes\w+|son|daughter|wife|brother)\b"
)
_IS_OF_A_NAME = re.compile(r"\bof\s+(?:President\s+)?[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)+\s+and\s+$")
_WHERE = re.compile(r"\s(?:in|from|at|based)\s")  # "A in Vladivostok; B in Dalian"
_CLOSING_NAME = re.compile(r"(?<=[a-z] )(?:[A-ZÀ-ÞİŞ0-9][^\s,;:]*(?: |$))+(?:\([^()]*\))?\s*$")
_BRACKETS = re.compile(r"\([^()]*\)")
# "(1) A, (2) B", "a) A": the numbers of an enumeration that runs on in a sentence.
_ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s+")
# "the names of A and B", "the entirety of A": A is the target.
_NAMES_OF = re.compile(
    r"(?:[Tt]he\s+)?(?:[Nn]ames?|entry|entries|entirety|whole|full\s+\w+)\s+of\s+|all\s+of\s+(?=[A-Z])"
)
_LEGAL_TAIL = re.compile(rf"{kinds.LEGAL_FORM.pattern}(?=[,;:.)]|\s|$)")
_DASH = re.compile(r"[–—]\s*$")
_NATION = re.compile(r"[A-Z][a-z]+(?:an|ese|ish|ch|i)\b")
_NATION_AND = re.compile(r"\b[A-Z][a-z]+(?:an|ese|ish|ch|i) and\s$")
_LEAD_IN = re.compile(
    r"^(?:(?:on|against|the|an?|its|his|her|their|our|one|of|also|both|following|previously|former|"
    r"current|additional|senior|alleged|"
    r"[A-Z][a-z]+(?:an|ese|ish|ch)|[A-Z][\w-]+-based|PRC|DPRK|UAE|UK|U\.S\.)\s+)*",
)
# "the Republic of Freedonia": the country, where only its name was found.
_STATE_OF = re.compile(
    r"(?:the\s+)?(?:[A-Z][\w’-]+\s+){0,2}(?:Republic|Kingdom|Union|State)\s+of\s+"
)
_INNER = re.compile(r"\b(?:of|for|to|by|with|from|supporting)\s")
# "ten judges, two of the high court among them": a part of those who stand before.
_AMONG = re.compile(r",\s(?!and\s)[^,;:.]{2,90}\samong\s(?:them|those)\b")
_ANYBODY = re.compile(r"\s*(?:any|anyone|those|whoever)\b", re.IGNORECASE)


def read(context: Context, start: int, end: int, whole: Target | None = None) -> list[Target]:
    """The targets that are listed from ``start`` on, members of the group ``whole``.

    A member ends where its deed or law begins ("for ...", "pursuant to ..."); the list goes on
    behind a semicolon, "including", or "and" with a number.
    """
    found: list[Target] = []
    if among := _AMONG.search(context.text, start, end):
        end = among.start()
    if _ANYBODY.match(context.text, start, end):
        return found
    at, introduced = start, False
    while at < end:
        stop, is_over = _member_end(context, at, end)
        more = _members(context, at, stop, whole, first=at == start)
        if introduced and not any(t.named for t in more):
            stop, is_over = at, False  # "for abuses, including torture, as well as on ..."
        found += [t for t in more if t.named or not introduced]
        if not is_over and found and not found[-1].named and (found[-1].count or 0) > 1:
            apposed, stop = _apposed(context, stop, end, found[-1])
            found[-1:] = apposed
        resumes = None if is_over else _resumes(context, stop, end)
        if resumes is None:
            break
        if resumes.group()[0] == ":" and found and not found[-1].named:
            whole = found[-1]
        at = resumes.start("name") if resumes["name"] else resumes.end()
        goes_on = introduced and resumes["name"] is not None
        introduced = goes_on or resumes["introduced"] is not None
    return without_appositions(like_the_others(found, context.text), context.text)


def _resumes(context: Context, stop: int, end: int) -> re.Match[str] | None:
    """Where the list goes on behind what was said of a member, if it does."""
    for m in _RESUMES.finditer(context.text, stop, end):
        far = m.start() - stop > _REACH and context.text[m.start()] not in ";:"
        if far:
            return None
        if m["described"] is not None:
            if descriptions.starts_described(context, m.start("described"), end):
                return m
        elif m["name"] is None or _starts_name(context, m.start("name")):
            return m
    return None


def _apposed(context: Context, stop: int, end: int, whole: Target) -> tuple[list[Target], int]:
    """The names behind a group's complement, if they are as many: "two lawyers for it, A and B"."""
    comma = COMPLEMENT_AND_COMMA.match(context.text, stop, min(end, stop + _REACH))
    if comma is None:
        return [whole], stop
    far, _ = _member_end(context, comma.end(), end)
    named = _members(context, comma.end(), far, whole, first=False)
    named = [*itertools.takewhile(lambda t: t.named, named)]
    if len(named) == whole.count:
        return named, named[-1].end
    return [whole], stop


_OWN_REASON = re.compile(r"\s*(?:\([^()]*\))?\s(?:for|because|pursuant|under)\b")


def _starts_name(context: Context, at: int) -> bool:
    """Whether a name begins here, and no clause with it: behind a comma a person's, without one
    any that has a reason of its own ("X for laundering it, and A", "X for it and A for ...").
    """
    named = context.mentions_in(at, at + 1, "PERSON", "ORG")
    if not named:
        return False
    if re.search(r",\s+and\s+$", context.text[max(0, at - 8) : at]):
        return named[0].label == "PERSON" and not PREDICATE.match(context.text, named[0].end_char)
    return _OWN_REASON.match(context.text, named[0].end_char) is not None


def _member_end(context: Context, start: int, end: int) -> tuple[int, bool]:
    """Where the members from ``start`` on end, and whether the whole list does."""
    names = context.mentions_in(start, end, *NAMES)
    for m in _STOP.finditer(context.text, start, end):
        if any(n.start_char <= m.start() < n.end_char for n in names):
            continue
        if not _is_in_title(context, m, names):
            return m.start(), m.group().strip() in (".", "!", "?")
    return end, True


def _is_in_title(context: Context, stop: re.Match[str], names: list[Mention]) -> bool:
    """Whether "for" stands inside a title or name: "Minister for Labour", "Bureau for Arms"."""
    text = context.text
    if stop.group().strip() != "for" or not text[stop.end() :].lstrip()[:1].isupper():
        return False
    before = text[max(0, stop.start() - 30) : stop.start()].split()
    return (
        bool(before)
        and before[-1][:1].isupper()
        and not any(n.end_char == stop.start() for n in names)
    )


def _cuts(context: Context, start: int, end: int) -> Iterator[Span]:
    """The separators between members: not inside names, amounts, brackets or one noun phrase."""
    text = context.text
    solid: list[Span] = [(m.start_char, m.end_char) for m in context.mentions_in(start, end)]
    solid += [(q.start_char, q.end_char) for q in context.quantities_in(start, end)]
    solid += [m.span() for m in _BRACKETS.finditer(text, start, end)]
    at = start
    for m in _SEPARATOR.finditer(text, start, end):
        if any(a < m.end() - 1 and m.start() < b for a, b in solid):
            continue
        if m.group() == ", " and _LEGAL_TAIL.match(text, m.end()):
            continue
        if _NATION_AND.search(text[start : m.end()]) and _NATION.match(text, m.end()):
            continue  # "2,600 Russian and Belarusian officials" are one group
        if same_phrase(context, at, m, end):
            continue
        yield m.start(), m.end()
        at = m.end()


def _members(
    context: Context, start: int, end: int, whole: Target | None, *, first: bool
) -> list[Target]:
    text = context.text
    cuts = [*_cuts(context, start, end), (end, end)]
    out: list[Target] = []
    at = start
    countries = first  # only a list that begins with a country lists countries
    named = False  # whether a name and a comma stand before: an apposition may follow
    for left, right in cuts:
        predicate = PREDICATE.search(text, at, left)
        if predicate and _ends_name(context, predicate):
            left = predicate.start()
        elif predicate and (out or not first):
            if "," in text[max(start, at - 8) : at]:
                break  # ", and Y is ...": a clause of its own
            left = predicate.start()
        apposition = (
            named
            and _APPOSITION.match(text, at, left)
            and not descriptions.is_another(context, at, left)
            and not _STATE_OF.match(text, at, left)
        )
        of_another = out and not out[-1].named and _IS_OF_A_NAME.search(text[out[-1].start : at])
        if of_another and names_one(context, at, left):
            at = right
            continue  # "daughter of Ivo Doe and Mara Doe": both are behind "of"
        target = None if apposition else _member(context, at, left, countries, whole)
        if target is not None and (target.count or not _DASH.search(text[max(0, at - 3) : at])):
            out.append(target)
            out += families.in_brackets(context, target.end, left)
            named = target.named and text[left:right].strip() == ","
            if not target.named:
                whole = target
        if target is not None:
            place = target.mention is not None and target.mention.label == "PLACE"
            countries = place or (countries and _STATE_OF.match(text, at, left) is not None)
        elif not out:
            countries = False
        at = right
    return out


def _ends_name(context: Context, predicate: re.Match[str]) -> bool:
    """Whether the verb stands right behind a name, of which it says something."""
    if predicate.group().strip() == "said":
        return False
    near = context.mentions_in(max(0, predicate.start() - 80), predicate.start(), *NAMES)
    return bool(near) and near[-1].end_char == predicate.start() and near[-1].label != "AGENCY"


def _member(
    context: Context, start: int, end: int, countries: bool, whole: Target | None
) -> Target | None:
    text = context.text
    while start < end and text[start].isspace():
        start += 1
    if number_of_item := _ENUMERATOR.match(text, start, end):
        start = number_of_item.end()
    if names_of := _NAMES_OF.match(text, start, end):
        start = names_of.end()
    segment = text[start:end]
    people = [
        m
        for m in names_in(context, start, end)
        if m.label == "PERSON" and not _OF_ANOTHER.search(text[start : m.start_char])
    ]
    closed = bool(people) and not text[people[-1].end_char : end].strip(" ,.()")
    if not segment.strip() or (_ROLE.match(segment) and not closed):
        return None
    lead = _LEAD_IN.match(segment)
    body = start + (lead.end() if lead else 0)
    if " " not in text[body:end].strip() and text[start].isupper():
        body = start  # "Milan Doe" has no nationality before it
    names = names_in(context, start, end)
    first = names[0] if names else None
    listed_as = whole.kind if whole and not is_mixed(text, whole) else None
    possessive = False
    if first is not None and body <= first.start_char and text[body].isalnum():
        whole_name = by_form(context, body, end, listed_as)
        if whole_name is not None and holds_more(whole_name, first):
            return whole_name  # only a part of the name was found
    if first is not None:
        before = text[start : first.start_char]
        after = re.sub(r"^\s*\([^)]*\)\s*", "", text[first.end_char : end]).lstrip()
        possessive = re.match(r"[’']s?\s+\w", after) is not None
        counted = COUNT.match(text, start, first.start_char)
        if counted and number(counted["number"]) != 1 and kinds.heads(text, start, end):
            return group(context, start, end)  # "five Doe regime officials"
        if people and (
            closed or (not _INNER.search(text[start : people[0].start_char]) and not possessive)
        ):
            # "Minister of Defence of Cuba Álvaro López": the name that closes the member is it
            inner = _INNER.search(text[start : people[0].start_char]) or possessive
            return named_target(context, people[-1] if inner else people[0], listed_as)
        owned = [m for m in names[1:] if re.search(r"[’']s?\s+$", text[start : m.start_char])]
        if owned and possessive:
            return named_target(context, owned[-1], listed_as)
        descriptor = first.label != "PERSON" and re.match(
            r"(?!of\b|in\b|\()[a-z-]|(?:Members|Officials|Officers|Judges|Ministers)\b", after
        )
        if (
            not descriptor
            and not possessive
            and (not re.search(r"\b(?:of|for|to|by|with|from|in|supporting)\s", before))
        ):
            return named_target(context, first, listed_as)
    places = context.mentions_in(body, end, "PLACE")
    alone = (
        places
        and (places[0].start_char == body or _STATE_OF.fullmatch(text, body, places[0].start_char))
        and not text[places[0].end_char : end].strip(" ,.")
    )
    if alone and first is None:
        return named_target(context, places[0], "entity") if countries else None
    if first is None and " " in text[body:end].strip():
        found = by_form(context, body, end, listed_as)
        if found is not None:
            return found  # "the Adria Investment Fund" is a name, "the fund" is none
    described = descriptions.described(context, start, end, listed_as)
    if described and (first is None or first.start_char == described.start):
        return described
    if first is None or body < first.start_char or any(kinds.nouns(text, start, end)):
        found = group(context, start, end)
        if found is not None:
            return found
    if (first is not None and (possessive or first.start_char <= body)) or any(
        p.start_char <= body < p.end_char for p in places
    ):
        return None
    found = by_form(context, body, end, listed_as)
    if found is None and (where := _WHERE.search(text, body, end)):
        found = by_form(context, body, where.start(), listed_as)
        return found if found and " " in found.name else None
    return found


def joined_at_end(context: Context, start: int, end: int) -> list[Target]:
    """The names joined to each other that close a stretch: "who own A, B, and C"."""
    text = context.text
    cuts = [(start, start), *_cuts(context, start, end), (end, end)]
    out: list[Target] = []
    for (_, left), (right, _) in reversed([*itertools.pairwise(cuts)]):
        target = _member(context, left, right, False, None)
        lead = _LEAD_IN.match(text[left:right].lstrip())
        body = right - len(text[left:right].lstrip()) + (lead.end() if lead else 0)
        if target is not None and target.named and target.start <= body:
            out.insert(0, target)
            continue
        closing = _CLOSING_NAME.search(text, left, right)
        last = by_form(context, closing.start(), right) if closing else None
        known = names_in(context, left, right)
        if known and known[-1].end_char >= right - 1:
            last = named_target(context, known[-1])
        if last is not None:
            out.insert(0, last)
        break
    return out
