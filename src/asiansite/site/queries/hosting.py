"""What may be asked for the hosts of a site: how to serve it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from asiansite.content.pictures.variants import MODERN
from asiansite.site.addresses import hashed_name
from asiansite.site.answers import Served
from asiansite.site.lifetimes import WITHDRAWN
from asiansite.site.page import Page
from asiansite.site.plan import make_plan
from asiansite.site.redirects import redirects
from asiansite.site.snapshot import Snapshot


def served(snapshot: Snapshot) -> Served:
    """How hosts should serve the site."""
    contents = snapshot.contents
    moved = ((page.path, snapshot.urls.url(str(page.args[0]))) for page in _redirects(snapshot))
    withdrawn = (
        snapshot.path_of(article)
        for article in snapshot.gone.values()
        if snapshot.state_of(article) == WITHDRAWN
    )
    hashed = (
        f"/{hashed_name(name, contents.static[name])}" for name in contents.assets & contents.static.keys()
    )
    return Served(
        tuple(sorted(moved)),
        tuple(sorted(withdrawn)),
        tuple(sorted(hashed)),
        tuple(_endings(snapshot)),
    )


@lru_cache(maxsize=1)
def _redirects(snapshot: Snapshot) -> tuple[Page, ...]:
    if not snapshot.contents.locked:
        return tuple(page for page, _ in redirects(snapshot))
    # What urls.lock redirects is what nothing else of the plan answers.
    return tuple(page for page in make_plan(snapshot).pages if page.kind == "redirect")


def _endings(snapshot: Snapshot) -> Iterator[str]:
    # What stands in static/ keeps its name there, and moving pictures keep theirs everywhere.
    plain = [*snapshot.contents.static]
    plain += [path for path, picture in snapshot.contents.pictures.items() if not picture.is_still]
    for ending in MODERN:
        if not any(path.lower().endswith(f".{ending}") for path in plain):
            yield ending
