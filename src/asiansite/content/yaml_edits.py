"""YAML edited in place: single values, items and keys, at the places that libyaml tells, and nothing beside them.

Each function answers with edits, so that several can be made of one text and then applied together.
What it adds, it takes away again without a trace, as long as nobody has touched it in between.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import yaml

from asiansite.content.editing import NotEditable, as_yaml
from asiansite.content.yaml_nodes import is_null


class Edit(NamedTuple):
    """Characters that are exchanged for others."""

    begin: int
    stop: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; they do not overlap."""
    for begin, stop, written in sorted(edits, reverse=True):
        text = f"{text[:begin]}{written}{text[stop:]}"
    return text


def pairs_of(mapping: yaml.MappingNode) -> dict[str, tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys and values of a mapping, by the text of the key; of two equal ones, the first, as readers have it."""
    found: dict[str, tuple[yaml.ScalarNode, yaml.Node]] = {}
    for key, value in mapping.value:
        if isinstance(key, yaml.ScalarNode):
            found.setdefault(str(key.value), (key, value))
    return found


def exchanged(text: str, node: yaml.Node, new: str, *, in_flow: bool = False) -> Edit:
    """A text for another, in the quotes that it has; one without quotes gets some where it needs them."""
    begin, stop = _span(node)
    begin += len(_properties(text, begin, stop))
    stop = begin + len(text[begin:stop].rstrip())
    return Edit(begin, stop, _written(new, node, in_flow=in_flow))


def items_exchanged(text: str, value: yaml.Node, wanted: Mapping[int, str | None]) -> list[Edit]:
    """Items of a list by their number for other texts, or, with None, for nothing; a single text is a list of one.

    At least one item stays. NotEditable.
    """
    if not isinstance(value, yaml.SequenceNode):
        return [_item_exchanged(text, [value], 0, new, False) for new in wanted.values() if new is not None]
    items, in_flow = value.value, bool(value.flow_style)
    edits = [_item_exchanged(text, items, at, new, in_flow) for at, new in wanted.items() if new is not None]
    gone = {at for at, new in wanted.items() if new is None}
    return edits + (
        _without_flow(items, gone)
        if in_flow
        else [_without_lines(text, *_lines(text, *_span(items[at]))[:2]) for at in gone]
    )


def item_added(text: str, key: yaml.Node, value: yaml.Node, new: str, line_end: str) -> Edit:
    """One more text at the end of the list that `value` is. NotEditable."""
    if is_null(value):
        _, stop = _colon(text, key)
        return Edit(stop, stop, f" {as_yaml([new])}")
    if isinstance(value, yaml.ScalarNode):
        begin, stop = _span(value)
        return Edit(begin, begin + len(text[begin:stop].rstrip()), as_yaml([value.value, new]))
    if not isinstance(value, yaml.SequenceNode):
        raise NotEditable
    if value.flow_style:
        if not value.value:
            begin, stop = _span(value)
            return Edit(begin, stop, as_yaml([new]))
        last = _end_in_flow(text, value.value[-1])
        return Edit(last, last, f", {as_yaml([new])[1:-1]}")
    begin, stop = _span(value.value[-1])
    head = text[text.rfind("\n", 0, begin) + 1 : begin]
    if re.fullmatch(r"[ ]*-[ ]+", head) is None:
        raise NotEditable
    end = _lines(text, begin, stop).stop
    lead = "" if text[:end].endswith("\n") else line_end
    return Edit(end, end, f"{lead}{head}{as_yaml(new)}{line_end if not lead else ''}")


def pair_added(text: str, mapping: yaml.MappingNode, key: str, value: str, line_end: str) -> Edit:
    """A key more, behind the others of a mapping that has some; `value` is YAML in one line. NotEditable."""
    *_, (last_key, last) = mapping.value
    if mapping.flow_style:
        end = _end_in_flow(text, last) if not _is_nothing(text, last) else _colon(text, last_key)[1]
        return Edit(end, end, f", {key}: {value}")
    begin, _ = _span(last_key)
    head = text[text.rfind("\n", 0, begin) + 1 : begin]
    if head.strip():
        raise NotEditable
    end = _end_of(text, last_key, last)
    lead = "" if text[:end].endswith("\n") else line_end
    return Edit(end, end, f"{lead}{head}{key}: {value}{line_end if not lead else ''}")


def pair_removed(text: str, mapping: yaml.MappingNode, key: str) -> Edit:
    """A key and its value away from a mapping. NotEditable."""
    keys = [str(each.value) for each, _ in mapping.value]
    at = keys.index(key)
    name, value = mapping.value[at]
    begin, _ = _span(name)
    if not mapping.flow_style:
        head = text[text.rfind("\n", 0, begin) + 1 : begin]
        if head.strip():
            raise NotEditable
        return _without_lines(text, begin - len(head), _end_of(text, name, value))
    if at + 1 < len(keys):
        return Edit(begin, _span(mapping.value[at + 1][0])[0], "")
    end = _colon(text, name)[1] if _is_nothing(text, value) else _end_in_flow(text, value)
    if at:
        before, last = mapping.value[at - 1]
        begin = _colon(text, before)[1] if _is_nothing(text, last) else _end_in_flow(text, last)
    return Edit(begin, end, "")


def behind_colon(text: str, key: yaml.Node, written: str) -> Edit:
    """A value for a key that has none."""
    _, stop = _colon(text, key)
    return Edit(stop, stop, f" {written}")


def value_removed(text: str, key: yaml.Node, value: yaml.Node) -> Edit:
    """The value of a key away; the key stays."""
    _, begin = _colon(text, key)
    return Edit(begin, _end_in_flow(text, value), "")


_PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]+)*")


def _span(node: yaml.Node) -> tuple[int, int]:
    assert node.start_mark is not None
    assert node.end_mark is not None
    return node.start_mark.index, node.end_mark.index


def _is_nothing(text: str, node: yaml.Node) -> bool:
    begin, stop = _span(node)
    return not text[begin:stop].strip()


def _properties(text: str, begin: int, stop: int) -> str:
    found = _PROPERTIES.match(text, begin, stop)
    return found[0] if found else ""


def _item_exchanged(text: str, items: Sequence[yaml.Node], at: int, new: str, in_flow: bool) -> Edit:
    """Quotes that the old text needed go with it, unless another item has some that it does not need."""
    edit, node = exchanged(text, items[at], new, in_flow=in_flow), items[at]
    is_quoted = _is_quoted(node) and not _is_plain(node.value)
    if is_quoted and _is_plain(new) and not any(_is_quoted(each) and _is_plain(each.value) for each in items):
        return edit._replace(text=new)
    return edit


def _is_quoted(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style == '"'


def _is_plain(text: str) -> bool:
    return as_yaml([text]) == f"[{text}]"


def _written(new: str, node: yaml.Node, *, in_flow: bool) -> str:
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    if style == "'":
        return "'" + new.replace("'", "''") + "'"
    if style == '"':
        return json.dumps(new, ensure_ascii=False)
    return as_yaml([new])[1:-1] if in_flow else as_yaml(new)


def _without_flow(items: Sequence[yaml.Node], gone: set[int]) -> list[Edit]:
    # An item goes with the comma behind it; at the end of the list, with the one before it.
    kept = [at for at in range(len(items)) if at not in gone]
    edits = [Edit(_span(items[at])[0], _span(items[at + 1])[0], "") for at in sorted(gone) if at < kept[-1]]
    if kept[-1] + 1 < len(items):
        edits.append(Edit(_span(items[kept[-1]])[1], _span(items[-1])[1], ""))
    return edits


def _end_in_flow(text: str, node: yaml.Node) -> int:
    begin, stop = _span(node)
    return begin + len(text[begin:stop].rstrip())


def _lines(text: str, begin: int, stop: int) -> Edit:
    """The whole lines on which something stands, with their end, and what is said behind it."""
    stop = begin + len(text[begin:stop].rstrip())
    end = text.find("\n", stop) + 1
    return Edit(text.rfind("\n", 0, begin) + 1, end or len(text), "")


def _without_lines(text: str, start: int, end: int) -> Edit:
    if start and not text[start:end].endswith("\n"):
        # The last line of a file that has no line end: the one before goes with it.
        start -= 2 if text[:start].endswith("\r\n") else 1
    return Edit(start, end, "")


def _end_of(text: str, key: yaml.Node, value: yaml.Node) -> int:
    """The end of the last line of a value in a block; comments that follow are not its own."""
    while isinstance(value, yaml.CollectionNode) and not value.flow_style and value.value:
        last = value.value[-1]
        key, value = last if isinstance(value, yaml.MappingNode) else (last, last)
    begin, stop = _span(key if _is_nothing(text, value) else value)
    return _lines(text, begin, stop).stop


def _colon(text: str, key: yaml.Node) -> tuple[int, int]:
    at = text.index(":", _span(key)[1])
    return at, at + 1
