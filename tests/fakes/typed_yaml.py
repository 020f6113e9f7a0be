"""YAML as editors read it: with the types of YAML 1.2's core schema (10.3.2), where `2019` is a number and `No` a text."""

from __future__ import annotations

import re

import yaml


def typed(text: str) -> object:
    """The value of a YAML text."""
    return _value(yaml.compose(text, Loader=yaml.BaseLoader) if text.strip() else None)


def _value(node: yaml.Node | None) -> object:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    return None if node is None else _scalar(node.value, is_plain=node.style is None)


def _scalar(text: str, *, is_plain: bool) -> object:
    if not is_plain:
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text.lower() in ("true", "false") and (text.islower() or text.istitle() or text.isupper()):
        return text.lower() == "true"
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"0o[0-7]+|0x[0-9a-fA-F]+", text):
        return int(text, 0)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
        return float(text)
    return text
