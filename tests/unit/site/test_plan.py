from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from asiansite.content.settings import RESERVED
from asiansite.site.page import RANKS, WRITTEN, rank_of
from asiansite.site.plan import make_plan
from asiansite.site.queries import SiteAnswers
from asiansite.site.snapshot import Snapshot
from asiansite.site.urls import claim_key
from tests.fakes.random_sites import sites_at_random
from tests.fakes.sites import Site, places_of, site, slugs_of, source, stories, story

FULL = {
    "content/articles/2026/vote.md": story(
        tags=["haze"], author=["siti", "Budi"], section="Politics", aliases=["/old/", "/v.html"]
    ),
    "content/articles/b.md": story(date="2025-12-31", tags=["haze"]).replace(
        "A paragraph.", "![x](a.jpg) ![y](../articles/a.jpg)"
    ),
    "content/articles/a.jpg": b"a",
    "content/articles/unused.jpg": b"b",
    "content/authors/siti.md": source("![s](s.jpg)", name="Siti", aliases=["/staff/siti"]),
    "content/authors/s.jpg": b"s",
    "content/authors/quiet.md": source(name="Quiet", aliases=["/staff/quiet/"]),
    "content/pages/about.md": source(title="About", aliases=["/us/"]),
    "content/pages/team/index.md": source(title="Team"),
    "content/pages/draft.md": source(title="Draft", draft=True),
    "content/tags.yaml": "haze: {aliases: [/topics/haze/]}\nquiet: {aliases: [/topics/quiet/]}\n",
    "static/css/site.css": b"css",
    "static/robots.txt": b"robots",
    "templates/base.html": "{{ site.asset('css/site.css') }}",
}
PATHS = """
/ /404.html /tags/ /authors/ /archive/ /corrections/ /corrections/feed.xml /manifest.webmanifest
/2026/08/vote/ /2025/12/b/ /old/ /v.html
/tags/haze/ /authors/siti/ /authors/budi/ /politics/
/archive/2026/ /archive/2026/08/ /archive/2025/ /archive/2025/12/
/about/ /us/ /team/ /staff/siti/ /topics/haze/
/feed.xml /rss.xml /feed.json /politics/feed.xml /politics/rss.xml /politics/feed.json
/tags/haze/feed.xml /authors/siti/feed.xml /authors/budi/feed.xml
/sitemap.xml /sitemap-pages.xml /sitemap-2026-08.xml /sitemap-2025-12.xml /news-sitemap.xml
""".split()


def paths(found: Site) -> list[str]:
    return [page.path for page in found.plan().pages]


def test_every_page_of_the_site_is_planned_once() -> None:
    found = site(FULL)
    assert found.review() == tuple(each for each in found.review() if each.level == "warning")
    assert sorted(paths(found)) == sorted(PATHS)
    outputs = [page.output for page in found.plan().pages]
    assert outputs == sorted(set(outputs))


def test_files_are_copied_beside_the_pages_that_show_them_and_no_others() -> None:
    copies = dict(site(FULL).plan().copies)
    (hashed,) = [output for output in copies if output.startswith("css/site.") and output != "css/site.css"]
    assert copies.pop(hashed) == "static/css/site.css"
    assert copies == {
        "2025/12/b/a.jpg": "content/articles/a.jpg",
        "authors/siti/s.jpg": "content/authors/s.jpg",
        "css/site.css": "static/css/site.css",
        "robots.txt": "static/robots.txt",
    }


def test_redirects_lead_to_their_pages() -> None:
    targets = {page.path: page.args for page in site(FULL).plan().pages if page.kind == "redirect"}
    assert targets == {
        "/old/": ("/2026/08/vote/",),
        "/v.html": ("/2026/08/vote/",),
        "/staff/siti/": ("/authors/siti/",),
        "/us/": ("/about/",),
        "/topics/haze/": ("/tags/haze/",),
    }


