"""What the source declares of itself: fields with the texts below them, constants, required keys.

A text below a field or a constant is no docstring to Python, so it is read from the source's tree.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import ModuleType

import msgspec

REQUIRED = "required"
"""What stands for the default of a field that has none."""

_WORDS = {
    "bool": "true or false",
    "datetime": "date and time",
    "date": "day",
    "int": "number",
    "Markup": "safe HTML",
    "object": "anything",
    "str": "text",
}

_PLURALS = {"text": "texts", "number": "numbers"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a struct, as its source declares it."""

    name: str
    kind: ast.expr
    default: object
    """`REQUIRED` if it has none."""
    says: str
    """The text below it; "" if there is none."""


def fields_of(cls: type[msgspec.Struct]) -> dict[str, Field]:
    """The fields of a struct by name, in their order."""
    defaults = {
        field.name: REQUIRED if field.default is msgspec.NODEFAULT else field.default
        for field in msgspec.structs.fields(cls)
    }
    return {
        name: Field(name, kind, defaults.get(name, REQUIRED), says)
        for name, kind, says in _declarations(_class(cls))
    }


def says_of(module: ModuleType, constant: str) -> str:
    """The text below a constant of a module, its line breaks kept. LookupError: there is none."""
    body = _tree(module.__name__).body
    for statement, below in pairwise(body):
        if isinstance(statement, ast.Assign) and constant in map(ast.unparse, statement.targets):
            text = _text(below)
            if text is not None:
                return inspect.cleandoc(text)
    raise LookupError(f"{module.__name__}.{constant} has no text below it")


def required_keys(module: ModuleType) -> frozenset[str]:
    """The keys that a module reads with `required=True`."""
    return frozenset(
        key.value
        for call in _calls(module)
        if any(word.arg == "required" and ast.unparse(word.value) == "True" for word in call.keywords)
        and isinstance(key := call.args[0], ast.Constant)
        and isinstance(key.value, str)
    )


def number_ranges(module: ModuleType) -> dict[str, tuple[int, int]]:
    """(lowest, highest) of each key that a module reads as a number."""
    found = {}
    for call in _calls(module):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "number":
            key, _, low, high = call.args
            found[ast.literal_eval(key)] = (ast.literal_eval(low), ast.literal_eval(high))
    return found


def kind_in_words(kind: ast.expr | str, links: Mapping[str, str] | None = None) -> str:
    """A type for people: `tuple[Card, ...] | None` is `list of Card, or None`; `links` has texts by type."""
    node = ast.parse(kind, mode="eval").body if isinstance(kind, str) else kind
    parts = [*_union(node)]
    words = [_kind(part, links or {}) for part in parts if ast.unparse(part) != "None"]
    if len(parts) > len(words):
        words.append("None")
    return " or ".join(words)


def without_none(kind: ast.expr) -> str:
    """A type as it is written, without the None of what may be absent."""
    return " | ".join(text for part in _union(kind) if (text := ast.unparse(part)) != "None")


def _kind(node: ast.expr, links: Mapping[str, str]) -> str:
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "tuple":
        assert isinstance(node.slice, ast.Tuple)
        items = [_kind(item, links) for item in node.slice.elts if ast.unparse(item) != "..."]
        return (
            f"list of {_PLURALS.get(items[0], items[0])}"
            if len(items) < len(node.slice.elts)
            else ", ".join(items)
        )
    name = ast.unparse(node)
    return links.get(name) or _WORDS.get(name, name)


def _union(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp):
        yield from _union(node.left)
        yield from _union(node.right)
    else:
        yield node


def _declarations(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr, str]]:
    for statement, below in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(statement, ast.AnnAssign):
            yield ast.unparse(statement.target), statement.annotation, " ".join((_text(below) or "").split())


def _text(statement: ast.stmt | None) -> str | None:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return statement.value.value if isinstance(statement.value.value, str) else None
    return None


def _calls(module: ModuleType) -> Iterator[ast.Call]:
    nodes = ast.walk(_tree(module.__name__))
    return (node for node in nodes if isinstance(node, ast.Call) and node.args)


def _class(cls: type) -> ast.ClassDef:
    body = _tree(cls.__module__).body
    return next(node for node in body if isinstance(node, ast.ClassDef) and node.name == cls.__name__)


@lru_cache
def _tree(module: str) -> ast.Module:
    import importlib

    return ast.parse(inspect.getsource(importlib.import_module(module)))
