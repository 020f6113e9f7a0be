"""Mends sources in place: each file whole, or not at all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from asiansite.content.frontmatter import decode
from asiansite.site.checks.mending import Change, changes_of, mended
from asiansite.site.checks.text import Text
from asiansite.storage.disk import blaming


class Mended(Struct, frozen=True):
    """A source that was changed."""

    path: str
    changes: tuple[Change, ...]


def mend(site: Path, texts: Iterable[Text]) -> Sequence[Mended]:
    """Mend the sources of these texts in the folder `site`; those that were changed. Raises SiteError."""
    found = ((text, _mended(site / text.path, text)) for text in texts)
    return [Mended(text.path, changes) for text, changes in found if changes]


def _mended(path: Path, text: Text) -> tuple[Change, ...]:
    if not changes_of(text):
        return ()
    with blaming(str(path)):
        data = path.read_bytes()
        text = replace(text, text=decode(data, []) or "")
        changes = changes_of(text)
        raw = data.decode("utf-8")
        written = mended(raw, changes, _places(raw)).encode("utf-8")
        if written != data:
            _put(path, written)
    return changes


def _places(raw: str) -> list[int]:
    """Where each character of the decoded text stands in the file's: a byte order mark and line ends are its own."""
    start = 1 if raw.startswith("\ufeff") else 0
    inner = {found.end() - 1 for found in re.finditer(r"\r\n", raw)}
    return [at for at in range(start, len(raw) + 1) if at not in inner]


def _put(path: Path, data: bytes) -> None:
    # Beside it, and put in its place: whoever reads the file meanwhile finds the old or the new one.
    path = path.resolve()
    beside = path.with_name(f".{path.name}.mended")
    try:
        beside.write_bytes(data)
        shutil.copymode(path, beside)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
