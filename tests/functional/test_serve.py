"""`asiansite serve`: what it answers is what `build` writes, and it follows the files."""

from __future__ import annotations

import re
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.functional.commands import ROOT
from tests.functional.outputs import Output
from tests.functional.previews import PATIENCE, held_up, preview, until
from tests.functional.sites import CLOCK, ELSEWHERE, Site

STORY = """---
title: {title}
author: desk
tags: [haze]
date: {date}
---

{body}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site of two articles."""
    site = tmp_path / "small"
    folder = site / "content" / "articles"
    folder.mkdir(parents=True)
    (site / "site.yaml").write_text(
        "title: Small\nbase_url: https://small.example\ntimezone: Asia/Singapore\n"
    )
    (site / "content" / "authors").mkdir()
    (site / "content" / "authors" / "desk.md").write_text("---\nname: The Desk\n---\n")
    for name in ("one", "two"):
        write(site, name)
    return site


def write(
    site: Path, name: str, body: str = "Some words.", title: str = "A story", date: str = "2026-01-02"
) -> Path:
    path = site / "content" / "articles" / f"{name}.md"
    path.write_text(STORY.format(title=title, body=body, date=date))
    return path


@pytest.mark.parametrize("base", ["", "/some/path"])
def test_what_is_served_is_what_is_built(
    own_site: Site, own: Output, own_elsewhere: Output, base: str, tmp_path: Path
) -> None:
    built = own_elsewhere if base else own
    # With what is remembered of pictures, which take long to make.
    site = Path(shutil.copytree(own_site.folder, tmp_path / "site"))
    settings = site / "site.yaml"
    if base:
        settings.write_text(settings.read_text().replace("https://asiansite.example\n", f"{ELSEWHERE}\n", 1))
    with preview("--watch", "--at", CLOCK, "--port", "8300", cwd=site) as shown:
        shown.ready(f"{base}/")
        for name, data in built.files.items():
            # The search index is no part of the plan: `build --search` alone makes it.
            if name == ".asiansite-manifest" or name.startswith("search/index/"):
                continue
            path = (
                f"{base}/{quote(name.removesuffix('index.html') if name.endswith('/index.html') else name)}"
            )
            response = shown.get(path)
            assert response.status == 200, path
            assert response.page == data, path
            assert response.headers["cache-control"] == "no-store"


STEPS = {
    "vim": lambda path, text: (
        path.with_name(f".{path.name}.swp").write_bytes(b"b0VIM"),
        path.with_name("4913").write_text(""),
        path.with_name("4913").unlink(),
        path.rename(f"{path}~"),
        path.write_text(text),
        Path(f"{path}~").unlink(),
        path.with_name(f".{path.name}.swp").unlink(),
    ),
    "emacs": lambda path, text: (
        path.with_name(f".#{path.name}").symlink_to("editor@host.123"),
        path.with_name(f"#{path.name}#").write_text(text[:40]),
        shutil.copy(path, f"{path}~"),
        path.write_text(text),
        path.with_name(f"#{path.name}#").unlink(),
        path.with_name(f".#{path.name}").unlink(),
    ),
    "vscode": lambda path, text: (path.write_text(""), path.write_text(text)),
    "jetbrains": lambda path, text: (
        Path(f"{path}___jb_tmp___").write_text(text),
        path.rename(f"{path}___jb_old___"),
        Path(f"{path}___jb_tmp___").rename(path),
        Path(f"{path}___jb_old___").unlink(),
    ),
    "nano": lambda path, text: path.write_text(text),
    "in pieces": lambda path, text: [append(path, piece) for piece in pieces(text)],
}
"""How editors save a file: what each does to the disk, in order."""


def pieces(text: str) -> list[str]:
    return [text[at : at + 16] for at in range(0, len(text), 16)]


def append(path: Path, piece: str) -> None:
    is_first = piece.startswith("---\n")
    with path.open("w" if is_first else "a") as file:
        file.write(piece)
    time.sleep(0.002)


def test_a_site_is_followed(small: Path) -> None:
    with preview("--watch", "--at", "2026-02-01", "--port", "8320", cwd=small) as shown:
        shown.ready()
        for name, save in STEPS.items():
            text = STORY.format(title="A story", body=f"Saved by {name}.", date="2026-01-02")
            save(small / "content/articles/one.md", text)
            until(
                lambda: shown.get("/2026/01/one/").text, lambda page, name=name: f"Saved by {name}." in page
            )
            assert {path.name for path in (small / "content/articles").iterdir()} <= {
                "one.md",
                "two.md",
                "one.md~",
            }
        # A headline shows in lists, a new article has a page, a renamed one another address.
        write(small, "one", title="A headline")
        until(lambda: shown.get("/").text, lambda page: "A headline" in page)
        write(small, "three", title="The third")
        until(lambda: shown.get("/2026/01/three/"), lambda response: response.status == 200)
        (small / "content/articles/three.md").rename(small / "content/articles/four.md")
        until(lambda: shown.get("/2026/01/four/"), lambda response: response.status == 200)
        until(lambda: shown.get("/2026/01/three/"), lambda response: response.status == 404)
        # A template, a stylesheet and a setting.
        (small / "templates").mkdir()
        (small / "templates/404.html").write_text("<title>x</title><p>Not here.</p>")
        until(
            lambda: shown.get("/nowhere/"),
            lambda response: response.status == 404 and "Not here." in response.text,
        )
        (small / "static/css").mkdir(parents=True)
        (small / "static/css/brand.css").write_text("body { color: red }")
        link = until(lambda: re.search(r'href="(/css/brand[^"]+)"', shown.get("/").text), bool)
        until(
            lambda: shown.get(re.search(r'href="(/css/brand[^"]+)"', shown.get("/").text)[1]).text,
            lambda text: "red" in text,
        )
        assert link is not None
        settings = small / "site.yaml"
        settings.write_text(settings.read_text() + "description: A small outlet.\n")
        until(lambda: shown.get("/").text, lambda page: "A small outlet." in page)


