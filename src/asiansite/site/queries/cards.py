"""Cards of articles, as every query that answers with some gives them."""

from __future__ import annotations

from collections.abc import Sequence

from asiansite.content.article import Article
from asiansite.site.answers import Card
from asiansite.site.snapshot import Snapshot


def cards_of(snapshot: Snapshot, found: Sequence[Article]) -> tuple[Card, ...]:
    """The cards of articles, in their order."""
    return tuple([snapshot.card(item) for item in found])
