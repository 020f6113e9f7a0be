"""Places: where GitHub and GitLab look for a workflow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from asiansite.cli.printing import shown_path
from asiansite.errors import SiteError, problem

PLACES: Mapping[str, str] = {"github": ".github/workflows/site.yml", "gitlab": ".gitlab-ci.yml"}
"""Below the top of a repository, and nowhere else."""


def refuse_workflow(site: Path, where: str) -> None:
    """Raise SiteError if the service would not look at a workflow in this folder, or has one there."""
    whole = site.resolve()
    top = next((folder for folder in (whole, *whole.parents) if (folder / ".git").exists()), whole)
    if top != whole:
        raise SiteError([problem("workflow-not-at-top", given=shown_path(site), top=top)])
    if (site / PLACES[where]).exists():
        raise SiteError([problem("workflow-exists", given=shown_path(site / PLACES[where]))])
