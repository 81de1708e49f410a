"""Connections: straight to a host, whose address is looked at, or through a proxy.

Proxies are those of the environment as the standard library reads it: ``http_proxy``,
``https_proxy``, ``all_proxy`` and ``no_proxy``, in either case of their letters.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from typing import Any
from urllib.parse import SplitResult, unquote
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection


class Refused(Exception):
    """A host that must not be asked, or a proxy that cannot be."""


class Pools:
    """The pools of connections, made as they are needed."""

    def __init__(self) -> None:
        self._pools: dict[tuple[str | None, bool], urllib3.PoolManager] = {}

    def get(self, parts: SplitResult, *, named: bool) -> urllib3.PoolManager:
        """The pool for an address. Raises :class:`Refused`.

        Unless the user ``named`` the host, it must have a public address: where the connection is
        our own, that of the connection, so that no second look-up can change it. What a proxy
        connects to only the proxy knows: it is left to decide where no address is known here.
        """
        proxy = _proxy(parts)
        if proxy is not None and not named:
            _must_resolve_to_public(parts)
        key = proxy, named
        if key not in self._pools:
            self._pools[key] = _through(proxy) if proxy is not None else _direct(public=not named)
        return self._pools[key]


def _proxy(parts: SplitResult) -> str | None:
    """The proxy for an address, if it has one."""
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(parts.netloc):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def _through(proxy: str) -> urllib3.PoolManager:
    url = urllib3.util.parse_url(proxy)
    if url.scheme not in ("http", "https"):
        raise Refused(f"a proxy of the kind {url.scheme}, not http or https")
    login = urllib3.make_headers(proxy_basic_auth=unquote(url.auth)) if url.auth else None
    return urllib3.ProxyManager(proxy, num_pools=8, maxsize=1, proxy_headers=login)


def _direct(*, public: bool) -> urllib3.PoolManager:
    pool = urllib3.PoolManager(num_pools=8, maxsize=1)
    if public:
        pool.pool_classes_by_scheme = {"http": _PublicHTTPPool, "https": _PublicHTTPSPool}
    return pool


def _must_be_public(address: str) -> None:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if not ip.is_global:
        raise Refused(f"a host of this network ({ip}), which was not asked for by name")


def _must_resolve_to_public(parts: SplitResult) -> None:
    """Raises :class:`Refused` where the host's name is known here, by an address not public."""
    try:
        found = socket.getaddrinfo(parts.hostname, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    for *_, address in found:
        _must_be_public(str(address[0]))


def _checked(connection: HTTPConnection) -> None:
    peer: Sequence[Any] = connection.sock.getpeername()
    try:
        _must_be_public(str(peer[0]))
    except Refused:
        connection.close()
        raise


class _PublicHTTP(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _checked(self)


class _PublicHTTPS(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _checked(self)


class _PublicHTTPPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _PublicHTTP


class _PublicHTTPSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPS
