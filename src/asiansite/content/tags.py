"""Tags: one tag whatever its case and Unicode form, and what `content/tags.yaml` says of some."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from msgspec import Struct

from asiansite.content.aliases import read_aliases
from asiansite.content.entries import Entries, compose
from asiansite.content.frontmatter import decode
from asiansite.content.notes import Notes, Spot
from asiansite.errors import Problem

KEYS = frozenset({"name", "slug", "description", "synonyms", "aliases"})
"""The keys of a tag."""


class TagEntry(Struct, frozen=True):
    """What tags.yaml says of one tag."""

    key: str
    name: str
    """As pages show it. Without one, the key."""
    slug: str | None
    """Its address: /tags/SLUG/. None: made from the name."""
    description: str | None
    """Stands at the head of the tag's page."""
    aliases: tuple[str, ...]
    """Old addresses of its page, which redirect to it."""
    spot: Spot
    """Of its key."""


class TagTable(Struct, frozen=True):
    """All of tags.yaml."""

    entries: dict[str, TagEntry]
    """By key."""
    synonyms: dict[str, str]
    """Other wordings, by key, to the key of the tag that each stands for."""

    def key(self, text: str) -> str:
        """The key of the tag that `text` names."""
        key = tag_key(text)
        return self.synonyms.get(key, key)


@lru_cache(maxsize=1 << 16)
def tag_key(text: str) -> str:
    """What makes two texts one tag, whatever its case and Unicode form.

    NFC and case-folded (Unicode 3.13, D145); runs of spaces, hyphens and underscores are one
    space, so that `social media` and `social-media`, which would share an address, are one tag.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return " ".join(folded.replace("-", " ").replace("_", " ").split()) or folded


def read_tags(data: bytes) -> tuple[TagTable, tuple[Problem, ...]]:
    """Read tags.yaml. Never raises for what is in it."""
    notes: list[Notes] = []
    text = decode(data, notes)
    root = None if text is None else compose(text, None, notes[-1])
    table = TagTable({}, {})
    if root is not None:
        for name in root:
            _read_tag(root, name, table)
        _check_synonyms(table, root)
    return table, tuple(notes[-1].problems)


def _read_tag(root: Entries, name: str, table: TagTable) -> None:
    key = tag_key(name)
    inner = root.entries(name, KEYS)
    spot = root.key_spot(name)
    if (first := table.entries.get(key)) is not None:
        root.notes.add("tag-twice", spot, given=name, line=first.spot.line)
        return
    if inner is None:
        table.entries[key] = TagEntry(key, name, None, None, (), spot)
        return
    table.entries[key] = TagEntry(
        key,
        inner.text("name") or name,
        inner.slug("slug"),
        inner.text("description"),
        read_aliases(inner),
        spot,
    )
    for text, synonym_spot in inner.texts("synonyms"):
        other = tag_key(text)
        if table.synonyms.setdefault(other, key) != key:
            inner.notes.add(
                "synonym-twice", synonym_spot, given=text, first=table.synonyms[other], second=key
            )


def _check_synonyms(table: TagTable, root: Entries) -> None:
    for synonym, key in table.synonyms.items():
        if synonym in table.entries and synonym != key:
            root.notes.add("synonym-is-a-tag", table.entries[synonym].spot, given=synonym, key=key)
