"""Looking: what a scan finds, and what one look at one file tells, against what was there before."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct

from asiansite.errors import Problem
from asiansite.storage.files import DiskTree, FileTree, Source
from asiansite.storage.names import is_source, is_utf8, nfc
from asiansite.storage.theme import site_tree


class UnclearError(Exception):
    """One look does not tell: the whole site's folder must be scanned."""


class Scanned(Struct, frozen=True):
    """What a scan found."""

    tree: FileTree
    found: tuple[Source, ...]
    problems: tuple[Problem, ...]

    def changed(self, known: Mapping[str, Source]) -> dict[str, Source | None]:
        """The files that are not as they are known; None for those that are gone."""
        found = {source.path: source for source in self.found}
        new = {path: source for path, source in found.items() if known.get(path) != source}
        return new | dict.fromkeys(known.keys() - found.keys())


def scan(site: Path) -> Scanned:
    """Look at every file."""
    tree = site_tree(site)
    return Scanned(tree, *tree.scan())


def look(
    site: Path, paths: Collection[str], tree: FileTree, known: Mapping[str, Source]
) -> dict[str, Source | None]:
    """Those of `paths`, from the site's folder as a watcher spells them, that are not as they are known.

    Raises UnclearError where a scan has more to say than whether a file is there: of folders, links, names that
    are spelt in two ways, and of files that take the place of the theme's.
    """
    found: dict[str, Source | None] = {}
    for path in paths:
        if not is_utf8(path) or nfc(path) != path:
            raise UnclearError
        if not is_source(path):
            continue
        is_layered = not path.startswith("content/") and not isinstance(tree, DiskTree)
        if is_layered or not _has_folder(path, known):
            raise UnclearError
        now = _look(site / path, path)
        if now != known.get(path):
            found[path] = now
    return found


def _look(file: Path, path: str) -> Source | None:
    try:
        seen = os.lstat(file)
    except FileNotFoundError:
        return None
    except OSError:
        raise UnclearError from None
    if not stat.S_ISREG(seen.st_mode):
        raise UnclearError
    inode = 0 if os.name == "nt" else seen.st_ino
    return Source(path, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, inode)


def _has_folder(path: str, known: Mapping[str, Source]) -> bool:
    """Whether the file's folder was one of ours at the last scan: a file in it was."""
    if path in known:
        return True
    folder = path.rpartition("/")[0] + "/"
    return any(other.startswith(folder) for other in known)
