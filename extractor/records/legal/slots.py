"""What the words around a legal trigger say: prison term, supervised release, money, day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.records.context import Context
from extractor.records.legal.nouns import MOST, NUMBER, number
from extractor.types import DateSpan, Quantity

LIFE = 9999


@dataclass(frozen=True, slots=True)
class Found:
    """A slot's value and the characters that gave it."""

    value: str | int | float
    start_char: int
    end_char: int


_NOT_IMPOSED = re.compile(
    r"\b(?:maximum|up\s+to|faces?|facing|punishable|statutory|mandatory|minimum|could|carr(?:y|"
    r"ies)|recommend\w*|if\s+convicted|penalt\w+|no\s+(?:more|less)\s+than|"
    r"rang(?:ing|ed?|es)\s+from|between)\b",
    re.I,
)
_PRISON_AFTER = re.compile(
    r"[\s,’'-]*(?:\(\w+\)\s*)?(?:and\s+(?:a|one)\s+day\s*)?(?:(?:in|of|behind|to|at|"
    r"custody)\s+)?(?:(?:a|the|u\.s\.|federal|state|each|concurrent\w*|consecutive|total|Texas|"
    r"county)\s+)*"
    r"(?:prison|imprisonment|incarceration|confinement|custody|bars|jail|penitentiary|detention|"
    r"sentence|term|behind)",
    re.I,
)
_PRISON_BEFORE = re.compile(
    r"(?:sentenced\s+(?:\S+\s+){0,14}?to\s+(?:serve\s+)?(?:a\s+(?:total\s+of\s+|term\s+of\s+)?|"
    r"an?\s+|concurrent\s+\w+\s+of\s+|\w+\s+terms?\s+of\s+)?|"
    r"to\s+serve\s+(?:a\s+)?|sentences?\s+of\s+|imprisonment\s+(?:for|"
    r"of)\s+(?:a\s+term\s+of\s+)?|prison\s+(?:for|terms?\s+of)\s+|(?:received|given|serving|"
    r"got|handed|served|serve)\s+(?:down\s+)?(?:a\s+|an\s+)?(?:terms?\s+of\s+)?|(?:spend|"
    r"behind\s+bars\s+for|"
    r"(?:(?:jailed|imprisoned)(?:\s+(?:him|her|them|both|[A-Z]\w+(?:\s[A-Z]\w+)?))?|locked\s+up|put\s+away|"
    r"sent\s+(?:down|to\s+(?:jail|prison)))\s+for)\s+"
    r"(?:a\s+(?:total\s+of\s+)?)?|to\s+|prison\s+sentences?\s+of\s+|and\s+)$",
    re.I,
)
_RELEASE_AFTER = re.compile(
    r"[\s,’'-]*(?:(?:term|period)\s+of\s+|of\s+|in\s+|on\s+)?(?:(?:a|post-release|"
    r"mandatory)\s+)?(?:term\s+of\s+|period\s+of\s+)?(?:federal\s+)?supervised[\s-]release",
    re.I,
)
_RELEASE_BEFORE = re.compile(
    r"(?:supervised\s+release\s+(?:for|of|term\s+of|to\s+last)|\bsupervised\s+for)\s+"
    r"(?:a\s+\w+\s+of\s+)?$",
    re.I,
)
_OTHER_TERM = re.compile(
    r"[\s,’'-]*(?:of\s+)?(?:\w+\s+)?(?:supervised|probation|home|community|house|supervision|"
    r"after(?!\s+(?:\w+ing|he|she|they|(?:a|an|his|her|their|the)\s+(?:\w+\s+)?(?:trial|jury|guilty|plea|"
    r"hearing))\b)|"
    r"before(?!\s+\w+ing\b)|ago|investigation|old|later|conspiracy|on\s+probation|trial|jury|"
    r"period|"
    r"on\s+licen[cs]e)|[\s,’'-]*(?:of\s+)?(?:[\w-]+\s+){0,3}?(?:orders?|bans?|disqualification|"
    r"licen[cs]e|curfew)\b",
    re.I,
)
# A sentence that is suspended, or served at home, is none in prison.
_SUSPENDED = re.compile(
    r"[\s,’'-]*(?:of\s+)?(?:(?:prison|jail|custodial|imprisonment|sentence|term|in\s+(?:prison|"
    r"jail))[\s,’']+){0,2}"
    r"(?:(?:which|that)\s+(?:was|were|is)\s+|wholly\s+|fully\s+|all\s+)*suspended\b",
    re.I,
)
_CONDITIONAL = re.compile(
    r"\b(?:suspended|conditional|deferred)\s+(?:\w+\s+)?(?:sentences?|terms?)\s+of\s+$", re.I
)
_NEXT_SHARE = re.compile(r"(?:,|,?\s+and)\s+\w+\s+(?:years?|months?)\b", re.I)
_LIFE = re.compile(
    r"\b(?:life\s+(?:in\s+(?:\w+\s+)?prison|imprisonment|sentences?|terms?(?!\s+of\s+sup)|without|"
    r"plus|behind)|\bserving\s+life\b|"
    r"sentenced\s+(?:\S+\s+){0,5}?to\s+(?:serve\s+)?(?:\w+\s+)?life)\b",
    re.I,
)
_MONTHS = {"year": 12.0, "month": 1.0, "week": 12 / 52, "day": 1 / 30.44}


