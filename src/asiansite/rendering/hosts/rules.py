"""The rules by which a site is served, whatever the host."""

from __future__ import annotations

from typing import cast
from urllib.parse import quote

from msgspec import Struct

from asiansite.content.csp import CspDirectives
from asiansite.rendering.policy import SEARCH, content_policy
from asiansite.site.answers import Served
from asiansite.trace import Reader

FOR_EVER = "public, max-age=31536000, immutable"
"""Of files that never change under their name. A year is the longest that caches believe."""

SHORT = "public, max-age=300"
"""Of all else: news are looked at again after five minutes."""

PICTURE = r"(-[0-9]+(x[0-9]+)?|social)\.[0-9a-f]{16}\.(avif|webp|jpg|png)$"
"""How the name of a picture ends that has its hash in it, as a regular expression that every host understands."""

TYPES = (
    ("feed.xml", "application/atom+xml; charset=utf-8"),
    ("rss.xml", "application/rss+xml; charset=utf-8"),
    ("feed.json", "application/feed+json; charset=utf-8"),
    (".webmanifest", "application/manifest+json; charset=utf-8"),
)
"""(how paths end, type) of what hosts often do not know (RFC 4287, jsonfeed.org, W3C)."""


class Rules(Struct, frozen=True):
    """All that hosts are told. Paths begin with base_url's path; they are not percent-encoded, URLs are."""

    hosts: tuple[str, ...]
    """Those that the settings name."""
    base: str
    """base_url's path with a `/` at its end."""
    moved: tuple[tuple[str, str], ...]
    """(path, URL): answered with 301."""
    withdrawn: tuple[str, ...]
    """Paths of folders: answered with 410 and the page that stands there."""
    hashed: tuple[str, ...]
    """Paths of files that are kept for ever, beside pictures."""
    pictures: tuple[str, ...]
    """Endings of which no file changes under its name."""
    headers: tuple[tuple[str, str], ...]
    """(name, value) of what goes with every answer."""


def rules_of(reader: Reader, hosts: tuple[str, ...]) -> Rules:
    """The rules of the site behind `reader`."""
    base = cast("str", reader.ask("url", "/"))
    found = cast("Served", reader.ask("served"))
    embeds = cast("tuple[str, ...]", reader.ask("setting", "embeds"))
    # A header holds beside what pages say themselves, and the stricter counts: it must not forbid the search page's.
    own = SEARCH if reader.ask("setting", "search") else ()
    policy = content_policy(embeds, cast("CspDirectives", reader.ask("setting", "csp")), own)
    below = base[:-1]
    return Rules(
        hosts,
        base,
        tuple((below + path, _plain(url)) for path, url in found.moved),
        tuple(below + path for path in found.withdrawn),
        tuple(below + path for path in found.hashed),
        found.pictures,
        (
            # What pages say themselves, and what they cannot: who may show them in a frame.
            ("Content-Security-Policy", f"{policy}; frame-ancestors 'self'"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ),
    )


def encoded(path: str) -> str:
    """A path as browsers send it (WHATWG, URL), but for `*` and `:`, which mean something to hosts."""
    return quote(path, safe="/-._~!$&'()+,;=@[]")


def _plain(url: str) -> str:
    # RFC 3986 lets signs stand in a path that begin a variable or a wildcard with hosts.
    return "".join(f"%{ord(sign):02X}" if sign in "$*:{}'\";\\`()" else sign for sign in url)
