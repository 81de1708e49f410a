"""Whether a trigger states a designation: a power, a status, another sense of the word is none."""

from __future__ import annotations

import re

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.records.designations import actors, kinds
from extractor.types import Event

_AUTHORISES = re.compile(
    r"\b(?:authoriz\w+|provides? for|allow\w*|basis for|subject to|evad\w+|evasion of|lift\w*|"
    r"requir\w+|condemn\w*|violat\w+|past(?! (?:week|month|year|decade))|previous|"
    r"ongoing|easing|relief from|remov\w+|"
    r"maintain\w+|complet\w+|"
    r"amending|updating|renew(?:ed|ing)|extending|reviewing|"
    r"snapback|waiv\w+|consider\w*|propos\w+|power "
    r"to)\b(?:(?!\b(?:is|are|has|have|had|was|were|we|today)\b)[^.;,])*$",
    re.IGNORECASE,
)
# "Once the Secretary designates an official, ...": how the law works, no act under it.
_IN_GENERAL = re.compile(
    r"\b(?:once|whenever|in cases where|if|any (?:person|entity|individual))\s+(?:the|a|an)?\b",
    re.IGNORECASE,
)
_SUBJECT_BEFORE = re.compile(
    r"(?:Treasury|State|OFAC|Department|Office|United States|U\.S\.|US|Administration|action|also|"
    r"Kingdom|Union|Canada|Australia|Commerce|President \w+)\s+$"
)
_STATUS_WORD = re.compile(r"(?:designated|sanctioned|blacklisted|(?:re-?)?listed)", re.IGNORECASE)
_STATUS_BEFORE = re.compile(
    r"(?:\b(?:an?|the|any|other|another|these|those|specially|U\.S\.|newly|such|of|to|from|with|"
    r"against|on|by|involving|separately)\s+|\bauthority,\s+|-)$",
    re.IGNORECASE,
)
# The yearly determinations on drug transit countries are acts of law, not sanctions.
_OTHER_SENSE = re.compile(
    r"drug[- ](?:transit|producing)|non-NATO ally|[“\"]extremist|"
    r"\b(?:as|to be)\s+(?:the\s+)?(?-i:(?:Chief|Acting) [A-Z])|"
    r"Temporary Protected|national monument|wilderness|official language",
    re.IGNORECASE,
)
# "designated X as Y": Y is what sanctions and listings make of a target.
# "designated her to serve", "designated three officials to identify": a task, no sanction.
_TASK_GIVEN = re.compile(
    r"(?:(?!\s(?:for|who|that|which)\s).){0,110}?\sto\s(?:serve|act|be|meet|identify|lead|represent|assist|oversee|coordinate|"
    r"receive|head|chair|help|work|fill|replace|carry|perform|attend|review)\b"
)
_INTENDS = re.compile(r"\bintends?\s(?:also\s)?$")  # the notice that the law asks for
# "took action against six employees" is of staff, unless a sanction stands beside it.
_ACTION_WORDS = re.compile(
    r"\b(?:sanction|designat|block|E\.O\.|Executive Order|OFAC|Treasury|visa|asset|terroris|"
    r"pursuant|under\s(?:its|the)\s)",
    re.IGNORECASE,
)
_OF_STAFF = re.compile(
    r"\b(?:employment|disciplinary|personnel|legal|enforcement|administrative|civil|criminal|"
    r"court|regulatory|police|military)\b",
    re.IGNORECASE,
)
_ACTION = ("designation.action", "designation.target.verb")
_OF_A_COURT = re.compile(r"\b(?:judges?|courts?|magistrate)\b", re.IGNORECASE)
_BY_A_COURT = re.compile(
    r"\bby\s+(?:[\w.’']+\s+){0,4}?(?:judges?|courts?|magistrate)\b", re.IGNORECASE
)
_ROLE_GIVEN = re.compile(
    r"(?:(?!\s(?:who|that|which|for|because|known)\s).){0,60}?"
    r"\s(?:as|to be)\s+(?:an?\s+|the\s+|its\s+)?"
)
_SANCTIONED_AS = re.compile(
    r"\b(?:terroris|traffick|kingpin|specially|transnational|criminal|proliferat|sponsor|gang|threat|"
    r"blocked|foreign|sanction|block|result|amended|part|well\b(?! as)|SDG?N?T?|FTO|TCO|being|"
    r"persona|(?:\w+ly )?ineligible|countr(?:y|ies) of particular|"
    r"subject|target|asset|significant|leader|official|member|human rights|an? individual|person)",
    re.IGNORECASE,
)
_TITLES = ("headline", "heading")
_ROLE_REACH = 60  # characters
_SANCTIONS = re.compile(
    r"\b(?:sanction(?:s|ed|ing)|terroris\w+|OFAC|Foreign Assets|narcotics|traffick\w+|corrupt\w*|"
    r"7031|Entity List|[Cc]artels?|blocked|visa restrictions|human rights|proliferat\w+|"
    r"Sanctions (?:List|Committee)|restrictive measures|asset freezes?|travel bans?|"
    r"export privileges|Export Administration|Particular Concern|"
    r"Executive Order \d+|E\.O\. \d+)\b"
)


