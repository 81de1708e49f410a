"""Resolution inside a release: short forms from long ones, one id for each person or body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache

import ahocorasick

from extractor.names.gazetteer import cities, nationalities, places, words
from extractor.names.link import Link
from extractor.names.merge import Candidate, taken_by
from extractor.names.text import fold

_DEFINED = re.compile(
    r"(?:[’']s?)? ?\((?:the |or |hereinafter )?[“\"‘']?([A-Z][\w&/.+-]{1,14}?s?)"
    r"[,.]?[”\"’']?(?:[,;)])"
)
_SUFFIX = re.compile(r",? (?:Jr\.?|Sr\.?|II|III|IV)$")
_NICKNAME = re.compile(r"[“\"‘(][^”\"’)]*[”\"’)] ?")
_LEGAL_FORM = re.compile(
    r",? (?:Inc|Incorporated|LLC|L\.L\.C|PLLC|Corp|Corporation|Co|Ltd|LTD|Ltda|Limited|Company"
    r"|S\.?A|SAS|GmbH|AG|N\.?V|B\.?V|PLC|plc|LLP|L\.?P|Group|[OPC]?JSC|[OPZ]?AO|P\.?C|FZE|FZCO?|DMCC|Pte|PTE|Sdn|S\.R\.L"
    r"|SRL|Holdings?)\b.*$"
)
_LEGAL_FORM_FIRST = re.compile(
    r"^(?:OOO|[OPZ]?AO|[OPC]?JSC|FGUP|FSUE"
    r"|(?:(?:Public |Open |Closed )?Joint[ -]Stock|Limited Liability|State)"
    r" (?:Company|Corporation)) [“\"]?"
)
_SMALL_WORD = re.compile(r"\b[a-z][\w-]+")
_PARTICLES = {
    "de",
    "del",
    "la",
    "las",
    "los",
    "van",
    "von",
    "der",
    "al",
    "el",
    "bin",
    "da",
    "dos",
    "y",
}
_ALIAS_OF = re.compile(
    r"(?:a\.?k\.?a\.?|a/k/a|also known as|known as|nicknamed|or)[, ]+[“\"‘']?(?:the )?$",
    re.IGNORECASE,
)
_NICK_GAP = re.compile(r",? ?[(]?[“\"‘']$")
_WORD_BEFORE = re.compile(r"[\w@]")
_WORD_GOES_ON = re.compile(r"[\w@]|\.\w")
_PREFIX = {
    "PERSON": "p",
    "AGENCY": "a",
    "CARTEL": "g",
    "ORG": "o",
    "PLACE": "l",
    "LAW": "x",
    "PROGRAM": "r",
}


def surnames(name: str) -> list[str]:
    """How a release may call a person at later mentions: the last word, or two, of the name.

    >>> surnames("Juan “El Toro” Pérez Luna, Jr.")
    ['Luna', 'Pérez Luna', 'Pérez']
    """
    parts = _NICKNAME.sub("", _SUFFIX.sub("", name)).split()
    if len(parts) < 2:
        return []
    out = [parts[-1]]
    if "-" in parts[-1] and parts[-1][0].islower():  # al-Assad
        out.append(parts[-1].partition("-")[2])
    if len(parts) > 2:
        at = len(parts) - 2
        while at > 1 and parts[at] in _PARTICLES:
            at -= 1
        out.append(" ".join(parts[at:]))
        if (len(parts) == 3 and len(parts[1].strip(".")) > 1) or len(parts) > 3:
            out.append(parts[at])
    return [p for p in dict.fromkeys(out) if len(p) > 2 and p[0].isupper() and not p.endswith(".")]


def company_forms(name: str) -> list[str]:
    """How a release may call a company later: without its legal form, or by its first word.

    >>> company_forms("Alder Petrochemical Co. Ltd.")
    ['Alder Petrochemical', 'Alder']
    """
    short = _LEGAL_FORM_FIRST.sub("", _LEGAL_FORM.sub("", name)).rstrip('”"')
    if short == name or not short:
        return []
    out = [short] if len(short) > 3 else []
    first = short.split()[0].rstrip(",")
    if first != short and (len(first) > 4 or (first.isupper() and len(first) > 2)):
        out.append(first)
    return out


def _stands_alone(word: str, common: Set[str]) -> bool:
    """Whether a word is a name by itself; ``common`` are the words that the text writes small."""
    small = word.lower()
    return (
        word[0].isupper()
        and len(word) > 2
        and small not in common
        and fold(word) not in _known_words()
    )


@cache
def _known_words() -> frozenset[str]:
    """Words that are names of something else, or of nothing, without their company."""
    return (
        words("never_in_names")
        | words("given_names")
        | words("common_company_words")
        | frozenset(cities())
        | frozenset(map(fold, nationalities()))
        | frozenset(fold(form) for p in places().values() for form in p.aliases)
    )


def complete(text: str, names: Sequence[Candidate]) -> list[Candidate]:
    """Adds what the release teaches: acronyms it defines, surnames, names seen elsewhere in it.

    A form stands for what the longest name that yields it stands for.
    """
    defined = _definitions(text, names)
    names = [
        c._replace(label=d.label)
        if (d := defined.get(text[c.start : c.end])) and c.label != d.label
        else c
        for c in names
    ]
    forms: dict[str, Candidate] = dict(defined)
    companies: set[str] = set()
    common: frozenset[str] = frozenset()
    for c in names:
        surface = text[c.start : c.end]
        if c.label == "PERSON" and " " in surface:
            for form in (surface, *surnames(surface)):
                forms.setdefault(form, c)
        elif c.label == "ORG":
            for short in company_forms(surface):
                common = common or frozenset(_SMALL_WORD.findall(text))
                if " " in short or _stands_alone(short, common):
                    forms.setdefault(short, c)
                    companies.add(short)
        if (
            c.label in ("ORG", "CARTEL", "PROGRAM", "LAW", "AGENCY")
            and len(surface) > 4
            and surface[0].isupper()
        ):
            forms.setdefault(surface, c)
    if not forms:
        return list(names)
    names = [
        c._replace(label="ORG")
        if c.label in ("PERSON", "CARTEL", "PLACE")
        and c.source == "model"
        and text[c.start : c.end] in companies
        else c
        for c in names
    ]
    taken = taken_by(names, len(text))
    extra: list[Candidate] = []
    dropped: set[Candidate] = set()
    shorter = {c.start: c for c in names if c.label == "ORG"}
    for start, end, form in _occurrences(text, forms):
        if form in companies and start in shorter and shorter[start].end < end:
            inner = shorter[start]  # "Alder" in "Alder Marine", which the release taught
            if not any(taken[inner.end : end]):
                dropped.add(inner)
                taken[start : inner.end] = bytes(inner.end - start)
        if any(taken[start:end]):
            continue
        source = forms.get(text[start:end]) or forms[form]
        if source.label == "PERSON" and _NAMED_AFTER.match(text, end):
            continue
        if form in companies and " " not in form and _CAPITAL_BESIDE.match(text, end):
            continue
        extra.append(source._replace(start=start, end=end, source="rule"))
    return sorted([*(c for c in names if c not in dropped), *extra])


def _occurrences(text: str, forms: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Where ``forms`` stand as words, none overlapping, the longest of those that begin at a place.

    One pass over the text, however many forms there are.
    """
    automaton = ahocorasick.Automaton()
    for form in forms:
        automaton.add_word(form, form)
    automaton.make_automaton()
    hits = []
    for last, form in automaton.iter(text):
        start, end = last + 1 - len(form), last + 1
        if start and _WORD_BEFORE.match(text, start - 1):
            continue
        # A lost apostrophe leaves its s behind: "Castros arrest"
        if text[end : end + 1] == "s" and not _WORD_GOES_ON.match(text, end + 1):
            hits.append((start, end + 1, form))
        elif not _WORD_GOES_ON.match(text, end):
            hits.append((start, end, form))
    reach = 0
    for start, end, form in sorted(hits, key=lambda hit: (hit[0], -len(hit[2]))):
        if start >= reach:
            yield start, end, form
            reach = end


