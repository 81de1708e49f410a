"""Whether a row is a statistic over a period or operation, or one incident."""

from __future__ import annotations

import re

from extractor.records.context import Context
from extractor.records.seizures.scenes import Scenes
from extractor.records.seizures.thing import Thing
from extractor.types import DateSpan, Event

# Words that make a figure a statistic over a period or an operation.
_AGGREGATE = re.compile(
    r"\b(?:to date|so far|since|over the (?:past|last)|in (?:just )?(?:the|my) (?:past|last|first)|"
    r"in recent (?:weeks|months|years)|during (?:the|its|this) (?:(?:\w+ )?investigation|"
    r"course|year|period|initiative|surge|patrol|deployment|sweep|takedown|crackdown|campaign)|"
    r"course of (?:the|this|an?) (?:[\w-]+ )?(?:investigation|operation)|"
    r"throughout the (?:investigation|operation|case)|as a result of (?:the|this|these) "
    r"(?:investigation|operation)s?|investigations resulted|as part of (?:the|this) "
    r"(?:[\w-]+ ){0,3}(?:investigation|operation|crackdown|sweep|takedown)|"
    r"as part of (?-i:Operation|Project)|"
    r"investigation (?:resulted in|led to the|netted|yielded)|"
    r"average[ds]?|"
    r"(?-i:Operation|Project) (?-i:[A-Z])[^.]*?\b(?:result|led|seiz|net|yield)\w*|"
    r"annually|per year|each (?:year|month|day|week)|every (?:year|month|day|week)|fiscal year|FY|"
    r"combined(?! (?:\w+ )?(?:weight|value|total|street|worth|msrp|manufacturer|gross|face))|"
    r"seizures|record amounts?|nationwide|worldwide|years? combined|interdictions|"
    r"throughout (?:the )?(?:year|month|week|country|nation|region|state|world)|"
    r"(?:for|during|over) the (?:week|weekend|month|quarter)|buy-?back|"
    r"amnesty|investigation (?:further |also |has |have ){1,2}resulted|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+|multiple|several|numerous) "
    r"(?:\w+ )?(?:boardings|interdictions|interceptions|raids|cases|busts)|"
    r"(?:several|multiple|numerous) (?:\w+ )?shipments|"
    r"(?:millions|billions) (?:of (?!dollars)|in assets))\b",
    re.IGNORECASE,
)
_CAMPAIGN = re.compile(
    r"\b(?:(?:week|month|year|day|summer)-?long|(?:\w+|\d+)-(?:day|week|month|year) (?:\w+ )?"
    r"(?:operation|surge|investigation|initiative|effort)|(?:nationwide|multi-?state|statewide) "
    r"(?:[\w-]+ ){0,3}(?:operation|sweep|takedown|crackdown|initiative|effort|surge|campaign|"
    r"action|investigation|takeback|take back)s?|results of "
    r"(?:an?|the|its) "
    r"(?:[\w-]+ ){0,3}(?:operation|surge|initiative|effort)|results of (?-i:Operation|Project)|"
    r"surge|(?:joint )?action (?:days?|weeks?)|(?:days?|weeks?) of action|blitz)\b",
    re.IGNORECASE,
)
_MONTH = 31  # days: what took longer is a statistic
_DAYS = 2  # an incident takes no longer
# One place or vehicle that officers went into: what was there is one incident.
_ONE_PLACE = re.compile(
    r"\b(?:from|at|in|inside|aboard|on|searched|raided|entered|stopped)\s+(?:an?|his|her|their|"
    r"(?:the\s+)?[\w’'-]+[’']s?|one|the (?:suspect|driver|man|woman)\S*)\s+(?:[\w’'-]+\s+){0,3}?"
    r"(?:homes?|houses?|residences?|apartments?|flats?|farms?|warehouses?|vessels?|boats?|ships?|"
    r"trucks?|cars?|vans?|lorr(?:y|ies)|vehicles?|containers?|storage|garages?|rooms?|shops?|stores?|"
    r"motels?|hotels?|lockers?|units?|parcels?|packages?|luggage|suitcases?|trailers?|aircraft|"
    r"planes?|search)\b",
    re.IGNORECASE,
)


def is_aggregate(
    context: Context,
    scenes: Scenes,
    event: Event,
    sentence: int,
    thing: Thing,
    day: DateSpan | None,
) -> bool:
    """Whether the row is a statistic over a period or operation, and no single incident."""
    if thing.quantity is not None and thing.quantity.per is not None:
        return True
    words = [context.words(i) for i in sorted({event.sentence, sentence})]
    if any(_AGGREGATE.search(w) is not None for w in words):
        return True
    one = any(_ONE_PLACE.search(w) is not None for w in words)
    if day is not None and (day.end - day.start).days > _MONTH:
        # "the farm was confiscated in 2009": a year is the day that nobody remembers
        return not one and (thing.quantity is not None or not _CALENDAR.fullmatch(day.text))
    if any(_CAMPAIGN.search(context.words(i)) for i in context.leads(event.sentence)):
        return True
    if context.text.startswith("offload", event.trigger_start):
        return True  # what a ship brings ashore is the sum of a patrol
    # a campaign that the summary tells of, unless the incident has a day or place of its own
    own = one or (day is not None and _of_incident(context, scenes, event, day))
    return not own and any(_CAMPAIGN.search(context.words(i)) for i in scenes.lead())


_CALENDAR = re.compile(r"(?:19|20)\d\d|(?:last|this) year", re.IGNORECASE)


def _of_incident(context: Context, scenes: Scenes, event: Event, day: DateSpan) -> bool:
    """Whether the day is that of the event's own sentence or incident, and no operation's."""
    told = context.sentence_index(day.start_char)
    if told == event.sentence:
        return True
    same = scenes.of(told) == scenes.of(event.sentence) and not scenes.summary(told)
    return same and (day.end - day.start).days <= _DAYS
