"""An HTML document as a tree, by Python's own parser: enough for pages whose tags are all closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements without an end tag."""


@dataclass(eq=False, slots=True)
class Element:
    """An element; its `children` are elements and texts."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = None

    def __iter__(self) -> Iterator[Element]:
        """This element and all below it, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        """All text in it, with each run of white space as one space."""
        return " ".join("".join(self.texts()).split())

    def texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child.texts()

    def all(self, name: str = "", *, of: str = "", **attributes: str) -> list[Element]:
        """The elements below with this name, the class `of` and these attributes (`""`: any value)."""
        return [found for found in self if found is not self and _fits(found, name, of, attributes)]

    def one(self, name: str = "", *, of: str = "", **attributes: str) -> Element:
        """The only such element."""
        found = self.all(name, of=of, **attributes)
        assert len(found) == 1, (name, of, attributes, len(found))
        return found[0]

    def above(self, test: Callable[[Element], bool]) -> Element | None:
        """The nearest element above that fits."""
        found = self.parent
        while found is not None and not test(found):
            found = found.parent
        return found

    def elements(self) -> list[Element]:
        """The elements right below it."""
        return [child for child in self.children if isinstance(child, Element)]


def parse(html: str) -> Element:
    """The document's tree. AssertionError for a tag that is not closed, or closed twice."""
    tree = _Tree()
    tree.feed(html)
    tree.close()
    assert tree.open.name == "#document", f"<{tree.open.name}> is not closed"
    return tree.open


def _fits(found: Element, name: str, of: str, attributes: dict[str, str]) -> bool:
    if (name and found.name != name) or (of and of not in found.classes):
        return False
    wanted = {key.strip("_").replace("_", "-"): value for key, value in attributes.items()}
    return all(
        key in found.attributes and value in ("", found.attributes[key]) for key, value in wanted.items()
    )


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = Element("#document")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute stands twice in <{tag}>"
        found = Element(tag, {name: value or "" for name, value in attrs}, [], self.open)
        self.open.children.append(found)
        if tag not in VOID:
            self.open = found

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Only what is not HTML, the pictures in SVG, closes itself.
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.name == tag, f"</{tag}> closes <{self.open.name}>"
        assert self.open.parent is not None
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)
