"""The keys of a YAML mapping, each read as what it should be, with every problem noted at its place.

YAML is composed to nodes and never constructed: nothing is guessed (`No` stays a text, `1.10`
keeps its zero), nothing is executed, and each value knows its line and column.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import yaml

from asiansite.content.dates import ImpossibleDate, parse_date
from asiansite.errors import Place, Problem, nearest, problem

MAX_DEPTH = 20
"""How deep values may nest: enough for any data an editor writes by hand."""

MAX_SIZE = 64 * 1024
"""Characters of front matter that are read at most."""


class Spot(NamedTuple):
    """Where a value stands in its file: line and column from 1, and its width in characters."""

    line: int
    column: int
    width: int


@dataclass(frozen=True, slots=True)
class Notes:
    """Collects the problems of one file."""

    lines: Sequence[str]
    first_line: int = 1
    """The line of the file at which the YAML begins."""
    problems: list[Problem] = field(default_factory=list)

    def add(self, slug: str, spot: Spot | None, **words: object) -> None:
        """Note the problem `slug` at `spot`."""
        self.problems.append(problem(slug, self.place(spot), **words))

    def place(self, spot: Spot | None) -> Place:
        """The place of a spot; the file's path is added by whoever knows it."""
        if spot is None:
            return Place("")
        index = spot.line - self.first_line
        excerpt = self.lines[index] if 0 <= index < len(self.lines) else None
        return Place("", spot.line, spot.column, spot.width, excerpt)


