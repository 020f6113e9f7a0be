"""A desk: a tiny site on disk with its output, built as it goes, and clean beside it to compare.

The theme is the folder `theme/` here: base, fragments, includes two deep, macros of macros, an
include whose name is computed. `Desk.check` states the laws of the engine; whoever breaks one
gets a `Broken`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any
from unittest.mock import patch

import jinja2

import asiansite.build
from asiansite.build import Request, build
from asiansite.errors import Problem, SiteError
from asiansite.fingerprint import hash_of_bytes
from asiansite.storage import ground, lock_file, sources, theme
from asiansite.storage import output as output_room
from asiansite.storage.book import Book, Entry
from asiansite.storage.disk import Disk
from asiansite.storage.home import NAME as HOME
from asiansite.storage.manifest import NAME as MANIFEST
from asiansite.work import drawing, indexing, picturing
from asiansite.work.moment import Locking, Moment
from asiansite.work.report import Report
from tests.fakes.disks import QuickDisk
from tests.fakes.publishing import put, standing

CLOCK = "2026-08-20 12:00"
"""The moment of a site of which no other is asked, in its own zone."""

SETTINGS: Mapping[str, Any] = {
    "title": "The Strait Gazette",
    "base_url": "https://gazette.example",
    "timezone": "Asia/Jakarta",
    "page_size": 2,
    "recent": 2,
    "recent_live": 7,
    "share": ["email"],
}

THEME = Path(__file__).parent / "theme"

Files = Mapping[str, bytes]


class Broken(AssertionError):
    """A law of the engine is broken."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What a page was made from, and the hash of what was made."""

    page: tuple[object, ...]
    reads: tuple[object, ...]
    hash: str

    @classmethod
    def of(cls, entry: Entry) -> Trace:
        return cls(tuple(entry.page), entry.reads, entry.hash)

    @property
    def cause(self) -> tuple[object, ...]:
        """All that the bytes may depend on."""
        return (self.page, self.reads)


@dataclass(frozen=True, slots=True)
class Done:
    """How a build ended."""

    report: Report | None
    problems: tuple[Problem, ...]
    rendered: frozenset[str] = frozenset()
    """The outputs that were rendered."""
    files: Files = field(default_factory=dict)
    """All that stands in the output afterwards."""
    traces: Mapping[str, Trace] = field(default_factory=dict)
    """What the book says afterwards, by output."""

    @property
    def is_quick(self) -> bool:
        """Whether the build ended after one look at the stats."""
        return self.report is not None and "read" not in self.report.watch.stages

    @property
    def slugs(self) -> list[str]:
        return [found.slug for found in self.problems]

    def page(self, path: str) -> str:
        """The HTML at a path of the site."""
        return self.files[path.lstrip("/") + "index.html"].decode()

    def has(self, path: str) -> bool:
        """Whether there is a page at a path of the site."""
        return path.lstrip("/") + "index.html" in self.files

    def shows(self, text: str) -> set[str]:
        """The paths of the pages on which a text stands; feeds and maps, which are no HTML, not among them."""
        return {
            "/" + path.removesuffix("index.html")
            for path, data in self.files.items()
            if path.endswith(".html") and text.encode() in data
        }

    @property
    def rendered_html(self) -> frozenset[str]:
        """The outputs that were rendered, without feeds and maps."""
        return frozenset(path for path in self.rendered if path.endswith(".html"))


