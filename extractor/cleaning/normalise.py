"""Characters: mojibake, Unicode form, white space, and words that a feed has glued together."""

from __future__ import annotations

import re
import unicodedata

import ftfy

_DELETE = [
    0x00AD,
    0x200B,
    0x200C,
    0x200D,
    0x2060,
    0xFEFF,
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0x200E,
    0x200F,
]
_SPACE = [0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_CONTROL = [c for c in (*range(0x00, 0x20), *range(0x7F, 0xA0)) if c not in (0x09, 0x0A)]
_TABLE: dict[int, str | None] = {
    **dict.fromkeys(_CONTROL, " "),
    **dict.fromkeys(_SPACE, " "),
    **dict.fromkeys(_DELETE, None),
    **dict.fromkeys([0x0B, 0x0C, 0x85, 0x2028, 0x2029], "\n"),
}
_ODD = re.compile("[" + re.escape("".join(map(chr, _TABLE))) + "]")
_MOJIBAKE = re.compile("[ÂÃâÅ\u0080-\u009f][\u0080-\u00bf\u2013-\u203a\u20ac\u2122ŠšŒœŽžŸƒˆ˜]")
_SPACES = re.compile(r"(?<=\S) {2,}")
_GLUED = re.compile(
    r"(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]+[ ,])"  # "agencies.Today, Secretary"
    r"|(?<=[.!?,]”)(?=[A-Z][a-z])"
    r"|(?<=[a-z][.!?])(?=“[A-Z])"
    r"|(?<=\b(?:to|of|by))(?=\d+\b)"  # "from 14 to72"
)
_GLUED_NUMBER = re.compile(r"\b(to|of|by|from|and|over|than|in)(\d[\d,.]*)(?=[\s.,;])(?!\.\w)")
_GLUED_HEADING = re.compile(
    r"^([^a-z\n]{0,60}\b[A-Z]{2,}(?: [A-Z&,’'-]+)* [A-Z]{3,}?)(?=[A-Z][a-z]+ \w|A [a-z])", re.M
)


def characters(text: str) -> str:
    """Repair encoding faults; bring to NFC; white space to spaces and line feeds. Quotes stay curly."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text.translate(_TABLE) if _ODD.search(text) else text
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if _MOJIBAKE.search(text):
        text = ftfy.fix_encoding(text)
    if _ODD.search(text):
        text = text.translate(_TABLE)
    return unicodedata.normalize("NFC", text)


def spacing(text: str) -> str:
    """Part what a feed glued together, and fold runs of spaces inside lines."""
    text = _GLUED.sub(" ", text)
    text = _GLUED_NUMBER.sub(r"\1 \2", text)
    text = _GLUED_HEADING.sub(r"\1\n\n", text)
    return _SPACES.sub(" ", text)
