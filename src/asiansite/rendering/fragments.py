"""Fragments: templates that see `site` and no `page`, rendered once and put into many pages.

A page does not see what a fragment says: it gets a mark, and the text stands in its place when the
page is done. So where a fragment alone says something else, it can be exchanged in the bytes that
the page had, and the page need not be rendered (docs/decisions/0042).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from asiansite.trace import QuestionError, Reader

Patch = tuple[str, int, int]
"""Where a fragment stands in a page: its name, its first byte, and how many it has."""


class Fragment(NamedTuple):
    """A rendered fragment."""

    data: bytes
    reader: Reader
    """Who asked its questions."""


class Slots:
    """The fragments of one page: their marks while it renders, their texts when it is done."""

    def __init__(self, reader: Reader, rendered: Callable[[str], Fragment]) -> None:
        """Note what fragments ask with the page's `reader`; `rendered` gives one by its name."""
        self._reader = reader
        self._rendered = rendered
        self._names: list[str] = []

    def mark(self, name: str) -> Markup:
        """What stands for a fragment until the page is done."""
        if name not in self._names:
            self._rendered(name)
            self._names.append(name)
        # No source can have a control character (content.frontmatter): nothing else looks like it.
        return Markup(f"\0{self._names.index(name)}\0")  # noqa: S704 - a number

    def filled(self, text: str) -> tuple[bytes, tuple[Patch, ...]]:
        """The bytes of a page with its fragments in their places. Raises QuestionError for a mark that was cut."""
        data = text.encode()
        if not self._names:
            return data, ()
        # Every other piece is what stands between the two ends of a mark.
        pieces = data.split(b"\0")
        if len(pieces) % 2 == 0:
            raise QuestionError(_CUT)
        patches = []
        at = 0
        for place in range(1, len(pieces), 2):
            name = self._named(pieces[place])
            pieces[place] = self._rendered(name).data
            at += len(pieces[place - 1])
            patches.append((name, at, len(pieces[place])))
            at += len(pieces[place])
        self._note({name for name, _, _ in patches})
        return b"".join(pieces), tuple(patches)

    def _named(self, number: bytes) -> str:
        if not number.isdigit() or int(number) >= len(self._names):
            raise QuestionError(_CUT)
        return self._names[int(number)]

    def _note(self, shown: Collection[str]) -> None:
        for name in self._names:
            part = self._rendered(name).reader
            if name in shown:
                self._reader.note(part)
            else:
                # Nothing of it can be exchanged. That it can be rendered at all is known by its questions.
                for read in part.reads():
                    self._reader.ask(read.query, *read.args)


def exchanged(
    data: bytes, patches: Sequence[Patch], texts: Mapping[str, bytes]
) -> tuple[bytes, tuple[Patch, ...]]:
    """A page's bytes with other `texts`, by name, in the places of its fragments, and where these stand now."""
    pieces: list[bytes] = []
    moved: list[Patch] = []
    end = shift = 0
    for name, first, length in patches:
        text = texts[name]
        pieces += (data[end:first], text)
        moved.append((name, first + shift, len(text)))
        end = first + length
        shift += len(text) - length
    return b"".join((*pieces, data[end:])), tuple(moved)


_CUT = "what `site.fragment` gives is changed before it is shown: show it as it is, without a filter"
