"""What packages turned out to hold, and what things are worth, told in sentences of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.records import items
from extractor.records.context import Context
from extractor.records.seizures.lists import members
from extractor.records.seizures.money import is_money, is_worth
from extractor.records.seizures.nouns import is_generic
from extractor.records.seizures.phrases import from_quantity, is_weight
from extractor.records.seizures.thing import Thing
from extractor.types import Quantity

_SUBJECT = re.compile(
    r"(?:^|[,;:]\s+|\.\s+|\band\s+)(?:which|(?:that|this|each) one|the (?:first|"
    r"second|third|fourth|last|next|other)(?: (?:one|two|three))?|(?:the|these|those|all(?: "
    r"of)?(?: the)?|each of "
    r"the|both|"
    r"its|their|altogether,? the|in total,? the|combined,? the)\s+(?:[\w’'-]+\s+){0,4}?"
    r"(?P<noun>packages?|bundles?|bricks?|bags?|boxes|parcels?|contents?|substances?|powder|liquid|"
    r"fluid|drugs?|narcotics|contraband|shipments?|load|haul|bales?|containers?|bottles?|jugs?|"
    r"canisters?|pills?|tablets?|crystals?|material|cocaine|heroin|fentanyl|meth(?:amphetamine)?|"
    r"marijuana|cannabis|ketamine|mdma|ecstasy))"
    r"(?P<between>(?:\s+(?!(?:seized|arrested)\b)[\w’'-]+){0,6}?),?\s+"
    r"(?:later |subsequently |was |were |that |which |had |have |a |field-|also |then |and )*"
    r"(?P<verb>weigh(?:ed|s|ing)|contained|containing|held|test(?:ed|ing)(?: presumptively| "
    r"presumptive)? positive|combined weight|total weight|gross weight|approximate weight|totaled|"
    r"totaling|amounted to|(?:determined|found|identified|confirmed) (?:to (?:be|contain)|as))\b",
    re.IGNORECASE,
)
_POSITIVE = re.compile(
    r"\b(?:positive (?:for|to)(?: the (?:characteristics|properties|presence) of)?|to be|to "
    r"contain|"
    r"identified as|contained|containing|held)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"\b(?:(?:street|market|retail|wholesale|estimated|approximate|combined|total|appraised) "
    r"value|valued at|worth|MSRP|Suggested Retail Price)\b",
    re.IGNORECASE,
)
_COMBINED = re.compile(r"\b(?:combined|total|altogether|collectively|together)\b", re.IGNORECASE)
_THE_THING = re.compile(
    r"(?:[“\"]?(?:The|This|These|Those|Its|Their|Combined|Total|Estimated|All|Had|If|It|They|"
    r"That)\b)",
)


@dataclass(frozen=True, slots=True)
class Worth:
    """A sentence that says what "the drugs" are worth.

    ``categories`` are those that its subject may mean; ``noun`` is the substance where it names
    one; ``combined`` says that it speaks of several things together.
    """

    usd: float
    start_char: int
    end_char: int
    categories: frozenset[str]
    noun: str | None
    combined: bool


def contents(context: Context, sentence: int) -> list[Thing]:
    """What the sentence says that packages found before it hold, or what they weigh."""
    s = context.sentences[sentence]
    text = context.text
    m = _SUBJECT.search(text[s.start_char : s.end_char])
    if m is None:
        return []
    start = s.start_char + m.start("verb")
    if m["verb"].lower() in ("contained", "containing", "held"):
        end = s.start_char + m.end("verb")
        if listed := [t for t in members(context, end, s.end_char, "weak") if t.quantity]:
            return listed
    found = _POSITIVE.search(text, start, s.end_char)
    weights = [q for q in context.quantities_in(start, s.end_char) if is_weight(q)]
    weight = weights[0] if weights else None
    named = from_quantity(context, weight, s.end_char) if weight else None
    if named is not None and not is_generic(named.item) and len(named.item.split()) < 4:
        return [named]
    if found:
        drugs = context.mentions_in(found.end(), found.end() + 40, "SUBSTANCE")
        if drugs and drugs[0].start_char - found.end() < 25:
            d = drugs[0]
            return [Thing(d.start_char, d.end_char, d.text, "drug", weight)]
    if weight is None:
        return []
    noun = m["noun"] or ""
    at = s.start_char + (m.start("noun") if m["noun"] else m.start())
    kind = items.category_of(noun) if noun else None
    if kind in ("drug", "precursor"):
        return [Thing(at, at + len(noun), noun, kind, weight)]
    return [Thing(at, at + max(1, len(noun)), noun or "drugs", "drug", weight)]


def worth(context: Context, sentence: int) -> Worth | None:
    """What the sentence says that things named before it are worth, in dollars."""
    s = context.sentences[sentence]
    words = context.text[s.start_char : s.end_char]
    value = _VALUE.search(words)
    if value is None or not _THE_THING.match(words):
        return None
    money = [
        q
        for q in context.quantities_in(s.start_char, s.end_char, "USD")
        if is_worth(context, q) or q.start_char - s.start_char > value.start()
    ]
    if len(money) != 1:
        return None
    subject = words[: max(value.start(), 60)]
    found = items.find(subject, 0, len(subject))
    kinds = {kind for _, _, kind in found}
    names = [
        subject[a:b] for a, b, kind in found if kind == "drug" and not is_generic(subject[a:b])
    ]
    if not kinds or "other" in kinds:
        kinds |= {"drug", "counterfeit", "wildlife", "precursor", "asset", "other"}
    return Worth(
        money[0].value,
        money[0].start_char,
        money[0].end_char,
        frozenset(kinds),
        names[0] if names else None,
        _COMBINED.search(words) is not None,
    )


def linked_worth(context: Context, quantity: Quantity) -> float | None:
    """What the amount's own clause says it is worth, in dollars."""
    index = next((i for i, q in enumerate(context.quantities) if q is quantity), None)
    for q in context.quantities:
        if q.worth_of is not None and q.worth_of == index and q.unit == "USD":
            return q.value
    return None


def money_of(q: Quantity | None) -> float | None:
    """The amount in dollars where it is one."""
    return q.value if q is not None and is_money(q) and q.unit == "USD" else None
