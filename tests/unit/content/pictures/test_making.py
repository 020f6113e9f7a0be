from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageCms, IptcImagePlugin

from asiansite.content.pictures.credits import Credits, credits_of
from asiansite.content.pictures.making import make_variants
from asiansite.content.pictures.variants import Variant
from tests.fakes.pictures import painted, picture, saved

KINDS = ("jpeg", "png", "webp", "avif")


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def made(data: bytes, kind: str = "png", width: int = 20, height: int = 10, **more: object) -> bytes:
    (found,) = make_variants(data, [Variant(kind, width, height, 80)._replace(**more)])
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_variant_has_its_format_and_its_size(kind: str) -> None:
    image = opened(made(picture(1, 40, 20, "JPEG"), kind))
    assert (image.format, image.size) == (kind.upper(), (20, 10))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_input_gives_the_same_bytes(kind: str) -> None:
    data = saved(painted(1, 90, 60), quality=95)
    assert len({made(data, kind, 45, 30) for _ in range(3)}) == 1
    assert made(data, kind, 45, 30) != made(saved(painted(2, 90, 60)), kind, 45, 30)


def test_a_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    found = opened(made(saved(painted(1, 20, 10), "PNG", exif=exif))).convert("RGB")
    as_seen = painted(1, 20, 10).rotate(180)
    assert found.getpixel((1, 1)) == as_seen.getpixel((1, 1))
    assert found.getexif().get(0x0112, 1) == 1


def test_a_crop_shows_its_part() -> None:
    found = opened(made(picture(1, 40, 20), box=(20, 10, 40, 20))).convert("RGB")
    assert found.getpixel((10, 5)) == painted(1, 40, 20).getpixel((30, 15))


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_learns_where_it_was_taken_and_everybody_whose_it_is(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x8298] = "Secret Camera", "Siti Aminah", "Strait Press"
    exif.get_ifd(0x8825).update({1: "N", 2: (1.0, 2.0, 3.0)})
    exif.get_ifd(0x8769)[0x9286] = "a secret comment"
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description photoshop:Credit="Strait &amp; Co" '
        b'photoshop:City="Secret City"><dc:creator><rdf:Seq><rdf:li>Siti A.</rdf:li></rdf:Seq></dc:creator>'
        b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(painted(1, 40, 20), exif=exif, xmp=xmp, icc_profile=profile, comment=b"Secret words")
    found = made(data, kind)
    for secret in (b"Secret", b"secret", profile[:64]):
        assert secret not in found
    image = opened(found)
    assert not image.getexif().get_ifd(0x8825)
    assert set(image.getexif()) <= {0x013B, 0x8298, 0x8769}
    assert credits_of(image) == Credits("Siti A.", "Strait & Co", "Strait Press")


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_says_nothing_is_given_nothing_to_say(kind: str) -> None:
    image = opened(made(picture(1, 40, 20, "JPEG"), kind))
    assert not dict(image.getexif())
    assert credits_of(image) == Credits()


def test_credits_of_agencies() -> None:
    def field(number: int, text: bytes) -> bytes:
        return bytes([0x1C, 2, number]) + len(text).to_bytes(2, "big") + text

    block = field(80, "Siti Amina\u1e25".encode()) + field(110, b"Strait Press") + field(116, b"\xa9 Strait")
    resource = b"8BIM\x04\x04\x00\x00" + len(block).to_bytes(4, "big") + block + bytes(len(block) % 2)
    segment = b"Photoshop 3.0\x00" + resource
    data = picture(1, 40, 20, "JPEG")
    data = data[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + data[2:]
    assert IptcImagePlugin.getiptcinfo(Image.open(BytesIO(data)))
    assert credits_of(opened(made(data, "jpeg"))) == Credits("Siti Amina\u1e25", "Strait Press", "© Strait")


def test_what_is_transparent_stays_so_and_is_white_in_a_jpeg() -> None:
    clear = saved(Image.new("RGBA", (40, 20), (255, 0, 0, 0)), "PNG")
    for kind in ("png", "webp", "avif"):
        assert opened(made(clear, kind)).convert("RGBA").getpixel((5, 5))[3] == 0
    assert opened(made(clear, "jpeg")).getpixel((5, 5)) == (255, 255, 255)
    indexed = Image.new("P", (40, 20), 0)
    assert opened(made(saved(indexed, "GIF", transparency=0))).convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_modes_that_a_png_may_have(mode: str) -> None:
    if mode == "I;16":
        image = Image.new("I;16", (40, 20), 0x8000)
    else:
        image = Image.new("L", (40, 20), 128).convert(mode)
    shade = opened(made(saved(image, "PNG"))).convert("RGB").getpixel((5, 5))
    assert shade in {(128, 128, 128), (127, 127, 127), (255, 255, 255), (0, 0, 0)}
    if mode != "1":
        assert abs(shade[0] - 128) <= 1


def test_a_picture_for_print_is_shown_in_colours_of_screens() -> None:
    data = saved(Image.new("RGB", (40, 20), (200, 30, 30)).convert("CMYK"))
    red, green, blue = opened(made(data)).convert("RGB").getpixel((5, 5))
    assert red > 150
    assert max(green, blue) < 100


def test_colours_of_another_profile_are_made_those_of_screens() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    plain = opened(made(saved(painted(1, 40, 20), "PNG")))
    # One that does not fit says nothing.
    broken = (lab, b"no profile")
    for profile in broken:
        assert opened(made(saved(painted(1, 40, 20), "PNG", icc_profile=profile))) == plain
