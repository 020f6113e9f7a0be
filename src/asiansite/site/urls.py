"""The URLs of a site: paths in the output, and how pages link to them.

A *path* is NFC text that begins and ends with `/` (or names a file); a *URL* is the path
percent-encoded (RFC 3986) below base_url's path, or absolute.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from asiansite.content.settings import Settings


class Urls:
    """Makes URLs for one outlet."""

    def __init__(self, settings: Settings) -> None:
        """Take base_url from the settings."""
        self._base = settings.base_path
        self._absolute = settings.base_url

    def url(self, path: str) -> str:
        """The root-relative URL of `path`, with base_url's path."""
        return self._base + _quoted(path)

    def absolute(self, path: str) -> str:
        """The absolute URL of `path`."""
        return self._absolute + _quoted(path)


class RelativeUrls(Urls):
    """Makes URLs for one page at the top of a folder that may be put anywhere, or opened from a disk."""

    def url(self, path: str) -> str:
        """The URL of `path` from that page."""
        return "." + _quoted(path)

    def absolute(self, path: str) -> str:
        """The same: nobody knows the host."""
        return self.url(path)


def absolute_url(url: str, origin: str) -> str:
    """An absolute URL; a root-relative one is put behind `origin` (scheme and host)."""
    if url.startswith("//"):
        return origin.partition("//")[0] + url
    return origin + url if url.startswith("/") else url


_SAFE = "/~-._!$&'()*+,;=:@"
_is_safe = re.compile(r"[A-Za-z0-9/_.-]*").fullmatch


def _quoted(path: str) -> str:
    # Most paths stand in a URL as they are, and to see that takes a tenth of the time.
    return path if _is_safe(path) else quote(path, safe=_SAFE)


def output_of(path: str) -> str:
    """The file in the output that answers at `path`."""
    return path[1:] + "index.html" if path.endswith("/") else path[1:]


def claim_key(output: str) -> str:
    """What makes two outputs one file somewhere: NFC and case-folded (macOS, Windows)."""
    if output.isascii():
        return output.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", output).casefold())
