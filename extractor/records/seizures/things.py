"""The things that a clause says were taken: lists of items with their amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.events.triggers import lexicon
from extractor.records import items
from extractor.records.context import Context
from extractor.types import Event, Quantity

# Ends the list of things taken: what follows says where, when, why or from whom.
_LIST_END = re.compile(
    r"\s(?:after|when|while|which|who|whom|that|during|following|before|since|because|where|until|"
    r"with (?:the )?(?:assistance|help|intent|an estimated|a street|a combined|a total)|"
    r"belonging|believed|destined|bound|according|as part of|as a result|in connection|pursuant|"
    r"pending|prior to|through|throughout|under the|resulting|leading|along the|"
    r"in violation|in (?:january|february|march|april|may|june|july|august|september|october|"
    r"november|"
    r"december|\d{4}))\b|[.!?](?=\s|$)",
    re.IGNORECASE,
)
# Ends one member of the list: a modifier that is no part of the item's name.
_MEMBER_END = re.compile(
    r"\s(?:from|in|at|on|near|inside|within|along|by|hidden|concealed|stashed|stuffed|packed|"
    r"wrapped|"
    r"valued|worth|with|located|found|seized|recovered|being|weighing|totaling|totalling|estimated|"
    r"to|into|aboard|behind|under|beneath|owned|used|occupied|across|between|over|each|since|"
    r"and (?:has|have|was|were|arrested|took|turned|is|are))\b|[()–—]",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*(?:,\s*(?:and|as well as|along with|plus|including)\s+|;\s*(?:and\s+)?|,\s+"
    r"|\s+(?:and|as well as|along with|plus|together with|in addition to)\s+)\s*",
    re.IGNORECASE,
)
_INCLUDING = re.compile(
    r"(?:,?\s+(?:including|such as|among them|consisting of|comprising)|:|"
    r",\s+and\s+approximately:)\s+",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"^(?:an?|the|his|her|their|its|another|some|several|numerous|multiple|many(?: of)?|various|"
    r"additional|other|more|record amounts? of|large (?:amounts?|quantit\w+) of|"
    r"(?:a )?(?:substantial|significant|small|large|undisclosed|unknown) (?:amounts?|"
    r"quantit\w+|sums?) of|"
    r"(?:a |the )?(?:shipments?|loads?|quantit\w+|amounts?|caches?|stash(?:es)?|stockpiles?|"
    r"variety|"
    r"total|number|average) of|remaining|suspected|alleged|apparent|illegal|illicit drugs?,|"
    r"approximately|about)\s+",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:was|were|is|are|had|has|have|pleaded|pled|arrested|said|will|would|did|charged|"
    r"began|went|"
    r"admitted|determined|conducted|executed|referred|transported|sentenced|convicted|guilty|"
    r"identified|took|placed|turned|led)\b",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(
    r"^(?:control|power|opportunit\w+|moments?|initiative|momentum|themselves|himself|it|them|"
    r"him|her|"
    r"us|what|one|this|that|these|those|evidence that|probable cause|safety|authority|attention)\b",
    re.IGNORECASE,
)
GENERIC = re.compile(
    r"^(?:items?|assets?|contraband|evidence|drugs?|narcotics|weapons?|vehicles?|materials?|"
    r"property|"
    r"goods|objects|things|shipments?|packages|bundles|substances?)$",
    re.IGNORECASE,
)
_MONEY_IN = re.compile(
    r"\s*(?:dollars\s+)?(?:in|of|from|worth of)\s+(?:the\s+|his\s+|her\s+|their\s+)?"
    r"((?:(?:U\.S\.|[\w-]+)\s){0,3}[\w-]+)",
    re.IGNORECASE,
)
_PREPOSITION_NEXT = re.compile(
    r"\s*(?:,|\.|;|$|\s(?:by|from|in|at|along|during|on|last|over(?!\s+[\d$])|near|as|since|"
    r"between|this|today|"
    r"yesterday|after|pursuant|within|aboard|under|that|and|so|while|each|revealed|contained|"
    r"showed|included|belonged|totaled|weighed|led|had|has|is|are)\b)",
    re.IGNORECASE,
)
# A thing found is a thing seized only where it is contraband by nature.
_WEAK_CATEGORIES = frozenset(
    "drug precursor firearm ammunition explosive currency wildlife counterfeit".split()
)


@dataclass(frozen=True, slots=True)
class Thing:
    """One member of a list of things taken."""

    start: int
    end: int
    item: str
    category: str
    quantity: Quantity | None = None


def _named_things(context: Context, event: Event) -> tuple[list[Thing], bool]:
    """The things that the trigger's clause says were taken, and whether they stand before it."""
    text = context.text
    sentence = context.sentences[event.sentence]
    voice = lexicon()[event.source].voice
    weak = voice.endswith("weak")
    if voice == "compound":
        before = _last_thing(context, sentence.start_char, event.trigger_start)
        return ([before] if before else []), True
    if voice.startswith("active"):
        ahead = _zone_after(text, event.trigger_end, sentence.end_char)
        if not (
            _PREPOSITION_NEXT.match(text, event.trigger_end)
            and "of" not in text[event.trigger_start : event.trigger_end].split()
        ):
            things = _members(context, event.trigger_end, ahead, weak)
            return things, False
        before = _last_thing(context, sentence.start_char, event.trigger_start)
        return ([before] if before and (before.quantity or not weak) else []), True
    left = max(event.start_char, _clause_start(text, sentence.start_char, event.trigger_start))
    found = _members(context, left, event.trigger_start, weak)
    including = _INCLUDING.search(text, event.trigger_end, sentence.end_char)
    if including and (not found or GENERIC.match(_head(found[-1].item))):
        stop = _zone_after(text, including.end(), sentence.end_char)
        found = list(_cut(context, including.end(), stop, weak)) or found
    return found, True


