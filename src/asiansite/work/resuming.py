"""Resumes the joined site of the last build, where nothing but words of articles has changed since.

Whatever else is another (a source, a tool, an option, the clock beyond what was to change next) is no
matter of this room: it then says nothing, and the site is opened from all of its documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from asiansite.content.article import Article, Document
from asiansite.content.frontmatter import MAX_SOURCE
from asiansite.content.rooms import is_article
from asiansite.content.settings import Settings
from asiansite.content.shelved import ShelvedArticle
from asiansite.content.social import SocialKit
from asiansite.errors import Place, Problem, SiteError, in_order, problem
from asiansite.fingerprint import fingerprint, hash_of_bytes
from asiansite.site.census import Census
from asiansite.site.frame import (
    Frame,
    decode_frame,
    differs_in_words,
    digests_of,
    plan_of,
    snapshot_of,
)
from asiansite.site.review import review_articles
from asiansite.site.snapshot import Snapshot
from asiansite.storage.book import Book, LastBuild
from asiansite.storage.documents import Documents
from asiansite.storage.files import FileTree
from asiansite.storage.frames import LastFrame
from asiansite.storage.pictures import PictureRecords
from asiansite.storage.sources import Sources
from asiansite.storage.tools import compression_tools, extensions, indexer_version, picture_tools, tools
from asiansite.work.bodies import Bodies, PathsOfBodies
from asiansite.work.drawing import read_kit
from asiansite.work.executors import executor_for, nothing
from asiansite.work.facts import recall_facts
from asiansite.work.moment import Locking, Moment
from asiansite.work.opening import Opened, Taken, shown
from asiansite.work.pages import OpenSite
from asiansite.work.picturing import read_pictures
from asiansite.work.reading import (
    decoded_article,
    hash_static,
    parser_of,
    read_lock,
    read_one,
    read_site_yaml,
    read_some,
    read_templates,
)
from asiansite.work.recording import Kept, decoded_report, is_between

MOST = 200
"""Articles with other words; of more, an opening from all documents is as quick."""


def resumed(
    tree: FileTree, sources: Sources, home: Path, book: Book, moment: Moment, locking: Locking
) -> Opened | None:
    """The site, opened from what the last build joined; None if it must be opened from all documents.

    Raises SiteError if a source was changed since the build began.
    """
    last, data = book.last(), book.part("frame")
    census = None if last is None else _census(last)
    kept = None if last is None else decoded_report(last.report)
    if last is None or data is None or census is None or kept is None:
        return None
    past = LastFrame("", last.clock, last.next_change_at, last.digests, data)
    site = rejoined(tree, sources, home, past, moment, locking)
    return None if site is None else _opened(site, sources, tree, moment, census, kept)


class Rejoined(Struct, frozen=True):
    """A site that was joined before, with the words of today."""

    site: OpenSite
    frame: Frame
    new: Mapping[str, Article]
    """The articles with other bytes, by path: nothing of them is another but their words."""
    problems: tuple[Problem, ...]
    """What they have wrong by themselves."""
    bodies: Bodies
    pictures: PictureRecords

    @property
    def snapshot(self) -> Snapshot:
        """The moment."""
        return self.site.snapshot

    def close(self) -> None:
        """Let go of the files that bodies and pictures come from."""
        self.bodies.close()
        self.pictures.close()


def rejoined(
    tree: FileTree, sources: Sources, home: Path, past: LastFrame, moment: Moment, locking: Locking
) -> Rejoined | None:
    """The site by its frame of the past; None if more has changed since than words of articles.

    Raises SiteError if a source was changed since it was looked at.
    """
    frame = decode_frame(past.frame)
    if frame is None:
        return None
    settings, problems = read_site_yaml(sources, moment.base_url)
    clock = moment.clock(settings.zone)
    if any(found.level == "error" for found in problems) or not is_between(past, clock):
        return None
    kit, _ = read_kit(sources, settings)
    is_same = frame.key == frame_key(
        sources, moment, locking, settings, has_pictures=bool(frame.named), kit=kit
    )
    digests = _digests(frame, past.digests) if is_same else None
    changed = None if digests is None else _changed(sources, digests)
    if digests is None or changed is None:
        return None
    others = _others(sources)
    made = _Attempt(tree, sources, home, frame, digests, settings, kit, clock).rejoined(changed)
    if made is not None and _others(sources) != others:
        # One was saved after it had been compared, and before it was read.
        made.close()
        return None
    return made


def frame_key(
    sources: Sources,
    moment: Moment,
    locking: Locking,
    settings: Settings,
    *,
    has_pictures: bool,
    kit: SocialKit | None,
) -> str | None:
    """The fingerprint of all that a site is joined from, but for the clock and the bytes of articles.

    None if a source cannot be read. What reads pictures has a say only if there are any.
    """
    try:
        others = _others(sources)
        made_by = (tools(), compression_tools(), indexer_version(), picture_tools() if has_pictures else "")
    except SiteError:
        return None
    drawn_with = "" if kit is None else kit.key
    options = (moment.drafts, moment.base_url, moment.hold, moment.strict, locking)
    articles = tuple(filter(is_article, sorted(sources.paths)))
    return fingerprint(
        (*made_by, drawn_with, extensions(settings.extensions), options, others, articles)
    ).hex()


def _others(sources: Sources) -> tuple[tuple[str, str], ...]:
    """The hash of each source that is no article, as it was read last. Raises SiteError."""
    return tuple([(path, sources.digest(path)) for path in sorted(sources.paths) if not is_article(path)])


def _digests(frame: Frame, packed: bytes) -> dict[str, str] | None:
    try:
        return digests_of(frame, packed)
    except ValueError:
        return None


def _changed(sources: Sources, digests: Mapping[str, str]) -> tuple[str, ...] | None:
    """The articles that have other bytes; None if they are too many, or cannot be read."""
    changed: list[str] = []
    for path, then in digests.items():
        digest = sources.known(path)
        if digest is None:
            try:
                digest = hash_of_bytes(sources.read(path, limit=MAX_SOURCE))
            except SiteError:
                return None
        if digest != then:
            changed.append(path)
            if len(changed) > MOST:
                return None
    return tuple(changed)


class _Attempt(Struct, frozen=True):
    """One attempt, after it is known that nothing but articles has changed."""

    tree: FileTree
    sources: Sources
    home: Path
    frame: Frame
    digests: Mapping[str, str]
    """The hashes of the articles' bytes then, by path."""
    settings: Settings
    kit: SocialKit | None
    clock: datetime

    def rejoined(self, changed: tuple[str, ...]) -> Rejoined | None:
        """The site; None if more than words has changed."""
        sources, settings, frame = self.sources, self.settings, self.frame
        parser = parser_of(settings, tools())
        workers = partial(executor_for, jobs=1, prepare=nothing)
        with closing(Documents(self.home, parser)) as documents:
            new, contents, problems = read_some(sources, documents, settings, workers, changed)
            templates, _ = read_templates(sources)
            recall_facts(documents, templates)
        if new.keys() != set(changed):
            return None
        bodies = Bodies(self.home, parser, self.tree, {}, settings.timezone, settings.prose)
        fetch = _Shelf(self.tree, settings, bodies, self.digests).document
        articles = tuple(
            [new.get(row.path) or ShelvedArticle(row.path, row.id, row.slug, fetch) for row in frame.articles]
        )
        bodies.paths = PathsOfBodies(articles)
        pictures = PictureRecords(self.home)
        contents = replace(
            contents,
            articles=articles,
            static=hash_static(sources)[0],
            locked=read_lock(sources, settings)[0],
            social=self.kit,
            body=bodies,
            assets=frame.assets,
            shows_day=frame.shows_day,
        )
        contents, _ = read_pictures(contents, sources, pictures, workers, named=frame.named)
        snapshot = snapshot_of(frame, contents, self.clock)
        rendered_at = datetime.now(settings.zone).isoformat(sep=" ", timespec="seconds")
        site = OpenSite(snapshot, templates, tools(), rendered_at)
        made = Rejoined(site, frame, new, problems, bodies, pictures)
        is_as_named = tuple(contents.pictures) == frame.named
        if not is_as_named or not all(self._is_in_words(snapshot, bodies, new[path]) for path in changed):
            made.close()
            return None
        return made

    def _is_in_words(self, snapshot: Snapshot, bodies: Bodies, new: Article) -> bool:
        reading = bodies.reading(self.digests[new.path])
        old = None if reading is None else decoded_article(new.path, reading, self.settings)
        # The census knows one that is gone by all of its bytes.
        return old is not None and new.id not in snapshot.gone and differs_in_words(snapshot, old, new)


