"""`asiansite why URL`: what a page was made from, and why the last build did or did not render it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from asiansite.cli.printing import counted, print_json, print_result
from asiansite.cli.site import find_site, output_of_site
from asiansite.content.settings import read_settings
from asiansite.errors import SiteError, nearest, problem
from asiansite.explain import SILENT, answered, subject
from asiansite.site.urls import output_of
from asiansite.storage.book import Book, Entry, LastBuild
from asiansite.storage.files import DiskTree
from asiansite.storage.home import memory_of

SHOWN = 3
"""Items of an answer that are shown."""

REASONS = 20
"""Reasons for rendering that are told of a build."""


class _Made(NamedTuple):
    """What is known of a page."""

    output: str
    entry: Entry
    digests: tuple[tuple[str, ...] | None, ...]
    """What each read answered; None if that is forgotten."""

    @property
    def path(self) -> str:
        return "/" + self.output.removesuffix("index.html")


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    site = find_site(arguments.site)
    output = output_of_site(site, arguments.output)
    with memory_of(site) as home, closing(Book(home, output, read_only=True)) as book:
        last = book.last()
        if last is None:
            raise SiteError([problem("nothing-built-yet", given=os.path.relpath(output))])
        checked = book.checked_at()
        if arguments.url is None:
            if arguments.json:
                print_json(_all_as_json(last, checked))
            else:
                print_result(_all_in_sentences(last, checked))
            return 0
        settings, _ = read_settings(DiskTree(site).read("site.yaml"))
        name, entry = _find(arguments.url, book, settings.base_path)
        made = _Made(name, entry, _digests(entry, book))
        if arguments.json:
            print_json(_as_json(made, last, checked))
        else:
            print_result(_in_sentences(made, last, checked))
    return 0


def _find(url: str, book: Book, base_path: str) -> tuple[str, Entry]:
    path = "/" + unquote(urlsplit(url).path).lstrip("/")
    if f"{path}/".startswith(f"{base_path}/"):
        path = path[len(base_path) :] or "/"
    # An address may lack its last `/`.
    for candidate in (path, f"{path}/"):
        entry = book.entry(output_of(candidate))
        if entry is not None:
            return output_of(candidate), entry
    known = nearest(path, ("/" + name.removesuffix("index.html") for name in book.outputs()))
    raise SiteError([problem("no-such-page", given=path, nearest=known)])


def _digests(entry: Entry, book: Book) -> tuple[tuple[str, ...] | None, ...]:
    pairs = zip(entry.reads, entry.digests, strict=True)
    return tuple(book.digest(read.answer.hex()) if digest is None else digest for read, digest in pairs)


def _in_sentences(made: _Made, last: LastBuild, checked: str | None) -> str:
    lines = [made.path, "", *_story(made, last, checked), ""]
    own, shared = _answers(made)
    whole = f"It was made from {counted(len(own) + len(shared), 'answer')}"
    if not shared:
        return "\n".join([*lines, f"{whole}:", *own])
    names = ", ".join(dict.fromkeys(name for name, _, _ in made.entry.patches))
    lines += [f"{whole}. The page itself asked for {len(own):,} of them:", *own, ""]
    lines += [f"Its fragments, which many pages share, asked for {len(shared):,} more: {names}.", *shared]
    return "\n".join(lines)


def _story(made: _Made, last: LastBuild, checked: str | None) -> Iterator[str]:
    when, why = made.entry.rendered_at, made.entry.reason
    if checked is not None:
        yield f"It was last rendered at {when}, because {why}."
        yield f"The last build, at {checked}, left all pages alone: {_NOTHING}."
    elif made.output in last.rendered:
        yield f"The last build rendered it, at {when}, because {why}."
    else:
        yield f"It was last rendered at {when}, because {why}."
        yield f"The last build, at {last.built_at}, left it alone: every answer was the same, and its file was as it had been left."


def _answers(made: _Made) -> tuple[list[str], list[str]]:
    """The lines of what the page itself asked, and of what its fragments alone did."""
    lines = []
    for read, digest in zip(made.entry.reads, made.digests, strict=True):
        says = answered(read.query, digest, SHOWN)
        lines.append(f"  {subject(read.query, read.args)}" + (f": {says}" if says else ""))
    return lines[: made.entry.own], lines[made.entry.own :]


_SAME = "every answer was the same, and the file of every page was as it had been left"
_NOTHING = "no source, tool, option or output had changed, and nothing was due"


def _all_in_sentences(last: LastBuild, checked: str | None) -> str:
    reasons = _reasons(last)
    total = sum(count for _, count in reasons)
    rendered = f"rendered {counted(total, 'page')}:" if total else f"rendered no page: {_SAME}."
    lines = [f"The last build, at {last.built_at}, {rendered}"]
    if checked is not None:
        lines = [
            f"The last build, at {checked}, left all pages alone: {_NOTHING}.",
            f"The last one that had something to do, at {last.built_at}, {rendered}",
        ]
    lines += [f"  {count:>7,}  because {reason}" for reason, count in reasons[:REASONS]]
    if others := reasons[REASONS:]:
        # Whoever adds them up must find all the pages.
        pages = sum(count for _, count in others)
        lines.append(f"  {pages:>7,}  for {counted(len(others), 'other reason')}: asiansite why --json")
    return "\n".join(lines)


def _all_as_json(last: LastBuild, checked: str | None) -> dict[str, object]:
    """One JSON object on one line.

    - `last_build`: when that was; `rendered`: how many pages it rendered;
    - `last_rendering`: when a build last had something to do;
    - `reasons`: why that one rendered pages, most of them first: each with `reason` and `pages`, how many.
    """
    reasons = _reasons(last)
    return {
        "last_build": checked or last.built_at,
        "rendered": 0 if checked else sum(count for _, count in reasons),
        "last_rendering": last.built_at,
        "reasons": [{"reason": reason, "pages": count} for reason, count in reasons],
    }


def _reasons(last: LastBuild) -> list[tuple[str, int]]:
    return sorted(last.reasons, key=lambda item: (-item[1], item[0]))


def _as_json(made: _Made, last: LastBuild, checked: str | None) -> dict[str, object]:
    """One JSON object on one line.

    - `path`, `output`: the page, and its file in the output;
    - `rendered_at`, `reason`: when it was last rendered, and why;
    - `last_build`: when that was; `rendered_by_last_build`: whether it rendered the page;
    - `reads`: what the page asked, in order, each with `query`, `args`, `subject` (what that is about, in words),
      `says` (what it was answered: titles, names or values, not all of a long list, and nothing of a text or a template;
      null if it is forgotten) and `fragment` (whether fragments alone asked).
    """
    entry = made.entry
    return {
        "path": made.path,
        "output": made.output,
        "rendered_at": entry.rendered_at,
        "reason": entry.reason,
        "last_build": checked or last.built_at,
        "rendered_by_last_build": checked is None and made.output in last.rendered,
        "reads": [
            {
                "query": read.query,
                "args": list(read.args),
                "subject": subject(read.query, read.args),
                "says": [] if read.query in SILENT else digest,
                "fragment": place >= entry.own,
            }
            for place, (read, digest) in enumerate(zip(entry.reads, made.digests, strict=True))
        ],
    }
