"""Social images at work: reads what they are drawn with, and draws what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from msgspec import Struct

from asiansite.content.settings import Settings
from asiansite.content.social import (
    FONTS,
    WEAVES,
    Colours,
    Drawing,
    Font,
    SocialKit,
    read_colours,
    read_font,
)
from asiansite.errors import Place, Problem, SiteError, problem
from asiansite.fingerprint import fingerprint
from asiansite.storage.sources import Sources
from asiansite.storage.tools import social_tools
from asiansite.work.executors import in_order
from asiansite.work.reading import Workers

BRAND = "static/css/brand.css"
"""Where the colours of a site are."""

BATCH = 16
"""Drawings in an order: the fonts go along with each order."""

DRAWING_WORK = 20
"""What a drawing costs, in pages."""


class DrawingOrder(Struct, frozen=True):
    """Social images that are to be drawn, and all that it takes."""

    kit: SocialKit
    files: Mapping[str, bytes]
    """The fonts and tiles, by their paths."""
    drawings: tuple[Drawing, ...]


def draw_all(order: DrawingOrder) -> tuple[bytes, ...]:
    """Carry out an order: the bytes of the drawings, in their order."""
    from asiansite.content.social.making import draw

    return tuple(draw(order.kit, order.files, drawing) for drawing in order.drawings)


def read_kit(sources: Sources, settings: Settings) -> tuple[SocialKit | None, tuple[Problem, ...]]:
    """What social images are drawn with; None if a site has none, or nothing to draw them with."""
    paths = [path for path in sources.paths if path.startswith((FONTS, WEAVES))]
    if settings.social_image == "off" or not paths:
        return None, ()
    problems: list[Problem] = []
    fonts: list[Font] = []
    weaves: list[tuple[str, str]] = []
    for path in paths:
        try:
            if path.endswith(_FONT_ENDINGS):
                data = sources.read(path)
                font = read_font(path, sources.digest(path), data)
                fonts += [] if font is None else [font]
                problems += [problem("not-a-font", Place(path))] if font is None else []
            elif path.startswith(WEAVES) and path.endswith(".png"):
                data = sources.read(path)
                weaves.append((path, sources.digest(path)))
                problems += [] if _is_tile(data) else [problem("not-a-tile", Place(path))]
        except SiteError as error:
            problems += error.problems
    colours = _colours(sources)
    tools, shapes = social_tools()
    used = (*((font.path, font.digest) for font in fonts), *weaves)
    key = fingerprint((tools, shapes, used, colours)).hex()
    return SocialKit(key, tuple(fonts), tuple(weaves), colours, shapes), tuple(problems)


def draw_missing(
    kit: SocialKit, drawings: Iterable[Drawing], sources: Sources, workers: Workers
) -> Iterator[bytes]:
    """The bytes of `drawings`, in their order. Raises SiteError (changed-while-building, file-unreadable)."""
    wanted = list(drawings)
    if not wanted:
        return
    files = {path: sources.read(path) for path in kit.files}
    for path, digest in kit.files.items():
        if sources.known(path) != digest:
            raise SiteError([problem("changed-while-building", Place(path))])
    orders = (
        DrawingOrder(kit, files, tuple(wanted[start : start + BATCH]))
        for start in range(0, len(wanted), BATCH)
    )
    with workers(len(wanted) * DRAWING_WORK) as executor:
        for drawn in in_order(executor, draw_all, orders):
            yield from drawn


_FONT_ENDINGS = (".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2")
"""The last four are no fonts that can be used, and whoever puts one there is told."""


def _colours(sources: Sources) -> Colours:
    if BRAND not in sources.paths:
        return Colours()
    return read_colours(sources.read(BRAND).decode("utf-8", "replace"))


def _is_tile(data: bytes) -> bool:
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=("PNG",)) as tile:
            tile.load()
            return max(tile.size) <= _LARGEST_TILE
    except Exception:
        return False


_LARGEST_TILE = 630
"""Pixels: what is larger is no tile of a pattern."""
