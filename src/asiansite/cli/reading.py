"""Reads a site for a command that tells something of it and builds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asiansite.storage.home import memory_of
from asiansite.storage.sources import Sources
from asiansite.storage.theme import site_tree
from asiansite.work.jobs import default_jobs
from asiansite.work.moment import Moment
from asiansite.work.opening import Opened, open_site


@contextmanager
def read_site(site: Path, moment: Moment) -> Iterator[Opened]:
    """The site as it is at a moment, with its problems. Raises SiteError where its settings have one."""
    with memory_of(site) as home:
        tree = site_tree(site)
        found, problems = tree.scan()
        sources = Sources(tree, found, home)
        try:
            opened = open_site(tree, sources, problems, home, moment, default_jobs())
        finally:
            sources.close()
        try:
            yield opened
        finally:
            opened.close()
