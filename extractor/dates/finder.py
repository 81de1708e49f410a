"""Candidates to results: the grammar's expressions, guarded, in order, resolved in context."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import partial

from extractor.dates import tense
from extractor.dates.expressions import Calendar, Interval, Meaning, Node, Shift, Window
from extractor.dates.grammar import parse
from extractor.dates.guards import allowed, is_fraction, listed
from extractor.dates.lexer import islands
from extractor.dates.resolve import Context, Resolved, resolve
from extractor.types import DateSpan, Issue, Sentence

# Classes of the grammar that are whole expressions; the second set holds to no point in time.
_POINTS = frozenset(
    "full day monthly monthly_weak yearly seasonal seasonal_weak quarterly decade century deictic"
    " weekly weekly_weak holiday relative whole_unit around run window range".split()
)
_LENGTHS = frozenset("duration set reference clock definite".split())

# How far back the date may stand that "two days later" counts from.
_REACH = 300
_OPENING = re.compile(r"(?:^|[.!?”\"]\s+|\n)(?:For|Over|During|In|Within)\s+$")
_UNTIL_EVENT = re.compile(r"\s(?:until|through)\s(?:[\w’'.-]+\s){1,5}(?:in|on)\s")


def nodes(text: str, sentences: Sequence[Sentence] | None = None) -> Iterator[Node]:
    """Every expression of time in ``text`` that the guards let pass, in order."""
    breaks = [s.start_char for s in sentences] if sentences else ()
    refused = -100
    for island in islands(text, breaks):
        for node in parse(island):
            if node.kind in _LENGTHS:
                if not is_fraction(text, node):
                    yield node
            elif node.kind in _POINTS:
                if node.kind == "yearly" and listed(text, refused, node.start):
                    refused = node.end
                elif allowed(text, node):
                    yield node
                else:
                    refused = node.end


def find_with_issues(
    text: str,
    *,
    anchor: dt.date | None = None,
    sentences: Sequence[Sentence] | None = None,
) -> tuple[tuple[DateSpan, ...], tuple[Issue, ...]]:
    """Like :func:`find`, with an :class:`Issue` for what is left out or rests on a stand-in.

    Codes: ``date_unresolved`` (no point in time is fixed by the words: "the coming weeks", 30
    February), ``date_unanchored`` (it needs a publication date, and the text has no full date to
    stand in), ``date_anchored_in_text`` (a full date of the text stood in for it).
    """
    points = _joined(text, [node for node in nodes(text, sentences) if node.kind in _POINTS])
    stand_ins = [] if anchor else _full_dates(points)
    found: list[DateSpan] = []
    issues: list[Issue] = []
    context = Context(anchor)
    last_end = -_REACH
    for index, node in enumerate(points):
        start, end = node.start, node.end
        if start - last_end > _REACH:
            context.last = None
        if stand_ins:
            context.anchor = _nearest(stand_ins, start)
        context.direction = partial(tense.direction, text, start, end)
        resolved: Resolved | None = None
        if not _is_restated(text, points, index) and not _is_told_time(text, node):
            resolved = resolve(node.meaning, context)
        if resolved is None:
            code = "date_unresolved" if context.anchor else "date_unanchored"
            issues.append(Issue(code, text[start:end], start, end))
            continue
        if resolved.anchored and stand_ins:
            issues.append(Issue("date_anchored_in_text", str(context.anchor), start, end))
        context.last = (resolved.start, resolved.granularity)
        last_end = end
        used = context.anchor if resolved.anchored else None
        found.append(
            DateSpan(
                start,
                end,
                text[start:end],
                resolved.start,
                resolved.end,
                resolved.granularity,
                used,
            )
        )
    return tuple(found), tuple(issues)


def find(
    text: str,
    *,
    anchor: dt.date | None = None,
    sentences: Sequence[Sentence] | None = None,
) -> tuple[DateSpan, ...]:
    """Every expression in ``text`` that names a point or stretch of calendar time, as days.

    ``anchor`` is the day on which the text speaks (a release's publication date); without it the
    nearest full date of the text stands in, and ``DateSpan.anchor`` says which. ``sentences`` are
    optional; no expression crosses the start of one. What cannot be resolved is left out:
    :func:`find_with_issues` says why.

    >>> import datetime as dt
    >>> text = "Since May 2014 he sold it; on Tuesday he was arrested."
    >>> spans = find(text, anchor=dt.date(2015, 2, 26))
    >>> [(s.text, str(s.start), str(s.end)) for s in spans]
    [('Since May 2014', '2014-05-01', '2015-02-26'), ('Tuesday', '2015-02-24', '2015-02-24')]
    """
    return find_with_issues(text, anchor=anchor, sentences=sentences)[0]


def _joined(text: str, points: list[Node]) -> list[Node]:
    """Join "from 2010" and "until his arrest in March 2014" into one range."""
    out: list[Node] = []
    for node in points:
        before = out[-1] if out else None
        if (
            before is not None
            and node.start - before.end < 60
            and isinstance(before.meaning, Calendar)
            and isinstance(node.meaning, Calendar)
            and text[max(0, before.start - 5) : before.start].lower() == "from "
            and _UNTIL_EVENT.fullmatch(text, before.end, node.start)
        ):
            out[-1] = Node("range", before.start - 5, node.end, Interval(before, node))
        else:
            out.append(node)
    return out


def _full_dates(points: list[Node]) -> list[tuple[int, dt.date]]:
    """Where the text gives full dates, and which."""
    out: list[tuple[int, dt.date]] = []
    for node in points:
        if node.kind == "full" and (known := resolve(node.meaning, Context(None))):
            out.append((node.start, known.start))
    return out


def _nearest(dates: list[tuple[int, dt.date]], at: int) -> dt.date:
    """The last of the dates at or before ``at``, else the first behind it."""
    return next((day for start, day in reversed(dates) if start <= at), dates[0][1])


def _from_text(meaning: Meaning) -> bool:
    return isinstance(meaning, Shift | Window) and meaning.base == "text"


def _is_restated(text: str, points: list[Node], index: int) -> bool:
    """ "three months later, on Oct. 15, 2008": the date itself stands beside it."""
    if not _from_text(points[index].meaning) or index + 1 == len(points):
        return False
    return text[points[index].end : points[index + 1].start].strip(" ,") in ("", "on", "in")


def _is_told_time(text: str, node: Node) -> bool:
    """ "For the next two years he sold cocaine": ahead of a story's time, not of the release's."""
    meaning = node.meaning
    if not isinstance(meaning, Window) or meaning.sign < 0 or meaning.base == "text":
        return False
    return bool(_OPENING.search(text, max(0, node.start - 16), node.start)) and (
        tense.after(text, node.end) < 0
    )
