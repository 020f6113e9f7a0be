"""Things: the types of schema.org that pages use, with the properties that they use of each.

What is empty is left out; names become `@id`, `@type` and camel case in JSON. Which properties Google asks
for: developers.google.com/search/docs/appearance/structured-data, Article, Breadcrumb, Logo, Profile page,
Site name; the rest is schema.org's.
"""

from __future__ import annotations

import msgspec


def _property(field: str) -> str:
    if field == "query_input":
        return "query-input"
    first, *others = field.split("_")
    return (
        "@id"
        if field == "id"
        else "query-input"
        if field == "query_input"
        else first + "".join(word.capitalize() for word in others)
    )


class Thing(msgspec.Struct, frozen=True, omit_defaults=True, gc=False, tag_field="@type", rename=_property):
    """Anything."""


class ImageObject(Thing, frozen=True, tag=True):
    """A picture."""

    url: str
    width: int | None = None
    height: int | None = None
    content_url: str | None = None
    """The same address: where a credit is named, it must say of which file."""
    credit_text: str | None = None
    license: str | None = None
    """The address of the licence."""
    acquire_license_page: str | None = None
    """Where others can have a licence: the address that the picture came from."""


class Person(Thing, frozen=True, tag=True):
    """Who writes."""

    name: str
    id: str | None = None
    url: str | None = None
    job_title: str | None = None
    description: str | None = None
    image: ImageObject | None = None
    same_as: tuple[str, ...] = ()


class Organization(Thing, frozen=True, tag=True):
    """A desk or an agency that writes."""

    name: str
    id: str | None = None
    url: str | None = None
    description: str | None = None
    image: ImageObject | None = None
    same_as: tuple[str, ...] = ()


class NewsMediaOrganization(Thing, frozen=True, tag=True):
    """Who publishes, with the pages that say how it works."""

    id: str
    name: str
    url: str
    logo: ImageObject | None = None
    same_as: tuple[str, ...] = ()
    founding_date: str | None = None
    publishing_principles: str | None = None
    ethics_policy: str | None = None
    corrections_policy: str | None = None
    ownership_funding_info: str | None = None
    masthead: str | None = None
    diversity_policy: str | None = None
    mission_coverage_priorities_policy: str | None = None
    verification_fact_checking_policy: str | None = None
    unnamed_sources_policy: str | None = None
    no_bylines_policy: str | None = None
    actionable_feedback_policy: str | None = None


class WebPage(Thing, frozen=True, tag=True):
    """A page; of an article, the page that it is the subject of."""

    id: str
    name: str | None = None
    description: str | None = None
    url: str | None = None
    in_language: str | None = None
    date_modified: str | None = None
    is_part_of: WebSite | None = None


class CorrectionComment(Thing, frozen=True, tag=True):
    """What was wrong with a piece, and what is right."""

    text: str
    date_published: str


class NewsArticle(Thing, frozen=True, tag=True):
    """A piece of news. Dates are by ISO 8601, with their offset."""

    headline: str
    url: str
    main_entity_of_page: WebPage
    date_published: str
    date_modified: str
    author: tuple[Person | Organization | NewsMediaOrganization, ...]
    publisher: NewsMediaOrganization
    description: str | None = None
    image: tuple[ImageObject, ...] = ()
    article_section: str | None = None
    keywords: tuple[str, ...] = ()
    dateline: str | None = None
    in_language: str | None = None
    word_count: int | None = None
    is_accessible_for_free: bool | None = None
    correction: tuple[CorrectionComment, ...] = ()


class AnalysisNewsArticle(NewsArticle, frozen=True, tag=True):
    """A piece that explains what the news means."""


class BackgroundNewsArticle(NewsArticle, frozen=True, tag=True):
    """A piece that explains what the news rests upon."""


class OpinionNewsArticle(NewsArticle, frozen=True, tag=True):
    """A piece that says what its author thinks."""


class ListItem(Thing, frozen=True, tag=True):
    """A place in a list, from 1."""

    position: int
    name: str | None = None
    item: str | None = None
    url: str | None = None


class BreadcrumbList(Thing, frozen=True, tag=True):
    """The way to a page, as readers see it."""

    item_list_element: tuple[ListItem, ...]


class ItemList(Thing, frozen=True, tag=True):
    """The articles of a list."""

    item_list_element: tuple[ListItem, ...]


class EntryPoint(Thing, frozen=True, tag=True):
    """Where an action begins."""

    url_template: str


class SearchAction(Thing, frozen=True, tag=True):
    """Searching the site."""

    target: EntryPoint
    query_input: str


class WebSite(Thing, frozen=True, tag=True):
    """The whole site."""

    id: str
    name: str
    url: str
    description: str | None = None
    in_language: str | None = None
    publisher: NewsMediaOrganization | None = None
    potential_action: SearchAction | None = None


class CollectionPage(Thing, frozen=True, tag=True):
    """A page that lists articles, or lists."""

    id: str
    name: str
    url: str
    description: str | None = None
    in_language: str | None = None
    is_part_of: WebSite | None = None
    main_entity: ItemList | None = None


class ProfilePage(Thing, frozen=True, tag=True):
    """A page about an author."""

    id: str
    name: str
    url: str
    main_entity: Person | Organization
    in_language: str | None = None
    is_part_of: WebSite | None = None
