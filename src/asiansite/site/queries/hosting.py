"""What may be asked for the hosts of a site: how to serve it."""

from __future__ import annotations

from collections.abc import Iterator

from asiansite.content.pictures.variants import MODERN
from asiansite.site.addresses import hashed_name
from asiansite.site.answers import Served
from asiansite.site.lifetimes import WITHDRAWN
from asiansite.site.redirects import redirects
from asiansite.site.snapshot import Snapshot


def served(snapshot: Snapshot) -> Served:
    """How hosts should serve the site."""
    contents = snapshot.contents
    moved = ((page.path, snapshot.urls.url(str(page.args[0]))) for page, _ in redirects(snapshot))
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


def _endings(snapshot: Snapshot) -> Iterator[str]:
    # What stands in static/ keeps its name there, and moving pictures keep theirs everywhere.
    plain = [*snapshot.contents.static]
    plain += [path for path, picture in snapshot.contents.pictures.items() if not picture.is_still]
    for ending in MODERN:
        if not any(path.lower().endswith(f".{ending}") for path in plain):
            yield ending
