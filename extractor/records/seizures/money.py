"""Sums of money as things taken, or as what other things are worth."""

from __future__ import annotations

import re

from extractor.records import items
from extractor.records.context import Context
from extractor.records.seizures.thing import Thing
from extractor.types import Quantity

_MONEY_IN = re.compile(
    r"[’']?\s*(?:dollars[’']?\s+)?(?:(?:seized|frozen|recovered|taken|restrained|forfeited)\s+"
    r"(?=from\b))?(?P<how>in|of|from|worth of)\s+(?:(?:the|his|her|their|an?|"
    r"suspected|"
    r"alleged|undeclared|unreported|bundled|illicit|seized)\s+)*((?:(?:U\.S\.|"
    r"[\w-]+)\s){0,3}[\w-]+)",
    re.IGNORECASE,
)
# Before an amount of money: it is what something is worth.
_WORTH = re.compile(
    r"\b(?:worth|valued (?:at|in excess of)|valu(?:e|ing|ation)s?(?: of| at| is| was| exceeds)?|"
    r"priced at|MSRP\)? of|retail(?:s|ing)? (?:for|at)|sell for|fetch)\s+"
    r"(?:(?:an?|at|to be|approximately|estimated|about|nearly|up to|more than|over|some|"
    r"roughly|around|almost|close to)\s+)*$",
    re.IGNORECASE,
)
_WORTH_AFTER = re.compile(
    r"\s*(?:wholesale|retail|in (?:estimated )?(?:street|retail|market|wholesale) value)\b",
    re.IGNORECASE,
)
_CURRENCY_NOUN = re.compile(
    r"\b(?:(?:U\.S\.|US|bulk|drug|undeclared|unreported|bundled)\s+)?(?:cash|currency|proceeds|"
    r"funds|"
    r"cryptocurrency|money)\b",
    re.IGNORECASE,
)


def is_worth(context: Context, q: Quantity) -> bool:
    """Whether an amount of money says what something is worth."""
    text = context.text
    return (
        q.worth_of is not None
        or _WORTH.search(text[max(0, q.start_char - 60) : q.start_char]) is not None
        or _WORTH_AFTER.match(text, q.end_char) is not None
    )


def is_money(q: Quantity) -> bool:
    """Whether the unit is a currency."""
    return len(q.unit) == 3 and q.unit.isupper()


def money_thing(context: Context, q: Quantity) -> Thing | None:
    """Cash, or what an amount of money is the worth of ("$2 million in cocaine")."""
    text = context.text
    if q.value <= 1 and not any(c.isdigit() for c in q.text):
        return None  # "one Sterling" is a maker of guns
    if is_worth(context, q) and not text[q.end_char : q.end_char + 10].lstrip().startswith("worth"):
        return None
    if _DENOMINATION.match(text, q.end_char):
        return None  # "$100 bills"
    m = _MONEY_IN.match(text, q.end_char)
    if m:
        start = m.start(2)
        cut = _NEXT.search(text, start, m.end())
        stop = cut.start() if cut else m.end()
        source = m["how"].casefold() == "from"  # "$400 from his car"
        found = [
            f
            for f in items.find(text, start, stop)
            if (not source or f[2] == "currency" or _HELD_IN.search(text[f[0] : f[1]]))
            and (f[2] != "other" or not items.is_container(text[f[0] : f[1]]))
        ]
        if found:
            _, end, kind = found[-1]
            kind = items.category_of(text[start:end]) or kind
            if kind in ("currency", "asset") and m["how"].casefold() != "worth of":
                return Thing(start, end, text[start:end], kind, q)
            return Thing(start, end, text[start:end], kind, None, usd=dollars(q))
        substance = context.mentions_in(start, stop, "SUBSTANCE") if not source else []
        if substance:
            s = substance[-1]
            return Thing(start, s.end_char, text[start : s.end_char], "drug", None, dollars(q))
        if m["how"].casefold() == "worth of":
            return None
    nouns = [
        *_CURRENCY_NOUN.finditer(text, q.end_char, q.end_char + 50),
        *reversed(list(_CURRENCY_NOUN.finditer(text, max(0, q.start_char - 300), q.start_char))),
    ]
    if nouns:
        noun = nouns[0]
        between = context.quantities_in(q.end_char, noun.start())
        if between:  # "€900 and £400 in cash": the noun of the other sum, too
            return Thing(q.start_char, q.end_char, noun.group(), "currency", q)
        return Thing(noun.start(), noun.end(), noun.group(), "currency", q)
    return Thing(q.start_char, q.end_char, text[q.start_char : q.end_char], "currency", q)


# What stands behind the noun: another member of the list, or a place.
_NEXT = re.compile(
    r"\s(?:(?:and|or)\s+(?=[$£€\d]|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)\b)|"
    r"(?:from|at|in|on|along|with|to|that|which|was|were)\b)"
)
_HELD_IN = re.compile(r"accounts?$", re.IGNORECASE)
_DENOMINATION = re.compile(
    r"\s+(?:counterfeit\s+|fake\s+)?(?:bills?|notes?|denominations?)\b",
    re.I,
)


def dollars(q: Quantity) -> float | None:
    """The amount where it is in dollars."""
    return q.value if q.unit == "USD" else None
