"""Covers in a browser: an article has the same everywhere, it is drawn, and nothing hangs on it."""

from __future__ import annotations

import re

from tests.browser.kinds import OWN
from tests.browser.tabs import OpenTab
from tests.functional.outputs import Output

CARD = re.compile(r'<div class="(cover [^"]+)"></div></div>.*?<a href="([^"]+)">', re.DOTALL)
STORY = re.compile(r'</header>\s*<div class="(cover [^"]+)">')


def test_an_article_has_one_cover_wherever_it_is_shown(output: Output) -> None:
    shown: dict[str, set[str]] = {}
    for path, data in output.files.items():
        if path.endswith(".html"):
            html = data.decode()
            for classes, url in CARD.findall(html):
                shown.setdefault(url, set()).add(classes)
            if path in output.articles and (found := STORY.search(html)):
                shown.setdefault("/" + path.removesuffix("index.html"), set()).add(found[1])
    assert len(shown) >= 30
    assert {url: covers for url, covers in shown.items() if len(covers) > 1} == {}
    assert len(set.union(*shown.values())) >= 20


def test_a_cover_is_drawn_in_its_dye(open_tab: OpenTab) -> None:
    tab = open_tab(1000)
    tab.go(OWN["section"])
    for cloth, thread, weave in tab.js(
        """() => [...document.querySelectorAll(".cover")].map((each) => [
             getComputedStyle(each).backgroundColor,
             getComputedStyle(each, "::before").backgroundColor,
             getComputedStyle(each, "::before").maskImage])"""
    ):
        assert cloth != thread
        assert re.search(r"/covers/[a-z]+\.svg", weave)
        assert "rgba(0, 0, 0, 0)" not in (cloth, thread)
    loaded = [url for url in tab.requests if "/covers/" in url]
    assert loaded
    assert len(loaded) <= tab.page.locator(".cover").count()
