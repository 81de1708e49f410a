"""Linking: from a name as it stands to the official name and id of what it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor.names.gazetteer import agencies, cities, districts, groups, nationalities, places
from extractor.names.merge import Candidate
from extractor.names.text import fold, without_lost

Link = tuple[str | None, str | None]

_DISTRICT = re.compile(
    r"(?:(?:northern|southern|eastern|western|middle|central) )?district of (?:the )?[a-z][a-z ]+"
)
_USAO = re.compile(r"(?:u\. ?s\. ?|us |united states )attorney'?s?'? offices?")
_COURT = re.compile(r"(?:u\. ?s\. ?|us |united states )district ?court")
_UNIT = re.compile(
    r"\b(?:field office|field division|district office|resident office|resident agency"
    r"|country office|regional office|division|office|section|unit|branch|squad|directorate"
    r"|laboratory|task force|strike force|inspector general|oig|opr)s?$"
)
# What may stand between a body and its unit: "FBI’s El Paso Field Office", "DEA Houston Division"
_OWNS = re.compile(r"(?:[’']s?)?,? ?(?:\([^)]{1,20}\)[’']?s?,? ?)?(?:[-–] ?)?$")
_LISTS = re.compile(r"(?:,|,? and|;)? ?(?:the )?$")
_OF = re.compile(r",? (?:of|for|at|within) (?:the )?$")
_LAW_ENFORCEMENT = (
    "us-fbi",
    "us-dea",
    "us-atf",
    "us-hsi",
    "us-irs-ci",
    "us-usms",
    "us-cbp",
    "us-ice",
)


@cache
def _forms() -> dict[tuple[str, str], str]:
    """(label, folded form) -> lexicon id, forms with lost characters included."""
    table: dict[tuple[str, str], str] = {}
    for label, entries in (("AGENCY", agencies()), ("CARTEL", groups())):
        for entry in entries.values():
            for form in (entry.name, *entry.aliases, *entry.acronyms):
                for variant in (form, form.replace("'", ""), without_lost(form)):
                    table.setdefault((label, fold(variant)), entry.id)
    return table


def _known(label: str, surface: str) -> str | None:
    """The lexicon id of a surface form, a lost possessive s aside."""
    key = fold(surface).strip()
    table = _forms()
    if found := table.get((label, key)):
        return found
    for shorter in (key.removesuffix("s"), key.removesuffix(" gang"), key.removesuffix(" cartel")):
        if shorter != key and (found := table.get((label, shorter))):
            return found
    return None


def _tidy(surface: str) -> str:
    """A surface form as a proper name: one line, typewriter apostrophes, possessives whole."""
    name = " ".join(surface.replace("’", "'").split())
    name = re.sub(
        r"\b(Attorney|Sheriff|Prosecutor|State|Marshal)s (Office|Department)", r"\1's \2", name
    )
    name = re.sub(r"^(?:US|U\. S\.|United States) ", "U.S. ", name)
    return name[0].upper() + name[1:] if name.startswith(("government", "police")) else name


class Linker:
    """Links the names of one release. ``issuer`` is the canonical name of who published it."""

    def __init__(self, text: str, names: Sequence[Candidate], issuer: str | None = None) -> None:
        self._text = text
        self._names = names
        self._issuer = issuer
        self._defined: dict[tuple[str, str], Link] = {}
        self._districts = [
            d for c in names if c.label == "PLACE" and (d := _district(text[c.start : c.end]))
        ]

    def links(self) -> list[Link]:
        """(canonical, canonical id) for each name, in order."""
        out: list[Link] = []
        for i, c in enumerate(self._names):
            surface = self._text[c.start : c.end]
            if c.label == "AGENCY":
                link = self._agency(i, surface, out)
            elif c.label == "CARTEL":
                link = self._group(surface)
            elif c.label == "PLACE":
                link = self._place(i, surface)
            else:
                link = (None, None)
            if c.label in ("AGENCY", "CARTEL") and i and link[0]:
                self._define(i, out, surface)
                link = self._defined.get((c.label, surface), link)
            out.append(link)
        return out

    def _define(self, i: int, out: list[Link], surface: str) -> None:
        """A short form in parentheses links as the long form before it does."""
        c, before = self._names[i], self._names[i - 1]
        gap = self._text[before.end : c.start]
        shorter = len(surface) < before.end - before.start and before.label == c.label
        shorter = shorter and _known(c.label, surface) is None
        if shorter and re.fullmatch(r"[’']?s? ?[(“\"]+", gap) and out[i - 1][0]:
            self._defined.setdefault((c.label, surface), out[i - 1])

    def _group(self, surface: str) -> Link:
        if id_ := _known("CARTEL", surface):
            return groups()[id_].name, id_
        return self._defined.get(("CARTEL", surface), (_tidy(surface), None))

    def _agency(self, i: int, surface: str, out: list[Link]) -> Link:
        if ("AGENCY", surface) in self._defined:
            return self._defined[("AGENCY", surface)]
        key = fold(surface)
        if _USAO.search(key) and not key.startswith("executive"):
            return self._by_district("U.S. Attorney's Office", key, surface)
        if _COURT.search(key):
            return self._by_district("U.S. District Court", key, surface)
        if key in ("oig", "office of inspector general", "office of the inspector general"):
            for link in reversed(out):  # as said before in this release
                if link[0] and "Inspector General" in link[0] and not self._parent(i, key, out):
                    return link
        if key in ("department", "departments"):
            return self._department(out)
        parent = self._parent(i, key, out)
        id_ = _known("AGENCY", surface)
        if id_ and not (parent and _is_generic(id_) and parent[1] != agencies()[id_].parent):
            return agencies()[id_].name, id_
        if parent and parent[0] and fold(parent[0]) not in key:
            return f"{_tidy(surface)}, {parent[0]}", None
        return self._compound(surface) or (_local(surface), None)

    def _compound(self, surface: str) -> Link | None:
        """ "DEA Houston Field Division", "Chicago Office of the FBI": unit and body in one name."""
        words = surface.split()
        for cut in range(min(len(words) - 1, 8), 0, -1):
            head, rest = " ".join(words[:cut]), " ".join(words[cut:])
            if (id_ := _known("AGENCY", head.rstrip("-–/ "))) and _UNIT.search(fold(rest)):
                return f"{rest.lstrip('-– ')}, {agencies()[id_].name}", None
        unit, _, body = surface.partition(" of ")
        if (id_ := _known("AGENCY", body.removeprefix("the "))) and _UNIT.search(fold(unit)):
            return f"{unit}, {agencies()[id_].name}", None
        return None

    def _parent(self, i: int, key: str, out: list[Link]) -> Link | None:
        """The body that a unit belongs to, where it stands beside the unit."""
        if not _UNIT.search(key):
            return None
        c = self._names[i]
        if i and self._names[i - 1].label == "AGENCY":
            before = self._names[i - 1]
            gap = self._text[before.end : c.start]
            before_key = fold(self._text[before.start : before.end])
            if len(gap) < 25:
                if _OWNS.fullmatch(gap) and not gap.strip().startswith(",") and gap.strip() != "(":
                    return out[i - 1]
                if _LISTS.fullmatch(gap) and _UNIT.search(before_key) and out[i - 1][0]:
                    owner = (out[i - 1][0] or "").partition(", ")[2]
                    if (owner and _UNIT.search(key) and "field" in key) or "resident" in key:
                        return owner, None
        if i + 1 < len(self._names) and self._names[i + 1].label == "AGENCY":
            after = self._names[i + 1]
            if _OF.fullmatch(self._text[c.end : after.start]):
                id_ = _known("AGENCY", self._text[after.start : after.end])
                return (agencies()[id_].name, id_) if id_ else None
        if re.search(r"\b(?:field|resident|country|district) (?:office|division|agency)s?$", key):
            for j in range(i - 1, -1, -1):  # the body last named in the paragraph
                if "\n" in self._text[self._names[j].end : c.start]:
                    break
                if out[j][1] in _LAW_ENFORCEMENT:
                    return out[j]
        return None

    def _by_district(self, head: str, key: str, surface: str) -> Link:
        if m := _DISTRICT.search(key):
            name = _district(m.group())
            return (f"{head} for the {name}", None) if name else (_tidy(surface), None)
        if len(set(self._districts)) == 1 and not key.endswith("offices"):
            return f"{head} for the {self._districts[0]}", None
        return (_tidy(surface) if key.endswith("offices") or "for" in key else head), None

    def _department(self, out: list[Link]) -> Link:
        """A bare "the Department": the issuer's, else the one last named."""
        for body in ("us-doj", "us-state"):
            if self._issuer == agencies()[body].name:
                return self._issuer, body
        for canonical, id_ in reversed(out):
            if canonical and canonical.startswith("U.S. Department of"):
                return canonical, id_
        return None, None

    def _place(self, i: int, surface: str) -> Link:
        if name := _district(surface):
            return name, next(d.id for d in districts().values() if d.name == name)
        key = fold(surface)
        after = None
        if i + 1 < len(self._names) and self._names[i + 1].label == "PLACE":
            n = self._names[i + 1]
            if self._text[self._names[i].end : n.start] in (", ", ","):
                after = _region(fold(self._text[n.start : n.end]))
        options = _place_forms().get(key, ())
        city = cities().get(key, ())
        if after and city and after in city:
            return surface, after
        if options:
            best = self._choose(options)
            return (places()[best].name, best) if best in places() else (surface, best)
        if after:
            return surface, after
        if city:
            return surface, city[0]
        return None, None

    def _choose(self, options: Sequence[str]) -> str:
        """Of a country and a state of one name, the state where the release names other states."""
        if len(options) == 1:
            return options[0]
        states = sum(
            1
            for c in self._names
            if c.label == "PLACE"
            and len(o := _place_forms().get(fold(self._text[c.start : c.end]), ())) == 1
            and o[0].startswith("US-")
        )
        state = next((o for o in options if "-" in o), options[0])
        country = next((o for o in options if "-" not in o), options[0])
        return state if states or self._districts else country


