"""`asiansite build --only ID`: one article for a colleague, in a folder of its own."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from asiansite.cli.printing import (
    counted,
    print_json,
    print_problems,
    print_result,
    problem_as_json,
    shown_path,
)
from asiansite.cli.reading import ground_of
from asiansite.cli.site import find_site, output_of_site
from asiansite.errors import Problem, SiteError, problem
from asiansite.work.galley import GalleyRequest, MadeGalley, make_galley
from asiansite.work.jobs import default_jobs
from asiansite.work.moment import Moment
from asiansite.work.stopwatch import Stopwatch

NOT_HERE = ("drafts", "clean", "hold", "search", "locked", "adopt", "verify", "profile")
"""Options of a build that say nothing about one article alone."""


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    try:
        made, output, watch = _made(arguments)
    except SiteError as error:
        if arguments.json:
            print_json(_report(error.problems))
        raise
    print_problems(made.problems)
    if arguments.json:
        print_json(_report(made.problems, made, watch.seconds))
    else:
        print_result(
            f"{shown_path(output)}: {made.article.path}, {made.state}: "
            f"{counted(len(made.published.written), 'file')} written, {len(made.published.removed):,} removed, "
            f"in {watch.seconds:.2f} s"
        )
    return 0


def _made(arguments: argparse.Namespace) -> tuple[MadeGalley, Path, Stopwatch]:
    watch, site = Stopwatch(), find_site(arguments.site)
    for name in NOT_HERE:
        if getattr(arguments, name):
            raise SiteError([problem("only-alone", option=f"--{name}")])
    output = output_of_site(site, arguments.output)
    if output.resolve() == output_of_site(site, None).resolve():
        raise SiteError([problem("only-needs-output")])
    jobs = arguments.jobs or default_jobs()
    moment = Moment(at=arguments.at, base_url=arguments.base_url, strict=arguments.strict)
    request = GalleyRequest(site, output, arguments.only, jobs, arguments.wait)
    with ground_of(site) as ground, closing(ground.opened(moment)) as opened:
        return make_galley(opened, ground.sources, request), output, watch


def _report(
    problems: tuple[Problem, ...], made: MadeGalley | None = None, seconds: float = 0
) -> dict[str, object]:
    """The report of a build, as far as it makes sense: nothing is published, so nothing changes by time."""
    return {
        "pages": 1 if made else 0,
        "rendered": 1 if made else 0,
        "written": len(made.published.written) if made else 0,
        "removed": len(made.published.removed) if made else 0,
        "new_urls": [],
        "seconds": round(seconds, 3),
        "transitions": [],
        "next_change_at": None,
        "search": None,
        "problems": [problem_as_json(found) for found in problems],
    }
