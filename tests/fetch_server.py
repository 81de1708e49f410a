"""A local web server whose answers a test scripts, faults included, and a clock that never waits.

It answers a proxy's requests, too, for whatever host.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import random
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pipelines.fetch.http import Client, Limits


@dataclass(frozen=True)
class Reply:
    """One answer. ``fault`` is what goes wrong with it: reset, cut, drip, or silence."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html"
    headers: dict[str, str] = field(default_factory=dict)
    fault: str | None = None
    chunked: bool = False


Answer = Reply | Callable[["Request"], Reply]


@dataclass(frozen=True)
class Request:
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]


def html(text: str, **headers: str) -> Reply:
    return Reply(f"<html><body>{text}</body></html>".encode(), headers=headers)


def as_json(data: object, status: int = 200) -> Reply:
    return Reply(json.dumps(data).encode(), status, "application/json")


def redirect(url: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": url})


def packed(raw: bytes, **more: Any) -> Reply:
    return Reply(gzip.compress(raw), headers={"Content-Encoding": "gzip"}, **more)


class Server:
    """Answers by path: one reply, a function, or a list of which the last stays. 404 elsewhere."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | list[Answer]] = {}
        self.log: list[Request] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # or each answer waits 40 ms for the client's

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                headers = {k.lower(): v for k, v in self.headers.items()}
                request = Request(parts.path, parse_qs(parts.query), headers)
                outer.log.append(request)
                _send(self, outer.answer(request))

            def do_CONNECT(self) -> None:
                """As a proxy is asked for a tunnel; none is ever dug."""
                headers = {k.lower(): v for k, v in self.headers.items()}
                outer.log.append(Request(self.path, {}, headers))
                self.send_error(502)

            def log_message(self, *args: Any) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *args: Any) -> None:
                pass

        self._server = Quiet(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def answer(self, request: Request) -> Reply:
        known = self.answers.get(request.path)
        if isinstance(known, list):
            known = known.pop(0) if len(known) > 1 else known[0]
        if callable(known):
            known = known(request)
        return known or Reply(b"nothing here", 404)

    def asked(self, path: str) -> int:
        return sum(request.path == path for request in self.log)

    @contextlib.contextmanager
    def running(self) -> Iterator[Server]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    if reply.fault == "silence":
        time.sleep(0.3)
    handler.send_response(reply.status)
    handler.send_header("Content-Type", reply.kind)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    if reply.chunked:
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for at in range(0, len(reply.body), 4096):
            part = reply.body[at : at + 4096]
            handler.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        handler.wfile.write(b"0\r\n\r\n")
        return
    if reply.status not in (204, 304):
        handler.send_header("Content-Length", str(len(reply.body)))
    handler.end_headers()
    half = len(reply.body) // 2
    if reply.fault == "reset":
        handler.wfile.write(reply.body[:half])
        handler.wfile.flush()
        linger = struct.pack("ii", 1, 0)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        handler.close_connection = True
        handler.connection.close()
    elif reply.fault == "cut":
        handler.wfile.write(reply.body[:half])
        handler.close_connection = True
    else:
        with contextlib.suppress(OSError):  # a client that had enough has gone
            handler.wfile.write(reply.body)


class Clock:
    """A clock that only its own sleeping moves."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.time += seconds


def client(clock: Clock | None = None, **more: Any) -> Client:
    """A client that asks the local server, which the user named, and never waits."""
    clock = clock or Clock()
    limits = more.pop("limits", None) or Limits(connect=5, read=30, delay=0)
    named = more.pop("named", frozenset({"127.0.0.1"}))
    return Client(
        named, limits=limits, clock=clock, sleep=clock.sleep, jitter=random.Random(7), **more
    )
