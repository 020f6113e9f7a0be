"""Makes pages of an open site, each with its record for the book: rendered whole, or with other fragments alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from asiansite.fingerprint import Fingerprint, hash_of_bytes
from asiansite.rendering.fragments import Patch, exchanged
from asiansite.rendering.page import Renderer
from asiansite.rendering.questions import SHARED_QUESTIONS, PageAnswers
from asiansite.site.digests import Digest, digest_of
from asiansite.site.page import Page
from asiansite.storage.book import Entry, encode_entry
from asiansite.trace import Arg, Read


class Unchanged(NamedTuple):
    """What holds of a page of which nothing but fragments has changed."""

    hash: str
    """Of the bytes that it had."""
    names: tuple[str, ...]
    """What its own questions look at."""
    asked: Mapping[str, Read]
    """Shared questions among these names, as far as they were asked anew."""


class Stale(NamedTuple):
    """A page that must be made anew, and why."""

    page: Page
    reason: str
    unchanged: Unchanged | None = None
    """What need not be rendered; None: all of it must be."""


class Doubt(NamedTuple):
    """A page whose trace must be replayed."""

    page: Page
    record: bytes
    """Its record in the book."""
    left: str
    """The hash of the bytes that the last build left; "" if that is not known."""


class Held(NamedTuple):
    """A page whose trace was replayed, and holds."""

    page: Page
    hash: str
    """Of the bytes that its file must have."""
    names: tuple[str, ...]
    """What its own questions look at."""
    parts: tuple[str, ...]
    """What those of its fragments look at."""
    asked: Mapping[str, Read]
    """Shared questions among all these names."""


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
    reason: str
    """Why it was made."""
    names: tuple[str, ...]
    """What its own questions look at."""
    parts: tuple[str, ...]
    """What those of its fragments look at."""
    asked: Mapping[str, Read]
    """Shared questions among all these names, those that this worker has not told yet."""
    by: str
    """The name of its template; of a page that is no HTML, its kind; "fragments" if nothing else was rendered."""
    seconds: float


def page_key(page: Page) -> tuple[str, str, str, str, bool]:
    """What tells a page itself, as the book keeps it."""
    # The path too: `/old/` and `/old/index.html` are one file, and two canonical addresses.
    return page.path, page.kind, page.template or "", repr(page.args), page.settled


def looks_at(
    topics_of: Callable[[str, tuple[Arg, ...]], tuple[str, ...] | None], reads: Iterable[Read]
) -> tuple[tuple[str, ...], dict[str, Read]]:
    """What reads look at, for the index: names, and the reads behind those of shared questions."""
    names: dict[str, None] = {}
    asked: dict[str, Read] = {}
    for read in reads:
        topics = topics_of(read.query, read.args)
        if topics is None:
            topics = (f"{read.query}{read.args}",)
            asked[topics[0]] = read
        for name in topics:
            names[name] = None
    return tuple(names), asked


class PageMaker:
    """Makes the pages of one open site, in one process."""

    def __init__(self, renderer: Renderer, answers: PageAnswers, rendered_at: str) -> None:
        """Render with `renderer`, whose questions `answers` answers; `rendered_at` is for people."""
        self._renderer = renderer
        self._answers = answers
        self._rendered_at = rendered_at
        self._parts: dict[tuple[tuple[str, ...], bool], _Parts] = {}
        self._told: set[Fingerprint] = set()
        self._untold: dict[str, Digest] = {}
        self._known: set[str] = set()
        self._unknown: dict[str, Read] = {}

    def whole(self, stale: Stale) -> Made:
        """A page, rendered. Raises SiteError for a fault in a template."""
        page = stale.page
        found = self._renderer.render(page)
        own = found.reads[: found.own]
        digests = [self._digest(read, answer) for read, answer in zip(own, found.answers, strict=False)]
        return self._made(stale, found.data, own, digests, found.patches, self._looks_at(own), found.seconds)

    def spliced(self, stale: Stale, unchanged: Unchanged, entry: Entry, data: bytes) -> Made:
        """A page of which nothing but fragments has changed: today's, in the bytes `data` that it had.

        Its own questions hold, as its record `entry` has them. Raises SiteError for a fault in a template.
        """
        started = time.perf_counter()
        parts = self._parts_of(entry.patches, stale.page)
        data, patches = exchanged(data, entry.patches, parts.texts)
        own, digests = entry.reads[: entry.own], entry.digests[: entry.own]
        seconds = time.perf_counter() - started
        return self._made(stale, data, own, digests, patches, unchanged.names, seconds)

    def _made(
        self,
        stale: Stale,
        data: bytes,
        own: tuple[Read, ...],
        digests: Sequence[Digest | None],
        patches: tuple[Patch, ...],
        names: tuple[str, ...],
        seconds: float,
    ) -> Made:
        page = stale.page
        parts = self._parts_of(patches, page)
        added = parts.beside(own)
        hash_of_page = hash_of_bytes(data)
        entry = Entry(
            page_key(page),
            hash_of_page,
            own + tuple([read for read, _ in added]),
            (*digests, *[digest for _, digest in added]),
            self._rendered_at,
            stale.reason,
            len(own),
            patches,
        )
        by = "fragments" if stale.unchanged else page.template or page.kind
        answers, asked = tuple(self._untold.items()), self._unknown
        if stale.unchanged and stale.unchanged.asked:
            asked = {**stale.unchanged.asked, **asked}
        self._untold, self._unknown = {}, {}
        return Made(
            page.output,
            data,
            hash_of_page,
            encode_entry(entry),
            answers,
            page,
            stale.reason,
            names,
            parts.names,
            asked,
            by,
            seconds,
        )

    def _parts_of(self, patches: Sequence[Patch], page: Page) -> _Parts:
        key = (tuple([name for name, _, _ in patches]), page.settled)
        if key not in self._parts:
            fragments = {name: self._renderer.fragment(name, page) for name in key[0]}
            readers = [fragment.reader for fragment in fragments.values()]
            reads = {
                read: self._digest(read, answer)
                for reader in readers
                for read, answer in zip(reader.reads(), reader.answers(), strict=True)
            }
            texts = {name: fragment.data for name, fragment in fragments.items()}
            self._parts[key] = _Parts(texts, tuple(reads.items()), self._looks_at(reads))
        return self._parts[key]

    def _digest(self, read: Read, answer: object) -> Digest | None:
        """What is noted with a read for people; None of an answer that many pages share, since it is told once."""
        if read.query not in SHARED_QUESTIONS:
            return digest_of(answer)
        if read.answer not in self._told:
            self._told.add(read.answer)
            self._untold[read.answer.hex()] = digest_of(answer)
        return None

    def _looks_at(self, reads: Iterable[Read]) -> tuple[str, ...]:
        names, asked = looks_at(self._answers.topics, reads)
        for name in asked.keys() - self._known:
            self._known.add(name)
            self._unknown[name] = asked[name]
        return names


class _Parts(Struct, frozen=True):
    """The fragments of a page, as many pages have them."""

    texts: Mapping[str, bytes]
    reads: tuple[tuple[Read, Digest | None], ...]
    names: tuple[str, ...]
    """What the reads look at."""

    def beside(self, own: Iterable[Read]) -> list[tuple[Read, Digest | None]]:
        """The reads that are not among a page's own."""
        asked = {(read.query, read.args) for read in own}
        return [each for each in self.reads if (each[0].query, each[0].args) not in asked]