def things_taken(context: Context, event: Event) -> tuple[list[Thing], bool]:
    """The things that the trigger's clause says were taken, and whether they stand before it.

    "The drugs", "these boats", "they" stand for what the sentences before them list.
    """
    found, passive = _named_things(context, event)
    out: list[Thing] = []
    for thing in found:
        before = context.text[max(0, thing.start - 12) : thing.start]
        if thing.quantity is None and _ANAPHOR.search(before) and len(thing.item.split()) == 1:
            out.extend(_antecedents(context, event.sentence, thing.category) or [thing])
        else:
            out.append(thing)
    if not out and passive and _THEY.search(context.text[event.start_char : event.trigger_start]):
        out = _antecedents(context, event.sentence, "other")
    return out, passive


_THEY = re.compile(r"\b(?:they|it|all of which|which)\s*$", re.IGNORECASE)
_ANAPHOR = re.compile(r"\b(?:the|these|those|all)\s+(?:\w+\s+)?$|^(?:they|it)$", re.IGNORECASE)


# What a general word may stand for.
_STANDS_FOR = {
    "firearm": frozenset(("firearm", "explosive", "ammunition")),
    "drug": frozenset(("drug", "precursor")),
    "other": frozenset(
        "drug precursor firearm ammunition explosive currency vehicle counterfeit equipment".split()
    ),
}


def _antecedents(context: Context, sentence: int, category: str) -> list[Thing]:
    """Things of the category in the last sentence before this one that counts any."""
    kinds = _STANDS_FOR.get(category, frozenset((category,)))
    for back in range(sentence - 1, max(-1, sentence - 5), -1):
        s = context.sentences[back]
        amounts = [
            t
            for q in context.quantities_in(s.start_char, s.end_char)
            if (t := _from_quantity(context, q)) is not None and t.category in kinds
        ]
        if not amounts:
            continue
        listed = [
            t
            for t in _listed_things(context, s.start_char, s.end_char)
            if t.category in kinds and not GENERIC.match(t.item)
        ]
        return listed if len(listed) > len(amounts) else amounts
    return []


def _listed_things(context: Context, start: int, end: int) -> Iterator[Thing]:
    """Every member that a list in the sentence may have, whatever its verb."""
    at = start
    for m in [*_SEPARATOR.finditer(context.text, start, end), None]:
        left, right = (m.start(), m.end()) if m else (end, end)
        determiner = re.search(r"\b(?:of|an?|the|with)\s+", context.text[at:left])
        for begin in (at, at + determiner.end() if determiner else at):
            thing = _thing(context, begin, left, weak=True)
            if thing is not None:
                yield thing
                break
        at = right


