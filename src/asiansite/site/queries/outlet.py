"""What may be asked of the outlet itself: settings, addresses, assets, the clock."""

from __future__ import annotations

from datetime import date

from asiansite.site.addresses import hashed_name
from asiansite.site.answers import Icon, Link, Policy, Publisher, Social
from asiansite.site.links import site_url
from asiansite.site.snapshot import Snapshot
from asiansite.site.social import SOCIAL, social_of_article
from asiansite.site.targets import is_absolute
from asiansite.trace import QuestionError


def setting(snapshot: Snapshot, name: str) -> object:
    """A setting by its name in site.yaml. Raises QuestionError for one that templates may not ask."""
    settings = snapshot.settings
    if name == "publisher":
        return _publisher(snapshot)
    if name in ("menu", "footer"):
        links = settings.menu if name == "menu" else settings.footer
        found = ((link.title, _link_url(snapshot, link.url)) for link in links)
        return tuple(Link(title, url) for title, url in found if url)
    if name not in _SETTINGS:
        raise QuestionError(
            f"site.setting({name!r}): templates may ask {', '.join(sorted(_SETTINGS))}, menu, footer"
        )
    return getattr(settings, name)


def icons(snapshot: Snapshot) -> tuple[Icon, ...]:
    """The outlet's icons for home screens, as far as static/ has them."""
    return tuple(
        Icon(snapshot.urls.url(f"/{name}"), *rest)
        for name, *rest in ICONS
        if name in snapshot.contents.static
    )


def url(snapshot: Snapshot, path: str) -> str:
    """The root-relative URL of a path of the site."""
    return snapshot.urls.url(path)


def address(snapshot: Snapshot, path: str) -> tuple[str, str]:
    """(root-relative URL, absolute URL) of a path of the site."""
    return snapshot.urls.url(path), snapshot.urls.absolute(path)


def asset(snapshot: Snapshot, name: str) -> str:
    """The URL of a file in static/, named by its hash. Raises QuestionError if there is none."""
    digest = snapshot.contents.static.get(name)
    if f"static/{name}" in snapshot.contents.taken_out:
        # A page without a picture is better than no page at all: nobody is there at the moment it ends.
        return snapshot.urls.url("/" + name)
    if digest is None:
        raise QuestionError(f"site.asset({name!r}): there is no static/{name}")
    if name not in snapshot.contents.assets:
        # What is published is known before pages are rendered, so a name cannot be put together there.
        raise QuestionError(f"site.asset({name!r}): write the name itself between the parentheses")
    return snapshot.urls.url("/" + hashed_name(name, digest))


def today(snapshot: Snapshot) -> date:
    """The day at the snapshot's clock, in the outlet's zone."""
    return snapshot.now.date()


def current_year(snapshot: Snapshot) -> int:
    """The year at the snapshot's clock, in the outlet's zone."""
    return snapshot.now.year


ICONS = (
    ("icons/favicon.svg", "any", "image/svg+xml", "any"),
    ("icons/icon-192.png", "192x192", "image/png", "any"),
    ("icons/icon-512.png", "512x512", "image/png", "any"),
    ("icons/icon-maskable-512.png", "512x512", "image/png", "maskable"),
)
"""Name below static/, sizes, type, and what it is good for, of each icon that the web app manifest names."""


def _publisher(snapshot: Snapshot) -> Publisher:
    known = snapshot.settings.publisher
    logo = None if known.logo is None else site_url(snapshot, known.logo)
    policies = ((key, _link_url(snapshot, link.url)) for key, link in known.policies)
    return Publisher(
        known.name,
        logo,
        known.url,
        known.same_as,
        known.founded,
        tuple(Policy(key, url) for key, url in policies if url),
    )


def social(snapshot: Snapshot, kind: str, name: str) -> Social | None:
    """The social image of an `article`, a standing `page`, an `author`, or a `section`: with no name, the outlet's."""
    if kind != "article":
        return SOCIAL[kind](snapshot, name)
    found = snapshot.by_id.get(name)
    return None if found is None else social_of_article(snapshot, found)


def _link_url(snapshot: Snapshot, url: str) -> str | None:
    # An address elsewhere may well end in `.md`.
    return url if is_absolute(url) else site_url(snapshot, url)


_SETTINGS = frozenset(
    "title base_url description language timezone date_format publisher page_size recent share embeds csp app lite search hosts robots".split()
)
