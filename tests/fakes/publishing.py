"""Publishing in one call: files by path in, and what then stands in a folder out."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from asiansite.errors import SiteError
from asiansite.storage.disk import Disk
from asiansite.storage.output import Output, Published
from tests.fakes.disks import QuickDisk

Files = Mapping[str, bytes]


def publish(output: Path, files: Files, *, disk: Disk | None = None, adopt: bool = False) -> Published:
    """Bring `output` up to date with `files`. The site stands beside it."""
    site = output.parent / "site"
    with Output.open(output, site, adopt=adopt, disk=disk or QuickDisk()) as out:
        if problems := out.check(files):
            raise SiteError(problems)
        for path, data in files.items():
            out.stage(path, data)
        return out.commit(lambda path: 1 if path.endswith(".html") else 0)


def put(root: Path, files: Files) -> None:
    """Write files by hand."""
    for path, data in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def standing(root: Path) -> dict[str, bytes | str]:
    """All that stands in a folder: the bytes of files, where links lead to, "" for folders."""
    found: dict[str, bytes | str] = {}
    for folder, folders, names in os.walk(root):
        for name in (*folders, *names):
            place = Path(folder, name)
            path = place.relative_to(root).as_posix()
            if place.is_symlink():
                found[path] = str(place.readlink())
            elif place.is_dir():
                found[path] = ""
            elif place.is_file():
                found[path] = place.read_bytes()
            else:
                found[path] = "neither"
    return found


def modes(root: Path) -> set[tuple[bool, int, int]]:
    """(is a folder, permissions, names) of everything in `root`; folders count as one name."""
    found = [place.lstat() for place in (root, *root.rglob("*"))]
    return {
        (
            stat.S_ISDIR(one.st_mode),
            stat.S_IMODE(one.st_mode),
            1 if stat.S_ISDIR(one.st_mode) else one.st_nlink,
        )
        for one in found
    }
