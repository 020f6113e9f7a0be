"""How the archive stays still: a young article's sidebar follows at once, an older one's once a day."""

from __future__ import annotations

from datetime import UTC, datetime

from asiansite.content.article import Article
from asiansite.site.snapshot import Snapshot


def is_settled(snapshot: Snapshot, found: Article) -> bool:
    """Whether an article is old enough for its sidebar to follow once a day (`recent_live`)."""
    live_for = snapshot.settings.live_for
    if live_for is None:
        return False
    return snapshot.date_of(found).timestamp() + live_for.total_seconds() <= snapshot.now.timestamp()


def settles_at(snapshot: Snapshot, found: Article) -> datetime | None:
    """When an article comes to be that old, in the outlet's zone; None: never."""
    live_for = snapshot.settings.live_for
    if live_for is None:
        return None
    # Elapsed days, whatever clocks on walls do meanwhile.
    return (snapshot.date_of(found).astimezone(UTC) + live_for).astimezone(snapshot.settings.zone)
