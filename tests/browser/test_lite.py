"""Lite pages: one request, and all of the words."""

from __future__ import annotations

import pytest

from tests.browser.kinds import OWN
from tests.browser.tabs import OpenTab


@pytest.mark.parametrize("name", ["everything", "in-th", "in-ms-arab"])
def test_a_lite_page_makes_one_request(name: str, showcase: str, open_tab: OpenTab) -> None:
    tab = open_tab(360, at=showcase)
    page = tab.go(f"/2026/02/{name}/lite/")
    page.wait_for_load_state("networkidle")
    assert tab.requests == [f"{showcase}/2026/02/{name}/lite/"]
    assert tab.complaints == []
    assert tab.js("() => document.images.length + document.styleSheets.length + document.scripts.length") == 0


def test_its_policy_lets_nothing_be_added(open_tab: OpenTab) -> None:
    tab = open_tab(360)
    tab.go(OWN["lite"])
    before = len(tab.requests)
    tab.js(
        """() => new Promise((done) => {
            const image = new Image();
            image.onload = image.onerror = done;
            image.src = "/icons/favicon.svg";
            document.body.append(image);
        })"""
    )
    assert tab.requests[before:] == []


def test_full_and_lite_lead_to_each_other(open_tab: OpenTab) -> None:
    tab = open_tab(360)
    page = tab.go(OWN["article"])
    page.get_by_role("link", name="Lite version").click()
    page.wait_for_url("**/lite/")
    page.get_by_role("link", name="Full version").click()
    page.wait_for_url(f"**{OWN['article']}")
