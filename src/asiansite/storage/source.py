"""What a scan of the site's folder gives: sources, and what is wrong with names and kinds of files."""

from __future__ import annotations

import errno
import os

from msgspec import Struct

from asiansite.errors import Place, Problem, SiteError, problem


class Source(Struct, frozen=True):
    """One file of the site, as a scan saw it."""

    path: str
    """From the site's folder, with `/`, in NFC."""
    size: int
    """Bytes."""
    mtime_ns: int
    ctime_ns: int
    inode: int
    """0 on Windows, where a scan does not learn it."""


Scan = tuple[tuple[Source, ...], tuple[Problem, ...]]
"""The sources sorted by path, and the problems in the order in which they are shown."""


def about(slug: str, path: str, **words: object) -> Problem:
    """The problem `slug` of the file or folder at `path`, whose message may name it as {name}."""
    return problem(slug, Place(path), name=path.rpartition("/")[2], **words)


def unreadable(slug: str, path: str, error: OSError) -> Problem:
    """The problem `slug` of what the system would not let us read, with the system's own words."""
    return about(slug, path, cause=error.strerror or str(error))


def missing(path: str) -> SiteError:
    """What reading a source that is not there raises: file-unreadable."""
    return SiteError([about("file-unreadable", path, cause=os.strerror(errno.ENOENT))])


def within(path: str, data: bytes, limit: int | None) -> bytes:
    """The data of a source. Raises SiteError file-too-large for more than `limit` bytes."""
    if limit is not None and len(data) > limit:
        raise SiteError([about("file-too-large", path, limit=f"{limit:,}")])
    return data
