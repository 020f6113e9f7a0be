"""A small site that is previewed while a browser looks at it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.showcase import picture
from tests.browser.tabs import OpenTab, Tab
from tests.functional.newsrooms import SETTINGS, Newsroom
from tests.functional.previews import Preview, until

if TYPE_CHECKING:
    from playwright.sync_api import Locator

PATIENCE = 120_000
"""Milliseconds after which a busy machine is given up."""

CLOCK = "2026-03-01T12:00"
VOTE = "/2026/02/vote/"
FERRY = "/2026/02/ferry/"

FIELD = '{% extends "theme/page.html" %}\n{% block content %}{{ super() }}<form><input name="q"></form>{% endblock %}\n'

BODY = "\n\n".join(
    [
        "The first paragraph.",
        "## A heading",
        "<details><summary>More</summary>\n\nHidden words.\n\n</details>",
        *(f"Paragraph {n} stands here, with some words to fill its lines." for n in range(60)),
        "The last paragraph, with [a link](https://example.org/).",
    ]
)


class Desk(Newsroom):
    """The site's sources, which tests edit and which stand as at first before the next test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.first()

    def first(self) -> None:
        """Put every source as it was at first. What is as it was is not touched."""
        wanted = folder_of_sources(self.folder.parent / "wanted")
        for path in [each for each in self.folder.rglob("*") if each.is_file()]:
            name = path.relative_to(self.folder)
            if name.parts[0] != ".asiansite" and not (wanted / name).exists():
                path.unlink()
        for path in [each for each in wanted.rglob("*") if each.is_file()]:
            place = self.folder / path.relative_to(wanted)
            if not place.exists() or place.read_bytes() != path.read_bytes():
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(path.read_bytes())

    def vote(self, body: str = BODY, **front: object) -> None:
        """Write the article that most tests are about."""
        self.article(
            "vote", body, **{"title": "The vote", "tags": ["Elections"], "section": "politics"} | front
        )


def folder_of_sources(folder: Path) -> Path:
    """The sources as they are at first, in a folder of their own."""
    if folder.exists():
        return folder
    settings = SETTINGS + "embeds: [youtube]\nsections: [{slug: politics, name: Politics}]\n"
    room = Newsroom(folder, settings)
    room.write("static/harbour.png", picture(60, 40))
    room.write("templates/page.html", FIELD)
    Desk.vote(room)  # type: ignore[arg-type]
    room.article("ferry", "Ferries run. [The vote](vote.md).", title="The ferry", section="politics")
    room.article("film", f"https://www.youtube.com/watch?v=dQw4w9WgXcQ\n\n{BODY}", title="A film")
    room.write("content/pages/about.md", "---\ntitle: About us\n---\nWho we are.\n")
    return folder


def as_at_first(desk: Desk, shown: Preview) -> None:
    """Have the preview show the sources as they were at first."""
    wanted = desk.folder.parent / "shown"
    desk.first()
    names = {"vote": VOTE, "ferry": FERRY, "about": "/about/", "none": "/2026/02/harbour/"}
    for name, path in names.items():
        file = wanted / name
        if not file.exists():
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(shown.ready(path).page)
        until(lambda path=path: shown.get(path).page, lambda page, file=file: page == file.read_bytes())
    until(
        lambda: shown.state(VOTE),
        lambda state: not [each for each in state["problems"] if each["level"] == "error"],
    )


def opened(open_tab: OpenTab, shown: Preview, path: str = VOTE, status: int = 200, **more: object) -> Tab:
    """A tab that follows the page at `path`."""
    tab = open_tab(at=shown.url.rstrip("/"), **more)
    tab.page.set_default_timeout(PATIENCE)
    follows(tab, lambda: tab.go(path, status))
    mark(tab)
    return tab


def follows(tab: Tab, act: object) -> None:
    """Carry out what opens a page, and wait until the page has its stream."""
    with tab.page.expect_response(lambda response: "/__asiansite/events" in response.url, timeout=PATIENCE):
        act()  # type: ignore[operator]
    bar(tab).wait_for(timeout=PATIENCE)


def mark(tab: Tab) -> None:
    """Mark the document: a reload takes the mark away."""
    tab.js("() => { window.isMarked = true }")


def was_reloaded(tab: Tab) -> bool:
    return not tab.js("() => window.isMarked === true")


def bar(tab: Tab) -> Locator:
    return tab.page.locator("asiansite-preview .bar")


def overlay(tab: Tab) -> Locator:
    return tab.page.locator("asiansite-preview .overlay")


def notice(tab: Tab) -> Locator:
    return tab.page.locator("asiansite-preview .notice:not([hidden])")


def shows(tab: Tab, text: str, where: str = "main") -> None:
    """Wait until the page shows a text."""
    tab.page.locator(where).get_by_text(text).first.wait_for(timeout=PATIENCE)


def holds(tab: Tab, expression: str, argument: object = None) -> None:
    """Wait until an expression holds on the page."""
    tab.page.wait_for_function(expression, arg=argument, timeout=PATIENCE)


def copy_of(folder: Path, to: Path) -> Path:
    """A copy of a site's sources."""
    return Path(shutil.copytree(folder, to, ignore=shutil.ignore_patterns(".asiansite")))
