"""An article: the document that a source's bytes hold, and the article that it is at its place.

A `Document` knows nothing of its path, so that it can be remembered by its bytes alone; path,
URL and the links to other sources are added afterwards, on each build.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from asiansite.content.aliases import read_aliases
from asiansite.content.corrections import Correction, read_corrections
from asiansite.content.entries import Entries
from asiansite.content.frontmatter import Parts, parts_of
from asiansite.content.images import Image, read_image
from asiansite.content.language import read_language
from asiansite.content.legal_notice import LegalNotice, read_legal_notice
from asiansite.content.notes import Spot, place_in
from asiansite.content.prose import Prose, ProseOptions, chosen_options, read_prose
from asiansite.content.spots import packed, unpacked
from asiansite.content.text.slugs import is_slug, slug_of
from asiansite.content.withdrawal import Withdrawal, read_withdrawal
from asiansite.errors import Place, Problem, as_warning

LABELS = ("news", "analysis", "opinion", "explainer", "sponsored")
"""What kind of piece an article is; the first is the default."""

LEGAL = ("required", "cleared")
"""What lawyers have to do with an article: they must read it, or they have."""

KEYS = frozenset(
    (
        "title date embargo expires withdrawn corrections legal_notice author tags id slug description section dateline label image "
        "updated draft status legal second_read lang aliases markup extra"
    ).split()
)
"""The keys of an article's front matter."""


class Document(Struct, frozen=True, eq=False):
    """An article as its bytes say it, without its path."""

    title: str
    """Plain text: neither Markdown nor HTML is read in it."""
    date: datetime | None
    """When it is published, in the outlet's zone; one to come is waited for. None: held."""
    embargo: datetime | None
    """Not before this moment, whatever `date` says; before it there is no trace of the article. Empty: held."""
    is_held: bool
    """An `embargo` without a time keeps it back."""
    expires: datetime | None
    """From then on its address says that it is no longer available, and nothing else is left of it."""
    withdrawn: Withdrawal | None
    """That it is taken back, since when and why."""
    corrections: tuple[Correction, ...]
    """What was wrong and what is right, clarifications, updates and replies: shown on the article, and listed."""
    legal_notice: LegalNotice | None
    """Words that a law or a court wants above the article, verbatim."""
    authors: tuple[str, ...]
    """Slugs or names, as written; none: the publisher signs."""
    tags: tuple[str, ...]
    """One tag whatever its case; spaces, hyphens and underscores are one."""
    id: str | None
    """What the article is, for ever: 4 to 40 of a-z, 0-9, hyphen.

    None: its path below content/articles/ without `.md`.
    """
    slug: str | None
    """Its part of the URL. None: the file's name without a leading date; never made from the title."""
    description: str
    """The standfirst: as written, or cut from the first paragraph, at most 160 graphemes."""
    section: str | None
    """By slug or by name; one of those that the settings list, if they do."""
    dateline: str | None
    """Where it was written, such as `JAKARTA`: it stands before the text."""
    label: str
    """What kind of piece it is, news if nothing is said; all but news say so to readers."""
    image: Image | None
    """At the head of the article, and on its cards."""
    updated: datetime | None
    """When it was last changed, as readers are told."""
    draft: bool
    """It is on no page, and what is wrong with it is a warning."""
    status: str | None
    """How far it has come: one of the stages of the setting `sign_off`, or else of written, edited, ready."""
    legal: str | None
    """`required`: it is held back, whatever the settings, until this is `cleared`."""
    second_read: str | None
    """Who has read it beside its authors."""
    lang: str | None
    """A BCP 47 tag. None: the outlet's language."""
    aliases: tuple[str, ...]
    """Old addresses, which redirect here: paths that begin with `/`."""
    extra: str
    """Whatever your templates need, as `page.extra`; kept as JSON, all its values texts."""
    prose: Prose
    spots: bytes = b""
    """Where the values stand that are looked at again beside other files; `author.0` for an item. Packed."""
    lacks: tuple[str, ...] = ()
    """What the settings still want before it may be published, such as `status: ready`: it is held until then.

    Its bytes alone do not say it: it is empty until the document is at its place.
    """

    @property
    def live_from(self) -> datetime | None:
        """When it is published in truth, in the outlet's zone. None: held."""
        return None if self.lacks else self.planned

    @property
    def planned(self) -> datetime | None:
        """When it is to be published: the later of `date` and `embargo`. None while nothing says it."""
        date, embargo = self.date, self.embargo
        if date is None or self.is_held:
            return None
        # As instants: of two times in one zone Python compares the walls' clocks.
        return date if embargo is None or embargo.timestamp() <= date.timestamp() else embargo


INSIDE = frozenset(("prose", "spots", "extra"))
"""What of a document no other page shows: it is asked of the article itself."""

WORDS = frozenset(("title", "description", "dateline"))
"""What of a document other pages show, and what decides no list, no order, no address and no count."""


