from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.social.fonts import Font, read_font
from tests.fakes.kits import HEADLINES, theme_files, theme_kit

LATIN = "social/fonts/10-source-serif.ttf"


def font(*tables: bytes, platform: tuple[int, int] = (3, 1)) -> bytes:
    """A font with nothing but a cmap."""
    offsets, data, at = [], b"", 4 + 8 * len(tables)
    for table in tables:
        offsets.append(struct.pack(">HHL", *platform, at))
        data += table
        at += len(table)
    cmap = struct.pack(">HH", 0, len(tables)) + b"".join(offsets) + data
    return struct.pack(">4sHHHH4sLLL", b"\0\1\0\0", 1, 0, 0, 0, b"cmap", 0, 28, len(cmap)) + cmap


def ranges(data: bytes) -> list[tuple[int, int]] | None:
    found = read_font("x.ttf", "", data)
    return None if found is None else [*zip(found.starts, found.ends, strict=True)]


def test_format_4_with_and_without_glyph_ids() -> None:
    segments = [(65, 66, -60, 0), (97, 99, 0, 4), (0xFFFF, 0xFFFF, 1, 0)]
    count = len(segments)
    columns = [*zip(*segments, strict=True)]
    table = struct.pack(">HHHHHHH", 4, 0, 0, 2 * count, 0, 0, 0)
    table += struct.pack(f">{count}H", *columns[1]) + b"\0\0" + struct.pack(f">{count}H", *columns[0])
    table += struct.pack(f">{count}h", *columns[2]) + struct.pack(f">{count}H", *columns[3])
    table += struct.pack(">HHH", 7, 0, 9)
    assert ranges(font(table)) == [(65, 66), (97, 97), (99, 99)]


def test_format_12() -> None:
    table = struct.pack(">HHLLL", 12, 0, 0, 0, 2) + struct.pack(">LLLLLL", 65, 70, 1, 0x1F33E, 0x1F33F, 9)
    assert ranges(font(table, platform=(3, 10))) == [(65, 70), (0x1F33E, 0x1F33F)]
    endless = struct.pack(">HHLLL", 12, 0, 0, 0, 1) + struct.pack(">LLL", 0, 0xFFFFFFFF, 1)
    assert ranges(font(endless, platform=(3, 10))) is None


@given(st.binary(max_size=400))
def test_bytes_that_are_no_font_are_none(data: bytes) -> None:
    assert read_font("x.ttf", "", data) is None or data[:4] in (b"\0\1\0\0", b"OTTO", b"true")


@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_a_damaged_font_never_raises(at: int, junk: bytes) -> None:
    data = font(struct.pack(">HHLLL", 12, 0, 0, 0, 1) + struct.pack(">LLL", 65, 70, 1), platform=(3, 10))
    at %= len(data)
    found = read_font("x.ttf", "", data[:at] + junk + data[at + len(junk) :])
    assert found is None or isinstance(found, Font)


@pytest.mark.parametrize("lang", HEADLINES)
def test_the_theme_has_a_font_for_each_script(lang: str) -> None:
    assert theme_kit().lacks(HEADLINES[lang]) is None


def test_what_a_font_has() -> None:
    latin = theme_kit().fonts[0]
    assert latin.path == LATIN
    assert all(map(latin.has, "AzßĐđơưỘ–“”…€ΩЖ"))
    assert not any(map(latin.has, "กကក្ம報🌾\ufffe"))
    assert len(theme_files()[LATIN]) < 400_000


def test_fonts_are_small_and_have_their_licence_beside_them() -> None:
    assert sum(map(len, theme_files().values())) < 1_200_000
