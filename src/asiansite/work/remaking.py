"""Makes what is stale: workers judge and render, while this process puts other fragments into pages that have them.

Pages with other fragments are not sent to workers: to send one costs as much as to make it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from itertools import islice

from asiansite import explain
from asiansite.errors import SiteError
from asiansite.site.plan import Plan
from asiansite.storage.book import Book, decode_entry
from asiansite.work.executors import UNDER_WAY, InlineExecutor, in_batches
from asiansite.work.making import Held, Made, Stale, page_key
from asiansite.work.pages import open_maker, render_all, render_pages
from asiansite.work.verifying import Suspects, Verifier

AT_ONCE = 16
"""Pages that get other fragments between two looks at what workers have done."""


class Remaking:
    """One round of making what is stale."""

    def __init__(self, plan: Plan, book: Book, verifier: Verifier) -> None:
        """Make pages of `plan`, of which `book` and `verifier` know how they were left."""
        self._plan = plan
        self._book = book
        self._verifier = verifier
        self._spliced: deque[Stale] = deque()
        self._again: list[Stale] = []
        self._fault: SiteError | None = None
        """What went wrong with fragments, while workers may find something on an earlier page."""
        self._open_here: Callable[[], None] | None = None

    def made(self, suspects: Suspects, executor: Executor, open_here: Callable[[], None]) -> Iterator[Made]:
        """The pages of `suspects` that are stale, made anew. `open_here` opens the site in this process.

        Raises SiteError for a fault in a template: that of the first page of the plan that has one.
        """
        self._spliced.extend(suspects.spliced)
        # Without other processes, what works is this one, and has it open.
        self._open_here = None if isinstance(executor, InlineExecutor) else open_here
        under_way: deque[Future[tuple[Made | Held | Stale, ...]]] = deque()
        try:
            for order in in_batches(suspects.others):
                under_way.append(executor.submit(render_pages, order))
                if len(under_way) >= UNDER_WAY:
                    yield from self._told(under_way.popleft())
            while under_way:
                yield from self._told(under_way.popleft())
            while self._spliced:
                yield from self._splice()
            if self._fault is not None:
                raise self._fault
            yield from render_all(executor, self._again)
        except SiteError as error:
            if (first := self._first(error)) is not error:
                raise first from None
            raise

    def _told(self, future: Future[tuple[Made | Held | Stale, ...]]) -> Iterator[Made]:
        while self._spliced and not future.done():
            yield from self._splice()
        for found in future.result():
            if isinstance(found, Made):
                yield found
            elif isinstance(found, Stale):
                self._spliced.append(found)
            elif not self._verifier.holds(found):
                self._again.append(Stale(found.page, explain.OUTPUT_GONE))

    def _splice(self) -> Iterator[Made]:
        self._open()
        pages = tuple(islice(self._spliced, AT_ONCE))
        records = self._book.encoded([each.page.output for each in pages])
        for stale in pages:
            try:
                made = self._with_fragments(stale, records.get(stale.page.output))
            except SiteError as error:
                self._fault = self._first(error)
                self._spliced.clear()
                return
            self._spliced.popleft()
            if made is None:
                self._again.append(stale._replace(unchanged=None))
            else:
                yield made

    def _with_fragments(self, stale: Stale, record: bytes | None) -> Made | None:
        """The page, or None if its record or its file is not as it was left: to render it costs time alone."""
        page, unchanged = stale.page, stale.unchanged
        entry = None if record is None else decode_entry(record)
        if entry is None or unchanged is None or (entry.page, entry.hash) != (page_key(page), unchanged.hash):
            return None
        data = self._verifier.bytes_left(page.output, unchanged.hash)
        return None if data is None else open_maker().spliced(stale, unchanged, entry, data)

    def _first(self, error: SiteError) -> SiteError:
        """Of all that is known to be wrong, what is so on the first page of the plan."""
        places = {page.path: place for place, page in enumerate(self._plan.outputs.values())}

        def place_of(found: SiteError) -> int:
            named = (str(fact) for name, fact in found.problems[0].facts if name == "page")
            return places.get(next(named, ""), -1)

        if self._fault is not None and place_of(self._fault) < place_of(error):
            return self._fault
        waiting = sorted([*self._spliced, *self._again], key=lambda each: places[each.page.path])
        for stale in waiting:
            if places[stale.page.path] >= place_of(error):
                break
            self._open()
            try:
                open_maker().whole(stale)
            except SiteError as earlier:
                return earlier
        return error

    def _open(self) -> None:
        if self._open_here is not None:
            self._open_here()
            self._open_here = None
