"""Templates: the Jinja environment in which pages render, the same for all, with no way out.

Templates are trusted as code, yet they see `site` and `page` alone: no clock, no chance, no
environment. Autoescape is on for every name, and what is undefined is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, TemplateRuntimeError, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator
from markupsafe import Markup

from asiansite.content.text.excerpts import excerpt
from asiansite.rendering.dates import DateStyle, iso
from asiansite.rendering.numbers import grouped


class Unprintable(TemplateRuntimeError):
    """A template prints a value that is no text: None, a list, an object."""


class Templates:
    """The templates of a site, by name, ready to render."""

    def __init__(self, sources: Mapping[str, str], language: str, date_format: str) -> None:
        """Take the text of every template by its name below templates/."""
        self.sources = sources
        self._style = DateStyle(language, date_format)
        self._language = language
        self._environment = _environment(sources.get, self._filters())

    def get(self, name: str) -> Template:
        """The template `name`, compiled once. Raises jinja2's TemplateError."""
        return self._environment.get_template(name)

    def _filters(self) -> dict[str, Callable[..., object]]:
        return {
            "date": self._date,
            "day": self._style.day,
            "iso": iso,
            "month_name": self._style.month_name,
            "excerpt": lambda text, limit: excerpt(text, limit),
            "number": lambda value: grouped(value, self._language),
        }

    def _date(self, value: datetime | date) -> str:
        return self._style.long(value) if isinstance(value, datetime) else self._style.day(value)


def named_assets(sources: Mapping[str, str]) -> frozenset[str]:
    """The names that templates hand to `site.asset`, as far as they stand there themselves.

    A template that Jinja cannot read names none: rendering says what is wrong with it.
    """
    found: set[str] = set()
    for text in sources.values():
        if "asset(" in text:
            with suppress(TemplateSyntaxError):
                found |= _asset_names(Environment(autoescape=True).parse(text))
    return frozenset(found)


def template_path(name: str) -> str:
    """How a message names a template."""
    return f"templates/{name}"


def _asset_names(template: nodes.Template) -> set[str]:
    calls = (call for call in template.find_all(nodes.Call) if _is_asset(call.node))
    arguments = (argument for call in calls for argument in call.args[:1])
    return {argument.value for argument in arguments if isinstance(argument, nodes.Const)}


def _is_asset(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Getattr) and node.attr == "asset"


class _Generator(CodeGenerator):
    """Compiles templates, and refuses names that begin with `_`: they lead out of the values."""

    def visit_Name(self, node: nodes.Name, frame: Any) -> None:  # noqa: N802
        self._refuse(node.name, node)
        super().visit_Name(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Any) -> None:  # noqa: N802
        self._refuse(node.attr, node)
        super().visit_Getattr(node, frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Any) -> None:  # noqa: N802
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            self._refuse(node.arg.value, node)
        super().visit_Getitem(node, frame)

    def _refuse(self, name: str, node: nodes.Node) -> None:
        if name.startswith("_"):
            self.fail(f"the name `{name}` begins with `_`: templates may not look inside values", node.lineno)


def _environment(source: Callable[[str], str | None], filters: Mapping[str, Callable[..., object]]) -> Environment:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        text = source(name)
        return None if text is None else (text, template_path(name), lambda: True)

    environment = Environment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_printable,
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.code_generator_class = _Generator
    for name in ("random", "pprint", "attr"):
        environment.filters.pop(name, None)
    environment.globals = {name: environment.globals[name] for name in ("range", "dict", "namespace", "cycler", "joiner")}
    environment.filters.update(filters)
    return environment


def _printable(value: object) -> object:
    if isinstance(value, (str, Markup)) or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return value
    raise Unprintable(f"a page cannot show {_kind(value)}")


def _kind(value: object) -> str:
    return "None: what is asked for is absent here" if value is None else f"a {type(value).__name__}"
