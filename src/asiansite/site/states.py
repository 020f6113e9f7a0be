"""What an article can be, in the words of the diary: `asiansite list`."""

from __future__ import annotations

STATES = (
    "draft",
    "held",
    "embargoed",
    "scheduled",
    "published",
    "corrected",
    "expiring",
    "expired",
    "withdrawn",
)
"""One that is `corrected`, or `expiring` until its `expires`, is `published` as well."""
