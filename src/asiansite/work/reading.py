"""Reads the sources of a site: every document parsed, every problem collected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, suppress
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct
from msgspec.structs import force_setattr, replace

from asiansite.content.article import Article, Document, Reading, read_article, slug_from_path
from asiansite.content.author import AuthorDocument, read_author
from asiansite.content.front import FrontPicks, read_front
from asiansite.content.frontmatter import MAX_SOURCE
from asiansite.content.prose import ProseOptions
from asiansite.content.rights import Rights, is_misnamed_sidecar, picture_of_sidecar, read_sidecar
from asiansite.content.rooms import (
    ARTICLES,
    FRONT,
    SETTINGS,
    TAGS,
    is_article,
    is_author,
    is_file,
    is_lost,
    is_page,
    is_static,
)
from asiansite.content.settings import Settings, clean_base_url, read_settings
from asiansite.content.sign_off import lacking
from asiansite.content.standing import StandingDocument, read_standing
from asiansite.content.tags import TagTable, read_tags
from asiansite.content.urls_lock import NAME as LOCK
from asiansite.content.urls_lock import Line, by_url, parse
from asiansite.errors import Place, Problem, SiteError, problem
from asiansite.fingerprint import fingerprint, hash_of_bytes
from asiansite.site.contents import Contents
from asiansite.storage.documents import Documents
from asiansite.storage.files import FileTree
from asiansite.storage.sources import Sources
from asiansite.storage.tools import extensions
from asiansite.work.executors import in_batches, in_order
from asiansite.work.report import Progress, silent

Value = TypeVar("Value")

Workers = Callable[[int], AbstractContextManager[Executor]]
"""Gives an executor for so many articles."""


class ArticleOrder(Struct, frozen=True):
    """Articles to be read, and all that their reading depends on."""

    sources: tuple[tuple[str, bytes], ...]
    """(path, bytes) each."""
    timezone: str
    prose: ProseOptions


class ReadArticle(NamedTuple):
    """An article as a worker hands it back: encoded, since it is kept that way."""

    path: str
    digest: str
    """The hash of the bytes that were read."""
    reading: bytes
    body: str
    """The digest of the body."""
    html: bytes
    is_lasting: bool
    """Reading it again would come to the same: it was not given up for the time that it took."""


def read_articles(order: ArticleOrder) -> tuple[ReadArticle, ...]:
    """Carry out an order: read articles, in their order."""
    zone = ZoneInfo(order.timezone)
    return tuple(_read_article(path, data, zone, order.prose) for path, data in order.sources)


def read_site_yaml(sources: Sources, base_url: str | None) -> tuple[Settings, tuple[Problem, ...]]:
    """Read the settings, which all else needs; `base_url` takes the place of theirs.

    What has an error has its default. Raises SiteError if the file cannot be read, or `base_url` is none.
    """
    settings, problems = read_settings(sources.read(SETTINGS, limit=MAX_SOURCE))
    problems = at_path(SETTINGS, problems)
    if base_url is not None:
        clean = clean_base_url(base_url)
        if clean is None:
            raise SiteError([problem("option-not-a-url", given=base_url)])
        settings = replace(settings, base_url=clean)
    return settings, problems


def read_contents(
    sources: Sources,
    documents: Documents,
    settings: Settings,
    workers: Workers,
    held: frozenset[str] = frozenset(),
    progress: Progress = silent,
) -> tuple[Contents, tuple[Problem, ...]]:
    """Read every source below content/; those of `held` count as not public, whatever is in them.

    Articles that are not remembered are read by `workers`.
    """
    paths = [path for path in sources.paths if path.startswith("content/")]
    reader = _Reader(sources, documents, settings, workers, progress)
    articles = reader.articles([path for path in paths if is_article(path) and path not in held])
    contents = replace(_beside(reader, sources, settings), articles=articles, held=held)
    unread = _unread(paths, contents, reader.problems)
    contents = replace(contents, broken=tuple(reader.broken), unread=unread)
    read = [digest for path in sources.paths if (digest := sources.known(path)) is not None]
    documents.tidy(
        ("article", "rights"), read, [article.document.prose.digest for article in contents.articles]
    )
    documents.commit()
    lost = [problem("source-in-no-room", Place(path)) for path in paths if is_lost(path)]
    lost += [problem("sidecar-misnamed", Place(path)) for path in sources.paths if is_misnamed_sidecar(path)]
    return contents, (*reader.problems, *lost)


def read_some(
    sources: Sources, documents: Documents, settings: Settings, workers: Workers, paths: Sequence[str]
) -> tuple[dict[str, Article], Contents, tuple[Problem, ...]]:
    """(the articles at `paths`, as far as they can be read; all contents without articles; what is wrong with these articles)."""
    reader = _Reader(sources, documents, settings, workers, silent)
    articles = {article.path: article for article in reader.articles(paths)}
    problems, beside = tuple(reader.problems), _beside(reader, sources, settings)
    documents.commit()
    return articles, beside, problems


def _beside(reader: _Reader, sources: Sources, settings: Settings) -> Contents:
    """The contents without articles."""
    paths = [path for path in sources.paths if path.startswith("content/")]
    return Contents(
        settings=settings,
        authors=reader.authors([path for path in paths if is_author(path)]),
        pages=reader.pages([path for path in paths if is_page(path)]),
        tags=reader.tags() if TAGS in paths else TagTable({}, {}),
        front=reader.front() if FRONT in paths else FrontPicks(),
        files=frozenset(path for path in paths if is_file(path)),
        rights=reader.rights([path for path in sources.paths if picture_of_sidecar(path)]),
    )


def read_author_files(sources: Sources, settings: Settings) -> dict[str, AuthorDocument]:
    """The authors whose files can be read, by their paths; what is wrong with others a build tells."""
    found: dict[str, AuthorDocument] = {}
    for path in filter(is_author, sources.paths):
        with suppress(SiteError):
            document, _ = read_author(sources.read(path, limit=MAX_SOURCE), settings.zone, settings.prose)
            found |= {} if document is None else {path: document}
    return found


def read_lock(sources: Sources, settings: Settings) -> tuple[Mapping[str, Line], tuple[Problem, ...]]:
    """What urls.lock says of each URL; nothing without one, or where the setting `urls` is `off`."""
    if settings.urls == "off" or LOCK not in sources.paths:
        return {}, ()
    try:
        lines, problems = parse(sources.read(LOCK))
    except SiteError as error:
        return {}, error.problems
    return by_url(lines), problems


def parser_of(settings: Settings, tools: str) -> str:
    """The fingerprint of what reads sources: with a source's bytes, the key of its document."""
    return fingerprint((tools, settings.timezone, settings.prose, extensions(settings.extensions))).hex()