def _months(q: Quantity) -> int:
    return (
        int(q.value * _MONTHS[q.unit] + 0.5) if q.unit != "day" else int(q.value * _MONTHS[q.unit])
    )


_DISTRIBUTED = re.compile(
    rf"\b({NUMBER}(?:(?:,\s+|,?\s+and\s+){NUMBER})+)[\s-]+(month|year)s?\b", re.I
)


def _distributed(text: str, start: int, end: int) -> list[Found]:
    """The terms of "to 120, 96 and 60 months", which share one unit."""
    m = _DISTRIBUTED.search(text, start, end)
    if m is None or _NOT_IMPOSED.search(text, max(start, m.start() - 60), m.start()):
        return []
    out = []
    for n in re.finditer(rf"(?<![\w-]){NUMBER}(?![\w-])", m[1], re.I):
        value = number(n.group())
        if value is None:
            return []
        at = m.start(1) + n.start()
        out.append(Found(value * int(_MONTHS[m[2].casefold()]), at, at + len(n.group())))
    return out


def prison_terms(
    context: Context, start: int, end: int, *, apart: bool = False, bare: bool = False
) -> list[Found]:
    """Prison terms imposed in ``text[start:end]``, in months (:data:`LIFE` for life), in order.

    ``apart`` keeps "30 years and 70 months" two terms, as where two defendants share them; ``bare``
    takes a term that no word calls one, as in a table's column.
    """
    text = context.text
    if apart and (shares := _distributed(text, start, end)):
        return shares
    out: list[Found] = []
    waiting: list[Found] = []
    skip = -1
    quantities = context.quantities_in(start, end, *_MONTHS)
    for n, q in enumerate(quantities):
        if q.start_char < skip or q.value >= MOST:
            continue
        left = text[max(start, q.start_char - 90) : q.start_char]
        right = text[q.end_char : q.end_char + 70]
        if _NOT_IMPOSED.search(left[-60:]) or _OTHER_TERM.match(right):
            continue
        if _RELEASE_AFTER.match(right) or _RELEASE_BEFORE.search(left):
            continue
        if _SUSPENDED.match(right) or _CONDITIONAL.search(left):
            continue
        after = _PRISON_AFTER.match(right)
        months = _months(q)
        last = q.end_char
        # "three years and four months"
        if n + 1 < len(quantities) and not apart:
            nxt = quantities[n + 1]
            joint = text[q.end_char : nxt.start_char]
            if re.fullmatch(r",?\s*(?:and\s+)?", joint) and _MONTHS[nxt.unit] < _MONTHS[q.unit]:
                months, last, skip = months + _months(nxt), nxt.end_char, nxt.end_char
                after = after or _PRISON_AFTER.match(text[last : last + 70])
        if re.search(r"\blife\s+plus\s+$", left):
            continue
        if after or bare or _PRISON_BEFORE.search(left):
            out.append(Found(months, q.start_char, last))
        elif apart and _NEXT_SHARE.match(right):
            # "50 years, 35 years and 35 years in prison, respectively"
            waiting.append(Found(months, q.start_char, last))
            continue
        if waiting and out:
            out[-1:-1] = waiting
        waiting = []
    for m in _LIFE.finditer(text, start, end):
        if not _NOT_IMPOSED.search(text, max(start, m.start() - 60), m.start()):
            out.append(Found(LIFE, m.start(), m.end()))
    return sorted(out, key=lambda f: f.start_char)


