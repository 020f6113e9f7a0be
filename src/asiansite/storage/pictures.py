"""Pictures as earlier builds knew and made them, remembered by the hashes of all that they were made from.

What is made of a photograph costs seconds, so it is kept for every output of the site and for CI, in
records with checksums: a damaged one is a missing one. The file is opened when a site has a picture.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path

from asiansite.storage.records import Records

SPARE = 1000
"""Records beyond twice those in use that are kept at most."""


class PictureRecords:
    """What is known of pictures, and the variants that were made of them, in the folder `home`."""

    def __init__(self, home: Path, *, anew: bool = False) -> None:
        """Remember in `home`; with `anew`, begin with nothing."""
        self._home = home
        self._anew = anew
        self._is_open = False

    def facts(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        """What is known of pictures, encoded, by keys that tell their bytes and whoever read them."""
        return self._records.some("facts", list(keys))

    def put_facts(self, facts: Iterable[tuple[str, bytes]]) -> None:
        """Remember what is known of pictures."""
        self._records.put("facts", facts)
        self._records.commit()

    def made(self, key: str) -> bytes | None:
        """The bytes of a variant, if they are remembered."""
        return self._records.get("made", key)

    def put_made(self, variants: Iterable[tuple[str, bytes]]) -> None:
        """Remember the bytes of variants, at once: whoever breaks off the build keeps what was made."""
        self._records.put("made", variants)
        self._records.commit()

    def tidy(self, facts: Collection[str], made: Collection[str]) -> None:
        """Forget all but these, once most records are others."""
        for table, wanted in (("facts", frozenset(facts)), ("made", frozenset(made))):
            if self._records.count(table) > 2 * len(wanted) + SPARE:
                self._records.remove(table, [key for key in self._records.keys(table) if key not in wanted])
        self._records.commit()

    def close(self) -> None:
        """Let go of the file, if it was opened."""
        if self._is_open:
            self._records.close()

    @cached_property
    def _records(self) -> Records:
        self._is_open = True
        return Records(self._home / "pictures.sqlite", ("facts", "made"), anew=self._anew)