def hash_static(sources: Sources) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The hash of each file in static/, by its path below static/."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sources.paths:
        if is_static(path):
            try:
                found[path.removeprefix("static/")] = sources.digest(path)
            except SiteError as error:
                problems += error.problems
    return found, tuple(problems)


def read_templates(sources: Sources) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The text of each template by its name below templates/."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sources.paths:
        if path.startswith("templates/"):
            try:
                text = sources.read(path).decode("utf-8-sig")
                found[path.removeprefix("templates/")] = text.replace("\r\n", "\n")
            except UnicodeDecodeError as error:
                line = error.object.count(b"\n", 0, error.start) + 1
                problems.append(
                    problem("template-not-utf8", Place(path, line), byte=f"{error.object[error.start]:02X}")
                )
            except SiteError as error:
                problems += error.problems
    return found | _of_the_theme(found), tuple(problems)


def lines_of(tree: FileTree, problems: Iterable[Problem]) -> dict[str, list[str]]:
    """The lines of the sources that `problems` are in, as far as an excerpt is still wanted."""
    places = (found.place for found in problems)
    paths = {place.path for place in places if place and place.line is not None and place.excerpt is None}
    return {path: lines_of_file(tree, path) for path in sorted(paths) if tree.exists(path)}


def read_one(path: str, data: bytes, settings: Settings) -> tuple[Article | None, str, tuple[Problem, ...]]:
    """(the article that `data` is at `path`, if any; its body's unresolved HTML; what is wrong with it)."""
    made = _read_article(path, data, settings.zone, settings.prose)
    reading = _READING.decode(made.reading)
    article = None if reading.document is None else _article(path, reading.document, settings)
    return article, made.html.decode(), at_path(path, reading.problems)


