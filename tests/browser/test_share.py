"""The share bar: links that need no script, and a button that shows itself where it can do something."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.tabs import OpenTab, Tab

ARTICLE = "/2025/05/australia-nato/"
CANONICAL = f"https://asiansite.example{ARTICLE}"

SHARES = """
Object.defineProperty(Navigator.prototype, "share", { configurable: true, value(data) {
  (window.shared ||= []).push(data);
  return window.refusal ? Promise.reject(new DOMException("no", window.refusal)) : Promise.resolve();
} });
"""
NO_SHARE = 'Object.defineProperty(Navigator.prototype, "share", { configurable: true, value: undefined });'
NO_CLIPBOARD = (
    'Object.defineProperty(Navigator.prototype, "clipboard", { configurable: true, value: undefined });'
)


def opened(open_tab: OpenTab, *scripts: str, **more: object) -> tuple[Tab, Locator, Locator]:
    tab = open_tab(360, **more)
    for script in scripts:
        tab.page.add_init_script(script)
    tab.go(ARTICLE)
    return tab, tab.page.locator(".share button"), tab.page.locator(".share [role=status]")


def test_it_opens_the_devices_own_sheet(open_tab: OpenTab) -> None:
    tab, button, status = opened(open_tab, SHARES)
    expect(button).to_be_visible()
    button.click()
    title = tab.page.locator("h1").inner_text()
    assert tab.js("() => window.shared") == [{"title": title, "url": CANONICAL}]
    expect(status).to_be_empty()
    assert tab.complaints == []


@pytest.mark.parametrize(
    ("refusal", "says"), [("AbortError", ""), ("NotAllowedError", "The link could not be copied")]
)
def test_a_reader_who_changes_their_mind_is_told_nothing(refusal: str, says: str, open_tab: OpenTab) -> None:
    tab, button, status = opened(open_tab, SHARES, f"window.refusal = '{refusal}';")
    button.click()
    expect(status).to_have_text(says)
    assert tab.complaints == []


def test_elsewhere_it_copies_the_link_and_says_so(open_tab: OpenTab) -> None:
    tab, button, status = opened(open_tab, NO_SHARE, permissions=["clipboard-read", "clipboard-write"])
    expect(button).to_be_visible()
    expect(button).to_have_text("Copy link")
    expect(status).to_be_empty()
    button.focus()
    tab.page.keyboard.press("Enter")
    expect(status).to_have_text("Link copied")
    assert tab.js("() => navigator.clipboard.readText()") == CANONICAL
    assert tab.complaints == []


def test_where_nothing_can_be_copied_it_says_so(open_tab: OpenTab) -> None:
    refuse = (
        "Clipboard.prototype.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));"
    )
    _, button, status = opened(open_tab, NO_SHARE, refuse)
    button.click()
    expect(status).to_have_text("The link could not be copied")


def test_where_it_could_do_nothing_it_stays_hidden(open_tab: OpenTab) -> None:
    tab, button, _ = opened(open_tab, NO_SHARE, NO_CLIPBOARD)
    expect(button).to_be_hidden()
    assert tab.complaints == []


def test_without_a_script_the_links_are_there(open_tab: OpenTab) -> None:
    tab, button, _ = opened(open_tab, java_script_enabled=False)
    expect(button).to_be_hidden()
    links = tab.page.locator(".share a").all()
    assert len(links) >= 5
    for link in links:
        expect(link).to_be_visible()
        assert (link.get_attribute("href") or "").startswith(("https://", "mailto:"))
        assert "noopener" in (link.get_attribute("rel") or "")


def test_links_are_large_enough_for_a_thumb(open_tab: OpenTab) -> None:
    tab, button, _ = opened(open_tab, SHARES)
    for each in [button, *tab.page.locator(".share a").all()]:
        box = each.bounding_box()
        assert box is not None
        assert box["width"] >= 24
        assert box["height"] >= 24
