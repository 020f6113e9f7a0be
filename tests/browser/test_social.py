"""The tiles of social images are those that pages weave."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageStat

from tools.weaves import drawn

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("cover", sorted((ROOT / "static/covers").glob("*.svg")), ids=lambda path: path.stem)
def test_each_pattern_has_its_tile(browser: Browser, cover: Path) -> None:
    page = browser.new_page()
    try:
        now = drawn(page, cover)
    finally:
        page.close()
    tile = Image.open(BytesIO((ROOT / f"social/weaves/{cover.stem}.png").read_bytes())).convert("L")
    assert tile.size == now.size
    # Two versions of Chromium may smooth an edge differently.
    assert ImageStat.Stat(ImageChops.difference(tile, now)).mean[0] < 4
    assert ImageStat.Stat(tile).stddev[0] > 30
