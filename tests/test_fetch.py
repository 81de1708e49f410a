"""Fetching: what lies in the folder afterwards, whatever the source and the network do meanwhile.

The servers imitate the Justice Department's News API, the Federal Register's API and feeds; all
their texts are invented.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipelines import inputs
from pipelines.cli import app
from pipelines.fetch import Entry, NothingFetched, Summary, fetch
from pipelines.fetch.archive import Archive, file_name
from pipelines.fetch.http import FetchError, Response
from pipelines.fetch.sources import FederalRegister, Feed, JusticeDepartment, Source
from pipelines.fetch.walk import Walk
from pipelines.inputs import RawRelease
from pipelines.lock import Locked, locked
from pipelines.run import run
from tests.fetch_server import Reply, Request, Server, as_json, client, html, redirect
from tests.stub import StubExtractor

TODAY = dt.datetime(2023, 5, 6, 12, tzinfo=dt.UTC)
TEXT = "Harbour officers found forty kilograms of cocaine in a lorry on the coast road."
LONG = f"<p>{TEXT}</p>" * 9


@pytest.fixture
def server() -> Iterator[Server]:
    with Server().running() as server:
        yield server


def bring(
    source: Source,
    out: Path,
    since: str | None = "2023-05-01",
    entries: list[Entry] | None = None,
    **more: Any,
) -> Summary:
    asking = client(now=lambda: TODAY)
    told = entries.append if entries is not None else lambda entry: None
    day = dt.date.fromisoformat(since) if since else None
    return fetch(source, out, asking, since=day, on_entry=told, **more)


def stored(out: Path) -> dict[str, RawRelease]:
    """What a run would read, by id; each of them once."""
    items = list(inputs.read([out]))
    assert all(isinstance(i, RawRelease) for i in items), items
    found = {i.release_id or "": i for i in items if isinstance(i, RawRelease)}
    assert len(found) == len(items)
    return found


def sidecar(out: Path, source: Source, key: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((out / source.folder / f"{file_name(key)}.json").read_text())
    return data


# --- the Justice Department --------------------------------------------------------------------


class Justice:
    """The News API over a list of releases, which a test may change between two pages."""

    def __init__(self, server: Server, number: int) -> None:
        self.url = f"{server.url}/api/v1/press_releases.json"
        self.releases = [release(n) for n in range(number)]
        self.pages: list[int] = []
        self.before: Callable[[int], object] = lambda page: None
        self.with_count = True
        self.faults: dict[int, Reply] = {}
        server.answers["/api/v1/press_releases.json"] = self.answer

    def answer(self, request: Request) -> Reply:
        page, size = int(request.query["page"][0]), int(request.query["pagesize"][0])
        assert request.query["sort"] == ["date"]
        assert request.query["direction"] == ["DESC"]
        self.pages.append(page)
        self.before(page)
        if page in self.faults:
            return self.faults[page]
        order = sorted(self.releases, key=lambda r: -int(r["date"]))
        resultset = {"count": str(len(order)), "pagesize": size, "page": page}
        head = {"responseInfo": {"status": 200, "developerMessage": "OK"}}
        if self.with_count:
            head["resultset"] = resultset
        return as_json({"metadata": head, "results": order[page * size : (page + 1) * size]})


def release(n: int) -> dict[str, Any]:
    """Release n, of the n-th hour before noon of 5 May 2023."""
    return {
        "uuid": f"0b9d-{n:03}",
        "title": f"Lorry {n} Stopped &amp; Searched",
        "date": str(1683288000 - 3600 * n),
        "url": f"https://www.justice.gov/usao-sdtx/pr/lorry-{n}",
        "component": [{"uuid": "c", "name": "USAO - Texas, Southern"}],
        "topic": [],
        "body": f"<p>{TEXT}</p><p>It was lorry {n}.</p>",
    }


def test_justice_releases_are_stored_as_a_run_reads_them(server: Server, tmp_path: Path) -> None:
    site = Justice(server, 7)
    source = JusticeDepartment(site.url, size=3)
    summary = bring(source, tmp_path)
    assert summary.statuses == {"new": 7}
    assert site.pages == [0, 1, 2]
    found = stored(tmp_path)
    assert set(found) == {f"0b9d-{n:03}" for n in range(7)}
    raw = found["0b9d-004"]
    assert raw.raw == release(4)["body"].encode()
    read = inputs.to_release(raw)
    assert read.title == "Lorry 4 Stopped & Searched"
    assert read.published == dt.date(2023, 5, 5)
    assert read.url == "https://www.justice.gov/usao-sdtx/pr/lorry-4"
    assert read.issuer == "U.S. Attorney's Office for the Southern District of Texas"
    note = sidecar(tmp_path, source, "0b9d-004")
    assert note["entry"]["component"] == release(4)["component"]
    assert "body" not in note["entry"]
    assert note["fetched"]["status"] == 200
    assert ["Content-Type", "application/json"] in note["fetched"]["headers"]
    assert note["fetched"]["at"] == "2023-05-06T12:00:00+00:00"


def test_a_run_over_the_folder_has_title_day_and_address(server: Server, tmp_path: Path) -> None:
    site = Justice(server, 3)
    bring(JusticeDepartment(site.url), tmp_path / "in")
    summary = run([tmp_path / "in"], tmp_path / "out", factory=StubExtractor)
    assert summary.statuses == {"ok": 3}
    rows = pq.read_table(tmp_path / "out" / "releases.parquet").to_pylist()
    assert [(r["release_id"], r["title"], r["published"], r["url"]) for r in rows] == [
        (f"0b9d-00{n}", f"Lorry {n} Stopped & Searched", dt.date(2023, 5, 5),
         f"https://www.justice.gov/usao-sdtx/pr/lorry-{n}")
        for n in range(3)
    ]  # fmt: skip
    again = run([tmp_path / "in"], tmp_path / "out", factory=StubExtractor)
    assert again.unchanged == 3


def test_the_walk_ends_at_the_day_asked_for(server: Server, tmp_path: Path) -> None:
    site = Justice(server, 100)  # of four days and a bit
    bring(JusticeDepartment(site.url, size=10), tmp_path, "2023-05-05")
    assert len(stored(tmp_path)) == 13  # those of 5 May, from noon back to midnight
    assert site.pages == [0, 1, 2]


def test_what_is_stored_already_is_left_and_what_changed_is_taken(
    server: Server, tmp_path: Path
) -> None:
    site = Justice(server, 5)
    source = JusticeDepartment(site.url)
    bring(source, tmp_path)
    place = tmp_path / "doj" / "0b9d-001.json"
    before = place.stat().st_mtime_ns
    site.releases[2]["body"] = f"<p>{TEXT} Corrected.</p>"
    site.releases[3]["title"] = "Another Title"
    site.releases.append({**release(0), "uuid": "new"})
    summary = bring(source, tmp_path)
    assert summary.statuses == {"unchanged": 3, "changed": 2, "new": 1}
    assert place.stat().st_mtime_ns == before
    assert b"Corrected" in stored(tmp_path)["0b9d-002"].raw
    assert stored(tmp_path)["0b9d-003"].title == "Another Title"


@pytest.mark.parametrize("with_count", [True, False])
def test_releases_published_while_paging_move_the_others_and_none_is_lost(
    server: Server, tmp_path: Path, with_count: bool
) -> None:
    site = Justice(server, 12)
    site.with_count = with_count

    def publish(page: int) -> None:
        if page in (1, 2):
            site.releases.append({**release(-page), "uuid": f"fresh-{page}"})

    site.before = publish
    summary = bring(JusticeDepartment(site.url, size=4), tmp_path)
    assert summary.statuses == {"new": 12}
    assert set(stored(tmp_path)) == {f"0b9d-{n:03}" for n in range(12)}
    assert summary.failed == 0


def test_releases_withdrawn_while_paging_cost_no_other_one(server: Server, tmp_path: Path) -> None:
    site = Justice(server, 20)

    def withdraw(page: int) -> None:
        if page == 2 and len(site.releases) == 20:
            del site.releases[1:4]

    site.before = withdraw
    summary = bring(JusticeDepartment(site.url, size=4), tmp_path)
    assert set(stored(tmp_path)) == {f"0b9d-{n:03}" for n in range(20)}
    assert site.pages == [0, 1, 2, 1, 2, 3, 4]
    assert summary.failed == 0


def test_a_list_that_repeats_itself_is_told(server: Server, tmp_path: Path) -> None:
    site = Justice(server, 8)

    def repeat(page: int) -> None:
        site.releases[0]["date"] = str(1683288000 - 3600 * 5 * page - 1)

    site.before = repeat
    entries: list[Entry] = []
    summary = bring(JusticeDepartment(site.url, size=4), tmp_path, entries=entries)
    assert summary.failed == 1
    assert "fetch again" in (entries[-1].reason or "")


def test_counts_that_go_up_and_down_for_ever_end(server: Server, tmp_path: Path) -> None:
    site = Justice(server, 12)
    asked = site.answer

    def cached(request: Request) -> Reply:
        reply = asked(request)
        data = json.loads(reply.body)
        data["metadata"]["resultset"]["count"] = 12 - int(request.query["page"][0])
        return as_json(data)

    server.answers["/api/v1/press_releases.json"] = cached
    bring(JusticeDepartment(site.url, size=4), tmp_path)
    assert len(stored(tmp_path)) == 12


@pytest.mark.parametrize(
    "fault",
    [
        Reply(b'{"results": [', kind="application/json"),
        as_json({"message": "none"}),
        as_json([]),
        Reply(b'{"results": [' + b"[" * 500 + b"]" * 500 + b"]}", kind="application/json"),
        html("<h1>Sorry</h1>"),
        Reply(status=502),
        Reply(b"x" * 900, fault="cut"),
    ],
    ids=["malformed", "no results", "a list", "deep", "a page", "502", "cut"],
)
def test_a_broken_page_ends_the_walk_and_the_next_goes_on_from_there(
    server: Server, tmp_path: Path, fault: Reply
) -> None:
    site = Justice(server, 30)
    source = JusticeDepartment(site.url, size=3)
    site.faults = {6: fault}
    entries: list[Entry] = []
    summary = bring(source, tmp_path, entries=entries)
    assert summary.statuses == {"new": 18, "failed": 1}
    assert "(5 attempts)" in (entries[-1].reason or "")

    site.faults, site.pages = {}, []
    site.releases.append({**release(-1), "uuid": "fresh"})
    summary = bring(source, tmp_path)
    assert len(stored(tmp_path)) == 31
    assert site.pages == [0, 1, 4, 5, 6, 7, 8, 9, 10]  # down to what is known, then on

    site.pages = []
    bring(source, tmp_path)
    assert site.pages == list(range(11))  # a walk that was finished leaves no mark


def test_a_mark_of_another_walk_is_not_followed(server: Server, tmp_path: Path) -> None:
    site = Justice(server, 30)
    site.faults = {6: Reply(status=502)}
    bring(JusticeDepartment(site.url, size=3), tmp_path)
    site.faults, site.pages = {}, []
    bring(JusticeDepartment(site.url, size=3), tmp_path, "2023-05-02")
    assert site.pages == list(range(10))


def test_a_broken_first_page_is_an_error(server: Server, tmp_path: Path) -> None:
    site = Justice(server, 3)
    site.faults = {0: Reply(status=500)}
    with pytest.raises(NothingFetched, match="HTTP 500"):
        bring(JusticeDepartment(site.url), tmp_path)


def test_entries_that_are_none_are_told(server: Server, tmp_path: Path) -> None:
    site = Justice(server, 2)
    site.releases += [{**release(3), "uuid": None}, {**release(4), "body": None}]
    entries: list[Entry] = []
    summary = bring(JusticeDepartment(site.url), tmp_path, entries=entries)
    assert summary.statuses == {"new": 2, "failed": 1}
    assert entries[0].reason == "2 entries without an id or a text"


ODD = st.recursive(
    st.sampled_from([None, True, 0, -1, 1e999, 7, "", "x", "http://[", "\ud800", "../a"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("uuid name date".split()), inner),
    max_leaves=4,
)  # fmt: skip
FIELDS = (
    "uuid title date url component body document_number publication_date html_url body_html_url "
    "agencies"
).split()


@settings(max_examples=80, deadline=None)
@given(st.lists(ODD | st.dictionaries(st.sampled_from(FIELDS), ODD), max_size=3), ODD, ODD)
def test_entries_of_any_shape_are_items_or_none(results: list[Any], count: Any, rest: Any) -> None:
    metadata = {"resultset": {"count": count}}
    data = {"results": results, "metadata": metadata, "count": 1, "next_page_url": rest}
    page = Response("http://a.example/", 200, (), json.dumps(data).encode())
    day = dt.date(2023, 5, 6)
    for source in (JusticeDepartment(), FederalRegister()):
        walk = Walk(lambda *asked: page, day, day, None, lambda item: False)
        with contextlib.suppress(FetchError):
            for listing in itertools.islice(source.listings(walk), 3):
                for found in listing.items:
                    assert found.hash
                    assert file_name(found.id)


def test_parameters_are_passed_on(server: Server, tmp_path: Path) -> None:
    site = Justice(server, 1)
    bring(JusticeDepartment(site.url, (("parameters[title]", "lorry"),)), tmp_path)
    assert server.log[-1].query["parameters[title]"] == ["lorry"]


@pytest.mark.parametrize("after", range(0, 12, 3))
def test_a_fetch_that_was_stopped_goes_on(server: Server, tmp_path: Path, after: int) -> None:
    site = Justice(server, 12)
    source = JusticeDepartment(site.url, size=4)
    done: list[Entry] = []
    summary = bring(source, tmp_path, entries=done, stop=lambda: len(done) > after)
    assert summary.stopped
    assert len(stored(tmp_path)) == after + 1
    bring(source, tmp_path)
    assert set(stored(tmp_path)) == {f"0b9d-{n:03}" for n in range(12)}


# --- the Federal Register ----------------------------------------------------------------------


class Register:
    """The Federal Register's API: documents by day, at most two on a page."""

    def __init__(self, server: Server, days: dict[str, int]) -> None:
        self.url = f"{server.url}/api/v1/documents.json"
        self.server = server
        self.days = days
        self.asked: list[str] = []
        self.empty = as_json({"description": "none", "count": 0})
        self.next = self.url
        server.answers["/api/v1/documents.json"] = self.answer
        for when, number in days.items():
            for n in range(number):
                server.answers[f"/full/{when}/{n}.html"] = html(f"<p>{TEXT}</p><p>{when} {n}</p>")

    def answer(self, request: Request) -> Reply:
        when = request.query["conditions[publication_date][is]"][0]
        page = int(request.query.get("page", ["1"])[0])
        self.asked.append(f"{when} {page}")
        number = self.days.get(when, 0)
        if not number:
            return self.empty
        documents = [
            {
                "document_number": f"2023-{n:05}",
                "title": f"Notice {n}",
                "publication_date": when,
                "type": "Notice",
                "html_url": f"https://www.federalregister.gov/documents/{when}/{n}",
                "body_html_url": f"{self.server.url}/full/{when}/{n}.html",
                "agencies": [{"raw_name": "TREASURY", "name": "Treasury Department"}],
            }
            for n in range(number)
        ]
        data = {"count": number, "results": documents[(page - 1) * 2 : page * 2]}
        if page * 2 < number:
            data["next_page_url"] = (
                f"{self.next}?conditions[publication_date][is]={when}&page={page + 1}"
            )
        return as_json(data)


