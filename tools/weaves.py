"""Draws the patterns of static/covers/ as tiles for social images: `python -m tools.weaves social/weaves`.

Pillow draws no SVG, so the theme carries each pattern a second time: as large as site.css weaves it at 20 pixels a rem, 16 levels of grey, of which
white is thread and black is cloth. Run it after a pattern was added; tests/browser/test_social.py compares the two.
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
REM = 20
LEVELS = 16


def main(folder: str) -> None:
    """Draw every pattern into `folder`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        page = browser.new_page()
        for cover in sorted((ROOT / "static/covers").glob("*.svg")):
            Path(folder, f"{cover.stem}.png").write_bytes(encoded(drawn(page, cover)))
        browser.close()


def drawn(page: Page, cover: Path) -> Image.Image:
    """A pattern as Chromium draws it: how much of each pixel is thread."""
    svg = cover.read_text("utf-8")
    across, down = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0])
    width = round(tile_of(cover.stem) * REM)
    height = round(width * down / across)
    page.set_viewport_size({"width": width, "height": height})
    address = "data:image/svg+xml," + quote(svg)
    style = f"body{{margin:0;background:#000}}div{{height:100vh;background:#fff;mask:url('{address}') 0 0/100% 100%}}"
    page.set_content(f"<style>{style}</style><div></div>")
    return Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("L")


def tile_of(name: str) -> float:
    """How wide site.css weaves a pattern, in rem."""
    css = (ROOT / "static/css/site.css").read_text("utf-8")
    found = re.search(rf"\.weave-{name} \{{[^}}]*--tile: ([\d.]+)rem", css)
    return float(found[1]) if found else 6.0


def encoded(image: Image.Image) -> bytes:
    """A PNG with a palette of greys."""
    step = 255 / (LEVELS - 1)
    indexed = image.point([round(value / step) for value in range(256)])
    indexed.putpalette([round(level * step) for level in range(LEVELS) for _ in range(3)])
    out = BytesIO()
    indexed.save(out, "PNG", optimize=True)
    return out.getvalue()


def chromium() -> str | None:
    """Where Chromium stands; None: Playwright's own."""
    return next((path for path in ("/usr/bin/chromium",) if Path(path).exists()), None)


if __name__ == "__main__":
    main(sys.argv[1])
