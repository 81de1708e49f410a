"""People by form alone: titles, ages, given names, aliases, lists behind a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extractor.names.gazetteer import Hit, nationalities, words
from extractor.names.grammar import Found
from extractor.names.text import fold

_UPPER, _LOWER = "A-ZÀ-ÖØ-Þ", "a-zà-öø-ÿ’'"
_T = rf"(?:[{_UPPER}][{_LOWER}]+(?:-?[{_UPPER}][{_LOWER}]+)*|[A-Z]\.(?:[A-Z]\.)?|[DO][’']\w+)"
_PARTICLE = (
    r"(?:de la|de las|de los|de|del|la|van der|van|von|der|bin|bint|al|el|da|dos|do|di|ibn|y|e)"
)
_NICK = r"[“\"‘(][^“”\"‘’()\n]{2,30}[”\"’)]"
NAME = re.compile(
    rf"{_T}(?:(?: {_PARTICLE})? (?:(?:al|el|Al|El|ul)-)?{_T}| {_NICK}(?= [A-Z])){{1,5}}"
    r"(?:,? (?:Jr|Sr)\.?(?!\w)|,? (?:II|III|IV)\b)?"
)
SINGLE = re.compile(rf"(?:(?:Al|El|De|La|Del|Van|Von|Mc|Mac) ?)?{_T}")
_AGE = re.compile(rf"({NAME.pattern}), (?:age )?\d\d,")
_AGE_SIGN = re.compile(r", (?:age )?\d\d,")
_AKA = re.compile(
    r"(?:a\.?k\.?a\.?|a/k/a|A\.K\.A\.|AKA|also known as|known as|nicknamed)[, ]+"
    r"(?P<list>[“\"‘']?[^.;()\n]{2,120})"
)
_QUOTED = re.compile(r"[“\"‘']([A-ZÀ-Þ.][^“”\"‘’\n]{1,38}?)[,.]?[”\"’']")
_UNQUOTED = re.compile(
    r"(?:^|,? and |, (?=a\.?k\.?a))(?:a\.?k\.?a\.?,? )?([A-Z.\d][^,;()]*?)(?=,| and |$|;)"
)
_ALIAS = re.compile(r"(?:[A-ZÀ-Þ.\d][\w.’'-]*)(?: (?:[A-ZÀ-Þ][\w.’'-]*|de|la|el|del|\d+))*")
# "Juan Perez, “Chuy,” 33": a nickname between name and age
_NICKED = re.compile(r"(?<=[a-z]), [“\"‘]([A-Z][^“”\"‘’\n]{1,30}?),?[”\"’],? (?:age )?\d\d,")
_LIST = re.compile(rf"(?:, | and |, and )({NAME.pattern})")
_SAID = re.compile(rf"(?:”|,|\") said ({NAME.pattern})|({NAME.pattern}) said\b")
_SAID_SIGN = re.compile(r" said\b")

# Words of titles that are common surnames
_ALSO_NAMES = frozenset(
    "king prince pope queen major marshal justice judge speaker counsel chancellor".split()
)


@cache
def _not_name() -> frozenset[str]:
    titles = {w for title in words("person_titles") for w in title.split()} - _ALSO_NAMES
    demonyms = {fold(d) for d in nationalities()}
    return words("never_in_names") | titles | demonyms


@lru_cache(maxsize=8192)
def _is_name(word: str) -> bool:
    """Whether a capitalised word can be part of a person's name."""
    bare = fold(word).strip("\"'(),").removesuffix("'s")
    return (bare.endswith(".") and len(bare) < 4) or bare.strip(".") not in _not_name()


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name without words that belong to none; None where nothing stays."""
    parts = list(re.finditer(r"\S+", text[start:end]))
    while parts and not _is_name(parts[0].group()):
        parts.pop(0)
    for i, part in enumerate(parts):
        if not _is_name(part.group()):
            parts = parts[:i]
            break
    while parts and fold(parts[-1].group()) in {"de", "del", "la", "y", "e", "al", "el"}:
        parts.pop()
    if not parts:
        return None
    s, e = start + parts[0].start(), start + parts[-1].end()
    for possessive in ("’s", "'s"):
        if text[s:e].endswith(possessive):
            e -= 2
    return s, e


def _emit(text: str, start: int, end: int, rule: str, least: int = 2) -> Iterator[Found]:
    trimmed = _trim(text, start, end)
    if trimmed and len(text[trimmed[0] : trimmed[1]].split()) >= least:
        yield Found(*trimmed, "PERSON", rule)


def _lines(text: str, sign: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The lines in which ``sign`` stands; to look for names in the others would be in vain."""
    end = 0
    while found := sign.search(text, end):
        start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
        end = len(text) if end < 0 else end
        yield start, end


def find(text: str, titles: list[Hit]) -> Iterator[Found]:
    """People by form; ``titles`` are the TITLE hits of the gazetteer."""
    for title in titles:
        at = title.end
        if not text[title.start].isupper() or text[at : at + 1] != " ":
            continue
        if m := NAME.match(text, at + 1):
            found = list(_emit(text, *m.span(), "title", 1))
            yield from found
            if found and found[0].end == m.end():
                at = m.end()
                while n := _LIST.match(text, at):  # "Trial Attorneys A, B and C"
                    if not text[title.start : title.end].endswith("s"):
                        break
                    yield from _emit(text, *n.span(1), "title-list")
                    at = n.end()
        elif (m := SINGLE.match(text, at + 1)) and _is_name(m.group()):
            yield from _emit(text, *m.span(), "title-surname", 1)
    for start, end in _lines(text, _AGE_SIGN):
        for m in _AGE.finditer(text, start, end):
            yield from _emit(text, *m.span(1), "age")
    for start, end in _lines(text, _SAID_SIGN):
        for m in _SAID.finditer(text, start, end):
            yield from _emit(text, *m.span(1 if m.group(1) else 2), "said")
    for m in _AKA.finditer(text):
        base = m.start("list")
        quoted = list(_QUOTED.finditer(m["list"]))
        for q in quoted:
            yield Found(base + q.start(1), base + q.end(1), "PERSON", "alias")
        if not quoted:
            for part in _UNQUOTED.finditer(m["list"]):
                n = _ALIAS.match(text, base + part.start(1), base + part.end(1))
                if n and n.end() > n.start() + 1:
                    yield Found(*n.span(), "PERSON", "alias")
    for m in _NICKED.finditer(text):
        yield Found(*m.span(1), "PERSON", "alias")
    given = words("given_names")
    for m in NAME.finditer(text):
        trimmed = _trim(text, *m.span())
        if trimmed and " " in text[trimmed[0] : trimmed[1]]:
            first = fold(text[trimmed[0] : trimmed[1]].split()[0])
            if first in given:
                yield Found(*trimmed, "PERSON", "given-name")