def test_federal_register_day_by_day(server: Server, tmp_path: Path) -> None:
    site = Register(server, {"2023-05-03": 1, "2023-05-05": 5})
    source = FederalRegister(site.url)
    summary = bring(source, tmp_path, "2023-05-03")
    assert summary.statuses == {"new": 6}
    assert site.asked == [
        "2023-05-03 1", "2023-05-04 1", "2023-05-05 1", "2023-05-05 2", "2023-05-05 3",
        "2023-05-06 1",
    ]  # fmt: skip
    found = stored(tmp_path)
    assert set(found) == {"fr-2023-05-03-2023-00000"} | {
        f"fr-2023-05-05-2023-{n:05}" for n in range(5)
    }
    read = inputs.to_release(found["fr-2023-05-05-2023-00004"])
    assert read.title == "Notice 4"
    assert read.published == dt.date(2023, 5, 5)
    assert read.url == "https://www.federalregister.gov/documents/2023-05-05/4"
    assert TEXT in read.text
    assert server.log[1].query["fields[]"][0] == "document_number"
    server.log.clear()
    assert bring(source, tmp_path, "2023-05-03").statuses == {"unchanged": 6}
    assert not any(r.path.startswith("/full") for r in server.log)


@pytest.mark.parametrize(
    ("empty", "failed"),
    [
        (as_json({"count": 0, "description": "none"}), None),
        (as_json({"count": 0, "results": []}), None),
        (as_json({"errors": {"base": ["no"]}}, 404), None),
        (Reply(b"<h1>Page not found</h1>", 404), "HTTP 404"),
        (as_json({"errors": {"publication_date": "is not a date"}}), "the API says"),
    ],
)
def test_a_day_without_documents(
    server: Server, tmp_path: Path, empty: Reply, failed: str | None
) -> None:
    site = Register(server, {"2023-05-04": 1, "2023-05-06": 1})
    site.empty = empty
    entries: list[Entry] = []
    summary = bring(FederalRegister(site.url), tmp_path, "2023-05-04", entries=entries)
    if failed is None:
        assert summary.statuses == {"new": 2}
    else:
        assert summary.statuses == {"new": 1, "failed": 1}
        assert failed in (entries[-1].reason or "")


