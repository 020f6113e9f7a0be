"""The story of a build: afterwards the output is what the site's sources say at the build's clock.

Every problem of the sources is collected before the build ends with them, and the output is
touched only when nothing but the machine can go wrong any more.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from asiansite.content.dates import parse_date
from asiansite.content.settings import Settings
from asiansite.errors import Place, Problem, SiteError, as_error, in_order, problem, with_excerpts
from asiansite.rendering.templates import named_assets
from asiansite.site.plan import Plan, make_plan, rank_of
from asiansite.site.review import review
from asiansite.site.snapshot import Snapshot
from asiansite.site.transitions import Transition, transitions
from asiansite.storage.files import FileTree, Source
from asiansite.storage.output import Output, Published
from asiansite.storage.theme import site_tree
from asiansite.work.executors import executor_for
from asiansite.work.pages import OpenSite, render_all
from asiansite.work.reading import (
    hash_static,
    lines_of,
    read_contents,
    read_site_yaml,
    read_templates,
)

Progress = Callable[[str, int, int], None]
"""Told as the work goes on: what is being done, how much of it, out of how much."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a build is asked to do."""

    site: Path
    output: Path
    at: str | None = None
    """The clock, as a date in the outlet's zone; None: now."""
    drafts: bool = False
    jobs: int = 1
    base_url: str | None = None
    hold: tuple[str, ...] = ()
    """Sources of articles to be left out, from the site's folder."""
    strict: bool = False
    adopt: bool = False
    wait: float = 0.0
    """Seconds to wait for another build of the same output."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    pages: int
    rendered: int
    articles: int
    written: tuple[str, ...]
    removed: tuple[str, ...]
    seconds: float
    transitions: tuple[Transition, ...]
    problems: tuple[Problem, ...]

    @property
    def next_change_at(self) -> datetime | None:
        """The first instant at which the site changes with nobody touching it."""
        return self.transitions[0].at if self.transitions else None


class BuildFailed(SiteError):
    """The sources have errors; nothing was published."""

    def __init__(self, problems: Sequence[Problem], articles: int) -> None:
        """`articles`: how many there are."""
        super().__init__(problems)
        self.articles = articles

    @property
    def status(self) -> int:
        """1: problems in the content."""
        return 1


def build(request: Request, progress: Progress = lambda stage, done, total: None) -> Report:
    """Bring the output up to date. Raises SiteError; the old output is then as it was."""
    started = time.monotonic()
    tree = site_tree(request.site)
    sources, problems = tree.scan()
    settings, found = read_site_yaml(tree, request.base_url)
    problems = (*problems, *found)
    templates, template_problems = read_templates(tree, sources)
    snapshot, found = _snapshot(tree, sources, settings, templates, request)
    plan = make_plan(snapshot)
    problems = _judged([*problems, *template_problems, *found, *review(snapshot), *plan.problems], tree, request)
    if any(found.level == "error" for found in problems):
        raise BuildFailed(problems, len(snapshot.contents.articles))
    with Output.open(
        request.output, request.site, keep=settings.keep, adopt=request.adopt, wait=request.wait
    ) as output:
        _refuse_lost_pages(request, plan, output)
        published = _publish(tree, snapshot, plan, OpenSite(snapshot, templates), output, request, progress)
    return Report(
        pages=len(plan.pages),
        rendered=len(plan.pages),
        articles=len(snapshot.articles),
        written=published.written,
        removed=published.removed,
        seconds=time.monotonic() - started,
        transitions=transitions(snapshot),
        problems=(*problems, *published.problems),
    )


def _snapshot(
    tree: FileTree,
    sources: Sequence[Source],
    settings: Settings,
    templates: Mapping[str, str],
    request: Request,
) -> tuple[Snapshot, tuple[Problem, ...]]:
    held = frozenset(request.hold)
    with executor_for(len(sources), request.jobs, _nothing) as executor:
        contents, problems = read_contents(tree, sources, settings, executor, held)
    contents = replace(contents, static=hash_static(tree, sources), assets=named_assets(templates))
    warnings = (problem("held", Place(path)) for path in sorted(held))
    return Snapshot(contents, _clock(request, settings), drafts=request.drafts), (*problems, *warnings)


def _publish(
    tree: FileTree,
    snapshot: Snapshot,
    plan: Plan,
    site: OpenSite,
    output: Output,
    request: Request,
    progress: Progress,
) -> Published:
    ranks = {page.output: rank_of(page) for page in plan.pages}
    if foreign := output.check([*ranks, *plan.copies]):
        raise SiteError(foreign)
    with executor_for(len(plan.pages), request.jobs, site) as executor:
        for done, page in enumerate(render_all(executor, plan.pages), 1):
            output.stage(page.output, page.data)
            progress("pages rendered", done, len(plan.pages))
    for target, source in plan.copies.items():
        with tree.open(source) as file:
            output.stage(target, file)
    return output.commit(lambda path: ranks.get(path, 0))


def _clock(request: Request, settings: Settings) -> datetime:
    if request.at is None:
        return datetime.now(settings.zone).replace(microsecond=0)
    try:
        return parse_date(request.at, settings.zone)
    except ValueError:
        raise SiteError([problem("option-not-a-date", given=request.at)]) from None


def _judged(problems: Iterable[Problem], tree: FileTree, request: Request) -> tuple[Problem, ...]:
    ordered = in_order(map(as_error, problems) if request.strict else problems)
    return with_excerpts(ordered, lines_of(tree, ordered))


def _refuse_lost_pages(request: Request, plan: Plan, output: Output) -> None:
    # To hold a story that is out already would take its page away: that is a withdrawal, not this.
    planned = {page.output for page in plan.pages}
    for path in request.hold:
        name = path.rsplit("/", 1)[-1].removesuffix(".md")
        lost = [old for old in output.manifest() if old not in planned and f"/{name}/" in f"/{old}"]
        if lost:
            raise SiteError([problem("hold-published", Place(path), url="/" + lost[0].removesuffix("index.html"))])


def _nothing() -> None:
    """What a worker that only reads needs beforehand."""
