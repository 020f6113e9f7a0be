"""The plan: every page of the site, made anew by each build, and who claims which output.

It is how pages appear and vanish, and where two claims to one file are found: never a silent
`-2`, never one page over another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct, field

from asiansite.content.article import Article
from asiansite.content.images import Image
from asiansite.content.markdown import Link
from asiansite.content.pictures import Variant
from asiansite.content.settings import RESERVED
from asiansite.content.social import Drawing
from asiansite.content.twins import twins_of
from asiansite.errors import Place, Problem, problem
from asiansite.site import feeds, hosts, lists, maps, robots, webmanifest
from asiansite.site.addresses import hashed_name, list_path, lite_path, standing_path
from asiansite.site.lifetimes import HIDDEN
from asiansite.site.page import Claimant, Page, Planned, claimed
from asiansite.site.permanence import kept_pages
from asiansite.site.pictures import files_of_image, files_of_target
from asiansite.site.redirects import other_redirects, redirects_of
from asiansite.site.snapshot import Snapshot
from asiansite.site.social import cropped_of_article, cropped_of_pages, drawn_images, drawn_of_article
from asiansite.site.stillness import is_settled
from asiansite.site.urls import claim_key, output_of

_WRITTEN: tuple[Callable[[Snapshot], Iterator[Planned]], ...] = (
    feeds.pages,
    maps.pages,
    robots.pages,
    webmanifest.pages,
    hosts.pages,
)
"""What lists the pages that are no HTML, a module each."""

# A permalink whose first segment is not a number and not the same for all.
_WORD_FIRST = re.compile(r"/[^/]*\{(slug|section|lang|id)\}")


class Plan(Struct, frozen=True):
    """Everything that the output shall hold."""

    outputs: Mapping[str, Page]
    """Every page by its output, sorted."""
    copies: Mapping[str, str]
    """Output to the file that is copied there: files beside articles, all of static/."""
    pictures: Mapping[str, tuple[str, Variant]]
    """Output to (file, variant): what is made of pictures."""
    drawn: Mapping[str, Drawing]
    """Output to what is drawn there: social images."""
    problems: tuple[Problem, ...]
    twins: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Output to (output, kind): what is another output, compressed."""

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page, sorted by output."""
        return tuple(self.outputs.values())

    def __contains__(self, output: object) -> bool:
        return any(output in found for found in (self.outputs, self.copies, self.pictures, self.drawn))

    @property
    def paths(self) -> frozenset[str]:
        """Every path of the output."""
        return frozenset([*self.outputs, *self.copies, *self.pictures, *self.drawn, *self.twins])


def make_plan(snapshot: Snapshot) -> Plan:
    """List every page of the site, and every file. Never incremental."""
    pages: dict[str, Page] = {}
    copies: dict[str, str] = {}
    pictures: dict[str, tuple[str, Variant]] = {}
    claims: list[tuple[str, Claimant]] = []
    for page, claimant in _pages(snapshot):
        output = page.output
        pages[output] = page
        claims.append((output, claimant))
    for output, source, variant, place in _files(snapshot):
        known = copies.get(output) if variant is None else pictures.get(output)
        wanted = source if variant is None else (source, variant)
        if known == wanted:
            continue
        claims.append((output, partial(_of_file, place, source)))
        if variant is None:
            copies.setdefault(output, source)
        else:
            pictures.setdefault(output, (source, variant))
    images = list(drawn_images(snapshot))
    claims += [(output_of(image.path), partial(_at, Place("site.yaml"), image.owner)) for image in images]
    drawn = {output_of(image.path): image.drawing for image in images}
    if snapshot.contents.locked:
        pages |= {page.output: page for page in kept_pages(snapshot, pages, {*copies, *pictures, *drawn})}
    twins: dict[str, tuple[str, str]] = {}
    for output in (*pages, *copies):
        for twin, kind in twins_of(output, snapshot.settings.precompress):
            twins[twin] = output, kind
            claims.append((twin, claimed(f"the compressed twin of {output}")))
    problems = (*_double_claims([*claims, *_scheduled(snapshot)]), *_reserved(snapshot))
    return Plan(
        dict(sorted(pages.items())),
        dict(sorted(copies.items())),
        dict(sorted(pictures.items())),
        dict(sorted(drawn.items())),
        problems,
        dict(sorted(twins.items())),
    )


def plan_of_article(snapshot: Snapshot, article: Article) -> Plan:
    """The part of the plan that is an article's own: its pages, and the files that they show."""
    found = list(_files_of_article(snapshot, article))
    return Plan(
        {page.output: page for page, _ in _pages_of(snapshot, article)},
        {output: source for output, source, variant, _ in found if variant is None},
        {output: (source, variant) for output, source, variant, _ in found if variant is not None},
        {output_of(image.path): image.drawing for image in drawn_of_article(snapshot, article)},
        (),
    )


