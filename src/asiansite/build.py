"""The story of a build: afterwards the output is what a clean build of the sources would give.

Scan, read, plan, verify, render, write, record. Only pages whose trace no longer holds are
rendered, and the output is touched when nothing but the machine can go wrong any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from asiansite.errors import Problem, SiteError, in_order, with_excerpts
from asiansite.storage.book import Book
from asiansite.storage.files import FileTree
from asiansite.storage.home import memory_of
from asiansite.storage.names import STAGED, UNFINISHED
from asiansite.storage.sources import Sources
from asiansite.storage.theme import site_tree
from asiansite.work.moment import Locking, Moment
from asiansite.work.report import Progress, Report, silent
from asiansite.work.stopwatch import Stopwatch

if TYPE_CHECKING:
    from asiansite.storage.output import Output
    from asiansite.work.opening import Opened
    from asiansite.work.searching import SearchIndex


class Request(Struct, frozen=True):
    """What a build is asked to do."""

    site: Path
    output: Path
    moment: Moment = field(default_factory=Moment)
    jobs: int = 1
    clean: bool = False
    """Render every page anew, whatever is remembered."""
    adopt: bool = False
    """Overwrite files in the output that are not ours."""
    wait: float = 0.0
    """Seconds to wait for another build of the same output."""
    search: bool = False
    """Make the search index, if it is not of today."""
    locking: Locking = "leave"
    """What becomes of the URLs that are published first; "leave" for another output than the site's own."""
    verify: bool = False
    """Build the site a second time, clean and in memory, and compare."""


class BuildFailed(SiteError):
    """Something stands in the way; nothing was published."""

    def __init__(self, problems: Sequence[Problem], articles: int) -> None:
        """`articles`: how many there are."""
        super().__init__(problems)
        self.articles = articles


def build(request: Request, progress: Progress = silent) -> Report:
    """Bring the output up to date. Raises SiteError; the old output is then as it was.

    With `verify`, the SiteError may also be build-not-proven, about an output that is up to date.
    """
    with _begun(request, progress) as work:
        before = work.listed() if request.verify else ()
        report = work.nothing_to_do() or work.publish()
        if request.verify:
            work.prove(report, before)
        return report


@contextmanager
def _begun(request: Request, progress: Progress) -> Iterator[_Build]:
    # The clock is read once: all of a build is about one instant.
    at = datetime.now(UTC).isoformat(timespec="seconds") if request.moment.at is None else request.moment.at
    watch = Stopwatch()
    with memory_of(request.site) as home:
        with watch.stage("scan"):
            if request.locking != "leave":
                _settle(request)
            tree = site_tree(request.site)
            found, problems = tree.scan()
            sources = Sources(tree, found, home, anew=request.clean)
        with closing(sources), closing(Book(home, request.output, anew=request.clean)) as book:
            moment = replace(request.moment, at=at)
            yield _Build(
                replace(request, moment=moment), progress, watch, home, tree, sources, problems, book
            )


def _settle(request: Request) -> None:
    # One look, nearly always: loading what it needs would cost a build without work a tenth of its time.
    if any((request.site / name).exists() for name in (STAGED, UNFINISHED)):
        from asiansite.work.locking import settle

        settle(request.site, request.output, request.wait)


class _Build(Struct, frozen=True):
    """A build under way. What a stage needs is imported when it is reached: most builds do little."""

    request: Request
    progress: Progress
    watch: Stopwatch
    home: Path
    tree: FileTree
    sources: Sources
    problems: tuple[Problem, ...]
    book: Book

    def nothing_to_do(self) -> Report | None:
        """The report, if all inputs and the output are as the last build left them."""
        from asiansite.work.recording import unchanged

        with self.watch.stage("compare"):
            request = self.request
            locking, search = request.locking, request.search
            kept = unchanged(self.book, self.sources, request.moment, locking, request.output, search=search)
        return None if kept is None else kept.report(self.watch)

    def publish(self) -> Report:
        """Read, plan, verify, render, write, record. Raises BuildFailed."""
        from asiansite.content.rooms import is_article
        from asiansite.work.reading import lines_of

        try:
            return self._publish()
        except SiteError as error:
            articles = sum(map(is_article, self.sources.paths))
            problems = self._with_broken_templates(error)
            raise BuildFailed(with_excerpts(problems, lines_of(self.tree, problems)), articles) from error

    def _with_broken_templates(self, error: SiteError) -> tuple[Problem, ...]:
        # Rendering ends at the first: an editor is told of all.
        if error.status != 1:
            return error.problems
        from asiansite.rendering.templates import broken_templates
        from asiansite.work.reading import read_templates

        known = {(found.slug, found.place and found.place.path) for found in error.problems}
        broken = broken_templates(read_templates(self.sources)[0])
        return in_order(
            [
                *error.problems,
                *(found for found in broken if (found.slug, found.place and found.place.path) not in known),
            ]
        )

    def _publish(self) -> Report:
        from asiansite.storage.output import Output
        from asiansite.work.locking import UrlLock
        from asiansite.work.opening import open_site
        from asiansite.work.publishing import Publication

        request = self.request
        with self.watch.stage("read"):
            opened = self._resumed() or open_site(
                self.tree,
                self.sources,
                self.problems,
                self.home,
                request.moment,
                request.jobs,
                anew=request.clean,
                progress=self.progress,
            )
        if opened.is_broken:
            raise SiteError(opened.problems)
        keep = opened.snapshot.settings.keep
        taken = Output.open(request.output, request.site, keep=keep, adopt=request.adopt, wait=request.wait)
        with closing(opened), taken as output:
            index = self._index(opened, output)
            urls = UrlLock(request.site, opened, self.sources, request.locking)
            publication = Publication(opened, self.sources, self.book, output, urls, self.watch, index)
            suspects = publication.verify(every=request.clean)
            publication.render(suspects, request.jobs, self.progress)
            publication.make_pictures(request.jobs, self.progress)
            publication.take_index()
            publication.compress(request.jobs, self.progress)
            report = publication.write()
            publication.record(report)
            return report

    def _resumed(self) -> Opened | None:
        """The site by what the last build joined, if only words have changed since."""
        from asiansite.work.resuming import resumed

        request = self.request
        if request.clean or self.problems:
            return None
        return resumed(self.tree, self.sources, self.home, self.book, request.moment, request.locking)

    def _index(self, opened: Opened, output: Output) -> SearchIndex:
        from asiansite.storage.indexes import IndexRecords
        from asiansite.work.searching import index_of

        request, last = self.request, self.book.last()
        stamps = last.files if last else {}
        with self.watch.stage("search"), closing(IndexRecords(self.home, anew=request.clean)) as records:
            return index_of(
                opened.snapshot, output, stamps, records, wanted=request.search, anew=request.clean
            )

    def listed(self) -> Collection[str]:
        """What is ours in the output."""
        from asiansite.work.proving import listed

        return listed(self.request.output)

    def prove(self, report: Report, before: Collection[str]) -> None:
        """Compare with a clean build in memory; `before`: what was ours in the output."""
        from asiansite.work.proving import prove

        with self.watch.stage("prove"):
            request = self.request
            prove(
                self.tree,
                self.book,
                request.output,
                request.moment,
                request.jobs,
                before,
                report.problems,
                search=request.search,
            )
