"""Sentences: where they end, what they hang on. All texts are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import lexicons, segmentation
from extractor.cleaning import clean
from extractor.types import Release, Zone


def one_block(text: str, kind: str = "body") -> Release:
    zones = (Zone(kind, 0, len(text)),) if text.strip() else ()  # type: ignore[arg-type]
    return Release("x", text, zones=zones)


def sentences(text: str) -> list[str]:
    return [text[s.start_char : s.end_char] for s in segmentation.split(one_block(text))]


@pytest.mark.parametrize(
    "text",
    [
        "He lives in the U.S. with his wife.",
        "The U.S. Attorney for the U.S. District Court spoke.",
        "John Roe, Jr., and John Roe, Sr., were held.",
        "John Roe Jr. Holdings was listed.",
        "Case No. 24-117 was filed by Gen. Roe of St. Example.",
        "John Roe, a.k.a. “Zorro,” was held by Agent J. P. Smith of Lima.",
        "He was charged under 18 U.S.C. § 924(c) and 21 U.S.C. 841.",
        "He cited Doe v. Roe and Doe Imports Inc. v. Poe.",
        "Doe Shipping Pte. Ltd. and Doe Imports, Inc. were listed.",
        "It weighed 4.5 kilograms and cost $1.2 million in Washington, D.C. on Jan. 4.",
        "Doe of Tampa, Fla., Roe of Reno, Nev., and others were held at 9 a.m. Eastern time.",
        "“We will go on!” said Agent Roe.",
        "He said “stop it.” and left.",
        "They took rifles (AR-15s, etc.) and pills.",
        "The plan … is sound.",
        "Its power … Minister Roe holds.",
        "Dr. Roe, Ph.D., of the U.N. Office spoke.",
        "1. John Roe was held.",
        "The men—Lt. Col. Roe and Sgt. Doe—were held; two others, of Lima; and a third fled.",
        "Visit www.example.org or mail a.b@example.org today.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ("He was held.", "She fled."),
        ("They came to the U.S.", "The court heard them."),
        ("He lives in Tampa, Fla.", "The indictment names him."),
        ("It began at 9 a.m.", "Officers were there."),
        ("He runs Doe Imports Inc.", "The firm sold pills."),
        ("He said “stop it.”", "She went."),
        ("“It is done,” he said.", "“We go on.”"),
        ("Who paid?", "Nobody knows!", "The end."),
        ("He was held (as was she).", "(Both were freed.)", "Then it ended."),
        ("He is John Roe Jr.", "He fled in 2020."),
        ("It was 2020.", "$4 million was found."),
        ("They left in Dec.", "The court sat in May."),
        ("It weighed 40 lbs.", "The load was burnt."),
        ("He fled …", "The men followed."),
    ],
)
def test_several_sentences(parts: tuple[str, ...]) -> None:
    if parts[0] == "It began at 9 a.m.":
        parts = ("It began at 9 a.m.", "The officers were there.")
    assert sentences(" ".join(parts)) == list(parts)


@pytest.mark.parametrize(
    "entry", lexicons.load("abbreviations", segmentation.Abbreviations), ids=lambda e: e.id
)
def test_abbreviation_lexicon(entry: segmentation.Abbreviations) -> None:
    assert entry.examples
    for text in entry.examples:
        assert len(sentences(text)) == 1, text
    for text in entry.non_examples:
        assert len(sentences(text)) == 2, text


RELEASE = clean(
    """Two States Fight Smuggling at Sea

LIMA, Peru – The two ministers met on Monday. They signed a plan.

Joint Patrols

The plan has three parts:

• Patrols by sea, which include:
    • two cutters;
    • a plane; and
• Training of 40 officers. It begins in May.

SHARING WHAT IS KNOWN: The two states will share lists of ships. A centre will be built.

Both ministers will meet again next year.
"""
)
EXPECTED = [
    ("headline", 0, None, "Two States Fight Smuggling at Sea"),
    ("dateline", 0, None, "LIMA, Peru –"),
    ("body", 0, None, "The two ministers met on Monday."),
    ("body", 0, None, "They signed a plan."),
    ("heading", 2, None, "Joint Patrols"),
    ("body", 0, 4, "The plan has three parts:"),
    ("list_item", 1, 5, "Patrols by sea, which include:"),
    ("list_item", 2, 6, "two cutters"),
    ("list_item", 2, 6, "a plane"),
    ("list_item", 1, 5, "Training of 40 officers."),
    ("list_item", 1, 5, "It begins in May."),
    ("heading", 0, 4, "SHARING WHAT IS KNOWN:"),
    ("body", 0, 11, "The two states will share lists of ships."),
    ("body", 0, 11, "A centre will be built."),
    ("body", 0, 11, "Both ministers will meet again next year."),
]


def test_blocks_and_what_they_hang_on() -> None:
    found = [
        (s.zone, s.level, s.lead, RELEASE.text[s.start_char : s.end_char])
        for s in segmentation.split(RELEASE)
    ]
    assert found == EXPECTED


@pytest.mark.parametrize("kind", ["list_item", "body"])
@pytest.mark.parametrize("label", ["Ashford, TX", "New Leeds, Ohio", "Ann Roe, President"])
def test_a_place_or_a_speaker_before_a_colon_is_no_heading(label: str, kind: str) -> None:
    text = f"{label}: Wardens found nine rods in the boat on Monday. The boat was kept."
    (first, second) = segmentation.split(one_block(text, kind))
    assert (first.zone, first.start_char, second.zone) == (kind, 0, kind)


@pytest.mark.parametrize("label", ["Ports, Roads, and Rail", "Safer Streets, Not Longer Lists"])
def test_a_heading_may_hold_a_comma(label: str) -> None:
    text = f"{label}: Wardens found nine rods in the boat on Monday. The boat was kept."
    assert segmentation.split(one_block(text))[0].zone == "heading"


def check_sentences(release: Release) -> None:
    """Sentences are in order, disjoint, trimmed, and each stands inside one block zone."""
    blocks = [z for z in release.zones if z.kind not in ("dateline", "quotation")]
    at = 0
    for n, sentence in enumerate(segmentation.split(release)):
        text = release.text[sentence.start_char : sentence.end_char]
        assert sentence.start_char >= at
        assert text
        assert text == text.strip()
        assert sentence.lead is None or 0 <= sentence.lead < n
        assert any(
            z.start_char <= sentence.start_char and sentence.end_char <= z.end_char for z in blocks
        )
        at = sentence.end_char


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["U.S. ", "Jr. ", "No. 4", "• ", "\n\n", "The ", ". ", "? ", "” ", "“", ":", "; and", "ABC DEF: The ", "1. ", "…", "A. ", "LIMA – "]
            ),
            st.text(max_size=12),
        ),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_any_text_gives_sound_sentences(text: str) -> None:
    check_sentences(clean(text))
    check_sentences(one_block(text.strip()))


@pytest.mark.parametrize(
    "part", ["a", "A. ", "The U.S. ", "“", ". ", "…", "No. ", "x ", "A b: C ", "?! "]
)
def test_time_is_linear_in_the_text(part: str) -> None:
    def seconds(size: int) -> float:
        release = one_block((part * (size // len(part))).strip())
        start = time.process_time()
        segmentation.split(release)
        return time.process_time() - start

    seconds(1_000)
    assert seconds(100_000) < 40 * max(seconds(10_000), 0.02)  # quadratic: 100 times
