from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from asiansite.content.pictures import Picture
from asiansite.errors import SiteError
from asiansite.fingerprint import fingerprint
from asiansite.rendering.page import Rendered, Renderer
from asiansite.rendering.questions import PageAnswers
from asiansite.rendering.templates import Closures, Templates
from asiansite.rendering.views import view_of
from asiansite.site.page import WRITTEN, Page
from asiansite.site.queries import SiteAnswers
from asiansite.site.snapshot import Snapshot
from asiansite.site.urls import absolute_url
from asiansite.trace import QuestionError, Reader
from tests.fakes.sites import Site, site, source, story
from tests.fakes.templates import rendered, renderer, tiny_templates
from tests.fakes.values import replace

DRAWING = {
    "content/articles/vote.md": story(
        "Vote & more",
        tags=["haze"],
        author=["siti", "Budi"],
        section="Politics",
        image="p.jpg",
        aliases=["/old/"],
        extra={"a": ["b"]},
    ).replace("A paragraph.", "See [b](b.md).\n\n## Why\n\n" + "word " * 300),
    "content/articles/b.md": story(
        "Before",
        "2025-12-31",
        tags=["haze"],
        lang="ms-Arab",
        corrections=[{"date": "2026-01-01", "kind": "correction", "text": "It was *two*."}],
    ),
    "content/articles/sold.md": story("Sold", "2026-01-01", expires="2026-02-01", tags=["haze"]),
    "content/articles/wrong.md": story(
        "Wrong", "2026-01-01", withdrawn={"date": "2026-02-01", "reason": "By <law>."}, tags=["haze"]
    ),
    "content/articles/p.jpg": b"p",
    "content/authors/siti.md": source("*Bio*", name="Siti", role="Editor", photo="s.jpg"),
    "content/authors/s.jpg": b"s",
    "content/pages/about.md": source(
        "Who *we* are", title="About", lang="ur", image="/logo.png", extra={"x": "y"}
    ),
    "static/logo.png": b"l",
}
BELOW = "title: The Strait Gazette\nbase_url: https://gazette.example/news\nhosts: [nginx]\ntimezone: Asia/Singapore\ndescription: News\n"


def full() -> Site:
    return site({"site.yaml": BELOW, **DRAWING})


def text_of(found: Site, path: str, templates: dict[str, str] | None = None) -> str:
    return rendered(found.snapshot, found.page(path), templates).data.decode()


def test_every_kind_of_page_renders_with_a_tiny_theme() -> None:
    found = full()
    pages = found.plan().pages
    made = renderer(found.snapshot)
    texts = {page.path: made.render(page).data.decode() for page in pages}
    assert {page.kind for page in pages} == {
        *(
            "front",
            "404",
            "tags",
            "authors",
            "archive",
            "corrections",
            "expired",
            "withdrawn",
            "article",
            "page",
            "tag",
            "author",
            "section",
            "year",
            "month",
            "redirect",
        ),
        *WRITTEN,
    }
    for page in pages:
        if page.template is not None:
            assert texts[page.path].startswith(f"{page.kind}|/news{page.path}|")
    assert "Vote &amp; more" in texts["/"]
    assert texts["/tags/"].endswith("haze 2 ")
    assert texts["/corrections/"].endswith("Correction It was <em>two</em>. /news/2025/12/b/ ")
    assert texts["/2026/01/sold/"].endswith("|2026-02-01T00:00:00+08:00")
    assert texts["/2026/01/wrong/"].endswith("|2026-02-01T00:00:00+08:00 By &lt;law&gt;.")
    assert texts["/old/"].endswith("https://gazette.example/news/2026/08/vote/ /news/2026/08/vote/")
    assert "<em>we</em>" in texts["/about/"]
    assert "<em>Bio</em>" in texts["/authors/siti/"]