def _is_generic(id_: str) -> bool:
    """Whether other bodies have a unit of this name too, so that the text beside it decides."""
    return fold(agencies()[id_].name).startswith(
        (
            "office of inspector general",
            "office of the inspector general",
            "office of professional",
            "office of public",
            "office of intelligence",
            "criminal investigation division",
            "special operations",
            "laboratory division",
            "appellate section",
            "fraud section",
            "gang unit",
        )
    )


_STATE_INSIDE = re.compile(
    r"(?P<place>.+?),? (?P<state>[A-Z][\w.]*(?: [A-Z][\w.]*)?),? (?P<body>(?:County )?"
    r"(?:Police|Sheriff|District Attorney|Prosecutor|Prison|Fire|Correctional)\b.*)$"
)
_ABROAD = re.compile(
    r"(?:Ministry|National Police|Federal Police|Navy|Army|Air Force|Coast Guard|Armed Forces"
    r"|National Guard|Attorney General's Office|Government|Secretariat|Directorate|Customs"
    r"|Supreme Court|Public Ministry)\b"
)


def _local(surface: str) -> str:
    """A body that no lexicon knows: its state taken out, its nationality put behind as a country.

    "Deming, N.M., Police Department" -> "Deming Police Department"; "Chilean Navy" -> "Navy of
    Chile".
    """
    name = re.sub(r"^City of (.+ Police)", r"\1", _tidy(surface))
    if name.endswith(" Police") and fold(name.removesuffix(" Police")) in cities():
        name += " Department"
    if (m := _STATE_INSIDE.match(name)) and (_region(fold(m["state"])) or "").startswith("US-"):
        return f"{m['place'].rstrip(',')} {m['body']}"
    words = name.split()
    for size in (1, 2):
        code = nationalities().get(" ".join(words[:size]))
        rest = " ".join(words[size:])
        if code and code != "US" and code in places() and _ABROAD.match(rest):
            return f"{rest} of {places()[code].name}"
    return name