def test_each_article_has_a_lite_page_where_the_setting_says_so() -> None:
    found = site(FULL, settings="lite: true\n")
    assert sorted(paths(found)) == sorted([*PATHS, "/2026/08/vote/lite/", "/2025/12/b/lite/"])
    pages = {page.path: page for page in found.plan().pages}
    lite = pages["/2026/08/vote/lite/"]
    assert (lite.kind, lite.args, lite.template) == ("lite", pages["/2026/08/vote/"].args, "lite.html")
    assert rank_of(lite) < rank_of(pages["/2026/08/vote/"])
    assert paths(site(FULL, settings="lite: false\n")) == paths(site(FULL))


@pytest.mark.parametrize("front", [{"draft": True}, {"date": "2026-09-01"}, {"date": None}])
def test_what_is_not_public_has_no_lite_page(front: dict[str, Any]) -> None:
    drawing = {**FULL, "content/articles/c.md": story(**front)}
    assert paths(site(drawing, settings="lite: true\n")) == paths(site(FULL, settings="lite: true\n"))


def test_lists_have_their_numbered_pages() -> None:
    drawing = stories(a="2026-01-01", b="2026-01-02", c="2026-01-03", d="2026-01-04", e="2026-01-05")
    found = site(drawing, settings="page_size: 2\n")
    assert [path for path in paths(found) if path.startswith("/archive/2026/")] == [
        "/archive/2026/01/",
        "/archive/2026/01/page/1/",
        "/archive/2026/",
        "/archive/2026/page/1/",
    ]


def test_each_page_has_its_template() -> None:
    templates = {page.kind: page.template for page in site(FULL).plan().pages if page.template}
    lists = {templates.pop(kind) for kind in ("tag", "section", "year", "month")}
    assert lists == {"list.html"}
    assert templates == {kind: f"{kind}.html" for kind in templates}
    assert set(templates) == {
        "front",
        "404",
        "tags",
        "authors",
        "archive",
        "article",
        "author",
        "corrections",
        "page",
        "redirect",
    }


def test_what_is_no_html_has_no_template_and_is_put_in_place_last() -> None:
    found = site({"content/articles/a.md": story()}, settings="hosts: [nginx]\n")
    written = [page for page in found.plan().pages if page.template is None]
    assert {page.kind for page in written} == WRITTEN
    others = [page for page in found.plan().pages if page.template is not None]
    assert min(map(rank_of, written)) > max(map(rank_of, others))
    assert not [page.output for page in written if page.output.endswith("index.html")]


def test_an_outlet_s_own_robots_txt_stands_in_the_place_of_ours() -> None:
    theirs = site({"static/robots.txt": "User-agent: *\n"}).plan()
    assert theirs.copies["robots.txt"] == "static/robots.txt"
    assert (theirs.problems, "robots.txt" in theirs.outputs) == ((), False)
    assert "robots.txt" in site({}).plan().outputs


def test_what_is_linked_to_is_put_in_place_before_what_links_to_it() -> None:
    ranks = {page.kind: rank_of(page) for page in site(FULL).plan().pages}
    assert (
        ranks["article"]
        < ranks["tag"]
        == ranks["archive"]
        == ranks["404"]
        < ranks["front"]
        < ranks["redirect"]
    )
    assert RANKS[0] == "asset"


@pytest.mark.parametrize(
    ("live", "settled"),
    [
        ("7", [False, False, True, True]),
        ("all", [False] * 4),
        ("0", [True] * 4),
        ("1", [False, True, True, True]),
    ],
)
def test_an_old_article_is_settled(live: str, settled: list[bool]) -> None:
    drawing = stories(a="2026-08-20 11:00", b="2026-08-13 12:00:01", c="2026-08-13 12:00", d="2020-01-01")
    pages = {
        page.args[0]: page.settled
        for page in site(drawing, settings=f"recent_live: {live}\n").plan().pages
        if page.kind == "article"
    }
    assert pages == dict(zip("abcd", settled, strict=True))


@settings(max_examples=60)
@given(sites_at_random())
def test_every_planned_page_can_be_asked_for(made: Any) -> None:
    contents, now = made
    snapshot = Snapshot(contents, now)
    site_answers = SiteAnswers(snapshot)
    for page in make_plan(snapshot).pages:
        match page.kind:
            case "article" | "lite":
                assert site_answers.answer("article", page.args) is not None
            case "page":
                assert site_answers.answer("standing", page.args) is not None
            case "tag" | "author" | "section":
                assert site_answers.answer(page.kind, page.args) is not None
                assert (
                    site_answers.answer("page_of", (f"{page.kind}:{page.args[0]}", page.args[1])) is not None
                )


