"""`asiansite urls`: lists every published URL and what answers there, gives lost ones up, takes an older site's in."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from asiansite.cli.printing import counted, print_error, print_json, print_problems, print_result, shown_path
from asiansite.cli.reading import read_site
from asiansite.cli.site import find_site, output_of_site
from asiansite.content.url_lists import NotAList, path_of, read_list
from asiansite.content.urls_lock import IMPORTED, NAME, NO_DAY, Line, by_url, form, parse
from asiansite.errors import Place, Problem, SiteError, nearest, problem
from asiansite.site.permanence import lost_lines
from asiansite.site.urls import output_of
from asiansite.storage.disk import blaming
from asiansite.work.locking import edited, settle
from asiansite.work.moment import Moment
from asiansite.work.opening import Opened

NOT_ANSWERED = 3
"""Addresses that the result names of those that no file can answer."""


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    site = find_site(arguments.site)
    output = output_of_site(site, None)
    settle(site, output, 0)
    with read_site(site, Moment(at=arguments.at)) as opened:
        return _run(arguments, site, output, opened)


def _run(arguments: argparse.Namespace, site: Path, output: Path, opened: Opened) -> int:
    if opened.snapshot.settings.urls == "off":
        raise SiteError([problem("urls-off", Place("site.yaml"))])
    # Lost URLs are what this command is about: each other error stands in its way.
    errors = [each for each in opened.problems if each.level == "error" and each.slug != "url-lost"]
    if errors:
        raise SiteError(errors)
    if arguments.accept is not None:
        return _accept(arguments.accept, site, output, opened)
    if arguments.list is not None:
        return _import(arguments.list, site, output, opened)
    rows = [row for row in _rows(opened) if row.state == "lost" or not arguments.lost]
    if arguments.json:
        print_json({"urls": [row._asdict() for row in rows]})
    elif rows:
        print_result(_table(rows))
    lost = [each for each in opened.problems if each.slug == "url-lost"]
    if lost:
        print_problems(lost)
    if not arguments.json:
        print_error(_summary(rows, arguments.lost))
    return 1 if any(row.state == "lost" for row in rows) else 0


class Row(NamedTuple):
    """What is told of a URL."""

    url: str
    day: str | None
    owner: str
    state: str
    """page, redirect, empty, file, later or lost."""
    target: str | None


def _rows(opened: Opened) -> list[Row]:
    snapshot, plan = opened.snapshot, opened.plan
    lost = {line.url for line in lost_lines(snapshot, plan.paths)}
    files = plan.copies.keys() | plan.pictures.keys()
    rows = []
    for line in snapshot.contents.locked.values():
        page, target = plan.outputs.get(output_of(line.url)), None
        if page is not None:
            state = {"redirect": "redirect", "emptied": "empty"}.get(page.kind, "page")
            target = str(page.args[0]) if page.kind == "redirect" else None
        elif output_of(line.url) in files:
            state = "file"
        else:
            state = "lost" if line.url in lost else "later"
        rows.append(Row(line.url, None if line.day == NO_DAY else line.day, line.owner, state, target))
    return rows


def _table(rows: Sequence[Row]) -> str:
    cells = [
        (row.state, row.day or NO_DAY, f"{row.url} -> {row.target}" if row.target else row.url, row.owner)
        for row in rows
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(3)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[3]])
        for line in cells
    )


def _summary(rows: Sequence[Row], only_lost: bool) -> str:
    lost = sum(row.state == "lost" for row in rows)
    if only_lost:
        return f"{counted(lost, 'URL')} lost."
    return f"{counted(len(rows), 'URL')}, {lost:,} lost."


def _accept(named: Sequence[str], site: Path, output: Path, opened: Opened) -> int:
    locked = opened.snapshot.contents.locked
    lost = {line.url for line in lost_lines(opened.snapshot, opened.plan.paths)}
    wanted = {url: path_of(url, opened.snapshot.settings.base_url) or url for url in named}
    problems: list[Problem] = []
    for given, url in wanted.items():
        if url not in locked:
            problems.append(
                problem("url-not-locked", given=given, nearest=nearest(url, sorted(lost or locked)))
            )
        elif url not in lost:
            problems.append(problem("url-not-lost", given=given))
    if problems:
        raise SiteError(problems)
    given_up = set(wanted.values()) if named else lost
    if given_up:
        with edited(site, output) as file:
            lines, _ = parse(file.read() or b"")
            file.stage(form(by_url(line for line in lines if line.url not in given_up).values()))
            file.put()
    print_result("\n".join([*sorted(given_up), f"{counted(len(given_up), 'URL')} given up."]))
    return 0


def _import(name: str, site: Path, output: Path, opened: Opened) -> int:
    try:
        with blaming(name):
            listed = read_list(Path(name).read_bytes())
    except NotAList as reason:
        raise SiteError([problem("not-a-url-list", Place(name), reason=reason)]) from None
    base_url = opened.snapshot.settings.base_url
    paths = {each: path_of(each.text, base_url) for each in listed}
    wanted = {path for path in paths.values() if path is not None}
    with edited(site, output) as file:
        lines, _ = parse(file.read() or b"")
        known = by_url(lines)
        new = sorted(wanted - known.keys())
        if new:
            added = [Line(url, NO_DAY, IMPORTED) for url in new]
            file.stage(form(by_url([*lines, *added]).values()))
            file.put()
    _tell_unanswerable(name, [each.text for each, path in paths.items() if path is None])
    print_result(
        f"{shown_path(Path(name))}: {counted(len(wanted), 'URL')}, {len(new):,} new in {NAME}. "
        "`asiansite urls --lost` lists those that nothing answers yet."
    )
    return 0


def _tell_unanswerable(name: str, texts: Iterable[str]) -> None:
    found = list(dict.fromkeys(texts))
    if found:
        shown = ", ".join(found[:NOT_ANSWERED]) + (", …" if len(found) > NOT_ANSWERED else "")
        print_problems(
            [
                problem(
                    "urls-not-imported",
                    Place(name),
                    count=counted(len(found), "address", "addresses"),
                    shown=shown,
                )
            ]
        )