def _pages(snapshot: Snapshot) -> Iterator[Planned]:
    yield Page("/", "front"), claimed("the front page")
    yield Page("/404.html", "404"), claimed("the page for what is not found")
    yield Page("/tags/", "tags"), claimed("the list of all tags")
    yield Page("/authors/", "authors"), claimed("the list of all authors")
    yield Page("/archive/", "archive"), claimed("the archive")
    if snapshot.settings.search:
        yield Page("/search/", "search"), claimed("the search page")
    for article in snapshot.articles:
        yield from _pages_of(snapshot, article)
    for article in snapshot.gone.values():
        yield from _pages_of_gone(snapshot, article)
    yield from _lists(snapshot)
    yield from _corrections(snapshot)
    yield from _standing(snapshot)
    yield from other_redirects(snapshot)
    for pages in _WRITTEN:
        yield from pages(snapshot)


def _pages_of(snapshot: Snapshot, article: Article) -> Iterator[Planned]:
    path, settled = snapshot.path_of(article), is_settled(snapshot, article)
    yield Page(path, "article", (article.id,), settled), partial(_of_article, article)
    if snapshot.settings.lite:
        yield Page(lite_path(path), "lite", (article.id,)), partial(_of_lite, article)
    yield from redirects_of(article, path)


def _pages_of_gone(snapshot: Snapshot, article: Article) -> Iterator[Planned]:
    path = snapshot.path_of(article)
    yield Page(path, snapshot.state_of(article), (article.id,)), partial(_of_article, article)
    yield from redirects_of(article, path)


def _scheduled(snapshot: Snapshot) -> Iterator[tuple[str, Claimant]]:
    # Their claims are found now, while an editor looks, and not at night, when they come to be public.
    for article in snapshot.contents.articles:
        document = article.document
        is_waiting = document.live_from is not None and not document.draft and not snapshot.drafts
        if is_waiting and snapshot.state_of(article) == HIDDEN:
            yield from ((page.output, claimant) for page, claimant in _pages_of(snapshot, article))


def _lists(snapshot: Snapshot) -> Iterator[Planned]:
    for key, items in snapshot.lists.items():
        kind, _, name = key.partition(":")
        head, claimant = list_path(key), partial(_of_list, snapshot, kind, name)
        last = lists.pages_below_head(len(items), snapshot.settings.page_size)
        for number in (None, *range(1, last + 1)):
            yield Page(lists.path_of(head, number), kind, (name, number)), claimant


def _corrections(snapshot: Snapshot) -> Iterator[Planned]:
    last = lists.pages_below_head(len(snapshot.corrections), snapshot.settings.page_size)
    for number in (None, *range(1, last + 1)):
        yield (
            Page(lists.path_of("/corrections/", number), "corrections", (number,)),
            claimed("the list of all corrections"),
        )


def _standing(snapshot: Snapshot) -> Iterator[Planned]:
    for source, document in snapshot.contents.pages.items():
        if document.draft and not snapshot.drafts:
            continue
        path = standing_path(source)
        yield Page(path, "page", (source,)), partial(_at, Place(source), f"the page {source}")


_File = tuple[str, str, Variant | None, Place]
"""Where it goes, the file that it is or is made of, as what, and who claims its place."""


