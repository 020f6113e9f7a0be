"""A preview that watches: what is saved is shown, whatever was saved and how, and nothing of before.

In the end of each case every page is the one that a build writes of the same files.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from urllib.parse import quote

import pytest

from asiansite.preview.desk import AGAIN
from tests.functional.newsrooms import CLOCK, Newsroom
from tests.functional.previews import Preview, preview, until

SHOWN = "/2026/02/shown/"


@dataclass(frozen=True, slots=True)
class Watched:
    """A site, and the preview that watches it."""

    room: Newsroom
    shown: Preview

    def follows(self, path: str, holds: Callable[[str], object]) -> None:
        """Wait until the page at `path` is as it should be."""
        until(lambda: self.shown.get(path).text, holds)

    def require_as_built(self) -> None:
        """Require that what is shown is what a build writes."""
        self.room.build()
        for place in sorted(self.room.output.rglob("*")):
            name = place.relative_to(self.room.output).as_posix()
            if place.is_file() and name != ".asiansite-manifest":
                path = name.removesuffix("index.html") if name.endswith("/index.html") else name
                assert self.shown.get(f"/{quote(path)}").page == place.read_bytes(), name


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    room = Newsroom(tmp_path_factory.mktemp("watched") / "site")
    room.article("shown", "It rains.", tags=["Haze"])
    room.article("other", tags=["Haze"])
    with preview("--watch", "--at", CLOCK, "--port", "8700", cwd=room.folder) as shown:
        shown.ready()
        yield Watched(room, shown)


def test_c2_a_fragment_reaches_every_page_that_it_is_in(watched: Watched) -> None:
    theirs = (Path(__file__).parents[2] / "templates/fragments/footer.html").read_text("utf-8")
    for words in ("Printed on Batam", "Printed on Bintan"):
        watched.room.write("templates/fragments/footer.html", f"<p>{words}</p>{theirs}")
        for path in ("/", SHOWN, "/tags/haze/", "/nowhere/"):
            watched.follows(path, lambda page, words=words: words in page)
    assert "Batam" not in watched.shown.get(SHOWN).text.rpartition("<footer")[2]
    watched.require_as_built()


def test_d5_a_draft_that_is_none_any_more_is_in_its_lists_and_one_again_is_not(watched: Watched) -> None:
    for is_draft in (True, False, True):
        watched.room.article("flood", title="The flood", tags=["Haze"], draft=is_draft)
        for path in ("/", "/tags/haze/", "/authors/mara/", "/feed.xml"):
            watched.follows(path, lambda page, is_draft=is_draft: ("The flood" in page) != is_draft)
        # At its own address it is shown, so that it can be looked at.
        watched.follows("/2026/02/flood/", lambda page: "The flood" in page)
    (watched.room.folder / "content/articles/flood.md").unlink()
    until(lambda: watched.shown.get("/2026/02/flood/").status, lambda status: status == 404)
    watched.require_as_built()


@pytest.mark.parametrize(
    ("path", "text", "shown"),
    [
        pytest.param("static/.well-known/security.txt", "{}", "/.well-known/security.txt", id="E10-dotted"),
        pytest.param("static/deep/er/data.json", "{}", "/deep/er/data.json", id="E10-new-folders"),
        pytest.param("content/tags.yaml", "haze: {{name: {}, slug: haze}}", "/tags/", id="E10-tags"),
        pytest.param(
            "content/authors/mara.md",
            "---\nname: Mara Lim\n---\nHer {} bio.\n",
            "/authors/mara/",
            id="E10-author",
        ),
        pytest.param(
            "content/articles/2026/02/deep.md",
            "---\ntitle: Deep {}\ndate: 2026-02-03\nauthor: mara\n---\nText.\n",
            "/2026/02/deep/",
            id="E10-article",
        ),
        pytest.param("content/pages/about.md", "---\ntitle: About {}\n---\nUs.\n", "/about/", id="E10-page"),
        pytest.param("templates/404.html", "<title>x</title>{}", "/nowhere/", id="E10-template"),
    ],
)
def test_every_folder_of_sources_is_watched(watched: Watched, path: str, text: str, shown: str) -> None:
    # Words of this case alone: headlines of others stand on many pages.
    case = re.sub(r"\W", "", path)
    for word in (f"Nasi{case}", f"Roti{case}"):
        watched.room.write(path, text.format(word))
        watched.follows(shown, lambda page, word=word: word in page)
    watched.require_as_built()


def test_e10_who_leads_the_front_page(watched: Watched) -> None:
    for name, other in (("shown", "other"), ("other", "shown")):
        watched.room.write("content/front.yaml", f"lead: {name}")
        watched.follows(
            "/", lambda page, name=name, other=other: _is_first(page, f"About {name}", f"About {other}")
        )
    watched.require_as_built()


def _is_first(page: str, one: str, other: str) -> bool:
    main = page[page.index("<main") :]
    return main.index(one) < main.index(other)


def test_e4_while_a_file_is_saved_its_page_is_there_and_whole(watched: Watched) -> None:
    place = watched.room.folder / "content/articles/shown.md"
    text = place.read_text("utf-8")
    is_over, answers = Event(), list[tuple[int, bool]]()

    def look() -> None:
        while not is_over.is_set():
            answer = watched.shown.get(SHOWN)
            answers.append((answer.status, "It rains" in answer.text or "It pours" in answer.text))

    longest = 0.0
    with ThreadPoolExecutor() as readers:
        reader = readers.submit(look)
        try:
            for number in range(6):
                new = text.replace("It rains.", f"It pours, {number}.")
                away, beside = place.with_name("shown.md~"), place.with_name(".shown.md.swp")
                begun = time.monotonic()
                if number % 2:
                    # As editors do who keep the old one: for a moment there is none.
                    beside.write_text(new)
                    place.rename(away)
                    beside.rename(place)
                    away.unlink()
                else:
                    place.write_text("")
                    place.write_text(new)
                longest = max(longest, time.monotonic() - begun)
                watched.follows(SHOWN, lambda page, number=number: f"It pours, {number}." in page)
        finally:
            is_over.set()
        reader.result()
    # A machine that was held up for longer between two steps has left the file as it was then.
    assert {*answers} == {(200, True)} or longest >= AGAIN
    watched.require_as_built()


def test_e12_nothing_that_is_shown_is_kept_by_a_browser(watched: Watched) -> None:
    watched.room.write("static/css/brand.css", "a { color: red }")
    until(lambda: watched.shown.get(_brand(watched.shown)).text, lambda css: "red" in css)
    link = _brand(watched.shown)
    for path in ("/", SHOWN, "/nowhere/", "/tags", link, "/robots.txt", "/feed.xml"):
        answer = watched.shown.get(path)
        # Nothing to ask about later, and a redirect for good is none for the site that has this port tomorrow.
        assert answer.headers["cache-control"] == "no-store", path
        assert not {"etag", "last-modified", "expires", "age"} & answer.headers.keys(), path
    assert watched.shown.get("/tags").status == 301
    asked = {"If-None-Match": "*", "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    answer = watched.shown.get(link, headers=asked)
    assert (answer.status, answer.text) == (200, "a { color: red }")
    # Edited twice within a tick, under its plain name and under the one that pages have.
    for colour in ("green", "blue"):
        watched.room.write("static/css/brand.css", f"a {{ color: {colour} }}")
    new = until(lambda: _brand(watched.shown), lambda found: found != link)
    until(lambda: watched.shown.get(_brand(watched.shown), headers=asked).text, lambda css: "blue" in css)
    assert new.startswith("/css/brand.")
    watched.require_as_built()


def _brand(shown: Preview) -> str:
    found = re.search(r'href="(/css/brand[^"]+)"', shown.get("/").text)
    assert found is not None
    return found[1]
