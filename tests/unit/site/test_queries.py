from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings

from asiansite.site.queries import QUERIES, SHARED, SiteAnswers
from asiansite.site.snapshot import Snapshot
from asiansite.trace import QuestionError
from tests.fakes.random_sites import sites_at_random
from tests.fakes.sites import Site, site, source, stories, story

TABLES = {"cards", "bodies", "authors", "tags", "settings", "assets", "templates", "clock", "front"}


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_says_what_it_answers(name: str) -> None:
    assert QUERIES[name].answer.__doc__


def test_what_many_pages_ask_is_a_query() -> None:
    assert set(QUERIES) >= SHARED


def test_a_query_that_does_not_exist() -> None:
    with pytest.raises(KeyError):
        SiteAnswers(site().snapshot).answer("nothing", ())


def ids(cards: Any) -> list[str]:
    return [card.id for card in cards]


TWO_DAYS = stories(
    a="2026-08-20 09:00",
    b="2026-08-20 00:00",
    c="2026-08-19 23:00",
    d="2026-08-01",
    future="2026-08-20 13:00",
)


@pytest.mark.parametrize(
    ("clock", "recent", "at_midnight"),
    [
        ("2026-08-20 12:00", ["a", "b", "c"], ["b", "c", "d"]),
        ("2026-08-20 13:00", ["future", "a", "b"], ["b", "c", "d"]),
        ("2026-08-20 00:00", ["b", "c", "d"], ["b", "c", "d"]),
        ("2026-08-19 23:59:59", ["c", "d"], ["d"]),
        ("2026-08-21 00:00", ["future", "a", "b"], ["future", "a", "b"]),
    ],
)
def test_recent_is_live_and_at_midnight_it_is_that_of_the_days_begin(
    clock: str, recent: list[str], at_midnight: list[str]
) -> None:
    found = site(TWO_DAYS, at=clock)
    assert ids(found.ask("recent", 3)) == recent
    assert ids(found.ask("recent_at_midnight", 3)) == at_midnight


def test_neighbours_are_the_articles_before_and_after() -> None:
    found = site(stories(a="2026-01-01", b="2026-01-02", c="2026-01-02", d="2026-01-03", future="2027-01-01"))
    order = ids(found.ask("recent", 9))
    assert order == ["d", "b", "c", "a"]
    for newer, older in pairwise(order):
        assert found.ask("neighbours", newer).older.id == older
        assert found.ask("neighbours", older).newer.id == newer
    assert found.ask("neighbours", "d").newer is None
    assert found.ask("neighbours", "a").older is None
    nobody = found.ask("neighbours", "future")
    assert (nobody.older, nobody.newer) == (None, None)


FILTERED = {
    "content/articles/a.md": story(
        date="2026-08-01", tags=["haze", "trade"], author="Siti", section="Politics"
    ),
    "content/articles/b.md": story(date="2026-07-01", tags=["haze"], author=["Siti", "Budi"]),
    "content/articles/c.md": story(date="2025-08-01", tags=["haze"], author="Budi", section="Politics"),
    "content/articles/d.md": story(date="2025-07-01"),
}
ASKED = {
    (None, None, None, None, None, None): "abcd",
    ("haze", None, None, None, None, None): "abc",
    ("haze", "budi", None, None, None, None): "bc",
    ("haze", None, "politics", None, None, None): "ac",
    ("haze", "siti", "politics", 2026, 8, None): "a",
    (None, None, None, 2026, None, None): "ab",
    (None, None, None, 2025, 8, None): "c",
    (None, None, None, None, 8, None): "ac",
    ("haze", None, None, None, 7, None): "b",
    ("haze", None, None, None, None, 2): "ab",
    (None, None, None, None, None, 0): "",
    ("none", None, None, None, None, None): "",
    ("haze", "nobody", None, None, None, None): "",
    ("", None, None, None, None, None): "",
    (None, None, None, 1999, None, None): "",
    (None, None, None, 2026, 13, None): "",
}


@pytest.mark.parametrize(("args", "expected"), ASKED.items(), ids=repr)
def test_articles_have_all_that_is_asked_for(args: tuple[Any, ...], expected: str) -> None:
    assert ids(site(FILTERED).ask("articles", *args)) == list(expected)


def year_of(found: Site, number: int) -> Any:
    (year,) = [year for year in found.ask("archive") if year.year == number]
    return year