@pytest.mark.parametrize("place", ["http://other.example/api", "http://[", "file:///etc/passwd"])
def test_a_next_page_elsewhere_is_not_followed(server: Server, tmp_path: Path, place: str) -> None:
    site = Register(server, {"2023-05-06": 4})
    site.next = place
    summary = bring(FederalRegister(site.url), tmp_path, "2023-05-06")
    assert summary.statuses == {"new": 2, "failed": 1}


def test_texts_that_fail_wait_and_the_walk_goes_on_at_its_day(
    server: Server, tmp_path: Path
) -> None:
    site = Register(server, {"2023-05-04": 2, "2023-05-05": 2})
    source = FederalRegister(site.url)
    good = server.answers["/full/2023-05-04/1.html"]
    server.answers["/full/2023-05-04/1.html"] = Reply(status=503)
    summary = bring(source, tmp_path, "2023-05-04")
    assert summary.statuses == {"new": 3, "failed": 1}
    assert summary.waiting == 1
    server.answers["/full/2023-05-04/1.html"] = good
    assert bring(source, tmp_path, "2023-05-06").statuses == {"new": 1}  # a walk that has it not
    assert len(stored(tmp_path)) == 4


# --- feeds -------------------------------------------------------------------------------------


def rss(*items: str, title: str = "Harbour Police") -> bytes:
    inside = "".join(f"<item>{i}</item>" for i in items)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title>{inside}</channel></rss>"
    ).encode()


