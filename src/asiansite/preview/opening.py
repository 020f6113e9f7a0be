"""Opens an edition from the disk: everything is looked at, what is remembered is not read again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from asiansite.errors import Problem, SiteError, with_excerpts
from asiansite.preview.edition import Edition, Faults, Press
from asiansite.site.contents import Contents
from asiansite.site.plan import make_plan
from asiansite.site.review import review_articles, review_others
from asiansite.site.snapshot import Snapshot
from asiansite.storage.sources import Sources
from asiansite.storage.theme import site_tree
from asiansite.work.bodies import Bodies
from asiansite.work.moment import Moment
from asiansite.work.opening import open_site
from asiansite.work.reading import lines_of
from asiansite.work.report import Progress


class NoEditionError(SiteError):
    """The site cannot be shown at all, because of these problems: there are no sound settings."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which site is previewed, and how."""

    site: Path
    home: Path
    moment: Moment
    jobs: int


def open_edition(place: Place, number: int, last: Edition | None, progress: Progress) -> Edition:
    """Look at every source. What cannot be read is as it was in the `last` edition. Raises NoEditionError."""
    tree = site_tree(place.site)
    found, problems = tree.scan()
    sources = Sources(tree, found, place.home)
    try:
        try:
            opened = open_site(
                tree, sources, problems, place.home, place.moment, place.jobs, progress=progress
            )
        except SiteError as error:
            raise NoEditionError(with_excerpts(error.problems, lines_of(tree, error.problems))) from error
        opened.pictures.close()  # it belongs to this thread
        sources.remember()
    finally:
        sources.close()
    settings = opened.snapshot.settings
    press = Press(opened.site.templates, settings.language, settings.date_format, opened.site.tools)
    faults = Faults(opened.of_sources, opened.of_articles, opened.across).with_excerpts(tree)
    edition = Edition(number, opened.snapshot, opened.plan, press, tree, sources, problems, faults)
    contents = opened.snapshot.contents if last is None else _with_last_good(opened.snapshot.contents, last)
    return edition if contents is opened.snapshot.contents else joined(edition, contents, faults.of_sources)


def joined(edition: Edition, contents: Contents, of_sources: tuple[Problem, ...]) -> Edition:
    """The edition with other contents: all that follows from them is made anew."""
    before = edition.snapshot
    snapshot = Snapshot(contents, before.now, drafts=before.drafts)
    plan = make_plan(snapshot)
    across = (*review_others(snapshot), *plan.problems)
    faults = Faults(of_sources, review_articles(snapshot, contents.articles), across)
    return replace(edition, snapshot=snapshot, plan=plan, faults=faults.with_excerpts(edition.tree))


def _with_last_good(contents: Contents, last: Edition) -> Contents:
    """The contents with the last good version of each article that cannot be read now."""
    good = [article for article in last.contents.articles if article.path in contents.unread]
    if not good:
        return contents
    bodies, before = contents.body, last.contents.body
    if isinstance(bodies, Bodies) and isinstance(before, Bodies):
        digests = {article.document.prose.digest for article in good}
        bodies.edited |= {digest: html for digest, html in before.edited.items() if digest in digests}
    articles = sorted([*contents.articles, *good], key=lambda article: article.path)
    unread = contents.unread - {article.path for article in good}
    return replace(contents, articles=tuple(articles), unread=unread)
