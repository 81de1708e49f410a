"""Pages and bulletins in the shapes that agencies publish: the release is kept, the chrome is not."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from extractor.cleaning import clean
from extractor.types import Release

FACT = "Officers of the harbour police found forty kilograms of cocaine behind a false wall."
LONG = " ".join([FACT] * 4)
PAGE = "<html><body>{}</body></html>"


def stated(release: Release) -> list[str]:
    """The blocks that count: neither headline nor boilerplate."""
    kinds = ("heading", "body", "list_item")
    return [release.text[z.start_char : z.end_char] for z in release.zones if z.kind in kinds]


@pytest.mark.parametrize(
    "page",
    [
        f"<noscript><p>Please turn scripts on<img></noscript><p>{FACT}</p>",
        f"<noscript><div>Turn scripts on</noscript><noscript><p>x</noscript><p>{FACT}</p>",
        f"<noscript><p>{FACT}</p>",  # never closed
        f'<form id="aspnetForm"><div>{FACT}</div></form>',
        f'<form><input name="q"><button>Go</button></form><p>{FACT}</p>',
        f'<div class="wp-block-columns has-search"><p>{FACT}</p></div>',
        f'<div class="post category-search-and-rescue"><p>{FACT}</p></div><p></p>',
        f'<div class="search-result"><p>{FACT}</p></div>',  # the bulk of the page is no chrome
        f'<p>{FACT}</p><div class="sharedaddy sd-sharing-enabled">Share this:<a>X</a></div>',
        f'<p>{FACT}</p><div id="jp-relatedposts"><p>A second seizure</p></div>',
        f'<p>{FACT}</p><div class="addtoany_share_save">On X</div>',
        f'<div id="block-mainnavigation"><a>About us</a></div><p>{FACT}</p>',
        f'<div role="banner"><p>The Harbour Police</p></div><p>{FACT}</p>',
        f"<pre>{FACT}</pre>",
    ],
)
def test_the_release_is_kept_and_no_chrome(page: str) -> None:
    assert stated(clean(PAGE.format(page))) == [FACT]


def test_a_heading_is_not_taken_for_chrome_by_the_id_that_is_made_of_its_words() -> None:
    page = f'<p>{LONG}</p><h2 id="search-for-others">Search for others</h2><p>{FACT}</p>'
    assert stated(clean(PAGE.format(page))) == [LONG, "Search for others", FACT]


def test_articles_that_tease_other_releases_are_left_out() -> None:
    teaser = "<article><h3>Another find</h3><p>Five rifles were found.</p></article>"
    page = f"<article><h1>Cocaine found</h1><p>{LONG}</p></article>{teaser}{teaser}"
    assert stated(clean(PAGE.format(page))) == [LONG]


def test_a_row_of_cells_of_a_line_each_is_one_block() -> None:
    rows = "<tr><th>Name</th><th>Term</th></tr><tr><td><p>Ann Roe</p></td><td>60 months</td></tr>"
    page = f"<p>{FACT}</p><table>{rows}</table>"
    assert stated(clean(PAGE.format(page))) == [FACT, "Name | Term", "Ann Roe | 60 months"]


def test_a_table_that_lays_out_the_page_glues_nothing() -> None:
    page = (
        "<table><tr><td>Home<br>Contact</td><td>FOR IMMEDIATE RELEASE<br>May 4, 2018<br>"
        f"<b>Harbour Police Find Forty Kilograms</b><br><br>{FACT}<br><br>{LONG}</td></tr></table>"
    )
    release = clean(PAGE.format(page))
    assert release.title == "Harbour Police Find Forty Kilograms"
    assert release.published == dt.date(2018, 5, 4)
    assert stated(release) == ["May 4, 2018", FACT, LONG]


def test_paragraphs_of_preformatted_text_stay_apart() -> None:
    page = f"<pre>{FACT}\n\nName      Term\nAnn Roe   60 months\n</pre>"
    assert stated(clean(PAGE.format(page))) == [FACT, "Name Term", "Ann Roe 60 months"]


@pytest.mark.parametrize(
    "items",
    [
        "<p>·<span>&nbsp;&nbsp;</span>Two rifles</p><p>·&nbsp;One pistol</p>",  # Word's
        "<p>- Two rifles<br>- One pistol</p>",
        "<ul><li>Two rifles</li><li><p>One pistol</p></li></ul>",
    ],
)
def test_list_items_in_any_markup(items: str) -> None:
    release = clean(PAGE.format(f"<p>{FACT}</p><p>They found:</p>{items}"))
    assert stated(release)[2:] == ["• Two rifles", "• One pistol"]


def test_the_items_below_a_label_of_the_page_are_boilerplate_as_well() -> None:
    page = f"<p>{FACT}</p><h4>Tags</h4><ul><li>Drugs</li><li>Cocaine</li></ul><p>{FACT}</p>"
    assert stated(clean(PAGE.format(page))) == [FACT, FACT]


def test_an_item_goes_on_in_the_line_below() -> None:
    text = f"{FACT}\n\nThey found:\n\n  * 3 pounds of heroin\n    worth $12,000; and\n  * a rifle."
    assert stated(clean(text))[2:] == ["• 3 pounds of heroin worth $12,000; and", "• a rifle."]


@pytest.mark.parametrize("mark", ["ENDS", "-ends-", "-30-", "# # #", "--END--"])
def test_what_stands_below_the_end_is_boilerplate(mark: str) -> None:
    assert stated(clean(f"{LONG}\n\n{mark}\n\nThe harbour police guards forty harbours.")) == [LONG]


def test_header_lines_of_a_mail_are_its_title_and_day() -> None:
    head = "From: press@harbour.example\nTo: list@harbour.example\nSubject: Forty kilograms found\n"
    release = clean(f"{head}Date: Tue, 4 Jun 2019 10:00:00 -0400\n\n{FACT}\n")
    assert release.title == "Forty kilograms found"
    assert release.published == dt.date(2019, 6, 4)
    assert stated(release) == [FACT]


def test_a_lone_line_with_a_colon_is_no_header() -> None:
    assert "Subject: the harbour" in clean(f"Subject: the harbour\n\n{FACT}").text


def test_a_quoted_mail_is_read_without_its_marks() -> None:
    quoted = (
        "> Officers of the harbour police found forty\n> kilograms of cocaine.\n>\n> They left."
    )
    found = ["Officers of the harbour police found forty kilograms of cocaine.", "They left."]
    assert stated(clean(quoted)) == found


@pytest.mark.parametrize(
    "part",
    ["<noscript>", "<noscript><p>", "<tr><td>x</td>", "share-", "<form><p>x", "From: x\n", ">"],
)
def test_cost_grows_with_the_length(part: str) -> None:
    began = time.process_time()
    clean("<p>" + part * (200_000 // len(part)))
    clean(part * (200_000 // len(part)))
    clean(f'<p class="{part.strip("<>") * 20_000}">x</p>')
    assert time.process_time() - began < 15


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("Highway Patrol Seizes Drugs", None),
        ("County Police Investigate Fire", None),
        ("Department of Fisheries Announces Charges", None),
        ("Bureau of Harbours Officer Sentenced", None),
        ("Invented State Police", "Invented State Police"),
        ("Ministry of Foreign Affairs", "Ministry of Foreign Affairs"),
        ("Harbour Police Criminal Investigations Division",) * 2,
    ],
)
def test_a_headline_that_begins_with_a_body_is_not_its_name(line: str, issuer: str | None) -> None:
    release = clean(f"{line}\n\n{LONG}")
    assert release.issuer == issuer
    assert release.title == (None if issuer else line)


def test_the_lines_of_a_contact_block_are_boilerplate_and_a_telephone_number_is_no_item() -> None:
    block = "<div>Contact</div><p>Jane Roe<br>Information Officer<br>(555) 555-0100</p>"
    assert stated(clean(PAGE.format(f"<p>{LONG}</p>{block}"))) == [LONG]
    assert stated(clean(f"{LONG}\n\nCall us\n\n(555) 555-0100"))[-1] == "(555) 555-0100"


@pytest.mark.parametrize(
    "caption",
    [
        "<figure><figcaption>Forty packages.</figcaption></figure>",
        '<p class="wp-caption-text">Forty packages.</p>',
    ],
)
def test_captions_are_left_out(caption: str) -> None:
    assert stated(clean(PAGE.format(f"{caption}<p>{LONG}</p>"))) == [LONG]