@cache
def _district_names() -> dict[str, str]:
    return {fold(d.name): d.name for d in districts().values()}


def _district(surface: str) -> str | None:
    key = fold(surface).replace("district of the columbia", "district of columbia").strip()
    table = _district_names()
    while key:
        if key in table:
            return table[key]
        if key.removesuffix("s") in table:
            return table[key.removesuffix("s")]
        key = key.rpartition(" ")[0]
        if "district of" not in key:
            return None
    return None


@cache
def _place_forms() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for p in places().values():
        for form in p.aliases:
            for variant in {fold(form), fold(without_lost(form))}:
                table.setdefault(variant, []).append(p.id)
        for form in p.abbreviations:
            if "." in form:
                table.setdefault(fold(form), []).append(p.id)
    return {k: tuple(v) for k, v in table.items()}


@cache
def _region(key: str) -> str | None:
    """The state or country that a folded form names, abbreviations included; states first."""
    options = _place_forms().get(key) or tuple(
        p.id for p in places().values() if key in map(fold, p.abbreviations)
    )
    return next((o for o in options if "-" in o), options[0] if options else None)


def country_of(name: str) -> str | None:
    """The ISO 3166 code of a country named in full ("Mexico" -> "MX"), None for anything else."""
    return next((o for o in _place_forms().get(fold(name), ()) if "-" not in o), None)
