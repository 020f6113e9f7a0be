"""The tape: sanitised HTML cut into texts and tags, and the elements that they make.

nh3 writes HTML that needs no parser to be read: every element is closed, every value of an
attribute is in double quotes, and `<` stands nowhere but at the start of a tag.  One regular
expression cuts it; what a step changes, it changes in place, and the pieces joined are the HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter

from asiansite.content.markdown.body import MarkdownTooDeep
from asiansite.content.text.spaces import in_one_line

DEEPEST = 100
"""Elements within each other; browsers stop at 512, and readers long before."""

VOID = frozenset({"br", "hr", "img", "wbr"})
"""Elements without content, of those that pass the sanitiser."""


class Element:
    """An element on a tape.  `name` is HTML's at first; a step that makes something of it says what."""

    __slots__ = ("close", "name", "open", "parent")

    def __init__(self, name: str, start: int, parent: Element | None) -> None:
        self.name = name
        self.open = start
        """The index of the start tag among the tape's pieces."""
        self.close = start
        """The index of the end tag; that of the start tag if it has none."""
        self.parent = parent

    def ancestors(self) -> Iterator[Element]:
        """The elements around it, from the inside."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent

    def is_within(self, *names: str) -> bool:
        """Whether an element of one of these names is around it."""
        parent = self.parent
        while parent is not None and parent.name not in names:
            parent = parent.parent
        return parent is not None


class Tape:
    """Pieces of HTML: texts at even places, tags at odd ones; and the elements in document order."""

    __slots__ = ("_by_name", "_by_parent", "attributed", "elements", "pieces")

    def __init__(self, html: str, deepest: int | None = None) -> None:
        """Cut `html`, as nh3 wrote it.  Raises MarkdownTooDeep below `deepest` elements."""
        self.pieces: list[str] = _TAG.split(html)
        self.elements: list[Element] = []
        self.attributed: list[Element] = []
        """The elements with attributes, but for `a` and `img`."""
        self._by_name: defaultdict[str, list[Element]] = defaultdict(list)
        self._by_parent: dict[Element | None, list[Element]] = {}
        self._cut(deepest or len(self.pieces))

    def _cut(self, deepest: int) -> None:
        by_name, elements = self._by_name, self.elements
        inmost: Element | None = None
        depth, place = 0, -1
        for tag in self.pieces[1::2]:
            place += 2
            if tag[1] == "/":
                assert inmost is not None
                inmost.close = place
                inmost = inmost.parent
                depth -= 1
                continue
            name, space, _ = tag[1:-1].partition(" ")
            element = Element(name, place, inmost)
            elements.append(element)
            by_name[name].append(element)
            if space and name not in _OFTEN_ATTRIBUTED:
                self.attributed.append(element)
            if name not in VOID:
                inmost = element
                depth += 1
                if depth > deepest:
                    raise MarkdownTooDeep(f"its parts are nested more than {deepest} deep")

    @property
    def html(self) -> str:
        """The pieces, joined."""
        return "".join(self.pieces)

    def has(self, name: str) -> bool:
        """Whether there was an element of this name when the tape was cut."""
        return name in self._by_name

    def named(self, *names: str) -> list[Element]:
        """The elements that still have one of these names; in document order for one name."""
        return [found for name in names for found in self._by_name.get(name, ()) if found.name == name]

    def children(self, parent: Element | None) -> list[Element]:
        """The elements directly within `parent`, or at the top."""
        if parent is None:
            return [found for found in self.elements if found.parent is None and found.name]
        if not self._by_parent:
            for found in self.elements:
                self._by_parent.setdefault(found.parent, []).append(found)
        return [found for found in self._by_parent.get(parent, ()) if found.name]

    def within(self, element: Element) -> Iterator[Element]:
        """The elements at any depth within `element`, in document order."""
        first = bisect_left(self.elements, element.open + 1, key=_open)
        for at in range(first, len(self.elements)):
            found = self.elements[at]
            if found.open > element.close:
                return
            if found.name:
                yield found

    def tag(self, element: Element, start: str, end: str) -> None:
        """Change an element's tags."""
        self.pieces[element.open] = start
        self.pieces[element.close] = end

    def unwrap(self, element: Element) -> None:
        """Take an element's tags away, and leave what is in it."""
        self.pieces[element.open] = self.pieces[element.close] = ""
        element.name = ""

    def remove(self, element: Element) -> None:
        """Take an element away, with all that is in it."""
        for found in self.within(element):
            found.name = ""
        element.name = ""
        self.take(element.open, element.close + 1)

    def take(self, start: int, stop: int) -> str:
        """The pieces from `start` up to `stop`, joined, which are on the tape no more."""
        taken = "".join(self.pieces[start:stop])
        self.pieces[start:stop] = [""] * (stop - start)
        return taken

    def trim_code(self) -> None:
        """Take the line breaks away that came to stand first in `<pre>`, where a parser drops one."""
        for code in self.named("pre"):
            at = code.open + 1
            while at < code.close and not self.pieces[at].lstrip("\n"):
                self.pieces[at] = ""
                at += 1
            self.pieces[at] = self.pieces[at].lstrip("\n")

    def is_blank(self, start: int, stop: int) -> bool:
        """Whether the pieces from `start` up to `stop` are no more than white space."""
        return not any(self.pieces[at].strip() for at in range(start, stop))

    def text(self, element: Element) -> str:
        """The plain text within an element, in one line."""
        if element.close - element.open == 2:
            return plain(self.pieces[element.open + 1])
        texts = self.pieces[element.open + 1 : element.close : 2]
        if self.has("br"):
            tags = self.pieces[element.open + 2 : element.close : 2]
            texts = [
                text + (" " if tag == "<br>" else "") for text, tag in zip(texts, [*tags, ""], strict=True)
            ]
        return plain("".join(texts))


def plain(text: str) -> str:
    """Escaped text as plain text in one line."""
    return in_one_line(unescaped(text))


def unescaped(text: str) -> str:
    """Escaped text as plain text.  nh3 escapes four signs and no other (`html.unescape` takes 20 times as long)."""
    if "&" not in text:
        return text
    plain = text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">")
    return plain.replace("&quot;", '"').replace("&amp;", "&")


_OFTEN_ATTRIBUTED = frozenset({"a", "img"})
_open = attrgetter("open")
_TAG = re.compile(r'(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)')
