"""Amounts in sentences of our own, each naming its phenomenon, and what holds for any text."""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import quantities
from extractor.quantities import units, words
from extractor.types import Sentence

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "quantities.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def same(got: object, want: object) -> bool:
    if isinstance(want, float) and isinstance(got, float):
        return math.isclose(got, want, rel_tol=1e-6)
    return got == want


@pytest.mark.parametrize("case", CASES, ids=[c["phenomenon"] + ": " + c["text"] for c in CASES])
def test_case(case: dict) -> None:
    found = quantities.find(case["text"])
    shown = [
        {field: getattr(q, field) for field in want}
        for q, want in zip(found, case["quantities"], strict=False)
    ]
    assert len(found) == len(case["quantities"]), [(q.text, q.value, q.unit) for q in found]
    for got, want in zip(shown, case["quantities"], strict=True):
        assert all(same(got[field], want[field]) for field in want), (got, want)


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 250
    assert all(c["phenomenon"] and c["text"] for c in CASES)


# -- what holds for any text --------------------------------------------------------------------

AMOUNTISH = st.lists(
    st.sampled_from(
        "1 2 12 1,238 20.4 .5 3/4 ½ $ € £ % - – — . , ; ( ) / : ’ “ one two twenty dozen dozens half "
        "third thirds hundred thousand million millions several few a an of and or to from between "
        "more than at least about up less kilograms pounds feet inches years months days dollars "
        "percent per each cents degrees mm caliber U.S. Mr. March 2021 age old including worth "
        "twice times pills rounds people Agents seized rose fell by in § No. km / h".split()
    )
    | st.text(max_size=4),
    max_size=25,
).map(" ".join)


@given(st.text(max_size=120) | AMOUNTISH | AMOUNTISH.map(lambda s: s.replace(" ", "")))
@settings(max_examples=400, deadline=None)
def test_never_raises_and_spans_are_exact(text: str) -> None:
    found = quantities.find(text)
    for k, q in enumerate(found):
        assert text[q.start_char : q.end_char] == q.text
        assert q.text.strip() == q.text != ""
        if q.item is not None:
            assert text[q.item_start : q.item_end] == q.item
        assert q.high is None or q.high > q.value or q.value < 0
        for link in (q.part_of, q.worth_of):
            assert link is None or (0 <= link < len(found) and link != k)
    starts = [q.start_char for q in found]
    assert starts == sorted(starts)


@given(AMOUNTISH)
@settings(max_examples=100, deadline=None)
def test_is_a_function_of_the_text(text: str) -> None:
    assert quantities.find(text) == quantities.find(text)
    once = quantities.distinct(quantities.find(text))
    assert len({(q.text.casefold(), q.value, q.high, q.unit, q.per) for q in once}) == len(once)


@given(
    st.integers(2, 10**9).filter(lambda n: not 1600 <= n <= 2100),
    st.sampled_from(["barges", "old bridges", "marine biologists"]),
)
def test_a_rendered_count_is_read_back(n: int, noun: str) -> None:
    (q,) = quantities.find(f"The survey lists {n:,} {noun} in the delta.")
    assert (q.value, q.unit, q.item, q.text) == (n, "count", noun, f"{n:,} {noun}")


@given(st.integers(1, 999_999), st.sampled_from(["$", "€", "£", "C$", "AUD", "CAD $"]))
def test_rendered_money_is_read_back(n: int, sign: str) -> None:
    (q,) = quantities.find(f"It cost the city {sign}{n / 100:,.2f} in all.")
    assert math.isclose(q.value, n / 100)
    units = {"$": "USD", "€": "EUR", "£": "GBP", "C$": "CAD", "AUD": "AUD", "CAD $": "CAD"}
    assert q.unit == units[sign]


