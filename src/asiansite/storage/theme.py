"""The theme that comes with the program, and a site's own files laid over it, file by file."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from asiansite.storage.files import DiskTree, FileTree, Scan


def theme_folder() -> Path:
    """The folder with the theme's templates/, static/ and social/.

    In an installed package they are carried inside it; in a checkout of the repository they
    stand at its top level, where the outlet's own site uses them too.
    """
    package = Path(__file__).resolve().parent.parent
    carried = package / "theme"
    return carried if carried.is_dir() else package.parent.parent


def site_tree(site: Path) -> FileTree:
    """The sources of the site at `site`: its own, and the theme's where it has none."""
    theme = theme_folder()
    return DiskTree(site) if theme == site.resolve() else ThemedTree(DiskTree(site), DiskTree(theme))


class ThemedTree:
    """A site's files over the theme's: `templates/x.html` of the site takes the place of the theme's.

    The theme's own is then `templates/theme/x.html`, for the site's to extend.
    """

    def __init__(self, own: FileTree, theme: FileTree) -> None:
        """Lay `own` over `theme`."""
        self._own = own
        self._theme = theme
        self._from_theme: dict[str, str] = {}

    def scan(self, *, exclude: Collection[str] = ()) -> Scan:
        """List every source: the site's own, the theme's other ones, and the theme's templates below the site's."""
        own, problems = self._own.scan(exclude=exclude)
        taken = {source.path for source in own}
        # A checkout's content and settings are the outlet's, not the theme's.
        theme = {
            path: source
            for source in self._theme.scan(exclude=("content", "site.yaml", "urls.lock"))[0]
            if (path := _place(source.path, taken)) is not None
        }
        self._from_theme = {path: source.path for path, source in theme.items()}
        placed = (replace(source, path=path) for path, source in theme.items())
        return tuple(sorted([*own, *placed], key=lambda source: source.path)), problems

    def read(self, path: str, *, limit: int | None = None) -> bytes:
        """The bytes of a source; raises as the tree that has it does."""
        tree, path = self._tree(path)
        return tree.read(path, limit=limit)

    def open(self, path: str) -> BinaryIO:
        """A source to be read in pieces; raises as the tree that has it does."""
        tree, path = self._tree(path)
        return tree.open(path)

    def exists(self, path: str) -> bool:
        """Whether one of the two has a source at `path`."""
        return self._own.exists(path) or path in self._from_theme

    def _tree(self, path: str) -> tuple[FileTree, str]:
        found = self._from_theme.get(path)
        return (self._own, path) if found is None else (self._theme, found)


def _place(path: str, taken: Collection[str]) -> str | None:
    """Where a file of the theme stands among the site's, which has `taken`; None if nowhere."""
    if path not in taken:
        return path
    below = path.removeprefix("templates/")
    beneath = f"templates/theme/{below}"
    return beneath if below != path and beneath not in taken else None
