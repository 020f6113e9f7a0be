"""What a page of another origin can do to a preview, in the browser of the editor who has both open: nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import SWITCHES, found_chromium
from tests.browser.preview.site import VOTE, Desk, bar, opened
from tests.browser.server import served
from tests.browser.tabs import OpenTab, Tab
from tests.functional.previews import Preview

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

EVIL = "evil.example"

ATTACK = """
async (urls) => {
  const got = {};
  const soon = (promise) => Promise.race([promise, new Promise((done) => setTimeout(done, 20000, "nothing"))]);
  const element = (name, attributes, act = () => "loaded") => soon(new Promise((done) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.onload = () => done(act(made));
    made.onerror = () => done("refused");
    document.body.append(made);
  }));
  for (const [name, url] of Object.entries(urls)) {
    got[`fetch ${name}`] = await fetch(url).then((answer) => answer.text(), () => "refused");
    got[`credentials ${name}`] = await fetch(url, { credentials: "include" }).then((answer) => answer.text(), () => "refused");
    got[`opaque ${name}`] = await fetch(url, { mode: "no-cors" }).then((answer) => answer.text(), () => "refused");
    got[`script ${name}`] = await element("script", { src: url });
    got[`module ${name}`] = await element("script", { src: url, type: "module" });
    got[`picture ${name}`] = await element("img", { src: url });
    got[`style ${name}`] = await element("link", { rel: "stylesheet", href: url }, (made) => {
      try { return made.sheet.cssRules.length ? "read" : "empty"; } catch { return "refused"; }
    });
    got[`frame ${name}`] = await element("iframe", { src: url }, (made) => {
      try { return made.contentDocument?.body?.textContent ? "read" : "empty"; } catch { return "refused"; }
    });
    got[`events ${name}`] = await soon(new Promise((done) => {
      const stream = new EventSource(url);
      stream.onopen = stream.onmessage = () => { stream.close(); done("open"); };
      stream.onerror = () => { stream.close(); done("refused"); };
    }));
    got[`socket ${name}`] = await soon(new Promise((done) => {
      const socket = new WebSocket(url.replace("http", "ws"));
      socket.onopen = socket.onmessage = () => done("open");
      socket.onerror = () => done("refused");
    }));
  }
  return got;
}
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Another origin, at another port of this machine."""
    folder = tmp_path_factory.mktemp("evil")
    (folder / "index.html").write_text("<!DOCTYPE html><title>Elsewhere</title><p>Hello.</p>")
    (folder / "404.html").write_text("<!DOCTYPE html><title>Nothing</title>")
    with served(Path(folder)) as origin:
        yield origin


@pytest.fixture(scope="module")
def deceived(playwright: Playwright) -> Iterator[Browser]:
    """A browser for which evil.example is this machine, as a name's owner can have it (DNS rebinding)."""
    switches = [each for each in SWITCHES if not each.startswith("--host-resolver-rules")]
    made = playwright.chromium.launch(
        executable_path=found_chromium(),
        args=[*switches, f"--host-resolver-rules=MAP {EVIL} 127.0.0.1, EXCLUDE 127.0.0.1", "--no-sandbox"],
    )
    yield made
    made.close()


def urls_of(shown: Preview) -> dict[str, str]:
    token = shown.get("/").text.partition('data-token="')[2].partition('"')[0]
    own = shown.url.rstrip("/")
    return {
        "page": f"{own}{VOTE}",
        "script": f"{own}/__asiansite/preview.js",
        "picture": f"{own}/harbour.png",
        # Even if the token had become known.
        "state": f"{own}/__asiansite/page?token={token}&path=/",
        "events": f"{own}/__asiansite/events?token={token}&path=/&version=1",
    }


def read_something(got: dict[str, Any]) -> dict[str, Any]:
    # An empty text is what a browser shows a page of an answer that it may not read; an error page's frame is empty.
    return {
        how: what
        for how, what in got.items()
        if what not in ("refused", "nothing", "empty", "") and how.split()[0] != "frame"
    } | {how: what for how, what in got.items() if how.split()[0] == "frame" and what == "read"}


def test_a_page_of_another_origin_reads_nothing(
    desk: Desk, shown: Preview, elsewhere: str, open_tab: OpenTab
) -> None:
    tab = open_tab(at=elsewhere)
    tab.go("/")
    assert read_something(tab.js(ATTACK, urls_of(shown))) == {}


def test_a_page_of_another_site_reads_nothing(
    desk: Desk, shown: Preview, elsewhere: str, deceived: Browser
) -> None:
    context = deceived.new_context()
    page = context.new_page()
    page.goto(elsewhere.replace("127.0.0.1", EVIL))
    got = page.evaluate(ATTACK, urls_of(shown))
    assert read_something(got) == {}, json.dumps(got)
    context.close()


def test_a_name_that_leads_here_is_told_nothing(desk: Desk, shown: Preview, deceived: Browser) -> None:
    # DNS rebinding: the page's own origin is the preview's address by another name.
    context = deceived.new_context()
    page = context.new_page()
    own = f"http://{EVIL}:{shown.port}"
    for path in ("/", VOTE, "/__asiansite/preview.js", "/harbour.png"):
        answer = page.goto(own + path)
        assert answer is not None
        assert answer.status == 421
        assert len(answer.body()) < 100
        texts = page.evaluate("async (path) => (await fetch(path)).text()", path)
        assert len(texts) < 100
    context.close()


def test_a_form_changes_nothing_and_a_window_is_out_of_reach(
    desk: Desk, shown: Preview, elsewhere: str, open_tab: OpenTab
) -> None:
    tab = open_tab(at=elsewhere)
    page = tab.go("/")
    with page.expect_navigation() as sent:
        page.evaluate(
            "(url) => { const form = Object.assign(document.createElement('form'), { method: 'post', action: url }); document.body.append(form); form.submit(); }",
            shown.url,
        )
    assert sent.value.status == 405
    page = tab.go("/")
    with page.context.expect_page() as popup:
        page.evaluate("(url) => { window.other = open(url); }", f"{shown.url}{VOTE[1:]}")
    popup.value.locator("asiansite-preview").wait_for(state="attached")
    # Cross-Origin-Opener-Policy: to the page that opened it, the window is closed.
    page.wait_for_function("() => window.other.closed")


def test_the_editors_own_tab_is_answered(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab: Tab = opened(open_tab, shown)
    assert bar(tab).is_visible()
    for name in ("page", "state", "picture"):
        assert tab.js("async (url) => (await fetch(url)).status", urls_of(shown)[name]) == 200
