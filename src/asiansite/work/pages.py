"""Orders for workers: pages to judge and to render, and the site that a worker has open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from typing import TypeGuard

from msgspec import Struct

from asiansite.errors import SiteError
from asiansite.rendering.page import Renderer
from asiansite.rendering.questions import PageAnswers
from asiansite.rendering.templates import Closures, Templates
from asiansite.site import feeds
from asiansite.site.page import Page
from asiansite.site.snapshot import Snapshot
from asiansite.work.bodies import Bodies
from asiansite.work.executors import in_batches, in_order
from asiansite.work.judging import Case, Judge
from asiansite.work.making import Doubt, Held, Made, PageMaker, Stale


class OpenSite(Struct, frozen=True):
    """Opens a site in this process, so that orders need only name its pages.

    Called once in each worker before its first order; one site at a time is open in a process.
    """

    snapshot: Snapshot
    templates: Mapping[str, str]
    """The text of every template by its name."""
    tools: str
    """The fingerprint of what renders."""
    rendered_at: str = ""
    """When, for people."""

    def __call__(self) -> None:
        """Open it."""
        settings = self.snapshot.settings
        templates = Templates(self.templates, settings.language, settings.date_format)
        answers = self.answers()
        renderer = Renderer(answers, templates)
        _OPEN[:] = [_Open(self.snapshot, PageMaker(renderer, answers, self.rendered_at))]

    def answers(self) -> PageAnswers:
        """What answers the questions of its pages."""
        return PageAnswers(self.snapshot, Closures(self.templates), self.tools)


class OpenCase(Struct, frozen=True):
    """Opens a site together with what traces are judged by."""

    site: OpenSite
    case: Case

    def __call__(self) -> None:
        """Open it."""
        self.site()
        _OPEN[0].judge = Judge(self.site.answers(), self.case)


Order = tuple[Stale | Doubt, ...]
"""Pages that are stale as a whole, and pages in doubt."""


def render_pages(order: Order) -> tuple[Made | Held | Stale, ...]:
    """Carry out an order: judge pages of the open site that are in doubt, and render those that are stale as a whole.

    What comes back as Stale is so in its fragments alone. Raises SiteError for a fault in a template.
    """
    opened = _OPEN[0]
    judged = [opened.judged(each) if isinstance(each, Doubt) else each for each in order]
    _fetch_bodies(opened.snapshot, judged)
    try:
        return tuple([opened.maker.whole(each) if _is_whole(each) else each for each in judged])
    except SiteError:
        # It is told on the first page that has it, and that may be one whose fragments alone have changed.
        for each in judged:
            if isinstance(each, Stale):
                opened.maker.whole(each)
        raise


def render_all(executor: Executor, pages: Iterable[Stale]) -> Iterator[Made]:
    """Render `pages`, each as a whole, in their order."""
    for batch in in_order(executor, render_pages, in_batches(pages)):
        for made in batch:
            assert isinstance(made, Made)
            yield made


def open_maker() -> PageMaker:
    """What makes the pages of the site that is open here."""
    return _OPEN[0].maker


class _Open(Struct):
    snapshot: Snapshot
    maker: PageMaker
    judge: Judge | None = None

    def judged(self, doubt: Doubt) -> Stale | Held:
        assert self.judge is not None
        return self.judge.judged(doubt)


_OPEN: list[_Open] = []


def _is_whole(found: Stale | Held) -> TypeGuard[Stale]:
    return isinstance(found, Stale) and found.unchanged is None


def _fetch_bodies(snapshot: Snapshot, order: Iterable[Stale | Held]) -> None:
    bodies = snapshot.contents.body
    if isinstance(bodies, Bodies):
        ids = dict.fromkeys(id for each in order if _is_whole(each) for id in _bodies_of(snapshot, each.page))
        asked = map(snapshot.by_id.get, ids)
        bodies.fetch([article.document.prose.digest for article in asked if article is not None])


def _bodies_of(snapshot: Snapshot, page: Page) -> tuple[str, ...]:
    if page.kind in ("article", "lite"):
        return (str(page.args[0]),)
    return feeds.bodies_of(snapshot, page) if page.kind == "feed" else ()
