"""Which pages are stale: each trace replayed against today's site, up to the first change.

A page that looks at nothing that changed since the last build is passed over (law 11).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from asiansite import explain
from asiansite.rendering.questions import PageAnswers
from asiansite.site.digests import Digest, digest_of
from asiansite.site.page import Page
from asiansite.site.plan import Plan
from asiansite.storage.book import Book, Entry
from asiansite.storage.ground import Stamp
from asiansite.storage.index import Index, decode_index
from asiansite.storage.output import Output
from asiansite.trace import Arg, Oracle, Read
from asiansite.work.pages import Stale, looks_at, page_key

Changed = Callable[[bytes], frozenset[str] | None]
"""The topics of what is another now than in an encoded census; None if anything may be."""


class Verifier:
    """Tells for each page of a plan whether the output has it as it must be, or why not."""

    def __init__(self, answers: PageAnswers, book: Book, output: Output, changed: Changed) -> None:
        """Replay what `book` knows against `answers`, as far as it `changed`; look at `output`'s files."""
        self._answers = answers
        self._book = book
        self._output = output
        self._oracle = Oracle(answers, self._holds)
        self._topics: frozenset[str] | None = None
        self._told: dict[Read, str] = {}
        self._changed = changed
        self._last = book.last()
        self._files: dict[str, tuple[Stamp, str]] = self._last.files if self._last else {}
        index = book.part("index")
        self.index = (None if index is None else decode_index(index)) or Index()
        """What the last build knew of each page."""
        self.hashes: dict[str, str] = {}
        """The hash of each file that was found as it must be."""
        self.held: list[tuple[Page, tuple[str, ...], dict[str, Read]]] = []
        """The pages whose traces were replayed and hold, and what they look at."""

    def stale(self, plan: Plan) -> Iterator[Stale]:
        """The pages that must be rendered, in the order of the plan."""
        touched = self._touched()
        for output, page in plan.outputs.items():
            if output not in touched and self._is_as_left(output, page):
                continue
            reason = self._reason(output, page)
            if reason is not None:
                yield Stale(page, reason)

    def is_current(self, path: str, digest: str) -> bool:
        """Whether the output's file at `path` has the bytes with the hash `digest`."""
        stamp, digest_then = self._files.get(path, (None, ""))
        # A stamp tells that the file is the same; only its hash tells which bytes it has.
        seen = stamp if digest_then == digest else None
        if not self._output.is_current(path, digest, seen):
            return False
        self.hashes[path] = digest
        return True

    def _touched(self) -> Collection[str]:
        """The outputs of the pages that look at something that changed."""
        self._topics = topics = self._changed(self._last.census) if self._last else None
        if topics is None:
            return self.index.rows.keys()
        asked = self.index.asked.items()
        others = {name for name, read in asked if self._oracle.today(read.query, read.args) != read.answer}
        return frozenset(self.index.touched(topics | others))

    def _holds(self, query: str, args: tuple[Arg, ...]) -> bool:
        # What a question looks at is the same as then, unless something of it changed.
        looked_at = None if self._topics is None else self._answers.topics(query, args)
        return looked_at is not None and self._topics is not None and self._topics.isdisjoint(looked_at)

    def _is_as_left(self, output: str, page: Page) -> bool:
        row = self.index.rows.get(output)
        if row is None or row.key != page:
            return False
        _, digest = self._files.get(output, (None, ""))
        return bool(digest) and self.is_current(output, digest)

    def _reason(self, output: str, page: Page) -> str | None:
        entry = self._book.entry(output)
        if entry is None:
            known = output in self._output.manifest()
            return explain.NEVER_RECORDED if known else explain.NEW_PAGE
        if entry.page != page_key(page):
            return explain.OTHER_PAGE
        if self._topics is not None and self._files.get(output, (None, ""))[1] != entry.hash:
            # An entry of another build than the one whose census tells what has changed since.
            return explain.NEVER_RECORDED
        read = self._oracle.first_stale(entry.reads)
        if read is not None:
            return self._because(read, entry)
        if not self.is_current(output, entry.hash):
            return explain.OUTPUT_GONE
        # The same answers may come of other things today: what Keep Reading looks at, for one.
        self.held.append((page, *looks_at(self._answers, entry.reads)))
        return None

    def _because(self, read: Read, entry: Entry) -> str:
        if read not in self._told:
            before = entry.digests[entry.reads.index(read)] or self._book.digest(read.answer.hex())
            self._told[read] = explain.because(read, before, self._digest_today(read))
        return self._told[read]

    def _digest_today(self, read: Read) -> Digest | None:
        if self._oracle.today(read.query, read.args) is None:
            return None
        return digest_of(self._answers.answer(read.query, read.args))
