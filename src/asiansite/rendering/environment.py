"""The Jinja environment in which templates render: the same for all, with no way out.

Templates are trusted as code, yet they see `site` and `page` alone: no clock, no chance, no
machine. Autoescape is on for every name, and what is undefined is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from types import MethodType
from typing import Any

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateRuntimeError,
    Undefined,
    nodes,
    pass_context,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from asiansite.rendering.modules import template_class

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # markupsafe was installed without its C part
    from markupsafe._native import _escape_inner

REMOVED = ("random", "pprint", "attr")
"""Filters of Jinja's that are not the same each time, or that look inside values."""

GLOBALS = ("range", "dict", "namespace", "cycler", "joiner")
"""The globals of Jinja's that stay: all but `lipsum`, which is chance."""


class Unprintable(TemplateRuntimeError):
    """A template prints a value that is no text: None, a list, an object."""


def make_environment(
    source: Callable[[str], str | None],
    file_name: Callable[[str], str],
    filters: Mapping[str, Callable[..., object]],
) -> Environment:
    """An environment that loads templates by `source` and reports them under `file_name`."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        text = source(name)
        return None if text is None else (text, file_name(name), lambda: True)

    environment = _Environment(
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
    environment.context_class = _Context
    environment.template_class = template_class(source)
    for name in REMOVED:
        environment.filters.pop(name, None)
    environment.globals = {name: environment.globals[name] for name in GLOBALS}
    environment.filters.update({name: _guarded(name, made) for name, made in filters.items()})
    return environment


class _Environment(Environment):
    """Looks names up, and refuses those that begin with `_` and are known only when the template renders."""

    escaped = staticmethod(_escape_inner)
    """A text as HTML: what `markupsafe.escape` calls, without making a `Markup` of each text."""

    @staticmethod
    def shown(context: Context, value: object) -> str:
        """A value as HTML. Raises Unprintable for what is no text, number or safe HTML."""
        if type(value) is Markup:
            return value
        return escape(_printable(context, value))

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # Each page copies them: a plain mapping in a fifth of the time that Jinja's chain of two takes.
        return {**self.globals, **(d or {})}

    def getitem(self, obj: object, argument: object) -> object:
        if type(obj) is tuple and type(argument) is int and -len(obj) <= argument < len(obj):
            return obj[argument]
        if isinstance(argument, str) and argument.startswith("_"):
            raise TemplateRuntimeError(_LOOKS_INSIDE.format(argument))
        return super().getitem(obj, argument)


class _Context(Context):
    """Calls macros and what `site` has at once, without looking how else they may want to be called."""

    def called(self, what: Callable[..., object], /, *args: object, **kwargs: object) -> object:
        """What calling `what` gives; the same as `call`."""
        kind = type(what)
        if kind is Macro:
            return what(self.eval_ctx, *args, **kwargs)
        if kind is MethodType and not hasattr(what, "jinja_pass_arg"):
            return what(*args, **kwargs)
        return self.call(what, *args, **kwargs)


class _Generator(CodeGenerator):
    """Compiles templates, and refuses names that begin with `_`: they lead out of the values.

    Between two statements of a template all that is shown is put together by one expression, and
    what is plain text, as most of it is, is escaped there: pages show hundreds of values, and
    Jinja itself makes three calls for each and hands it through each template that is extended.
    """

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        if not frame.eval_ctx.autoescape or frame.eval_ctx.volatile:
            super().visit_Output(node, frame)
            return
        if frame.require_output_check:
            # As Jinja does: outside of blocks, a template that extends another shows nothing.
            if self.has_known_extends:
                return
            self.writeline("if parent_template is None:")
            self.indent()
        self.writeline("yield ''.join((" if frame.buffer is None else f"{frame.buffer}.extend((", node)
        self.indent()
        for child in node.nodes:
            self.newline(child)
            self._write_shown(child, frame)
        self.outdent()
        self.writeline("))")
        if frame.require_output_check:
            self.outdent()

    def _write_shown(self, child: nodes.Expr, frame: Frame) -> None:
        if isinstance(child, nodes.TemplateData):
            self.write(f"{child.data!r},")
            return
        self.write("environment.escaped(value) if type(value := ")
        self.visit(child, frame)
        self.write(") is str else environment.shown(context, value),")

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802
        self._refuse(node.name, node)
        super().visit_Name(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self._refuse(node.attr, node)
        super().visit_Getattr(node, frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            self._refuse(node.arg.value, node)
        super().visit_Getitem(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        # Python's own format looks up the names that stand in a text.
        if isinstance(node.node, nodes.Getattr) and node.node.attr in ("format", "format_map"):
            self.fail(f"`.{node.node.attr}()` looks inside values: use the filter `format`", node.lineno)
        # Jinja hands over the variables of loops, too, for functions that see the context: here are none.
        self.write("context.called(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        # What is joined to a text is shown: of a list, or a filter's result, that would be where it lies in memory.
        begin = self._make_finalize().src or "("
        self.write("markup_join((")
        for part in node.nodes:
            self.write(begin)
            self.visit(part, frame)
            self.write("), ")
        self.write("))")

    def _refuse(self, name: str, node: nodes.Node) -> None:
        if name.startswith("_"):
            self.fail(_LOOKS_INSIDE.format(name), node.lineno)


_LOOKS_INSIDE = "the name `{}` begins with `_`: templates may not look inside values"


def _guarded(name: str, made: Callable[..., object]) -> Callable[..., object]:
    # What a filter cannot take is the template's fault, not the filter's.
    def guarded(value: object, *args: object) -> object:
        if isinstance(value, Undefined):
            str(value)
        try:
            return made(value, *args)
        except (TypeError, ValueError, AttributeError, ArithmeticError) as error:
            raise TemplateRuntimeError(f"the filter `{name}` cannot take {_kind(value)}") from error

    return guarded


# With the context, since Jinja would else show what it knows beforehand (`{{ none }}`) without asking.
@pass_context
def _printable(context: Context, value: object) -> object:
    if isinstance(value, str) or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return value
    if isinstance(value, Undefined):
        value._fail_with_undefined_error()
    absent = ": what is asked for is absent here; guard it with `if`" if value is None else ""
    raise Unprintable(f"a page shows texts and numbers, not {_kind(value)}{absent}")


def _kind(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"
