"""The TIMEX3 view: type and value of what the grammar finds, in sentences of our own."""

from __future__ import annotations

import datetime as dt
import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import dates
from extractor.dates import finder

FRIDAY = dt.date(2013, 3, 22)

CASES = [
    ("day", "The vote is on Nov. 3, 2012.", "DATE 2012-11-03"),
    ("weekday behind", "The bank said Tuesday it lost money.", "DATE 2013-03-19"),
    ("weekday ahead", "The bank will report on Tuesday.", "DATE 2013-03-26"),
    ("month", "It opened in March 2012.", "DATE 2012-03"),
    ("year", "It opened in 1998.", "DATE 1998"),
    ("decade", "It opened in the 1990s.", "DATE 199"),
    ("part of a decade", "It opened in the late 1970s.", "DATE 197 END"),
    ("century", "It opened in the 19th century.", "DATE 18"),
    ("season", "It opened in the summer of 2012.", "DATE 2012-SU"),
    ("quarter", "It opened in the third quarter of 2012.", "DATE 2012-Q3"),
    ("bare quarter", "Third-quarter profit rose.", "DATE 2012-Q3"),
    ("half", "It opened in the first half of 2012.", "DATE 2012-H1"),
    ("today", "It opened today.", "DATE 2013-03-22"),
    ("last week", "It opened last week.", "DATE 2013-W11"),
    ("weekend", "It opened over the weekend.", "DATE 2013-W11-WE"),
    ("last month", "It opened last month.", "DATE 2013-02"),
    ("next year", "It will open next year.", "DATE 2014"),
    ("early month", "It will open in early June.", "DATE 2013-06 START"),
    ("days ago", "It opened three days ago.", "DATE 2013-03-19"),
    ("weeks ago", "It opened two weeks ago.", "DATE 2013-W10"),
    ("year ago", "It opened a year ago.", "DATE 2012"),
    ("decade ago", "It opened a decade ago.", "DATE 200"),
    ("year earlier", "Profit rose from a year earlier.", "DATE 2012"),
    ("year-ago", "It lost money in the year-ago period.", "DATE 2012"),
    ("day earlier", "It had closed a day earlier.", "DATE 2013-03-21"),
    ("year-end", "It will close by year-end.", "DATE 2013 END"),
    ("end of the year", "It will close by the end of the year.", "DATE 2013 END"),
    ("definite unit", "Sales fell in the quarter.", "DATE 2013-Q1"),
    ("time of day", "It opened this morning.", "TIME 2013-03-22TMO"),
    ("last night", "It opened last night.", "TIME 2013-03-21TNI"),
    ("tonight", "It opens tonight.", "TIME 2013-03-22TNI"),
    ("day and part of day", "It hit on Wednesday afternoon.", "TIME 2013-03-20TAF"),
    ("clock and day", "It hit at 5 p.m. Monday.", "TIME 2013-03-18T17:00"),
    ("clock with zone", "It hit at 10 a.m. EDT on Friday.", "TIME 2013-03-22T10:00"),
    ("clock alone", "It hit at 8:15 a.m. in town.", "TIME 2013-03-22T08:15"),
    ("months", "He was held for three months.", "DURATION P3M"),
    ("hyphen", "It faces a two-month delay.", "DURATION P2M"),
    ("age", "The 29-year-old ran.", "DURATION P29Y"),
    ("hours", "It came within 24 hours.", "DURATION PT24H"),
    ("half an hour", "It lasted half an hour.", "DURATION PT30M"),
    ("year and a half", "It lasted a year and a half.", "DURATION P18M"),
    ("vague", "It lasted several hours.", "DURATION PTXH"),
    ("bare plural", "It lasted for decades.", "DURATION PXDE"),
    ("window behind", "Prices rose over the past 12 months.", "DURATION P12M"),
    ("window ahead", "Prices will rise in the next two years.", "DURATION P2Y"),
    ("each", "They meet each week.", "SET P1W"),
    ("every other", "They meet every other day.", "SET P2D"),
    ("every weekday", "They meet every Monday.", "SET XXXX-WXX-1"),
    ("adjective", "The annual dinner was dull.", "SET P1Y"),
    ("times a unit", "They meet twice a year.", "SET P1Y"),
    ("now", "It is now closed.", "DATE PRESENT_REF"),
    ("recently", "It was recently closed.", "DATE PAST_REF"),
    ("recent years", "Prices doubled in recent years.", "DATE PAST_REF"),
    ("the future", "It may open in the future.", "DATE FUTURE_REF"),
    ("fraction", "It holds a quarter of the market.", ""),
]


@pytest.mark.parametrize(("phenomenon", "text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_type_and_value(phenomenon: str, text: str, expected: str) -> None:
    made = [" ".join(filter(None, (t.type, t.value, t.mod))) for t in dates.timexes(text, FRIDAY)]
    assert made == ([expected] if expected else [])


def test_the_ends_of_a_range_are_two_expressions() -> None:
    made = dates.timexes("It ran from January to March this year.", FRIDAY)
    assert [(t.text, t.value) for t in made] == [
        ("January", "2013-01"),
        ("March this year", "2013-03"),
    ]


def test_without_an_anchor_what_is_not_known_is_x() -> None:
    made = dates.timexes("It opened on March 5, a Monday, in the spring.")
    assert [t.value for t in made] == ["XXXX-03-05", "XXXX-WXX-1", "XXXX-SP"]


@given(st.text(max_size=80), st.one_of(st.none(), st.dates()))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_exact_spans(text: str, anchor: dt.date | None) -> None:
    for timex in dates.timexes(text, anchor):
        assert text[timex.start_char : timex.end_char] == timex.text
        assert timex.value


@pytest.mark.parametrize("module", [dates, finder])
def test_documented_examples_hold(module) -> None:
    assert doctest.testmod(module).failed == 0
