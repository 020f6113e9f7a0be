"""The text of tags.yaml edited in place: an entry gets another name, an address more or less, or goes.

What was added is taken away again without a trace: a tag that is renamed there and back leaves the file as it was.
"""

from __future__ import annotations

from collections.abc import Callable

import yaml

from asiansite.content.editing import NotEditable, as_yaml
from asiansite.content.list_editing import items_removed, line_end_of
from asiansite.content.notes import Notes
from asiansite.content.tags import tag_key
from asiansite.content.yaml_edits import (
    Edit,
    behind_colon,
    edited,
    exchanged,
    item_added,
    pair_added,
    pair_removed,
    pairs_of,
    value_removed,
)
from asiansite.content.yaml_nodes import is_null, mapping_of


def with_tag_renamed(text: str, key: str, new: str) -> str:
    """The entry of a tag under another name. NotEditable."""
    name, entry = _entry(text, key)
    edits = [exchanged(text, name, new, in_flow=bool(_root(text).flow_style))]
    if isinstance(entry, yaml.MappingNode) and "name" in (inner := pairs_of(entry)):
        shown = inner["name"][1]
        if is_null(shown):
            return edited(text, edits)
        edits.append(exchanged(text, shown, new, in_flow=bool(entry.flow_style)))
    return edited(text, edits)


def with_tag_item(text: str, tag: str, key: str, item: str) -> str:
    """One more text in a list (`aliases`, `synonyms`) of a tag, which gets an entry if it has none. NotEditable."""
    root, line_end = _root(text), line_end_of(text)
    name = _spelling(root, tag_key(tag))
    if name is None:
        return _with_entry(text, root, tag, key, item, line_end)
    node, entry = pairs_of(root)[name]
    if is_null(entry):
        return edited(text, [behind_colon(text, node, f"{{{key}: {as_yaml([item])}}}")])
    if not isinstance(entry, yaml.MappingNode):
        raise NotEditable
    if key in (inner := pairs_of(entry)):
        return edited(text, [item_added(text, *inner[key], item, line_end)])
    if not entry.value:
        return edited(text, [_filled(entry, f"{key}: {as_yaml([item])}")])
    return edited(text, [pair_added(text, entry, key, as_yaml([item]), line_end)])


def without_tag_items(text: str, key: str, name: str, gone: Callable[[str], bool]) -> str:
    """Without some texts of a list of a tag; without its entry, if that says nothing else. NotEditable."""
    node, entry = _entry(text, key)
    if not isinstance(entry, yaml.MappingNode) or name not in (inner := pairs_of(entry)):
        return text
    edits = items_removed(text, entry, name, inner[name][1], gone)
    after = edited(text, edits)
    if not edits or len(entry.value) > 1 or after == text or _is_kept(after, key, name):
        return after
    if entry.flow_style and not _root(text).flow_style:
        # It was written behind a key that said nothing, which stays.
        return edited(text, [value_removed(text, node, entry)])
    return without_tag(text, key)


def without_tag(text: str, key: str) -> str:
    """Without the entry of a tag. NotEditable."""
    name, _ = _entry(text, key)
    return edited(text, [pair_removed(text, _root(text), str(name.value))])


def _root(text: str) -> yaml.MappingNode:
    root = mapping_of(text, Notes(text))
    if root is None:
        raise NotEditable
    return root


def _spelling(root: yaml.MappingNode, key: str) -> str | None:
    return next((name for name in pairs_of(root) if tag_key(name) == key), None)


def _entry(text: str, key: str) -> tuple[yaml.ScalarNode, yaml.Node]:
    root = _root(text)
    name = _spelling(root, key)
    if name is None:
        raise NotEditable
    return pairs_of(root)[name]


def _is_kept(text: str, key: str, name: str) -> bool:
    _, entry = _entry(text, key)
    return isinstance(entry, yaml.MappingNode) and name in pairs_of(entry)


def _with_entry(text: str, root: yaml.MappingNode, tag: str, key: str, item: str, line_end: str) -> str:
    value = as_yaml([item])
    name = as_yaml([tag])[1:-1] if root.flow_style else as_yaml(tag)
    if root.flow_style and root.value:
        return edited(text, [pair_added(text, root, name, f"{{{key}: {value}}}", line_end)])
    if root.flow_style and text.strip():
        return edited(text, [_filled(root, f"{name}: {{{key}: {value}}}")])
    is_open = bool(text) and not text.endswith("\n")
    entry = f"{name}:{line_end}  {key}: {value}"
    return f"{text}{line_end}{entry}" if is_open else f"{text}{entry}{line_end}"


def _filled(mapping: yaml.MappingNode, written: str) -> Edit:
    assert mapping.start_mark is not None
    begin = mapping.start_mark.index + 1
    return Edit(begin, begin, written)
