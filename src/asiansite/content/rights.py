"""Rights: whose a picture is, and what may be done with it; in front matter, or in a file beside the picture."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from asiansite.content.entries import Entries, compose
from asiansite.content.frontmatter import decode
from asiansite.content.notes import Notes
from asiansite.content.pictures.picture import ENDINGS
from asiansite.errors import Problem

RIGHTS_KEYS = frozenset({"credit", "licence", "source", "distribute", "expires"})
"""The keys of the file beside a picture; those of a picture in front matter, too."""

SIDECAR = ".yaml"
"""What stands behind the name of a picture in the name of its sidecar, the file that says whose it is."""

_MEANT = (SIDECAR, ".yml")


class Rights(Struct, frozen=True):
    """What is said of the rights in a picture."""

    credit: str | None = None
    """Who made it, or owns it, as readers are told."""
    licence: str | None = None
    """What allows its use: a Creative Commons licence such as `CC BY 4.0`, an address, or your own words."""
    source: str | None = None
    """Where it came from: an agency, a person, or its address there."""
    distribute: bool = True
    """False: only your own pages may show it, so that feeds do without it."""
    expires: datetime | None = None
    """From then on it may no longer be shown, and is taken out of everything."""

    @property
    def licence_url(self) -> str | None:
        """The address of the licence, where it has one."""
        return licence_url(self.licence) if self.licence else None


def read_rights(entries: Entries, zone: ZoneInfo) -> Rights:
    """Read the keys of rights of a mapping; times without a zone are in `zone`."""
    expires = entries.date("expires", zone)
    return Rights(
        credit=entries.text("credit"),
        licence=entries.text("licence"),
        source=entries.text("source"),
        distribute=entries.is_empty("distribute") or entries.flag("distribute"),
        # One spelling for an instant: what is made from it is compared by its bytes.
        expires=None if expires is None else expires.astimezone(UTC),
    )


def read_sidecar(data: bytes, zone: ZoneInfo) -> tuple[Rights, tuple[Problem, ...]]:
    """Read the file beside a picture. Never raises for what is in it."""
    notes: list[Notes] = []
    text = decode(data, notes)
    root = None if text is None else compose(text, RIGHTS_KEYS, notes[-1])
    rights = Rights() if root is None else read_rights(root, zone)
    return rights, tuple(notes[-1].problems)


def picture_of_sidecar(path: str) -> str | None:
    """The path of the picture that a file is the sidecar of; None if it is none."""
    stem = path.removesuffix(SIDECAR)
    return stem if stem != path and stem.lower().endswith(ENDINGS) else None


def is_misnamed_sidecar(path: str) -> bool:
    """Whether somebody means a file to be the sidecar of a picture, and its name is another."""
    stem, ending = posixpath.splitext(path)
    is_meant = ending.lower() in _MEANT and stem.lower().endswith(ENDINGS)
    return is_meant and picture_of_sidecar(path) is None


def joined(said: Iterable[Rights]) -> Rights:
    """What holds of one picture if all of this is said of it: the first words, the strictest limits."""
    found = tuple(said)
    return Rights(
        credit=next((each.credit for each in found if each.credit), None),
        licence=next((each.licence for each in found if each.licence), None),
        source=next((each.source for each in found if each.source), None),
        distribute=all(each.distribute for each in found),
        expires=min((each.expires for each in found if each.expires is not None), default=None),
    )


def licence_url(licence: str) -> str | None:
    """The address of a licence: of Creative Commons' by its short name, of others if they are given by it.

    The names and addresses are those of https://creativecommons.org/licenses/ and /publicdomain/.
    """
    if re.fullmatch(r"https?://[^\s\"<>]+", licence):
        return licence
    name = licence.upper().replace("-", " ").split()
    match name:
        case ["CC0", *version] if version in ([], ["1.0"]):
            return "https://creativecommons.org/publicdomain/zero/1.0/"
        case ["CC", *parts, version] if " ".join(parts) in _DEEDS and version in _VERSIONS:
            return f"https://creativecommons.org/licenses/{'-'.join(parts).lower()}/{version}/"
    return None


_DEEDS = frozenset({"BY", "BY SA", "BY NC", "BY NC SA", "BY ND", "BY NC ND"})
_VERSIONS = frozenset({"1.0", "2.0", "2.5", "3.0", "4.0"})
