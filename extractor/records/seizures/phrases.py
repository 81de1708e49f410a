"""A noun phrase as a thing taken: its words, category and amount."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.records import items
from extractor.records.context import Context
from extractor.records.seizures.money import dollars, is_money, money_thing
from extractor.records.seizures.nouns import (
    ABSTRACT,
    CONTRABAND,
    GENERIC,
    IDEA,
    PERSON_WORD,
    is_contraband,
)
from extractor.records.seizures.thing import Strength, Thing
from extractor.types import Quantity

# Ends one member of a list: a modifier that is no part of the item's name.
_MEMBER_END = re.compile(
    r"\s(?:from|in|at|on|near|inside|within|along|by|hidden|concealed|stashed|stuffed|packed|"
    r"wrapped|valued|worth|with|located|found|seized|recovered|being|weighing|totaling|totalling|"
    r"estimated|to|into|aboard|behind|under|beneath|owned|used|using|occupied|across|between|over|"
    r"each|since|containing|ahead|sewn|strapped|taped|placed|arriving|headed|shipped|sent|"
    r"declared|off|"
    r"stolen (?:in|from|out|by|during)|reported|capable|suspected (?:to|of)|thought to|linked|"
    r"connected|where|which|"
    r"fitted|equipped|holding|believed|destined|belonging|purchased|bought|obtained|tied|involved|"
    r"and (?:has|have|was|were|arrested|took|turned|is|are))\b|[()–—]|\s-\s",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"^(?:all(?: of)?(?: the)?|an?|the|his|her|their|its|another|some|several|numerous|"
    r"multiple|many(?: of)?|various|"
    r"additional|other|more|record amounts? of|also|assorted|"
    r"(?:a )?(?:substantial|significant|small|large|undisclosed|unknown|trace|felony|misdemeanor) "
    r"(?:amounts?|quantit\w+|sums?|volumes?|numbers?|caches?|loads?|shipments?) of|"
    r"(?:a |the )?(?:mixed )?(?:shipments?|loads?|quantit\w+|amounts?|caches?|stash(?:es)?|"
    r"stockpiles?|variety|volume|pairs?|total|number|average) of|remaining|suspected|alleged|"
    r"apparent|illegal|illicit drugs?,|approximately|about|loaded)\s+",
    re.IGNORECASE,
)
_EACH_OF = re.compile(
    r"\.?\s*(?:each\s+)?of\s+(?:(?:suspected|alleged|liquid|illicit)\s+)?(?P<item>\w+(?: "
    r"\w+)??)(?=\W*(?:,|\.|;|\s(?:and|from|in)\b|$))"
)
_NO_THING = frozenset("percent year month day hour week minute mile foot acre".split())
_SIZES = frozenset(("length", "speed", "power", "time", "area"))  # "a 9-metre boat" is one boat
_PACES = frozenset(("hour", "minute"))  # "35,000 cigarettes an hour" are what a machine makes
_BULK = frozenset(
    "kilogram gram milligram pound ounce ton metric_ton liter milliliter gallon pill dose".split()
)
_LABEL = re.compile(r"(?P<item>[A-Za-z][^:;.,\d]{1,40}?)\s*(?::|[–—-]|\.{2,}|=)\s*$")


def is_weight(q: Quantity | None) -> bool:
    """Whether the amount measures a substance (by weight, volume or dose)."""
    return q is not None and q.unit in _BULK


def counts_containers(q: Quantity | None) -> bool:
    """Whether the amount counts packages or pieces, and does not weigh what is in them."""
    return q is not None and not is_money(q) and q.unit not in _BULK and q.unit != "round"


def from_quantity(context: Context, q: Quantity, end: int | None = None) -> Thing | None:
    """The thing that an amount counts or measures; ``end`` is where its phrase must end."""
    if q.unit in _NO_THING or q.dimension in _SIZES or q.per in _PACES:
        return None
    text = context.text
    coin = _COIN.search(text, q.start_char, q.end_char + 12)
    if coin and not text[q.start_char : coin.start()].strip().startswith(("$", "€", "£")):
        counted = replace(q, unit="count")
        return Thing(coin.start(), coin.end(), coin.group(), "asset", counted)
    if _SHARE_OF.search(text, max(0, q.start_char - 20), q.start_char):
        return None  # "one in nine of the pills"
    if is_money(q):
        return money_thing(context, q)
    if q.unit == "round" and _HOLDS_ROUNDS.match(text, q.end_char):
        return None  # "a 60-round drum"
    if q.item is None or q.item_start is None or q.item_end is None:
        each = _EACH_OF.match(text, q.end_char)
        category = items.category_of(each["item"]) if each and q.unit in _BULK else None
        if each and category:
            return Thing(*each.span("item"), each["item"], category, q)
        return _labelled_amount(context, q)
    start, stop = q.item_start, q.item_end
    item = q.item
    if stop <= q.start_char and not _ELIDED.match(text, q.end_char):
        return None  # "two sets were left. … eleven 911 calls"
    if quoted := _QUOTED.match(text, stop):
        stop, item = quoted.end(), text[start : quoted.end()]
    if end is not None and start < end < stop:
        stop, item = end, text[start:end].rstrip(" ,;")
        stop = start + len(item)
    days = context.dates_in(start, stop)
    if days and days[0].start_char > start:
        item = text[start : days[0].start_char].rstrip(" ,")
        stop = start + len(item)
    m = _MEMBER_END.search(item)
    if m and m.start():
        item = item[: m.start()]
        stop = start + len(item)
    category = items.category_of(item) or labelled(context, start, stop)
    if category in (None, "other") and (held := _HELD.match(text, stop)):
        inner = items.category_of(held["what"]) or labelled(context, held.start("what"), held.end())
        if inner and (items.is_container(item) or category == "other"):
            start, stop, item, category = held.start("what"), held.end(), held["what"], inner
    if category is None and q.unit in _BULK:
        # what is weighed is the substance, whatever the head: "pounds of fentanyl powder"
        inside = items.find(item, 0, len(item))
        drug = context.mentions_in(start, stop, "SUBSTANCE")
        category = inside[0][2] if inside else ("drug" if drug else None)
    stuff = _STUFF.match(text, q.end_char, len(text) if end is None else end)
    if category is None and q.unit in _BULK and stuff:
        # the noun lies behind words that were read as it: "pounds of illegally caught snapper"
        category = items.category_of(stuff["item"])
        start, stop, item = *stuff.span("item"), stuff["item"]
    if q.unit == "round" and (category is None or text.startswith(" and ", stop)):
        # the calibre was read as the noun: "640 rounds of 9mm and .223 ammunition"
        category = "ammunition"
        if fired := _FIRED.match(text, q.end_char):
            start, stop, item = *fired.span("item"), fired["item"]
    if (marked := _BEARING.match(text, stop)) and category not in CONTRABAND:
        stop, item, category = marked.end(), text[start : marked.end()], "counterfeit"
    if category is None:
        return None
    skip = 0
    while (m := _DETERMINER.match(item[skip:])) and skip + m.end() < len(item):
        skip += m.end()
    return Thing(start + skip, stop, item[skip:], category, q)


# Goods with a mark that they have no right to: "watches bearing the Orlo trademark".
_BEARING = re.compile(
    r"\s+(?:bearing|displaying|branded with|stamped with|carrying)\s+(?:[\w&’'-]+\s+){1,5}?"
    r"(?:trademarks?|logos?|brand names?|brand|labels?)\b"
)
# Behind an amount whose noun was told before it.
_ELIDED = re.compile(r"\s*(?:[.,;:)]|$|(?:in|from|on|at|during|last|this|and|were|was|of)\b)")
# A name in the trade before the noun: "blue “M30” pills".
_QUOTED = re.compile(r"\s[“\"‘][\w -]{1,20}[”\"’]\s+[\w-]+")
_SHARE_OF = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|\d+)\s+(?:in|out\s+of)\s+(?:every\s+)?$",
    re.IGNORECASE,
)
_HOLDS_ROUNDS = re.compile(r"[\s-](?:capacity\s+)?(?:drums?|magazines?|mags?|clips?)\b", re.I)
# Tokens are counted: "94 bitcoin", "2.5 million USDT".
_COIN = re.compile(
    r"\b(?:bitcoins?|ether(?:eum)?|litecoin|monero|solana|tethers?|stablecoins|tokens|BTC|ETH|USDT|"
    r"USDC|XMR|LTC|TRX)\b",
    re.IGNORECASE,
)
_FIRED = re.compile(
    r"\s+of\s+(?P<item>(?:(?:[\w.-]+|and|or|,)\s+){1,6}?(?:ammunition|ammo|cartridges|bullets))\b"
)
_STUFF = re.compile(
    r"\s+of\s+(?P<item>(?:[\w’'-]+\s+){0,4}?[\w’'-]+)(?=[,.;:]|\s(?:and|or|from|in|at|on|with|that|"
    r"inside|worth|found|hidden|under|near|by|valued|which|without)\b|\s*$)"
)
_HELD = re.compile(
    r"\s+of\s+(?P<what>(?:[\w-]+\s){0,3}?[\w-]+)(?=[,.;:]|\s(?:and|or|from|in|at|on|with|"
    r"that|inside|"
    r"worth|found|hidden|under|near|by|weighing|containing|totaling|"
    r"concealed|wrapped|valued|stuffed|packed|abandoned|belonging|bearing|bound|headed|which|"
    r"infested|declared|as|without)\b|$)"
)


def _labelled_amount(context: Context, q: Quantity) -> Thing | None:
    """The row of a table: "Cocaine: 450 kilograms"."""
    text = context.text
    line = max(text.rfind("\n", 0, q.start_char) + 1, q.start_char - 60)
    m = _LABEL.search(text[line : q.start_char])
    if m is None:
        return None
    start = line + m.start("item")
    category = items.category_of(m["item"]) or labelled(context, start, line + m.end("item"))
    return Thing(start, line + m.end("item"), m["item"], category, q) if category else None


def labelled(context: Context, start: int, end: int) -> str | None:
    """The category that a name at the end of ``text[start:end]`` gives it."""
    for m in context.mentions_in(start, end, "SUBSTANCE", "WEAPON"):
        if m.end_char < end - 1:
            continue  # the head is another: "arms traffickers", "cocaine proceeds"
        return "drug" if m.label == "SUBSTANCE" else items.category_of(m.text) or "firearm"
    return None


_OPEN = frozenset(("strong", "recover", "company"))  # take what is counted, whatever its noun


def thing_in(context: Context, start: int, end: int, strength: Strength) -> Thing | None:
    """The thing that the list member ``text[start:end]`` names, or ``None``."""
    weak = strength == "weak"
    if _INSIDE.match(context.text, start, end):
        return None  # "nine kilograms of heroin, inside 240 melons"
    for q in context.quantities_in(start, end):
        if (q.part_of is not None and q.item is None) or q.per in _PACES:
            continue
        more = _MORE.search(context.text, max(start, q.start_char - 12), q.end_char) is not None
        if more and q.item is None and q.unit in _BULK and (same := _told(context, q)):
            return same
        loaded = _LOADED.search(context.text, start, q.start_char)
        if loaded and q.unit in ("round", "count"):
            head = _unquantified(context, start, loaded.start(), strength)
            if head is not None and head.category in ("firearm", "ammunition"):
                return head
        thing = from_quantity(context, q, end) or _counted(context, q, end, strength)
        if thing is not None and _only_wraps(context, thing, end):
            continue
        if thing is not None:
            if is_money(q) and strength == "recover" and thing.item[0] in "$£€m":
                return replace(thing, known=False)  # a court may have awarded it
            if not weak or more or is_contraband(thing):
                return thing
            return _fake(context, thing)
        if q.unit == "count" and q.item and q.item_start is not None and q.item_end is not None:
            wraps = strength == "company" and " " not in q.item and items.is_container(q.item)
            idea = strength != "strong" and IDEA.search(q.item) is not None
            if strength in _OPEN and not wraps and not idea and not PERSON_WORD.search(q.item):
                return Thing(q.item_start, q.item_end, q.item, "other", q, known=False)
            return None
        stuff = _STUFF.match(context.text, q.end_char, end) if q.unit in _BULK else None
        if stuff and strength in _OPEN and not ABSTRACT.match(stuff["item"]):
            return Thing(*stuff.span("item"), stuff["item"], "other", q, known=False)
    return _unquantified(context, start, end, strength)


_INSIDE = re.compile(
    r"\s*(?:inside|within|underneath|under|beneath|behind|concealed|hidden|among)\b(?!\s+(?:it|them|"
    r"that|which)\b)",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:additional|further|another|extra)\b", re.IGNORECASE)
_REACH = 1500  # characters before an amount in which what it is more of was told


def _told(context: Context, q: Quantity) -> Thing | None:
    """What a bare amount is more of: "a further 6 kg" of the last substance weighed before it."""
    for before in reversed(context.quantities_in(max(0, q.start_char - _REACH), q.start_char)):
        thing = from_quantity(context, before) if before.unit in _BULK else None
        if thing is not None and thing.category in ("drug", "precursor"):
            return replace(thing, start=q.start_char, end=q.end_char, quantity=q, usd=None)
    return None


def _fake(context: Context, thing: Thing) -> Thing | None:
    """The thing as a counterfeit where the words before it told of counterfeits of its noun."""
    noun = re.escape(thing.item.split()[-1])
    told = context.text[max(0, thing.start - _REACH) : thing.start]
    if re.search(r"\b(?:counterfeit|fake|knock-?off)\s(?:[\w’'-]+\s){0,3}" + noun, told, re.I):
        return replace(thing, category="counterfeit")
    return None


# "a magazine holding six rounds": the rounds are a part of the thing.
_LOADED = re.compile(r"\s(?:fitted|equipped|loaded|holding|containing)\s+(?:with\s+)?")
_ENUMERATOR = re.compile(r"\s*(?:\([ivx\d]{1,4}\)|\([a-h]\)|[-•*])\s*")


def _counted(context: Context, q: Quantity, end: int, strength: Strength) -> Thing | None:
    """What a plain number counts where the noun was not read with it: "66 live songbirds"."""
    if q.unit != "count" or q.item is not None or q.part_of is not None:
        return None
    thing = _unquantified(context, q.end_char, end, strength)
    if thing is None or not thing.known or thing.start - q.end_char > 2:
        return None
    if m := _GRAMS.match(thing.item):  # a unit glued to no number: "5.7 g of opium"
        start = thing.start + m.end()
        return replace(
            thing, start=start, item=thing.item[m.end() :], quantity=replace(q, unit="gram")
        )
    return replace(thing, quantity=q)


_GRAMS = re.compile(r"g(?:rams?)? of (?:(?:suspected|alleged) )?")


def _only_wraps(context: Context, thing: Thing, end: int) -> bool:
    """Whether the thing only holds what is named behind it: "32 packages containing 61 pounds"."""
    return bool(
        GENERIC.match(thing.item)
        and _HOLDS.match(context.text, thing.end)
        and (
            context.quantities_in(thing.end, end)
            or context.mentions_in(thing.end, end, "SUBSTANCE")
        )
    )


_HOLDS = re.compile(r"\s+(?:containing|holding|filled with|that contained|full of|laden with)\b")


def _unquantified(context: Context, start: int, end: int, strength: Strength) -> Thing | None:
    text = context.text
    if m := _ENUMERATOR.match(text, start, end):
        start = m.end()
    while start < end and text[start].isspace():
        start += 1
    if re.match(r"no(?:ne of)?\s", text[start : start + 9], re.IGNORECASE):
        return None
    while True:
        m = _DETERMINER.match(text[start:end])
        if not m:
            break
        start += m.end()
    m = _MEMBER_END.search(text, start, end)
    wrapped = _HOLDS.match(text, m.start()) if m else None
    if m and wrapped and GENERIC.match(text[start : m.start()].split(" ")[-1]):
        return _unquantified(context, wrapped.end(), end, strength)
    end = m.start() if m else end
    people = context.mentions_in(start + 1, end, "PERSON")
    if people and not items.is_vehicle(text[start:end]):
        end = people[0].start_char
    phrase = text[start:end].strip(' ,;:“”"')
    if not phrase or not (phrase[0].isalnum() or phrase[0] == "."):
        return None
    if _WORKING.match(phrase):
        return None  # "officers deconstructed the load"
    if _NO_NOUN.match(phrase) or ABSTRACT.match(phrase) or len(phrase.split()) > 12:
        return None
    start = text.index(phrase, start)
    end = start + len(phrase)
    if strength == "weak" and (
        re.search(r"(?<!of)\s(?:an?|the)\s", phrase) or _WHO_DOES.search(phrase)
    ):
        return None  # "detonate a bomb", "men loading bundles of heroin"
    category = items.category_of(phrase) or labelled(context, start, end)
    if (
        strength == "company"
        and category not in CONTRABAND
        and (not _AN.search(text[max(0, start - 4) : start]) or _CLAUSE_IN.search(phrase))
    ):
        return None
    if category is None:
        the = text[max(0, start - 4) : start].casefold() == "the "
        one = strength in ("recover", "company") and _AN.search(text[max(0, start - 4) : start])
        if (one or (strength == "strong" and not the)) and _plain_noun(context, phrase, start, end):
            return Thing(start, end, phrase, "other", known=False)
        return None
    if strength == "weak" and category not in CONTRABAND:
        return None
    money = [
        q
        for q in context.quantities_in(end, end + 60)
        if is_money(q) and _WORTH_NEXT.fullmatch(text, end, q.start_char)
    ]
    if money and category == "currency":
        return Thing(start, end, phrase, category, money[0])
    return Thing(start, end, phrase, category, usd=dollars(money[0]) if money else None)


_WORKING = re.compile(
    r"(?:officers|agents|deputies|troopers|detectives|inspectors|crews?|they|he|she)\s+\w+ed\b"
)
_AN = re.compile(r"\ban?\s$", re.IGNORECASE)
_WHO_DOES = re.compile(PERSON_WORD.pattern + r"\s+(?:\w+ing|who|that)\b", re.IGNORECASE)
_WORTH_NEXT = re.compile(
    r",?\s+(?:(?:then )?worth|valued at|with an? (?:\w+ )?value of)\s+(?:an? )?(?:\w+ ){0,2}"
)
_NO_NOUN = re.compile(
    r"(?:worth|valued|commonly|known|from|in|at|on|with|by|for|of|and|or|but|all of|"
    r"evidence$|issuing|two|one of|under|to|after|before|during|through|into|onto|while|as|"
    r"following|inside|aboard|behind|beneath|near|along|between|within|over|off|around|across)\b",
    re.IGNORECASE,
)


_CLAUSE_IN = re.compile(r"\b\w+ed\s+(?:the|its|his|her|their|an?)\b|\s(?:its|his|her|their)\s")


def _plain_noun(context: Context, phrase: str, start: int, end: int) -> bool:
    """Whether a phrase that no lexicon knows may name a thing: short, no person, place or body."""
    words = re.split(r"\s(?:of|for|with)\s", phrase)[0].split()
    if not words or len(words) > 5 or not words[-1][0].islower() or PERSON_WORD.search(phrase):
        return False
    if IDEA.search(words[-1]):
        return False
    if re.match(r"(?:\w+ing|\w+ly|to|and|or|but|so|up|out)\b", words[0]):
        return False
    if _CLAUSE_IN.search(phrase):
        return False  # "handed the men over", "following day its officers"
    return not context.mentions_in(start, end, "PLACE", "AGENCY", "PERSON", "CARTEL", "ORG", "LAW")