def test_what_is_broken_shows_its_last_good_page_and_says_why(small: Path) -> None:
    with preview("--watch", "--at", "2026-02-01", "--port", "8340", cwd=small) as shown:
        shown.ready()
        good = shown.get("/2026/01/one/").page
        write(small, "one", date="20th of August")
        state = until(lambda: shown.state("/2026/01/one/"), lambda state: state["problems"])
        (found,) = state["problems"]
        assert (found["slug"], found["line"], found["own"], state["stale"]) == (
            "date-not-a-date",
            5,
            True,
            True,
        )
        assert "20th of August" in found["text"]
        assert found["edit"].endswith("/content/articles/one.md:5:7")
        assert shown.get("/2026/01/one/").page == good
        assert shown.state("/")["others"] == {"errors": 1, "warnings": 0}
        write(small, "one", body="Mended.")
        until(lambda: shown.get("/2026/01/one/").text, lambda page: "Mended." in page)
        # A template: the last good page with the problem; a page never seen, the problem alone, and no traceback.
        (small / "templates").mkdir()
        (small / "templates/article.html").write_text("{% if %}")
        state = until(lambda: shown.state("/2026/01/one/"), lambda state: state["problems"])
        assert state["problems"][0]["slug"] == "template-broken"
        assert "Mended." in shown.get("/2026/01/one/").text
        response = shown.get("/2026/01/two/")
        assert (response.status, "template-broken" in response.text, "Traceback" in response.text) == (
            500,
            True,
            False,
        )
        assert shown.get("/").status == 200
        (small / "templates/article.html").unlink()
        until(lambda: shown.get("/2026/01/two/").status, lambda status: status == 200)
        # The settings: everything stays, and every page says it.
        settings = small / "site.yaml"
        text = settings.read_text()
        settings.write_text("title: [\n")
        state = until(lambda: shown.state("/2026/01/two/"), lambda state: state["problems"])
        assert state["problems"][0]["path"] == "site.yaml"
        assert shown.get("/2026/01/two/").status == 200
        settings.write_text(text)
        until(lambda: shown.state("/2026/01/two/")["problems"], lambda problems: not problems)


def test_a_site_that_is_broken_from_the_start_heals(small: Path) -> None:
    settings = small / "site.yaml"
    text = settings.read_text()
    settings.write_text("title: Small\n")
    with preview("--watch", "--port", "8360", cwd=small) as shown:
        response = until(lambda: shown.get("/2026/01/one/"), lambda response: "key-missing" in response.text)
        assert (response.status, "preview.js" in response.text) == (503, True)
        settings.write_text(text)
        until(lambda: shown.get("/2026/01/one/"), lambda response: response.status == 200)


def test_what_is_not_public_is_at_its_own_address_alone(small: Path) -> None:
    path = write(small, "later", title="Embargoed words", date="2026-05-01")
    with preview("--at", "2026-02-01", "--port", "8380", cwd=small) as shown:
        front = shown.ready()
        assert b"preview.js" not in front.data
        assert "Embargoed words" not in front.text
        page = shown.get("/2026/05/later/")
        assert (page.status, "Embargoed words" in page.text) == (200, True)
    with preview("--at", "2026-02-01", "--drafts", "--port", "8380", cwd=small) as shown:
        assert "Embargoed words" in shown.ready().text
    assert path.exists()
    assert not (small / "public").exists()


def test_a_folder_without_its_slash_a_head_and_what_is_refused(small: Path) -> None:
    with preview("--at", "2026-02-01", "--port", "8400", cwd=small) as shown:
        shown.ready()
        assert shown.get("/tags").headers["location"] == "/tags/"
        head = shown.get("/tags/", "HEAD")
        assert (head.status, head.data) == (200, b"")
        assert head.headers["content-length"] == str(len(shown.get("/tags/").data))
        assert shown.get("/robots.txt").headers["content-type"].startswith("text/plain")
        assert shown.get("/", "POST").status == 405
        assert shown.get("/", headers={"Host": "evil.example"}).status == 421
        assert shown.get("/", headers={"Origin": "http://evil.example"}).status == 403
        assert shown.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status == 403
        assert shown.get("/%2e%2e/%2e%2e/etc/passwd").status == 400
        assert shown.get("/../site.yaml").status == 400
        assert shown.get("/site.yaml").status == 404


