"""The feed of all corrections: Atom, each correction an entry that leads to its article."""

from __future__ import annotations

from typing import cast

from msgspec.structs import replace

from asiansite.content.feeds import tag_uri
from asiansite.rendering.dates import iso
from asiansite.rendering.feeds import atom
from asiansite.rendering.feeds.items import Item, head_of, notes_in_feed
from asiansite.site.answers import Corrected, Feed, FeedLink
from asiansite.site.page import Page
from asiansite.trace import Reader


def write(page: Page, reader: Reader) -> bytes:
    """Write the feed, the newest correction first."""
    site = head_of("", reader)
    url, absolute = cast("tuple[str, str]", reader.ask("address", page.path))
    title = f"{site.title}: corrections"
    feed = replace(
        site, key="corrections", title=title, description=None, page=absolute.removesuffix("feed.xml")
    )
    found = cast("tuple[Corrected, ...]", reader.ask("newest_corrections", site.items))
    link = FeedLink(title=title, url=url, absolute=absolute, type="application/atom+xml", format="Atom")
    return atom.write(feed, link, [_item(feed, each) for each in found])


def _item(feed: Feed, corrected: Corrected) -> Item:
    note = corrected.note
    return Item(
        id=tag_uri(feed.entity, f"correction/{corrected.id}/{note.kind}/{iso(note.date)}"),
        url=corrected.absolute,
        title=f"{note.label}: {corrected.title}",
        published=note.date,
        updated=note.date,
        summary="",
        content=notes_in_feed([note], feed.origin),
        authors=((feed.publisher.name, feed.publisher.url),),
        categories=((note.kind, note.label),),
        picture=None,
        lang=corrected.lang,
    )