class Desk:
    """A site in `folder`, with the laws."""

    def __init__(self, folder: Path, settings: Mapping[str, Any] | None = None) -> None:
        """Begin an empty site."""
        self.folder = folder
        self.site = folder / "site"
        self.theme = folder / "theme"
        self.output = folder / "output"
        self.home = self.site / HOME
        self.foreign: dict[str, bytes] = {}
        """What others have put into the output."""
        self.young: int | None = 0
        """The youth of files of which nothing is remembered (`sources.YOUNG`), unless it is None.

        None is needed here: a build takes longer than a tick of the clock, so no edit after it goes unseen.
        """
        self.locking: Locking = "leave"
        """What builds of `output` do with new URLs; those of other outputs leave the lock alone."""
        self.at = CLOCK
        self.options: dict[str, Any] = {}
        self.disk: Callable[[], Disk] = QuickDisk
        """Makes the disk on which an output stands."""
        self.mutation: Callable[[], AbstractContextManager[object]] = nullcontext
        """What is wrong with the engine that is on trial; the clean build is never wrong."""
        self.is_damaged = False
        """Whether somebody has damaged what is remembered: a file of SQLite may lose records only when it is written again."""
        self.is_held = False
        """Whether another program holds a file of what is remembered, so that the book may lag behind."""
        self.before: dict[Path, Done] = {}
        """The last build of each output; without it, nothing is said of what need not be rendered."""
        self._known: dict[tuple[object, ...], str] = {}
        shutil.copytree(THEME, self.theme)
        self.write("site.yaml", settings_text(**(settings or {})))

    # What editors, designers and accidents do.

    def write(self, path: str, data: str | bytes) -> Path:
        """Write a file, from the site's folder."""
        place = self.site / path
        put(self.site, {path: data.encode() if isinstance(data, str) else data})
        return place

    def article(self, name: str, body: str = "A paragraph.", **front: Any) -> Path:
        """Write content/articles/NAME.md; None leaves a key out."""
        known: dict[str, Any] = {"title": f"About {name}", "date": "2026-08-01 08:00"}
        return self.write(f"content/articles/{name}.md", source(known | front, body))

    def remove(self, path: str) -> None:
        """Remove a file of the site, and the folders that this leaves empty."""
        place = self.site / path
        place.unlink()
        while not any(place.parent.iterdir()):
            place = place.parent
            place.rmdir()

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        """Change the text of a file of the site, or of the theme."""
        place = self.site / path if (self.site / path).is_file() else self.theme / path
        place.write_text(change(place.read_text("utf-8")), "utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Put other words into a file, where `old` must stand."""

        def change(text: str) -> str:
            assert old in text, (path, old)
            return text.replace(old, new)

        self.edit(path, change)

    def forget(self) -> None:
        """Lose all that builds remember."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.is_damaged = False
        self.before.clear()

    def put(self, path: str, data: bytes) -> None:
        """Put somebody else's file into the output, or edit one of ours."""
        put(self.output, {path: data})
        self.foreign[path] = data

    # Builds.

    def build(self, output: Path | None = None, **more: Any) -> Done:
        """Build as an editor does."""
        with self.mutation():
            return self._built(output or self.output, more)

    def clean(self, **more: Any) -> Done:
        """Build the same tree at the same clock into a fresh folder, with no memory."""
        with self._fresh() as (home, folder), patch.object(asiansite.build, "memory_of", _only(home)):
            return self._built(folder, more)

    def check(self, output: Path | None = None, **more: Any) -> Done:
        """Build, and require every law. Raises Broken."""
        place = output or self.output
        looked, old = _stats(place), standing_files(place)
        done, wanted = self.build(place, **more), self.clean(**more)
        if done.report is None:
            _require(standing_files(place) == old, "a build that failed has changed the output")
            if done.slugs == ["output-has-foreign-files"] and wanted.report is not None:
                return self._without_foreign(place, old, wanted, more)
        _require_one_outcome(done, wanted)
        if done.report is None or wanted.report is None:
            return done
        foreign = self._foreign_beside(place, wanted)
        _require_same_files(done.files, {**foreign, **wanted.files})
        _require_no_empty_folder(place)
        _require_same_report(done.report, wanted.report)
        last = None if self.is_damaged else self.before.get(place)
        _require_same_traces(last or Done(None, ()), done, wanted)
        self._require_pages_are_functions(wanted)
        _require_untouched(old, looked, done.files, _stats(place))
        if place in self.before and not self.is_damaged:
            _require_nothing_needless(self.before[place], old, done, wanted)
        self.before[place] = done
        return done

    def _foreign_beside(self, place: Path, wanted: Done) -> dict[str, bytes]:
        # What now stands where a page must be has been taken over by it.
        if place != self.output:
            return {}
        self.foreign = {path: data for path, data in self.foreign.items() if path not in wanted.files}
        return self.foreign

    def _without_foreign(self, place: Path, old: Files, wanted: Done, more: Mapping[str, Any]) -> Done:
        in_the_way = {
            path for path in self.foreign if wanted.files.get(path, self.foreign[path]) != old.get(path)
        }
        _require(in_the_way, "refused for foreign files where there are none in the way")
        for path in in_the_way:
            (place / path).unlink()
            del self.foreign[path]
        return self.check(place, **more)

    def checked(self, **more: Any) -> Done:
        """As `check`, of a build that must succeed."""
        done = self.check(**more)
        assert done.report is not None, done.problems
        return done

    def _built(self, output: Path, more: Mapping[str, Any]) -> Done:
        known = {"clean": False, "verify": False, "jobs": 1, "at": self.at, "search": self._has_search()}
        known |= {**self.options, **more}
        wishes = {name: known.pop(name) for name in ("clean", "verify", "jobs", "search")}
        locking = self.locking if output == self.output else "leave"
        request = Request(self.site, output, Moment(**known), locking=locking, **wishes)
        with self.patched():
            try:
                report = build(request)
            except SiteError as error:
                return Done(None, error.problems)
            with (
                asiansite.build.memory_of(self.site) as home,
                closing(Book(home, output)) as book,
            ):
                traces = {name: Trace.of(entry) for name, entry in book.entries()}
                last = book.last()
            rendered = frozenset(last.rendered if last and "read" in report.watch.stages else ())
            # A book that cannot be written says nothing, or tells of the build before.
            assert last is None or self.is_held or len(rendered) == report.rendered
            return Done(report, report.problems, rendered, standing_files(output), traces)

    def _has_search(self) -> bool:
        # Where the site has search each build makes its index, which is then of today as all else is.
        with suppress(OSError):
            return b"\nsearch: true" in (self.site / "site.yaml").read_bytes()
        return False

    @contextmanager
    def patched(self) -> Iterator[None]:
        """The engine with this desk's theme, and quicker: pure work is done once, no disk is waited for."""
        with ExitStack() as stack:
            for place, name, value in (
                (theme, "theme_folder", lambda: self.theme),
                (sources, "YOUNG", sources.YOUNG if self.young is None else self.young),
                (output_room, "Disk", self.disk),
                (ground, "Disk", self.disk),
                (lock_file, "Disk", self.disk),
                (jinja2.Environment, "compile", _compile_once),
                (picturing, "make", _make_once),
                (drawing, "draw_all", _draw_once),
                (indexing, "program", Path),
                (indexing, "index", _index_as_told),
            ):
                stack.enter_context(patch.object(place, name, value))
            yield

    @contextmanager
    def _fresh(self) -> Iterator[tuple[Path, Path]]:
        folder = self.folder / "clean"
        home = folder / "home"
        home.mkdir(parents=True)
        try:
            yield home, folder / "output"
        finally:
            shutil.rmtree(folder)

    def _require_pages_are_functions(self, done: Done) -> None:
        for output, trace in done.traces.items():
            known = self._known.setdefault(trace.cause, trace.hash)
            _require(known == trace.hash, f"the same answers gave other bytes: {output}")


def source(front: Mapping[str, Any], body: str) -> str:
    """The text of a source; a value is written as JSON, which is YAML. None leaves a key out."""
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items() if value is not None
    ]
    return "\n".join(["---", *lines, "---", body, ""])


