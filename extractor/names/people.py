"""One row a person and release: fullest name, aliases, age, residence, nationality, role."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from extractor.names.gazetteer import nationalities, words
from extractor.names.link import country_of
from extractor.names.text import fold
from extractor.types import Mention, Person, Release, Sentence

_ALIAS = r"(?:,? (?:a\.?k\.?a\.?|a/k/a|also known as|nicknamed)[^;.\n\d]{1,80}?)?"
_NICK = r"(?:,? ?[(“\"][^”\")\n]{1,40}[”\")])?"
_AGE = re.compile(
    rf"{_ALIAS}{_NICK},? ?(?:,? (?:age|aged) )?\(?(\d{{2}})\b"
    r"(?!%|[-/]\d|,\d{3}| (?:months|years in|counts))"
)
_YEARS = re.compile(r"[ ,]+(?:a )?(\d{2})-year-old")
_YEARS_BEFORE = re.compile(r"\b(\d{2})-year-old (?:[\w-]+ ){0,4}$")
_OF = re.compile(
    r"[^;\n]{0,60}?,? (?:(?:formerly|currently|previously|now|last) )?"
    r"(?:of|from|residing in|residents? of|living in|who (?:lives|resides|lived|resided) in) $"
)
_JOINED = re.compile(r",? $")
_NATION = r"(?P<nation>[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
_NATIONAL = re.compile(
    r"[^.;\n]{0,60}?,? (?:a|an|both|all|who is an?)(?: \d+-year-old)? (?:dual )?(?:[a-z-]+ )?"
    rf"{_NATION}(?: and [A-Z]\w+)? (?:nationals?|citizens?|man|woman|native|permanent resident)"
)
_CITIZEN_OF = re.compile(
    r"[^.;\n]{0,60}?,? (?:a|an) (?:national|citizen|native) of (?:the )?"
    r"(?P<nation>[A-Z][A-Za-z .]+?)(?=[,.;]| who| and| was)"
)
_NATIONAL_BEFORE = re.compile(rf"{_NATION} (?:nationals?|citizens?),? $")


def _any(words_: str) -> str:
    return "(?:" + "|".join(w.replace("_", " ") for w in words_.split()) + ")"


_DEFENDANT_AFTER = re.compile(
    r"[^.;\n]{0,90}?\b"
    + _any(
        "sentenced convicted charged indicted arrested pleaded pled admitted extradited arraigned"
        " found_guilty ordered_to faces accused surrendered conspired possessed trafficked"
        " distributed laundered smuggled entered_a_guilty_plea remains?_in_custody"
        " made_(?:his|her)_initial"
    )
    + r"\b"
)
_DEFENDANT_BEFORE = re.compile(
    _any(
        "defendants? charg(?:es|ed|ing) indict(?:s|ed|ing|ment_of) against convict(?:ed|ing)"
        " sentenc(?:ed|ing(?:_of)?) arrest(?:ed|s|_of)? extradit(?:ed|ion_of) prosecution_of"
        " conviction_of co-conspirators? United_States_v\\. leader trafficker kingpin member"
    )
    + r",? (?:\w+ ){0,4}$",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\b"
    + _any(
        "designat(?:ed|es|ing|ion) sanction(?:ed|s|ing) reward information_leading_to_the_arrest"
        " OFAC Specially_Designated blocked"
    )
    + r"\b"
)
_VICTIM = re.compile(
    r"\b"
    + _any(
        "murder(?:s|ed|ing)?(?:_of)? kill(?:ed|ing)(?:_of)? deaths?(?:_of)? shooting_(?:death_)?of"
        " kidnapp(?:ed|ing)(?:_of)? victims? assassinat(?:ed|ion_of) disappearance_of memory_of"
        " family_of families_of"
    )
    + r" (?:\w+ ){0,4}$"
)
_VICTIM_AFTER = re.compile(
    r",?[^.;\n]{0,30}? (?:was|were) (?:murdered|killed|kidnapped|shot|assassinated|slain)\b"
)
_OFFICE_AFTER = re.compile(
    r"(?:,? [A-Z][\w.]*)?, (?:the |an? )?(?:acting |deputy |assistant |special |chief |former |head"
    r" |senior )*"
    + _any(
        "director chief secretary attorney administrator commissioner agent inspector head"
        " prosecutor sheriff minister ambassador spokesperson superintendent marshal judge"
        " commander president trial_attorney of_the"
    )
    + r"\b",
    re.IGNORECASE,
)
_OFFICE_ACTS = re.compile(
    r"[^.;\n]{0,120}?\b"
    + _any(
        "announced made_the_announcement is_prosecuting are_prosecuting prosecuted presided stated"
        " is_handling"
    )
    + r"\b"
)
_SAID = re.compile(r"(?:said|stated|added) (?:[A-Z][\w.]+ ){0,6}$")
_OFFICIAL_LIST = re.compile(
    r"(?:prosecuted by|prosecuting|Attorneys?|Agents?|Judge) (?:[^.;\n]{0,90}(?:,| and) )?$"
)


@cache
def _titles() -> re.Pattern[str]:
    """A title of office right before a name; courtesy titles tell nothing."""
    courtesy = {"mr.", "mrs.", "ms.", "miss", "dr.", "member", "king", "ceo"}
    forms = sorted(map(re.escape, words("person_titles") - courtesy), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(forms)})(?: \([^)]*\))? $")


def people(
    release: Release, sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> tuple[Person, ...]:
    """The people that a release names, in the order of their first mention."""
    by_id: dict[str, list[Mention]] = {}
    for m in mentions:
        if m.label == "PERSON" and m.entity:
            by_id.setdefault(m.entity, []).append(m)
    starts = [m.start_char for m in mentions]
    borders = sorted({s.start_char for s in sentences})
    return tuple(
        _person(release.text, id_, own, mentions, starts, borders) for id_, own in by_id.items()
    )


def _person(
    text: str,
    id_: str,
    own: Sequence[Mention],
    mentions: Sequence[Mention],
    starts: Sequence[int],
    borders: Sequence[int],
) -> Person:
    fullest = max(own, key=lambda m: (_is_full(m.text, own), len(m.text)))
    age = residence = nationality = None
    roles: Counter[str] = Counter()
    for m in own:
        before = text[max(_start(borders, m.start_char), m.start_char - 160) : m.start_char]
        after = text[m.end_char : m.end_char + 220].partition("\n")[0]
        age = age if age is not None else _age(before, after)
        residence = residence or _residence(text, m, mentions, starts)
        nationality = nationality or _nationality(before, after)
        _vote(roles, before, after)
    if age is not None and "official" not in roles:
        roles["defendant"] += 1
    role = max(roles, key=lambda r: (roles[r], r == "official")) if roles else None
    return Person(
        person_id=id_,
        name=fullest.text,
        start_char=fullest.start_char,
        end_char=fullest.end_char,
        aliases=_aliases(fullest.text, own),
        age=age,
        residence=residence,
        nationality=nationality,
        country=_country(nationality),
        role=role,  # type: ignore[arg-type]
        mentions=tuple((m.start_char, m.end_char) for m in own),
    )


def _start(borders: Sequence[int], at: int) -> int:
    i = bisect.bisect_right(borders, at) - 1
    return borders[i] if i >= 0 else 0


def _is_full(name: str, own: Sequence[Mention]) -> bool:
    """Whether other mentions (a surname) are part of this one; an alias has no such parts."""
    return " " in name and (
        len(own) == 1 or own[0].text == name or any(m.text != name and m.text in name for m in own)
    )


def _aliases(name: str, own: Sequence[Mention]) -> tuple[str, ...]:
    parts = set(fold(name).replace(".", "").split())
    found = re.findall(r"[“\"‘(]([^“”\"‘’()]{2,40}?),?[”\"’)]", name)
    for m in own:
        other = fold(m.text).replace(".", "").split()
        if not all(
            w in parts or w.removesuffix("s") in parts or len(w) == 1 for w in other
        ) and not (parts & set(other) and other[-1:] == fold(name).split()[-1:]):
            found.append(m.text)
    return tuple(dict.fromkeys(found))


def _age(before: str, after: str) -> int | None:
    m = _AGE.match(after) or _YEARS.match(after) or _YEARS_BEFORE.search(before)
    if m is None or (
        m.re is _AGE
        and not re.match(r"\W*?,? ?\(?(?:age )?\d", after)
        and "," not in after[: m.end()]
    ):
        return None
    age = int(m[1])
    return age if 10 <= age <= 99 else None


def _residence(
    text: str, m: Mention, mentions: Sequence[Mention], starts: Sequence[int]
) -> str | None:
    i = bisect.bisect_right(starts, m.start_char)
    for j in range(i, min(i + 3, len(mentions))):
        place = mentions[j]
        if place.label == "PERSON" and place.entity != m.entity:
            return None
        if place.label != "PLACE":
            continue
        if not _OF.match(text[m.end_char : place.start_char]) or place.start_char - m.end_char > 90:
            return None
        end = place.end_char
        after = mentions[j + 1] if j + 1 < len(mentions) else None
        if after and after.label == "PLACE" and _JOINED.fullmatch(text[end : after.start_char]):
            end = after.end_char
        return text[place.start_char : end]
    return None


def _nationality(before: str, after: str) -> str | None:
    for m in (_NATIONAL.match(after), _CITIZEN_OF.match(after), _NATIONAL_BEFORE.search(before)):
        if m is None:
            continue
        for name in (m["nation"], m["nation"].split()[-1]):
            if _country(name):
                return name
    return None


def _country(name: str | None) -> str | None:
    return (nationalities().get(name) or country_of(name)) if name else None


def _vote(roles: Counter[str], before: str, after: str) -> None:
    if _titles().search(before.lower()) or _OFFICE_AFTER.match(after):
        roles["official"] += 2
    elif _SAID.search(before) or (_OFFICIAL_LIST.search(before) and _OFFICE_ACTS.match(after)):
        roles["official"] += 1
    if _VICTIM.search(before) or _VICTIM_AFTER.match(after):
        roles["victim"] += 2
    elif _DEFENDANT_AFTER.match(after) or _DEFENDANT_BEFORE.search(before):
        roles["defendant"] += 1
    if _TARGET.search(before[-110:]):
        roles["target"] += 1
