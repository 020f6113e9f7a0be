"""Publishes an opened site: finds the stale pages, renders them, puts them in place, records them."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress

import msgspec

from asiansite import explain
from asiansite.content.article import slug_from_path
from asiansite.content.rooms import is_article
from asiansite.errors import Place, SiteError, problem
from asiansite.fingerprint import hash_of_bytes
from asiansite.site.census import Census, census_of, changed_topics
from asiansite.site.frame import encode_frame, frame_of, pack_digests
from asiansite.site.page import rank_of
from asiansite.site.transition import Transition
from asiansite.site.transitions import transitions
from asiansite.storage.book import Book, LastBuild
from asiansite.storage.index import Index, Look, encode_index
from asiansite.storage.manifest import NAME as MANIFEST
from asiansite.storage.output import Output
from asiansite.storage.sources import Sources
from asiansite.storage.tools import compression_tools
from asiansite.trace import Read
from asiansite.work.compressing import TwinMaker, require_tools
from asiansite.work.executors import executor_for, nothing
from asiansite.work.locking import UrlLock
from asiansite.work.making import Stale
from asiansite.work.opening import Opened
from asiansite.work.pages import OpenCase
from asiansite.work.picturing import PictureMaker
from asiansite.work.recording import Kept, files_after, inputs_of
from asiansite.work.remaking import Remaking
from asiansite.work.report import Progress, Report
from asiansite.work.resuming import frame_key
from asiansite.work.searching import SearchIndex
from asiansite.work.stopwatch import Stopwatch
from asiansite.work.verifying import Suspects, Verifier


class Publication:
    """One publication of a site into an output; its methods are called in their order."""

    def __init__(
        self,
        opened: Opened,
        sources: Sources,
        book: Book,
        output: Output,
        urls: UrlLock,
        watch: Stopwatch,
        index: SearchIndex,
    ) -> None:
        """Take hold of the plan. SiteError: output-has-foreign-files, hold-published."""
        self._opened = opened
        self._plan = opened.plan
        self._sources = sources
        self._book = book
        self._output = output
        self._urls = urls
        self._watch = watch
        self._before = book.last()
        self._search = index
        self._planned = self._plan.paths | index.files.keys()
        self._hashes: dict[str, str] = {}
        self._entries: list[tuple[str, bytes]] = []
        self._answers: list[tuple[str, tuple[str, ...]]] = []
        self._looked: list[Look] = []
        self._asked: dict[str, Read] = {}
        self._reasons: Counter[str] = Counter()
        require_tools(self._plan)
        self._refuse_lost_pages()
        if foreign := output.check(self._planned):
            raise SiteError(foreign)
        self._census = (
            opened.taken.census
            if opened.taken
            else census_of(opened.snapshot, self._digest, opened.bodies.parser)
        )
        self._verifier = Verifier(opened.site.answers(), book, output, self._changed)

    def verify(self, *, every: bool = False) -> Suspects:
        """The pages that may have to be made anew; `every` page for a clean build."""
        with self._watch.stage("verify"):
            if every:
                pages = [Stale(page, explain.CLEAN) for page in self._plan.outputs.values()]
                return Suspects((), pages, len(pages), len(pages))
            return self._verifier.suspects(self._plan)

    def render(self, suspects: Suspects, jobs: int, progress: Progress) -> None:
        """Make those pages that are stale, and stage their bytes. SiteError: disk-full, or a fault in a template."""
        site = self._opened.site
        prepare = OpenCase(site, suspects.case)
        with self._watch.stage("render"), executor_for(suspects.work, jobs, prepare) as executor:
            remaking = Remaking(self._plan, self._book, self._verifier)
            for done, made in enumerate(remaking.made(suspects, executor, site), 1):
                self._output.stage(made.output, made.data, made.hash)
                self._hashes[made.output] = made.hash
                self._entries.append((made.output, made.entry))
                self._answers += made.answers
                self._looked.append((made.output, made.page, made.names, made.parts))
                self._asked.update(made.asked)
                self._reasons[made.reason] += 1
                self._watch.page(made.by, made.seconds)
                progress("pages rendered", done, suspects.most)

    def make_pictures(self, jobs: int, progress: Progress) -> None:
        """Make what pages show of pictures, and stage it. SiteError: disk-full, changed-while-building."""
        if not self._plan.pictures and not self._plan.drawn:
            return
        with self._watch.stage("pictures"):
            maker = PictureMaker(
                self._plan,
                self._opened.snapshot.given.pictures,
                self._sources,
                self._opened.pictures,
                lambda work: executor_for(work, jobs, nothing),
                progress,
                self._opened.snapshot.contents.social,
            )
            for output, data in maker.wanting(self._has_picture):
                self._hashes[output] = hash_of_bytes(data)
                self._output.stage(output, data, self._hashes[output])

    def take_index(self) -> None:
        """Stage the files of the search index that the output does not have. SiteError: disk-full."""
        with self._watch.stage("search"):
            for path, digest in self._search.files.items():
                self._hashes[path] = digest
                if not self._verifier.is_current(path, digest):
                    self._output.stage(path, self._search.data[path], digest)

    def compress(self, jobs: int, progress: Progress) -> None:
        """Stage the files that are copied, and compressed twins. SiteError: disk-full, changed-while-building."""
        with self._watch.stage("write"):
            self._copy()
        if not self._plan.twins:
            return
        with self._watch.stage("compress"):
            maker = TwinMaker(self._plan, self._output, self._verifier, self._before)
            for twin, data in maker.wanting(jobs, progress):
                self._hashes[twin] = hash_of_bytes(data)
                self._output.stage(twin, data, self._hashes[twin])

    def write(self) -> Report:
        """Put everything in place, what is linked to before what links to it, and remove orphans."""
        outputs = self._plan.outputs
        with self._watch.stage("write"), self._urls.published():
            self._published = self._output.commit(lambda path: rank_of(outputs.get(self._file(path))))
        return Report(
            pages=len(outputs),
            articles=sum(map(is_article, self._sources.paths)),
            transitions=self._transitions(),
            problems=(
                *self._urls.told(self._opened),
                *self._search.problems,
                *self._published.problems,
                *self._urls.problems,
            ),
            new_urls=self._urls.new,
            rendered=len(self._entries),
            written=self._published.written,
            removed=self._published.removed,
            reasons=self._reasons,
            search=self._search.state,
            records=self._search.records,
            watch=self._watch,
        )

    def record(self, report: Report) -> None:
        """Note what the outputs were made from: after they stand in their place, never before."""
        with self._watch.stage("record"):
            self._sources.learn()
            gone = self._book.outputs() - self._planned
            index = self._index()
            parts, asked = self._parts(index), index.asked.values()
            self._book.record(self._entries, gone, self._answers, self._last(report), parts, asked=asked)
            self._sources.remember()

    def _last(self, report: Report) -> LastBuild:
        snapshot = self._opened.snapshot
        hashes = self._verifier.hashes | self._hashes
        files = files_after(self._output, hashes, self._before, self._published)
        # A file whose stamp is not known must be looked at next time: then nothing passes as unchanged.
        is_whole = {*self._planned, MANIFEST} <= files.keys()
        locking = self._urls.locking
        known = inputs_of(self._sources, self._opened.moment, locking) if is_whole else None
        return LastBuild(
            inputs=known or "",
            clock=snapshot.now.isoformat(),
            next_change_at=report.transitions[0].at.isoformat() if report.transitions else "",
            report=msgspec.json.encode(Kept.of(report, snapshot.settings, locking)),
            files=files,
            census=msgspec.msgpack.encode(self._census),
            digests=pack_digests(self._digest(each.path) for each in snapshot.contents.articles),
            built_at=self._opened.site.rendered_at,
            reasons=tuple(sorted(report.reasons.items())),
            rendered=tuple(output for output, _ in self._entries),
            twins=compression_tools() if self._plan.twins else "",
        )

    def _parts(self, index: Index) -> dict[str, bytes]:
        frame, parts = self._frame(), {"index": encode_index(index)}
        return parts if frame is None else {**parts, "frame": frame}

    def _frame(self) -> bytes | None:
        opened, urls = self._opened, self._urls
        snapshot, taken = opened.snapshot, opened.taken
        if not opened.is_plain or urls.problems:
            return None
        key = frame_key(
            self._sources,
            opened.moment,
            urls.locking,
            snapshot.settings,
            has_pictures=bool(snapshot.given.pictures),
            kit=snapshot.contents.social,
        )
        if key is None:
            return None
        if taken is not None:
            return encode_frame(msgspec.structs.replace(taken.frame, key=key))
        return encode_frame(frame_of(key, snapshot, self._plan, opened.problems))

    def _transitions(self) -> tuple[Transition, ...]:
        taken = self._opened.taken
        if taken is not None:
            return taken.transitions
        return transitions(self._opened.snapshot, self._urls.lines)

    def _digest(self, path: str) -> str:
        return self._sources.known(path) or ""

    def _index(self) -> Index:
        verifier = self._verifier
        looked = [*verifier.held, *self._looked]
        return verifier.index.after(looked, verifier.asked | self._asked, self._planned)

    def _changed(self, census: bytes) -> frozenset[str] | None:
        try:
            then = msgspec.msgpack.decode(census, type=Census)
        except msgspec.DecodeError:
            return None
        opened = self._opened
        return changed_topics(then, self._census, opened.snapshot, opened.article_then)

    def _has_picture(self, output: str) -> bool:
        # All that its bytes depend on is in its name: what stood there, ours and whole, is what would be made.
        digest = self._output.manifest().get(output)
        return digest is not None and self._verifier.is_current(output, digest)

    def _file(self, path: str) -> str:
        # A twin is put in place right after its file.
        return self._plan.twins[path][0] if path in self._plan.twins else path

    def _copy(self) -> None:
        for target, source in self._plan.copies.items():
            digest = self._sources.digest(source)
            self._hashes[target] = digest
            if not self._verifier.is_current(target, digest):
                with self._sources.open(source) as file:
                    self._output.stage(target, file)
                if self._output.hash_of(target) not in (digest, None):
                    # Pages name it by the hash that it had, and so would the book.
                    raise SiteError([problem("changed-while-building", Place(source))])

    def _refuse_lost_pages(self) -> None:
        # To hold a story that is out already would take its page away: a withdrawal, not this.
        planned, old = self._planned, self._output.manifest()
        for path in self._opened.moment.hold:
            folders = {f"/{slug}/" for slug in self._slugs_of(path)}
            gone = (output for output in old if output not in planned)
            lost = sorted(output for output in gone if any(folder in f"/{output}" for folder in folders))
            if lost:
                url = "/" + lost[0].removesuffix("index.html")
                raise SiteError([problem("hold-published", Place(path), url=url)])

    def _slugs_of(self, path: str) -> set[str]:
        # The one in the front matter is looked for in the text: what is held may be broken elsewhere.
        with suppress(SiteError):
            if (found := _SLUG.search(self._sources.read(path))) is not None:
                return {slug_from_path(path), found[1].decode("utf-8", "replace")}
        return {slug_from_path(path)}


_SLUG = re.compile(rb"""^slug:[ \t]*["']?([^\s"'#]+)""", re.MULTILINE)
