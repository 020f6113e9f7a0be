"""What an article can be, in the words of the diary: `asiansite list`."""

from __future__ import annotations

STATES = (
    "draft",
    "held",
    "embargoed",
    "scheduled",
    "published",
    "expiring",
    "expired",
    "withdrawn",
)
"""One that is `expiring` is `published` as well, until its `expires`."""
