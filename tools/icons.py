"""Makes the theme's icons of static/icons/favicon.svg, in a Chromium: run it when that has changed.

.venv/bin/python -m tools.icons
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ICONS = Path(__file__).parent.parent / "static" / "icons"


def main() -> None:
    """Make them all."""
    sign = (ICONS / "favicon.svg").read_text(encoding="utf-8")
    # Devices that cut icons into their own shape want the ground to its edges.
    square = re.sub(r' rx="\d+"', "", sign)
    # The middle four fifths of a maskable icon are seen in every shape (W3C, "Web Application Manifest").
    within = re.sub(r'viewBox="[^"]+"', 'viewBox="-4 -4 40 40"', square).replace(
        '<rect width="32" height="32"', '<rect x="-4" y="-4" width="40" height="40"'
    )
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM)
        for name, drawing, size in (
            ("apple-touch-icon", square, 180),
            ("icon-192", sign, 192),
            ("icon-512", sign, 512),
            ("icon-maskable-512", within, 512),
        ):
            _small(_drawn(browser, drawing, size)).save(ICONS / f"{name}.png", optimize=True)
        browser.close()


def _drawn(browser: Browser, drawing: str, size: int) -> Image.Image:
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(f"<style>*{{margin:0}}svg{{display:block;width:100vw;height:100vh}}</style>{drawing}")
    shot = page.screenshot(omit_background=True)
    page.close()
    return Image.open(io.BytesIO(shot))


def _small(picture: Image.Image) -> Image.Image:
    return picture.quantize(64, method=Image.Quantize.FASTOCTREE)


if __name__ == "__main__":
    main()
