"""What can be seized: item words and their categories, from ``lexicons/seizable.jsonl``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.lexicons import load


@dataclass(frozen=True, slots=True)
class Seizable:
    """A category of things and the words (singular and plural) that name its members."""

    id: str
    category: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@cache
def _lexicon() -> tuple[dict[str, str], re.Pattern[str]]:
    category = {w: s.category for s in load("seizable", Seizable) for w in s.words}
    words = sorted(category, key=len, reverse=True)
    return category, re.compile(
        r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w-])", re.IGNORECASE
    )


def find(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Item words in ``text[start:end]``: offsets and category, in order."""
    category, pattern = _lexicon()
    return [
        (m.start(), m.end(), category[m.group().casefold()])
        for m in pattern.finditer(text, start, end)
    ]


_HEAD_END = re.compile(
    r"\s+(?:of|for|with|containing|related|registered|belonging|from|in|on|associated|linked|"
    r"bound|that)\s+",
    re.IGNORECASE,
)
# "2019 Ford F-150", "Lamborghini Urus": a model year, or a make with a model.
_MODEL_YEAR = re.compile(r"(?:19|20)\d\d [A-Z][\w-]+")
_MAKE = re.compile(
    r"\b(?:Ford|Chevrolet|Chevy|Dodge|Toyota|Honda|Nissan|GMC|Jeep|Chrysler|Hyundai|Kia|BMW|Audi|"
    r"Mercedes(?:-Benz)?|Lexus|Acura|Cadillac|Volkswagen|Porsche|Ferrari|Lamborghini|Bentley|"
    r"Rolls[- ]Royce|Range Rover|Land Rover|Tesla|Subaru|Mazda|Mitsubishi|Buick|Lincoln|Infiniti|"
    r"Maserati|McLaren|Aston Martin|Pontiac|Hummer|Suzuki|Yamaha|Kawasaki|Ducati|Harley[- "
    r"]Davidson|"
    r"Kenworth|Peterbilt|Freightliner|Sea[- ]Doo|Polaris|Cessna|Gulfstream|Volvo)\b"
)
# Makers of guns; those whose names people bear, too, with a model: "Ruger LCP", "Browning 1911".
_GUN = re.compile(
    r"\b(?:Glock|Beretta|Sig Sauer|SIG Sauer|Smith (?:&|and) Wesson|Heckler (?:&|and) Koch|Norinco|"
    r"Kalashnikov|Makarov|Tokarev|Uzi|Hi-Point|Kel-Tec|Canik|Mossberg|AK-47|AR-15|"
    r"(?:Ruger|Taurus|Colt|Browning|Remington|Walther|Kimber|Springfield|Zastava|Barrett|CZ|FN)"
    r" (?:[A-Z]\w*\d|\.?\d|[A-Z]{2,4}\b)[\w.-]*)(?: [\w.-]+){0,2}$"
)
_COUNTERFEIT = re.compile(r"(?:counterfeit|fake|knock-?off)\b", re.IGNORECASE)
_CONTAINER = re.compile(
    r"(?:packages?|bricks?|bundles?|bags?|baggies|boxes|kilograms?|kilos?|pounds?|grams?|"
    r"ounces?|tons?|tonnes?|"
    r"shipments?|loads?|quantit\w+|amounts?|doses|units|canisters?|drums?|barrels?|vials?|"
    r"parcels?|pieces?|"
    r"plants?|sheets?|tablets?|cartons?|cases?|containers?|caches?|pairs?|sets?|types?|kinds?|"
    r"sticks?|cans?|jars?|tins?|bottles?|bales?|sacks?|bricks?|crates?|pallets?|rolls?|stacks?|"
    r"wraps?|foils?|bindles?|blotters?|strips?|sachets?|blocks?|tubs?|tanks?|ampoules?|cylinders?|"
    r"baggies|envelopes?|sleeves?|pouches|kegs?|buckets?|bunches|litres|liters|gallons?|"
    r"hits?|bars?|stamps?|balloons?|pellets?|slabs?|truckloads?)",
    re.IGNORECASE,
)


# "meth stash", "cocaine load": what is named is what it holds.
_STASH = re.compile(
    r"(?P<what>.+)\s(?:stash(?:es)?|loads?|hauls?|shipments?|caches?|packages?|bundles?|bricks?|"
    r"samples?|products?|stockpiles?|bars|wraps|tabs|strips|foils|patches|vials|blocks|bags|baggies|"
    r"doses|cartridges|deals|pellets|cakes|gummies|powder|seeds?|consignments?)",
    re.IGNORECASE,
)


def is_vehicle(phrase: str) -> bool:
    """Whether a make of cars, boats or aircraft stands in the phrase."""
    return _MODEL_YEAR.match(phrase) is not None or _MAKE.search(phrase) is not None


def is_container(phrase: str) -> bool:
    """Whether the phrase's last word names what holds other things."""
    words = phrase.split()
    return bool(words) and _CONTAINER.fullmatch(words[-1]) is not None


_HEAP = re.compile(
    r"(?:stacks?|piles?|hauls?|shipments?|consignments?|bundles?|bags?|boxes|collection|assortment|"
    r"trove|load|cache|stash|mountain|range)(?: of|$)",
    re.IGNORECASE,
)


def is_stack(phrase: str) -> bool:
    """Whether the phrase names a heap of what is listed behind it: "stack of stolen mail"."""
    return _HEAP.match(phrase) is not None


def category_of(phrase: str) -> str | None:
    """The category of a noun phrase by its head; by what is in it where the head is a container.

    "arms traffickers" and "hubs of fentanyl" have no category: their heads are no things to take.
    """
    if _MODEL_YEAR.match(phrase):
        return "vehicle"
    parts = _HEAD_END.split(phrase.strip(), maxsplit=1)
    head = parts[0]
    inside = [f for f in find(head, 0, len(head)) if f[1] == len(head)]
    container = _CONTAINER.fullmatch(head.split()[-1]) if head.split() else None
    if len(parts) > 1 and (container or (inside and inside[-1][2] == "other")):
        return category_of(parts[1]) or (inside[-1][2] if inside else None)
    if not inside and (held := _STASH.fullmatch(head)):
        return category_of(held["what"])
    if not inside:
        if _GUN.search(head):
            return "firearm"
        return "vehicle" if is_vehicle(head) else None
    if inside[-1][2] != "drug" and _COUNTERFEIT.match(head):
        return "counterfeit"
    return inside[-1][2]