COLLISIONS: dict[str, tuple[dict[str, str | bytes], str, str]] = {
    "two articles": (
        {"content/articles/a/vote.md": story(), "content/articles/b/vote.md": story()},
        "url-claimed-twice",
        "content/articles/b/vote.md",
    ),
    "two articles by case": (
        {"content/articles/a.md": story(), "content/articles/b.md": story(aliases=["/2026/08/A/"])},
        "url-claimed-twice",
        "content/articles/b.md",
    ),
    "by Unicode form": (
        {
            "content/articles/é.md": story(),
            "content/articles/b.md": story(aliases=[unicodedata.normalize("NFD", "/2026/08/É/")]),
        },
        "url-claimed-twice",
        "content/articles/",
    ),
    "an article and a page": (
        {"content/articles/a.md": story(), "content/pages/2026/08/a.md": source(title="x")},
        "url-claimed-twice",
        "content/pages/2026/08/a.md",
    ),
    "a page and the front page": (
        {"content/pages/index.md": source(title="x")},
        "url-claimed-twice",
        "content/pages/index.md",
    ),
    "a static file and the front page": (
        {"static/index.html": b"x"},
        "url-claimed-twice",
        "static/index.html",
    ),
    "a static file and an article": (
        {"content/articles/a.md": story(), "static/2026/08/a/index.html": b"x"},
        "url-claimed-twice",
        "static/2026/08/a/index.html",
    ),
    "a static file and an article by case": (
        {"content/articles/a.md": story(), "static/2026/08/A/INDEX.HTML": b"x"},
        "url-claimed-twice",
        "static/2026/08/A/INDEX.HTML",
    ),
    "a section and a page": (
        {"content/articles/a.md": story(section="About"), "content/pages/about.md": source(title="x")},
        "url-claimed-twice",
        "content/pages/about.md",
    ),
    "an alias and itself": (
        {"content/articles/a.md": story(aliases=["/2026/08/a/"])},
        "url-claimed-twice",
        "content/articles/a.md",
    ),
    "an alias and the 404 page": (
        {"content/articles/a.md": story(aliases=["/404.html"])},
        "url-claimed-twice",
        "content/articles/a.md",
    ),
    "an alias and the front page": (
        {"content/articles/a.md": story(aliases=["/index.html"])},
        "url-claimed-twice",
        "content/articles/a.md",
    ),
    "an alias twice": (
        {"content/articles/a.md": story(aliases=["/x/", "/x"])},
        "url-claimed-twice",
        "content/articles/a.md",
    ),
    "aliases of two articles": (
        {"content/articles/a.md": story(aliases=["/x/"]), "content/articles/b.md": story(aliases=["/X/"])},
        "url-claimed-twice",
        "content/articles/b.md",
    ),
    "an alias of a tag": (
        {
            "content/articles/a.md": story(tags=["x"], aliases=["/y/"]),
            "content/tags.yaml": "x: {aliases: [/y/]}",
        },
        "url-claimed-twice",
        "content/tags.yaml",
    ),
    "two pictures of one name": (
        {
            "content/articles/a.md": story().replace("A paragraph.", "![x](x/p.jpg)\n\n![y](y/p.jpg)"),
            "content/articles/x/p.jpg": b"1",
            "content/articles/y/p.jpg": b"2",
        },
        "url-claimed-twice",
        "content/articles/a.md",
    ),
    "a file where a folder must be": (
        {"content/articles/a.md": story(), "static/2026": b"x"},
        "file-where-folder",
        "content/articles/a.md",
    ),
    "an alias where a folder must be": (
        {"content/pages/a.b/c.md": source(title="x"), "content/articles/b.md": story(aliases=["/a.b"])},
        "file-where-folder",
        "content/pages/a.b/c.md",
    ),
    "a scheduled article": (
        {
            "content/articles/a.md": story(slug="x"),
            "content/articles/b.md": story(slug="x", date="2026-08-25"),
        },
        "url-claimed-twice",
        "content/articles/b.md",
    ),
}


