"""Renders pages: orders that name pages, and the site that a worker has open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import NamedTuple

from asiansite.fingerprint import Fingerprint, hash_of_bytes
from asiansite.rendering.page import Rendered, Renderer
from asiansite.rendering.questions import SHARED_QUESTIONS, PageAnswers
from asiansite.rendering.templates import Closures, Templates
from asiansite.site import feeds
from asiansite.site.digests import Digest, digest_of
from asiansite.site.page import Page
from asiansite.site.snapshot import Snapshot
from asiansite.storage.book import Entry, encode_entry
from asiansite.trace import Read
from asiansite.work.bodies import Bodies
from asiansite.work.executors import in_batches, in_order


class Stale(NamedTuple):
    """A page that must be rendered, and why."""

    page: Page
    reason: str


class Made(NamedTuple):
    """A page as a worker hands it back: a tuple, since thousands of them travel between processes."""

    output: str
    data: bytes
    hash: str
    entry: bytes
    """Its record for the book, encoded."""
    answers: tuple[tuple[str, Digest], ...]
    """Digests, by fingerprint, of answers that many pages share and that this worker has not told yet."""
    page: Page
    names: tuple[str, ...]
    """What its trace looks at."""
    asked: Mapping[str, Read]
    """Shared questions among the names, those that this worker has not told yet."""
    template: str
    """The name of its template; of a page that is no HTML, its kind."""
    seconds: float


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
        _OPEN[:] = [_Open(self.snapshot, renderer, answers, self.rendered_at, set(), set())]

    def answers(self) -> PageAnswers:
        """What answers the questions of its pages."""
        return PageAnswers(self.snapshot, Closures(self.templates), self.tools)


def render_pages(order: tuple[Stale, ...]) -> tuple[Made, ...]:
    """Carry out an order: render pages of the open site. Raises SiteError for a fault in a template."""
    opened = _OPEN[0]
    _fetch_bodies(opened.snapshot, order)
    return tuple(_made(opened, stale, opened.renderer.render(stale.page)) for stale in order)


def render_all(executor: Executor, pages: Sequence[Stale]) -> Iterator[Made]:
    """Render `pages`, in their order."""
    for batch in in_order(executor, render_pages, in_batches(pages)):
        yield from batch


def page_key(page: Page) -> tuple[str, str, str, str, bool]:
    """What tells a page itself, as the book keeps it."""
    # The path too: `/old/` and `/old/index.html` are one file, and two canonical addresses.
    return page.path, page.kind, page.template or "", repr(page.args), page.settled


def looks_at(answers: PageAnswers, reads: Iterable[Read]) -> tuple[tuple[str, ...], dict[str, Read]]:
    """What a trace looks at, for the index: names, and the reads behind those of shared questions."""
    names: dict[str, None] = {}
    asked: dict[str, Read] = {}
    for read in reads:
        topics = answers.topics(read.query, read.args)
        if topics is None:
            topics = (f"{read.query}{read.args}",)
            asked[topics[0]] = read
        for name in topics:
            names[name] = None
    return tuple(names), asked


@dataclass(frozen=True, slots=True)
class _Open:
    snapshot: Snapshot
    renderer: Renderer
    answers: PageAnswers
    rendered_at: str
    told: set[Fingerprint]
    asked: set[str]


_OPEN: list[_Open] = []


def _fetch_bodies(snapshot: Snapshot, order: Sequence[Stale]) -> None:
    bodies = snapshot.contents.body
    if isinstance(bodies, Bodies):
        ids = dict.fromkeys(id for page, _ in order for id in _bodies_of(snapshot, page))
        asked = map(snapshot.by_id.get, ids)
        bodies.fetch([article.document.prose.digest for article in asked if article is not None])


def _bodies_of(snapshot: Snapshot, page: Page) -> tuple[str, ...]:
    if page.kind in ("article", "lite"):
        return (str(page.args[0]),)
    return feeds.bodies_of(snapshot, page) if page.kind == "feed" else ()


def _made(opened: _Open, stale: Stale, rendered: Rendered) -> Made:
    hash_of_page = hash_of_bytes(rendered.data)
    digests: list[Digest] = []
    shared: list[tuple[str, Digest]] = []
    for read, answer in zip(rendered.reads, rendered.answers, strict=True):
        if read.query not in SHARED_QUESTIONS:
            digests.append(digest_of(answer))
            continue
        digests.append(())
        if read.answer not in opened.told:
            opened.told.add(read.answer)
            shared.append((read.answer.hex(), digest_of(answer)))
    entry = Entry(
        page_key(stale.page), hash_of_page, rendered.reads, tuple(digests), opened.rendered_at, stale.reason
    )
    names, asked = looks_at(opened.answers, rendered.reads)
    new = {name: read for name, read in asked.items() if name not in opened.asked}
    opened.asked.update(new)
    return Made(
        rendered.output,
        rendered.data,
        hash_of_page,
        encode_entry(entry),
        tuple(shared),
        stale.page,
        names,
        new,
        stale.page.template or stale.page.kind,
        rendered.seconds,
    )
