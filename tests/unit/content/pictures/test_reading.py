from __future__ import annotations

import struct
import zlib
from unittest.mock import patch

import pytest
from PIL import Image

from asiansite.content.pictures import Flaw, Picture, reading
from asiansite.content.pictures.reading import read_picture
from asiansite.fingerprint import hash_of_bytes
from tests.fakes.pictures import painted, picture, saved


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_picture_is_what_its_bytes_are(kind: str) -> None:
    data = picture(1, 31, 17, kind)
    assert read_picture(data) == Picture(hash_of_bytes(data), kind.lower(), 31, 17)


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (31, 17)), (3, (31, 17)), (6, (17, 31)), (8, (17, 31)), (99, (31, 17))]
)
def test_a_picture_is_as_wide_as_it_is_seen(orientation: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = read_picture(saved(painted(1, 31, 17), exif=exif))
    assert isinstance(found, Picture)
    assert (found.width, found.height) == size


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_is_told(kind: str) -> None:
    data = saved(painted(1), kind, save_all=True, append_images=[painted(2), painted(3)], duration=100)
    found = read_picture(data)
    assert isinstance(found, Picture)
    assert (found.is_animated, found.is_still) == (True, False)


@pytest.mark.parametrize(
    ("text", "size"),
    {
        '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20.4px"></svg>': (30, 20),
        '<?xml version="1.0"?>\n<!-- <svg> -->\n<svg viewBox="0 0 64 32"><path/></svg>': (64, 32),
        '<svg width="100%" height="50%" viewBox="0,0,3,4">': (3, 4),
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">\n<svg stroke-width="3">': (None, None),
        "<svg>": (None, None),
        '<svg width="1.2.3" height="4">': (None, 4),
    }.items(),
)
def test_drawings(text: str, size: tuple[int | None, int | None]) -> None:
    found = read_picture(text.encode())
    assert isinstance(found, Picture)
    assert (found.format, found.width, found.height, found.is_still) == ("svg", *size, False)


@pytest.mark.parametrize(
    "data", [b"", b"text", b"%PDF-1.7", b"<html><svg></html>", b"BM" + bytes(60), b"\x89PNG\r\n"]
)
def test_what_is_no_picture(data: bytes) -> None:
    assert read_picture(data) == Flaw("not-a-picture")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_what_is_cut_off_is_a_flaw_or_whole(kind: str, part: float) -> None:
    data = picture(1, 300, 200, kind)
    found = read_picture(data[: int(len(data) * part)])
    assert isinstance(found, Flaw)
    assert found.slug in ("picture-broken", "not-a-picture")


def test_a_bomb_is_refused_by_its_head() -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 20_000, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    with patch.object(Image.Image, "load", side_effect=AssertionError):
        assert read_picture(bomb) == Flaw("picture-too-large", "30,000 × 20,000 pixels")


def test_the_limit_is_a_number_of_pixels() -> None:
    with patch.object(reading, "MAX_PIXELS", 99):
        assert read_picture(picture(1, 10, 10)) == Flaw("picture-too-large", "10 × 10 pixels")
    with patch.object(reading, "MAX_PIXELS", 100):
        assert isinstance(read_picture(picture(1, 10, 10)), Picture)


def test_what_a_photograph_gives_away() -> None:
    def told(**ifds: dict[int, object]) -> str:
        exif = Image.Exif()
        exif[0x013B] = "Mara Lim"
        for name, values in ifds.items():
            exif.get_ifd({"gps": 0x8825, "camera": 0x8769}[name]).update(values)
        found = read_picture(saved(painted(), exif=exif))
        assert isinstance(found, Picture)
        return found.tells

    assert told() == ""
    assert told(camera={0x9003: "2026:01:01 08:00:00"}) == ""
    assert told(camera={0xA431: "SN 12345"}) == "whose camera took it"
    assert told(gps={0: b"\x02\x03\x00\x00"}) == ""
    assert told(gps={1: "S", 2: (6.0, 10.0, 0.0)}, camera={0xA431: "SN"}) == "where it was taken"
    placed = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a exif:GPSLatitude="6,10S"/></x:xmpmeta>'
    found = read_picture(saved(painted(), "WEBP", xmp=placed))
    assert isinstance(found, Picture)
    assert found.tells == "where it was taken"
