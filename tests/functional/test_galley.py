"""`asiansite build --only`: one article for a colleague, and nothing else of the site."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from asiansite.storage.galleys import MARK
from tests.functional.commands import REPORT, Done, here

AT = "2026-08-20 12:00"
SETTINGS = """\
title: The Strait Gazette
base_url: https://gazette.example/news
timezone: Asia/Jakarta
sections: [{slug: politics, name: Politics}, {slug: sport, name: Sport}]
menu: [{title: Menu Entry, url: pages/about.md}]
hosts: [netlify, apache, nginx, caddy]
"""
MINE = """\
---
title: A quiet resignation
id: mine-2026
date: {date}
author: Siti Aminah
section: politics
tags: [Cabinet]
image: {{src: desk.svg, alt: A desk}}
draft: {draft}
---

First of [the vote](vote.md), then of [the leak](leak.md), [all tags](/tags/) and [a secret](/2026/09/leak/).
"""
OTHERS = {
    "content/articles/2026/vote.md": "---\ntitle: Votes are counted\nid: vote-id-7\nslug: ballots\ndate: 2026-08-01\n"
    "author: Budi Hartono\nsection: sport\ntags: [Football]\n---\n\nWords.\n",
    "content/articles/2026/leak.md": "---\ntitle: Unsaid until autumn\nid: leak-id-9\ndate: 2026-09-01\n"
    "author: Mara Lim\ntags: [Whispers]\n---\n\nWords.\n",
    "content/authors/siti.md": "---\nname: Siti Aminah\n---\n\nSee [her scoop](../articles/2026/leak.md).\n",
    "content/authors/budi.md": "---\nname: Budi Hartono\n---\n\nWrites.\n",
    "content/pages/about.md": "---\ntitle: About the Gazette\n---\n\nWords.\n",
    "content/tags.yaml": "cabinet: {name: The Cabinet, description: Ministers}\n",
}
FOREIGN = (
    *(
        "Unsaid",
        "leak-id-9",
        "leak.md",
        "Mara Lim",
        "Whispers",
        "whispers",
        "Budi",
        "Football",
        "Votes are",
        "vote-id-7",
    ),
    *("Menu Entry", "About the Gazette", "her scoop", "Sport", "Recent Posts", "Keep Reading", "Ministers"),
    *("/archive/", "feed.xml", "/authors/", "application/ld+json", "canonical", "og:"),
)
"""What must stand nowhere in the folder."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    files = OTHERS | {
        "site.yaml": SETTINGS,
        "content/articles/2026/desk.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    write(folder)
    return folder


def write(site: Path, date: str = "2026-08-25", draft: str = "true") -> None:
    (site / "content/articles/2026/mine.md").write_text(MINE.format(date=date, draft=draft), "utf-8")


def only(site: Path, given: str = "mine-2026", *words: object, output: str = "for-ana") -> Done:
    return here("build", "--only", given, "--output", output, "--at", AT, *words, cwd=site)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_it_has_the_article_and_names_nothing_else(site: Path) -> None:
    done = only(site)
    assert (done.status, done.err) == (0, ""), done
    assert done.out.startswith("for-ana: content/articles/2026/mine.md, draft: ")
    files = files_of(site / "for-ana")
    page = files["index.html"].decode()
    assert "A quiet resignation" in page
    assert [name for name in files if name.endswith(".html")] == ["index.html"]
    assert "article/desk.svg" in files
    everything = "\n".join(f"{name} {data.decode('utf-8', 'replace')}" for name, data in files.items())
    assert [word for word in FOREIGN if word in everything.replace(".bio", "")] == []
    assert "robots.txt" not in files


def test_its_links_lead_to_what_is_public(site: Path) -> None:
    only(site)
    page = (site / "for-ana/index.html").read_text("utf-8")
    assert '<a href="https://gazette.example/news/2026/08/ballots/">the vote</a>' in page
    assert '<a href="https://gazette.example/news/tags/">all tags</a>' in page
    assert "of the leak" in page
    assert page.count("<a ") == 2