def _definitions(text: str, names: Sequence[Candidate]) -> dict[str, Candidate]:
    """Short forms that the release defines in parentheses behind a name: "Long Form (LF)"."""
    out: dict[str, Candidate] = {}
    for c in names:
        if c.label in ("PERSON", "PLACE", "SUBSTANCE", "WEAPON") or not (
            m := _DEFINED.match(text, c.end)
        ):
            continue
        if sum(map(str.isupper, m[1])) >= 2 and m[1][0].upper() in text[c.start : c.end].upper():
            out.setdefault(m[1], c)
    return out


_CAPITAL_BESIDE = re.compile(r" [A-ZÀ-Þ&]")
_NAMED_AFTER = re.compile(
    r" [A-ZÀ-Þ][a-zà-ÿ]+ (?:Act|Street|County|City|University|Airport|Center|Award|Rule|Building)\b"
)


def entities(text: str, names: Sequence[Candidate], links: Sequence[Link]) -> list[str | None]:
    """A release-local id for each name: the same for all mentions of one person or body."""
    ids: dict[tuple[str, str], str] = {}
    counts: dict[str, int] = defaultdict(int)

    def named(label: str, key: str) -> str:
        if (label, key) not in ids:
            counts[label] += 1
            ids[label, key] = f"{_PREFIX[label]}{counts[label]}"
        return ids[label, key]

    people = _people(text, names)
    out: list[str | None] = []
    for i, (c, (canonical, id_)) in enumerate(zip(names, links, strict=True)):
        if c.label == "PERSON":
            out.append(people[i])
        elif c.label in _PREFIX:
            surface = fold(text[c.start : c.end])
            before = names[i - 1] if i else None
            if not canonical and before and before.label == c.label and out[-1]:
                gap = text[before.end : c.start]
                if re.fullmatch(r"[’']?s? ?\([“\"]?", gap):  # "Long Name (LN)"
                    ids.setdefault((c.label, surface), str(out[-1]))
            out.append(
                named(
                    c.label,
                    canonical
                    if canonical and c.label != "PLACE"
                    else f"{id_ or ''}:{surface}"
                    if c.label == "PLACE"
                    else surface,
                )
            )
        else:
            out.append(None)
    return out


