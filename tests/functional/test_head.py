"""What machines read in the head of each page: the table of what must be there, and that it is what readers see."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import pytest

from tests.functional.documents import Element
from tests.functional.outputs import Output, canonical, meta
from tests.functional.sites import Site

RECOMMENDED = {
    "NewsArticle": {"author", "dateModified", "datePublished", "headline", "image"},
    "author": {"name", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ProfilePage": {"mainEntity"},
    "ProfilePage.mainEntity": {"name", "url", "description"},
    "WebSite": {"name", "url"},
    "publisher": {"name", "url", "logo"},
}
"""What Google's documentation of each type asks for or recommends, as far as an outlet of articles has it."""

KINDS = {"News": "", "Analysis": "Analysis", "Opinion": "Opinion", "Explainer": "Background"}
"""How the type of an article begins, by the label that readers see."""

LOCALES = {"en": "en_US", "ms": "ms_MY", "id": "id_ID"}
"""What Open Graph calls the languages of this outlet."""


@pytest.fixture(params=["at a host's root", "below a path"])
def output(request: pytest.FixtureRequest) -> Output:
    name = "own" if request.param == "at a host's root" else "own_elsewhere"
    found = request.getfixturevalue(name)
    assert isinstance(found, Output)
    return found


def kind(page: Element) -> str:
    """What kind of page it is: the class of its body."""
    return page.one("body").classes[0].removeprefix("on-")


def said(page: Element, name: str) -> list[str]:
    """What each <meta> of this name or property says, in order."""
    return [
        found.attributes["content"]
        for found in page.one("head").all("meta")
        if name in (found.attributes.get("name"), found.attributes.get("property"))
    ]


def things(page: Element) -> dict[str, dict[str, Any]]:
    """Structured data by type."""
    found = page.all("script", type="application/ld+json")
    if not found:
        return {}
    (script,) = found
    data = json.loads("".join(script.texts()))
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data["@graph"]}


def article_of(page: Element) -> dict[str, Any] | None:
    """What a page tells of its article."""
    return next((thing for name, thing in things(page).items() if name.endswith("NewsArticle")), None)


# --- the table ---

ONCE = (
    "description",
    "robots",
    "og:type",
    "og:site_name",
    "og:title",
    "og:description",
    "og:url",
    "og:locale",
)
TYPES = {"article": "article", "author": "profile"}
TELLS = {
    "front": "WebSite",
    "author": "ProfilePage",
    "page": "WebPage",
    "search": "WebPage",
    "404": None,
    "withdrawn": None,
    **dict.fromkeys(
        ("tag", "section", "year", "month", "tags", "authors", "archive", "corrections"), "CollectionPage"
    ),
}
"""What each kind of page tells search engines first; articles by their label."""


def test_every_page_says_once_what_it_is(output: Output) -> None:
    for path, page in output.proper.items():
        is_hidden = kind(page) in ("404", "withdrawn")
        for name in ONCE:
            wanted = 0 if is_hidden and "description" in name else 1
            assert len(said(page, name)) == wanted, (path, name)
            assert all(said(page, name)), (path, name)
        assert said(page, "og:type") == [TYPES.get(kind(page), "website")], path
        robots = "noindex" if kind(page) in ("404", "search", "withdrawn") else "max-image-preview:large"
        assert said(page, "robots") == [robots], path
        lang = page.one("html").attributes["lang"]
        assert said(page, "og:locale") == [LOCALES[lang]], path
        if not is_hidden:
            assert said(page, "description") == said(page, "og:description"), path


def test_every_page_has_the_outlets_signs_and_colours(output: Output) -> None:
    for path, page in output.proper.items():
        head = page.one("head")
        for rel in ("icon", "apple-touch-icon", "mask-icon"):
            url = head.one("link", rel=rel).attributes["href"]
            assert output.file(url) in output.files, (path, rel)
        assert [found.attributes["media"] for found in head.all("meta", media="")] == [
            "(prefers-color-scheme: light)",
            "(prefers-color-scheme: dark)",
        ], path


def test_articles_say_when_by_whom_and_of_what(output: Output) -> None:
    assert output.articles
    for path, page in output.articles.items():
        story = page.one("article", of="story")
        times = [found.attributes["datetime"] for found in page.one(of="dates").all("time")]
        assert said(page, "article:published_time") == times[:1], path
        assert said(page, "article:modified_time") == times[1:], path
        links = story.one(of="byline").all("a", rel="author")
        assert said(page, "article:author") == [
            urljoin(output.url(path), a.attributes["href"]) for a in links
        ]
        assert said(page, "article:tag") == [a.text for a in story.all("a", rel="tag")], path
        (section,) = said(page, "article:section")
        assert section == story.one("nav", aria_label="Breadcrumb").all("a")[-1].text, path


def test_nothing_is_said_of_articles_elsewhere(output: Output) -> None:
    for path, page in output.proper.items():
        if path not in output.articles:
            names = [found.attributes.get("property", "") for found in page.all("meta")]
            assert not [name for name in names if name.startswith("article:")], path


# --- structured data ---


