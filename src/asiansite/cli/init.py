"""`asiansite init`: begins a new site."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from asiansite.cli.printing import print_result, shown_path
from asiansite.errors import SiteError, problem
from asiansite.storage.disk import blaming


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    folder: Path = arguments.folder
    with blaming(str(folder)):
        _refuse_if_taken(folder)
        for name, data in _starter():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    shown = shown_path(folder)
    print_result(f"A new site is in {shown}. Next:\n\n  cd {shown}\n  asiansite build")
    return 0


def _refuse_if_taken(folder: Path) -> None:
    if folder.exists():
        what = (
            "a file"
            if not folder.is_dir()
            else "a folder that is not empty"
            if any(folder.iterdir())
            else None
        )
        if what is not None:
            raise SiteError([problem("folder-not-empty", given=folder, what=what)])


def _starter() -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of each file of the site that new sites begin with."""

    def walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if entry.is_dir():
                yield from walk(entry, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry.read_bytes()

    package = files("asiansite")
    for name, data in walk(package / "starter", ""):
        # A package carries no dot files: they are named without the dot.
        first, *rest = name.split("/")
        yield "/".join([f".{first}" if first in _DOTTED else first, *rest]), data
    # What .vscode/settings.json names: the editor needs no network, and not this program either.
    yield from walk(package / "schemas", ".vscode/schemas/")


_DOTTED = {"gitattributes", "gitignore", "vscode"}