def test_the_first_reads_of_a_page_are_what_it_is_rendered_with() -> None:
    found = full()
    for page in found.plan().pages:
        reads = rendered(found.snapshot, page).reads
        asked = [(read.query, read.args) for read in reads]
        assert asked[0] == ("tools", ())
        if page.template is None:
            assert "template" not in {query for query, _ in asked}
        else:
            assert asked[1] == ("template", (page.template,))
        assert len({(read.query, read.args) for read in reads}) == len(reads)


def test_a_page_is_the_same_however_it_is_rendered() -> None:
    found = full()
    together = renderer(found.snapshot)
    for page in reversed(found.plan().pages):
        assert (
            bare(together.render(page)) == bare(rendered(found.snapshot, page)) == bare(together.render(page))
        )


def bare(made: Rendered) -> Rendered:
    return replace(made, seconds=0.0, answers=())


def test_each_read_has_the_answer_that_it_was_given() -> None:
    found = full()
    for page in found.plan().pages:
        made = rendered(found.snapshot, page)
        assert [read.answer for read in made.reads] == [fingerprint(answer) for answer in made.answers]


FRAGMENTS = {
    "fragments/a.html": "<i>{{ site.title }}{{ site.recent(2)|length }}</i>",
    "fragments/b.html": "{{ site.fragment('fragments/a.html') }}{{ site.year }}",
    "fragments/page.html": "{{ page.title }}",
}


class NotingTemplates(Templates):
    """Notes each time that a template is rendered."""

    def __init__(self, sources: dict[str, str]) -> None:
        super().__init__(sources, "en", "d")
        self.names: list[str] = []

    def get(self, name: str) -> Any:
        self.names.append(name)
        return super().get(name)


def test_a_fragment_is_rendered_once_and_its_reads_join_each_page() -> None:
    found = full()
    templates = {
        **tiny_templates(
            **{
                "404": "{{ site.fragment('fragments/b.html') }}",
                "tags": "{{ site.fragment('fragments/b.html') }}!",
            }
        ),
        **FRAGMENTS,
    }
    pages = [found.page("/404.html"), found.page("/tags/"), found.page("/404.html")]
    noting = NotingTemplates(templates)
    renders = Renderer(PageAnswers(found.snapshot, Closures(templates), "tools"), noting)
    made = [renders.render(page) for page in pages]
    assert [name for name in noting.names if name.startswith("fragments/")] == [
        "fragments/b.html",
        "fragments/a.html",
    ]
    assert all(b"<i>The Strait Gazette2</i>2026" in each.data for each in made)
    for each in made:
        queries = [(read.query, read.args) for read in each.reads]
        for question in (
            ("setting", ("title",)),
            ("recent", (2,)),
            ("current_year", ()),
            ("template", ("fragments/a.html",)),
            ("template", ("fragments/b.html",)),
        ):
            assert question in queries
    assert bare(made[0]) == bare(made[2])


def test_a_fragment_of_a_settled_page_has_the_posts_of_midnight() -> None:
    templates = {**tiny_templates(article="{{ site.fragment('fragments/a.html') }}"), **FRAGMENTS}
    found = site(
        {
            "content/articles/new.md": story(date="2026-08-20 09:00"),
            "content/articles/old.md": story(date="2020-01-01"),
        }
    )
    made = renderer(found.snapshot, templates)
    new, old = made.render(found.page("/2026/08/new/")), made.render(found.page("/2020/01/old/"))
    assert b"<i>The Strait Gazette2</i>" in new.data
    assert b"<i>The Strait Gazette1</i>" in old.data
    assert {read.query for read in new.reads} & {"recent", "recent_at_midnight"} == {"recent"}
    assert {read.query for read in old.reads} & {"recent", "recent_at_midnight"} == {"recent_at_midnight"}


def test_a_fragment_does_not_see_the_page() -> None:
    templates = {**tiny_templates(**{"404": "{{ site.fragment('fragments/page.html') }}"}), **FRAGMENTS}
    with pytest.raises(SiteError) as caught:
        text_of(full(), "/404.html", templates)
    (problem,) = caught.value.problems
    assert (problem.slug, problem.place and problem.place.path) == (
        "template-fault",
        "templates/fragments/page.html",
    )


