"""The words of `asiansite serve`."""

from __future__ import annotations

import argparse

from asiansite.cli.options.parser import Parser, add_site, port

PORT = 8000
"""Where the preview answers, if nothing is said."""


def add(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add the command and its options."""
    serve = commands.add_parser(
        "serve",
        usage="%(prog)s [OPTION ...]",
        allow_abbrev=False,
        help="show the site in a browser while you work on it",
        description=(
            "Show the site in a browser, as `build` would make it, at an address of this machine. Ctrl-C ends it. "
            "A draft or scheduled article is shown at its own address, marked."
        ),
    )
    add = serve.add_argument
    add_site(serve)
    add("--watch", action="store_true", help="follow the files: what is saved shows in the browser at once")
    add("--follow", action="store_true", help="after each save, lead the browser to the article saved")
    add("--open", action="store_true", help="open the browser")
    add("--drafts", action="store_true", help="show drafts and scheduled articles in lists as well, marked")
    add("--at", metavar="TIME", help="show the site of this moment: 2026-12-01T08:00; a date is its 00:00")
    add(
        "--port",
        type=port,
        default=PORT,
        metavar="N",
        help=f"from which port on a free one is looked for (default: {PORT})",
    )
    add(
        "--host",
        metavar="ADDRESS",
        help="answer at this address of the machine as well, for browsers elsewhere; the URL then has a token",
    )
