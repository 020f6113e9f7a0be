"""Sources that stand in memory: a site without a disk, for tests and for comparing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b
from io import BytesIO
from typing import BinaryIO

from asiansite.errors import Problem, in_order
from asiansite.storage.names import folded, is_source, nfc
from asiansite.storage.source import Scan, Source, about, missing, within


class MemoryTree:
    """A tree of files that never changes: an edit makes another tree."""

    __slots__ = ("_files", "_given")

    def __init__(self, files: Mapping[str, bytes | str]) -> None:
        """Hold `files`, bytes or text by path."""
        self._given = {path: _bytes(data) for path, data in sorted(files.items())}
        self._files: dict[str, bytes] = {}
        for spelling, data in self._given.items():
            if is_source(nfc(spelling)):
                self._files.setdefault(nfc(spelling), data)

    def with_file(self, path: str, data: bytes | str) -> MemoryTree:
        """This tree with `data` at `path`."""
        return MemoryTree({**self._given, path: data})

    def without_file(self, path: str) -> MemoryTree:
        """This tree without the file at `path`. KeyError: there is none."""
        files = dict(self._given)
        del files[path]
        return MemoryTree(files)

    def scan(self, *, exclude: Collection[str] = ()) -> Scan:
        """List every source. Its times are made from its bytes, so other bytes are another source."""
        skipped = frozenset(exclude)
        paths = [path for path in sorted(self._files) if skipped.isdisjoint(_ways(path))]
        spellings = [given for given in self._given if nfc(given) in self._files]
        return tuple(_source(path, self._files[path]) for path in paths), in_order(_collisions(spellings))

    def read(self, path: str, *, limit: int | None = None) -> bytes:
        """The bytes of a source. SiteError: file-unreadable, or file-too-large above `limit` bytes."""
        if path not in self._files:
            raise missing(path)
        return within(path, self._files[path], limit)

    def open(self, path: str) -> BinaryIO:
        """A source to be read in pieces. SiteError: file-unreadable."""
        return BytesIO(self.read(path))

    def exists(self, path: str) -> bool:
        """Whether a scan finds a source at `path`."""
        return path in self._files


def _ways(path: str) -> Iterable[str]:
    parts = path.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def _source(path: str, data: bytes) -> Source:
    moment = int.from_bytes(blake2b(data, digest_size=7).digest(), "big")
    place = int.from_bytes(blake2b(path.encode(), digest_size=4).digest(), "big")
    return Source(path, len(data), moment, moment, place)


def _collisions(spellings: Iterable[str]) -> Iterable[Problem]:
    first: dict[tuple[str, str], str] = {}
    for spelling in spellings:
        folder = ""
        for name in spelling.split("/"):
            other = first.setdefault((folder, folded(name)), name)
            path = f"{folder}/{name}" if folder else name
            if other != name:
                yield about("names-collide", nfc(path), other=other)
            folder = path


def _bytes(data: bytes | str) -> bytes:
    return data.encode("utf-8") if isinstance(data, str) else data
