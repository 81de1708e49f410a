"""The names that the grammar's rules are written in, and what their builders share."""

from __future__ import annotations

from extractor.dates.cascade import Alphabet, Nodes
from extractor.dates.expressions import Duration, Meaning, Node

UNITS = (
    "second minute hour day night week fortnight weekend month quarter year decade century".split()
)

ALPHABET = Alphabet(
    {
        "MONTH": "month|(?:month_abbr|month_weak) dot?",
        "DAY": "small|ordinal",
        "WEEKDAY": "weekday|weekday_abbr dot?",
        "YEAR": "year|year_quote",
        "IN_YEAR": "comma? of? year",
        "COUNT": "count|small|number|yearly",
        "UNIT": "|".join(f"u_{unit}" for unit in UNITS),
        "LONG": "|".join(f"u_{unit}" for unit in UNITS[3:]),
        "YEARS": "u_month|u_quarter|u_year|u_decade|u_century",
        "APPROX": "(?:on or|in or|or)? approx|at least|just|as early as|as late as|more than",
        "LAST": "last|past|previous|prior",
        "NEXT": "next|coming|following",
        # one day; anything that names a stretch; the same with doubtful month names
        "DATED": "full|day|deictic|weekly|holiday",
        "POINT": "full|day|monthly|yearly|seasonal|quarterly|decade|century|deictic|weekly|holiday"
        "|relative|whole_unit|around",
        "END": "POINT|monthly_weak",
        "STRETCH": "POINT|monthly_weak|seasonal_weak",
        "TO": "comma? up? (?:to|through|until)|dash|comma? and? continuing (?:to|through|until)"
        "|comma? and (?:until|through)|comma? and (?:continuing )?(?:end|until) (?:in|on)?",
    }
)


def make(nodes: Nodes, kind: str, meaning: Meaning | float | int | None) -> Node:
    """One node over all of ``nodes``."""
    return Node(kind, nodes[0].start, nodes[-1].end, meaning)


def find(nodes: Nodes, *kinds: str) -> Node | None:
    """The first of ``nodes`` that is of one of the classes."""
    return next((node for node in nodes if node.kind in kinds), None)


def integer(nodes: Nodes, *kinds: str) -> int | None:
    """The number that the first node of one of the classes stands for."""
    node = find(nodes, *kinds)
    return None if node is None else int(node.meaning)


_RELATIVE = {
    "last": -1, "past": -1, "previous": -1, "prior": -1, "recent": -1,
    "this": 0, "current": 0,
    "next": 1, "coming": 1, "following": 1,
}  # fmt: skip


def relative(nodes: Nodes) -> int | None:
    """-1 for last, 0 for this, 1 for next; "this past" is last and "this coming" next."""
    values = [_RELATIVE[node.kind] for node in nodes if node.kind in _RELATIVE]
    return values[-1] if values else None


def unit(nodes: Nodes) -> str:
    """The last unit among some nodes; "fiscal" before a year makes it a fiscal year."""
    name = next(node.kind[2:] for node in reversed(nodes) if node.kind.startswith("u_"))
    return "fiscal_year" if name == "year" and find(nodes, "fiscal") else name


def plural(nodes: Nodes) -> bool:
    """Whether the last unit among some nodes is a plural."""
    return next(n.meaning for n in reversed(nodes) if n.kind.startswith("u_")) == "plural"


def length(nodes: Nodes) -> Duration:
    """The count and unit among some nodes; no count at all is one, or vague for a plural."""
    count = find(nodes, "count", "small", "number", "yearly")
    if count is None:
        vague = plural(nodes) and find(nodes, "a") is None
        return Duration(None if vague else 1.0, unit(nodes))
    value = count.meaning.year if count.kind == "yearly" else count.meaning
    return Duration(None if value is None else float(value), unit(nodes))
