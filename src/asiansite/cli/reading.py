"""Reads a site for a command that tells something of it and builds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from asiansite.cli.printing import counted, print_error
from asiansite.errors import Problem
from asiansite.storage.files import FileTree
from asiansite.storage.home import memory_of
from asiansite.storage.sources import Sources
from asiansite.storage.theme import site_tree
from asiansite.work.jobs import default_jobs
from asiansite.work.moment import Moment
from asiansite.work.opening import Opened, open_site


class Ground(NamedTuple):
    """What a site is read from."""

    home: Path
    tree: FileTree
    sources: Sources
    problems: tuple[Problem, ...]
    """Those of the scan."""

    def opened(self, moment: Moment) -> Opened:
        """The site at a moment, to be closed. Raises SiteError where its settings have a problem."""
        return open_site(self.tree, self.sources, self.problems, self.home, moment, default_jobs())


@contextmanager
def ground_of(site: Path) -> Iterator[Ground]:
    """Look at the sources of a site."""
    with memory_of(site) as home:
        tree = site_tree(site)
        found, problems = tree.scan()
        with closing(Sources(tree, found, home)) as sources:
            yield Ground(home, tree, sources, problems)


@contextmanager
def read_site(site: Path, moment: Moment) -> Iterator[Opened]:
    """The site as it is at a moment, with its problems. Raises SiteError where its settings have one."""
    with ground_of(site) as ground, closing(ground.opened(moment)) as opened:
        yield opened


def tell_unread(opened: Opened, done: str) -> None:
    """Say how many articles could not be read, so that they are not what was `done`: a story may be among them."""
    unread = [path for path in opened.snapshot.contents.unread if path.startswith("content/articles/")]
    if unread:
        articles = counted(len(unread), "article")
        print_error(f"not {done}: {articles} with errors; `asiansite build` tells which")
