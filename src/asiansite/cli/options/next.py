"""The words of `asiansite next`."""

from __future__ import annotations

import argparse

from asiansite.cli.options.parser import Parser, add_at, add_site


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its options."""
    following = commands.add_parser(
        "next",
        usage="%(prog)s [OPTION ...]",
        allow_abbrev=False,
        help="tell when the site changes with nobody touching it",
        description=(
            "Tell when the site changes next with nobody touching it, and what changes then: what readers notice, "
            "such as a story that is published, corrected or expires."
        ),
    )
    add = following.add_argument
    add_site(following)
    add_at(following)
    add("--all", action="store_true", help="tell of housekeeping too, which readers hardly notice")
    form = following.add_mutually_exclusive_group()
    form.add_argument(
        "--json", action="store_true", help="print all changes, housekeeping too, as one JSON object"
    )
    form.add_argument("--ics", action="store_true", help="print them as a calendar (iCalendar, RFC 5545)")
    form.add_argument(
        "--cron",
        choices=("github", "gitlab", "crontab"),
        metavar="WHERE",
        help="print when to build: for github (a workflow), gitlab (a script) or crontab",
    )