def test_every_kind_of_page_tells_what_it_is(output: Output) -> None:
    kinds = {kind(page) for page in output.proper.values()}
    assert kinds == {*TELLS, "article"}
    for path, page in output.proper.items():
        first = next(iter(things(page)), None)
        if kind(page) == "article":
            assert first is not None, path
        elif kind(page) == "author" and "/page/" in path:
            assert first == "CollectionPage", path
        else:
            assert first == TELLS[kind(page)], path
        for thing in things(page).values():
            named = thing.get("url") or thing.get("mainEntityOfPage", {}).get("@id")
            assert named in (canonical(page), None), path
    for page in (*output.lite.values(), output.pages["404.html"]):
        assert things(page) == {}


def test_what_an_article_tells_is_what_readers_see(output: Output) -> None:
    for path, page in output.articles.items():
        article, story = article_of(page), page.one("article", of="story")
        if article is None:
            assert story.one(of="label").text == "Sponsored", path
            continue
        assert article["headline"] == story.one("h1").text, path
        published, *updated = [found.attributes["datetime"] for found in story.one(of="dates").all("time")]
        assert article["datePublished"] == published, path
        assert article["dateModified"] == (updated or [published])[-1], path
        assert datetime.fromisoformat(article["dateModified"]) >= datetime.fromisoformat(published), path
        byline = story.one(of="byline")
        seen = [
            (a.text, urljoin(output.url(path), a.attributes["href"])) for a in byline.all("a", rel="author")
        ]
        told = [(author["name"], author["url"]) for author in article["author"]]
        assert told == (seen or [(byline.one(of="outlet").text, article["publisher"]["url"])]), path
        assert article.get("keywords", []) == [a.text for a in story.all("a", rel="tag")], path
        assert article["inLanguage"] == page.one("html").attributes["lang"], path
        labels = [found.text for found in story.one("header").all(of="label")]
        assert article["@type"] == KINDS[labels[0] if labels else "News"] + "NewsArticle", path


def test_breadcrumbs_tell_what_readers_see(output: Output) -> None:
    found = 0
    for path, page in output.proper.items():
        crumbs = things(page).get("BreadcrumbList")
        seen = [
            (a.text, urljoin(output.url(path), a.attributes["href"]))
            for nav in page.all("nav", aria_label="Breadcrumb")
            for a in nav.all("a")
        ]
        told = [(step["name"], step["item"]) for step in crumbs["itemListElement"]] if crumbs else []
        assert told == (seen if len(seen) > 1 else []), path
        found += bool(told)
    assert found > len(output.articles)


def test_all_that_is_recommended_is_told(output: Output) -> None:
    for path, page in output.proper.items():
        for name, thing in things(page).items():
            wanted = RECOMMENDED.get("NewsArticle" if name.endswith("NewsArticle") else name, set())
            # An article without a picture has none to tell of.
            has_no_picture = name.endswith("NewsArticle") and not page.all("figure", of="hero")
            assert wanted - ({"image"} if has_no_picture else set()) <= thing.keys(), (path, name)
        article = article_of(page)
        if article:
            assert RECOMMENDED["publisher"] <= article["publisher"].keys(), path
            assert all(RECOMMENDED["author"] <= author.keys() for author in article["author"]), path
            assert {"ethicsPolicy", "correctionsPolicy"} <= article["publisher"].keys()
        profile = things(page).get("ProfilePage")
        if profile:
            assert RECOMMENDED["ProfilePage.mainEntity"] <= profile["mainEntity"].keys(), path


def test_every_address_that_is_told_is_there(output: Output) -> None:
    def urls(value: Any, check: Callable[[str], None]) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                if key in ("url", "item", "contentUrl") or key.endswith("Policy"):
                    items = [item] if isinstance(item, str) else []
                    for each in items:
                        check(each)
                urls(item, check)
        elif isinstance(value, list):
            for item in value:
                urls(item, check)

    count = 0
    for path, page in output.proper.items():

        def check(url: str, path: str = path) -> None:
            nonlocal count
            count += 1
            assert url.startswith("https://"), (path, url)
            # The publisher's own site need not be this one.
            named = None if url == "https://asiansite.example/" else output.file(url)
            assert named is None or named in output.files, (path, url)

        urls([*things(page).values()], check)
    assert count > 1000


def test_the_three_shapes_of_a_picture_are_large_enough(output: Output, own_site: Site) -> None:
    seen = 0
    for path, page in output.articles.items():
        pictures = (article_of(page) or {}).get("image", [])
        if len(pictures) == 3:
            shapes = [picture["width"] / picture["height"] for picture in pictures]
            assert [round(shape, 1) for shape in shapes] == [1.8, 1.3, 1.0], path
            assert all(picture["width"] * picture["height"] >= 50_000 for picture in pictures), path
            seen += 1
        else:
            assert len(pictures) == (1 if page.all("figure", of="hero") else 0), path
    names = [str(article.front.get("image", "")) for article in own_site.articles]
    assert seen or all(".svg" in name or name == "" for name in names)


def test_nothing_scheduled_is_told(own: Output) -> None:
    assert all(meta(page, "robots") != "noindex" for page in own.articles.values())
