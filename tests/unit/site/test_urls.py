from __future__ import annotations

import unicodedata
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.settings import Settings
from asiansite.site.addresses import hashed_name, standing_path
from asiansite.site.urls import Urls, claim_key, output_of

ROOT, BELOW = (
    Urls(Settings("x", "https://gazette.example")),
    Urls(Settings("x", "https://gazette.example/a/news")),
)


def test_urls_stand_below_the_path_of_the_site() -> None:
    assert ROOT.url("/2026/vote/") == "/2026/vote/"
    assert BELOW.url("/2026/vote/") == "/a/news/2026/vote/"
    assert BELOW.absolute("/2026/vote/") == "https://gazette.example/a/news/2026/vote/"
    assert ROOT.url("/") == "/"
    assert BELOW.url("/") == "/a/news/"


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=20))
def test_a_url_leads_back_to_its_path_and_is_plain_ascii(text: str) -> None:
    path = f"/{text}/"
    for urls, base in ((ROOT, ""), (BELOW, "/a/news")):
        url, absolute = urls.url(path), urls.absolute(path)
        assert url.isascii()
        assert unquote(url) == base + path
        assert absolute == f"https://gazette.example{url}"
        assert not set(url) & set(' "<>\\^`{|}?#\n')
        assert urlsplit(absolute).path == url


@pytest.mark.parametrize(
    ("path", "output"),
    [("/", "index.html"), ("/404.html", "404.html"), ("/a/b/", "a/b/index.html"), ("/old.html", "old.html")],
)
def test_the_file_that_answers_at_a_path(path: str, output: str) -> None:
    assert output_of(path) == output


@given(st.text(max_size=12))
def test_one_file_on_some_disk_is_one_claim(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert claim_key(unicodedata.normalize(form, text)) == claim_key(text)
    assert claim_key(claim_key(text)) == claim_key(text)
    assert claim_key(unicodedata.normalize("NFC", text).casefold()) == claim_key(text)


@pytest.mark.parametrize(
    ("name", "hashed"),
    [
        ("site.css", "site.12345678.css"),
        ("css/site.min.css", "css/site.min.12345678.css"),
        ("a.b/site", "a.b/site.12345678"),
        ("site", "site.12345678"),
        (".htaccess", ".htaccess.12345678"),
        ("css/.x", "css/.12345678.x"),
    ],
)
def test_a_hashed_name_keeps_its_folder_and_its_ending(name: str, hashed: str) -> None:
    assert hashed_name(name, "1234567890") == hashed


@given(st.lists(st.sampled_from(["a", "b", ".", "/", "x.css"]), min_size=1, max_size=6).map("".join))
def test_names_of_different_files_or_bytes_differ(name: str) -> None:
    assert hashed_name(name, "1" * 32) != hashed_name(name, "2" * 32)
    assert hashed_name(name, "1" * 32) != name


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("about.md", "/about/"),
        ("index.md", "/"),
        ("team/index.md", "/team/"),
        ("team/desk.md", "/team/desk/"),
        ("myindex.md", "/myindex/"),
        ("a/myindex.md", "/a/myindex/"),
        ("404.md", "/404/"),
    ],
)
def test_the_paths_of_standing_pages(source: str, path: str) -> None:
    assert standing_path(f"content/pages/{source}") == path
