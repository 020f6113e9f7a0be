"""What a reader asks of a file's keys, and in which form: told by the reader itself, as it reads a file that answers anything.

A reader of `content/` is given an `Asked` in the place of the file's `Entries`. Each question that it
puts is written down, and answered so that the reader goes on to the next. So there is no second list
of keys and forms that could differ from what is read.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

from asiansite.content import entries as entries_module
from asiansite.content.entries import Entries
from asiansite.content.notes import Notes, Spot

ANY_KEY = "any-key"
"""The key under which a mapping that takes any key tells what it has below each."""


@dataclass
class Form:
    """One form in which a value is read."""

    kind: str
    """The method of Entries that reads it; of `plain_texts` and `texts`, the latter."""
    options: tuple[str, ...] = ()
    """The words that it must be one of."""
    low: int = 0
    high: int = 0
    pattern: re.Pattern[str] | None = None
    problem: str = ""
    """The slug of what is said of another text."""
    below: Mapping | None = None
    """The keys of a mapping."""


@dataclass
class Mapping:
    """The keys of one mapping, and how each is read."""

    known: frozenset[str] | None
    """Those it may have. None: any."""
    forms: dict[str, list[Form]] = field(default_factory=dict)
    """By key; the forms that a value may have."""
    required: set[str] = field(default_factory=set)


def asked(read: Callable[[bytes], object]) -> Mapping:
    """What the reader asks of the outermost mapping of its file."""
    found: Mapping | None = None
    # Some readers look first whether a value is a mapping, or is there at all: each answer leads to other questions.
    for is_mapping in (False, True):
        for is_empty in (False, True):
            roots: list[Asked] = []
            with _reading(roots, is_mapping=is_mapping, is_empty=is_empty):
                read(b"{}")
            (root,) = roots
            found = root.mapping if found is None else _merged(found, root.mapping)
    assert found is not None
    return found


@contextmanager
def _reading(roots: list[Asked], *, is_mapping: bool, is_empty: bool) -> Iterator[None]:
    def compose(text: str, known: Collection[str] | None, notes: Notes) -> Asked:
        roots.append(Asked(known, notes, is_mapping=is_mapping, is_empty=is_empty))
        return roots[-1]

    with ExitStack() as patches:
        for name, module in sorted(sys.modules.items()):
            if not name.startswith("asiansite.content.") or module is entries_module:
                continue
            if getattr(module, "compose", None) is entries_module.compose:
                patches.enter_context(patch.object(module, "compose", compose))
        yield


class Asked(Entries):
    """Entries that have a value for each key, and write down as what it is read."""

    def __init__(
        self, known: Collection[str] | None, notes: Notes, *, is_mapping: bool, is_empty: bool
    ) -> None:
        self.notes = notes
        self.mapping = Mapping(None if known is None else frozenset(known))
        self._is_mapping = is_mapping
        self._is_empty = is_empty

    def __getattr__(self, name: str) -> object:
        # What only real Entries have, asked for by a method that they have and this class has not.
        raise LookupError(
            f"Entries.{name}: a new way to read a value? Add it here, and its schema in schema.py"
        )

    def __contains__(self, key: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter([ANY_KEY] if self.mapping.known is None else sorted(self.mapping.known))

    def spot_of(self, key: str) -> Spot:
        return Spot(1, 1, 1)

    key_spot = spot_of

    def spots(self, *keys: str) -> dict[str, Spot]:
        return {}

    def is_empty(self, key: str) -> bool:
        return self._is_empty

    def is_mapping(self, key: str) -> bool:
        return self._is_mapping

    def text(self, key: str, *, required: bool = False) -> str:
        if required:
            self.mapping.required.add(key)
        self._note(key, Form("text"))
        return "a-text"

    def verbatim(self, key: str) -> str:
        return self.text(key, required=True)

    def slug(self, key: str, *, required: bool = False) -> str:
        self.text(key, required=required)
        self._note(key, Form("slug"))
        return "a-slug"

    def matching(self, key: str, form: re.Pattern[str], slug: str) -> None:
        self._note(key, Form("matching", pattern=form, problem=slug))

    def texts(self, key: str) -> tuple[tuple[str, Spot], ...]:
        self._note(key, Form("texts"))
        return (("a-text", Spot(1, 1, 1)),)

    def plain_texts(self, key: str) -> tuple[str, ...]:
        self._note(key, Form("texts"))
        return ("a-text",)

    def note_option(self, key: str, text: str, spot: Spot | None, options: Sequence[str]) -> None:
        # A text that is none of the options has been refused: so these are the options.
        for form in self.mapping.forms[key]:
            form.options = tuple(options)

    def date(self, key: str, zone: ZoneInfo) -> datetime:
        self._note(key, Form("date"))
        return datetime(2026, 1, 1, tzinfo=zone)

    def flag(self, key: str) -> bool:
        self._note(key, Form("flag"))
        return False

    def choice(self, key: str, options: Sequence[str]) -> str:
        self._note(key, Form("choice", tuple(options)))
        return options[0]

    def number(self, key: str, default: int, low: int, high: int) -> int:
        self._note(key, Form("number", low=low, high=high))
        return default

    def numbers(self, key: str, low: int, high: int) -> tuple[int, ...]:
        self._note(key, Form("numbers", low=low, high=high))
        return (low,)

    def entries(self, key: str, known: Collection[str] | None) -> Asked:
        return self._below(key, "entries", known)

    def list_of_entries(self, key: str, known: Collection[str]) -> tuple[Entries, ...]:
        return (self._below(key, "list_of_entries", known),)

    def list_of_either(self, key: str, known: Collection[str]) -> tuple[tuple[str, Spot] | Entries, ...]:
        return (("a-text", Spot(1, 1, 1)), self._below(key, "list_of_either", known))

    def anything(self, key: str) -> str:
        self._note(key, Form("anything"))
        return "{}"

    def _below(self, key: str, kind: str, known: Collection[str] | None) -> Asked:
        inner = Asked(known, self.notes, is_mapping=self._is_mapping, is_empty=self._is_empty)
        self._note(key, Form(kind, below=inner.mapping))
        return inner

    def _note(self, key: str, form: Form) -> None:
        forms = self.mapping.forms.setdefault(key, [])
        if form.kind != "text":
            # What is read as a text first, and then as something more exact, is that.
            forms[:] = [each for each in forms if each.kind not in ("text", form.kind)]
            forms.append(form)
        elif not forms:
            forms.append(form)


def _merged(one: Mapping, other: Mapping) -> Mapping:
    known = None if one.known is None or other.known is None else one.known | other.known
    found = Mapping(known, {}, one.required | other.required)
    for key in [*one.forms, *other.forms]:
        if key not in found.forms:
            found.forms[key] = _alternatives([*one.forms.get(key, ()), *other.forms.get(key, ())])
    return found


def _alternatives(forms: list[Form]) -> list[Form]:
    found: list[Form] = []
    for form in forms:
        same = next((each for each in found if replace(each, below=None) == replace(form, below=None)), None)
        if same is None:
            found.append(form)
        elif same.below is not None and form.below is not None:
            same.below = _merged(same.below, form.below)
    return found