@pytest.mark.parametrize(("drawing", "slug", "place"), COLLISIONS.values(), ids=COLLISIONS)
def test_two_claims_to_one_address_are_an_error_that_names_both(
    drawing: dict[str, str | bytes], slug: str, place: str
) -> None:
    problems = site(drawing).plan().problems
    assert problems
    assert set(slugs_of(problems)) == {slug}
    assert {path for _, path, *_ in places_of(problems)} & {place} or place.endswith("/")
    for found in problems:
        facts = dict(found.facts)
        assert facts["first"]
        assert facts["second"]
        assert facts["first"] != facts["second"] or "alias" in facts["first"]
        assert found.level == "error"


def test_what_only_looks_alike_is_no_collision() -> None:
    drawing = {
        "content/articles/a.md": story(slug="a", aliases=["/a/", "/2026/a", "/2026/08/a/a.html"]),
        "content/articles/b.md": story(slug="a-b", aliases=["/a/b/", "/a.html"]),
        "content/articles/c.md": story(slug="x", date="2026-07-01"),
        "content/articles/d.md": story(slug="x", date="2026-06-01"),
        "content/articles/e.md": story(slug="x", draft=True),
        "content/articles/f.md": story(slug="x", date=""),
    }
    assert site(drawing).plan().problems == ()


def test_one_picture_shown_twice_is_one_claim() -> None:
    drawing = {
        "content/articles/a.md": story(image="p.jpg").replace(
            "A paragraph.", "![x](p.jpg) ![y](./p.jpg) ![z](/logo.png) ![z](https://x.example/p.jpg)"
        ),
        "content/articles/p.jpg": b"1",
        "static/logo.png": b"2",
    }
    assert site(drawing).plan().problems == ()


@pytest.mark.parametrize("segment", sorted(RESERVED))
@pytest.mark.parametrize("form", [str.lower, str.upper])
def test_what_the_site_uses_itself_is_nobody_elses(segment: str, form: Callable[[str], str]) -> None:
    name = form(segment)
    claims: list[dict[str, str | bytes]] = [
        {f"content/pages/{name}.md": source(title="x")},
        {f"content/pages/{name}/x.md": source(title="x")},
        {f"static/{name}/x.css": b"x"},
        {f"static/{name}": b"x"},
    ]
    for drawing in claims:
        problems = site(drawing).plan().problems
        assert problems, drawing
        assert set(slugs_of(problems)) <= {"segment-reserved", "url-claimed-twice", "file-where-folder"}


@pytest.mark.parametrize("segment", ["search", "page", "asiansite"])
def test_nor_an_articles(segment: str) -> None:
    for permalink in ("/{slug}/", "/{section}/{slug}/", "/{id}/"):
        found = site(
            {"content/articles/x.md": story(slug=segment, id=segment)}, settings=f"permalink: {permalink}\n"
        )
        assert slugs_of(found.plan().problems) == ["segment-reserved"], permalink
    found = site({"content/articles/x.md": story(section=segment)})
    assert slugs_of(found.plan().problems) == ["segment-reserved"]


def test_a_draft_claims_nothing_where_drafts_are_not_shown() -> None:
    found = site({"content/pages/search.md": source(title="x", draft=True)})
    assert [each.level for each in found.plan().problems] == []
    assert slugs_of(
        site({"content/pages/search.md": source(title="x", draft=True)}, drafts=True).plan().problems
    )


@settings(max_examples=60)
@given(sites_at_random())
def test_no_two_outputs_are_one_file_without_a_problem(made: Any) -> None:
    contents, now = made
    plan = make_plan(Snapshot(contents, now))
    outputs = [*(page.output for page in plan.pages), *plan.copies]
    keys = [claim_key(output) for output in outputs]
    folders = {key.rsplit("/", depth)[0] for key in keys for depth in range(1, key.count("/") + 1)}
    if len(set(keys)) < len(keys) or folders & set(keys):
        assert plan.problems
    assert all(
        not output.startswith("/") and ".." not in output.split("/") and "" not in output.split("/")
        for output in outputs
    )
