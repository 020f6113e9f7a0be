"""Anchors: the ids of a body, each once, and the links that lead to them.

An author's ids begin with `u-` and so can never be taken for one of the page's; the links to them follow.
"""

from __future__ import annotations

from html import unescape
from urllib.parse import unquote

from asiansite.content.markdown.attributes import attributes_of, escape_value
from asiansite.content.markdown.sanitise import AUTHORS_ID
from asiansite.content.markdown.tape import Element, Tape


class Anchors:
    """The ids that an author gave, and all that are taken."""

    def __init__(self, tape: Tape) -> None:
        """Read the ids (and the old `<a name>`) of a tape whose tags are as nh3 wrote them."""
        self.taken: set[str] = set()
        self._ids: dict[int, str] = {}
        self._by_given: dict[str, str] = {}
        self._given: dict[str, list[str]] = {}
        links = [found for found in tape.named("a") if _has_id(tape.pieces[found.open])]
        for element in sorted(links + tape.attributed, key=lambda found: found.open):
            tag = tape.pieces[element.open]
            if element.name and _has_id(tag):
                self._note(element, attributes_of(tag))

    def _note(self, element: Element, attributes: dict[str, str]) -> None:
        name = attributes.get("name", "")
        given = unescape(attributes.get("id", AUTHORS_ID + name)).removeprefix(AUTHORS_ID)
        id = AUTHORS_ID + "-".join(given.split())
        if given and id not in self.taken:
            self.taken.add(id)
            self._ids[element.open] = id
            self._given[id] = [given, unescape(name)]
            for known in self._given[id]:
                self._by_given.setdefault(known, id)

    def id_of(self, element: Element) -> str | None:
        """The id that an element has from its author; None if it has none of its own."""
        return self._ids.get(element.open)

    def replace(self, element: Element, id: str) -> None:
        """Give an element another id than its author's; links to the old one follow."""
        for given in self._given.get(self._ids.get(element.open, ""), ()):
            self._by_given[given] = id
        self.taken.add(id)
        self._ids[element.open] = id

    def attribute(self, element: Element) -> dict[str, str]:
        """The id of an element as an attribute, or nothing."""
        id = self._ids.get(element.open)
        return {"id": escape_value(id)} if id else {}

    def fragment(self, value: str) -> str:
        """The target that the author's `#…` (escaped) stands for (escaped)."""
        given = unescape(value[1:])
        id = self._by_given.get(given) or self._by_given.get(unquote(given))
        return "#" + escape_value(id) if id else value


def _has_id(tag: str) -> bool:
    return ' id="' in tag or ' name="' in tag
