"""The lock: one build at a time writes an output, and a killed one holds nothing.

It is a lock of the system on a file in the staging folder, beside the output, so that whoever
writes there meets it, from whichever site.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING

from asiansite.errors import Place, SiteError, problem
from asiansite.storage.disk import Disk
from asiansite.storage.staging import HOLDER, LOCK, make

if TYPE_CHECKING:
    from filelock import BaseFileLock


@contextmanager
def held(folder: str, output: str, *, wait: float, disk: Disk) -> Iterator[None]:
    """Hold the lock in `folder`, made if it is not there and removed at the end.

    Waits for at most `wait` seconds. SiteError: output-locked. OSError: the folder or the file
    cannot be made.
    """
    lock = _acquired(folder, output, monotonic() + wait, disk)
    try:
        try:
            _name_holder(f"{folder}/{HOLDER}", disk)
            yield
        finally:
            with suppress(OSError):
                disk.remove(f"{folder}/{HOLDER}")
            # While it is still held: who waits looks whether the file that it locked is still there.
            if os.name == "posix":
                with suppress(OSError):
                    disk.remove(f"{folder}/{LOCK}")
    finally:
        lock.release()
        with suppress(OSError):
            disk.rmdir(folder)


def _acquired(folder: str, output: str, deadline: float, disk: Disk) -> BaseFileLock:
    # Loading filelock takes longer than a build that has nothing to do.
    from filelock import FileLock, Timeout

    while True:
        lock = FileLock(f"{folder}/{LOCK}")
        make(folder, disk)
        try:
            lock.acquire(timeout=max(0.0, deadline - monotonic()))
        except Timeout:
            who = _holder(f"{folder}/{HOLDER}", disk)
            raise SiteError([problem("output-locked", Place(output), process=who)]) from None
        except FileNotFoundError:
            continue  # the build that held the lock has just removed the folder
        return lock


def _name_holder(path: str, disk: Disk) -> None:
    with suppress(FileNotFoundError):
        disk.remove(path)
    handle = disk.create(path)
    try:
        disk.write(handle, str(os.getpid()).encode())
    finally:
        disk.close(handle)


def _holder(path: str, disk: Disk) -> str | None:
    try:
        handle = disk.open(path)
    except OSError:
        return None
    try:
        found = disk.read(handle, 20).decode("ascii", "replace")
    finally:
        disk.close(handle)
    return found if found.isdigit() else None