def _clause_start(text: str, start: int, trigger: int) -> int:
    """Where the subject of a passive trigger may begin: behind the last clause break before it."""
    cut = start
    for m in re.finditer(
        r"(?:;|:|,\s(?:and|but|while|when|where|after)\s(?=the\b))\s*", text[start:trigger]
    ):
        cut = start + m.end()
    finite = [m.end() for m in _FINITE.finditer(text, cut, trigger)]
    if finite:  # the subject stands behind the verb of the clause before it
        after = _SEPARATOR.search(text, finite[-1], trigger)
        cut = after.end() if after else finite[-1]
    return cut


def _zone_after(text: str, start: int, end: int) -> int:
    """Where the list behind the trigger ends; one headed by "including" goes on to its own end."""
    m = _LIST_END.search(text, start, end)
    if m is None:
        return end
    including = _INCLUDING.search(text, start, end)
    if including and including.end() > m.start() and not _SEPARATOR.search(text, start, m.start()):
        late = _LIST_END.search(text, including.end(), end)
        return late.start() if late else end
    return m.start()


def _last_thing(context: Context, start: int, trigger: int) -> Thing | None:
    """The nearest thing before the trigger: "the amount of fentanyl seized", "cocaine seizures"."""
    text = context.text
    window = max(start, trigger - 120)
    for q in reversed(context.quantities_in(window, trigger)):
        if trigger - q.end_char < 80 and (q.item or q.unit == "USD"):
            thing = _from_quantity(context, q)
            if thing is not None and text[thing.end : trigger].count(",") < 2:
                return thing
    for m in reversed(context.mentions_in(window, trigger, "SUBSTANCE", "WEAPON")):
        if trigger - m.end_char < 12:
            return Thing(
                m.start_char,
                m.end_char,
                m.text,
                items.category_of(m.text) or ("drug" if m.label == "SUBSTANCE" else "firearm"),
            )
    for left, right, category in reversed(items.find(text, window, trigger)):
        if trigger - right < 12 and category != "other":
            return Thing(left, right, text[left:right], category)
    return None


_EACH_OF = re.compile(
    r"\s*(?:each\s+)?of\s+(?P<item>\w+(?: \w+)??)(?=\W*(?:,|\.|;|\s(?:and|from|in)\b|$))"
)
_NO_THING = frozenset("percent year month day hour week minute mile foot acre".split())
_BULK = frozenset(
    "kilogram gram milligram pound ounce ton metric_ton liter milliliter gallon pill dose".split()
)


def _from_quantity(context: Context, q: Quantity) -> Thing | None:
    if q.unit in _NO_THING:
        return None
    if q.unit == "USD" or (len(q.unit) == 3 and q.unit.isupper()):
        m = _MONEY_IN.match(context.text, q.end_char)
        if m:
            found = [f for f in items.find(context.text, m.start(1), m.end(1)) if f[2] != "other"]
            if found:
                _, end, kind = found[-1]
                return Thing(m.start(1), end, context.text[m.start(1) : end], kind, q)
        return Thing(q.start_char, q.end_char, "cash", "currency", q)
    if q.item is None:
        each = _EACH_OF.match(context.text, q.end_char)
        category = items.category_of(each["item"]) if each and q.unit in _BULK else None
        return Thing(*each.span("item"), each["item"], category, q) if each and category else None
    start = q.item_start if q.item_start is not None else q.start_char
    end = q.item_end if q.item_end is not None else q.end_char
    category = items.category_of(q.item) or _labelled(context, start, end)
    if category is None and q.unit in _BULK:
        # what is weighed is the substance, whatever the head: "pounds of fentanyl powder"
        inside = items.find(q.item, 0, len(q.item))
        drug = context.mentions_in(start, end, "SUBSTANCE")
        category = inside[0][2] if inside else ("drug" if drug else None)
    if category is None:
        return None
    doubt = _DETERMINER.match(q.item)
    skip = doubt.end() if doubt and doubt.end() < len(q.item) else 0
    return Thing(start + skip, end, q.item[skip:], category, q)


