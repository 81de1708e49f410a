"""One target: a name, known or by its form alone, or the noun phrase of a group."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from extractor.names.gazetteer import words
from extractor.records.context import Context, once
from extractor.records.designations import kinds
from extractor.records.legal.nouns import NUMBER, number
from extractor.types import Label, Mention

NAMES: tuple[Label, ...] = ("PERSON", "ORG", "CARTEL", "AGENCY")


@dataclass(frozen=True, slots=True)
class Target:
    """One target: its characters, its fullest name in the release or its phrase, count, kind."""

    start: int
    end: int
    name: str
    count: int | None
    kind: str
    mention: Mention | None = None
    named: bool = False


_LIST_NAME = re.compile(r"FTOs?|SDGTs?|SDNs?|SDNTs?|TCOs?|DTOs?")
_TIED = re.compile(
    r"[-–](?:linked|affiliated|backed|aligned|owned|controlled|based|led|run|tied)\b"
)
_ROLE_NOUN = re.compile(
    r"\b(?:coordinators?|liaison|ally|monument|site)\b|\b(?:plays?|played|calls|whose)\b", re.I
)
# A group without a count is a target only where it is told apart: by nation, place or deed.
_QUALIFIED = re.compile(
    r"[A-Z]|\b(?:several|additional|responsible|involved|linked|associated|who|senior|other|connected)\b|^cartels$|"
    r"\w+-\w+|^(?:\w+ ){2,}"
)
COUNT = re.compile(
    rf"(?P<hedge>(?:(?:an?|the|these|over|more than|nearly|approximately|almost|some|at least|"
    rf"about|up to|total|further|another|additional|other|its|his|their|of)\s+)*)"
    rf"(?P<number>{NUMBER})"
    rf"(?![\w)-]|,\d|\s+(?:of\s+)?(?:percent|years?|months?|million|billion|dozens?\b))",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"(?:(?:on|against)\s+)?(?:an?|one|his|her|its|a former|the)\s", re.IGNORECASE)
# "Freedonia’s largest bank": one of its kind.
_SUPERLATIVE = re.compile(
    r"(?:[A-Z][\w’'.-]*\s){0,2}[A-Z]\w+[’']s\s"
    r"(?=(?:\w+\s)?(?:largest|biggest|main|leading|top|only)\s)"
)


def split_joined(context: Context) -> Context:
    """The release with names that were found as one, "A and B", as two where A or B stands alone
    elsewhere.
    """
    known = {m.text for m in context.mentions if m.label in NAMES}
    out: list[Mention] = []
    for m in context.mentions:
        left, conjunction, right = m.text.partition(" and ")
        if not conjunction or m.label not in ("PERSON", "ORG") or not known & {left, right}:
            out.append(m)
            continue
        cut = m.start_char + len(left)
        out.append(replace(m, text=left, end_char=cut, entity=None))
        out.append(replace(m, text=right, start_char=cut + len(conjunction), entity=None))
    if len(out) == len(context.mentions):
        return context
    return replace(context, mentions=tuple(out), _starts={}, _index={}, _kept={})


def names_in(context: Context, start: int, end: int) -> list[Mention]:
    """Names that may be targets, without those in brackets, which repeat the name before them."""
    out = []
    for m in context.mentions_in(start, end, *NAMES):
        before = context.text[start : m.start_char]
        tied = _TIED.match(context.text, m.end_char) is not None  # "the Doe-linked firm"
        if before.count("(") <= before.count(")") and not tied and not _LIST_NAME.fullmatch(m.text):
            out.append(m)
    return out


def names_one(context: Context, start: int, end: int) -> bool:
    """Whether the stretch is a person's name and nothing else."""
    found = context.mentions_in(start, end, "PERSON")
    return bool(found) and found[0].start_char == start and found[0].end_char == end


def named_target(context: Context, mention: Mention, listed_as: str | None = None) -> Target:
    """The target that a mention names, by the fullest name of it in the release."""
    if full := _defined(context).get(mention.text):
        full = replace(full, start_char=mention.start_char, end_char=mention.end_char)
        mention = full
    person = mention.label == "PERSON" or _has_surname(context, mention)
    kind = kinds.of_name(
        context.text, mention.start_char, mention.end_char, person=person, listed_as=listed_as
    )
    name = _full_name(context, mention) if person else long_name(context, mention)
    return Target(mention.start_char, mention.end_char, name, 1, kind, mention, named=True)


def _has_surname(context: Context, mention: Mention) -> bool:
    """Whether the last word of the name stands alone elsewhere as a person's."""
    words = mention.text.split()
    if kinds.COMPANY.search(mention.text):
        return False
    return 1 < len(words) < 5 and any(
        m.label == "PERSON" and m.text == words[-1] for m in context.mentions
    )


