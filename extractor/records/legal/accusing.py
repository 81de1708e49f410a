"""Words that accuse elsewhere and nobody here: a bill, a task, a plan, a civil suit, mercy."""

from __future__ import annotations

import re

from extractor.records.context import Context
from extractor.records.legal import offenses
from extractor.types import Event

# "charged junk fees", "the price charged for", "an agency charged with convening experts"
_BILLED = re.compile(
    r"\s+(?:an?\s+)?(?:[$€£]|(?!with\b)(?:[\w-]+\s+){0,3}?(?:fees?|interest|rent|tuition|prices?|premiums?|tolls?)\b)"
)
_PRICE = re.compile(
    r"\b(?:fees?|prices?|rates?|interest|premiums?|amounts?|tolls?|tuition)\s+(?:\w+\s+){0,2}$",
    re.I,
)
_TASKED = re.compile(r"\s+(?:[A-Z][^.;]{0,80}\s+)?with\s+(?:\w+ly\s+)?\w+ing\b")
_PLANNED = re.compile(
    r"\b(?:propos|plan|plot|discuss|suggest|consider|attempt|threaten|imagin)\w*\s+(?:\w+\s+)?$",
    re.I,
)
_CIVIL = re.compile(
    r"\b(?:civil|SEC|CFTC|FTC|Securities\s+and\s+Exchange\s+Commission|Federal\s+Trade\s+Commission|"
    r"Commodity\s+Futures\s+Trading\s+Commission)\b(?!\s+[Rr]ights)(?=[^.;]*\b(?:complaint|charg|suit|action)|\s*\Z)"
)
# "A person convicted of it is liable to a fine"
_ANYBODY = re.compile(
    r"(?:An?|Any|Every)\s+(?:person|individual|one|passenger|travell?er|offender|company|body\s+corporate)\b"
    r"[^.;]{0,200}\b(?:is|are|may\s+be|shall\s+be|will\s+be|can\s+be|could\s+be)\s+(?:\w+\s+)?"
    r"(?:liable|punishable|subject|fined|imprisoned|jailed)\b",
    re.I,
)
_CRIMINAL = re.compile(r"\b(?:criminal|indict\w+|grand\s+jury|felony|arrest\w*)\b", re.I)
_FORGIVEN = re.compile(r"\b(?:commut\w+|pardon\w*)\s+(?:\w+\s+){0,3}$", re.I)


def accuses_nobody(context: Context, event: Event) -> bool:
    """Whether "charged" means billed or given a task, or the words what is planned or forgiven."""
    text, start = context.text, event.trigger_start
    s = context.sentences[event.sentence]
    if _ANYBODY.match(text, s.start_char, s.end_char):
        return True
    left = text[max(0, start - 60) : start]
    if event.source.startswith("legal.charged"):
        behind = text[event.trigger_end : min(s.end_char, event.trigger_end + 160)]
        if _BILLED.match(behind) or _PRICE.search(left):
            return True
        tasked = _TASKED.match(behind) and not offenses.names_crime(behind)
        people = context.mentions_in(s.start_char, start, "PERSON")
        return bool(tasked) and not any(" " in m.text for m in people)
    behind = text[event.trigger_end : min(s.end_char, event.trigger_end + 60)]
    if event.source == "legal.charging" and _BILLED.match(behind):
        return True
    if _CIVIL.search(text, s.start_char, event.trigger_end) and not _CRIMINAL.search(
        text, s.start_char, s.end_char
    ):
        # a regulator's complaint is no charge
        return event.source in ("legal.charges.against", "legal.charging")
    return bool((_PLANNED if event.source == "legal.arresting" else _FORGIVEN).search(left))
