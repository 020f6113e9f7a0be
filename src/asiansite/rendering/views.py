"""Views: `page` as templates see it, one for each kind of page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import Any, cast
from zoneinfo import ZoneInfo

from markupsafe import Markup
from msgspec import Struct

from asiansite.content.images import Image
from asiansite.content.language import direction
from asiansite.content.markdown import Heading
from asiansite.content.text.words import reading_minutes
from asiansite.rendering.dates import month_and_year
from asiansite.rendering.share import ShareLink, share_links
from asiansite.site.addresses import lite_path
from asiansite.site.answers import (
    Author,
    Body,
    Card,
    CorrectionsPage,
    FeedLink,
    Front,
    FrontNotice,
    Galley,
    Gone,
    Link,
    ListPage,
    Month,
    Notes,
    Profile,
    Ref,
    Section,
    Social,
    Standing,
    Tag,
    Year,
)
from asiansite.site.page import Page
from asiansite.trace import Reader


class View(Struct, frozen=True):
    """All that a template may know of its page; what a kind does not have is None or empty."""

    kind: str
    """What kind of page it is: also the class of `<body>` in the theme, `on-article`."""
    url: str
    """Root-relative, with base_url's path."""
    canonical: str
    """The absolute URL; on a redirect, that of its target."""
    title: str
    description: str | None
    """Of the front page, articles, standing pages, tags and sections; of an author, the role."""
    lang: str
    """A BCP 47 tag."""
    dir: str
    """`ltr` or `rtl`."""
    image: Image | None = None
    """Of articles and standing pages; of an author, the photo."""
    social: Social | None = None
    """The picture for links to the page, where others show them; None on redirects and lite pages, and if there is none."""
    robots: str | None = None
    """What `<meta name="robots">` says, if anything."""
    breadcrumbs: tuple[Link, ...] = ()
    """Articles and lists: the way to the page, from the front page; the page itself is not in it."""
    id: str | None = None
    """Articles: what the article is, for `site.related` and the like."""
    absolute: str | None = None
    """Articles: as `canonical`."""
    date: datetime | None = None
    """Articles: when it was published."""
    updated: datetime | None = None
    """Articles, standing pages: when it was last changed, if that is said."""
    expires: datetime | None = None
    """Articles: when it will be no longer available, if that is said."""
    label: str | None = None
    """Articles: `news`, `analysis`, `opinion`, `explainer` or `sponsored`."""
    section: Ref | Section | None = None
    """Articles: theirs, as Ref. The page of a section: as Section."""
    authors: tuple[Ref, ...] = ()
    """Articles: the byline; empty if the publisher signs."""
    tags: tuple[Ref, ...] | tuple[Tag, ...] = ()
    """Articles: theirs, as Ref. The page of all tags: as Tag."""
    lite: str | None = None
    """Articles: the URL of the lite page, if the setting `lite` is on."""
    full: str | None = None
    """Lite pages: the URL of the article's own page. They have all of its fields but `body_parts`, `toc`, `share`, `author_bios` and `extra`."""
    dateline: str | None = None
    """Articles."""
    marks: tuple[str, ...] = ()
    """Articles: `draft`, `scheduled`; only in a build with drafts."""
    body: Markup | None = None
    """Articles, standing pages: the text. Lite pages: the text with words for pictures and links for players."""
    body_parts: tuple[Markup, Markup] | None = None
    """Articles: the text in two, for something between them; the second may be empty."""
    toc: tuple[Heading, ...] = ()
    """Articles, standing pages: the headings of the text."""
    word_count: int | None = None
    """Articles, standing pages."""
    reading_time: int | None = None
    """Articles: minutes, rounded up; None under one."""
    share: tuple[ShareLink, ...] = ()
    """Articles: the share links, in the order of the setting."""
    author_bios: tuple[Profile, ...] = ()
    """Articles: the authors with their bios."""
    extra: object = None
    """Articles, standing pages: the `extra` of the front matter, as a mapping."""
    feeds: tuple[FeedLink, ...] = ()
    """Tags, sections, authors: the feeds of that list."""
    front: Front | None = None
    """The front page."""
    list: ListPage | None = None
    """Tags, sections, authors, years, months: the articles on this page of the list."""
    tag: Tag | None = None
    """The page of a tag."""
    author: Author | None = None
    """The page of an author."""
    authors_all: tuple[Author, ...] = ()
    """The page of all authors."""
    year: Year | None = None
    """The page of a year."""
    month: Month | None = None
    """The page of a month."""
    years: tuple[Year, ...] = ()
    """The archive."""
    notes: Notes | None = None
    """Articles, lite pages: the legal notice, and the corrections above and below the text."""
    notices: tuple[FrontNotice, ...] = ()
    """The front page: legal notices that stand above it."""
    corrections: CorrectionsPage | None = None
    """The list of all corrections: those on this page of it."""
    corrected: bool = False
    """Articles: a correction is shown."""
    gone: Gone | None = None
    """Where an article has expired or was withdrawn: since when and why."""
    galley: Galley | None = None
    """A page for a colleague (`build --only`): what its watermark says. It has the fields of the article but
    `body_parts`, `toc`, `share`, `author_bios`, `social` and `breadcrumbs`; its site has no other article."""
    target: str | None = None
    """Redirects: where to, absolute."""
    target_url: str | None = None
    """Redirects: where to, root-relative."""