def test_a_page_that_asks_more_has_more_reads_and_no_page_beside_it() -> None:
    found = full()
    templates = tiny_templates(tags="{{ site.year }}")
    made = renderer(found.snapshot, templates)
    with_year, without = made.render(found.page("/tags/")), made.render(found.page("/archive/"))
    assert "current_year" in {read.query for read in with_year.reads}
    assert "current_year" not in {read.query for read in without.reads}


FAULTS: dict[str, tuple[dict[str, str], str, str | None, int | None]] = {
    "a missing page template": ({"404.html": ""}, "template-missing", None, None),
    "a broken one": ({"404": "\n{% if %}"}, "template-broken", "templates/404.html", 2),
    "an unknown name": ({"404": "\n\n{{ nothing }}"}, "template-fault", "templates/404.html", 3),
    "an unknown field": ({"404": "{{ page.nothing }}"}, "template-fault", "templates/404.html", 1),
    "an unknown question": ({"404": "{{ site.nothing }}"}, "template-fault", "templates/404.html", 1),
    "a question with a wrong argument": (
        {"404": "\n{{ site.recent('six')|length }}"},
        "template-fault",
        "templates/404.html",
        2,
    ),
    "a question with too few": (
        {"404": "{{ site.recent()|length }}"},
        "template-fault",
        "templates/404.html",
        1,
    ),
    "a question with too many": ({"404": "{{ site.front(1) }}"}, "template-fault", "templates/404.html", 1),
    "an unknown argument": (
        {"404": "{{ site.articles(tags='x')|length }}"},
        "template-fault",
        "templates/404.html",
        1,
    ),
    "a list that is not there": (
        {"404": "{{ site.page_of('tag:none').items|length }}"},
        "template-fault",
        "templates/404.html",
        1,
    ),
    "an asset that is not there": (
        {"404": "{{ site.asset('none.css') }}"},
        "template-fault",
        "templates/404.html",
        1,
    ),
    "a setting that is none": (
        {"404": "{{ site.setting('keep') }}"},
        "template-fault",
        "templates/404.html",
        1,
    ),
    "an absent value": ({"404": "{{ page.description }}"}, "template-fault", "templates/404.html", 1),
    "an absent date": ({"404": "{{ page.updated|date }}"}, "template-fault", "templates/404.html", 1),
    "a division": ({"404": "{{ 1 / 0 }}"}, "template-fault", "templates/404.html", 1),
    "an addition": ({"404": "{{ 1 + 'x' }}"}, "template-fault", "templates/404.html", 1),
    "a filter of Jinja's": ({"404": "{{ 5|join }}"}, "template-fault", "templates/404.html", 1),
    "a missing include": (
        {"404": "\n{% include 'none.html' %}"},
        "template-missing",
        "templates/404.html",
        2,
    ),
    "an endless include": ({"404": "{% include '404.html' %}"}, "template-fault", None, None),
    "a broken include": (
        {"404": "{% include 'x.html' %}", "x": "\n{{ }"},
        "template-broken",
        "templates/x.html",
        2,
    ),
    "an endless fragment": (
        {"404": "{{ site.fragment('x.html') }}", "x": "{{ site.fragment('x.html') }}"},
        "template-fault",
        None,
        None,
    ),
    "a missing fragment": (
        {"404": "{{ site.fragment('none.html') }}"},
        "template-missing",
        "templates/404.html",
        1,
    ),
}


@pytest.mark.parametrize(("changed", "slug", "path", "line"), FAULTS.values(), ids=FAULTS)
def test_what_a_designer_did_wrong_is_told_with_file_and_line(
    changed: dict[str, str], slug: str, path: str | None, line: int | None
) -> None:
    templates = tiny_templates(**{name: text for name, text in changed.items() if not name.endswith(".html")})
    for name in changed:
        if name.endswith(".html"):
            del templates[name]
    with pytest.raises(SiteError) as caught:
        text_of(full(), "/404.html", templates)
    (problem,) = caught.value.problems
    assert problem.slug == slug
    if path is not None:
        assert problem.place is not None
        assert (problem.place.path, problem.place.line) == (path, line)


