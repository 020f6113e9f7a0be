"""The keys of a YAML mapping, each read as what it should be, with every problem noted at its place.

YAML is composed to nodes and never constructed: nothing is guessed (`No` stays a text, `1.10`
keeps its zero), nothing is executed, and each value knows its line and column.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import yaml

from asiansite.content.dates import ImpossibleDate, parse_date
from asiansite.content.notes import Notes, Spot
from asiansite.content.text.slugs import is_slug, slug_of
from asiansite.content.text.spaces import in_one_line
from asiansite.content.yaml_nodes import MAX_DEPTH, is_null, is_untagged, mapping_of, spot_of, tag_as_written
from asiansite.errors import nearest


def compose(text: str, known: Collection[str] | None, notes: Notes) -> Entries | None:
    """Read YAML text as one mapping with the `known` keys (None: any); None, with a problem noted, if it is none."""
    node = mapping_of(text, notes)
    return None if node is None else Entries(node, known, notes)


class Entries:
    """One mapping: its keys are read by name, and what is wrong with them is noted."""

    def __init__(self, node: yaml.MappingNode, known: Collection[str] | None, notes: Notes) -> None:
        """Take the mapping's keys; `known` are those it may have (None: any)."""
        self.notes = notes
        self._line = spot_of(node, notes).line
        self._values: dict[str, yaml.Node] = {}
        self._filled: dict[str, yaml.Node] = {}
        self._keys: dict[str, yaml.Node] = {}
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
        spot = spot_of(node, self.notes)
        return spot if spot.width else self.key_spot(key)

    def spots(self, *keys: str) -> dict[str, Spot]:
        """Where the values of `keys` stand, for problems that are found beside other files.

        The items of a list stand under `author.0`, `author.1` …; a key that is not there is not.
        """
        found: dict[str, Spot] = {}
        for key in keys:
            spot = self.spot_of(key)
            if spot is None:
                continue
            found[key] = spot
            node = self._values[key]
            if isinstance(node, yaml.SequenceNode):
                items = [item for item in node.value if not is_null(item)]
                for at, item in enumerate(items):
                    found[f"{key}.{at}"] = spot_of(item, self.notes)
            else:
                found[f"{key}.0"] = spot
        return found

    def key_spot(self, key: str) -> Spot:
        """Where `key` itself stands. KeyError if it does not."""
        return spot_of(self._keys[key], self.notes)

    def is_empty(self, key: str) -> bool:
        """Whether the key is missing, or there without a value."""
        return key not in self._filled

    def text(self, key: str, *, required: bool = False) -> str | None:
        """One line of plain text, NFC, runs of white space folded to one space; None if absent."""
        node = self._filled.get(key)
        if node is not None:
            return self._scalar(key, node) or None
        if required:
            # One that is not there is missed on the first line of its mapping.
            spot = self.key_spot(key) if key in self._keys else Spot(self._line, 0, 0)
            self.notes.add("key-missing", spot, key=key)
        return None

    def verbatim(self, key: str) -> str | None:
        """A required text as it stands, with its lines, NFC; None, which is noted, if it is empty or absent."""
        node = self._filled.get(key)
        if not isinstance(node, yaml.ScalarNode) or self._scalar(key, node) is None:
            return self.text(key, required=True)
        return unicodedata.normalize("NFC", node.value).strip("\n") or None

    def slug(self, key: str, *, required: bool = False) -> str | None:
        """A slug, as it stands; None if absent, or if it is none."""
        text = self.text(key, required=required)
        if text is None or is_slug(text):
            return text
        near = slug_of(text)
        self.notes.add(
            "slug-not-a-slug", self.spot_of(key), given=text, nearest=near if is_slug(near) else None
        )
        return None

    def matching(self, key: str, form: re.Pattern[str], slug: str) -> str | None:
        """A text that `form` matches as a whole; None if absent, or, with the problem `slug` noted, if it does not."""
        text = self.text(key)
        if text is None or form.fullmatch(text):
            return text
        self.notes.add(slug, self.spot_of(key), given=text)
        return None

    def texts(self, key: str) -> tuple[tuple[str, Spot], ...]:
        """A list of texts with their spots; a single text is a list of one."""
        return tuple((text, spot_of(item, self.notes)) for text, item in self._items(key))

    def plain_texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        return tuple([text for text, _ in self._items(key)])

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
            self.notes.add("impossible-date", self.spot_of(key), key=key, reason=reason)
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
        self.note_option(key, text, self.spot_of(key), options)
        return options[0]

    def options(self, key: str, known: Sequence[str], default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of some of `known`, each once, in its order; `default` if absent."""
        if self.is_empty(key):
            return default
        found = {}
        for text, spot in self.texts(key):
            if text in known:
                found[text] = True
            else:
                self.note_option(key, text, spot, known)
        return tuple(found)

    def note_option(self, key: str, text: str, spot: Spot | None, options: Sequence[str]) -> None:
        """Note that `text`, a value of `key` at `spot`, is none of `options`."""
        near, known = nearest(text, options), ", ".join(options)
        self.notes.add("not-an-option", spot, given=text, key=key, options=known, nearest=near)

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

    def numbers(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """A list of whole numbers from `low` to `high`; a single one is a list of one, () if absent."""
        found = []
        for text, spot in self.texts(key):
            if re.fullmatch(r"[0-9]{1,9}", text) and low <= int(text) <= high:
                found.append(int(text))
            else:
                self.notes.add("not-a-number", spot, key=key, low=low, high=high)
        return tuple(found)

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
                self.notes.add("not-a-mapping", spot_of(item, self.notes), key=key)
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
            elif is_null(item):
                self.notes.add("empty-in-list", spot_of(item, self.notes), key=key)
            elif text := self._scalar(key, item):
                found.append((text, spot_of(item, self.notes)))
        return tuple(found)

    def anything(self, key: str) -> str:
        """Whatever stands below `key`, as JSON with all scalars as texts; `{}` if absent."""
        if self.is_empty(key):
            return "{}"
        if not self.is_mapping(key):
            self.notes.add("not-a-mapping", self.spot_of(key), key=key)
            return "{}"
        return json.dumps(self._plain(key, self._values[key], 0), ensure_ascii=False)

    def _take(self, key_node: yaml.Node, value: yaml.Node, known: Collection[str] | None) -> None:
        if not isinstance(key_node, yaml.ScalarNode) or not is_untagged(key_node):
            self.notes.add("key-not-a-text", spot_of(key_node, self.notes))
            return
        key = unicodedata.normalize("NFC", key_node.value)
        if key in self._values:
            line = self.key_spot(key).line
            self.notes.add("key-twice", spot_of(key_node, self.notes), key=key, line=line)
        elif known is not None and key not in known:
            near, extra = nearest(key, known), "extra" if "extra" in known else None
            words = {"nearest": near, "known": ", ".join(sorted(known)), "extra": extra}
            self.notes.add("unknown-key", spot_of(key_node, self.notes), key=key, **words)
        else:
            self._values[key] = value
            self._keys[key] = key_node
            if not is_null(value):
                self._filled[key] = value

    def _items(self, key: str) -> list[tuple[str, yaml.Node]]:
        node = self._filled.get(key)
        if node is None:
            return []
        if isinstance(node, yaml.MappingNode):
            self.notes.add("not-a-list", self.spot_of(key), key=key)
            return []
        found = []
        for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
            if is_null(item):
                self.notes.add("empty-in-list", spot_of(item, self.notes), key=key)
            elif text := self._scalar(key, item):
                found.append((text, item))
        return found

    def _scalar(self, key: str, node: yaml.Node) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            if is_untagged(node):  # else its tag is noted already
                self.notes.add("not-a-text", spot_of(node, self.notes), key=key)
            return None
        if not is_untagged(node):
            self.notes.add("yaml-tag", spot_of(node, self.notes), tag=tag_as_written(node))
            return None
        text = in_one_line(unicodedata.normalize("NFC", node.value))
        if not text.isprintable() and (bad := _FORBIDDEN.search(text)) is not None:
            self.notes.add("control-character", spot_of(node, self.notes), code=f"U+{ord(bad[0]):04X}")
            return None
        return text

    def _plain(self, key: str, node: yaml.Node, depth: int) -> object:
        if depth > MAX_DEPTH:
            self.notes.add("nested-too-deep", spot_of(node, self.notes), depth=MAX_DEPTH)
            return None
        if isinstance(node, yaml.MappingNode):
            inner = Entries(node, None, self.notes)
            return {name: self._plain(name, value, depth + 1) for name, value in inner._values.items()}
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(key, item, depth + 1) for item in node.value]
        return self._scalar(key, node)


# C0 and C1 controls, and surrogates that an escape such as "\ud800" leaves alone.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
