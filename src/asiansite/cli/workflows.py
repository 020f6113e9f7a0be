"""Workflows: what a site needs so that GitHub or GitLab build it and put it online."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import distribution, requires
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from msgspec import Struct

from asiansite import __version__
from asiansite.cli.places import PLACES
from asiansite.cli.reading import read_site
from asiansite.cli.schedules import github_lines, slots
from asiansite.errors import SiteError
from asiansite.site.transitions import transitions
from asiansite.storage.tools import versions_in
from asiansite.work.moment import Moment

REQUIREMENTS = "ci/requirements.txt"
WHEEL = f"ci/asiansite-{__version__}-py3-none-any.whl"


class Added(Struct, frozen=True):
    """What was done to a site."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that were there already."""
    missing: tuple[str, ...]
    """Files that the workflow needs, and that a person must bring."""


def add_workflow(site: Path, where: str) -> Added:
    """Write the workflow of a service, and what it installs, into a site. Nothing is written over.

    Raises SiteError if the site has an error, since its schedule is unknown then.
    """
    with read_site(site, Moment()) as opened:
        if opened.is_broken:
            raise SiteError(opened.problems)
        snapshot = opened.snapshot
        planned = slots([item for item in transitions(snapshot) if item.is_noticed], snapshot.now)
        search = snapshot.settings.search
    workflow = (files("asiansite") / "ci" / f"{where}.yml").read_text("utf-8")
    for name, value in (
        ("    # @schedule@\n", "".join(f"{line}\n" for line in github_lines(planned))),
        ("@python@", _python()),
        ("@search@", " --search" if search else ""),
    ):
        workflow = workflow.replace(name, value)
    new = {PLACES[where]: workflow.encode()}
    kept: tuple[str, ...] = ()
    if (site / REQUIREMENTS).exists():
        # It names the package that the site is built with; a newer one is for the editors to choose.
        kept = (REQUIREMENTS,)
    else:
        new[REQUIREMENTS] = "".join(f"{line}\n" for line in _requirements(search=search)).encode()
        if not (site / WHEEL).exists() and (wheel := _own_wheel()) is not None:
            new[WHEEL] = wheel.read_bytes()
    for name, data in new.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
    is_missing = not kept and not (site / WHEEL).exists()
    return Added(tuple(new), kept, (WHEEL,) if is_missing else ())


def _python() -> str:
    # That of the editors: what they see is what is published.
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _requirements(*, search: bool) -> Iterator[str]:
    """The lines of a file of pip's: our package, and all that it needs, as it is installed here."""
    yield "# What CI installs: asiansite, and what it needs in the versions that `asiansite init` found here."
    yield "# Paths are from the site's folder, in which pip is run."
    yield f"./{WHEEL}[search]" if search else f"./{WHEEL}"
    installed = versions_in(sys.path)
    for name in sorted(_needed("asiansite", {"search"} if search else set())):
        if name in installed:
            yield f"{name}=={installed[name]}"


def _needed(name: str, extras: Iterable[str]) -> set[str]:
    """The distributions that one asks for, and those that these ask for, by normalised name."""
    found: set[str] = set()
    waiting: list[tuple[str, frozenset[str]]] = [(name, frozenset(extras))]
    while waiting:
        asking, wanted = waiting.pop()
        for line in _asked(asking):
            requirement, _, marker = line.partition(";")
            if (extra := re.search(r"extra\s*==\s*[\"']([^\"']+)", marker)) and extra[1] not in wanted:
                continue
            # What only other systems need is not installed here, and has no version to name.
            asked = re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement.strip(), maxsplit=1)[0]).lower()
            if asked not in found:
                found.add(asked)
                waiting.append((asked, frozenset()))
    return found


def _asked(name: str) -> Sequence[str]:
    try:
        return requires(name) or []
    except ModuleNotFoundError:  # PackageNotFoundError: needed on another system only
        return []


def _own_wheel() -> Path | None:
    """The package that this program was installed from, if it was installed from a file that is still there.

    pip writes it down (PyPA, "Recording the Direct URL Origin of installed distributions").
    """
    try:
        origin = json.loads(distribution("asiansite").read_text("direct_url.json") or "{}")
    except (ModuleNotFoundError, ValueError):
        return None
    url = urlsplit(str(origin.get("url", "")))
    path = Path(url2pathname(url.path))
    return path if url.scheme == "file" and path.name == Path(WHEEL).name and path.is_file() else None
