"""The diary: every article of the site with what it is to readers now, published or not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from msgspec import Struct

from asiansite.content.article import Article
from asiansite.content.tags import tag_key
from asiansite.errors import Problem, as_warning, nearest, problem
from asiansite.site.addresses import list_path
from asiansite.site.lifetimes import HIDDEN, PUBLIC
from asiansite.site.naming import authors_in_use, tags_in_use
from asiansite.site.notes import corrections_at, is_corrected
from asiansite.site.snapshot import Snapshot


class DiaryEntry(Struct, frozen=True):
    """An article in the diary."""

    id: str
    path: str
    """Of its source, from the site's folder."""
    title: str
    states: tuple[str, ...]
    """Some of `asiansite.site.states.STATES`, in their order."""
    at: datetime | None
    """When it goes or went live, or is to, in the outlet's zone; None while nothing says it."""
    until: datetime | None
    """When it expires or expired."""
    authors: tuple[str, ...]
    """By their names."""
    tags: tuple[str, ...]
    section: str | None
    """Its slug; None if it has none, or one that the site does not have."""
    status: str | None
    """How far it has come, as its front matter says."""
    legal: str | None
    """`required` or `cleared`; None if lawyers are not asked."""
    second_read: str | None
    """Who has read it beside its authors."""
    lacks: tuple[str, ...]
    """What must still be said of it before it may be published."""
    url: str | None
    """Absolute; None while the date that stands in it is not known."""


class Filter(Struct, frozen=True):
    """Which entries are wanted; what is None or empty asks for nothing."""

    states: Collection[str] = ()
    """Any of them."""
    tag: str | None = None
    """Its wording or its slug, whatever the case."""
    author: str | None = None
    """A slug or a name."""
    section: str | None = None
    """A slug or a name."""
    since: datetime | None = None
    """Live at this moment or later."""
    before: datetime | None = None
    """Live before this moment."""


def diary(snapshot: Snapshot, wanted: Filter) -> tuple[DiaryEntry, ...]:
    """The articles that are wanted: those without a date first, then by date, the newest first, then by id."""
    found = [article for article in snapshot.contents.articles if is_wanted(snapshot, article, wanted)]
    return tuple(_entry(snapshot, article) for article in sorted(found, key=_order))


def is_wanted(snapshot: Snapshot, article: Article, wanted: Filter) -> bool:
    """Whether an article is all that is asked for."""
    return all(_answers(snapshot, article, wanted))


def unknown_names(snapshot: Snapshot, wanted: Filter) -> Iterator[Problem]:
    """A warning for each name that is wanted and that nothing of the site has: a slip, most likely."""
    if wanted.tag is not None:
        tags = tags_in_use(snapshot)
        paths = {each.path for each in tags.values()}
        if snapshot.tag_key(wanted.tag) not in tags and list_path(f"tag:{wanted.tag}") not in paths:
            near = nearest(wanted.tag, [each.name for each in tags.values()])
            yield as_warning(problem("no-such-tag", given=wanted.tag, nearest=near))
    if wanted.author is not None:
        authors = authors_in_use(snapshot)
        if snapshot.bylines.slug(wanted.author) not in authors:
            near = nearest(wanted.author, [*authors, *(each.name for each in authors.values())])
            yield as_warning(problem("no-such-author", given=wanted.author, nearest=near))
    if wanted.section is not None and not diary(snapshot, Filter(section=wanted.section)):
        sections = snapshot.sections.values()
        if tag_key(wanted.section) not in {
            tag_key(word) for each in sections for word in (each.slug, each.name)
        }:
            slugs = [each.slug for each in sections]
            near, known = nearest(wanted.section, slugs), ", ".join(slugs) or None
            yield as_warning(problem("section-unknown", given=wanted.section, nearest=near, known=known))


def states_of(snapshot: Snapshot, article: Article) -> tuple[str, ...]:
    """What an article is to readers and editors now."""
    document, state = article.document, snapshot.state_of(article)
    if state == PUBLIC:
        corrected = is_corrected(corrections_at(document, snapshot.seconds_now))
        more = (("corrected", corrected), ("expiring", document.expires is not None))
        return ("published", *(word for word, holds in more if holds))
    if state != HIDDEN:
        return (state,)
    if document.draft:
        return ("draft",)
    if document.live_from is None:
        return ("held",)
    is_embargoed = document.embargo is not None and not snapshot.is_past(document.embargo)
    return ("embargoed",) if is_embargoed else ("scheduled",)


def _answers(snapshot: Snapshot, article: Article, wanted: Filter) -> Iterator[bool]:
    document, at = article.document, article.document.planned
    yield not wanted.states or not set(wanted.states).isdisjoint(states_of(snapshot, article))
    if wanted.tag is not None:
        keys = {snapshot.tag_key(text): text for text in document.tags}
        slugs = {snapshot.tag_slug(key, text) for key, text in keys.items()}
        yield snapshot.tag_key(wanted.tag) in keys or wanted.tag in slugs
    if wanted.author is not None:
        yield snapshot.bylines.slug(wanted.author) in snapshot.author_slugs(article)
    if wanted.section is not None:
        section, name = snapshot.section_of(article), tag_key(wanted.section)
        yield section is not None and name in (tag_key(section.slug), tag_key(section.name))
    # As instants: of two times in one zone Python compares the walls' clocks.
    if wanted.since is not None:
        yield at is not None and at.timestamp() >= wanted.since.timestamp()
    if wanted.before is not None:
        yield at is not None and at.timestamp() < wanted.before.timestamp()


def _order(article: Article) -> tuple[bool, float, str]:
    at = article.document.planned
    return at is not None, -at.timestamp() if at else 0.0, article.id


def _entry(snapshot: Snapshot, article: Article) -> DiaryEntry:
    document, section = article.document, snapshot.section_of(article)
    bylines = snapshot.bylines
    return DiaryEntry(
        id=article.id,
        path=article.path,
        title=document.title,
        states=states_of(snapshot, article),
        at=document.planned,
        until=document.expires,
        authors=tuple(bylines.name(bylines.slug(text)) or text for text in document.authors),
        tags=document.tags,
        section=section.slug if section else None,
        status=document.status,
        legal=document.legal,
        second_read=document.second_read,
        lacks=document.lacks,
        url=None if document.planned is None else snapshot.urls.absolute(snapshot.path_of(article)),
    )
