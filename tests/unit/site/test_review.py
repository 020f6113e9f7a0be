from __future__ import annotations

import pytest

from asiansite.errors import in_order
from asiansite.site.review import review
from asiansite.site.snapshot import Snapshot
from tests.fakes.marks import pointed, unmarked
from tests.fakes.sites import Site, site, slugs_of, source, stories, story
from tests.fakes.values import replace

SECTIONS = "sections: [{slug: politics, name: Politics}]\n"
SITI = {"content/authors/siti.md": "---\nname: Siti Aminah\n---\n"}


def found_in(
    drawing: dict[str, str], settings: str = ""
) -> list[tuple[str, str, str, tuple[int, int, int] | None]]:
    """(slug, level, path, what is pointed at) of every problem between the sources."""
    problems = in_order(review(site(drawing, settings=settings).snapshot))
    return [
        (each.slug, each.level, each.place.path if each.place else "", pointed(each)) for each in problems
    ]


FRONT = "---\ntitle: x\ndate: 2026-08-01\n"
ONE: dict[str, tuple[dict[str, str], str, str]] = {
    "an unknown section": (
        {"content/articles/a.md": FRONT + "section: ‹Politik›\n---\n"},
        "section-unknown",
        "error",
    ),
    "an author without a file": (
        {"content/articles/a.md": FRONT + "author: ‹Siti Amina›\n---\n"},
        "author-without-file",
        "warning",
    ),
    "the second author without a file": (
        {"content/articles/a.md": FRONT + "author: [siti, ‹Budi›]\n---\n"},
        "author-without-file",
        "warning",
    ),
    "an author without a slug": (
        {"content/articles/a.md": FRONT + "author: ‹'+++'›\n---\n"},
        "author-no-slug",
        "error",
    ),
    "an author with a device's name": (
        {"content/articles/a.md": FRONT + "author: ‹Con›\n---\n"},
        "author-no-slug",
        "error",
    ),
    "a tag without a slug": (
        {"content/articles/a.md": FRONT + "tags: [haze, ‹'+++'›]\n---\n"},
        "tag-no-slug",
        "error",
    ),
    "a tag with a device's name": (
        {"content/articles/a.md": FRONT + "tags: [‹Nul›]\n---\n"},
        "tag-no-slug",
        "error",
    ),
    "two tags of one slug": (
        {"content/articles/a.md": FRONT + "tags: [a/b, ‹a.b›]\n---\n"},
        "tags-share-slug",
        "error",
    ),
    "a picture that is missing": (
        {"content/articles/a.md": FRONT + "image: ‹p.jpg›\n---\n"},
        "picture-missing",
        "error",
    ),
    "a link to no source": (
        {"content/articles/a.md": FRONT + "---\n\nSee [b](‹b.md›).\n"},
        "link-to-no-source",
        "error",
    ),
    "a link with a fragment to no source": (
        {"content/articles/a.md": FRONT + "---\n[b](‹../b.md#x›)\n"},
        "link-to-no-source",
        "error",
    ),
    "a link to nothing": (
        {"content/articles/a.md": FRONT + "---\n\nSee [b](‹example.org›).\n"},
        "link-to-nothing",
        "warning",
    ),
    "a picture in the text that is missing": (
        {"content/articles/a.md": FRONT + "---\n\n![b](‹p.jpg›)\n"},
        "picture-missing",
        "error",
    ),
    "a picture that is not in static": (
        {"content/articles/a.md": FRONT + "---\n\n![b](‹/p.jpg›)\n"},
        "picture-not-in-static",
        "warning",
    ),
    "an id twice": (
        {
            "content/articles/a.md": FRONT + "id: haze\n---\n",
            "content/articles/b.md": FRONT + "id: ‹haze›\n---\n",
        },
        "id-twice",
        "error",
    ),
    "a name twice": (
        {
            "content/authors/b.md": "---\nname: ‹SITI Aminah›\n---\n",
            "content/authors/a.md": "---\nname: Siti Aminah\n---\n",
        },
        "author-name-twice",
        "warning",
    ),
    "a photo that is missing": (
        {"content/authors/b.md": "---\nname: B\nphoto: ‹b.jpg›\n---\n"},
        "picture-missing",
        "error",
    ),
    "a bio's link": (
        {"content/authors/b.md": "---\nname: B\n---\n[x](‹x.md›)\n"},
        "link-to-no-source",
        "error",
    ),
    "a page's picture": (
        {"content/pages/b.md": "---\ntitle: B\nimage: ‹b.jpg›\n---\n"},
        "picture-missing",
        "error",
    ),
    "a page's link": (
        {"content/pages/b.md": "---\ntitle: B\n---\n\n\n[x](‹x.md›)\n"},
        "link-to-no-source",
        "error",
    ),
    "an unknown lead": ({"content/front.yaml": "lead: ‹haze›\n"}, "front-unknown-article", "error"),
    "a lead to come": (
        {"content/front.yaml": "lead: ‹soon›\n", "content/articles/soon.md": story(date="2026-09-01")},
        "front-not-public",
        "warning",
    ),
    "an article's name": ({"content/articles/+++.md": FRONT + "---\n"}, "file-name-no-slug", "error"),
    "an author's name": ({"content/authors/Siti B.md": "---\nname: B\n---\n"}, "file-name-no-slug", "error"),
}


