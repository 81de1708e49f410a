"""A polite HTTP client: one request at a time, spaced, retried, bounded, and only where allowed.

Every wait goes through ``sleep`` and every moment comes from ``clock``, so that a test can inject
them. Redirects are followed here, not by the library: each hop is checked like the first address.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import urllib3
from protego import Protego
from urllib3.exceptions import HTTPError, TimeoutError

from extractor import __version__
from pipelines.fetch.pools import Pools, Refused

PRODUCT = "press-extractor"
_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})
_CHUNK = 1 << 16
_ROBOTS_BYTES = 500 * 1024  # what RFC 9309 asks a crawler to read at least
_GIVE_UP_AFTER = 3


class FetchError(Exception):
    """An address could not be read. ``passing`` says that a later run may have more luck.

    ``status`` and ``kind`` (the media type) are those of the answer, where there was one.
    """

    def __init__(
        self, reason: str, *, passing: bool = False, status: int | None = None, kind: str = ""
    ) -> None:
        super().__init__(reason)
        self.passing = passing
        self.status = status
        self.kind = kind


class Disallowed(FetchError):
    """The host's robots.txt asks not to fetch the address."""


class _Again(FetchError):
    """An attempt failed in a way that another may not; ``wait`` is what the host asks for, in s."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason, passing=True)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Limits:
    """What a host may cost: seconds, attempts, hops.

    ``delay`` is the least time between two requests to one host; a longer ``Crawl-delay`` in its
    robots.txt goes before it. ``longest_wait`` bounds both ``Crawl-delay`` and ``Retry-After``.
    """

    delay: float = 1.0
    connect: float = 10.0
    read: float = 30.0
    total: float = 120.0
    attempts: int = 5
    backoff: float = 1.0
    longest_wait: float = 120.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: the address that gave it in the end, status 200 or 304, headers, decoded body."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of this name, in any case of its letters."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(slots=True)
class _Host:
    """What is remembered of a host: its rules, when it may be asked again, failures in a row."""

    rules: Protego | None = None
    refusal: str | None = None
    ready: float = float("-inf")
    delay: float = 0.0
    failures: int = 0


@dataclass(slots=True)
class Client:
    """Fetches addresses politely. ``named`` are hosts that the user asked for by name.

    Any other host (of a link in a feed, of a redirect) must have a public address: a page that
    somebody else wrote is no reason to send a request into the user's own network.
    """

    named: frozenset[str]
    contact: str | None = None
    limits: Limits = Limits()
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    jitter: random.Random = field(default_factory=random.Random)
    requests: int = field(default=0, init=False)
    _hosts: dict[str, _Host] = field(default_factory=dict, init=False)
    _pools: Pools = field(default_factory=Pools, init=False)

    def get(
        self,
        url: str,
        *,
        accept: str,
        limit: int,
        validators: Mapping[str, str] | None = None,
        check: Callable[[Response], object] = lambda response: None,
    ) -> Response:
        """Fetch ``url``, of at most ``limit`` bytes after decompression.

        ``validators`` are the headers of a conditional request, to which the answer may be a 304.
        ``check`` raises ``ValueError`` for a body that is not what it should be, which counts as a
        failed attempt. Raises :class:`Disallowed` and :class:`FetchError`.
        """
        headers = {"Accept": accept, **(validators or {})}
        origin = self._host(_checked(url))
        if origin.failures >= _GIVE_UP_AFTER:
            raise FetchError(f"not tried: the host failed {_GIVE_UP_AFTER} times", passing=True)
        try:
            response = self._retried(lambda: self._followed(url, headers, limit, check))
        except FetchError as error:
            origin.failures += error.passing
            raise
        origin.failures = 0
        return response

    def _retried(self, attempt: Callable[[], Response]) -> Response:
        for number in range(1, self.limits.attempts + 1):
            try:
                return attempt()
            except _Again as error:
                longest = self.limits.longest_wait
                if error.wait is not None and error.wait > longest:
                    reason = f"{error}; asks to wait {error.wait:.0f} s"
                    raise FetchError(reason, passing=True) from error
                if number == self.limits.attempts:
                    tried = f" ({number} attempts)" if number > 1 else ""
                    raise FetchError(f"{error}{tried}", passing=True) from error
                backoff = min(self.limits.backoff * 2 ** (number - 1), longest)
                spread = backoff * (0.5 + self.jitter.random() / 2)
                self.sleep(spread if error.wait is None else error.wait)
        raise AssertionError("a loop over attempts ends by itself")

    def _followed(
        self, url: str, headers: Mapping[str, str], limit: int, check: Callable[[Response], object]
    ) -> Response:
        for _ in range(self.limits.redirects + 1):
            parts = _checked(url)
            self._ask_robots(parts)
            response = self._once(parts, headers, limit)
            if response.status == 304 and not _CONDITIONS.intersection(headers):
                raise FetchError("HTTP 304 to a request without conditions")
            if response.status == 200:
                try:
                    check(response)
                except ValueError as error:
                    raise _Again(str(error)) from error
            if response.status not in _REDIRECTS:
                return response
            url = _redirected(parts, response)
        raise FetchError(f"more than {self.limits.redirects} redirects")

    def _once(self, parts: SplitResult, headers: Mapping[str, str], limit: int) -> Response:
        """One request after the host's pause; statuses that are no answer raise."""
        host = self._host(parts)
        if (pause := host.ready - self.clock()) > 0:
            self.sleep(pause)
        agent = f"{PRODUCT}/{__version__}" + (f" (+{self.contact})" if self.contact else "")
        sent = {"User-Agent": agent, "Accept-Encoding": "gzip", **headers}
        self.requests += 1
        began = self.clock()
        try:
            with _words():
                pool = self._pools.get(parts, named=parts.hostname in self.named)
                answer = pool.request(
                    "GET",
                    urlunsplit(parts),
                    headers=sent,
                    redirect=False,
                    retries=False,
                    preload_content=False,
                    timeout=urllib3.Timeout(connect=self.limits.connect, read=self.limits.read),
                )
                try:
                    self._refuse(answer)
                    body = self._body(answer, limit, began) if answer.status == 200 else b""
                finally:
                    answer.close()
        finally:
            host.ready = self.clock() + max(self.limits.delay, host.delay)
        received = tuple((str(k), str(v)) for k, v in answer.headers.items())
        return Response(urlunsplit(parts), answer.status, received, body)

    def _refuse(self, answer: urllib3.BaseHTTPResponse) -> None:
        status = answer.status
        if status in _RETRIED:
            after = _seconds(answer.headers.get("Retry-After"), self.now())
            raise _Again(f"HTTP {status} {answer.reason or ''}".rstrip(), after)
        if status not in (200, 304) and status not in _REDIRECTS:
            kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            words = f"HTTP {status} {answer.reason or ''}".rstrip()
            raise FetchError(words, status=status, kind=kind)
        encoding = answer.headers.get("Content-Encoding", "").strip().lower()
        if encoding not in _ENCODINGS:
            raise FetchError(f"an encoding that was not asked for: {encoding[:40]}")

    def _body(self, answer: urllib3.BaseHTTPResponse, limit: int, began: float) -> bytes:
        """The decoded body. It is decoded a bounded piece at a time, so that a bomb stays small."""
        parts: list[bytes] = []
        size = 0
        for part in answer.stream(_CHUNK, decode_content=True):
            size += len(part)
            if size > limit:
                raise FetchError(f"larger than the limit of {limit:,} bytes")
            if self.clock() - began > self.limits.total:
                raise _Again(f"not done after {self.limits.total:.0f} s")
            parts.append(part)
        return b"".join(parts)

    def _host(self, parts: SplitResult) -> _Host:
        return self._hosts.setdefault(f"{parts.scheme}://{parts.netloc}", _Host())

    def _ask_robots(self, parts: SplitResult) -> None:
        """Raise unless the host's robots.txt, read once, allows the address (RFC 9309)."""
        host = self._host(parts)
        if host.rules is None and host.refusal is None:
            self._read_robots(parts, host)
        if host.refusal is not None:
            raise FetchError(host.refusal, passing=True)
        if host.rules is not None and not host.rules.can_fetch(urlunsplit(parts), PRODUCT):
            raise Disallowed("robots.txt disallows it")

    def _read_robots(self, parts: SplitResult, host: _Host) -> None:
        url = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        try:
            text = self._retried(lambda: self._robots(url)).body.decode("utf-8", "replace")
        except FetchError as error:
            if error.passing:  # "unreachable" is a complete disallow, "unavailable" none at all
                host.refusal = f"robots.txt cannot be read: {error}"
                return
            text = ""
        host.rules = Protego.parse(text)
        wait = host.rules.crawl_delay(PRODUCT) or 0.0
        host.delay = min(wait, self.limits.longest_wait)

    def _robots(self, url: str) -> Response:
        for _ in range(self.limits.redirects + 1):
            parts = _checked(url)
            response = self._once(parts, {"Accept": "text/plain"}, _ROBOTS_BYTES)
            if response.status not in _REDIRECTS:
                return response
            url = _redirected(parts, response)
        raise FetchError(f"more than {self.limits.redirects} redirects")


