"""`asiansite why URL`: what a page was made from, and why the last build did or did not render it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from contextlib import closing
from urllib.parse import unquote, urlsplit

from asiansite.cli.printing import counted, print_json, print_result
from asiansite.cli.site import find_site, output_of_site
from asiansite.content.settings import read_settings
from asiansite.errors import SiteError, nearest, problem
from asiansite.explain import question, subject
from asiansite.site.urls import output_of
from asiansite.storage.book import Book, Entry, LastBuild
from asiansite.storage.files import DiskTree
from asiansite.storage.home import memory_of


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    site = find_site(arguments.site)
    output = output_of_site(site, arguments.output)
    with memory_of(site) as home, closing(Book(home, output, read_only=True)) as book:
        last = book.last()
        if last is None:
            raise SiteError([problem("nothing-built-yet", given=os.path.relpath(output))])
        if arguments.url is None:
            print_result(_why_all(last))
            return 0
        settings, _ = read_settings(DiskTree(site).read("site.yaml"))
        name, entry = _find(arguments.url, book, settings.base_path)
        checked = book.checked_at()
        if arguments.json:
            print_json(_as_json(name, entry, last, checked))
        else:
            print_result(_in_sentences(name, entry, last, checked))
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


def _in_sentences(name: str, entry: Entry, last: LastBuild, checked: str | None) -> str:
    lines = [
        f"/{name.removesuffix('index.html')}",
        f"  rendered   {entry.rendered_at}, because {entry.reason}",
        f"  last build {_last(name, last, checked)}",
        "",
        f"It was made from {counted(len(entry.reads), 'answer')}, asked in this order:",
    ]
    for read, digest in zip(entry.reads, entry.digests, strict=False):
        shown = f": {', '.join(digest[:3])}" + (" …" if len(digest) > 3 else "") if digest else ""
        lines.append(f"  {question(read.query, read.args)}  {subject(read.query, read.args)}{shown}")
    return "\n".join(lines)


def _last(name: str, last: LastBuild, checked: str | None) -> str:
    if checked is not None:
        return f"{checked}: left all pages alone, since no source, tool, option or output had changed"
    if name in last.rendered:
        return f"{last.built_at}: rendered it"
    return f"{last.built_at}: left it alone, since every answer was the same and the file was as it had been left"


def _why_all(last: LastBuild) -> str:
    total = sum(count for _, count in last.reasons)
    lines = [f"The build of {last.built_at} rendered {counted(total, 'page')}."]
    lines += [f"  {count:>7,}  because {reason}" for reason, count in _most(last.reasons)]
    return "\n".join(lines)


def _most(reasons: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(reasons, key=lambda item: (-item[1], item[0]))[:20]


def _as_json(name: str, entry: Entry, last: LastBuild, checked: str | None) -> dict[str, object]:
    return {
        "path": "/" + name.removesuffix("index.html"),
        "output": name,
        "rendered_at": entry.rendered_at,
        "reason": entry.reason,
        "last_build": checked or last.built_at,
        "rendered_by_last_build": checked is None and name in last.rendered,
        "reads": [{"query": read.query, "args": list(read.args)} for read in entry.reads],
    }
