"""A preview that runs while a module's tests edit its site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.preview.site import CLOCK, Desk, as_at_first
from tests.functional.previews import Preview, preview


@pytest.fixture(scope="session")
def origin() -> str:
    """None: each tab says where its page is, and the outlet's own site need not be built."""
    return ""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Preview]]:
    desk = Desk(tmp_path_factory.mktemp("preview") / "site")
    with preview("--watch", "--at", CLOCK, "--port", "8400", cwd=desk.folder) as shown:
        yield desk, shown


@pytest.fixture
def desk(running: tuple[Desk, Preview]) -> Desk:
    """The sources, as they were at first, and shown so."""
    as_at_first(*running)
    return running[0]


@pytest.fixture
def shown(running: tuple[Desk, Preview]) -> Preview:
    return running[1]