# Words of other trades too: they state an act only in a release that speaks of sanctions.
_OF_ANY_TRADE = frozenset(
    (
        "designation.listing",
        "designation.listing.noun",
        "designation.list.terrorist",
        "designation.on_list",
        "designation.includes.noun",
        "designation.block.property",
        "designation.frozen",
        "designation.assets.frozen",
        "designation.blocking",
        "designation.visa.renders",
        "designation.report",
        "designation.targets.of",
        "designation.visa.barred",
        "designation.visa.bar",
        "designation.so_too",
        "designation.apply",
        "designation.aim",
        "designation.subject.active",
        "designation.amend",
    )
)
# At a border people are kept out every day: it is a sanction where the release speaks of one.
_KEPT_OUT = "designation.visa.kept_out"
_BANS = re.compile(
    r"\b(?:travel|entry|visa) (?:bans?|restrictions)\b|\bsanction(?:s|ed|ing)\b|\bineligible\b",
    re.IGNORECASE,
)


def states_act(context: Context, event: Event, *, about_sanctions: bool) -> bool:
    """Whether the event's clause says that somebody was designated, sanctioned or sought.

    ``about_sanctions`` is what :func:`speaks_of_sanctions` says of the release.
    """
    asserted = (
        event.subtype == "reward_offered"
        or event.source == "designation.faces"
        or _INTENDS.search(context.text[max(0, event.trigger_start - 20) : event.trigger_start])
    )
    if event.modality == "negated" and event.subtype != "reward_offered":
        return False
    if event.modality == "possible" and not asserted:
        return False
    if event.source in _OF_ANY_TRADE and not about_sanctions:
        return False
    text = context.text
    if event.source == _KEPT_OUT and not _BANS.search(text):
        return False
    sentence = context.sentences[event.sentence]
    if event.source in _ACTION and (
        _OF_STAFF.search(text, event.trigger_start, event.trigger_end)
        or not any(
            _ACTION_WORDS.search(text, s.start_char, s.end_char)
            for s in context.sentences[max(0, event.sentence - 1) : event.sentence + 2]
        )
    ):
        return False
    before = text[max(0, event.trigger_start - 60) : event.trigger_start]
    trigger = text[event.trigger_start : event.trigger_end]
    heads_list = text[sentence.end_char - 1] == ":" and before.lower().endswith("those ")
    if _STATUS_WORD.fullmatch(trigger) and _STATUS_BEFORE.search(before) and not heads_list:
        return False
    ahead = text[sentence.start_char : event.trigger_start].rstrip()
    quoted = ahead[:-1].rstrip() if ahead.endswith(("“", '"')) else ahead
    in_prose = sentence.zone not in _TITLES and (
        quoted[-1:].isalnum() or ahead.endswith((",", "("))
    )
    if trigger[0].isupper() and in_prose:
        return False  # part of a name or title: "Specially Designated", "Imposing Sanctions on"
    if any(
        m.start_char <= event.trigger_start < m.end_char
        or m.start_char < event.trigger_end < m.end_char
        for m in context.mentions_in(sentence.start_char, event.trigger_end, "LAW", "PROGRAM")
    ):
        return False  # the title of an order: "Imposing Sanctions on Foreign Persons"
    if trigger.lower() == "sanctions" and not _SUBJECT_BEFORE.search(before):
        return False  # the noun: "Bolster Sanctions Enforcement"
    if _IN_GENERAL.search(text, sentence.start_char, event.trigger_end):
        return False
    if _AUTHORISES.search(before) or _OTHER_SENSE.search(
        text, sentence.start_char, sentence.end_char
    ):
        return False
    if "designat" not in trigger.lower():
        return event.subtype != "sanctioned" or not _by_a_court(context, event)
    return _is_sanction(context, event, about_sanctions)


def _by_a_court(context: Context, event: Event) -> bool:
    """Whether a court sanctions somebody: it is the subject, or stands behind "by"."""
    text, sentence = context.text, context.sentences[event.sentence]
    if lexicon()[event.source].voice == "passive":
        return _BY_A_COURT.search(text, event.trigger_end, sentence.end_char) is not None
    acting = actors.subject(context, event) or actors.has_subject(context, event)
    return not acting and bool(_OF_A_COURT.search(text, sentence.start_char, event.trigger_start))


def _is_sanction(context: Context, event: Event, about_sanctions: bool) -> bool:
    """Whether "designate" has the sense of a sanction: by what it makes of its object, else by
    what the release is about.
    """
    text = context.text
    sentence = context.sentences[event.sentence]
    if _TASK_GIVEN.match(text, event.trigger_end, sentence.end_char):
        return False
    given = _ROLE_GIVEN.match(text, event.trigger_end, sentence.end_char)
    if given is None:
        end = min(event.trigger_end + _ROLE_REACH, sentence.end_char)
        return about_sanctions or any(
            noun.group().endswith("s") for noun, _ in kinds.heads(text, event.trigger_end, end)
        )
    end = min(given.end() + _ROLE_REACH, sentence.end_char)
    return _SANCTIONED_AS.search(text, given.end(), end) is not None


def speaks_of_sanctions(text: str) -> bool:
    """Whether a release is of the kind in which "designate" means a sanction."""
    return _SANCTIONS.search(text) is not None
