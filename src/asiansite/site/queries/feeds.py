"""What may be asked of feeds: where they are, and what stands at the head of one."""

from __future__ import annotations

from asiansite.content.feeds import entity_of
from asiansite.site.addresses import list_path
from asiansite.site.answers import Feed, FeedLink, Publisher, Ref, Section, Tag
from asiansite.site.feeds import FORMATS_BY_NAME, SITE, formats_of, is_full, path_of
from asiansite.site.queries import lists, outlet
from asiansite.site.snapshot import Snapshot
from asiansite.trace import QuestionError


def feeds(snapshot: Snapshot) -> tuple[FeedLink, ...]:
    """The feeds of all articles."""
    return feeds_of(snapshot, SITE)


def feeds_of(snapshot: Snapshot, key: str) -> tuple[FeedLink, ...]:
    """The feeds of a list, by its key, such as `tag:asean`; () if it has none."""
    if key != SITE and key not in snapshot.lists:
        return ()
    title = _title(snapshot, key)
    found = []
    for name in formats_of(snapshot.settings.feeds, key):
        path, shape = path_of(key, name), FORMATS_BY_NAME[name]
        url, absolute = outlet.address(snapshot, path)
        found.append(FeedLink(title, url, absolute, shape.type, shape.name))
    return tuple(found)


def feed(snapshot: Snapshot, key: str) -> Feed:
    """What stands at the head of the feeds of a list. Raises QuestionError if there is no such list."""
    if key != SITE and key not in snapshot.lists:
        raise QuestionError(f"there is no list {key!r}")
    settings = snapshot.settings
    publisher = outlet.setting(snapshot, "publisher")
    assert isinstance(publisher, Publisher)
    return Feed(
        key=key,
        title=_title(snapshot, key),
        description=_description(snapshot, key),
        page=snapshot.urls.absolute("/" if key == SITE else list_path(key)),
        links=feeds_of(snapshot, key),
        language=settings.language,
        publisher=publisher,
        origin=settings.origin,
        entity=entity_of(settings.feeds, settings.base_url),
        hub=settings.feeds.hub,
        is_full=is_full(settings.feeds, key),
        items=settings.feeds.items,
    )


def _title(snapshot: Snapshot, key: str) -> str:
    named = _named(snapshot, key)
    return snapshot.settings.title if named is None else f"{snapshot.settings.title}: {named.name}"


def _description(snapshot: Snapshot, key: str) -> str | None:
    named = _named(snapshot, key)
    if named is None:
        return snapshot.settings.description
    return None if isinstance(named, Ref) else named.description


def _named(snapshot: Snapshot, key: str) -> Tag | Section | Ref | None:
    kind, _, slug = key.partition(":")
    if kind == "author":
        return snapshot.author_ref(slug)
    return lists.tag(snapshot, slug, None) if kind == "tag" else lists.section(snapshot, slug, None)