def _files(snapshot: Snapshot) -> Iterator[_File]:
    for article in snapshot.articles:
        yield from _files_of_article(snapshot, article)
    for source, page in snapshot.contents.pages.items():
        if not page.draft or snapshot.drafts:
            yield from _beside(snapshot, source, standing_path(source), page.prose.links, page.image)
    for slug, author in snapshot.bylines.documents.items():
        if snapshot.lists.get(f"author:{slug}"):
            source, path = f"content/authors/{slug}.md", f"/authors/{slug}/"
            yield from _beside(snapshot, source, path, author.bio.links, author.photo)
    for path, file, crop, place in cropped_of_pages(snapshot):
        yield output_of(path), file, crop, place
    for name, digest in snapshot.contents.static.items():
        yield name, f"static/{name}", None, Place(f"static/{name}")
        if name in snapshot.contents.assets:
            yield hashed_name(name, digest), f"static/{name}", None, Place(f"static/{name}")


def _files_of_article(snapshot: Snapshot, article: Article) -> Iterator[_File]:
    document = article.document
    if document.prose.links or document.image:
        path = snapshot.path_of(article)
        yield from _beside(snapshot, article.path, path, document.prose.links, document.image)
        for path, file, crop, place in cropped_of_article(snapshot, article):
            yield output_of(path), file, crop, place


def _beside(
    snapshot: Snapshot, source: str, page: str, links: Sequence[Link], image: Image | None
) -> Iterator[_File]:
    contents = snapshot.contents
    for link in links:
        for path, file, variant in files_of_target(link.target, link.kind, source, page, contents):
            yield output_of(path), file, variant, Place(source)
    if image is not None:
        for path, file, variant in files_of_image(image, source, page, contents):
            yield output_of(path), file, variant, Place(source)


def _at(place: Place, says: str) -> tuple[Place, str]:
    return place, says


def _of_article(article: Article) -> tuple[Place, str]:
    return article.place("slug"), f"the article {article.path}"


def _of_lite(article: Article) -> tuple[Place, str]:
    return article.place("slug"), f"the lite page of {article.path}"


def _of_list(snapshot: Snapshot, kind: str, name: str) -> tuple[Place, str]:
    source = "site.yaml" if kind == "section" else "content/articles"
    if kind == "author" and name in snapshot.bylines.documents:
        source = f"content/authors/{name}.md"
    return Place(source), f"the list of the {kind} `{name}`"


def _of_file(place: Place, source: str) -> tuple[Place, str]:
    return place, f"the file {source}"


def _double_claims(claims: Sequence[tuple[str, Claimant]]) -> Iterator[Problem]:
    first: dict[str, tuple[str, Claimant]] = {}
    for claim in claims:
        other = first.setdefault(claim_key(claim[0]), claim)
        if other is not claim:
            yield _claimed_twice("url-claimed-twice", claim, other)
    # Every folder above an output must be a folder: `a` cannot be a file beside `a/index.html`.
    if not first.keys().isdisjoint(_folders(first)):
        for key, claim in first.items():
            for folder in sorted(first.keys() & _folders([key]), key=len):
                yield _claimed_twice("file-where-folder", claim, first[folder])


def _folders(outputs: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for output in outputs:
        folder = output.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _claimed_twice(slug: str, claim: tuple[str, Claimant], other: tuple[str, Claimant]) -> Problem:
    url = "/" + claim[0].removesuffix("index.html")
    place, second = claim[1]()
    return problem(slug, place, url=url, first=other[1]()[1], second=second)


def _reserved(snapshot: Snapshot) -> Iterator[Problem]:
    for place, path in _free_paths(snapshot):
        segment = path.split("/")[1]
        if claim_key(segment) in RESERVED:
            yield problem("segment-reserved", place, segment=segment)


def _free_paths(snapshot: Snapshot) -> Iterator[tuple[Place, str]]:
    """Where the first segment is an editor's choice: its place, and a path that begins with it."""
    for source, page in snapshot.contents.pages.items():
        if not page.draft or snapshot.drafts:
            yield Place(source), standing_path(source)
    if snapshot.settings.sections is None:
        for entry in snapshot.section_entries:
            yield _section_place(snapshot, entry.slug), f"/{entry.slug}/"
    if _WORD_FIRST.match(snapshot.settings.permalink):
        for article in snapshot.articles:
            yield article.place("slug"), snapshot.path_of(article)
    for name in snapshot.contents.static:
        yield Place(f"static/{name}"), f"/{name}"


def _section_place(snapshot: Snapshot, slug: str) -> Place:
    users: tuple[Article, ...] = tuple(snapshot.lists[f"section:{slug}"])
    return users[0].place("section") if users else Place("site.yaml")
