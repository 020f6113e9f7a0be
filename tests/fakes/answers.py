"""Whoever answers questions: a table of answers that notes what it was asked."""

from __future__ import annotations

from collections.abc import Mapping

from asiansite.trace import Arg, Question


class Asked:
    """Answers from a table, and everything else with the question itself; keeps every question."""

    def __init__(self, answers: Mapping[Question, object] | None = None) -> None:
        self.table = dict(answers or {})
        self.questions: list[Question] = []

    def answer(self, query: str, args: tuple[Arg, ...]) -> object:
        self.questions.append((query, args))
        found = self.table.get((query, args), ("answer", query, *args))
        if isinstance(found, Exception):
            raise found
        return found