def settings_text(**more: Any) -> str:
    """A site.yaml; None leaves a key out."""
    lines = {**SETTINGS, **more}.items()
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in lines if value is not None)


def standing_files(folder: Path) -> dict[str, bytes]:
    """The bytes of every file in a folder."""
    return {path: data for path, data in standing(folder).items() if isinstance(data, bytes)}


def _stats(folder: Path) -> dict[str, tuple[int, int]]:
    found = ((path, path.lstat()) for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (stat.st_ino, stat.st_mtime_ns) for path, stat in found}


def _require(holds: object, law: str) -> None:
    if not holds:
        raise Broken(law)


def _require_one_outcome(done: Done, wanted: Done) -> None:
    # What is foreign in an output is no matter of the sources.
    said = [found for found in done.problems if not found.slug.startswith("foreign-")]
    _require(said == list(wanted.problems), f"problems differ: {done.problems} and, clean, {wanted.problems}")
    _require((done.report is None) == (wanted.report is None), "one build failed and the other did not")


def _require_same_files(found: Files, wanted: Files) -> None:
    # The manifest last: a page says more.
    for path in sorted({*found, *wanted}, key=lambda path: (path == MANIFEST, path)):
        _require(path in found, f"missing: {path}")
        _require(path in wanted, f"left over: {path}")
        _require(found[path] == wanted[path], f"stale: {path}")


