"""The web: one request to another site, and what came of it."""

from __future__ import annotations

import socket
import ssl
from typing import Literal, NamedTuple
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationValueError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

from asiansite.content.outside import host_of, is_address, is_local_name, is_public_address

Fault = Literal["no-url", "no-host", "private", "refused", "slow", "not-safe", "broken-off"]

TIMEOUT = urllib3.Timeout(connect=10, read=20)
"""Seconds until a host answers, and until it says more."""

ALWAYS_THERE = "example.com"
"""A name that is kept for ever, by RFC 2606. It is looked up, and never asked."""

HOSTS_HELD = 32
"""Hosts whose connections are kept for their next link."""


class Reply(NamedTuple):
    """An answer to one request, or why there is none."""

    status: int = 0
    location: str = ""
    """Where a redirect leads, as the host wrote it."""
    retry_after: str = ""
    fault: Fault | None = None
    reason: str = ""


class Web:
    """Asks other sites, each request for itself; several threads may ask at once."""

    def __init__(
        self, agent: str, timeout: urllib3.Timeout = TIMEOUT, trust: ssl.SSLContext | None = None
    ) -> None:
        """Say who asks: `agent` stands in each request. `trust` knows whose certificates count, else the system."""
        self._headers = {"User-Agent": agent, "Accept": "*/*"}
        self._timeout = timeout
        self._trust = trust or ssl.create_default_context()
        self._direct = urllib3.PoolManager(HOSTS_HELD, ssl_context=self._trust)
        self._proxies: dict[str, urllib3.PoolManager] = {}
        self._are_names_known: bool | None = None

    def ask(self, method: str, url: str) -> Reply:
        """Send one request, and read no more than the head of what comes back. Redirects are not followed."""
        host = host_of(url)
        if not host:
            return Reply(fault="no-url", reason="it names no host")
        if is_local_name(host):
            return Reply(fault="private", reason=f"{host} is a name or address of a private network")
        proxy = _proxy_for(url, host)
        if proxy is None and (fault := self._fault_of(host)) is not None:
            return fault
        try:
            return self._reply(self._manager(proxy), method, url)
        except HTTPError as error:
            return _reply_of(error)
        except UnicodeError:  # a name that cannot be one: too long, an empty part
            return Reply(fault="no-url", reason=f"{host} is no name of a host")

    def _reply(self, manager: urllib3.PoolManager, method: str, url: str) -> Reply:
        response = manager.request(
            method,
            url,
            headers=self._headers,
            timeout=self._timeout,
            redirect=False,
            retries=False,
            preload_content=False,
        )
        try:
            headers = response.headers
            return Reply(response.status, headers.get("Location", ""), headers.get("Retry-After", ""))
        finally:
            if method == "HEAD":
                response.release_conn()
            else:
                response.close()  # nobody wants the page itself

    def _fault_of(self, host: str) -> Reply | None:
        """Why a host cannot be asked; None if it can."""
        if is_address(host):
            return None  # looked at before
        if self._are_names_known is False:
            return _NO_NAMES
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except UnicodeError:
            return Reply(fault="no-url", reason=f"{host} is no name of a host")
        except socket.gaierror as error:
            if error.errno not in _UNKNOWN:
                return Reply(fault="refused", reason=f"the name {host} could not be looked up")
            return (
                Reply(fault="no-host", reason=f"there is no host {host}")
                if self._knows_names()
                else _NO_NAMES
            )
        if not all(is_public_address(str(address[0])) for *_, address in found):
            return Reply(fault="private", reason=f"{host} is in a private network")
        return None

    def _knows_names(self) -> bool:
        """Whether names of hosts can be looked up here at all: without a network, each is told to be unknown."""
        if self._are_names_known is None:
            try:
                socket.getaddrinfo(ALWAYS_THERE, None, type=socket.SOCK_STREAM)
                self._are_names_known = True
            except socket.gaierror:
                self._are_names_known = False
        return self._are_names_known

    def _manager(self, proxy: str | None) -> urllib3.PoolManager:
        if proxy is None:
            return self._direct
        if proxy not in self._proxies:
            self._proxies[proxy] = urllib3.ProxyManager(proxy, HOSTS_HELD, ssl_context=self._trust)
        return self._proxies[proxy]


def _proxy_for(url: str, host: str) -> str | None:
    """The proxy that the system has for a URL: behind one, names of hosts are its business."""
    proxy = getproxies().get(url.partition(":")[0].lower())
    if proxy is None or proxy_bypass(host):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


_NO_NAMES = Reply(fault="refused", reason="no name of a host can be looked up here: is there a network?")

_UNKNOWN = {
    code for name in ("EAI_NONAME", "EAI_NODATA") if (code := getattr(socket, name, None)) is not None
} | {11001, 11004}  # Windows: WSAHOST_NOT_FOUND, WSANO_DATA


def _reply_of(error: HTTPError) -> Reply:
    if isinstance(error, LocationValueError):
        return Reply(fault="no-url", reason="it is no URL")
    if isinstance(error, SSLError):
        return Reply(fault="not-safe", reason=f"its certificate is not trusted ({_cause(error)})")
    if isinstance(error, NewConnectionError):
        return Reply(fault="refused", reason="it takes no connections")
    if isinstance(error, (ConnectTimeoutError, ReadTimeoutError)):
        return Reply(fault="slow", reason="it did not answer in time")
    if isinstance(error, ProtocolError):
        return Reply(fault="broken-off", reason="it broke off")
    return Reply(fault="refused", reason="it could not be reached")


def _cause(error: HTTPError) -> str:
    inner = error.args[0] if error.args else error
    return str(getattr(inner, "verify_message", "") or getattr(inner, "reason", "") or "TLS").lower()