class Entries:
    """One mapping: its keys are read by name, and what is wrong with them is noted."""

    def __init__(self, node: yaml.MappingNode, known: Collection[str] | None, notes: Notes) -> None:
        """Take the mapping's keys; `known` are those it may have (None: any)."""
        self.notes = notes
        self.spot = _spot(node, notes)
        self._values: dict[str, yaml.Node] = {}
        self._keys: dict[str, Spot] = {}
        for key_node, value in node.value:
            self._take(key_node, value, known)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def spot_of(self, key: str) -> Spot | None:
        """Where the value of `key` stands; its key, if the value is empty; None if it has none."""
        node = self._values.get(key)
        if node is None:
            return None
        spot = _spot(node, self.notes)
        return spot if spot.width else self._keys[key]

    def is_empty(self, key: str) -> bool:
        """Whether the key is missing, or there without a value."""
        node = self._values.get(key)
        return node is None or _is_null(node)

    def text(self, key: str, *, required: bool = False) -> str | None:
        """One line of plain text, NFC, runs of white space folded to one space; None if absent."""
        if self.is_empty(key):
            if required:
                self.notes.add("key-missing", self.spot_of(key), key=key)
            return None
        found = self._scalar(key, self._values[key])
        if found == "" and required:
            self.notes.add("key-missing", self.spot_of(key), key=key)
        return found or None

    def texts(self, key: str) -> tuple[tuple[str, Spot], ...]:
        """A list of texts with their spots; a single text is a list of one."""
        if self.is_empty(key):
            return ()
        node = self._values[key]
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if isinstance(node, yaml.MappingNode):
            self.notes.add("not-a-list", self.spot_of(key), key=key)
            return ()
        found = []
        for item in items:
            if _is_null(item):
                self.notes.add("empty-in-list", _spot(item, self.notes), key=key)
            elif text := self._scalar(key, item):
                found.append((text, _spot(item, self.notes)))
        return tuple(found)

    def date(self, key: str, zone: ZoneInfo) -> datetime | None:
        """A date in `zone`; None if absent or empty."""
        if self.is_empty(key):
            return None
        text = self._scalar(key, self._values[key])
        if text is None:
            return None
        try:
            return parse_date(text, zone)
        except ImpossibleDate as reason:
            self.notes.add("impossible-date", self.spot_of(key), key=key, given=text, reason=reason)
        except ValueError:
            self.notes.add("date-not-a-date", self.spot_of(key), key=key)
        return None

    def flag(self, key: str) -> bool:
        """True or false; false if absent."""
        text = self.text(key)
        if text is not None and text.lower() not in ("true", "false"):
            self.notes.add("not-true-or-false", self.spot_of(key), key=key)
        return text is not None and text.lower() == "true"

    def choice(self, key: str, options: Sequence[str]) -> str:
        """One of `options`; the first if absent."""
        text = self.text(key)
        if text is None or text in options:
            return text or options[0]
        self.notes.add(
            "not-an-option", self.spot_of(key), key=key, options=", ".join(options), nearest=nearest(text, options)
        )
        return options[0]

    def number(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        text = self.text(key)
        if text is None:
            return default
        # The length first: int() refuses, or takes seconds for, thousands of digits.
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            self.notes.add("not-a-number", self.spot_of(key), key=key, low=low, high=high)
            return default
        return int(text)

    def entries(self, key: str, known: Collection[str] | None) -> Entries | None:
        """The mapping below `key`; None if absent."""
        if self.is_empty(key):
            return None
        node = self._values[key]
        if isinstance(node, yaml.MappingNode):
            return Entries(node, known, self.notes)
        self.notes.add("not-a-mapping", self.spot_of(key), key=key)
        return None

    def is_mapping(self, key: str) -> bool:
        """Whether the value of `key` is a mapping."""
        return isinstance(self._values.get(key), yaml.MappingNode)

    def list_of_entries(self, key: str, known: Collection[str]) -> tuple[Entries, ...]:
        """A list of mappings; () if absent."""
        if self.is_empty(key):
            return ()
        node = self._values[key]
        if not isinstance(node, yaml.SequenceNode):
            self.notes.add("not-a-list", self.spot_of(key), key=key)
            return ()
        found = []
        for item in node.value:
            if isinstance(item, yaml.MappingNode):
                found.append(Entries(item, known, self.notes))
            else:
                self.notes.add("not-a-mapping", _spot(item, self.notes), key=key)
        return tuple(found)

    def list_of_either(self, key: str, known: Collection[str]) -> tuple[tuple[str, Spot] | Entries, ...]:
        """A list whose items are texts or mappings; a single one is a list of one."""
        if self.is_empty(key):
            return ()
        node = self._values[key]
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found: list[tuple[str, Spot] | Entries] = []
        for item in items:
            if isinstance(item, yaml.MappingNode):
                found.append(Entries(item, known, self.notes))
            elif text := self._scalar(key, item):
                found.append((text, _spot(item, self.notes)))
        return tuple(found)

    def anything(self, key: str) -> str:
        """Whatever stands below `key`, as JSON with all scalars as texts; `{}` if absent."""
        if self.is_empty(key):
            return "{}"
        if not self.is_mapping(key):
            self.notes.add("not-a-mapping", self.spot_of(key), key=key)
            return "{}"
        seen: set[int] = set()
        return json.dumps(self._plain(key, self._values[key], 0, seen), ensure_ascii=False)

    def _take(self, key_node: yaml.Node, value: yaml.Node, known: Collection[str] | None) -> None:
        spot = _spot(key_node, self.notes)
        if not isinstance(key_node, yaml.ScalarNode) or not _is_untagged(key_node):
            self.notes.add("key-not-a-text", spot)
            return
        key = unicodedata.normalize("NFC", key_node.value)
        if key in self._values:
            self.notes.add("key-twice", spot, key=key, line=self._keys[key].line)
        elif known is not None and key not in known:
            self.notes.add("unknown-key", spot, key=key, nearest=nearest(key, known), known=", ".join(sorted(known)))
        else:
            self._values[key] = value
            self._keys[key] = spot

    def _scalar(self, key: str, node: yaml.Node) -> str | None:
        spot = _spot(node, self.notes)
        if not isinstance(node, yaml.ScalarNode):
            self.notes.add("not-a-text", spot, key=key)
            return None
        if not _is_untagged(node):
            self.notes.add("yaml-tag", spot, tag=_tag_as_written(node))
            return None
        text = " ".join(unicodedata.normalize("NFC", node.value).split())
        if (bad := _FORBIDDEN.search(text)) is not None:
            self.notes.add("control-character", spot, key=key, code=f"U+{ord(bad[0]):04X}")
            return None
        return text

    def _plain(self, key: str, node: yaml.Node, depth: int, seen: set[int]) -> object:
        if depth > MAX_DEPTH:
            self.notes.add("nested-too-deep", _spot(node, self.notes), depth=MAX_DEPTH)
            return None
        # An alias is the same node once more: refused, since a few lines can stand for gigabytes.
        if id(node) in seen:
            self.notes.add("yaml-alias", _spot(node, self.notes))
            return None
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            inner = Entries(node, None, self.notes)
            return {name: self._plain(name, value, depth + 1, seen) for name, value in inner._values.items()}
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(key, item, depth + 1, seen) for item in node.value]
        return self._scalar(key, node)


