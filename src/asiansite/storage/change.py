"""The change: all that one build does to the output, decided before the first rename."""

from __future__ import annotations

from dataclasses import dataclass

from asiansite.storage import manifest
from asiansite.storage.disk import FILE_MODE, Disk
from asiansite.storage.placement import Placement
from asiansite.storage.staging import Staging


@dataclass(frozen=True, slots=True)
class Change:
    """What is done, in the order of the fields. Paths are in the output."""

    between: bytes
    """The manifest meanwhile: it owns what stands there before and after."""
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
    after: bytes
    """The manifest of what then stands there."""

    @property
    def is_small(self) -> bool:
        """Whether no file is written or removed but the manifest."""
        return not (self.early or self.folders or self.puts or self.late or self.swept)


def carry_out(change: Change, old: bytes | None, root: str, staging: Staging, disk: Disk) -> None:
    """Do it, or leave the output as it was. `old` is the manifest that stands there. OSError."""
    between = change.after if change.is_small else change.between
    # What can fill the disk comes first.
    places = {data: staging.put([data], sync=True).place for data in {between, change.after} - {old}}
    placement = Placement(root, staging, disk)
    try:
        if between in places:
            placement.begin(manifest.NAME, places[between])
        for path in change.early:
            placement.remove(path)
        placement.sweep(change.early)
        for folder in change.folders:
            placement.empty(folder)
        for path, place in change.puts:
            placement.put(path, place)
        for path in change.modes:
            disk.chmod(f"{root}/{path}", FILE_MODE)
        for path in change.late:
            placement.remove(path)
        placement.sweep(change.swept)
        if change.after in places and change.after != between:
            placement.put(manifest.NAME, places[change.after])
    except BaseException:
        placement.undo()
        raise
