"""Traces: what a page asked, and what it was answered.

A page is a function of the answers it received: the same answers to the same questions, in the
same order, give the same bytes. So all that a page learns about the site it learns through a
`Reader`, which writes each question down. This module knows nothing of news.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Protocol

import msgspec

from asiansite.fingerprint import Fingerprint, fingerprint

Arg = str | int | None
"""What a question may carry. Not bool: Python holds that True == 1, and two questions would be one."""

Question = tuple[str, tuple[Arg, ...]]
"""A query's name and all its arguments."""


class Answers(Protocol):
    """Whatever can answer a question about the site: a snapshot, or a fake."""

    def answer(self, query: str, args: tuple[Arg, ...]) -> object:
        """Answer with a frozen value. Pure: the same question, the same answer."""


class Read(msgspec.Struct, frozen=True, array_like=True):
    """One question that a page asked, and the fingerprint of the answer it got."""

    query: str
    args: tuple[Arg, ...]
    answer: Fingerprint


class QuestionError(LookupError):
    """A question that nobody can answer: a name that does not exist, an argument of a wrong type."""


class Memory:
    """What was said to earlier readers of the same snapshot, for the queries that many pages ask."""

    def __init__(self, queries: Collection[str]) -> None:
        """Remember the answers to `queries`; those that one page alone asks would only take space."""
        self.queries = frozenset(queries)
        self.said: dict[Question, tuple[object, Read]] = {}


class Reader:
    """Answers a page's questions and writes down each one it is asked, in order."""

    def __init__(self, answers: Answers, memory: Memory | None = None) -> None:
        """Ask `answers`; `memory` is shared by the readers of one snapshot."""
        self._answers = answers
        self._memory = memory or Memory(())
        self._found: dict[Question, tuple[object, Read]] = {}
        self._noted: dict[Question, tuple[object, Read]] = {}

    def ask(self, query: str, *args: Arg) -> object:
        """Answer a question, and record it. Raises QuestionError for an argument that is no `Arg`."""
        question = (query, args)
        # The types are looked at first: 1 == True, and a wrong question must not find a right answer.
        for arg in args:
            if type(arg) not in _ARGS:
                raise QuestionError(f"{query}: a question cannot carry a {type(arg).__name__}")
        found = self._found.get(question)
        if found is None:
            found = self._found[question] = self._memory.said.get(question) or self._asked(question)
        return found[0]

    def _asked(self, question: Question) -> tuple[object, Read]:
        value = self._answers.answer(*question)
        found = (value, Read(*question, fingerprint(value)))
        if question[0] in self._memory.queries:
            self._memory.said[question] = found
        return found

    def note(self, part: Reader) -> None:
        """Record what a part of the page asked when it was made, once, for all pages."""
        self._noted = self._noted | part._found | part._noted

    @property
    def own(self) -> int:
        """How many reads at the head of the trace are the page's own; the others are those of its parts alone."""
        return len(self._found)

    def reads(self) -> tuple[Read, ...]:
        """The trace so far: what the page asked itself, in order, and then what its parts did."""
        return tuple([read for _, read in self._all()])

    def answers(self) -> tuple[object, ...]:
        """What each read of the trace was answered."""
        return tuple([value for value, _ in self._all()])

    def _all(self) -> Iterable[tuple[object, Read]]:
        # A page does not see what its parts say, so its own questions do not hang on theirs.
        found = self._found
        return (found | self._noted | found).values() if self._noted else found.values()


class Oracle:
    """Today's answers, by their fingerprints. Each question is put once, however many traces hold it."""

    def __init__(
        self, answers: Answers, holds: Callable[[str, tuple[Arg, ...]], bool] = lambda query, args: False
    ) -> None:
        """Ask `answers`; a question that `holds`, since it looks at nothing that changed, is not put."""
        self._answers = answers
        self._holds = holds
        self._today: dict[Question, Fingerprint | None] = {}

    def first_stale(self, reads: Iterable[Read]) -> Read | None:
        """The first read whose answer has changed: the reason to render. None: the trace holds."""
        # In order, and no further than the first change: a later question may only make sense
        # while the earlier answers hold.
        for read in reads:
            if not self._holds(read.query, read.args) and self.today(read.query, read.args) != read.answer:
                return read
        return None

    def today(self, query: str, args: tuple[Arg, ...]) -> Fingerprint | None:
        """The fingerprint of today's answer; None if the question raises: that has changed, too."""
        question = (query, args)
        if question not in self._today:
            try:
                self._today[question] = fingerprint(self._answers.answer(query, args))
            except Exception:
                # Whatever an old question runs into today: it did not when it was recorded.
                self._today[question] = None
        return self._today[question]


_ARGS = frozenset({str, int, type(None)})
