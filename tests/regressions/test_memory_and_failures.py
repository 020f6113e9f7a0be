"""The life of what is remembered, failures, and others at work at the same time."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from asiansite.rendering import templates
from asiansite.work.publishing import Publication
from tests.fakes.pictures import picture
from tests.laws.desk import Desk, settings_text
from tests.regressions.versions import another_version


@pytest.mark.parametrize(
    "output", [pytest.param(False, id="E1-memory-alone"), pytest.param(True, id="E1-with-its-output")]
)
def test_an_older_memory_is_restored(desk: Desk, output: bool) -> None:
    desk.article("one", "It rains.", tags=["Haze"])
    desk.checked()
    kept = [desk.home, desk.output] if output else [desk.home]
    for place in kept:
        shutil.copytree(place, desk.folder / f"kept-{place.name}")
    desk.article("one", "It pours.", id="first-story", tags=["Rain"])
    desk.article("two")
    desk.checked()
    for place in kept:
        shutil.rmtree(place)
        shutil.copytree(desk.folder / f"kept-{place.name}", place)
    desk.before.clear()
    done = desk.checked()
    assert "It pours." in done.page("/2026/08/one/")
    assert done.has("/2026/08/two/")
    assert not done.has("/tags/haze/")


def test_e2_what_is_remembered_is_as_good_as_what_is_read(desk: Desk) -> None:
    desk.write("content/articles/one.jpg", picture())
    desk.article("one", "It *rains*[^1].\n\n![It](one.jpg)\n\n[^1]: Here.", tags=["Haze"], aliases=["/old/"])
    desk.checked()
    desk.article("two", tags=["Haze"])
    done = desk.checked()
    assert [path for path in done.files if path.startswith("2026/08/one/one-12.")]
    assert done.has("/old/")
    assert "It rains" in done.page("/tags/haze/")
    assert "*rains*" not in done.page("/tags/haze/")


@pytest.mark.parametrize(
    ("path", "broken"),
    [
        pytest.param(
            "content/articles/two.md", "---\ntitle: Two\ndate: never\n---\n", id="E3-broken-article"
        ),
        pytest.param("templates/404.html", "{% if %}", id="E3-broken-template"),
        pytest.param("templates/list.html", "{{ page.none.of_it }}", id="E3-fails-while-rendering"),
    ],
)
def test_what_failed_is_tried_again(desk: Desk, path: str, broken: str) -> None:
    desk.article("one", "It rains.")
    desk.article("three")
    desk.checked()
    desk.article("one", "It pours.")
    desk.write(path, broken)
    assert desk.check().report is None
    assert desk.check().report is None
    desk.remove(path)
    desk.article("three", "Another file altogether.")
    done = desk.checked()
    assert not done.problems
    assert "It pours." in done.page("/2026/08/one/")
    assert "Another file" in done.page("/2026/08/three/")


def test_e4_a_save_while_the_pages_are_rendered(desk: Desk) -> None:
    desk.young = None
    desk.article("one", "It rains.")
    desk.checked()
    desk.article("one", "It pours.")
    real = Publication.render

    def render(self: Publication, *rest: Any) -> Any:
        desk.article("one", "It hails.")
        return real(self, *rest)

    with patch.object(Publication, "render", render):
        done = desk.build()
    assert "It pours." in done.page("/2026/08/one/")
    desk.before.clear()
    assert "It hails." in desk.checked().page("/2026/08/one/")


@pytest.mark.parametrize(
    "name", ["one.md~", ".one.md.swp", "4913", "#one.md#", ".#one.md", "one.md___jb_tmp___"]
)
def test_e4_what_editors_leave_beside_a_file_is_no_source(desk: Desk, name: str) -> None:
    desk.article("one")
    desk.checked()
    desk.write(f"content/articles/{name}", "half of an art")
    done = desk.checked()
    assert done.is_quick
    assert not done.problems
    assert not [path for path in done.files if name in path]


@pytest.mark.parametrize("path", ["content/articles/one.md", "templates/404.html", "static/note.txt"])
@pytest.mark.parametrize(
    "when", [pytest.param(0, id="E5-same-mtime"), pytest.param(-(10**9), id="E5-older-mtime")]
)
def test_a_change_shows_whatever_its_mtime(desk: Desk, path: str, when: int) -> None:
    desk.young = None
    desk.article("one", "It rains.")
    desk.write("templates/404.html", "It rains.")
    desk.write("static/note.txt", "It rains.")
    desk.checked()
    place = desk.site / path
    before = place.stat()
    place.write_bytes(place.read_bytes().replace(b"rains", b"pours"))
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns + when))
    output = {"content": "2026/08/one/index.html", "templates": "404.html", "static": "note.txt"}
    assert b"It pours." in desk.checked().files[output[path.partition("/")[0]]]


def test_e5_new_mtimes_alone_render_nothing(desk: Desk) -> None:
    desk.article("one")
    desk.write("templates/404.html", "Nothing")
    desk.checked()
    for place in (
        path for path in desk.folder.rglob("*") if path.is_file() and desk.home not in path.parents
    ):
        os.utime(place, (2_000_000_000, 2_000_000_000))
    done = desk.checked()
    assert not done.rendered
    assert done.report is not None
    assert not done.report.written


def test_e6_a_second_build_does_nothing_and_one_without_memory_writes_nothing(desk: Desk) -> None:
    for name in ("one", "two", "three"):
        desk.article(name, tags=["Haze", "Rain", "Sea"], author=["Mara Lim", "Siti"], section="news")
    desk.checked()
    assert desk.checked().is_quick
    desk.forget()
    report = desk.checked().report
    assert report is not None
    assert report.rendered == report.pages
    assert not report.written


def test_e7_a_language_of_its_own(desk: Desk) -> None:
    desk.article("one", lang="id")
    desk.article("two")
    assert '<html lang="id">' in desk.checked().page("/2026/08/one/")
    assert desk.checked().is_quick
    desk.write("site.yaml", settings_text(language="ms"))
    done = desk.checked()
    assert '<html lang="id">' in done.page("/2026/08/one/")
    assert '<html lang="ms">' in done.page("/2026/08/two/")
    assert desk.checked().is_quick


def test_e8_a_misprint_renders_one_page(desk: Desk) -> None:
    for day in range(1, 13):
        desk.article(
            f"story-{day}", "A text.\n\nIt rians.", date=f"2026-08-{day:02}", tags=["Haze"], section="news"
        )
    desk.checked()
    desk.replace("content/articles/story-6.md", "rians", "rains")
    assert desk.checked().rendered_html == {"2026/08/story-6/index.html"}


def test_e8_a_headline_renders_the_pages_that_show_it(desk: Desk) -> None:
    for day in range(1, 13):
        desk.article(f"story-{day}", date=f"2026-08-{day:02}", section="news", extra={})
    desk.checked()
    desk.article("story-2", title="Another headline", date="2026-08-02", section="news", extra={})
    done = desk.checked()
    shown = {path.lstrip("/") + "index.html" for path in done.shows("Another headline")}
    assert done.rendered_html == shown
    assert len(shown) < 10


def test_e9_another_version_renders_everything_anew(desk: Desk) -> None:
    desk.article("one")
    desk.checked()
    with another_version(), patch.object(templates, "iso", lambda value: "a date"):
        done = desk.checked()
    assert done.report is not None
    assert done.report.rendered == done.report.pages
    assert 'datetime="a date"' in done.page("/archive/2026/08/")


@pytest.mark.parametrize(
    "data",
    [pytest.param(b"", id="E9-empty"), pytest.param(b"another format\n" * 300, id="E9-another-format")],
)
def test_memory_in_a_form_that_is_not_ours(desk: Desk, data: bytes) -> None:
    desk.article("one", "It rains.")
    desk.checked()
    for place in Path(desk.home).glob("*.sqlite"):
        place.write_bytes(data)
    desk.before.clear()
    desk.article("one", "It pours.")
    assert "It pours." in desk.checked().page("/2026/08/one/")


def test_e10_names_with_a_leading_dot_that_hosts_ask_for(desk: Desk) -> None:
    desk.article("one")
    desk.write("static/.well-known/security.txt", "old")
    desk.write("static/deep/er/data.json", "old")
    assert desk.checked().files[".well-known/security.txt"] == b"old"
    desk.write("static/.well-known/security.txt", "new")
    desk.write("static/deep/er/data.json", "new")
    done = desk.checked()
    assert done.files[".well-known/security.txt"] == b"new"
    assert done.files["deep/er/data.json"] == b"new"