def test_every_address_is_within_its_folder(site: Path) -> None:
    only(site)
    page = (site / "for-ana/index.html").read_text("utf-8")
    named = {part.partition('"')[0] for part in page.replace('src="', 'href="').split('href="')[1:]}
    own = {name for name in named if not name.startswith("https://")}
    assert own
    assert all(name.startswith("./") and (site / "for-ana" / name).is_file() for name in own), own


@pytest.mark.parametrize(
    ("date", "draft", "says"),
    [
        ("2026-08-25", "true", "Draft."),
        ("", "false", "Held back."),
        ("2026-08-25 09:00", "false", "Scheduled for"),
        ("2026-08-01", "false", "Published"),
    ],
)
def test_the_watermark_says_what_it_is_and_of_when(site: Path, date: str, draft: str, says: str) -> None:
    write(site, date, draft)
    assert only(site).status == 0
    page = (site / "for-ana/index.html").read_text("utf-8")
    assert f"<strong>Not for publication.</strong> {says}" in page
    assert "20 August 2026, 12:00" in page
    assert page.count("Not for publication.") == 1
    assert '<div class="watermark" aria-hidden="true">' in page


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("embargo: 2026-09-01 08:00", "Under embargo until"),
        ("legal: required", "Held back."),
        ("expires: 2026-08-10", "Expired"),
        ("withdrawn: {date: 2026-08-10, reason: By order.}", "Withdrawn"),
    ],
)
def test_what_no_reader_sees_a_colleague_does(site: Path, more: str, says: str) -> None:
    write(site, "2026-08-01", "false")
    path = site / "content/articles/2026/mine.md"
    path.write_text(path.read_text("utf-8").replace("id: mine-2026\n", f"id: mine-2026\n{more}\n"), "utf-8")
    assert only(site).status == 0
    page = (site / "for-ana/index.html").read_text("utf-8")
    assert f"<strong>Not for publication.</strong> {says}" in page
    assert "First of" in page


def test_a_template_of_the_site_can_show_nothing_else_either(site: Path) -> None:
    (site / "templates").mkdir()
    (site / "templates/galley.html").write_text(
        "{{ page.title }}{% for card in site.recent(50) %}{{ card.title }} {{ card.url }}{% endfor %}"
        "{% for tag in site.tags() %}{{ tag.name }} {{ tag.description or '' }}{% endfor %}"
        "{% for section in site.sections() %}{{ section.name }}{% endfor %}"
        "{% for link in site.setting('menu') %}{{ link.title }}{% endfor %}",
        "utf-8",
    )
    assert only(site).status == 0
    files = files_of(site / "for-ana")
    assert "A quiet resignation" in files["index.html"].decode()
    everything = "\n".join(f"{name} {data.decode('utf-8', 'replace')}" for name, data in files.items())
    assert [word for word in FOREIGN if word in everything] == []