@pytest.mark.parametrize(("drawing", "slug", "level"), ONE.values(), ids=ONE)
def test_each_problem_is_found_once_at_its_place(drawing: dict[str, str], slug: str, level: str) -> None:
    plain, expected = {}, []
    for path, marked in drawing.items():
        plain[path], where = unmarked(marked)
        expected += [(path, each) for each in where]
    here = {} if any(path.startswith("content/authors") for path in drawing) else SITI
    found = found_in(plain | here, SECTIONS)
    assert [(each[0], each[1]) for each in found] == [(slug, level)]
    if expected:
        assert [(each[2], each[3]) for each in found] == expected


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in ONE
        if "article" in next(iter(ONE[name][0])) and "id " not in name and "lead" not in name
    ],
)
def test_what_a_draft_has_wrong_is_a_warning(name: str) -> None:
    drawing, slug, _ = ONE[name]
    drafts = {
        path: unmarked(text)[0].replace("---\n", "---\ndraft: true\n", 1) for path, text in drawing.items()
    }
    assert [(each[0], each[1]) for each in found_in(drafts | SITI, SECTIONS)] == [(slug, "warning")]


@pytest.mark.parametrize("first_is_draft", [True, False])
def test_an_id_that_only_a_draft_has_twice_stops_nobody(first_is_draft: bool) -> None:
    drawing = {
        "content/articles/a.md": story(id="haze", draft=first_is_draft),
        "content/articles/b.md": story(id="haze", draft=not first_is_draft),
    }
    assert [(each[0], each[1]) for each in found_in(drawing)] == [("id-twice", "warning")]


@pytest.mark.parametrize("first_is_draft", [True, False])
def test_a_tag_that_only_a_draft_has_wrong_stops_nobody(first_is_draft: bool) -> None:
    drawing = {
        "content/articles/a.md": story(tags=["a/b"], draft=first_is_draft),
        "content/articles/b.md": story(tags=["a.b"], draft=not first_is_draft),
    }
    ((slug, level, path, _),) = found_in(drawing)
    assert (slug, level, path) == (
        "tags-share-slug",
        "warning",
        f"content/articles/{'a' if first_is_draft else 'b'}.md",
    )


def test_three_tags_of_one_address_are_found_in_one_run() -> None:
    drawing = {
        f"content/articles/{name}.md": story(tags=[tag])
        for name, tag in zip("abc", ["a/b", "a.b", "a,b"], strict=True)
    }
    assert [(each[0], each[2]) for each in found_in(drawing)] == [
        ("tags-share-slug", "content/articles/b.md"),
        ("tags-share-slug", "content/articles/c.md"),
    ]


def test_a_drafts_tag_does_not_hide_what_two_others_have_wrong() -> None:
    drawing = {
        "content/articles/a.md": story(tags=["a/b"], draft=True),
        "content/articles/b.md": story(tags=["a.b"]),
        "content/articles/c.md": story(tags=["a,b"]),
    }
    assert sorted((each[1], each[2]) for each in found_in(drawing)) == [
        ("error", "content/articles/c.md"),
        ("warning", "content/articles/a.md"),
    ]