def decoded_article(path: str, reading: bytes, settings: Settings) -> Article | None:
    """The article at `path` by an encoded reading of its source; None if nothing could be made of it."""
    document = _READING.decode(reading).document
    return None if document is None else _article(path, document, settings)


def _of_the_theme(found: Mapping[str, str]) -> dict[str, str]:
    # `theme/x.html` is the theme's x.html, also where no template of the site's stands before it. In the
    # theme itself, x.html cannot be what it extends.
    return {
        f"theme/{name}": found[name]
        for user, text in found.items()
        for name in re.findall(r"""["']theme/([^"'\s]+)["']""", text)
        if name in found and name != user and f"theme/{name}" not in found
    }


def lines_of_file(tree: FileTree, path: str) -> list[str]:
    """The lines of a source; none if it cannot be read."""
    try:
        text = tree.read(path).decode("utf-8-sig", "replace")
    except SiteError:
        return []  # the problem itself says what is wrong with the file
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _unread(paths: Iterable[str], contents: Contents, problems: Iterable[Problem]) -> frozenset[str]:
    known = {article.path for article in contents.articles} | {
        *contents.authors,
        *contents.pages,
        *contents.held,
    }
    broken = {found.place.path for found in problems if found.place and found.level == "error"}
    return frozenset(
        path
        for path in paths
        if path not in known and (is_article(path) or is_author(path) or is_page(path) or path in broken)
    )


class _Reader:
    """Reads one kind of source after another, and notes what is wrong with each."""

    def __init__(
        self, sources: Sources, documents: Documents, settings: Settings, workers: Workers, progress: Progress
    ) -> None:
        self._sources = sources
        self._documents = documents
        self._settings = settings
        self._workers = workers
        self._progress = progress
        self.problems: list[Problem] = []
        self.broken: list[Article] = []
        """Articles that have errors, as far as they could be read."""

    def articles(self, paths: Sequence[str]) -> tuple[Article, ...]:
        readings = self._remembered(paths)
        unread = [path for path in paths if path not in readings]
        with self._workers(len(unread)) as executor:
            for made in in_order(executor, read_articles, self._orders(unread, readings)):
                kept = [each for each in made if each.is_lasting]
                self._documents.put_bodies([(each.body, each.html) for each in kept if each.html])
                self._documents.put("article", [(each.digest, each.reading) for each in kept])
                # At once: a build of another output reads them meanwhile, and one that is broken off has not read in vain.
                self._documents.commit()
                readings |= {each.path: each.reading for each in made}
                self._progress("articles read", len(readings), len(paths))
        found = []
        for path in paths:
            if path in readings:
                reading = _READING.decode(readings[path])
                if reading.problems:
                    self.problems += at_path(path, reading.problems)
                if reading.document is not None:
                    found.append(_article(path, reading.document, self._settings))
                elif reading.broken is not None:
                    self.broken.append(_article(path, reading.broken, self._settings))
        return tuple(found)

    def authors(self, paths: Iterable[str]) -> dict[str, AuthorDocument]:
        return self._each(paths, lambda data: read_author(data, self._settings.zone, self._settings.prose))

    def pages(self, paths: Iterable[str]) -> dict[str, StandingDocument]:
        return self._each(paths, lambda data: read_standing(data, self._settings.zone, self._settings.prose))

    def tags(self) -> TagTable:
        return self._one(TAGS, read_tags, TagTable({}, {}))

    def front(self) -> FrontPicks:
        return self._one(FRONT, lambda data: read_front(data, self._settings.zone), FrontPicks())

    def rights(self, paths: Iterable[str]) -> dict[str, Rights]:
        pictures = {path: picture for path in paths if (picture := picture_of_sidecar(path)) is not None}
        readings = self._remembered(pictures, "rights")
        return {picture: self._rights(path, readings.get(path)) for path, picture in pictures.items()}

    def _rights(self, path: str, reading: bytes | None) -> Rights:
        if reading is not None:
            return _RIGHTS.decode(reading)
        told = len(self.problems)
        read = self._one(path, lambda data: read_sidecar(data, self._settings.zone), None)
        digest = self._sources.known(path)
        if read is not None and digest is not None and len(self.problems) == told:
            self._documents.put("rights", [(digest, msgspec.msgpack.encode(read))])
        return read or Rights()

    def _remembered(self, paths: Iterable[str], kind: str = "article") -> dict[str, bytes]:
        digests = {path: digest for path in paths if (digest := self._sources.known(path)) is not None}
        known = self._documents.some(kind, digests.values())
        return {path: known[digest] for path, digest in digests.items() if digest in known}

    def _orders(self, unread: Sequence[str], readings: dict[str, bytes]) -> Iterator[ArticleOrder]:
        # What was not remembered by the file's stat may be by its bytes, once they are read.
        for batch in in_batches(unread):
            found = [(path, data) for path in batch if (data := self._bytes(path)) is not None]
            readings |= self._remembered(path for path, _ in found)
            new = [(path, data) for path, data in found if path not in readings]
            if new:
                yield ArticleOrder(tuple(new), self._settings.timezone, self._settings.prose)

    def _bytes(self, path: str) -> bytes | None:
        # A file that cannot be read is one problem among the others, not the end of the work.
        try:
            return self._sources.read(path, limit=MAX_SOURCE)
        except SiteError as error:
            self.problems += error.problems
            return None

    def _one(
        self, path: str, read: Callable[[bytes], tuple[Value, tuple[Problem, ...]]], empty: Value
    ) -> Value:
        data = self._bytes(path)
        if data is None:
            return empty
        value, problems = read(data)
        self.problems += at_path(path, problems)
        return value

    def _each(
        self, paths: Iterable[str], read: Callable[[bytes], tuple[Value | None, tuple[Problem, ...]]]
    ) -> dict[str, Value]:
        found = {path: self._one(path, read, None) for path in paths}
        return {path: document for path, document in found.items() if document is not None}


