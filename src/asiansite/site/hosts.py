"""Files for hosts as the plan has them: an outlet's own in static/ stand in their place."""

from __future__ import annotations

from collections.abc import Iterator

from asiansite.content.hosts import HOST_FILES
from asiansite.site.page import Page, Planned, claimed
from asiansite.site.snapshot import Snapshot


def pages(snapshot: Snapshot) -> Iterator[Planned]:
    """The files of the hosts that the settings name; two hosts that read the same file share it."""
    names = dict.fromkeys(name for host in snapshot.settings.hosts for name in HOST_FILES[host])
    for name in names:
        if name not in snapshot.contents.static:
            yield Page(f"/{name}", "host", (name,)), claimed(f"the file {name} for the host")
