"""The services that a page can be shared with, by the names that the setting `share` uses."""

from __future__ import annotations

SERVICE_NAMES = (
    "whatsapp",
    "facebook",
    "twitter",
    "pinterest",
    "reddit",
    "gmail",
    "email",
    "telegram",
    "line",
    "share",
)
"""All of them; `share` is the device's own sheet, the others are links."""

DEFAULT_SERVICES = ("whatsapp", "facebook", "twitter", "pinterest", "reddit", "gmail", "share")
"""Those that a page shows, and their order, if the settings do not say it."""
