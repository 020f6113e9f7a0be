from __future__ import annotations

import unicodedata
from zoneinfo import ZoneInfo

import pytest

from asiansite.content.author import AuthorDocument, read_author
from asiansite.content.prose import ProseOptions
from asiansite.site.bylines import Bylines


def author(name: str) -> AuthorDocument:
    found, _ = read_author(f"---\nname: {name}\n---\n".encode(), ZoneInfo("Asia/Jakarta"), ProseOptions())
    assert found is not None
    return found


BYLINES = Bylines(
    {
        "content/authors/siti.md": author("Siti Aminah"),
        "content/authors/budi-s.md": author("Budi Santoso"),
        "content/authors/joao.md": author("João"),
        "content/authors/desk.md": author("Environment Desk"),
        "content/authors/nok.md": author("นก"),
        "content/authors/twin-a.md": author("Tan"),
        "content/authors/twin-b.md": author("Tan"),
        "content/authors/bo.md": author("desk"),
    }
)

JOINED = {
    "siti": "siti",
    "SITI": "siti",
    "Siti Aminah": "siti",
    "siti aminah": "siti",
    "siti-aminah": "siti",
    "Siti  Aminah": "siti",
    "Siti Áminah": "siti",
    "budi-s": "budi-s",
    "Budi S": "budi-s",
    "Budi Santoso": "budi-s",
    "João": "joao",
    unicodedata.normalize("NFD", "João"): "joao",
    "Joao": "joao",
    "นก": "nok",
    "Tan": "twin-a",
    "twin-b": "twin-b",
    "desk": "desk",
}


@pytest.mark.parametrize(("text", "slug"), JOINED.items())
def test_an_author_is_named_by_slug_or_by_name_whatever_the_case(text: str, slug: str) -> None:
    assert BYLINES.slug(text) == slug
    assert BYLINES.has_file(text)
    assert BYLINES.slug(text) == slug


@pytest.mark.parametrize(
    ("text", "slug"), [("Siti", "siti"), ("Dewi Lestari", "dewi-lestari"), ("ดาว", "ดาว"), ("+++", "")]
)
def test_an_author_without_a_file_has_a_slug_of_their_own(text: str, slug: str) -> None:
    assert Bylines({}).slug(text) == slug
    assert not Bylines({}).has_file(text)
    assert Bylines({}).name(slug) is None


def test_names_come_from_the_files() -> None:
    assert BYLINES.name("siti") == "Siti Aminah"
    assert BYLINES.name("other") is None
