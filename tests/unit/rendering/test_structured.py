from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.author import KINDS
from asiansite.content.pictures import Picture
from asiansite.rendering.door import SiteDoor
from asiansite.rendering.structured import as_script
from asiansite.rendering.structured.graph import ARTICLES, LEAST_PIXELS
from asiansite.rendering.structured.outlet import POLICIES
from asiansite.rendering.structured.things import Person
from asiansite.rendering.views import view_of
from asiansite.site.queries import SiteAnswers
from asiansite.site.snapshot import Snapshot
from asiansite.trace import QuestionError, Reader
from tests.fakes.sites import Site, site, source, story
from tests.fakes.values import replace

BELOW = """\
title: The Strait Gazette
base_url: https://gazette.example/news
timezone: Asia/Singapore
description: News of the straits
publisher:
  name: Strait Media
  logo: /logo.png
  same_as: https://www.wikidata.org/wiki/Q1
  founded: 2019
  ethics: pages/ethics.md
  masthead: https://strait.example/who
"""
DRAWING = {
    "site.yaml": BELOW,
    "content/articles/vote.md": story(
        "Vote & more",
        tags=["haze", "trade"],
        author=["siti", "Haze Desk", "Budi"],
        section="Politics",
        dateline="JAKARTA",
        description="Who won.",
        updated="2026-08-02 09:00",
        image={"src": "p.jpg", "alt": "", "credit": "Ana / Strait"},
    ),
    "content/articles/p.jpg": b"p",
    "content/articles/bare.md": story("Bare", "2025-12-31", updated="2025-12-30", lang="ms-Arab"),
    "content/authors/siti.md": source(
        "She *writes*\nin <b>Jakarta</b>.",
        name="Siti",
        role="Editor",
        links={"x": "siti", "email": "s@gazette.example"},
    ),
    "content/authors/haze-desk.md": source("", name="Haze Desk", kind="organisation", role="Air"),
    "content/pages/ethics.md": source(title="Ethics", updated="2026-01-02"),
    "static/logo.png": b"l",
}


def told(found: Site, path: str) -> dict[str, Any]:
    """What the page at `path` tells, by type; {} if it tells nothing."""
    page, reader = found.page(path), Reader(SiteAnswers(found.snapshot))
    door = SiteDoor(reader, lambda name: None, settled=False)  # type: ignore[arg-type, return-value]
    text = str(door.structured(view_of(page, reader)))
    if not text:
        return {}
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data["@graph"]}


def with_picture(found: Site, width: int, height: int) -> Site:
    """The site with content/articles/p.jpg as a photo of this size."""
    photo = Picture("1" * 32, "jpeg", width, height, key="2" * 32)
    contents = replace(found.contents, pictures={"content/articles/p.jpg": photo})
    return replace(found, snapshot=Snapshot(contents, found.snapshot.now))


