"""Documents: what reading a source gave, remembered by the hash of its bytes and its parser.

A record knows nothing of a path, so that a file may move, or come back, and is not read again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from asiansite.storage.records import Records

SPARE = 1000
"""Records beyond twice those in use that are kept at most."""


class Documents:
    """The encoded documents and the bodies of a site, in the folder `home`."""

    def __init__(self, home: Path, parser: str, *, read_only: bool = False, anew: bool = False) -> None:
        """Remember what the parser with the fingerprint `parser` reads; with `anew`, begin with nothing."""
        tables = ("documents", "bodies")
        self._records = Records(home / "documents.sqlite", tables, read_only=read_only, anew=anew)
        self._parser = parser

    def get(self, kind: str, digest: str) -> bytes | None:
        """The encoded document of a kind, read from the bytes with the hash `digest`, if remembered."""
        return self._records.get("documents", self._key(kind, digest))

    def some(self, kind: str, digests: Iterable[str]) -> dict[str, bytes]:
        """The encoded documents of a kind that are remembered, by the hashes of their sources' bytes."""
        keys = {self._key(kind, digest): digest for digest in digests}
        return {keys[key]: data for key, data in self._records.some("documents", keys.keys()).items()}

    def put(self, kind: str, documents: Iterable[tuple[str, bytes]]) -> None:
        """Remember encoded documents by the hashes of the bytes that they were read from."""
        self._records.put("documents", [(self._key(kind, digest), data) for digest, data in documents])

    def body(self, digest: str) -> str | None:
        """The unresolved HTML of the body with this digest, if remembered."""
        data = self._records.get("bodies", self._key("body", digest))
        return None if data is None else data.decode()

    def bodies(self, digests: Sequence[str]) -> dict[str, str]:
        """The unresolved HTML of bodies by their digests, of those that are remembered; all in one look."""
        digest_of = {self._key("body", digest): digest for digest in digests}
        found = self._records.some("bodies", list(digest_of))
        return {digest_of[key]: html.decode() for key, html in found.items()}

    def put_bodies(self, bodies: Iterable[tuple[str, bytes]]) -> None:
        """Remember the unresolved HTML of bodies, encoded, by their digests."""
        self._records.put("bodies", [(self._key("body", digest), html) for digest, html in bodies])

    def tidy(self, kinds: Collection[str], documents: Collection[str], bodies: Collection[str]) -> None:
        """Forget all but the documents of these kinds and the bodies with these digests, once most records are others.

        Until then old ones stay: an edit that is taken back, or another branch, finds its own again.
        """
        self._tidy("documents", {self._key(kind, digest) for kind in kinds for digest in documents})
        self._tidy("bodies", {self._key("body", digest) for digest in bodies})

    def commit(self) -> None:
        """Let other processes see what was remembered."""
        self._records.commit()

    def close(self) -> None:
        """Let go of the file."""
        self._records.close()

    def _key(self, kind: str, digest: str) -> str:
        return f"{kind}:{self._parser}:{digest}"

    def _tidy(self, table: str, wanted: set[str]) -> None:
        if self._records.count(table) > 2 * len(wanted) + SPARE:
            self._records.remove(table, [key for key in self._records.keys(table) if key not in wanted])
