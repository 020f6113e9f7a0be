"""Sources and documents that are remembered in memory, in the place of those on disk."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import BinaryIO

from asiansite.fingerprint import hash_of_bytes
from asiansite.storage.files import MemoryTree


class MemorySources:
    """The sources of a tree; `known` are the paths whose hash is known without reading them."""

    def __init__(self, tree: MemoryTree, known: Collection[str] = ()) -> None:
        self.tree = tree
        self.paths = tuple(source.path for source in tree.scan()[0])
        self.digests = {path: hash_of_bytes(tree.read(path)) for path in known}
        self.was_read: list[str] = []

    def known(self, path: str) -> str | None:
        return self.digests.get(path)

    def read(self, path: str, *, limit: int | None = None) -> bytes:
        self.was_read.append(path)
        data = self.tree.read(path, limit=limit)
        self.digests[path] = hash_of_bytes(data)
        return data

    def open(self, path: str) -> BinaryIO:
        return self.tree.open(path)

    def digest(self, path: str) -> str:
        return hash_of_bytes(self.tree.read(path))


class MemoryDocuments:
    """What reading gave, by the hash of what was read."""

    def __init__(self) -> None:
        self.documents: dict[tuple[str, str], bytes] = {}
        self.bodies: dict[str, bytes] = {}

    def get(self, kind: str, digest: str) -> bytes | None:
        return self.documents.get((kind, digest))

    def some(self, kind: str, digests: Iterable[str]) -> dict[str, bytes]:
        found = {digest: self.get(kind, digest) for digest in digests}
        return {digest: data for digest, data in found.items() if data is not None}

    def put(self, kind: str, documents: Iterable[tuple[str, bytes]]) -> None:
        self.documents |= {(kind, digest): data for digest, data in documents}

    def put_bodies(self, bodies: Iterable[tuple[str, bytes]]) -> None:
        self.bodies |= dict(bodies)

    def tidy(self, kind: str, documents: Collection[str], bodies: Collection[str]) -> None:
        del kind, documents, bodies

    def commit(self) -> None:
        pass
