"""Templates: what stands in templates/, what each of them draws in, and how they are rendered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from asiansite.content.text.excerpts import excerpt
from asiansite.errors import Problem, SiteError
from asiansite.fingerprint import fingerprint
from asiansite.rendering.covers import cover
from asiansite.rendering.dates import DateStyle, iso
from asiansite.rendering.facts import facts_of, parsed
from asiansite.rendering.locales import territory_of
from asiansite.rendering.numbers import grouped

if TYPE_CHECKING:
    # Jinja is imported when the first template renders: a build with nothing to do goes without.
    from jinja2 import Environment, Template, nodes


class Templates:
    """The templates of a site, by name, ready to render."""

    def __init__(self, sources: Mapping[str, str], language: str, date_format: str) -> None:
        """Take the text of every template by its name below templates/."""
        self._sources = sources
        self._style = DateStyle(language, date_format)
        self._language = language
        self._environment: Environment | None = None

    def get(self, name: str) -> Template:
        """The template `name`, compiled once. Raises jinja2's TemplateError."""
        if self._environment is None:
            from asiansite.rendering.environment import make_environment

            self._environment = make_environment(self._sources.get, template_path, self._filters())
        return self._environment.get_template(name)

    def _filters(self) -> dict[str, Callable[..., object]]:
        return {
            "date": self._date,
            "day": self._style.day,
            "iso": iso,
            "month_name": self._style.month_name,
            "excerpt": excerpt,
            "number": self._number,
            "cover": cover,
            "locale": territory_of,
        }

    def _date(self, value: datetime | date) -> str:
        """A date with its time, by the setting `date_format`; a day alone as `day` gives it."""
        return self._style.long(value) if isinstance(value, datetime) else self._style.day(value)

    def _number(self, value: int) -> str:
        """A number with the separators of the outlet's language: 1234 is `1,234` in English."""
        return grouped(value, self._language)


class Closures:
    """The fingerprint of a template with all that it extends, includes and imports."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        """Take the text of every template by its name."""
        self._sources = sources
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The fingerprint of the closure of `name`: 32 hexadecimal digits; a missing template counts, too.

        A name that is put together when the template renders may be any: then all templates count.
        """
        if name not in self._known:
            names = self._closure(name)
            parts = tuple((each, self._sources.get(each)) for each in sorted(names))
            self._known[name] = fingerprint(parts).hex()
        return self._known[name]

    def _closure(self, name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                named = self._names_in(each)
                if None in named:
                    return set(self._sources)
                waiting += [other for other in named if other is not None]
        return found

    def _names_in(self, name: str) -> tuple[str | None, ...]:
        # A template that cannot be read names nothing: its text alone decides.
        return facts_of(self._sources.get(name, "")).draws_in


def broken_templates(sources: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is wrong with templates by themselves, whatever page they are for."""
    from asiansite.rendering.faults import template_fault

    found: list[Problem] = []
    templates = Templates(sources, "en", "d")
    for name in sources:
        if name.endswith(".html"):
            try:
                with template_fault(None):
                    templates.get(name)
            except SiteError as error:
                found += error.problems
    return tuple(found)


def named_assets(sources: Mapping[str, str]) -> frozenset[str]:
    """The names that templates hand to `site.asset`, as far as they stand there themselves.

    A template that Jinja cannot read names none: rendering says what is wrong with it.
    """
    return frozenset(name for text in sources.values() for name in facts_of(text).assets)


def computed_names(sources: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """(template, line) of each place that draws in a template whose name is put together as it renders."""
    for name, text in sources.items():
        if _DRAWS_IN.search(text) and (tree := parsed(text)) is not None:
            yield from ((name, line) for line in _computed_lines(tree))


def asks_day(sources: Mapping[str, str]) -> bool:
    """Whether a template may ask `site.today`: the word stands in it, not counting text and comments."""
    return any(facts_of(text).says_today for text in sources.values())


def template_path(name: str) -> str:
    """How a message names a template."""
    return f"templates/{name}"


_DRAWS_IN = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b")


def _computed_lines(template: nodes.Template) -> Iterator[int]:
    from jinja2 import nodes

    for node in template.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        assert isinstance(node, nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport)
        named = node.template
        names = named.items if isinstance(named, (nodes.List, nodes.Tuple)) else [named]
        if not all(isinstance(each, nodes.Const) for each in names):
            yield node.lineno
