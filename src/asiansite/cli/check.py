"""`asiansite check`: everything that is wrong with a site, without building it."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from asiansite.cli.annotations import annotation
from asiansite.cli.printing import (
    counted,
    print_error,
    print_json,
    print_problems,
    print_result,
    problem_as_json,
    summary,
)
from asiansite.cli.reading import read_site
from asiansite.cli.site import find_site
from asiansite.content.checks import RULES
from asiansite.errors import Problem, SiteError
from asiansite.site.contents import Contents
from asiansite.storage.theme import site_tree
from asiansite.work.checking import checked, texts_of
from asiansite.work.mending import Mended, mend
from asiansite.work.moment import Moment
from asiansite.work.reading import STYLE, is_article

IN_CONTENT = 1
"""The exit status of problems that editors mend."""


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    site = find_site(arguments.site)
    moment = Moment(at=arguments.at, strict=arguments.strict)
    try:
        changes = _mend(site, moment) if arguments.fix else ()
        problems, articles = _problems(site, moment, embargo=arguments.embargo)
    except SiteError as error:
        if error.status != IN_CONTENT:
            raise
        # Without sound settings nothing is known of articles.
        changes, problems, articles = (), error.problems, 0
    if arguments.json:
        print_json(_as_json(problems, articles, changes))
    elif arguments.format == "github":
        for found in problems:
            print_result(annotation(found, site))
    else:
        print_problems(problems)
    if not arguments.json:
        for done in changes:
            print_error(_in_words(done))
    is_broken = any(found.level == "error" for found in problems)
    if problems:
        stops = any(found.level == "error" and _is_of_builds(found) for found in problems)
        outcome = "a build would publish nothing" if stops else "a build would publish all the same"
        print_error(summary(problems, articles, outcome))
    elif not arguments.json:
        print_result(f"nothing is wrong in {counted(articles, 'article')}")
    return IN_CONTENT if is_broken else 0


def _mend(site: Path, moment: Moment) -> Sequence[Mended]:
    with read_site(site, moment) as opened:
        return mend(site, texts_of(opened, site_tree(site)))


def _in_words(done: Mended) -> str:
    kinds = Counter(change.what for change in done.changes)
    return f"mended: {done.path}: " + ", ".join(f"{what} ({count})" for what, count in sorted(kinds.items()))


def _problems(site: Path, moment: Moment, *, embargo: bool) -> tuple[Sequence[Problem], int]:
    with read_site(site, moment) as opened:
        return checked(opened, site_tree(site), embargo=embargo), _articles(opened.snapshot.contents)


def _is_of_builds(found: Problem) -> bool:
    return found.slug not in (*RULES, "embargo-leaked") and (found.place is None or found.place.path != STYLE)


def _articles(contents: Contents) -> int:
    return len(contents.articles) + sum(map(is_article, contents.unread))


def _as_json(problems: Sequence[Problem], articles: int, changes: Sequence[Mended]) -> dict[str, object]:
    """One JSON object on one line of standard output.

    - `articles`: how many there are, 0 if the settings have an error;
    - `errors`, `warnings`: how many problems of each level;
    - `mended`: with `--fix`, each change, with `path`, `line`, `column` and `what` it was;
    - `problems`: each with `slug`, `level`, `path`, `line`, `column`, `says` and `facts`.
    """
    errors = sum(found.level == "error" for found in problems)
    return {
        "articles": articles,
        "errors": errors,
        "warnings": len(problems) - errors,
        "mended": [
            {"path": done.path, "line": change.line, "column": change.column, "what": change.what}
            for done in changes
            for change in done.changes
        ],
        "problems": [problem_as_json(found) for found in problems],
    }
