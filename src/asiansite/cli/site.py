"""Which site a command is about."""

from __future__ import annotations

from pathlib import Path

from asiansite.errors import SiteError, problem


def find_site(given: Path | None) -> Path:
    """The site's folder: the one given, or the nearest upward that has a site.yaml.

    Raises SiteError (no-site) if there is none.
    """
    start = (given or Path()).absolute()
    for folder in [start] if given else [start, *start.parents]:
        if (folder / "site.yaml").is_file():
            return folder.resolve()
    raise SiteError([problem("no-site", given=str(start))])