def supervised_release(context: Context, start: int, end: int) -> list[Found]:
    """Terms of supervised release imposed in ``text[start:end]``, in months."""
    text = context.text
    out = []
    for q in context.quantities_in(start, end, "year", "month"):
        left, right = (
            text[max(start, q.start_char - 60) : q.start_char],
            text[q.end_char : q.end_char + 60],
        )
        if (_RELEASE_AFTER.match(right) or _RELEASE_BEFORE.search(left)) and not (
            _NOT_IMPOSED.search(left) or q.value >= MOST
        ):
            out.append(Found(_months(q), q.start_char, q.end_char))
    if not out:
        for m in re.finditer(
            r"life(?:time)?\s+(?:of\s+|term\s+of\s+)?supervised\s+release|"
            r"supervised\s+release\s+for\s+life",
            text[start:end],
            re.I,
        ):
            out.append(Found(LIFE, start + m.start(), start + m.end()))
    return out


_PAY = re.compile(
    r"\b(?:fines?d?|restitution|forfeit\w*|money\s+judgment|ordered\s+to\s+pay|pay\b|repay|"
    r"special\s+assessment|penalt(?:y|ies)|disgorge\w*)",
    re.I,
)
_LOSS = re.compile(
    r"\b(?:loss(?:es)?|fraud\w*|launder\w*|worth|valued|scheme|stole|bribes?|obtained|revenue|"
    r"received|profits?|seized|gross)\b",
    re.I,
)


def money_ordered(context: Context, start: int, end: int, sentenced: bool) -> list[Found]:
    """Fines, restitution and forfeiture ordered in ``text[start:end]``, in U.S. dollars.

    Before a sentence only a forfeiture counts as ordered; a fine or restitution is still to come.
    """
    text = context.text
    out = []
    for q in context.quantities_in(start, end, "USD"):
        left = text[max(start, q.start_char - 110) : q.start_char]
        right = text[q.end_char : min(end, q.end_char + 60)]
        if _NOT_IMPOSED.search(text, max(start, q.start_char - 220), q.start_char):
            continue
        near = _PAY.search(left) or _PAY_BEHIND.match(right)
        if not near or _LOSS.search(left[-45:]):
            continue
        if sentenced or "forfeit" in (left[-60:] + right).casefold():
            out.append(Found(q.value, q.start_char, q.end_char))
    return out