def _joins_alias(gap: str) -> bool:
    """Whether the words between two names make the second another name of the first.

    Age and residence may stand between: "Luis Ramos, 33, of El Paso, Texas, also known as “Flaco”".
    """
    if _NICK_GAP.fullmatch(gap):
        return True
    return len(gap) < 90 and not ({";", "\n"} & set(gap)) and _ALIAS_OF.search(gap) is not None


def _people(text: str, names: Sequence[Candidate]) -> dict[int, str]:
    """Index of each PERSON -> id ("p1"): full names first, then what refers to them."""
    order = [i for i, c in enumerate(names) if c.label == "PERSON"]
    by_name: dict[str, str] = {}
    full: list[tuple[list[str], str]] = []
    by_words: dict[tuple[str, str], list[int]] = defaultdict(list)  # first and any other word
    by_short: dict[str, list[tuple[int, str]]] = defaultdict(list)
    out: dict[int, str] = {}
    serial = 0

    def surface(i: int) -> str:
        return " ".join(fold(text[names[i].start : names[i].end]).split())

    aliases: dict[str, str] = {}
    previous: int | None = None
    for i in order:
        key = surface(i)
        if previous is not None and previous in out:
            gap = text[names[previous].end : names[i].start]
            if _joins_alias(gap) or (
                key not in by_name
                and out.get(previous)
                and len(gap) < 14
                and re.fullmatch(r"[”\"’]?,?(?: and|,| or| a\.?k\.?a\.?)*,? [“\"‘']?", gap)
                and surface(previous) in aliases
                and ("“" in gap or '"' in gap or "a.k.a" in gap)
            ):
                out[i] = out[previous]
                aliases.setdefault(key, out[i])
                previous = i
                continue
        if " " in key or key in by_name:
            if key not in by_name:
                name_words = _words(key)
                pairs = [(name_words[0], word) for word in dict.fromkeys(name_words[1:])]
                alike = sorted({n for pair in pairs for n in by_words[pair]}, reverse=True)
                same = _same_person(name_words, (full[n] for n in alike))
                if same is None:
                    serial += 1
                    same = f"p{serial}"
                by_name[key] = same
                for pair in pairs:
                    by_words[pair].append(len(full))
                full.append((name_words, same))
                for short in surnames(text[names[i].start : names[i].end]):
                    by_short[fold(short)].append((i, same))
            out[i] = by_name[key]
            previous = i
    for i in order:
        if i in out:
            continue
        key = surface(i)
        options = (
            by_short.get(key)
            or by_short.get(key.removesuffix("s"))
            or by_short.get(key.removesuffix("'s"))
        )
        if key in aliases:
            out[i] = aliases[key]
        elif options:
            before = [o for o in options if o[0] < i]
            out[i] = (before[-1] if before else options[0])[1]
        else:
            serial += 1
            out[i] = by_name[key] = aliases[key] = f"p{serial}"
    return out


def _words(key: str) -> list[str]:
    """The words of a name that tell persons apart: no nickname, no suffix, no stops."""
    return _NICKNAME.sub("", _SUFFIX.sub("", key)).replace(".", "").split()


def _same_person(words: list[str], known: Iterable[tuple[list[str], str]]) -> str | None:
    """A person already named by the same words but for a middle name more or less; ``known`` are
    the words and ids of those with the same first word and another one, the last first."""
    for other, id_ in known:
        if len(words) < 2 or len(other) < 2:
            continue
        short, long = sorted((words, other), key=len)
        if short[-1] in long[1:] and all(w in long or any(x[0] == w for x in long) for w in short):
            return id_
        if long[-1] == short[-1] and len(long) > len(short) == 2:
            return id_
    return None
