"""Drawing social images: Pillow, with Raqm for scripts whose letters join or stack.

The same drawing, kit and tools give the same bytes. An image has few colours, so it is a PNG with a palette:
letters are drawn as masks of sixteen levels, each of which is a colour between the ground and the ink.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from msgspec import Struct, field
from PIL import Image, ImageDraw, ImageFont

from asiansite.content.social.drawing import HEIGHT, WIDTH, Drawing
from asiansite.content.social.kit import WEAVES, SocialKit, is_rightward
from asiansite.content.social.setting import Box, Extent, Set, set_text

LEVELS = 16
"""Steps from a ground to what stands on it."""

EDGE = 72
"""Pixels at the sides."""

BAND = 140
"""The woven band below a headline is at most so high: as many tiles as that, so that no motif is cut across."""

HEADLINE = (132, 116, 104, 92, 84, 76, 68, 60, 54)
"""The sizes of headlines."""

LABEL = Box(720, 190, (112, 100, 88, 76, 66, 58, 50, 42), most_lines=2)
KICKER = Box(620, 60, (36, 32, 28, 24), most_lines=1)
OUTLET = Box(400, 60, (32, 28, 24, 20), most_lines=1)
BELOW_LABEL = Box(720, 60, (36, 32, 28, 24), most_lines=1)

SECTION_DYE, INK, WEAVE = 0, LEVELS, 2 * LEVELS
"""Where the ramps of the palette begin: paper to dye, paper to ink, cloth to thread."""


def draw(kit: SocialKit, files: Mapping[str, bytes], drawing: Drawing) -> bytes:
    """The PNG of a drawing; `files` are those of the kit, by their paths."""
    letters = Letters(kit, files, drawing.lang)
    image = Image.new("P", (WIDTH, HEIGHT), SECTION_DYE)
    image.putpalette(_palette(kit, drawing))
    tile = _tile(files, drawing.weave)
    if drawing.title and drawing.is_headline:
        _headline(image, letters, tile, drawing)
    else:
        _cover(image, tile, (0, 0, WIDTH, HEIGHT))
        if drawing.title:
            _label(image, letters, drawing)
    out = BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()


class Letters(Struct):
    """The fonts of a kit, at the sizes that are asked for."""

    kit: SocialKit
    files: Mapping[str, bytes]
    lang: str
    _fonts: dict[tuple[int, int], ImageFont.FreeTypeFont] = field(default_factory=dict)

    def width(self, text: str, size: int) -> float:
        """How wide a text is."""
        return sum(
            font.getlength(run, direction=self._direction(run), language=self._language)
            for font, run in self._runs(text, size)
        )

    def extent(self, line: str, size: int) -> Extent:
        """How large a line is."""
        width = above = below = 0.0
        for font, run in self._runs(line, size):
            _, top, _, bottom = font.getbbox(
                run, direction=self._direction(run), language=self._language, anchor="ls"
            )
            width += font.getlength(run, direction=self._direction(run), language=self._language)
            above, below = max(above, -top), max(below, bottom)
        return Extent(width, above, below)

    def write(self, canvas: ImageDraw.ImageDraw, at: tuple[float, float], line: str, size: int) -> None:
        """Draw a line whose baseline begins at `at`."""
        x, y = at
        for font, run in self._runs(line, size):
            canvas.text(
                (x, y),
                run,
                fill=255,
                font=font,
                anchor="ls",
                direction=self._direction(run),
                language=self._language,
            )
            x += font.getlength(run, direction=self._direction(run), language=self._language)

    def _runs(self, line: str, size: int) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        return [(self._font(number, size), run) for run, number in self.kit.runs(line)]

    def _font(self, number: int, size: int) -> ImageFont.FreeTypeFont:
        font = self._fonts.get((number, size))
        if font is None:
            engine = ImageFont.Layout.RAQM if self.kit.shapes else ImageFont.Layout.BASIC
            data = BytesIO(self.files[self.kit.fonts[number].path])
            font = self._fonts[number, size] = ImageFont.truetype(data, size, layout_engine=engine)
        return font

    @property
    def _language(self) -> str | None:
        return self.lang if self.kit.shapes else None

    def _direction(self, run: str) -> str | None:
        if not self.kit.shapes:
            return None
        return "ltr" if is_rightward(run) else "rtl"


def _headline(image: Image.Image, letters: Letters, tile: Image.Image, drawing: Drawing) -> None:
    top, bottom = 128, HEIGHT - max(1, BAND // tile.height) * tile.height
    _cover(image, tile, (0, bottom, WIDTH, HEIGHT))
    image.paste(SECTION_DYE + LEVELS - 1, (0, bottom - 14, WIDTH, bottom - 6))
    if drawing.kicker:
        kicker = set_text(drawing.kicker, KICKER, letters)
        _write(image, letters, kicker, (EDGE, 82), SECTION_DYE)
    if drawing.outlet:
        outlet = set_text(drawing.outlet, OUTLET, letters)
        _write(image, letters, outlet, (WIDTH - EDGE - outlet.width, 82), INK)
    image.paste(INK + LEVELS - 1, (EDGE, 108, WIDTH - EDGE, 110))
    box = Box(WIDTH - 2 * EDGE, bottom - 14 - top - 44, HEADLINE)
    title = set_text(drawing.title, box, letters)
    _write(image, letters, title, (EDGE, _middle(title, top, bottom - 14)), INK, is_block=True)


def _label(image: Image.Image, letters: Letters, drawing: Drawing) -> None:
    title = set_text(drawing.title, LABEL, letters)
    below = set_text(drawing.outlet, BELOW_LABEL, letters) if drawing.outlet else None
    height = int(max(title.height, 80) + (below.height + 56 if below else 0)) + 130
    left, top = (WIDTH - 880) // 2, (HEIGHT - height) // 2
    right, bottom = WIDTH - left, HEIGHT - top
    for inset, colour in (
        (0, SECTION_DYE + LEVELS - 1),
        (10, SECTION_DYE),
        (16, SECTION_DYE + LEVELS - 1),
        (19, SECTION_DYE),
    ):
        image.paste(colour, (left + inset, top + inset, right - inset, bottom - inset))
    y = top + 65 + (max(title.height, 80) - title.height) / 2 + title.above
    _write(image, letters, title, (0, y), SECTION_DYE, is_centred=True)
    if below:
        _write(image, letters, below, (0, bottom - 65 - below.below), INK, is_centred=True)


def _middle(text: Set, top: int, bottom: int) -> float:
    """The first baseline of a text that stands in the middle between two heights."""
    return (top + bottom - text.height) / 2 + text.above


def _write(
    image: Image.Image,
    letters: Letters,
    text: Set,
    at: tuple[float, float],
    ramp: int,
    *,
    is_centred: bool = False,
    is_block: bool = False,
) -> None:
    """Write a text on paper, its first baseline at `at`; a block that runs leftward stands at the right edge."""
    mask = Image.new("L", image.size, 0)
    canvas = ImageDraw.Draw(mask)
    for number, line in enumerate(text.lines):
        width = letters.width(line, text.size)
        x = (WIDTH - width) / 2 if is_centred else at[0]
        if is_block and not is_rightward(text.lines[0]):
            x = WIDTH - at[0] - width
        letters.write(canvas, (round(x), round(at[1] + number * text.leading)), line, text.size)
    box = mask.getbbox()
    if box is not None:
        written = mask.crop(box).point(_levels(ramp))
        image.paste(written, box)


def _cover(image: Image.Image, tile: Image.Image, box: tuple[int, int, int, int]) -> None:
    """Cover a part of the image with the weave, its middle in the middle."""
    left, top, right, bottom = box
    woven = Image.new("L", (right - left, bottom - top))
    across, down = (-(-side // each) for side, each in zip(woven.size, tile.size, strict=True))
    start = ((woven.width - across * tile.width) // 2, (woven.height - down * tile.height) // 2)
    for row in range(down):
        for column in range(across):
            woven.paste(tile, (start[0] + column * tile.width, start[1] + row * tile.height))
    image.paste(woven.point(_levels(WEAVE)), box)


def _tile(files: Mapping[str, bytes], name: str) -> Image.Image:
    data = files.get(f"{WEAVES}{name}.png")
    if data is None:
        return Image.new("L", (120, 120), 0)
    with Image.open(BytesIO(data), formats=("PNG",)) as tile:
        return tile.convert("L")


def _levels(ramp: int) -> list[int]:
    return [ramp + round(value * (LEVELS - 1) / 255) for value in range(256)]


def _palette(kit: SocialKit, drawing: Drawing) -> list[int]:
    colours = kit.colours
    ramps = ((colours.paper, drawing.dye), (colours.paper, colours.ink), (drawing.cloth, drawing.thread))
    return [value for ground, front in ramps for value in _ramp(ground, front)]


def _ramp(ground: str, front: str) -> Sequence[int]:
    pairs = [(int(ground[at : at + 2], 16), int(front[at : at + 2], 16)) for at in (1, 3, 5)]
    return [
        round(under + (over - under) * level / (LEVELS - 1))
        for level in range(LEVELS)
        for under, over in pairs
    ]
