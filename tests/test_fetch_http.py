"""The client: how it waits, what it retries, what it refuses, what it never lets grow."""

from __future__ import annotations

import base64
import datetime as dt
import tracemalloc
from collections.abc import Iterator

import pytest

from pipelines.fetch import http
from pipelines.fetch.http import Client, Disallowed, FetchError, Limits, Response
from tests.fetch_server import Clock, Reply, Server, client, html, packed, redirect


@pytest.fixture
def server() -> Iterator[Server]:
    with Server().running() as server:
        yield server


def get(asking: Client, url: str, limit: int = 100_000, **more: object) -> Response:
    return asking.get(url, accept="*/*", limit=limit, **more)  # type: ignore[arg-type]


def reason(asking: Client, url: str, **more: object) -> str:
    with pytest.raises(FetchError) as caught:
        get(asking, url, **more)
    return str(caught.value)


@pytest.mark.parametrize(
    "first",
    [
        Reply(status=500),
        Reply(status=503),
        Reply(b"x" * 9000, fault="reset"),
        Reply(b"x" * 9000, fault="cut"),
        Reply(b"\x1f\x8b no gzip", headers={"Content-Encoding": "gzip"}),
    ],
    ids=["500", "503", "reset", "cut", "broken gzip"],
)
def test_what_may_pass_is_tried_again(server: Server, first: Reply) -> None:
    server.answers["/a"] = [first, first, html("fine")]
    clock = Clock()
    assert b"fine" in get(client(clock), f"{server.url}/a").body
    assert server.asked("/a") == 3
    one, two = clock.slept
    assert 0.5 <= one <= 1 <= two <= 2


def test_the_waits_are_the_same_for_the_same_seed(server: Server) -> None:
    server.answers["/a"] = Reply(status=500)
    first, second = Clock(), Clock()
    for clock in (first, second):
        assert reason(client(clock), f"{server.url}/a") == (
            "HTTP 500 Internal Server Error (5 attempts)"
        )
    assert first.slept == second.slept
    assert len(first.slept) == 4


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_what_will_not_pass_is_asked_once(server: Server, status: int) -> None:
    server.answers["/a"] = Reply(status=status)
    assert reason(client(), f"{server.url}/a").startswith(f"HTTP {status}")
    assert server.asked("/a") == 1


@pytest.mark.parametrize(
    ("after", "wait"),
    [("7", 7.0), ("Sat, 04 Mar 2023 10:00:20 GMT", 20.0), ("Sat, 04 Mar 2023 09:00:00 GMT", 0.0)],
)
def test_retry_after_is_obeyed(server: Server, after: str, wait: float) -> None:
    server.answers["/a"] = [Reply(status=429, headers={"Retry-After": after}), html("fine")]
    clock = Clock()
    now = dt.datetime(2023, 3, 4, 10, tzinfo=dt.UTC)
    get(client(clock, now=lambda: now), f"{server.url}/a")
    assert clock.slept == [wait]


def test_a_retry_after_of_hours_is_left_for_another_run(server: Server) -> None:
    server.answers["/a"] = Reply(status=429, headers={"Retry-After": "7200"})
    clock = Clock()
    assert "asks to wait 7200 s" in reason(client(clock), f"{server.url}/a")
    assert clock.slept == []


def test_a_body_that_fails_its_check_is_asked_for_again(server: Server) -> None:
    server.answers["/a"] = [html("half"), html("whole")]

    def check(response: Response) -> None:
        if b"whole" not in response.body:
            raise ValueError("not whole")

    assert b"whole" in get(client(), f"{server.url}/a", check=check).body
    server.answers["/a"] = html("half")
    assert reason(client(), f"{server.url}/a", check=check) == "not whole (5 attempts)"


def test_silence_times_out(server: Server) -> None:
    server.answers["/a"] = Reply(b"late", fault="silence")
    limits = Limits(read=0.05, attempts=2, delay=0)
    assert reason(client(limits=limits), f"{server.url}/a") == "timed out (2 attempts)"


def test_a_body_that_takes_too_long_in_all_is_given_up(server: Server) -> None:
    server.answers["/a"] = Reply(b"x" * 90_000)

    class Late(Clock):
        def __call__(self) -> float:
            self.time += 50
            return self.time

    limits = Limits(total=60, attempts=1, delay=0)
    assert reason(client(Late(), limits=limits), f"{server.url}/a") == "not done after 60 s"