def _labelled(context: Context, start: int, end: int) -> str | None:
    for m in context.mentions_in(start, end, "SUBSTANCE", "WEAPON"):
        if m.end_char < end - 1:
            continue  # the head is another: "arms traffickers", "cocaine proceeds"
        return "drug" if m.label == "SUBSTANCE" else "firearm"
    return None


def _members(context: Context, start: int, end: int, weak: bool) -> list[Thing]:
    """The list ``text[start:end]`` cut into things; a generic head gives way to its parts."""
    text = context.text
    including = _INCLUDING.search(text, start, end)
    if including is None:
        return list(_cut(context, start, end, weak))
    heads = list(_cut(context, start, including.start(), weak))
    parts = list(_cut(context, including.end(), end, weak))
    if heads and heads[-1].quantity is not None:
        return heads + [p for p in parts if p.quantity is not None]
    if heads and parts and GENERIC.match(_head(heads[-1].item)):
        return heads[:-1] + parts
    return heads or parts


def _head(item: str) -> str:
    return item.split()[-1] if item.split() else item


def _cut(context: Context, start: int, end: int, weak: bool) -> Iterator[Thing]:
    text = context.text
    at = start
    each: Quantity | None = None  # "200 pounds each of cocaine and heroin" holds for both
    cuts = [(m.start(), m.end()) for m in _SEPARATOR.finditer(text, start, end)] + [(end, end)]
    taken = {(q.start_char, q.end_char): q for q in context.quantities_in(start, end)}
    for left, right in cuts:
        if any(s < left < e for s, e in taken):
            continue  # a separator inside an amount: "$1,500,000", "three and a half tons"
        segment = text[at:left]
        if _FINITE.search(segment):
            return
        thing = _thing(context, at, left, weak)
        if thing is not None:
            q = thing.quantity
            if q is None and each is not None:
                thing = replace(thing, quantity=each)
            elif q is not None and re.match(r"\s*each of\b", text[q.end_char : q.end_char + 10]):
                each = q
            else:
                each = None
            yield thing
        at = right


def _thing(context: Context, start: int, end: int, weak: bool) -> Thing | None:
    text = context.text
    for q in context.quantities_in(start, end):
        if q.part_of is not None and q.item is None:
            continue
        thing = _from_quantity(context, q)
        if thing is not None:
            return thing if not weak or thing.category in _WEAK_CATEGORIES else None
        if (
            not weak
            and q.unit == "count"
            and q.item
            and q.item_start is not None
            and q.item_end is not None
        ) and not _is_person(q.item):
            return Thing(q.item_start, q.item_end, q.item, "other", q)
        if q.unit in ("count",):
            return None
    while start < end and text[start].isspace():
        start += 1
    if re.match(r"no(?:ne of)?\s", text[start : start + 9], re.IGNORECASE):
        return None
    m = _MEMBER_END.search(text, start, end)
    end = m.start() if m else end
    people = context.mentions_in(start + 1, end, "PERSON")
    end = people[0].start_char if people else end
    while True:
        m = _DETERMINER.match(text[start:end])
        if not m:
            break
        start += m.end()
    phrase = text[start:end].strip(' ,;“”"')
    if not phrase or _ABSTRACT.match(phrase) or len(phrase.split()) > 12 or not phrase[0].isalnum():
        return None
    start = text.index(phrase, start)
    category = items.category_of(phrase) or _labelled(context, start, start + len(phrase))
    if category is None:
        return None
    if weak and category not in _WEAK_CATEGORIES:
        return None
    return Thing(start, start + len(phrase), phrase, category)


_PERSON_WORD = re.compile(
    r"\b(?:people|persons?|individuals?|men|women|man|woman|suspects?|members?|migrants?|aliens?|"
    r"children|defendants?|victims?|subjects?|noncitizens?|immigrants?|fugitives?|leaders?|counts?|"
    r"charges?|warrants?|years?|locations?|times)\b",
    re.IGNORECASE,
)


def _is_person(item: str) -> bool:
    return _PERSON_WORD.search(item) is not None