def test_a_bug_of_ours_is_not_put_on_the_designer() -> None:
    class Broken:
        def answer(self, query: str, args: Any) -> object:
            if query == "current_year":
                raise ZeroDivisionError("a bug")
            return "x" if query in ("tools", "template") else SiteAnswers(full().snapshot).answer(query, args)

    made = Renderer(Broken(), Templates(tiny_templates(**{"404": "{{ site.year }}"}), "en", "d"))
    with pytest.raises(ZeroDivisionError):
        made.render(full().page("/404.html"))


def view(path: str, found: Site | None = None) -> Any:
    found = found or full()
    return view_of(found.page(path), Reader(SiteAnswers(found.snapshot)))


def test_the_view_of_an_article() -> None:
    found = view("/2026/08/vote/")
    assert (found.kind, found.id, found.title, found.url) == (
        "article",
        "vote",
        "Vote & more",
        "/news/2026/08/vote/",
    )
    assert found.canonical == found.absolute == "https://gazette.example/news/2026/08/vote/"
    assert found.body == found.body_parts[0] + found.body_parts[1]
    assert '<a href="/news/2025/12/b/">b</a>' in found.body
    assert [heading.text for heading in found.toc] == ["Why"]
    assert (found.word_count, found.reading_time) == (303, 2)
    assert [profile.slug for profile in found.author_bios] == ["siti", "budi"]
    assert found.extra == {"a": ["b"]}
    assert found.robots is None
    assert found.section.slug == "politics"
    hrefs = {link.service: link.href for link in found.share}
    assert "https%3A%2F%2Fgazette.example%2Fnews%2F2026%2F08%2Fvote%2F" in hrefs["facebook"]
    assert "pinterest" not in hrefs


def test_an_article_with_a_social_image_can_be_pinned() -> None:
    contents = replace(
        full().contents, pictures={"content/articles/p.jpg": Picture("d", "jpeg", 1600, 1000, key="k")}
    )
    found = view("/2026/08/vote/", replace(full(), snapshot=Snapshot(contents, full().snapshot.now)))
    assert found.social.url.startswith("https://gazette.example/news/2026/08/vote/p-1200x630.")
    (pin,) = [link for link in found.share if link.service == "pinterest"]
    assert parse_qs(urlsplit(pin.href).query)["media"] == [found.social.url]


def test_the_view_of_a_lite_page() -> None:
    drawing = {**DRAWING, "site.yaml": BELOW + "lite: true\n"}
    full_page, lite_page = (view(f"/2026/08/vote/{end}", site(drawing)) for end in ("", "lite/"))
    assert full_page.lite == lite_page.url == "/news/2026/08/vote/lite/"
    assert lite_page.full == full_page.url == "/news/2026/08/vote/"
    assert lite_page.canonical == full_page.canonical
    assert (lite_page.kind, full_page.full, lite_page.lite) == ("lite", None, None)
    for name in (
        "id",
        "title",
        "description",
        "lang",
        "date",
        "label",
        "section",
        "authors",
        "tags",
        "image",
    ):
        assert getattr(lite_page, name) == getattr(full_page, name)
    assert (lite_page.word_count, lite_page.reading_time) == (303, 2)
    assert '<a href="/news/2025/12/b/">b</a>' in lite_page.body
    assert view("/2026/08/vote/").lite is None


def test_a_lite_page_asks_what_its_article_asks() -> None:
    found = site({**DRAWING, "site.yaml": BELOW + "lite: true\n"})
    reads = {
        end: {(read.query, read.args) for read in rendered(found.snapshot, found.page(path)).reads}
        for end in ("", "lite/")
        for path in [f"/2026/08/vote/{end}"]
    }
    assert reads["lite/"] - {("template", ("lite.html",))} < reads[""]


