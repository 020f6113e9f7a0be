"""What the tests of the Markdown room share: both engines, and a strict reader of their HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

import nh3

from asiansite.content.markdown import Body, MarkdownOptions, resolve
from asiansite.content.markdown.render import render_markdown
from asiansite.content.markdown.tape import VOID

ENGINES = {
    "commonmark": MarkdownOptions(embeds=("youtube", "vimeo")),
    "markdown": MarkdownOptions("markdown", ("extra", "smarty", "toc"), ("youtube", "vimeo")),
}

ATTRIBUTES = {
    "a": {"href", "rel", "role", "aria-label", "title"},
    "abbr": {"title"},
    "aside": {"class", "role", "aria-hidden"},
    "del": {"datetime"},
    "details": {"open"},
    "dfn": {"title"},
    "div": {"class", "role", "tabindex", "aria-label", "data-provider", "data-src"},
    "figure": {"class"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "p": {"class"},
    "section": {"class", "role", "aria-label"},
    "span": {"class"},
    "sup": {"class"},
    "td": {"class", "colspan", "rowspan"},
    "th": {"class", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
"""All that a body may have, beside `id`, `lang` and `dir`."""

CLASSES = frozenset(
    (
        "align-center align-left align-right credit embed figure footnote-ref footnotes gallery link-card "
        "pull-quote quote table-scroll"
    ).split()
)


def render(source: str, engine: str = "commonmark") -> Body:
    return render_markdown(source, ENGINES[engine])


def shown(body: Body) -> str:
    """The HTML with each target that the site would resolve as `→target`."""
    return resolve(body.html, lambda number: "→" + body.links[number].target)


def html(source: str, engine: str = "commonmark") -> str:
    return shown(render(source, engine))


@dataclass
class Page(HTMLParser):
    """HTML read strictly: an end tag for each element, in order."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    around: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), attrs
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.around.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.around, f"</{tag}> closes nothing"
        assert self.around.pop() == tag

    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    def targets(self) -> list[str]:
        return [
            attributes[name] for _, attributes in self.tags for name in ("href", "src") if name in attributes
        ]


def read(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    assert not page.around, f"left open: {page.around}"
    return page


def assert_sound(text: str) -> Page:
    """Assert that HTML is what a browser makes of it, valid where we can tell, and harmless."""
    assert _parser().clean(text) == text, "a browser reads it in another way"
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text)
    page = read(text)
    ids = page.ids()
    assert len(ids) == len(set(ids)), ids
    for tag, attributes in page.tags:
        allowed = ATTRIBUTES.get(tag, set()) | {"id", "lang", "dir"}
        assert attributes.keys() <= allowed, (tag, attributes)
        assert attributes.get("class", "figure") in CLASSES, (tag, attributes)
    for target in page.targets():
        scheme = re.match(r"\s*([a-z][a-z0-9+.-]*)\s*:", re.sub(r"[\t\n\r]", "", target), re.IGNORECASE)
        assert scheme is None or scheme[1].lower() in ("http", "https", "mailto", "tel"), target
    assert "h1" not in [tag for tag, _ in page.tags]
    return page


@cache
def _parser() -> nh3.Cleaner:
    # It parses as browsers do, and has to take nothing away.
    tags = ATTRIBUTES.keys() | nh3.ALLOWED_TAGS
    everywhere = {"id", "lang", "dir", "class"}
    return nh3.Cleaner(
        tags=tags,
        attributes={tag: ATTRIBUTES.get(tag, set()) | everywhere for tag in tags},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