def item(name: str, day: int = 4, link: str | None = None, more: str = "") -> str:
    link = f"/news/{name}" if link is None else link
    return (
        f"<title>Lorry {name} &amp; Crew</title><link>{link}</link>"
        f"<pubDate>{day:02} May 2023 23:30:00 -0400</pubDate>"
        f"<description>A teaser of {name}.</description>{more}"
    )


def feed(server: Server, *items: str, **headers: str) -> Feed:
    server.answers["/feed.xml"] = Reply(rss(*items), kind="application/rss+xml", headers=headers)
    return Feed(f"{server.url}/feed.xml")


def pages(server: Server, *names: str) -> None:
    for name in names:
        server.answers[f"/news/{name}"] = html(f"<p>{TEXT}</p><p>{name}</p>", ETag=f'"{name}"')


def test_a_feed_of_summaries_is_followed_to_its_pages(server: Server, tmp_path: Path) -> None:
    pages(server, "a", "b")
    source = feed(server, item("a"), item("b", day=5))
    assert bring(source, tmp_path).statuses == {"new": 2}
    found = {r.title: r for r in stored(tmp_path).values()}
    read = inputs.to_release(found["Lorry a & Crew"])
    assert read.published == dt.date(2023, 5, 4)
    assert read.url == f"{server.url}/news/a"
    assert TEXT in read.text
    assert found["Lorry a & Crew"].issuer == "Harbour Police"
    assert b"<html>" in found["Lorry a & Crew"].raw


