"""An article: the document that a source's bytes hold, and the article that it is at its place.

A `Document` knows nothing of its path, so that it can be remembered by its bytes alone; path,
URL and the links to other sources are added afterwards, on each build.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from asiansite.content.aliases import read_aliases
from asiansite.content.entries import Entries
from asiansite.content.images import Image, read_image
from asiansite.content.language import read_language
from asiansite.content.notes import Notes, Spot
from asiansite.content.prose import Prose, ProseOptions, read_prose
from asiansite.content.frontmatter import Parts, decode, split
from asiansite.content.text.slugs import is_slug, slug_of
from asiansite.errors import Place, Problem, as_warning

LABELS = ("news", "analysis", "opinion", "explainer", "sponsored")
"""What kind of piece an article is; the first is the default."""

KEYS = frozenset(
    "title date author tags id slug description section dateline label image updated draft lang aliases markup extra".split()
)
"""The keys of an article's front matter."""


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """An article as its bytes say it, without its path."""

    title: str
    date: datetime | None
    """In the outlet's zone; None: held."""
    authors: tuple[str, ...]
    """Slugs or names, as written."""
    tags: tuple[str, ...]
    id: str | None
    slug: str | None
    description: str
    """The standfirst: as written, or cut from the first paragraph."""
    section: str | None
    dateline: str | None
    label: str
    image: Image | None
    updated: datetime | None
    draft: bool
    lang: str | None
    aliases: tuple[str, ...]
    extra: str
    """JSON."""
    prose: Prose
    spots: dict[str, Spot] = field(default_factory=dict)
    """Where the values stand that are looked at again beside other files; `author.0` for an item."""


@dataclass(frozen=True, slots=True, eq=False)
class Article:
    """A document at its place."""

    path: str
    """From the site's folder, with `/`."""
    id: str
    slug: str
    document: Document

    def place(self, key: str | None = None) -> Place:
        """Where the value of `key` stands; the file alone, if it is not written there."""
        spot = self.document.spots.get(key or "")
        return Place(self.path, *spot) if spot else Place(self.path)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one source."""

    document: Document | None
    """None if problems leave nothing to show."""
    html: str
    """The body, with its targets still unresolved."""
    problems: tuple[Problem, ...]
    """Their places have no path yet."""


def read_article(data: bytes, zone: ZoneInfo, prose: ProseOptions) -> Reading:
    """Read an article's source. Never raises for what is in it; a draft's problems are warnings."""
    notes: list[Notes] = []
    text = decode(data, notes)
    parts = None if text is None else split(text, KEYS, notes)
    problems = notes[-1].problems
    if parts is None:
        return Reading(None, "", tuple(problems))
    draft = parts.entries.flag("draft")
    document, body = _document(parts, zone, prose, draft=draft)
    if draft:
        problems = [as_warning(found) for found in problems]
    if any(found.level == "error" for found in problems):
        return Reading(None, "", tuple(problems))
    return Reading(document, body, tuple(problems))


def _document(parts: Parts, zone: ZoneInfo, options: ProseOptions, *, draft: bool) -> tuple[Document, str]:
    entries = parts.entries
    prose, body = read_prose(parts, options)
    authors, tags, aliases = entries.texts("author"), entries.texts("tags"), entries.texts("aliases")
    document = Document(
        title=_title(entries),
        date=_date(entries, zone, draft=draft),
        authors=tuple(text for text, _ in authors),
        tags=tuple(text for text, _ in tags),
        id=_matching(entries, "id", _ID, "id-not-an-id"),
        slug=_slug(entries),
        description=entries.text("description") or prose.summary,
        section=entries.text("section"),
        dateline=entries.text("dateline"),
        label=entries.choice("label", LABELS),
        image=read_image(entries, "image"),
        updated=entries.date("updated", zone),
        draft=draft,
        lang=read_language(entries, "lang"),
        aliases=read_aliases(entries),
        extra=entries.anything("extra"),
        prose=prose,
        spots=_spots(entries, {"author": authors, "tags": tags, "aliases": aliases}),
    )
    return document, body


_ID = re.compile(r"[a-z0-9-]{4,40}", re.ASCII)
_ENTITY = re.compile(r"&(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")


def _title(entries: Entries) -> str:
    title = entries.text("title", required=True) or ""
    if (entity := _ENTITY.search(title)) is not None and html.unescape(entity[0]) != entity[0]:
        entries.notes.add("entity-in-title", entries.spot_of("title"), entity=entity[0], text=html.unescape(entity[0]))
    return title


def _date(entries: Entries, zone: ZoneInfo, *, draft: bool) -> datetime | None:
    if entries.is_empty("date") and not draft:
        entries.notes.add("date-missing", entries.spot_of("date"))
    return entries.date("date", zone)


def _matching(entries: Entries, key: str, form: re.Pattern[str], slug: str) -> str | None:
    text = entries.text(key)
    if text is None or form.fullmatch(text):
        return text
    entries.notes.add(slug, entries.spot_of(key), given=text)
    return None


def _slug(entries: Entries) -> str | None:
    slug = entries.text("slug")
    if slug is not None and not is_slug(slug):
        entries.notes.add("slug-not-a-slug", entries.spot_of("slug"), given=slug)
        return None
    return slug


def _spots(entries: Entries, lists: dict[str, tuple[tuple[str, Spot], ...]]) -> dict[str, Spot]:
    spots = {key: spot for key in ("title", "id", "slug", "section", "image", "date") if (spot := entries.spot_of(key))}
    for key, items in lists.items():
        spots |= {f"{key}.{number}": spot for number, (_, spot) in enumerate(items)}
    return spots


def slug_from_path(path: str) -> str:
    """The slug that a file's name gives: without a leading date, or that date if nothing is left.

    A name that is no slug as it stands is made one; "" if nothing of it can stay.
    """
    name = path.rsplit("/", 1)[-1].removesuffix(".md")
    date = re.match(r"\d{4}-\d{2}-\d{2}(?=[-_ ]|$)", name)
    rest = name[date.end() + 1 :] if date else name
    slug = rest or (date[0] if date else name)
    return slug if is_slug(slug) else slug_of(slug)


def extra_of(document: Document) -> object:
    """The front matter's `extra`, a copy of its own for each page."""
    return json.loads(document.extra)