def view_of(page: Page, reader: Reader) -> View:
    """Ask what a page shows, and put it together. Raises QuestionError for a page that is not there."""
    return _VIEWS[page.kind](page, reader)


_Fields = dict[str, Any]
"""Fields of a view by their names; a view is made once, with all of them: it has forty."""


def _plain(page: Page, reader: Reader, title: str, description: str | None = None) -> _Fields:
    lang = cast("str", reader.ask("setting", "language"))
    url, absolute = cast("tuple[str, str]", reader.ask("address", page.path))
    return {
        "kind": page.kind,
        "url": url,
        "canonical": absolute,
        "title": title,
        "description": description,
        "lang": lang,
        "dir": direction(lang),
    }


def _front(page: Page, reader: Reader) -> View:
    title = cast("str", reader.ask("setting", "title"))
    description = cast("str | None", reader.ask("setting", "description"))
    front = cast("Front", reader.ask("front"))
    notices = cast("tuple[FrontNotice, ...]", reader.ask("front_notices"))
    known = _plain(page, reader, title, description)
    return View(**known, social=_social(reader), front=front, notices=notices)


def _article(page: Page, reader: Reader) -> View:
    id = str(page.args[0])
    card, body = cast("Card", reader.ask("article", id)), cast("Body", reader.ask("body", id))
    services = cast("tuple[str, ...]", reader.ask("setting", "share"))
    social = _social(reader, "article", id)
    prose, parts = body.prose, body.parts
    return View(
        **dict(zip(_CARD_FIELDS, _values_of_card(card), strict=True)),
        kind=page.kind,
        canonical=card.absolute,
        robots="noindex" if card.marks else None,
        breadcrumbs=_way(reader, card.section or _page_at(reader, "Archive", "/archive/")),
        lite=lite_path(card.url) if reader.ask("setting", "lite") else None,
        body=parts[0] + parts[1],
        notes=body.notes,
        body_parts=parts,
        toc=prose.headings,
        word_count=prose.word_count,
        reading_time=reading_minutes(prose.word_count, card.lang),
        social=social,
        share=share_links(
            services, title=card.title, url=card.absolute, image=social.url if social else None
        ),
        author_bios=tuple(cast("Profile", reader.ask("profile", author.slug)) for author in card.authors),
        extra={} if (extra := cast("str", reader.ask("extra", id))) == "{}" else json.loads(extra),
    )