def _full_name(context: Context, person: Mention) -> str:
    """The fullest form of a person's name that has these words in it; never another alias."""
    full = context.fullest(person).text
    return full if set(person.text.split()) <= set(full.replace(",", "").split()) else person.text


@once
def _defined(context: Context) -> dict[str, Mention]:
    """Short names that the release puts in brackets behind a fuller one that has their words."""
    out: dict[str, Mention] = {}
    for before, short in itertools.pairwise(context.mentions):
        gap = context.text[before.end_char : short.start_char]
        inside = set(short.text.split()) < set(before.text.split())
        if before.label in NAMES and inside and re.fullmatch(r"\s*\((?:the\s+)?[“\"]?", gap):
            out.setdefault(short.text, before)
    return out


def long_name(context: Context, mention: Mention) -> str:
    """ "AUC" as "Autodefensas Unidas de Colombia (AUC)", where the release spells it out so."""
    short = mention.text
    if not short.isupper() and " " in short:
        return short
    for i, m in enumerate(context.mentions[1:], start=1):
        if m.text == short and m.label == mention.label:
            before = context.mentions[i - 1]
            gap = context.text[before.end_char : m.start_char]
            if before.label == m.label and gap in (" (", " (“", ' ("', " (the "):
                return context.text[before.start_char : m.end_char] + ")"
    return short


# A name that no lexicon or model knew, by its form: it fills its member of the list.
_WORD = r"[A-ZÀ-ÞİŞ(“\"№][\w’'.&/)”\"+-]*"
_SMALL = (
    r"de|del|della|da|di|dos|das|du|des|la|las|los|al|el|wal|ul|bin|ibn|bint|ag|van|von|y|e|und|"
    r"imeni|d\.o\.o\.?|s\.r\.o\.?|a\.s\.|of|the(?= [A-Z])|"
    r"(?:al|el|ul|as|ar|az|ad|ash|an|at|ur|ullah)-[\w’'-]+|&|"
    r"and(?= [A-Z])|for(?= [A-Z])|after(?= [A-Z])|named(?= after)|"
    r"(?<=[^\W\d_]{3} )\d{1,4}(?![\d,]*\d)"
)
_NAME_FORM = re.compile(
    r"(?:(?:the\s+)?(?P<thing>[Vv]essels?|[Ss]hips?|[Tt]ankers?|[Aa]ircraft|M/[TV])\s+)?"
    rf"(?P<name>(?:{_WORD}|\d{{1,3}}(?:st|nd|rd|th)?[A-Z]? (?=[A-Z])[A-Z][\w’'.&-]*)"
    rf"(?:,? (?:{_WORD}|{_SMALL})){{0,17}})"
    r"\s*(?:\([^)]*\))?\s*,?\.?$"
)
_CAPITAL_PROSE = re.compile(
    r"[A-Z]{2,},? (?:A|AN|THE|AS|IS|ARE|ON|FOR|WHO|THAT|BY|TO|IN|WITH|AGAINST) [A-Z]{2,}"
)
_OFFICE_HOLDERS = re.compile(r"\s(?:Members|Officials|Officers|Judges|Prosecutors|Ministers)$")
_COUNTED = re.compile(r"\d+(?!\d|st\b|nd\b|rd\b|th\b)")  # "31 firms", no "31st Brigade"
_SUFFIX = re.compile(rf"{kinds.LEGAL_FORM.pattern}|[JS]r\.?|I{{2,3}}")
_NO_NAME = re.compile(
    r"(?:Executive|Section|Foreign|Specially|United|State|E\.O|These|Those|This|That|They|It|He|She|"
    r"All|Both|Several|Many|Some|Others?|Such|Today|We|Our|The|Other|Each|Additional|In|On|As|"
    r"Under|Pursuant|With|By|From|After|Following|Since|Although|While|If|When|At|Through|During|"
    r"Department|Certain|An?|\w+ly|Persons?|Individuals|Entities|Full|Secretary|President|European|EU|UN|UK)\b"
    r"(?! (?:Research|Scientific|Service|Corporation|Enterprise|Institut|Unitary|Bank)\w*)"
)


