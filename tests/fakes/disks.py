"""Disks that fail: at a chosen call, for ever after it, or in the ways of other systems."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from asiansite.storage.disk import Disk

NEEDS_ROOM = frozenset({"create", "write", "mkdir", "link", "sync"})
"""The calls that a full disk refuses."""


class Killed(BaseException):
    """The process is gone: it cleans nothing up."""


class QuickDisk(Disk):
    """A disk that is never waited for; what it loses when the power goes is not asked here."""

    def sync(self, handle: int) -> None:
        """Say that it is done."""


Before = Callable[[int, str, str | None], None]
"""Is given a call's number, its name, and the path where the system would name it."""


class CountedDisk(QuickDisk):
    """Names every call in `calls`, and lets `before` break each off."""

    def __init__(self, before: Before = lambda number, call, path: None) -> None:
        self.calls: list[str] = []
        self.before = before

    def _count(self, call: str, path: str | None = None) -> None:
        self.calls.append(call)
        self.before(len(self.calls), call, path)

    def lstat(self, path: str) -> os.stat_result:
        self._count("lstat", path)
        return super().lstat(path)

    def names(self, folder: str) -> list[str]:
        self._count("names", folder)
        return super().names(folder)

    def open(self, path: str) -> int:
        self._count("open", path)
        return super().open(path)

    def read(self, handle: int, size: int) -> bytes:
        self._count("read")
        return super().read(handle, size)

    def create(self, path: str) -> int:
        self._count("create", path)
        return super().create(path)

    def write(self, handle: int, data: bytes | memoryview) -> int:
        try:
            self._count("write")
        except BaseException:
            # Half of it has come through: a torn file.
            super().write(handle, data[: len(data) // 2])
            raise
        return super().write(handle, data)

    def sync(self, handle: int) -> None:
        self._count("sync")

    def close(self, handle: int) -> None:
        # The system closes the handles of a dead process too.
        super().close(handle)
        self._count("close")

    def chmod(self, path: str, mode: int) -> None:
        self._count("chmod", path)
        super().chmod(path, mode)

    def mkdir(self, path: str) -> None:
        self._count("mkdir", path)
        super().mkdir(path)

    def rmdir(self, path: str) -> None:
        self._count("rmdir", path)
        super().rmdir(path)

    def remove(self, path: str) -> None:
        self._count("remove", path)
        super().remove(path)

    def replace(self, source: str, target: str) -> None:
        self._count("replace", target)
        super().replace(source, target)

    def link(self, source: str, target: str) -> None:
        self._count("link", target)
        super().link(source, target)


def killed_at(number: int) -> CountedDisk:
    """A disk whose process is killed at its call `number`, and does nothing more."""

    def before(now: int, call: str, path: str | None) -> None:
        if now >= number:
            raise Killed(f"call {number}")

    return CountedDisk(before)


def failing_at(*numbers: int, code: int = errno.ENOSPC) -> CountedDisk:
    """A disk whose calls of these numbers fail, and no others."""

    def before(now: int, call: str, path: str | None) -> None:
        if now in numbers:
            raise OSError(code, os.strerror(code), path)

    return CountedDisk(before)


def full_from(number: int) -> CountedDisk:
    """A disk that has no room from call `number` on."""

    def before(now: int, call: str, path: str | None) -> None:
        if now >= number and call in NEEDS_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    return CountedDisk(before)


class DiskWithoutLinks(QuickDisk):
    """FAT, and some network disks: a file has one name."""

    def link(self, source: str, target: str) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM), source)


class MountedOutput(QuickDisk):
    """`output` is a mount of its own of the same disk, as containers have it."""

    def __init__(self, output: Path) -> None:
        self._inside = f"{output}/"

    def replace(self, source: str, target: str) -> None:
        if source.startswith(self._inside) != target.startswith(self._inside):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), source, None, target)
        super().replace(source, target)


class ClosedParent(QuickDisk):
    """Nothing may be made beside `output`, only in it."""

    def __init__(self, output: Path) -> None:
        self._parent = str(output.parent)

    def mkdir(self, path: str) -> None:
        if path.rpartition("/")[0] == self._parent:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        super().mkdir(path)


class FoldingDisk(QuickDisk):
    """A disk without case, as macOS and Windows have it: an existing name keeps its spelling."""

    def _spelt(self, path: str) -> str:
        found = Path("/")
        for part in Path(path).parts[1:]:
            names = [place.name for place in found.iterdir()] if found.is_dir() else []
            same = [name for name in names if name.casefold() == part.casefold()]
            found /= same[0] if same else part
        return str(found)

    def lstat(self, path: str) -> os.stat_result:
        return super().lstat(self._spelt(path))

    def names(self, folder: str) -> list[str]:
        return super().names(self._spelt(folder))

    def open(self, path: str) -> int:
        return super().open(self._spelt(path))

    def create(self, path: str) -> int:
        return super().create(self._spelt(path))

    def chmod(self, path: str, mode: int) -> None:
        super().chmod(self._spelt(path), mode)

    def mkdir(self, path: str) -> None:
        super().mkdir(self._spelt(path))

    def rmdir(self, path: str) -> None:
        super().rmdir(self._spelt(path))

    def remove(self, path: str) -> None:
        super().remove(self._spelt(path))

    def replace(self, source: str, target: str) -> None:
        super().replace(self._spelt(source), self._spelt(target))

    def link(self, source: str, target: str) -> None:
        super().link(self._spelt(source), self._spelt(target))
