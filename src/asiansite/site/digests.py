"""Digests: an answer in a few words, so that people can be told what changed in it."""

from __future__ import annotations

Digest = tuple[str, ...]

LONGEST = 60
"""Characters of a text in a digest."""

MOST = 12
"""Items of a digest."""


def digest_of(answer: object) -> Digest:
    """The titles, names or values in an answer, in their order; () for what says nothing to people."""
    return tuple(_words(answer)[:MOST])


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        text = str.__str__(value)  # safe HTML is a text of a type of its own
        return [text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"]
    if isinstance(value, int):
        return [str(value)]
    if isinstance(value, tuple):
        return [word for item in value[:MOST] for word in _words(item)]
    for name in ("title", "name"):
        if isinstance(word := getattr(value, name, None), str):
            return [word]
    kind = type(value)
    if kind not in _FIELDS:
        _FIELDS[kind] = getattr(kind, "__struct_fields__", ())
    return [word for name in _FIELDS[kind] for word in _words(getattr(value, name))]


_FIELDS: dict[type, tuple[str, ...]] = {}
