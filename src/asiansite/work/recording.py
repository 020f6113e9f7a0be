"""What a build leaves to the next one: enough to know that there is nothing to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from asiansite.errors import Problem
from asiansite.fingerprint import fingerprint
from asiansite.site.transition import Transition
from asiansite.storage.book import Book, LastBuild
from asiansite.storage.ground import Ground, Stamp
from asiansite.storage.manifest import NAME as MANIFEST
from asiansite.storage.sources import Sources
from asiansite.storage.staging import staging_folders
from asiansite.storage.tools import compression_tools, extensions, indexer_version, tools
from asiansite.work.moment import Locking, Moment
from asiansite.work.report import Report
from asiansite.work.stopwatch import Stopwatch

if TYPE_CHECKING:
    # Needed by builds that write; one with nothing to do goes without.
    from asiansite.content.settings import Settings
    from asiansite.storage.output import Output, Published


TOLD_ONCE = frozenset({"foreign-edit-kept"})
"""Warnings about what a build did: the next one has not done it, and does not say it again."""


class Kept(msgspec.Struct, frozen=True):
    """What the report of a build says of the site, whether the build had to do anything or not."""

    pages: int
    articles: int
    timezone: str
    extensions: tuple[tuple[str, str, str], ...]
    """Of Python-Markdown, with what tells them apart: tools that the settings name."""
    transitions: tuple[Transition, ...]
    problems: tuple[Problem, ...]
    search: str
    """The state of the search index, as `SearchIndex` has it."""
    records: int
    """Of the search index."""
    unlocked: tuple[str, ...] = ()
    """The lines that urls.lock still lacks."""

    @classmethod
    def of(cls, report: Report, settings: Settings, locking: Locking) -> Kept:
        """What is kept of a report."""
        return cls(
            report.pages,
            report.articles,
            settings.timezone,
            extensions(settings.extensions),
            report.transitions,
            tuple(found for found in report.problems if found.slug not in TOLD_ONCE),
            "current" if report.search == "made" else report.search,
            report.records,
            report.new_urls if locking == "list" else (),
        )

    def shown_transitions(self) -> tuple[Transition, ...]:
        """The transitions in the outlet's zone: a record has instants."""
        zone = ZoneInfo(self.timezone)
        return tuple(replace(item, at=item.at.astimezone(zone)) for item in self.transitions)

    def report(self, watch: Stopwatch) -> Report:
        """The report of a build that had nothing to do."""
        return Report(
            self.pages,
            self.articles,
            self.shown_transitions(),
            self.problems,
            self.unlocked,
            search=self.search,
            records=self.records,
            watch=watch,
        )


def inputs_of(sources: Sources, moment: Moment, locking: Locking) -> str | None:
    """The fingerprint of all that a build is made from, but for the clock; None if it is not known yet."""
    found = sources.inputs()
    if found is None:
        return None
    options = (moment.drafts, moment.base_url, moment.hold, moment.strict, locking)
    return fingerprint((tools(), compression_tools(), indexer_version(), found, options)).hex()


def unchanged(
    book: Book, sources: Sources, moment: Moment, locking: Locking, output: Path, *, search: bool = False
) -> Kept | None:
    """What the last build said, if this one would do the same; with `search`, that the index is of today.

    So it is if sources, tools and options are the same, the clock lies between the last build's
    and the next change, and every file of the output is as it was left.
    """
    inputs, last = inputs_of(sources, moment, locking), book.last()
    if inputs is None or last is None or last.inputs != inputs:
        return None
    kept = decoded_report(last.report)
    if search and (kept is None or kept.search != "current"):
        return None
    if kept is None or not is_between(last, moment.clock(ZoneInfo(kept.timezone))):
        return None
    if extensions(name for name, _, _ in kept.extensions) != kept.extensions:
        return None
    if not _is_as_left(str(output.resolve()), last):
        return None
    book.note_check(datetime.now(ZoneInfo(kept.timezone)).isoformat(sep=" ", timespec="seconds"))
    return kept


def files_after(
    output: Output, planned: Mapping[str, str], before: LastBuild | None, published: Published
) -> dict[str, tuple[Stamp, str]]:
    """Stamp and hash of every file of an output that was just brought up to date, as far as known.

    `planned`: the hash of each file of the plan. A stamp without the hash of the bytes that it was
    taken of would let a later build take one version of a file for another.
    """
    old = before.files if before else {}
    files = {path: old[path] for path, digest in planned.items() if path in old and old[path][1] == digest}
    files |= {path: (stamp, planned[path]) for path, stamp in published.stamps.items()}
    try:
        manifest = Ground(str(output.root)).stamp(MANIFEST)
    except OSError:
        return files
    return files if manifest is None else files | {MANIFEST: (manifest, "")}


def _is_as_left(root: str, last: LastBuild) -> bool:
    ground = Ground(root)
    try:
        # A build that is at work there, or was killed, has its staging folder.
        if any(Path(folder).exists() for folder in staging_folders(root)):
            return False
        return all(ground.is_still(path, stamp) is not None for path, (stamp, _) in last.files.items())
    except OSError:
        return False


class Timed(Protocol):
    """A moment of a site, and how long it lasts; both in ISO 8601."""

    @property
    def clock(self) -> str:
        """The moment."""

    @property
    def next_change_at(self) -> str:
        """When time alone makes another site of it; empty: never, as far as is known."""


def is_between(last: Timed, now: datetime) -> bool:
    """Whether nothing changes with time between the `last` clock and `now`."""
    try:
        begin = datetime.fromisoformat(last.clock)
        end = datetime.fromisoformat(last.next_change_at) if last.next_change_at else None
    except ValueError:
        return False
    return begin <= now and (end is None or now < end)


def decoded_report(report: bytes) -> Kept | None:
    """What a build kept of its report, if it can be read."""
    try:
        return msgspec.json.decode(report, type=Kept)
    except msgspec.DecodeError:
        return None
