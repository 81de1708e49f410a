"""What each agency does in a release: issues it, investigates, prosecutes, assists, is a partner abroad."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from extractor.names.gazetteer import agencies
from extractor.types import AgencyRole, Mention, Release, Sentence

# A role's words, and whether the agencies stand before or behind them
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("prosecuting", re.compile(r"\bprosecut(?:ed|ing|es|ors? (?:from|with|of))\b|\bis handling the case\b|\btried the case\b")),
    ("assisting", re.compile(
        r"\bassist(?:ed|ance|ing|s)?\b|\bprovided (?:\w+ ){0,4}(?:support|help|cooperation)\b|\bsupport(?:ed)? (?:the|this|by|from)\b"
        r"|\bcooperation\b|\bhelped\b|\bthank(?:s|ed)?\b|\bcommended\b|\bin (?:coordination|partnership|collaboration) with\b|\baided\b"
    )),
    ("investigating", re.compile(
        r"\binvestigat(?:ed|ing|ion(?: (?:is|was|were) (?:being )?(?:led|conducted))?|ions)\b|\bled (?:by|the (?:case|investigation|operation))\b|\bis leading\b"
        r"|\bseized\b|\barrested\b|\binterdicted\b|\bconducted by\b"
    )),
)  # fmt: skip


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
        role = None
        i = bisect.bisect_right(starts, m.start_char) - 1
        if i >= 0 and m.start_char < sentences[i].end_char and sentences[i].zone != "boilerplate":
            role = _nearest(release.text, sentences[i], m)
        found = [role] if role else []
        known = agencies().get(m.canonical_id or "")
        if known and known.country != "US" and not (release.issuer == known.name):
            found.append("foreign_partner")
        for r in found:
            out.setdefault(
                (name, r),
                AgencyRole(name, m.canonical_id, r, m.start_char, m.end_char),  # type: ignore[arg-type]
            )
    return tuple(out.values())


def _nearest(text: str, sentence: Sentence, m: Mention) -> str | None:
    """The role whose cue stands nearest; one that the agencies follow ("assisted by") ends a list."""
    best: tuple[int, str] | None = None
    for role, pattern in _CUES:
        for cue in pattern.finditer(text, sentence.start_char, sentence.end_char):
            if cue.start() < m.end_char and cue.end() > m.start_char:
                continue
            gap = (
                m.start_char - cue.end() if cue.end() <= m.start_char else cue.start() - m.end_char
            )
            if best is None or gap < best[0]:
                best = (gap, role)
    return best[1] if best else None


def _id_of(name: str) -> str | None:
    return next((a.id for a in agencies().values() if a.name == name), None)
