"""Opens a site: from its sources to one moment of it, its plan, and every problem on the way.

Whoever cannot wait for the whole takes the moment first (`join_site`), and its plan afterwards (`Joined.opened`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from asiansite.content.article import Article
from asiansite.content.rooms import SETTINGS
from asiansite.content.settings import Settings
from asiansite.content.urls_lock import NAME as LOCK
from asiansite.errors import Place, Problem, SiteError, as_error, in_order, problem, with_excerpts
from asiansite.rendering.templates import asks_day, named_assets
from asiansite.site.census import Census
from asiansite.site.contents import Contents
from asiansite.site.frame import Frame
from asiansite.site.lost import lost_urls
from asiansite.site.plan import Plan, make_plan
from asiansite.site.review import review_articles, review_broken, review_others
from asiansite.site.snapshot import Snapshot
from asiansite.site.transition import Transition
from asiansite.storage.documents import Documents
from asiansite.storage.files import FileTree
from asiansite.storage.pictures import PictureRecords
from asiansite.storage.sources import Sources
from asiansite.storage.tools import tools
from asiansite.work.bodies import Bodies
from asiansite.work.drawing import read_kit
from asiansite.work.executors import executor_for, nothing
from asiansite.work.facts import recall_facts
from asiansite.work.moment import Moment
from asiansite.work.pages import OpenSite
from asiansite.work.picturing import read_pictures
from asiansite.work.reading import (
    decoded_article,
    hash_static,
    lines_of,
    lines_of_file,
    parser_of,
    read_contents,
    read_lock,
    read_site_yaml,
    read_templates,
)
from asiansite.work.report import Progress, silent


class Taken(NamedTuple):
    """What a build takes over from the last one, with the words that have changed since."""

    frame: Frame
    census: Census
    transitions: tuple[Transition, ...]
    unlocked: tuple[str, ...]
    """The lines that urls.lock still lacks, where builds only tell them."""


class Opened(Struct, frozen=True):
    """A site whose pages can be rendered, if nothing is wrong with it."""

    moment: Moment
    site: OpenSite
    plan: Plan
    problems: tuple[Problem, ...]
    """Sorted, with their excerpts."""
    of_sources: tuple[Problem, ...]
    """Those that a source has by itself, as they were found; the others are between sources."""
    of_articles: tuple[Problem, ...]
    """Those that an article has beside the other documents."""
    across: tuple[Problem, ...]
    """All others."""
    bodies: Bodies
    pictures: PictureRecords
    is_plain: bool = False
    """Whether the next build may take over what was joined: each of its problems is of one source, and nothing is held."""
    taken: Taken | None = None
    """What was taken over from the last build; None if all was made anew."""

    @property
    def snapshot(self) -> Snapshot:
        """The moment."""
        return self.site.snapshot

    @property
    def is_broken(self) -> bool:
        """Whether an error stands in the way."""
        return any(found.level == "error" for found in self.problems)

    def article_then(self, path: str, digest: str) -> Article | None:
        """The article that the bytes with the hash `digest` gave at `path`; None if that is forgotten."""
        reading = self.bodies.reading(digest)
        return None if reading is None else decoded_article(path, reading, self.snapshot.settings)

    def close(self) -> None:
        """Let go of the files that bodies and pictures come from."""
        self.bodies.close()
        self.pictures.close()


class Joined(Struct, frozen=True):
    """A site whose sources are read and joined. What is wrong between them is not known yet, nor is the plan."""

    moment: Moment
    site: OpenSite
    of_sources: tuple[Problem, ...]
    """As of `Opened`."""
    is_read: bool
    """No source has an error for which it could not be read."""
    bodies: Bodies
    pictures: PictureRecords
    tree: FileTree
    is_plain: bool
    """As of `Opened`, but for problems between sources."""

    @property
    def snapshot(self) -> Snapshot:
        """The moment."""
        return self.site.snapshot

    def opened(self) -> Opened:
        """The site with its plan, and with every problem."""
        snapshot = self.snapshot
        plan = make_plan(snapshot)
        of_articles = (*review_articles(snapshot, snapshot.contents.articles), *review_broken(snapshot))
        # A source that cannot be read has lost its pages for now: that is told already.
        lost = lost_urls(snapshot, plan, lambda: lines_of_file(self.tree, LOCK)) if self.is_read else ()
        across = (*review_others(snapshot), *plan.problems, *lost)
        problems = [*self.of_sources, *of_articles, *across]
        return Opened(
            self.moment,
            self.site,
            plan,
            shown(problems, self.tree, strict=self.moment.strict),
            self.of_sources,
            of_articles,
            across,
            self.bodies,
            self.pictures,
            self.is_plain and not across,
        )


def open_site(
    tree: FileTree,
    sources: Sources,
    found: Sequence[Problem],
    home: Path,
    moment: Moment,
    jobs: int,
    *,
    anew: bool = False,
    progress: Progress = silent,
) -> Opened:
    """Read the sources and plan the pages; `found` are the problems of the scan.

    With `anew`, nothing that is remembered of documents is used. Raises SiteError as `join_site` does.
    """
    return join_site(tree, sources, found, home, moment, jobs, anew=anew, progress=progress).opened()


def join_site(
    tree: FileTree,
    sources: Sources,
    found: Sequence[Problem],
    home: Path,
    moment: Moment,
    jobs: int,
    *,
    anew: bool = False,
    progress: Progress = silent,
) -> Joined:
    """Read the sources, and join them.

    Raises SiteError, with every problem that could still be found, if there are no sound settings to
    go by, or the clock's text is no date.
    """
    settings, all_found = _settings(sources, found, moment)
    is_sound = not any(problem.level == "error" for problem in all_found if _is_about_settings(problem))
    clock = moment.clock(settings.zone)
    templates, template_problems = read_templates(sources)
    parser = parser_of(settings, tools())
    held, workers = frozenset(moment.hold), partial(_workers, jobs)
    with closing(Documents(home, parser, anew=anew)) as documents:
        contents, content_problems = read_contents(sources, documents, settings, workers, held, progress)
        recall_facts(documents, templates)
    bodies = _bodies(contents, home, parser, tree)
    static, static_problems = hash_static(sources)
    locked, lock_problems = read_lock(sources, settings)
    contents = replace(contents, static=static, locked=locked)
    pictures = PictureRecords(home, anew=anew)
    contents, picture_problems = read_pictures(contents, sources, pictures, workers, progress)
    kit, kit_problems = read_kit(sources, settings)
    contents = replace(contents, social=kit)
    all_found += [*template_problems, *content_problems, *static_problems, *picture_problems, *kit_problems]
    all_found += lock_problems
    all_found += [problem("held", Place(path)) for path in sorted(held)]
    if not is_sound:
        # What no single file can know would be told by settings that nobody wrote.
        raise SiteError(shown(all_found, tree, strict=moment.strict))
    contents = replace(
        contents,
        body=bodies,
        assets=named_assets(templates),
        shows_day=asks_day(templates),
    )
    snapshot = Snapshot(contents, clock, drafts=moment.drafts)
    is_read = not any(problem.level == "error" for problem in content_problems)
    rendered_at = datetime.now(settings.zone).isoformat(sep=" ", timespec="seconds")
    site = OpenSite(snapshot, templates, tools(), rendered_at)
    is_alone = not (found or held or contents.unread or contents.flaws)
    is_plain = is_alone and not (moment.drafts or settings.search)
    return Joined(moment, site, tuple(all_found), is_read, bodies, pictures, tree, is_plain)


def shown(problems: Iterable[Problem], tree: FileTree, *, strict: bool) -> tuple[Problem, ...]:
    """Problems as they are told: sorted, with their excerpts; if `strict`, warnings are errors."""
    ordered = in_order(map(as_error, problems) if strict else problems)
    return with_excerpts(ordered, lines_of(tree, ordered))


def _settings(sources: Sources, found: Sequence[Problem], moment: Moment) -> tuple[Settings, list[Problem]]:
    all_found = list(found)
    if any(_is_about_settings(problem) for problem in all_found):
        raise SiteError(in_order(all_found))
    settings, problems = read_site_yaml(sources, moment.base_url)
    return settings, [*all_found, *problems]


def _is_about_settings(found: Problem) -> bool:
    return found.place is not None and found.place.path == SETTINGS


def _workers(jobs: int, articles: int) -> AbstractContextManager[Executor]:
    return executor_for(articles, jobs, nothing)


def _bodies(contents: Contents, home: Path, parser: str, tree: FileTree) -> Bodies:
    paths = {article.document.prose.digest: article.path for article in contents.articles}
    settings = contents.settings
    return Bodies(home, parser, tree, paths, settings.timezone, settings.prose)
