"""Watching: the system's events tell at once which files to look at. None of them is believed, and many are lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from asiansite.storage.names import ROOTS

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

Hint = Callable[[str | None], object]
"""Gets the path of a file from the site's folder, as the disk spells it; None: anything may have changed."""


class Watcher:
    """Watches what a scan looks at: site.yaml, and the folders of sources."""

    def __init__(self, site: Path, hint: Hint) -> None:
        """Watch `site`; `hint` is called from another thread."""
        self._site = site
        self._handler = _Handler(str(site), hint)
        self._observer: BaseObserver | None = None

    def start(self) -> OSError | None:
        """Begin; what the system says if it does not let us, for one because it watches too many folders already."""
        observer = Observer()
        try:
            observer.schedule(self._handler, str(self._site), recursive=False)
            for name in ROOTS:
                folder = self._site / name
                if folder.is_dir() and not folder.is_symlink():
                    observer.schedule(self._handler, str(folder), recursive=True)
            observer.start()
        except OSError as error:
            observer.unschedule_all()
            return error
        self._observer = observer
        return None

    def stop(self) -> None:
        """End. Nobody waits for the threads, which are daemons."""
        if self._observer is not None:
            self._observer.stop()


class _Handler(FileSystemEventHandler):
    def __init__(self, site: str, hint: Hint) -> None:
        self._site = site + os.sep
        self._hint = hint

    def on_any_event(self, event: FileSystemEvent) -> None:
        paths = [path for path in map(self._path, (event.src_path, event.dest_path)) if path is not None]
        # That a file was opened and read is no news: we do it ourselves.
        if event.event_type in ("opened", "closed_no_write", "attrib"):
            return
        if event.is_directory:
            # What is in a folder has its own events; those of one that came or went are not complete.
            if event.event_type != "modified" and paths:
                self._hint(None)
            return
        for path in paths:
            self._hint(path)

    def _path(self, path: bytes | str) -> str | None:
        """A path from the site's folder, if it is below one of the site's roots."""
        text = os.fsdecode(path)
        below = text.removeprefix(self._site).replace(os.sep, "/")
        return below if text.startswith(self._site) and below.split("/")[0] in ROOTS else None
