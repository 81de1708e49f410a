"""People told of without a name: noun phrases with their edges and counts ("49 Reno men")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.records.context import Context
from extractor.records.legal.actors import Actor
from extractor.records.legal.nouns import (
    MOST,
    NUMBER,
    is_nationality,
    is_plural,
    is_trade,
    number,
    person_nouns,
)

# Words at which a noun phrase, read leftwards from its head, has begun.
_OUTSIDE = frozenset(
    "of in on at by for with from to into against as than that which who whom whose where "
    "when while after before during since until including between among about was were is "
    "are be been being has have had will would could may might can said announced also were "
    "not and or but if charged charging charges charge convicted sentenced arrested arrest "
    "indicted extradited accuses accused apprehended detained captured prosecuted pleaded "
    "found named against targeting identified led resulted resulting involving include "
    "includes secured it he she they we hold indictment yesterday today washington".split()
)
_DEFINITE = re.compile(
    r"(?:the|these|those|all|both|each|every|his|her|their|its|this|that)\b", re.IGNORECASE
)
_FRESH = re.compile(r"\b(?:other|remaining|additional|another|more)\b", re.IGNORECASE)
_BACK_REFERENCE = frozenset(
    "defendants defendant men man women woman individuals individual people suspects "
    "suspect brothers couple conspirators subject subjects accused others person".split()
)
_AND_HIS = re.compile(r"\s+and\s+(?:his|her)\s+(?:[\w-]+\s+){0,3}")
# "a father and son"
_PAIR = re.compile(r"(?:an?\s+(?:[\w’'.-]+\s+){0,3})?[a-z]+\s+and\s+[a-z]+", re.I)
# "A former U.S. Customs and Border Protection Special", at the head of a sentence
_OPENING = re.compile(
    r"An?\s+(?:(?:former|current|retired|senior)\s+)?(?:[A-Z(][\w.’()/-]*\s+|(?:and|of|the)\s+){1,14}"
)
# "A Reno, Nevada, man"
_CITY_STATE = re.compile(
    rf"\b(?i:an?|{NUMBER})\s+(?:[A-Z][\w.’'-]+\s+){{0,2}}[A-Z][\w.’'-]+,\s+"
    r"(?:[A-Z][\w.]+\s+){0,2}(?:[A-Z][\w.]+,\s+)?\Z"
)
# Nouns that mostly stand before another one: "the criminal street gang statute".
_ALSO_ADJECTIVE = frozenset(
    ("criminal", "official", "associate", "principal", "native", "juvenile", "minor", "youth")
)
_NATIONALITY = re.compile(
    r"\s+(?:[A-Z][\w.’-]+\s+){1,3}(?:citizen|national|resident|passenger|traveler|traveller|subject|"
    r"migrant|alien)\b"
)
_GOES_ON = re.compile(
    r"\s+(?!(?:who|and|or|was|were|is|are|has|had|in|from|of|for|with|on|at|by|to|that|will|said|as)\b|"
    r"\w+ed\b)[a-z]"
)
_OWN_NUMBER = re.compile(rf"(?:the\s+|those\s+)?{NUMBER}\b", re.I)
_ANY_NUMBER = re.compile(rf"(?<![\w-]){NUMBER}(?![\w-])", re.I)
_LAST_WORD = re.compile(r"[\w-]+")
_LAST_TOKEN = re.compile(r"([\w’'-]+)\s+\Z")
_HYPHENED = re.compile(r"[\w’'-]+(?:\s+[A-Z]\w+-\w+)?")
_ABBREVIATED = re.compile(r"(?:[A-Z]\.)+|St\.|Mt\.")
_ARTICLES = frozenset(
    "a an the these those this that his her their its all both each every".split()
)
_SEVERAL = {"couple": 2, "pair": 2, "duo": 2, "trio": 3}
# "a dual U.S. and Peruvian citizen"
_DUAL = re.compile(r"\ban?\s+(?:dual\s+)?[A-Z][\w.]+\s+and\s+\Z")
_KINSHIP = frozenset(
    "wife husband brother sister father mother son daughter nephew niece uncle aunt cousin stepson "
    "stepdaughter girlfriend boyfriend grandson brother-in-law sister-in-law son-in-law".split()
)
_ACCUSED = re.compile(
    r"(?:,\s+including\b[^.;]{0,80},)?\s+(?:(?:has|have|had|was|were|are|been|also|now|each|all|previously)\s+)*"
    r"(?:charged|indicted|convicted|sentenced|pleaded|pled|prosecuted)\b"
)
_GOVERNED = re.compile(r"\b(?:of|at|for|with|from|to|by|through|in|against)\s+\Z")
_THINGS = frozenset(
    "counts charges indictments cases years months days weeks complaints informations sentences "
    "times pleas convictions fees vessels ships vehicles trials".split()
)
_BARE = re.compile(r"an?\s+(?:criminal\s+)?defendant", re.I)
# "49 arrested defendants"
_PARTICIPLE = re.compile(r"charged|arrested|convicted|indicted|sentenced")
_COUNTED = re.compile(rf"\b(?:{NUMBER}|remaining)\s+\Z", re.I)
_DETERMINER = re.compile(
    rf"a|an|the|these|those|this|that|his|her|their|its|all|both|each|every|another|{NUMBER}", re.I
)
_BEFORE_NUMBER = re.compile(
    rf"\b(?:the|these|those|all|his|her|their|its|other|{NUMBER}(?=\s+$))\s+$", re.I
)
_LEAD_COUNT = re.compile(
    r"\b(?:(?:(?:more\s+than|over|at\s+least|nearly|about|almost|some|approximately|"
    r"as\s+many\s+as|up\s+to)\s+)?"
    rf"(?:({NUMBER})\s+of\s+(?:the\s+)?)|a\s+total\s+of\s+)$",
    re.IGNORECASE,
)
_FINITE = re.compile(r"\s+(?:was|were|has|have|had|pleaded|pled)\b")
_SOME_OF = re.compile(r"\b(?:many|most|some|several|few|others)\s+of\s+$", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:more\s+than|over|at\s+least|nearly|about|almost|some|approximately|as\s+many\s+as|"
    r"up\s+to)\s+$",
    re.IGNORECASE,
)


def noun_phrases(
    context: Context, start: int, end: int, taken: list[tuple[int, int]]
) -> list[Actor]:
    """The people whom noun phrases of ``text[start:end]`` tell of, outside what is ``taken``."""
    text = context.text
    out: list[Actor] = []
    floor = start
    for head_start, head_end in person_nouns(text, start, end):
        if any(s <= head_start < e for s, e in taken):
            continue
        head = _LAST_WORD.findall(text[head_start:head_end])[-1]
        noun = head.casefold()
        if noun in _ALSO_ADJECTIVE and _GOES_ON.match(text, head_end):
            continue
        if noun in ("male", "female") and _NATIONALITY.match(text, head_end):
            # "a 29-year-old female U.S. citizen"
            continue
        if head[0].isupper() and is_trade(noun) and _is_title(text, start, head_start, head_end):
            continue
        actor = _noun_phrase(context, floor, head_start, head_end, noun)
        if actor:
            out.append(actor)
            floor = actor.end_char
        elif (
            out and out[-1].kind == "one" and _AND_HIS.fullmatch(text, out[-1].end_char, head_start)
        ):
            # "a Reno dentist and her office manager"
            left = out[-1].start_char
            out[-1] = _group(left, head_end, text[left:head_end], 2)
            floor = head_end
    return out


def counted_things(context: Context, start: int, end: int, found: list[Actor]) -> Iterator[Actor]:
    """Counted subjects of a charge by a noun that no lexicon has ("21 roofers were charged")."""
    text = context.text
    for q in context.quantities_in(start, end, "count"):
        noun = (q.item or "").split()
        if not noun or not 2 <= q.value < MOST or not noun[-1].endswith("s") or noun[-1] in _THINGS:
            continue
        at = text.find(noun[-1], q.start_char, q.start_char + 90)
        last = at + len(noun[-1])
        governed = _GOVERNED.search(text, max(0, q.start_char - 12), q.start_char)
        if at < 0 or governed or not _ACCUSED.match(text, last, end):
            continue
        if not any(a.start_char < last and q.start_char < a.end_char for a in found):
            yield _group(q.start_char, last, text[q.start_char : last], int(q.value))


def _noun_phrase(
    context: Context, floor: int, head_start: int, head_end: int, head: str
) -> Actor | None:
    text = context.text
    left = _left_edge(context, floor, head_start)
    if (dual := _DUAL.search(text, max(floor, left - 40), left)) is not None:
        left = dual.start()
    phrase = text[left:head_end]
    first = phrase.split()[0].casefold()
    plural = is_plural(head) or bool(re.search(r"\band\b", text[head_start:head_end]))
    before = text[max(floor, left - 36) : left]
    if _SOME_OF.search(before):
        return None
    lead = _LEAD_COUNT.search(before)
    if lead and lead[1]:
        at = left - len(before) + lead.start(1)
        if any(d.end_char > at for d in context.dates_in(at - 24, at + 1)):
            # "the arrest on May 3 of a Reno man"
            lead = None
    own = _OWN_NUMBER.match(phrase)
    if lead and lead[1] and lead[1].casefold() == "one":
        if not own or own.group().casefold() == "one":
            # "one of the leaders": one person
            left -= len(before) - lead.start()
            return Actor(left, head_end, "one", text[left:head_end], f"one@{left}")
        lead = None
    elif (
        lead
        and lead[1]
        and own
        and not _DEFINITE.match(phrase)
        and not _FINITE.match(text, head_end)
    ):
        # "two of 26 men charged with": the 26 are charged; "two of 26 men were charged": the two
        lead = None
    edge = lead or _HEDGE.search(before)
    if edge:
        left -= len(before) - edge.start()
        phrase = text[left:head_end]
    count = number(lead[1]) if lead and lead[1] else _count(context, left, head_end, phrase)
    if head in _SEVERAL:
        several = text[head_end : head_end + 4] != " of "
        return _group(left, head_end, phrase, _SEVERAL[head]) if several else None
    if _BARE.fullmatch(phrase) and _FINITE.match(text, head_end):
        # "the first time that a defendant was convicted": nobody in particular
        return None
    if _DEFINITE.match(phrase) and not (_FRESH.search(phrase) and plural and count):
        if first == "every" and head not in _BACK_REFERENCE:
            return None
        if head in _BACK_REFERENCE or (plural and first in ("the", "all", "these", "those")):
            key = "they" if plural or first in ("each", "every") else "he"
            return Actor(left, head_end, "definite", phrase, key, count)
        if plural:
            return _group(left, head_end, phrase, count)
        if first in ("this", "that"):
            return Actor(left, head_end, "definite", phrase, "he", count)
        if first == "its" or (first in ("his", "her", "their") and head not in _KINSHIP):
            # "Acme and its owner": the release names whom it means
            return None
        return Actor(left, head_end, "one", phrase, f"one@{left}")
    if plural:
        return _group(left, head_end, phrase, count)
    if first in ("a", "an", "one", "another") or (
        phrase[0].isupper() and not _is_adjective(context, head_end)
    ):
        return Actor(left, head_end, "one", phrase, f"one@{left}")
    return None


def _left_edge(context: Context, floor: int, head_start: int) -> int:
    text = context.text
    left = head_start
    base = max(floor, head_start - 90)
    for m in reversed(list(re.finditer(r"\S+", text[base:head_start]))):
        token = m.group()
        # the comma inside "a Broward County, Florida businessman"
        inside = (
            token[-1] == ","
            and token[0].isupper()
            and (
                _place_at(context, left)
                or bool(_CITY_STATE.search(text, max(floor, left - 70), left))
            )
        )
        hanging = token[-1] == "-" and text.startswith("and ", left)
        apart = token[-1] in ',;:.)”"–-' and not inside and not hanging
        if apart and not _ABBREVIATED.fullmatch(token):
            break
        if token == "and" and _are_adjectives(text, base, base + m.start(), left):
            left = base + m.start()
            continue
        attributive = _PARTICIPLE.fullmatch(token) and _COUNTED.search(text, base, base + m.start())
        outside = token.casefold().strip('(“"') in _OUTSIDE and not attributive
        if outside or token[0] in "(–—":
            break
        left = base + m.start()
        if _DETERMINER.fullmatch(token):
            before = _BEFORE_NUMBER.search(text[base:left])
            return base + before.start() if before and token.casefold() not in _ARTICLES else left
    return left


def _are_adjectives(text: str, base: int, end: int, right: int) -> bool:
    """Whether "and" joins two adjectives: "14 Greek and Peruvian men", "Dubai- and Oman-based"."""
    before, behind = _LAST_TOKEN.search(text, base, end), _HYPHENED.match(text, right)
    if before is None or behind is None:
        return False
    hanging = before[1].endswith("-") and "-" in behind.group()
    return hanging or (is_nationality(before[1]) and is_nationality(behind.group()))


def _place_at(context: Context, at: int) -> bool:
    return any(m.start_char == at for m in context.mentions_in(at, at + 1, "PLACE"))


def _is_title(text: str, start: int, head_start: int, head_end: int) -> bool:
    """Whether a capitalised trade is an office ("Attorney General") and no headline word."""
    behind = text[head_end : head_end + 12]
    if re.match(r"s?\s+(?:General|in\s+Charge|[A-Z]\w+)", behind):
        return True
    return head_start - start > 40 and not _OPENING.fullmatch(text, start, head_start)


def _is_adjective(context: Context, end: int) -> bool:
    """Whether a capitalised noun goes on into another one ("Veteran Reno lawyer Ann Bell")."""
    return bool(re.match(r"\s+[A-Z]", context.text[end : end + 3])) and not context.mentions_in(
        end, end + 2, "PERSON"
    )


def _group(start: int, end: int, phrase: str, count: int | None) -> Actor:
    return Actor(start, end, "group", phrase, f"group@{start}", count)


def _count(context: Context, start: int, end: int, phrase: str) -> int | None:
    for q in context.quantities_in(start, end, "count"):
        return int(q.value) if q.value < MOST else None
    if (m := _ANY_NUMBER.search(phrase)) is not None:
        return number(m.group())
    pair = _PAIR.fullmatch(phrase) and not any(map(is_plural, phrase.casefold().split()))
    return 2 if pair or re.match(r"both\b", phrase, re.IGNORECASE) else None
