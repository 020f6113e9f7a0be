"""Python-Markdown, for sites whose archive was written in its dialect."""

from __future__ import annotations

import re

from asiansite.content.markdown.body import MarkdownFailed, MarkdownTooDeep

AUTOMATIC_ID = "automatic--"
"""Begins the ids that the extension `toc` gives to headings; ours take their place."""


def python_html(source: str, extensions: tuple[str, ...]) -> str:
    """The HTML of `source`, unsafe, without a limit of time.

    Raises MarkdownTooDeep and MarkdownFailed; ImportError for an extension that Python does not find.
    """
    import markdown

    # A new engine for each text: an extension may keep something from the text before.
    engine = markdown.Markdown(extensions=list(extensions), extension_configs=_configs(extensions))
    try:
        return engine.convert(source)
    except RecursionError:
        raise MarkdownTooDeep("its parts are nested too deeply") from None
    except Exception as error:
        raise MarkdownFailed(f"Python-Markdown cannot read it ({type(error).__name__}: {error})") from error


def is_extension(name: str) -> bool:
    """Whether `name` is an extension of Python-Markdown's that can be loaded here."""
    import markdown

    if re.fullmatch(r"[A-Za-z_][\w.]*", name, re.ASCII) is None:
        return False
    try:
        markdown.Markdown(extensions=[name])
    except Exception:
        # Whatever a module that is none does when it is loaded as one.
        return False
    return True


def extension_names() -> list[str]:
    """The names of the extensions that are installed here, sorted."""
    from importlib.metadata import entry_points

    return sorted({found.name for found in entry_points(group="markdown.extensions")})


def _configs(extensions: tuple[str, ...]) -> dict[str, dict[str, object]]:
    names = [name for name in extensions if name in ("toc", "markdown.extensions.toc")]
    return {name: {"slugify": _automatic_id} for name in names}


def _automatic_id(text: str, separator: str) -> str:
    from markdown.extensions.toc import slugify_unicode

    return AUTOMATIC_ID + slugify_unicode(text, separator)