def _lite(page: Page, reader: Reader) -> View:
    id = str(page.args[0])
    card, body = cast("Card", reader.ask("article", id)), cast("Body", reader.ask("body", id))
    fields = dict(zip(_CARD_FIELDS, _values_of_card(card), strict=True))
    # Search engines are to know the article, and may follow its links from here: no `noindex` of its own.
    return View(
        **fields | {"url": lite_path(card.url)},
        kind=page.kind,
        canonical=card.absolute,
        robots="noindex" if card.marks else None,
        full=card.url,
        body=body.lite,
        notes=body.notes,
        word_count=body.prose.word_count,
        reading_time=reading_minutes(body.prose.word_count, card.lang),
    )


def _galley(page: Page, reader: Reader) -> View:
    id, state, at, now = (None if arg is None else str(arg) for arg in page.args)
    assert id is not None and state is not None and now is not None
    card, body = cast("Card", reader.ask("article", id)), cast("Body", reader.ask("body", id))
    zone = ZoneInfo(cast("str", reader.ask("setting", "timezone")))
    moment = None if at is None else datetime.fromisoformat(at).astimezone(zone)
    return View(
        **dict(zip(_CARD_FIELDS, _values_of_card(card), strict=True)) | {"url": "./"},
        kind=page.kind,
        canonical="./",
        robots="noindex, nofollow, noarchive",
        body=body.html,
        notes=body.notes,
        word_count=body.prose.word_count,
        reading_time=reading_minutes(body.prose.word_count, card.lang),
        extra=json.loads(cast("str", reader.ask("extra", id))),
        galley=Galley(state, moment, datetime.fromisoformat(now).astimezone(zone)),
    )


def _standing(page: Page, reader: Reader) -> View:
    standing = cast("Standing", reader.ask("standing", str(page.args[0])))
    fields = _plain(page, reader, standing.title, standing.description or None)
    lang = standing.lang or fields["lang"]
    prose = standing.body.prose
    return View(
        **fields | {"lang": lang, "dir": direction(lang)},
        image=standing.image,
        social=_social(reader, "page", str(page.args[0])),
        updated=standing.updated,
        body=standing.body.html,
        toc=prose.headings,
        word_count=prose.word_count,
        extra=json.loads(standing.extra),
    )


def _tag(page: Page, reader: Reader) -> View:
    tag = cast("Tag", reader.ask("tag", _name(page), page.args[1]))
    return View(**_of_list(page, reader, tag.name, tag.description), social=_social(reader), tag=tag)


def _section(page: Page, reader: Reader) -> View:
    section = cast("Section", reader.ask("section", _name(page), page.args[1]))
    social = _social(reader, "section", section.slug)
    return View(**_of_list(page, reader, section.name, section.description), social=social, section=section)


def _author(page: Page, reader: Reader) -> View:
    author = cast("Author", reader.ask("author", _name(page), page.args[1]))
    fields = _of_list(page, reader, author.name, author.role)
    return View(**fields, social=_social(reader, "author", author.slug), author=author, image=author.photo)


def _year(page: Page, reader: Reader) -> View:
    year = cast("Year", reader.ask("year", int(_name(page)), page.args[1]))
    return View(**_of_list(page, reader, str(year.year), None), social=_social(reader), year=year)


def _month(page: Page, reader: Reader) -> View:
    year, number = (int(part) for part in _name(page).split("-"))
    month = cast("Month", reader.ask("month", year, number, page.args[1]))
    language = cast("str", reader.ask("setting", "language"))
    fields = _of_list(page, reader, month_and_year(year, number, language), None)
    return View(**fields, social=_social(reader), month=month)


def _of_list(page: Page, reader: Reader, title: str, description: str | None) -> _Fields:
    key, number = f"{page.kind}:{_name(page)}", page.args[1]
    above = _LISTS_ABOVE.get(page.kind)
    return _plain(page, reader, title, description) | {
        "list": reader.ask("page_of", key, number),
        "feeds": () if page.kind in ("year", "month") else reader.ask("feeds_of", key),
        "breadcrumbs": _way(reader, *([_page_at(reader, *above)] if above else [])),
    }


