"""Renders pages: orders that name pages, and the site that a worker has open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from asiansite.fingerprint import hash_of_bytes
from asiansite.rendering.page import Renderer
from asiansite.rendering.questions import PageAnswers
from asiansite.rendering.templates import Closures, Templates
from asiansite.site import feeds
from asiansite.site.page import Page
from asiansite.site.snapshot import Snapshot
from asiansite.storage.book import Book, decode_entry
from asiansite.storage.ground import Ground
from asiansite.work.bodies import Bodies
from asiansite.work.executors import in_batches, in_order
from asiansite.work.making import Made, PageMaker, Stale, page_key


@dataclass(frozen=True, slots=True)
class OpenSite:
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


class Order(NamedTuple):
    """Pages to make, and what their files were made from."""

    pages: tuple[Stale, ...]
    root: str = ""
    """The folder of the output."""
    records: Mapping[str, bytes] = {}
    """By output, the records of those of which nothing but fragments has changed."""


def render_pages(order: Order) -> tuple[Made, ...]:
    """Carry out an order: make pages of the open site. Raises SiteError for a fault in a template."""
    opened = _OPEN[0]
    _fetch_bodies(opened.snapshot, order.pages)
    ground = Ground(order.root)
    return tuple([_made(opened.maker, stale, ground, order.records) for stale in order.pages])


def render_all(
    executor: Executor, pages: Iterable[Stale], book: Book | None = None, root: str = ""
) -> Iterator[Made]:
    """Make `pages`, in their order; `book` knows what those of the output at `root` were made from."""

    def orders() -> Iterator[Order]:
        for batch in in_batches(pages):
            spliced = [each.page.output for each in batch if each.unchanged]
            yield Order(batch, root, book.encoded(spliced) if book and spliced else {})

    for made in in_order(executor, render_pages, orders()):
        yield from made


@dataclass(frozen=True, slots=True)
class _Open:
    snapshot: Snapshot
    maker: PageMaker


_OPEN: list[_Open] = []


def _fetch_bodies(snapshot: Snapshot, order: Sequence[Stale]) -> None:
    bodies = snapshot.contents.body
    if isinstance(bodies, Bodies):
        ids = dict.fromkeys(
            id for page, _, unchanged in order if not unchanged for id in _bodies_of(snapshot, page)
        )
        asked = map(snapshot.by_id.get, ids)
        bodies.fetch([article.document.prose.digest for article in asked if article is not None])


def _bodies_of(snapshot: Snapshot, page: Page) -> tuple[str, ...]:
    if page.kind in ("article", "lite"):
        return (str(page.args[0]),)
    return feeds.bodies_of(snapshot, page) if page.kind == "feed" else ()


def _made(maker: PageMaker, stale: Stale, ground: Ground, records: Mapping[str, bytes]) -> Made:
    if (unchanged := stale.unchanged) is not None:
        record, data = records.get(stale.page.output), None
        entry = None if record is None else decode_entry(record)
        if entry is not None and entry.page == page_key(stale.page) and entry.hash == unchanged.hash:
            with suppress(OSError):
                data = ground.read(stale.page.output)
            if data is not None and hash_of_bytes(data) == unchanged.hash:
                return maker.spliced(stale, unchanged, entry, data)
        # Record or file are not as they were left: to render costs time, and never gives a wrong page.
        stale = stale._replace(unchanged=None)
    return maker.whole(stale)
