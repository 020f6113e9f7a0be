"""What the preview shows beside the page: the editor's bar, what is wrong, and that neither is in the way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.preview.site import (
    BODY,
    FERRY,
    VOTE,
    Desk,
    bar,
    follows,
    opened,
    overlay,
    shows,
    was_reloaded,
)
from tests.browser.tabs import OpenTab, Tab
from tests.browser.test_accessibility import AXE, RUN
from tests.functional.newsrooms import source
from tests.functional.previews import Preview, until

if TYPE_CHECKING:
    from playwright.sync_api import Route

STATE = {
    "version": 3,
    "path": VOTE,
    "kind": "article",
    "source": {"path": "content/articles/vote.md", "edit": "vscode://file/vote.md:1"},
    "problems": [],
    "others": {"errors": 0, "warnings": 2},
    "stale": False,
    "facts": {
        "words": 1812,
        "minutes": 8,
        "headline_length": 72,
        "missing": ["description", "alt"],
        "state": "scheduled",
        "live_at": "2031-12-01T08:00:00+07:00",
        "url": "https://gazette.example/2026/02/vote/",
    },
    "share": {"title": "The vote", "description": None, "image": None, "site": "The Strait Gazette"},
    "search": {
        "title": "The vote",
        "url": "https://gazette.example/2026/02/vote/",
        "description": "All about it.",
    },
    "feeds": [{"title": "All articles", "url": "/feed.xml", "type": "application/atom+xml"}],
    "progress": None,
}

WRONG = {
    "slug": "date-not-a-date",
    "level": "error",
    "says": "`date` is not a date",
    "text": "error[date-not-a-date]: `date` is not a date\n  content/articles/vote.md:4:7\n    4 | date: <img src=x onerror=alert(1)>",
    "path": "content/articles/vote.md",
    "line": 4,
    "column": 7,
    "excerpt": "date: <img src=x onerror=alert(1)>",
    "edit": "vscode://file/vote.md:4:7",
    "own": True,
}


def break_the_vote(desk: Desk) -> None:
    front = {"title": "The vote", "author": "mara", "date": "20th of August"}
    desk.write("content/articles/vote.md", source(front, BODY))


def with_state(open_tab: OpenTab, shown: Preview, path: str = VOTE, state: Any = STATE, **more: Any) -> Tab:
    """A tab whose bar is told `state`."""
    tab = open_tab(at=shown.url.rstrip("/"), **more)

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="application/json", body=json.dumps(state))

    tab.page.route("**/__asiansite/page?*", answer)
    follows(tab, lambda: tab.go(path))
    return tab


def test_broken_settings_are_told_and_heal(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown)
    settings = (desk.folder / "site.yaml").read_text()
    desk.write("site.yaml", settings + "titel: Twice\n")
    overlay(tab).wait_for()
    assert "site.yaml" in overlay(tab).inner_text()
    shows(tab, "Paragraph 3 stands")
    desk.write("site.yaml", settings)
    overlay(tab).wait_for(state="detached")


def test_the_overlay_is_folded_by_escape_and_stays_so(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown)
    break_the_vote(desk)
    overlay(tab).wait_for()
    tab.page.keyboard.press("Escape")
    overlay(tab).wait_for(state="detached")
    badge = bar(tab).get_by_role("button", name="1 problem")
    badge.wait_for()
    follows(tab, tab.page.reload)
    badge.wait_for()
    assert overlay(tab).count() == 0
    badge.click()
    overlay(tab).wait_for()
    overlay(tab).get_by_role("button", name="Fold").click()
    badge.wait_for()


def test_nobody_who_types_is_disturbed(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown, "/about/")
    field = tab.page.locator("input")
    field.focus()
    tab.page.keyboard.type("some ")
    desk.write("content/pages/about.md", "---\ntitel: About us\n---\nWho we are.\n")
    overlay(tab).wait_for()
    tab.page.keyboard.type("words")
    assert field.input_value() == "some words"


def test_what_is_wrong_is_text_whatever_it_says(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown)
    tab.js("() => { window.alert = () => { window.wasRun = true } }")
    trap = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    desk.write(
        "content/articles/vote.md", source({"title": "The vote", "author": "mara", "date": trap}, trap)
    )
    overlay(tab).wait_for()
    assert trap in overlay(tab).locator("pre").first.inner_text()
    assert overlay(tab).locator("img, script").count() == 0
    assert tab.js("() => window.wasRun") is None


def test_the_bar_tells_what_an_article_waits_for(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    words = {"title": "The ferry case", "author": "mara", "date": "2026-02-01 08:00", "legal": "required"}
    desk.write("content/articles/case.md", source(words, "Lawyers must read it."))
    until(lambda: shown.get("/2026/02/case/"), lambda response: response.status == 200)
    tab = opened(open_tab, shown, "/2026/02/case/")
    with_words = bar(tab).get_by_text("Held: it lacks legal: cleared")
    with_words.wait_for()
    # Less than a minute to read is not worth a word.
    facts = [each.strip() for each in bar(tab).locator(".fact").all_inner_texts()]
    assert "4 words" in facts, facts


def test_the_bar_tells_what_an_editor_looks_for(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = with_state(open_tab, shown)
    text = bar(tab).inner_text()
    for each in ("Scheduled", "live Mon 1 Dec 2031, 08:00", "1,812 words · 8 min", "headline 72"):
        assert each.replace("Mon 1", "Mon, 1") in text or each in text, text
    assert "no description, no alternative text" in text
    assert bar(tab).locator("a.edit").get_attribute("href") == "vscode://file/vote.md:1"
    bar(tab).get_by_role("button", name="More").click()
    details = bar(tab).locator(".details")
    for each in ("https://gazette.example/2026/02/vote/", "no picture", "All about it.", "All articles"):
        assert each in details.inner_text()
    # As it was left, on the next page too.
    follows(tab, tab.page.reload)
    details.wait_for()
    bar(tab).get_by_role("button", name="Less").click()
    bar(tab).get_by_role("button", name="Hide").click()
    follows(tab, lambda: tab.go(FERRY))
    assert bar(tab).get_by_role("button").count() == 1
    bar(tab).get_by_role("button").click()
    assert "1,812 words" in bar(tab).inner_text()


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_of_the_page_stands_elsewhere(
    desk: Desk, shown: Preview, open_tab: OpenTab, width: int
) -> None:
    tab = with_state(open_tab, shown, width=width, state=STATE | {"problems": [WRONG]})
    overlay(tab).wait_for()
    look = """() => JSON.stringify([...document.body.querySelectorAll('*')].map((each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      const style = getComputedStyle(each);
      return [each.localName, x, y, width, height, style.color, style.font, style.display];
    })) + document.documentElement.scrollWidth + document.documentElement.scrollHeight"""
    with_it = tab.js(look)
    tab.js("() => document.querySelector('asiansite-preview').remove()")
    assert tab.js(look) == with_it
    assert tab.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1000])
def test_axe_finds_nothing(desk: Desk, shown: Preview, open_tab: OpenTab, scheme: str, width: int) -> None:
    state = STATE | {"problems": [WRONG, WRONG | {"level": "warning"}]}
    tab = with_state(open_tab, shown, state=state, width=width, color_scheme=scheme, bypass_csp=True)
    overlay(tab).wait_for()
    tab.js(AXE + ";0")
    assert tab.js(RUN) == []
    tab.page.keyboard.press("Escape")
    bar(tab).get_by_role("button", name="More").click()
    assert tab.js(RUN) == []
    bar(tab).get_by_role("button", name="Hide").click()
    assert tab.js(RUN) == []


def test_a_broken_article_is_told_over_its_last_good_page_until_it_is_mended(
    desk: Desk, shown: Preview, open_tab: OpenTab
) -> None:
    tab = opened(open_tab, shown)
    other = opened(open_tab, shown, FERRY)
    break_the_vote(desk)
    overlay(tab).wait_for()
    text = overlay(tab).locator("pre").inner_text()
    assert "error[date-not-a-date]" in text
    assert "content/articles/vote.md:4:" in text or "content/articles/vote.md:" in text
    assert "20th of August" in text
    edit = overlay(tab).locator("a.edit").get_attribute("href")
    assert edit is not None
    assert edit.startswith("vscode://file/")
    assert "content/articles/vote.md" in edit
    shows(tab, "Paragraph 3 stands")
    # Other pages go on without it.
    desk.article("ferry", "Ferries sail.", title="The ferry", section="politics")
    shows(other, "Ferries sail.")
    assert overlay(other).count() == 0
    desk.vote(BODY.replace("Paragraph 3 stands", "Paragraph three stood"))
    overlay(tab).wait_for(state="detached")
    shows(tab, "Paragraph three stood here")
    assert not was_reloaded(tab)


def test_a_broken_template_is_told_and_heals(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown, "/about/")
    template = (desk.folder / "templates/page.html").read_text()
    desk.write(
        "templates/page.html", template.replace("{% endblock %}", "{{ page.nothing() }}{% endblock %}")
    )
    overlay(tab).wait_for()
    assert "templates/page.html" in overlay(tab).inner_text()
    shows(tab, "Who we are.")
    desk.write("templates/page.html", template.replace("<form>", "<form><p>It is well</p>"))
    overlay(tab).wait_for(state="detached")
    shows(tab, "It is well")


def test_the_overlay_is_worked_by_keys(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown)
    break_the_vote(desk)
    overlay(tab).wait_for()
    focused = "() => document.querySelector('asiansite-preview').shadowRoot.activeElement?.dataset.name"
    assert tab.js(focused) == "overlay"
    names = []
    for _ in range(3):
        tab.page.keyboard.press("Tab")
        names.append(tab.js(focused))
    assert names == ["fold", "edit-0", "text-0"]
    tab.page.keyboard.press("Escape")
    assert tab.js(focused) == "badge"
    tab.page.keyboard.press("Enter")
    overlay(tab).wait_for()
    assert tab.js(focused) == "overlay"


def test_the_server_tells_the_bar_of_a_draft(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    desk.article("plan", "One two three.", title="A plan", draft=True, date="2026-02-10")
    # It was open before this article was written: it answers 404 until it has seen it.
    until(lambda: shown.get("/2026/02/plan/"), lambda response: response.status == 200)
    tab = opened(open_tab, shown, "/2026/02/plan/")
    bar(tab).get_by_text("Draft").wait_for()
    assert "3 words" in bar(tab).inner_text()
    assert "headline 6" in bar(tab).inner_text()
    desk.article("plan", "One two three four.", title="A plan", draft=True, date="2026-02-10")
    bar(tab).get_by_text("4 words").wait_for()
    desk.article("plan", "One two.", title="A plan", date="2026-04-10 08:00")
    tab.page.wait_for_url("**/2026/04/plan/")
    bar(tab).get_by_text("Scheduled").wait_for()
    assert "10 Apr" in bar(tab).inner_text()


@pytest.mark.parametrize(
    ("path", "file", "broken", "said"),
    [
        ("/about/", "content/pages/about.md", "---\ntitel: About us\n---\n", "Who we are."),
        ("/authors/mara/", "content/authors/mara.md", "---\nnam: Mara\n---\n", "Reports from Batam."),
    ],
)
def test_what_else_is_broken_is_told_over_its_last_good_page(
    desk: Desk, shown: Preview, open_tab: OpenTab, path: str, file: str, broken: str, said: str
) -> None:
    tab = opened(open_tab, shown, path)
    good = (desk.folder / file).read_text()
    desk.write(file, broken)
    overlay(tab).wait_for()
    assert file in overlay(tab).inner_text()
    # A new tab, too, has the last good page.
    other = opened(open_tab, shown, path)
    overlay(other).wait_for()
    shows(other, said, "body")
    desk.write(file, good.replace(said, f"{said} Mended."))
    shows(tab, f"{said} Mended.", "body")
    overlay(tab).wait_for(state="detached")
