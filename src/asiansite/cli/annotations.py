"""Annotations: problems as GitHub Actions shows them, at their lines in a pull request.

A workflow command is a line on standard output. How it is escaped: docs.github.com, "Workflow commands for
GitHub Actions", and `@actions/core`, command.ts.
"""

from __future__ import annotations

from pathlib import Path

from asiansite.cli.printing import shown_path
from asiansite.errors import Place, Problem


def annotation(found: Problem, site: Path) -> str:
    """A problem of the site in the folder `site` as a workflow command."""
    properties = [*_place(found.place, site), ("title", found.slug)]
    given = ",".join(f"{name}={_property(value)}" for name, value in properties)
    facts = [f"{label}: {text}" for label, text in found.facts]
    return f"::{found.level} {given}::{_data(chr(10).join([found.says, *facts]))}"


def _place(place: Place | None, site: Path) -> list[tuple[str, str]]:
    if place is None or not place.path:
        return []
    # GitHub knows files from the top of the repository, in which a workflow stands.
    properties = [("file", Path(shown_path(site / place.path)).as_posix())]
    if place.line is not None:
        properties.append(("line", str(place.line)))
        if place.column:
            properties.append(("col", str(place.column)))
    return properties


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
