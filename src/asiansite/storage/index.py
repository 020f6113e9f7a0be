"""The index of a book: what each page looks at, packed, so that few traces need be replayed.

A page is known by its topics, names that whoever renders it gives, and by the questions that many
pages ask alike: its own, and apart from them those of its fragments. If none of them changed since
the last build, its trace holds.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Collection, Iterable, Mapping

import msgspec

from asiansite.trace import Arg, Read

Key = tuple[str, str, tuple[Arg, ...], bool]
"""What tells a page itself: path, kind, arguments, settledness."""

NUMBERS = "I"

ROOM = 4
"""How many times as many names as pages look at are kept: those that nobody asks for any more."""


Names = tuple[str, ...]

Look = tuple[str, Key, Names, Names]
"""What a page looks at: its output, its key, its own names, and those of its fragments."""


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known of one page."""

    key: Key
    names: bytes
    """The numbers of its own topics and shared questions, packed."""
    parts: bytes
    """The numbers of those of its fragments."""


class Index(msgspec.Struct, frozen=True, array_like=True):
    """What every page of an output looks at."""

    byte_order: str = sys.byteorder
    """Of the numbers in its rows: a machine of another kind cannot read them."""
    names: tuple[str, ...] = ()
    """Topics, and what stands for shared questions; a row has their numbers."""
    asked: dict[str, Read] = {}
    """The shared questions by their names, with the answers that all traces have."""
    rows: dict[str, Row] = {}
    """By output."""

    def touched(self, changed: Collection[str]) -> tuple[frozenset[str], dict[str, str]]:
        """The outputs of the pages that look at something that `changed`.

        First those that do so themselves; then those whose fragments alone do, each with the first name.
        """
        numbers = {number for number, name in enumerate(self.names) if name in changed}
        if not numbers:
            return frozenset(), {}
        own, parts = set(), {}
        # Many pages have the same fragments.
        first: dict[bytes, str | None] = {}
        for output, row in self.rows.items():
            if not numbers.isdisjoint(array(NUMBERS, row.names)):
                own.add(output)
                continue
            if row.parts not in first:
                found = (self.names[number] for number in array(NUMBERS, row.parts) if number in numbers)
                first[row.parts] = next(found, None)
            if (name := first[row.parts]) is not None:
                parts[output] = name
        return frozenset(own), parts

    def own(self, output: str) -> Names:
        """What the page in `output` looks at itself. Raises KeyError for one that is not known."""
        return self._named(self.rows[output].names)

    def after(self, made: Iterable[Look], asked: Mapping[str, Read], planned: Collection[str]) -> Index:
        """The index after a build that `made` pages, of those `planned`."""
        kept = {output: row for output, row in self.rows.items() if output in planned}
        index = Index(self.byte_order, self.names, {**self.asked, **asked}, kept)._with(made)
        return index if len(index.names) <= ROOM * (len(index.rows) + ROOM) else index._without_unused()

    def _with(self, made: Iterable[Look]) -> Index:
        rows, numbers = dict(self.rows), {name: number for number, name in enumerate(self.names)}
        packed: dict[Names, bytes] = {}

        def pack(names: Names) -> bytes:
            return array(NUMBERS, [numbers.setdefault(name, len(numbers)) for name in names]).tobytes()

        for output, key, names, parts in made:
            if parts not in packed:
                packed[parts] = pack(parts)
            rows[output] = Row(key, pack(names), packed[parts])
        return Index(self.byte_order, tuple(numbers), self.asked, rows)

    def _named(self, packed: bytes) -> Names:
        return tuple([self.names[number] for number in array(NUMBERS, packed)])

    def _without_unused(self) -> Index:
        fresh = Index()._with(
            (output, row.key, self.own(output), self._named(row.parts)) for output, row in self.rows.items()
        )
        asked = {name: self.asked[name] for name in fresh.names if name in self.asked}
        return msgspec.structs.replace(fresh, asked=asked)


def encode_index(index: Index) -> bytes:
    """An index as the book keeps it."""
    return msgspec.msgpack.encode(index)


def decode_index(data: bytes) -> Index | None:
    """An index that was encoded on a machine of this kind; None for anything else."""
    try:
        index = _INDEX.decode(data)
    except msgspec.DecodeError:
        return None
    return index if index.byte_order == sys.byteorder else None


_INDEX = msgspec.msgpack.Decoder(Index)
