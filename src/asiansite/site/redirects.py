"""Redirects: the old addresses of what is public, and where each leads."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from asiansite.content.article import Article
from asiansite.content.notes import place_in
from asiansite.errors import Place
from asiansite.site.addresses import alias_path, standing_path
from asiansite.site.page import Page, Planned
from asiansite.site.snapshot import Snapshot


def redirects(snapshot: Snapshot) -> Iterator[Planned]:
    """All redirects of the site."""
    for article in (*snapshot.articles, *snapshot.gone.values()):
        if article.document.aliases:
            yield from redirects_of(article, snapshot.path_of(article))
    yield from other_redirects(snapshot)


def redirects_of(article: Article, path: str) -> Iterator[Planned]:
    """The redirects to an article at `path`."""
    for number, alias in enumerate(article.document.aliases):
        yield _redirect(alias, path), partial(_of_alias, article, number)


def other_redirects(snapshot: Snapshot) -> Iterator[Planned]:
    """The redirects to standing pages, authors and tags."""
    for source, page in snapshot.contents.pages.items():
        if not page.draft or snapshot.drafts:
            for number, alias in enumerate(page.aliases):
                place = place_in(source, page.spots, f"aliases.{number}")
                yield _redirect(alias, standing_path(source)), partial(_says, place, alias, source)
    for slug, document in snapshot.bylines.documents.items():
        if snapshot.lists.get(f"author:{slug}"):
            source = f"content/authors/{slug}.md"
            for number, alias in enumerate(document.aliases):
                place = place_in(source, document.spots, f"aliases.{number}")
                yield _redirect(alias, f"/authors/{slug}/"), partial(_says, place, alias, source)
    for key, tag in snapshot.tags.items():
        entry = snapshot.contents.tags.entries.get(key)
        for alias in entry.aliases if entry else ():
            place = Place("content/tags.yaml", *entry.spot) if entry else Place("content/tags.yaml")
            yield (
                _redirect(alias, f"/tags/{tag.slug}/"),
                partial(_says, place, alias, f"the tag `{tag.name}`"),
            )


def _redirect(alias: str, target: str) -> Page:
    return Page(alias_path(alias), "redirect", (target,))


def _of_alias(article: Article, number: int) -> tuple[Place, str]:
    return _says(article.place(f"aliases.{number}"), article.document.aliases[number], article.path)


def _says(place: Place, alias: str, of: str) -> tuple[Place, str]:
    return place, f"the alias `{alias}` of {of}"
