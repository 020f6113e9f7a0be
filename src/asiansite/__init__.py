"""asiansite makes a news site of static pages from Markdown files."""

from zoneinfo import reset_tzpath

__version__ = "0.1.0"

# Time zones are those of the package `tzdata`, whose version is known, on every machine: not the system's own.
reset_tzpath(())
