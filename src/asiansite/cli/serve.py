"""`asiansite serve`: shows the site in a browser, and follows its files."""

from __future__ import annotations

import argparse
import sys

from asiansite.cli.printing import Progress, print_bug, print_error, print_problems, print_result, summary
from asiansite.cli.site import find_site
from asiansite.errors import Problem
from asiansite.preview.desk import Desk
from asiansite.preview.opening import Place
from asiansite.preview.server import listen, serve
from asiansite.storage.home import memory_of
from asiansite.work.jobs import default_jobs
from asiansite.work.moment import Moment


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    site = find_site(arguments.site)
    sockets = listen(arguments.host, arguments.port)
    with memory_of(site) as home:
        place = Place(site, home, Moment(at=arguments.at, drafts=arguments.drafts), default_jobs())
        desk = Desk(place, _Terminal(), follow=arguments.follow)

        def begin(url: str) -> None:
            if sockets.port != arguments.port:
                print_error(f"Port {arguments.port} is taken; this is the next free one.")
            if arguments.host is not None:
                print_error(
                    "Other machines are answered: whoever has this address can read all, drafts included."
                )
            print_result(f"{url}  (Ctrl-C ends it)")
            sys.stdout.flush()
            if arguments.open:
                import webbrowser  # few ask for it, and all would wait for it

                webbrowser.open(url)

        try:
            serve(desk, sockets, begin, watch=arguments.watch or arguments.follow)
        except KeyboardInterrupt:
            return 130
    return 0


class _Terminal:
    """Tells the editor what happens."""

    def __init__(self) -> None:
        self._progress = Progress()
        self._had_problems = False

    def problems(self, found: tuple[Problem, ...], articles: int) -> None:
        self._progress.end()
        print_problems(found)
        if found:
            print_error(summary(found, articles, "pages show what was last right"))
        elif self._had_problems:
            print_error("Nothing is wrong any more.")
        self._had_problems = bool(found)

    def progress(self, stage: str, done: int, total: int) -> None:
        self._progress(stage, done, total)

    def unwatched(self, cause: str) -> None:
        print_error(
            f"The system does not tell of changes ({cause}): files are looked at each second instead."
        )

    def bug(self, traceback: str) -> None:
        self._progress.end()
        print_bug(traceback)
