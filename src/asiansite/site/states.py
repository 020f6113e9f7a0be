"""What an article or a picture can be, in the words of the diary and the ledger: `asiansite list`."""

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

PICTURE_STATES = ("shown", "waiting", "unused", "expired", "expiring", "not-distributed", "uncredited")
"""Of the first four a picture is one; of the last three it may be some. `waiting`: only what is not public names it."""
