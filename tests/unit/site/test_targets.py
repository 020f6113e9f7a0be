from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.images import Image
from asiansite.content.settings import Settings
from asiansite.site.contents import Contents
from asiansite.site.pictures import shown_image
from asiansite.site.targets import (
    file_named,
    file_path,
    is_absolute,
    is_source,
    source_named,
    split_target,
)
from asiansite.site.urls import Urls
from tests.fakes.values import replace

HERE = "content/articles/2026/vote.md"
CONTENTS = Contents(
    Settings("x", "https://gazette.example/news"),
    files=frozenset(
        {"content/articles/2026/a.jpg", "content/articles/a b.jpg", "content/articles/2026/é.jpg"}
    ),
    static={"logo.png": "1", "img/a.jpg": "2"},
)

SOURCES = {
    "other.md": "content/articles/2026/other.md",
    "./other.md": "content/articles/2026/other.md",
    "../2025/old.md": "content/articles/2025/old.md",
    "../../pages/about.md": "content/pages/about.md",
    "/pages/about.md": "content/pages/about.md",
    "/authors/siti.md#bio": "content/authors/siti.md",
    "my%20story.md?x=1#top": "content/articles/2026/my story.md",
    "e\u0301.md": "content/articles/2026/é.md",
    "OTHER.MD": "content/articles/2026/OTHER.MD",
}


@pytest.mark.parametrize(("target", "path"), SOURCES.items())
def test_sources_are_named_from_the_source_or_from_content(target: str, path: str) -> None:
    assert is_source(target)
    assert source_named(target, HERE) == path


FILES = {
    "a.jpg": "content/articles/2026/a.jpg",
    "./a.jpg": "content/articles/2026/a.jpg",
    "../a%20b.jpg": "content/articles/a b.jpg",
    "../a b.jpg": "content/articles/a b.jpg",
    "e\u0301.jpg": "content/articles/2026/é.jpg",
    "a.jpg?w=1": "content/articles/2026/a.jpg",
    "/logo.png": "static/logo.png",
    "logo.png": "static/logo.png",
    "/img/a.jpg": "static/img/a.jpg",
    "img/../logo.png": "static/logo.png",
    "b.jpg": None,
    "/a.jpg": None,
    "../../../../etc/passwd": None,
    "/../content/articles/2026/a.jpg": None,
    "": None,
    "#top": None,
    "?x": None,
    ".": None,
    "..": None,
    "/": None,
    "2026/": None,
}


@pytest.mark.parametrize(("target", "file"), FILES.items(), ids=ascii)
def test_files_stand_beside_the_source_or_below_static(target: str, file: str | None) -> None:
    assert file_named(target, HERE, CONTENTS) == file


@given(
    st.lists(
        st.sampled_from(["..", ".", "/", "a.jpg", "%2e%2e", "static", "content", "x.md", "#", "?", "\\"]),
        max_size=8,
    ).map("".join)
)
def test_no_target_names_a_file_that_was_not_scanned(target: str) -> None:
    found = file_named(target, HERE, CONTENTS)
    assert found is None or found in CONTENTS.files or found.removeprefix("static/") in CONTENTS.static
    source_named(target, HERE)
    is_absolute(target)


@given(st.text(max_size=20))
def test_a_target_is_its_path_and_the_rest(target: str) -> None:
    _, rest = split_target(target)
    assert target.endswith(rest)
    assert rest == "" or rest[0] in "#?"


def test_files_are_published_beside_their_page_or_where_static_has_them() -> None:
    assert file_path("content/articles/2026/a.jpg", "/2026/05/vote/") == "/2026/05/vote/a.jpg"
    assert file_path("content/pages/a.jpg", "/") == "/a.jpg"
    assert file_path("static/img/a.jpg", "/2026/05/vote/") == "/img/a.jpg"


def test_a_picture_has_its_url_or_is_left_out() -> None:
    urls, image = Urls(CONTENTS.settings), Image("a.jpg", "A field")
    shown = shown_image(image, HERE, "/2026/vote/", CONTENTS, urls)
    assert shown == replace(image, src="/news/2026/vote/a.jpg")
    assert shown_image(Image("/logo.png"), HERE, "/x/", CONTENTS, urls) == Image("/news/logo.png")
    assert shown_image(Image("missing.jpg"), HERE, "/x/", CONTENTS, urls) is None
    assert shown_image(None, HERE, "/x/", CONTENTS, urls) is None
    away = Image("https://cdn.example/a.jpg")
    assert shown_image(away, HERE, "/x/", CONTENTS, urls) == away


@pytest.mark.parametrize("target", ["https://x.org", "//x.org/a", "mailto:a@b", "tel:1", "HTTP://X"])
def test_what_leads_out(target: str) -> None:
    assert is_absolute(target)


@pytest.mark.parametrize("target", ["a.jpg", "/a.jpg", "../a", "#a", "", "//[x", "1:2"])
def test_what_stays(target: str) -> None:
    assert not is_absolute(target)