def spell(n: int) -> str:
    """A number below a million in English words."""
    ones = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen"
    ).split()
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    if n < 20:
        return ones[n]
    if n < 100:
        return tens[n // 10 - 2] + ("-" + ones[n % 10] if n % 10 else "")
    if n < 1000:
        return ones[n // 100] + " hundred" + (" and " + spell(n % 100) if n % 100 else "")
    rest = " " + spell(n % 1000) if n % 1000 else ""
    return spell(n // 1000) + " thousand" + rest


@given(st.integers(2, 999_999))
def test_a_spelt_number_is_read_back(n: int) -> None:
    (q,) = quantities.find(f"The mill ground {spell(n)} kilograms of barley.")
    assert (q.value, q.unit, q.item) == (n, "kilogram", "barley")


@pytest.mark.parametrize(
    "unit", [u for u in units.lexicon() if u.si is not None], ids=lambda u: u.id
)
def test_si_value_stands_beside_the_written_one(unit: units.Unit) -> None:
    form = (unit.forms or unit.symbols)[-1]
    found = [q for q in quantities.find(f"They measured 12 {form} there.") if q.unit == unit.name]
    if not found:  # a symbol that must touch its number
        found = list(quantities.find(f"They measured 12{form} there."))
    (q,) = found
    assert q.dimension == unit.dimension
    assert q.si_value is not None
    assert math.isclose(q.si_value, 12 * unit.factor * unit.si + unit.offset, rel_tol=1e-9)


# -- the interface ------------------------------------------------------------------------------


def test_a_number_inside_a_taken_span_is_no_amount() -> None:
    text = "Over the past 10 years the Area 12 Fund bought 40 boats."
    taken = [
        (text.index("Over"), text.index(" the Area")),
        (text.index("Area"), text.index(" bought")),
    ]
    assert [q.text for q in quantities.find(text, taken=taken)] == ["40 boats"]


def test_sentences_bound_what_is_read_together() -> None:
    text = "They had 12\ncrates of rope"
    apart = [Sentence(0, 11, "body"), Sentence(12, len(text), "body")]
    assert [q.text for q in quantities.find(text, sentences=apart)] == ["12"]
    whole = [Sentence(0, len(text), "body")]
    assert [q.item for q in quantities.find(text, sentences=whole)] == ["crates"]


def test_every_occurrence_is_found_and_distinct_keeps_the_first() -> None:
    text = "They took 40 boats. Later the 40 boats sank, including 12 ferries. The 40 boats burned."
    found = quantities.find(text)
    assert [q.text for q in found] == ["40 boats", "40 boats", "12 ferries", "40 boats"]
    once = quantities.distinct(found)
    assert [q.text for q in once] == ["40 boats", "12 ferries"]
    assert once[1].part_of == 0


def test_links_index_the_whole_result() -> None:
    text = "He owed 9 books. Police found 40 pounds of meth worth $297,000."
    found = quantities.find(text)
    assert found[2].worth_of == 1


def test_a_megabyte_takes_time_in_proportion() -> None:
    import time

    def seconds(text: str) -> float:
        start = time.process_time()
        quantities.find(text)
        return time.process_time() - start

    sentence = "Agents found 12 crates and 4 kg of resin, worth $5 million, in May 2020, "
    quantities.find(sentence)
    small, large = seconds(sentence * 800), seconds(sentence * 8000)
    assert large < 30 * small + 0.5
    seconds("(" * 500_000 + "x" * 500_000)
    seconds("@" * 100_000 + "1.2" * 30_000)


# -- the lexicons -------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", units.lexicon(), ids=lambda u: u.id)
def test_unit_examples(unit: units.Unit) -> None:
    for text in unit.examples:
        assert unit.name in [q.unit for q in quantities.find(text)], text
    for text in unit.non_examples:
        assert unit.name not in [q.unit for q in quantities.find(text)], text


def test_word_classes_and_hedges_hold_their_examples() -> None:
    for name in ("stop", "verb", "plural", "label", "month"):
        assert all(w == w.lower() for w in words.word_class(name))
    for hedge in words.load("quantity_hedges", words.Hedge):
        for text in hedge.examples:
            assert [q.bound for q in quantities.find(text)] == [hedge.bound], text
        for text in hedge.non_examples:
            assert hedge.bound == "exact" or hedge.bound not in [
                q.bound for q in quantities.find(text)
            ]


def test_quantities_are_frozen() -> None:
    (q,) = quantities.find("Five trucks burned.")
    with pytest.raises(dataclasses.FrozenInstanceError):
        q.value = 6.0  # type: ignore[misc]


@pytest.mark.parametrize(
    ("phrase", "months"),
    [
        ("three years and five months in prison", 41),
        ("12 months and a day", 12),
        ("a 20-year sentence", 240),
        ("life in prison", 9999),
        ("two consecutive life terms", 9999),
        ("sentenced to life plus 25 years", 9999),
        ("time served", None),
        ("a change of life", None),
        ("90 days in jail", 2.96),
    ],
)
def test_prison_terms_in_months(phrase: str, months: float | None) -> None:
    assert quantities.term_months(phrase) == months


def test_documented_examples() -> None:
    import doctest

    from extractor.quantities import finder, terms

    for module in (quantities, finder, terms):
        assert doctest.testmod(module).failed == 0


def test_a_megabyte_of_bare_numbers_is_a_table() -> None:
    assert quantities.find("12 7 1,300 " * 90_000) == ()
    (q,) = quantities.find("4 8 15 16 23 42 barges sank")
    assert (q.value, q.item) == (42.0, "barges")
