"""Opens an edition from the disk: everything is looked at, what is remembered is not read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from asiansite.content.rooms import FRONT, TAGS
from asiansite.errors import Problem, SiteError, with_excerpts
from asiansite.preview.early import Early
from asiansite.preview.edition import Edition, Faults
from asiansite.preview.press import Press
from asiansite.site.contents import Contents
from asiansite.site.frame import encode_frame, frame_of, pack_digests, plan_of
from asiansite.site.plan import make_plan
from asiansite.site.review import review_articles, review_broken, review_others
from asiansite.site.snapshot import Snapshot
from asiansite.site.transitions import transitions
from asiansite.storage.files import FileTree
from asiansite.storage.frames import LastFrame, last_frame, remember_frame
from asiansite.storage.sources import Sources
from asiansite.storage.theme import site_tree
from asiansite.work.bodies import Bodies
from asiansite.work.moment import Moment
from asiansite.work.opening import join_site
from asiansite.work.pages import OpenSite
from asiansite.work.reading import lines_of
from asiansite.work.recording import is_between
from asiansite.work.report import Progress
from asiansite.work.resuming import frame_key, rejoined

Value = TypeVar("Value")


class NoEditionError(SiteError):
    """The site cannot be shown at all, because of these problems: there are no sound settings."""


class Place(Struct, frozen=True):
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

    Without a last one, what can be shown before all is read, or before the plan is made, is handed to `publish` as
    soon as it can.
    """
    tree = site_tree(place.site)
    found, problems = tree.scan()
    sources = Sources(tree, found, place.home)
    try:
        early = _as_remembered(place, number, tree, sources) if last is None and not problems else None
        if early is not None:
            sources.remember()
            publish(early)
        try:
            read = join_site(tree, sources, problems, place.home, place.moment, place.jobs, progress=progress)
        except SiteError as error:
            raise NoEditionError(with_excerpts(error.problems, lines_of(tree, error.problems))) from error
        read.pictures.close()  # it belongs to this thread
        press = early.press if early and early.press.texts == read.site.templates else _press(read.site)
        # Before anything is seen: who breaks off then need not wait for every file another time.
        sources.remember()
        certain = Early(number, read.snapshot, press, tree)
        if last is None and early is None:
            publish(certain)
        opened = read.opened()
    finally:
        sources.close()
    faults = Faults(opened.of_sources, opened.of_articles, opened.across).with_excerpts(tree)
    edition = Edition(
        number, opened.snapshot, opened.plan, press, tree, sources, problems, faults, opened.is_plain
    )
    if last is None:
        return edition.after(certain)
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
    faults = faults.with_excerpts(edition.tree)
    return replace(edition, snapshot=snapshot, plan=plan, faults=faults, is_plain=False)


def remember_edition(place: Place, edition: Edition) -> None:
    """Remember what was joined for an edition that is plain: the next start shows pages by it."""
    snapshot, sources = edition.snapshot, edition.sources
    pictures, kit = bool(snapshot.given.pictures), snapshot.contents.social
    key = frame_key(sources, place.moment, "leave", snapshot.settings, has_pictures=pictures, kit=kit)
    if key is None:
        return
    digests = pack_digests(sources.known(article.path) or "" for article in edition.contents.articles)
    past = last_frame(place.home)
    if past is not None and (past.key, past.digests) == (key, digests) and is_between(past, snapshot.now):
        return
    coming = transitions(snapshot)
    frame = encode_frame(frame_of(key, snapshot, edition.plan, edition.problems))
    end = coming[0].at.isoformat() if coming else ""
    remember_frame(place.home, LastFrame(key, snapshot.now.isoformat(), end, digests, frame))


def _as_remembered(place: Place, number: int, tree: FileTree, sources: Sources) -> Early | None:
    """The site by what was joined for the last preview, if nothing but words has changed since."""
    past = last_frame(place.home)
    try:
        site = None if past is None else rejoined(tree, sources, place.home, past, place.moment, "leave")
    except SiteError:
        return None  # what is wrong is told when all is read
    if site is None:
        return None
    site.close()  # what is open belongs to this thread
    return Early(number, site.snapshot, _press(site.site), tree, plan_of(site.frame))


def _press(site: OpenSite) -> Press:
    settings = site.snapshot.settings
    return Press(site.templates, settings.language, settings.date_format, site.tools)


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
