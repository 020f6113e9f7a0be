"""Who publishes the outlet, and how it works: the setting `publisher`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from asiansite.content.entries import Entries
from asiansite.content.links import NamedLink, is_safe


class Publisher(Struct, frozen=True):
    """Who publishes the outlet, and signs what nobody else signs."""

    name: str
    """Without one, the outlet's title."""
    logo: str | None
    """A path below static/ that begins with `/`, or an address: for search engines. The theme shows none."""
    url: str | None
    """Where the name in the footer leads."""
    same_as: tuple[str, ...] = ()
    """Where else the outlet is: its pages on other sites, in Wikipedia or Wikidata."""
    founded: str | None = None
    """When it began: a year, a month or a day, such as `2019` or `2019-05-01`."""
    principles: NamedLink | None = None
    """The page with the editorial principles."""
    ethics: NamedLink | None = None
    """The page with the code of ethics."""
    corrections: NamedLink | None = None
    """The page that says how errors are corrected."""
    ownership: NamedLink | None = None
    """The page that says who owns and pays for the outlet."""
    masthead: NamedLink | None = None
    """The page with the names of editors and managers."""
    diversity: NamedLink | None = None
    """The page on diversity, among staff and sources."""
    mission: NamedLink | None = None
    """The page that says what is covered first, and why."""
    verification: NamedLink | None = None
    """The page that says how facts are checked."""
    unnamed_sources: NamedLink | None = None
    """The page that says when sources stay unnamed."""
    no_bylines: NamedLink | None = None
    """The page that says when articles name no author."""
    feedback: NamedLink | None = None
    """The page that says how readers can answer."""

    @property
    def policies(self) -> Iterator[tuple[str, NamedLink]]:
        """(key, page) of each policy that is named."""
        for key in POLICIES:
            link: NamedLink | None = getattr(self, key)
            if link is not None:
                yield key, link


KEYS = frozenset(Publisher.__struct_fields__)
"""The keys of the setting `publisher`."""

POLICIES = Publisher.__struct_fields__[5:]
"""Those that name a page: the path of its source below content/, or an address."""

_FOUNDED = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def read_publisher(root: Entries, title: str) -> Publisher:
    """Read the setting `publisher` of an outlet named `title`."""
    inner = root.entries("publisher", KEYS)
    if inner is None:
        return Publisher(title, None, None)
    url = inner.text("url")
    if url and not is_safe(url, inner, inner.spot_of("url")):
        url = None
    return Publisher(
        inner.text("name") or title,
        inner.text("logo"),
        url,
        tuple(text for text, spot in inner.texts("same_as") if is_safe(text, inner, spot)),
        inner.matching("founded", _FOUNDED, "founded-not-a-date"),
        *(_policy(inner, key) for key in POLICIES),
    )


def _policy(inner: Entries, key: str) -> NamedLink | None:
    text, spot = inner.text(key), inner.spot_of(key)
    return NamedLink(key, text, spot) if text and is_safe(text, inner, spot) else None
