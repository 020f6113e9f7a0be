"""Bodies: what is asked of the Markdown of a source, and what comes of it."""

from __future__ import annotations

from msgspec import Struct


class MarkdownOptions(Struct, frozen=True):
    """How a text is to be read."""

    markup: str = "commonmark"
    """`commonmark`, or `markdown` for the dialect of Python-Markdown."""
    extensions: tuple[str, ...] = ()
    """Names of Python-Markdown's extensions; `commonmark` has its own and takes none."""
    embeds: tuple[str, ...] = ()
    """The providers whose players may be put into a page, of `PROVIDERS`."""


class Link(Struct, frozen=True):
    """A target in the body that the site must still resolve, or a picture on another site."""

    target: str
    """As the author wrote it, save that HTML's entities are read: `../2024/haze.md#h-law`,
    `my%20photo.jpg`, `/tags/x/`; "" for a link that leads nowhere."""
    kind: str
    """`link` (`<a href>`), `image` (`<img src>`), or `elsewhere`: a picture on another site, which the text has already."""
    line: int
    """From 1, in the text that was given to `render_markdown`; 1 if the target is not found in it."""
    column: int
    """From 1, in characters."""
    is_described: bool = True
    """False for a picture that nothing is said of for those who do not see it: `![](x.jpg)`."""


class Heading(Struct, frozen=True):
    """A heading of the body's outline."""

    level: int
    """2 to 6: the page's own title is the only heading of level 1."""
    id: str
    """Of the heading, for a link: `#h-the-law`."""
    text: str
    """Plain text."""


class Body(Struct, frozen=True):
    """A text as HTML, and what a page says about it."""

    html: str
    """Safe HTML; unresolved targets stand in it as placeholders, for `resolve` to fill."""
    links: tuple[Link, ...]
    """Placeholder n stands for `links[n]`; numbered as they stand in the text."""
    headings: tuple[Heading, ...]
    """Those of the outline: none within a quotation, an aside, a table or a footnote."""
    first_paragraph: str
    """Plain text of the first real paragraph: no heading, figure, table, list or quotation; or ""."""
    word_count: int
    """Words of the text as `count_words` counts them, without captions and notes."""
    split: int
    """The offset in `html`, in characters, at which Keep Reading goes; `len(html)`: after the end."""


class MarkdownError(ValueError):
    """A text that cannot be read; says why in words for its author."""


class MarkdownTimeout(MarkdownError):
    """Reading the text took longer than any article does."""


class MarkdownTooDeep(MarkdownError):
    """The text nests its parts deeper than can be read."""


class MarkdownFailed(MarkdownError):
    """The engine gave up on the text, by a fault of its own."""