def test_what_its_stylesheets_import_comes_with_them(site: Path) -> None:
    (site / "static/css").mkdir(parents=True)
    brand = '@IMPORT"more.css";\n@import url("site.css");\n'
    (site / "static/css/brand.css").write_text(brand, "utf-8")
    (site / "static/css/more.css").write_text('.a { background: url("../pictures/b.svg") }\n', "utf-8")
    (site / "static/pictures").mkdir()
    (site / "static/pictures/b.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    assert only(site).status == 0
    # What the page has by its hash is imported under its own name.
    assert {"css/more.css", "css/site.css", "pictures/b.svg"} <= files_of(site / "for-ana").keys()


def test_search_engines_are_told_by_the_page_and_by_the_hosts(site: Path) -> None:
    only(site)
    files = files_of(site / "for-ana")
    assert b'<meta name="robots" content="noindex' in files["index.html"]
    for name in ("_headers", ".htaccess", "nginx.conf", "Caddyfile"):
        assert b"X-Robots-Tag" in files[name]
    assert "_redirects" not in files


@pytest.mark.parametrize("given", ["mine-2026", "content/articles/2026/mine.md", "mine"])
def test_an_article_is_named_by_id_path_or_slug(site: Path, given: str) -> None:
    assert only(site, given).status == 0


def test_the_same_bytes_each_time_and_what_is_not_needed_any_more_goes(site: Path) -> None:
    assert only(site).status == only(site, output="second").status == 0
    assert files_of(site / "for-ana") == files_of(site / "second")
    again = only(site, "mine-2026", "--json")
    assert again.report.keys() == REPORT
    assert (again.report["written"], again.report["removed"]) == (0, 0)
    path = site / "content/articles/2026/mine.md"
    path.write_text(path.read_text("utf-8").replace("image: {src: desk.svg, alt: A desk}\n", ""), "utf-8")
    assert only(site).status == 0
    assert not (site / "for-ana/article").exists()


def test_the_site_stays_as_it_was_and_its_next_build_has_nothing_to_do(site: Path) -> None:
    assert here("build", "--at", AT, cwd=site).status == 0
    here("build", "--at", AT, cwd=site)
    before, lock = files_of(site / "public"), (site / "urls.lock").exists()
    assert only(site).status == 0
    after = here("build", "--at", AT, "--json", cwd=site)
    assert (after.report["rendered"], after.report["written"], after.report["removed"]) == (0, 0, 0)
    assert files_of(site / "public") == before
    assert (site / "urls.lock").exists() == lock
    assert not (site / "urls.lock.new").exists()


def test_a_published_site_and_what_it_remembers_stay(site: Path) -> None:
    # By the clock, so that the lock is kept; with a photograph, of which files are made and remembered.
    Image.new("RGB", (900, 600), "teal").save(site / "content/articles/2026/photo.jpg")
    write(site, "2026-08-01", "false")
    path = site / "content/articles/2026/mine.md"
    path.write_text(path.read_text("utf-8").replace("desk.svg", "photo.jpg"), "utf-8")
    assert here("build", cwd=site).status == 0
    before, lock, known = files_of(site / "public"), (site / "urls.lock").read_bytes(), pictures_known(site)
    assert known
    assert here("build", "--only", "mine-2026", "--output", "for-ana", cwd=site).status == 0
    assert any(name.startswith("article/photo") for name in files_of(site / "for-ana"))
    assert (site / "urls.lock").read_bytes() == lock
    assert here("build", "--json", cwd=site).report["written"] == 0
    assert files_of(site / "public") == before
    assert known <= pictures_known(site)


def pictures_known(site: Path) -> set[str]:
    """The keys of what is remembered of pictures that were made."""
    with closing(sqlite3.connect(site / ".asiansite/pictures.sqlite")) as records:
        return {key for (key,) in records.execute("SELECT key FROM made")}


def test_it_takes_the_place_of_nothing(site: Path) -> None:
    assert here("build", "--at", AT, "--output", "preview", cwd=site).status == 0
    whole = files_of(site / "preview")
    assert only(site, output="preview").slugs == ["only-output-in-use"]
    assert files_of(site / "preview") == whole
    for output, slug in (
        ("public", "only-needs-output"),
        ("content", "output-refused"),
        (".", "output-refused"),
    ):
        assert only(site, output=output).slugs == [slug]
    assert not (site / "public").exists()
    (site / "kept").mkdir()
    (site / "kept/CNAME").write_text("ana.example")
    assert only(site, output="kept").status == 0
    assert (site / "kept/CNAME").exists()
    assert (site / "kept" / MARK).exists()


def test_what_is_wrong_with_it_is_told_and_what_is_wrong_elsewhere_is_not(site: Path) -> None:
    (site / "content/articles/2026/other.md").write_text("---\ndate: x\n---\n", "utf-8")
    assert only(site).status == 0
    shutil.rmtree(site / "for-ana")
    write(site, "20th of August", "false")
    done = only(site, "content/articles/2026/mine.md")
    assert (done.status, done.slugs) == (1, ["date-not-a-date"])
    assert not (site / "for-ana").exists()
