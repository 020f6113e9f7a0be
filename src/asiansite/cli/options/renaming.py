"""The words by which somebody agrees to a renaming."""

from __future__ import annotations

from asiansite.cli.options.parser import Parser


def add_consent(command: Parser) -> None:
    """Add `--yes` and `--json`."""
    command.add_argument(
        "--yes",
        action="store_true",
        help="change the files without asking (default: ask at a terminal, else only show)",
    )
    command.add_argument("--json", action="store_true", help="print one JSON object")
