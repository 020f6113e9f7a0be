"""The manifest: what we wrote, listed in the output itself, so that it outlives cache and book.

Its lines are `hash  path`, sorted by path, as `b2sum -l 128` writes and checks them, below a
first line with the format's version and the hash of the rest. While files are being put in
place, it lists what may stand there before and after: a path may then have several hashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from asiansite.fingerprint import hash_of_bytes

NAME = ".asiansite-manifest"
"""Where it stands in the output."""

Hashes = Mapping[str, tuple[str, ...]]
"""The hashes that our file at a path may have, in no order."""


def parse(data: bytes) -> dict[str, tuple[str, ...]] | None:
    """The hashes by path, or None if the bytes are no manifest or not a whole one."""
    head, _, body = data.partition(b"\n")
    if head != _head(body):
        return None
    try:
        lines = body.decode("utf-8").split("\n")[:-1]
    except UnicodeDecodeError:
        return None
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        path = line[34:]
        found[path] = (*found[path], line[:32]) if path in found else (line[:32],)
    return found


def form(lines: Iterable[tuple[str, str]]) -> bytes:
    """The bytes of a manifest of (path, hash) pairs; equal pairs stand once."""
    body = "".join([f"{digest}  {path}\n" for path, digest in sorted(set(lines))]).encode()
    return _head(body) + b"\n" + body


def _head(body: bytes) -> bytes:
    return b"asiansite-manifest 1 " + hash_of_bytes(body).encode()
