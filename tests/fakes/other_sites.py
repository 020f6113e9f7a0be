"""Other sites: a server on a socket of this machine that answers as its pages say, and a clock that waits for nobody."""

from __future__ import annotations

import socket
import ssl
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

SELF_SIGNED = Path(__file__).with_name("self-signed.pem")
"""A key and a certificate for `self.example` that nobody trusts."""


@dataclass
class Clock:
    """Time that goes on when somebody waits, and at no other time."""

    now: float = 1_800_000_000.0
    pauses: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


@dataclass(frozen=True, slots=True)
class Page:
    """What a path answers; a list of several is answered one after another, the last for ever."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    head: int | None = None
    """What HEAD is answered, if that is something else."""
    is_silent: bool = False
    """Whether it never answers."""
    breaks: bool = False
    """Whether HEAD is cut off without an answer."""


@dataclass
class OtherSites:
    """The server: every name of a host that ends with `.example` leads here, but for `unknown.example`."""

    port: int
    pages: dict[str, Page | list[Page]]
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    """(method, host, path) of each request, in order."""
    headers: list[Mapping[str, str]] = field(default_factory=list)
    most_at_once: Counter[str] = field(default_factory=Counter)
    """For each host, how many requests it had at one time."""
    is_over: threading.Event = field(default_factory=threading.Event)
    _now: Counter[str] = field(default_factory=Counter)
    _lock: threading.Condition = field(default_factory=threading.Condition)

    def url(self, path: str, host: str = "news.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def paths(self, host: str = "news.example") -> list[str]:
        """`METHOD /path` of each request to a host."""
        return [f"{method} {path}" for method, asked, path in self.asked if asked == host]

    def was_asked(self, path: str) -> bool:
        """Whether a path is asked for, now or within a minute."""
        with self._lock:
            return self._lock.wait_for(lambda: any(path == asked for _, _, asked in self.asked), timeout=60)

    def begin(self, method: str, host: str, path: str, headers: Mapping[str, str]) -> Page:
        with self._lock:
            self.asked.append((method, host, path))
            self.headers.append(headers)
            self._now[host] += 1
            self.most_at_once[host] = max(self.most_at_once[host], self._now[host])
            self._lock.notify_all()
            page = self.pages.get(path, Page(404))
            if isinstance(page, list):
                page = page.pop(0) if len(page) > 1 else page[0]
        return page

    def end(self, host: str) -> None:
        with self._lock:
            self._now[host] -= 1


@contextmanager
def other_sites(pages: dict[str, Page | list[Page]], *, tls: bool = False) -> Iterator[OtherSites]:
    """The server, as long as it runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = self.headers["Host"].partition(":")[0]
            page = sites.begin(self.command, host, self.path, dict(self.headers))
            try:
                self._answer(page)
            finally:
                sites.end(host)

        do_HEAD = do_GET  # noqa: N815

        def _answer(self, page: Page) -> None:
            if page.is_silent:
                sites.is_over.wait()
                self.close_connection = True
                return
            if page.breaks and self.command == "HEAD":
                self.close_connection = True
                return
            status = page.head if page.head is not None and self.command == "HEAD" else page.status
            self.send_response_only(status)
            for name, value in page.headers.items():
                self.send_header(name, value.replace("PORT", str(sites.port)))
            self.send_header("Content-Length", "5")
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(b"page\n")

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """Who asks may hang up: a test looks at what it makes of that."""

    with Server(("127.0.0.1", 0), Handler) as server:
        sites = OtherSites(server.server_port, pages)
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(SELF_SIGNED)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield sites
        finally:
            sites.is_over.set()
            server.shutdown()
            thread.join()


def lead_names_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let names that end with `.example` be this machine, which then counts as public; no proxy."""
    real = socket.getaddrinfo

    def known(host: Any, *words: Any, **more: Any) -> Any:
        if host == "unknown.example":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if host == "offline.example":
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        is_ours = str(host).endswith(".example") or host == "example.com"
        return real("127.0.0.1" if is_ours else host, *words, **more)

    monkeypatch.setattr(socket, "getaddrinfo", known)
    monkeypatch.setattr("asiansite.work.web.is_public_address", lambda address: address == "127.0.0.1")
    monkeypatch.setattr("asiansite.work.web.getproxies", dict)
