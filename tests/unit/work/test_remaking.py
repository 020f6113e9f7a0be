"""What is told when several pages of a round have a fault: always that of the first in the plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest

from asiansite.errors import SiteError, problem
from asiansite.site.page import Page
from asiansite.work import remaking
from asiansite.work.executors import InlineExecutor
from asiansite.work.making import Made, Stale, Unchanged
from asiansite.work.remaking import AT_ONCE, Remaking
from asiansite.work.verifying import Suspects
from tests.fakes.sites import site, stories

FOUND = site(stories(**{f"a{number}": f"2026-08-{number + 1:02}" for number in range(9)}))
PLAN = FOUND.plan()
PAGES = list(PLAN.outputs.values())


class Empty:
    """A book without records, and an output without files."""

    def encoded(self, outputs: Any) -> dict[str, bytes]:
        return {}


class Maker:
    """Cannot render some pages."""

    def __init__(self, broken: set[Page]) -> None:
        self.broken = broken

    def whole(self, stale: Stale) -> Made:
        if stale.page in self.broken:
            raise SiteError([problem("template-fault", reason="x", nearest=None, page=stale.page.path)])
        return cast("Made", stale)


@pytest.mark.parametrize("mix", [list, reversed, lambda pages: pages[3:] + pages[:3]])
@pytest.mark.parametrize("broken", [{2}, {5, 1}, {0, 8}, {AT_ONCE + 2, AT_ONCE - 3}])
def test_the_first_page_of_the_plan_is_told(
    monkeypatch: pytest.MonkeyPatch, mix: Callable[[list[Page]], list[Page]], broken: set[int]
) -> None:
    maker = Maker({PAGES[at] for at in broken})

    class Splicing(Remaking):
        def _with_fragments(self, stale: Stale, record: bytes | None) -> Made | None:
            return maker.whole(stale)

    monkeypatch.setattr(remaking, "open_maker", lambda: maker)
    stale = [Stale(page, "", Unchanged("", (), {})) for page in mix(PAGES)]
    suspects = Suspects(stale, (), len(stale), 0)
    with pytest.raises(SiteError) as caught:
        list(Splicing(PLAN, cast("Any", Empty()), cast("Any", None)).made(suspects, InlineExecutor(), print))
    assert dict(caught.value.problems[0].facts)["page"] == PAGES[min(broken)].path


def test_a_page_whose_record_is_lost_is_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remaking, "open_maker", lambda: Maker(set()))
    monkeypatch.setattr(remaking, "render_all", lambda executor, pages: iter(pages))
    stale = [Stale(page, "why", Unchanged("", (), {})) for page in PAGES]
    found = Remaking(PLAN, cast("Any", Empty()), cast("Any", None)).made(
        Suspects(stale, (), len(stale), 0), InlineExecutor(), print
    )
    assert list(found) == [Stale(page, "why") for page in PAGES]
