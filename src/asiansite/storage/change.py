"""The change: all that one build does to the output, decided before the first rename."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from asiansite.storage import manifest
from asiansite.storage.manifest import Hashes
from asiansite.storage.placement import Placement


class Change(Struct, frozen=True):
    """What is done, in the order of the fields. Paths are in the output."""

    old: Hashes
    """What was ours before."""
    early: tuple[str, ...]
    """Files and links that are removed first, since something else must come in their place."""
    folders: tuple[str, ...]
    """Folders that hold no file by now, in whose place a file must come."""
    puts: tuple[tuple[str, str], ...]
    """(path, where its file is staged), in link order: nothing points to what is not there yet."""
    modes: tuple[str, ...]
    """Files whose bytes are right and whose permissions are not."""
    late: tuple[str, ...]
    """Orphans."""
    swept: tuple[str, ...]
    """Paths, there or gone, above which no empty folder may stay."""
    new: Mapping[str, str]
    """The hash of each file that is ours afterwards, by path."""

    def manifests(self) -> tuple[bytes, bytes]:
        """The manifest meanwhile, which owns what stands there before and after, and the last one."""
        after = manifest.form(self.new.items())
        if not (self.early or self.folders or self.puts or self.late or self.swept):
            return after, after
        old = [(path, digest) for path, digests in self.old.items() for digest in digests]
        return manifest.form([*old, *self.new.items()]), after


def carry_out(change: Change, manifest_now: bytes | None, placement: Placement) -> None:
    """Do it, or leave the output as it was; `manifest_now` are the bytes that stand there. OSError."""
    between, after = change.manifests()
    try:
        placement.begin(manifest.NAME, manifest_now, between, after)
        for path in change.early:
            placement.remove(path)
        placement.sweep(change.early)
        for folder in change.folders:
            placement.empty(folder)
        for path, place in change.puts:
            placement.put(path, place)
        for path in change.modes:
            placement.open_to_all(path)
        for path in change.late:
            placement.remove(path)
        placement.sweep(change.swept)
        placement.end()
    except BaseException:
        placement.undo()
        raise
