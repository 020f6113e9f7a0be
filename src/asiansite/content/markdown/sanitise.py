"""The sanitiser: one allow-list for whatever an author's text may hold, and HTML that stays as it is.

nh3 parses as a browser does, drops what is not allowed and writes the rest anew.  Dropping a tag can
leave what a parser would read in another way (`<p><button><p>`), so it is done until nothing changes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from asiansite.content.markdown.body import MarkdownFailed, MarkdownTooDeep

if TYPE_CHECKING:
    from nh3 import Cleaner

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The schemes that a URL in a body may have."""

AUTHORS_ID = "u-"
"""Begins every id that an author gave, so that none is taken for one of the page's."""

FOOTNOTE_CLASSES = {
    "a": {"footnote-backref"},
    "div": {"footnote-definition", "footnote"},
    "sup": {"footnote-reference", "footnote-definition-label"},
}
"""The classes by which the engines mark footnotes, taken away once these are found."""


def sanitise(html: str, *, controls: bool) -> str:
    """The allowed part of `html`, with ids prefixed by `AUTHORS_ID`.

    The targets of another scheme than `SCHEMES` are gone, but for `file:` and drive letters,
    which are paths that an author left in by mistake.  `controls` says that there may be control
    characters, as character references can name them.  Raises MarkdownTooDeep.
    """
    _refuse_costly(html)
    clean = _cleaners()[0].clean(html)
    # No HTML may hold them, and placeholders are made of them.
    return _CONTROL.sub("", clean) if controls else clean


def settle(html: str) -> str:
    """Sanitised HTML such that a browser that parses it sees just that.  Raises MarkdownFailed."""
    cleaner = _cleaners()[1]
    for _ in range(_ROUNDS):
        html, before = cleaner.clean(html), html
        if html == before:
            return html
    raise MarkdownFailed("its HTML tags are nested in a way that no two browsers read alike")


_ROUNDS = 20
_COSTLY = 3_000_000
_OFTEN_UNCLOSED = frozenset(
    {"p", "li", "td", "th", "tr", "dt", "dd", "br", "img", "hr", "wbr", "col", "input"}
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")

_TAGS = frozenset(
    (
        "a abbr aside b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em "
        "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small "
        "span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
    ).split()
)
_WITH_CONTENT = frozenset(
    (
        "script style iframe svg math noscript noembed noframes template title textarea select "
        "canvas datalist"
    ).split()
)
_ATTRIBUTES = {
    "*": {"id", "lang", "dir"},
    "a": {"href", "name", "title"},
    "abbr": {"title"},
    "del": {"datetime"},
    "details": {"open"},
    "dfn": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "td": {"colspan", "rowspan", "align", "style"},
    "th": {"colspan", "rowspan", "align", "style", "scope"},
    "time": {"datetime"},
}
# `C:\photos\haze.jpg` looks like a URL whose scheme is a drive.
_PATH_SCHEMES = frozenset("abcdefghijklmnopqrstuvwxyz") | {"file"}


@lru_cache(maxsize=1)
def _cleaners() -> tuple[Cleaner, Cleaner]:
    return _cleaner(AUTHORS_ID), _cleaner(None)


def _cleaner(id_prefix: str | None) -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(
        tags=_TAGS,
        clean_content_tags=_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        allowed_classes=FOOTNOTE_CLASSES,
        filter_style_properties={"text-align"},
        url_schemes=SCHEMES | _PATH_SCHEMES,
        link_rel=None,
        id_prefix=id_prefix,
    )


def _refuse_costly(html: str) -> None:
    # A parser's work grows with tags times open elements: 100 kB can keep it busy for minutes.
    tags = html.count("<")
    if tags < 1000:
        return
    depth = deepest = 0
    for slash, name in _TAG.findall(html):
        if name.lower() not in _OFTEN_UNCLOSED:
            depth = depth - 1 if slash else depth + 1
            deepest = max(deepest, depth)
    if deepest * tags > _COSTLY:
        raise MarkdownTooDeep("its parts are nested too deeply")
