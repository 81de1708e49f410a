"""What each agency does in a release: issue it, investigate, prosecute, assist, or more."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import Literal

from extractor.names.gazetteer import agencies
from extractor.types import AgencyRole, Mention, Release, Sentence

Role = Literal["issuer", "investigating", "prosecuting", "assisting", "foreign_partner"]

_CUES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "prosecuting",
        re.compile(
            r"\bprosecut(?:ed|ing|es|ors? (?:from|with|of))\b|\bis handling the case\b"
            r"|\btried the case\b"
        ),
    ),
    (
        "assisting",
        re.compile(
            r"\bassist(?:ed|ance|ing|s)?\b|\bsupport(?:ed)? (?:the|this|by|from)\b|\bhelped\b"
            r"|\bprovided (?:\w+ ){0,4}(?:support|help|cooperation)\b|\bcooperation\b"
            r"|\bthank(?:s|ed)?\b|\baided\b|\bcommended\b"
            r"|\bin (?:coordination|partnership|collaboration) with\b"
        ),
    ),
    (
        "investigating",
        re.compile(
            r"\binvestigat(?:ed|ing|ions?)\b|\bled (?:by|the (?:case|investigation|operation))\b"
            r"|\bis leading\b|\bseized\b|\barrested\b|\binterdicted\b|\bconducted by\b"
        ),
    ),
)


def agency_roles(
    release: Release, sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> tuple[AgencyRole, ...]:
    """Roles of agencies, each agency and role once, at the first mention that tells.

    A mention takes the role of the nearest cue in its sentence; a body of another country than the
    United States is a foreign partner too.
    """
    out: dict[tuple[str, str], AgencyRole] = {}
    if release.issuer:
        out[release.issuer, "issuer"] = AgencyRole(release.issuer, _id_of(release.issuer), "issuer")
    starts = [s.start_char for s in sentences]
    for m in mentions:
        if m.label != "AGENCY":
            continue
        name = m.canonical or m.text
        i = bisect.bisect_right(starts, m.start_char) - 1
        found: list[Role] = []
        if i >= 0 and m.start_char < sentences[i].end_char and sentences[i].zone != "boilerplate":
            found = _nearest(release.text, sentences[i], m)
        known = agencies().get(m.canonical_id or "")
        if known and known.country != "US" and release.issuer != known.name:
            found.append("foreign_partner")
        for role in found:
            out.setdefault(
                (name, role), AgencyRole(name, m.canonical_id, role, m.start_char, m.end_char)
            )
    return tuple(out.values())


def _nearest(text: str, sentence: Sentence, m: Mention) -> list[Role]:
    """The role whose words stand nearest in the sentence, if there are any."""
    best: tuple[int, Role] | None = None
    for role, pattern in _CUES:
        for cue in pattern.finditer(text, sentence.start_char, sentence.end_char):
            gap = max(m.start_char - cue.end(), cue.start() - m.end_char)
            if gap >= 0 and (best is None or gap < best[0]):
                best = (gap, role)
    return [best[1]] if best else []


def _id_of(name: str) -> str | None:
    return next((a.id for a in agencies().values() if a.name == name), None)
