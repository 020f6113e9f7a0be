"""The guard: looks at every request before anything else does, and refuses what is not the editor's own browser.

A preview shows what is not published. Any site that the editor visits meanwhile can send requests to
this machine: by another name for its address (Host), from its own pages (Origin, Sec-Fetch-*), in a frame.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlencode

from starlette.responses import PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_TARGET = 8192
"""Bytes of a path with its query."""

COOKIE = "asiansite-preview"

HEADERS = (
    (b"cache-control", b"no-store"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
"""What every response says."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Wraps the application."""

    app: ASGIApp
    hosts: Collection[str]
    """What a browser may have in its address bar: host and port, in lower case."""
    token: str | None
    """What a browser on another machine must have been given; None where only this one is answered."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            return
        refused = self._refused(scope)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in HEADERS}
                own = [pair for pair in message["headers"] if pair[0] not in names]
                message = {**message, "headers": [*own, *HEADERS]}
            await send(message)

        await (self.app if refused is None else refused)(scope, receive, guarded)

    def _refused(self, scope: Scope) -> Response | None:
        headers = _by_name(scope["headers"])
        hosts = headers.get(b"host", [])
        if len(hosts) != 1:
            return _says(400, "One Host header is expected.")
        # Before anything else: whatever is said to a foreign name, a foreign page may read.
        own = self._own_hosts(scope)
        if hosts[0].decode("latin-1").lower() not in own:
            return _says(421, "This preview answers at its own address alone.")
        if scope["method"] not in ("GET", "HEAD"):
            return _says(405, "GET and HEAD only.", {"allow": "GET, HEAD"})
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_TARGET:
            return _says(414, "The address is too long.")
        if not _is_own(headers, own):
            return _says(403, "This preview answers its own pages alone.")
        return None if self.token is None else self._without_token(scope, headers, self.token)

    def _own_hosts(self, scope: Scope) -> Collection[str]:
        # The address at which the request came is nobody else's name.
        host, port = scope["server"] or ("", 0)
        return {*self.hosts, f"[{host}]:{port}" if ":" in host else f"{host}:{port}"}

    def _without_token(
        self, scope: Scope, headers: Mapping[bytes, list[bytes]], token: str
    ) -> Response | None:
        if any(_is_same(given, token) for given in _cookies(headers.get(b"cookie", []))):
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if any(_is_same(given, token) for given in query.pop("token", [])):
            # From here on by a cookie, so that the token is in no address that somebody copies.
            path = quote(scope["path"].replace("\\", "/"))
            path = "/" + path.lstrip("/")
            rest = urlencode(query, doseq=True)
            response = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
            response.set_cookie(COOKIE, token, httponly=True, samesite="strict")
            return response
        return _says(403, "Open the preview by the address that the terminal shows: it has a token.")


def _is_own(headers: Mapping[bytes, list[bytes]], hosts: Collection[str]) -> bool:
    origins = {f"http://{host}" for host in hosts}
    if any(origin.decode("latin-1").lower() not in origins for origin in headers.get(b"origin", [])):
        return False
    site = headers.get(b"sec-fetch-site", [b"none"])
    if site in ([b"same-origin"], [b"none"]):
        return True
    # A link from elsewhere may lead here; nothing that a page elsewhere loads. `same-site` is
    # elsewhere: another port of this machine is another program's.
    return headers.get(b"sec-fetch-mode") == [b"navigate"] and headers.get(b"sec-fetch-dest") == [b"document"]


def _by_name(headers: Sequence[tuple[bytes, bytes]]) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    for name, value in headers:
        found.setdefault(name, []).append(value)
    return found


def _cookies(headers: Sequence[bytes]) -> list[str]:
    found = []
    for header in headers:
        try:
            morsel = SimpleCookie(header.decode("latin-1")).get(COOKIE)
        except CookieError:
            continue
        if morsel is not None:
            found.append(morsel.value)
    return found


def _is_same(given: str, token: str) -> bool:
    return compare_digest(given.encode("utf-8", "surrogatepass"), token.encode())


def _says(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(text + "\n", status, headers)
