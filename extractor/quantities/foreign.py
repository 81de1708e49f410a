"""The one door to quantulum3: what it knows of units that our lexicon does not name.

Only its table is used. Its parser reads too much into prose ("18 U.S.C." is atomic mass there) and
its loader takes seconds, so the table is read straight from the package's data, once, when a symbol
turns up that is not in ``lexicons/units.jsonl``.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from importlib.resources import files

from extractor.quantities.units import Unit, symbols

_PREFIXES = {
    "T": "tera", "G": "giga", "M": "mega", "k": "kilo", "h": "hecto", "c": "centi", "d": "deci",
    "m": "milli", "µ": "micro", "μ": "micro", "n": "nano", "p": "pico", "P": "peta", "E": "exa",
}  # fmt: skip
_POWERS = {"²": "square_", "2": "square_", "³": "cubic_", "3": "cubic_"}
# a chunk that can be a symbol and no word: mixed case, a slash, a power, a degree or micro sign
SYMBOL = re.compile(r"[a-zµμ°Ω]*[A-Z][A-Za-z]*[²³]?(?:/[A-Za-zµμ]+[²³23]?)?|\S*[/²³µμ°Ω]\S*")


@cache
def _table() -> dict[str, tuple[str, str]]:
    """Unit symbol to name and dimension."""
    text = files("quantulum3").joinpath("units.json").read_text(encoding="utf-8")
    table: dict[str, tuple[str, str]] = {}
    for name, unit in json.loads(text).items():
        if unit["entity"] in ("dimensionless", "currency", "unknown"):
            continue
        spelled = name.replace("metre", "meter").replace("litre", "liter").replace(" ", "_")
        for symbol in unit["symbols"]:
            table.setdefault(symbol, (spelled, unit["entity"]))
            for prefix in unit.get("prefixes", ()):
                full = _PREFIXES.get(prefix)
                if full:
                    table.setdefault(prefix + symbol, (full + spelled, unit["entity"]))
    return table


def _one(symbol: str) -> tuple[str, str] | None:
    power = _POWERS.get(symbol[-1:], "")
    if power:
        symbol = symbol[:-1]
    for words, unit in symbols().get(symbol, ()):
        if len(words) == 1 and unit.dimension != "currency":
            return power + unit.name, unit.dimension
    known = _table().get(symbol)
    return (power + known[0], known[1]) if known else None


@lru_cache(maxsize=4096)
def lookup(chunk: str) -> Unit | None:
    """The unit that a symbol such as "kPa", "GeV" or "mg/m³" stands for, or None."""
    if not SYMBOL.fullmatch(chunk):
        return None
    if "/" not in chunk:
        one = _one(chunk)
        return Unit(one[0], one[1], (), (), ()) if one else None
    above, _, below = chunk.partition("/")
    over, under = _one(above), _one(below)
    if over is None or under is None:
        return None
    return Unit(f"{over[0]}_per_{under[0]}", f"{over[1]} per {under[1]}", (), (), ())
