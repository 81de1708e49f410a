"""Amounts in running English prose: value, bound, unit, item, rate, change, links and scope.

    >>> from extractor import quantities
    >>> for q in quantities.find("They seized more than 40 pounds of meth, worth $297,000."):
    ...     print(q.text, q.value, q.bound, q.unit, q.item, q.worth_of, sep=" | ")
    more than 40 pounds | 40.0 | min | pound | meth | None
    $297,000 | 297000.0 | exact | USD | None | 0

:func:`find` needs nothing but a text. Whoever has found dates and names before gives their spans
as ``taken``, and the sentences; alone, it keeps dates, years, clock times, ages, sections,
dockets, telephone numbers, addresses, models, labels ("Goal 1"), scores and ordinals out by its
own guards. A stretch of time that the calendar fixes ("the past five years") is an amount to it,
unless ``taken``. :func:`distinct` drops what repeats in the same words; :func:`term_months` reads
prison terms.

Conventions
-----------
- ``unit`` is singular, in full and in American spelling; words are joined by underscores
  ("metric_ton", "kilometer_per_hour", "percentage_point"). Money has ISO 4217 codes, but
  hundredths stay as written ("cent"). Plain counts have "count" and the noun as ``item``; pills,
  doses, packages, bricks, bundles, vials and rounds of ammunition are units. Decades and
  centuries are years.
- ``value`` is in ``unit``, as RECORDS.md section 2 reads words: "several dozen" 24 and
  "thousands" 2000 with bound ``min``, "40 percent" 40. A share ("half of", "two thirds of", "one
  in five") is a percentage. "Three years and five months" is one amount in the smaller unit.
- ``si_value`` is in the SI unit of ``dimension`` (mass in kilograms; temperatures in kelvin,
  percent as a fraction, information in bytes, fuel economy in metres per cubic metre).
- ``per`` is a period ("month"), a unit ("kilogram", "barrel") or what stands behind "per".
- ``change``: the amount is a difference ("fell by 300 tonnes"), either end of one ("from 14 to
  72"), or a multiple ("twice as many": ``ratio``). A level that is only reached ("rose to 5
  percent") is none.

How it works, and who does what
-------------------------------
``tokens`` and ``numerals`` read a number; ``amounts`` looks right and left of it for a unit
(``units``, from ``lexicons/units.jsonl``), a noun (``phrases``), a range, hedges and a rate
(``words``); ``guards`` refuse what is no amount; ``links`` tie amounts to one another. Each step
looks a bounded number of tokens far, so the time is linear. ``foreign`` is the only door to
quantulum3: a symbol behind a number that our lexicon lacks ("kPa", "mol/L") is looked up in its
table of units. Its parser never sees the text: candidates are ours, and where both know a unit,
ours decides.
"""

from extractor.quantities.finder import distinct, find
from extractor.quantities.terms import LIFE, term_months

__all__ = ["LIFE", "distinct", "find", "term_months"]