def test_a_feed_with_full_texts_costs_one_request(server: Server, tmp_path: Path) -> None:
    full = f"<content:encoded><![CDATA[{LONG}<script>x()</script>]]></content:encoded>"
    source = feed(server, item("a", more=full))
    summary = bring(source, tmp_path)
    assert summary.statuses == {"new": 1}
    assert summary.requests == 2  # robots.txt and the feed
    (raw,) = stored(tmp_path).values()
    assert raw.raw.decode().startswith(LONG)
    assert "x()" not in inputs.to_release(raw).text


def test_an_atom_feed(server: Server, tmp_path: Path) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Coast Guard</title><id>x</id>'
        "<updated>2023-05-04T01:00:00Z</updated><entry><id>tag:guard.example,2023:7</id>"
        '<title>Boat Stopped</title><link href="/news/a"/><updated>2023-05-03T22:00:00-04:00'
        "</updated><summary>Short.</summary></entry></feed>"
    )
    server.answers["/feed.xml"] = Reply(atom.encode(), kind="application/atom+xml")
    pages(server, "a")
    bring(Feed(f"{server.url}/feed.xml"), tmp_path)
    (raw,) = stored(tmp_path).values()
    read = inputs.to_release(raw)
    assert (read.title, read.published) == ("Boat Stopped", dt.date(2023, 5, 3))
    assert "tag:guard.example" in raw.source or raw.release_id


def test_releases_older_than_asked_for_are_left_out(server: Server, tmp_path: Path) -> None:
    pages(server, "a", "b", "c")
    undated = "<title>C</title><link>/news/c</link>"
    source = feed(server, item("a", day=2), item("b", day=3), undated)
    bring(source, tmp_path, "2023-05-03")
    assert {r.title for r in stored(tmp_path).values()} == {"Lorry b & Crew", "C"}


def test_a_feed_that_has_not_changed_is_not_sent_again(server: Server, tmp_path: Path) -> None:
    pages(server, "a", "b")
    source = feed(server, item("a"), item("b"), ETag='"v1"')
    whole = server.answers["/feed.xml"]
    server.answers["/news/b"] = Reply(status=503)
    assert bring(source, tmp_path).statuses == {"new": 1, "failed": 1}

    def answer(request: Request) -> Reply:
        assert isinstance(whole, Reply)
        return Reply(status=304) if request.headers.get("if-none-match") == '"v1"' else whole

    server.answers["/feed.xml"] = answer
    pages(server, "b")
    assert bring(source, tmp_path).statuses == {"unchanged": 1, "new": 1}
    assert server.asked("/news/a") == 1


