"""`asiansite init`: begins a new site."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from asiansite.cli.places import refuse_workflow
from asiansite.cli.printing import print_result, shown_path
from asiansite.errors import SiteError, problem
from asiansite.storage.disk import blaming


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    folder: Path = arguments.folder
    # With --ci, a site that is there already gets its workflow, and nothing else.
    is_new = arguments.ci is None or not (folder / "site.yaml").is_file()
    with blaming(str(folder)):
        if is_new:
            _refuse_if_taken(folder)
        if arguments.ci is not None:
            refuse_workflow(folder, arguments.ci)
        if is_new:
            _begin(folder)
            print_result(_BEGUN.format(folder=shown_path(folder)) + ("\n" if arguments.ci else ""))
        if arguments.ci is not None:
            _add_workflow(folder, arguments.ci)
    return 0


def _begin(folder: Path) -> None:
    for name, data in _starter():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _add_workflow(folder: Path, where: str) -> None:
    # It reads a site: plain `init` does not wait for what that needs.
    from asiansite.cli.workflows import add_workflow

    added = add_workflow(folder, where)
    shown = {name: shown_path(folder / name) for name in (*added.written, *added.kept, *added.missing)}
    lines = [f"  written  {shown[name]}" for name in added.written]
    lines += [f"  kept     {shown[name]}, as it was" for name in added.kept]
    lines += [
        f"  missing  {shown[name]}: put asiansite's package there, which its README tells how to make"
        for name in added.missing
    ]
    print_result(f"For {_SERVICES[where]}:\n\n" + "\n".join(lines) + f"\n\n{_NEXT[where]}")


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


_BEGUN = "A new site is in {folder}. Next:\n\n  cd {folder}\n  asiansite build"

_SERVICES = {"github": "GitHub", "gitlab": "GitLab"}

_NEXT = {
    "github": "Commit these files. In the repository on GitHub: Settings, Pages, Source: GitHub Actions.",
    "gitlab": "Commit these files, and make a pipeline schedule: the first lines of .gitlab-ci.yml say how.",
}

_DOTTED = {"gitattributes", "gitignore", "vscode"}
