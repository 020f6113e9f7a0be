"""Which characters a font has: the `cmap` table of its file (OpenType, "cmap", formats 4 and 12)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct


class Font(Struct, frozen=True):
    """A font's file, as far as it is known before anything is drawn with it."""

    path: str
    """Among the sources."""
    digest: str
    """The hash of its bytes."""
    starts: tuple[int, ...]
    """The first code point of each range that it has, in their order."""
    ends: tuple[int, ...]
    """The last of each."""

    def has(self, character: str) -> bool:
        """Whether it has a glyph for a character."""
        code = ord(character)
        at = bisect_right(self.starts, code) - 1
        return at >= 0 and code <= self.ends[at]


def read_font(path: str, digest: str, data: bytes) -> Font | None:
    """What is known of the font in `data`; None if it is no TrueType or OpenType font with a Unicode cmap."""
    try:
        codes = sorted(set(_codes(data)))
    except (struct.error, ValueError):
        return None
    if not codes:
        return None
    starts = [code for before, code in zip([-2, *codes], codes, strict=False) if code != before + 1]
    ends = [code for code, after in zip(codes, [*codes[1:], -2], strict=True) if after != code + 1]
    return Font(path, digest, tuple(starts), tuple(ends))


_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""Platforms and encodings that are Unicode's; the most complete first."""


def _codes(data: bytes) -> Iterator[int]:
    if data[:4] not in (b"\0\1\0\0", b"OTTO", b"true"):
        raise ValueError(data[:4])
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {
        tag: start
        for tag, _, start, _ in (struct.unpack_from(">4sLLL", data, 12 + 16 * at) for at in range(count))
    }
    if b"cmap" not in tables:
        return
    cmap = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    found = {
        (platform, encoding): cmap + offset
        for platform, encoding, offset in (
            struct.unpack_from(">HHL", data, cmap + 4 + 8 * at) for at in range(count)
        )
    }
    start = next((found[kind] for kind in _UNICODE if kind in found), None)
    if start is not None:
        (form,) = struct.unpack_from(">H", data, start)
        yield from {4: _format_4, 12: _format_12}.get(form, _none)(data, start)


def _none(data: bytes, start: int) -> Iterator[int]:
    return iter(())


def _format_4(data: bytes, start: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", data, start + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    starts = struct.unpack_from(f">{count}H", data, start + 16 + double)
    deltas = struct.unpack_from(f">{count}H", data, start + 16 + 2 * double)
    at_offsets = start + 16 + 3 * double
    offsets = struct.unpack_from(f">{count}H", data, at_offsets)
    for at, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", data, at_offsets + 2 * at + offset + 2 * (code - first))
                if glyph == 0:
                    continue
            if (glyph + delta) % 0x10000:
                yield code


def _format_12(data: bytes, start: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">L", data, start + 12)
    if groups > len(data):
        raise ValueError(groups)
    for at in range(groups):
        first, last, glyph = struct.unpack_from(">LLL", data, start + 16 + 12 * at)
        if last > 0x10FFFF:
            raise ValueError(last)
        yield from range(first if glyph else first + 1, last + 1)
