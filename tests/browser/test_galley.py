"""A page for a colleague in a browser: from a disk and from a folder of a host, on screens and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.server import served
from tests.browser.test_accessibility import AXE, RUN
from tests.functional.commands import here
from tests.functional.sites import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("colleague")
    done = here(
        "build", "--only", "forest-city-notes", "--output", found / "a/b", "--at", "2026-08-20", cwd=ROOT
    )
    assert done.status == 0, done
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_it_reads_well_from_any_folder(browser: Browser, folder: Path, width: int, scheme: str) -> None:
    with served(folder) as origin:
        for address in (f"{origin}/a/b/index.html", f"file://{folder}/a/b/index.html"):
            context = browser.new_context(
                viewport={"width": width, "height": 800},
                color_scheme="dark" if scheme == "dark" else "light",
                bypass_csp=True,
            )
            page = context.new_page()
            page.goto(address)
            assert page.evaluate("document.styleSheets.length") == 4
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            band = "getComputedStyle(document.querySelector('.galley-band')).position"
            assert page.evaluate(band) == "sticky"
            assert page.evaluate("getComputedStyle(document.querySelector('.watermark')).zIndex") == "-1"
            page.evaluate(AXE + ";0")
            assert page.evaluate(RUN) == []
            context.close()


def test_paper_and_screen_readers_are_told_once_and_by_every_sheet(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto(f"file://{folder}/a/b/index.html")
    heard = page.locator("body").aria_snapshot()
    assert heard.count("Not for publication.") >= 1
    assert heard.replace("Not for publication.", "", 1).count("Not for publication\n") == 0
    page.emulate_media(media="print")
    for name in (".galley-band", ".watermark"):
        assert page.locator(name).is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.watermark')).position") == "fixed"
    page.close()