@pytest.mark.parametrize(
    ("header", "condition"), [("ETag", "if-none-match"), ("Last-Modified", "if-modified-since")]
)
def test_stored_pages_are_asked_for_on_condition(
    server: Server, tmp_path: Path, header: str, condition: str
) -> None:
    page = html(f"<p>{TEXT}</p>", **{header: "mark"})

    def answer(request: Request) -> Reply:
        return Reply(status=304) if request.headers.get(condition) == "mark" else page

    server.answers["/news/a"] = answer
    source = feed(server, item("a"))
    bring(source, tmp_path)
    assert bring(source, tmp_path).statuses == {"unchanged": 1}
    assert server.asked("/news/a") == 1
    assert bring(source, tmp_path, refresh=True).statuses == {"unchanged": 1}
    assert server.asked("/news/a") == 2

    source = feed(server, item("a", day=5))  # the feed says another day; the page is the same
    bring(source, tmp_path)
    (raw,) = stored(tmp_path).values()
    assert inputs.to_release(raw).published == dt.date(2023, 5, 5)
    assert TEXT.encode() in raw.raw

    page = html("<p>Other words.</p>", **{header: "mark 2"})
    server.answers["/news/a"] = page
    assert bring(source, tmp_path, refresh=True).statuses == {"changed": 1}


def test_what_cannot_be_had_has_a_reason_and_the_rest_is_there(
    server: Server, tmp_path: Path
) -> None:
    server.answers["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /news/no\n")
    pages(server, "good", "no")
    server.answers["/news/doc"] = Reply(b"%PDF", kind="application/pdf")
    server.answers["/news/big"] = html("x" * (inputs.MAX_RELEASE + 1))
    server.answers["/news/loop"] = redirect("/news/loop")
    server.answers["/news/late"] = Reply(status=503)
    server.answers["/news/out"] = redirect("file:///etc/passwd")
    names = "no doc big loop gone late out good".split()
    entries: list[Entry] = []
    source = feed(
        server,
        *(item(name) for name in names),
        item("far", link="ftp://127.0.0.1/x"),
        item("odd", link="http://[/odd"),
        item("near", link=f"http://localhost:{server.port}/news/good"),
        "<title>Nothing to read</title>",
    )
    summary = bring(source, tmp_path, entries=entries)
    why = {e.source.rpartition("/")[2]: (e.status, e.reason) for e in entries[1:]}
    assert entries[0].reason == "2 entries with neither a text nor a link"
    assert why["good"] == ("failed", "a host of this network (127.0.0.1), which was not asked for by name")  # fmt: skip
    assert why["no"] == ("robots", "robots.txt disallows it")
    assert why["doc"] == ("failed", "application/pdf is not read")
    assert why["big"] == ("failed", "larger than the limit of 8,388,608 bytes")
    assert why["loop"] == ("failed", "more than 5 redirects")
    assert why["gone"] == ("failed", "HTTP 404 Not Found")
    assert why["late"] == ("failed", "HTTP 503 Service Unavailable (5 attempts)")
    assert why["out"] == ("failed", "only http and https are fetched, not file")
    assert why["x"] == ("failed", "only http and https are fetched, not ftp")
    assert summary.statuses == {"new": 1, "robots": 1, "failed": 9}
    assert summary.waiting == 1  # late
    assert len(stored(tmp_path)) == 1


def test_what_waits_is_fetched_when_the_feed_has_forgotten_it(
    server: Server, tmp_path: Path
) -> None:
    pages(server, "a", "b")
    server.answers["/news/a"] = Reply(status=503)
    bring(feed(server, item("a")), tmp_path)
    pages(server, "a")
    assert bring(feed(server, item("b")), tmp_path).statuses == {"new": 2}
    assert {r.title for r in stored(tmp_path).values()} == {"Lorry a & Crew", "Lorry b & Crew"}


@pytest.mark.parametrize(
    "body",
    [
        rss(item("a"), item("b"))[:-60],
        b"{}",
        b"",
        b"<html><body>Sign in</body></html>",
        b"<rss version='2.0'>" + b"<x>" * 5000 + b"</x>" * 5000 + b"</rss>",
        b'<!DOCTYPE r [<!ENTITY a "' + b"x" * 999 + b'">' + b"".join(
            b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)
        ) + b"]><rss version='2.0'><channel><item><title>&j;</title></item></channel></rss>",
    ],
    ids=["cut", "json", "empty", "page", "deep", "laughs"],
)  # fmt: skip
def test_what_is_no_feed_is_an_error(server: Server, tmp_path: Path, body: bytes) -> None:
    server.answers["/feed.xml"] = Reply(body, kind="application/rss+xml")
    began = time.monotonic()
    with pytest.raises(NothingFetched, match=r"XML|neither RSS nor Atom"):
        bring(Feed(f"{server.url}/feed.xml"), tmp_path)
    assert time.monotonic() - began < 10
    assert list(inputs.discover([tmp_path])) == [tmp_path]


