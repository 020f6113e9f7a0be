"""The outlet's own site, built once for all tests of a process."""

from __future__ import annotations

import pytest

from tests.functional.outputs import Output
from tests.functional.sites import ELSEWHERE, LATER, Site, copy_of_the_repositorys


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A copy of the outlet's own site."""
    return copy_of_the_repositorys(tmp_path_factory.mktemp("own") / "site")


@pytest.fixture(scope="session")
def own(own_site: Site) -> Output:
    """Its output."""
    return own_site.build(own_site.folder.parent / "output")


@pytest.fixture(scope="session")
def own_elsewhere(own_site: Site) -> Output:
    """Its output for another host, below a path."""
    return own_site.build(own_site.folder.parent / "elsewhere", base_url=ELSEWHERE)


@pytest.fixture(scope="session")
def own_later(own_site: Site) -> Output:
    """Its output when everything that is scheduled has been published."""
    return own_site.build(own_site.folder.parent / "later", clock=LATER)


@pytest.fixture(scope="session")
def own_preview(own_site: Site) -> Output:
    """Its output with drafts."""
    return own_site.build(own_site.folder.parent / "preview", "--drafts")
