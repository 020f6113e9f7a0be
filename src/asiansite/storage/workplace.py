"""The workplace: what a build needs before it may touch an output; nothing of it stays afterwards.

The output is one that may be written, the lock is held, and a staging folder is there whose
files can be renamed into the output.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from asiansite.errors import SiteError
from asiansite.storage.danger import refusal
from asiansite.storage.disk import FOLDER_MODE, Disk, blaming
from asiansite.storage.lock import held
from asiansite.storage.staging import INSIDE, Staging, clear, make, place


@contextmanager
def workplace(
    output: str | os.PathLike[str], site: Path, *, wait: float, disk: Disk
) -> Iterator[tuple[str, Staging]]:
    """The output's real path and its staging folder, for as long as the lock is held.

    SiteError: output-refused, output-locked after `wait` seconds, disk-full, cannot-write.
    """
    refused = refusal(output, site)
    if refused:
        raise SiteError([refused])
    root = str(Path(output).resolve())
    with ExitStack() as stack:
        with blaming(root):
            for folder in _make_parents(root, disk):
                stack.callback(_remove_if_empty, folder, disk)
            folder = place(root, disk)
            stack.callback(_remove_if_empty, folder, disk)
            stack.enter_context(held(folder, root, wait=wait, disk=disk))
            staging = _cleared(root, folder, disk)
            stack.callback(_remove_staging, staging, folder, disk)
        yield root, staging


def _cleared(root: str, folder: str, disk: Disk) -> Staging:
    clear(folder, disk, is_held=True)
    inside = f"{root}/{INSIDE}"
    if inside != folder:
        clear(inside, disk, is_held=False)
        _remove_if_empty(inside, disk)
    staging = Staging(folder, disk)
    if staging.reaches(root):
        return staging
    make(inside, disk)
    return Staging(inside, disk)


def _remove_staging(staging: Staging, folder: str, disk: Disk) -> None:
    with suppress(OSError):
        clear(staging.folder, disk, is_held=True)
    if staging.folder != folder:
        _remove_if_empty(staging.folder, disk)


def _make_parents(root: str, disk: Disk) -> list[str]:
    # The folders that were made, outermost first.
    missing: list[str] = []
    for folder in map(str, Path(root).parents):
        try:
            disk.lstat(folder)
            break
        except FileNotFoundError:
            missing.insert(0, folder)
    for folder in missing:
        disk.mkdir(folder)
        disk.chmod(folder, FOLDER_MODE)
    return missing


def _remove_if_empty(folder: str, disk: Disk) -> None:
    with suppress(OSError):
        disk.rmdir(folder)
