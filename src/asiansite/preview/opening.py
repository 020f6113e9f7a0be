"""Opens an edition from the disk: everything is looked at, what is remembered is not read again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from asiansite.errors import SiteError, in_order, with_excerpts
from asiansite.preview.edition import Edition, Press
from asiansite.site.plan import make_plan
from asiansite.site.review import review
from asiansite.site.snapshot import Snapshot
from asiansite.storage.sources import Sources
from asiansite.storage.theme import site_tree
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
    snapshot = opened.snapshot
    press = Press(
        opened.site.templates, snapshot.settings.language, snapshot.settings.date_format, opened.site.tools
    )
    plan, shown = opened.plan, opened.problems
    kept = _kept(snapshot, last)
    if kept is not None:
        snapshot, plan = kept, make_plan(kept)
        everything = in_order([*opened.of_sources, *review(snapshot), *plan.problems])
        shown = with_excerpts(everything, lines_of(tree, everything))
    return Edition(number, place.moment, snapshot, plan, press, tree, found, opened.of_sources, shown)


def _kept(snapshot: Snapshot, last: Edition | None) -> Snapshot | None:
    """The snapshot with the last good version of each article that cannot be read now; None if there are none."""
    contents = snapshot.contents
    if last is None or not contents.unread:
        return None
    good = {path: article for path, article in last.snapshot.by_path.items() if path in contents.unread}
    if not good:
        return None
    articles = sorted([*contents.articles, *good.values()], key=lambda article: article.path)
    contents = replace(contents, articles=tuple(articles), unread=contents.unread - good.keys())
    return Snapshot(contents, snapshot.now, drafts=snapshot.drafts)
