from __future__ import annotations

from asiansite.rendering.writers import WRITERS
from asiansite.site.page import WRITTEN
from tests.fakes.sites import site
from tests.fakes.templates import rendered


def test_each_kind_that_is_no_html_has_its_writer() -> None:
    assert WRITERS.keys() == WRITTEN


def test_crawlers_may_read_all() -> None:
    found = site({})
    made = rendered(found.snapshot, found.page("/robots.txt"))
    assert made.data == b"User-agent: *\nAllow: /\n"
    assert [read.query for read in made.reads] == ["tools"]
