"""What kind of thing a target is: an individual, an entity, a vessel, an aircraft or an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.lexicons import load
from extractor.names.gazetteer import nationalities


@dataclass(frozen=True, slots=True)
class TargetNoun:
    """A line of ``target_nouns.jsonl``: nouns for targets of one kind."""

    id: str
    kind: str
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


# What a noun phrase says of its head's place or deed; nouns behind it are not the head's.
_COMPLEMENT = re.compile(
    r"\s(?:of|in|on|from|with|to|for|by|that|which|who|whose|linked|tied|based|connected|"
    r"associated|involved|responsible|operating|supporting|at|outside|across|near)\s"
)
# "a network of three brokers and two companies" is the brokers and the companies.
_COLLECTIVE = re.compile(
    r"\b(?:network|group|list|set|total|number|series|range|array|tranche)s?\s+of\s+", re.IGNORECASE
)
# Relations by which a member of a family is told: "his adult daughter", "two brothers".
KIN = (
    r"(?:\w+\s+){0,2}(?:wi(?:fe|ves)|husbands?|spouses?|sons?|daughters?|child(?:ren)?|brothers?|sisters?|"
    r"siblings?|parents?|fathers?|mothers?|nephews?|nieces?|cousins?|step(?:son|daughter)s?)\b"
)
LEGAL_FORM = re.compile(
    r"(?:Inc|(?:FZ-)?L\.?L\.?C|L\.?L\.?P|P\.?L\.?C|Ltd|Ltda|Limited|Co|Corp|Corporation|Company|"
    r"S\.?A\.?(?:S|L|RL)?(?:\.? de C\.?V)?|S\.? ?de R\.?L\.?(?: de C\.?V)?|S\.r\.l|S\.p\.A|"
    r"d\.o\.o|s\.r\.o|GmbH|AG|KG|B\.?V|N\.?V|A\.?[SŞ]|Anonim Şirketi|OÜ|SIA|UAB|EOOD|"
    r"Sdn\.? Bhd|(?:Pte|Pvt|Pty|\(Pvt\))\.?(?: Ltd)?|"
    r"W\.?L\.?L|FZE|FZC|FZCO|DMCC|LTD|INC|CORP|LIMITED|PJSC|OJSC|JSC|OOO|OAO|ZAO|PAO|TOO|ООО)\.?"
)
COMPANY = re.compile(
    rf"\b(?:{LEGAL_FORM.pattern}|Bank|Group|Holdings?|Trading|Shipping|Services|Industries|International|Technolog\w+|"
    r"Organi[sz]ation|Cartel|Network|Foundation|Institute|University|Ministry|Center|Centre|"
    r"Logistics|Enterprises?|Airlines?|Marine|Petro(?:leum|chemicals?)|Clan|Solutions|Systems|"
    r"Import|Export|Exchange|Agency|Factory|Plant|Shipyard|Laboratory|Lab|Bureau|Media|Consulting|"
    r"Resources|Investments?|Company|Limited|Joint|Electronics?)\b"
)
_QUALIFIES = re.compile(
    r"(?:[\s-]+(?!and\b|or\b|of\b|in\b|for\b|who\b|on\b|to\b|by\b|with\b|from\b)"
    r"[a-z]+)?[\s-]+"
)
_IMO = re.compile(r"\s*[(,]\s*(?:IMO|MMSI)\b")
_TAIL = re.compile(r"\s*[(,]\s*(?:tail (?:number|no)|registration)\b", re.IGNORECASE)
# Where a release says what a name is: "X, a shipping company", "X is a shipping company".
_DESCRIBED = re.compile(r"(?:\s*\([^)]*\))?\s*(?:,|(?:,[^,.;]{0,60},)?\s(?:is|was)(?: \w+ly)?)\s")
_ALIAS = re.compile(r"\s*\([“\"]?(?:the\s+)?(?P<name>[A-ZÀ-Þ][\w’ -]{2,40})[”\"]?\)")
_ARTICLE = re.compile(
    r"(?:an?|the|one|his|her|its|current|former|deputy|acting|\w+[’']s?)\s[^.;:]{0,140}",
    re.IGNORECASE,
)


_AS_NOUN = re.compile(r"[A-Z][a-z]+(?:an|i|ak|ene|ot|ard|ghan)").fullmatch  # "ten Iranians"


@cache
def _kinds() -> dict[str, str]:
    people = {
        f"{nation}s".casefold(): "individual" for nation in nationalities() if _AS_NOUN(nation)
    }
    return people | {
        w.casefold(): n.kind for n in load("target_nouns", TargetNoun) for w in n.words
    }


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_kinds(), key=len, reverse=True)
    return re.compile(
        rf"(?<![\w’'])(?:{'|'.join(map(re.escape, words))})(?![\w-]|[’']s?\s)", re.IGNORECASE
    )


def nouns(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], str]]:
    """The nouns for targets in ``text[start:end]``, each with its kind.

    One that only qualifies the next is none: "criminal street gang", "trafficker networks".
    """
    last: re.Match[str] | None = None
    for m in _pattern().finditer(text, start, end):
        if last is not None and not _QUALIFIES.fullmatch(text, last.end(), m.start()):
            yield last, _kinds()[last.group().casefold()]
        last = m
    if last is not None:
        yield last, _kinds()[last.group().casefold()]


def heads(text: str, start: int, end: int) -> list[tuple[re.Match[str], str]]:
    """The nouns that head the phrase ``text[start:end]``: those before its first complement.

    ``X of its officers`` and ``a network of X`` are headed by what stands behind "of".
    """
    found = list(nouns(text, start, end))
    if not found:
        return []
    collective = _COLLECTIVE.match(text, found[0][0].start(), end)
    if collective and (inner := heads(text, collective.end(), end)):
        return inner
    stop = _COMPLEMENT.search(text, found[0][0].end(), end)
    return [f for f in found if stop is None or f[0].end() <= stop.start() + 1]


def of_phrase(phrase: str) -> str:
    """``target_kind`` of a group noun phrase; a group that has people in it is of individuals."""
    kinds = [kind for _, kind in heads(phrase, 0, len(phrase))]
    if not kinds or "individual" in kinds:
        return "individual"
    return kinds[0]


def described(text: str, name: str) -> str | None:
    """The kind that the release's own words give a name anywhere in it, else ``None``."""
    at = text.find(name)
    for _ in range(12):  # a name is described early, if at all
        if at < 0:
            return None
        link = _DESCRIBED.match(text, at + len(name))
        clause = _ARTICLE.match(text, link.end()) if link else None
        if clause:
            found = heads(text, clause.start(), clause.end())
            if found and found[0][0].start() - clause.start() < 100:
                return found[0][1]
        at = text.find(name, at + len(name))
    return None


