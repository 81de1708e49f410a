"""Lists of things cut into their members: where they end, what holds for several of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.records import items
from extractor.records.context import Context
from extractor.records.seizures.nouns import is_generic
from extractor.records.seizures.phrases import counts_containers, is_weight, thing_in
from extractor.records.seizures.thing import Strength, Thing
from extractor.types import Quantity

# Ends the list of things taken: what follows says where, when, why or from whom.
_LIST_END = re.compile(
    r"\s(?:after|when|while|which|who|whom|that|during|following(?!:)|before|since|because|"
    r"where|until|"
    r"with (?:the )?(?:assistance|help|intent|an estimated|a street|a combined|a total(?! of))|"
    r"belonging|believed|destined|bound|according|as part of|as a result|in connection|pursuant|"
    r"pending|prior to|through|throughout|under the|resulting|leading|along the|"
    r"in violation|in (?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december|\d{4}))\b|[.!?]+\s*$"
    r"|[,.][”\"](?=\s+(?:(?-i:[A-Z])[\w.’-]+\s+){0,4}(?:said|says|added|according)\b)"
    r"|,?\s(?:all|each|most|both|some|one|two|\d+) of (?:which|whom)\b|\s[–—-]\s",
    re.IGNORECASE,
)
SEPARATOR = re.compile(
    r"\s*(?:,\s*(?:and|as well as|along with|together with|"
    r"in addition to|plus|including)\s+|;\s*(?:and\s+)?|,\s+"
    r"|\s+(?:and|as well as|along with|plus|together with|in addition to)\s+)\s*",
    re.IGNORECASE,
)
INCLUDING = re.compile(
    r"(?:,?\s+(?:including|such as|among them|consisting of|comprising|to include|"
    r"(?:that|which)\s+(?:included|held|contained))|:|"
    r",\s+and\s+approximately:)\s+",
    re.IGNORECASE,
)
FINITE = re.compile(
    r"\b(?:was|were|is|are|had|has|have|pleaded|pled|arrested|said|will|would|did|charged|"
    r"began|went|admitted|determined|conducted|executed|referred|transported|sentenced|convicted|"
    r"guilty|identified|took|placed|turned|led|returned|alerted|searched)\b",
    re.IGNORECASE,
)
_WEIGHING = re.compile(
    r"\b(?:weigh(?:ing|ed)|totall?ing|with an? (?:\w+ )?weight of|for a total of|"
    r"containing(?: a total of)?)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_AMONG_OTHERS = re.compile(r",?\s+among (?:other|many) \w+\b,?", re.IGNORECASE)


def zone_after(text: str, start: int, end: int) -> int:
    """Where the list behind the trigger ends; one headed by "including" goes on to its own end."""
    m = _LIST_END.search(text, start, end)
    if m is None:
        return end
    if ":" in text[start : m.start()] and ";" in text[m.end() : end]:
        return end  # a list of clauses: "the following: (i) …; (ii) …"
    including = INCLUDING.search(text, start, end)
    if including and including.end() > m.start() and not SEPARATOR.search(text, start, m.start()):
        late = _LIST_END.search(text, including.end(), end)
        return late.start() if late else end
    return m.start()


# What may stand between two members: said of the first, or where and how it was taken.
_ASIDE = re.compile(
    r"\s(?:that|which|who|believed|bound|destined|belonging|along the|through|throughout|"
    r"in connection|as part of|in violation|in [A-Z])"
)
_QUALIFIER = re.compile(
    r"(?:(?:an?|about|approximately|around|nearly|almost|roughly|some|over|more than|at least|"
    r"estimated|further|additional)\s+)*",
    re.IGNORECASE,
)


def resumed(context: Context, start: int, end: int) -> list[Thing]:
    """Amounts told behind a clause about a thing of the list: "a chip that makes a pistol fire
    like a machine gun, 40 rounds of ammunition and $900 in cash".
    """
    text = context.text
    if not _ASIDE.match(text, start):
        return []
    for m in SEPARATOR.finditer(text, start, end):
        amount = context.quantities_in(m.end(), m.end() + 16)
        near = amount and _QUALIFIER.fullmatch(text, m.end(), amount[0].start_char)
        if near and not FINITE.search(text, m.end(), end):
            stop = zone_after(text, m.end(), end)
            found = cut(context, m.end(), stop, "known")
            return [t for t in found if t.quantity is not None]
    return []


def members(context: Context, start: int, end: int, strength: Strength) -> list[Thing]:
    """The list ``text[start:end]`` cut into things; a generic head gives way to its parts."""
    text = context.text
    including = INCLUDING.search(text, start, end)
    if including is None:
        found = list(cut(context, start, end, strength))
        if strength in _CLOSED and any(_at_hand(context, t) for t in found):
            company = list(cut(context, start, end, "company"))
            alone = [
                t for t in found if not any(t.start < c.end and c.start < t.end for c in company)
            ]
            found = sorted([*alone, *company], key=lambda t: t.start)
        return _weighed(context, _company(found), end)
    heads = list(cut(context, start, including.start(), strength))
    if ":" in including.group():  # "the seizure of the following: …"
        heads = [h for h in heads if h.known]
    parts = list(cut(context, including.end(), end, strength, heads[-1] if heads else None))
    if heads and heads[-1].quantity is not None:
        return heads + [p for p in parts if p.quantity is not None]
    vague = heads and (is_generic(heads[-1].item) or items.is_stack(heads[-1].item))
    if parts and vague:
        return heads[:-1] + parts
    return _company(heads or parts)


_ARTICLE = re.compile(r"\b(?:an?|his|her|their)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)


def _at_hand(context: Context, thing: Thing) -> bool:
    """Whether the thing is one that officers have before them: counted, or with an article."""
    counted = thing.quantity is not None or thing.usd is not None
    before = context.text[max(0, thing.start - 20) : thing.start]
    return thing.known and (counted or _ARTICLE.search(before) is not None)


# Triggers that take only some things; beside one of those, the rest of the list is taken, too.
_CLOSED = frozenset(("weak", "known", "recover"))


def _company(things: Iterator[Thing] | list[Thing]) -> list[Thing]:
    """Things without those of unknown nouns, unless one in the list is known or all are counted."""
    found = list(things)
    if any(t.known for t in found):
        return found
    return [t for t in found if t.quantity is not None] or found[:1]


def _weighed(context: Context, things: list[Thing], end: int) -> list[Thing]:
    """The one thing with its weight where it was counted first: "39 bales weighing 90 pounds"."""
    if len(things) != 1 or not (
        things[0].quantity is None or counts_containers(things[0].quantity)
    ):
        return things
    thing = things[0]
    vague = thing.category == "other" and items.is_stack(thing.item)
    if thing.category not in ("drug", "precursor") and not vague:
        return things
    reach = re.compile(r"[^.;]{0,80}").match(context.text, end)
    for q in context.quantities_in(thing.end, reach.end() if reach else end):
        near = context.text[max(thing.end, q.start_char - 40) : q.start_char]
        if is_weight(q) and _WEIGHING.search(near):
            return [replace(thing, quantity=q, category="drug" if vague else thing.category)]
    return things


_LAID = re.compile(
    r"\b(?:in|inside|under|beneath|behind|between|among|within)\s[^,;]*\s(?:and|or)\s*$"
)
# "… and discovered": the next deed; "the dismantling of": a deed, no thing.
_NEXT_DEED = re.compile(
    r"\s*(?:then |later |also )?(?:discovered|found|seized|recovered|located|stopped|searched)\b"
)
_OTHER_DEED = re.compile(r"\b(?:dismantl\w+|arrests?|identification|closure|rescue) of\b")
_COMPARED = re.compile(
    r"\s*(?:the\s+)?(?:equivalent|equal|enough|capable|sufficient)\b", re.IGNORECASE
)
_BRACKETS = re.compile(r"\([^()]*\)")


def _share(context: Context, start: int, end: int, whole: Thing | None) -> Thing | None:
    """A bare amount as a part of ``whole``: "71 tons of cocaine, including 18 tons from a boat"."""
    if whole is None or whole.quantity is None:
        return None
    for q in context.quantities_in(start, end):
        if q.item is None and q.unit == whole.quantity.unit:
            return replace(whole, quantity=q)
    return None


def cut(
    context: Context, start: int, end: int, strength: Strength, whole: Thing | None = None
) -> Iterator[Thing]:
    """The members of a list; an amount without a noun takes that of ``whole``, whose part it is."""
    text = context.text
    at = reached = start
    each: Quantity | None = None  # "200 pounds each of cocaine and heroin" holds for both
    cuts = [(m.start(), m.end()) for m in SEPARATOR.finditer(text, start, end)] + [(end, end)]
    taken = [
        (q.start_char, min(q.end_char, q.item_end or q.end_char))
        for q in context.quantities_in(start, end)
    ]
    taken += [m.span() for m in _BRACKETS.finditer(text, start, end)]
    for left, right in cuts:
        if any(s < left < e for s, e in taken):
            continue  # a separator inside an amount or brackets: "three and a half tons"
        if at < reached:
            at = right  # within the last member: "rounds of 9mm and .40 ammunition"
            continue
        segment = text[at:left]
        if FINITE.search(segment) or _NEXT_DEED.match(segment):
            return
        if _OTHER_DEED.search(segment) or _COMPARED.match(segment):
            at = right
            continue
        if _AMONG_OTHERS.match(text, at - 2):
            at = right
            continue
        thing = _share(context, at, left, whole) or thing_in(context, at, left, strength)
        if (
            strength == "company"
            and thing is not None
            and thing.quantity is None
            and thing.category == "other"
            and _LAID.search(text, max(start, at - 120), at)
        ):
            thing = None  # "bricks concealed beneath lumber and a tarp"
        if thing is not None:
            q = thing.quantity
            if q is None and each is not None:
                thing = replace(thing, quantity=each)
            elif q is not None and re.match(r"\s*each of\b", text[q.end_char : q.end_char + 10]):
                each = q
            else:
                each = None
            reached = thing.end
            yield thing
        at = right
