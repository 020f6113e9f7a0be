"""Front matter edited in place: only the characters of the values that change are others afterwards.

Comments, order, quoting and line ends stay as they are, which no library that writes YAML anew keeps in
every file. The places are those that libyaml tells; nothing is guessed about the text between them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

import yaml

from asiansite.content.notes import Notes
from asiansite.content.yaml_nodes import is_null, mapping_of

Value = str | bool | Sequence[str]
"""A text, true or false, or a list of texts."""


class NotEditable(ValueError):
    """The text has no front matter that can be read; a build says what is wrong with it."""


def with_keys(text: str, values: Mapping[str, Value]) -> str:
    """The source `text` with each key of `values` in its front matter set to that value.

    A key that is there keeps its place; others are added at the end, in their order. Raises NotEditable.
    """
    start, end = front_of(text)
    front = text[start:end]
    nodes = _values_of(front)
    edits = [(*_span(front, *nodes[key]), as_yaml(value)) for key, value in values.items() if key in nodes]
    for begin, stop, written in sorted(edits, reverse=True):
        space = "" if front[begin - 1 : begin].isspace() else " "
        front = f"{front[:begin]}{space}{written}{front[stop:]}"
    line_end = "\r\n" if "\r\n" in text else "\n"
    if front and not front.endswith("\n"):
        front += line_end
    front += "".join(
        f"{key}: {as_yaml(value)}{line_end}" for key, value in values.items() if key not in nodes
    )
    return text[:start] + front + text[end:]


def filled_keys(text: str) -> frozenset[str]:
    """The keys of the front matter of `text` that have a value; none of a text that has no front matter."""
    try:
        start, end = front_of(text)
        nodes = _values_of(text[start:end])
    except NotEditable:
        return frozenset()
    return frozenset(key for key, (_, value) in nodes.items() if not is_null(value))


def as_yaml(value: Value) -> str:
    """A value as YAML has it in one line: plain where every reader takes it for the text that it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if _is_plain(value) else json.dumps(value, ensure_ascii=False)
    items = (item if _is_plain_item(item) else json.dumps(item, ensure_ascii=False) for item in value)
    return f"[{', '.join(items)}]"


def front_of(text: str) -> tuple[int, int]:
    """Where the front matter of a source begins and ends, without its lines of dashes. Raises NotEditable."""
    found = _FRONT.match(text)
    if found is None:
        raise NotEditable
    return found.span("front")


_FRONT = re.compile(r"\A\ufeff?(?:[ \t]*\r?\n)*---[ \t]*\r?\n(?P<front>(?:.*\n)*?)---[ \t]*(?:\r?\n|\Z)")
# Begins with a letter, a digit or a slash, has no `: `, no ` #` and nothing of brackets, and ends with no colon.
_PLAIN = re.compile(r"(?!.*(?:: |:$| #))(?:[^\W_]|/)[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*(?<! )")
# What other readers of YAML take for something else than a text; ours reads all as texts.
_OTHER = re.compile(
    r"(?i)null|true|false|yes|no|on|off|y|n|[0-9][0-9_,.:]*(?:e[+-]?[0-9]+)?|0[xo][0-9a-f_]+|\.(?:inf|nan)"
)


_BLANKS = re.compile(r"[ \t]*(?=\r?\n|\Z)")
_COMMENTS = re.compile(r"(?:\r?\n[ \t]*(?:#[^\n]*)?)+\Z")


def _values_of(front: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    root = mapping_of(front, Notes(front))
    if root is None:
        raise NotEditable
    return {str(key.value): (key, value) for key, value in root.value if isinstance(key, yaml.ScalarNode)}


def _span(front: str, key: yaml.Node, value: yaml.Node) -> tuple[int, int]:
    """Where a value begins and ends in `front`; an empty one, behind the colon of its key, with the blanks there."""
    assert key.end_mark is not None
    assert value.start_mark is not None
    assert value.end_mark is not None
    begin, stop = value.start_mark.index, value.end_mark.index
    if begin == stop or not front[begin:stop].strip():
        begin = front.index(":", key.end_mark.index) + 1
        blanks = _BLANKS.match(front, begin)
        return begin, blanks.end() if blanks else begin
    written = front[begin:stop].rstrip()
    if isinstance(value, yaml.CollectionNode) and not value.flow_style:
        # A block ends where the next key begins: comments before that are not its own.
        written = _COMMENTS.sub("", written)
    return begin, begin + len(written)


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and _OTHER.fullmatch(text) is None


def _is_plain_item(text: str) -> bool:
    return _is_plain(text) and not re.search(r"[,\[\]{}]", text)
