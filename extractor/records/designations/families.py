"""The family and firms that brackets behind a name add: "Ivo Doe (his wife Mara and two firms)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.records.context import Context
from extractor.records.designations import kinds
from extractor.records.designations.target import Target, by_form, group
from extractor.records.legal.nouns import NUMBER

_OPENS = re.compile(
    rf"\s*\((?:(?:and|as well as|including|with)\s+)?(?=(?:his|her|their|its|{NUMBER})\s)",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:\s*[,;]\s+(?:and\s+)?|\s+and\s+)")
_KIN_NAMED = re.compile(
    rf"(?:(?:his|her|their)\s+)?{kinds.KIN},?\s+(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)*)",
    re.IGNORECASE,
)


def in_brackets(context: Context, at: int, end: int) -> Iterator[Target]:
    """The targets in brackets that open at ``at``, if a possessive begins them: named relatives and
    counted groups. "His wife" and "his yacht" without more are left to the name before them.
    """
    text = context.text
    opens = _OPENS.match(text, at, end)
    close = text.find(")", at, end)
    if opens is None or close < 0:
        return
    start, of_people = opens.end(), False
    for cut in (*_CUT.finditer(text, start, close), None):
        stop = cut.start() if cut else close
        kin = _KIN_NAMED.match(text, start, stop)
        if kin and text[kin.start("name")].isupper():
            of_people = True
            yield Target(*kin.span("name"), kin["name"], 1, "individual", named=True)
        elif of_people and (bare := by_form(context, start, stop, "individual")):
            yield bare  # "sons Ivo and Petr"
        elif found := group(context, start, stop):
            of_people = found.kind == "individual"
            if found.count != 1:
                yield found
        start = cut.end() if cut else close
