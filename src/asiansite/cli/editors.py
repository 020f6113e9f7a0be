"""The program in which somebody writes, which the environment names."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from asiansite.cli.printing import print_error, shown_path
from asiansite.errors import SiteError, problem


def open_in_editor(path: Path) -> None:
    """Open a file in it, and wait until it ends. SiteError: no-editor."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        raise SiteError([problem("no-editor", given=shown_path(path))])
    is_windows = os.name == "nt"
    try:
        subprocess.run(call(editor, path, is_windows=is_windows), shell=is_windows, check=False)  # noqa: S603
    except (OSError, ValueError) as error:
        print_error(f"`{editor}` could not be started: {error}")


def call(editor: str, path: Path, *, is_windows: bool) -> str | list[str]:
    """How it is started: in words, or for the shell of Windows in a line.

    There a backslash parts folders and escapes nothing, and `code` is a script that only the shell finds.
    """
    if is_windows:
        return f"{editor} {subprocess.list2cmdline([str(path)])}"
    return [*shlex.split(editor), str(path)]
