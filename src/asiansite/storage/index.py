"""The index of a book: what each page looks at, packed, so that few traces need be replayed.

A page is known by its topics, names that whoever renders it gives, and by the questions that many
pages ask alike. If none of them changed since the last build, its trace holds.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from asiansite.trace import Arg, Read

Key = tuple[str, str, tuple[Arg, ...], bool]
"""What tells a page itself: path, kind, arguments, settledness."""

NUMBERS = "I"

ROOM = 4
"""How many times as many names as pages look at are kept: those that nobody asks for any more."""


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known of one page."""

    key: Key
    names: bytes
    """The numbers of its topics and shared questions, packed."""


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

    def touched(self, changed: Collection[str]) -> Iterator[str]:
        """The outputs of the pages that look at something that `changed`."""
        numbers = {number for number, name in enumerate(self.names) if name in changed}
        if numbers:
            for output, row in self.rows.items():
                if not numbers.isdisjoint(array(NUMBERS, row.names)):
                    yield output

    def after(
        self,
        made: Iterable[tuple[str, Key, Collection[str]]],
        asked: Mapping[str, Read],
        planned: Collection[str],
    ) -> Index:
        """The index after a build that `made` pages (output, key, names), of those `planned`."""
        kept = {output: row for output, row in self.rows.items() if output in planned}
        index = Index(self.byte_order, self.names, {**self.asked, **asked}, kept)._with(made)
        return index if len(index.names) <= ROOM * (len(index.rows) + ROOM) else index._without_unused()

    def _with(self, made: Iterable[tuple[str, Key, Collection[str]]]) -> Index:
        rows, numbers = dict(self.rows), {name: number for number, name in enumerate(self.names)}
        for output, key, names in made:
            row = array(NUMBERS, [numbers.setdefault(name, len(numbers)) for name in names])
            rows[output] = Row(key, row.tobytes())
        return Index(self.byte_order, tuple(numbers), self.asked, rows)

    def _without_unused(self) -> Index:
        fresh = Index()._with(
            (output, row.key, [self.names[number] for number in array(NUMBERS, row.names)])
            for output, row in self.rows.items()
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
