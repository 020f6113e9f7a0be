"""Which pages may be stale: those that look at something that changed since the last build.

A page that looks at nothing that changed is passed over (law 11); the traces of the others are replayed
by judges (`asiansite.work.judging`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from asiansite import explain
from asiansite.rendering.questions import PageAnswers
from asiansite.site.page import Page
from asiansite.site.plan import Plan
from asiansite.storage.book import Book
from asiansite.storage.ground import Stamp
from asiansite.storage.index import Index, Look, decode_index
from asiansite.storage.output import Output
from asiansite.trace import Read
from asiansite.work.executors import in_batches
from asiansite.work.judging import Case, Judge
from asiansite.work.making import Doubt, Held, Stale, Unchanged

Changed = Callable[[bytes], frozenset[str] | None]
"""The topics of what is another now than in an encoded census; None if anything may be."""


class Suspects(NamedTuple):
    """The pages that may have to be made anew."""

    spliced: Sequence[Stale]
    """Of which nothing but fragments has changed, in the order of the plan."""
    others: Iterable[Stale | Doubt]
    """Those that are stale as a whole or in doubt, in the order of the plan; found as they are asked for."""
    most: int
    """How many there are at most."""
    work: int
    """How many of them are work for workers."""
    case: Case = Case()
    """What the latter are judged by."""


class Verifier:
    """Tells of each page of a plan whether the output has it as it must be, or whether that is in doubt."""

    def __init__(self, answers: PageAnswers, book: Book, output: Output, changed: Changed) -> None:
        """Replay what `book` knows against `answers`, as far as it `changed`; look at `output`'s files."""
        self._answers = answers
        self._book = book
        self._output = output
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

    def suspects(self, plan: Plan) -> Suspects:
        """The pages that may have to be made anew. Files are looked at now, and traces later."""
        topics = self._changed(self._last.census) if self._last else None
        reasons: dict[str, str] = {}
        told: dict[Read, str] = {}
        own: Collection[str] = self.index.rows.keys()
        parts: Mapping[str, str] = {}
        if topics is not None:
            judge = Judge(self._answers, Case(topics), self._book.digest)
            for name, read in self.index.asked.items():
                if judge.is_other(read):
                    reasons[name] = told[read] = judge.because(read, None)
            own, parts = self.index.touched(topics | reasons.keys())
        spliced, others = [], []
        for output, page in plan.outputs.items():
            if output in own or not self._is_known(output, page):
                others.append(output)
            elif (reason := reasons.get(parts.get(output, ""))) is not None:
                unchanged = Unchanged(self._left(output), self.index.own(output), {})
                spliced.append(Stale(page, reason, unchanged))
            elif output in parts or not self._is_as_left(output):
                others.append(output)
        case = Case(topics, told, {} if topics is not None else self._book.digests())
        most = len(spliced) + len(others)
        return Suspects(spliced, self._doubts(plan, others), most, len(others), case)

    def holds(self, held: Held) -> bool:
        """Whether the file of a page whose trace holds has its bytes; then it stays, and that is noted."""
        output = held.page.output
        self.asked.update(held.asked)
        if not self.is_current(output, held.hash):
            return False
        self.held.append((output, held.page, held.names, held.parts))
        return True

    def is_current(self, path: str, digest: str) -> bool:
        """Whether the output's file at `path` has the bytes with the hash `digest`."""
        stamp, digest_then = self._files.get(path, (None, ""))
        # A stamp tells that the file is the same; only its hash tells which bytes it has.
        seen = stamp if digest_then == digest else None
        if not self._output.is_current(path, digest, seen):
            return False
        self.hashes[path] = digest
        return True

    def bytes_left(self, path: str, digest: str) -> bytes | None:
        """The bytes of the output's file at `path`, if they have the hash `digest`, else None."""
        stamp, digest_then = self._files.get(path, (None, ""))
        return self._output.read_if(path, digest, stamp if digest_then == digest else None)

    def _doubts(self, plan: Plan, outputs: Iterable[str]) -> Iterator[Stale | Doubt]:
        known = self._output.manifest()
        for batch in in_batches(outputs):
            records = self._book.encoded(batch)
            for output in batch:
                page = plan.outputs[output]
                if (record := records.get(output)) is not None:
                    yield Doubt(page, record, self._left(output))
                else:
                    yield Stale(page, explain.NEVER_RECORDED if output in known else explain.NEW_PAGE)

    def _left(self, output: str) -> str:
        return self._files.get(output, (None, ""))[1]

    def _is_known(self, output: str, page: Page) -> bool:
        row = self.index.rows.get(output)
        return row is not None and row.key == page

    def _is_as_left(self, output: str) -> bool:
        digest = self._left(output)
        return bool(digest) and self.is_current(output, digest)
