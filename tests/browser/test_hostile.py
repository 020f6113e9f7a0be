"""What a browser makes of pages whose writers try everything: it runs nothing of theirs, and nothing spills over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.server import served
from tests.browser.tabs import OpenTab
from tests.functional.nasty import Tried, write_nasty

if TYPE_CHECKING:
    from playwright.sync_api import Dialog

FOUND = """
() => {
  // Structured data: a block that no browser runs, if it is data indeed and ends where it seems to.
  const data = each => each.type === "application/ld+json" && !each.src && JSON.parse(each.textContent)["@context"] && !each.textContent.includes("<");
  return [...document.querySelectorAll("*")].flatMap((each) => [
  ...(each.tagName === "SCRIPT" && !data(each) && !/^\\/js\\/[a-z]+\\.[0-9a-f]{8}\\.js$/.test(each.getAttribute("src")) ? [each.outerHTML] : []),
  ...[...each.attributes].filter(({ name }) => name.startsWith("on") || name === "style").map(({ name }) => `${each.tagName} ${name}`),
  ...(/^(javascript|vbscript|data):/.test(each.href?.baseVal ?? each.href ?? "") ? [each.outerHTML] : []),
  ...(["IFRAME", "OBJECT", "EMBED", "FORM", "BASE", "STYLE"].includes(each.tagName) ? [each.outerHTML] : []),
]);
}
"""


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[Tried]]]:
    room, tried = write_nasty(tmp_path_factory.mktemp("nasty") / "site")
    done = room.run("build", "--output", room.output, "--at", "2026-03-01")
    assert done.status == 0, done.err[-2000:]
    with served(room.output) as origin:
        yield origin, tried


def test_nothing_that_a_writer_tries_runs(nasty: tuple[str, list[Tried]], open_tab: OpenTab) -> None:
    origin, tried = nasty
    tab = open_tab(320, at=origin)
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    tab.page.on("dialog", dismiss)
    paths = [article.url for article in tried]
    assert len(paths) >= 200
    titles = {article.url: article.title for article in tried}
    for path in [*paths, "/", "/news/", "/tags/", "/authors/", "/authors/zoe/", "/about/"]:
        tab.go(path)
        if path in titles:
            shown = tab.js("() => document.querySelector('article.story h1').textContent")
            assert [*filter(str.isprintable, shown)] == [*filter(str.isprintable, titles[path])]
        assert tab.js(FOUND) == [], path
        assert tab.js("() => document.documentElement.scrollWidth") <= 320, path
        assert tab.js("() => document.querySelectorAll('main').length") == 1, path
        assert tab.js("() => document.querySelector('.footer').parentElement.tagName") == "BODY", path
        assert tab.page.locator("h1").first.is_visible(), path
    assert dialogs == []
    assert tab.complaints == []
    assert tab.foreign_requests == []
