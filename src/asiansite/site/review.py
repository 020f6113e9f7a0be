"""What is wrong between sources: what no single file can know."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator

from asiansite.content.article import Article
from asiansite.content.csp import allows_picture
from asiansite.content.images import Image
from asiansite.content.markdown import Link
from asiansite.content.notes import place_in
from asiansite.content.rights import SIDECAR
from asiansite.content.tags import tag_key
from asiansite.content.text.slugs import is_slug, slug_of
from asiansite.errors import Place, Problem, as_warning, nearest, problem
from asiansite.site.bylines import slug_of_path
from asiansite.site.contents import Contents
from asiansite.site.lifetimes import HIDDEN
from asiansite.site.permanence import published_at
from asiansite.site.pictures import is_picture
from asiansite.site.redirects import redirects
from asiansite.site.snapshot import Snapshot
from asiansite.site.social import social_problems
from asiansite.site.targets import (
    file_named,
    is_absolute,
    is_source,
    is_taken_out,
    picture_there,
    source_named,
    split_target,
)
from asiansite.site.urls import absolute_url

CLOUDFLARE_REDIRECTS = 2000
"""Static redirects that Cloudflare takes (developers.cloudflare.com, Pages, "Redirects")."""

FAR = 100
"""Years from the clock from which on a date is taken for a slip."""


def review(snapshot: Snapshot) -> tuple[Problem, ...]:
    """Every problem between the documents of a site. What a draft has wrong is a warning."""
    articles = review_articles(snapshot, snapshot.contents.articles)
    return (*articles, *review_broken(snapshot), *review_others(snapshot))


def review_articles(snapshot: Snapshot, articles: Iterable[Article]) -> tuple[Problem, ...]:
    """The problems that some articles have beside the other documents of their site."""
    articles = tuple(articles)
    found: list[Problem] = []
    # A file that cannot be read may be that of any author.
    names_are_known = not any(path.startswith("content/authors/") for path in snapshot.contents.unread)
    for article in articles:
        problems = [*_article_problems(snapshot, article, names_are_known=names_are_known)]
        found += map(as_warning, problems) if article.document.draft else problems
    found += _sign_off_problems(snapshot, articles)
    return tuple(found)


def review_broken(snapshot: Snapshot) -> tuple[Problem, ...]:
    """What articles with errors have wrong beside the other documents as well: all is to be told in one run."""
    names_are_known = not any(path.startswith("content/authors/") for path in snapshot.contents.unread)
    return tuple(
        found
        for article in snapshot.contents.broken
        for found in _article_problems(snapshot, article, names_are_known=names_are_known)
    )


def review_others(snapshot: Snapshot) -> tuple[Problem, ...]:
    """The problems that articles have with each other, and those of all other documents."""
    found: list[Problem] = []
    found += _equal_ids(snapshot)
    found += _author_problems(snapshot)
    if "content/tags.yaml" not in snapshot.contents.unread:
        found += _tag_problems(snapshot)
    found += _front_problems(snapshot)
    found += _menu_problems(snapshot)
    found += social_problems(snapshot)
    found += _host_problems(snapshot)
    found += _rights_problems(snapshot)
    for path, page in snapshot.contents.pages.items():
        problems = list(_target_problems(snapshot, path, page.prose.links))
        problems += _image_problems(snapshot, page.image, path, place_in(path, page.spots, "image"))
        found += map(as_warning, problems) if page.draft else problems
    for path, author in snapshot.contents.authors.items():
        found += _target_problems(snapshot, path, author.bio.links)
        found += _image_problems(snapshot, author.photo, path, place_in(path, author.spots, "photo"))
    return tuple(found)


def _article_problems(snapshot: Snapshot, article: Article, *, names_are_known: bool) -> Iterator[Problem]:
    document = article.document
    if not is_slug(article.slug):
        yield problem("file-name-no-slug", Place(article.path), example="haze-season.md", key="slug")
    if document.date is not None and document.date.year - snapshot.now.year >= FAR:
        year = document.date.year
        yield problem("date-far-away", article.place("date"), year=year, buddhist=year - 543)
    if document.embargo is not None and not snapshot.is_past(document.embargo):
        yield from _embargo_problems(snapshot, article)
    if document.section:
        yield from _section_problems(snapshot, article, document.section)
    if names_are_known and not all(map(snapshot.bylines.has_file, document.authors)):
        yield from _byline_problems(snapshot, article)
    if document.prose.links:
        yield from _target_problems(snapshot, article.path, document.prose.links)
    for correction in document.corrections:
        yield from _target_problems(snapshot, article.path, correction.text.links)
    if document.image:
        yield from _image_problems(snapshot, document.image, article.path, article.place("image"))


def _sign_off_problems(snapshot: Snapshot, articles: Iterable[Article]) -> Iterator[Problem]:
    stages = snapshot.settings.sign_off.stages
    held = []
    for article in articles:
        document = article.document
        if document.status is not None and document.status not in stages:
            words = {"options": ", ".join(stages), "nearest": nearest(document.status, stages)}
            found = problem(
                "not-an-option", article.place("status"), given=document.status, key="status", **words
            )
            yield as_warning(found) if document.draft else found
        elif document.lacks and not document.draft and snapshot.state_of(article) == HIDDEN:
            held.append(article)
    urls = published_at(snapshot) if held else {}
    for article in held:
        lacks = article.document.lacks
        key = lacks[0].partition(":")[0]
        place = article.place(key if key in article.spots else "title")
        what, write = ", ".join(f"`{each}`" for each in lacks), "  and  ".join(lacks)
        if article.id in urls:
            # An article that itself asks for lawyers waits for them, however old it is.
            since = None if lacks == ("legal: cleared",) and article.document.legal else "2026-08-20"
            words = {"lacks": what, "write": write, "since": since}
            yield problem("sign-off-of-public", place, url=urls[article.id], **words)
        else:
            yield problem("sign-off-missing", place, lacks=what, write=write)


def _embargo_problems(snapshot: Snapshot, article: Article) -> Iterator[Problem]:
    document, contents = article.document, snapshot.contents
    if document.date is not None and snapshot.is_past(document.date) and not document.draft:
        yield problem("embargo-alone-holds", article.place("embargo"))
    named = [(link.target, _place_of(link, article.path)) for link in document.prose.links]
    named += [(document.image.src, article.place("image"))] if document.image else []
    for target, place in named:
        if not is_absolute(target) and not is_source(target):
            file = file_named(target, article.path, contents)
            if file is not None and file.startswith("static/"):
                yield problem("embargoed-picture-in-static", place, given=target)


def _section_problems(snapshot: Snapshot, article: Article, given: str) -> Iterator[Problem]:
    place, is_free = article.place("section"), snapshot.settings.sections is None
    if is_free and not is_slug(slug_of(given)):
        yield problem("section-no-slug", place, given=given)
    # Where sections are those that articles name, none is unknown.
    elif not is_free and snapshot.section_of(article) is None:
        slugs = [entry.slug for entry in snapshot.section_entries]
        yield problem(
            "section-unknown", place, given=given, nearest=nearest(given, slugs), known=", ".join(slugs)
        )


def _byline_problems(snapshot: Snapshot, article: Article) -> Iterator[Problem]:
    bylines = snapshot.bylines
    for number, text in enumerate(article.document.authors):
        if not bylines.has_file(text):
            slug, place = bylines.slug(text), article.place(f"author.{number}")
            known = [*bylines.documents, *(found.name for found in bylines.documents.values())]
            if is_slug(slug):
                yield problem(
                    "author-without-file", place, given=text, slug=slug, nearest=nearest(text, known)
                )
            else:
                yield problem("author-no-slug", place, given=text)


def _target_problems(snapshot: Snapshot, path: str, links: Iterable[Link]) -> Iterator[Problem]:
    contents = snapshot.contents
    for link in links:
        if contents.taken_out and is_taken_out(link.target, path, contents):
            yield _picture_expired(snapshot, link.target, path, _place_of(link, path))
        elif link.kind == "elsewhere":
            yield from _blocked(snapshot, link.target, _place_of(link, path))
        elif is_source(link.target):
            named = source_named(link.target, path)
            if not _source_exists(snapshot, named):
                yield problem(
                    "link-to-no-source",
                    _place_of(link, path),
                    given=link.target,
                    nearest=_nearest_source(snapshot, named, path),
                    start="this file, or from content/ after a `/`",
                )
        elif not link.target.startswith("/"):
            file = file_named(link.target, path, contents)
            if file is None:
                slug = "picture-missing" if link.kind == "image" else "link-to-nothing"
                yield problem(slug, _place_of(link, path), given=link.target or "[…]()")
            elif is_picture(link) and _is_told_of(contents, file):
                yield from _flaw(snapshot, link.target, file, _place_of(link, path))
        elif link.kind == "image":
            file = file_named(link.target, path, contents)
            if file is None:
                yield problem("picture-not-in-static", _place_of(link, path), given=link.target)
            elif _is_told_of(contents, file):
                yield from _flaw(snapshot, link.target, file, _place_of(link, path))


def _place_of(link: Link, path: str) -> Place:
    width = max(len(link.target), 1)
    return Place(path, link.line, link.column, width) if link.column else Place(path)


def _image_problems(snapshot: Snapshot, image: Image | None, path: str, place: Place) -> Iterator[Problem]:
    contents = snapshot.contents
    if image and contents.taken_out and is_taken_out(image.src, path, contents):
        yield _picture_expired(snapshot, image.src, path, place)
    elif image and is_absolute(image.src):
        yield from _blocked(snapshot, image.src, place)
    elif image and (file := file_named(image.src, path, contents)) is None:
        yield problem("picture-missing", place, given=image.src)
    elif image and file is not None:
        yield from _flaw(snapshot, image.src, file, place)


def _picture_expired(snapshot: Snapshot, target: str, path: str, place: Place) -> Problem:
    picture = picture_there(target, path, snapshot.contents)
    assert picture is not None
    end = snapshot.rights[picture].expires
    assert end is not None
    return problem(
        "picture-expired",
        place,
        given=target,
        since=f"{end.astimezone(snapshot.settings.zone):%Y-%m-%d %H:%M}",
        where=snapshot.ends[picture, end],
    )


def _rights_problems(snapshot: Snapshot) -> Iterator[Problem]:
    given, now = snapshot.given, snapshot.contents
    for picture in given.rights:
        if picture not in given.files and picture.removeprefix("static/") not in given.static:
            yield problem("rights-without-picture", Place(f"{picture}{SIDECAR}"), given=picture)
    logo = snapshot.settings.publisher.logo
    if logo is not None and is_taken_out(logo, "site.yaml", now):
        yield _picture_expired(snapshot, logo, "site.yaml", Place("site.yaml"))
    for name in sorted(given.assets):
        if f"static/{name}" in now.taken_out:
            yield problem("picture-expired-in-template", Place(f"static/{name}"), given=name)


def _blocked(snapshot: Snapshot, url: str, place: Place) -> Iterator[Problem]:
    settings = snapshot.settings
    url = absolute_url(url, settings.origin)
    if not allows_picture(url, settings.csp, settings.origin):
        host = "/".join(url.split("/")[:3])
        yield problem("picture-blocked", place, given=host)


def _is_told_of(contents: Contents, file: str) -> bool:
    # Of nearly no picture: a place need not be made for the others.
    known = contents.pictures.get(file)
    return file in contents.flaws or (known is not None and bool(known.tells))


def _flaw(snapshot: Snapshot, target: str, file: str, place: Place) -> Iterator[Problem]:
    if is_absolute(target):
        return
    known = snapshot.contents.pictures.get(file)
    if known is not None and known.tells and file.startswith("static/"):
        yield problem("picture-tells", place, given=file, tells=known.tells)
    found = snapshot.contents.flaws.get(file)
    if found is None:
        return
    if found.slug == "not-a-picture":
        yield problem("not-a-picture", place, given=target)
    elif found.slug == "picture-too-large":
        yield problem("picture-too-large", place, given=target, reason=found.reason)
    else:
        yield problem("picture-broken", place, given=target, reason=found.reason)


def _source_exists(snapshot: Snapshot, path: str) -> bool:
    contents = snapshot.contents
    return (
        path in snapshot.by_path
        or path in contents.pages
        or path in contents.authors
        or path in contents.held
        or path in contents.unread
    )


def _nearest_source(snapshot: Snapshot, named: str, path: str) -> str | None:
    by_name = {known.rsplit("/", 1)[-1]: known for known in sorted(snapshot.by_path, reverse=True)}
    found = nearest(named.rsplit("/", 1)[-1], by_name)
    if found is None or by_name[found] == path:
        return None
    return posixpath.relpath(by_name[found], posixpath.dirname(path))


def _equal_ids(snapshot: Snapshot) -> Iterator[Problem]:
    first: dict[str, Article] = {}
    for article in snapshot.contents.articles:
        other = first.setdefault(article.id, article)
        if other is not article:
            found = problem("id-twice", article.place("id"), id=article.id, first=other.path)
            yield as_warning(found) if article.document.draft or other.document.draft else found


def _author_problems(snapshot: Snapshot) -> Iterator[Problem]:
    names: dict[str, str] = {}
    for path, document in snapshot.contents.authors.items():
        slug = slug_of_path(path)
        if not is_slug(slug):
            yield problem("file-name-no-slug", Place(path), example=f"{slug_of(slug) or 'siti-aminah'}.md")
        first = names.setdefault(tag_key(document.name), path)
        if first != path:
            place = place_in(path, document.spots, "name")
            yield problem("author-name-twice", place, given=document.name, first=first)


def _tag_problems(snapshot: Snapshot) -> Iterator[Problem]:
    table, by_slug = snapshot.contents.tags, defaultdict[str, dict[str, tuple[Article, int]]](dict)
    # Drafts come last, so that what only they do wrong is found in them, where it is a warning.
    seen: set[str] = set()
    for article in sorted(snapshot.contents.articles, key=lambda article: article.document.draft):
        for number, text in enumerate(article.document.tags):
            if text not in seen:
                seen.add(text)
                key = table.key(text)
                by_slug[snapshot.tag_slug(key, text)].setdefault(key, (article, number))
    for slug, users in by_slug.items():
        if is_slug(slug):
            first, *others = users.values()
            yield from (_tags_collide(slug, first, other) for other in others)
        else:
            for article, number in users.values():
                text = article.document.tags[number]
                found = problem("tag-no-slug", article.place(f"tags.{number}"), given=text)
                yield as_warning(found) if article.document.draft else found


def _tags_collide(slug: str, one: tuple[Article, int], other: tuple[Article, int]) -> Problem:
    (first, a), (second, b) = one, other
    found = problem(
        "tags-share-slug",
        second.place(f"tags.{b}"),
        slug=slug,
        given=second.document.tags[b],
        other=first.document.tags[a],
        first=first.path,
    )
    return as_warning(found) if second.document.draft else found


def _front_problems(snapshot: Snapshot) -> Iterator[Problem]:
    picks = snapshot.contents.front
    ids = {article.id: article for article in snapshot.contents.articles}
    for pick in (*([picks.lead] if picks.lead else []), *picks.secondary):
        place = Place("content/front.yaml", *pick.spot)
        # An article that cannot be read may have any id.
        is_unread = any(path.startswith("content/articles/") for path in snapshot.contents.unread)
        if pick.article not in ids and not is_unread:
            yield problem(
                "front-unknown-article", place, given=pick.article, nearest=nearest(pick.article, ids)
            )
        elif pick.article not in snapshot.by_id:
            yield problem("front-not-public", place, given=pick.article)


def _host_problems(snapshot: Snapshot) -> Iterator[Problem]:
    if "cloudflare" in snapshot.settings.hosts:
        count = sum(1 for _ in redirects(snapshot))
        if count > CLOUDFLARE_REDIRECTS:
            yield problem("too-many-redirects", Place("site.yaml"), count=count, most=CLOUDFLARE_REDIRECTS)


def _menu_problems(snapshot: Snapshot) -> Iterator[Problem]:
    settings = snapshot.settings
    policies = (link for _, link in settings.publisher.policies)
    for link in (*settings.menu, *settings.footer, *policies):
        place = Place("site.yaml", *link.spot) if link.spot else Place("site.yaml")
        if is_source(link.url) and not is_absolute(link.url):
            if not _source_exists(snapshot, source_named(link.url, "content/x")):
                yield problem("link-to-no-source", place, given=link.url, start="content/")
        elif not is_absolute(link.url) and not split_target(link.url)[0].startswith("/"):
            yield problem("menu-url-relative", place, given=link.url)
