"""The words of `asiansite list`."""

from __future__ import annotations

import argparse

from asiansite.cli.options.parser import Parser, add_at, add_site
from asiansite.site.states import PICTURE_STATES, STATES


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its options."""
    diary = commands.add_parser(
        "list",
        usage="%(prog)s [STATE ...] [OPTION ...]",
        allow_abbrev=False,
        help="list articles: drafts, scheduled, published …; or pictures",
        description="List the articles and what each is now, the newest first; those that are still without a date stand first.",
    )
    add = diary.add_argument
    add(
        "states",
        nargs="*",
        type=_state,
        metavar="STATE",
        help=f"only these: {', '.join(STATES)} (default: all)",
    )
    add_site(diary)
    add("--tag", metavar="TAG", help="only those with this tag")
    add("--author", metavar="AUTHOR", help="only those of this author: a slug or a name")
    add("--section", metavar="SECTION", help="only those of this section: a slug or a name")
    add("--since", metavar="TIME", help="only those that go live at this time or later")
    add("--before", metavar="TIME", help="only those that go live before this time")
    what = diary.add_mutually_exclusive_group()
    what.add_argument(
        "--front", action="store_true", help="list what the front page leads with, and until when"
    )
    what.add_argument(
        "--images",
        action="store_true",
        help="list pictures: whose they are, until when they may be shown, and who shows them; STATE is then one of "
        f"{', '.join(PICTURE_STATES)}, and times are those at which rights end",
    )
    add_at(diary)
    form = diary.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object")
    form.add_argument("--csv", action="store_true", help="print a table for spreadsheets")


def _state(text: str) -> str:
    # Not by `choices`: argparse would miss one where no word is given.
    if text not in {*STATES, *PICTURE_STATES}:
        of_pictures = ", ".join(PICTURE_STATES)
        raise argparse.ArgumentTypeError(
            f"`{text}` is none of {', '.join(STATES)}; nor, with --images, of {of_pictures}"
        )
    return text
