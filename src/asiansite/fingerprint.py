"""Plain values to stable hashes: different values have different fingerprints.

A value is spelt out (its type, then its parts, each quoted so that no two values have the same
spelling) and the spelling is hashed with BLAKE2b (RFC 7693) to 128 bits. The spelling depends on
nothing but the value: not on the process, the hash seed or the order in which things were made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from hashlib import blake2b
from operator import attrgetter
from typing import Protocol, cast

Fingerprint = bytes
"""16 bytes."""

_SIZE = 16


class Fingerprinted(Protocol):
    """A value that carries its own fingerprint, made once."""

    @property
    def fingerprint(self) -> Fingerprint:
        """What `fingerprint` answers for the value."""


def fingerprint(value: object) -> Fingerprint:
    """Hash a plain value.

    Plain are None, text, bytes, numbers, dates, tuples of plain values and frozen dataclasses
    and structs whose fields are plain; a value that has an attribute `fingerprint` is taken at its word.
    Raises TypeError for anything else, sets and dicts above all: their order is not stable.
    """
    return blake2b(_spelling(value).encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()


def hash_of_bytes(data: bytes) -> str:
    """Hash the bytes of a file: 32 hexadecimal digits."""
    return blake2b(data, digest_size=16).hexdigest()


def hash_of_pieces(pieces: Iterable[bytes]) -> str:
    """Hash the bytes of a file that is read in pieces: 32 hexadecimal digits."""
    digest = blake2b(digest_size=16)
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _spelling(value: object) -> str:
    kind = type(value)
    if kind is tuple:
        return _spelling_of_parts(cast("tuple[object, ...]", value))
    if kind in _PLAIN:
        return repr(value)
    shape = _SHAPES.get(kind)
    if shape is None:
        own = getattr(value, "fingerprint", None)
        if isinstance(own, bytes) and len(own) == _SIZE:
            return "=" + own.hex()
        if isinstance(value, str):
            # A subclass prints as another type: safe HTML is not the same answer as plain text.
            return _name(kind) + str.__repr__(value)
        shape = _shape(kind)
        if not hasattr(kind, "fingerprint") and not hasattr(value, "__dict__"):
            # No value of the kind can carry its own: the next one need not be asked.
            _SHAPES[kind] = shape
    name, values = shape
    return name + _spelling_of_parts(values(value))


def _spelling_of_parts(values: tuple[object, ...]) -> str:
    # Most parts are plain: each call that is not made is a third of their time.
    return "(" + ",".join([repr(part) if type(part) in _PLAIN else _spelling(part) for part in values]) + ")"


_PLAIN = frozenset({type(None), bool, int, float, str, bytes, date, datetime})


_Shape = tuple[str, Callable[[object], tuple[object, ...]]]
_SHAPES: dict[type, _Shape] = {}


def _shape(kind: type) -> _Shape:
    names = _fields_of(kind)
    if names is None:
        raise TypeError(f"{kind.__name__} has no stable fingerprint")
    if len(names) > 1:
        return _name(kind), attrgetter(*names)
    return _name(kind), lambda value: tuple(getattr(value, name) for name in names)


def _fields_of(kind: type) -> tuple[str, ...] | None:
    """The fields of a frozen dataclass or struct, in their order; None of anything else."""
    struct = getattr(kind, "__struct_config__", None)
    if struct is not None:
        return cast("tuple[str, ...]", getattr(kind, "__struct_fields__", None)) if struct.frozen else None
    if not is_dataclass(kind) or not getattr(getattr(kind, "__dataclass_params__", None), "frozen", False):
        return None
    return tuple(field.name for field in fields(kind))


def _name(kind: type) -> str:
    # In full: there is a `Link` in a body, and another on a page.
    return f"{kind.__module__}.{kind.__qualname__}"