def _numbered_as_vessel(text: str, name: str) -> bool:
    """Whether the release gives the name, where it stands first, the number of a ship."""
    at = text.find(name)
    return at >= 0 and _IMO.match(text, at + len(name)) is not None


def of_name(text: str, start: int, end: int, *, person: bool, listed_as: str | None = None) -> str:
    """``target_kind`` of the name ``text[start:end]``.

    Its form and the words beside it decide, then what its list says of it (``listed_as``), then
    what the release says of it elsewhere, then whether it was found as a person's name.
    """
    before = list(nouns(text, max(0, start - 25), start))
    if (
        before
        and before[-1][1] in ("vessel", "aircraft")
        and not text[before[-1][0].end() : start].strip()
    ):
        return before[-1][1]
    title = bool(before) and not text[before[-1][0].end() : start].strip()
    if title and before[-1][1] == "individual" and not COMPANY.search(text, start, end):
        return "individual"  # "the accountant X"
    if _IMO.match(text, end) or _numbered_as_vessel(text, text[start:end]):
        return "vessel"
    if _TAIL.match(text, end):
        return "aircraft"
    if COMPANY.search(text, start, end):
        return "entity" if listed_as in (None, "individual") else listed_as
    if listed_as is not None:
        return listed_as
    alias = _ALIAS.match(text, end)
    told = described(text, text[start:end]) or (alias and described(text, alias["name"]))
    return told or ("individual" if person else "entity")