def test_nobody_listening_is_told_in_words() -> None:
    limits = Limits(connect=1, attempts=1, delay=0)
    assert reason(client(limits=limits), "http://127.0.0.1:1/") == (
        "robots.txt cannot be read: no connection: Connection refused"
    )


def test_a_host_is_given_up_after_three_failures(server: Server) -> None:
    asking = client()
    for n in range(4):
        server.answers[f"/{n}"] = Reply(status=503)
    for n in range(3):
        assert "HTTP 503" in reason(asking, f"{server.url}/{n}")
    assert reason(asking, f"{server.url}/3") == "not tried: the host failed 3 times"
    assert server.asked("/3") == 0


def test_requests_to_a_host_are_spaced(server: Server) -> None:
    server.answers["/a"] = html("fine")
    clock = Clock()
    asking = client(clock, limits=Limits(delay=2))
    for _ in range(3):
        get(asking, f"{server.url}/a")
    assert clock.slept == [2.0, 2.0, 2.0]  # robots.txt and three pages
    assert asking.requests == 4


def test_a_crawl_delay_goes_before_a_shorter_one(server: Server) -> None:
    server.answers["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 9\n", kind="text/plain")
    server.answers["/a"] = html("fine")
    clock = Clock()
    asking = client(clock, limits=Limits(delay=2))
    get(asking, f"{server.url}/a")
    get(asking, f"{server.url}/a")
    assert clock.slept == [2.0, 9.0]


def test_the_server_is_told_who_asks(server: Server) -> None:
    server.answers["/a"] = html("fine")
    get(client(contact="mailto:data@example.org"), f"{server.url}/a")
    for request in server.log:
        assert request.headers["user-agent"].startswith("press-extractor/")
        assert request.headers["user-agent"].endswith("(+mailto:data@example.org)")


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /a\n", False),
        ("User-agent: *\nDisallow: /*?page=\n", True),
        ("User-agent: *\nDisallow: /\nAllow: /a\n", True),
        ("User-agent: press-extractor\nDisallow: /\n\nUser-agent: *\nAllow: /\n", False),
        ("<html>Not found</html>", True),
        ("", True),
    ],
)
def test_robots_txt_is_heeded(server: Server, rules: str, allowed: bool) -> None:
    server.answers["/robots.txt"] = Reply(rules.encode(), kind="text/plain")
    server.answers["/a"] = html("fine")
    if allowed:
        get(client(), f"{server.url}/a")
    else:
        with pytest.raises(Disallowed):
            get(client(), f"{server.url}/a")
    assert server.asked("/a") == allowed


def test_robots_txt_is_read_once(server: Server) -> None:
    server.answers["/a"] = html("fine")
    asking = client()
    get(asking, f"{server.url}/a")
    get(asking, f"{server.url}/a")
    assert server.asked("/robots.txt") == 1


def test_a_robots_txt_that_fails_disallows_all(server: Server) -> None:
    server.answers["/robots.txt"] = Reply(status=500)
    server.answers["/a"] = html("fine")
    assert "robots.txt cannot be read: HTTP 500" in reason(client(), f"{server.url}/a")
    assert server.asked("/a") == 0


def test_redirects_are_followed_and_obey_robots_txt(server: Server) -> None:
    server.answers["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private\n")
    server.answers["/a"] = redirect("/b?x=1#part", 301)
    server.answers["/b"] = html("fine")
    assert get(client(), f"{server.url}/a").url == f"{server.url}/b?x=1"
    server.answers["/a"] = redirect("/private")
    with pytest.raises(Disallowed):
        get(client(), f"{server.url}/a")
    assert server.asked("/private") == 0


def test_a_loop_of_redirects_ends(server: Server) -> None:
    server.answers["/a"] = redirect("/b")
    server.answers["/b"] = redirect("/a")
    assert reason(client(), f"{server.url}/a") == "more than 5 redirects"


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://x/", "data:text/html,x", "//:80/", "http://[/"],
)  # fmt: skip
def test_redirects_out_of_the_web_are_refused(server: Server, target: str) -> None:
    server.answers["/a"] = redirect(target)
    reason(client(), f"{server.url}/a")
    assert server.asked("/a") == 1


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.example/", "a.example/x", "http://", "http://u:p@a.example/", "http://a.example:x/", ""],
)  # fmt: skip
def test_only_web_addresses_are_asked(url: str) -> None:
    asking = client()
    reason(asking, url)
    assert asking.requests == 0


