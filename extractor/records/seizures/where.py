"""Where something was taken: said in the clause, or elsewhere of the same incident."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.records import items
from extractor.records.context import Context
from extractor.records.seizures.scenes import DEED, OCCURRED, Scenes
from extractor.types import Event

_PREPOSITION = (
    r"\b(?:in|at|near|from|along|off|outside|around|throughout|across|aboard|within|inside|between|"
    r"on|searche[ds]|enter(?:ed|ing)|raid(?:ed|ing)|visit(?:ed|ing)|(?:working|manning|staffing)|"
    r"(?:search(?:es)?|raids?|warrants?)\s+(?:of|at|on|for))\s+"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|along|off|outside|around|throughout|across|aboard|within|between|"
    r"(?:streets?|roads|highways|communities|neighbou?rhoods|coasts?|waters|port|(?:north|south|"
    r"east|west)\w*) of|transit\w*|patroll\w+|cross(?:ed|ing))"
    r"\s+(?:the\s+|downtown\s+|northern\s+|southern\s+|eastern\s+|western\s+|nearby\s+|"
    r"greater\s+|southwest\s+|northwest\s+|southeast\s+|northeast\s+|central\s+)*$",
    re.IGNORECASE,
)
# Places that a name finder need not know, by their last word.
_SITE = re.compile(
    _PREPOSITION
    + r"(?P<site>(?:(?!(?:in|at|from|on|near|and|to|after|when|with|by|of|that|who|which|"
    r"inside|aboard|was|were|for|then|raided|searched|executed|found|seized|stopped|arrested|"
    r"recovered|discovered|entered|located|assigned)\b)[\w.’'&-]+\s+){0,6}?"
    r"(?P<head>residences?|homes?|houses?|apartments?|flats?|hotel rooms?|motel rooms?|hotels?|"
    r"motels?|storage (?:units?|lockers?|sheds?|facilit(?:y|ies))|lock-ups?|"
    r"warehouses?|stash houses?|safe houses?|restaurants?|business(?:es)?|stores?|shops?|"
    r"nightclubs?|clinics?|garages?|farms?|ranch(?:es)?|barns?|compound|premises|yards?|"
    r"parking lots?|gas stations?|truck stops?|rest areas?|toll plaza|industrial units?|"
    r"laborator(?:y|ies)|clandestine labs?|"
    r"checkpoints?|ports? of entry|bridge|airport|seaport|harbou?r|marina|"
    r"(?:mail|processing|sorting|cargo|express) (?:facility|cent(?:er|re)|hub|plant)|"
    r"(?:examination|inspection|container|detention) facility|offices|headquarters|halls?|pubs?|"
    r"malls?|salons?|pharmac(?:y|ies)|depots?|hangars?|wharf|"
    r"quay|sheds?|basements?|lanes|"
    r"tracts?|propert(?:y|ies)|villas?|vaults?|cabins?|mansions?|bungalows?|campsites?|caravans?|"
    r"factor(?:y|ies)|workshops?|studios?|greenhouses?|allotments?|"
    r"hub|crossing|(?-i:County|Parish)|freighter|docks?|terminal|borders?|"
    r"international waters|highway \d+(?! (?:\w+ )?checkpoint)|"
    r"interstate \d+(?! (?:\w+ )?checkpoint)|safe(?:ty)? deposit box(?:es)?)\b)",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"(?:residence|home|house|apartment|flat|room|hotel|motel|storage|facility|locker|shed|"
    r"warehouse|unit|store|shop|nightclub|clinic|garage|farm|ranch|barn|premises|yard|"
    r"office|hall|pub|salon|pharmacy|depot|hangar|mall|"
    r"tract|property|villa|vault|cabin|mansion|bungalow|campsite|caravan|factory|workshop|studio|"
    r"greenhouse|allotment|business|restaurant|gas station|truck stop|lock-up|lab|laboratory|"
    r"lot|compound|international waters)(?:e?s)?$",
    re.IGNORECASE,
)
_SITE_DETERMINER = re.compile(r"^(?:the|an?|his|her|their|its|our|this|that)\s+", re.IGNORECASE)
_OF_WHOM = re.compile(
    r"\s+(?:occupied by|belonging to|of|rented by|owned "
    r"by)\s+(?:[\w’'-]+(?:\s+(?=\w))?){1,3}?(?=[,.;]|\s(?:in|"
    r"on|at|and|where|during)\b|$)"
)
_OF_SEA = re.compile(
    r"(?<=waters)\s+(?:of|off|in)\s+(?:the\s+)?(?:(?:[A-Z][\w’-]+|coasts?|of|and|the|off)\s)*"
    r"[A-Z][\w’-]+"
)
# "a flat in Leeds and a lock-up in York": one site, where the release does not say which
_AND_SITE = re.compile(
    r"\s+and\s+(?:an?|the|his|her|their)\s+(?:[\w’'-]+\s+){1,4}?(?:in|on|near)\s+"
    r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*"
)
_GOODS = frozenset(
    ("drug", "precursor", "firearm", "ammunition", "counterfeit", "wildlife", "currency")
)
_IN_PLACE = re.compile(
    r"\s+(?:(?:he|she|they)\s+(?:rented|owned|used|leased)\s+)?(?:in|on|near|outside)\s+(?:the\s+)?$"
)
_IN_CAPITAL = re.compile(
    r"\s+(?:in|near|outside)\s+(?!(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Operation|Fiscal|FY)\b)[A-Z][a-zà-ÿ’-]{2,}(?:\s[A-Z][a-zà-ÿ’-]{2,})?(?=[,.;]|\s[a-z])"
)
# Roads, which "on" and "along" precede, whether or not the name finder knows them.
_ROAD = re.compile(
    r"\b(?:on|along|off)\s+(?:the\s+|(?:north|south|east|west)bound\s+)*(?P<site>"
    r"(?:(?:Interstate|Highway|Hwy\.?|Route|Autoroute|State Road|Farm[- ]to[- ]Market Road|"
    r"(?:U\.?S\.?|State|County|[A-Z]\w+) (?:Highway|Hwy\.?|Route|Road))\s+[A-Z]?\d+\w*|"
    r"(?:I|US|SR|FM|[A-Z]{2})-\d+|"
    r"(?:[A-Z][\w’']+\s){1,3}(?:Turnpike|Thruway|Freeway|Expressway|Parkway|Highway|Motorway|"
    r"Avenue|Street|Road|Boulevard|Drive|Lane)|"
    r"[AM]\d{1,3}(?= (?:motorway|near|in|at)|[,.])|Thruway|Turnpike))"
    r"(?! (?:\w+ ){0,2}[Cc]heckpoint)(?P<near>\s+(?:in|near|at)\s+(?=[A-Z]))?",
)
# A place that the thing was to go to, or came from, or where somebody lives.
_ELSEWHERE = re.compile(
    r"\b(?:bound for|destined (?:for|to)|headed (?:to|for)|en route to|shipped (?:from|to)|"
    r"arriving from|arrived from|from|of|registered in|living in|flight to|resident of|native of|"
    r"(?:issued|based|registered|born|convicted|tried|charged|filed|indicted|living|residing|held|"
    r"detained|headquartered|formed|founded) (?:in|at|by)|to|into|enter(?:ing)?)"
    r"\s+(?:the\s+|an?\s+|\w+ing\s+)?$"
    # "headed to a house in", "stolen from a store in", "offloaded the bales in"
    r"|\b(?:headed|bound|destined|addressed|en route|shipped|sent|mailed|stolen|flights?|"
    r"arriv\w+|travel\w*|registered|offload\w*)\s+[^,.;]{0,40}\b(?:in|at|near|from|to)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)


# Towns and ports that no list knows: "near Garceno, Texas", "at the Port of Hidalgo".
_NAMED_SITE = re.compile(
    r"\b(?:near|(?:north|south|east|west) of|outside|at the|in the)\s+(?P<site>(?:(?<=at the )|"
    r"(?<=in the ))Port of [A-Z]\w+(?:\s[A-Z]\w+)?|(?<!the "
    r")[A-Z][\w’-]+(?:\s[A-Z][\w’-]+){0,2})(?=[,.])"
)
# A capital behind "in" or "near" that no finder gave a label: a town too small for any list.
_UNLISTED = re.compile(
    r"\b(?P<by>(?i:in|near|outside|at|off))\s+(?!(?:Our|The|This|All|Their|His|Her|Charge|Chief|"
    r"Class|Fiscal|Operation|Phase|Part|Count|Section)\b)(?P<site>(?:(?:La|El|Los|Las|San|Santa|Port|Fort|Lake|Mount|New|"
    r"St\.)\s)?[A-Z][a-zà-ÿ’-]{2,}(?:\s[A-Z][a-zà-ÿ’-]{2,})?)(?=[,.;:]|\s[a-z])"
)


@dataclass(frozen=True, slots=True)
class Site:
    """Characters that name a place; not always a mention."""

    start_char: int
    end_char: int


# "a premises in Cork was searched": the site is the subject.
_SEARCHED = re.compile(
    r"\b(?:an?|the|two|three|four)\s+(?P<site>(?:[\w’'-]+\s+){1,3}?(?:in|on|at|near)\s+"
    r"[A-Z][\w’'-]+(?:,?\s+(?:[A-Z][\w’'-]+\.?))*)\s+(?:was|were)\s+(?:\w+ly\s+)?(?:searched|raided)\b"
)


def where(context: Context, scenes: Scenes, event: Event, *, aggregate: bool) -> Site | None:
    """The place of the taking: where "the seizure occurred"; in the sentence, behind the trigger
    first; in the incident; in the dateline.
    """
    sentence = context.sentences[event.sentence]
    around = [*scenes.before(event.sentence), *scenes.behind(event.sentence, 3)]
    if not aggregate:
        for index in around:
            s = context.sentences[index]
            if OCCURRED.match(context.text, s.start_char) and (
                found := _sites(context, s.start_char, s.end_char)
            ):
                return found[0]
    found = _sites(context, event.trigger_end, sentence.end_char)
    found += reversed(_sites(context, sentence.start_char, event.trigger_end))
    for index in context.leads(event.sentence):
        s = context.sentences[index]
        found += _sites(context, s.start_char, s.end_char)
    if not aggregate:
        for index in around:
            s = context.sentences[index]
            if DEED.search(context.text, s.start_char, s.end_char):
                found += [
                    site
                    for site in _sites(context, s.start_char, s.end_char)
                    if not _GENERAL.search(context.text, site.start_char, site.end_char)
                ]
    named = [s for s in found if not _bare(context, s)]
    if named:
        return named[0]
    again = [site for s in found if (site := _named_before(context, s))]
    if again or aggregate:
        return next(iter(again or found), None)
    common = [s for s in found if " " in context.text[s.start_char : s.end_char]]
    return next(iter(common), None) or dateline(context) or next(iter(found), None)


_GENERAL = re.compile(r"\b(?:ports of entry|borders?)$")


def _bare(context: Context, site: Site) -> bool:
    """Whether the site is a common noun without a name: "residence", "storage unit"."""
    words = context.text[site.start_char : site.end_char]
    return not any(c.isupper() or c.isdigit() for c in words)


_NAME = r"\b(?:[A-Z][\w’'.-]+\s){1,5}(?i:%s)\b"


def _named_before(context: Context, site: Site) -> Site | None:
    """The named site that "the airport" means: the last one of its kind before it."""
    noun = context.text[site.start_char : site.end_char]
    if noun not in _KINDS_OF_SITE:
        return None
    start = max(0, site.start_char - 2000)
    found = list(re.finditer(_NAME % noun, context.text[start : site.start_char]))
    if not found:
        return None
    left, right = found[-1].span()
    return Site(start + left, start + right)


_KINDS_OF_SITE = frozenset(
    "airport bridge port checkpoint crossing terminal seaport marina harbor harbour".split()
)


def dateline(context: Context) -> Site | None:
    """The first place in the dateline; Washington is where releases are written, not where things
    are taken.
    """
    for zone in context.release.zones:
        if zone.kind == "dateline":
            places = context.mentions_in(zone.start_char, zone.end_char, "PLACE")
            if places and not places[0].text.upper().startswith("WASHINGTON"):
                return Site(places[0].start_char, places[0].end_char)
            break
    return None


def _sites(context: Context, start: int, end: int) -> list[Site]:
    """Places named with a preposition in ``text[start:end]``, in order."""
    text = context.text
    for zone in context.release.zones:
        if zone.kind == "dateline" and zone.start_char <= start < zone.end_char:
            start = min(zone.end_char, end)
    out: list[Site] = []
    for m in _SITE.finditer(text, start, end):
        left, right = m.span("site")
        if skip := _SITE_DETERMINER.match(text[left:right]):
            left += skip.end()
        if _HOME.search(m["head"]):
            of_whom = _OF_WHOM.match(text, right, end)
            if of_whom:
                right = of_whom.end()
            if waters := _OF_SEA.match(text, right, end):
                right = waters.end()
            near = context.mentions_in(right, min(end, right + 24), "PLACE")
            if near and _IN_PLACE.fullmatch(text, right, near[0].start_char):
                right = near[0].end_char
            elif unlisted := _IN_CAPITAL.match(text, right, end):
                right = unlisted.end()
            if more := _AND_SITE.match(text, right, end):
                right = more.end()
        out.append(Site(left, right))
    for m in _ROAD.finditer(text, start, end):
        left, right = m.span("site")
        near = context.mentions_in(m.end(), m.end() + 1, "PLACE") if m["near"] else []
        right = near[0].end_char if near else right
        out = [s for s in out if not (left <= s.start_char < right)]
        if not any(s.start_char < right and left < s.end_char for s in out):
            out.append(Site(left, right))
    for m in _SEARCHED.finditer(text, start, end):
        left, right = m.span("site")
        out = [s for s in out if not (left <= s.start_char < right)]
        out.append(Site(left, right))
    for m in _NAMED_SITE.finditer(text, start, end):
        left, right = m.span("site")
        if not any(s.start_char < right and left < s.end_char for s in out):
            out.append(Site(left, right))
    for m in _UNLISTED.finditer(text, start, end):
        left, right = m.span("site")
        named = context.mentions_in(left, right)
        # a town may bear a person's name: "near Ramona"
        inside = m["by"].lower() == "in"
        if any(n.label != "PERSON" or (" " in n.text and inside) for n in named):
            continue
        if context.dates_in(left, right) or items.category_of(text[left:right]) in _GOODS:
            continue
        if any(a == right + 1 for a, _, _ in items.find(text, right, right + 24)):
            continue  # "in Canadian currency"
        if not any(s.start_char < right and left < s.end_char for s in out):
            out.append(Site(left, right))
    for place in context.mentions_in(start, end, "PLACE"):
        if "District of" in place.text:
            continue  # where a court sits
        before = text[max(start - 2, place.start_char - 40, 0) : place.start_char]
        if not _PLACE_BEFORE.search(before) or _ELSEWHERE.search(before):
            continue
        if not any(s.start_char <= place.start_char < s.end_char for s in out):
            out.append(Site(place.start_char, place.end_char))
    return sorted(out, key=lambda s: s.start_char)
