"""Units of measurement and money: the lexicon, and how a unit is recognised behind a number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractor.lexicons import load
from extractor.quantities.tokens import Tokens, tokenize


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of ``lexicons/units.jsonl``.

    ``unit`` is the name in the output where it differs from ``id`` (a decade is 10 ``year``:
    ``factor`` 10). ``forms`` match in any case, ``symbols`` only as written. ``si`` turns one unit
    into the SI unit of ``dimension``, ``offset`` is added afterwards (degrees). ``head`` units are
    nouns that adjectives may precede ("fake pills"). A unit with ``context`` words is one only
    where one of them stands in the same sentence. ``before`` are words that stand before the
    number instead ("magnitude 6.3"); ``per`` is the rate that a symbol holds ("bpd").
    """

    id: str
    dimension: str
    forms: tuple[str, ...]
    examples: tuple[str, ...]
    non_examples: tuple[str, ...]
    unit: str | None = None
    factor: float = 1.0
    si: float | None = None
    offset: float = 0.0
    symbols: tuple[str, ...] = ()
    head: bool = False
    context: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    per: str | None = None

    @property
    def name(self) -> str:
        """The unit's name in the output."""
        return self.unit or self.id


Table = dict[str, list[tuple[tuple[str, ...], Unit]]]


@cache
def lexicon() -> tuple[Unit, ...]:
    """All units, as read from the file."""
    return load("units", Unit)


@cache
def by_name() -> dict[str, Unit]:
    """Units by the name that the output uses; a unit that is another's multiple stands back."""
    return {u.name: u for u in reversed(lexicon()) if u.unit is None}


def _table(phrases: list[tuple[str, Unit]], *, fold: bool) -> Table:
    table: Table = {}
    for phrase, unit in phrases:
        t = tokenize(phrase, 0, len(phrase))
        words = (t.low if fold else t.words)[: t.size]
        table.setdefault(words[0], []).append((tuple(words), unit))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


@cache
def forms() -> Table:
    """Unit names by their first word in lower case, longest first; hyphens may join their words."""
    return _table([(f, u) for u in lexicon() for f in u.forms if not u.head or " " in f], fold=True)


@cache
def symbols() -> Table:
    """Unit symbols by their first token."""
    return _table([(s, u) for u in lexicon() for s in u.symbols], fold=False)


@cache
def prefixes() -> Table:
    """Currencies and measures that may stand before the number, by their last token."""
    table: Table = {}
    for rows in symbols().values():
        for words, unit in rows:
            if unit.dimension == "currency":
                table.setdefault(words[-1], []).append((words, unit))
    for unit in lexicon():
        for form in unit.before:
            table.setdefault(form, []).append(((form,), unit))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


@cache
def prefix_starts() -> Table:
    """The currency signs of :func:`prefixes` by their first token."""
    return {k: [r for r in v if r[1].dimension == "currency"] for k, v in symbols().items()}


@cache
def heads() -> dict[str, Unit]:
    """Nouns that are units as heads of a noun phrase: the one-word forms of ``head`` units."""
    return {f: u for u in lexicon() if u.head for f in u.forms if " " not in f}


def _lookup(table: Table, words: list[str], i: int) -> tuple[Unit, int] | None:
    for phrase, unit in table.get(words[i], ()):
        n = len(phrase)
        if n == 1 or tuple(words[i : i + n]) == phrase:
            return unit, i + n
    return None


def match(t: Tokens, i: int) -> tuple[Unit, int] | None:
    """The longest unit at token ``i`` and the token behind it."""
    name, symbol = _lookup(forms(), t.low, i), _lookup(symbols(), t.words, i)
    if name is None or symbol is None:
        return name or symbol
    return symbol if symbol[1] > name[1] else name


_SHORTENED = frozenset("lb lbs oz kg kgs g gm gms mg ml mi ft yd yds gal hr hrs".split())


def past_stop(t: Tokens, j: int) -> int:
    """Past the full stop of a shortened unit that ends before token ``j``: "12 lbs. of"."""
    goes_on = t.words[j + 1][:1].islower() or t.words[j + 1][:1].isdigit() or t.words[j + 1] == "("
    return j + 1 if t.words[j] == "." and t.low[j - 1] in _SHORTENED and goes_on else j


@dataclass(frozen=True, slots=True)
class _Substance:
    """A line of ``lexicons/substances.jsonl``."""

    id: str
    aliases: tuple[str, ...]
    schedule: str | None = None
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


@cache
def substances() -> frozenset[str]:
    """The first and last words of the names of drugs, in lower case: "black", "heroin"."""
    names = [a.lower().split() for s in load("substances", _Substance) for a in s.aliases]
    return frozenset(word for words in names for word in (words[0], words[-1]))
