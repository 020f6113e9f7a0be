"""The frame of the site as the preview joined it last: with it the next start shows pages before it reads documents."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import msgspec

from asiansite.storage.records import Records


class LastFrame(msgspec.Struct, frozen=True, array_like=True):
    """A frame, and what tells whether it is still that of the site."""

    key: str
    """The frame's own, to be looked at without it."""
    clock: str
    """The moment of the site, in ISO 8601."""
    next_change_at: str
    """When time alone makes another site of it; empty: never, as far as is known."""
    digests: bytes
    """The hash of the bytes of each article, as the frame numbers them, packed."""
    frame: bytes
    """See `asiansite.site.frame`; encoded."""


def last_frame(home: Path) -> LastFrame | None:
    """The frame that is remembered in the folder `home`; None if there is none that is whole."""
    with closing(_records(home)) as records:
        data = records.get("frames", "last")
    try:
        return None if data is None else _FRAME.decode(data)
    except msgspec.DecodeError:
        return None


def remember_frame(home: Path, frame: LastFrame) -> None:
    """Remember a frame in the place of the last one, if it is another."""
    with closing(_records(home)) as records:
        data = msgspec.msgpack.encode(frame)
        if records.get("frames", "last") != data:
            records.put("frames", [("last", data)])
            records.commit()


def _records(home: Path) -> Records:
    return Records(home / "preview.sqlite", ("frames",))


_FRAME = msgspec.msgpack.Decoder(LastFrame)
