"""Whether a trigger states that an authority took something, and not a power, a plan or a crime."""

from __future__ import annotations

import re

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.types import Event

_BASE_FORM = re.compile(
    r"(?:seize|confiscate|interdict|recover|intercept|find|discover|uncover|impound|nab|forfeit|"
    r"remove|locate|detect|unearth|encounter|expose|get)s?",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"(?:seizure|confiscation|interdiction|interception|forfeiture|bust|haul|discovery|recovery|"
    r"detection|removal)s?",
    re.IGNORECASE,
)
# "was able to seize", "helping the United States seize": a bare verb that tells a fact.
_HELPED = re.compile(
    r"\b(?:help(?:ed|ing)?|led (?:\w+ ){0,4}to|able to|worked to|enabled \w+ to|allowed \w+ "
    r"to)\s+(?:\w+\s+){0,3}$"
    # "help the Navy to seize", "a warrant saw officers seize"
    r"|\bhelp(?:ed|ing)\s[^.;:]{2,60}\sto\s+$"
    r"|\b(?:saw|seen|had|watched)\s+(?:us|(?:[\w’'-]+\s+){0,3}(?:officers|police|agents|detectives|"
    r"deputies|troopers))\s+$",
    re.IGNORECASE,
)
# Words right before the trigger that make it no fact.
_UNREAL = re.compile(
    r"\b(?:will|would|could|can|cannot|may|might|must|should|shall|to|if|unless|not|never|nor|"
    r"neither|without|n[’']t|failed to|before|instead of|whether)\s+"
    r"(?:(?:\w+ly|be|been|have|has|being|get|also|help|ever|the|any)\s+){0,4}$",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\b(?:(?:efforts?|authority|ability|seek\w*|aim\w*|designed|attempt\w*|tr(?:y|ied|ying)|"
    r"work(?:s|ing)?|directs?|propos\w+|prevent\w*|commit(?:s|ted)?|commitment|strategy|goals? of|"
    r"purpose of|subject|allow|(?<!-)authoriz\w+|deadline|plans? (?:for|to)|tools?|"
    r"agree(?:s|d)?|risk|dedicated|ways? (?:of|to)|training|responsible for|permits?|aware that|"
    r"allegations?)\b"
    r"[^.;,]*)$",
    re.IGNORECASE,
)
# Words before a noun ("the seizure of assets") that say it came to pass.
_HAPPENED = re.compile(
    r"(?<!to )(?<!will )\b(?:result(?:ed|ing|s)|led|leading|leads|made|making|announc(?:ed|es|ing)|"
    r"yield(?:ed|ing)|contributed|facilitat(?:ed|ing)|obtained|doubled|tripled|historic|"
    r"largest|biggest|"
    r"following|after|culminat(?:ed|ing)|produc(?:ed|ing)|record)\b[^.;]*$",
    re.IGNORECASE,
)
# "seized and forfeited assets", "the seized funds": an adjective, no event of its own.
_ATTRIBUTIVE = re.compile(r"\s+(?:and|or)\s+(?:forfeited|seized|confiscated)\s", re.IGNORECASE)
_DETERMINED = re.compile(
    r"\b(?:the|these|those|any|all|such|of|for|from|other|illegally|its|their|recently|against|"
    r"previously)\s+$",
    re.IGNORECASE,
)
_NOUN_NEXT = re.compile(r"\s+(?!(?:by|from|in|at|on|and|during|after|as|over|more|an?|the)\b)[a-z]")
_VERDICT = re.compile(
    r"\s+(?:(?:him|her|them|the\s+\w+|that|\w+\s+\w+|[A-Z]\w+)\s+)?(?:not\s+)?(?:guilty|liable|in "
    r"contempt|dead|responsible|innocent|unresponsive)\b",
    re.IGNORECASE,
)
_FORFEITER = re.compile(
    r"\b(?:United States|U\.?S\.?|government|department|court|agents|authorities)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
# "the court entered an order forfeiting": a part of the sentence.
_BY_ORDER = re.compile(r"\b(?:court|judge)\b[^.;]*\border", re.IGNORECASE)
# "9 in 10 guns recovered", "80 percent of the pills seized": what is said of things long taken.
_RATIO = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine)\s+(?:in|out\s+of)\s+(?:every\s+)?"
    r"(?:\d+|three|four|five|six|seven|eight|nine|ten)\b(?!\s+(?:days|weeks|months|hours))[^,;]*$"
    r"|(?:percent|per\s+cent|%)\s+of\s+(?:all\s+|the\s+)?[^,;]*$",
    re.IGNORECASE,
)
# Who takes things without being an authority.
_WRONGDOER = re.compile(
    r"\b(?:defendants?|traffickers?|(?:co-)?conspirators?|smugglers?|recruiters?|employers?|"
    r"abusers?|perpetrators?|robbers?|gunmen|pirates|regime|rebels|militants|terrorists|"
    r"insurgents|hijackers|gang members?|companies|company|founders?|operators|(?-i:forces)|he|she)"
    r"(?:\s+(?:also|then|had|have|has|allegedly|later|illegally|unlawfully|would|and\s+\w+))*\s*$",
    re.IGNORECASE,
)
_ADVERBS = re.compile(r"(?:\s+(?:also|then|had|have|has|\w+ly|later|and\s+his\s+\w+))*\s*")
_OFFICER_TITLE = re.compile(
    r"\b(?:agent|officer|trooper|deputy|sgt\.?|sergeant|cpl\.?|corporal|detective|inspector|"
    r"constable|lieutenant|investigator)\s+$",
    re.IGNORECASE,
)
# Money won back in court for the public purse or for victims is not taken from anyone's hands.
_CIVIL = re.compile(
    r"\b(?:False Claims Act|settle(?:d|ments?)|back ?wages|restitution|whistleblower|taxpayers?|"
    r"damages|qui tam|refunds?|penalt(?:y|ies)|for (?:victims|consumers|workers))\b",
    re.IGNORECASE,
)


def stated(context: Context, event: Event) -> bool:
    """Whether the event states a taking by an authority.

    A bare verb ("seize assets") states one only behind "helped" or in a headline; a noun ("the
    seizure of assets") only with an amount or behind a word that says it happened; what defendants
    or a regime take is a crime, and what a court awards is money.
    """
    text = context.text
    sentence = context.sentences[event.sentence]
    trigger = text[event.trigger_start : event.trigger_end]
    before = text[max(sentence.start_char, event.trigger_start - 70) : event.trigger_start]
    headline = sentence.zone == "headline"
    helped = _HELPED.search(before) is not None
    searched = event.source == "seizure.search.yielded"  # "consent to search …, which led to"
    if not (helped or searched) and (
        _UNREAL.search(before)
        or (not _PAST.match(trigger) and _PURPOSE.search(_scope(before, trigger)))
    ):
        return False
    if _ATTRIBUTIVE.match(text, event.trigger_end) or _adjective(context, event, before):
        return False
    if event.source.startswith("seizure.f") and _VERDICT.match(text, event.trigger_end):
        return False
    if event.source.startswith("seizure.re") and _CIVIL.search(
        text, sentence.start_char, sentence.end_char
    ):
        return False
    if event.source == "seizure.forfeit.active" and (
        not _FORFEITER.search(before) or _BY_ORDER.search(before)
    ):
        return False
    if _RATIO.search(text, sentence.start_char, event.trigger_start):
        return False
    if lexicon()[event.source].voice.startswith("active") and _wrongdoer(context, event, before):
        return False
    loose = event.source.startswith("seizure.loose.") and not _CAUGHT.match(trigger)
    if loose and not _at_hand(context, event):
        return False
    if _BASE_FORM.fullmatch(trigger):
        return headline or helped
    if _GERUND.match(trigger) and _UNREAL_BEFORE.search(
        text, sentence.start_char, event.trigger_start
    ):
        return False
    if event.source == "seizure.compound":
        return bool(_HAPPENED.search(before)) or any(
            q.unit not in _NO_AMOUNT
            for q in context.quantities_in(event.trigger_start - 40, event.trigger_start)
        )
    if _NOUN.match(trigger) and _PENDING.search(text, event.trigger_end, sentence.end_char):
        return False
    if _NOUN.match(trigger):
        end = min(event.trigger_end + 60, sentence.end_char)
        return bool(_HAPPENED.search(before)) or any(
            q.unit not in _NO_AMOUNT for q in context.quantities_in(event.trigger_end, end)
        )
    return True


# Officers at work, or the search, stop or port at which they are.
_OFFICERS = re.compile(
    r"\b(?:agents?|officers?|deput(?:y|ies)|troopers?|investigators?|detectives?|inspectors?|"
    r"police|specialists?|authorities|law enforcement|soldiers|marines|personnel|elements|units?|"
    r"guards?(?:men)?|crews?|inspection|search(?:ed|es)?|warrants?|raid(?:ed|s)?|canine|K-?9|"
    r"customs|constable|sheriff|patrol|x-?ray(?:ed)?|scan|traffic stop|operation)\b",
    re.IGNORECASE,
)


def _at_hand(context: Context, event: Event) -> bool:
    """Whether officers are at work in the sentence or the two before it, as words that may tell of
    anyone ("took", "was carrying", "inside were") need.
    """
    near = range(max(0, event.sentence - 2), event.sentence + 1)
    return any(
        _OFFICERS.search(context.words(i))
        or context.mentions_in(
            context.sentences[i].start_char, context.sentences[i].end_char, "AGENCY"
        )
        for i in near
        if context.sentences[i].zone not in ("boilerplate", "quotation")
    )


_CAUGHT = re.compile(r"(?:was |were )?(?:found|discovered|caught)\b", re.IGNORECASE)
_NO_AMOUNT = frozenset(("year", "month", "day", "percent"))
_PENDING = re.compile(r"\b(?:is|are|remains?) (?:still )?pending\b")
_GERUND = re.compile(r"\w+ing\b", re.IGNORECASE)
_UNREAL_BEFORE = re.compile(
    r"\b(?:will|would|could|should|ability to|able to|can|those|anyone|authorit(?:y|ies) to|"
    r"efforts to|mean|means)\b",
    re.IGNORECASE,
)


# A verb that no purpose before it governs: "officers working the port took".
_PAST = re.compile(r"(?:took|found|came|got|gave|laid|dug)\b", re.IGNORECASE)


def _scope(before: str, trigger: str) -> str:
    """The words before the trigger in which a purpose may govern it."""
    return before if _NOUN.match(trigger) else _clause(before)


def _clause(before: str) -> str:
    """The part of ``before`` that a purpose in it may govern: behind its last full verb."""
    verbs = list(_DID.finditer(before))
    return before[verbs[-1].end() :] if verbs else before


_DID = re.compile(r"\b(?:resulted in|led to|leading to|resulting in|and)\b", re.IGNORECASE)


def _adjective(context: Context, event: Event, before: str) -> bool:
    """Whether the trigger is an adjective of what follows; not behind an amount ("30 kg of")."""
    participle = context.text[event.trigger_start : event.trigger_end].endswith("ed")
    if not event.source.endswith(".active") or not participle or not _DETERMINED.search(before):
        return False
    if not _NOUN_NEXT.match(context.text, event.trigger_end):
        return False
    return not any(
        event.trigger_start - q.end_char < 6
        for q in context.quantities_in(event.trigger_start - 40, event.trigger_start)
    )


_NO_SUBJECT = re.compile(r"\b(?:in|at|near|from|of|off|outside|around|by|with|against)\s+$")


def _wrongdoer(context: Context, event: Event, before: str) -> bool:
    """Whether the subject right before the verb is an accused, a person or a regime."""
    if _WRONGDOER.search(before):
        return True
    text = context.text
    for m in context.mentions_in(event.trigger_start - 60, event.trigger_start, "PERSON", "CARTEL"):
        if _NO_SUBJECT.search(text, max(0, m.start_char - 12), m.start_char):
            continue  # "raided a home in Stanwick and seized"
        if m.start_char >= event.start_char and _ADVERBS.fullmatch(
            text, m.end_char, event.trigger_start
        ):
            return not _OFFICER_TITLE.search(text[max(0, m.start_char - 14) : m.start_char])
    return False
