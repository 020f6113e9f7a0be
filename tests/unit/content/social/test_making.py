from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from asiansite.content.social import Drawing, key_of
from asiansite.content.social.kit import drawable
from asiansite.content.social.making import draw
from asiansite.content.weaves import EDITIONS
from tests.fakes.kits import HEADLINES, theme_files, theme_kit

DYE, COTTON = "#17555a", "#f1e6d0"


def drawing(title: str, lang: str = "en", *, weave: str = "kawung", is_headline: bool = True) -> Drawing:
    return Drawing(title, "Politics", "The Strait Gazette", lang, is_headline, weave, DYE, COTTON, DYE)


def drawn(wanted: Drawing) -> bytes:
    return draw(theme_kit(), theme_files(), wanted)


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """Where something stands on the paper within a box."""
    return ImageChops.difference(image, Image.new("RGB", image.size, "#fdfcf8")).crop(box).getbbox()


@pytest.mark.parametrize("lang", HEADLINES)
def test_a_headline_in_each_script_stands_within_its_box(lang: str) -> None:
    data = drawn(drawing(drawable(HEADLINES[lang]), lang))
    image = opened(data)
    assert image.size == (1200, 630)
    assert len(data) < 60_000
    found = ink(image, (0, 112, 1200, 480))
    assert found is not None
    left, top, right, bottom = found
    assert left >= 64
    assert right <= 1136
    assert top >= 8
    assert bottom - top > 60
    assert image.getpixel((8, 300)) == (0xFD, 0xFC, 0xF8)


@pytest.mark.parametrize("title", ["W" * 300, "word " * 200, "ก" * 400, "မြန်မာ" * 60, "i", "—", "ที่" * 90])
def test_no_headline_runs_out_of_its_place(title: str) -> None:
    image = opened(drawn(drawing(drawable(title))))
    found = ink(image, (0, 112, 1200, 480))
    assert found is not None
    assert found[0] >= 60
    assert found[2] <= 1140


def test_the_same_drawing_gives_the_same_bytes_and_another_has_another_name() -> None:
    one = drawing("One")
    assert drawn(one) == drawn(one)
    others = [
        one._replace(**{name: value})
        for name, value in zip(
            Drawing._fields,
            ("Two", "Sport", "Other", "vi", False, "pua", "#000000", "#111111", "#222222"),
            strict=True,
        )
    ]
    keys = [key_of("kit", each) for each in (one, *others)]
    assert len({*keys, key_of("other kit", one)}) == len(keys) + 1


@pytest.mark.parametrize("weave", EDITIONS[-1][1])
def test_each_pattern_is_woven_in_its_colours(weave: str) -> None:
    data = drawn(drawing("Economy", weave=weave, is_headline=False))
    found = opened(data)
    colours = {
        colour for count, colour in found.crop((0, 0, 1200, 120)).getcolors(100_000) or () if count > 200
    }
    assert {(0x17, 0x55, 0x5A), (0xF1, 0xE6, 0xD0)} <= colours
    assert len(data) < 60_000


def test_without_a_name_or_a_tile_there_is_cloth() -> None:
    found = opened(draw(theme_kit(), {}, drawing("", is_headline=False)))
    assert found.getcolors() == [(1200 * 630, (0x17, 0x55, 0x5A))]


def test_letters_are_shaped() -> None:
    # Burmese and Khmer put signs around their letters; set one by one, the words would be wider.
    from asiansite.content.social.making import Letters

    letters = Letters(theme_kit(), theme_files(), "my")
    for word in ("ကြောင့်", "ខ្មែរ"):
        assert letters.width(word, 100) < sum(letters.width(each, 100) for each in word)
