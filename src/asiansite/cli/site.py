"""Which site a command is about."""

from __future__ import annotations

from pathlib import Path

from asiansite.errors import SiteError, problem
from asiansite.storage.danger import refusal


def find_site(given: Path | None) -> Path:
    """The site's folder: the one given, or the nearest upward that has a site.yaml.

    Raises SiteError (no-site) if there is none.
    """
    start = (given or Path()).absolute()
    for folder in [start] if given else [start, *start.parents]:
        if (folder / "site.yaml").is_file():
            return folder.resolve()
    raise SiteError([problem("no-site", given=str(start))])


def output_of_site(site: Path, given: str | None) -> Path:
    """The output folder: the one given, or public/ in the site's folder. SiteError: output-refused."""
    if given is None:
        return site / "public"
    # Looked at as it was written: as a path, an empty text would be the folder one stands in.
    if (refused := refusal(given, site)) is not None:
        raise SiteError([refused])
    return Path(given)
