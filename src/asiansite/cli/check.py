"""`asiansite check`: everything that is wrong with a site, without building it."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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
from asiansite.content.rooms import STYLE, is_article
from asiansite.errors import Problem, SiteError
from asiansite.site.contents import Contents
from asiansite.storage.theme import site_tree
from asiansite.work.checking import checked, texts_of
from asiansite.work.mending import Mended, mend
from asiansite.work.moment import Moment

if TYPE_CHECKING:
    from asiansite.cli.outside import OutsideInquiry

IN_CONTENT = 1
"""The exit status of problems that editors mend."""


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    site = find_site(arguments.site)
    moment = Moment(at=arguments.at, strict=arguments.strict)
    try:
        changes = _mend(site, moment) if arguments.fix else ()
        problems, articles, inquiry = _problems(site, moment, arguments)
    except SiteError as error:
        if error.status != IN_CONTENT:
            raise
        # Without sound settings nothing is known of articles.
        changes, problems, articles, inquiry = (), error.problems, 0, None
    if arguments.json:
        outside = {} if inquiry is None else {"outside": inquiry.as_json()}
        print_json({**_as_json(problems, articles, changes), **outside})
    elif arguments.format == "github":
        for found in problems:
            print_result(annotation(found, site))
    else:
        print_problems(problems)
    if not arguments.json:
        for done in changes:
            print_error(_in_words(done))
        if inquiry is not None:
            print_error(inquiry.in_words())
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


def _problems(
    site: Path, moment: Moment, arguments: argparse.Namespace
) -> tuple[Sequence[Problem], int, OutsideInquiry | None]:
    with read_site(site, moment) as opened:
        inquiry = _inquiry(site, opened.snapshot.settings.base_url) if arguments.external else None
        problems = checked(opened, site_tree(site), embargo=arguments.embargo, ask=inquiry)
        return problems, _articles(opened.snapshot.contents), inquiry


def _inquiry(site: Path, base_url: str) -> OutsideInquiry:
    # What sends requests is imported for this alone.
    from asiansite.cli.outside import OutsideInquiry

    return OutsideInquiry(site, base_url)


def _is_of_builds(found: Problem) -> bool:
    return found.slug not in (*RULES, "embargo-leaked") and (found.place is None or found.place.path != STYLE)


def _articles(contents: Contents) -> int:
    return len(contents.articles) + sum(map(is_article, contents.unread))


def _as_json(problems: Sequence[Problem], articles: int, changes: Sequence[Mended]) -> dict[str, object]:
    """One JSON object on one line of standard output.

    - `articles`: how many there are, 0 if the settings have an error;
    - `errors`, `warnings`: how many problems of each level;
    - `mended`: with `--fix`, each change, with `path`, `line`, `column` and `what` it was;
    - `problems`: each with `slug`, `level`, `path`, `line`, `column`, `says` and `facts`;
    - `outside`, with `--external` alone: how many `links` to other sites there are, how many were `asked` now, and how
      many of all are `fine`, `moved`, `broken`, `unchecked` and `private`.
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