_PAY_BEHIND = re.compile(
    r"\s*(?:in\s+|of\s+|criminal\s+)?(?:a\s+)?(?:fines?|restitution|forfeit\w*|money\s+judgment)",
    re.I,
)
_NOT_WHEN = re.compile(
    r"\b(?:scheduled|set\s+(?:for|to)|between|until|through|beginning|began|begin|during|"
    r"stemming|involving|"
    r"will\s+be|next|occurr\w+|trial\s+is|hearing|trial\s+(?:in|on)|from\s+(?:approximately|"
    r"about|in|at|around)?\s*$)",
    re.I,
)
# "the Misuse of Drugs Act, 1977"
_OF_LAW = re.compile(r"\b(?:Act|Code|Law|Order|Regulations)(?:\s+of|,)?\s+$")
_SINCE = re.compile(r"\bsince\s+(?:\w+\s+){0,3}$", re.I)
_WHEN_LEAD = re.compile(
    r"(?:\b(?:on|in|of|dated|late|early|earlier|mid|since|by|until|and|back\s+in|about|around|"
    r"approximately|for|over)\s+"
    r"(?:or\s+about\s+|early\s+|late\s+|mid-?\s*)?(?:the\s+)?|[,(–—-]\s*|^\W*)$",
    re.I,
)
# "an indictment returned Oct. 3", "was arrested Nov. 1"
_BARE_LEAD = re.compile(
    r"\b(?:returned|filed|unsealed|handed\s+(?:down|up)|arrested|charged|indicted|sentenced|convicted|"
    r"arraigned|guilty|[Cc]ourt|extradited|detained|custody|surrendered|apprehended)\s+$"
)
_ALLEGES = re.compile(r"\balleg(?:es?|ed|ing)\s+that\b", re.I)
_RELATIVE_DAY = re.compile(
    r"(?:earlier|today|yesterday|this|last|late|tonight|tomorrow|\w+day|in\b|on\b|the\s+past|"
    r"over|during|since|from|between|fiscal)",
    re.I,
)
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whom|where|while|when|whose|resulting|designated|unsealed|following|"
    r"trial)\b",
    re.I,
)
_RETURNED = re.compile(r"\b(?:returned|filed|handed\s+(?:down|up))\b[^.;]{0,60}$", re.I)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date beside a trigger, how far it is from being its day, and the cues that tell."""

    day: DateSpan
    cost: int
    cues: frozenset[str]


def days(
    context: Context, start: int, trigger_start: int, trigger_end: int, end: int
) -> list[Dated]:
    """The dates of ``text[start:end]``, as days of the trigger's event.

    The cheapest is one right behind the trigger, the day on which an indictment was returned, or
    one at the head of the scope.
    """
    text = context.text
    out = []
    for d in context.dates_in(start, end):
        if context.release.published and d.start > context.release.published:
            continue
        before = d.end_char <= trigger_start
        gap = text[d.end_char : trigger_start] if before else text[trigger_end : d.start_char]
        lead = text[max(start, d.start_char - 60) : d.start_char]
        if _OF_LAW.search(lead):
            continue
        cues = {"before" if before else "behind", f"by={d.granularity}"}
        cost = len(gap)
        if before:
            cost = 20 if d.start_char - start < _INITIAL else 60 + cost
        if _SUBORDINATE.search(gap):
            cost += 80
            cues.add("subordinate")
        if _UNSEALED.search(lead):
            cues.add("unsealed")
        elif _RETURNED.search(lead):
            cues.add("returned")
            cost = 30 if before else min(cost, 25)
        if _ANNOUNCED.search(lead) or (before and _ANNOUNCES.search(gap)):
            # "announced today that", "today, X announced the unsealing of"
            cost += 120
            cues.add("announced")
        if _NOT_WHEN.search(lead[-40:]):
            cost += _FAR
            cues.add("other")
        if _SINCE.search(lead):
            cost += _FAR
            cues.add("since")
        if not before and _ALLEGES.search(gap):
            # "an indictment, which alleges that the group moved rifles between May and July"
            cost += _FAR
            cues.add("other")
        adverbial = (
            _WHEN_LEAD.search(lead)
            or _BARE_LEAD.search(lead)
            or _RELATIVE_DAY.match(d.text)
            or not lead.strip()
        )
        if _INSTRUMENT.match(text, d.end_char, end):
            # "in a May 4, 2021, indictment"
            cost = 25
            cues.add("returned")
        elif not adverbial and d.start_char - trigger_end not in (0, 1):
            # "the May 4 murders"
            cost += _FAR
            cues.add("attribute")
        if _TODAY.search(d.text):
            cues.add("today")
        cues.add(f"cost<{next((c for c in _COSTS if cost < c), _FAR)}")
        out.append(Dated(d, cost, frozenset(cues)))
    return out


def shared_days(context: Context, start: int, end: int) -> list[DateSpan]:
    """The dates of ``text[start:end]`` that "respectively" shares out, one each, in order."""
    m = _RESPECTIVELY.search(context.text, start, end)
    out: list[DateSpan] = []
    for d in context.dates_in(start, m.start()) if m else ():
        if out and not _NEXT_DAY.fullmatch(context.text, out[-1].end_char, d.start_char):
            return []
        out.append(d)
    return out if len(out) > 1 else []


_RESPECTIVELY = re.compile(r"\brespectively\b", re.I)
_NEXT_DAY = re.compile(r"[,;]?\s*(?:and\s+)?(?:on\s+)?")
_INSTRUMENT = re.compile(
    r",?\s+(?:(?:superseding|sealed|federal|criminal|grand\s+jury|[\w-]+-count)\s+){0,2}"
    r"(?:indictment|complaint|information)\b",
    re.I,
)
_TODAY = re.compile(r"\b(?:today|yesterday)\b", re.I)
_ANNOUNCED = re.compile(r"\bannounced\s*$", re.I)
_ANNOUNCES = re.compile(r"\bannounced\b", re.I)
_UNSEALED = re.compile(r"\bunsealed\s+(?:\w+\s+){0,2}$", re.I)
# How far into its scope a date stands at its head; the cost of a date that is hardly the event's;
# the steps in which costs are told apart.
_INITIAL = 30
_FAR = 999
_COSTS = (10, 30, 60, 120, 260, _FAR)
