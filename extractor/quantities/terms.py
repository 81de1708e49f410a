"""Prison terms: a phrase that states one, in months."""

from __future__ import annotations

import re

from extractor.quantities.finder import find
from extractor.quantities.units import by_name

LIFE = 9999.0  # months that stand for a life sentence in the records

_LIFE = re.compile(
    r"\blife (?:in (?:federal )?(?:prison|custody)|imprisonment|sentences?|terms?|behind bars"
    r"|without)\b|\b(?:to|for|serving|sentences? of|terms? of|maximum of) (?:mandatory )?life\b"
    r"|^life\b|\blife plus\b",
    re.IGNORECASE,
)


def term_months(phrase: str) -> float | None:
    """The length of the first term that a phrase states, in months.

    Life is 9999, whatever is added to it; the day of "a year and a day" adds nothing. "Time served"
    and a phrase without a term give None: they state no length.

    >>> term_months("three years and five months in prison")
    41.0
    >>> term_months("sentenced to life in prison"), term_months("time served")
    (9999.0, None)
    """
    if _LIFE.search(phrase):
        return LIFE
    month = by_name()["month"].si
    assert month is not None
    for q in find(phrase):
        if q.dimension == "time" and q.si_value is not None:
            return q.value * 12 if q.unit == "year" else round(q.si_value / month, 2)
    return None
