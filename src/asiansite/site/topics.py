"""Topics: what a question looks at, as names by which a change can be looked up.

`article:ID` is an article's card, body and neighbours; `tag:SLUG`, `author:SLUG`, `section:SLUG`,
`year:2025` and `month:2025-03` are the lists of that key: which articles stand in them, and all of their
cards but the words; a month is the pictures in its articles as well; `words:KEY` are the words on a list's
cards; `source:PATH` is where a link to that source leads. What every answer may depend on (settings, names, files) has
no topic: a change in it is a change in all.
"""

from __future__ import annotations

from collections.abc import Iterable

from asiansite.content.markdown import Link
from asiansite.site import lists
from asiansite.site.bylines import slug_of_path
from asiansite.site.notes import links_at
from asiansite.site.related import related_to
from asiansite.site.snapshot import Snapshot
from asiansite.site.targets import is_source, source_named

ARTICLES = "articles"
"""All public articles and their cards."""

CHANGES = "changes"
"""Which public articles there are, and when each was last changed."""


def none(snapshot: Snapshot, *args: object) -> tuple[str, ...]:
    """Of what depends on settings alone."""
    return ()


def article(snapshot: Snapshot, id: str, *args: object) -> tuple[str, ...]:
    """Of what is asked of one article without its links."""
    return (article_topic(id),)


def body(snapshot: Snapshot, id: str) -> tuple[str, ...]:
    """Of an article's body and notes: where their links lead shows in them."""
    found = snapshot.by_id.get(id)
    if found is None:
        return (article_topic(id),)
    links = (*found.document.prose.links, *links_at(found.document, snapshot.seconds_now))
    return (article_topic(id), *link_topics(links, found.path))


def related(snapshot: Snapshot, id: str, count: int) -> tuple[str, ...]:
    """Of Keep Reading: the article, the lists of its tags, and the articles that are shown."""
    found = snapshot.by_id.get(id)
    if found is None:
        return (article_topic(id),)
    keys = (key for key in snapshot.list_keys(found) if key.startswith("tag:"))
    shown = (article_topic(other.id) for other in related_to(snapshot, id, count))
    return (article_topic(id), *keys, *shown)


def standing(snapshot: Snapshot, source: str) -> tuple[str, ...]:
    """Of a standing page and where its links lead."""
    page = snapshot.contents.pages.get(source)
    return (source_topic(source), *(() if page is None else link_topics(page.prose.links, source)))


def listed(snapshot: Snapshot, key: str, number: int | None) -> tuple[str, ...]:
    """Of a page of a list: the list, and the articles on the page."""
    items = lists.items_of(snapshot.lists.get(key, ()), snapshot.settings.page_size, number)
    return (key, *[article_topic(item.id) for item in items])


def articles(
    snapshot: Snapshot,
    tag: str | None,
    author: str | None,
    section: str | None,
    year: int | None,
    month: int | None,
    first: int | None,
) -> tuple[str, ...]:
    """Of the articles that have all that is asked for: the lists that they are taken from."""
    keys = lists.keys_of(tag, author, section, year, month)
    return (*keys, *map(words_topic, keys)) or (ARTICLES,)


def tag(snapshot: Snapshot, slug: str, number: int | None) -> tuple[str, ...]:
    """Of a tag and its count."""
    return (f"tag:{slug}",)


def section(snapshot: Snapshot, slug: str, number: int | None) -> tuple[str, ...]:
    """Of a section and its count."""
    return (f"section:{slug}",)


def year(snapshot: Snapshot, year: int, number: int | None) -> tuple[str, ...]:
    """Of a year and its counts."""
    return (f"year:{year:04}",)


def month(snapshot: Snapshot, year: int, month: int, number: int | None) -> tuple[str, ...]:
    """Of a month and its count."""
    return (f"month:{year:04}-{month:02}",)


def author(snapshot: Snapshot, slug: str, number: int | None = None) -> tuple[str, ...]:
    """Of an author, their bio and where its links lead."""
    document = snapshot.bylines.documents.get(slug)
    path = f"content/authors/{slug}.md"
    return (f"author:{slug}", *(() if document is None else link_topics(document.bio.links, path)))


def social(snapshot: Snapshot, kind: str, name: str) -> tuple[str, ...]:
    """Of the social image of an article, a standing page, an author or a section."""
    if kind == "article":
        return (article_topic(name),)
    if kind == "page":
        return (source_topic(name),)
    return (f"author:{name}",) if kind == "author" else ()


def feed(snapshot: Snapshot, key: str) -> tuple[str, ...]:
    """Of the head of a list's feeds; that of all articles depends on settings alone."""
    return (key,) if key else ()


def maps(snapshot: Snapshot, *args: object) -> tuple[str, ...]:
    """Of the index of sitemaps, and of that of lists: all that has a last change."""
    return (CHANGES, *map(source_topic, snapshot.contents.pages))


def mapped(snapshot: Snapshot, month: str, number: int) -> tuple[str, ...]:
    """Of the map of a month: its list, and the pictures in its articles."""
    return (f"month:{month}",)


def article_topic(id: str) -> str:
    """The topic of an article."""
    return f"article:{id}"


def words_topic(key: str) -> str:
    """The topic of the words on the cards of a list."""
    return f"words:{key}"


def source_topic(path: str) -> str:
    """The topic of where a link to a source leads: an author's page is there while the list is."""
    if path.startswith("content/authors/"):
        return f"author:{slug_of_path(path)}"
    return f"source:{path}"


def link_topics(links: Iterable[Link], path: str) -> tuple[str, ...]:
    """The topics of the links in the source `path` that lead to other sources."""
    return tuple([source_topic(source_named(link.target, path)) for link in links if is_source(link.target)])
