"""Rules of anchors: a link to a place within a page leads to one that is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from urllib.parse import unquote

from asiansite.content.markdown import Link
from asiansite.errors import Place, Problem, nearest, problem
from asiansite.site.addresses import standing_path
from asiansite.site.checks.desk import Desk
from asiansite.site.snapshot import Snapshot
from asiansite.site.targets import is_source, source_named, split_target

OF_EVERY_PAGE = frozenset({"", "top"})
"""What browsers take for the top of a page."""


def anchor_missing(desk: Desk) -> Iterator[Problem]:
    """Links, within a page or to another, to a place that the page has not."""
    bodies, by_url = _bodies(desk.snapshot), _by_url(desk.snapshot)

    @cache
    def ids(path: str) -> frozenset[str]:
        return frozenset(map(unescape, _ID.findall(_html(desk.snapshot, bodies[path]))))

    for path, links in _links(desk.snapshot):
        for link in links:
            named = _page_named(link.target, path, by_url)
            if named is not None and named in bodies:
                anchor = unquote(link.target.partition("#")[2])
                if _is_missing(anchor, ids(named)):
                    place = Place(path, link.line, link.column, len(link.target)) if link.column else None
                    yield _problem(place or Place(path), anchor, named, ids(named))
    for text in desk.texts:
        if "#" in text.text and text.path in bodies:
            html = _html(desk.snapshot, bodies[text.path])
            for value in dict.fromkeys(_INNER.findall(html)):
                anchor = unquote(unescape(value))
                if _is_missing(anchor, ids(text.path)):
                    at = text.text.find(f"#{unescape(value)}", text.body_at)
                    place = text.place(at, at + len(value) + 1) if at >= 0 else Place(text.path)
                    yield _problem(place, anchor, text.path, ids(text.path))


_ID = re.compile(r'\sid="([^"]*)"')
_INNER = re.compile(r'<a [^>]*?href="#([^"]*)"')


def _is_missing(anchor: str, ids: frozenset[str]) -> bool:
    # `#:~:text=…` names words, not a place.
    return anchor not in OF_EVERY_PAGE and anchor not in ids and not anchor.startswith(":~:")


def _problem(place: Place, anchor: str, page: str, ids: frozenset[str]) -> Problem:
    return problem("anchor-missing", place, given=f"#{anchor}", page=page, nearest=nearest(anchor, ids))


def _bodies(snapshot: Snapshot) -> Mapping[str, str]:
    """By the path of each source: an article's digest, or another's HTML."""
    contents = snapshot.contents
    return (
        {article.path: article.document.prose.digest for article in contents.articles}
        | {path: page.html for path, page in contents.pages.items()}
        | {path: author.bio_html for path, author in contents.authors.items()}
    )


def _html(snapshot: Snapshot, body: str) -> str:
    return snapshot.contents.body(body) if _DIGEST.fullmatch(body) else body


_DIGEST = re.compile(r"[0-9a-f]{16,}")


def _links(snapshot: Snapshot) -> Iterator[tuple[str, tuple[Link, ...]]]:
    contents = snapshot.contents
    for article in contents.articles:
        yield article.path, article.document.prose.links
    for path, page in contents.pages.items():
        yield path, page.prose.links
    for path, author in contents.authors.items():
        yield path, author.bio.links


def _page_named(target: str, path: str, by_url: Mapping[str, str]) -> str | None:
    if "#" not in target:
        return None
    if is_source(target):
        return source_named(target, path)
    return by_url.get(split_target(target)[0].removesuffix("index.html").rstrip("/"))


def _by_url(snapshot: Snapshot) -> Mapping[str, str]:
    found = {standing_path(path).rstrip("/"): path for path in snapshot.contents.pages}
    return found | {snapshot.path_of(each).rstrip("/"): each.path for each in snapshot.contents.articles}
