"""Markdown: from an author's text to HTML that is safe, valid and the same from either engine.

The text of an article is not trusted. Whatever it says, the HTML holds nothing that runs, no
target but http, https, mailto and tel, and no id twice. Targets within the site are left open, as
placeholders, since a body is read once, and the site around it changes.

Here is what every page needs of bodies that were read before. What reads them (`render`), and what makes others of
them (`lite`, `syndicated`), is imported where it is used.
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
from asiansite.content.markdown.placeholders import drop_missing, resolve, resolve_parts

__all__ = [
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
    "drop_missing",
    "resolve",
    "resolve_parts",
]
