"""Pages in a real browser: they fit every screen, in light and in dark, and ask nothing of anybody."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import OpenTab, Tab

PAGES = {
    "front": "/",
    "article": "/2025/05/australia-nato/",
    "tag": "/tags/asean/",
    "author": "/authors/regional-desk/",
    "archive": "/archive/",
    "nothing": "/there/is/no/such/page/",
}

WIDE = """
() => [...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .filter((each) => {
    for (let above = each; above; above = above.parentElement) {
      const { overflowX, position, clipPath } = getComputedStyle(above);
      if (overflowX === "auto" || overflowX === "scroll" || overflowX === "hidden") return false;
      if (position === "absolute" && clipPath !== "none") return false;
    }
    return true;
  })
  .map((each) => `${each.tagName}.${each.className}`)
"""
"""What sticks out of the page to the right, and is not in something that scrolls by itself."""


def status_of(name: str) -> int:
    return 404 if name == "nothing" else 200


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_a_page_fits_the_screen_in_light_and_in_dark(name: str, width: int, open_tab: OpenTab) -> None:
    tab = open_tab(width, color_scheme="light")
    tab.go(PAGES[name], status_of(name))
    papers = []
    for scheme in ("light", "dark"):
        tab.page.emulate_media(color_scheme=scheme)
        assert tab.js("() => document.documentElement.scrollWidth") <= width, scheme
        assert tab.js(WIDE) == [], scheme
        papers.append((brightness(tab, "backgroundColor"), brightness(tab, "color")))
    (light_paper, light_ink), (dark_paper, dark_ink) = papers
    assert light_paper > 0.8 > 0.3 > light_ink
    assert dark_paper < 0.2 < 0.7 < dark_ink
    assert tab.js("() => getComputedStyle(document.querySelector('h1')).fontFamily") != ""
    assert complaints(tab, name) == []
    assert tab.foreign_requests == []


@pytest.mark.parametrize("name", PAGES)
def test_every_picture_and_style_is_there(name: str, open_tab: OpenTab) -> None:
    tab = open_tab(768)
    tab.go(PAGES[name], status_of(name))
    assert tab.js("() => document.styleSheets.length && document.styleSheets[0].cssRules.length") > 20
    tab.js("() => { for (const each of document.images) each.loading = 'eager' }")
    tab.page.wait_for_load_state("networkidle")
    assert tab.js("() => [...document.images].filter((each) => !each.naturalWidth).map((each) => each.src)") == []
    assert complaints(tab, name) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_without_a_script(name: str, open_tab: OpenTab) -> None:
    tab = open_tab(360, java_script_enabled=False)
    tab.go(PAGES[name], status_of(name))
    assert tab.page.locator("h1").inner_text().strip()
    assert tab.page.locator("main").is_visible()
    for button in tab.page.locator("button").all():
        assert not button.is_visible(), "a button that nothing answers"


def test_a_printed_article_says_where_it_is_from(open_tab: OpenTab) -> None:
    tab = open_tab(768)
    tab.go(PAGES["article"])
    tab.page.emulate_media(media="print")
    assert tab.page.locator("article.story h1").is_visible()
    assert tab.page.locator(".printed").is_visible()
    for part in (".share", ".rail", "nav.sections"):
        assert not tab.page.locator(part).first.is_visible(), part


def brightness(tab: Tab, of: str) -> float:
    """How bright the body's colour is, from 0 to 1."""
    found = tab.js(f"() => getComputedStyle(document.body).{of}")
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", found)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def complaints(tab: Tab, name: str) -> list[str]:
    """What the browser complained of; that a page which is not there is not there is no complaint."""
    return [each for each in tab.complaints if not (name == "nothing" and "404" in each)]
