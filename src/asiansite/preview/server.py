"""The server: sockets on this machine, and uvicorn behind them."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import secrets
import signal
import socket
from collections.abc import Callable, Iterator
from types import FrameType
from typing import cast

import uvicorn
from msgspec import Struct
from uvicorn.protocols.http.h11_impl import H11Protocol

from asiansite.errors import SiteError, problem
from asiansite.preview.application import Site
from asiansite.preview.desk import Desk
from asiansite.preview.guard import Guard

TRIES = 100
"""Ports that are tried, from the one that is wanted."""

LONGEST_HEAD = 32 * 1024
"""Bytes of a request's line and headers."""

LONGEST_WAIT = 10.0
"""Seconds for which a request's head is waited for."""

LOOPBACK = ("127.0.0.1", "::1")


class Sockets(Struct, frozen=True):
    """Where the preview listens."""

    sockets: tuple[socket.socket, ...]
    host: str | None
    """As the editor gave it; None: this machine alone."""
    port: int

    @property
    def names(self) -> frozenset[str]:
        """What a browser may have in its address bar: host and port."""
        hosts = {"localhost", "127.0.0.1", "[::1]"}
        if self.host is not None:
            hosts |= {_bracketed(self.host), socket.gethostname()}
        return frozenset(f"{host.lower()}:{self.port}" for host in hosts)

    @property
    def origin(self) -> str:
        """Where the editor opens it."""
        host = "127.0.0.1" if self.host in (None, "0.0.0.0", "::") else _bracketed(str(self.host))  # noqa: S104
        return f"http://{host}:{self.port}"


def listen(host: str | None, port: int) -> Sockets:
    """Listen at the first free port from `port` on. Raises SiteError (no-free-port, host-not-here)."""
    addresses = LOOPBACK if host is None else (host,)
    for number in range(port, min(port + TRIES, 65536)):
        try:
            return Sockets(tuple(_bound(addresses, number)), host, number)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise SiteError([problem("host-not-here", given=host, cause=_reason(error))]) from error
    raise SiteError([problem("no-free-port", first=port, last=min(port + TRIES, 65536) - 1)])


def serve(desk: Desk, sockets: Sockets, begin: Callable[[str], object], *, watch: bool) -> None:
    """Answer requests until interrupted; `begin` gets the URL of the front page's host once it is answered."""
    token = secrets.token_urlsafe(16)
    site = Site(desk, token, watch=watch)
    guard = Guard(site.application(), sockets.names, None if sockets.host is None else token)
    config = uvicorn.Config(
        guard,
        http=_Patient,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        limit_concurrency=200,
        backlog=128,
        timeout_keep_alive=10,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )
    server = _Server(config)

    async def run() -> None:
        opening = asyncio.create_task(desk.run(watch=watch))
        opening.add_done_callback(lambda task: _end_with(task, server))
        begin(sockets.origin + ("/" if sockets.host is None else f"/?token={token}"))
        try:
            await server.serve(list(sockets.sockets))
        finally:
            opening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await opening

    try:
        asyncio.run(run())
    finally:
        for bound in sockets.sockets:
            bound.close()  # the server closes them, unless it was interrupted before it had begun
    if server.was_interrupted:
        # asyncio tells it of a task that the signal finds waiting, but not if that was cancelled already.
        raise KeyboardInterrupt


class _Patient(H11Protocol):
    """Waits for a request's head as long as a browser may need, and no longer."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait."""
        super().connection_made(cast("asyncio.Transport", transport))
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait on, from the first byte of a head, until it is whole."""
        super().data_received(data)
        # Before the first request there is no cycle.
        if not getattr(self.cycle, "response_complete", True):
            self._end()
        elif self._limit is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._end()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._limit = self.loop.call_later(LONGEST_WAIT, self.transport.close)

    def _end(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None


class _Server(uvicorn.Server):
    """Ends at once: a preview has nothing to finish, and an open stream would be waited for."""

    was_interrupted = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.force_exit = True
        self.was_interrupted = sig == signal.SIGINT
        super().handle_exit(sig, frame)


def _end_with(task: asyncio.Task[None], server: uvicorn.Server) -> None:
    # What ends the desk ends the server, which raises it.
    if not task.cancelled() and task.exception() is not None:
        server.should_exit = server.force_exit = True


def _bound(addresses: tuple[str, ...], port: int) -> Iterator[socket.socket]:
    found: list[socket.socket] = []
    try:
        for address in addresses:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            try:
                made = socket.create_server((address, port), family=family, backlog=128)
            except OSError as error:
                # A machine without IPv6 has no ::1; one where another program has it, has no such port.
                if address == "::1" and error.errno not in (errno.EADDRINUSE, errno.EACCES):
                    continue
                raise
            found.append(made)
    except OSError:
        for made in found:
            made.close()
        raise
    yield from found


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _reason(error: OSError) -> str:
    # create_server adds the address to the system's words.
    return os.strerror(error.errno) if error.errno and error.errno > 0 else str(error.strerror or error)
