"""Lists in front matter edited in place: single items are exchanged, added or taken away."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence

import yaml

from asiansite.content.editing import NotEditable, as_yaml, front_of
from asiansite.content.notes import Notes
from asiansite.content.text.spaces import in_one_line
from asiansite.content.yaml_edits import Edit, edited, item_added, items_exchanged, pair_removed, pairs_of
from asiansite.content.yaml_nodes import is_null, mapping_of

Change = Callable[[Sequence[str]], Sequence[str | None]]
"""Gives each item of a list another text, or the same, or None if it is to go."""


def with_items(text: str, key: str, change: Change) -> str:
    """The source `text` with the items of a list in its front matter changed; one text is a list of one.

    An item keeps its quotes and the comments around it. NotEditable.
    """

    def edits(front: str, root: yaml.MappingNode) -> Iterator[Edit]:
        if key in (pairs := pairs_of(root)):
            value = pairs[key][1]
            found = texts_of(value)
            given = [item for _, item in found]
            wanted = zip(found, change(given), strict=True)
            changed = {at: new for (at, old), new in wanted if new != old}
            yield from items_exchanged(front, value, changed)

    return _edited(text, edits)


def with_item(text: str, key: str, item: str) -> str:
    """The source `text` with one more item at the end of a list in its front matter. NotEditable."""
    line_end = line_end_of(text)

    def edits(front: str, root: yaml.MappingNode) -> Iterator[Edit]:
        if key in (pairs := pairs_of(root)):
            yield item_added(front, *pairs[key], item, line_end)
        else:
            lead = "" if not front or front.endswith("\n") else line_end
            yield Edit(len(front), len(front), f"{lead}{key}: {as_yaml([item])}{line_end}")

    return _edited(text, edits)


def without_items(text: str, key: str, gone: Callable[[str], bool]) -> str:
    """The source `text` without some items of a list; without the key, if no item is left. NotEditable."""

    def edits(front: str, root: yaml.MappingNode) -> Iterator[Edit]:
        if key in (pairs := pairs_of(root)):
            yield from items_removed(front, root, key, pairs[key][1], gone)

    return _edited(text, edits)


def items_removed(
    text: str, mapping: yaml.MappingNode, key: str, value: yaml.Node, gone: Callable[[str], bool]
) -> list[Edit]:
    """The edits that take items away from the list below `key`, or the key with all of them. NotEditable."""
    found = texts_of(value)
    away = {at: None for at, item in found if gone(item)}
    if away and len(away) == len(found):
        return [pair_removed(text, mapping, key)]
    return items_exchanged(text, value, away)


def texts_of(value: yaml.Node) -> list[tuple[int, str]]:
    """The items of a list as they are read, each with its number among all nodes. NotEditable."""
    nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
    found = []
    for at, node in enumerate(nodes):
        if not isinstance(node, yaml.ScalarNode):
            raise NotEditable
        text = in_one_line(unicodedata.normalize("NFC", node.value))
        if text and not is_null(node):
            found.append((at, text))
    return found


def values_of(text: str) -> tuple[dict[str, object], str]:
    """What a source says: its front matter with all scalars as texts, and what follows it. NotEditable."""
    start, end = front_of(text)
    root = mapping_of(text[start:end], Notes(text[start:end]))
    if root is None:
        raise NotEditable
    return {key: _plain(value) for key, (_, value) in pairs_of(root).items()}, text[end:]


def line_end_of(text: str) -> str:
    """The line ends of a text."""
    return "\r\n" if "\r\n" in text else "\n"


def _edited(text: str, edits: Callable[[str, yaml.MappingNode], Iterator[Edit]]) -> str:
    start, end = front_of(text)
    front = text[start:end]
    root = mapping_of(front, Notes(front))
    if root is None:
        raise NotEditable
    return text[:start] + edited(front, edits(front, root)) + text[end:]


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return [(_plain(key), _plain(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value
