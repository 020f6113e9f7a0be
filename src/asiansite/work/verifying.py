"""Which pages are stale: each trace replayed against today's site, up to the first change."""

from __future__ import annotations

from collections.abc import Iterator

from asiansite import explain
from asiansite.rendering.questions import PageAnswers
from asiansite.site.digests import Digest, digest_of
from asiansite.site.plan import Page, Plan
from asiansite.storage.book import Book, Entry
from asiansite.storage.ground import Stamp
from asiansite.storage.output import Output
from asiansite.trace import Oracle, Read
from asiansite.work.pages import Stale, page_key


class Verifier:
    """Tells for each page of a plan whether the output has it as it must be, or why not."""

    def __init__(self, answers: PageAnswers, book: Book, output: Output) -> None:
        """Replay what `book` knows against `answers`, and look at the files of `output`."""
        self._answers = answers
        self._book = book
        self._output = output
        self._oracle = Oracle(answers)
        self._told: dict[Read, str] = {}
        last = book.last()
        self._files: dict[str, tuple[Stamp, str]] = last.files if last else {}
        self.hashes: dict[str, str] = {}
        """The hash of each file that was found as it must be."""

    def stale(self, plan: Plan) -> Iterator[Stale]:
        """The pages that must be rendered, in the order of the plan."""
        for page in plan.pages:
            reason = self._reason(page)
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

    def _reason(self, page: Page) -> str | None:
        entry = self._book.entry(page.output)
        if entry is None:
            known = page.output in self._output.manifest()
            return explain.NEVER_RECORDED if known else explain.NEW_PAGE
        if entry.page != page_key(page):
            return explain.OTHER_PAGE
        read = self._oracle.first_stale(entry.reads)
        if read is not None:
            return self._because(read, entry)
        return None if self.is_current(page.output, entry.hash) else explain.OUTPUT_GONE

    def _because(self, read: Read, entry: Entry) -> str:
        if read not in self._told:
            before = entry.digests[entry.reads.index(read)] or self._book.digest(read.answer.hex())
            self._told[read] = explain.because(read, before, self._digest_today(read))
        return self._told[read]

    def _digest_today(self, read: Read) -> Digest | None:
        if self._oracle.today(read.query, read.args) is None:
            return None
        return digest_of(self._answers.answer(read.query, read.args))
