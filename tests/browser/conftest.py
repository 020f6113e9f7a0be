"""A Chromium, and the outlet's own site served to it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Playwright, ViewportSize, sync_playwright

from tests.browser.server import served
from tests.browser.showcase import write_showcase
from tests.browser.tabs import OpenTab, Tab
from tests.functional.outputs import Output
from tests.functional.sites import copy_of_the_repositorys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

SWITCHES = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--metrics-recording-only",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""Nothing but our own server can be reached, and Chromium itself asks nobody."""


def found_chromium() -> str | None:
    """The Chromium on the path."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium: the one on the path, else Playwright's own."""
    found = found_chromium()
    switches = [*SWITCHES, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]
    try:
        browser = playwright.chromium.launch(executable_path=found, args=switches)
    except Error as error:
        where = found or "Playwright's own, since none is on the path"
        pytest.fail(
            f"No Chromium could be started ({where}). Install one: on Debian `apt-get install chromium`, "
            f"elsewhere `python -m playwright install --only-shell chromium`.\n{error}",
            pytrace=False,
        )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Output:
    """The outlet's own site, built."""
    folder = tmp_path_factory.mktemp("served")
    return copy_of_the_repositorys(folder / "site").build(folder / "output")


@pytest.fixture(scope="session")
def origin(output: Output) -> Iterator[str]:
    """Where it is served."""
    with served(output.folder) as found:
        yield found


@pytest.fixture(scope="session")
def showcase(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site with everything is served."""
    room = write_showcase(tmp_path_factory.mktemp("showcase") / "site")
    room.build()
    with served(room.output) as found:
        yield found


@pytest.fixture
def open_tab(browser: Browser, origin: str) -> Iterator[OpenTab]:
    """Opens tabs, each in a context of its own; `at` is another origin, and the rest goes to the context."""
    contexts = []

    def open_one(width: int = 1000, height: int = 800, at: str | None = None, **more: Any) -> Tab:
        # Nothing moves: what is measured stands where it stays.
        viewport = ViewportSize(width=width, height=height)
        context = browser.new_context(viewport=viewport, reduced_motion="reduce", **more)
        contexts.append(context)
        return Tab(context.new_page(), at or origin)

    yield open_one
    for context in contexts:
        context.close()
