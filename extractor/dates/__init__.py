"""Dates in running English prose, resolved to days; usable alone.

    >>> import datetime as dt
    >>> from extractor import dates
    >>> text = "He was arrested last Tuesday and will be sentenced on March 5."
    >>> for span in dates.find(text, anchor=dt.date(2022, 10, 13)):
    ...     print(span.text, span.start, span.end, span.granularity)
    last Tuesday 2022-10-11 2022-10-11 day
    March 5 2023-03-05 2023-03-05 day
    >>> for timex in dates.timexes("Prices rose for three months, then fell each week."):
    ...     print(timex.text, timex.type, timex.value)
    three months DURATION P3M
    each week SET P1W

One grammar, two views: :func:`find` gives what holds to a place in the calendar, as inclusive days;
:func:`timexes` gives TIMEX3 expressions, with durations, rates and vague times.

Who does what:

- ``lexer`` cuts the text into islands of date words (``date_words``, ``holidays`` in the lexicons);
- ``cascade`` and the ``*_rules`` turn an island into meanings (``expressions``);
- ``guards`` refuse what only looks like a date: statutes, counts, addresses, names
  (``date_guards``);
- ``tense`` tells which way a date without a year looks (``date_tense``), ``resolve`` gives it its
  days, with the arithmetic of ``calendar``;
- ``normalise`` is the one door to ``dateparser``. It is handed single tokens that the lexer
  proposes and cannot read ("05JAN2019"), never prose, and its answer must hold the token's own
  figures. Everything else is resolved here: on prose, it takes "and we" for a Wednesday.

A partial date looks back, as releases do, unless the verb before it looks ahead ("will be sentenced
on March 5") or the date ahead is at least twice as near. Weeks run Monday to Sunday; fiscal years
are the federal ones; early, mid and late are years 0-3, 4-6 and 7-9 of a decade, a third of a year
or month; "since" ends on the anchor and "through" begins on it; "the past year" is the year up
to it.
"""

from extractor.dates.finder import find, find_with_issues
from extractor.dates.timex import Timex, timexes

__all__ = ["Timex", "find", "find_with_issues", "timexes"]
