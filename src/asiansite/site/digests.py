"""Digests: an answer in a few words, so that people can be told what changed in it."""

from __future__ import annotations

from datetime import date

from asiansite.site.answers import Month, Year

Digest = tuple[str, ...]
"""No item stands in it twice."""

LONGEST = 60
"""Characters of a text in a digest."""

MOST = 12
"""Items of a digest; one that has as many may be cut."""


def digest_of(answer: object) -> Digest:
    """The titles, names or values in an answer, in their order; () for what says nothing to people."""
    if isinstance(answer, bool):
        return ("true" if answer else "false",)  # as site.yaml has it
    if isinstance(answer, int):
        return (str(answer),)
    found: dict[str, None] = {}
    _look(answer, found)
    return tuple(found)[:MOST]


def _look(value: object, found: dict[str, None]) -> None:
    if isinstance(value, str):
        found[_cut(value)] = None
    elif isinstance(value, tuple):
        for item in value:
            _look(item, found)
            if len(found) >= MOST:
                return
    elif isinstance(title := getattr(value, "title", None), str):
        found[_cut(title)] = None
    else:
        _look_at_another(value, found)


def _look_at_another(value: object, found: dict[str, None]) -> None:
    kind = type(value)
    if isinstance(value, Year):
        found[_counted(f"{value.year:04}", value.count)] = None
        _look(value.months, found)
    elif isinstance(value, Month):
        found[_counted(f"{value.year:04}-{value.month:02}", value.count)] = None
    elif isinstance(word := getattr(value, "name", None), str):
        found[_counted(_cut(word), getattr(value, "count", None))] = None
    elif isinstance(word := getattr(value, "url", None), str):
        found[_cut(word)] = None
    elif kind is date:
        found[str(value)] = None
    else:
        # Numbers among other things say little: sizes of pictures, for one.
        if kind not in _FIELDS:
            _FIELDS[kind] = getattr(kind, "__struct_fields__", ())
        for name in _FIELDS[kind]:
            _look(getattr(value, name), found)


def _cut(text: str) -> str:
    text = str.__str__(text)  # safe HTML is a text of a type of its own
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _counted(name: str, count: object) -> str:
    return f"{name} ({count})" if isinstance(count, int) else name


_FIELDS: dict[type, tuple[str, ...]] = {}
