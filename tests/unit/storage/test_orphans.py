"""Orphans that some disk takes for a new file."""

from __future__ import annotations

from asiansite.storage.orphans import respelled


def test_a_file_whose_name_changes_its_case() -> None:
    orphans, taken = respelled({"Photo.jpg", "other.jpg"}, ["photo.jpg", "new.jpg"])
    assert orphans == {"Photo.jpg"}
    assert taken == {"photo.jpg": "Photo.jpg"}


def test_a_folder_whose_name_changes_its_case() -> None:
    orphans, taken = respelled({"About/a.html", "About/b.html", "c.html"}, ["about/a.html", "about/d.html"])
    assert orphans == {"About/a.html", "About/b.html"}
    assert taken == {"about/a.html": "About/a.html", "about/d.html": None}


def test_another_unicode_form() -> None:
    orphans, taken = respelled({"CAFÉ/index.html"}, ["café/index.html"])
    assert orphans == {"CAFÉ/index.html"}
    assert taken == {"café/index.html": "CAFÉ/index.html"}


def test_a_file_in_the_place_of_a_respelt_folder() -> None:
    orphans, taken = respelled({"About/a.html"}, ["about"])
    assert orphans == {"About/a.html"}
    assert taken == {"about": None}


def test_other_names_are_left_in_peace() -> None:
    assert respelled({"a/b.html", "a/c.html"}, ["a/d.html", "b.html"]) == (frozenset(), {})
    assert respelled(set(), ["a", "A"]) == (frozenset(), {})
