"""Sites without a disk: from a drawing of files, or from documents made by hand, to one moment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asiansite.content.article import Article, Document, read_article, slug_from_path
from asiansite.content.author import read_author
from asiansite.content.dates import parse_date
from asiansite.content.front import FrontPicks, read_front
from asiansite.content.prose import Prose
from asiansite.content.settings import Settings, read_settings
from asiansite.content.sign_off import lacking
from asiansite.content.standing import read_standing
from asiansite.content.tags import TagTable, read_tags
from asiansite.errors import Problem, in_order
from asiansite.fingerprint import hash_of_bytes
from asiansite.rendering.templates import named_assets
from asiansite.site.contents import Contents
from asiansite.site.page import Page
from asiansite.site.plan import Plan, make_plan
from asiansite.site.queries import SiteAnswers
from asiansite.site.review import review
from asiansite.site.snapshot import Snapshot
from asiansite.storage.files import MemoryTree
from asiansite.trace import Arg
from tests.fakes.values import replace

CLOCK = "2026-08-20 12:00"
"""The moment of a site of which no other is asked, in its own zone."""

SITE_YAML = """\
title: The Strait Gazette
base_url: https://gazette.example
timezone: Asia/Singapore
"""

ARTICLES, AUTHORS, PAGES = "content/articles/", "content/authors/", "content/pages/"


def source(body: str = "A paragraph.", **front: Any) -> str:
    """A Markdown source with its front matter, one key a line; JSON is YAML."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
    return "\n".join(["---", *lines, "---", "", body, ""])


