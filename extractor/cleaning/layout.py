"""Blocks to the frozen text and its zones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.cleaning.blocks import Block
from extractor.types import Zone

# Cities that stand alone in a dateline (AP style), for feeds that lost the dash behind them.
_CITY = (
    "ATLANTA|BALTIMORE|BOSTON|CHICAGO|CINCINNATI|CLEVELAND|DALLAS|DENVER|DETROIT|HONOLULU|HOUSTON"
    "|INDIANAPOLIS|LAS VEGAS|LOS ANGELES|MIAMI|MILWAUKEE|MINNEAPOLIS|NEW ORLEANS|NEW YORK"
    "|OKLAHOMA CITY|PHILADELPHIA|PHOENIX|PITTSBURGH|SALT LAKE CITY|SAN ANTONIO|SAN DIEGO"
    "|SAN FRANCISCO|SEATTLE|ST\\. LOUIS|WASHINGTON"
)
_WORD = r"(?:[A-Z][A-Za-z.’'ñáéíóúü]*|de|la|del|of|the)"
_MONTH_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8} \d{4})"
DATELINE = re.compile(
    r"\(?(?P<place>(?:[A-Z][\w.’'/-]*[A-Z.](?: [A-Z][A-Z.’'/-]+){0,3}"
    rf"|{_WORD}(?: {_WORD}){{0,3}}(?=, ))"
    rf"(?:, {_WORD}(?: {_WORD}){{0,2}})?)"
    rf"(?:,? \(?(?P<day>{_MONTH_DAY})\)?)?\)?"
    r"(?:\s*\([A-Za-z./ ]{2,20}\))?\s*(?:–|—|--|-(?=\s)|―)\s*(?=[A-Z“\"])"
    rf"|(?:{_CITY})(?: --?)?\s(?=[A-Z“\"])"
)
_MAX_DATELINE = 90
_QUOTATION = re.compile(r"“[^“”]{24,}(?:”|$)|(?<![\w\"])\"[^\"]{24,}\"(?!\w)")


def dateline(text: str) -> re.Match[str] | None:
    """The dateline at the head of a paragraph ("LAREDO, Texas – "), with groups place and day."""
    match = DATELINE.match(text, 0, _MAX_DATELINE)
    return match if match and match.end() < len(text) else None


def lay_out(blocks: list[Block]) -> tuple[str, tuple[Zone, ...]]:
    """Join blocks to one text, an empty line between blocks and a line feed between list items."""
    pieces: list[str] = []
    zones: list[Zone] = []
    position = 0
    previous: str | None = None
    dated = False
    for block in blocks:
        gap = ""
        if previous is not None:
            gap = "\n" if previous == block.kind == "list_item" else "\n\n"
        text = f"{block.marker} {block.text}" if block.marker else block.text
        if block.kind == "list_item":
            gap += "  " * (min(block.level, 12) - 1)
        start = position + len(gap)
        zones.append(Zone(block.kind, start, start + len(text), block.level))
        if block.kind == "body":
            if not dated and (found := dateline(text)):
                zones.append(Zone("dateline", start, start + len(found[0].rstrip())))
            dated = dated or len(text) > 200
        if block.kind in ("body", "list_item"):
            zones.extend(_quotations(text, start))
        pieces += (gap, text)
        position = start + len(text)
        previous = block.kind
    return "".join(pieces), tuple(zones)


def _quotations(text: str, offset: int) -> Iterator[Zone]:
    if "“" not in text and '"' not in text:
        return
    for match in _QUOTATION.finditer(text):
        if match[0].count(" ") >= 3:
            yield Zone("quotation", offset + match.start(), offset + match.end())
