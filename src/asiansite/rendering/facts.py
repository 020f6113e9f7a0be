"""Facts: what a template's text tells by itself, whatever page it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    # Jinja is imported when a template is read for the first time: a build with nothing to do goes without.
    from jinja2 import nodes


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """What is known of one template."""

    draws_in: tuple[str | None, ...] = ()
    """The templates that it extends, includes and imports; None: one whose name is put together as it renders."""
    assets: tuple[str, ...] = ()
    """The names that it hands to `site.asset`, as far as they stand there themselves."""
    says_today: bool = False
    """Whether the word stands in it, not counting text and comments: it may ask `site.today`."""


def facts_of(text: str) -> Facts:
    """The facts of a template, found once. One that Jinja cannot read has none: rendering says what is wrong with it."""
    found = _KNOWN.get(text)
    if found is None:
        found = _facts_of(text)
        recall({text: found})
    return found


def recall(facts: Mapping[str, Facts]) -> None:
    """Take the facts of templates, by their texts, as they were found by the same tools."""
    if len(_KNOWN) > MOST:  # a preview lives long, and templates are edited
        _KNOWN.clear()
    _KNOWN.update(facts)


MOST = 2000
"""Texts of which the facts are kept."""

_KNOWN: dict[str, Facts] = {}


def parsed(text: str) -> nodes.Template | None:
    """A template as Jinja reads it; None if it cannot."""
    from jinja2 import Environment, TemplateSyntaxError

    with suppress(TemplateSyntaxError):
        return Environment(autoescape=True).parse(text)
    return None


def _facts_of(text: str) -> Facts:
    from jinja2.meta import find_referenced_templates

    tree = parsed(text)
    says_today = "today" in text and "today" in "".join(_words(text))
    if tree is None:
        return Facts(says_today=says_today)
    drawn = tuple(dict.fromkeys(find_referenced_templates(tree)))
    return Facts(drawn, tuple(sorted(_asset_names(tree))) if "asset(" in text else (), says_today)


def _words(text: str) -> Iterator[str]:
    from jinja2 import Environment, TemplateSyntaxError

    with suppress(TemplateSyntaxError):
        yield from (
            word for _, kind, word in Environment(autoescape=True).lex(text) if kind in ("name", "string")
        )


def _asset_names(template: nodes.Template) -> set[str]:
    from jinja2 import nodes

    found = set()
    for call in template.find_all(nodes.Call):
        is_asset = isinstance(call.node, nodes.Getattr) and call.node.attr == "asset"
        if is_asset and call.args and isinstance(call.args[0], nodes.Const):
            found.add(str(call.args[0].value))
    return found
