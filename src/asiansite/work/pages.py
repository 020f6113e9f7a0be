"""Renders pages: orders that name pages, and the site that a worker has open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from asiansite.rendering.page import Rendered, Renderer
from asiansite.rendering.templates import Templates
from asiansite.site.plan import Page
from asiansite.site.queries import SiteAnswers
from asiansite.site.snapshot import Snapshot
from asiansite.work.executors import in_batches, in_order


@dataclass(frozen=True, slots=True)
class OpenSite:
    """Opens a site in this process, so that orders need only name its pages.

    Called once in each worker before its first order; one site at a time is open in a process.
    """

    snapshot: Snapshot
    templates: Mapping[str, str]
    """The text of every template by its name."""

    def __call__(self) -> None:
        """Open it."""
        settings = self.snapshot.settings
        templates = Templates(self.templates, settings.language, settings.date_format)
        _OPEN[:] = [Renderer(SiteAnswers(self.snapshot), templates)]


def render_pages(pages: tuple[Page, ...]) -> tuple[Rendered, ...]:
    """Carry out an order: render pages of the open site. Raises SiteError for a fault in a template."""
    return tuple(_OPEN[0].render(page) for page in pages)


def render_all(executor: Executor, pages: Sequence[Page]) -> Iterator[Rendered]:
    """Render `pages`, in their order."""
    for batch in in_order(executor, render_pages, in_batches(pages)):
        yield from batch


_OPEN: list[Renderer] = []
