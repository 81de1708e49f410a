"""The second view: TIMEX3 expressions (TimeML, ISO 24617-1) from the same grammar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from extractor.dates import tense
from extractor.dates.expressions import (
    Around,
    Calendar,
    Clock,
    Duration,
    Interval,
    Meaning,
    Node,
    Recurrence,
    Reference,
    Relation,
    Run,
    Shift,
    Window,
    Within,
)
from extractor.dates.finder import nodes
from extractor.dates.resolve import Context, Resolved, granularity, resolve
from extractor.types import Sentence


@dataclass(frozen=True, slots=True)
class Timex:
    """A TIMEX3 expression: its characters, ``type``, and ``value`` in TimeML's form of ISO 8601.

    ``mod`` is START, MID or END where the words give a part ("early 2019").
    """

    start_char: int
    end_char: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None


_SUBDAY = ("hour", "minute", "second")
_MODS = {"early": "START", "start": "START", "mid": "MID", "late": "END", "end": "END"}


def timexes(
    text: str,
    anchor: dt.date | None = None,
    *,
    sentences: Sequence[Sentence] | None = None,
) -> tuple[Timex, ...]:
    """All expressions of time in ``text`` as TIMEX3: dates, times, durations and sets.

    Unlike :func:`find`, it gives the two ends of a range one by one, keeps durations ("three
    months": ``P3M``), rates ("each month") and vague words ("recently": ``PAST_REF``). Without an
    ``anchor`` a part that is not known is written ``X`` ("March 5": ``XXXX-03-05``).
    """
    out: list[Timex] = []
    context = Context(anchor, (anchor, "day") if anchor else None, stand_in=True)
    for node in nodes(text, sentences):
        for part in _ends(node):
            context.direction = partial(tense.direction, text, part.start, part.end)
            made = _timex(part.meaning, context)
            if made is None:
                continue
            kind, value = made
            mod = _MODS.get(getattr(part.meaning, "part", None) or "")
            out.append(Timex(part.start, part.end, text[part.start : part.end], kind, value, mod))
            known = resolve(part.meaning, context)
            if known and known.granularity in ("day", "month", "year"):
                context.last = (known.start, known.granularity)
    return tuple(out)


def _ends(node: Node) -> list[Node]:
    if isinstance(node.meaning, Interval):
        return [end for end in (node.meaning.first, node.meaning.last) if end is not None]
    return [node]


Kind = Literal["DATE", "TIME", "DURATION", "SET"]


def _timex(meaning: Meaning, context: Context) -> tuple[Kind, str] | None:
    if isinstance(meaning, Duration):
        return "DURATION", meaning.value
    if isinstance(meaning, Window | Run):
        return "DURATION", meaning.length.value
    if isinstance(meaning, Clock):
        day = context.last[0] if context.last else context.anchor
        return "TIME", f"{day or 'XXXX-XX-XX'}{meaning.time}"
    if isinstance(meaning, Recurrence):
        return "SET", meaning.value
    if isinstance(meaning, Reference):
        return "DATE", meaning.value
    if isinstance(meaning, Shift) and meaning.unit in _SUBDAY:
        return "DURATION", Duration(abs(meaning.count), meaning.unit).value
    if not isinstance(meaning, Calendar | Shift | Relation | Around | Within):
        return None
    known = resolve(meaning, context)
    if isinstance(meaning, Within):
        meaning = meaning.inner
    if known is None:
        value = unknown(meaning)
    elif isinstance(meaning, Relation):
        value = at(known.start, meaning.length.unit)
    elif isinstance(meaning, Shift | Around):
        value = at(known.start, meaning.unit)
    else:
        value = _calendar_value(meaning, known)
    if value is None:
        return None
    time = getattr(meaning, "time", None)
    if time:
        return "TIME", f"{value}T{time.lstrip('T')}"
    return "DATE", value


def at(day: dt.date, unit: str) -> str:
    """The calendar unit around ``day``: ``2022-W05``, ``2022-03``, ``2022``, ``202``."""
    if unit in ("week", "fortnight", "weekend"):
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit in ("year", "fiscal_year"):
        return f"{day.year:04d}"
    if unit == "decade":
        return f"{day.year // 10:03d}"
    if unit == "century":
        return f"{day.year // 100:02d}"
    return day.isoformat()


def _calendar_value(meaning: Calendar, known: Resolved) -> str:
    unit = granularity(meaning)
    if unit == "season":
        return f"{known.start.year:04d}-{meaning.season}"
    if unit == "half":
        return f"{known.start.year:04d}-H{meaning.half}"
    if unit == "quarter":
        if meaning.fiscal:
            return f"{(known.end.year + (known.end.month > 9)):04d}-Q{meaning.quarter}"
        return f"{known.start.year:04d}-Q{meaning.quarter}"
    if unit == "fiscal_year":
        return f"{meaning.year or known.end.year:04d}"
    return at(known.start, unit)


def unknown(meaning: Meaning) -> str | None:
    """What can be said without an anchor, with ``X`` for what cannot."""
    if not isinstance(meaning, Calendar):
        return None
    if meaning.weekday is not None and not meaning.day:
        return f"XXXX-WXX-{meaning.weekday + 1}"
    if meaning.month:
        return f"XXXX-{meaning.month:02d}" + (f"-{meaning.day:02d}" if meaning.day else "")
    if meaning.season:
        return f"XXXX-{meaning.season}"
    if meaning.quarter:
        return f"XXXX-Q{meaning.quarter}"
    return None
