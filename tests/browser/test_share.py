"""The share bar: links that need no script, and a button that shows itself where it can do something."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.tabs import OpenTab, Tab

ARTICLE = "/2025/05/australia-nato/"
CANONICAL = f"https://asiansite.example{ARTICLE}"
FAILED = "That did not work here"

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


def opened(open_tab: OpenTab, *scripts: str, **more: object) -> tuple[Tab, Locator, Locator, Locator]:
    tab = open_tab(360, **more)
    for script in scripts:
        tab.page.add_init_script(script)
    tab.go(ARTICLE)
    bar = tab.page.locator(".share")
    return tab, bar.locator(".native button"), bar.locator(".copy button"), bar.locator("[role=status]")


def test_it_opens_the_devices_own_sheet(open_tab: OpenTab) -> None:
    tab, share, copy, status = opened(open_tab, SHARES)
    expect(share).to_be_visible()
    expect(copy).to_be_visible()
    share.click()
    title = tab.page.locator("h1").inner_text()
    assert tab.js("() => window.shared") == [{"title": title, "url": CANONICAL}]
    expect(status).to_be_empty()
    assert tab.complaints == []


@pytest.mark.parametrize(("refusal", "says"), [("AbortError", ""), ("NotAllowedError", FAILED)])
def test_a_reader_who_changes_their_mind_is_told_nothing(refusal: str, says: str, open_tab: OpenTab) -> None:
    tab, share, _, status = opened(open_tab, SHARES, f"window.refusal = '{refusal}';")
    share.click()
    expect(status).to_have_text(says)
    assert tab.complaints == []


def test_the_link_is_copied_and_it_says_so(open_tab: OpenTab) -> None:
    tab, share, copy, status = opened(open_tab, NO_SHARE, permissions=["clipboard-read", "clipboard-write"])
    expect(share).to_be_hidden()
    expect(copy).to_be_visible()
    expect(status).to_be_empty()
    copy.focus()
    tab.page.keyboard.press("Enter")
    expect(status).to_have_text("Link copied")
    assert tab.js("() => navigator.clipboard.readText()") == CANONICAL
    assert tab.complaints == []


def test_where_nothing_can_be_copied_it_says_so(open_tab: OpenTab) -> None:
    refuse = (
        "Clipboard.prototype.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));"
    )
    _, _, copy, status = opened(open_tab, NO_SHARE, refuse)
    copy.click()
    expect(status).to_have_text(FAILED)


def test_what_could_do_nothing_stays_hidden(open_tab: OpenTab) -> None:
    tab, share, copy, _ = opened(open_tab, NO_SHARE, NO_CLIPBOARD)
    expect(share).to_be_hidden()
    expect(copy).to_be_hidden()
    assert tab.complaints == []


def test_without_a_script_the_links_are_there(open_tab: OpenTab) -> None:
    tab, share, copy, _ = opened(open_tab, java_script_enabled=False)
    expect(share).to_be_hidden()
    expect(copy).to_be_hidden()
    links = tab.page.locator(".share a").all()
    assert len(links) >= 5
    for link in links:
        expect(link).to_be_visible()
        assert (link.get_attribute("href") or "").startswith(("https://", "mailto:"))
        assert "noopener" in (link.get_attribute("rel") or "")


def test_they_stand_in_the_order_that_readers_know(showcase: str, open_tab: OpenTab) -> None:
    tab = open_tab(360, at=showcase)
    tab.page.add_init_script(SHARES)
    page = tab.go("/2026/02/everything/")
    shown = [each.inner_text() for each in page.locator(".share li").all() if each.is_visible()]
    assert shown == ["WhatsApp", "Facebook", "X", "Pinterest", "Reddit", "Gmail", "Share", "Copy link"]
