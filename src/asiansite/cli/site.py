"""Which site a command is about."""

from __future__ import annotations

import os
from pathlib import Path

from asiansite.errors import SiteError, problem
from asiansite.storage.danger import refusal


def find_site(given: Path | None) -> Path:
    """The site's folder: the one given, or the nearest upward that has a site.yaml.

    Raises SiteError (no-site) if there is none.
    """
    start = (given or Path()).absolute()
    for folder in [start] if given else [start, *start.parents]:
        # Whatever stands there: one that cannot be read is a problem of this site, not of another.
        if os.path.lexists(folder / "site.yaml"):
            return folder.resolve()
    raise SiteError([problem("no-site", given=start, above=None if given else "a folder above it")])


def output_of_site(site: Path, given: str | None) -> Path:
    """The output folder: the one given, or public/ in the site's folder. SiteError: output-refused."""
    if given is None:
        return site / "public"
    # Looked at as it was written: as a path, an empty text would be the folder one stands in.
    if (refused := refusal(given, site)) is not None:
        raise SiteError([refused])
    return Path(given)