def by_form(context: Context, start: int, end: int, listed_as: str | None = None) -> Target | None:
    """A name by its form alone: capitalised words that fill ``text[start:end]``."""
    text = context.text
    m = _NAME_FORM.match(text, start, end)
    if (
        m is None
        or _SUFFIX.fullmatch(m["name"])
        or _ROLE_NOUN.search(m["name"])
        or _NO_NAME.match(m["name"])
    ):
        return None
    if text[start:end].isupper() and _CAPITAL_PROSE.search(text, max(0, start - 30), end + 12):
        return None  # prose or a heading in capitals
    if context.dates_in(start, m.end("name")):
        return None
    if " " not in m["name"] and any(kinds.nouns(text, m.start("name"), m.end("name"))):
        return None  # "Minister"
    if _COUNTED.match(text, start) and any(kinds.nouns(text, start, end)):
        return None  # a group that is counted in a title
    if _OFFICE_HOLDERS.search(m["name"]):
        return None  # "National Assembly Members"
    bare = m["name"].partition(" (")[0]
    if any(x.text == bare for x in context.mentions_in(start, m.end("name"), "PLACE")):
        return None
    other = any(x.label not in NAMES for x in context.mentions_in(start, m.end("name")))
    if other and " " not in m["name"]:
        return None  # the name of a place or a drug
    person = bool(context.mentions_in(start, m.end("name"), "PERSON")) or (
        1 < len(m["name"].split()) < 5 and m["name"].split()[0].casefold() in words("given_names")
    )
    kind = kinds.of_name(text, m.start("name"), m.end("name"), person=person, listed_as=listed_as)
    return Target(m.start("name"), m.end("name"), m["name"], 1, kind, named=True)


# What stands before a surname that was found without its given name, and is none.
_TITLE = re.compile(
    rf"-|\b(?:{kinds.KIN}|[A-Z]\w*(?:er|or|ist|ian|man|ent|al|ary|ate))\b", re.IGNORECASE
)
_NATION = re.compile(r"[A-Z][a-z]+(?:an|ese|ish|ch|i)\b")
_IN_BRACKETS = re.compile(r"\([^()]*\)")


def holds_more(formed: Target, mention: Mention) -> bool:
    """Whether a name by its form holds a mention and more: not just a title before a person, or
    brackets behind it.
    """
    behind = formed.name[mention.end_char - formed.end :] if formed.end > mention.end_char else ""
    if behind and not (mention.label == "PERSON" and _IN_BRACKETS.fullmatch(behind.strip())):
        return True
    before = formed.name[: mention.start_char - formed.start]
    if not before or mention.label != "PERSON":
        return bool(before)
    return (
        " " not in mention.text
        and not _TITLE.search(before)
        and not any(
            word.casefold() in words("person_titles") or _NATION.match(word)
            for word in before.split()
        )
    )


def group(context: Context, start: int, end: int) -> Target | None:
    """The group noun phrase of a member: "six companies", "two of its officers", "a yacht".

    A group without a count needs something that tells it from others of its kind.
    """
    text = context.text
    while start < end and text[start].isspace():
        start += 1
    owners = [
        m.end_char
        for m in context.mentions_in(start, end, *NAMES)
        if re.match(r"[’']s?\s", text[m.end_char : end])
    ]
    heads = kinds.heads(text, start, owners[-1]) if owners else kinds.heads(text, start, end)
    heads = heads or kinds.heads(text, owners[-1] if owners else start, end)
    if not heads or re.match(r"(?:such as|as|like|certain|any)\b", text[start:end], re.IGNORECASE):
        return None
    head = heads[0][0]
    collective = list(re.compile(r"\sof\s+").finditer(text, start, head.start()))
    phrase_start = start
    for m in collective:  # "a network of three brokers": the count stands behind "of"
        if COUNT.match(text, m.end()):
            phrase_start = m.end()
    stop = head.end()
    for more, _ in heads[1:]:
        stop = max(stop, more.end())
    count = COUNT.search(text, phrase_start, head.start())
    if count and (value := number(count["number"])) is not None:
        begins = max(phrase_start, count.start())
        begins += 3 * text.startswith("of ", begins)  # "the assets of X and of two firms"
        return Target(begins, stop, text[begins:stop], value, kinds.of_phrase(text[begins:end]))
    single = _SINGLE.match(text, start, end)
    plural = head.group().lower().endswith(("s", "people", "men", "aircraft"))
    phrase = text[start:end].strip(" ,")
    if _ROLE_NOUN.search(phrase):
        return None
    if single and not plural:
        definite = single.group().strip().lower() == "the"
        start = single.end()
        if definite and not _QUALIFIED.search(text, start, end):
            return None
        return Target(start, end, text[start:end].strip(" ,"), 1, kinds.of_phrase(text[start:end]))
    if re.match(r"(?:his|her|their)\s.*\bmembers\b", phrase, re.IGNORECASE):
        return None  # "their immediate family members"
    if not plural and _SUPERLATIVE.match(text, start, end):
        return Target(start, end, phrase, 1, kinds.of_phrase(phrase))
    if not plural or not _QUALIFIED.search(phrase):
        return None
    return Target(start, end, phrase, None, kinds.of_phrase(phrase))