@settings(max_examples=40)
@given(sites_at_random())
def test_every_article_is_counted_once_in_the_archive(made: Any) -> None:
    contents, now = made
    snapshot = Snapshot(contents, now)
    answers = SiteAnswers(snapshot)
    years: Any = answers.answer("archive", ())
    assert [year.year for year in years] == sorted({year.year for year in years}, reverse=True)
    assert sum(year.count for year in years) == len(snapshot.articles)
    for year in years:
        assert sum(month.count for month in year.months) == year.count
        months = [month.month for month in year.months]
        assert months == sorted(set(months), reverse=True)
        head: Any = answers.answer("page_of", (f"year:{year.year:04}", None))
        assert head.count == year.count
        for month in year.months:
            page: Any = answers.answer("page_of", (f"month:{year.year:04}-{month.month:02}", None))
            assert page.count == month.count


@settings(max_examples=40)
@given(sites_at_random())
def test_the_pages_of_a_list_hold_each_of_its_articles_once(made: Any) -> None:
    contents, now = made
    snapshot = Snapshot(contents, now)
    answers = SiteAnswers(snapshot)
    for key, items in snapshot.lists.items():
        page: Any = answers.answer("page_of", (key, None))
        found, number = list(page.items), None
        assert page.newer is None
        while page.older is not None:
            older = re.search(r"/page/(\d+)/$", page.older)
            assert older is not None
            here, number = number, int(older[1])
            page = answers.answer("page_of", (key, number))
            assert page.newer is not None
            assert page.newer.endswith("/" if here is None else f"/page/{here}/")
            assert page.count is None
            found += page.items
        assert [card.id for card in found] == [item.id for item in items]


@pytest.mark.parametrize("number", [0, -1, 3, 99])
def test_a_page_that_a_list_does_not_have_is_no_page(number: int) -> None:
    found = site(stories(a="2026-01-01", b="2026-01-02", c="2026-01-03"), settings="page_size: 1\n")
    assert ids(found.ask("page_of", "year:2026", 1).items) == ["a"]
    assert ids(found.ask("page_of", "year:2026", 2).items) == ["b"]
    with pytest.raises(QuestionError):
        found.ask("page_of", "year:2026", number)


def test_a_list_that_does_not_exist_is_no_list() -> None:
    for key in ("tag:none", "haze", "", "month:2026"):
        with pytest.raises(QuestionError):
            site().ask("page_of", key, None)


BASE = """\
title: The Strait Gazette
base_url: https://gazette.example/news
timezone: Asia/Singapore
publisher: {name: Strait Media, logo: /logo.png}
menu:
  - {title: About, url: pages/about.md}
  - {title: Archive, url: /archive/}
  - {title: Code, url: https://code.example/README.md}
  - {title: Mail, url: 'mailto:a@b.example'}
  - {title: Hidden, url: articles/hidden.md}
  - {title: Draft, url: pages/draft.md}
footer:
  - {title: Vote, url: articles/a.md}
"""
BELOW = {
    "site.yaml": BASE,
    "content/articles/a.md": story(
        tags=["haze"], author="siti", section="Politics", image={"src": "a.jpg", "alt": ""}, date="2026-08-02"
    ).replace(
        "A paragraph.", "[b](b.md) [top](/) [about](/pages/about.md) [siti](/authors/siti.md) ![a](a.jpg)"
    ),
    "content/articles/b.md": story(date="2026-08-01", tags=["haze"]),
    "content/articles/hidden.md": story(date="2027-01-01"),
    "content/articles/a.jpg": b"x",
    "content/authors/siti.md": source(
        "[a](../articles/a.md)", name="Siti", photo={"src": "siti.jpg", "alt": ""}
    ),
    "content/authors/siti.jpg": b"x",
    "content/pages/about.md": source("[a](../articles/a.md)", title="About"),
    "content/pages/draft.md": source(title="Draft", draft=True),
    "static/logo.png": b"x",
    "static/site.css": b"x",
    "templates/base.html": "{{ site.asset('site.css') }}",
}


def urls_in(value: Any) -> list[str]:
    """Every root-relative address in an answer, wherever it stands."""
    if isinstance(value, str):
        in_html = re.findall(r'(?:href|src)="(/[^"]*)"', value)
        return in_html or ([value] if value.startswith("/") else [])
    if isinstance(value, tuple):
        return [url for item in value for url in urls_in(item)]
    if hasattr(value, "html"):
        return urls_in(value.html)
    return [url for name in getattr(value, "__slots__", ()) for url in urls_in(getattr(value, name))]


