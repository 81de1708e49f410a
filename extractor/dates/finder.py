"""Candidates to results: the grammar's expressions, guarded, in order, resolved in their context."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from extractor.dates import guards
from extractor.dates.expressions import Calendar, Interval, Node
from extractor.dates.grammar import parse
from extractor.dates.lexer import islands
from extractor.dates.resolve import Context, resolve
from extractor.types import DateSpan, Issue, Sentence

EXPRESSIONS = frozenset(
    "full day monthly monthly_weak yearly seasonal quarterly decade century deictic weekly weekly_weak holiday"
    " relative whole_unit around run window range duration set reference clock seasonal_weak".split()
)


def nodes(text: str, breaks: Sequence[int] = ()) -> Iterator[Node]:
    """Every expression of time in ``text`` that the guards let pass, in order."""
    for island in islands(text, breaks):
        for node in parse(island):
            if node.kind in EXPRESSIONS and _allowed(text, node):
                yield node


def _allowed(text: str, node: Node) -> bool:
    if node.kind == "yearly" and isinstance(node.meaning, Calendar) and node.end - node.start <= 5:
        return guards.is_year(text, node)
    if node.kind in ("monthly", "monthly_weak") and node.meaning.year is None:
        return node.meaning.relative is not None or guards.is_month(text, node)
    return node.kind != "weekly_weak"


def find_with_issues(
    text: str,
    *,
    anchor: dt.date | None = None,
    sentences: Sequence[Sentence] | None = None,
) -> tuple[tuple[DateSpan, ...], tuple[Issue, ...]]:
    """The dates of ``text`` and an issue for each expression that could not be resolved.

    Codes: ``date_unanchored`` (it needs a publication date, and the text has no full date to stand
    in), ``date_unresolved`` (no such day, or no point in time is fixed by the words).
    """
    found: list[DateSpan] = []
    issues: list[Issue] = []
    breaks = [s.start_char for s in sentences] if sentences else ()
    context = Context(anchor)
    for node in nodes(text, breaks):
        start = node.start
        meaning = node.meaning
        if node.kind in ("duration", "set", "reference", "clock"):
            continue
        context.direction = lambda s=node.start, e=node.end: guards.direction(text, s, e)  # type: ignore[misc]
        resolved = resolve(meaning, context)
        if resolved is None:
            code = "date_unanchored" if anchor is None else "date_unresolved"
            issues.append(Issue(code, text[start : node.end], start, node.end))
            continue
        if resolved.granularity in ("day", "month", "year"):
            context.last = resolved.start
        found.append(
            DateSpan(
                start,
                node.end,
                text[start : node.end],
                resolved.start,
                resolved.end,
                resolved.granularity,
                anchor if resolved.anchored else None,
            )
        )
    return tuple(found), tuple(issues)


def find(
    text: str,
    *,
    anchor: dt.date | None = None,
    sentences: Sequence[Sentence] | None = None,
) -> tuple[DateSpan, ...]:
    return find_with_issues(text, anchor=anchor, sentences=sentences)[0]
