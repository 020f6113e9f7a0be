"""Opens an edition from the disk: everything is looked at, what is remembered is not read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from asiansite.content.rooms import FRONT, TAGS
from asiansite.errors import Problem, SiteError, with_excerpts
from asiansite.preview.early import Early
from asiansite.preview.edition import Edition, Faults
from asiansite.preview.press import Press
from asiansite.site.contents import Contents
from asiansite.site.plan import make_plan
from asiansite.site.review import review_articles, review_broken, review_others
from asiansite.site.snapshot import Snapshot
from asiansite.storage.sources import Sources
from asiansite.storage.theme import site_tree
from asiansite.work.bodies import Bodies
from asiansite.work.moment import Moment
from asiansite.work.opening import join_site
from asiansite.work.reading import lines_of
from asiansite.work.report import Progress

Value = TypeVar("Value")


class NoEditionError(SiteError):
    """The site cannot be shown at all, because of these problems: there are no sound settings."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which site is previewed, and how."""

    site: Path
    home: Path
    moment: Moment
    jobs: int


def open_edition(
    place: Place,
    number: int,
    last: Edition | None,
    progress: Progress,
    publish: Callable[[Early], None] = lambda early: None,
) -> Edition:
    """Look at every source. What cannot be read is as it was in the `last` edition. Raises NoEditionError.

    Without a last one, what can be shown before the plan is made is handed to `publish` as soon as it can.
    """
    tree = site_tree(place.site)
    found, problems = tree.scan()
    sources = Sources(tree, found, place.home)
    try:
        try:
            read = join_site(tree, sources, problems, place.home, place.moment, place.jobs, progress=progress)
        except SiteError as error:
            raise NoEditionError(with_excerpts(error.problems, lines_of(tree, error.problems))) from error
        read.pictures.close()  # it belongs to this thread
        settings = read.snapshot.settings
        press = Press(read.site.templates, settings.language, settings.date_format, read.site.tools)
        early = Early(number, read.snapshot, press, tree)
        # Before anything is seen: who breaks off then need not wait for every file another time.
        sources.remember()
        if last is None:
            publish(early)
        opened = read.opened()
    finally:
        sources.close()
    faults = Faults(opened.of_sources, opened.of_articles, opened.across).with_excerpts(tree)
    edition = Edition(number, opened.snapshot, opened.plan, press, tree, sources, problems, faults)
    if last is None:
        return edition.after(early)
    contents = _with_last_good(edition.contents, last)
    return edition if contents is edition.contents else joined(edition, contents, faults.of_sources)


def joined(edition: Edition, contents: Contents, of_sources: tuple[Problem, ...]) -> Edition:
    """The edition with other contents: all that follows from them is made anew."""
    before = edition.snapshot
    snapshot = Snapshot(contents, before.now, drafts=before.drafts)
    plan = make_plan(snapshot)
    across = (*review_others(snapshot), *plan.problems)
    of_articles = (*review_articles(snapshot, contents.articles), *review_broken(snapshot))
    faults = Faults(of_sources, of_articles, across)
    return replace(edition, snapshot=snapshot, plan=plan, faults=faults.with_excerpts(edition.tree))


def _with_last_good(contents: Contents, last: Edition) -> Contents:
    """The contents with the last good version of each source that cannot be read now."""
    unread, were = contents.unread, last.contents
    articles = [article for article in were.articles if article.path in unread]
    pages = {path: page for path, page in were.pages.items() if path in unread}
    authors = {path: author for path, author in were.authors.items() if path in unread}
    good = {article.path for article in articles} | pages.keys() | authors.keys() | (unread & {TAGS, FRONT})
    if not good:
        return contents
    bodies, before = contents.body, were.body
    if isinstance(bodies, Bodies) and isinstance(before, Bodies):
        proses = [*(article.document.prose for article in articles), *(page.prose for page in pages.values())]
        digests = {prose.digest for prose in [*proses, *(author.bio for author in authors.values())]}
        bodies.edited |= {digest: html for digest, html in before.edited.items() if digest in digests}
    return replace(
        contents,
        articles=tuple(sorted([*contents.articles, *articles], key=lambda article: article.path)),
        pages=_by_path(contents.pages, pages),
        authors=_by_path(contents.authors, authors),
        tags=were.tags if TAGS in unread else contents.tags,
        front=were.front if FRONT in unread else contents.front,
        unread=unread - good,
    )


def _by_path(found: Mapping[str, Value], good: Mapping[str, Value]) -> dict[str, Value]:
    return dict(sorted({**found, **good}.items()))
