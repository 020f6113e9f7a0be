"""`asiansite build`: brings the output up to date."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from asiansite.build import BuildFailed, Report, Request, build
from asiansite.cli.printing import Progress, counted, print_error, print_json, print_problems, print_result, summary
from asiansite.cli.site import find_site
from asiansite.errors import Place, Problem, SiteError, problem
from asiansite.work.executors import default_jobs


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    request = _request(arguments)
    progress = Progress()
    try:
        report = build(request, progress)
    except BuildFailed as error:
        progress.end()
        _tell_failure(error, as_json=arguments.json)
        return error.status
    except SiteError as error:
        progress.end()
        if arguments.json:
            print_json(_failure(error))
        raise
    progress.end()
    print_problems(report.problems)
    if report.problems:
        print_error(summary(report.problems, report.articles, "the site was published all the same"))
    if arguments.json:
        print_json(_as_json(report))
    else:
        print_result(_in_words(report, request.output))
    return 0


def _request(arguments: argparse.Namespace) -> Request:
    site = find_site(arguments.site)
    if arguments.drafts and arguments.output is None:
        raise SiteError([problem("drafts-need-output")])
    if arguments.output is not None and not arguments.output.strip():
        raise SiteError([problem("output-refused", given=arguments.output, reason="it is empty")])
    return Request(
        site=site,
        output=site / "public" if arguments.output is None else Path(arguments.output),
        at=arguments.at,
        drafts=arguments.drafts,
        jobs=arguments.jobs or default_jobs(),
        base_url=arguments.base_url,
        hold=tuple(_held(site, name) for name in arguments.hold),
        strict=arguments.strict,
        adopt=arguments.adopt,
        wait=arguments.wait,
    )


def _held(site: Path, name: str) -> str:
    # A file is named from where the editor stands, or as messages name it, from the site's folder.
    for path in (Path(name), site / name):
        absolute = Path(os.path.abspath(path))
        if absolute.is_file() and absolute.is_relative_to(site / "content" / "articles"):
            return absolute.relative_to(site).as_posix()
    raise SiteError([problem("hold-not-an-article", Place(name))])


def _tell_failure(error: BuildFailed, *, as_json: bool) -> None:
    print_problems(error.problems)
    print_error(summary(error.problems, error.articles, "nothing was published"))
    if as_json:
        print_json(_failure(error))


def _in_words(report: Report, output: Path) -> str:
    shown = os.path.relpath(output)
    shown = str(output) if shown.startswith("..") else shown
    line = (
        f"{shown}: {counted(report.pages, 'page')}, {report.rendered:,} rendered, "
        f"{counted(len(report.written), 'file')} written, {len(report.removed):,} removed, in {report.seconds:.2f} s"
    )
    if report.next_change_at is None:
        return line
    first = report.transitions[0]
    return f"{line}\nnext change: {first.at.isoformat(sep=' ', timespec='minutes')} ({first.in_words()})"


def _as_json(report: Report) -> dict[str, object]:
    following = report.next_change_at
    return {
        "pages": report.pages,
        "rendered": report.rendered,
        "written": len(report.written),
        "removed": len(report.removed),
        "seconds": round(report.seconds, 3),
        "transitions": [
            {"at": item.at.isoformat(), "what": item.what, "subject": item.subject} for item in report.transitions
        ],
        "next_change_at": following.isoformat() if following else None,
        "problems": [_problem_as_json(found) for found in report.problems],
    }


def _failure(error: SiteError) -> dict[str, object]:
    return {
        "pages": 0,
        "rendered": 0,
        "written": 0,
        "removed": 0,
        "seconds": 0,
        "transitions": [],
        "next_change_at": None,
        "problems": [_problem_as_json(found) for found in error.problems],
    }


def _problem_as_json(found: Problem) -> dict[str, object]:
    place = found.place
    return {
        "slug": found.slug,
        "level": found.level,
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "says": found.says,
        "facts": dict(found.facts),
    }
