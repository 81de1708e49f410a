"""Cleaning: characters, markup, blocks and zones, the head of a release. All texts are invented."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import lexicons
from extractor.cleaning import clean, day, language, normalise, read
from extractor.cleaning.boilerplate import Boilerplate, _matches
from extractor.cleaning.issuer import Issuer, from_lead, from_line, from_url
from extractor.errors import UnreadableInput
from extractor.types import Release

LEXICONS = Path(lexicons.__file__).parent
PARAGRAPH = (
    "Officers of the harbour police stopped a lorry on the coast road last night and found forty "
    "kilograms of cocaine behind a false wall, the ministry said."
)


def zones(release: Release) -> list[tuple[str, str]]:
    return [(z.kind, release.text[z.start_char : z.end_char]) for z in release.zones]


def kinds(release: Release) -> list[str]:
    return [z.kind for z in release.zones if z.kind not in ("dateline", "quotation")]


def check_zones(release: Release) -> None:
    """Block zones are disjoint, in order, without white space at their ends, and cover the text."""
    at = 0
    inside = (0, 0)
    for zone in release.zones:
        assert 0 <= zone.start_char < zone.end_char <= len(release.text)
        if zone.kind in ("dateline", "quotation"):
            assert inside[0] <= zone.start_char
            assert zone.end_char <= inside[1]
            continue
        assert not release.text[at : zone.start_char].strip()
        assert zone.start_char >= at
        at = zone.end_char
        inside = (zone.start_char, zone.end_char)
        assert release.text[zone.start_char : zone.end_char].strip()
    assert not release.text[at:].strip()


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ("The list grew from 14 to72.", "The list grew from 14 to 72."),
        (
            "these 11individuals and 10,000individuals",
            "these 11 individuals and 10,000 individuals",
        ),
        ("in2019, the court", "in 2019, the court"),
        ("its power . . . . to act", "its power … to act"),
        ("both agencies.Today, Minister Roe", "both agencies. Today, Minister Roe"),
        ("under the Invented Act.In March he", "under the Invented Act. In March he"),
        ("he said.“We go on", "he said. “We go on"),
        ("“It is done.”The men left", "“It is done.” The men left"),
        (
            "GOAL 4:  GUARD THE COASTThe two states seek",
            "GOAL 4: GUARD THE COAST\n\nThe two states seek",
        ),
        ("WASHINGTONThe court", "WASHINGTON The court"),
    ],
)
def test_glued_words_are_parted(glued: str, parted: str) -> None:
    assert normalise.spacing(glued) == parted


@pytest.mark.parametrize(
    "text",
    [
        "MekongExamplePartnership.org", "5kg and 9mm and 40mm", "the 1990s", "covid19 cases", "COVID-19",
        "B2B trade", "FinCEN and eTrace", "McAllen, Texas", "U.S.-Mexico", "section 7031(c)", "a 2nd man",
        "DEA’s office", "MS-13 members", "the AR-15s", "$4.5 million", "www.Example.gov",
    ],
)  # fmt: skip
def test_sound_words_stay(text: str) -> None:
    assert normalise.spacing(text) == text


@pytest.mark.parametrize(
    ("raw", "good"),
    [
        ("donâ€™t â€œstopâ€\x9d", "don’t “stop”"),
        ("JosÃ© PeÃ±a", "José Peña"),
        ("Jose\u0301 Pen\u0303a", "José Peña"),
        ("ten\u00a0kilograms\u2009of", "ten kilograms of"),
        ("sei\u00adzure\u200b of\ufeff", "seizure of"),
        ("Biden-\u2060Harris", "Biden-Harris"),
        ("line\u2028break\x0bhere", "line\nbreak\nhere"),
        ("\ud83d\ude00 and \ud83d", "😀 and \ufffd"),
        ("“curly” ‘quotes’ – stay — …", "“curly” ‘quotes’ – stay — …"),
        ("a\x00b\x07c", "a b c"),
        ("Château in Târgu, naïve façade", "Château in Târgu, naïve façade"),
    ],
)
def test_characters(raw: str, good: str) -> None:
    assert normalise.characters(raw) == good


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("2023-05-04", dt.date(2023, 5, 4)),
        ("2023-05-04T23:10:00-04:00", dt.date(2023, 5, 4)),
        ("2023/5/4", dt.date(2023, 5, 4)),
        ("20230504", dt.date(2023, 5, 4)),
        ("20230504101112", dt.date(2023, 5, 4)),
        ("1683172800", dt.date(2023, 5, 4)),
        (1683172800, dt.date(2023, 5, 4)),
        ("1683172800000", dt.date(2023, 5, 4)),
        (1683172800.5, dt.date(2023, 5, 4)),
        ("Thu, 04 May 2023 10:00:00 GMT", dt.date(2023, 5, 4)),
        ("Thursday, May 4, 2023", dt.date(2023, 5, 4)),
        ("4 May 2023", dt.date(2023, 5, 4)),
        ("4-May-2023", dt.date(2023, 5, 4)),
        ("Sept. 4, 2023 - 10:30am", dt.date(2023, 9, 4)),
        ("05/04/2023", dt.date(2023, 5, 4)),
        (dt.date(2023, 5, 4), dt.date(2023, 5, 4)),
        (dt.datetime(2023, 5, 4, 23, 0), dt.date(2023, 5, 4)),
        ("13/45/2023", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (True, None),
        ("0001-01-01", None),
        ("99999999999999999", None),
        ("May 2023", None),
    ],
)
def test_publication_dates(given_: object, expected: dt.date | None) -> None:
    assert day.parse(given_) == expected


def test_title_heads_the_text_unless_it_stands_there_already() -> None:
    added = clean(PARAGRAPH, title="Harbour Police Stop a Lorry")
    assert added.text == f"Harbour Police Stop a Lorry\n\n{PARAGRAPH}"
    there = clean(
        f"News\n\nHARBOUR POLICE  STOP A LORRY!\n\n{PARAGRAPH}", title="Harbour police stop a lorry"
    )
    assert there.text.count("STOP A LORRY") == 1
    assert ("headline", "HARBOUR POLICE STOP A LORRY!") in zones(there)


def test_head_of_a_plain_text_gives_title_date_and_issuer() -> None:
    release = clean(
        "FOR IMMEDIATE RELEASE\nMarch 3, 2021\nU.S. Border Patrol\n\nAgents Find Drugs in a Spare Tire\n\n"
        "NOGALES, Ariz. – Agents of a checkpoint found methamphetamine in a spare tire on Tuesday, "
        "hidden between the rim and the rubber.\n"
    )
    assert release.title == "Agents Find Drugs in a Spare Tire"
    assert (release.published, release.published_source) == (dt.date(2021, 3, 3), "text")
    assert release.issuer == "U.S. Border Patrol"
    assert ("dateline", "NOGALES, Ariz. –") in zones(release)
    assert ("boilerplate", "FOR IMMEDIATE RELEASE") in zones(release)
    assert not release.issues


def test_dateline_gives_the_date() -> None:
    release = clean(f"ROTTERDAM, May 4, 2022 – {PARAGRAPH}")
    assert (release.published, release.published_source) == (dt.date(2022, 5, 4), "text")


def test_a_date_in_a_sentence_is_no_publication_date() -> None:
    release = clean("Agents seized nine kilograms of cocaine on March 3, 2021.")
    assert release.published is None
    assert release.published_source is None
    assert "published_unknown" in [i.code for i in release.issues]


def test_a_date_is_inferred_only_where_the_content_fixes_it() -> None:
    text = (
        "The two governments met in May 2019 and signed a plan in August 2019. Under it, police "
        "trained 40 officers in September 2019. The work will end by December 2024."
    )
    release = clean(text)
    assert (release.published, release.published_source) == (dt.date(2019, 9, 30), "inferred")
    assert "published_inferred" in [i.code for i in release.issues]
    assert clean("He was first arrested in May 2011 in Lima, the police said.").published is None


def test_metadata_wins_and_an_unreadable_date_is_an_issue() -> None:
    release = clean(f"March 3, 2021\n\n{PARAGRAPH}", published="2021-03-04")
    assert (release.published, release.published_source) == (dt.date(2021, 3, 4), "metadata")
    release = clean(f"March 3, 2021\n\n{PARAGRAPH}", published="soon")
    assert (release.published, release.published_source) == (dt.date(2021, 3, 3), "text")
    assert "published_unreadable" in [i.code for i in release.issues]


PAGE = """<!DOCTYPE html><html><head><title>Man Sentenced | Example</title>
<meta property="article:published_time" content="2023-05-04T10:00:00-04:00">
<link rel="canonical" href="https://www.justice.gov/usao-sdtx/pr/invented"><script>var x="<p>no</p>"</script></head>
<body><nav><ul><li>Home</li></ul></nav><div class="usa-banner">An official website</div>
<main><div class="breadcrumb">Home &raquo; News</div><h1>Invented Man Sentenced to 10&nbsp;Years</h1>
<p>McALLEN, Texas &ndash; A man was <em>sentenced</em> today for his part in a scheme to move drugs.</p>
<p><strong>What was found</strong></p>
<ul><li>12 kg of cocaine:<ul><li>in the trunk;</li><li>in the doors; and</li></ul></li><li>two rifles.</li></ul>
<table><tr><td>John Roe</td><td>40</td></tr></table>
<div class="share">Share this on</div></main><footer>Contact us</footer></body></html>"""


def test_html_page_keeps_blocks_and_drops_chrome() -> None:
    release = clean(PAGE)
    assert release.title == "Invented Man Sentenced to 10 Years"
    assert (release.published, release.published_source) == (dt.date(2023, 5, 4), "metadata")
    assert release.issuer == "U.S. Attorney's Office for the Southern District of Texas"
    assert release.text == (
        "Invented Man Sentenced to 10 Years\n\n"
        "McALLEN, Texas – A man was sentenced today for his part in a scheme to move drugs.\n\n"
        "What was found\n\n• 12 kg of cocaine:\n  • in the trunk;\n  • in the doors; and\n• two rifles.\n\n"
        "John Roe | 40"
    )
    levels = [(z.kind, z.level) for z in release.zones if z.kind in ("heading", "list_item")]
    assert levels == [
        ("heading", 3),
        ("list_item", 1),
        ("list_item", 2),
        ("list_item", 2),
        ("list_item", 1),
    ]


def test_markdown_leftovers_go() -> None:
    release = clean(
        "The plan has **two parts**:\n\n<!-- -->\n\n- A [grant](https://example.org/a) of \\$4 million;\n- See <https://example.org>.\n"
    )
    assert (
        release.text
        == "The plan has two parts:\n\n• A grant of $4 million;\n• See https://example.org."
    )


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Agents found:\n\n• a rifle;\n    • a scope;\n• two pistols.", [(1, "a rifle;"), (2, "a scope;"), (1, "two pistols.")]),
        ("Agents found:\n- a rifle\n- two pistols", [(1, "a rifle"), (1, "two pistols")]),
        ("They agreed on:\n1. Joint patrols\n(a) By sea\n(b) By air\n2. Training", [(1, "1. Joint patrols"), (2, "(a) By sea"), (2, "(b) By air"), (1, "2. Training")]),
        ("The following were charged:\n\nJohn Roe, 41, of Lima;\n\nJane Doe, 30, of Quito; and\n\nRichard Miles, 50.", [(1, "John Roe, 41, of Lima;"), (1, "Jane Doe, 30, of Quito; and"), (1, "Richard Miles, 50.")]),
        ("Charged:\n-\nJohn Roe was held.", [(1, "John Roe was held.")]),
    ],
)  # fmt: skip
def test_list_items_and_their_depth(text: str, items: list[tuple[int, str]]) -> None:
    release = clean(text)
    found = [
        (z.level, release.text[z.start_char : z.end_char].removeprefix("• "))
        for z in release.zones
        if z.kind == "list_item"
    ]
    assert found == items


def test_hard_wrapped_lines_are_joined() -> None:
    release = clean(
        "The officers of the northern harbour district found a load of cocaine in a\n"
        "container of bananas that had come from Guayaquil on the last day of the\n"
        "month, and held the driver of the lorry that was to take it to the inland\n"
        "terminal.\n\nNobody else was held."
    )
    assert kinds(release) == ["body", "body"]
    assert "in a container of bananas" in release.text


def test_headings_are_told_from_names_and_sentences() -> None:
    release = clean(
        f"Combating Smuggling at Sea\n\n{PARAGRAPH}\n\nJohn Roe\n\nJane Doe\n\nRichard Miles\n\nAnn Poe"
    )
    assert zones(release)[0] == ("headline", "Combating Smuggling at Sea")
    assert "heading" not in kinds(release)


@pytest.mark.parametrize("entry", lexicons.load("boilerplate", Boilerplate), ids=lambda e: e.id)
def test_boilerplate_lexicon(entry: Boilerplate) -> None:
    assert entry.examples
    for text in entry.examples:
        assert _matches(text, entry.scope), text
    for text in entry.non_examples:
        assert not any(_matches(text, s) for s in ("block", "head", "late", "tail")), text


def test_all_that_follows_the_end_mark_is_boilerplate() -> None:
    release = clean(
        f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n###\n\nThe harbour police keep the harbour safe."
    )
    assert kinds(release) == ["body", "body", "boilerplate", "boilerplate"]


def test_quotations_are_zoned_and_nicknames_are_not() -> None:
    release = clean("“We shall go on until the last of them is held,” said Juan “El Huevo” Roe.")
    assert ("quotation", "“We shall go on until the last of them is held,”") in zones(release)
    assert len(release.zones) == 2


@pytest.mark.parametrize("entry", lexicons.load("issuers", Issuer), ids=lambda e: e.id)
def test_issuer_lexicon(entry: Issuer) -> None:
    def find(text: str) -> str | None:
        return from_url(text) if text.startswith("http") else from_lead(text)

    assert entry.examples
    for text in entry.examples:
        assert find(text) == entry.name
    for text in entry.non_examples:
        assert find(text) != entry.name
    for alias in entry.aliases:
        assert from_line(alias) == entry.name


@pytest.mark.parametrize(
    ("lead", "issuer"),
    [
        ("A man was sentenced today, announced U.S. Attorney Jane Q. Roe for the Western District of Texas.", "U.S. Attorney's Office for the Western District of Texas"),
        ("The Drug Enforcement Administration (DEA) today announced the arrest of nine men.", "Drug Enforcement Administration"),
        ("Nine men were arrested, the Justice Department announced today.", "U.S. Department of Justice"),
        ("U.S. Customs and Border Protection officers at the port found pills.", "U.S. Customs and Border Protection"),
        ("A man was seen near a house.", None),
    ],
)  # fmt: skip
def test_issuer_by_the_lead(lead: str, issuer: str | None) -> None:
    assert from_lead(lead) == issuer


@pytest.mark.parametrize(
    ("url", "issuer"),
    [
        (
            "https://www.justice.gov/usao-sdtx/pr/x",
            "U.S. Attorney's Office for the Southern District of Texas",
        ),
        (
            "https://www.justice.gov/usao-dc/pr/x",
            "U.S. Attorney's Office for the District of Columbia",
        ),
        (
            "http://justice.gov/usao-ma/pr/x?y=1",
            "U.S. Attorney's Office for the District of Massachusetts",
        ),
        ("https://www.justice.gov/opa/pr/x", "U.S. Department of Justice"),
        ("https://mx.usembassy.example/x", None),
        ("not a url", None),
        ("https://[bad", None),
    ],
)
def test_issuer_by_the_url(url: str, issuer: str | None) -> None:
    assert from_url(url) == issuer


def test_issuer_by_the_component_of_the_justice_department() -> None:
    assert (
        from_line("USAO - Texas, Southern")
        == "U.S. Attorney's Office for the Southern District of Texas"
    )
    assert (
        from_line("USAO - Virgin Islands")
        == "U.S. Attorney's Office for the District of the Virgin Islands"
    )


def test_issuers_have_the_names_that_agencies_have() -> None:
    known = {
        json.loads(line)["name"]
        for name in ("agencies", "orgs")
        for line in (LEXICONS / f"{name}.jsonl").read_text("utf-8").splitlines()
    }
    assert {i.name for i in lexicons.load("issuers", Issuer)} <= known


def test_issuer_line_of_an_unknown_body_stands_as_it_is() -> None:
    assert (
        from_line("Ministry of Foreign Affairs of Ruritania")
        == "Ministry of Foreign Affairs of Ruritania"
    )
    assert from_line("Ministry officials met in the capital on Monday to sign the plan") is None


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", "empty"),
        (b"  \n\t ", "empty"),
        (b"<html><body><nav>Home</nav><script>x()</script></body></html>", "empty"),
        (b"%PDF-1.7 \x00\x01", "unreadable"),
        (bytes(range(256)) * 40, "unreadable"),
        ("La policía detuvo a dos hombres en el puerto de la ciudad con una carga de cocaína que se encontraba en los camiones de una empresa por la noche.".encode(), "not_english"),
        ("Полиция задержала двух мужчин в порту города с грузом кокаина в ночь на среду.".encode(), "not_english"),
    ],
)  # fmt: skip
def test_bytes_that_are_no_release(raw: bytes, status: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read(raw)
    assert caught.value.status == status


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "windows-1252"]
)
def test_charsets(encoding: str) -> None:
    text = f"José Peña’s “crew” was held. {PARAGRAPH}"
    assert read(text.encode(encoding)).text == text


def test_charset_that_the_page_declares() -> None:
    page = f"<html><head><meta charset='iso-8859-2'></head><body><p>Łódź: {PARAGRAPH}</p></body></html>"
    assert read(page.encode("iso-8859-2")).text.startswith("Łódź")


def test_language_guard_passes_short_and_english_texts() -> None:
    assert language.is_english("Cartel Jalisco Nueva Generación")
    assert language.is_english(PARAGRAPH)


def test_ids_default_to_a_hash_of_the_text() -> None:
    assert clean(PARAGRAPH).release_id == clean(PARAGRAPH + "\n").release_id
    assert clean(PARAGRAPH, release_id="a-1").release_id == "a-1"


FRAGMENTS = st.sampled_from(
    ["<p>", "</li>", "<ul><li>", "<table><tr><td>", "<pre>", "<form>", "<noscript>", "</noscript>", "From: x\n",
     "<!--", "•", "- ", "\n\n", "\n", "“", '"', "**", "[a](", "&amp;", "\u202e",
     "WASHINGTON – ", "(a) ", "###", "# ", ":", "; and", "U.S.", "to72", "PEOPLEThe x", "\ud800", "\x00", "é", "ã€", "<", "  "]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.one_of(FRAGMENTS, st.text(max_size=20)), max_size=25).map("".join),
    st.none() | st.text(max_size=40),
)
def test_any_text_gives_sound_zones(text: str, title: str | None) -> None:
    release = clean(text, title=title)
    check_zones(release)
    release.text.encode()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_status(raw: bytes) -> None:
    status = "ok"
    try:
        check_zones(read(raw))
    except UnreadableInput as error:
        status = error.status
    assert status in ("ok", "empty", "unreadable", "not_english")


@pytest.mark.parametrize(
    "part",
    [
        "a", "word ", "“", '"', "(", "<p ", "[a](", "**a", "A.", "<div class=share>", "<div>", "<b>x", "- x\n", "Aa Bb\n",
        "x" * 70 + "\n", "<!-- ", "&", "WASHINGTON, ", "1", "The Agency is the ", "\n\n", "a: ", "1. ",
    ],
)  # fmt: skip
def test_time_is_linear_in_the_text(part: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        clean(part * (size // len(part)))
        return time.process_time() - start

    seconds(10_000)
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.05)  # quadratic: 100 times
