"""A reader without a mouse: the way into the text is the first stop, and each stop shows itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.kinds import OWN as PAGES
from tests.browser.kinds import status_of
from tests.browser.tabs import OpenTab, Tab
from tests.functional.outputs import Output

FOCUSED = """
() => {
  const each = document.activeElement;
  if (!each || each === document.body) return null;
  const box = each.getBoundingClientRect();
  // A card's link is as large as the card: its ring is drawn round it all.
  const outlines = [getComputedStyle(each), getComputedStyle(each, "::after")].map((style) => style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth));
  const bar = document.querySelector(".bar").getBoundingClientRect();
  return {
    name: each.tagName, text: each.textContent.trim(), href: each.getAttribute("href"),
    inView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.left >= -1 && box.right <= innerWidth + 1,
    outline: Math.max(...outlines),
    hidden: box.bottom > bar.top && box.top < bar.bottom && !each.closest(".bar, .skip"),
    named: Boolean(each.textContent.trim() || each.getAttribute("aria-label") || each.querySelector("img[alt]:not([alt=''])")),
  };
}
"""


def pressed(tab: Tab, key: str) -> dict[str, Any] | None:
    tab.page.keyboard.press(key)
    found = tab.js(FOCUSED)
    assert found is None or isinstance(found, dict)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_the_first_stop_leads_into_the_text(name: str, open_tab: OpenTab) -> None:
    tab = open_tab(360)
    tab.go(PAGES[name], status_of(name))
    skip = tab.page.locator("a.skip")
    assert not tab.js(
        "() => { const box = document.querySelector('a.skip').getBoundingClientRect(); return box.bottom > 0 }"
    )
    found = pressed(tab, "Tab")
    assert found is not None
    assert (found["href"], found["inView"]) == ("#main", True)
    assert skip.is_visible()
    found = pressed(tab, "Enter")
    assert found is not None
    assert found["name"] == "MAIN"
    after = pressed(tab, "Tab")
    assert after is not None
    assert tab.js("() => document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("name", ["front", "article", "archive"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stop_shows_itself(name: str, scheme: str, open_tab: OpenTab) -> None:
    tab = open_tab(768, color_scheme=scheme)
    tab.go(PAGES[name])
    stops = 0
    while (found := pressed(tab, "Tab")) is not None and stops < 40:
        assert found["outline"] >= 2, found
        assert found["inView"], found
        assert not found["hidden"], found
        assert found["named"], found
        stops += 1
    assert stops >= 10


def test_going_back_nothing_hides_below_the_bar(open_tab: OpenTab) -> None:
    tab = open_tab(360, 640)
    page = tab.go(PAGES["article"])
    page.locator(".footer a").last.focus()
    for _ in range(40):
        found = pressed(tab, "Shift+Tab")
        assert found is not None
        assert not found["hidden"], found
        assert found["inView"], found


def test_a_link_to_a_note_leads_there_and_back(output: Output, open_tab: OpenTab) -> None:
    path = next(
        path for path, data in output.files.items() if b"footnote" in data and path in output.articles
    )
    tab = open_tab(768)
    page = tab.go("/" + path.removesuffix("index.html"))
    page.locator(".prose sup a[href^='#']").first.click()
    note = tab.js("() => document.querySelector(':target').id")
    page.locator(":target a[href^='#']").last.click()
    back = tab.js("() => document.querySelector(':target').id")
    assert note
    assert back
    assert note != back
