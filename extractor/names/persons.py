"""People by form alone: titles, ages, given names, aliases, lists behind a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extractor.names.gazetteer import Hit, nationalities, words
from extractor.names.grammar import Found
from extractor.names.text import fold

_T = r"(?:[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ’']+(?:-?[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ’']+)*|[A-Z]\.(?:[A-Z]\.)?|D[’']\w+|O[’']\w+)"
_PARTICLE = (
    r"(?:de la|de las|de los|de|del|la|van der|van|von|der|bin|bint|al|el|da|dos|do|di|ibn|y|e)"
)
_NICK = r"[“\"‘(][^“”\"‘’()\n]{2,30}[”\"’)]"
NAME = re.compile(
    rf"{_T}(?:(?: {_PARTICLE})? (?:(?:al|el|Al|El|ul)-)?{_T}| {_NICK}(?= [A-Z])){{1,5}}(?:,? (?:Jr|Sr)\.?(?!\w)|,? (?:II|III|IV)\b)?"
)
SINGLE = re.compile(rf"(?:(?:Al|El|De|La|Del|Van|Von|Mc|Mac) ?)?{_T}")
_AGE = re.compile(
    rf"({NAME.pattern}), (?:age )?\d\d, ?(?:of|a|an|and|from|who|was|is|formerly|previously|\w+)?"
)
_AKA = re.compile(
    r"(?:a\.?k\.?a\.?|a/k/a|A\.K\.A\.|AKA|also known as|known as|nicknamed)[, ]+(?P<list>[“\"‘']?[^.;()\n]{2,120})"
)
_QUOTED = re.compile(r"[“\"‘']([A-ZÀ-Þ.][^“”\"‘’\n]{1,38}?)[,.]?[”\"’']")
_ALIAS = re.compile(r"(?:[A-ZÀ-Þ.\d][\w.’'-]*)(?: (?:[A-ZÀ-Þ][\w.’'-]*|de|la|el|del|\d+))*")
# "Juan Perez, “Chuy,” 33": a nickname between name and age
_NICKED = re.compile(r"(?<=[a-z]), [“\"‘]([A-Z][^“”\"‘’\n]{1,30}?),?[”\"’],? (?:age )?\d\d,")
_LIST = re.compile(rf"(?:, | and |, and )({NAME.pattern})")
_SAID = re.compile(rf"(?:”|,|\") said ({NAME.pattern})|({NAME.pattern}) said\b")

# Words of titles that are common surnames
_ALSO_NAMES = frozenset(
    "king prince pope queen major marshal justice judge speaker counsel chancellor".split()
)

_NOT_NAME = frozenset(
    """the a an in on at of for and or to from by with as this that these those today yesterday monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august september october
    november december united states department office police county district court attorney attorneys general
    agency bureau division unit section task force operation project program act order north south east west
    northern southern eastern western central middle national federal state international american mexican
    colombian chinese russian iranian new first second third president secretary director special agent agents
    judge senator representative governor mayor chief captain sheriff officer service services administration
    security homeland border patrol drug cartel street avenue road river valley city island university college bank
    company inc corp group committee council commission center institute foundation association house senate congress
    white republican democrat democratic government ministry minister public law laws justice treasury defense
    health human rights act plan strategy framework initiative partnership summit dialogue mr mrs ms dr fact sheet
    statement readout press release joint background remarks memorandum following according also additionally
    however meanwhile since when while if after before during under over between both each all some many most
    announces announce announced sentenced convicted charged pleads pleaded indicted arrested extradited seeks signs
    hosts delivers joins welcomes establishes releases launches visits visit meets holds faces receives admits found
    guilty prison member members leader leaders associate easter drugs seized seizes related materials honors
    safeguards secures protects restores imposes ends continues declares takes criminal civil tax fraud fugitive
    clerk medal task-force website million billion recovery environment economy american americans democracy anti-corruption
    community communities affairs relations foreign domestic world global regional local federal transit illicit
    operations intelligence enforcement investigation investigations compliance programs policy budget energy
    virtual bilateral meeting call readout travel participation
    he she it they we i you his her its their our your my there here what who where why how""".split()
)


@cache
def _not_name() -> frozenset[str]:
    titles = {w for title in words("person_titles") for w in title.split()} - _ALSO_NAMES
    demonyms = {fold(d) for d in nationalities()}
    return frozenset(_NOT_NAME | titles | demonyms)


@lru_cache(maxsize=8192)
def _is_name(word: str) -> bool:
    """Whether a capitalised word can be part of a person's name."""
    bare = fold(word).strip("\"'(),").removesuffix("'s")
    return (bare.endswith(".") and len(bare) < 4) or bare.strip(".") not in _not_name()


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name without words that are none at its two ends; None where fewer than two words stay."""
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
        elif m := SINGLE.match(text, at + 1):
            if _is_name(m.group()):
                yield from _emit(text, *m.span(), "title-surname", 1)
    for m in _AGE.finditer(text):
        yield from _emit(text, *m.span(1), "age")
    for m in _SAID.finditer(text):
        yield from _emit(text, *m.span(1 if m.group(1) else 2), "said")
    for m in _AKA.finditer(text):
        base = m.start("list")
        quoted = list(_QUOTED.finditer(m["list"]))
        for q in quoted:
            yield Found(base + q.start(1), base + q.end(1), "PERSON", "alias")
        if not quoted:
            for part in re.finditer(
                r"(?:^|,? and |, (?=a\.?k\.?a))(?:a\.?k\.?a\.?,? )?([A-Z.\d][^,;()]*?)(?=,| and |$|;)",
                m["list"],
            ):
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
