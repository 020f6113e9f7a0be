"""The output: the port to the published folder, which a build brings up to date in one go.

Every path is known before the first byte is written, and every changed file waits in the staging
folder before the first is put in place; files that are not ours are never touched. A build that
fails leaves the output as it was; one that is killed leaves files that are each whole, and a
manifest by which the next build heals the rest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from asiansite.errors import Place, Problem, SiteError, in_order, problem
from asiansite.fingerprint import hash_of_bytes
from asiansite.storage import manifest
from asiansite.storage.change import Change, carry_out
from asiansite.storage.disk import Disk, blaming, disk_problem, kind_of, pieces_of
from asiansite.storage.foreign import KEEP, foreign_files, is_kept, strangers
from asiansite.storage.ground import Ground, Stamp, has_mode, stamp_of
from asiansite.storage.names import is_plain, require_sound
from asiansite.storage.orphans import Orphans, look_at, respelled
from asiansite.storage.placement import Placement
from asiansite.storage.staging import INSIDE, Staged, Staging
from asiansite.storage.workplace import workplace


class Published(Struct, frozen=True):
    """What a build changed in the output. Paths are sorted."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    """Warnings: foreign-edit-kept, foreign-file-kept."""
    stamps: Mapping[str, Stamp]
    """Of the files that were written, and of those whose bytes had to be read to know them."""


class Output:
    """One build's hold on the output folder.

    Use it in this order: `check` with every path of the plan; `is_current` or `stage` for each
    of them; `commit`. Paths are relative, with `/`, in NFC.
    """

    def __init__(
        self, root: str, staging: Staging, disk: Disk, *, keep: Collection[str], adopt: bool
    ) -> None:
        """Hold the folder at `root`; the caller has its lock. Meant for `open`. OSError."""
        self.root = Path(root)
        self._staging = staging
        self._disk = disk
        self._keep = tuple(keep)
        self._adopt = adopt
        self._ground = Ground(root, disk)
        self._old = self._ground.read(manifest.NAME)
        listed = None if self._old is None else manifest.parse(self._old)
        self._is_known = listed is not None
        self._hashes = listed or {}
        self._manifest = {path: hashes[0] for path, hashes in self._hashes.items() if len(hashes) == 1}
        self._has_modes = has_mode(disk.lstat(staging.folder))
        self._planned: frozenset[str] = frozenset()
        self._orphans: frozenset[str] = frozenset()
        self._early: frozenset[str] = frozenset()
        self._taken: dict[str, str | None] = {}
        self._read: dict[str, str] = {}
        self._held: dict[str, str] = {}
        self._staged: dict[str, Staged] = {}
        self._kept: list[str] = []
        self._in_the_way: list[str] = []
        self._folders: list[str] = []
        self._obstacles: set[str] = set()
        self._closed: list[str] = []
        self._stamps: dict[str, Stamp] = {}

    @classmethod
    @contextmanager
    def open(
        cls,
        output: str | os.PathLike[str],
        site: Path,
        *,
        keep: Collection[str] = KEEP,
        adopt: bool = False,
        wait: float = 0.0,
        disk: Disk | None = None,
    ) -> Iterator[Output]:
        """Take hold of `output`, which need not exist, for the site at `site`.

        Foreign files at and below `keep` are left alone; with `adopt`, other foreign files and
        links may be overwritten, but never a folder that holds some. Waits for another build
        for at most `wait` seconds.
        SiteError: output-refused, output-locked, disk-full, cannot-write.
        """
        disk = disk or Disk()
        with workplace(output, site, wait=wait, disk=disk) as (root, staging):
            with blaming(root):
                found = cls(root, staging, disk, keep=keep, adopt=adopt)
            yield found

    def manifest(self) -> Mapping[str, str]:
        """The hash of what we wrote last, by path; what a broken build left uncertain is not in it."""
        return self._manifest

    def is_ours(self, path: str, seen: Stamp | None = None) -> bool:
        """Whether the file at `path` has the bytes that we wrote last.

        One that still has the stamp `seen`, taken when it had them, is not read. SiteError: cannot-write.
        """
        digest = self._manifest.get(path)
        with blaming(f"{self.root}/{path}"):
            if seen is not None and self._ground.is_still(path, seen) is not None:
                return digest is not None
            return (
                digest is not None
                and self._ground.stamp(path) is not None
                and self._ground.hash_of(path) == digest
            )

    def read(self, path: str) -> bytes | None:
        """The bytes of the file at `path`; None if there is none. SiteError: cannot-write."""
        with blaming(f"{self.root}/{path}"):
            return self._ground.read(path)

    def read_if(self, path: str, digest: str, seen: Stamp | None = None) -> bytes | None:
        """The bytes of the file at `path` if their hash is `digest`, else None.

        Those of one that still has the stamp `seen`, taken when it had them, are not hashed. SiteError: cannot-write.
        """
        with blaming(f"{self.root}/{path}"):
            if seen is not None and self._ground.is_still(path, seen) is not None:
                data: bytes | None = b"".join(pieces_of(f"{self.root}/{path}", self._disk))
            else:
                data = self._ground.read(path)
                if data is None or hash_of_bytes(data) != digest:
                    return None
        self._read[path] = digest
        return data

    def check(self, planned: Collection[str]) -> tuple[Problem, ...]:
        """Take the plan, every path at once, and say what makes it impossible whatever the bytes are.

        A foreign file on a planned path may still turn out to be equal: `commit` tells.
        ValueError: a path is not plain, ours, or both a file and a folder. SiteError: cannot-write.
        """
        self._planned = frozenset(planned)
        require_sound(self._planned, reserved=(INSIDE, manifest.NAME))
        self._orphans = frozenset(path for path in self._hashes.keys() - self._planned if is_plain(path))
        self._early, self._taken = respelled(self._orphans, self._planned - self._hashes.keys())
        if self._is_known or self._adopt:
            return ()
        with blaming(str(self.root)):
            found = strangers(self._ground, self._planned, self._keep)
        return (foreign_files(str(self.root), found),) if found else ()

    def is_current(self, path: str, digest: str, seen: Stamp | None = None) -> bool:
        """Whether a planned path needs no writing: its file has the bytes of hash `digest`.

        A file that still has the stamp `seen`, taken when it had them, is not read.
        SiteError: cannot-write.
        """
        self._require_planned(path)
        try:
            found = None if seen is None else self._ground.is_still(path, seen)
            if found is None or path in self._taken:
                return self._stands(path, self._ground.found(path), digest)
        except OSError as error:
            raise SiteError([disk_problem(error, f"{self.root}/{path}")]) from error
        return self._hold(path, found, digest)

    def stage(self, path: str, data: bytes | BinaryIO, digest: str | None = None) -> bool:
        """Write a planned path's bytes to the staging folder; False if nothing needs to be written.

        `digest` is the hash of bytes, if it is known. A stream is copied in pieces.
        SiteError: disk-full, cannot-write; file-unreadable for the stream.
        """
        self._require_planned(path)
        try:
            found = self._ground.found(path)
            if isinstance(data, bytes):
                is_as_long = found is not None and found.st_size == len(data)
                digest = digest or hash_of_bytes(data)
                may_stand = is_as_long and self._read.get(path, digest) == digest
                if may_stand and self._stands(path, found, digest):
                    return False
                return self._may_come(path, found) and self._keep_staged(
                    path, self._staging.put([data], digest=digest)
                )
            staged = self._staging.copy(data)
            if not self._stands(path, found, staged.digest) and self._may_come(path, found):
                return self._keep_staged(path, staged)
            self._staging.drop(staged)
            return False
        except OSError as error:
            raise SiteError([disk_problem(error, f"{self.root}/{path}")]) from error

    def hash_of(self, path: str) -> str | None:
        """The hash of what stands at a planned path or is staged for it; None for a file that is not ours."""
        staged = self._staged.get(path)
        return self._held.get(path) if staged is None else staged.digest

    def data_of(self, path: str) -> bytes:
        """The bytes that stand at a planned path or are staged for it. SiteError: cannot-write."""
        staged = self._staged.get(path)
        place = f"{self.root}/{path}" if staged is None else staged.place
        with blaming(place):
            return b"".join(pieces_of(place, self._disk))

    def commit(self, order: Callable[[str], int]) -> Published:
        """Put every staged file in place, lower `order` first, and remove what is no longer ours.

        ValueError: a planned path was neither current nor staged. SiteError, with the output as
        it was: output-has-foreign-files, disk-full, cannot-write.
        """
        settled = {*self._held, *self._staged, *self._kept, *self._in_the_way}
        if open_paths := self._planned - settled:
            raise ValueError(f"neither current nor staged: {min(open_paths)}")
        with blaming(str(self.root)):
            orphans = look_at(self._orphans, self._hashes, self._ground)
            change = self._change(orphans, order)
            carry_out(change, self._old, Placement(str(self.root), self._staging, self._disk))
        return self._published(change, orphans)

    def _stands(self, path: str, found: os.stat_result | None, digest: str) -> bool:
        if found is None or path in self._taken or kind_of(found) != "file":
            return False
        if self._ground.hash_of(path) != digest:
            return False
        self._stamps[path] = stamp_of(found)
        return self._hold(path, found, digest)

    def _hold(self, path: str, found: os.stat_result, digest: str) -> bool:
        self._held[path] = digest
        if self._has_modes and not has_mode(found):
            self._closed.append(path)
        return True

    def _may_come(self, path: str, found: os.stat_result | None) -> bool:
        if found is None:
            obstacle = self._ground.obstacle(path)
            self._obstacles.update([obstacle] if obstacle else [])
        elif kind_of(found) == "folder":
            self._folders.append(path)
        elif not (path in self._hashes or self._adopt or self._is_twin(path, found)):
            (self._kept if is_kept(path, self._keep) else self._in_the_way).append(path)
            return False
        return True

    def _is_twin(self, path: str, found: os.stat_result) -> bool:
        orphan = self._taken.get(path)
        other = None if orphan is None else self._ground.found(orphan)
        return other is not None and os.path.samestat(found, other)

    def _keep_staged(self, path: str, staged: Staged) -> bool:
        self._staged[path] = staged
        return True

    def _change(self, orphans: Orphans, order: Callable[[str], int]) -> Change:
        ours = frozenset(orphans.ours)
        early = (self._early & ours) | {path for path in self._obstacles if self._adopt or path in ours}
        in_the_way = [*self._in_the_way, *(self._obstacles - early)]
        for folder in self._folders:
            below = {path for path, _ in self._ground.files(folder)}
            in_the_way += below - ours
            early |= below & ours
        if in_the_way:
            raise SiteError([foreign_files(str(self.root), in_the_way)])
        files = {**self._held, **{path: staged.digest for path, staged in self._staged.items()}}
        puts = sorted((order(path), path, staged.place) for path, staged in self._staged.items())
        late = tuple(path for path in orphans.ours if path not in early)
        return Change(
            old=self._hashes,
            early=tuple(sorted(early)),
            folders=tuple(self._folders),
            puts=tuple((path, place) for _, path, place in puts),
            modes=tuple(self._closed),
            late=late,
            swept=(*late, *(path for path in orphans.gone if not self._ground.obstacle(path))),
            new=files,
        )

    def _published(self, change: Change, orphans: Orphans) -> Published:
        self._ground.forget()
        for path in self._staged:
            # The files are in place: one that cannot be looked at now will be read by the next build.
            with suppress(OSError):
                if stamp := self._ground.stamp_of_placed(path):
                    self._stamps[path] = stamp
        stay = {"foreign-edit-kept": orphans.edited, "foreign-file-kept": self._kept}
        warnings = [
            problem(slug, Place(f"{self.root}/{path}"), path=path)
            for slug, paths in stay.items()
            for path in paths
        ]
        return Published(
            written=tuple(sorted(self._staged)),
            removed=tuple(sorted({*change.early, *change.late} - self._staged.keys())),
            problems=in_order(warnings),
            stamps=self._stamps,
        )

    def _require_planned(self, path: str) -> None:
        if path not in self._planned:
            raise ValueError(f"not in the plan: {path}")
