"""YAML text to nodes: nothing is constructed, nothing is guessed, and nothing can grow without end.

The rules are those of YAML 1.1 as libyaml reads it. A node knows its line and column.
"""

from __future__ import annotations

import re

import yaml

from asiansite.content.notes import Notes, Spot
from asiansite.content.yaml_faults import fault_of

MAX_DEPTH = 20
"""How deep values may nest: enough for any data an editor writes by hand."""

MAX_SIZE = 64 * 1024
"""Characters of YAML that are read at most."""


def mapping_of(text: str, notes: Notes) -> yaml.MappingNode | None:
    """Read YAML text as one mapping; an empty text is an empty one. None, with a problem noted, if it is none.

    Refused are documents above `MAX_SIZE`, aliases, values nested deeper than `MAX_DEPTH`, and
    several documents in one. The tags of lists and mappings are noted.
    """
    if len(text) > MAX_SIZE:
        notes.add("front-matter-too-long", Spot(notes.first_line, 0, 0), limit=f"{MAX_SIZE:,}")
        return None
    if not text.isascii() and (bad := _LINE_ENDS.search(text)) is not None:
        notes.add("control-character", _spot_in(text, bad.start(), 1, notes), code=f"U+{ord(bad[0]):04X}")
        return None
    try:
        if _is_refused(text, notes):
            return None
        node = _Composer(text).get_single_node()
    except (yaml.YAMLError, ValueError) as error:
        fault = fault_of(error, notes.lines)
        spot = Spot(notes.first_line + fault.line, fault.column + 1, 1)
        notes.add("yaml-broken", spot, reason=fault.reason, hint=fault.hint)
        return None
    if node is None or is_null(node):
        return yaml.MappingNode(MAP, [])
    if not isinstance(node, yaml.MappingNode):
        notes.add("not-key-value", spot_of(node, notes))
        return None
    if "!" in text:
        _note_tags(node, notes)
    return node


def spot_of(node: yaml.Node, notes: Notes) -> Spot:
    """Where a node stands; its width is 0 if it is an empty value, and that of its first line if it has several."""
    start, end = node.start_mark, node.end_mark
    if start is None or end is None:
        return Spot(notes.first_line, 0, 0)
    line, column = start.line, start.column
    if end.line == line:
        width = end.column - column
    else:
        row = notes.lines[line] if line < len(notes.lines) else ""
        width = len(row.rstrip()) - column
    if isinstance(node, yaml.ScalarNode) and not node.style and not node.value:
        width = 0
    return Spot(notes.first_line + line, column + 1, max(width, 0))


def is_null(node: yaml.Node) -> bool:
    """Whether a value is there in form only: nothing, `~`, `null`, or quotes with nothing in them."""
    if not isinstance(node, yaml.ScalarNode) or not is_untagged(node):
        return False
    return not node.value.strip() if node.style else node.value in _NULLS


def is_untagged(node: yaml.Node) -> bool:
    """Whether a node has no YAML tag but those that say what it is anyway."""
    return node.tag in _PLAIN_TAGS


def tag_as_written(node: yaml.Node) -> str:
    """A node's tag as its author wrote it."""
    return str(node.tag).replace("tag:yaml.org,2002:", "!!")


MAP = "tag:yaml.org,2002:map"
"""The tag of mappings."""

_DEFAULT_TAGS: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: MAP,
}
_PLAIN_TAGS = frozenset(_DEFAULT_TAGS.values())
_NULLS = ("", "~", "null", "Null", "NULL")
# libyaml begins a new line at these, and an editor does not: every line number would be wrong.
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
# A line that opens many blocks, or many brackets: only then is the depth counted beforehand.
_DEEP_LINE = re.compile(r"^[ \t?:-]{100}", re.MULTILINE)


class _Composer(yaml.CBaseLoader):
    """Composes what its base does, and sooner: it is asked thrice for each node, and has no rules to look up."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        return _DEFAULT_TAGS[kind]

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def _is_refused(text: str, notes: Notes) -> bool:
    # libyaml's composer recurses in C and takes the process down with it, and what it makes of an
    # alias can stand for gigabytes; its parser only tells what comes next.
    is_deep = text.count("[") + text.count("{") > 100 or _DEEP_LINE.search(text) is not None
    if not is_deep and "*" not in text:
        return False
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        mark = event.start_mark
        assert mark is not None
        spot = Spot(notes.first_line + mark.line, mark.column + 1, 1)
        if isinstance(event, yaml.AliasEvent):
            name = event.anchor or ""
            notes.add("yaml-alias", spot._replace(width=len(name) + 1), name=name)
            return True
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        if depth > MAX_DEPTH:
            notes.add("nested-too-deep", spot, depth=MAX_DEPTH)
            return True
    return False


def _note_tags(root: yaml.Node, notes: Notes) -> None:
    # Only those of lists and mappings, which are looked into: that of a text is noted when it is read.
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            continue
        if not is_untagged(node):
            notes.add("yaml-tag", spot_of(node, notes), tag=tag_as_written(node))
        inner = (
            [part for pair in node.value for part in pair]
            if isinstance(node, yaml.MappingNode)
            else node.value
        )
        waiting += reversed(inner)


def _spot_in(text: str, at: int, width: int, notes: Notes) -> Spot:
    return Spot(notes.first_line + text.count("\n", 0, at), at - text.rfind("\n", 0, at), width)
