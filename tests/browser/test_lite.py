"""Lite pages: one request, and all of the words."""

from __future__ import annotations

import pytest

from tests.browser.kinds import LITE, OWN
from tests.browser.tabs import OpenTab
from tests.browser.test_accessibility import findings


@pytest.mark.parametrize("name", LITE)
def test_a_lite_page_makes_one_request(name: str, origin: str, showcase: str, open_tab: OpenTab) -> None:
    at = origin if name == "own" else showcase
    tab = open_tab(320, at=at)
    tab.go(LITE[name]).wait_for_load_state("networkidle")
    assert tab.requests == [at + LITE[name]]
    assert tab.complaints == []
    assert tab.js("() => document.images.length + document.styleSheets.length + document.scripts.length") == 0


def test_its_policy_lets_nothing_be_fetched(open_tab: OpenTab) -> None:
    tab = open_tab(360)
    tab.go(LITE["own"])
    outcome = """() => new Promise((done) => {
        const image = new Image();
        image.onload = image.onerror = ({ type }) => done(type);
        image.src = "/icons/favicon.svg";
    })"""
    assert tab.js(outcome) == "error"
    assert any("Content Security Policy" in each for each in tab.complaints)
    tab.go(OWN["article"])
    assert tab.js(outcome) == "load"


def test_axe_finds_nothing(origin: str, showcase: str, open_tab: OpenTab) -> None:
    # In light alone: of a page without a stylesheet, axe does not see the browser's own dark ground.
    own, *shown = LITE
    for at, names in ((origin, [own]), (showcase, shown)):
        tab = open_tab(360, at=at, bypass_csp=True)
        assert findings(tab, {name: LITE[name] for name in names}) == {}


def test_full_and_lite_lead_to_each_other(open_tab: OpenTab) -> None:
    tab = open_tab(360)
    page = tab.go(OWN["article"])
    page.get_by_role("link", name="Lite version").click()
    page.wait_for_url(f"**{LITE['own']}")
    page.get_by_role("link", name="Full version").click()
    page.wait_for_url(f"**{OWN['article']}")
