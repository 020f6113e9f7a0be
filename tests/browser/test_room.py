"""Pages where room is short: narrow screens and large letters; and what moves while they load: nothing."""

from __future__ import annotations

import pytest

from tests.browser.kinds import OWN, SHOWN, status_of
from tests.browser.server import trickled
from tests.browser.tabs import OpenTab, Tab
from tests.browser.test_pages import WIDE
from tests.functional.outputs import Output

CUT = """
() => [...document.querySelectorAll("h1, h2, h3, p, li, a, button, td, th, time, figcaption, dt, dd")].filter((each) => {
  const { overflowX, overflowY, clipPath } = getComputedStyle(each);
  const clips = overflowX !== "visible" || overflowY !== "visible";
  return clips && clipPath === "none" && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map((each) => each.outerHTML.slice(0, 120))
"""
"""Texts that are cut off by their own box."""

OVERLAPS = """
() => {
  const range = document.createRange();
  const texts = [...document.querySelectorAll("main :is(h1, h2, h3, p, li, figcaption, td, th, dt, dd), .rail :is(h2, h3, p), .footer :is(p, li), .masthead p")]
    .filter((each) => each.checkVisibility() && each.textContent.trim() && !each.querySelector("h2, h3, p, ul, ol, li, figure") && !each.closest(".dateline, .unseen") && !each.classList.contains("dateline") && !each.querySelector(".unseen"));
  const boxes = texts.map((each) => { range.selectNodeContents(each); return range.getBoundingClientRect(); });
  const found = [];
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const a = boxes[i], b = boxes[j];
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left), down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    // Letters of scripts with marks above and below reach a little out of their lines.
    if (across > 2 && down > 6 && !texts[i].previousElementSibling?.matches?.(".dateline")) found.push(`${texts[i].textContent.slice(0, 40)} × ${texts[j].textContent.slice(0, 40)}`);
  }
  return found;
}
"""
"""Pairs of texts that lie over each other."""

SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifts.push([entry.value, ...entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 100) ?? String(node?.nodeName))]);
}).observe({ type: "layout-shift", buffered: true });
"""

LITTLE = 0.02
"""The most that a page may move in all, as cumulative layout shift; a fifth of what Web Vitals call good
(https://web.dev/articles/cls).

It is not nought: a browser that paints between two pieces of a page shows a line of which the rest is not there.
"""


@pytest.mark.parametrize(("width", "percent"), [(320, 100), (640, 200), (320, 200), (1280, 200)])
def test_nothing_is_cut_off_or_lies_over_something_else(
    width: int, percent: int, showcase: str, open_tab: OpenTab
) -> None:
    for origin, pages in ((None, OWN), (showcase, SHOWN)):
        tab = open_tab(width, at=origin)
        for name, path in pages.items():
            tab.go(path, status_of(name))
            tab.js(f"() => {{ document.documentElement.style.fontSize = '{percent}%' }}")
            assert tab.js("() => document.documentElement.scrollWidth") <= width, path
            assert tab.js(WIDE) == [], path
            assert tab.js(CUT) == [], path
            assert tab.js(OVERLAPS) == [], path


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_a_page_loads(width: int, showcase: str, open_tab: OpenTab) -> None:
    for origin, pages in ((None, OWN), (showcase, SHOWN)):
        tab = open_tab(width, at=origin)
        tab.page.add_init_script(SHIFTS)
        for name in ("front", "article", "everything", "long", "section", "search"):
            if name in pages:
                page = tab.go(pages[name], status_of(name))
                for _ in range(6):
                    page.mouse.wheel(0, 1500)
                    page.wait_for_timeout(30)
                assert _moved(tab) < LITTLE, (pages[name], tab.js("() => window.shifts"))


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_a_page_comes_slowly(width: int, output: Output, open_tab: OpenTab) -> None:
    with trickled(output.folder) as origin:
        tab = open_tab(width, at=origin)
        tab.page.add_init_script(SHIFTS)
        for name in ("front", "article", "corrected", "section", "author", "search"):
            tab.go(OWN[name], status_of(name))
            assert _moved(tab) < LITTLE, (OWN[name], tab.js("() => window.shifts"))


def _moved(tab: Tab) -> float:
    return float(tab.js("() => window.shifts.reduce((sum, [value]) => sum + value, 0)"))


def test_the_bar_stays_and_is_small(open_tab: OpenTab) -> None:
    tab = open_tab(360, 640)
    page = tab.go(OWN["article"])
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(50)
    box = page.locator(".bar").bounding_box()
    assert box is not None
    assert box["y"] == 0
    assert box["height"] <= 64


def test_an_old_article_says_so_and_a_young_one_does_not(showcase: str, open_tab: OpenTab) -> None:
    tab = open_tab(360, at=showcase)
    tab.page.clock.set_fixed_time("2026-03-01T12:00:00Z")
    page = tab.go(SHOWN["long"])
    assert page.locator("age-note").inner_text() == "This article is more than 7 years old."
    tab.go(SHOWN["everything"])
    assert not page.locator("age-note").is_visible()
    tab.page.clock.set_fixed_time("2027-02-21T12:00:00Z")
    tab.go(SHOWN["everything"])
    assert page.locator("age-note").inner_text() == "This article is more than a year old."
