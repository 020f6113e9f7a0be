"""Judges traces: whether a page may stay as it is, or what of it must be made anew, and why.

A judge knows neither the book nor the output, so that each worker can have one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from asiansite import explain
from asiansite.rendering.questions import PageAnswers
from asiansite.site.digests import Digest, digest_of
from asiansite.storage.book import decode_entry
from asiansite.storage.index import Names
from asiansite.trace import Arg, Oracle, Read
from asiansite.work.making import Doubt, Held, Stale, Unchanged, looks_at, page_key


class Case(NamedTuple):
    """What is known of all traces of a build before one is replayed."""

    topics: frozenset[str] | None = None
    """What has changed since the last build; None if anything may have."""
    told: Mapping[Read, str] = {}
    """Why pages are stale that show an old answer, as far as it is known."""
    before: Mapping[str, Digest] = {}
    """What old answers said that many pages share, by their fingerprints, where it is not."""


class Judge:
    """Replays traces against today's site, as far as something that they look at has changed."""

    def __init__(
        self, answers: PageAnswers, case: Case, before: Callable[[str], Digest | None] | None = None
    ) -> None:
        """Ask `answers`; `before` tells what an old answer said, if `case` does not, and None if that is forgotten."""
        self._answers = answers
        self._topics = case.topics
        self._told = dict(case.told)
        self._before = before or case.before.get
        self._oracle = Oracle(answers, self._holds)
        self._looked: dict[tuple[str, tuple[Arg, ...]], Names | None] = {}

    def judged(self, doubt: Doubt) -> Stale | Held:
        """Whether a page holds; if not, why."""
        self._looked.clear()
        page, record, left = doubt
        entry = decode_entry(record)
        if entry is None:
            return Stale(page, explain.NEVER_RECORDED)
        if entry.page != page_key(page):
            return Stale(page, explain.OTHER_PAGE)
        if self._topics is not None and left != entry.hash:
            # An entry of another build than the one whose census tells what has changed since.
            return Stale(page, explain.NEVER_RECORDED)
        own, parts = entry.reads[: entry.own], entry.reads[entry.own :]
        if (read := self._oracle.first_stale(own)) is not None:
            return Stale(page, self.because(read, entry.digests[own.index(read)]))
        # The same answers may come of other things today: what Keep Reading looks at, for one.
        names, asked = self._named(own)
        if (read := self._oracle.first_stale(parts)) is not None:
            before = entry.digests[entry.reads.index(read)]
            return Stale(page, self.because(read, before), Unchanged(entry.hash, names, asked))
        more, also = self._named(parts)
        return Held(page, entry.hash, names, more, asked | also)

    def is_other(self, read: Read) -> bool:
        """Whether the answer is another today."""
        return self._oracle.today(read.query, read.args) != read.answer

    def because(self, read: Read, before: Digest | None) -> str:
        """Why a page is stale that shows an old answer, which said `before`; None if that is not noted with the page."""
        if read not in self._told:
            then = self._before(read.answer.hex()) if before is None else before
            self._told[read] = explain.because(read, then, self._digest_today(read))
        return self._told[read]

    def _named(self, reads: Iterable[Read]) -> tuple[Names, dict[str, Read]]:
        return looks_at(self._looks_at, reads)

    def _holds(self, query: str, args: tuple[Arg, ...]) -> bool:
        # What a question looks at is the same as then, unless something of it changed.
        looked_at = None if self._topics is None else self._looks_at(query, args)
        return looked_at is not None and self._topics is not None and self._topics.isdisjoint(looked_at)

    def _looks_at(self, query: str, args: tuple[Arg, ...]) -> Names | None:
        # Asked twice for each read of a page that holds: whether it does, and what to note of it.
        question = (query, args)
        if question not in self._looked:
            self._looked[question] = self._answers.topics(query, args)
        return self._looked[question]

    def _digest_today(self, read: Read) -> Digest | None:
        if self._oracle.today(read.query, read.args) is None:
            return None
        return digest_of(self._answers.answer(read.query, read.args))
