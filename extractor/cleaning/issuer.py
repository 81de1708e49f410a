"""Which agency published a release: by its URL, its head lines, or its lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from extractor import lexicons


@dataclass(frozen=True, slots=True)
class Issuer:
    """A line of ``issuers.jsonl``: the canonical name, its hosts (with a path where one host serves
    many), and the names under which it signs."""

    id: str
    name: str
    hosts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    non_examples: tuple[str, ...] = ()


def _office(district: lexicons.District) -> Issuer:
    """The district's U.S. Attorney's Office: justice.gov/usao-sdtx, "USAO - Texas, Southern"."""
    _, side, state = district.id.split("-")  # us-sd-tx, us-d-az
    code = (side if side != "d" else "") + state
    part, _, place = district.name.rpartition("District of ")
    aliases = (
        f"U.S. Attorney's Office, {district.name}",
        f"United States Attorney's Office, {district.name}",
        ", ".join(filter(None, (f"USAO - {place.removeprefix('the ')}", part.strip()))),
    )
    name = f"U.S. Attorney's Office for the {district.name}"
    return Issuer(f"us-usao-{code}", name, (f"justice.gov/usao-{code}",), aliases)


_DISTRICT = re.compile(
    r"(?:U\.S\.|United States) Attorney\b(?:’s|'s)? ?.{0,90}?"
    r"((?:(?:Northern|Southern|Eastern|Western|Middle|Central) )?District of (?:[A-Z]\w+ ?){1,2})"
)
_BODY = re.compile(
    r"(?:(?:The )?(?:[A-Z][\w.’'&-]+,? (?:of |and |the |for |on |de |la )*){0,7})?"
    r"(?:Department|Ministry|Bureau|Agency|Administration|Police|Service|Embassy|Consulate|Patrol"
    r"|Guard|Command|Authority|Commission|Directorate|Prosecutor|Attorney General|Sheriff)"
    r"(?:’s|'s)?(?:,? (?:of|and|the|for|in|[A-Z][\w.’'&-]+|Office)){0,8}$"
)
# What tells a headline ("Highway Patrol Seizes Drugs") from the name of a body.
_HEADLINE_VERB = re.compile(
    r"\s(?:(?:Announce|Arrest|Ask|Award|Capture|Charge|Convict|Deport|Designate|Disclose|Discover"
    r"|Dismantle|Disrupt|Extradite|File|Foil|Get|Indict|Intercept|Investigate|Join|Launch|Lead|Make"
    r"|Nab|Name|Net|Offer|Plead|Recover|Release|Remind|Remove|Rescue|Respond|Return|Sanction|Seek"
    r"|Seize|Sentence|Stop|Sue|Take|Thwart|Uncover|Urge|Warn|Welcome)(?:s|d|ed)?"
    r"|Finds?|Found|Identif(?:y|ies|ied)|Held|Made|Stopped|Guilty)\b"
)
_ANNOUNCED = (
    r"(?: \([A-Z-]{2,10}\))?,? (?:today |yesterday |has |have |on \w+ )?"
    r"(?:announced|announces|released|unveiled|issued)\b"
)
_PATHS = 3


def from_url(url: str | None) -> str | None:
    """The issuer whose host and path begin the URL; the longest match wins."""
    if not url:
        return None
    try:
        parts = urlsplit(url if "//" in url else "//" + url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    by_host = _hosts()
    steps = [s for s in parts.path.lower().split("/") if s][:_PATHS]
    while host.count(".") >= 1:
        for n in range(len(steps), -1, -1):
            if found := by_host.get("/".join([host, *steps[:n]])):
                return found
        host = host.partition(".")[2]
    return None


def from_name(name: str | None) -> str | None:
    """The canonical name for a given name, if it is a known one."""
    return _names().get(_key(" ".join(name.split()))) if name else None


def from_line(line: str) -> str | None:
    """The issuer that a head line names: a known name, or words that are the name of a body."""
    if len(line) > 120:
        return None
    if found := _names().get(_key(line)):
        return found
    if _BODY.match(line) and not _HEADLINE_VERB.search(line):
        return line.removeprefix("The ")
    return None


def from_lead(lead: str) -> str | None:
    """The issuer as the lead states it: who announced, or the U.S. Attorney of a district."""
    lead = lead[:1500]
    if found := _announcer().search(lead):
        return _names()[_key(found["who"] or found["by"])]
    if found := _DISTRICT.search(lead):
        return _names().get(_key("U.S. Attorney's Office for the " + found[1]))
    if found := _subject().match(lead):
        return _names()[_key(found[1])]
    return None


def _key(name: str) -> str:
    name = name.replace("’", "'").casefold().strip(" .:")
    return name.removeprefix("the ").removeprefix("u.s. ").removeprefix("united states ")


@cache
def _issuers() -> tuple[Issuer, ...]:
    offices = (_office(d) for d in lexicons.load("districts", lexicons.District))
    return (*lexicons.load("issuers", Issuer), *offices)


@cache
def _hosts() -> dict[str, str]:
    return {host: i.name for i in _issuers() for host in i.hosts}


@cache
def _names() -> dict[str, str]:
    return {_key(name): i.name for i in _issuers() for name in (i.name, *i.aliases)}


@cache
def _alternatives() -> str:
    names = {n for i in _issuers() for n in (i.name, *i.aliases) if not n.startswith("USAO")}
    joined = "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))
    return f"(?:U\\.S\\. |United States )?(?:{joined})".replace("'", "[’']")


@cache
def _announcer() -> re.Pattern[str]:
    names = _alternatives()
    return re.compile(
        rf"\b(?:[Tt]he )?(?P<who>{names}){_ANNOUNCED}"
        rf"|announced (?:today )?by (?:the )?(?P<by>{names})\b"
    )


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(rf"(?:Today, |On \w+, )?(?:[Tt]he )?({_alternatives()})\b(?!’s|'s)")
