"""Dates: the case table, the contract's border cases, and properties that hold for any text."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor import dates, lexicons
from extractor.dates import calendar, tense
from extractor.dates.guards import GuardEntry
from extractor.dates.lexer import HolidayEntry, WordEntry
from extractor.dates.tense import TenseEntry
from extractor.types import DateSpan, Sentence

ANCHOR = dt.date(2022, 10, 13)
CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "dates.jsonl").read_text("utf-8").splitlines()
]


def found(text: str, anchor: dt.date | None = ANCHOR) -> list[tuple[str, str, str]]:
    return [(s.text, str(s.start), str(s.end)) for s in dates.find(text, anchor=anchor)]


def only(text: str, anchor: dt.date | None = ANCHOR) -> DateSpan:
    (span,) = dates.find(text, anchor=anchor)
    return span


def test_the_case_table_is_large_enough() -> None:
    assert len(CASES) >= 200


@pytest.mark.parametrize("case", CASES, ids=[f"{c['phenomenon']}: {c['text'][:40]}" for c in CASES])
def test_case(case: dict) -> None:
    expected = [tuple(date) for date in case["dates"]]
    assert found(case["text"], dt.date.fromisoformat(case["anchor"])) == expected


# --- granularity, anchor, issues ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "granularity", "anchored"),
    [
        ("He fled on May 3, 2019.", "day", False),
        ("He fled on May 3.", "day", True),
        ("He fled in May 2019.", "month", False),
        ("He fled in 2019.", "year", False),
        ("He fled in fiscal year 2019.", "fiscal_year", False),
        ("He fled in the third quarter of 2019.", "quarter", False),
        ("He fled in the fall of 2019.", "season", False),
        ("He fled in the 1990s.", "decade", False),
        ("He fled in the 19th century.", "century", False),
        ("He fled last week.", "week", True),
        ("He fled two months ago.", "month", True),
        ("He hid from 2015 to May 2019.", "month", False),
        ("He has hid since 2019.", "year", True),
    ],
)
def test_granularity_and_anchor_are_kept(text: str, granularity: str, anchored: bool) -> None:
    span = only(text)
    assert span.granularity == granularity
    assert span.anchor == (ANCHOR if anchored else None)


def test_without_an_anchor_the_nearest_full_date_of_the_text_stands_in() -> None:
    text = "January 26, 2022. Today the ministers met, and again on Friday."
    spans, issues = dates.find_with_issues(text)
    assert [str(s.start) for s in spans] == ["2022-01-26", "2022-01-26", "2022-01-21"]
    assert [s.anchor for s in spans[1:]] == [dt.date(2022, 1, 26)] * 2
    assert [i.code for i in issues] == ["date_anchored_in_text"] * 2


def test_without_any_day_to_count_from_a_partial_date_is_left_out_with_an_issue() -> None:
    spans, issues = dates.find_with_issues("He was arrested on March 5 in 2019's first storm.")
    assert [s.text for s in spans] == ["2019"]
    assert [(i.code, i.detail) for i in issues] == [("date_unanchored", "March 5")]


def test_what_fixes_no_point_in_time_is_an_issue() -> None:
    text = "On February 30, 2021 nothing happened."
    spans, issues = dates.find_with_issues(text, anchor=ANCHOR)
    assert not spans
    assert [(i.code, text[i.start_char : i.end_char]) for i in issues] == [
        ("date_unresolved", "February 30, 2021")
    ]


def test_an_expression_does_not_cross_the_start_of_a_sentence() -> None:
    text = "They met in May\n2019 files were read."
    sentences = (Sentence(0, 15, "body"), Sentence(16, len(text), "body"))
    assert dates.find(text, anchor=ANCHOR, sentences=sentences)[0].text == "May"


def test_an_expression_does_not_cross_a_blank_line() -> None:
    assert found("They met in May\n\n2019 was dry.")[0][0] == "May"


def test_an_expression_crosses_a_folded_line() -> None:
    assert found("They met on November 12,\n2024 in Oslo.") == [
        ("November 12,\n2024", "2024-11-12", "2024-11-12")
    ]


# --- lexicons -------------------------------------------------------------------------------------

WORDS = lexicons.load("date_words", WordEntry)
HOLIDAYS = lexicons.load("holidays", HolidayEntry)
GUARDS = lexicons.load("date_guards", GuardEntry)


def names_a_date(text: str, forms: tuple[str, ...]) -> bool:
    return any(any(form in s.text for form in forms) for s in dates.find(text, anchor=ANCHOR))


@pytest.mark.parametrize("entry", WORDS + HOLIDAYS, ids=lambda e: e.id)
def test_lexicon_examples(entry: WordEntry | HolidayEntry) -> None:
    for text in entry.examples:
        assert names_a_date(text, entry.forms), text
    for text in entry.non_examples:
        assert not names_a_date(text, entry.forms), text


@pytest.mark.parametrize("entry", GUARDS, ids=lambda e: e.id)
def test_guard_examples(entry: GuardEntry) -> None:
    for text in entry.examples:
        assert not found(text), text
    for text in entry.non_examples:
        assert found(text), text


@pytest.mark.parametrize("entry", HOLIDAYS, ids=lambda e: e.id)
def test_every_holiday_rule_gives_a_day_of_its_year(entry: HolidayEntry) -> None:
    rule = entry.rule.rpartition(":")[2]
    for year in (1999, 2000, 2024):
        assert calendar.by_rule(rule, year)[0].year == year


# --- properties -----------------------------------------------------------------------------------

PIECES = st.sampled_from(
    "from to between and since until the of in on May March June 3 26 2019 2021 , . - – 1990s last next"
    " this past year years week three a ago later early mid late end Monday Tues. Sept. today 5 p.m."
    " 1/2/2020 2020-01-05 FY22 fiscal quarter second half each every ' \n “ § $ Christmas 9/11".split(
        " "
    )
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map(" ".join))
DAYS = st.dates(dt.date(1000, 1, 1), dt.date(2199, 12, 31))


@given(TEXTS, st.one_of(st.none(), st.dates()))
@settings(max_examples=400, deadline=None)
@example("last century", dt.date(1, 1, 1))
@example("next century and the next 900 decades", dt.date(9999, 12, 31))
@example("February 29", dt.date(2100, 3, 1))
@example("٣ May ２０２０ and ²", dt.date(2020, 1, 1))
def test_any_text_gives_exact_ordered_spans(text: str, anchor: dt.date | None) -> None:
    end = 0
    for span in dates.find(text, anchor=anchor):
        assert text[span.start_char : span.end_char] == span.text
        assert span.start_char >= end
        assert span.start <= span.end
        end = span.end_char


FORMS = (
    "{d:%B} {d.day}, {d.year}",
    "{d.day} {d:%B} {d.year}",
    "{d:%b}. {d.day}, {d.year}",
    "{d:%Y-%m-%d}",
    "{d.month}/{d.day}/{d.year}",
    "{d:%A}, {d:%B} {d.day}, {d.year}",
)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(FORMS))
@settings(max_examples=200, deadline=None)
def test_a_full_date_that_is_written_is_read_back(day: dt.date, form: str) -> None:
    written = form.format(d=day).replace("May.", "May")
    span = only(f"It was signed on {written} in Reno.", None)
    assert (span.text, span.start, span.end) == (written, day, day)


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
)
@settings(max_examples=100, deadline=None)
def test_a_range_that_is_written_is_read_back(one: dt.date, two: dt.date) -> None:
    first, last = sorted((one, two))
    span = only(
        f"It ran from {first:%B} {first.day}, {first.year} to {last:%B} {last.day}, {last.year}."
    )
    assert (span.start, span.end) == (first, last)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.integers(1, 300))
@settings(max_examples=100, deadline=None)
def test_days_ago_count_back_from_the_anchor(anchor: dt.date, count: int) -> None:
    assert only(f"It ended {count} days ago.", anchor).start == anchor - dt.timedelta(days=count)


@given(DAYS, st.sampled_from(["day", "week", "month", "quarter", "year", "decade", "century"]))
def test_a_unit_holds_its_days(day: dt.date, unit: str) -> None:
    start, end = calendar.containing(day, unit)
    assert start <= day <= end


HOSTILE = [
    "1-2-3-4-",
    "the of in to and ",
    "May 1, ",
    "from 2010 ",
    "last past next ",
    "a.m. ",
    "''",
]


@pytest.mark.parametrize(
    "unit", ["He was held on May 3, 2019 and will be tried in the fall. ", *HOSTILE]
)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begin = time.process_time()
        dates.find(text, anchor=ANCHOR)
        return time.process_time() - begin

    seconds(1_000)
    assert seconds(40_000) < 30 * max(seconds(4_000), 0.005)


def test_a_text_of_one_megabyte_is_read_whole() -> None:
    paragraph = "Officials spoke at length about trade, roads and schools; no one was hurt. " * 10
    text = (paragraph + "He was held on May 3, 2019.\n\n") * 1300
    assert len(text) > 1_000_000
    assert len(dates.find(text, anchor=ANCHOR)) == 1300


@pytest.mark.parametrize("entry", lexicons.load("date_tense", TenseEntry), ids=lambda e: e.id)
def test_tense_examples(entry: TenseEntry) -> None:
    for text in entry.examples:
        assert tense.direction(text, len(text) - 6, len(text) - 1) == entry.direction, text
    for text in entry.non_examples:
        assert tense.direction(text, len(text) - 6, len(text) - 1) == -entry.direction, text