def origin(url: str) -> tuple[str, str]:
    """Scheme and host with port of an address; empty where it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme.lower(), parts.netloc.lower()


def _checked(url: str) -> SplitResult:
    """The parts of an address that may be asked for. Raises :class:`FetchError` for any other."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port  # raises ValueError for one that is no number
    except ValueError as error:
        raise FetchError(f"not an address: {error}") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise FetchError(f"only http and https are fetched, not {parts.scheme[:20] or 'no scheme'}")
    if not parts.hostname or "@" in parts.netloc:
        raise FetchError("an address without a host, or with a password in it")
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), fragment="")


def _redirected(parts: SplitResult, response: Response) -> str:
    target = response.header("Location")
    if not target:
        raise FetchError(f"HTTP {response.status} without a place to go")
    try:
        url = urljoin(urlunsplit(parts), target)
        scheme = urlsplit(url).scheme
    except ValueError as error:
        raise FetchError(f"a redirect to no address: {error}") from error
    if parts.scheme == "https" and scheme == "http":
        raise FetchError("a redirect from https to http")
    return url


def _seconds(value: str | None, now: dt.datetime) -> float | None:
    """The seconds that a ``Retry-After`` asks for, which has seconds or a date; else ``None``."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        until = email.utils.parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=dt.UTC)
    return max(0.0, (until - now).total_seconds())


@contextmanager
def _words() -> Iterator[None]:
    """The library's and the system's errors as attempts that failed, in plain words."""
    try:
        yield
    except urllib3.exceptions.LocationValueError as error:
        raise FetchError(f"not an address: {error}") from error
    except Refused as error:
        raise FetchError(str(error)) from error
    except urllib3.exceptions.ProxyError as error:
        raise _Again(f"the proxy: {_short(error.original_error)}") from error
    except urllib3.exceptions.SSLError as error:
        raise _Again(f"TLS: {_short(error)}") from error
    except urllib3.exceptions.NameResolutionError as error:
        raise _Again("the host's name is not known") from error
    except urllib3.exceptions.NewConnectionError as error:
        raise _Again(f"no connection: {_short(error.__cause__ or error)}") from error
    except TimeoutError as error:
        raise _Again("timed out") from error
    except urllib3.exceptions.DecodeError as error:
        raise _Again("a broken compressed body") from error
    except urllib3.exceptions.ProtocolError as error:
        raise _Again(f"the answer broke off: {_short(error)}") from error
    except (HTTPError, OSError, UnicodeError) as error:
        raise _Again(_short(error)) from error


def _short(error: BaseException) -> str:
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(words).split())[:200]