def test_every_address_in_every_answer_stands_below_the_path_of_the_site() -> None:
    found = site(BELOW)
    assert found.review() == ()
    asked: list[tuple[str, tuple[Any, ...]]] = [
        *(("setting", (name,)) for name in ("menu", "footer", "publisher")),
        *((name, ()) for name in ("front", "tags", "authors", "sections", "archive")),
        *((name, (9,)) for name in ("recent", "recent_at_midnight")),
        *((name, ("a",)) for name in ("article", "body", "neighbours")),
        *[("standing", ("content/pages/about.md",)), ("profile", ("siti",))],
        *[("author", ("siti", None)), ("tag", ("haze", None)), ("section", ("politics", None))],
        *[("page_of", ("tag:haze", None)), ("year", (2026, None)), ("month", (2026, 8, None))],
        *[("url", ("/x/",)), ("address", ("/x/",)), ("asset", ("site.css",))],
    ]
    for query, args in asked:
        urls = urls_in(found.ask(query, *args))
        assert urls, query
        assert {url for url in urls if not url.startswith("/news/")} == set(), query
    assert found.ask("article", "a").absolute == "https://gazette.example/news/2026/08/a/"
    assert found.ask("address", "/x/") == ("/news/x/", "https://gazette.example/news/x/")


def test_menus_lead_to_what_is_public() -> None:
    menu = site(BELOW).ask("setting", "menu")
    assert [(link.title, link.url) for link in menu] == [
        ("About", "/news/about/"),
        ("Archive", "/news/archive/"),
        ("Code", "https://code.example/README.md"),
        ("Mail", "mailto:a@b.example"),
    ]


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)//.md", "data:text/html,x.md", "x:y.md", "javascript:x", "//[x.md", "foo:bar"],
)
def test_a_link_of_a_body_with_another_scheme_is_none(target: str) -> None:
    found = site(
        {"content/articles/a.md": story().replace("A paragraph.", f"[x](<{target}>) ![y](<{target}>)")}
    )
    html = str(found.ask("body", "a").html)
    assert "javascript:" not in html
    assert "<a" not in html
    assert "<img" not in html


def test_settings_that_a_template_may_ask() -> None:
    found = site()
    for name in ("title", "base_url", "description", "language", "timezone", "page_size", "recent", "share"):
        found.ask("setting", name)
    for name in ("keep", "permalink", "zone", "__class__", ""):
        with pytest.raises(QuestionError):
            found.ask("setting", name)


def test_an_asset_is_one_that_templates_name_and_has_its_hash_in_its_name() -> None:
    found = site(BELOW)
    url = found.ask("asset", "site.css")
    assert re.fullmatch(r"/news/site\.[0-9a-f]{8}\.css", url)
    changed = site({**BELOW, "static/site.css": b"y"})
    assert changed.ask("asset", "site.css") != url
    for name in ("logo.png", "none.css", "/site.css", "../site.css", ""):
        with pytest.raises(QuestionError):
            found.ask("asset", name)


def test_authors_are_sorted_by_name_with_and_without_a_file() -> None:
    drawing = {
        "content/authors/z.md": source("*Bio*", name="Aminah", role="Editor"),
        "content/authors/unused.md": source(name="Nobody"),
        "content/articles/a.md": story(author=["budi", "z", "Élodie"]),
        "content/articles/b.md": story(author="Budi", date="2026-01-01"),
    }
    found = site(drawing)
    assert [(author.slug, author.name, author.count) for author in found.ask("authors")] == [
        ("z", "Aminah", 1),
        ("budi", "Budi", 2),
        ("elodie", "Élodie", 1),
    ]
    assert found.ask("author", "unused", None) is None
    assert found.ask("profile", "budi").bio == ""
    assert found.ask("author", "z", 1).count is None


def test_numbered_pages_know_no_totals() -> None:
    found = site(BELOW)
    for query, args in (
        ("tag", ("haze",)),
        ("section", ("politics",)),
        ("author", ("siti",)),
        ("year", (2026,)),
        ("month", (2026, 8)),
    ):
        assert found.ask(query, *args, None).count is not None
        assert found.ask(query, *args, 1).count is None
        assert found.ask(query, *(["x"] if isinstance(args[0], str) else [1999, *args[1:]]), None) is None


def test_the_sections_that_every_page_shows_have_no_counts() -> None:
    found = site(BELOW)
    assert [(section.slug, section.count) for section in found.ask("sections")] == [("politics", None)]


def test_the_day_and_the_year_are_those_of_the_outlets_zone() -> None:
    found = site(at="2026-12-31T23:30Z")
    assert found.ask("today").isoformat() == "2027-01-01"
    assert found.ask("current_year") == 2027


def test_extra_is_the_articles_own() -> None:
    found = site(
        {
            "content/articles/a.md": story(extra={"x": ["1"]}),
            "content/articles/h.md": story(date="2027-01-01", extra={"y": "1"}),
        }
    )
    assert found.ask("extra", "a") == '{"x": ["1"]}'
    assert found.ask("extra", "h") == found.ask("extra", "none") == "{}"
