"""Seizures: what was taken, how much, by whom, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.events.triggers import lexicon
from extractor.records import items
from extractor.records.context import Context
from extractor.records.roles import acting_agencies, place_of, when_of
from extractor.types import Event, Quantity, Seizure, SlotEvidence

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
    r"total|number|average) of|remaining|suspected|alleged|illegal|illicit drugs?,|"
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
_GENERIC = re.compile(
    r"^(?:items?|assets?|contraband|evidence|drugs?|narcotics|weapons?|vehicles?|materials?|"
    r"property|"
    r"goods|objects|things|shipments?|packages|bundles|substances?)$",
    re.IGNORECASE,
)
_AGGREGATE = re.compile(
    r"\b(?:total of|in total|to date|so far|since|over the (?:past|last)|during (?:the|its|this) "
    r"(?:investigation|operation|course|year|period|initiative)|course of (?:the|this) "
    r"(?:investigation|"
    r"operation)|as a result of (?:the|this) (?:investigation|operation)|average|annually|per year|"
    r"each (?:year|month|day|week)|every (?:year|month|day|week)|fiscal year|combined|seizures|"
    r"record amounts?|nationwide|throughout the)\b",
    re.IGNORECASE,
)
_NOT_A_SEIZURE = re.compile(
    r"\b(?:guilty|liable|not guilty|in contempt|dead|responsible|innocent|agreed to forfeit|"
    r"ordered to forfeit|must forfeit|forfeiture (?:judgment|allegation))\b",
    re.IGNORECASE,
)
_MONEY_IN = re.compile(
    r"\s*(?:dollars\s+)?(?:in|of|from|worth of)\s+(?:the\s+|his\s+|her\s+|their\s+)?"
    r"((?:[\w.-]+\s){0,3}[\w-]+)",
    re.IGNORECASE,
)
_PREPOSITION_NEXT = re.compile(
    r"\s*(?:,|\.|;|$|\s(?:by|from|in|at|along|during|on|last|over(?!\s+[\d$])|near|as|since|"
    r"between|this|today|"
    r"yesterday|after|pursuant|within|aboard|under|that|and|so|while|each)\b)",
    re.IGNORECASE,
)


# A thing found is a thing seized only where it is contraband by nature.
_WEAK_CATEGORIES = frozenset(
    "drug precursor firearm ammunition explosive currency wildlife counterfeit".split()
)
_BASE_FORM = re.compile(
    r"(?:seize|confiscate|interdict|recover|intercept|find|discover)s?", re.IGNORECASE
)
# "seized and forfeited assets": an adjective, no event.
_ATTRIBUTIVE = re.compile(r"\s+(?:and|or)\s+(?:forfeited|seized|confiscated)\s", re.IGNORECASE)
_HELPED = re.compile(
    r"\b(?:help(?:ed|ing)?|led (?:\w+ ){0,4}to|able to|worked to|enabl\w+ \w+ to|allow\w+ \w+ "
    r"to)\s+(?:\w+\s+){0,3}$",
    re.I,
)
_NOUN = re.compile(r"seizures?|confiscations?|interdictions?|forfeitures?|busts?", re.IGNORECASE)
_HAPPENED = re.compile(
    r"\b(?:result\w*|led|leading|made|making|announc\w+|yield\w+|includ\w+|contribut\w+|"
    r"facilitat\w+|"
    r"doubled|tripled|increas\w+|record|historic|largest|following|after|culminat\w+|"
    r"produc\w+)\b[^.;]*$",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\b(?:(?:efforts?|authority|ability|order|seek\w*|aim\w*|designed|attempt\w*|tr(?:y|ied|ying)|"
    r"work\w*|directs?|proposing|propos\w+|prevent\w*|commit\w*|strategy|goal of|purpose of|"
    r"subject|allow)\b[^.;,]*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Thing:
    """One member of a list of things taken."""

    start: int
    end: int
    item: str
    category: str
    quantity: Quantity | None = None


def build(context: Context) -> list[Seizure]:
    """One row per item type and event, repeats merged."""
    rows: list[Seizure] = []
    for event in context.events_of("seizure"):
        if event.modality in ("negated", "possible", "promised"):
            continue
        if _NOT_A_SEIZURE.search(context.text, event.start_char, event.end_char):
            continue
        if not _stated(context, event):
            continue
        rows.extend(_rows(context, event))
    return _merge(rows)


def _stated(context: Context, event: Event) -> bool:
    """Whether the trigger states a seizure, and not a power, a purpose or a programme.

    A bare infinitive ("seize assets") states one only behind "helped", or in a headline; a noun
    ("the seizure of assets") only with an amount, or behind a word that says it happened.
    """
    text = context.text
    trigger = text[event.trigger_start : event.trigger_end]
    before = text[max(event.start_char, event.trigger_start - 60) : event.trigger_start]
    zone = context.sentences[event.sentence].zone
    if _PURPOSE.search(before) or (_ATTRIBUTIVE.match(text, event.trigger_end)):
        return False
    if _BASE_FORM.fullmatch(trigger):
        return zone == "headline" or _HELPED.search(before) is not None
    if _NOUN.match(trigger):
        end = min(event.trigger_end + 60, context.sentences[event.sentence].end_char)
        return bool(_HAPPENED.search(before)) or any(
            q.unit not in ("year", "month", "day")
            for q in context.quantities_in(event.trigger_end, end)
        )
    return True


def _rows(context: Context, event: Event) -> Iterator[Seizure]:
    sentence = context.sentences[event.sentence]
    things, passive = _things(context, event)
    things = _resolved(context, event, things)
    if not things:
        return
    agencies = acting_agencies(context, event, passive=passive)
    place = place_of(context, event)
    when = when_of(context, event)
    words = context.text[sentence.start_char : sentence.end_char]
    for thing in things:
        q = thing.quantity
        usd = None
        if q is not None and q.unit == "USD":
            usd = q.value
        elif q is not None:
            usd = _worth(context, q)
        aggregate = (
            (q is not None and (q.per is not None or q.scope == "total"))
            or _AGGREGATE.search(words) is not None
            or (when is not None and (when.end - when.start).days > 31)
        )
        slots = [SlotEvidence("item", thing.start, thing.end, event.source)]
        if q is not None:
            slots.append(SlotEvidence("value", q.start_char, q.end_char, "quantities"))
        if place is not None:
            slots.append(SlotEvidence("location", place.start_char, place.end_char, "place_of"))
        if when is not None:
            slots.append(SlotEvidence("start", when.start_char, when.end_char, "when_of"))
        slots.extend(
            SlotEvidence("agencies", a.start_char, a.end_char, "acting_agencies") for a in agencies
        )
        yield Seizure(
            evidence=words,
            start_char=sentence.start_char,
            end_char=sentence.end_char,
            item=thing.item,
            category=thing.category,
            value=q.value if q else None,
            high=q.high if q else None,
            bound=q.bound if q else None,
            unit=q.unit if q else None,
            per=q.per if q else None,
            usd=usd,
            agencies=tuple(
                dict.fromkeys(context.text[a.start_char : a.end_char] for a in agencies)
            ),
            location=place.text if place else None,
            start=when.start if when else None,
            end=when.end if when else None,
            aggregate=aggregate,
            confidence=0.8 if "weak" not in lexicon()[event.source].voice else 0.6,
            evidence_slots=tuple(slots),
        )


def _worth(context: Context, quantity: Quantity) -> float | None:
    index = next((i for i, q in enumerate(context.quantities) if q is quantity), None)
    for q in context.quantities:
        if q.worth_of is not None and q.worth_of == index and q.unit == "USD":
            return q.value
    return None


def _things(context: Context, event: Event) -> tuple[list[_Thing], bool]:
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
    return _members(context, left, event.trigger_start, weak), True


_ANAPHOR = re.compile(r"\b(?:the|these|those|all)\s+(?:\w+\s+)?$|^(?:they|it)$", re.IGNORECASE)


def _resolved(context: Context, event: Event, things: list[_Thing]) -> list[_Thing]:
    """ "The drugs", "these boats" stand for what the sentences before measured, where they did."""
    out: list[_Thing] = []
    for thing in things:
        before = context.text[max(0, thing.start - 12) : thing.start]
        if thing.quantity is None and _ANAPHOR.search(before) and len(thing.item.split()) == 1:
            out.extend(_antecedents(context, event.sentence, thing) or [thing])
        else:
            out.append(thing)
    return out


def _antecedents(context: Context, sentence: int, thing: _Thing) -> list[_Thing]:
    for back in range(sentence - 1, max(-1, sentence - 5), -1):
        s = context.sentences[back]
        found = [
            _from_quantity(context, q) for q in context.quantities_in(s.start_char, s.end_char)
        ]
        same = [t for t in found if t is not None and t.category == thing.category]
        if same:
            return same
    return []


def _clause_start(text: str, start: int, trigger: int) -> int:
    """Where the subject of a passive trigger may begin: behind the last clause break before it."""
    cut = start
    for m in re.finditer(
        r"(?:;|\.|:|,\s(?:and|but|while|when|where|after)\s(?=the\b))\s*", text[start:trigger]
    ):
        cut = start + m.end()
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


def _last_thing(context: Context, start: int, trigger: int) -> _Thing | None:
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
            return _Thing(
                m.start_char,
                m.end_char,
                m.text,
                items.category_of(m.text) or ("drug" if m.label == "SUBSTANCE" else "firearm"),
            )
    for left, right, category in reversed(items.find(text, window, trigger)):
        if trigger - right < 12 and category != "other":
            return _Thing(left, right, text[left:right], category)
    return None


_NO_THING = frozenset("percent year month day hour week minute mile foot acre".split())
_BULK = frozenset(
    "kilogram gram milligram pound ounce ton metric_ton liter milliliter gallon pill dose".split()
)


def _from_quantity(context: Context, q: Quantity) -> _Thing | None:
    if q.unit in _NO_THING:
        return None
    if q.unit == "USD" or (len(q.unit) == 3 and q.unit.isupper()):
        m = _MONEY_IN.match(context.text, q.end_char)
        if m:
            found = [f for f in items.find(context.text, m.start(1), m.end(1)) if f[2] != "other"]
            if found:
                _, end, kind = found[-1]
                return _Thing(m.start(1), end, context.text[m.start(1) : end], kind, q)
        return _Thing(q.start_char, q.end_char, "cash", "currency", q)
    if q.item is None:
        return None
    start = q.item_start if q.item_start is not None else q.start_char
    end = q.item_end if q.item_end is not None else q.end_char
    category: str | None = items.category_of(q.item) or _labelled(context, start, end)
    if category is None and q.unit in _BULK:
        # what is weighed is the substance, whatever the head: "pounds of fentanyl powder"
        inside = items.find(q.item, 0, len(q.item))
        drug = context.mentions_in(start, end, "SUBSTANCE")
        category = inside[0][2] if inside else ("drug" if drug else None)
    if category is None:
        return None
    return _Thing(start, end, q.item, category, q)


def _labelled(context: Context, start: int, end: int) -> str | None:
    for m in context.mentions_in(start, end, "SUBSTANCE", "WEAPON"):
        if m.end_char < end - 1:
            continue  # the head is another: "arms traffickers", "cocaine proceeds"
        return "drug" if m.label == "SUBSTANCE" else "firearm"
    return None


def _members(context: Context, start: int, end: int, weak: bool) -> list[_Thing]:
    """The list ``text[start:end]`` cut into things; a generic head gives way to its parts."""
    text = context.text
    including = _INCLUDING.search(text, start, end)
    if including is None:
        return list(_cut(context, start, end, weak))
    heads = list(_cut(context, start, including.start(), weak))
    parts = list(_cut(context, including.end(), end, weak))
    if heads and heads[-1].quantity is not None:
        return heads + [p for p in parts if p.quantity is not None]
    if heads and parts and _GENERIC.match(_head(heads[-1].item)):
        return heads[:-1] + parts
    return heads or parts


def _head(item: str) -> str:
    return item.split()[-1] if item.split() else item


def _cut(context: Context, start: int, end: int, weak: bool) -> Iterator[_Thing]:
    text = context.text
    at = start
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
            yield thing
        at = right


def _thing(context: Context, start: int, end: int, weak: bool) -> _Thing | None:
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
            return _Thing(q.item_start, q.item_end, q.item, "other", q)
        if q.unit in ("count",):
            return None
    while start < end and text[start].isspace():
        start += 1
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
    return _Thing(start, start + len(phrase), phrase, category)


_PERSON_WORD = re.compile(
    r"\b(?:people|persons?|individuals?|men|women|man|woman|suspects?|members?|migrants?|aliens?|"
    r"children|defendants?|victims?|subjects?|noncitizens?|immigrants?|fugitives?|leaders?|counts?|"
    r"charges?|warrants?|years?|locations?|times)\b",
    re.IGNORECASE,
)


def _is_person(item: str) -> bool:
    return _PERSON_WORD.search(item) is not None


def _merge(rows: list[Seizure]) -> list[Seizure]:
    """One row per fact: of rows with one item and amount the fullest takes the others' slots."""
    out: list[Seizure] = []
    for row in rows:
        for i, other in enumerate(out):
            if _same(row, other):
                out[i] = _joined(other, row)
                break
        else:
            out.append(row)
    return out


