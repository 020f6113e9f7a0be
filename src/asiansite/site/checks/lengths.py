"""Rules of lengths: what is cut where it is shown elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from asiansite.content.article import Article
from asiansite.content.text.graphemes import graphemes
from asiansite.errors import Problem, problem
from asiansite.site.checks.desk import Desk

LONGEST_HEADLINE = 110
"""Graphemes that search engines show of a headline (Google, "Article structured data", until 2022)."""

LONG_HEADLINE = 75
"""Graphemes of a headline that stands whole on a card and in a message."""

LONGEST_DESCRIPTION = 160
"""Graphemes of a description that search engines show, about."""


def headline_too_long(desk: Desk) -> Iterator[Problem]:
    """Headlines that are cut wherever the story is shown elsewhere."""
    for article, count in _headlines(desk, LONGEST_HEADLINE):
        yield problem("headline-too-long", article.place("title"), count=count, most=LONGEST_HEADLINE)


def headline_long(desk: Desk) -> Iterator[Problem]:
    """Headlines that are longer than cards and messages show whole."""
    for article, count in _headlines(desk, LONG_HEADLINE):
        if count <= LONGEST_HEADLINE:
            yield problem("headline-long", article.place("title"), count=count, most=LONG_HEADLINE)


def description_too_long(desk: Desk) -> Iterator[Problem]:
    """Descriptions of which search engines show the beginning only."""
    for article in desk.snapshot.contents.articles:
        document = article.document
        # One that is cut from the first paragraph is never too long.
        if document.description != document.prose.summary:
            count = _length(document.description, LONGEST_DESCRIPTION)
            if count > LONGEST_DESCRIPTION:
                place = article.place("description")
                yield problem("description-too-long", place, count=count, most=LONGEST_DESCRIPTION)


def _headlines(desk: Desk, most: int) -> Iterator[tuple[Article, int]]:
    for article in desk.snapshot.contents.articles:
        if (count := _length(article.document.title, most)) > most:
            yield article, count


def _length(text: str, most: int) -> int:
    # No text has more graphemes than characters.
    return len(text) if len(text) <= most else len(graphemes(text))
