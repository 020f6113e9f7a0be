from __future__ import annotations

from asiansite.storage.memory import MemoryTree
from asiansite.storage.theme import ThemedTree

THEME = MemoryTree(
    {
        "site.yaml": "title: The theme's own",
        "content/articles/one.md": "One",
        "templates/base.html": "the theme's base",
        "templates/article.html": "the theme's article",
        "templates/macros/card.html": "the theme's card",
        "static/css/brand.css": "the theme's brand",
        "static/js/share.js": "the theme's script",
    }
)


def texts(own: dict[str, str]) -> dict[str, str]:
    """Every source that a site with the files `own` has, with its text, read in both ways."""
    tree = ThemedTree(MemoryTree(own), THEME)
    found, problems = tree.scan()
    assert problems == ()
    paths = [source.path for source in found]
    assert paths == sorted(set(paths))
    shown = {}
    for path in paths:
        assert tree.exists(path)
        shown[path] = tree.read(path).decode()
        with tree.open(path) as file:
            assert file.read().decode() == shown[path]
    return shown


def test_a_site_without_files_has_the_themes_and_none_of_its_content() -> None:
    assert texts({}) == {
        "templates/base.html": "the theme's base",
        "templates/article.html": "the theme's article",
        "templates/macros/card.html": "the theme's card",
        "static/css/brand.css": "the theme's brand",
        "static/js/share.js": "the theme's script",
    }


def test_a_sites_template_takes_the_place_of_the_themes_which_stands_below_it() -> None:
    found = texts({"templates/article.html": "own", "templates/macros/card.html": "own card"})
    assert found["templates/article.html"] == "own"
    assert found["templates/theme/article.html"] == "the theme's article"
    assert found["templates/macros/card.html"] == "own card"
    assert found["templates/theme/macros/card.html"] == "the theme's card"
    assert "templates/theme/base.html" not in found


def test_a_static_file_of_the_sites_is_alone() -> None:
    found = texts({"static/css/brand.css": "own"})
    assert found["static/css/brand.css"] == "own"
    assert not any("theme/" in path for path in found)


def test_a_sites_own_folder_of_that_name_goes_before_it() -> None:
    found = texts({"templates/article.html": "own", "templates/theme/article.html": "mine"})
    assert found["templates/theme/article.html"] == "mine"
