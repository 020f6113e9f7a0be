"""The policy of pages: nothing runs but the site's own files, and nobody is asked before the reader asks."""

from __future__ import annotations

import re

import pytest

from tests.browser.kinds import OWN, SHOWN, status_of
from tests.browser.tabs import OpenTab
from tests.functional.outputs import Output

FILM = "/2026/02/everything/"
HEIGHTS = (
    "() => [document.body.scrollHeight, document.querySelector('.embed').getBoundingClientRect().height]"
)


def test_every_page_says_it_and_needs_no_exception(output: Output) -> None:
    for path, data in output.files.items():
        if path.endswith(".html"):
            html = data.decode()
            assert html.count('<meta http-equiv="Content-Security-Policy"') == 1, path
            is_lite = path.endswith("/lite/index.html")
            policy = (
                "default-src 'none'" if is_lite else "default-src &#39;self&#39;; object-src &#39;none&#39;"
            )
            assert f'content="{policy};' in html, path
            assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", html), path
            assert not re.search(r"<script(?![^>]*\s(?:src=|type=\"application/ld\+json\"))", html), path


def test_no_kind_of_page_offends_against_it(showcase: str, open_tab: OpenTab) -> None:
    for origin, pages in ((None, OWN), (showcase, SHOWN)):
        tab = open_tab(800, at=origin)
        for name, path in pages.items():
            tab.go(path, status_of(name))
        assert [each for each in tab.complaints if "404" not in each] == []
        assert tab.foreign_requests == []
        assert tab.page.context.cookies() == []
        assert tab.js("() => localStorage.length + sessionStorage.length") == 0


def test_what_is_slipped_in_does_not_run(showcase: str, open_tab: OpenTab) -> None:
    tab = open_tab(800, at=showcase)
    tab.go(FILM)
    tab.js(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ranAnyway = true";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<p style='color: red' id='slipped'>x</p>");
        }"""
    )
    assert tab.js("() => window.ranAnyway") is None
    assert tab.js("() => getComputedStyle(document.getElementById('slipped')).color") != "rgb(255, 0, 0)"
    assert all("Content Security Policy" in each for each in tab.complaints)


def test_a_player_is_asked_for_by_a_click_and_moves_nothing(showcase: str, open_tab: OpenTab) -> None:
    tab = open_tab(800, at=showcase)
    page = tab.go(FILM)
    embed = page.locator(".embed")
    before = tab.js(HEIGHTS)
    assert tab.foreign_requests == []
    embed.locator("button").click()
    page.locator(".embed iframe").wait_for()
    page.wait_for_timeout(100)
    assert [re.sub(r"[?].*", "", url) for url in tab.foreign_requests] == [
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    ]
    assert tab.js(HEIGHTS) == before
    assert not any("Content Security Policy" in each for each in tab.complaints)


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_the_players_button_moves_nothing_when_it_comes(width: int, showcase: str, open_tab: OpenTab) -> None:
    boxes = []
    for scripts in (False, True):
        page = open_tab(width, at=showcase, java_script_enabled=scripts).go(FILM)
        box, link = (page.locator(each).bounding_box() for each in (".embed", ".embed a"))
        assert box is not None
        assert link is not None
        boxes.append((box["width"], box["height"], link["x"], link["y"] - box["y"], link["height"]))
        assert page.locator(".embed button").count() == int(scripts)
    assert boxes[0] == boxes[1]


@pytest.mark.parametrize("system", ["light", "dark"])
def test_light_or_dark_is_the_readers_choice_and_kept(system: str, open_tab: OpenTab) -> None:
    other = "dark" if system == "light" else "light"
    tab = open_tab(800, color_scheme=system)
    page = tab.go("/")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    first = tab.js(paper)
    button = page.get_by_role("button", name="Dark colours")
    assert button.get_attribute("aria-pressed") == str(system == "dark").lower()
    button.click()
    assert button.get_attribute("aria-pressed") == str(other == "dark").lower()
    second = tab.js(paper)
    assert second != first
    tab.go("/archive/")
    assert tab.js(paper) == second
    page.get_by_role("button", name="Dark colours").click()
    assert tab.js(paper) == first
    # Again as the device says: nothing is left behind.
    assert tab.js("() => localStorage.length") == 0
