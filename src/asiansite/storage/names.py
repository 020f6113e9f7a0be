"""File names: which are never read, and which are one name on some disk.

The rules are the same on every system, so that a site that builds on one builds on all.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection

ROOTS = ("content", "site.yaml", "social", "static", "templates", "urls.lock")
"""What a site's folder is read for, in order; all else in it is not ours."""

SINGLE = frozenset({"site.yaml", "urls.lock"})
"""Those of them that are files."""

WRITTEN = "urls.lock"
"""The one source that builds write."""

STAGED = f"{WRITTEN}.new"
"""Where it waits in the site's folder while its URLs are being published."""

UNFINISHED = f"{WRITTEN}.tmp"
"""Where it is written until it is whole."""

PUBLISHED = frozenset({"static/.nojekyll", "static/.well-known"})
"""The only names with a leading dot that are read: hosts and browsers ask for them."""


def is_source(path: str) -> bool:
    """Whether a file at `path` from the site's folder, in NFC, is read at all."""
    parts = path.split("/")
    if parts[0] not in ROOTS or (parts[0] in SINGLE) != (len(parts) == 1) or not is_plain(path):
        return False
    hidden = (is_hidden(part, "/".join(parts[: depth + 1])) for depth, part in enumerate(parts))
    return not any(hidden) and not is_temporary(parts[-1])


def is_ordinary(name: str) -> bool:
    """Whether a name is one like `vote-on-haze.md`: readable, visible, lasting, and spelt alike on every disk."""
    return _ORDINARY.fullmatch(name) is not None


def is_hidden(name: str, path: str) -> bool:
    """Whether a name with a leading dot, at `path` from the site's folder, is passed over."""
    return name[0] == "." and path not in PUBLISHED


def is_temporary(name: str) -> bool:
    """Whether a file is what an editor or a desktop leaves beside the files that it works on.

    Vim (`x~`, `4913`, `.swp`), Emacs (`#x#`), JetBrains, Windows; those with a leading dot are
    hidden anyway.
    """
    lowered = name.lower()
    if lowered.endswith(_ENDINGS) or lowered in _WHOLE:
        return True
    return len(name) > 1 and name[0] == "#" and name[-1] == "#"


def folded(text: str) -> str:
    """A name or path as a disk without case or Unicode forms sees it: equal here, one file there."""
    return text.lower() if text.isascii() else nfc(nfc(text).casefold())


def nfc(text: str) -> str:
    """Text in Unicode's normalization form C."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_utf8(name: str) -> bool:
    """Whether a name that the system gave was UTF-8 (PEP 383 marks what was not)."""
    return name.isascii() or not any("\ud800" <= character <= "\udfff" for character in name)


def is_plain(path: str) -> bool:
    """Whether a path stays below its folder: `/` between parts that are neither empty nor dots.

    No backslash and no control character either: one is a folder elsewhere, the other would
    break a line of the manifest. On Windows no colon: it begins a drive or a stream.
    """
    return _PLAIN.fullmatch(path) is not None


def require_sound(planned: Collection[str], *, reserved: Collection[str]) -> None:
    """Raise ValueError for a path that no output can have, and for one that is a folder of another.

    `reserved` are the first parts that no path may have.
    """
    folders: set[str] = set()
    for path in planned:
        if not is_plain(path) or not (path.isascii() or path == nfc(path)):
            raise ValueError(f"no path for an output: {path!r}")
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    if both := folders.intersection(planned):
        raise ValueError(f"both a file and a folder: {min(both)}")
    if ours := [path for path in reserved if path in folders or path in planned]:
        raise ValueError(f"no path for an output: {ours[0]!r}")


_ENDINGS = ("~", ".swp", ".swo", ".swx", ".tmp", "___jb_tmp___", "___jb_old___")
_WHOLE = frozenset({"4913", "thumbs.db", "desktop.ini"})
_REFUSED = r"\\\x00-\x1f\x7f" + (":" if os.name == "nt" else "")
_ORDINARY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.md")
_PLAIN = re.compile(rf"(?!(?:.*/)?\.{{0,2}}(?:/|\Z))[^{_REFUSED}]+")
