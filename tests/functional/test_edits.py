"""Edits, as the output shows them after the next build: what came, what went, and what was never ours."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.functional.nasty import PNG
from tests.functional.newsrooms import Newsroom
from tests.functional.outputs import contents, entries


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    found = Newsroom(tmp_path / "site")
    found.write("content/articles/strait/map.png", PNG)
    found.article("strait/map-story", "![Map](map.png)\n\nThe strait.", tags=["Shipping"], date="2025-11-05")
    found.article("ferry", "The ferry. See [the map](strait/map-story.md).", tags=["Ports"])
    found.article("harbour", "The harbour.", tags=["Ports"], author="Joko Widi")
    found.article("pilot", "The pilot.", tags=["Ports"], section="Trade")
    done = found.try_to_build()
    assert done.slugs == ["author-without-file"]
    return found


def test_a_removed_article_leaves_no_trace(room: Newsroom) -> None:
    assert list((room.output / "2025/11/map-story").glob("map-*.png"))
    (room.folder / "content/articles/strait/map-story.md").unlink()
    room.article("ferry", "The ferry.", tags=["Ports"])
    report = room.try_to_build("--json").report
    after = contents(room.output)
    assert report["removed"] >= 5
    for path in ("2025", "archive/2025", "tags/shipping"):
        assert not (room.output / path).exists()
    assert not [path for path, data in after.items() if b"map-story" in data]
    clean = room.output.parent / "clean"
    room.try_to_build("--output", clean)
    assert contents(clean) == after


def test_an_author_or_a_tag_that_nobody_uses_loses_its_page(room: Newsroom) -> None:
    assert room.has("/authors/joko-widi/")
    assert room.has("/trade/")
    room.article("harbour", "The harbour.", tags=["Harbours"])
    room.article("pilot", "The pilot.", tags=["Ports"])
    room.build()
    assert not room.has("/authors/joko-widi/")
    assert not room.has("/trade/")
    assert room.has("/tags/harbours/")
    assert "Joko" not in room.page("/authors/")


def test_a_withdrawn_article_goes_and_comes_back_the_same(room: Newsroom) -> None:
    before = contents(room.output)
    path = room.folder / "content/articles/pilot.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("---\n", "---\ndraft: true\n", 1), encoding="utf-8")
    room.try_to_build()
    assert not room.has("/2026/02/pilot/")
    path.write_text(text, encoding="utf-8")
    room.try_to_build()
    assert contents(room.output) == before


def test_a_new_headline_moves_no_address(room: Newsroom) -> None:
    paths = set(contents(room.output))
    room.article("ferry", "The ferry.", tags=["Ports"], title="Quite another headline")
    room.try_to_build()
    assert set(contents(room.output)) == paths
    assert "Quite another headline" in room.page("/tags/ports/")
    assert "About ferry" not in room.page("/")


def test_a_page_that_somebody_changed_heals(room: Newsroom) -> None:
    before = contents(room.output)
    for path in ("2026/02/ferry/index.html", "index.html", "css/site.css"):
        place = room.output / path
        times = place.stat()
        # As long as it was, and as old as it was.
        place.write_bytes(place.read_bytes().swapcase())
        os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))
    (room.output / "404.html").unlink()
    (room.output / "tags/index.html").write_bytes(b"")
    (room.output / "about.txt").write_bytes(b"mine")
    report = room.try_to_build("--json").report
    assert report["written"] == 5
    assert contents(room.output) == before | {"about.txt": b"mine"}


def test_a_lost_manifest_costs_nothing(room: Newsroom) -> None:
    before = contents(room.output)
    (room.output / ".asiansite-manifest").unlink()
    report = room.try_to_build("--json").report
    assert (report["written"], report["removed"]) == (0, 0)
    assert contents(room.output) == before


def test_a_lost_memory_costs_nothing(room: Newsroom) -> None:
    before = entries(room.output)
    for path in sorted((room.folder / ".asiansite").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    report = room.try_to_build("--json").report
    assert (report["written"], report["removed"]) == (0, 0)
    assert entries(room.output) == before


def test_foreign_files_stay(room: Newsroom) -> None:
    foreign = {
        "CNAME": b"gazette.example",
        ".well-known/security.txt": b"Contact: mailto:x@gazette.example",
        "2025/11/map-story/notes.txt": b"mine",
        "downloads/report.pdf": b"%PDF",
        "google1234.html": b"google-site-verification",
    }
    for path, data in foreign.items():
        (room.output / path).parent.mkdir(parents=True, exist_ok=True)
        (room.output / path).write_bytes(data)
    (room.folder / "content/articles/strait/map-story.md").unlink()
    room.article("ferry", "The ferry.", tags=["Ports"])
    room.try_to_build()
    found = contents(room.output)
    assert {path: found.get(path) for path in foreign} == foreign
    assert "2025/11/map-story/index.html" not in found
    manifest = found[".asiansite-manifest"].decode("utf-8")
    assert not [path for path in foreign if f"  {path}\n" in manifest]


def test_a_foreign_file_is_never_written_over_unasked(room: Newsroom) -> None:
    place = room.output / "2026/02/new/index.html"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"somebody's")
    before = contents(room.output)
    room.article("new")
    done = room.try_to_build()
    assert (done.status, done.slugs) == (2, ["output-has-foreign-files"])
    assert "2026/02/new/index.html" in done.err
    assert contents(room.output) == before
    assert room.try_to_build("--adopt").status == 0
    assert b"About new" in place.read_bytes()


def test_an_edited_page_that_the_site_no_longer_has_stays(room: Newsroom) -> None:
    place = room.output / "2026/02/pilot/index.html"
    place.write_bytes(b"edited by hand")
    (room.folder / "content/articles/pilot.md").unlink()
    done = room.try_to_build()
    assert done.status == 0
    assert "foreign-edit-kept" in done.slugs
    assert place.read_bytes() == b"edited by hand"
    # It is told once: then it is somebody's file.
    assert "foreign-edit-kept" not in room.try_to_build().slugs
    assert place.read_bytes() == b"edited by hand"


def test_two_claims_to_one_address_publish_nothing(room: Newsroom) -> None:
    before = contents(room.output)
    room.article("again", slug="FERRY".lower())
    done = room.try_to_build()
    assert done.status == 1
    assert "url-claimed-twice" in done.slugs
    assert "content/articles/again.md" in done.err
    assert "content/articles/ferry.md" in done.err
    assert contents(room.output) == before


def test_a_template_of_the_sites_own_takes_the_themes_place(room: Newsroom) -> None:
    room.write(
        "templates/404.html", '{% extends "base.html" %}{% block content %}<h1>Lost at sea</h1>{% endblock %}'
    )
    room.try_to_build()
    assert b"<h1>Lost at sea</h1>" in (room.output / "404.html").read_bytes()
    (room.folder / "templates/404.html").unlink()
    room.try_to_build()
    assert b"Lost at sea" not in (room.output / "404.html").read_bytes()


def test_an_asset_is_found_under_a_new_name_when_it_changes(room: Newsroom) -> None:
    old = {path for path in contents(room.output) if path.startswith("css/site.")}
    room.write("static/css/site.css", "body { color: black }")
    room.try_to_build()
    new = {path for path in contents(room.output) if path.startswith("css/site.")}
    assert len(old) == len(new) == 2
    (hashed,) = new - old
    assert f'href="/{hashed}"' in room.page("/")
    assert contents(room.output)[hashed] == b"body { color: black }"