def test_pages_are_shown_before_the_plan_is_made_and_the_rest_when_it_is(small: Path) -> None:
    write(small, "two", body="[Gone](nowhere.md)")
    go_on = small.parent / "go-on"
    early, page = ("/", "/2026/01/one/", "/2026/01/two/"), {"Accept": "text/html,*/*"}
    with (
        preview("--watch", "--at", "2026-02-01", "--port", "8450", cwd=small, **held_up(go_on)) as shown,
        ThreadPoolExecutor() as browsers,
    ):
        found = {
            path: until(partial(shown.get, path), lambda response: response.status == 200) for path in early
        }
        stylesheet = re.search(r'href="(/css/[^"]*)"', found["/"].text)
        assert stylesheet is not None
        assert shown.get(stylesheet[1]).data == (ROOT / "static/css/site.css").read_bytes()
        # A page that only the plan can tell is a page that says so; whatever cannot ask again waits.
        waiting = shown.get("/tags/haze/", headers=page)
        assert (waiting.status, "Opening the site" in waiting.text) == (503, True)
        later = {
            path: browsers.submit(shown.get, path) for path in ("/tags/haze/", "/no/", "/robots.txt", "/tags")
        }
        state = browsers.submit(shown.state, "/2026/01/two/")
        assert shown.err == ""
        assert not any(each.done() for each in (state, *later.values()))
        go_on.touch()
        assert {path: each.result(PATIENCE).status for path, each in later.items()} == {
            "/tags/haze/": 200,
            "/no/": 404,
            "/robots.txt": 200,
            "/tags": 301,
        }
        assert [each["slug"] for each in state.result(PATIENCE)["problems"]] == ["link-to-no-source"]
        assert "error[link-to-no-source]" in shown.err
        assert all(shown.get(path).data == response.data for path, response in found.items())
        write(small, "two")
        until(lambda: shown.state("/2026/01/two/")["problems"], lambda problems: not problems)


def test_a_second_start_shows_pages_before_anything_is_read(small: Path) -> None:
    words, go_on = ("--watch", "--at", "2026-02-01"), small.parent / "go-on"
    with preview(*words, "--port", "8470", cwd=small) as shown:
        shown.ready()
        until((small / ".asiansite/preview.sqlite").exists, bool)
    write(small, "two", body="Words of the night.")
    pages = ("/", "/2026/01/one/", "/2026/01/two/", "/tags/haze/", "/feed.xml", "/tags/")
    held = held_up(go_on, "read_contents")
    with preview(*words, "--port", "8480", cwd=small, **held) as shown, ThreadPoolExecutor() as browsers:
        early = {path: until(partial(shown.get, path), lambda found: found.status == 200) for path in pages}
        assert "Words of the night." in early["/2026/01/two/"].text
        state = browsers.submit(shown.state, "/2026/01/two/")
        lost = browsers.submit(shown.get, "/no/")
        go_on.touch()
        assert state.result(PATIENCE)["problems"] == []
        assert lost.result(PATIENCE).status == 404
        assert {path: shown.get(path).data for path in pages} == {
            path: found.data for path, found in early.items()
        }


def test_what_is_saved_before_the_plan_is_made_is_shown_after_it(small: Path) -> None:
    go_on = small.parent / "go-on"
    with preview("--watch", "--at", "2026-02-01", "--port", "8460", cwd=small, **held_up(go_on)) as shown:
        until(lambda: shown.get("/2026/01/one/"), lambda response: response.status == 200)
        write(small, "one", body="Other words.")
        write(small, "three")
        go_on.touch()
        until(lambda: shown.get("/2026/01/one/").text, lambda page: "Other words." in page)
        until(lambda: shown.get("/2026/01/three/").status, lambda status: status == 200)


@pytest.mark.parametrize("words", [(), ("--watch",)], ids=["still", "watching"])
def test_ctrl_c_says_so_whatever_it_finds_at_work(small: Path, words: tuple[str, ...]) -> None:
    # As soon as the address is told: the site is being opened, and that is broken off as well.
    with preview(*words, "--port", "8430", cwd=small) as shown:
        shown.process.send_signal(signal.SIGINT)
        shown.process.wait(PATIENCE)
        assert (shown.process.returncode, "Traceback" in shown.err) == (130, False), shown.err


def test_the_next_free_port_is_taken_and_ctrl_c_is_quiet(small: Path) -> None:
    with preview("--port", "8420", cwd=small) as one, preview("--port", "8420", cwd=small) as two:
        assert one.port != two.port
        assert two.ready().status == 200
        two.process.send_signal(signal.SIGINT)
        two.process.wait(PATIENCE)
        err = two.err
        assert two.process.returncode == 130
        assert "is taken" in err
        assert "Traceback" not in err
