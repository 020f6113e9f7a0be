"""The preview in a browser: whatever is saved shows in the open page, and the editor's place is kept."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path

import pytest

from tests.browser.preview.site import (
    BODY,
    CLOCK,
    FERRY,
    VOTE,
    Desk,
    bar,
    copy_of,
    follows,
    holds,
    mark,
    notice,
    opened,
    overlay,
    shows,
    was_reloaded,
)
from tests.browser.showcase import picture
from tests.browser.tabs import OpenTab, Tab
from tests.functional.previews import Preview, held_up, preview, until

EDITED = BODY.replace("Paragraph 3 stands", "Paragraph three stood")


def test_a_body_is_exchanged_and_everything_else_stays(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown)
    page = tab.page
    page.locator("summary").click()
    page.locator("button.theme").click()
    theme = tab.js("() => document.documentElement.dataset.theme")
    assert theme in ("dark", "light")
    page.get_by_text("a link").scroll_into_view_if_needed()
    page.get_by_text("a link").focus()
    tab.js("() => getSelection().selectAllChildren(document.querySelector('main h2'))")
    top = tab.js("() => scrollY")
    at = tab.js("() => document.activeElement.getBoundingClientRect().top")
    assert top > 500
    desk.vote(EDITED)
    shows(tab, "Paragraph three stood here")
    assert not was_reloaded(tab)
    assert tab.js("() => document.activeElement.textContent") == "a link"
    assert tab.js("() => document.activeElement.getBoundingClientRect().top") == pytest.approx(at, abs=2)
    assert tab.js("() => document.querySelector('details').open")
    assert tab.js("() => getSelection().toString()") == "A heading"
    assert tab.js("() => document.documentElement.classList.contains('js')")
    assert tab.js("() => document.documentElement.dataset.theme") == theme
    assert page.locator("button.theme").is_visible()
    assert page.locator(".share .copy").is_visible()
    assert tab.complaints == []


def test_what_grows_above_moves_nothing_in_sight(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown)
    last = tab.page.get_by_text("a link")
    last.scroll_into_view_if_needed()
    place = "() => [...document.querySelectorAll('.prose a')].at(-1).getBoundingClientRect().top"
    at = tab.js(place)
    desk.vote(BODY.replace("## A heading", "## A heading\n\n" + "New words above. " * 200))
    holds(tab, "() => document.querySelector('main').textContent.includes('New words above.')")
    # Once it is painted.
    tab.js("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert tab.js(place) == pytest.approx(at, abs=3)
    assert not was_reloaded(tab)


def test_a_headline_shows_wherever_it_stands(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    vote, ferry, front = (opened(open_tab, shown, path) for path in (VOTE, FERRY, "/"))
    desk.vote(title="The vote was counted")
    for tab in (vote, ferry, front):
        shows(tab, "The vote was counted", "body")
        assert not was_reloaded(tab)
    assert vote.js("() => document.title").startswith("The vote was counted")
    assert vote.js("() => document.querySelector('.share').dataset.shareTitle") == "The vote was counted"


def test_a_tag_and_an_author_show(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown)
    desk.vote(tags=["Elections", "Ballots"])
    shows(tab, "Ballots")
    desk.write("content/authors/mara.md", "---\nname: Mara Lim-Tan\n---\nReports from Batam.\n")
    shows(tab, "Mara Lim-Tan")
    assert not was_reloaded(tab)


def test_a_setting_and_a_template_show(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown, "/about/")
    tab.page.locator("input").fill("what the reader typed")
    settings = (desk.folder / "site.yaml").read_text()
    desk.write("site.yaml", settings.replace("The Strait Gazette", "The Harbour Gazette"))
    shows(tab, "The Harbour Gazette", "body")
    page = desk.folder / "templates/page.html"
    desk.write("templates/page.html", page.read_text().replace("<form>", "<form><p>From the template</p>"))
    shows(tab, "From the template")
    assert not was_reloaded(tab)
    assert tab.page.locator("input").input_value() == "what the reader typed"


def test_a_stylesheet_is_exchanged_in_place(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown)
    colour = "() => getComputedStyle(document.querySelector('h1')).color"
    for value in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
        desk.write("static/css/brand.css", f"h1 {{ color: {value} !important }}\n")
        holds(tab, f"() => ({colour})() === '{value}'")
        holds(tab, "() => document.querySelectorAll('link[href*=\"css/brand.\"]').length === 1")
    assert not was_reloaded(tab)


def test_a_picture_is_exchanged(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    desk.vote(f"![A harbour](/harbour.png)\n\n{BODY}")
    tab = opened(open_tab, shown)
    width = "() => document.querySelector('main img')?.getAttribute('width')"
    holds(tab, f"() => ({width})() === '60'")
    source = "() => document.querySelector('main img').currentSrc"
    before = tab.js(source)
    desk.write("static/harbour.png", picture(90, 40))
    holds(tab, f"() => ({width})() === '90'")
    holds(tab, f"(before) => ({source})() !== before && document.querySelector('main img').complete", before)
    assert tab.js("() => document.querySelector('main img').naturalWidth") > 0
    assert not was_reloaded(tab)


def test_what_stands_as_it_is_under_its_name_is_exchanged(
    desk: Desk, shown: Preview, open_tab: OpenTab
) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="10"/>'
    desk.write("static/map.svg", drawing.format(30))
    desk.write(
        "templates/page.html",
        '{% extends "theme/page.html" %}{% block content %}<img id="map" src="/map.svg" alt="A map">{% endblock %}',
    )
    tab = opened(open_tab, shown, "/about/")
    holds(tab, "() => document.querySelector('#map')?.naturalWidth === 30")
    desk.write("static/map.svg", drawing.format(70))
    holds(tab, "() => document.querySelector('#map').naturalWidth === 70")


def test_another_script_loads_the_page_anew_at_its_place(
    desk: Desk, shown: Preview, open_tab: OpenTab
) -> None:
    tab = opened(open_tab, shown)
    tab.page.get_by_text("a link").scroll_into_view_if_needed()
    top = tab.js("() => scrollY")
    desk.write("static/js/share.js", "document.documentElement.dataset.anew = 'yes';\n")
    holds(tab, "() => document.documentElement.dataset.anew === 'yes'")
    holds(tab, "(top) => Math.abs(scrollY - top) < 3", top)


def test_a_film_plays_on_and_a_new_one_can_be_played(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown, "/2026/02/film/")
    tab.page.locator(".embed button").click()
    tab.js("() => { document.querySelector('.embed iframe').isPlaying = true }")
    film = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    desk.article("film", f"A line before.\n\n{film}\n\n{EDITED}", title="A film")
    shows(tab, "Paragraph three stood here")
    assert tab.js("() => document.querySelector('.embed iframe').isPlaying")
    assert not was_reloaded(tab)
    desk.article("film", f"{film}\n\nBetween.\n\n{film[:-1]}d\n", title="A film")
    tab.page.locator(".embed button").nth(1).wait_for()


def test_a_new_article_appears_where_nothing_was_and_in_lists(
    desk: Desk, shown: Preview, open_tab: OpenTab
) -> None:
    nothing = opened(open_tab, shown, "/2026/02/harbour/", 404)
    front = opened(open_tab, shown, "/")
    desk.article("harbour", "It opened.", title="The harbour opens", section="politics", date="2026-02-20")
    shows(nothing, "It opened.")
    shows(front, "The harbour opens")
    assert not was_reloaded(front)


def test_a_renamed_article_is_followed(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown)
    tab.page.get_by_text("a link").scroll_into_view_if_needed()
    top = tab.js("() => scrollY")
    (desk.folder / "content/articles/vote.md").rename(desk.folder / "content/articles/count.md")
    desk.article("ferry", "Ferries run.", title="The ferry", section="politics")
    tab.page.wait_for_url("**/2026/02/count/", timeout=120_000)
    shows(tab, "Paragraph 3 stands")
    holds(tab, "(top) => Math.abs(scrollY - top) < 3", top)


def test_a_deleted_article_is_said_to_be_gone_until_it_is_back(
    desk: Desk, shown: Preview, open_tab: OpenTab
) -> None:
    tab = opened(open_tab, shown, "/2026/02/film/")
    film = desk.folder / "content/articles/film.md"
    text = film.read_bytes()
    film.unlink()
    notice(tab).wait_for()
    assert "no longer part of the site" in notice(tab).inner_text()
    shows(tab, "Paragraph 3 stands")
    film.write_bytes(text.replace(b"Paragraph 3 stands", b"Paragraph three stood"))
    notice(tab).wait_for(state="hidden")
    shows(tab, "Paragraph three stood here")


def test_a_tab_out_of_sight_catches_up(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    first = opened(open_tab, shown)
    second = Tab(first.page.context.new_page(), first.origin)
    follows(second, lambda: second.go(FERRY))
    hide = "(is) => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => is }); document.dispatchEvent(new Event('visibilitychange')); }"
    first.js(hide, True)
    second.js(hide, True)  # now the first one lets go of its stream
    desk.vote(EDITED)
    desk.article("ferry", "Ferries sail.", title="The ferry", section="politics")
    shows(second, "Ferries sail.")
    shows(first, "Paragraph 3 stands")
    first.js(hide, False)
    shows(first, "Paragraph three stood here")
    assert not was_reloaded(first)


def test_ten_tabs_can_be_open(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    # A browser keeps six connections to a host.
    first = opened(open_tab, shown)
    hide = "() => { Object.defineProperty(document, 'hidden', { get: () => true }); document.dispatchEvent(new Event('visibilitychange')); }"
    tabs = [first]
    for _ in range(9):
        tabs[-1].js(hide)
        tabs.append(Tab(first.page.context.new_page(), first.origin))
        follows(tabs[-1], lambda tab=tabs[-1]: tab.go(VOTE))
    desk.vote(EDITED)
    shows(tabs[-1], "Paragraph three stood here")


def test_leaving_and_coming_back_shows_the_page_of_now(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown)
    tab.go(FERRY)
    desk.vote(EDITED)
    until(lambda: shown.get(VOTE).text, lambda text: "Paragraph three stood" in text)
    tab.page.go_back()
    shows(tab, "Paragraph three stood here")


def test_a_preview_that_stopped_is_waited_for(desk: Desk, open_tab: OpenTab) -> None:
    site = copy_of(desk.folder, desk.folder.parent / f"stopped-{os.getpid()}")
    with preview("--watch", "--at", CLOCK, "--port", "8450", cwd=site) as shown:
        shown.ready()
        tab = opened(open_tab, shown)
        shown.process.send_signal(signal.SIGINT)
        notice(tab).wait_for(timeout=120_000)
        assert "has stopped" in notice(tab).inner_text()
        port = shown.port
    article = site / "content/articles/vote.md"
    article.write_text(article.read_text().replace("Paragraph 3 stands", "Paragraph three stood"))
    with preview("--watch", "--at", CLOCK, "--port", port, cwd=site) as shown:
        assert shown.port == port
        notice(tab).wait_for(state="hidden", timeout=120_000)
        shows(tab, "Paragraph three stood here")
        assert not was_reloaded(tab)
        # And the new one is followed.
        article.write_text(article.read_text().replace("Paragraph three stood", "Paragraph III stands"))
        shows(tab, "Paragraph III stands here")


def test_the_article_that_is_saved_is_gone_to(desk: Desk, open_tab: OpenTab) -> None:
    site = copy_of(desk.folder, desk.folder.parent / f"follow-{os.getpid()}")
    with preview("--follow", "--at", CLOCK, "--port", "8470", cwd=site) as shown:
        shown.ready()
        tab = opened(open_tab, shown, "/")
        article = site / "content/articles/vote.md"
        article.write_text(article.read_text().replace("Paragraph 3 stands", "Paragraph three stood"))
        tab.page.wait_for_url(f"**{VOTE}", timeout=120_000)
        shows(tab, "Paragraph three stood here")
        bar(tab).wait_for()
        mark(tab)
        article.write_text(article.read_text().replace("Paragraph three stood", "Paragraph III stands"))
        shows(tab, "Paragraph III stands here")
        assert not was_reloaded(tab)


def test_another_slug_is_followed(desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    tab = opened(open_tab, shown)
    desk.vote(slug="the-count")
    tab.page.wait_for_url("**/2026/02/the-count/", timeout=120_000)
    shows(tab, "Paragraph 3 stands")


def test_a_site_below_a_path_is_followed_too(desk: Desk, open_tab: OpenTab) -> None:
    site = copy_of(desk.folder, desk.folder.parent / f"below-{os.getpid()}")
    settings = site / "site.yaml"
    settings.write_text(settings.read_text().replace("gazette.example", "gazette.example/some/path"))
    with preview("--watch", "--at", CLOCK, "--port", "8490", cwd=site) as shown:
        shown.ready("/some/path/")
        tab = opened(open_tab, shown, f"/some/path{VOTE}")
        article = site / "content/articles/vote.md"
        text = article.read_text()
        article.write_text(text.replace("Paragraph 3 stands", "Paragraph three stood"))
        shows(tab, "Paragraph three stood here")
        (site / "static/css").mkdir(exist_ok=True)
        (site / "static/css/brand.css").write_text("h1 { color: rgb(1, 2, 3) !important }\n")
        holds(tab, "() => getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'")
        assert not was_reloaded(tab)
        article.rename(article.with_name("count.md"))
        tab.page.wait_for_url("**/some/path/2026/02/count/", timeout=120_000)
        assert tab.complaints == []


@pytest.mark.parametrize("seed", range(2))
def test_nothing_is_stale_after_many_saves(seed: int, desk: Desk, shown: Preview, open_tab: OpenTab) -> None:
    chance = random.Random(seed)
    paths = (VOTE, FERRY, "/", "/tags/elections/", "/authors/mara/", "/2026/02/film/")
    tabs = {path: opened(open_tab, shown, path) for path in paths}
    settings = (desk.folder / "site.yaml").read_text()
    saves = (
        lambda n: desk.vote(BODY.replace("Paragraph 3 stands", f"Number {n} stood")),
        lambda n: desk.vote(title=f"The vote, part {n}"),
        lambda n: desk.vote(tags=["Elections", f"Tag {n}"]),
        lambda n: desk.vote("\n\n".join(chance.sample(BODY.split("\n\n"), 20))),
        lambda n: desk.article("ferry", f"Ferries run, {n}. [The vote](vote.md).", title=f"The ferry {n}"),
        lambda n: desk.article(f"more-{n}", f"More, {n}.", tags=["Elections"], date="2026-02-20"),
        lambda n: desk.write("content/authors/mara.md", f"---\nname: Mara {n}\n---\nReports, {n}.\n"),
        lambda n: desk.write("site.yaml", settings.replace("Strait Gazette", f"Gazette {n}")),
        lambda n: desk.write("static/css/brand.css", f"h1 {{ margin-left: {n}px }}\n"),
        lambda n: desk.write("content/articles/ferry.md", "---\ntitel: broken\n---\n"),
        lambda n: desk.article("film", f"A line, {n}.\n\n{BODY}", title="A film"),
    )
    for number in range(30):
        chance.choice(saves)(number)
        if chance.random() < 0.5:
            # So that some come one by one and some together.
            tabs["/"].page.wait_for_timeout(chance.choice([20, 100, 400]))
    desk.article("ferry", "At last.", title="The last ferry")
    desk.write("site.yaml", settings.replace("Strait Gazette", "Last Gazette"))
    for path, tab in tabs.items():
        shows(tab, "Last Gazette", "body")
        until(lambda path=path: "Last Gazette" in shown.get(path).text, bool)
        fresh = opened(open_tab, shown, path)
        assert look(fresh) == until(
            lambda tab=tab: look(tab), lambda found, fresh=fresh: found == look(fresh)
        )
        fresh.page.close()


def look(tab: Tab) -> object:
    """What a page shows: its words, its links, and where all of it stands."""
    return tab.js(
        """() => [document.title, document.body.innerText, ...[...document.body.querySelectorAll("*")].map((each) => {
          const { x, y, width, height } = each.getBoundingClientRect();
          return [each.localName, each.getAttribute("href"), x, y + scrollY, width, height].join();
        })]"""
    )


def test_a_tab_that_comes_first_gets_its_page_when_the_site_is_open(desk: Desk, open_tab: OpenTab) -> None:
    site = copy_of(desk.folder, desk.folder.parent / f"early-{os.getpid()}")
    with preview("--watch", "--at", CLOCK, "--port", "8510", cwd=site) as shown:
        tab = open_tab(at=shown.url.rstrip("/"))
        # Without waiting for the site: it is the waiting page, or already the page itself.
        follows(tab, lambda: tab.page.goto(f"{tab.origin}{VOTE}"))
        shows(tab, "Paragraph 3 stands")


def test_a_page_is_there_before_the_plan_and_what_is_wrong_comes_after(
    desk: Desk, open_tab: OpenTab, tmp_path: Path
) -> None:
    site = copy_of(desk.folder, tmp_path / "site")
    vote = site / "content/articles/vote.md"
    vote.write_text(vote.read_text() + "\n[Nobody wrote it](nowhere.md)\n")
    go_on = tmp_path / "go-on"
    with preview("--watch", "--at", CLOCK, "--port", "8540", cwd=site, **held_up(go_on)) as shown:
        until(lambda: shown.get(VOTE), lambda response: response.status == 200)
        tab = open_tab(at=shown.url.rstrip("/"))
        tab.page.goto(f"{tab.origin}{VOTE}")
        shows(tab, "Paragraph 3 stands")
        # With its stylesheet, which needs no plan either.
        assert tab.js("() => [...document.styleSheets].some((each) => each.cssRules.length > 20)")
        assert bar(tab).count() == 0
        mark(tab)
        go_on.touch()
        overlay(tab).wait_for()
        assert "nowhere.md" in overlay(tab).inner_text()
        assert not was_reloaded(tab)
        vote.write_text(vote.read_text().replace("nowhere.md", "ferry.md"))
        overlay(tab).wait_for(state="detached")
        assert not was_reloaded(tab)


def test_a_site_that_is_broken_from_the_start_heals(desk: Desk, open_tab: OpenTab) -> None:
    site = copy_of(desk.folder, desk.folder.parent / f"broken-{os.getpid()}")
    settings = (site / "site.yaml").read_text()
    (site / "site.yaml").write_text(settings + "titel: Twice\n")
    with preview("--watch", "--at", CLOCK, "--port", "8530", cwd=site) as shown:
        tab = open_tab(at=shown.url.rstrip("/"))
        tab.page.goto(f"{tab.origin}{VOTE}")
        tab.page.locator("pre.asiansite-problem").wait_for()
        assert "titel" in tab.page.locator("pre.asiansite-problem").inner_text()
        (site / "site.yaml").write_text(settings)
        shows(tab, "Paragraph 3 stands")
        bar(tab).wait_for()
