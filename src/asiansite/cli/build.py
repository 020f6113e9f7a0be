"""`asiansite build`: brings the output up to date."""

from __future__ import annotations

import argparse
from pathlib import Path

from asiansite.build import BuildFailed, Request, build
from asiansite.cli.printing import (
    Progress,
    counted,
    print_error,
    print_json,
    print_problems,
    print_result,
    problem_as_json,
    shown_moment,
    shown_path,
    summary,
)
from asiansite.cli.site import find_site, output_of_site
from asiansite.errors import SiteError, problem
from asiansite.work.jobs import default_jobs
from asiansite.work.moment import Locking, Moment
from asiansite.work.report import Report
from asiansite.work.stopwatch import Stopwatch

REASONS = 5
"""Reasons for rendering that the result lists."""


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    if arguments.only is not None:
        from asiansite.cli import galley

        return galley.run(arguments)
    try:
        request = _request(arguments)
        report = _build(request)
    except BuildFailed as error:
        _tell_failure(error, as_json=arguments.json)
        return error.status
    except SiteError as error:
        if arguments.json:
            print_json(_failure(error))
        raise
    print_problems(report.problems)
    if report.problems:
        print_error(summary(report.problems, report.articles, "the site was published all the same"))
    if arguments.json:
        print_json(_as_json(report))
    else:
        print_result(_in_words(report, request, shows_urls=arguments.locked))
    if arguments.profile:
        print_error(_profile(report.watch))
    return 0


def _build(request: Request) -> Report:
    progress = Progress()
    try:
        return build(request, progress)
    finally:
        progress.end()


def _request(arguments: argparse.Namespace) -> Request:
    site = find_site(arguments.site)
    output = output_of_site(site, arguments.output)
    if arguments.drafts and output.resolve() == output_of_site(site, None).resolve():
        raise SiteError([problem("drafts-need-output")])
    return Request(
        site=site,
        output=output,
        moment=Moment(
            at=arguments.at,
            drafts=arguments.drafts,
            base_url=arguments.base_url,
            hold=tuple(sorted(_held(site, name) for name in arguments.hold)),
            strict=arguments.strict,
        ),
        locking=_locking(arguments, site, output),
        jobs=arguments.jobs or default_jobs(),
        clean=arguments.clean,
        adopt=arguments.adopt,
        wait=arguments.wait,
        search=arguments.search,
        verify=arguments.verify,
    )


def _locking(arguments: argparse.Namespace, site: Path, output: Path) -> Locking:
    """What becomes of new URLs: only what is published now, at the site's own address, is published."""
    if output.resolve() != output_of_site(site, None).resolve():
        return "leave"
    is_elsewhere = arguments.at is not None or arguments.base_url is not None
    return "list" if arguments.locked or is_elsewhere else "add"


def _held(site: Path, name: str) -> str:
    # A file is named from where the editor stands, or as messages name it, from the site's folder.
    for path in (Path(name), site / name):
        real = path.resolve()  # as the site's folder is: a linked folder may lead here
        if real.is_file() and real.is_relative_to(site / "content" / "articles"):
            return real.relative_to(site).as_posix()
    raise SiteError([problem("hold-not-an-article", given=name)])


def _tell_failure(error: BuildFailed, *, as_json: bool) -> None:
    print_problems(error.problems)
    print_error(summary(error.problems, error.articles, "nothing was published"))
    if as_json:
        print_json(_failure(error))


def _in_words(report: Report, request: Request, *, shows_urls: bool) -> str:
    lines = [
        f"{shown_path(request.output)}: {counted(report.pages, 'page')}, {report.rendered:,} rendered, "
        f"{counted(len(report.written), 'file')} written, {len(report.removed):,} removed, "
        f"in {report.watch.seconds:.2f} s"
    ]
    if report.rendered < report.pages:
        lines += _of_reasons(report)
    if request.search:
        lines.append(_of_search(report))
    if request.verify:
        lines.append(f"proven: a clean build gives the same bytes in {counted(report.pages, 'page')}")
    if report.new_urls and request.locking == "add":
        lines.append(f"urls.lock: {counted(len(report.new_urls), 'new line')}, to be committed with the rest")
    elif report.new_urls and shows_urls:
        lines.append(f"urls.lock lacks {counted(len(report.new_urls), 'line')}:")
        lines += [f"  {line}" for line in report.new_urls]
    if report.transitions:
        first = report.transitions[0]
        lines.append(f"next change: {shown_moment(first.at)} ({first.in_words()})")
    return "\n".join(lines)


def _of_reasons(report: Report) -> list[str]:
    shown = report.reasons.most_common(REASONS)
    others = report.rendered - sum(count for _, count in shown)
    lines = [f"  {count:,} because {reason}" for reason, count in shown]
    # Whoever adds them up must find all the pages.
    return lines + [f"  {others:,} for other reasons: asiansite why"] * (others > 0)


def _of_search(report: Report) -> str:
    if report.search == "made":
        return f"search: index of {counted(report.records, 'record')} made in {report.watch.stages['search']:.2f} s"
    return f"search: the index of {counted(report.records, 'record')} is up to date"


def _profile(watch: Stopwatch) -> str:
    seconds = watch.seconds
    # Programs that are loaded between two stages are in none: whoever adds up must find all the time.
    spans = {**watch.stages, "between them": seconds - sum(watch.stages.values()), "in all": seconds}
    lines = [f"{seconds:9.3f} s  {name}" for name, seconds in spans.items()]
    lines += ["pages, by all processes together:"] * bool(watch.templates)
    lines += [
        f"{seconds:9.3f} s  {template}, {counted(pages, 'page')}, {seconds / pages * 1e6:,.0f} µs each"
        for template, (pages, seconds) in sorted(watch.templates.items(), key=lambda item: -item[1][1])
    ]
    return "\n".join(lines)


def _as_json(report: Report) -> dict[str, object]:
    """One JSON object on one line of standard output; a build that fails prints it as well.

    - `pages`: how many the site has; `rendered`: how many of them this build rendered;
    - `written`, `removed`: how many files of the output;
    - `new_urls`: the lines that urls.lock has got by it, or, with `--locked`, `--at` or `--base-url`,
      that it lacks; none if the output is not the site's own;
    - `seconds`: how long it took;
    - `transitions`: the instants to come at which the site changes with nobody touching it, the
      first one first, each with `at` (ISO 8601), `what` (a word of the table below) and `subject` (the
      id of the article, or the path of the picture, that it concerns; empty for the whole site);
    - `next_change_at`: the first of them, or null;
    - `search`: the search index: `off`, `missing`, `outdated`, `current` or `made`;
    - `problems`: each with `slug`, `level`, `path`, `line`, `column`, `says` and `facts`.
    """
    following = report.transitions[0].at if report.transitions else None
    return {
        "pages": report.pages,
        "rendered": report.rendered,
        "written": len(report.written),
        "removed": len(report.removed),
        "new_urls": list(report.new_urls),
        "seconds": round(report.watch.seconds, 3),
        "transitions": [
            {"at": item.at.isoformat(), "what": item.what, "subject": item.subject}
            for item in report.transitions
        ],
        "next_change_at": following.isoformat() if following else None,
        "search": report.search,
        "problems": [problem_as_json(found) for found in report.problems],
    }


def _failure(error: SiteError) -> dict[str, object]:
    return {
        "pages": 0,
        "rendered": 0,
        "written": 0,
        "removed": 0,
        "new_urls": [],
        "seconds": 0,
        "transitions": [],
        "next_change_at": None,
        "search": None,
        "problems": [problem_as_json(found) for found in error.problems],
    }
