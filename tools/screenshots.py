"""Pictures of every kind of page, narrow and wide, in light and in dark: `make screenshots`, then look at them.

They show the outlet's own site, and a site that holds everything that a page can hold.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.browser.conftest import NAMES, SWITCHES
from tests.browser.kinds import OWN, SHOWN
from tests.browser.server import served
from tests.browser.showcase import write_showcase
from tests.functional.sites import copy_of_the_repositorys

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")

ALL_PICTURES = """
() => Promise.all([...document.images].map(image => {
  image.loading = "eager";
  return image.decode().catch(() => null);
}))
"""
"""Have pictures below the fold fetched, too: nobody scrolls there."""


def main(folder: Path) -> None:
    """Take them all into `folder`, one file each: `article-360-dark.png`."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with TemporaryDirectory() as made, sync_playwright() as playwright:
        found = next((path for name in NAMES if (path := shutil.which(name))), None)
        browser = playwright.chromium.launch(executable_path=found, args=[*SWITCHES, "--no-sandbox"])
        for output, prefix, pages in _sites(Path(made)):
            with served(output) as origin:
                count = sum(1 for _ in _take(browser, origin, pages, folder, prefix))
                print(f"{count} pictures of {origin} in {folder}")
        browser.close()


def _sites(folder: Path) -> Iterator[tuple[Path, str, Mapping[str, str]]]:
    own = copy_of_the_repositorys(folder / "own").build(folder / "own-output")
    yield own.folder, "", OWN
    room = write_showcase(folder / "showcase")
    room.build()
    yield room.output, "showcase-", SHOWN


def _take(
    browser: Browser, origin: str, pages: Mapping[str, str], folder: Path, prefix: str
) -> Iterator[None]:
    for scheme in SCHEMES:
        for width in WIDTHS:
            context = browser.new_context(
                viewport=ViewportSize(width=width, height=900), color_scheme=scheme, reduced_motion="reduce"
            )
            page = context.new_page()
            for name, path in pages.items():
                page.goto(origin + path)
                page.evaluate(ALL_PICTURES)
                page.screenshot(path=folder / f"{prefix}{name}-{width}-{scheme}.png", full_page=True)
                yield
            context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ".cache/screenshots"))