def test_an_entity_reads_no_file(server: Server, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words")
    body = rss(item("a", more="<category>&s;</category>"), title="&s;")
    entity = f'<!DOCTYPE rss [<!ENTITY s SYSTEM "file://{tmp_path}/secret">]><rss '.encode()
    server.answers["/feed.xml"] = Reply(body.replace(b"<rss ", entity), kind="text/xml")
    pages(server, "a")
    bring(Feed(f"{server.url}/feed.xml"), tmp_path / "out")
    for path in (tmp_path / "out").rglob("*"):
        assert path.is_dir() or b"secret words" not in path.read_bytes()


def test_ids_of_any_kind_stay_in_the_folder(server: Server, tmp_path: Path) -> None:
    ids = ["../../../up", "/etc/passwd", "a" * 5000, "новость", ".hidden", "-rf", "x y?z#", "con"]
    ids += ["A", "a"]
    pages(server, *(str(n) for n in range(len(ids))))
    items = [item(str(n), more=f"<guid isPermaLink='false'>{i}</guid>") for n, i in enumerate(ids)]
    source = feed(server, *items)
    bring(source, tmp_path / "in")
    assert [p.name for p in tmp_path.iterdir()] == ["in"]
    assert [p.name for p in (tmp_path / "in").iterdir()] == [source.folder]
    found = stored(tmp_path / "in")
    assert len(found) == len(ids)
    assert {r.title for r in found.values()} == {f"Lorry {n} & Crew" for n in range(len(ids))}


@pytest.mark.parametrize(
    "text",
    ["../../x", "a/b", "..", "", "a" * 999, "é", "x\0y", ".x", "a\\b", "www.a.example/b?c=1"],
)
def test_names_of_files_are_safe(text: str) -> None:
    name = file_name(text)
    assert 0 < len(name) < 200
    assert name.isascii()
    assert not set(name) & set("/\\\0 ")
    assert not name.startswith((".", "-"))
    assert file_name(text + "/") != name


# --- the folder --------------------------------------------------------------------------------


def test_a_process_that_dies_between_body_and_metadata_loses_nothing(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Justice(server, 3)
    source = JusticeDepartment(site.url)
    written = Archive._write

    def die(self: Archive, path: Path, data: bytes) -> None:
        if path.name == "0b9d-001.json":
            raise KeyboardInterrupt
        written(self, path, data)

    monkeypatch.setattr(Archive, "_write", die)
    with pytest.raises(KeyboardInterrupt):
        bring(source, tmp_path)
    monkeypatch.undo()
    assert bring(source, tmp_path).statuses == {"unchanged": 1, "new": 2}
    assert stored(tmp_path)["0b9d-001"].title == "Lorry 1 Stopped &amp; Searched"


def test_a_body_that_a_power_cut_left_empty_is_fetched_again(
    server: Server, tmp_path: Path
) -> None:
    source = JusticeDepartment(Justice(server, 3).url)
    bring(source, tmp_path)
    (tmp_path / "doj" / "0b9d-001.html").write_bytes(b"")
    assert bring(source, tmp_path).statuses == {"unchanged": 2, "new": 1}
    assert stored(tmp_path)["0b9d-001"].raw == release(1)["body"].encode()


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"queue": [{"id": 1}], "query": 7}', "null"])
def test_a_broken_state_counts_as_none(server: Server, tmp_path: Path, broken: str) -> None:
    site = Justice(server, 3)
    (tmp_path / "doj").mkdir()
    (tmp_path / "doj" / ".state.json").write_text(broken)
    assert bring(JusticeDepartment(site.url), tmp_path).statuses == {"new": 3}


def test_two_fetches_into_one_folder_are_refused(server: Server, tmp_path: Path) -> None:
    site = Justice(server, 3)
    with locked(tmp_path / "doj"), pytest.raises(Locked):
        bring(JusticeDepartment(site.url), tmp_path)


def test_a_session_of_the_server_is_not_kept(server: Server, tmp_path: Path) -> None:
    server.answers["/news/a"] = html(TEXT, **{"Set-Cookie": "id=abcdef"})
    bring(feed(server, item("a")), tmp_path)
    for path in tmp_path.rglob("*.json"):
        assert "abcdef" not in path.read_text()


def test_a_text_page_is_stored_as_text(server: Server, tmp_path: Path) -> None:
    source = feed(server, item("a"))
    server.answers["/news/a"] = Reply(TEXT.encode(), kind="text/plain; charset=utf-8")
    bring(source, tmp_path)
    (raw,) = stored(tmp_path).values()
    assert raw.kind == "txt"
    server.answers["/news/a"] = html(TEXT)
    bring(source, tmp_path, refresh=True)
    (raw,) = stored(tmp_path).values()
    assert raw.kind == "html"


def test_lists_are_kept_only_with_a_validator(server: Server, tmp_path: Path) -> None:
    kept = Archive(tmp_path)
    plain = Response("http://a.example/", 200, (("Date", "x"),), b"1")
    kept.keep_list("http://a.example/", plain)
    assert kept.listed("http://a.example/") is None
    marked = Response("http://a.example/b", 200, (("etag", '"x"'),), b"\xff1")
    kept.keep_list("http://a.example/", marked)
    assert kept.listed("http://a.example/") == marked


# --- the command -------------------------------------------------------------------------------


def invoke(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["fetch", *map(str, args)])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_fetches_and_says_so(server: Server, tmp_path: Path) -> None:
    pages(server, "a")
    url = feed(server, item("a"), item("gone")).url
    code, out, err = invoke(
        "feed", url, "--out", tmp_path, "--delay", 0, "--contact", "me@x.example"
    )
    assert code == 1
    assert out.splitlines()[0] == "fetched 1 new, 1 failed (4 requests)"
    assert err == f"failed: {server.url}/news/gone: HTTP 404 Not Found\n"
    assert "me@x.example" in server.log[0].headers["user-agent"]
    pages(server, "gone")
    assert invoke(url, "--out", tmp_path, "--delay", 0, "--since", "2023-05-01")[0] == 0


def test_the_command_takes_an_api(server: Server, tmp_path: Path) -> None:
    site = Justice(server, 2)
    code, out, _ = invoke("doj", site.url, "--since", "2023-05-01", "--out", tmp_path, "--delay", 0)
    assert code == 0
    assert "fetched 2 new (2 requests)" in out


@pytest.mark.parametrize(
    "args",
    [
        ["doj"],
        ["federal-register"],
        ["feed"],
        ["nowhere"],
        ["file:///etc/passwd"],
        ["feed", "ftp://a.example/"],
        ["doj", "--since", "yesterday"],
        ["doj", "--since", "2023-05-01", "--param", "x"],
        ["http://a.example/f", "--contact", "me\r\nX: y"],
        ["http://a.example/f", "http://b.example/f"],
    ],
)
def test_wrong_usage(args: list[str], tmp_path: Path) -> None:
    assert invoke(*args, "--out", tmp_path)[0] == 2


def test_nothing_at_all_is_exit_code_3(server: Server, tmp_path: Path) -> None:
    code, _, err = invoke(f"{server.url}/none.xml", "--out", tmp_path, "--delay", 0)
    assert code == 3
    assert err == (
        f"press-extractor: nothing could be fetched: {server.url}/none.xml: HTTP 404 Not Found\n"
    )
    server.answers["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /\n")
    code, _, err = invoke(feed(server, item("a")).url, "--out", tmp_path, "--delay", 0)
    assert code == 3
    assert "robots.txt disallows it" in err


def test_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in sys.modules if n.startswith("pipelines.fetch")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "urllib3", None)
    code, _, err = invoke("http://a.example/feed")
    assert code == 3
    assert "press-extractor[fetch]" in err


