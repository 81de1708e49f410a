"""Sentences: one pass over each block zone, cutting at sentence ends that are none of the known stops."""

from __future__ import annotations

import re

from extractor.types import Release, Sentence, Zone

_BLOCKS = ("headline", "heading", "body", "list_item", "boilerplate")
_MARKER = re.compile(r"•\s+")
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9$])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|[a-z]|Mr|Mrs|Ms|Dr|Jr|Sr|Lt|Col|Gen|Maj|Capt|Sgt|Cpl|Cmdr|Adm|Gov|Sen|Sens|Rep|Reps|Hon|Rev|Prof|Pres|St|Mt|Ft|Ave|Blvd|Rd|No|Nos|Inc|Corp|Co|Ltd|LLC|Dept|Bros|vs|v|al|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Art|Sec|Stat|Pub|Fed|Reg|approx|est|Fig|Ph|Calif|Fla|Tex|Ariz|Va|Pa|Md|Mass|Ill|Ind|Mich|Minn|Wash|Ga|La|Ala|Ark|Colo|Conn|Del|Kan|Ky|Mo|Miss|Mont|Neb|Nev|Okla|Ore|Tenn|Vt|Wis|Wyo)|\b[A-Za-z](?:\.[A-Za-z])+)\.$"
)


def split(release: Release) -> tuple[Sentence, ...]:
    """The sentences, bullets and headings of a release, in order, each inside one block zone."""
    out: list[Sentence] = []
    heading: int | None = None
    hook: int | None = None
    parents: dict[int, int] = {}
    text = release.text
    for zone in release.zones:
        if zone.kind not in _BLOCKS:
            continue
        spans = _spans(text, zone)
        lead = heading
        if zone.kind == "list_item":
            above = [parents[d] for d in sorted(parents) if d < zone.level]
            lead = above[-1] if above else hook if hook is not None else heading
        elif zone.kind in ("headline", "heading"):
            lead = None
        first = len(out)
        out.extend(Sentence(s, e, zone.kind, zone.level, lead) for s, e in spans)
        if not spans:
            continue
        if zone.kind == "list_item":
            parents = {d: i for d, i in parents.items() if d < zone.level}
            parents[zone.level] = first
        else:
            parents = {}
            hook = None
            if zone.kind == "heading":
                heading = first
            elif text[out[-1].end_char - 1] == ":":
                hook = len(out) - 1
    return tuple(out)


def _spans(text: str, zone: Zone) -> list[tuple[int, int]]:
    start, end = zone.start_char, zone.end_char
    if zone.kind == "list_item" and (m := _MARKER.match(text, start, end)):
        start = m.end()
    spans: list[tuple[int, int]] = []
    for m in _END.finditer(text, start, end):
        if m[0][0] == "." and _ABBREVIATION.search(text, max(start, m.start() - 12), m.start() + 1):
            continue
        spans.append((start, m.end()))
        start = m.end()
        while start < end and text[start].isspace():
            start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
    return spans
