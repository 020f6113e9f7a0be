"""Turns: many links of many hosts, each host asked one at a time with a pause in between.

What a host answers decides what is asked next: a redirect leads on, perhaps to another host; HEAD that is
refused is asked again as GET; a host that is too busy is left alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from datetime import UTC
from email.utils import parsedate_to_datetime
from heapq import heappop, heappush
from http import HTTPStatus
from itertools import count
from threading import Thread
from typing import Protocol
from urllib.parse import urldefrag, urljoin

from msgspec import Struct, field
from msgspec.structs import replace

from asiansite.content.outside import Answer, host_of
from asiansite.work.web import Reply

HOSTS_AT_ONCE = 8
PAUSE = 1.0
"""Seconds between two requests to one host."""

PATIENCE = 60.0
"""Seconds that we wait when a host asks for it. One that asks for more is left alone."""

WAITS = 3
"""How often we wait for one host."""

TOO_SLOW = 2
"""How often a host may fail to answer in time before it is asked no more."""

REDIRECTS = 10


class Asks(Protocol):
    """What sends a request."""

    def ask(self, method: str, url: str) -> Reply: ...  # noqa: D102


class Errand(Struct, frozen=True):
    """A link on its way to an answer."""

    link: str
    url: str
    """Where it has come, by redirects."""
    method: str = "HEAD"
    redirects: int = 0
    moved: str = ""
    """Where permanent redirects have led, as long as there were no others."""
    is_permanent: bool = True


class _Host(Struct):
    ready: float
    """When it may be asked again."""
    errands: deque[Errand] = field(default_factory=deque)
    is_asked: bool = False
    is_listed: bool = False
    """Whether it waits for its turn."""
    waits: int = 0
    """How often it made us wait."""
    slow: int = 0
    """How often it did not answer in time."""
    silent: Reply | None = None
    """Why it is asked no more: what holds for all of its links."""


class Turns:
    """Asks for links until each has an answer."""

    def __init__(self, web: Asks, clock: Callable[[], float], pause: Callable[[float], None]) -> None:
        """Ask by `web`. `clock` tells seconds since 1970; `pause` waits for some."""
        self._web, self._clock, self._pause = web, clock, pause
        self._hosts: dict[str, _Host] = {}
        self._turns: list[tuple[float, int, _Host]] = []
        """A heap of hosts with errands: when each is ready, and its number."""
        self._number = count()
        self._running: dict[Future[Reply], tuple[_Host, Errand]] = {}

    def answers(self, links: Iterable[str]) -> Iterator[tuple[str, Answer]]:
        """(link, answer) of all, as they come."""
        for link in links:
            yield from self._queue(Errand(link, link))
        while self._running or self._turns:
            self._start()
            yield from self._collected()

    def _queue(self, errand: Errand, *, first: bool = False) -> Iterator[tuple[str, Answer]]:
        host = self._hosts.setdefault(host_of(errand.url), _Host(self._clock()))
        (host.errands.appendleft if first else host.errands.append)(errand)
        yield from self._listed(host)

    def _listed(self, host: _Host) -> Iterator[tuple[str, Answer]]:
        """Let a host wait for its turn; the answers, if it is asked no more."""
        while host.silent is not None and host.errands:
            errand = host.errands.popleft()
            yield errand.link, _of_silence(errand, host.silent)
        if host.errands and not host.is_asked and not host.is_listed:
            host.is_listed = True
            heappush(self._turns, (host.ready, next(self._number), host))

    def _start(self) -> None:
        now = self._clock()
        while self._turns and self._turns[0][0] <= now and len(self._running) < HOSTS_AT_ONCE:
            host = heappop(self._turns)[2]
            host.is_asked, host.is_listed = True, False
            errand = host.errands.popleft()
            self._running[_begun(self._web, errand)] = (host, errand)

    def _collected(self) -> Iterator[tuple[str, Answer]]:
        rest = max(self._turns[0][0] - self._clock(), 0.01) if self._turns else None
        if not self._running:
            if rest is not None:
                self._pause(rest)
            return
        is_full = len(self._running) == HOSTS_AT_ONCE
        done, _ = wait(self._running, None if is_full else rest, FIRST_COMPLETED)
        for future in done:
            host, errand = self._running.pop(future)
            host.is_asked, host.ready = False, self._clock() + PAUSE
            found = self._judged(host, errand, future.result())
            if isinstance(found, Answer):
                yield errand.link, found
            else:
                # What leads on to the same host goes first.
                yield from self._queue(found, first=host_of(found.url) == host_of(errand.url))
            yield from self._listed(host)

    def _judged(self, host: _Host, errand: Errand, reply: Reply) -> Answer | Errand:
        """The answer, or what is to be asked next."""
        if reply.fault is not None:
            return self._of_fault(host, errand, reply)
        if reply.status in (429, 503) and (reply.retry_after or reply.status == 429):
            return self._of_busy(host, errand, reply)
        if reply.status in _REDIRECTS and reply.location:
            return self._of_redirect(errand, reply)
        if reply.status < 400:
            return Answer("moved", to=errand.moved) if errand.moved else Answer("fine")
        if errand.method == "HEAD":
            # Many hosts refuse HEAD, in many ways.
            return replace(errand, method="GET")
        return Answer("broken" if reply.status in (404, 410) else "unchecked", _phrase(reply.status))

    def _of_fault(self, host: _Host, errand: Errand, reply: Reply) -> Answer | Errand:
        if reply.fault == "broken-off" and errand.method == "HEAD":
            return replace(errand, method="GET")
        host.slow += reply.fault == "slow"
        if reply.fault in _OF_HOSTS or host.slow == TOO_SLOW:
            host.silent = reply
        return _of_silence(errand, reply)

    def _of_busy(self, host: _Host, errand: Errand, reply: Reply) -> Answer | Errand:
        seconds = _seconds(reply.retry_after, self._clock())
        if seconds is not None and seconds <= PATIENCE and host.waits < WAITS:
            host.waits += 1
            host.ready = max(host.ready, self._clock() + seconds)
            return errand
        host.silent = Reply(fault="refused", reason=_phrase(reply.status))
        return _of_silence(errand, host.silent)

    def _of_redirect(self, errand: Errand, reply: Reply) -> Answer | Errand:
        try:
            to = urldefrag(urljoin(errand.url, reply.location)).url
        except ValueError:
            return Answer("unchecked", "it redirects to what is no URL")
        if not to.lower().startswith(("http://", "https://")):
            return Answer("unchecked", "it redirects to what is no page of the web")
        if errand.redirects == REDIRECTS:
            return Answer("unchecked", f"it redirects more than {REDIRECTS} times")
        is_permanent = errand.is_permanent and reply.status in (301, 308)
        return replace(
            errand,
            url=to,
            method="HEAD",
            redirects=errand.redirects + 1,
            moved=to if is_permanent else errand.moved,
            is_permanent=is_permanent,
        )


def _begun(web: Asks, errand: Errand) -> Future[Reply]:
    """A request under way, in a thread for which nobody waits who breaks off: those of a pool are waited for."""
    future: Future[Reply] = Future()

    def ask() -> None:
        try:
            future.set_result(web.ask(errand.method, errand.url))
        except BaseException as error:  # whoever waits for it is told
            future.set_exception(error)

    Thread(target=ask, daemon=True).start()
    return future


def _of_silence(errand: Errand, reply: Reply) -> Answer:
    if reply.fault == "private" and not errand.redirects:
        return Answer("private", reply.reason)
    return Answer("broken" if reply.fault in ("no-host", "no-url") else "unchecked", reply.reason)


_OF_HOSTS = ("no-host", "private", "refused", "not-safe")
"""Faults that all links of a host share: the others are not tried."""

_REDIRECTS = (301, 302, 303, 307, 308)


def _seconds(retry_after: str, now: float) -> float | None:
    """How long a host wants to be left alone (RFC 9110, 10.2.3); None if it does not say."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        when = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    # Without a zone it is in UTC, as HTTP's dates are.
    return max((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now, 0.0)


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