def test_what_a_server_writes_does_not_move_the_terminal(server: Server, tmp_path: Path) -> None:
    source = feed(server, item("a", link="ftp://127.0.0.1/&#x9b;2J"))
    _, _, err = invoke(source.url, "--out", tmp_path, "--delay", 0)
    assert "\x9b" not in err


def test_kill_9_in_mid_run_loses_and_doubles_nothing(server: Server, tmp_path: Path) -> None:
    names = [f"n{n}" for n in range(9)]
    pages(server, *names)
    reached = tmp_path / "reached"

    def wait(request: Request) -> Reply:
        reached.touch()
        time.sleep(60)
        return Reply(status=500)

    good = server.answers["/news/n5"]
    server.answers["/news/n5"] = wait
    url = feed(server, *(item(name) for name in names)).url
    code = (
        "import pathlib; from pipelines.fetch import fetch; "
        "from pipelines.fetch.sources import Feed; from tests.fetch_server import client; "
        f"fetch(Feed({url!r}), pathlib.Path({str(tmp_path / 'in')!r}), client())"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parent.parent)
    try:
        deadline = time.monotonic() + 60
        while not reached.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert reached.exists()
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert len(stored(tmp_path / "in")) == 5

    server.answers["/news/n5"] = good
    server.log.clear()
    source = feed(server, item("n8"), item("fresh"))  # the feed has moved on meanwhile
    pages(server, "fresh")
    assert bring(source, tmp_path / "in").statuses == {"new": 5}
    titles = sorted(r.title or "" for r in stored(tmp_path / "in").values())
    assert titles == sorted(f"Lorry {name} & Crew" for name in [*names, "fresh"])
    assert {r.path for r in server.log if "/news/" in r.path} == {
        "/news/fresh", "/news/n5", "/news/n6", "/news/n7", "/news/n8",
    }  # fmt: skip
