"""Folding that keeps offsets: accents, case and signs go, every character keeps its place."""

from __future__ import annotations

import unicodedata
from functools import cache

_SIGNS = {
    "’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'", "´": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    "\n": " ", "\t": " ", "\r": " ", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
}  # fmt: skip


_ASCII = str.maketrans("\n\t\r`", "   '")


@cache
def _table() -> dict[int, str]:
    table = {ord(sign): plain for sign, plain in _SIGNS.items()}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFKD", chr(code))[0].lower()
        if base.isascii() and base.isalpha():
            table[code] = base
    for code in (0xD8, 0xF8):  # ø has no decomposition
        table[code] = "o"
    return table


def fold(text: str) -> str:
    """Lower case without accents and typographic signs; ``len(fold(text)) == len(text)``."""
    if text.isascii():
        return text.lower().translate(_ASCII)
    folded = text.translate(_table())
    lowered = folded.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


def without_lost(text: str) -> str:
    """``text`` as a feed leaves it that drops every character outside ASCII."""
    return "".join(c for c in text if c.isascii())
