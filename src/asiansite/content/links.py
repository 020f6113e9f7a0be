"""Named links as settings and authors list them: `{title, url}`, or `name: url`."""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec import Struct

from asiansite.content.entries import Entries
from asiansite.content.notes import Spot


class NamedLink(Struct, frozen=True):
    """A link with its text."""

    title: str
    """What readers see."""
    url: str
    """As written: absolute, root-relative, or the path of a source below content/."""
    spot: Spot | None = None


SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The schemes that a link of ours may have."""

_SERVICES = {
    "github": "https://github.com/{}",
    "twitter": "https://twitter.com/{}",
    "x": "https://x.com/{}",
    "mastodon": None,
    "linkedin": "https://www.linkedin.com/in/{}",
    "facebook": "https://www.facebook.com/{}",
    "instagram": "https://www.instagram.com/{}",
    "email": "mailto:{}",
}
_TITLES = {"github": "GitHub", "twitter": "X", "x": "X", "linkedin": "LinkedIn", "email": "E-mail"}


def read_links(entries: Entries, key: str) -> tuple[NamedLink, ...]:
    """Read `key`: a list of `{title, url}`, or a mapping of names to URLs or account names."""
    if entries.is_mapping(key):
        inner = entries.entries(key, None)
        return tuple(filter(None, (_named(inner, name) for name in inner))) if inner else ()
    found = []
    for item in entries.list_of_entries(key, {"title", "url"}):
        title, url = item.text("title", required=True), item.text("url", required=True)
        spot = item.spot_of("url")
        if title and url and is_safe(url, entries, spot):
            found.append(NamedLink(title, url, spot))
    return tuple(found)


def is_safe(url: str, entries: Entries, spot: Spot | None) -> bool:
    """Whether a URL may be put into a page; a problem is noted if not."""
    scheme = _scheme(url)
    if scheme and scheme not in SAFE_SCHEMES:
        entries.notes.add("url-not-allowed", spot, given=url)
        return False
    return True


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:
        return "?"


def _named(entries: Entries, name: str) -> NamedLink | None:
    value = entries.text(name)
    if value is None:
        return None
    spot = entries.spot_of(name)
    form = _SERVICES.get(name.lower())
    if form and not _scheme(value) and not value.startswith("/"):
        value = form.format(value.lstrip("@"))
    if not is_safe(value, entries, spot):
        return None
    return NamedLink(_TITLES.get(name.lower(), name[:1].upper() + name[1:]), value, spot)
