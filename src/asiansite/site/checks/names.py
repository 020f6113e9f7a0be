"""Rules of names: headlines, tags and authors that stand twice, or in several spellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from asiansite.content.article import Article
from asiansite.content.tags import tag_key
from asiansite.errors import Place, Problem, problem
from asiansite.site.checks.desk import Desk


def title_twice(desk: Desk) -> Iterator[Problem]:
    """Articles of one language with one headline: readers take them for one story."""
    first: dict[tuple[str, str], Article] = {}
    for article in sorted(
        desk.snapshot.contents.articles, key=lambda each: (desk.snapshot.date_of(each).timestamp(), each.id)
    ):
        lang = article.document.lang or desk.snapshot.settings.language
        other = first.setdefault((tag_key(article.document.title), lang), article)
        if other is not article:
            yield problem(
                "title-twice", article.place("title"), given=article.document.title, first=other.path
            )


def tag_spelled_differently(desk: Desk) -> Iterator[Problem]:
    """Tags that a build joins, and that articles spell in several ways: which one readers see is chance."""
    table = desk.snapshot.contents.tags
    # What tags.yaml has a name for is shown by that, however it is spelled.
    named = table.entries.keys()
    yield from (
        problem("tag-spelled-differently", place, given=given, usual=usual, times=times)
        for key, place, given, usual, times in _rare_spellings(
            desk, "tags", lambda article: article.document.tags, table.key
        )
        if key not in named
    )


def author_spelled_differently(desk: Desk) -> Iterator[Problem]:
    """Authors without a file whom articles spell in several ways: which one readers see is chance."""
    bylines = desk.snapshot.bylines
    yield from (
        problem("author-spelled-differently", place, given=given, usual=usual, times=times)
        for key, place, given, usual, times in _rare_spellings(
            desk, "author", lambda article: article.document.authors, bylines.slug
        )
        if key not in bylines.documents
    )


def author_unused(desk: Desk) -> Iterator[Problem]:
    """Files of authors whom no article names, published or not."""
    snapshot = desk.snapshot
    if any(path.startswith("content/articles/") for path in snapshot.contents.unread):
        return  # one that cannot be read may name them
    used = {slug for article in snapshot.contents.articles for slug in snapshot.author_slugs(article)}
    for path in snapshot.contents.authors:
        slug = path.rsplit("/", 1)[-1].removesuffix(".md")
        if slug not in used:
            yield problem("author-unused", Place(path))


_Spelling = tuple[str, Place, str, str, int]


def _rare_spellings(
    desk: Desk, key: str, texts: Callable[[Article], tuple[str, ...]], same: Callable[[str], str]
) -> Iterator[_Spelling]:
    """(what it is, where, the spelling, the usual one, how often that stands) of each that is not the usual one."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, Place] = {}
    for article in desk.snapshot.contents.articles:
        for number, text in enumerate(texts(article)):
            counts[same(text)][text] += 1
            if text not in places:
                places[text] = article.place(f"{key}.{number}")
    for what, spellings in counts.items():
        if len(spellings) > 1:
            # Of two that stand as often, the one with capitals.
            usual = min(spellings, key=lambda text: (-spellings[text], text))
            for text in sorted(spellings.keys() - {usual}):
                yield what, places[text], text, usual, spellings[usual]
