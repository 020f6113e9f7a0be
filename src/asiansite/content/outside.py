"""Outside: links to other sites, and what these answered."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Literal, NamedTuple
from urllib.parse import urldefrag, urlsplit

Verdict = Literal["fine", "moved", "broken", "unchecked", "private"]

RULES: Mapping[str, Verdict] = {
    "outside-link-broken": "broken",
    "outside-link-moved": "moved",
    "outside-link-unchecked": "unchecked",
    "outside-link-private": "private",
}
"""The verdict that each rule of outside links tells of."""


class Answer(NamedTuple):
    """What became of a link to another site."""

    verdict: Verdict
    reason: str = ""
    """Why it is broken, or could not be checked: `404 Not Found`."""
    to: str = ""
    """Where it has moved for good."""


def is_outside(url: str, base_url: str) -> bool:
    """Whether an absolute URL leads to another site than that of `base_url`, over the web."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in ("http", "https") and parts.netloc != urlsplit(base_url).netloc
    except ValueError:  # brackets that are no address: it leads nowhere, as asking will tell
        return url.lower().startswith(("http:", "https:"))


def asked_as(url: str) -> str:
    """The URL that is asked for: a place within a page is for browsers."""
    return urldefrag(url).url


def host_of(url: str) -> str:
    """The name or address of a URL's host; empty if it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_local_name(host: str) -> bool:
    """Whether a name or address tells by itself that no reader reaches it: `localhost`, `10.1.2.3`, `intranet`."""
    if is_address(host):
        return not is_public_address(host)
    return "." not in host.rstrip(".") or host.rstrip(".").lower().endswith(_LOCAL)


def is_address(host: str) -> bool:
    """Whether a host is given by its address, not by a name."""
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def is_public_address(address: str) -> bool:
    """Whether readers reach an address: not this machine, not a private network."""
    return ip_address(address.partition("%")[0]).is_global


_LOCAL = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
"""Endings for networks of one's own: RFC 6761, RFC 6762, RFC 8375, and ICANN's `.internal` of 2024."""
