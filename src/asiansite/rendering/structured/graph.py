"""The graph: what each kind of page says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from asiansite.content.images import Image
from asiansite.rendering.dates import iso
from asiansite.rendering.structured.outlet import Outlet, organisation, website
from asiansite.rendering.structured.things import (
    AnalysisNewsArticle,
    BackgroundNewsArticle,
    BreadcrumbList,
    CollectionPage,
    CorrectionComment,
    EntryPoint,
    ImageObject,
    ItemList,
    ListItem,
    NewsArticle,
    NewsMediaOrganization,
    OpinionNewsArticle,
    Organization,
    Person,
    ProfilePage,
    SearchAction,
    Thing,
    WebPage,
)
from asiansite.rendering.views import View
from asiansite.site.answers import Author, Link, Profile

ARTICLES: dict[str, type[NewsArticle]] = {
    "news": NewsArticle,
    "analysis": AnalysisNewsArticle,
    "opinion": OpinionNewsArticle,
    "explainer": BackgroundNewsArticle,
}
"""What a piece is by its label. What is paid for is no news: search engines are told of no article there."""

LEAST_PIXELS = 50_000
"""A picture with fewer is none for search engines (Google, "Article structured data")."""


def things_of(page: View, outlet: Outlet) -> tuple[Thing, ...]:
    """What `page` says; () where search engines shall not look, or are told by another page."""
    kind = _KINDS.get(page.kind)
    return () if kind is None else tuple(kind(page, outlet))


def _article(page: View, outlet: Outlet) -> Iterator[Thing]:
    made = ARTICLES.get(page.label or "")
    if made is not None and page.date is not None:
        # Without a time of change the piece is as it was published; it cannot have changed before.
        changed = page.updated if page.updated is not None and page.updated > page.date else page.date
        yield made(
            headline=page.title,
            url=page.canonical,
            main_entity_of_page=WebPage(page.canonical),
            date_published=iso(page.date),
            date_modified=iso(changed),
            author=_bylines(page, outlet),
            publisher=organisation(outlet),
            description=page.description or None,
            image=tuple(_pictures(page.image, outlet)),
            article_section=page.section.name if page.section else None,
            keywords=tuple(tag.name for tag in page.tags),
            dateline=page.dateline,
            in_language=page.lang,
            word_count=page.word_count,
            is_accessible_for_free=True,
            correction=tuple(_corrections(page)),
        )
    yield from _breadcrumbs(page.breadcrumbs, outlet)


def _corrections(page: View) -> Iterator[CorrectionComment]:
    # An update or a reply says of nothing that it was wrong.
    notes = (*page.notes.above, *page.notes.below) if page.notes else ()
    for note in notes:
        if note.kind in ("correction", "clarification"):
            yield CorrectionComment(" ".join(note.html.striptags().split()), iso(note.date))


def _bylines(page: View, outlet: Outlet) -> tuple[Person | Organization | NewsMediaOrganization, ...]:
    # What nobody signs, the publisher does.
    return tuple(_by(author, outlet) for author in page.author_bios) or (organisation(outlet),)


def _by(author: Profile, outlet: Outlet) -> Person | Organization:
    url, elsewhere = outlet.absolute(author.url), _elsewhere(author.links)
    if author.kind == "organisation":
        return Organization(author.name, f"{url}#author", url, same_as=elsewhere)
    return Person(author.name, f"{url}#author", url, author.role, same_as=elsewhere)


def _elsewhere(links: tuple[Link, ...]) -> tuple[str, ...]:
    return tuple(link.url for link in links if link.url.startswith(("https://", "http://")))


def _pictures(image: Image | None, outlet: Outlet) -> Iterator[ImageObject]:
    if image is None:
        return
    for crop in image.crops:
        if crop.width * crop.height >= LEAST_PIXELS:
            yield _picture(outlet.absolute(crop.url), crop.width, crop.height, image)
    if not image.crops:
        # A drawing, or a picture of another site: it is as it is.
        yield _picture(outlet.absolute(image.src), image.width, image.height, image)


def _picture(url: str, width: int | None, height: int | None, image: Image) -> ImageObject:
    source = image.source or ""
    said = {
        "credit_text": image.credit or None,
        "license": image.licence_url,
        "acquire_license_page": source if source.startswith(("https://", "http://")) else None,
    }
    return ImageObject(url, width, height, url if any(said.values()) else None, **said)


def _breadcrumbs(crumbs: tuple[Link, ...], outlet: Outlet) -> Iterator[Thing]:
    if len(crumbs) > 1:
        yield BreadcrumbList(
            tuple(
                ListItem(number, link.title, outlet.absolute(link.url))
                for number, link in enumerate(crumbs, 1)
            )
        )


def _front(page: View, outlet: Outlet) -> Iterator[Thing]:
    publisher = organisation(outlet)
    yield msgspec.structs.replace(
        website(outlet),
        description=page.description,
        in_language=page.lang,
        publisher=publisher,
        potential_action=_search(outlet.search) if outlet.search else None,
    )


def _search(url: str) -> SearchAction:
    return SearchAction(EntryPoint(f"{url}?q={{search_term_string}}"), "required name=search_term_string")


def _list(page: View, outlet: Outlet) -> Iterator[Thing]:
    items = page.list.items if page.list else ()
    # By their addresses alone: each article says the rest itself.
    places = tuple(ListItem(number, url=card.absolute) for number, card in enumerate(items, 1))
    yield CollectionPage(
        id=page.canonical,
        name=page.title,
        url=page.canonical,
        description=page.description,
        in_language=page.lang,
        is_part_of=website(outlet),
        main_entity=ItemList(places) if places else None,
    )
    yield from _breadcrumbs(page.breadcrumbs, outlet)


def _author(page: View, outlet: Outlet) -> Iterator[Thing]:
    if page.author is None or (page.list and page.list.number):
        # The author is described on the first page; those with older articles are lists.
        yield from _list(page, outlet)
        return
    yield ProfilePage(
        id=page.canonical,
        name=page.title,
        url=page.canonical,
        main_entity=_profile(page.author, outlet),
        in_language=page.lang,
        is_part_of=website(outlet),
    )
    yield from _breadcrumbs(page.breadcrumbs, outlet)


def _profile(author: Author, outlet: Outlet) -> Person | Organization:
    url, photo = outlet.absolute(author.url), author.photo
    made = Organization if author.kind == "organisation" else Person
    more = {"job_title": author.role} if made is Person else {}
    return made(
        name=author.name,
        id=f"{url}#author",
        url=url,
        description=" ".join(author.bio.striptags().split()) or author.role,
        image=_picture(outlet.absolute(photo.src), photo.width, photo.height, photo) if photo else None,
        same_as=_elsewhere(author.links),
        **more,
    )


def _standing(page: View, outlet: Outlet) -> Iterator[Thing]:
    yield WebPage(
        id=page.canonical,
        name=page.title,
        description=page.description,
        url=page.canonical,
        in_language=page.lang,
        date_modified=iso(page.updated) if page.updated else None,
        is_part_of=website(outlet),
    )


_KINDS: dict[str, Callable[[View, Outlet], Iterator[Thing]]] = {
    "front": _front,
    "article": _article,
    "page": _standing,
    "search": _standing,
    "author": _author,
    **dict.fromkeys(("tag", "section", "year", "month", "tags", "authors", "archive", "corrections"), _list),
}
