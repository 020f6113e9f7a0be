"""Pages in a real browser: they fit every screen, in light and in dark, and ask nothing of anybody."""

from __future__ import annotations

import re

import pytest

from tests.browser.kinds import OWN as PAGES
from tests.browser.kinds import status_of
from tests.browser.tabs import OpenTab, Tab

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

NOT_LOADED = """
async () => {
  const images = [...document.images];
  for (const each of images) each.loading = "eager";
  await Promise.allSettled(images.map((each) => each.decode()));
  return images.filter((each) => !each.naturalWidth).map((each) => each.src);
}
"""
"""The pictures that are not there."""


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_fits_every_screen_and_complains_of_nothing(name: str, scheme: str, open_tab: OpenTab) -> None:
    tab = open_tab(color_scheme=scheme)
    tab.go(PAGES[name], status_of(name))
    for width in (1440, 768, 360, 320):
        tab.page.set_viewport_size({"width": width, "height": 800})
        assert tab.js("() => document.documentElement.scrollWidth") <= width
        assert tab.js(WIDE) == [], width
    paper, ink = brightness(tab, "backgroundColor"), brightness(tab, "color")
    light, dark = (paper, ink) if scheme == "light" else (ink, paper)
    assert light > 0.7
    assert dark < 0.3
    assert tab.js("() => document.styleSheets.length && document.styleSheets[0].cssRules.length") > 20
    assert tab.js(NOT_LOADED) == []
    assert complaints(tab, name) == []
    assert tab.foreign_requests == []


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
    for part in (".share", ".rail", ".bar", ".footer", ".cover", "age-note"):
        assert not tab.page.locator(part).first.is_visible(), part
    address = tab.js(
        """() => {
          const link = document.querySelector(".prose a[href^=http]");
          return [getComputedStyle(link, "::after").content, link.getAttribute("href")];
        }"""
    )
    assert address[0] == '" (" attr(href) ")"' or address[1] in address[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_whatever_the_screen_was(scheme: str, open_tab: OpenTab) -> None:
    tab = open_tab(768, color_scheme=scheme)
    tab.go(PAGES["article"])
    tab.page.get_by_role("button", name="Dark colours").click()
    tab.page.emulate_media(media="print")
    assert brightness(tab, "backgroundColor") == 1
    assert brightness(tab, "color") == 0


def brightness(tab: Tab, of: str) -> float:
    """How bright the body's colour is, from 0 to 1."""
    found = tab.js(f"() => getComputedStyle(document.body).{of}")
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", found)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def complaints(tab: Tab, name: str) -> list[str]:
    """What the browser complained of; that a page which is not there is not there is no complaint."""
    return [each for each in tab.complaints if not (name == "nothing" and "404" in each)]
