"""Characters: encoding faults, Unicode form, white space, and words that a feed has glued."""

from __future__ import annotations

import html
import re
import unicodedata

import ftfy

_DELETED = (
    0xAD, 0x2060, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A),
)  # fmt: skip
_SPACES = (0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_BREAKS = (0x0B, 0x0C, 0x85, 0x2028, 0x2029)
_CONTROLS = tuple(c for c in (*range(0x20), *range(0x7F, 0xA0)) if c not in (0x0A, *_BREAKS))
_REPLACEMENT = {
    **{chr(c): " " for c in (*_CONTROLS, *_SPACES)},
    **{chr(c): "" for c in _DELETED},
    **{chr(c): "\n" for c in _BREAKS},
}
_ODD = re.compile("[" + re.escape("".join(_REPLACEMENT)) + "]")
# Two or more Latin-1/Windows-1252 characters that UTF-8 bytes turn into when they are misread.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00c5\u00e2\u00f0][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8}\d?);")
_DOTS = re.compile(r"\.(?: \.){2,}")
_RUN = re.compile(r"(?<=\S)  +")

# A full stop glued to the next sentence: "agencies.Today, Secretary", "in 2007.In February".
_GLUED_STOP = re.compile(r"[.!?](?=[A-Z][a-z]+[ ,’'])")
_BEFORE_STOP = re.compile(r"(?:[a-z]|\b\d{4}|[a-z0-9]\))\Z")
# Patterns begin with the rare character and look back from it: that is what makes them fast.
_GLUED_QUOTE = re.compile(r"[“”](?:(?<=[.,!?]”)(?=[A-Z][a-z])|(?<=[a-z][.!?,]“)(?=[A-Z]))")
# A preposition glued to a number ("from 14 to72"), a number to a word ("11individuals").
_GLUED_NUMBER = re.compile(r"[0-9](?<=[a-z].)(?=[0-9]*(?:[.,][0-9]+)*(?!\w))|[0-9](?=[a-z]{5})")
_PREPOSITION = re.compile(r"\b(?:to|of|by|from|and|than|in|over|with|for|at)\Z")
_COUNT = re.compile(r"(?:^|\s)[0-9,]*\Z")
# A heading in capitals glued to the sentence below it: "PROTECT OUR PEOPLEThe governments seek".
_GLUED_CAPITALS = re.compile(r"[A-Z]{4,}(?=[A-Z][a-z]{2,}\b|[A-Z][a-z] )")


def characters(text: str) -> str:
    """Text in NFC with plain spaces and line feeds and no encoding faults; curly quotes stay."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:  # lone surrogates, as "\ud83d" in JSON
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if _MOJIBAKE.search(text):
            text = "\n".join(
                ftfy.fix_encoding(line) if _MOJIBAKE.search(line) else line
                for line in text.split("\n")
            )
        text = unicodedata.normalize("NFC", text)
    return _ODD.sub(_replace, text)


def spacing(text: str) -> str:
    """Part what a feed has glued together; fold runs of spaces, and ". . ." to an ellipsis."""
    text = _DOTS.sub("…", text)
    text = _GLUED_STOP.sub(_part_stop, text)
    if "”" in text or "“" in text:
        text = _GLUED_QUOTE.sub(_part_quote, text)
    text = _GLUED_NUMBER.sub(_part_number, text)
    text = _GLUED_CAPITALS.sub(_part_capitals, text)
    return _RUN.sub(" ", text) if "  " in text else text


def entities(text: str) -> str:
    """Character references that stand in plain text ("&amp;", "&#8217;") as their characters."""
    return _ENTITY.sub(_unescape, text) if "&" in text else text


def _replace(match: re.Match[str]) -> str:
    return _REPLACEMENT[match[0]]


def _unescape(match: re.Match[str]) -> str:
    return characters(html.unescape(match[0]))


def _part_stop(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 5) : match.start()]
    return match[0] + " " if _BEFORE_STOP.search(before) else match[0]


def _part_quote(match: re.Match[str]) -> str:
    return " “" if match[0] == "“" else "” "


def _part_number(match: re.Match[str]) -> str:
    at, text = match.start(), match.string
    if text[at - 1 : at].isalpha():
        return " " + match[0] if _PREPOSITION.search(text, max(0, at - 8), at) else match[0]
    return match[0] + " " if _COUNT.search(text, max(0, at - 12), at) else match[0]


def _part_capitals(match: re.Match[str]) -> str:
    start = match.string.rfind("\n", 0, match.start()) + 1
    line = match.string[start : match.end()]
    whole = len(line) <= 120 and line.isupper() and len(line.split()) > 1
    return match[0] + ("\n\n" if whole else " ")
