"""The words of `asiansite build`."""

from __future__ import annotations

import argparse

from asiansite.cli.options.parser import Parser, add_site, positive, seconds


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its options."""
    build = commands.add_parser(
        "build",
        usage="%(prog)s [OPTION ...]",
        allow_abbrev=False,
        help="bring the output up to date",
        description="Bring the output up to date: afterwards it is what the sources say at the build's clock.",
    )
    add = build.add_argument
    add_site(build)
    add("--output", metavar="DIR", help="where the pages go (default: public/ in the site's folder)")
    add(
        "--only",
        metavar="ID",
        help="one article for a colleague, marked as not for publication (needs --output); an id, path or slug",
    )
    add("--clean", action="store_true", help="render every page anew, whatever is remembered")
    add("--at", metavar="TIME", help="build the site of this moment: 2026-12-01T08:00; a date is its 00:00")
    add("--drafts", action="store_true", help="show drafts and scheduled articles, marked (needs --output)")
    add("--jobs", type=positive, metavar="N", help="how many processes work (default: one a processor)")
    add("--base-url", metavar="URL", help="in the place of base_url in site.yaml")
    add(
        "--hold",
        action="append",
        default=[],
        metavar="FILE",
        help="leave out this new article, broken or not",
    )
    add("--search", action="store_true", help="make the search index, if it is not of today")
    add("--locked", action="store_true", help="leave urls.lock as it is, and tell what it lacks (for CI)")
    add("--strict", action="store_true", help="warnings are errors")
    add("--adopt", action="store_true", help="overwrite files in the output that are not ours")
    add(
        "--wait",
        type=seconds,
        default=0.0,
        metavar="SECONDS",
        help="wait for another build of the same output",
    )
    add("--json", action="store_true", help="print the report as one JSON object")
    add("--verify", action="store_true", help="build clean in memory as well, and compare every byte")
    add("--profile", action="store_true", help="tell where the time went, by stage and by template")