_READING = msgspec.msgpack.Decoder(Reading)
_RIGHTS = msgspec.msgpack.Decoder(Rights)


def _read_article(path: str, data: bytes, zone: ZoneInfo, prose: ProseOptions) -> ReadArticle:
    reading = read_article(data, zone, prose)
    html, body = reading.html, reading.document.prose.digest if reading.document else ""
    encoded = msgspec.msgpack.encode(replace(reading, html=""))
    is_lasting = all(found.slug != "markdown-refused" for found in reading.problems)
    return ReadArticle(path, hash_of_bytes(data), encoded, body, html.encode(), is_lasting)


def _in_zone(document: Document, zone: ZoneInfo) -> Document:
    # A record has instants; the zone in which they are shown is the outlet's.
    # Nobody has seen it yet, so it is completed in place: a copy would cost as much as reading it.
    for name in ("date", "embargo", "expires", "updated"):
        moment = getattr(document, name)
        if moment is not None:
            force_setattr(document, name, moment.astimezone(zone))
    withdrawn, notice = document.withdrawn, document.legal_notice
    if withdrawn is not None:
        force_setattr(document, "withdrawn", replace(withdrawn, date=withdrawn.date.astimezone(zone)))
    if document.corrections:
        moved = tuple(replace(each, date=each.date.astimezone(zone)) for each in document.corrections)
        force_setattr(document, "corrections", moved)
    if notice is not None:
        begins, until = (
            notice.begins and notice.begins.astimezone(zone),
            notice.until and notice.until.astimezone(zone),
        )
        force_setattr(document, "legal_notice", replace(notice, begins=begins, until=until))
    return document


def _article(path: str, document: Document, settings: Settings) -> Article:
    document = _in_zone(document, settings.zone)
    if lacks := lacking(document, settings.sign_off):
        force_setattr(document, "lacks", lacks)  # as above
    id = document.id or path.removeprefix(ARTICLES).removesuffix(".md")
    return Article(path, id, document.slug or slug_from_path(path), document)


def at_path(path: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of a source, with its path in their places."""
    return tuple(replace(found, place=replace(found.place or Place(path), path=path)) for found in problems)