def _same(a: Seizure, b: Seizure) -> bool:
    if a.category != b.category or (a.unit and b.unit and a.unit != b.unit):
        return False
    heads = {w.casefold().rstrip("s") for w in a.item.split()} & {
        w.casefold().rstrip("s") for w in b.item.split()
    }
    if not heads:
        return False
    if a.value is not None and b.value is not None:
        near = abs(a.value - b.value) <= 0.02 * max(abs(a.value), abs(b.value))
        return near and a.per == b.per and not _apart(a, b)
    if a.start_char == b.start_char:
        return a.item == b.item
    if a.value is None and b.value is None:
        return not (a.start and b.start and a.start != b.start)
    # one without amount: the headline's or a quotation's repeat of the other
    return a.aggregate == b.aggregate and not (a.start and b.start and a.start != b.start)


def _apart(a: Seizure, b: Seizure) -> bool:
    """Whether both have days and none is shared."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    return a.end < b.start or b.end < a.start


def _filled(row: Seizure) -> int:
    return sum(
        x is not None and x != ()
        for x in (row.value, row.location, row.start, row.agencies, row.usd)
    )


def _joined(a: Seizure, b: Seizure) -> Seizure:
    best, other = (a, b) if _filled(a) >= _filled(b) else (b, a)
    return replace(
        best,
        value=best.value if best.value is not None else other.value,
        high=best.high if best.value is not None else other.high,
        bound=best.bound if best.value is not None else other.bound,
        unit=best.unit if best.value is not None else other.unit,
        usd=best.usd if best.usd is not None else other.usd,
        agencies=best.agencies or other.agencies,
        location=best.location or other.location,
        start=best.start or other.start,
        end=best.end or other.end,
        confidence=max(a.confidence, b.confidence),
    )