def story(title: str = "A story", date: str = "2026-08-01 08:00", **front: Any) -> str:
    """An article's source, whole and public at `CLOCK` if `front` does not say otherwise."""
    known: dict[str, Any] = {"title": title, "date": date, **front}
    return source(**{key: value for key, value in known.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Site:
    """A site in memory, at one moment."""

    snapshot: Snapshot
    problems: tuple[Problem, ...]
    """Those of the single files, in order."""
    templates: Mapping[str, str]

    @property
    def contents(self) -> Contents:
        return self.snapshot.contents

    def ask(self, query: str, *args: Arg) -> Any:
        """What the site answers."""
        return SiteAnswers(self.snapshot).answer(query, args)

    def plan(self) -> Plan:
        """The plan, made anew."""
        return make_plan(self.snapshot)

    def page(self, path: str) -> Page:
        """The planned page at `path`."""
        (found,) = [page for page in self.plan().pages if page.path == path]
        return found

    def review(self) -> tuple[Problem, ...]:
        """Every problem, of single files and between them, in order."""
        return in_order((*self.problems, *review(self.snapshot), *self.plan().problems))

    def at(self, clock: str) -> Site:
        """The same site at another moment."""
        return replace(self, snapshot=Snapshot(self.contents, moment(clock, self.snapshot.settings)))


def site(
    files: Mapping[str, str | bytes] | None = None,
    *,
    at: str = CLOCK,
    drafts: bool = False,
    settings: str = "",
) -> Site:
    """Read a drawing of a site: path to text; without a site.yaml it has `SITE_YAML` and `settings`."""
    drawing = {"site.yaml": SITE_YAML + settings, **(files or {})}
    contents, problems, templates = _read(MemoryTree(drawing))
    snapshot = Snapshot(contents, moment(at, contents.settings), drafts=drafts)
    return Site(snapshot, problems, templates)


def stories(**dates: str) -> dict[str, str]:
    """A drawing of articles, by name, that differ in their dates."""
    return {f"{ARTICLES}{name}.md": story(f"Story {name}", date) for name, date in dates.items()}


def moment(text: str, settings: Settings) -> datetime:
    """A clock, written as a date in the outlet's zone."""
    return parse_date(text, settings.zone)


def document(**values: Any) -> Document:
    """A document made by hand, bare but for `values`."""
    bare = Document(
        title="A story",
        date=None,
        embargo=None,
        is_held=False,
        expires=None,
        withdrawn=None,
        corrections=(),
        legal_notice=None,
        authors=(),
        tags=(),
        id=None,
        slug=None,
        description="",
        section=None,
        dateline=None,
        label="news",
        image=None,
        updated=None,
        draft=False,
        status=None,
        legal=None,
        second_read=None,
        lang=None,
        aliases=(),
        extra="{}",
        prose=Prose(),
    )
    return replace(bare, **values)


def article(id: str, **values: Any) -> Article:
    """An article made by hand, whose file is named by its id."""
    made = document(id=id, **values)
    return Article(f"{ARTICLES}{id}.md", id, made.slug or id, made)


def slugs_of(problems: tuple[Problem, ...]) -> list[str]:
    """What is wrong, by the names of the messages."""
    return [found.slug for found in problems]


def places_of(problems: tuple[Problem, ...]) -> list[tuple[str, str, int | None, int | None, int]]:
    """(slug, path, line, column, width) of each problem."""
    return [
        (found.slug, found.place.path, found.place.line, found.place.column, found.place.width)
        for found in problems
        if found.place is not None
    ]


def _read(tree: MemoryTree) -> tuple[Contents, tuple[Problem, ...], dict[str, str]]:
    sources, problems = tree.scan()
    paths = [each.path for each in sources]
    settings, found = read_settings(tree.read("site.yaml"))
    reader = _Reader(tree, settings, [*problems, *found])
    markdown = [path for path in paths if path.endswith(".md")]
    templates = {
        path.removeprefix("templates/"): tree.read(path).decode()
        for path in paths
        if path.startswith("templates/")
    }
    contents = Contents(
        settings=settings,
        articles=tuple(
            filter(None, [reader.article(path) for path in markdown if path.startswith(ARTICLES)])
        ),
        authors=reader.authors([path for path in markdown if path.startswith(AUTHORS)]),
        pages=reader.pages([path for path in markdown if path.startswith(PAGES)]),
        tags=reader.tags("content/tags.yaml"),
        front=reader.front("content/front.yaml"),
        files=frozenset(path for path in paths if path.startswith("content/") and path not in markdown),
        static={
            path.removeprefix("static/"): hash_of_bytes(tree.read(path))
            for path in paths
            if path.startswith("static/")
        },
        assets=named_assets(templates),
        body=reader.bodies.__getitem__,
    )
    return contents, in_order(reader.problems), templates


class _Reader:
    def __init__(self, tree: MemoryTree, settings: Settings, problems: list[Problem]) -> None:
        self.tree = tree
        self.settings = settings
        self.problems = problems
        self.bodies: dict[str, str] = {}

    def article(self, path: str) -> Article | None:
        reading = read_article(self.tree.read(path), self.settings.zone, self.settings.prose)
        self.note(path, reading.problems)
        if reading.document is None:
            return None
        self.bodies[reading.document.prose.digest] = reading.html
        id = reading.document.id or path.removeprefix(ARTICLES).removesuffix(".md")
        document = replace(reading.document, lacks=lacking(reading.document, self.settings.sign_off))
        return Article(path, id, document.slug or slug_from_path(path), document)

    def authors(self, paths: list[str]) -> dict[str, Any]:
        return self.each(paths, lambda data: read_author(data, self.settings.zone, self.settings.prose))

    def pages(self, paths: list[str]) -> dict[str, Any]:
        return self.each(paths, lambda data: read_standing(data, self.settings.zone, self.settings.prose))

    def tags(self, path: str) -> TagTable:
        return self.each([path], read_tags).get(path, TagTable({}, {}))

    def front(self, path: str) -> FrontPicks:
        return self.each([path], lambda data: read_front(data, self.settings.zone)).get(path, FrontPicks())

    def each(self, paths: list[str], read: Any) -> dict[str, Any]:
        found = {}
        for path in paths:
            if self.tree.exists(path):
                found[path], problems = read(self.tree.read(path))
                self.note(path, problems)
        return {path: value for path, value in found.items() if value is not None}

    def note(self, path: str, problems: tuple[Problem, ...]) -> None:
        for found in problems:
            assert found.place is not None, found
            self.problems.append(replace(found, place=replace(found.place, path=path)))
