"""The web app manifest as the plan has it: an outlet's own in static/ stands in its place."""

from __future__ import annotations

from collections.abc import Iterator

from asiansite.site.page import Page, Planned, claimed
from asiansite.site.snapshot import Snapshot


def pages(snapshot: Snapshot) -> Iterator[Planned]:
    """The page, unless the outlet has written its own."""
    if "manifest.webmanifest" not in snapshot.contents.static:
        yield Page("/manifest.webmanifest", "webmanifest"), claimed("the web app manifest")