def test_no_way_back_from_https_to_http() -> None:
    parts = http._checked("https://a.example/x")
    answer = Response("https://a.example/x", 302, (("Location", "http://a.example/x"),), b"")
    with pytest.raises(FetchError, match="from https to http"):
        http._redirected(parts, answer)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_host_of_this_network_must_be_named(server: Server, host: str) -> None:
    server.answers["/a"] = html("secret")
    other = frozenset({"named.example"})
    url = f"http://{host}:{server.port}/a"
    assert "a host of this network" in reason(client(named=other), url)
    assert server.log == []


def test_a_redirect_into_this_network_is_refused(server: Server) -> None:
    server.answers["/a"] = redirect(f"http://127.0.0.1:{server.port}/secret")
    server.answers["/secret"] = html("secret")
    asking = client(named=frozenset({"localhost"}))
    url = f"http://localhost:{server.port}/a"
    assert "a host of this network (127.0.0.1)" in reason(asking, url)
    assert server.asked("/secret") == 0


@pytest.mark.parametrize("chunked", [False, True])
def test_bodies_are_bounded_before_and_after_decompression(server: Server, chunked: bool) -> None:
    server.answers["/long"] = Reply(b"x" * 200_000, chunked=chunked)
    server.answers["/bomb"] = packed(b"\0" * 30_000_000, chunked=chunked)
    for path in ("/long", "/bomb"):
        tracemalloc.start()
        assert reason(client(), server.url + path) == "larger than the limit of 100,000 bytes"
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 3_000_000
        assert server.asked(path) == 1


def test_a_compressed_body_is_decoded(server: Server) -> None:
    server.answers["/a"] = packed(b"fine", chunked=True)
    assert get(client(), f"{server.url}/a").body == b"fine"


def test_an_encoding_that_was_not_asked_for_is_refused(server: Server) -> None:
    server.answers["/a"] = Reply(b"?", headers={"Content-Encoding": "br"})
    assert "an encoding that was not asked for: br" in reason(client(), f"{server.url}/a")


def test_conditions_are_sent_and_their_answer_given(server: Server) -> None:
    server.answers["/a"] = Reply(status=304)
    conditions = {"If-None-Match": '"x"'}
    assert get(client(), f"{server.url}/a", validators=conditions).status == 304
    assert server.log[-1].headers["if-none-match"] == '"x"'
    assert "without conditions" in reason(client(), f"{server.url}/a")


@pytest.mark.parametrize(
    "after",
    ["²", "soon", "", "Mon, 01 Jan 2024 00:00:00 +99999999999999999999", "Mon, 99 Jan 2024"],
)
def test_a_wait_that_is_none_is_passed_over(after: str) -> None:
    assert http._seconds(after, dt.datetime(2024, 1, 1, tzinfo=dt.UTC)) is None


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_the_proxy_of_the_environment_is_asked(
    server: Server, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, server.url.removeprefix("http://"))
    server.answers["/a"] = html("fine")
    asking = client(named=frozenset({"agency.invalid"}))
    assert b"fine" in get(asking, "http://agency.invalid/a").body
    assert [(r.path, r.headers["host"]) for r in server.log] == [
        ("/robots.txt", "agency.invalid"),
        ("/a", "agency.invalid"),
    ]


def test_a_proxy_is_told_the_login_of_its_address_and_a_tunnel_is_asked_for_https(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", f"http://ann:a%40b@127.0.0.1:{server.port}")
    asking = client(named=frozenset({"agency.invalid"}), limits=Limits(delay=0, attempts=1))
    assert "the proxy: Tunnel connection failed: 502" in reason(asking, "https://agency.invalid/a")
    assert server.log[0].path == "agency.invalid:443"
    login = server.log[0].headers["proxy-authorization"]
    assert base64.b64decode(login.removeprefix("Basic ")) == b"ann:a@b"


def test_hosts_without_a_proxy_are_asked_directly(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server.answers["/a"] = html("fine")
    once = Limits(delay=0, attempts=1)
    assert "the proxy: " in reason(client(limits=once), f"{server.url}/a")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert b"fine" in get(client(limits=once), f"{server.url}/a").body


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.7", "[::1]"])
def test_a_proxy_is_no_way_to_a_host_of_this_network(
    server: Server, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("http_proxy", server.url)
    assert "a host of this network" in reason(
        client(named=frozenset({"agency.invalid"})), f"http://{host}/a"
    )
    assert server.log == []


def test_a_proxy_of_another_kind_is_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:1080")
    assert "a proxy of the kind socks5" in reason(client(), f"{server.url}/a")