@pytest.mark.parametrize("front", [{"draft": True}, {"date": "2026-09-01"}])
def test_a_lite_page_that_is_not_public_is_not_for_search_engines(front: dict[str, Any]) -> None:
    drawing = {"content/articles/a.md": story(**front)}
    found = site(drawing, settings="lite: true\n", drafts=True)
    (page,) = [page for page in found.plan().pages if page.kind == "lite"]
    made = view_of(page, Reader(SiteAnswers(found.snapshot)))
    assert made.robots == "noindex"
    assert made.marks


def test_an_article_without_a_picture_cannot_be_pinned() -> None:
    assert "pinterest" not in {link.service for link in view("/2025/12/b/").share}


def test_the_language_is_the_articles_own() -> None:
    assert (view("/2025/12/b/").lang, view("/2025/12/b/").dir) == ("ms-Arab", "rtl")
    assert (view("/about/").lang, view("/about/").dir) == ("ur", "rtl")
    assert (view("/tags/").lang, view("/tags/").dir) == ("en", "ltr")


def test_an_unpublished_article_is_not_for_robots() -> None:
    found = site({"content/articles/a.md": story(draft=True)}, drafts=True)
    assert view("/2026/08/a/", found).robots == "noindex"
    assert view("/404.html").robots == "noindex"
    assert view("/old/").robots == "noindex"


def test_other_views() -> None:
    front, about, haze = view("/"), view("/about/"), view("/tags/haze/")
    assert (front.title, front.description) == ("The Strait Gazette", "News")
    assert (about.title, about.image.src, about.extra) == ("About", "/news/logo.png", {"x": "y"})
    assert (haze.title, haze.tag.count, len(haze.list.items)) == ("haze", 2, 2)
    assert view("/politics/").section.name == "Politics"
    siti = view("/authors/siti/")
    assert (siti.title, siti.description, siti.image.src) == ("Siti", "Editor", "/news/authors/siti/s.jpg")
    assert view("/archive/2026/").title == "2026"
    assert view("/archive/2025/12/").title == "December 2025"
    old = view("/old/")
    assert (old.target, old.target_url, old.canonical) == (
        old.canonical,
        "/news/2026/08/vote/",
        "https://gazette.example/news/2026/08/vote/",
    )


def test_every_field_of_every_view_is_there_and_absent_ones_are_none_or_empty() -> None:
    views = [view(page.path) for page in full().plan().pages if page.template is not None]
    for found in views:
        for name in found.__slots__:
            value = getattr(found, name)
            assert value is not ...
            if name in ("tags", "authors", "share", "toc", "years", "authors_all", "author_bios", "marks"):
                assert isinstance(value, tuple)


def test_a_page_that_is_not_there_cannot_be_shown() -> None:
    for page in (Page("/x/", "tag", ("none", None)), Page("/x/page/9/", "tag", ("haze", 9))):
        with pytest.raises((QuestionError, SiteError, AttributeError)):
            view_of(page, Reader(SiteAnswers(full().snapshot)))


def test_absolute_urls() -> None:
    assert absolute_url("/a.jpg", "https://x.example") == "https://x.example/a.jpg"
    assert absolute_url("https://cdn.example/a.jpg", "https://x.example") == "https://cdn.example/a.jpg"
    assert absolute_url("//cdn.example/a.jpg", "https://x.example") == "https://cdn.example/a.jpg"


def test_extra_is_read_from_json_for_each_page_anew() -> None:
    found = full()
    templates = tiny_templates(article="{{ page.extra.a.append('c') or page.extra.a|length }}")
    made = renderer(found.snapshot, templates)
    assert all(made.render(found.page("/2026/08/vote/")).data.endswith(b"2") for _ in range(2))
    assert json.loads(found.ask("extra", "vote")) == {"a": ["b"]}
