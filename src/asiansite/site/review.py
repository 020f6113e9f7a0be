"""What is wrong between sources: what no single file can know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from asiansite.content.article import Article
from asiansite.content.images import Image
from asiansite.content.markdown import Link
from asiansite.content.tags import tag_key
from asiansite.content.text.slugs import is_slug
from asiansite.errors import Place, Problem, as_warning, nearest, problem
from asiansite.site.bylines import slug_of_path
from asiansite.site.snapshot import Snapshot
from asiansite.site.targets import file_named, is_absolute, is_source, source_named, split_target


def review(snapshot: Snapshot) -> tuple[Problem, ...]:
    """Every problem between the documents of a site. What a draft has wrong is a warning."""
    found: list[Problem] = []
    for article in snapshot.contents.articles:
        problems = list(_article_problems(snapshot, article))
        found += map(as_warning, problems) if article.document.draft else problems
    found += _equal_ids(snapshot)
    found += _author_problems(snapshot)
    found += _tag_problems(snapshot)
    found += _front_problems(snapshot)
    found += _menu_problems(snapshot)
    for path, page in snapshot.contents.pages.items():
        problems = list(_target_problems(snapshot, path, page.prose.links))
        problems += _image_problems(snapshot, page.image, path, Place(path))
        found += map(as_warning, problems) if page.draft else problems
    for path, author in snapshot.contents.authors.items():
        found += _target_problems(snapshot, path, author.bio.links)
        found += _image_problems(snapshot, author.photo, path, Place(path))
    return tuple(found)


def _article_problems(snapshot: Snapshot, article: Article) -> Iterator[Problem]:
    document = article.document
    if not is_slug(article.slug):
        yield problem("file-name-no-slug", Place(article.path))
    if document.section and snapshot.settings.sections is not None and snapshot.section_of(article) is None:
        slugs = [entry.slug for entry in snapshot.section_entries]
        yield problem(
            "section-unknown",
            article.place("section"),
            given=document.section,
            nearest=nearest(document.section, slugs),
            known=", ".join(slugs),
        )
    for number, text in enumerate(document.authors):
        if not snapshot.bylines.has_file(text):
            slug, place = snapshot.bylines.slug(text), article.place(f"author.{number}")
            known = [*snapshot.bylines.documents, *(found.name for found in snapshot.bylines.documents.values())]
            if slug:
                yield problem("author-without-file", place, given=text, slug=slug, nearest=nearest(text, known))
            else:
                yield problem("author-no-slug", place, given=text)
    yield from _target_problems(snapshot, article.path, document.prose.links)
    yield from _image_problems(snapshot, document.image, article.path, article.place("image"))


def _target_problems(snapshot: Snapshot, path: str, links: Iterable[Link]) -> Iterator[Problem]:
    for link in links:
        place = Place(path, link.line, link.column, max(len(link.target), 1))
        if is_source(link.target):
            named = source_named(link.target, path)
            if not _source_exists(snapshot, named):
                yield problem(
                    "link-to-no-source", place, given=link.target, nearest=_nearest_source(snapshot, named, path)
                )
        elif not link.target.startswith("/"):
            if file_named(link.target, path, snapshot.contents) is None:
                slug = "picture-missing" if link.kind == "image" else "link-to-nothing"
                yield problem(slug, place, given=link.target)
        elif link.kind == "image" and file_named(link.target, path, snapshot.contents) is None:
            yield problem("picture-not-in-static", place, given=link.target)


def _image_problems(snapshot: Snapshot, image: Image | None, path: str, place: Place) -> Iterator[Problem]:
    if image and not is_absolute(image.src) and file_named(image.src, path, snapshot.contents) is None:
        yield problem("picture-missing", place, given=image.src)


def _source_exists(snapshot: Snapshot, path: str) -> bool:
    contents = snapshot.contents
    return any(path in known for known in (snapshot.by_path, contents.pages, contents.authors, contents.held))


def _nearest_source(snapshot: Snapshot, named: str, path: str) -> str | None:
    by_name = {known.rsplit("/", 1)[-1]: known for known in sorted(snapshot.by_path, reverse=True)}
    found = nearest(named.rsplit("/", 1)[-1], by_name)
    return by_name[found] if found and by_name[found] != path else None


def _equal_ids(snapshot: Snapshot) -> Iterator[Problem]:
    first: dict[str, Article] = {}
    for article in snapshot.contents.articles:
        other = first.setdefault(article.id, article)
        if other is not article:
            yield problem("id-twice", article.place("id"), id=article.id, first=other.path, second=article.path)


def _author_problems(snapshot: Snapshot) -> Iterator[Problem]:
    names: dict[str, str] = {}
    for path, document in snapshot.contents.authors.items():
        slug = slug_of_path(path)
        if not is_slug(slug):
            yield problem("file-name-no-slug", Place(path))
        first = names.setdefault(tag_key(document.name), path)
        if first != path:
            yield problem("author-name-twice", Place(path), given=document.name, first=first, second=path)


def _tag_problems(snapshot: Snapshot) -> Iterator[Problem]:
    table, by_slug = snapshot.contents.tags, defaultdict[str, dict[str, tuple[Article, int]]](dict)
    for article in snapshot.contents.articles:
        for number, text in enumerate(article.document.tags):
            key = table.key(text)
            by_slug[snapshot.tag_slug(key, text)].setdefault(key, (article, number))
    for slug, users in by_slug.items():
        if slug == "":
            for article, number in users.values():
                text = article.document.tags[number]
                found = problem("tag-no-slug", article.place(f"tags.{number}"), given=text)
                yield as_warning(found) if article.document.draft else found
        elif len(users) > 1:
            yield _tags_collide(slug, users)


def _tags_collide(slug: str, users: Mapping[str, tuple[Article, int]]) -> Problem:
    (first, a), (second, b) = list(users.values())[:2]
    return problem(
        "tags-share-slug",
        second.place(f"tags.{b}"),
        slug=slug,
        given=second.document.tags[b],
        other=first.document.tags[a],
        first=first.path,
    )


def _front_problems(snapshot: Snapshot) -> Iterator[Problem]:
    picks = snapshot.contents.front
    ids = {article.id: article for article in snapshot.contents.articles}
    for pick in (*([picks.lead] if picks.lead else []), *picks.secondary):
        place = Place("content/front.yaml", *pick.spot)
        if pick.article not in ids:
            yield problem("front-unknown-article", place, given=pick.article, nearest=nearest(pick.article, ids))
        elif pick.article not in snapshot.by_id:
            yield problem("front-not-public", place, given=pick.article)


def _menu_problems(snapshot: Snapshot) -> Iterator[Problem]:
    for link in (*snapshot.settings.menu, *snapshot.settings.footer):
        place = Place("site.yaml", *link.spot) if link.spot else Place("site.yaml")
        if is_source(link.url) and not is_absolute(link.url):
            if not _source_exists(snapshot, source_named(link.url, "content/x")):
                yield problem("link-to-no-source", place, given=link.url, nearest=None)
        elif not is_absolute(link.url) and not split_target(link.url)[0].startswith("/"):
            yield problem("menu-url-relative", place, given=link.url)