WHOLE = {
    **SITI,
    **stories(soon="2026-09-01"),
    "content/articles/draft.md": story(draft=True),
    "content/articles/p.jpg": "x",
    "static/logo.png": "x",
    "content/pages/about.md": source("[a](../articles/a.md)", title="About"),
    "content/pages/quiet.md": source("", title="Quiet", draft=True),
    "content/articles/a.md": story(
        author=["Siti Aminah", "siti"], tags=["Haze", "haze"], section="POLITICS", image="p.jpg"
    ).replace(
        "A paragraph.",
        "[s](soon.md) [d](draft.md) [q](/pages/quiet.md) [b](/authors/siti.md) [p](p.jpg) [t](/tags/haze/) [x](/nowhere/)\n"
        "![p](p.jpg) ![l](/logo.png) [m](mailto:a@b.example) [o](https://x.example/y.md) [f](#top) [a](a.md#x)",
    ),
    "content/front.yaml": "lead: a\n",
}


def test_a_whole_site_has_no_problem() -> None:
    assert found_in(WHOLE, SECTIONS) == []


def menu(url: str) -> list[str]:
    return slugs_of(review(site(WHOLE, settings=f"menu: [{{title: x, url: '{url}'}}]\n").snapshot))


@pytest.mark.parametrize(
    "url",
    [
        "/archive/",
        "/",
        "pages/about.md",
        "articles/soon.md",
        "/pages/about.md",
        "https://x.example/y.md",
        "mailto:a@b.c",
        "//x.example/",
    ],
)
def test_a_menu_leads_somewhere(url: str) -> None:
    assert menu(url) == []


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("archive", "menu-url-relative"),
        ("pages/none.md", "link-to-no-source"),
        ("about.md", "link-to-no-source"),
        ("#top", "menu-url-relative"),
    ],
)
def test_a_menu_that_leads_nowhere(url: str, slug: str) -> None:
    assert menu(url) == [slug]


def test_a_menus_problem_stands_at_its_url() -> None:
    text, (where,) = unmarked(
        "title: x\nbase_url: https://x.example\nmenu:\n  - title: x\n    url: ‹archive›\n"
    )
    (found,) = review(site({"site.yaml": text}).snapshot)
    assert found.place is not None
    assert (found.place.path, pointed(found)) == ("site.yaml", where)


def without(found: Site, *paths: str) -> list[str]:
    """What review says of a site of which some sources could not be read."""
    contents = found.contents
    rest = replace(
        contents,
        articles=tuple(each for each in contents.articles if each.path not in paths),
        authors={path: each for path, each in contents.authors.items() if path not in paths},
        unread=frozenset(paths),
    )
    return slugs_of(review(Snapshot(rest, found.snapshot.now)))


def test_a_source_that_cannot_be_read_makes_no_other_wrong() -> None:
    linked = {**WHOLE, "content/articles/b.md": story().replace("A paragraph.", "[a](a.md)")}
    assert (
        without(site(linked, settings=SECTIONS), "content/articles/a.md") == ["front-not-public"]
        or without(site(linked, settings=SECTIONS), "content/articles/a.md") == []
    )
    assert without(site(linked, settings=SECTIONS), "content/authors/siti.md") == []
    assert without(site(linked, settings=SECTIONS), "content/tags.yaml") == []


def test_what_is_held_can_be_linked_to() -> None:
    found = site({"content/articles/b.md": story().replace("A paragraph.", "[a](a.md)")})
    held = Snapshot(replace(found.contents, held=frozenset({"content/articles/a.md"})), found.snapshot.now)
    assert review(held) == ()
    assert slugs_of(review(found.snapshot)) == ["link-to-no-source"]


def test_a_hint_names_the_source_that_was_probably_meant() -> None:
    drawing = {
        "content/articles/2026/haze-season.md": story(),
        "content/articles/2025/b.md": story().replace("A paragraph.", "[a](haze-seasn.md)"),
    }
    (found,) = review(site(drawing).snapshot)
    assert any("../2026/haze-season.md" in text for _, text in found.facts)
