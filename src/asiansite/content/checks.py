"""The rules of `asiansite check`: their names, how much each counts, and the setting `checks`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from asiansite.content.entries import Entries

LEVELS = ("warning", "error", "off")
"""How much a rule counts."""

RULES: Mapping[str, str] = MappingProxyType(
    {
        "anchor-missing": "warning",
        "title-twice": "warning",
        "headline-too-long": "warning",
        "headline-long": "off",
        "description-too-long": "off",
        "tag-spelled-differently": "warning",
        "author-spelled-differently": "warning",
        "author-unused": "warning",
        "picture-unused": "warning",
        "text-not-read": "warning",
        "picture-without-credit": "warning",
        "heading-skipped": "warning",
        "house-style": "warning",
        "weekday-wrong": "warning",
        "year-of-other-era": "warning",
        "invisible-character": "warning",
        "not-nfc": "warning",
        "zawgyi": "error",
        "template-name-computed": "warning",
        "lite-too-heavy": "warning",
        "outside-link-broken": "warning",
        "outside-link-moved": "warning",
        "outside-link-unchecked": "off",
        "outside-link-private": "warning",
    }
)
"""Each rule, which is also the slug of what it finds, and its level where the settings say nothing."""

CheckLevels = tuple[tuple[str, str], ...]
"""Rules with the level that the outlet gives them."""


def read_checks(root: Entries) -> CheckLevels:
    """Read the setting `checks`: a mapping of rules to levels."""
    inner = root.entries("checks", RULES)
    if inner is None:
        return ()
    return tuple([(rule, inner.choice(rule, LEVELS)) for rule in inner if not inner.is_empty(rule)])


def levels_of(given: CheckLevels) -> dict[str, str]:
    """The level of every rule, with those that the outlet has given."""
    return {**RULES, **dict(given)}
