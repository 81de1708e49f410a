"""Who else a sentence counts in: members of a group ("including X") and people beside a subject."""

from __future__ import annotations

import re

from extractor.records.legal.actors import Actor
from extractor.records.legal.chains import Chain

_AMONG = re.compile(
    r"\s+(?:is|was|are|were|being)\s+(?:\w+\s+){0,2}?(?:among|(?:one|two|three|four|five|six|"
    r"seven|\d+)\s+of)\b.*",
    re.I | re.S,
)
_INCLUDING = re.compile(r"[^.;]{0,120}?\b(?:including|namely|such\s+as|among\s+them)\b:?", re.I)
_LISTED_GAP = 110
_ARE = re.compile(r"\s+(?:are|were|is|was|include[sd]?)\s*:?\s*")
_FINITE = (
    r"\b(?:was|were|is|are|has|have|had|will|would|who|which|that|against|by|said|for|whose)\b"
)
_VERB = re.compile(rf"\.\s|{_FINITE}", re.I)
_LIST_ENDS = re.compile(rf"[.;]\s|{_FINITE}", re.I)
_ALONG = re.compile(
    r"\b(?:(?:along|together)\s+with|as\s+well\s+as|in\s+addition\s+to)\s+(?:\w+\s+)?$", re.I
)


# "X was indicted by a grand jury on May 3 with Y and Z"
_ACCUSED_WITH = re.compile(
    r"(?:\s+by\s+an?\s+(?:[\w.]+\s+){0,5}?jury)?(?:\s+(?:on|in)\s+[A-Z][\w., ]{2,24}?)?,?\s+with\s+"
)


def widen(
    text: str, chains: list[Chain], chain: Chain, trigger_start: int, trigger_end: int
) -> tuple[Actor, ...]:
    """The chain's actors with those whom the sentence counts among them or beside them."""
    targets = list(chain.actors)
    group = next((a for a in targets if a.kind == "group"), None)
    members: list[Actor] = []
    listed = trigger_end <= chain.start and _ARE.fullmatch(text, trigger_end, chain.start)
    for other in chains:
        if other is chain or other.official:
            continue
        named = [a for a in other.actors if a.kind == "person" and not a.official]
        if group is not None and named:
            if other.end <= group.start_char and _AMONG.fullmatch(
                text, other.end, group.start_char
            ):
                members += named
            elif members and other.start > group.end_char and other.end <= trigger_start:
                members += (
                    named if re.search(r"\balong\s+with\s+$", text[: other.start][-20:]) else []
                )
        beside = [a for a in other.actors if a.kind in ("group", "person") and not a.official]
        if (
            listed
            and not other.oblique
            and other.start > chain.end
            and not _VERB.search(text, targets[-1].end_char, other.start)
        ):
            # "Those arrested are X, 26, of Redhill; Y; and a teenage boy"
            targets += [a for a in other.actors if a.kind in ("group", "person", "one")]
            continue
        if (
            beside
            and other.start > chain.start
            and (
                _ALONG.search(text, max(0, other.start - 24), other.start)
                or _ACCUSED_WITH.fullmatch(text, trigger_end, other.start)
            )
        ):
            targets += beside
    if group is not None:
        members += _listed(text, chains, chain)
    if group is not None and members:
        if group.count is not None and len({m.key for m in members}) == group.count:
            return tuple(a for a in targets if a is not group) + tuple(members)
        return tuple(members) + tuple(targets)
    return tuple(targets)


def _listed(text: str, chains: list[Chain], chain: Chain) -> list[Actor]:
    """The people named behind a group: "several bosses, including its founder X, and Y"."""
    lead = _INCLUDING.match(text, chain.end, chain.end + 160)
    out: list[Actor] = []
    at = lead.end() if lead else 0
    for other in chains if lead else ():
        if other.start < at:
            continue
        if other.start - at > _LISTED_GAP or _LIST_ENDS.search(text, at, other.start):
            break
        out += [a for a in other.actors if a.kind == "person" and not a.official]
        at = other.end
    return out