def _require_no_empty_folder(output: Path) -> None:
    for folder in output.rglob("*"):
        _require(
            not folder.is_dir() or any(folder.iterdir()), f"an empty folder: {folder.relative_to(output)}"
        )


def _require_same_report(found: Report, wanted: Report) -> None:
    for name in ("pages", "articles", "transitions"):
        _require(getattr(found, name) == getattr(wanted, name), f"the report has other {name}")


def _require_same_traces(before: Done, done: Done, wanted: Done) -> None:
    for path in sorted({*done.traces, *wanted.traces}):
        # What was lost in an accident is lost until the page is rendered again.
        is_known = path in done.traces or path in before.traces or path in done.rendered
        is_same = done.traces.get(path) == wanted.traces.get(path)
        _require(is_same or not is_known, f"the book has another trace: {path}")


def _require_untouched(
    old: Files, looked: Mapping[str, object], new: Files, looking: Mapping[str, object]
) -> None:
    for path, data in old.items():
        if new.get(path) == data:
            _require(looked[path] == looking[path], f"equal bytes were written again: {path}")


def _require_nothing_needless(before: Done, old: Files, done: Done, wanted: Done) -> None:
    for path in done.rendered:
        was, now = before.traces.get(path), wanted.traces[path]
        is_intact = before.files.get(path) == old.get(path)
        _require(was is None or not is_intact or was.cause != now.cause, f"rendered for nothing: {path}")


def _only(home: Path) -> Callable[[Path], Any]:
    @contextmanager
    def memory_of(site: Path) -> Iterator[Path]:
        yield home

    return memory_of


_compile = jinja2.Environment.compile
_code: dict[tuple[object, ...], CodeType] = {}


@cache
def _make_once(order: picturing.PictureOrder) -> tuple[bytes, ...]:
    return _make(order)


_make = picturing.make


def _draw_once(order: drawing.DrawingOrder) -> tuple[bytes, ...]:
    key = (order.kit.key, order.drawings)
    if key not in _drawn:
        _drawn[key] = _draw(order)
    return _drawn[key]


def _index_as_told(records: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """The records themselves: Pagefind takes a second, and writes the same in another order each time."""
    found = {f"fragment/{hash_of_bytes(path.encode())}.pf_fragment": data for path, data in records}
    return {"pagefind-entry.json": "\n".join(sorted(found)).encode(), **found}


_draw = drawing.draw_all
_drawn: dict[tuple[object, ...], tuple[bytes, ...]] = {}


def _compile_once(
    self: jinja2.Environment, source: str, name: str | None = None, filename: str | None = None
) -> Any:
    key = (source, name, filename)
    if key not in _code:
        _code[key] = _compile(self, source, name, filename)
    return _code[key]