@dataclass(frozen=True, slots=True, eq=False)
class Article:
    """A document at its place.

    No struct, since one on the shelf is made before its document is there.
    """

    path: str
    """From the site's folder, with `/`."""
    id: str
    slug: str
    document: Document

    def place(self, key: str | None = None) -> Place:
        """Where the value of `key` stands; the file alone, if it is not written there."""
        return place_in(self.path, {} if key is None else self.spots, key or "")

    @property
    def spots(self) -> Mapping[str, Spot]:
        """Where the values of its document stand that are looked at again."""
        return unpacked(self.document.spots)


class Reading(Struct, frozen=True):
    """What came of reading one source."""

    document: Document | None
    """None if problems leave nothing to show."""
    html: str
    """The body, with its targets still unresolved."""
    problems: tuple[Problem, ...]
    """Their places have no path yet."""
    broken: Document | None = None
    """What could be read of a source with errors: it is shown nowhere, but looked at beside the other sources."""


def read_article(data: bytes, zone: ZoneInfo, prose: ProseOptions) -> Reading:
    """Read an article's source. Never raises for what is in it; a draft's problems are warnings."""
    parts, problems = parts_of(data, KEYS)
    if parts is None:
        return Reading(None, "", tuple(problems))
    draft = parts.entries.flag("draft")
    document, body = _document(parts, zone, prose, draft=draft)
    if draft:
        problems = [as_warning(found) for found in problems]
    if any(found.level == "error" for found in problems):
        return Reading(None, "", tuple(problems), document)
    return Reading(document, body, tuple(problems))


def _document(parts: Parts, zone: ZoneInfo, options: ProseOptions, *, draft: bool) -> tuple[Document, str]:
    entries = parts.entries
    chosen = chosen_options(entries, options)
    prose, body = read_prose(parts, chosen)
    embargo, is_held = _embargo(entries, zone, draft=draft)
    document = Document(
        title=_title(entries),
        date=_date(entries, zone, draft=draft),
        embargo=embargo,
        is_held=is_held,
        expires=entries.date("expires", zone),
        withdrawn=read_withdrawal(entries, zone),
        corrections=read_corrections(entries, zone, chosen),
        legal_notice=read_legal_notice(entries, zone),
        authors=entries.plain_texts("author"),
        tags=entries.plain_texts("tags"),
        id=entries.matching("id", _ID, "id-not-an-id"),
        slug=entries.slug("slug"),
        description=entries.text("description") or prose.summary,
        section=entries.text("section"),
        dateline=entries.text("dateline"),
        label=entries.choice("label", LABELS),
        image=read_image(entries, "image", zone),
        updated=entries.date("updated", zone),
        draft=draft,
        status=entries.text("status"),
        legal=None if entries.is_empty("legal") else entries.choice("legal", LEGAL),
        second_read=entries.text("second_read"),
        lang=read_language(entries, "lang"),
        aliases=read_aliases(entries),
        extra=entries.anything("extra"),
        prose=prose,
        spots=packed(entries.spots(*_LOOKED_AT_AGAIN)),
    )
    planned, expires = document.planned, document.expires
    if planned is not None and expires is not None and expires.timestamp() <= planned.timestamp():
        entries.notes.add("expires-too-early", entries.spot_of("expires"))
    return document, body


_LOOKED_AT_AGAIN = (
    "title",
    "description",
    "date",
    "embargo",
    "author",
    "tags",
    "id",
    "slug",
    "section",
    "image",
    "aliases",
    "status",
    "legal",
    "second_read",
)


_ID = re.compile(r"[a-z0-9-]{4,40}", re.ASCII)
_ENTITY = re.compile(r"&(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")


def _title(entries: Entries) -> str:
    title = entries.text("title", required=True) or ""
    if (entity := _ENTITY.search(title)) is not None and html.unescape(entity[0]) != entity[0]:
        entries.notes.add(
            "entity-in-title", entries.spot_of("title"), entity=entity[0], text=html.unescape(entity[0])
        )
    return title


def _date(entries: Entries, zone: ZoneInfo, *, draft: bool) -> datetime | None:
    if entries.is_empty("date") and not draft:
        entries.notes.add("date-missing", entries.spot_of("date"))
    return entries.date("date", zone)


def _embargo(entries: Entries, zone: ZoneInfo, *, draft: bool) -> tuple[datetime | None, bool]:
    """(its end, whether it is there without one)."""
    is_held = "embargo" in entries and entries.is_empty("embargo")
    if is_held and not draft:
        entries.notes.add("embargo-empty", entries.spot_of("embargo"))
    return entries.date("embargo", zone), is_held


def slug_from_path(path: str) -> str:
    """The slug that a file's name gives: without a leading date, or that date if nothing is left.

    A name that is no slug as it stands is made one; "" if nothing of it can stay.
    """
    name = path.rsplit("/", 1)[-1].removesuffix(".md")
    date = _LEADING_DATE(name)
    rest = name[date.end() + 1 :] if date else name
    slug = rest or (date[0] if date else name)
    return slug if is_slug(slug) else slug_of(slug)


_LEADING_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?=[-_ ]|$)").match


def extra_of(document: Document) -> object:
    """The front matter's `extra`, a copy of its own for each page."""
    return json.loads(document.extra)