def compose(text: str, known: Collection[str] | None, notes: Notes) -> Entries | None:
    """Read YAML text as one mapping; None, with a problem noted, if it is none.

    Refused are documents above `MAX_SIZE`, aliases, tags, values nested deeper than `MAX_DEPTH`
    and several documents in one. The rules are those of YAML 1.1 as libyaml reads it.
    """
    if len(text) > MAX_SIZE:
        notes.add("front-matter-too-long", Spot(notes.first_line, 1, 1), limit=f"{MAX_SIZE:,}")
        return None
    try:
        if _may_be_deep(text) and (mark := _first_too_deep(text)) is not None:
            notes.add("nested-too-deep", Spot(notes.first_line + mark[0], mark[1] + 1, 1), depth=MAX_DEPTH)
            return None
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, ValueError) as error:
        _note_yaml_error(error, notes)
        return None
    if node is None:
        return Entries(yaml.MappingNode(_MAP, []), known, notes)
    if not isinstance(node, yaml.MappingNode):
        notes.add("not-key-value", _spot(node, notes))
        return None
    if "*" in text and (alias := _first_alias(node)) is not None:
        notes.add("yaml-alias", _spot(alias, notes))
        return None
    return Entries(node, known, notes)


_MAP = "tag:yaml.org,2002:map"
_PLAIN_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", _MAP)
_NULLS = ("", "~", "null", "Null", "NULL")
# C0 and C1 controls, and surrogates that an escape such as "\ud800" leaves alone.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# A line that opens many blocks, or many brackets: only then is the depth counted beforehand.
_DEEP_LINE = re.compile(r"^[ \t?:-]{100}", re.MULTILINE)


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NULLS


def _is_untagged(node: yaml.Node) -> bool:
    return node.tag in _PLAIN_TAGS


def _tag_as_written(node: yaml.Node) -> str:
    return str(node.tag).replace("tag:yaml.org,2002:", "!!")


def _spot(node: yaml.Node, notes: Notes) -> Spot:
    start, end = node.start_mark, node.end_mark
    assert start is not None and end is not None
    line, column = start.line, start.column
    if end.line == line:
        width = end.column - column
    else:
        row = notes.lines[line] if line < len(notes.lines) else ""
        width = len(row.rstrip()) - column
    if isinstance(node, yaml.ScalarNode) and not node.style and not node.value:
        width = 0
    return Spot(notes.first_line + line, column + 1, max(width, 0))


def _may_be_deep(text: str) -> bool:
    return text.count("[") + text.count("{") > 100 or _DEEP_LINE.search(text) is not None


def _first_too_deep(text: str) -> tuple[int, int] | None:
    # libyaml's composer recurses in C and takes the process down with it; its parser does not.
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                assert event.start_mark is not None
                return event.start_mark.line, event.start_mark.column
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
    return None


def _first_alias(root: yaml.Node) -> yaml.Node | None:
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            return node
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in reversed(node.value) for part in reversed(pair))
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(reversed(node.value))
    return None


def _note_yaml_error(error: Exception, notes: Notes) -> None:
    mark = getattr(error, "problem_mark", None)
    says = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    line = min(mark.line if mark else 0, max(len(notes.lines) - 1, 0))
    row = notes.lines[line] if notes.lines else ""
    column = min(mark.column if mark else 0, len(row))
    hint = next((hint for sign, hint in _YAML_HINTS if sign in str(says)), None)
    if "\t" in row[: len(row) - len(row.lstrip())] or "'\\t'" in str(says):
        hint = "indent with spaces, not with tabs"
    notes.add("yaml-broken", Spot(notes.first_line + line, column + 1, 1), reason=says, hint=hint)


_YAML_HINTS = (
    ("mapping values are not allowed", "a text with a colon in it stands in quotes:  title: \"Vote: the result\""),
    ("did not find expected key", "a text that begins with a quote must end with one, and nothing follows it"),
    ("unexpected end of stream", "a quote is opened and not closed"),
    ("cannot start any token", "a text that begins with @, `, % or a tab stands in quotes"),
    ("could not find expected ':'", "each line is a key, a colon, a space and a value"),
    ("expected the node content", "a list is written [one, two]; a text with brackets stands in quotes"),
    ("undefined alias", "a text that begins with * stands in quotes"),
)
