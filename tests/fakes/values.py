"""Values like others but for what a test is about."""

from __future__ import annotations

import dataclasses
from typing import TypeVar

import msgspec

Value = TypeVar("Value")


def replace(value: Value, **changes: object) -> Value:
    """A copy of a struct, or of an article, with other values in these fields."""
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.replace(value, **changes)
    return dataclasses.replace(value, **changes)  # type: ignore[type-var]