class _Shelf(Struct, frozen=True):
    """Where the documents of articles stand that are as they were."""

    tree: FileTree
    settings: Settings
    bodies: Bodies
    digests: Mapping[str, str]

    def document(self, path: str) -> Document:
        """The document of the source at a path: as it is remembered, or read again. Raises SiteError."""
        digest = self.digests[path]
        reading = self.bodies.reading(digest)
        if reading is not None:
            article = decoded_article(path, reading, self.settings)
        else:
            data = self.tree.read(path, limit=MAX_SOURCE)
            article = read_one(path, data, self.settings)[0] if hash_of_bytes(data) == digest else None
        if article is None:
            raise SiteError([problem("changed-while-building", Place(path))])
        return article.document


def _opened(
    site: Rejoined, sources: Sources, tree: FileTree, moment: Moment, census: Census, kept: Kept
) -> Opened:
    """The site with its plan, and with every problem: of all other articles what it was then."""
    frame = site.frame
    of_articles = review_articles(site.snapshot, site.new.values())
    of_others = [found for found in frame.problems if found.place is None or found.place.path not in site.new]
    own = shown([*site.problems, *of_articles], tree, strict=moment.strict)
    problems = in_order([*of_others, *own])
    digests = {path: sources.known(path) or "" for path in site.new}
    articles = tuple([(path, digests.get(path, digest)) for path, digest in census.articles])
    taken = Taken(
        msgspec.structs.replace(frame, problems=problems),
        msgspec.structs.replace(census, articles=articles),
        kept.shown_transitions(),
        kept.unlocked,
    )
    return Opened(
        moment, site.site, plan_of(frame), problems, (), (), (), site.bodies, site.pictures, True, taken
    )


def _census(last: LastBuild) -> Census | None:
    try:
        return msgspec.msgpack.decode(last.census, type=Census)
    except msgspec.DecodeError:
        return None
