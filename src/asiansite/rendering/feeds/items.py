"""Items of feeds: what each format says of an article, before any of them is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast

from msgspec import Struct

from asiansite.content.feeds import tag_uri
from asiansite.content.images import Image
from asiansite.content.markdown.attributes import escape_text, escape_value
from asiansite.rendering.dates import iso
from asiansite.site.answers import Body, Card, Feed, Note
from asiansite.site.urls import absolute_url
from asiansite.trace import Reader

NOTHING_YET = iso(datetime(1970, 1, 1, tzinfo=UTC))
"""When an empty feed was updated: Atom wants a time, and that of the build is none of its content."""


class Picture(Struct, frozen=True):
    """The lead picture of an article."""

    url: str
    type: str
    width: int | None
    height: int | None
    alt: str | None
    caption: str | None
    credit: str | None
    licence: str | None
    licence_url: str | None
    """Its address, where it has one."""


class Item(Struct, frozen=True):
    """An article in a feed. Its texts are plain, but for `content`."""

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    summary: str
    content: str | None
    """The whole text as HTML; None where feeds have summaries."""
    authors: tuple[tuple[str, str | None], ...]
    """(name, absolute URL of their page)."""
    categories: tuple[tuple[str, str], ...]
    """(slug, name): the section, the tags, and the label of what is no news."""
    picture: Picture | None
    lang: str


def head_of(key: str, reader: Reader) -> Feed:
    """What stands at the head of the feeds of a list."""
    return cast("Feed", reader.ask("feed", key))


def items_of(feed: Feed, reader: Reader) -> tuple[Item, ...]:
    """The items of a feed, the newest first."""
    kind, _, slug = feed.key.partition(":")
    of = [slug if kind == name else None for name in ("tag", "author", "section")]
    cards = cast("Sequence[Card]", reader.ask("articles", *of, None, None, feed.items))
    return tuple(_item(feed, card, _text(feed, card, reader)) for card in cards)


def id_of_feed(feed: Feed) -> str:
    """The id of a feed, in whatever format it is."""
    return tag_uri(feed.entity, f"feed/{feed.key.replace(':', '/')}" if feed.key else "feed")


def updated_of(items: Sequence[Item]) -> datetime | None:
    """When a feed was last changed: with the newest of its articles. None if there is none."""
    return max((item.updated for item in items), key=datetime.timestamp, default=None)


class _Text(Struct, frozen=True):
    """The text of an article, and what it says of itself; plain texts, since safe HTML would escape others."""

    body: str
    legal: str = ""
    above: str = ""
    below: str = ""


def _text(feed: Feed, card: Card, reader: Reader) -> _Text | None:
    if not feed.is_full:
        return None
    body = cast("Body | None", reader.ask("body", card.id))
    if body is None:
        return _Text("")
    notes = body.notes
    legal = "" if notes.legal is None else f"<p><strong>{notes.legal}</strong></p>"
    above, below = (notes_in_feed(each, feed.origin) for each in (notes.above, notes.below))
    return _Text(str(body.in_feed(feed.origin, card.absolute)), legal, above, below)


def notes_in_feed(notes: Sequence[Note], origin: str) -> str:
    """Notes as feeds have them: a paragraph each, its addresses absolute, behind `origin`."""
    # In their HTML, which was sanitised, each address stands in double quotes.
    texts = (re.sub(r' href="/(?!/)', f' href="{origin}/', str(note.html)) for note in notes)
    return "".join(
        f"<p><strong>{note.label}</strong>, {note.date:%Y-%m-%d %H:%M}: {text}</p>"
        for note, text in zip(notes, texts, strict=True)
    )


def _item(feed: Feed, card: Card, text: _Text | None) -> Item:
    publisher = (feed.publisher.name, feed.publisher.url)
    authors = tuple((author.name, absolute_url(author.url, feed.origin)) for author in card.authors)
    marks = () if card.label == "news" else ((card.label, card.label.capitalize()),)
    refs = (*((card.section,) if card.section else ()), *card.tags)
    image = card.image
    picture = _picture(image, feed.origin) if image is not None and image.distribute else None
    updated = card.updated
    if updated is None or updated.timestamp() < card.date.timestamp():
        updated = card.date
    return Item(
        id=tag_uri(feed.entity, f"article/{card.id}"),
        url=card.absolute,
        title=f"Sponsored: {card.title}" if card.label == "sponsored" else card.title,
        published=card.date,
        updated=updated,
        # An item with neither text nor summary is to have a summary that is not empty (RFC 4287, 4.1.1.1).
        summary=card.description or (card.title if text is None else ""),
        content=None if text is None else _content(feed, card, picture, text),
        authors=authors or (publisher,),
        categories=tuple(dict.fromkeys((*marks, *((ref.slug, ref.name) for ref in refs)))),
        picture=picture,
        lang=card.lang,
    )


def _content(feed: Feed, card: Card, picture: Picture | None, text: _Text) -> str:
    # What readers of the page are told before they read, readers of the feed are told as well: nothing
    # may stand above a legal notice.
    before = (
        text.legal + ("<p><strong>Sponsored</strong></p>" if card.label == "sponsored" else "") + text.above
    )
    figure = "" if picture is None else _figure(picture)
    whole = before + figure + _dated(card.dateline, text.body) + text.below
    if card.lang == feed.language and card.dir == "ltr":
        return whole
    return f'<div lang="{escape_value(card.lang)}" dir="{card.dir}">{whole}</div>'


def _dated(dateline: str | None, body: str) -> str:
    if not dateline:
        return body
    # It stands at the beginning of the first paragraph, as on the page.
    start = f"<p>{escape_text(dateline)} — "
    return start + body.removeprefix("<p>") if body.startswith("<p>") else f"{start.rstrip()}</p>{body}"


def _figure(picture: Picture) -> str:
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width and picture.height else ""
    image = f'<img src="{escape_value(picture.url)}" alt="{escape_value(picture.alt or "")}"{size}>'
    owned = " · ".join(filter(None, (picture.credit, picture.licence)))
    said = " ".join(filter(None, (picture.caption, owned)))
    return f"<figure>{image}{f'<figcaption>{escape_text(said)}</figcaption>' if said else ''}</figure>"


def _picture(image: Image, origin: str) -> Picture:
    src, width, height = image.src, image.width, image.height
    if _type_of(src) not in _EVERYWHERE and image.crops:
        # Programs that show feeds know fewer formats than browsers: the first crop is a JPEG.
        crop = image.crops[0]
        src, width, height = crop.url, crop.width, crop.height
    url = absolute_url(src, origin)
    return Picture(
        url,
        _type_of(src),
        width,
        height,
        image.alt,
        image.caption,
        image.credit,
        image.licence,
        image.licence_url,
    )


def _type_of(url: str) -> str:
    path = url.partition("?")[0].partition("#")[0].lower()
    return _TYPES.get(path.rpartition(".")[2], "image/jpeg")


_EVERYWHERE = frozenset({"image/jpeg", "image/png", "image/gif"})
_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": "image/svg+xml",
}
