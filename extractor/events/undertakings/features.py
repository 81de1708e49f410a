"""Features of a candidate undertaking, for the model that tells commitments from the rest."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from extractor.events.model import words
from extractor.events.undertakings.candidates import Candidate, nouns
from extractor.types import DateSpan, Mention, Quantity, Release, Sentence

_WE = frozenset("we they he she it i us our".split())
_PARTIES = frozenset(
    "countries governments sides leaders nations ministers presidents parties partners delegations"
    " administration secretary president department government states".split()
)


@dataclass(frozen=True)
class Surroundings:
    """What is the same for every candidate of a release, computed once."""

    release: Release
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateSpan, ...]
    title: tuple[str, ...]
    quoted: tuple[tuple[int, int], ...]
    mention_starts: list[int]
    quantity_starts: list[int]

    @classmethod
    def of(
        cls,
        release: Release,
        sentences: tuple[Sentence, ...],
        mentions: tuple[Mention, ...],
        quantities: tuple[Quantity, ...],
        dates: tuple[DateSpan, ...],
    ) -> Surroundings:
        """Index a release's spans."""
        return cls(
            release,
            sentences,
            mentions,
            quantities,
            dates,
            tuple(dict.fromkeys(f"t={w}" for w in words(release.title or ""))),
            tuple((z.start_char, z.end_char) for z in release.zones if z.kind == "quotation"),
            [m.start_char for m in mentions],
            [q.start_char for q in quantities],
        )


def _between(starts: list[int], start: int, end: int) -> range:
    return range(bisect_right(starts, start - 1), bisect_right(starts, end - 1))


def features(around: Surroundings, sentence: int, c: Candidate) -> list[str]:
    """Features of candidate ``c`` of the sentence with that index."""
    text = around.release.text
    s = around.sentences[sentence]
    v = c.verb
    action = words(text[c.verb_end : c.end])
    before = words(text[s.start_char : c.head])
    out = [
        f"lem={v.lemma}",
        f"cls={v.sort}",
        f"con={c.construction}",
        f"con={c.construction}|cls={v.sort}",
        f"con={c.construction}|lem={v.lemma}",
        f"con={c.construction}|tag={v.tag}",
        f"gov={c.governor}|con={c.construction}",
        f"gov={c.governor}|cls={v.sort}",
        f"zone={s.zone}",
        f"zone={s.zone}|con={c.construction}",
        f"zone={s.zone}|cls={v.sort}",
        f"chain={c.chained}|con={c.construction}",
        f"rank={min(c.rank, 4)}",
        f"rank={min(c.rank, 4)}|con={c.construction}",
        f"len={min(len(action) // 3, 6)}",
    ]
    things = nouns()
    sorts = [x for w in action[:14] for x in things.get(w, ())]
    sorts += [
        x
        for a, b in zip(action[:14], action[1:14], strict=False)
        for x in things.get(f"{a} {b}", ())
    ]
    first = sorts[0] if sorts else "-"
    out += [f"n1={first}", f"n1={first}|con={c.construction}", f"n1={first}|cls={v.sort}"]
    out += [f"nn={x}" for x in dict.fromkeys(sorts)]
    out += [f"nn={x}|con={c.construction}" for x in dict.fromkeys(sorts)]
    out += [f"nn={x}|cls={v.sort}" for x in dict.fromkeys(sorts)]
    out += [f"a={w}" for w in action]
    out += [f"ab={a}_{b}" for a, b in zip(action, action[1:], strict=False)]
    out += [f"a1={w}|cls={v.sort}" for w in action[:3]]
    if action:
        out.append(f"lem={v.lemma}|a1={action[0]}")
    out += [f"p{i}={w}" for i, w in enumerate(reversed(before[-3:]), start=1)]
    out += [f"pre={w}" for w in before[-12:]]
    out += [f"s={w}" for w in words(text[s.start_char : s.end_char])[:60]]
    after = words(text[c.end : c.end + 40])[:2]
    out += [f"n={w}" for w in after]
    # who acts
    subject = [w for w in before[-10:] if w in _WE or w in _PARTIES]
    out += [f"subj={w}" for w in subject]
    near = [around.mentions[i] for i in _between(around.mention_starts, s.start_char, c.head)]
    out.append(f"actor={near[-1].label if near else '-'}")
    out.append(f"actor={near[-1].label if near else '-'}|con={c.construction}")
    out += [f"ml={m.label}" for m in near]
    inside = [around.mentions[i] for i in _between(around.mention_starts, c.start, c.end)]
    out += [f"mi={m.label}" for m in inside]
    out += [f"mi={m.label}|cls={v.sort}" for m in inside]
    amounts = [around.quantities[i] for i in _between(around.quantity_starts, c.start, c.end)]
    out += [f"q={q.unit}" for q in amounts]
    out += [f"q={q.unit}|cls={v.sort}" for q in amounts]
    if not amounts:
        out.append("q=-")
    if any(a <= c.start < b for a, b in around.quoted):
        out.append("quoted")
        out.append(f"quoted|con={c.construction}")
    # what stands above
    if s.lead is not None:
        lead = around.sentences[s.lead]
        above = words(text[lead.start_char : lead.end_char])[:30]
        kind = "h" if lead.zone in ("heading", "headline") else "l"
        out += [f"{kind}={w}" for w in above]
        if s.zone == "list_item" and above:
            out.append(f"zone=li|end={above[-1]}")
    out += around.title
    out += [f"{t}|con={c.construction}" for t in around.title]
    return out
