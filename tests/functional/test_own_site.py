"""The outlet's own site: everything that a crawler, a search engine and an impatient reader would try."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.functional.commands import ROOT, command
from tests.functional.documents import Element
from tests.functional.outputs import FETCHED, Output, canonical, ids, meta, refresh_of, shown, untidy
from tests.functional.sites import CLOCK, ELSEWHERE, LATER, Article, Site


@pytest.fixture(params=["at a host's root", "below a path"])
def output(request: pytest.FixtureRequest) -> Output:
    name = "own" if request.param == "at a host's root" else "own_elsewhere"
    found = request.getfixturevalue(name)
    assert isinstance(found, Output)
    return found


def test_it_builds_in_place_now_and_without_a_warning(tmp_path: Path) -> None:
    done = command("build", "--strict", "--search", "--output", tmp_path / "output", cwd=ROOT / "content")
    assert (done.status, done.err) == (0, "")
    assert "warning" not in done.out


def test_it_has_the_pages_of_a_newspaper(own: Output, own_site: Site) -> None:
    assert len(own.pages) >= 150
    assert len(own.articles) == len(own_site.public(CLOCK)) >= 30
    assert {"index.html", "404.html", "archive/index.html", "tags/index.html", "authors/index.html"} <= set(
        own.pages
    )


def test_every_link_leads_somewhere(output: Output) -> None:
    wrong = [line for path in output.pages for line in output.wrong_targets(path)]
    assert [*wrong, *output.wrong_in_styles()] == []


def test_every_file_is_found_by_following_links(own: Output, own_site: Site) -> None:
    reached, waiting = {"index.html", "404.html"}, ["index.html", "404.html"]
    while waiting:
        page = own.pages[waiting.pop()]
        for element in page:
            for name in ("href", "src"):
                path = (
                    own.file(element.attributes[name].partition("#")[0])
                    if element.attributes.get(name)
                    else None
                )
                if path and path not in reached:
                    reached.add(path)
                    waiting += [path] if path in own.pages else []
    aliases = {own.file(alias) for alias, _ in own_site.aliases(CLOCK)}
    redirects = {path for path, page in own.pages.items() if refresh_of(page) is not None}
    assert aliases <= redirects
    assert set(own.proper) - reached == set()


def test_every_page_says_what_it_is(output: Output) -> None:
    for path, page in output.proper.items():
        assert page.one("title").text, path
        assert page.one("html").attributes.get("lang"), path
        assert page.one("html").attributes.get("dir") in ("ltr", "rtl"), path
        assert canonical(page) == output.url(path), path
        assert "width=device-width" in (meta(page, "viewport") or ""), path
        assert page.all("meta", charset="utf-8"), path
        assert len(page.all("h1")) == 1, path
        assert page.one("h1").text, path
        assert len(page.all("main")) == 1, path
        assert meta(page, "og:url") == canonical(page), path
        assert output.files[path].startswith(b"<!DOCTYPE html>\n"), path


def test_titles_tell_pages_apart(own: Output) -> None:
    titles: dict[str, str] = {}
    for path, page in own.proper.items():
        other = titles.setdefault(page.one("title").text, path)
        assert other == path, f"{path} and {other} have the same title"


def test_every_page_has_a_description_for_search_engines(output: Output) -> None:
    for path, page in output.proper.items():
        assert meta(page, "description") or meta(page, "robots") == "noindex", path


def test_no_id_stands_twice_on_a_page(output: Output) -> None:
    for path, page in output.pages.items():
        found = ids(page)
        assert len(found) == len(set(found)), path
        for element in page:
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
                assert set(element.attributes.get(name, "").split()) <= set(found), path


def test_headings_do_not_skip_levels_downwards(own: Output) -> None:
    for path, page in own.proper.items():
        level = 0
        for element in page.one("main"):
            if len(element.name) == 2 and element.name[0] == "h" and element.name[1].isdigit():
                assert int(element.name[1]) <= level + 1, f"{path}: {element.text}"
                level = int(element.name[1])


def test_no_page_holds_code_or_style(output: Output) -> None:
    assert [(path, found) for path, page in output.pages.items() for found in untidy(page)] == []


def test_nothing_of_a_template_is_left_over(own: Output) -> None:
    for path, page in own.pages.items():
        text = page.one("body").text
        assert "{{" not in text, path
        assert "{%" not in text, path
        for element in page:
            assert not {"None", "Undefined"} & set(element.attributes.values()), path


# --- lists ---


def test_every_year_and_month_lists_its_articles_once(own: Output, own_site: Site) -> None:
    public = own_site.public(CLOCK)
    for form in ("%Y", "%Y/%m"):
        for part in {each.date.strftime(form) for each in public if each.date}:
            expected = [each for each in public if each.date and each.date.strftime(form) == part]
            assert items(own, f"/archive/{part}/") == newest_first(expected), part


def test_tags_authors_and_sections_list_the_articles_that_name_them(own: Output, own_site: Site) -> None:
    order = newest_first(own_site.public(CLOCK))
    expected: dict[str, list[str]] = {}
    for url in order:
        page = own.at(url)
        heads = {link.attributes["href"] for link in page.all("a", rel="tag") + page.all("a", rel="author")}
        heads.add(page.one("nav", aria_label="Breadcrumb").all("a")[-1].attributes["href"])
        for head in heads:
            expected.setdefault(head, []).append(url)
    assert any(head.startswith("/tags/") for head in expected)
    assert any(head.startswith("/authors/") for head in expected)
    for head, urls in expected.items():
        assert items(own, head) == urls, head


def test_the_lists_of_lists_are_complete(own: Output) -> None:
    for name in ("tags", "authors"):
        heads = {path for path in own.proper if path.startswith(f"{name}/") and path.count("/") == 2}
        linked = {own.file(link.attributes["href"]) for link in own.at(f"/{name}/").one("main").all("a")}
        assert heads == linked


def test_the_archive_counts_what_is_there(own: Output, own_site: Site) -> None:
    years = own.at("/archive/").one("main").all("section", of="year")
    counts = [int(year.one("h2").one(of="count").text) for year in years]
    assert sum(counts) == len(own_site.public(CLOCK))


# --- what is not public ---


def test_what_is_not_public_is_nowhere(own: Output, own_site: Site) -> None:
    hidden = own_site.hidden(CLOCK)
    assert {each.front.get("draft", "false") for each in hidden} == {"true", "false"}, "one of each is needed"
    contents = b"\n".join(own.files.values()).decode("utf-8", "replace")  # pictures are no UTF-8
    everything = contents.casefold() + "\n".join(own.files).casefold()
    for article in hidden:
        for secret in (
            article.title,
            article.slug,
            article.id,
            article.front.get("description", article.title),
        ):
            assert secret.casefold() not in everything, secret
            assert secret.casefold().replace("'", "&#39;") not in everything, secret


def scheduled_in(site: Site) -> list[Article]:
    """Those that wait for their time, under an embargo or not."""
    found = [each for each in site.hidden(CLOCK) if each.front.get("draft") != "true"]
    assert {"embargo" in each.front for each in found} == {True, False}
    return found


def test_a_link_to_it_is_text_until_it_is_public(own: Output, own_later: Output, own_site: Site) -> None:
    (scheduled,) = [each for each in scheduled_in(own_site) if "embargo" not in each.front]
    linking = [
        each for each in own_site.public(CLOCK) if f"/{scheduled.path.name})" in each.path.read_text("utf-8")
    ]
    assert linking, "an article that links to the scheduled one is needed"
    for article in linking:
        now, then = own.at(article.url), own_later.at(article.url)
        (link,) = [each for each in then.one("article", of="story").all("a", href=scheduled.url) if each.text]
        assert link.text in now.one("article", of="story").text
        assert scheduled.url not in {each.attributes.get("href") for each in now.all("a")}


def test_a_scheduled_article_is_everywhere_once_its_time_has_come(own_later: Output, own_site: Site) -> None:
    for scheduled in scheduled_in(own_site):
        assert scheduled.date is not None
        page = own_later.at(scheduled.url)
        assert page.one("h1").text == scheduled.title
        heads = [link.attributes["href"] for link in page.all("a", rel="tag") + page.all("a", rel="author")]
        heads += [
            "/",
            f"/{scheduled.front['section']}/",
            f"/archive/{scheduled.date:%Y}/",
            f"/archive/{scheduled.date:%Y/%m}/",
        ]
        heads += [each.url for each in own_site.public(CLOCK)[:3]]  # their sidebars
        for head in heads:
            links = {link.attributes["href"] for link in own_later.at(head).all("a")}
            assert scheduled.url in links, head
    assert [line for path in own_later.pages for line in own_later.wrong_targets(path)] == []
    drafts = own_site.hidden(LATER)
    assert [each.front["draft"] for each in drafts] == ["true"] * len(drafts)
    assert not [path for path in own_later.files for each in drafts if each.slug in path]


def test_a_preview_shows_what_is_not_public_and_marks_it(own_preview: Output, own_site: Site) -> None:
    for article in own_site.hidden(CLOCK):
        waiting = "Embargoed" if "embargo" in article.front else "Scheduled"
        mark = "Draft" if article.front.get("draft") == "true" else waiting
        page = own_preview.at(article.url)
        assert page.one("h1").text == article.title
        assert meta(page, "robots") == "noindex"
        head = page.one("header", of="story-head")
        assert [each.text for each in head.all(of="mark")] == [mark]
        (card,) = [
            each
            for each in own_preview.at(f"/{article.front['section']}/").one("main").all("article", of="card")
            if each.all("a", href=article.url)
        ]
        assert [each.text for each in card.all(of="mark")] == [mark]
    for article in own_site.public(CLOCK):
        page = own_preview.at(article.url)
        assert meta(page, "robots") == "max-image-preview:large"
        assert page.one("header", of="story-head").all(of="mark") == []
    assert [line for path in own_preview.pages for line in own_preview.wrong_targets(path)] == []


# --- old addresses ---


def test_old_addresses_lead_to_the_new_ones(output: Output, own_site: Site) -> None:
    aliases = [*own_site.aliases(CLOCK)]
    assert len(aliases) >= 5
    for alias, path in aliases:
        old = output.at(output.base_path + alias)
        new = output.base_path + path
        assert refresh_of(old) == new
        assert canonical(old) == output.base_url + path
        assert meta(old, "robots") == "noindex"
        assert [link.attributes["href"] for link in old.all("a")] == [new]
        assert output.at(new) in output.proper.values()


# --- articles ---


def test_an_article_shows_what_its_source_says(own: Output, own_site: Site) -> None:
    for article in own_site.public(CLOCK):
        page = own.at(article.url)
        story = page.one("article", of="story")
        assert story.one("h1").text == article.title
        assert page.one("title").text.startswith(article.title)
        assert meta(page, "og:title") == article.title
        tags = {each.text.casefold() for each in story.all("a", rel="tag")}
        assert len(tags) == len(article.front.get("tags", [])), article.path
        times = [each.attributes["datetime"] for each in story.one(of="dates").all("time")]
        assert article.date is not None
        assert times[0] == article.date.isoformat()
        assert meta(page, "article:published_time") == times[0]


def test_each_article_has_a_lite_page_of_the_same_words(output: Output) -> None:
    assert {path.replace("lite/index.html", "index.html") for path in output.lite} == set(output.articles)
    for path, page in output.lite.items():
        full = output.articles[path.replace("lite/index.html", "index.html")]
        assert canonical(page) == canonical(full)
        assert meta(page, "robots") is None
        for name in ("lang", "dir"):
            assert page.one("html").attributes[name] == full.one("html").attributes[name]
        assert page.one("h1").text == full.one("h1").text
        assert page.one("title").text != full.one("title").text
        assert len(page.all("main")) == 1
        for rel in ("author", "tag"):
            links = [(each.attributes["href"], each.text) for each in page.all("a", rel=rel)]
            assert links == [
                (each.attributes["href"], each.text)
                for each in full.one("article", of="story").all("a", rel=rel)
            ]
        times = [each.attributes["datetime"] for each in page.one("article").all("time")]
        assert times[: len(full.one(of="dates").all("time"))] == [
            each.attributes["datetime"] for each in full.one(of="dates").all("time")
        ]
        words = "".join(page.one("main").text.split())
        for prose in full.all(of="prose"):
            for paragraph in prose.all("p"):
                assert "".join(paragraph.text.split()) in words, path
        there = output.url(path)
        others = [
            each
            for each in full.all("link", rel="alternate")
            if "feed" not in each.attributes["type"]
            and "rss" not in each.attributes["type"]
            and "atom" not in each.attributes["type"]
        ]
        assert {output.file(link.attributes["href"]) for link in others} == {path}
        assert [link.text for link in full.all("a") if output.file(link.attributes["href"]) == path], there


def test_lite_pages_fetch_nothing_and_fit_into_one_flight(own: Output) -> None:
    sizes = {path: len(gzip.compress(own.files[path], 6, mtime=0)) for path in own.lite}
    assert max(sizes.values()) <= 14_000
    for path, page in own.lite.items():
        assert [each.name for each in page if each.name in FETCHED or each.name == "style"] == []
        assert [each.attributes["rel"] for each in page.all("link")] == ["canonical"], path
        policy = page.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
        assert policy.startswith("default-src 'none';")


@pytest.mark.parametrize("base_url", [None, ELSEWHERE])
def test_share_links_carry_the_title_and_the_canonical_url(
    base_url: str | None, own: Output, own_elsewhere: Output
) -> None:
    output = own if base_url is None else own_elsewhere
    carriers = {
        "wa.me": ("text", "text"),
        "www.facebook.com": (None, "u"),
        "twitter.com": ("text", "url"),
        "www.pinterest.com": ("description", "url"),
        "www.reddit.com": ("title", "url"),
        "mail.google.com": ("su", "body"),
        "t.me": ("text", "url"),
        "social-plugins.line.me": ("text", "url"),
        "": ("subject", "body"),
    }
    seen = set()
    for path, page in output.articles.items():
        title, url = page.one("h1").text, canonical(page)
        links = page.one(of="share").all("a")
        assert len(links) >= 5, path
        for link in links:
            parts = urlsplit(link.attributes["href"])
            fields = parse_qs(parts.query, strict_parsing=True)
            assert "+" not in parts.query, path
            in_title, in_url = carriers[parts.netloc]
            assert fields[in_url][0].endswith(url), (path, link.text)
            if in_title is not None and len(title) < 200:
                assert fields[in_title][0].splitlines()[0] == title, (path, link.text)
            assert link.text, path
            seen.add(parts.netloc)
        bar = page.one(of="share")
        assert bar.attributes["data-share-url"] == url
        assert bar.attributes["data-share-title"] == title
        for name in ("native", "copy"):
            item = bar.one("li", of=name)
            assert item.one("button").text
            assert "hidden" in item.attributes, "it does nothing without a script"
    assert len(seen) >= 5


def test_keep_reading_stands_between_two_halves(own: Output) -> None:
    split = 0
    for path, page in own.articles.items():
        for keep in page.all("aside", of="keep"):
            assert keep.parent is not None
            blocks = [each for each in keep.parent.elements() if each is keep or "prose" in each.classes]
            before, after = blocks[: blocks.index(keep)], blocks[blocks.index(keep) + 1 :]
            assert len(before) == 1, path
            assert len(after) <= 1, path
            last = before[0].elements()[-1]
            assert last.name not in ("h2", "h3", "h4", "h5", "h6"), (
                f"{path}: Keep Reading parts a heading from its text"
            )
            links = [each.attributes["href"] for each in keep.all("a")]
            assert len(set(links)) == len(links), path
            assert own.url(path).removeprefix(own.base_url) not in links, path
            if after:
                split += 1
                halves = [len(half.text) for half in (before[0], after[0])]
                assert min(halves) > sum(halves) / 5, path
    assert split >= len(own.articles) / 2


def test_the_front_page_shows_each_story_once_in_its_opening(own: Output, own_site: Site) -> None:
    front = own.at("/").one("main")
    opening = front.one(of="opening")
    links = [each.one("a").attributes["href"] for each in opening.all(of="headline")]
    assert len(links) == len(set(links))
    sections = [
        own.file(each.one("h2").one("a").attributes["href"]) for each in front.all("section", of="block")
    ]
    wanted = [f"{each['slug']}/index.html" for each in own_site.settings["sections"]]
    assert sections == [path for path in wanted if path in sections]
    assert len(sections) >= 4


def test_the_address_that_holds_nothing_has_a_page(output: Output) -> None:
    page = output.pages["404.html"]
    assert meta(page, "robots") == "noindex"
    # It is shown at any address: only root-relative links lead from it.
    for element in page:
        for name in ("href", "src"):
            value = unquote(element.attributes.get(name, "/"))
            assert value.startswith(("/", "#", "https://")), value


def newest_first(articles: Iterable[Article]) -> list[str]:
    ordered = sorted(articles, key=lambda each: each.id)
    ordered.sort(key=lambda each: each.date.timestamp() if each.date else 0, reverse=True)
    return [each.url for each in ordered]


def items(output: Output, head: str) -> list[str]:
    """The URLs of all that a list shows, over its head and its numbered pages, newest first."""
    found, url, seen = [], head, set()
    while url:
        assert url not in seen
        seen.add(url)
        page = output.at(url)
        found += shown(page)
        older: list[Element] = page.one("main").all("a", rel="next")
        url = older[0].attributes["href"] if older else ""
    return found
