"""Commitments that a release tells more than once: in its lead, its body, a later reference."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from extractor.events.undertakings.lexicon import verb_of
from extractor.records.context import Context
from extractor.types import Commitment, SlotEvidence

_WORD = re.compile(r"[\w$%]+")
_SMALL = frozenset("the a an of s in to for and by on".split())
_ALIKE = 0.75  # share of words in common from which two phrases tell one deed


def merged(context: Context, rows: list[Commitment]) -> list[Commitment]:
    """Rows of one fact become one: the likelier stays, or the one that is no mere reference."""
    return _named_again(context, _referred(context, _worded_alike(rows)))


def _bag(text: str) -> Counter[str]:
    return Counter(w for w in _WORD.findall(text.casefold()) if w not in _SMALL)


def _worded_alike(rows: list[Commitment]) -> list[Commitment]:
    kept: list[tuple[Commitment, Counter[str]]] = []
    for row in rows:
        bag = _bag(row.action)
        for i, (other, words) in enumerate(kept):
            both = 2 * sum((bag & words).values())
            total = sum(bag.values()) + sum(words.values())
            if both >= _ALIKE * total and (row.value is None or other.value in (None, row.value)):
                if row.confidence > other.confidence:
                    kept[i] = (row, bag)
                break
        else:
            kept.append((row, bag))
    return [row for row, _ in kept]


# A sum that is known already: "the $17 billion", "this more than $54 million", "last week’s $8".
_DEFINITE = re.compile(
    r"(?:\b(?:the|this|that|these|those|its|their)|[’']s)\s+(?:(?:more than|over|nearly|up to|about"
    r"|additional|new|total|historic|initial|first)\s+){0,3}$",
    re.I,
)
_HEADS = frozenset({"headline", "heading"})  # they sum up what the body tells
_AHEAD = 40  # characters before a sum in which what makes it definite stands


def _referred(context: Context, rows: list[Commitment]) -> list[Commitment]:
    """Without the rows whose sum only refers to that of another row."""
    sums = Counter((r.value, r.unit) for r in rows if r.value is not None)

    def refers(row: Commitment) -> bool:
        if (
            row.value is None
            or row.unit in (None, "count", "percent")
            or sums[row.value, row.unit] < 2
        ):
            return False
        slot = _slot(row, "value")
        if slot is None:
            return False
        if context.sentences[context.sentence_index(row.start_char)].zone in _HEADS:
            return True
        ahead = context.text[max(0, slot.start_char - _AHEAD) : slot.start_char]
        words = context.text[slot.start_char : slot.end_char]
        return _DEFINITE.search(ahead) is not None or words.casefold().startswith("the ")

    told = {(r.value, r.unit) for r in rows if not refers(r)}
    return [r for r in rows if (r.value, r.unit) not in told or not refers(r)]


def _named_again(context: Context, rows: list[Commitment]) -> list[Commitment]:
    """With one row for a law, however many of its passage, signing and enactment are told."""

    def law(row: Commitment) -> str | None:
        slot = _slot(row, "action")
        if slot is None or row.kind != "legislation" or row.status != "done":
            return None
        verb = verb_of(row.action.split()[0].casefold())
        if verb is None or verb.lemma not in _ENACTING:
            return None
        for m in context.mentions_in(slot.start_char, slot.end_char, "LAW"):
            return " ".join(w for w in _WORD.findall(m.text.casefold()) if w not in _SMALL)
        return None

    seen: dict[str, int] = {}
    out: list[Commitment] = []
    for row in rows:
        name = law(row)
        if name is not None and name in seen:
            first = out[seen[name]]
            signed = row if row.action.casefold().startswith("sign") else first
            out[seen[name]] = _dated(signed, row if signed is first else first)
            continue
        if name is not None:
            seen[name] = len(out)
        out.append(row)
    return out


def _dated(row: Commitment, other: Commitment) -> Commitment:
    """The row with the other's day where that is a day of the row's own month or year."""
    if other.start is None or other.end is None:
        return row
    if row.start is None or row.end is None or row.start <= other.start <= other.end <= row.end:
        return replace(row, start=other.start, end=other.end)
    return row


_ENACTING = frozenset({"sign", "pass", "enact"})


def _slot(row: Commitment, field: str) -> SlotEvidence | None:
    return next((s for s in row.evidence_slots if s.field == field), None)