def test_an_article_tells_all_that_is_recommended() -> None:
    url = "https://gazette.example/news/2026/08/vote/"
    (kind, article), (_, crumbs) = told(with_picture(site(DRAWING), 1600, 900), "/2026/08/vote/").items()
    pictures = article.pop("image")
    assert kind == "NewsArticle"
    assert article == {
        "@type": "NewsArticle",
        "headline": "Vote & more",
        "url": url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "datePublished": "2026-08-01T08:00:00+08:00",
        "dateModified": "2026-08-02T09:00:00+08:00",
        "author": [
            {
                "@type": "Person",
                "@id": "https://gazette.example/news/authors/siti/#author",
                "name": "Siti",
                "url": "https://gazette.example/news/authors/siti/",
                "jobTitle": "Editor",
                "sameAs": ["https://x.com/siti"],
            },
            {
                "@type": "Organization",
                "@id": "https://gazette.example/news/authors/haze-desk/#author",
                "name": "Haze Desk",
                "url": "https://gazette.example/news/authors/haze-desk/",
            },
            {
                "@type": "Person",
                "@id": "https://gazette.example/news/authors/budi/#author",
                "name": "Budi",
                "url": "https://gazette.example/news/authors/budi/",
            },
        ],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "@id": "https://gazette.example/news/#publisher",
            "name": "Strait Media",
            "url": "https://gazette.example/news/",
            "logo": {"@type": "ImageObject", "url": "https://gazette.example/news/logo.png"},
            "sameAs": ["https://www.wikidata.org/wiki/Q1"],
            "foundingDate": "2019",
            "ethicsPolicy": "https://gazette.example/news/ethics/",
            "masthead": "https://strait.example/who",
        },
        "description": "Who won.",
        "articleSection": "Politics",
        "keywords": ["haze", "trade"],
        "dateline": "JAKARTA",
        "inLanguage": "en",
        "wordCount": 2,
        "isAccessibleForFree": True,
    }
    assert [(each["width"], each["height"]) for each in pictures] == [(1200, 675), (1200, 900), (900, 900)]
    for each in pictures:
        assert each["url"] == each["contentUrl"]
        assert each["url"].startswith("https://gazette.example/news/2026/08/vote/p-")
        assert each["creditText"] == "Ana / Strait"
    assert [(step["position"], step["name"], step["item"]) for step in crumbs["itemListElement"]] == [
        (1, "Home", "https://gazette.example/news/"),
        (2, "Politics", "https://gazette.example/news/politics/"),
    ]


def test_what_nobody_signs_the_publisher_does_and_nothing_changes_before_it_is_there() -> None:
    article = told(site(DRAWING), "/2025/12/bare/")["NewsArticle"]
    assert article["author"] == [article["publisher"]]
    assert article["dateModified"] == article["datePublished"] == "2025-12-31T00:00:00+08:00"
    assert article["inLanguage"] == "ms-Arab"
    assert not {"image", "articleSection", "keywords", "dateline"} & article.keys()


@pytest.mark.parametrize(
    ("label", "kind"), [*((label, made.__name__) for label, made in ARTICLES.items()), ("sponsored", None)]
)
def test_the_label_tells_the_kind_of_piece(label: str, kind: str | None) -> None:
    found = told(site({"content/articles/a.md": story(label=label)}), "/2026/08/a/")
    assert [*found] == [*([kind] if kind else []), "BreadcrumbList"]


def test_a_crop_that_is_too_small_is_not_told_and_a_drawing_is() -> None:
    small = {
        "content/articles/a.md": story(image={"src": "p.jpg", "alt": ""}),
        "content/articles/p.jpg": b"p",
    }
    found = told(with_picture(site(small), 300, 200), "/2026/08/a/")["NewsArticle"]
    assert [(each["width"], each["height"]) for each in found["image"]] == [(300, 168), (266, 199)]
    assert 266 * 199 >= LEAST_PIXELS > 200 * 200
    found = told(with_picture(site(small), 100, 100), "/2026/08/a/")["NewsArticle"]
    assert "image" not in found
    elsewhere = story(image={"src": "https://img.example/a.svg", "alt": ""})
    found = told(site({"content/articles/a.md": elsewhere}), "/2026/08/a/")["NewsArticle"]
    assert found["image"] == [{"@type": "ImageObject", "url": "https://img.example/a.svg"}]


def test_an_authors_page_is_a_profile_and_their_older_articles_are_lists() -> None:
    many = {f"content/articles/{n:02}.md": story(f"Story {n}", author="siti") for n in range(7)}
    found = site({**DRAWING, **many}, settings="")
    found = site({**DRAWING, **many, "site.yaml": BELOW + "page_size: 3\n"})
    profile = told(found, "/authors/siti/")["ProfilePage"]
    assert profile["mainEntity"] == {
        "@type": "Person",
        "@id": "https://gazette.example/news/authors/siti/#author",
        "name": "Siti",
        "url": "https://gazette.example/news/authors/siti/",
        "jobTitle": "Editor",
        "description": "She writes in Jakarta.",
        "sameAs": ["https://x.com/siti"],
    }
    assert [*told(found, "/authors/siti/page/1/")] == ["CollectionPage", "BreadcrumbList"]
    desk = told(found, "/authors/haze-desk/")["ProfilePage"]["mainEntity"]
    assert (desk["@type"], desk["description"]) == ("Organization", "Air")
    assert "jobTitle" not in desk


