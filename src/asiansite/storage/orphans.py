"""Orphans: what we published once and the site no longer has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from asiansite.storage.disk import kind_of
from asiansite.storage.ground import Ground
from asiansite.storage.manifest import Hashes
from asiansite.storage.names import folded


class Orphans(Struct, frozen=True):
    """Paths, each sorted."""

    ours: tuple[str, ...]
    """Their bytes are as we wrote them."""
    edited: tuple[str, ...]
    """Somebody changed them, so they are somebody's."""
    gone: tuple[str, ...]
    """Nothing of ours stands there any more."""


def look_at(paths: Iterable[str], hashes: Hashes, ground: Ground) -> Orphans:
    """Tell the orphans at `paths` apart by what stands there now. OSError."""
    ours, edited, gone = [], [], []
    for path in sorted(paths):
        found = ground.found(path)
        kind = None if found is None else kind_of(found)
        if kind is None or kind == "folder":
            gone.append(path)
        elif kind == "file" and ground.hash_of(path) in hashes[path]:
            ours.append(path)
        else:
            edited.append(path)
    return Orphans(tuple(ours), tuple(edited), tuple(gone))


def respelled(orphans: Collection[str], fresh: Iterable[str]) -> tuple[frozenset[str], dict[str, str | None]]:
    """Orphans and new paths that some disk takes for one another, in whole or by a folder.

    Such orphans must go before the new files come: on a disk without case, `About/` would stay
    the folder's name, and the removal of `About/index.html` would take `about/index.html` along.
    Returns the orphans, and the new paths, each with the orphan that is the same file there.
    """
    spellings: dict[str, set[str]] = {}
    for orphan in orphans:
        for way in _ways(orphan):
            spellings.setdefault(folded(way), set()).add(way)
    taken: dict[str, str | None] = {}
    others: set[str] = set()
    for path in fresh if spellings else ():
        same = [spellings.get(folded(way), set()) - {way} for way in _ways(path)]
        if any(same):
            taken[path] = next(iter(sorted(same[0] & set(orphans))), None)
            others.update(*same)
    return frozenset(orphan for orphan in orphans if not others.isdisjoint(_ways(orphan))), taken


def _ways(path: str) -> Iterator[str]:
    # The path itself first, then each folder above it.
    while path:
        yield path
        path = path.rpartition("/")[0]