def _way(reader: Reader, *below: Ref | Link) -> tuple[Link, ...]:
    found = (Link(step.name if isinstance(step, Ref) else step.title, step.url) for step in below)
    return (_page_at(reader, "Home", "/"), *found)


def _page_at(reader: Reader, title: str, path: str) -> Link:
    return Link(title, cast("str", reader.ask("url", path)))


def _tags(page: Page, reader: Reader) -> View:
    tags = cast("tuple[Tag, ...]", reader.ask("tags"))
    return View(**_plain(page, reader, "Tags"), social=_social(reader), tags=tags)


def _authors(page: Page, reader: Reader) -> View:
    authors = cast("tuple[Author, ...]", reader.ask("authors"))
    return View(**_plain(page, reader, "Authors"), social=_social(reader), authors_all=authors)


def _archive(page: Page, reader: Reader) -> View:
    years = cast("tuple[Year, ...]", reader.ask("archive"))
    return View(**_plain(page, reader, "Archive"), social=_social(reader), years=years)


def _search(page: Page, reader: Reader) -> View:
    # What stands at an address depends on the reader: search engines are to find the articles themselves.
    return View(**_plain(page, reader, "Search"), robots="noindex")


def _corrections(page: Page, reader: Reader) -> View:
    found = cast("CorrectionsPage", reader.ask("corrections", page.args[0]))
    known = _plain(page, reader, "Corrections")
    return View(**known, social=_social(reader), corrections=found, breadcrumbs=_way(reader))


def _not_found(page: Page, reader: Reader) -> View:
    return View(**_plain(page, reader, "Page not found"), social=_social(reader), robots="noindex")


def _expired(page: Page, reader: Reader) -> View:
    return _gone(page, reader, "No longer available")


def _withdrawn(page: Page, reader: Reader) -> View:
    return _gone(page, reader, "Withdrawn")


def _gone(page: Page, reader: Reader, title: str) -> View:
    gone = cast("Gone", reader.ask("gone", str(page.args[0])))
    # The page is the outlet's: in its language, with the reason in the article's.
    known = _plain(page, reader, title)
    return View(**known, social=_social(reader), robots="noindex", gone=gone)


def _emptied(page: Page, reader: Reader) -> View:
    return View(**_plain(page, reader, str(page.args[1])), robots="noindex")


def _redirect(page: Page, reader: Reader) -> View:
    url, absolute = cast("tuple[str, str]", reader.ask("address", str(page.args[0])))
    known = _plain(page, reader, absolute) | {"canonical": absolute}
    return View(**known, robots="noindex", target=absolute, target_url=url)


def _social(reader: Reader, kind: str = "section", name: str = "") -> Social | None:
    return cast("Social | None", reader.ask("social", kind, name))


def _name(page: Page) -> str:
    return str(page.args[0])


_LISTS_ABOVE = {
    "tag": ("Tags", "/tags/"),
    "author": ("Authors", "/authors/"),
    "year": ("Archive", "/archive/"),
    "month": ("Archive", "/archive/"),
}
"""Where the lists of a kind are listed: title and path."""

_CARD_FIELDS = tuple({*Card.__struct_fields__} & {*View.__struct_fields__})
_values_of_card = attrgetter(*_CARD_FIELDS)
_VIEWS: dict[str, Callable[[Page, Reader], View]] = {
    "front": _front,
    "article": _article,
    "lite": _lite,
    "galley": _galley,
    "page": _standing,
    "tag": _tag,
    "section": _section,
    "author": _author,
    "year": _year,
    "month": _month,
    "tags": _tags,
    "authors": _authors,
    "archive": _archive,
    "search": _search,
    "corrections": _corrections,
    "404": _not_found,
    "expired": _expired,
    "withdrawn": _withdrawn,
    "emptied": _emptied,
    "redirect": _redirect,
}
