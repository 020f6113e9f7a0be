"""How the archive stays still: a young article's sidebar follows at once, an older one's once a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from asiansite.content.article import Article
from asiansite.site.snapshot import Snapshot


def is_settled(snapshot: Snapshot, found: Article) -> bool:
    """Whether an article is old enough for its sidebar to follow once a day (`recent_live`)."""
    live_for: timedelta | None = snapshot.settings.live_for
    return live_for is not None and snapshot.date_of(found) + live_for <= snapshot.now


def last_midnight(now: datetime) -> datetime:
    """The last midnight at or before `now`, in its zone."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
