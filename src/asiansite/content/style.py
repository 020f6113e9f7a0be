"""The house style: terms that the outlet avoids, and what it writes instead (`content/style.yaml`)."""

from __future__ import annotations

from msgspec import Struct

from asiansite.content.entries import Entries, compose
from asiansite.content.frontmatter import decode
from asiansite.content.notes import Notes
from asiansite.errors import Problem

TERM_KEYS = frozenset({"avoid", "use", "lang", "except"})
"""The keys of a term."""


class Term(Struct, frozen=True):
    """Wordings that stand in no text, and what stands there instead."""

    avoid: tuple[str, ...]
    """What is not to be written, in any case; in this case only, if `use` differs from it by nothing else."""
    use: str
    """What is written instead."""
    lang: tuple[str, ...] = ()
    """The languages whose texts it is about; none: all."""
    exceptions: tuple[str, ...] = ()
    """Longer wordings in which it may stand, such as the name of a body."""

    def is_for(self, lang: str) -> bool:
        """Whether the term is about texts in the language `lang`."""
        return not self.lang or any(lang == each or lang.startswith(f"{each}-") for each in self.lang)


def read_style(data: bytes) -> tuple[tuple[Term, ...], tuple[Problem, ...]]:
    """Read style.yaml. Never raises for what is in it."""
    notes: list[Notes] = []
    text = decode(data, notes)
    root = None if text is None else compose(text, {"terms"}, notes[-1])
    terms = [_term(entry) for entry in root.list_of_entries("terms", TERM_KEYS)] if root else []
    return tuple([term for term in terms if term.avoid and term.use]), tuple(notes[-1].problems)


def _term(entry: Entries) -> Term:
    for key in ("avoid", "use"):
        if entry.is_empty(key):
            entry.text(key, required=True)
    return Term(
        entry.plain_texts("avoid"),
        entry.text("use") or "",
        entry.plain_texts("lang"),
        entry.plain_texts("except"),
    )
