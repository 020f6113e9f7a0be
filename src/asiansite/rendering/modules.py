"""Modules: templates that others import, made anew for each page if they hold what can change.

Jinja makes the module of an imported file once and keeps it. A list or a cycler at the top level
of such a file would then carry over from page to page, and a page would show which pages were
rendered before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from jinja2 import Environment, Template, TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates

if TYPE_CHECKING:
    from jinja2.environment import TemplateModule
    from jinja2.runtime import Context


def template_class(source: Callable[[str], str | None]) -> type[Template]:
    """A class of templates whose modules never carry anything from one page to the next.

    `source` answers the text of a template by its name.
    """
    known: dict[str, bool] = {}

    class ImportedTemplate(Template):
        def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
            name = self.name or ""
            if name not in known:
                known[name] = _holds_state(name, source)
            return self.make_module() if known[name] else super()._get_default_module(ctx)

    return ImportedTemplate


def _holds_state(name: str, source: Callable[[str], str | None]) -> bool:
    # Whatever it draws in counts as well: its macros keep the modules that they were made with.
    found: set[str] = set()
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each in found:
            continue
        found.add(each)
        try:
            tree = Environment(autoescape=True).parse(source(each) or "")
        except TemplateSyntaxError:
            return True
        named = list(find_referenced_templates(tree))
        if None in named or any(_assignments(tree)):
            return True
        waiting += [other for other in named if other is not None]
    return False


def _assignments(node: nodes.Node) -> Iterator[nodes.Assign]:
    # Those that stay when the module has been made: not a macro's own, and not of a plain value.
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Macro):
            continue
        if isinstance(child, nodes.Assign) and not isinstance(child.node, nodes.Const):
            yield child
        yield from _assignments(child)
