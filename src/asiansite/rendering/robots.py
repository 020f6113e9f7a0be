"""robots.txt: which crawlers may read the site (RFC 9309)."""

from __future__ import annotations

from asiansite.site.page import Page
from asiansite.trace import Reader


def write(page: Page, reader: Reader) -> bytes:
    """Write it: all may read all."""
    return b"User-agent: *\nAllow: /\n"
