"""Markdown: from an author's text to HTML that is safe, valid and the same from either engine.

The text of an article is not trusted. Whatever it says, the HTML holds nothing that runs, no
target but http, https, mailto and tel, and no id twice. Targets within the site are left open, as
placeholders, since a body is read once, and the site around it changes.
"""

from asiansite.content.markdown.body import (
    Body,
    Heading,
    Link,
    MarkdownError,
    MarkdownFailed,
    MarkdownOptions,
    MarkdownTimeout,
    MarkdownTooDeep,
)
from asiansite.content.markdown.embeds import PLAYER_ORIGINS, PROVIDERS
from asiansite.content.markdown.engines import FINGERPRINT_PACKAGES
from asiansite.content.markdown.lite import lite
from asiansite.content.markdown.placeholders import resolve, resolve_parts
from asiansite.content.markdown.render import render_markdown
from asiansite.content.markdown.syndicated import syndicated

__all__ = [
    "FINGERPRINT_PACKAGES",
    "PLAYER_ORIGINS",
    "PROVIDERS",
    "Body",
    "Heading",
    "Link",
    "MarkdownError",
    "MarkdownFailed",
    "MarkdownOptions",
    "MarkdownTimeout",
    "MarkdownTooDeep",
    "lite",
    "render_markdown",
    "resolve",
    "resolve_parts",
    "syndicated",
]
