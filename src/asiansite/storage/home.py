"""The folder .asiansite/, where the cache and the book live: disposable, and never in a repository."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asiansite.errors import SiteError
from asiansite.storage.disk import FILE_MODE, FOLDER_MODE, disk_problem

NAME = ".asiansite"


def asiansite_home(site: Path) -> Path:
    """The site's .asiansite/, made if it is not there, with a `.gitignore` of all that is in it.

    SiteError: disk-full, cannot-write.
    """
    home = site / NAME
    ignore = home / ".gitignore"
    try:
        if not home.is_dir():
            home.mkdir()
            home.chmod(FOLDER_MODE)
        if not ignore.is_file() or ignore.stat().st_size == 0:  # empty: a kill broke off the writing
            ignore.write_bytes(b"*\n")
            ignore.chmod(FILE_MODE)
    except OSError as error:
        raise SiteError([disk_problem(error, str(home))]) from error
    return home


@contextmanager
def memory_of(site: Path) -> Iterator[Path]:
    """The folder in which a build of `site` remembers; where none can be made, one for this build alone."""
    home = _usable(site)
    if home is not None:
        yield home
    else:
        from tempfile import TemporaryDirectory

        with TemporaryDirectory(prefix="asiansite-") as folder:
            yield Path(folder)


def _usable(site: Path) -> Path | None:
    try:
        home = asiansite_home(site)
    except SiteError:
        return None
    return home if os.access(home, os.W_OK | os.X_OK) else None
