"""A galley: one article on its own, for a colleague, before it is public. Nothing else of the site is in it.

It is a snapshot of a site that has this one article. So every list, count and neighbour is empty by
construction, whatever a template asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from asiansite.content.article import Article, Document
from asiansite.content.author import AuthorDocument
from asiansite.content.front import FrontPicks
from asiansite.content.markdown import Link
from asiansite.content.pictures import Variant
from asiansite.content.prose import Prose
from asiansite.content.publisher import Publisher
from asiansite.content.settings import Settings
from asiansite.content.tags import TagTable, tag_key
from asiansite.site.contents import Contents
from asiansite.site.diary import states_of
from asiansite.site.links import site_url
from asiansite.site.page import Page
from asiansite.site.pictures import files_of_target
from asiansite.site.plan import Plan
from asiansite.site.snapshot import Snapshot
from asiansite.site.targets import file_named, file_path, is_absolute, is_source, split_target
from asiansite.site.urls import RelativeUrls, absolute_url, output_of

FOLDER = "/article/"
"""Where an article's files stand in its galley; the page itself is the folder's index.html."""


_Outward = Callable[[Sequence[Link]], tuple[Link, ...]]


def galley_of(whole: Snapshot, plan: Plan, article: Article) -> Snapshot:
    """The moment `whole`, whose plan is `plan`, as if there were nothing but `article`, and all might read it.

    Its links to what is public lead to the public site; other links of the site become plain text.
    """
    document = _document(article.document, lambda links: _outward(whole, plan, article, links))
    alone = Article(article.path, article.id, article.slug, document)
    return Snapshot(
        _contents(whole, alone), whole.now, shown=frozenset({alone.path}), urls=RelativeUrls(whole.settings)
    )


def galley_page(whole: Snapshot, article: Article) -> Page:
    """The page, with what its watermark says: the state, the moment that this is about, and the clock."""
    state = states_of(whole, article)[0]
    document, withdrawn = article.document, article.document.withdrawn
    at = {
        "embargoed": document.live_from,
        "scheduled": document.live_from,
        "published": document.live_from,
        "expired": document.expires,
        "withdrawn": withdrawn.date if withdrawn else None,
    }.get(state)
    return Page("/", "galley", (article.id, state, at.isoformat() if at else None, whole.now.isoformat()))


def galley_files(snapshot: Snapshot) -> Iterator[tuple[str, str, Variant | None]]:
    """(output, file, variant of it or None for a copy) of each file that the one article needs."""
    contents = snapshot.contents
    (article,) = contents.articles
    image = article.document.image
    targets = [(link.target, link.kind) for link in article.document.prose.links]
    for target, kind in [*targets, *([(image.src, "image")] if image else [])]:
        for path, file, variant in files_of_target(target, kind, article.path, FOLDER, contents):
            yield output_of(path), file, variant
        yield from _shown_of_static(target, kind, article, contents)


def _shown_of_static(
    target: str, kind: str, article: Article, contents: Contents
) -> Iterator[tuple[str, str, None]]:
    # Of a site all of static/ is published; here, drawings and moving pictures that the article shows.
    if kind != "image" or is_absolute(target):
        return
    file = file_named(target, article.path, contents)
    if file is not None and file.startswith("static/"):
        picture = contents.pictures.get(file)
        if picture is None or not picture.is_still:
            yield output_of(file_path(file, FOLDER)), file, None


def _document(document: Document, outward: _Outward) -> Document:
    corrections = tuple(
        replace(each, text=replace(each.text, links=outward(each.text.links)))
        for each in document.corrections
    )
    return replace(
        document,
        prose=replace(document.prose, links=outward(document.prose.links)),
        corrections=corrections,
        aliases=(),
        expires=None,
        withdrawn=None,
    )


def _outward(whole: Snapshot, plan: Plan, article: Article, links: Sequence[Link]) -> tuple[Link, ...]:
    return tuple(_turned(whole, plan, article, link) for link in links)


def _turned(whole: Snapshot, plan: Plan, article: Article, link: Link) -> Link:
    is_of_site = is_source(link.target) or link.target.startswith("/")
    if link.kind != "link" or not is_of_site:
        return link
    if not is_source(link.target) and output_of(split_target(link.target)[0]) not in plan.paths:
        return replace(link, target="")
    url = site_url(whole, link.target, article.path)
    if url is None:
        return replace(link, target="")
    return replace(link, target=absolute_url(url, whole.settings.origin), kind="elsewhere")


def _contents(whole: Snapshot, article: Article) -> Contents:
    contents = whole.contents
    paths = (f"content/authors/{slug}.md" for slug in whole.author_slugs(article))
    return Contents(
        settings=_settings(whole, article),
        articles=(article,),
        authors={path: _byline(contents.authors[path]) for path in paths if path in contents.authors},
        tags=_tags(contents.tags, article.document.tags),
        front=FrontPicks(),
        files=contents.files,
        pictures=contents.pictures,
        rights=contents.rights,
        taken_out=contents.taken_out,
        static=contents.static,
        assets=contents.assets,
        body=contents.body,
    )


def _byline(author: AuthorDocument) -> AuthorDocument:
    # A bio may tell of other work: a byline needs the name alone.
    return replace(author, bio=Prose(), bio_html="", photo=None, links=(), aliases=(), role=None)


def _tags(table: TagTable, texts: Sequence[str]) -> TagTable:
    keys = {table.key(text) for text in texts}
    return TagTable(
        {
            key: replace(entry, description=None, aliases=())
            for key, entry in table.entries.items()
            if key in keys
        },
        {word: key for text in texts if (key := table.synonyms.get(word := tag_key(text))) is not None},
    )


def _settings(whole: Snapshot, article: Article) -> Settings:
    settings = whole.settings
    section = whole.section_of(article)
    own = (replace(section, description=None),) if section else ()
    return replace(
        settings,
        publisher=Publisher(settings.publisher.name, None, None),
        sections=None if settings.sections is None else own,
        menu=(),
        footer=(),
        permalink=FOLDER,
        share=(),
        social_image="off",
        lite=False,
        search=False,
        precompress=(),
        feeds=replace(settings.feeds, formats=(), lists=()),
        urls="off",
    )