def test_lists_tell_their_articles_in_order() -> None:
    found = told(site(DRAWING), "/tags/haze/")
    assert [*found] == ["CollectionPage", "BreadcrumbList"]
    assert found["CollectionPage"]["mainEntity"]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "url": "https://gazette.example/news/2026/08/vote/"}
    ]
    assert [*told(site(DRAWING), "/archive/")] == ["CollectionPage"]


def test_the_front_page_tells_of_the_site_and_a_standing_page_of_itself() -> None:
    front = told(site(DRAWING), "/")["WebSite"]
    assert (front["@id"], front["name"], front["description"]) == (
        "https://gazette.example/news/#website",
        "The Strait Gazette",
        "News of the straits",
    )
    assert front["publisher"]["@type"] == "NewsMediaOrganization"
    assert told(site(DRAWING), "/ethics/")["WebPage"]["dateModified"] == "2026-01-02T00:00:00+08:00"


def test_the_front_page_tells_where_to_search_if_one_can() -> None:
    assert "potentialAction" not in told(site(DRAWING), "/")["WebSite"]
    found = site({**DRAWING, "site.yaml": BELOW + "search: true\n"})
    assert told(found, "/")["WebSite"]["potentialAction"] == {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": "https://gazette.example/news/search/?q={search_term_string}",
        },
        "query-input": "required name=search_term_string",
    }


@pytest.mark.parametrize("path", ["/404.html", "/old/", "/2026/08/vote/lite/"])
def test_pages_that_are_found_under_another_address_tell_nothing(path: str) -> None:
    drawing = {
        **DRAWING,
        "site.yaml": BELOW + "lite: true\n",
        "content/pages/us.md": source(title="Us", aliases=["/old/"]),
    }
    assert told(site(drawing), path) == {}


def test_every_policy_of_the_settings_has_a_name_there() -> None:
    from asiansite.content import publisher
    from asiansite.rendering.structured.things import NewsMediaOrganization

    assert tuple(sorted(POLICIES)) == tuple(sorted(publisher.POLICIES))
    assert set(POLICIES.values()) <= set(NewsMediaOrganization.__struct_fields__)
    assert KINDS == ("person", "organisation")


@given(st.text())
def test_no_text_ends_the_script_and_all_come_back(text: str) -> None:
    made = str(as_script([Person(text)]))
    assert not set("<>&\u2028\u2029") & set(made)
    assert json.loads(made)["@graph"][0]["name"] == text


def test_it_is_asked_of_a_page() -> None:
    found = site(DRAWING)
    with pytest.raises(QuestionError):
        SiteDoor(Reader(SiteAnswers(found.snapshot)), lambda name: None, settled=False).structured("page")  # type: ignore[arg-type, return-value]


def test_what_was_wrong_is_told_with_its_date() -> None:
    notes = [
        {"date": f"2026-08-0{day} 09:00", "kind": kind, "text": text}
        for day, kind, text in (
            (3, "correction", "It was *ten*, said [them](https://x.example)."),
            (4, "clarification", "Of all."),
            (5, "update", "It rained."),
            (6, "right-of-reply", "We won."),
        )
    ]
    found = site({"content/articles/vote.md": story("Vote", corrections=notes)})
    article = told(found, "/2026/08/vote/")["NewsArticle"]
    comment = {"@type": "CorrectionComment"}
    assert article["correction"] == [
        {**comment, "text": "It was ten, said them.", "datePublished": "2026-08-03T09:00:00+08:00"},
        {**comment, "text": "Of all.", "datePublished": "2026-08-04T09:00:00+08:00"},
    ]
    assert article["dateModified"] == "2026-08-06T09:00:00+08:00"
    assert "correction" not in told(found.at("2026-08-02 09:00"), "/2026/08/vote/")["NewsArticle"]
