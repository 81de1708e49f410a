"""Whether a text is English, by its commonest words: a cheap guard, not a language identifier."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset({
    "the", "of", "and", "to", "in", "a", "for", "that", "is", "was", "with", "by", "on", "as", "at",
    "from", "are", "have", "has", "been", "were", "be", "this", "will", "who", "it", "their", "his",
    "her", "not", "which", "or", "an", "he", "they", "its", "said",
})  # fmt: skip
# Words as common in Spanish, Portuguese, French, Italian, German or Dutch, and in no English.
_OTHER = frozenset({
    "el", "los", "las", "del", "que", "en", "una", "por", "con", "para", "se", "su", "sus", "fue",
    "más", "der", "die", "und", "das", "den", "von", "mit", "ist", "im", "des", "les", "et", "le",
    "la", "du", "dans", "pour", "sur", "une", "au", "aux", "est", "il", "da", "os", "em", "uma",
    "não", "com", "dos", "che", "per", "della", "nel", "sono", "het", "een", "van", "zijn", "de",
})  # fmt: skip
_SLICE = 4000
_FEW_WORDS = 20


def is_english(text: str) -> bool:
    """True unless the text plainly is not English.

    Judged on the first 4,000 characters. Among 20 words or more, English function words must
    outweigh those of other European languages; fewer words pass if they are in Latin letters.
    """
    head = text[:_SLICE]
    letters = sum(map(str.isalpha, head)) if not head.isascii() else 0
    if letters and sum(c.isalpha() and c < "\u0250" for c in head) < letters / 2:
        return False
    words = _WORD.findall(head.lower())
    if len(words) < _FEW_WORDS:
        return True
    return sum(w in _ENGLISH for w in words) >= sum(w in _OTHER for w in words)
