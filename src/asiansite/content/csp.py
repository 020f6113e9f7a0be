"""What an outlet adds to its pages' Content-Security-Policy: the setting `csp`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import SplitResult, unquote, urlsplit

from asiansite.content.entries import Entries
from asiansite.errors import nearest

FETCHES = frozenset(
    (
        "child-src connect-src default-src font-src frame-src img-src manifest-src media-src object-src "
        "script-src style-src worker-src"
    ).split()
)
"""The directives that say what a page may load (CSP Level 3, 6.1): where one is absent, `default-src` rules."""

DIRECTIVES = FETCHES | {"base-uri", "form-action"}
"""The directives that a page's own policy may have, each with its sources."""

HEADER_ONLY = frozenset({"frame-ancestors", "report-to", "report-uri", "sandbox"})
"""Directives that browsers do not obey in a page, only in a header (HTML, 4.2.5.3)."""

KEYWORDS = frozenset(
    "self none unsafe-inline unsafe-eval unsafe-hashes wasm-unsafe-eval strict-dynamic".split()
)
"""Words that stand in single quotes in a policy. YAML takes the quotes for its own, so they may be left out."""

CspDirectives = tuple[tuple[str, tuple[str, ...]], ...]
"""Directives with the sources that each gets in addition."""

_HASH = re.compile(r"sha(?:256|384|512)-[A-Za-z0-9+/_-]+={0,2}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://)?(?:localhost|(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+)"
    r"(?::(?:\d{1,5}|\*))?(?:/[A-Za-z0-9._~!$&()*+=:@%/-]*)?",
    re.IGNORECASE | re.ASCII,
)


def read_csp(root: Entries) -> CspDirectives:
    """Read the setting `csp`: a mapping of directives to sources; what is no source of one is noted."""
    inner = root.entries("csp", DIRECTIVES | HEADER_ONLY)
    found = []
    for directive in inner or ():
        assert inner is not None
        if directive in HEADER_ONLY:
            inner.notes.add("csp-only-in-header", inner.key_spot(directive), directive=directive)
            continue
        sources = {}
        for text, spot in inner.texts(directive):
            source = source_of(text)
            if source is None:
                near = nearest(text.strip("'\""), KEYWORDS)
                inner.notes.add("csp-not-a-source", spot, given=text, nearest=near)
            else:
                sources[source] = True
        if sources:
            found.append((directive, tuple(sources)))
    return tuple(found)


def source_of(text: str) -> str | None:
    """A source as a policy spells it, keywords and hashes in single quotes; None if it is none.

    A nonce is none either: it must be another each time a page is served, and pages here are files.
    """
    bare = text[1:-1] if len(text) > 2 and text[0] == text[-1] == "'" else text
    if bare in KEYWORDS or _HASH.fullmatch(bare):
        return f"'{bare}'"
    if bare == text and (text == "*" or _SCHEME.fullmatch(text) or _HOST.fullmatch(text)):
        return text
    return None


def allows_picture(url: str, added: CspDirectives, origin: str) -> bool:
    """Whether pages of the site at `origin` show the picture at `url`, an absolute one, with the setting `added`.

    As CSP Level 3 matches an address with sources (6.7.2): scheme, host, port and path.
    """
    extra = dict(added)
    ruling = ("'self'", *extra.get("default-src", ()), *extra.get("img-src", ()))
    try:
        asked, page = urlsplit(url), urlsplit(origin)
        # What a directive says last counts, if it is `'none'`; see rendering/policy.py.
        sources: Sequence[str] = () if ruling[-1] == "'none'" else ruling
        return any(_matches(source, asked, page) for source in sources)
    except ValueError:  # no port that is one
        return False


_PORTS = {"http": 80, "https": 443}


def _matches(source: str, asked: SplitResult, page: SplitResult) -> bool:
    if source == "'self'":
        return _is_scheme(page.scheme, asked.scheme) and asked.netloc.lower() == page.netloc.lower()
    if source.startswith("'"):
        return False
    if source == "*":
        return asked.scheme in _PORTS
    if _SCHEME.fullmatch(source):
        return _is_scheme(source[:-1].lower(), asked.scheme)
    scheme, _, rest = source.rpartition("://")
    host, slash, path = rest.partition("/")
    host, _, port = host.lower().partition(":")
    return (
        _is_scheme(scheme.lower() or page.scheme, asked.scheme)
        and _is_host(host, asked.hostname or "")
        and _is_port(port, asked)
        and (not slash or _is_path(f"/{path}", asked.path))
    )


def _is_scheme(allowed: str, asked: str) -> bool:
    return asked == allowed or (allowed, asked) == ("http", "https")


def _is_host(allowed: str, asked: str) -> bool:
    return asked.endswith(allowed[1:]) if allowed.startswith("*.") else asked == allowed


def _is_port(allowed: str, asked: SplitResult) -> bool:
    default = _PORTS.get(asked.scheme)
    return allowed == "*" or (asked.port or default) == (int(allowed) if allowed else default)


def _is_path(allowed: str, asked: str) -> bool:
    allowed, asked = unquote(allowed), unquote(asked)
    return asked.startswith(allowed) if allowed.endswith("/") else asked == allowed
