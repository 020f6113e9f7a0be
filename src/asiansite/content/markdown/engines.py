"""Engines: from Markdown to the HTML that its author meant, which is neither safe nor ours yet.

pyromark (pulldown-cmark) takes time in proportion to the text.  Python-Markdown can hang on 12 kB,
so it works under a limit.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from asiansite.content.markdown import child, limit
from asiansite.content.markdown.body import MarkdownOptions
from asiansite.content.markdown.python_engine import python_html

if TYPE_CHECKING:
    import pyromark

FINGERPRINT_PACKAGES = ("pyromark", "Markdown", "nh3", "python-slugify", "text-unidecode")
"""The distributions whose versions have a say in a body's HTML."""


def engine_html(source: str, options: MarkdownOptions) -> str:
    """The HTML of `source` as its engine writes it: unsafe.

    Raises MarkdownTimeout, MarkdownTooDeep or MarkdownFailed; ImportError for an extension that
    Python does not find.
    """
    if options.markup == "commonmark":
        return _commonmark().html(source)
    if limit.can_interrupt():
        return limit.within_limit(lambda: python_html(source, options.extensions), limit.SECONDS)
    return child.convert(source, options.extensions)


@lru_cache(maxsize=1)
def _commonmark() -> pyromark.Markdown:
    from pyromark import Markdown, Options

    return Markdown(
        options=Options.ENABLE_TABLES
        | Options.ENABLE_FOOTNOTES
        | Options.ENABLE_STRIKETHROUGH
        | Options.ENABLE_HEADING_ATTRIBUTES
        | Options.ENABLE_DEFINITION_LIST
        | Options.ENABLE_SMART_PUNCTUATION
    )
