"""Which pages are stale: each trace replayed against today's site, up to the first change.

A page that looks at nothing that changed since the last build is passed over (law 11).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from asiansite import explain
from asiansite.rendering.questions import PageAnswers
from asiansite.site.digests import Digest, digest_of
from asiansite.site.page import Page
from asiansite.site.plan import Plan
from asiansite.storage.book import Book, Entry
from asiansite.storage.ground import Stamp
from asiansite.storage.index import Index, Look, Names, decode_index
from asiansite.storage.output import Output
from asiansite.trace import Arg, Oracle, Read
from asiansite.work.executors import in_batches
from asiansite.work.making import Stale, Unchanged, looks_at, page_key, work_of

Changed = Callable[[bytes], frozenset[str] | None]
"""The topics of what is another now than in an encoded census; None if anything may be."""


class StalePages:
    """The pages that must be made anew, found as they are asked for: others may be made meanwhile."""

    def __init__(self, pages: Iterable[Stale], most: int, work: int) -> None:
        """At most so many `pages`, which cost as much as to render `work` of them."""
        self._pages = pages
        self.most = most
        self.work = work
        self.found: list[Stale] = []
        """Those that were asked for."""

    def __iter__(self) -> Iterator[Stale]:
        for stale in self._pages:
            self.found.append(stale)
            yield stale


class Verifier:
    """Tells for each page of a plan whether the output has it as it must be, or why not."""

    def __init__(self, answers: PageAnswers, book: Book, output: Output, changed: Changed) -> None:
        """Replay what `book` knows against `answers`, as far as it `changed`; look at `output`'s files."""
        self._answers = answers
        self._book = book
        self._output = output
        self._oracle = Oracle(answers, self._holds)
        self._topics: frozenset[str] | None = None
        self._shared: dict[str, str] = {}
        """Why a page is stale that looks at a shared question whose answer is another, by the question's name."""
        self._looked: dict[tuple[str, tuple[Arg, ...]], tuple[str, ...] | None] = {}
        self._told: dict[Read, str] = {}
        self._changed = changed
        self._last = book.last()
        self._files: dict[str, tuple[Stamp, str]] = self._last.files if self._last else {}
        index = book.part("index")
        self.index = (None if index is None else decode_index(index)) or Index()
        """What the last build knew of each page."""
        self.hashes: dict[str, str] = {}
        """The hash of each file that was found as it must be."""
        self.held: list[Look] = []
        """What the pages look at whose traces were replayed and hold."""
        self.asked: dict[str, Read] = {}
        """The shared questions of traces that were replayed and hold, as far as it goes."""

    def stale(self, plan: Plan) -> StalePages:
        """The pages that must be made anew, in the order of the plan.

        Files are looked at now; traces are replayed one after the other, as pages are asked for.
        """
        own, parts = self._touched()
        found: dict[str, Stale | None] = {}
        for output, page in plan.outputs.items():
            if output in own or not self._is_known(output, page):
                found[output] = None
            elif output not in parts:
                if not self._is_as_left(output):
                    found[output] = None
            elif (reason := self._shared.get(parts[output])) is not None:
                unchanged = Unchanged(self._files.get(output, (None, ""))[1], self.index.own(output))
                found[output] = Stale(page, reason, unchanged)
            else:
                found[output] = None
        return StalePages(self._settled(plan, found), len(found), work_of(found.values()))

    def _settled(self, plan: Plan, found: Mapping[str, Stale | None]) -> Iterator[Stale]:
        for batch in in_batches(tuple(found.items())):
            entries = self._book.some([output for output, stale in batch if stale is None])
            for output, known in batch:
                stale = known or self._judged(output, plan.outputs[output], entries.get(output))
                if stale is not None:
                    yield stale

    def is_current(self, path: str, digest: str) -> bool:
        """Whether the output's file at `path` has the bytes with the hash `digest`."""
        stamp, digest_then = self._files.get(path, (None, ""))
        # A stamp tells that the file is the same; only its hash tells which bytes it has.
        seen = stamp if digest_then == digest else None
        if not self._output.is_current(path, digest, seen):
            return False
        self.hashes[path] = digest
        return True

    def _touched(self) -> tuple[Collection[str], Mapping[str, str]]:
        """The outputs of the pages that look at something that changed, and of those whose fragments alone do."""
        self._topics = topics = self._changed(self._last.census) if self._last else None
        if topics is None:
            return self.index.rows.keys(), {}
        asked = self.index.asked.items()
        others = {
            name: read for name, read in asked if self._oracle.today(read.query, read.args) != read.answer
        }
        self._shared = {name: self._because(read, ()) for name, read in others.items()}
        return self.index.touched(topics | others.keys())

    def _holds(self, query: str, args: tuple[Arg, ...]) -> bool:
        # What a question looks at is the same as then, unless something of it changed.
        looked_at = None if self._topics is None else self._looks_at(query, args)
        return looked_at is not None and self._topics is not None and self._topics.isdisjoint(looked_at)

    def _looks_at(self, query: str, args: tuple[Arg, ...]) -> tuple[str, ...] | None:
        # Asked twice for each read of a page that holds: whether it does, and what to note of it.
        question = (query, args)
        if question not in self._looked:
            self._looked[question] = self._answers.topics(query, args)
        return self._looked[question]

    def _is_known(self, output: str, page: Page) -> bool:
        row = self.index.rows.get(output)
        return row is not None and row.key == page

    def _is_as_left(self, output: str) -> bool:
        _, digest = self._files.get(output, (None, ""))
        return bool(digest) and self.is_current(output, digest)

    def _judged(self, output: str, page: Page, entry: Entry | None) -> Stale | None:
        self._looked.clear()
        if entry is None:
            known = output in self._output.manifest()
            return Stale(page, explain.NEVER_RECORDED if known else explain.NEW_PAGE)
        if entry.page != page_key(page):
            return Stale(page, explain.OTHER_PAGE)
        if self._topics is not None and self._files.get(output, (None, ""))[1] != entry.hash:
            # An entry of another build than the one whose census tells what has changed since.
            return Stale(page, explain.NEVER_RECORDED)
        own, parts = entry.reads[: entry.own], entry.reads[entry.own :]
        if (read := self._oracle.first_stale(own)) is not None:
            return Stale(page, self._because(read, entry.digests[own.index(read)]))
        if (read := self._oracle.first_stale(parts)) is not None:
            before = entry.digests[entry.reads.index(read)]
            return Stale(page, self._because(read, before), Unchanged(entry.hash, self._named(own)))
        if not self.is_current(output, entry.hash):
            return Stale(page, explain.OUTPUT_GONE)
        self.held.append((output, page, self._named(own), self._named(parts)))
        return None

    def _named(self, reads: Iterable[Read]) -> Names:
        # The same answers may come of other things today: what Keep Reading looks at, for one.
        names, asked = looks_at(self._looks_at, reads)
        self.asked.update(asked)
        return names

    def _because(self, read: Read, before: Digest) -> str:
        if read not in self._told:
            before = before or self._book.digest(read.answer.hex())
            self._told[read] = explain.because(read, before, self._digest_today(read))
        return self._told[read]

    def _digest_today(self, read: Read) -> Digest | None:
        if self._oracle.today(read.query, read.args) is None:
            return None
        return digest_of(self._answers.answer(read.query, read.args))
